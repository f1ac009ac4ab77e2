/* The accurate scheme: neuron/accurate.py and neuron/batch_accurate.py, operation by operation. */

#define ORDER 12 /* these as in neuron/schemes/tolerances.py */
#define TOLERANCE 1e-8
#define FASTEST 1e4
#define SLIDING 2e-2
#define SLIDING_STEP 0.1
#define SHORTEST 1e-9
#define NARROW 1e-7
#define ONE 0x3ff0000000000000 /* the bits of 1.0 */
#define MAX_SPIKES_PER_MS 100

enum { ARRIVED, PAUSED, FULL, ENDLESS, DIVERGED }; /* how a run came back: as there, too */

typedef struct {
    const Block_float64 *b;
    double a, slope, v_peak, k2, k1, k0, per_c, leak, lowest;
    int64_t room, spikes;
    double *times, *vs, *us; /* of the spikes */
} Course;

static Course course_of(const Block_float64 *b, double lowest) {
    const double c = b->model[CAPACITANCE][0];
    return (Course){.b = b, .a = b->model[A][0], .slope = b->model[B][0],
                    .v_peak = b->model[V_PEAK][0], .k2 = b->model[K2][0], .k1 = b->model[K1][0],
                    .k0 = b->model[K0][0], .per_c = 1.0 / c, .leak = b->leak ? 1.0 : 0.0,
                    .lowest = lowest};
}

/* The sum of a series at x, four terms at a time: so few operations wait for one another. */
INLINE double value_at(const double *c, double x) {
    const double x2 = x * x, x4 = x2 * x2;
    double sum = c[ORDER];
    UNROLL for (int k = ORDER - 4; k >= 0; k -= 4)
        sum = sum * x4 + ((c[k] + c[k + 1] * x) + (c[k + 2] + c[k + 3] * x) * x2);
    return sum;
}

/* The sum of its derivative: the coefficients, times k, from the second on. */
INLINE double slope_at(const double *c, double x) {
    const double x2 = x * x, x4 = x2 * x2;
    double sum = 0;
    UNROLL for (int k = ORDER - 4; k >= 0; k -= 4) {
        const double low = (k + 1) * c[k + 1] + (k + 2) * c[k + 2] * x;
        const double high = (k + 3) * c[k + 3] + (k + 4) * c[k + 4] * x;
        sum = sum * x4 + (low + high * x2);
    }
    return sum;
}

/* Where in (0, h] a polynomial first exceeds 0, which it does not at 0; a negative number if
   nowhere. It is taken to turn once at most. */
APART double reach(const double *c, double h) {
    double low = 0, high = h, height = value_at(c, h);
    if (!(height > 0)) {
        if (!(c[1] > 0 && c[0] + h * c[1] > 0 && slope_at(c, h) < 0)) return -1;
        for (int turn = 0; turn < 50; turn++) {
            const double x = 0.5 * (low + high);
            if (slope_at(c, x) > 0) low = x;
            else high = x;
        }
        height = value_at(c, high);
        if (!(height > 0)) return -1;
        low = 0;
    }
    double changes[ORDER + 1];
    UNROLL for (int k = 0; k < ORDER; k++) changes[k] = (k + 1) * c[k + 1];
    changes[ORDER] = 0;
    double x = high;
    for (int turn = 0; turn < 60; turn++) {
        /* Halley's method: exact for the pole that v runs to. */
        const double slope = value_at(changes, x), newton = height / slope;
        const double part = 0.5 * newton * slope_at(changes, x) / slope;
        const double change = part > 0 && part < 1 ? newton / (1 - part) : newton;
        const double next = x - change;
        const int inside = next > low && next < high;
        if ((change < 0 ? -change : change) <= NARROW * h) return inside ? next : x;
        x = inside ? next : 0.5 * (low + high);
        height = value_at(c, x);
        if (height > 0) high = x;
        else low = x;
    }
    return x;
}

/* Whether v stays at the switch of a piecewise drive, pushed to it from both sides. */
static int slides(const Course *p, double v, double u, double v1, double i1) {
    const double x = v - p->b->origin;
    const double above = i1 - p->a * (p->slope * x - p->leak * u);
    const double below = i1 - p->a * (p->b->b_below * x - p->leak * u);
    if (!(above < 0 && below > 0)) return 0;
    const double least = (-above < below ? -above : below) * p->per_c;
    return (v1 < 0 ? -v1 : v1) < 0.5 * SLIDING * least;
}

/* Fill in the Taylor coefficients of v and u in time from the second on; `i` are those of the
   current, `slope` or `scale` that of the drive here. */
