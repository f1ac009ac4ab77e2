/* Neurons that are compared with a recording, in double precision: what fitting/candidates.py does. */

enum { QUADRATIC, EXPONENTIAL }; /* KINDS there */
/* Rows of their parameters: ROWS there. */
enum { RATE, SLOPE, CONSTANT, SLANT, INVERSE, RESET, JUMP, SCALE, TURN, SHARPNESS, N_ROWS };

/* The rate of change of v of neuron i. */
INLINE double rate_of_v(int kind, const double (*p)[TILE], int i, double v, double w, double current) {
    double x;
    if (kind == QUADRATIC) {
        x = v * v;
    } else {
        x = (v - p[TURN][i]) * p[SHARPNESS][i];
        x = exp_of(x > -708 ? x : -708);
    }
    return (p[SCALE][i] * x + p[SLANT][i] * v + p[CONSTANT][i] - w + current) * p[INVERSE][i];
}

/* Step a tile by the midpoint rule, and keep v before it. Return whether one may have spiked. */
INLINE int step_candidates(int kind, const double (*p)[TILE], double peak, double dt, double current,
                           double *restrict before, double *restrict v, double *restrict w) {
    const double half = 0.5 * dt;
    int64_t fired = 0;
    for (int i = 0; i < TILE; i++) {
        before[i] = v[i];
        double at_v = v[i] + half * rate_of_v(kind, p, i, v[i], w[i], current);
        const double at_w = w[i] + half * (p[RATE][i] * (p[SLOPE][i] * v[i] - w[i]));
        at_v = at_v > peak ? peak : at_v; /* NaN remains */
        v[i] += dt * rate_of_v(kind, p, i, at_v, at_w, current);
        w[i] += dt * (p[RATE][i] * (p[SLOPE][i] * at_v - at_w));
        fired |= -(int64_t)(v[i] >= peak);
    }
    return fired != 0;
}

/* Step n neurons that all receive the current of a recording, `every` steps for each of its samples,
   and add up weights[k] x^2 in `errors` at the end of sample k, where x is how far v is below lower[k]
   or above upper[k]. `rows` has their parameters, shape (N_ROWS, n). When neuron i spiked, in steps,
   is written from spike_times[i * room] on, the number to counts[i]. A neuron that diverges, or spikes
   more often than there is room, becomes NaN, and so does its error. */
EXPORT int64_t run_candidates(int64_t kind, const double *rows, double peak, double dt, int64_t every,
                              int64_t samples, int64_t n, const double *current,
                              const double *lower, const double *upper, const double *weights,
                              double *v, double *w, double *errors, int64_t room,
                              double *spike_times, int64_t *counts) {
    const double lost = __builtin_nan("");
    for (int64_t begin = 0; begin < n; begin += TILE) {
        const int some = n - begin < TILE ? (int)(n - begin) : TILE;
        double p[N_ROWS][TILE], before[TILE], own_v[TILE], own_w[TILE], own_errors[TILE];
        for (int i = 0; i < TILE; i++) {
            const int64_t k = begin + (i < some ? i : 0); /* the rest of a tile repeats the first */
            for (int row = 0; row < N_ROWS; row++) p[row][i] = rows[row * n + k];
            own_v[i] = v[k], own_w[i] = w[k], own_errors[i] = 0;
        }
        for (int64_t sample = 0, k = 0; sample < samples; sample++) {
            const double in = current[sample];
            for (const int64_t end = k + every; k < end; k++) {
                const int any =
                    kind == QUADRATIC
                        ? step_candidates(QUADRATIC, p, peak, dt, in, before, own_v, own_w)
                        : step_candidates(EXPONENTIAL, p, peak, dt, in, before, own_v, own_w);
                for (int i = 0; any && i < some; i++) {
                    if (!(own_v[i] >= peak)) continue;
                    const int64_t j = begin + i;
                    if (counts[j] == room) {
                        own_v[i] = own_w[i] = lost;
                        continue;
                    }
                    /* What is left of the step after the spike is done by one from the reset. */
                    const double left = (own_v[i] - peak) / (own_v[i] - before[i]);
                    const double reset = p[RESET][i], u = own_w[i] + p[JUMP][i], rest = left * dt;
                    const double rate = kind == QUADRATIC
                                            ? rate_of_v(QUADRATIC, p, i, reset, u, in)
                                            : rate_of_v(EXPONENTIAL, p, i, reset, u, in);
                    own_v[i] = reset + rest * rate;
                    own_w[i] = u + rest * (p[RATE][i] * (p[SLOPE][i] * reset - u));
                    spike_times[j * room + counts[j]++] = (double)(k + 1) - left;
                }
            }
            const double weight = weights[sample], low = lower[sample], high = upper[sample];
            if (weight == 0) continue;
            for (int i = 0; i < TILE; i++) {
                const double over = own_v[i] - high, under = own_v[i] - low;
                const double x = (over > 0 ? over : 0) + (under < 0 ? under : 0);
                own_errors[i] += weight * (x * x);
            }
        }
        for (int i = 0; i < some; i++) {
            const int out = !(own_v[i] > -V_LIMIT);
            v[begin + i] = out ? lost : own_v[i], w[begin + i] = out ? lost : own_w[i];
            errors[begin + i] = out ? lost : own_errors[i];
        }
    }
    return 0; /* like all: WebAssembly distinguishes nothing from an integer */
}
