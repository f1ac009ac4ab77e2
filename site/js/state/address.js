/** The address of the page itself, "" if none can be given to others: a widget's document may name another one. */
export function ownAddress() {
  return document.documentElement.dataset.address ?? location.href.split(/[?#]/)[0];
}