INLINE void series(const Course *p, int cubic, double slope, double scale, double i1, double i2,
                   double *v, double *u) {
    const double a = p->a, per_c = p->per_c, a_leak = a * p->leak, q = p->k2 * per_c;
    const double pull = (2.0 * p->k2 * v[0] + p->k1) * per_c, a_slope = a * slope;
    const double x0 = v[0] - p->b->origin;
    double square[ORDER], drive = slope * x0;
    square[0] = x0 * x0;
    if (cubic) drive = scale * (x0 * square[0]);
    u[1] = a * (drive - p->leak * u[0]);
    UNROLL for (int k = 1; k < ORDER; k++) {
        const double part = 1.0 / (k + 1);
        double products = 0;
        if (k > 1) {
            UNROLL for (int j = 1; j < k - j; j++)
                products = j == 1 ? v[1] * v[k - 1] : products + v[j] * v[k - j];
            products *= 2.0;
            if (k % 2 == 0) products += v[k / 2] * v[k / 2];
        }
        double change = pull * v[k] - per_c * u[k];
        if (k > 1) change += q * products;
        if (k == 1) change += i1 * per_c;
        if (k == 2) change += i2 * per_c;
        v[k + 1] = change * part;
        double target = a_slope * v[k];
        if (cubic) {
            square[k] = 2.0 * x0 * v[k] + products;
            double cube = x0 * square[k];
            UNROLL for (int j = 1; j <= k; j++) cube += v[j] * square[k - j];
            target = a * (scale * cube);
        }
        u[k + 1] = (target - a_leak * u[k]) * part;
    }
}

INLINE double first_slope(const Course *p, double v, double u, double current) {
    return ((p->k2 * v + p->k1) * v + p->k0 - u + current) * p->per_c;
}

/* Fill in the Taylor coefficients of v and u; `i` are those of the current. Return whether v
   slides along the switch of the drive. */
static int expand(const Course *p, const double i[3], double *v, double *u) {
    const Block_float64 *b = p->b;
    v[1] = first_slope(p, v[0], u[0], i[0]);
    if (b->drive == LINEAR) {
        series(p, 0, p->slope, 0, i[1], i[2], v, u);
        return 0;
    }
    const double turn = b->drive == CUBIC ? b->origin : b->turn;
    const int at = v[0] == turn, above = at ? v[1] > 0 : v[0] > turn;
    if (b->drive == PIECEWISE && at && slides(p, v[0], u[0], v[1], i[1])) {
        u[0] = (p->k2 * v[0] + p->k1) * v[0] + p->k0 + i[0];
        for (int k = 1; k <= ORDER; k++) v[k] = u[k] = 0;
        u[1] = i[1], u[2] = i[2];
        return 1;
    }
    if (b->drive == CUBIC) series(p, 1, 0, above ? b->scale : 0, i[1], i[2], v, u);
    else series(p, 0, above ? p->slope : b->b_below, 0, i[1], i[2], v, u);
    return 0;
}

/* The step after which the last term of the series is about as large as allowed: the root of a
   ratio, of the logarithms that the bits of numbers with exponents nearly are. */
INLINE double step_of(const Course *p, const double *v, const double *u) {
    double last = v[ORDER] < 0 ? -v[ORDER] : v[ORDER];
    double other = (u[ORDER] < 0 ? -u[ORDER] : u[ORDER]) * p->per_c;
    last = other > last ? other : last;
    const double rate = v[1] < 0 ? -v[1] : v[1];
    const double allowed = TOLERANCE * (1.0 + (rate < FASTEST ? rate : FASTEST));
    int64_t over, under;
    double h;
    __builtin_memcpy(&over, &allowed, 8);
    __builtin_memcpy(&under, &last, 8);
    over -= under;
    over = (over >> 4) + (over >> 6) + ((over >> 8) + (over >> 10)) + ONE; /* about a twelfth */
    __builtin_memcpy(&h, &over, 8);
    return last - last == 0 ? h : 0; /* 0 where numbers do not hold it */
}

/* Record the spikes of a state above the peak, the first one if `sure`. */
static int spike_at(Course *p, double time, double *v, double *u, int sure) {
    const Block_float64 *b = p->b;
    while (sure || *v > p->v_peak + b->peak_slope * *u) {
        sure = 0;
        p->times[p->spikes] = time;
        p->vs[p->spikes] = *v;
        p->us[p->spikes++] = *u;
        if (p->spikes > MAX_SPIKES_PER_MS &&
            time - p->times[p->spikes - 1 - MAX_SPIKES_PER_MS] < 1.0)
            return ENDLESS;
        double after = *u + b->model[D][0];
        *v = b->model[C_][0] + b->c_slope * *u;
        *u = after < b->u_max ? after : b->u_max;
    }
    return ARRIVED;
}

