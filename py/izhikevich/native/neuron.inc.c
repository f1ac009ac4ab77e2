/* Neurons of one kind, stepped in tiles, in the precision REAL: the equations of neuron/schemes/arrays.py. */

typedef REAL NAME(Vector) __attribute__((vector_size(WIDE)));
typedef WHOLE NAME(Mask) __attribute__((vector_size(WIDE)));
#define LANES (int)(WIDE / sizeof(REAL))

typedef struct {
    int64_t start, stop;
    const REAL *model[N_MODEL]; /* one number, or one per neuron from `start` on */
    int64_t many[N_MODEL];
    int64_t drive, leak;
    double origin, scale, turn, b_below; /* of the drive; `turn` is PiecewiseDrive's switch */
    double peak_slope, c_slope, u_max;
    double highest; /* of `lowest` over the neurons; -infinity where no step throws v */
    const REAL *lowest, *vertex, *scale_of_v; /* StableRange of neuron/schemes/artefacts.py */
    int64_t each; /* whether these are one per neuron, too */
    const int64_t *program; /* of the conductance: pairs of operation and argument */
    int64_t length;
    const double *numbers;
    const REAL *constants; /* each number once for each neuron of a tile */
    const REAL *parabola[3]; /* vertex, base and scale of Parabola of neuron/schemes/adaptive.py */
    int64_t parabolas;       /* whether these are one per neuron, too */
} NAME(Block);

/* Parameters of one tile, each an array of TILE numbers. */
typedef struct {
    const REAL *model[N_MODEL];
    REAL constant[N_MODEL][TILE];
    REAL resets_low; /* whether a reset may lead so low that a step throws v */
} NAME(Tile);

