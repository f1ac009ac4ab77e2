"""Functions that NumPy scripts consist of: written into a script only if it calls them.

Random numbers and functions are those of `izhikevich.random` and `izhikevich.network.connectivity`,
in the same order of operations. Where a result is only compared or rounded, as in `hits`, numpy's
own logarithm is close enough to give the same pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Function(NamedTuple):
    """A function as source, and the names of others that it calls."""

    source: str
    calls: tuple[str, ...] = ()


#: All functions by name, each after those that it calls.
FUNCTIONS: Mapping[str, Function] = {
    "words": Function(
        '''
def words(seed, stream, step, index):
    """Return random 32-bit words: seed, stream and step make a key, which scrambles indices."""
    key = seed ^ 0xD1B54A32D192ED03
    for more in (0, 0x9E3779B97F4A7C15 * (stream + 1), 0x8CB92BA72F3D8DD7 * (step + 1)):
        z = (key + more) % 2**64
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB % 2**64
        key = z ^ (z >> 31)
    low, high = np.array([key % 2**32, key >> 32], np.uint32)[:, None]
    x = np.ravel(index).astype(np.uint32) * np.uint32(0x9E3779B9) + low
    x = (x ^ (x >> 17)) * np.uint32(0xED5AD4BB)
    x = ((x ^ (x >> 11)) + high) * np.uint32(0xAC4C1B51)
    x = (x ^ (x >> 15) ^ (high << 16 | high >> 16)) * np.uint32(0x31848BAB)
    return x ^ (x >> 14)
'''
    ),
    "uniform": Function(
        '''
def uniform(seed, stream, step, n):
    """Return n uniform numbers between 0 and 1."""
    return (words(seed, stream, step, np.arange(n)) + 0.5) * 2.0**-32
''',
        ("words",),
    ),
    "logarithm": Function(
        '''
def logarithm(x):
    """Return ln x by the series of 2 atanh((m - 1) / (m + 1)): the same bits on every machine."""
    m, e = np.frexp(x)
    low = m < 0.7071067811865476
    m, e = np.where(low, 2.0 * m, m), e - low
    s = (m - 1.0) / (m + 1.0)
    series = s * s * np.polyval([1.0 / k for k in range(23, 2, -2)], s * s)
    rest = e * 1.90821492927058770002e-10 + (2.0 * s + 2.0 * s * series)
    return e * 6.93147180369123816490e-01 + rest
'''
    ),
    "exponential": Function(
        '''
def exponential(x):
    """Return exp(x), |x| < 700, by a power of 2 and Taylor's series: the same bits everywhere."""
    power = np.floor(x * 1.4426950408889634 + 0.5)
    r = (x - power * 6.93147180369123816490e-01) - power * 1.90821492927058770002e-10
    series = np.polyval([1.0 / math.factorial(k) for k in range(13, -1, -1)], r)
    return np.ldexp(series, power.astype(int))
'''
    ),
    "circle": Function(
        '''
