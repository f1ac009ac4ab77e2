const TYPES = /** @type {Record<string, any>} */ ({
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  uint8: Uint8Array,
});

/**
 * A message of the worker; null if it is not one of ours.
 *
 * @param {any} data
 * @returns {import("./protocol.js").Event | null}
 */
export function eventOf(data) {
  return data?.kind === "izhikevich" ? unpack(data.header, data.buffer) : null;
}

/**
 * A request as JSON and, if it holds bytes, a buffer: for `transport.unpack` in Python.
 *
 * @param {import("./protocol.js").Request} request
 * @returns {[string] | [string, Uint8Array | File]} a file is read where it is received
 */
export function packed(request) {
  /** @type {Uint8Array | File | null} */ let bytes = null; // at most once
  const header = JSON.stringify(request, (_key, value) => {
    if (!(value instanceof Uint8Array || value instanceof File)) return value;
    bytes = value;
    return { $array: ["uint8", 0, value instanceof File ? value.size : value.length] };
  });
  return bytes ? [header, bytes] : [header];
}

/**
 * The twin of `transport.pack` in Python: JSON whose `{"$array": [type, offset, length, shape?]}`
 * refer to stretches of one buffer. Arrays are views; nothing is copied.
 *
 * @param {string} header
 * @param {ArrayBuffer} buffer
 * @returns {any}
 */
export function unpack(header, buffer) {
  return withArrays(JSON.parse(header), buffer); // a reviver would be called for each number
}

/**
 * Put arrays in place of what stands for them.
 *
 * @param {any} node
 * @param {ArrayBuffer} buffer
 * @returns {any}
 */
function withArrays(node, buffer) {
  if (typeof node !== "object" || node === null) return node;
  if (node.$array) return arrayAt(node.$array, buffer);
  for (const key of Object.keys(node)) {
    const value = node[key];
    if (typeof value === "object" && value !== null) node[key] = withArrays(value, buffer);
  }
  return node;
}

/** @param {[string, number, number, [number, number]?]} place @param {ArrayBuffer} buffer */
function arrayAt([type, offset, length, shape], buffer) {
  const flat = new TYPES[type](buffer, offset, length);
  if (!shape) return flat;
  return Array.from({ length: shape[0] }, (_, row) => flat.subarray(row * shape[1], (row + 1) * shape[1]));
}

/**
 * @param {string} text base64
 * @returns {ArrayBuffer}
 */
export function fromBase64(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes.buffer;
}
