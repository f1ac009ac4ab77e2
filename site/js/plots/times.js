/**
 * How many of some times are before another: the index of the first that is not.
 *
 * @param {ArrayLike<number>} times ascending
 * @param {number} time
 */
export function before(times, time) {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The index of the time that is nearest to another.
 *
 * @param {ArrayLike<number>} times ascending
 * @param {number} time
 */
export function nearest(times, time) {
  const next = Math.min(before(times, time), times.length - 1);
  return next > 0 && time - times[next - 1] < times[next] - time ? next - 1 : next;
}
