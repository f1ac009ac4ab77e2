/* Spike counts of neurons at constant currents, in Nengo's order of a step: nef/stepping.py. */

/* One step of the usual neurons, as one loop; `count` is 1 or 0. */
static void settle(const Tile_float64 *p, int n, double dt, double count,
                   const double *restrict current, double *restrict v, double *restrict u,
                   double *restrict counts) {
    const double a = p->model[A][0], b = p->model[B][0], c = p->model[C_][0], d = p->model[D][0];
    const double k2 = p->model[K2][0], k1 = p->model[K1][0], k0 = p->model[K0][0];
    const double peak = p->model[V_PEAK][0], seconds = dt * 0.001;
    for (int i = 0; i < n; i++) {
        double rate = k2 * (v[i] * v[i]) + k1 * v[i] + k0 - u[i] + current[i];
        double now = v[i] + rate * 1000.0 * seconds;
        int fired = now >= peak;
        now = fired ? c : now;
        double after = u[i] + a * (b * now - u[i]) * 1000.0 * seconds;
        v[i] = now;
        u[i] = fired ? after + d : after;
        counts[i] += fired ? count : 0.0;
    }
}

/* The same for any rules. */
static void settle_any(const Block_float64 *b, const Tile_float64 *p, int n, double dt,
                       double count, const double *current, double *v, double *u,
                       double *counts) {
    const double *a = p->model[A], *capacitance = p->model[CAPACITANCE], seconds = dt * 0.001;
    double target[TILE];
    uint8_t fired[TILE];
    for (int i = 0; i < n; i++) {
        double rate = p->model[K2][i] * (v[i] * v[i]) + p->model[K1][i] * v[i] + p->model[K0][i];
        rate = (rate - u[i] + current[i]) / capacitance[i];
        v[i] += rate * 1000.0 * seconds;
        fired[i] = v[i] >= p->model[V_PEAK][i] + b->peak_slope * u[i];
        if (fired[i]) v[i] = p->model[C_][i] + b->c_slope * u[i];
        counts[i] += fired[i] ? count : 0.0;
    }
    targets_float64(b, p, n, v, v, target);
    for (int i = 0; i < n; i++) {
        double pull = b->leak ? target[i] - u[i] : target[i];
        u[i] += a[i] * pull * 1000.0 * seconds;
        if (!fired[i]) continue;
        u[i] += p->model[D][i];
        if (u[i] > b->u_max) u[i] = b->u_max;
    }
}

/* Count the spikes of n neurons, alike but for their currents, in `steps` steps from v = u = 0
   after one that is not counted; return n. */
EXPORT int64_t count_spikes(const Block_float64 *b, double dt, int64_t steps, int64_t n,
                         const double *current, double *counts) {
    Tile_float64 tile;
    double v[TILE], u[TILE];
    fill_constants_float64(b, &tile);
    const int usual = b->drive == LINEAR && b->leak && b->origin == 0 && b->peak_slope == 0 &&
                      b->c_slope == 0 && !(b->u_max < 1e300) && tile.model[CAPACITANCE][0] == 1;
    for (int64_t first = 0; first < n; first += TILE) {
        int some = n - first < TILE ? (int)(n - first) : TILE;
        for (int i = 0; i < some; i++) v[i] = u[i] = counts[first + i] = 0;
        for (int64_t k = 0; k <= steps; k++) {
            if (usual)
                settle(&tile, some, dt, k > 0, current + first, v, u, counts + first);
            else
                settle_any(b, &tile, some, dt, k > 0, current + first, v, u, counts + first);
        }
    }
    return n;
}
