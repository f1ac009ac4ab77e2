/* Neurons of ensembles, in Nengo's order of a step: nef/stepping.py. In double precision. */

/* One step of the usual neurons, as one loop; `fired` is 1 or 0. */
static void settle(const Tile_float64 *p, int n, double dt, const double *restrict current,
                   double *restrict v, double *restrict u, double *restrict fired) {
    const double a = p->model[A][0], b = p->model[B][0], c = p->model[C_][0], d = p->model[D][0];
    const double k2 = p->model[K2][0], k1 = p->model[K1][0], k0 = p->model[K0][0];
    const double peak = p->model[V_PEAK][0], seconds = dt * 0.001;
    for (int i = 0; i < n; i++) {
        double rate = k2 * (v[i] * v[i]) + k1 * v[i] + k0 - u[i] + current[i];
        double now = v[i] + rate * 1000.0 * seconds;
        int beyond = now >= peak;
        now = beyond ? c : now;
        double after = u[i] + a * (b * now - u[i]) * 1000.0 * seconds;
        v[i] = now;
        u[i] = beyond ? after + d : after;
        fired[i] = beyond ? 1.0 : 0.0;
    }
}

/* The same for any rules. */
static void settle_any(const Block_float64 *b, const Tile_float64 *p, int n, double dt,
                       const double *current, double *v, double *u, double *fired) {
    const double *a = p->model[A], *capacitance = p->model[CAPACITANCE], seconds = dt * 0.001;
    double target[TILE];
    for (int i = 0; i < n; i++) {
        double rate = p->model[K2][i] * (v[i] * v[i]) + p->model[K1][i] * v[i] + p->model[K0][i];
        rate = (rate - u[i] + current[i]) / capacitance[i];
        v[i] += rate * 1000.0 * seconds;
        fired[i] = v[i] >= p->model[V_PEAK][i] + b->peak_slope * u[i] ? 1.0 : 0.0;
        if (fired[i] != 0) v[i] = p->model[C_][i] + b->c_slope * u[i];
    }
    targets_float64(b, p, n, v, v, target);
    for (int i = 0; i < n; i++) {
        double pull = b->leak ? target[i] - u[i] : target[i];
        u[i] += a[i] * pull * 1000.0 * seconds;
        if (fired[i] == 0) continue;
        u[i] += p->model[D][i];
        if (u[i] > b->u_max) u[i] = b->u_max;
    }
}

static int is_usual(const Block_float64 *b, const Tile_float64 *p) {
    return b->drive == LINEAR && b->leak && b->origin == 0 && b->peak_slope == 0 &&
           b->c_slope == 0 && !(b->u_max < 1e300) && p->model[CAPACITANCE][0] == 1;
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
            if (usual) settle(&tile, some, dt, current + first, v, u, fired);
            else settle_any(b, &tile, some, dt, current + first, v, u, fired);
            if (k)
                for (int i = 0; i < some; i++) counts[first + i] += fired[i];
        }
    }
    return n;
}

/* Step n neurons with currents of their own in each step, shape (steps, n). Write who fired, and
   v and u after each step unless they are 0, all of that shape; return n. */
EXPORT int64_t run_ensemble(const Block_float64 *b, double dt, int64_t steps, int64_t n,
                            const double *current, double *v, double *u, uint8_t *spikes,
                            double *vs, double *us) {
    Tile_float64 tile;
    double fired[TILE];
    fill_constants_float64(b, &tile);
    const int usual = is_usual(b, &tile);
    for (int64_t first = 0; first < n; first += TILE) {
        int some = n - first < TILE ? (int)(n - first) : TILE;
        for (int64_t k = 0; k < steps; k++) {
            int64_t at = k * n + first;
            if (usual) settle(&tile, some, dt, current + at, v + first, u + first, fired);
            else settle_any(b, &tile, some, dt, current + at, v + first, u + first, fired);
            for (int i = 0; i < some; i++) spikes[at + i] = fired[i] != 0;
            if (!vs) continue;
            for (int i = 0; i < some; i++) vs[at + i] = v[first + i], us[at + i] = u[first + i];
        }
    }
    return n;
}
