/** Tours within links: compressed, in characters that need no code there. `izhikevich/tours/links.py` does the same. */

export const MARK = "z"; // begins what is a tour and not the name of one
export const LARGEST = 100_000; // characters of a tour
export const LONGEST = 6000; // characters of a tour within an address

/** @param {string} text @returns {Promise<string>} */
export async function packedText(text) {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return MARK + btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} text without its mark @returns {Promise<string>} */
export async function unpacked(text) {
  try {
    const characters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(characters, (character) => character.charCodeAt(0));
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    const parts = [];
    let size = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      size += part.value.length;
      if (size > 4 * LARGEST) break; // a few characters may unpack to endless data
    }
    reader.cancel().catch(() => {});
    return await new Blob(parts).text();
  } catch {
    throw new Error("the link is not complete");
  }
}
