/* The counter-based generator of random/: words, keys, and single-precision normal numbers. */

typedef struct {
    uint32_t low, high;
} Key;

static uint64_t mix(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static Key key_of(uint64_t seed, uint64_t stream, uint64_t step) {
    uint64_t z = mix(seed ^ 0xD1B54A32D192ED03u);
    z = mix(z + 0x9E3779B97F4A7C15u * (stream + 1));
    z = mix(z + 0x8CB92BA72F3D8DD7u * (step + 1));
    Key key = {(uint32_t)z, (uint32_t)(z >> 32)};
    return key;
}

/* What an index counts in a word, before it is hashed. */
#define STRIDE 0x9E3779B9u

static inline uint32_t hashed(Key key, uint32_t x) {
    x ^= x >> 17;
    x *= 0xED5AD4BBu;
    x ^= x >> 11;
    x += key.high;
    x *= 0xAC4C1B51u;
    x ^= x >> 15;
    x ^= key.high << 16 | key.high >> 16;
    x *= 0x31848BABu;
    x ^= x >> 14;
    return x;
}

static inline uint32_t word_of(Key key, uint32_t index) {
    return hashed(key, index * STRIDE + key.low);
}

typedef union {
    float number;
    uint32_t bits;
} Single;

/* Normal numbers first .. first + 8 groups - 1, `first` a multiple of 8, for a tile at most: see
   random/single.py. Pairs of words, a length and an angle, give pairs of numbers. Short loops one
   after the other, for a processor looks further ahead through short chains of operations; and each
   over neighbours only, for compilers would rather transpose what lies in steps. */
APART void normal_groups(Key key, uint32_t first, int groups, float *restrict out) {
    enum { MAX_PAIRS = TILE / 2 + 4 };
    uint32_t angles[MAX_PAIRS], lengths[MAX_PAIRS];
    float parts[MAX_PAIRS], exponents[MAX_PAIRS], radii[MAX_PAIRS], ones[MAX_PAIRS], others[MAX_PAIRS];
    const int n = 4 * groups;
    uint32_t counted = (first + 1) * STRIDE + key.low;
    for (int i = 0; i < n; i++, counted += 2 * STRIDE) angles[i] = hashed(key, counted);
    counted = first * STRIDE + key.low;
    for (int i = 0; i < n; i++, counted += 2 * STRIDE) lengths[i] = hashed(key, counted);
    for (int i = 0; i < n; i++) {
        Single x = {(float)lengths[i] + 0.5f};
        int32_t exponent = (int32_t)(x.bits - 0x3F3504F3u) >> 23;
        x.bits -= (uint32_t)exponent << 23;
        parts[i] = x.number - 1.0f;
        exponents[i] = (float)(exponent - 32) * 0.6931471824645996f;
    }
    for (int i = 0; i < n; i++) {
        float s = parts[i];
        float p = -0.10487672686576843f;
        p = p * s + 0.1615411341190338f;
        p = p * s + -0.17102375626564026f;
        p = p * s + 0.19908642768859863f;
        p = p * s + -0.2498423159122467f;
        p = p * s + 0.3333466351032257f;
        float square = s * s;
        float log = (p * s - 0.5f) * square + s + exponents[i];
        radii[i] = __builtin_sqrtf(log * -2.0f);
    }
    for (int i = 0; i < n; i++) {
        uint32_t angle = angles[i];
        float t = (float)(int32_t)(angle << 2) * 2.3283064365386963e-10f;
        float z = t * t;
        float sine = (0.07766739279031754f * z + -0.6457120180130005f) * z;
        sine = (sine + 1.5707885026931763f) * t;
        float cosine = (-0.020426250994205475f * z + 0.2536063492298126f) * z;
        cosine = (cosine + -1.2336980104446411f) * z + 1.0f;
        Single one = {angle & 0x40000000u ? sine : cosine};
        Single other = {angle & 0x40000000u ? cosine : sine};
        one.bits ^= (angle + 0x40000000u) & 0x80000000u;
        other.bits ^= angle & 0x80000000u;
        ones[i] = one.number * radii[i];
        others[i] = other.number * radii[i];
    }
    for (int i = 0; i < n; i += 4) {
        __builtin_memcpy(out + 2 * i, ones + i, 4 * sizeof *out);
        __builtin_memcpy(out + 2 * i + 4, others + i, 4 * sizeof *out);
    }
}
