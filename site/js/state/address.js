/** The address of the page itself. */
export function ownAddress() {
  return location.href.split(/[?#]/)[0];
}
