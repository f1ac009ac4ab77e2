/* Neurons of ensembles, in Nengo's order of a step: nef/stepping.py. In double precision. */

/* Numerical artefacts (neuron/artefacts.py) of the neurons of a tile: marks, how many there are,
   whether any v may be so low that a step throws it, and the artefacts of each neuron so far. */
typedef struct {
    Thrown_float64 thrown;
    int low;
    int64_t *counts;
} Artefacts;

/* dt ((k2 (v v) + k1 v + k0 - u + I) / C), with Nengo's detour over seconds. */
INLINE double change_in(const Tile_float64 *p, int divide, int i, double seconds, double v, double u,
                        double current) {
    double rate = p->model[K2][i] * (v * v) + p->model[K1][i] * v + p->model[K0][i] - u + current;
    return (divide ? rate / p->model[CAPACITANCE][i] : rate) * 1000.0 * seconds;
}

/* Mark the neurons that the step to come will throw over the threshold. */
APART void foresee(const Block_float64 *b, const Tile_float64 *p, int divide, int n, double seconds,
                   const double *current, const double *v, const double *u, Artefacts *found) {
    for (int i = 0; i < n; i++)
        if (is_thrown_float64(b, 0, v[i], v[i] + change_in(p, divide, i, seconds, v[i], u[i], current[i])))
            mark_float64(&found->thrown, i);
}

/* Count the artefacts among the spikes of a step, and take the marks of neurons that are back. */
APART void count_artefacts(const Block_float64 *b, int n, const double *v, const double *fired,
                           Artefacts *found) {
    for (int i = 0; i < n; i++) {
        if (fired[i] != 0) found->counts[i] += take_mark_float64(&found->thrown, i);
        else if (!(v[i] > b->vertex[0])) take_mark_float64(&found->thrown, i);
    }
}

/* One step of the usual neurons, as one loop; `fired` is 1 or 0. Return whether any v is low. */
static int settle(const Tile_float64 *p, int n, double dt, double highest,
                  const double *restrict current, double *restrict v, double *restrict u,
                  double *restrict fired) {
    const double a = p->model[A][0], b = p->model[B][0], c = p->model[C_][0], d = p->model[D][0];
    const double k2 = p->model[K2][0], k1 = p->model[K1][0], k0 = p->model[K0][0];
    const double peak = p->model[V_PEAK][0], seconds = dt * 0.001;
    int64_t low = 0;
    for (int i = 0; i < n; i++) {
        double rate = k2 * (v[i] * v[i]) + k1 * v[i] + k0 - u[i] + current[i];
        double now = v[i] + rate * 1000.0 * seconds;
        int beyond = now >= peak;
        now = beyond ? c : now;
        double after = u[i] + a * (b * now - u[i]) * 1000.0 * seconds;
        low |= -(int64_t)(now < highest);
        v[i] = now;
        u[i] = beyond ? after + d : after;
        fired[i] = beyond ? 1.0 : 0.0;
    }
    return low != 0;
}

/* The same for any rules. */
static int settle_any(const Block_float64 *b, const Tile_float64 *p, int n, double dt,
                      const double *current, double *v, double *u, double *fired) {
    const double *a = p->model[A], seconds = dt * 0.001;
    double target[TILE];
    int low = 0;
    for (int i = 0; i < n; i++) {
        v[i] += change_in(p, 1, i, seconds, v[i], u[i], current[i]);
        fired[i] = v[i] >= p->model[V_PEAK][i] + b->peak_slope * u[i] ? 1.0 : 0.0;
        if (fired[i] != 0) v[i] = p->model[C_][i] + b->c_slope * u[i];
        low |= v[i] < b->highest;
    }
    targets_float64(b, p, n, v, v, target);
    for (int i = 0; i < n; i++) {
        double pull = b->leak ? target[i] - u[i] : target[i];
        u[i] += a[i] * pull * 1000.0 * seconds;
        if (fired[i] == 0) continue;
        u[i] += p->model[D][i];
        if (u[i] > b->u_max) u[i] = b->u_max;
    }
    return low;
}

static int is_usual(const Block_float64 *b, const Tile_float64 *p) {
    return b->drive == LINEAR && b->leak && b->origin == 0 && b->peak_slope == 0 &&
           b->c_slope == 0 && !(b->u_max < 1e300) && p->model[CAPACITANCE][0] == 1;
}

/* One step of neurons of any kind, with their artefacts, if these are wanted. */
static void settle_tile(const Block_float64 *b, const Tile_float64 *p, int usual, int n, double dt,
                        const double *current, double *v, double *u, double *fired,
                        Artefacts *found) {
    if (found && found->low) foresee(b, p, !usual, n, dt * 0.001, current, v, u, found);
    int low = usual ? settle(p, n, dt, b->highest, current, v, u, fired)
                    : settle_any(b, p, n, dt, current, v, u, fired);
    if (!found) return;
    found->low = low;
    if (found->thrown.count) count_artefacts(b, n, v, fired, found);
}

/* Count the spikes of n neurons, alike but for their constant currents, in `steps` steps from
   v = u = 0 after one that is not counted; return n. */
EXPORT int64_t count_spikes(const Block_float64 *b, double dt, int64_t steps, int64_t n,
                            const double *current, double *counts) {
    Tile_float64 tile;
    double v[TILE], u[TILE], fired[TILE];
    fill_constants_float64(b, &tile);
    const int usual = is_usual(b, &tile);
    for (int64_t first = 0; first < n; first += TILE) {
        int some = n - first < TILE ? (int)(n - first) : TILE;
        for (int i = 0; i < some; i++) v[i] = u[i] = counts[first + i] = 0;
        for (int64_t k = 0; k <= steps; k++) {
            settle_tile(b, &tile, usual, some, dt, current + first, v, u, fired, 0);
            if (k)
                for (int i = 0; i < some; i++) counts[first + i] += fired[i];
        }
    }
    return n;
}

/* Step n neurons with currents of their own in each step, shape (steps, n). Write who fired, and
   v and u after each step unless they are 0, all of that shape; add up the artefacts of each in
   `artefacts`, with the marks in `marks`. Return n. */
EXPORT int64_t run_ensemble(const Block_float64 *b, double dt, int64_t steps, int64_t n,
                            const double *current, double *v, double *u, uint8_t *spikes,
                            double *vs, double *us, uint8_t *marks, int64_t *artefacts) {
    Tile_float64 tile;
    double fired[TILE];
    fill_constants_float64(b, &tile);
    const int usual = is_usual(b, &tile);
    for (int64_t first = 0; first < n; first += TILE) {
        int some = n - first < TILE ? (int)(n - first) : TILE;
        Artefacts found = {{marks + first, 0}, 1, artefacts + first}; /* low: not known yet */
        for (int i = 0; i < some; i++) found.thrown.count += marks[first + i];
        for (int64_t k = 0; k < steps; k++) {
            int64_t at = k * n + first;
            settle_tile(b, &tile, usual, some, dt, current + at, v + first, u + first, fired, &found);
            for (int i = 0; i < some; i++) spikes[at + i] = fired[i] != 0;
            if (!vs) continue;
            for (int i = 0; i < some; i++) vs[at + i] = v[first + i], us[at + i] = u[first + i];
        }
    }
    return n;
}
