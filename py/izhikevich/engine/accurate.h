/* The accurate scheme for one neuron: neuron/accurate.py, operation by operation. Where that one
   raises an error, this one gives up: the run is then done again there. */

#define LOWEST_V -1e5        /* as there */
#define MOST_STEPS 5000000
#define MOST_PER_MS 100

typedef struct {
    const Block_float64 *b;
    double a, slope, v_peak, k2, k1, k0, per_c, leak, stiff;
    double *times, *vs, *us; /* of the spikes */
    int64_t spikes, room;
} Accurate;

static double drive_target(const Accurate *p, double v) {
    const Block_float64 *b = p->b;
    if (b->drive == CUBIC) {
        double x = v - b->origin > 0 ? v - b->origin : 0;
        return b->scale * (x * x * x);
    }
    if (b->drive == PIECEWISE) return (v <= b->turn ? b->b_below : p->slope) * (v - b->origin);
    return p->slope * (v - b->origin);
}

static double drive_slope(const Accurate *p, double v) {
    const Block_float64 *b = p->b;
    if (b->drive == PIECEWISE) return v <= b->turn ? b->b_below : p->slope;
    double x = v - b->origin > 0 ? v - b->origin : 0;
    return 3.0 * b->scale * (x * x);
}

static inline double v_slope(const Accurate *p, double v, double u, double current) {
    return ((p->k2 * v + p->k1) * v + p->k0 - u + current) * p->per_c;
}

static inline double u_slope(const Accurate *p, double v, double u) {
    return p->a * (drive_target(p, v) - p->leak * u);
}

/* Record the spikes of a state above the peak, the first one if `sure`; return 0 to give up. */
static int spike_at(Accurate *p, double time, double *v, double *u, int sure) {
    const Block_float64 *b = p->b;
    while (sure || *v > p->v_peak + b->peak_slope * *u) {
        sure = 0;
        if (p->spikes == p->room) return 0;
        p->times[p->spikes] = time;
        p->vs[p->spikes] = *v;
        p->us[p->spikes++] = *u;
        if (p->spikes > MOST_PER_MS && time - p->times[p->spikes - MOST_PER_MS] < 1.0) return 0;
        double after = *u + b->model[D][0];
        *v = b->model[C_][0] + b->c_slope * *u;
        *u = after < b->u_max ? after : b->u_max;
    }
    return 1;
}

static void cubic(double y0, double y1, double d0, double d1, double c[4]) {
    double change = y1 - y0;
    c[0] = y0;
    c[1] = d0;
    c[2] = 3.0 * change - 2.0 * d0 - d1;
    c[3] = d0 + d1 - 2.0 * change;
}

static double cubic_at(const double c[4], double x) {
    return c[0] + x * (c[1] + x * (c[2] + x * c[3]));
}

/* Where in (0, 1] v first exceeds the peak; false position, kept safe by halving. */
static double crossing(const double v[4], const double u[4], double v_peak, double peak_slope) {
    double c[4];
    for (int k = 0; k < 4; k++) c[k] = v[k] - peak_slope * u[k];
    c[0] -= v_peak;
    double low = 0, high = 1, at_low = c[0], at_high = c[0] + c[1] + c[2] + c[3];
    if (at_low >= 0) return 0;
    for (int turn = 0; turn < 60; turn++) {
        double x = turn % 3 == 2 ? 0.5 * (low + high)
                                 : low - at_low * (high - low) / (at_high - at_low);
        double value = cubic_at(c, x);
        if ((value < 0 ? -value : value) < 1e-12) return x;
        if (value >= 0) high = x, at_high = value;
        else low = x, at_low = value;
        if (high - low < 1e-12) break;
    }
    return high;
}

