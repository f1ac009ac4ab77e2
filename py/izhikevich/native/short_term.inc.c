/* Synapses with short-term plasticity: DepressingWiring of network/synapses/short_term.py. */

/* exp(x) for x of 0 or less, minus infinity too. */
static double NAME(decayed)(double x) { return x < -708 ? 0 : exp_of(x); }

/* Update the resources of a presynaptic neuron that fires; return by what its weights are multiplied. */
static REAL NAME(use)(const NAME(Depressing) *by, int64_t own, int64_t step, double dt) {
    const double passed = ((double)step - by->last[own]) * dt;
    const double recovered = 1 - (1 - by->x[own]) * NAME(decayed)(-passed / by->tau_rec);
    const double kept =
        by->tau_facil != 0 ? by->u[own] * NAME(decayed)(-passed / by->tau_facil) : 0;
    const double used = kept + by->fraction * (1 - kept);
    by->x[own] = recovered * (1 - used);
    by->u[own] = used;
    by->last[own] = (double)step;
    return (REAL)(used * recovered);
}

/* As add_row, of weights times a factor. */
APART void NAME(add_scaled_row)(const int32_t *targets, const REAL *weights, REAL factor, int64_t n,
                                REAL *row) {
    for (int64_t s = 0, some; s < n; s += some) {
        for (some = n - s; some > 1 && targets[s + some - 1] - targets[s] != some - 1;)
            some = some > 8 * GROUP ? 8 * GROUP : some > GROUP ? GROUP : 1;
        const REAL *restrict from = weights + s;
        REAL *restrict to = row + targets[s];
        for (int64_t i = 0; i < some; i++) to[i] += from[i] * factor;
    }
}

/* As add_rows, of weights times a factor of each row. */
APART void NAME(add_scaled_rows)(int rows, const REAL *const *from, const REAL *factors, int64_t n,
                                 REAL *restrict to) {
    const REAL *restrict a = from[0], *restrict b = from[1];
    const REAL *restrict c = from[2], *restrict d = from[3];
    const REAL p = factors[0], q = factors[1], r = factors[2], s = factors[3];
    switch (rows) {
    case 1: for (int64_t i = 0; i < n; i++) to[i] += a[i] * p; break;
    case 2: for (int64_t i = 0; i < n; i++) to[i] = to[i] + a[i] * p + b[i] * q; break;
    case 3: for (int64_t i = 0; i < n; i++) to[i] = to[i] + a[i] * p + b[i] * q + c[i] * r; break;
    default:
        for (int64_t i = 0; i < n; i++)
            to[i] = to[i] + a[i] * p + b[i] * q + c[i] * r + d[i] * s;
    }
}

/* As deliver_dense, with the present factor of each neuron that fired. */
static int NAME(deliver_scaled)(const NAME(Depressing) *depressing, const int32_t *fired,
                                int64_t count, int64_t step, double dt, REAL *row) {
    const NAME(Wiring) *by = &depressing->wiring;
    const REAL *held[ROWS] = {by->weights, by->weights, by->weights, by->weights};
    REAL factors[ROWS] = {0};
    int rows = 0, any = 0;
    for (int64_t j = 0; j < count; j++) {
        if (!NAME(within)(fired[j], by->first, by->n_pre)) continue;
        any = 1;
        const int64_t own = fired[j] - by->first, *at = by->starts + own, n = at[1] - at[0];
        const REAL factor = NAME(use)(depressing, own, step, dt);
        const int all = n == by->reach;
        if (rows == ROWS || !all) {
            if (rows) NAME(add_scaled_rows)(rows, held, factors, by->reach, row);
            rows = 0;
        }
        if (all) factors[rows] = factor, held[rows++] = by->weights + at[0];
        else NAME(add_scaled_row)(by->targets + at[0], by->weights + at[0], factor, n, row);
    }
    if (rows) NAME(add_scaled_rows)(rows, held, factors, by->reach, row);
    return any;
}

/* As deliver, with the present factor of each neuron that fired. */
APART void NAME(deliver_depressing)(const NAME(Network) *w, const NAME(Depressing) *depressing,
                                    const int32_t *fired, int64_t count) {
    const NAME(Wiring) *by = &depressing->wiring;
    const int64_t width = w->n_targets * w->n, now = w->step % w->n_rows;
    const int32_t *restrict targets = by->targets;
    const REAL *restrict weights = by->weights;
    REAL *ring = w->ring + by->cell;
    const int64_t arrival = (w->step + by->delay) % w->n_rows;
    REAL *restrict row = ring + arrival * width;
    if (by->dense) {
        if (NAME(deliver_scaled)(depressing, fired, count, w->step, w->dt, row))
            w->arriving[arrival] = 1;
        return;
    }
    for (int64_t j = 0; j < count; j++) {
        if (j % GROUP == 0)
            NAME(fetch)(by, fired + j, count - j < GROUP ? count - j : GROUP);
        if (!NAME(within)(fired[j], by->first, by->n_pre)) continue;
        const int64_t own = fired[j] - by->first, *at = by->starts + own;
        const REAL factor = NAME(use)(depressing, own, w->step, w->dt);
        if (!by->delays) w->arriving[arrival] = 1;
        if (!by->delays) {
            for (int64_t s = at[0]; s < at[1]; s++) row[targets[s]] += weights[s] * factor;
            continue;
        }
        for (int64_t s = at[0]; s < at[1]; s++) {
            int64_t then = now + by->delays[s];
            if (then >= w->n_rows) then -= w->n_rows;
            ring[then * width + targets[s]] += weights[s] * factor;
            w->arriving[then] = 1;
        }
    }
}
