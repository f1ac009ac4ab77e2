/* The accurate scheme for many neurons, each with its own clock: neuron/batch_accurate.py. */

#define AT_END 1e-9 /* as there */
#define LOST_BELOW 500.0
#define LOOK 25

typedef struct {
    const Block_float64 *b;
    double a, slope, ab, offset, peak, peak_slope, k2, k1, per_c, stiff, end, duration;
    double fraction, longest;
    const double *constant;
    int64_t room, spikes, n;
    double *times, *u_after, *failed_at;
    int64_t *neurons;
    double v[TILE], u[TILE], new_v[TILE], new_u[TILE], v1[TILE], u1[TILE], h[TILE];
    double time[TILE], since[TILE];
    int64_t recent[TILE];
} Clocks;

/* The smaller one; NaN goes through, as in numpy. */
INLINE double least(double x, double y) { return x <= y || x != x ? x : y; }

static inline double clip(double x, double low, double high) {
    return x < low ? low : x > high ? high : x;
}

INLINE double dv_of(const Clocks *w, double v, double u, double constant) {
    return ((w->k2 * v + w->k1) * v + constant - u) * w->per_c;
}

INLINE double slope_of(const Clocks *w, int drive, double v) {
    if (drive == PIECEWISE) return v <= w->b->turn ? w->b->b_below : w->slope;
    double x = v - w->b->origin;
    x = x >= 0 || x != x ? x : 0;
    return 3.0 * w->b->scale * (x * x);
}

INLINE double du_of(const Clocks *w, int drive, int leak, double v, double u) {
    double change, x = v - w->b->origin;
    if (drive == LINEAR) {
        change = w->ab * v - w->offset;
    } else if (drive == PIECEWISE) {
        change = w->a * (slope_of(w, drive, v) * x);
    } else {
        x = x >= 0 || x != x ? x : 0;
        change = w->a * (w->b->scale * (x * x * x));
    }
    return leak ? change - w->a * u : change;
}

/* What a step without spikes makes of every neuron. */
INLINE void advance(Clocks *restrict w, int drive, int leak) {
    const double two_k2 = 2.0 * w->k2 * w->per_c, k1_c = w->k1 * w->per_c;
    const double four_k2 = 4.0 * w->k2 * w->per_c, a = w->a, per_c = w->per_c;
    for (int i = 0; i < (int)w->n; i++) {
        double v = w->v[i], u = w->u[i], constant = w->constant[i];
        double v1 = dv_of(w, v, u, constant), u1 = du_of(w, drive, leak, v, u);
        double x = two_k2 * v + k1_c, stiff = w->stiff;
        x = x * x + four_k2 * (v1 < 0 ? -v1 : v1);
        if (drive != LINEAR) {
            double pull = a * slope_of(w, drive, v);
            stiff = (pull < 0 ? -pull : pull) * per_c + a * a;
        }
        double h = least(w->fraction / __builtin_sqrt(x + stiff), w->longest);
        double rest = w->duration - w->time[i];
        h = least(h, rest * (w->time[i] < w->end ? 1.0 : 0.0));
        double half = 0.5 * h;
        double y = v + half * v1, z = u + half * u1;
        double v2 = dv_of(w, y, z, constant), u2 = du_of(w, drive, leak, y, z);
        y = v + half * v2, z = u + half * u2;
        double v3 = dv_of(w, y, z, constant), u3 = du_of(w, drive, leak, y, z);
        y = v + h * v3, z = u + h * u3;
        double v4 = dv_of(w, y, z, constant), u4 = du_of(w, drive, leak, y, z);
        w->new_v[i] = v + (2.0 * (v2 + v3) + v1 + v4) * h * (1.0 / 6.0);
        w->new_u[i] = u + (2.0 * (u2 + u3) + u1 + u4) * h * (1.0 / 6.0);
        w->v1[i] = v1, w->u1[i] = u1, w->h[i] = h;
    }
}

static inline int is_above(const Clocks *w, double v, double u) {
    return v > w->peak + w->peak_slope * u;
}

/* Take a neuron that failed out of the run. */
static void stop(Clocks *w, int i, double time, double *v, double *u) {
    w->failed_at[i] = time < w->duration ? time : w->duration;
    v[i] = w->b->model[C_][0], u[i] = 0;
    w->time[i] = w->duration, w->h[i] = 0;
}

/* Record a spike reached with recovery `before`, and those that follow at once. */
static void spike(Clocks *w, int i, double time, double before, double *v, double *u) {
    const Block_float64 *b = w->b;
    do {
        v[i] = b->model[C_][0] + b->c_slope * before;
        u[i] = before = least(before + b->model[D][0], b->u_max);
        if (w->spikes < w->room) {
            w->times[w->spikes] = time;
            w->neurons[w->spikes] = i;
            w->u_after[w->spikes] = before;
        }
        w->spikes++;
        if (time - w->since[i] > 1.0) w->since[i] = time, w->recent[i] = 0;
        if (++w->recent[i] > MOST_PER_MS) {
            stop(w, i, time, v, u);
            return;
        }
    } while (is_above(w, v[i], before));
}