static void NAME(fill_constants)(const NAME(Block) *b, NAME(Tile) *tile) {
    const int64_t n = b->many[C_] ? b->stop - b->start : 1;
    tile->resets_low = b->c_slope != 0;
    for (int64_t i = 0; i < n; i++)
        if (b->model[C_][i] < (REAL)b->highest) tile->resets_low = 1;
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

/* Which neurons a step has thrown over the threshold (neuron/schemes/artefacts.py), and how many. */
typedef struct {
    uint8_t *neurons;
    int64_t count;
} NAME(Thrown);

/* StableRange.thrown: tell whether a step of v threw neuron k of a block over the threshold. */
INLINE int NAME(is_thrown)(const NAME(Block) *b, int64_t k, REAL before, REAL after) {
    if (!b->each) k = 0;
    if (!(before < b->lowest[k])) return 0;
    const REAL x = (b->vertex[k] - before) * b->scale_of_v[k];
    const REAL y = (after - b->vertex[k]) * b->scale_of_v[k];
    return y > 0 && y <= x * x - x;
}

INLINE void NAME(mark)(NAME(Thrown) *thrown, int64_t i) {
    thrown->count += !thrown->neurons[i];
    thrown->neurons[i] = 1;
}

/* Mark the neurons first .. first + n - 1 that a step of v threw over the threshold. */
APART void NAME(mark_all)(const NAME(Block) *b, int64_t first, int n, const REAL *before,
                          const REAL *after, NAME(Thrown) *thrown) {
    for (int i = 0; i < n; i++)
        if (NAME(is_thrown)(b, first - b->start + i, before[i], after[i]))
            NAME(mark)(thrown, first + i);
}

/* The same; a single neuron, whose state is to stay in registers, is done in place. */
INLINE void NAME(mark_thrown)(const NAME(Block) *b, int64_t first, int n, const REAL *before,
                              const REAL *after, NAME(Thrown) *thrown) {
    if (n > 1) NAME(mark_all)(b, first, n, before, after, thrown);
    else if (NAME(is_thrown)(b, first - b->start, before[0], after[0])) NAME(mark)(thrown, first);
}

/* Take the mark from neurons that are back below the vertex. */
APART void NAME(unmark)(const NAME(Block) *b, int64_t first, int n, const REAL *v,
                        NAME(Thrown) *thrown) {
    uint8_t *marks = thrown->neurons + first;
    for (int i = next_mark(marks, 0, n); i < n; i = next_mark(marks, i + 1, n)) {
        if (v[i] > b->vertex[b->each ? first - b->start + i : 0]) continue;
        thrown->count--;
        marks[i] = 0;
    }
}

/* Take the mark of a neuron that spikes; return whether it had one. */
static inline int NAME(take_mark)(NAME(Thrown) *thrown, int64_t i) {
    if (!thrown->count || !thrown->neurons[i]) return 0;
    thrown->count--;
    thrown->neurons[i] = 0;
    return 1;
}

/* Step with the usual drive, u' = a (b (v - origin) - u). The flags are constants where many neurons
   are stepped, so that each combination has loops of its own without any branch; there are several,
   with short chains of operations, as in random.h. `low` tells whether any v may be so low that a
   step throws it; return the same for the next step. */
INLINE int NAME(step_all)(const NAME(Block) *block, const NAME(Tile) *p, int scheme, int same,
                          int divide, int64_t first, int n, double dt, REAL origin, int low,
                          REAL *restrict v, REAL *restrict u, const REAL *restrict current,
                          NAME(Thrown) *thrown) {
    const REAL part = (REAL)(scheme == HALF_STEP ? 0.5 * dt : dt), highest = (REAL)block->highest;
    const REAL *restrict a = p->model[A], *restrict b = p->model[B];
    REAL old[TILE];
    for (int half = scheme == HALF_STEP ? 0 : 1; half < 2; half++) {
        WHOLE lower = 0;
        if (scheme == FORWARD || low)
            for (int i = 0; i < n; i++) old[i] = v[i];
        for (int i = 0; i < n; i++) {
            v[i] += NAME(change_of_v)(p, same, divide, i, part, v[i], u[i], current[i]);
            lower |= -(WHOLE)(v[i] < highest);
        }
        if (low) NAME(mark_thrown)(block, first, n, old, v, thrown);
        low = lower != 0;
    }
    for (int i = 0; i < n; i++) {
        REAL target = b[i] * ((scheme == FORWARD ? old[i] : v[i]) - origin);
        u[i] += (REAL)dt * (a[i] * (target - u[i]));
    }
    return low;
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
static int NAME(step_any)(const NAME(Block) *b, const NAME(Tile) *p, int scheme, int64_t first, int n,
                          double dt, int low, REAL *restrict v, REAL *restrict u,
                          const REAL *restrict current, NAME(Thrown) *thrown) {
    const REAL *restrict a = p->model[A];
    const REAL part = (REAL)(scheme == HALF_STEP ? 0.5 * dt : dt), highest = (REAL)b->highest;
    REAL old[TILE], target[TILE];
    for (int half = scheme == HALF_STEP ? 0 : 1; half < 2; half++) {
        WHOLE lower = 0;
        for (int i = 0; i < n; i++) {
            old[i] = v[i];
            v[i] += NAME(change_of_v)(p, 0, 1, i, part, v[i], u[i], current[i]);
            lower |= -(WHOLE)(v[i] < highest);
        }
        if (low) NAME(mark_thrown)(b, first, n, old, v, thrown);
        low = lower != 0;
    }
    NAME(targets)(b, p, n, scheme == FORWARD ? old : v, v, target);
    if (b->leak)
        for (int i = 0; i < n; i++) u[i] += (REAL)dt * (a[i] * (target[i] - u[i]));
    else
        for (int i = 0; i < n; i++) u[i] += (REAL)dt * (a[i] * target[i]);
    return low;
}

/* Step the neurons first .. first + n - 1, which `thrown` counts from 0. See step_all for `low` and
   what is returned: a v that is changed afterwards is to be looked at again. */
APART int NAME(step_tile)(const NAME(Block) *b, const NAME(Tile) *p, int scheme, double dt,
                          int64_t first, int n, int low, REAL *v, REAL *u, const REAL *current,
                          NAME(Thrown) *thrown) {
    const REAL origin = (REAL)b->origin;
    const int divide = b->many[CAPACITANCE] || p->model[CAPACITANCE][0] != 1;
    const int same = !b->many[K2] && !b->many[K1] && !b->many[K0];
#define STEP(scheme, same, divide)                                                               \
    NAME(step_all)(b, p, scheme, same, divide, first, n, dt, origin, low, v, u, current, thrown)
#define STEP_BY(same, divide)                                                                    \
    (scheme == FORWARD     ? STEP(FORWARD, same, divide)                                         \
     : scheme == HALF_STEP ? STEP(HALF_STEP, same, divide)                                       \
                           : STEP(EULER, same, divide))
    if (b->drive != LINEAR || !b->leak)
        low = NAME(step_any)(b, p, scheme, first, n, dt, low, v, u, current, thrown);
    else if (divide)
        low = STEP_BY(0, 1);
    else if (same)
        low = STEP_BY(1, 0);
    else
        low = STEP_BY(0, 0);
    if (thrown->count) NAME(unmark)(b, first, n, v, thrown);
    return low;
#undef STEP_BY
#undef STEP
}

/* The adaptive scheme: AdaptiveSteps of neuron/schemes/adaptive.py. */

/* What one neuron needs: the numbers of its model, and its parabola. */
typedef struct {
    REAL a, slope, capacitance, v_peak, vertex, base, scale;
} NAME(One);

INLINE NAME(One) NAME(one_of)(const NAME(Block) *b, int64_t k) {
    const int64_t *many = b->many, own = b->parabolas ? k : 0;
    return (NAME(One)){
        b->model[A][many[A] ? k : 0], b->model[B][many[B] ? k : 0],
        b->model[CAPACITANCE][many[CAPACITANCE] ? k : 0], b->model[V_PEAK][many[V_PEAK] ? k : 0],
        b->parabola[0][own], b->parabola[1][own], b->parabola[2][own]};
}

INLINE REAL NAME(target_at)(const NAME(Block) *b, REAL slope, REAL v) {
    const REAL origin = (REAL)b->origin;
    if (b->drive == CUBIC) {
        REAL x = v - origin, cube = (REAL)b->scale * (x * x * x);
        return v < origin ? 0 : cube;
    }
    if (b->drive == PIECEWISE) return (v <= (REAL)b->turn ? (REAL)b->b_below : slope) * (v - origin);
    return slope * (v - origin);
}

INLINE REAL NAME(peak_at)(const NAME(Block) *b, REAL v_peak, REAL u) {
    return b->peak_slope != 0 ? v_peak + (REAL)b->peak_slope * u : v_peak;
}

/* Where a step of v over h leads, and the mean of v - vertex on the way, by v and v' at both ends;
   s, the denominator of T, and the same times 1 - q y T. */
typedef struct {
    REAL v, mean, s, bottom, clear;
} NAME(Moved);

/* The mean of y = v - vertex on the way to `next`. */
INLINE REAL NAME(mean_of_y)(REAL pace, REAL y, REAL next) {
    return (y + next) * ((REAL)0.5 - pace * (REAL)TWELFTH * (next - y));
}

INLINE NAME(Moved) NAME(move)(REAL vertex, REAL scale, REAL h, REAL v, REAL r) {
    const REAL y = v - vertex, rise = r * h, pace = scale * h, s = pace * rise;
    const REAL top = 15 - s, bottom = 15 - 6 * s, clear = bottom - pace * y * top;
    const REAL next = (y * bottom + rise * top) / clear;
    return (NAME(Moved)){next + vertex, NAME(mean_of_y)(pace, y, next), s, bottom, clear};
}

/* u + h (a (target - u)), without u if it does not leak. */
INLINE REAL NAME(follow)(int leak, REAL a, REAL u, REAL h, REAL target, REAL from) {
    return u + h * (a * (leak ? target - from : target));
}

/* The mean target of u over a step to `now`. */
INLINE REAL NAME(mean_target)(const NAME(Block) *b, const NAME(One) *p, REAL target, REAL now,
                              REAL mean) {
    return b->drive == LINEAR ? p->slope * (mean + (p->vertex - (REAL)b->origin))
                              : (REAL)0.5 * (target + NAME(target_at)(b, p->slope, now));
}

/* A rate by the capacitance; that of most neurons is 1. */
INLINE REAL NAME(per_capacitance)(REAL capacitance, REAL rate) {
    return capacitance == 1 ? rate : rate / capacitance;
}

/* Go on from (v, u) for the time `left`, in parts, or until the neuron fires: then v is at the peak,
   and `left` is what is left. */
APART void NAME(go_on)(const NAME(Block) *b, int64_t k, REAL *left, REAL current, REAL *v, REAL *u) {
    const NAME(One) p = NAME(one_of)(b, k);
    const int leak = b->leak != 0;
    const REAL half = (REAL)0.5, fine = (REAL)(b->drive == LINEAR ? FINE : FINER);
    REAL rest = *left, v0 = *v, u0 = *u;
    for (int part = 0; part < MOST_PARTS; part++) {
        if (!(rest > 0) || v0 >= NAME(peak_at)(b, p.v_peak, u0)) break;
        const REAL y = v0 - p.vertex;
        const REAL slope = p.scale * NAME(per_capacitance)(p.capacitance, p.base - u0 + current);
        const REAL root = (REAL)__builtin_sqrt(slope > 0 ? slope : -slope);
        REAL h = fine / ((y > 0 ? p.scale * y : 0) +
                         (slope > 0 ? root : fine / (REAL)COARSE * root));
        const REAL away = p.scale * y + root; /* from the equilibrium */
        const int settled = slope < 0 && (away < 0 ? -away : away) <= (REAL)SETTLED * root;
        if (part == MOST_PARTS - 1 || settled || !(h < rest)) h = rest;
        const REAL target = NAME(target_at)(b, p.slope, v0);
        REAL middle = NAME(follow)(leak, p.a, u0, half * h, target, u0);
        const REAL r = NAME(per_capacitance)(p.capacitance, p.base - middle + current);
        const NAME(Moved) to = NAME(move)(p.vertex, p.scale, h, v0, r);
        REAL mean = NAME(mean_target)(b, &p, target, to.v, to.mean);
        REAL after = NAME(follow)(leak, p.a, u0, h, mean, middle), now = to.v;
        const REAL at = NAME(peak_at)(b, p.v_peak, after);
        if (now >= at || !(to.clear > 0)) { /* the time to the peak, and the state there */
            const REAL height = at - p.vertex;
            const REAL rise = height - y, by = r + p.scale * y * height; /* T is their ratio */
            const REAL w = p.scale * r * rise * rise, square = 15 * (by * by);
            REAL until = rise * (square + 4 * w) / (by * (square + 9 * w));
            if (!(until > 0)) until = 0;
            if (until < h) h = until;
            middle = NAME(follow)(leak, p.a, u0, half * h, target, u0);
            mean = NAME(mean_target)(b, &p, target, at, NAME(mean_of_y)(p.scale * h, y, height));
            after = NAME(follow)(leak, p.a, u0, h, mean, middle);
            now = NAME(peak_at)(b, p.v_peak, after);
        }
        v0 = now, u0 = after, rest -= h;
    }
    *v = v0, *u = u0, *left = rest;
}

/* Whether a step that leads from v to `now` is enough: a mask. */
#define ENOUGH(moved, peak)                                                                      \
    (-(WHOLE)((moved).s <= (REAL)STEADY) & -(WHOLE)((moved).s >= (REAL)-(COARSE * COARSE)) &      \
     -(WHOLE)((moved).clear >= (REAL)NEAREST * (moved).bottom) & -(WHOLE)((moved).v < (peak)))

/* One step of all neurons of a tile, where none fires; tell in `marks` for which that is not enough.
   The flags are constants, as in step_all. */
INLINE void NAME(move_all)(const NAME(Block) *block, const NAME(Tile) *p, int each, int divide,
                           int64_t first, int n, REAL dt, const REAL *restrict v,
                           const REAL *restrict u, const REAL *restrict current,
                           REAL *restrict now, REAL *restrict next, WHOLE *restrict marks) {
    const REAL *restrict a = p->model[A], *restrict b = p->model[B];
    const REAL *restrict c = p->model[CAPACITANCE], *restrict peak = p->model[V_PEAK];
    const int64_t place = each ? first - block->start : 0;
    const REAL *restrict vertex = block->parabola[0] + place;
    const REAL *restrict base = block->parabola[1] + place;
    const REAL *restrict scale = block->parabola[2] + place;
    const REAL origin = (REAL)block->origin, half = (REAL)0.5 * dt;
    for (int i = 0; i < n; i++) {
        const int k = each ? i : 0;
        const REAL middle = NAME(follow)(1, a[i], u[i], half, b[i] * (v[i] - origin), u[i]);
        const REAL r = base[k] - middle + current[i];
        const NAME(Moved) to = NAME(move)(vertex[k], scale[k], dt, v[i], divide ? r / c[i] : r);
        now[i] = to.v;
        next[i] = NAME(follow)(1, a[i], u[i], dt, b[i] * (to.mean + (vertex[k] - origin)), middle);
        marks[i] = ~ENOUGH(to, peak[i]);
    }
}

/* The same for any drive and any peak. */
static void NAME(move_any)(const NAME(Block) *block, int64_t first, int n, REAL dt, const REAL *v,
                           const REAL *u, const REAL *current, REAL *now, REAL *next,
                           WHOLE *marks) {
    const int leak = block->leak != 0;
    for (int i = 0; i < n; i++) {
        const NAME(One) p = NAME(one_of)(block, first - block->start + i);
        const REAL target = NAME(target_at)(block, p.slope, v[i]);
        const REAL middle = NAME(follow)(leak, p.a, u[i], (REAL)0.5 * dt, target, u[i]);
        const REAL r = (p.base - middle + current[i]) / p.capacitance;
        const NAME(Moved) to = NAME(move)(p.vertex, p.scale, dt, v[i], r);
        const REAL mean = NAME(mean_target)(block, &p, target, to.v, to.mean);
        now[i] = to.v;
        next[i] = NAME(follow)(leak, p.a, u[i], dt, mean, middle);
        marks[i] = ~ENOUGH(to, NAME(peak_at)(block, p.v_peak, next[i]));
    }
}

/* Step the neurons first .. first + n - 1. Those that fire stay at their peaks; what is left of the
   step and their current are kept for go_on after the reset. */
APART void NAME(step_adaptive)(const NAME(Block) *b, const NAME(Tile) *p, REAL dt, int64_t first,
                               int n, REAL *v, REAL *u, const REAL *current, REAL *left,
                               REAL *driven) {
    REAL now[TILE], next[TILE];
    WHOLE marks[TILE];
    const int usual = b->drive == LINEAR && b->leak && b->peak_slope == 0;
    const int divide = b->many[CAPACITANCE] || p->model[CAPACITANCE][0] != 1;
#define MOVE(each, divide)                                                                       \
    NAME(move_all)(b, p, each, divide, first, n, dt, v, u, current, now, next, marks)
    if (!usual) NAME(move_any)(b, first, n, dt, v, u, current, now, next, marks);
    else if (b->parabolas) divide ? MOVE(1, 1) : MOVE(1, 0);
    else divide ? MOVE(0, 1) : MOVE(0, 0);
#undef MOVE
    for (int base = 0; base < n; base += GROUP) {
        const int end = base + GROUP < n ? base + GROUP : n;
        WHOLE some = 0;
        for (int i = base; i < end; i++) some |= marks[i];
        for (int i = base; some && i < end; i++) {
            if (!marks[i]) continue;
            now[i] = v[i], next[i] = u[i];
            left[first + i] = dt, driven[first + i] = current[i];
            NAME(go_on)(b, first - b->start + i, left + first + i, current[i], now + i, next + i);
        }
    }
    for (int i = 0; i < n; i++) v[i] = now[i], u[i] = next[i];
}
#undef ENOUGH

static inline int NAME(is_beyond)(const NAME(Block) *b, const NAME(Tile) *p, int scheme, int i,
                                  REAL v, REAL u) {
    REAL peak = p->model[V_PEAK][i];
    if (b->peak_slope != 0) peak += (REAL)b->peak_slope * u;
    return scheme >= HALF_STEP ? v >= peak : v > peak;
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
        uint64_t parts[WIDE / 8], all = 0;
        __builtin_memcpy(parts, &any, sizeof any);
        for (int k = 0; k < WIDE / 8; k++) all |= parts[k];
        uint32_t word = (uint32_t)(all | all >> 32);
        for (; i < some; i++) word |= (uint32_t)(v[first + i] >= peak[first + i]) << i;
        found[first / WORD] = b->peak_slope == 0 ? word : ~0u >> (WORD - some);
    }
}

static inline void NAME(reset)(const NAME(Block) *b, REAL c, REAL d, REAL *v, REAL *u) {
    REAL after = *u + d, most = (REAL)b->u_max;
    *v = b->c_slope != 0 ? c + (REAL)b->c_slope * *u : c;
    *u = after > most ? most : after;
}
