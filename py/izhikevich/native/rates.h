/* Neurons of ensembles, in Nengo's order of a step: nef/stepping.py. In double precision. */

#define FEW 128 /* neurons in which artefacts are looked for together */

/* The neurons of a tile before and after a step, in turns: each step writes into the other place. */
typedef struct {
    double v[2][TILE], u[2][TILE], fired[TILE];
    int now;
} Turns;

/* Numerical artefacts (neuron/schemes/artefacts.py) of a tile: the marks, and how many each neuron had. */
typedef struct {
    Thrown_float64 thrown;
    int64_t *counts;
} Artefacts;

/* dt ((k2 (v v) + k1 v + k0 - u + I) / C), with Nengo's detour over seconds. */
INLINE double change_in(const Tile_float64 *p, int divide, int i, double seconds, double v, double u,
                        double current) {
    double rate = p->model[K2][i] * (v * v) + p->model[K1][i] * v + p->model[K0][i] - u + current;
    return (divide ? rate / p->model[CAPACITANCE][i] : rate) * 1000.0 * seconds;
}

/* Mark the neurons that a step from v and u to `next` (after resets) threw over the threshold. */
APART void mark_from(const Block_float64 *b, const Tile_float64 *p, int first, int some,
                     double seconds, const double *current, const double *v, const double *u,
                     const double *next, const double *fired, Artefacts *found) {
    const double lowest = b->lowest[0], vertex = b->vertex[0];
    for (int i = first; i < first + some; i++) {
        if (!(v[i] < lowest && (next[i] > vertex || fired[i] != 0))) continue;
        double after = v[i] + change_in(p, 1, i, seconds, v[i], u[i], current[i]);
        if (is_thrown_float64(b, 0, v[i], after)) mark_float64(&found->thrown, i);
    }
}

/* Count the artefacts among the spikes of a step, and take the marks of neurons that are back. */
APART void count_artefacts(const Block_float64 *b, int n, const double *v, const double *fired,
                           Artefacts *found) {
    const uint8_t *marks = found->thrown.neurons;
    for (int i = next_mark(marks, 0, n); i < n; i = next_mark(marks, i + 1, n)) {
        if (fired[i] != 0) found->counts[i] += take_mark_float64(&found->thrown, i);
        else if (!(v[i] > b->vertex[0])) take_mark_float64(&found->thrown, i);
    }
}

/* One step of the usual neurons, as one loop; `fired` is 1 or 0. Return whether any v went from
   below `lowest` over `vertex`: hardly any does that is not thrown. */
APART int settle(const Tile_float64 *p, int n, double dt, double lowest, double vertex,
                  const double *restrict current, const double *restrict v,
                  const double *restrict u, double *restrict next_v, double *restrict next_u,
                  double *restrict fired) {
    const double a = p->model[A][0], b = p->model[B][0], c = p->model[C_][0], d = p->model[D][0];
    const double k2 = p->model[K2][0], k1 = p->model[K1][0], k0 = p->model[K0][0];
    const double peak = p->model[V_PEAK][0], seconds = dt * 0.001;
    int64_t over = 0;
    for (int i = 0; i < n; i++) {
        double rate = k2 * (v[i] * v[i]) + k1 * v[i] + k0 - u[i] + current[i];
        double now = v[i] + rate * 1000.0 * seconds;
        int beyond = now >= peak;
        over += (v[i] < lowest) & (now > vertex); /* compilers see that this is a sum */
        now = beyond ? c : now;
        double after = u[i] + a * (b * now - u[i]) * 1000.0 * seconds;
        next_v[i] = now;
        next_u[i] = beyond ? after + d : after;
        fired[i] = beyond ? 1.0 : 0.0;
    }
    return over > 0;
}

