/* Elementary functions of doubles, with the operations of random/elementary.py in the same order. No
   branches: the loops that call them become loops over vectors, and bits stand for exponents, as not
   all processors convert vectors of 64-bit integers. */

typedef union {
    double number;
    uint64_t bits;
} Double;

#define LN2_HIGH 6.93147180369123816490e-01
#define LN2_LOW 1.90821492927058770002e-10
#define LN2 0.6931471805599453
#define LOG2_E 1.4426950408889634
/* Beyond 2^51, doubles are whole: so adding and subtracting this rounds what is smaller. */
#define ROUNDER 0x1.8p52

/* x rounded down, |x| < 2^51. */
INLINE double floor_of(double x) {
    double near = (x + ROUNDER) - ROUNDER;
    return near > x ? near - 1.0 : near;
}

/* The bits of a whole number, |x| < 2^51: as an integer of two's complement. */
INLINE uint64_t whole_of(double x) {
    Double shifted = {x + ROUNDER}, zero = {ROUNDER};
    return shifted.bits - zero.bits;
}

/* 2^k, -1022 <= k <= 1023, from the bits of k. */
INLINE double two_to(uint64_t k) {
    Double found;
    found.bits = (k + 1023u) << 52;
    return found.number;
}

/* x 2^k, |k| < 2046, rounded once; x is near 1. */
INLINE double scaled_by(double x, double k) {
    uint64_t all = whole_of(k) + 4096u, half = all >> 1;
    return x * two_to(half - 2048u) * two_to(all - half - 2048u);
}

/* (e^r - 1) / r for small r. */
INLINE double exp_slope(double r) {
    double p = 1.0 / 6227020800.0;
    p = p * r + 1.0 / 479001600.0;
    p = p * r + 1.0 / 39916800.0;
    p = p * r + 1.0 / 3628800.0;
    p = p * r + 1.0 / 362880.0;
    p = p * r + 1.0 / 40320.0;
    p = p * r + 1.0 / 5040.0;
    p = p * r + 1.0 / 720.0;
    p = p * r + 1.0 / 120.0;
    p = p * r + 1.0 / 24.0;
    p = p * r + 1.0 / 6.0;
    p = p * r + 0.5;
    return p * r + 1.0;
}

INLINE double exp_of(double x) {
    const double lowest = -708.0, highest = 709.7;
    double inside = x < lowest ? lowest : x;
    inside = inside > highest ? highest : inside;
    double k = floor_of(inside * LOG2_E + 0.5);
    double r = (inside - k * LN2_HIGH) - k * LN2_LOW;
    double found = scaled_by(exp_slope(r) * r + 1.0, k);
    found = x > highest ? __builtin_inf() : found;
    return x < lowest ? 0.0 : found;
}

/* x = 2^exponent m with m near 1: its exponent, and ln m. */
typedef struct {
    double exponent, part;
} Logarithm;

INLINE Logarithm logarithm_of(double x) {
    const int tiny = x < 0x1p-1022;
    Double one = {tiny ? x * 0x1p54 : x}, mantissa, count;
    mantissa.bits = (one.bits & 0x000FFFFFFFFFFFFFu) | 0x3FE0000000000000u;
    count.bits = (one.bits >> 52) | 0x4330000000000000u;
    const int low = mantissa.number < 0.7071067811865476;
    double m = low ? mantissa.number * 2.0 : mantissa.number;
    double exponent = count.number - (0x1p52 + 1022.0);
    exponent = tiny ? exponent - 54.0 : exponent;
    exponent = low ? exponent - 1.0 : exponent;
    double s = (m - 1.0) / (m + 1.0);
    double z = s * s;
    double p = 1.0 / 23.0;
    p = p * z + 1.0 / 21.0;
    p = p * z + 1.0 / 19.0;
    p = p * z + 1.0 / 17.0;
    p = p * z + 1.0 / 15.0;
    p = p * z + 1.0 / 13.0;
    p = p * z + 1.0 / 11.0;
    p = p * z + 1.0 / 9.0;
    p = p * z + 1.0 / 7.0;
    p = p * z + 1.0 / 5.0;
    p = p * z + 1.0 / 3.0;
    Logarithm found = {exponent, 2.0 * s + 2.0 * s * (z * p)};
    return found;
}

/* What a function is of a positive number, at 0, and of numbers for which it has no value. */
INLINE double of_positive(double x, double found, double at_zero) {
    found = x < __builtin_inf() ? found : x;
    double other = x == 0.0 ? at_zero : __builtin_nan("");
    return x > 0.0 ? found : other;
}

