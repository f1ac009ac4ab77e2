/* Neurons of one kind, stepped in tiles, in the precision REAL: the schemes of batch_explicit.py. */

typedef REAL NAME(Vector) __attribute__((vector_size(16)));
typedef WHOLE NAME(Mask) __attribute__((vector_size(16)));
#define LANES (int)(16 / sizeof(REAL))

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

/* dt ((k2 (v v) + k1 v + k0 - u + I) / C) */
INLINE REAL NAME(change_of_v)(const NAME(Tile) *p, int same, int divide, int i, REAL dt,
                                     REAL v, REAL u, REAL current) {
    const int k = same ? 0 : i;
    REAL rate = p->model[K2][k] * (v * v) + p->model[K1][k] * v + p->model[K0][k] - u + current;
    return dt * (divide ? rate / p->model[CAPACITANCE][k] : rate);
}

/* Step with the usual drive, u' = a (b (v - origin) - u). The flags are constants where many neurons
   are stepped, so that each combination has loops of its own without any branch; there are several,
   with short chains of operations, as in random.h. */
INLINE void NAME(step_all)(const NAME(Tile) *p, int scheme, int same, int divide, int n,
                                  double dt, REAL origin, REAL *restrict v, REAL *restrict u,
                                  const REAL *restrict current) {
    const REAL part = (REAL)(scheme == HALF_STEP ? 0.5 * dt : dt);
    const REAL *restrict a = p->model[A], *restrict b = p->model[B];
    REAL old[TILE];
    if (scheme == FORWARD)
        for (int i = 0; i < n; i++) old[i] = v[i];
    for (int half = scheme == HALF_STEP ? 0 : 1; half < 2; half++)
        for (int i = 0; i < n; i++)
            v[i] += NAME(change_of_v)(p, same, divide, i, part, v[i], u[i], current[i]);
    for (int i = 0; i < n; i++) {
        REAL target = b[i] * ((scheme == FORWARD ? old[i] : v[i]) - origin);
        u[i] += (REAL)dt * (a[i] * (target - u[i]));
    }
}

/* The target of u at `old`, on the branch of the drive that v selects. */
static void NAME(targets)(const NAME(Block) *b, const NAME(Tile) *p, int n,
                          const REAL *restrict old, const REAL *restrict v,
                          REAL *restrict target) {
    const REAL *restrict slope = p->model[B];
    const REAL origin = (REAL)b->origin, scale = (REAL)b->scale;
    const REAL turn = (REAL)b->turn, below = (REAL)b->b_below;
    if (b->drive == CUBIC) {
        for (int i = 0; i < n; i++) {
            REAL x = old[i] - origin, cube = scale * (x * x * x);
            target[i] = v[i] < origin ? 0 : cube; /* NaN goes through */
        }
    } else if (b->drive == PIECEWISE) {
        for (int i = 0; i < n; i++)
            target[i] = (v[i] <= turn ? below : slope[i]) * (old[i] - origin);
    } else {
        for (int i = 0; i < n; i++) target[i] = slope[i] * (old[i] - origin);
    }
}

/* The same for any drive. */
static void NAME(step_any)(const NAME(Block) *b, const NAME(Tile) *p, int scheme, int n, double dt,
                           REAL *restrict v, REAL *restrict u, const REAL *restrict current) {
    const REAL *restrict a = p->model[A];
    const REAL last = (REAL)(scheme == HALF_STEP ? 0.5 * dt : dt);
    REAL old[TILE], target[TILE];
    for (int i = 0; i < n; i++) old[i] = v[i];
    if (scheme == HALF_STEP)
        for (int i = 0; i < n; i++)
            v[i] += NAME(change_of_v)(p, 0, 1, i, last, v[i], u[i], current[i]);
    for (int i = 0; i < n; i++)
        v[i] += NAME(change_of_v)(p, 0, 1, i, last, v[i], u[i], current[i]);
    NAME(targets)(b, p, n, scheme == FORWARD ? old : v, v, target);
    if (b->leak)
        for (int i = 0; i < n; i++) u[i] += (REAL)dt * (a[i] * (target[i] - u[i]));
    else
        for (int i = 0; i < n; i++) u[i] += (REAL)dt * (a[i] * target[i]);
}

APART void NAME(step_tile)(const NAME(Block) *b, const NAME(Tile) *p, int scheme, double dt,
                            int n, REAL *v, REAL *u, const REAL *current) {
    const REAL origin = (REAL)b->origin;
    const int divide = b->many[CAPACITANCE] || p->model[CAPACITANCE][0] != 1;
    const int same = !b->many[K2] && !b->many[K1] && !b->many[K0];
#define STEP(scheme, same, divide)                                                               \
    NAME(step_all)(p, scheme, same, divide, n, dt, origin, v, u, current)
#define STEP_BY(same, divide)                                                                    \
    (scheme == FORWARD     ? STEP(FORWARD, same, divide)                                         \
     : scheme == HALF_STEP ? STEP(HALF_STEP, same, divide)                                       \
                           : STEP(EULER, same, divide))
    if (b->drive != LINEAR || !b->leak)
        NAME(step_any)(b, p, scheme, n, dt, v, u, current);
    else if (divide)
        STEP_BY(0, 1);
    else if (same)
        STEP_BY(1, 0);
    else
        STEP_BY(0, 0);
#undef STEP_BY
#undef STEP
}

static inline int NAME(is_beyond)(const NAME(Block) *b, const NAME(Tile) *p, int scheme, int i,
                                  REAL v, REAL u) {
    REAL peak = p->model[V_PEAK][i];
    if (b->peak_slope != 0) peak += (REAL)b->peak_slope * u;
    return scheme == HALF_STEP ? v >= peak : v > peak;
}

/* Tell which neurons of a tile may be beyond their peaks: a bit for each, WORD in a word. When one
   is cannot be foreseen, so nothing branches on it here. Compilers do not see that this loop can be
   done with vectors. */
APART void NAME(find_beyond)(const NAME(Block) *b, const NAME(Tile) *p, int n, const REAL *v,
                             uint32_t *found) {
    const REAL *peak = p->model[V_PEAK];
    NAME(Mask) lowest;
    for (int i = 0; i < LANES; i++) lowest[i] = (WHOLE)1 << i;
    for (int first = 0; first < n; first += WORD) {
        const int some = n - first < WORD ? n - first : WORD;
        NAME(Vector) now, most;
        NAME(Mask) any = {0}, bits = lowest;
        int i = 0;
        for (; i + LANES <= some; i += LANES, bits <<= LANES) {
            __builtin_memcpy(&now, v + first + i, sizeof now);
            __builtin_memcpy(&most, peak + first + i, sizeof most);
            any |= (now >= most) & bits;
        }
        uint64_t halves[2];
        __builtin_memcpy(halves, &any, sizeof any);
        const uint64_t both = halves[0] | halves[1];
        uint32_t word = (uint32_t)(both | both >> 32);
        for (; i < some; i++) word |= (uint32_t)(v[first + i] >= peak[first + i]) << i;
        found[first / WORD] = b->peak_slope == 0 ? word : ~0u >> (WORD - some);
    }
}

static inline void NAME(reset)(const NAME(Block) *b, REAL c, REAL d, REAL *v, REAL *u) {
    REAL after = *u + d, most = (REAL)b->u_max;
    *v = b->c_slope != 0 ? c + (REAL)b->c_slope * *u : c;
    *u = after > most ? most : after;
}