/* The same for any rules. */
static int settle_any(const Block_float64 *b, const Tile_float64 *p, int n, double dt,
                      double lowest, double vertex, const double *current, const double *v,
                      const double *u, double *next_v, double *next_u, double *fired) {
    const double *a = p->model[A], seconds = dt * 0.001;
    double target[TILE];
    int over = 0;
    for (int i = 0; i < n; i++) {
        next_v[i] = v[i] + change_in(p, 1, i, seconds, v[i], u[i], current[i]);
        over |= v[i] < lowest && next_v[i] > vertex;
        fired[i] = next_v[i] >= p->model[V_PEAK][i] + b->peak_slope * u[i] ? 1.0 : 0.0;
        if (fired[i] != 0) next_v[i] = p->model[C_][i] + b->c_slope * u[i];
    }
    targets_float64(b, p, n, next_v, next_v, target);
    for (int i = 0; i < n; i++) {
        double pull = b->leak ? target[i] - u[i] : target[i];
        next_u[i] = u[i] + a[i] * pull * 1000.0 * seconds;
        if (fired[i] == 0) continue;
        next_u[i] += p->model[D][i];
        if (next_u[i] > b->u_max) next_u[i] = b->u_max;
    }
    return over;
}

static int is_usual(const Block_float64 *b, const Tile_float64 *p) {
    return b->drive == LINEAR && b->leak && b->origin == 0 && b->peak_slope == 0 &&
           b->c_slope == 0 && !(b->u_max < 1e300) && p->model[CAPACITANCE][0] == 1;
}

/* One step of neurons of any kind, with their artefacts, if these are wanted. */
static void settle_tile(const Block_float64 *b, const Tile_float64 *p, int usual, int n, double dt,
                        const double *current, Turns *turns, Artefacts *found) {
    const double lowest = found ? b->lowest[0] : -1e300, vertex = found ? b->vertex[0] : 0;
    const double *v = turns->v[turns->now], *u = turns->u[turns->now];
    turns->now = !turns->now;
    double *next_v = turns->v[turns->now], *next_u = turns->u[turns->now], *fired = turns->fired;
    for (int i = 0; i < n; i += FEW) { /* so that few are looked at again */
        const int some = n - i < FEW ? n - i : FEW;
        const int over = usual
            ? settle(p, some, dt, lowest, vertex, current + i, v + i, u + i, next_v + i,
                     next_u + i, fired + i)
            : settle_any(b, p, some, dt, lowest, vertex, current + i, v + i, u + i, next_v + i,
                         next_u + i, fired + i);
        if (over && found) mark_from(b, p, i, some, dt * 0.001, current, v, u, next_v, fired, found);
    }
    if (found && found->thrown.count) count_artefacts(b, n, next_v, fired, found);
}

/* Count the spikes of n neurons, alike but for their constant currents, in `steps` steps from
   v = u = 0 after one that is not counted; return n. */
EXPORT int64_t count_spikes(const Block_float64 *b, double dt, int64_t steps, int64_t n,
                            const double *current, double *counts) {
    Tile_float64 tile;
    Turns turns;
    fill_constants_float64(b, &tile);
    const int usual = is_usual(b, &tile);
    for (int64_t first = 0; first < n; first += TILE) {
        int some = n - first < TILE ? (int)(n - first) : TILE;
        turns.now = 0;
        for (int i = 0; i < some; i++) turns.v[0][i] = turns.u[0][i] = counts[first + i] = 0;
        for (int64_t k = 0; k <= steps; k++) {
            settle_tile(b, &tile, usual, some, dt, current + first, &turns, 0);
            if (k)
                for (int i = 0; i < some; i++) counts[first + i] += turns.fired[i];
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
    Turns turns;
    fill_constants_float64(b, &tile);
    const int usual = is_usual(b, &tile);
    for (int64_t first = 0; first < n; first += TILE) {
        int some = n - first < TILE ? (int)(n - first) : TILE;
        Artefacts found = {{marks + first, 0}, artefacts + first};
        for (int i = 0; i < some; i++) found.thrown.count += marks[first + i];
        turns.now = 0;
        for (int i = 0; i < some; i++) turns.v[0][i] = v[first + i], turns.u[0][i] = u[first + i];
        for (int64_t k = 0; k < steps; k++) {
            int64_t at = k * n + first;
            settle_tile(b, &tile, usual, some, dt, current + at, &turns, &found);
            for (int i = 0; i < some; i++) spikes[at + i] = turns.fired[i] != 0;
            if (!vs) continue;
            const double *now_v = turns.v[turns.now], *now_u = turns.u[turns.now];
            for (int i = 0; i < some; i++) vs[at + i] = now_v[i], us[at + i] = now_u[i];
        }
        const double *last_v = turns.v[turns.now], *last_u = turns.u[turns.now];
        for (int i = 0; i < some; i++) v[first + i] = last_v[i], u[first + i] = last_u[i];
    }
    return n;
}