/* Find the spike of a neuron whose step went past the peak, and shorten the step. */
static void spike_within(Clocks *w, int i) {
    const int drive = (int)w->b->drive, leak = (int)w->b->leak;
    const double h = w->h[i], slope = w->peak_slope, u = w->u[i];
    const double v4 = dv_of(w, w->new_v[i], w->new_u[i], w->constant[i]);
    const double u4 = du_of(w, drive, leak, w->new_v[i], w->new_u[i]);
    const double up_v = w->new_v[i] - w->v[i], up_u = w->new_u[i] - u;
    const double d0_v = h * w->v1[i], d0_u = h * w->u1[i], d1_v = h * v4, d1_u = h * u4;
    const double rise = up_v - slope * up_u;
    const double s = clip((w->peak + slope * u - w->v[i]) / rise, 0, 1);
    const double m0 = clip(rise / (d0_v - slope * d0_u), 0, 3);
    const double m1 = clip(rise / (d1_v - slope * d1_u), 0, 3);
    const double x = s + s * (1.0 - s) * (m0 * (1.0 - s) - m1 * s + (2.0 * s - 1.0));
    const double bend = d0_u * (1.0 - x) - d1_u * x + up_u * (2.0 * x - 1.0);
    w->h[i] = x * h;
    spike(w, i, w->time[i] + x * h, u + x * up_u + x * (1.0 - x) * bend, w->new_v, w->new_u);
}

static void step_clocks(Clocks *w) {
    const int drive = (int)w->b->drive;
    if (drive == LINEAR && w->b->leak) advance(w, LINEAR, 1);
    else if (drive == LINEAR) advance(w, LINEAR, 0);
    else if (drive == CUBIC) advance(w, CUBIC, 1);
    else advance(w, PIECEWISE, 1);
    for (int i = 0; i < (int)w->n; i++)
        if (is_above(w, w->new_v[i], w->new_u[i])) spike_within(w, i);
    for (int i = 0; i < (int)w->n; i++) {
        w->time[i] += w->h[i];
        w->v[i] = w->new_v[i], w->u[i] = w->new_u[i];
    }
}

static int has_ended(const Clocks *w) {
    for (int i = 0; i < (int)w->n; i++)
        if (!(w->time[i] >= w->end)) return 0;
    return 1;
}

static void run_clocks(Clocks *w, double budget) {
    const double lowest = w->b->model[C_][0] - LOST_BELOW;
    for (int i = 0; i < (int)w->n; i++) {
        w->time[i] = w->since[i] = 0, w->recent[i] = 0;
        if (is_above(w, w->v[i], w->u[i])) spike(w, i, 0, w->u[i], w->v, w->u);
    }
    while (!has_ended(w)) {
        for (int k = 0; k < LOOK; k++) step_clocks(w);
        budget -= LOOK;
        for (int i = 0; i < (int)w->n; i++) {
            const int lost = !(w->v[i] > lowest) || w->u[i] - w->u[i] != 0;
            if (lost) stop(w, i, w->time[i], w->v, w->u);
            if (budget < 0 && w->time[i] < w->end) stop(w, i, w->time[i], w->v, w->u);
        }
    }
}

/* Run n neurons, at most TILE, for `duration`; `constant` is current + k0. A neuron that fails is
   marked with the time in `failed_at`. Return how many spikes there were: if more than `room`, the
   last ones are not written. */
EXPORT int64_t run_batch_accurate(const Block_float64 *b, int64_t n, double duration,
                                  double fraction, double longest, double budget,
                                  const double *constant, double *v, double *u,
                                  double *failed_at, int64_t room, double *times,
                                  int64_t *neurons, double *u_after) {
    const double a = b->model[A][0], slope = b->model[B][0], ab = a * slope;
    const double per_c = 1.0 / b->model[CAPACITANCE][0];
    Clocks w = {.b = b, .a = a, .slope = slope, .ab = ab, .offset = ab * b->origin,
                .peak = b->model[V_PEAK][0], .peak_slope = b->peak_slope, .k2 = b->model[K2][0],
                .k1 = b->model[K1][0], .per_c = per_c,
                .stiff = (ab < 0 ? -ab : ab) * per_c + a * a, .end = duration - AT_END,
                .duration = duration, .fraction = fraction, .longest = longest,
                .constant = constant, .room = room, .n = n, .times = times, .u_after = u_after,
                .failed_at = failed_at, .neurons = neurons};
    for (int i = 0; i < (int)n; i++) w.v[i] = v[i], w.u[i] = u[i];
    run_clocks(&w, budget);
    for (int i = 0; i < (int)n; i++) v[i] = w.v[i], u[i] = w.u[i];
    return w.spikes;
}