def circle(octant, part):
    """Return cosine and sine of (octant + part) pi / 4 by Taylor's series."""
    angle = np.where(octant & 1, 1.0 - part, part) * (math.pi / 4)
    z = angle * angle
    terms = [(-1) ** (k // 2) / math.factorial(k) for k in range(17, 1, -1)]
    sine = np.polyval(terms[0::2], z) * z * angle + angle
    cosine = np.polyval(terms[1::2], z) * z + 1.0
    swap = octant + 1 & 2 > 0
    x, y = np.where(swap, sine, cosine), np.where(swap, cosine, sine)
    return np.where(octant + 2 & 4, -x, x), np.where(octant & 4, -y, y)
'''
    ),
    "sine": Function(
        '''
def sine(turns):
    """Return the sine of an angle in whole turns."""
    eighths = (turns - np.floor(turns)) * 8.0
    octant = np.floor(eighths)
    return circle(octant.astype(int) & 7, eighths - octant)[1]
''',
        ("circle",),
    ),
    "normal": Function(
        '''
def normal(seed, stream, n):
    """Return n standard normal numbers, made in pairs by Box and Muller's method."""
    word = words(seed, stream, 0, np.arange(n + n % 2))
    radius = np.sqrt(-2.0 * logarithm((word[0::2] + 0.5) * 2.0**-32))
    pair = circle(word[1::2] >> 29, (word[1::2] % 2**29 + 0.5) * 2.0**-29)
    return (radius * pair).T.ravel()[:n]
''',
        ("words", "logarithm", "circle"),
    ),
    "noise_of": Function(
        '''
def noise_of(step):
    """Return a standard normal number for each neuron: Box and Muller, in single precision."""
    word = words(SEED, 0, step, np.arange(-(-N // 8) * 8))
    bits = (word[0::2].astype(np.float32) + np.float32(0.5)).view(np.uint32)
    e = (bits - np.uint32(0x3F3504F3)).view(np.int32) >> 23  # the word is 2^e (1 + s)
    s = (bits - (e << 23).view(np.uint32)).view(np.float32) - np.float32(1.0)
    log = (np.polyval(LOG, s) * s - np.float32(0.5)) * (s * s) + s
    log += (e - 32).astype(np.float32) * np.float32(0.6931472)
    radius = np.sqrt(np.float32(-2.0) * log).reshape(-1, 4)
    turn = word[1::2].reshape(-1, 4)
    t = (turn << 2).view(np.int32).astype(np.float32) * np.float32(2.0**-32)
    sine, cosine = np.polyval(SINE, t * t) * t, np.polyval(COSINE, t * t)
    swap, left = turn & 0x40000000 > 0, turn + np.uint32(0x40000000) & 0x80000000 > 0
    x, y = np.where(swap, sine, cosine), np.where(swap, cosine, sine)
    x, y = np.where(left, -x, x), np.where(turn >> 31, -y, y)
    return np.stack([radius * x, radius * y], axis=1).ravel()[:N]


LOG = np.float32([-0.10487673, 0.16154113, -0.17102376, 0.19908643, -0.24984232, 0.33334664])
SINE = np.float32([0.07766739, -0.645712, 1.5707885])
COSINE = np.float32([-0.020426251, 0.25360635, -1.233698, 1.0])
''',
        ("words",),
    ),
    "hits": Function(
        '''
def hits(p, total, stream, step=0):
    """Return blocks of the numbers below `total`, each taken with probability p."""
    size = int(min(65536.0, p * total + 6.0 * math.sqrt(p * total) + 16.0))
    blocks, last = [], -1.0
    while last < total:
        u = uniform(SEED, stream, step + 2 * len(blocks), size)
        places = last + np.cumsum(np.floor(np.log(u) / math.log1p(-p)) + 1.0)  # geometric gaps
        blocks.append(places[places < total].astype(int))
        last = places[-1]
    return blocks
''',
        ("uniform",),
    ),
    "with_probability": Function(
        '''
def with_probability(p, n, m, same, stream):
    """Connect n neurons to m others, each pair with probability p; none to itself."""
    pre, post = np.divmod(np.concatenate(hits(p, n * (m - same), stream)), max(m - same, 1))
    return pre, post + (post >= pre) * same
''',
        ("hits",),
    ),
    "all_to_all": Function(
        '''
def all_to_all(n, m, same):
    """Connect n neurons to m others; `same` neurons not to themselves."""
    pre, post = np.divmod(np.arange(n * (m - same)), max(m - same, 1))
    return pre, post + (post >= pre) * same
'''
    ),
    "different": Function(
        '''
def different(k, n, rows, stream):
    """Draw k different numbers below n for each row; repeated ones are drawn again."""
    index = np.arange(rows * k).reshape(rows, k)
    numbers, again, step = np.empty((rows, k), int), np.ones((rows, k), bool), 0
    while again.any():
        word = words(SEED, stream, step, index[again]).astype(np.uint64)
        numbers[again] = word * np.uint64(n) >> np.uint64(32)
        numbers.sort(axis=1)
        again[:, 1:] = numbers[:, 1:] == numbers[:, :-1]
        again[:, 0] = False
        step += 1
    return numbers
''',
        ("words",),
    ),
    "to_some": Function(
        '''
def to_some(k, n, m, same, stream):
    """Connect each of n neurons to k of m, chosen at random; none to itself."""
    others = m - same
    post = different(min(k, others - k), others, n, stream)
    if 2 * k > others:  # those left out were drawn
        kept = np.ones((n, others), bool)
        np.put_along_axis(kept, post, False, axis=1)
        post = np.nonzero(kept)[1].reshape(n, k)
    pre = np.arange(n)[:, None]
    post = post + (post >= pre) * same
    return np.repeat(np.arange(n), k), post.ravel()
''',
        ("different",),
    ),
    "near_on_ring": Function(
        '''
def near_on_ring(sigma, n, stream):
    """Connect n neurons on a ring of length 1 with probability exp(-(distance / sigma)^2 / 2).

    The neighbourhood of a neuron is cut into bands. In each, pairs are hit with the largest
    probability in it, and kept or dropped by their distance.
    """
    half = min(6.77 * sigma * n, 0.5 * n)  # nothing is connected beyond
    window = min(int(2.0 * half) + 3, n)
    broad = window if n * window <= 65536 else int(min(max(sigma * n, 1.0), window))
    found = []
    for band, first in enumerate(range(0, window, broad)):
        size = min(broad, window - first)
        nearest = min(max(first - half - 1.0, half - first - size + 1.0, 0.0), 0.5 * n - 1.0)
        nearest = (max(nearest - 1e-6, 0.0) / (sigma * n)) ** 2
        if nearest > 6.77**2:
            continue
        p, total, base = math.exp(-0.5 * nearest), n * size, band << 40
        if p < 1.0:
            blocks = hits(p, total, stream, base)
        else:
            blocks = np.split(np.arange(total), range(65536, total, 65536))
        for k, places in enumerate(blocks):
            pre, offset = np.divmod(places, size)
            here = (pre + 0.5) / n
            post = (np.floor(here * n - half - 0.5).astype(int) + first + offset) % n
            apart = np.abs((post + 0.5) / n - here)
            level = -2.0 * np.log(uniform(SEED, stream, base + 2 * k + 1, places.size))
            far = (np.minimum(apart, 1.0 - apart) / sigma) ** 2
            kept = (level > far - nearest) & (pre != post)
            found.append((pre * n + post)[kept])
    return np.divmod(np.sort(np.concatenate(found)), n)
''',
        ("uniform", "hits"),
    ),
    "power": Function(
        '''
def power(x, n):
    """Return x to a whole power, by products: the same bits on every machine."""
    result, square, left = None, x, abs(n)
    while left:
        if left % 2:
            result = square if result is None else result * square
        square, left = square * square, left // 2
    return 1.0 / result if n < 0 else result
'''
    ),
}


def called(names: Iterable[str]) -> tuple[str, ...]:
    """Return functions with all that they call, in the order in which they must be written."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting.extend(set(FUNCTIONS[name].calls) - found)
    return tuple(name for name in FUNCTIONS if name in found)


def written(names: Iterable[str]) -> str:
    """Return the source of functions and of all that they call."""
    sources = (FUNCTIONS[name].source.strip("\n") for name in called(names))
    return "\n\n\n".join(sources)