/* Carry the state through a segment; return the number of steps, -1 to give up. */
static int64_t pass_segment(Accurate *p, double node, double width, double start, double slope,
                            double bend, double *v_, double *u_) {
    const Block_float64 *b = p->b;
    const double four_k2 = 4.0 * p->k2, two_k2 = 2.0 * p->k2, per_c = p->per_c, a = p->a;
    const int varies = slope != 0 || bend != 0;
    double s = 0, v = *v_, u = *u_, stiff = p->stiff, i1 = start, i2 = start, i3 = start;
    for (int64_t used = 1;; used++) {
        if (varies) i1 = start + s * (slope + s * bend);
        double f = (p->k2 * v + p->k1) * v + p->k0 - u + i1;
        double x = (two_k2 * v + p->k1) * per_c;
        if (b->drive != LINEAR) {
            double pull = a * drive_slope(p, v);
            stiff = a * a + (pull < 0 ? -pull : pull) * per_c;
        }
        double size = f < 0 ? -f : f;
        double h = 0.25 / __builtin_sqrt(x * x + four_k2 * size * per_c * per_c + stiff);
        if (h > 0.5) h = 0.5;
        double rest = width - s;
        const int last = h >= rest;
        if (last) h = rest;
        double half = 0.5 * h;
        if (varies) {
            double middle = s + half, end = s + h;
            i2 = start + middle * (slope + middle * bend);
            i3 = start + end * (slope + end * bend);
        }
        double v1 = f * per_c, u1 = u_slope(p, v, u);
        double w = v + half * v1, z = u + half * u1;
        double v2 = v_slope(p, w, z, i2), u2 = u_slope(p, w, z);
        w = v + half * v2, z = u + half * u2;
        double v3 = v_slope(p, w, z, i2), u3 = u_slope(p, w, z);
        w = v + h * v3, z = u + h * u3;
        double v4 = v_slope(p, w, z, i3), u4 = u_slope(p, w, z);
        w = v + h * (v1 + 2.0 * (v2 + v3) + v4) / 6.0;
        z = u + h * (u1 + 2.0 * (u2 + u3) + u4) / 6.0;
        if (w > p->v_peak + b->peak_slope * z) {
            double cubic_v[4], cubic_u[4];
            v4 = v_slope(p, w, z, i3);
            u4 = u_slope(p, w, z);
            cubic(v, w, h * v1, h * v4, cubic_v);
            cubic(u, z, h * u1, h * u4, cubic_u);
            x = crossing(cubic_v, cubic_u, p->v_peak, b->peak_slope);
            s += x * h;
            v = cubic_at(cubic_v, x);
            u = cubic_at(cubic_u, x);
            if (!spike_at(p, node + s, &v, &u, 1)) return -1;
            if (s < width) continue;
            *v_ = v, *u_ = u;
            return used;
        }
        if (!(w > LOWEST_V) || used > MOST_STEPS) return -1;
        v = w, u = z;
        if (last) {
            *v_ = v, *u_ = u;
            return used;
        }
        s += h;
    }
}

/* Integrate from (v, u) through `segments` segments; nodes are their ends, one more, and `times`
   the sample times. Return the number of spikes, -1 to give up. */
EXPORT int64_t run_accurate(const Block_float64 *b, int64_t segments, const double *nodes,
                            const double *starts, const double *slopes, const double *bends,
                            const double *times, double v, double u, double *vs, double *us,
                            int64_t room, double *spike_times, double *spike_v,
                            double *spike_u) {
    const double a = b->model[A][0], slope = b->model[B][0], c = b->model[CAPACITANCE][0];
    const double pull = a * slope;
    Accurate p = {b, a, slope, b->model[V_PEAK][0], b->model[K2][0], b->model[K1][0],
                  b->model[K0][0], 1.0 / c, b->leak ? 1.0 : 0.0,
                  a * a + (pull < 0 ? -pull : pull) / c, spike_times, spike_v, spike_u, 0, room};
    int64_t sample = 1, budget = MOST_STEPS;
    double node = nodes[0];
    if (!spike_at(&p, times[0], &v, &u, 0)) return -1;
    vs[0] = v, us[0] = u;
    for (int64_t k = 0; k < segments; k++) {
        double end = nodes[k + 1];
        int64_t used = pass_segment(&p, node, end - node, starts[k], slopes[k], bends[k], &v, &u);
        budget -= used;
        if (used < 0 || budget < 0) return -1;
        if (end == times[sample]) vs[sample] = v, us[sample++] = u;
        node = end;
    }
    return p.spikes;
}