INLINE double log_of(double x) {
    Logarithm of = logarithm_of(x);
    double found = of.exponent * LN2_HIGH + (of.exponent * LN2_LOW + of.part);
    return of_positive(x, found, -__builtin_inf());
}

INLINE double log2_of(double x) {
    Logarithm of = logarithm_of(x);
    return of_positive(x, of.exponent + of.part * LOG2_E, -__builtin_inf());
}

INLINE double log10_of(double x) {
    Logarithm of = logarithm_of(x);
    double high = of.exponent * 3.01029995663611771306e-01;
    double low = of.exponent * 3.69423907715893078616e-13 + of.part * 0.4342944819032518;
    return of_positive(x, high + low, -__builtin_inf());
}

INLINE double tanh_of(double x) {
    double twice = (x < 0.0 ? -x : x) * 2.0;
    twice = twice > 44.0 ? 44.0 : twice;
    double k = floor_of(twice * LOG2_E + 0.5);
    double r = (twice - k * LN2_HIGH) - k * LN2_LOW;
    double scale = two_to(whole_of(k));
    double above = scale * (r * exp_slope(r)) + (scale - 1.0);
    double found = above / (above + 2.0);
    return x < 0.0 ? -found : found;
}

/* In which quarter of a turn an angle is, and sine and cosine of the rest. */
typedef struct {
    uint64_t quadrant;
    double sine, cosine;
} Angle;

INLINE Angle angle_of(double x) {
    x = x <= 0x1p50 && x >= -0x1p50 ? x : __builtin_nan("");
    double k = floor_of(x * 0.6366197723675814 + 0.5);
    double r = ((x - k * 1.57079632673412561417e+00) - k * 6.07710050630396597660e-11) -
               k * 2.02226624879595063154e-21;
    double square = r * r;
    double s = 1.0 / 355687428096000.0;
    s = s * square + -1.0 / 1307674368000.0;
    s = s * square + 1.0 / 6227020800.0;
    s = s * square + -1.0 / 39916800.0;
    s = s * square + 1.0 / 362880.0;
    s = s * square + -1.0 / 5040.0;
    s = s * square + 1.0 / 120.0;
    s = s * square + -1.0 / 6.0;
    double c = 1.0 / 20922789888000.0;
    c = c * square + -1.0 / 87178291200.0;
    c = c * square + 1.0 / 479001600.0;
    c = c * square + -1.0 / 3628800.0;
    c = c * square + 1.0 / 40320.0;
    c = c * square + -1.0 / 720.0;
    c = c * square + 1.0 / 24.0;
    c = c * square + -1.0 / 2.0;
    Angle found = {whole_of(k), ((s * square) * r) + r, c * square + 1.0};
    return found;
}

INLINE double sin_of(double x) {
    Angle of = angle_of(x);
    double found = of.quadrant & 1 ? of.cosine : of.sine;
    return of.quadrant & 2 ? -found : found;
}

INLINE double cos_of(double x) {
    Angle of = angle_of(x);
    double found = of.quadrant & 1 ? of.sine : of.cosine;
    return (of.quadrant + 1) & 2 ? -found : found;
}

INLINE double tan_of(double x) {
    Angle of = angle_of(x);
    double found = (of.quadrant & 1 ? of.cosine : of.sine) / (of.quadrant & 1 ? of.sine : of.cosine);
    return of.quadrant & 1 ? -found : found;
}

/* A whole power, as products in the order of whole_power in random/elementary.py. */
INLINE double product_of(double x, int64_t exponent) {
    double square = x, result = 1.0;
    int first = 1;
    for (int64_t left = exponent; left;) {
        if (left & 1) {
            result = first ? square : result * square;
            first = 0;
        }
        left >>= 1;
        if (left) square = square * square;
    }
    return result;
}

/* A power that is not whole; `parts`: whether it is negative, the whole part of its size, and the
   rest, which is also there in two parts. */
INLINE double power_of(double x, const double *parts) {
    Logarithm of = logarithm_of(x);
    double scaled = parts[3] * of.exponent;
    double j = floor_of(scaled + 0.5);
    double z = ((scaled - j) + parts[4] * of.exponent) * LN2 + parts[2] * of.part;
    double found = of_positive(x, scaled_by(exp_of(z), j), 0.0);
    found = product_of(x, (int64_t)parts[1]) * found;
    return parts[0] < 0.0 ? 1.0 / found : found;
}

#undef LN2_HIGH
#undef LN2_LOW
#undef LN2
#undef LOG2_E
#undef ROUNDER
