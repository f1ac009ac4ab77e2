/* Elementary functions with the bits of random/functions.py. */

/* exp(x) for x from -708 to 709, as in random/functions.py. */
INLINE double exponential(double x) {
    const double turns = x * 1.4426950408889634 + 0.5;
    int32_t power = (int32_t)turns;
    power -= (double)power > turns;
    const double whole = (double)power;
    const double r = (x - whole * 6.93147180369123816490e-01) - whole * 1.90821492927058770002e-10;
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
    p = p * r + 1.0;
    p = p * r + 1.0;
    union {
        int64_t bits;
        double number;
    } scale = {((int64_t)power + 1023) << 52};
    return p * scale.number;
}