/* Shorten a step to where v crosses the switch of the drive, if it does. */
static double to_switch(const Course *p, const double *v, double h) {
    const double turn = p->b->drive == CUBIC ? p->b->origin : p->b->turn;
    const int above = v[0] == turn ? v[1] > 0 : v[0] > turn;
    double c[ORDER + 1];
    for (int k = 0; k <= ORDER; k++) c[k] = above ? -v[k] : v[k];
    c[0] = above ? turn - v[0] : v[0] - turn;
    return reach(c, h);
}

/* Where in a step a neuron spikes; a negative number if nowhere. */
static double to_peak(const Course *p, const double *v, const double *u, double h) {
    double c[ORDER + 1];
    for (int k = 0; k <= ORDER; k++) c[k] = v[k] - p->b->peak_slope * u[k];
    c[0] -= p->v_peak;
    return reach(c, h);
}

/* Where one neuron is: its state, and the time since the beginning of the segment. */
typedef struct {
    double v, u, s;
} State;

/* Go for h (ms) with the coefficients of v and u, but at most to `width`, and only to where v
   crosses the switch of the drive, or spikes. */
static int follow(Course *p, State *at, double node, double width, const double *v,
                  const double *u, double h, int sliding) {
    const double rest = width - at->s;
    int last = !(h < rest);
    if (last) h = rest;
    double w = value_at(v, h), z = value_at(u, h);
    if (p->b->drive != LINEAR && !sliding) {
        const double part = to_switch(p, v, h);
        if (part >= 0 && part < SHORTEST && h > SHORTEST) {
            last = 0, h = SHORTEST;
            w = value_at(v, h), z = value_at(u, h);
        } else if (part >= SHORTEST) {
            if (part < h) last = 0, h = part;
            w = p->b->drive == CUBIC ? p->b->origin : p->b->turn, z = value_at(u, h);
        }
    }
    const double slope = p->b->peak_slope, height = v[0] - slope * u[0] - p->v_peak;
    if (w > p->v_peak + slope * z || height + h * (v[1] - slope * u[1]) > 0) {
        const double part = to_peak(p, v, u, h);
        if (part >= 0) {
            if (part < h) last = 0;
            at->s = last ? width : at->s + part;
            at->v = value_at(v, part), at->u = value_at(u, part);
            return spike_at(p, node + at->s, &at->v, &at->u, 1);
        }
    }
    at->v = w, at->u = z;
    at->s = last ? width : at->s + h;
    return w > p->lowest ? ARRIVED : DIVERGED;
}

/* Take one step, at most to `width`; fill in the coefficients that hold during it. */
static int step_once(Course *p, State *at, double node, double width, const double i[3],
                     double *v, double *u) {
    v[0] = at->v, u[0] = at->u;
    const int sliding = expand(p, i, v, u);
    double h = width;
    if (!sliding) h = step_of(p, v, u);
    else if (i[1] != 0 || i[2] != 0) h = SLIDING_STEP;
    return follow(p, at, node, width, v, u, h, sliding);
}

/* Integrate, from where `state` and `place` say, through the segments; nodes are their ends, one
   more, and `times` the sample times, with one more at infinity. Come back after `most` steps, or
   when there is no room for the spikes of a further one; `place` is the segment, the sample, the
   number of spikes, and of steps. */
EXPORT int64_t run_accurate(const Block_float64 *b, double lowest, int64_t segments,
                            const double *nodes, const double *starts, const double *slopes,
                            const double *bends, const double *times, int64_t most,
                            double *state, int64_t *place, double *vs, double *us, int64_t room,
                            double *spike_times, double *spike_v, double *spike_u) {
    Course p = course_of(b, lowest);
    p.times = spike_times, p.vs = spike_v, p.us = spike_u;
    p.spikes = place[2];
    State at = {state[0], state[1], state[2]};
    int64_t k = place[0], sample = place[1], used = 0;
    int how = ARRIVED;
    while (k < segments && how == ARRIVED) {
        const double node = nodes[k], width = nodes[k + 1] - node, before = at.s;
        if (used == most) how = PAUSED;
        else if (p.spikes + MAX_SPIKES_PER_MS + 2 > room) how = FULL;
        if (how != ARRIVED) break;
        const double i[3] = {starts[k] + before * (slopes[k] + before * bends[k]),
                             slopes[k] + 2.0 * before * bends[k], bends[k]};
        double v[ORDER + 1], u[ORDER + 1];
        how = step_once(&p, &at, node, width, i, v, u);
        used++;
        for (const double now = node + at.s; times[sample] < now; sample++) {
            const double x = times[sample] - node - before;
            vs[sample] = value_at(v, x), us[sample] = value_at(u, x);
        }
        if (at.s >= width) k++, at.s = 0;
    }
    state[0] = at.v, state[1] = at.u, state[2] = at.s;
    place[0] = k, place[1] = sample, place[2] = p.spikes, place[3] = used;
    return how;
}
