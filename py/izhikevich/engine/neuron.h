/* Neurons of one kind, stepped in tiles, in the precision REAL: the schemes of batch_explicit.py. */

typedef struct {
    int64_t start, stop;
    const REAL *model[N_MODEL]; /* one number, or one per neuron from `start` on */
    int64_t many[N_MODEL];
    int64_t drive, leak;
    double origin, scale, turn, b_below; /* of the drive; `turn` is PiecewiseDrive's switch */
    double peak_slope, c_slope, u_max;
    const int64_t *program; /* of the conductance: pairs of operation and argument */
    int64_t length;
    const double *numbers;
} NAME(Block);

/* Parameters of one tile, each an array of TILE numbers. */
typedef struct {
    const REAL *model[N_MODEL];
    REAL constant[N_MODEL][TILE];
} NAME(Tile);

static void NAME(fill_constants)(const NAME(Block) *b, NAME(Tile) *tile) {
    for (int k = 0; k < N_MODEL; k++) {
        if (b->many[k]) continue;
        for (int i = 0; i < TILE; i++) tile->constant[k][i] = b->model[k][0];
        tile->model[k] = tile->constant[k];
    }
}

static void NAME(place_tile)(const NAME(Block) *b, NAME(Tile) *tile, int64_t first) {
    for (int k = 0; k < N_MODEL; k++)
        if (b->many[k]) tile->model[k] = b->model[k] + (first - b->start);
}

/* v += dt ((k2 (v v) + k1 v + k0 - u + I) / C) */
static void NAME(step_v)(const NAME(Block) *b, const NAME(Tile) *p, int n, REAL dt,
                         REAL *restrict v, const REAL *restrict u, const REAL *restrict current) {
    const REAL *restrict k2 = p->model[K2], *restrict k1 = p->model[K1];
    const REAL *restrict k0 = p->model[K0], *restrict c = p->model[CAPACITANCE];
    if (!b->many[CAPACITANCE] && c[0] == 1) {
        for (int i = 0; i < n; i++)
            v[i] += dt * (k2[i] * (v[i] * v[i]) + k1[i] * v[i] + k0[i] - u[i] + current[i]);
        return;
    }
    for (int i = 0; i < n; i++)
        v[i] += dt * ((k2[i] * (v[i] * v[i]) + k1[i] * v[i] + k0[i] - u[i] + current[i]) / c[i]);
}

/* u += dt (a (target - u)), the target at `old` on the branch that v selects. */
static void NAME(step_u)(const NAME(Block) *b, const NAME(Tile) *p, int n, REAL dt,
                         const REAL *restrict old, const REAL *restrict v, REAL *restrict u) {
    const REAL *restrict a = p->model[A], *restrict slope = p->model[B];
    const REAL origin = (REAL)b->origin, scale = (REAL)b->scale;
    const REAL turn = (REAL)b->turn, below = (REAL)b->b_below;
    REAL target[TILE];
    if (b->drive == CUBIC) {
        for (int i = 0; i < n; i++) {
            REAL x = old[i] - origin, cube = scale * (x * x * x);
            target[i] = v[i] >= origin ? cube : 0;
        }
    } else if (b->drive == PIECEWISE) {
        for (int i = 0; i < n; i++)
            target[i] = (v[i] <= turn ? below : slope[i]) * (old[i] - origin);
    } else if (origin == 0) {
        for (int i = 0; i < n; i++) target[i] = slope[i] * old[i];
    } else {
        for (int i = 0; i < n; i++) target[i] = slope[i] * (old[i] - origin);
    }
    if (b->leak)
        for (int i = 0; i < n; i++) u[i] += dt * (a[i] * (target[i] - u[i]));
    else
        for (int i = 0; i < n; i++) u[i] += dt * (a[i] * target[i]);
}

static void NAME(step_tile)(const NAME(Block) *b, const NAME(Tile) *p, int64_t scheme, double dt,
                            int n, REAL *v, REAL *u, const REAL *current) {
    REAL old[TILE];
    if (scheme == FORWARD) {
        for (int i = 0; i < n; i++) old[i] = v[i];
        NAME(step_v)(b, p, n, (REAL)dt, v, u, current);
        NAME(step_u)(b, p, n, (REAL)dt, old, v, u);
    } else if (scheme == HALF_STEP) {
        NAME(step_v)(b, p, n, (REAL)(0.5 * dt), v, u, current);
        NAME(step_v)(b, p, n, (REAL)(0.5 * dt), v, u, current);
        NAME(step_u)(b, p, n, (REAL)dt, v, v, u);
    } else {
        NAME(step_v)(b, p, n, (REAL)dt, v, u, current);
        NAME(step_u)(b, p, n, (REAL)dt, v, v, u);
    }
}

/* Tell whether any neuron of a tile is beyond its peak; write the peaks. */
static int NAME(any_beyond)(const NAME(Block) *b, const NAME(Tile) *p, int64_t scheme, int n,
                            const REAL *restrict v, const REAL *restrict u, REAL *restrict peak) {
    const REAL *restrict v_peak = p->model[V_PEAK];
    const REAL slope = (REAL)b->peak_slope;
    int any = 0;
    if (slope != 0)
        for (int i = 0; i < n; i++) peak[i] = v_peak[i] + slope * u[i];
    else
        for (int i = 0; i < n; i++) peak[i] = v_peak[i];
    if (scheme == HALF_STEP)
        for (int i = 0; i < n; i++) any |= v[i] >= peak[i];
    else
        for (int i = 0; i < n; i++) any |= v[i] > peak[i];
    return any;
}

static inline void NAME(reset)(const NAME(Block) *b, const NAME(Tile) *p, int i, REAL *v, REAL *u) {
    REAL after = u[i] + p->model[D][i], v_after = p->model[C_][i];
    if (b->c_slope != 0) v_after += (REAL)b->c_slope * u[i];
    REAL most = (REAL)b->u_max;
    v[i] = v_after;
    u[i] = after > most ? most : after;
}
