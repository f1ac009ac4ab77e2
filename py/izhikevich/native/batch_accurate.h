/* The accurate scheme for many neurons at constant currents: neuron/batch_accurate.py. */

#define NEAR 1e-6 /* as there */

/* The neurons that are still under way, side by side. */
typedef struct {
    double duration, current[TILE], v[TILE], u[TILE], time[TILE];
    double new_v[TILE], new_u[TILE], new_time[TILE];
    int64_t unusual[TILE], neuron[TILE], n;
} Clocks;

/* What a step makes of every neuron to which nothing happens; the others are marked. */
INLINE void advance(const Course *restrict p, Clocks *restrict w, int drive) {
    const double steep = p->b->peak_slope, peak = p->v_peak, lowest = p->lowest;
    const double turn = drive == CUBIC ? p->b->origin : p->b->turn, b_below = p->b->b_below;
    const int n = (int)w->n;
    for (int i = 0; i < n; i++) {
        double v[ORDER + 1], u[ORDER + 1];
        v[0] = w->v[i], u[0] = w->u[i];
        v[1] = first_slope(p, v[0], u[0], w->current[i]);
        if (drive == LINEAR) series(p, 0, p->slope, 0, 0, 0, v, u);
        else if (drive == PIECEWISE) series(p, 0, v[0] > turn ? p->slope : b_below, 0, 0, 0, v, u);
        else series(p, 1, 0, v[0] > turn ? p->b->scale : 0, 0, 0, v, u);
        double h = step_of(p, v, u);
        const double rest = w->duration - w->time[i];
        w->new_time[i] = h < rest ? w->time[i] + h : w->duration;
        h = h < rest ? h : rest;
        const double x = value_at(v, h), z = value_at(u, h);
        const double height = v[0] - steep * u[0] - peak;
        int64_t unusual = height + h * (v[1] - steep * u[1]) > 0;
        unusual |= x > peak + steep * z;
        unusual |= !(x > lowest);
        if (drive != LINEAR) {
            const double from = v[0] - turn, side = from > 0 ? -1.0 : 1.0;
            double slope;
            both_at(v, h, &slope);
            unusual |= (side * (from + h * v[1]) > -NEAR) & (side * slope < 0);
            unusual |= side * (x - turn) > -NEAR;
            unusual |= from == 0;
        }
        w->new_v[i] = x, w->new_u[i] = z, w->unusual[i] = unusual;
    }
}

static void step_clocks(const Course *p, Clocks *w) {
    const int drive = (int)p->b->drive;
    if (drive == LINEAR) advance(p, w, LINEAR);
    else if (drive == CUBIC) advance(p, w, CUBIC);
    else advance(p, w, PIECEWISE);
}

/* Run n neurons, at most TILE, for `duration`, each with at most `most` steps. One that fails is
   marked with the time in `failed_at`. `counts` says how many spikes each has; there is room for
   `room` of each. Return how the run came back: ARRIVED, or FULL if there is no room. */
EXPORT int64_t run_batch_accurate(const Block_float64 *b, double lowest, int64_t n,
                                  double duration, int64_t most, const double *current,
                                  double *v, double *u, double *failed_at, int64_t *counts,
                                  int64_t room, double *times, double *vs, double *us) {
    Course p = course_of(b, lowest);
    Clocks w = {.duration = duration, .n = 0};
    for (int64_t k = 0; k < n; k++) {
        p.times = times + k * room, p.vs = vs + k * room, p.us = us + k * room, p.spikes = 0;
        const int how = spike_at(&p, 0, &v[k], &u[k], 0);
        counts[k] = p.spikes;
        if (how != ARRIVED) failed_at[k] = 0;
        else {
            w.v[w.n] = v[k], w.u[w.n] = u[k], w.time[w.n] = 0, w.current[w.n] = current[k];
            w.neuron[w.n++] = k;
        }
    }
    for (int64_t used = 0; w.n > 0; used++) {
        if (used < most) step_clocks(&p, &w);
        int64_t kept = 0;
        for (int64_t j = 0; j < w.n; j++) {
            const int64_t k = w.neuron[j];
            State at = {w.new_v[j], w.new_u[j], w.new_time[j]};
            int how = ARRIVED;
            if (used == most) {
                at = (State){w.v[j], w.u[j], w.time[j]}, how = PAUSED;
            } else if (w.unusual[j]) {
                const double i[3] = {w.current[j], 0, 0};
                double series_v[ORDER + 1], series_u[ORDER + 1];
                if (counts[k] + MOST_PER_MS + 2 > room) return FULL;
                at = (State){w.v[j], w.u[j], w.time[j]};
                p.times = times + k * room, p.vs = vs + k * room, p.us = us + k * room;
                p.spikes = counts[k];
                how = step_once(&p, &at, 0, duration, i, series_v, series_u);
                counts[k] = p.spikes;
            }
            if (how != ARRIVED || !(at.s < duration)) {
                v[k] = at.v, u[k] = at.u;
                if (how != ARRIVED) failed_at[k] = at.s;
                continue;
            }
            w.v[kept] = at.v, w.u[kept] = at.u, w.time[kept] = at.s;
            w.current[kept] = w.current[j], w.neuron[kept++] = k;
        }
        w.n = kept;
    }
    return ARRIVED;
}
