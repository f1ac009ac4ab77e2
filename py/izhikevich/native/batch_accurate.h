/* The accurate scheme for many neurons at constant currents: neuron/batch_accurate.py. */

#define NEAR 1e-6 /* as there */

/* Where some neurons are, side by side. */
typedef struct {
    double v[TILE], u[TILE], time[TILE];
} States;

/* The neurons that are still under way. */
typedef struct {
    double duration, current[TILE];
    States *now, *next;
    int64_t unusual[TILE], neuron[TILE], n;
    double step[TILE], series[2][ORDER][TILE]; /* coefficients but the first */
} Clocks;

/* What a step makes of every neuron to which nothing happens; the others are marked. Return
   whether any is done. */
INLINE int advance(const Course *restrict p, Clocks *restrict w, int drive) {
    const double steep = p->b->peak_slope, peak = p->v_peak, lowest = p->lowest;
    const double turn = drive == CUBIC ? p->b->origin : p->b->turn, b_below = p->b->b_below;
    const double duration = w->duration;
    const States *restrict now = w->now;
    States *restrict next = w->next;
    const int n = (int)w->n;
    int64_t done = 0;
    for (int i = 0; i < n; i++) {
        double v[ORDER + 1], u[ORDER + 1];
        v[0] = now->v[i], u[0] = now->u[i];
        v[1] = first_slope(p, v[0], u[0], w->current[i]);
        const double from = v[0] - turn;
        const int above = (from > 0) | ((from == 0) & (v[1] > 0));
        if (drive == LINEAR) series(p, 0, p->slope, 0, 0, 0, v, u);
        else if (drive == PIECEWISE) series(p, 0, above ? p->slope : b_below, 0, 0, 0, v, u);
        else series(p, 1, 0, above ? p->b->scale : 0, 0, 0, v, u);
        double h = step_of(p, v, u);
        w->step[i] = h;
        UNROLL for (int k = 0; k < ORDER; k++)
            w->series[0][k][i] = v[k + 1], w->series[1][k][i] = u[k + 1];
        const double rest = duration - now->time[i];
        const int64_t last = !(h < rest);
        next->time[i] = last ? duration : now->time[i] + h;
        h = last ? rest : h;
        done |= last;
        const double x = value_at(v, h), z = value_at(u, h);
        const double height = v[0] - steep * u[0] - peak;
        int64_t unusual = height + h * (v[1] - steep * u[1]) > 0;
        unusual |= x > peak + steep * z;
        unusual |= !(x > lowest);
        if (drive != LINEAR) {
            const double side = above ? -1.0 : 1.0;
            const double slope = slope_at(v, h);
            unusual |= (side * (from + h * v[1]) > -NEAR) & (side * slope < 0);
            unusual |= side * (x - turn) > -NEAR;
            unusual |= (drive == PIECEWISE) & (from == 0); /* it may stay there */
        }
        next->v[i] = x, next->u[i] = z, w->unusual[i] = unusual;
    }
    return done != 0;
}

static int step_clocks(const Course *p, Clocks *w) {
    const int drive = (int)p->b->drive;
    if (drive == LINEAR) return advance(p, w, LINEAR);
    if (drive == CUBIC) return advance(p, w, CUBIC);
    return advance(p, w, PIECEWISE);
}

/* Hand over the states of neurons that are done, and close the ranks. */
APART void drop_ended(Clocks *w, double *v, double *u) {
    States *now = w->now;
    int64_t kept = 0;
    for (int64_t j = 0; j < w->n; j++) {
        const int64_t k = w->neuron[j];
        if (!(now->time[j] < w->duration)) {
            v[k] = now->v[j], u[k] = now->u[j];
            continue;
        }
        now->v[kept] = now->v[j], now->u[kept] = now->u[j], now->time[kept] = now->time[j];
        w->current[kept] = w->current[j], w->neuron[kept++] = k;
    }
    w->n = kept;
}

/* The step of a neuron to which something happens. */
static int step_unusual(Course *p, const Clocks *w, int64_t j, State *at) {
    double v[ORDER + 1], u[ORDER + 1];
    if (p->b->drive == PIECEWISE && at->v == p->b->turn) {
        const double i[3] = {w->current[j], 0, 0};
        return step_once(p, at, 0, w->duration, i, v, u);
    }
    v[0] = at->v, u[0] = at->u;
    for (int k = 0; k < ORDER; k++) v[k + 1] = w->series[0][k][j], u[k + 1] = w->series[1][k][j];
    return follow(p, at, 0, w->duration, v, u, w->step[j], 0);
}

/* Run n neurons, at most TILE, for `duration`, each with at most `most` steps. One that fails is
   marked with the time in `failed_at`. `counts` says how many spikes each has; there is room for
   `room` of each. Return how the run came back: ARRIVED, or FULL if there is no room. */
EXPORT int64_t run_batch_accurate(const Block_float64 *b, double lowest, int64_t n,
                                  double duration, int64_t most, const double *current,
                                  double *v, double *u, double *failed_at, int64_t *counts,
                                  int64_t room, double *times, double *vs, double *us) {
    Course p = course_of(b, lowest);
    States states[2];
    Clocks w = {.duration = duration, .now = states, .next = states + 1, .n = 0};
    for (int64_t k = 0; k < n; k++) {
        p.times = times + k * room, p.vs = vs + k * room, p.us = us + k * room, p.spikes = 0;
        const int how = spike_at(&p, 0, &v[k], &u[k], 0);
        counts[k] = p.spikes;
        if (how != ARRIVED) failed_at[k] = 0;
        else {
            w.now->v[w.n] = v[k], w.now->u[w.n] = u[k], w.now->time[w.n] = 0;
            w.current[w.n] = current[k], w.neuron[w.n++] = k;
        }
    }
    for (int64_t used = 0; w.n > 0; used++) {
        if (used == most) {
            for (int64_t j = 0; j < w.n; j++) failed_at[w.neuron[j]] = w.now->time[j];
            for (int64_t j = 0; j < w.n; j++) v[w.neuron[j]] = w.now->v[j];
            for (int64_t j = 0; j < w.n; j++) u[w.neuron[j]] = w.now->u[j];
            break;
        }
        int some_end = step_clocks(&p, &w);
        States *now = w.now, *next = w.next;
        for (int64_t j = 0; j < w.n; j++) {
            if (!w.unusual[j]) continue;
            const int64_t k = w.neuron[j];
            if (counts[k] + MAX_SPIKES_PER_MS + 2 > room) return FULL;
            State at = {now->v[j], now->u[j], now->time[j]};
            p.times = times + k * room, p.vs = vs + k * room, p.us = us + k * room;
            p.spikes = counts[k];
            const int how = step_unusual(&p, &w, j, &at);
            counts[k] = p.spikes;
            next->v[j] = at.v, next->u[j] = at.u, next->time[j] = at.s;
            if (how == ARRIVED) continue;
            failed_at[k] = at.s;
            next->time[j] = duration, some_end = 1;
        }
        w.now = next, w.next = now;
        if (some_end) drop_ended(&w, v, u);
    }
    return ARRIVED;
}
