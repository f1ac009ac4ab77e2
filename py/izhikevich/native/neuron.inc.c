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
    const REAL *parabola[4]; /* the fields of Parabola of neuron/schemes/adaptive.py */
    int64_t parabolas;       /* whether these are one per neuron, too */
    int64_t leaning;         /* whether the adaptive scheme needs the slope of the conductance */
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

INLINE NAME(One) NAME(one_of)(const NAME(Block) *b, int64_t k, REAL shift) {
    const int64_t *many = b->many, own = b->parabolas ? k : 0;
    return (NAME(One)){
        b->model[A][many[A] ? k : 0], b->model[B][many[B] ? k : 0],
        b->model[CAPACITANCE][many[CAPACITANCE] ? k : 0], b->model[V_PEAK][many[V_PEAK] ? k : 0],
        b->parabola[0][own] - shift, b->parabola[1][own], b->parabola[2][own]};
}

/* The rules of a block. Where they are constants, functions have no branches. */
typedef struct {
    int drive, leak, divide; /* `divide`: whether by the capacitance, which is 1 otherwise */
} NAME(Rules);

INLINE REAL NAME(target_at)(const NAME(Block) *b, NAME(Rules) rules, REAL slope, REAL v) {
    const REAL origin = (REAL)b->origin;
    if (rules.drive == CUBIC) {
        REAL x = v - origin, cube = (REAL)b->scale * (x * x * x);
        return v < origin ? 0 : cube;
    }
    if (rules.drive == PIECEWISE)
        return (v <= (REAL)b->turn ? (REAL)b->b_below : slope) * (v - origin);
    return slope * (v - origin);
}

/* The derivative of the target, of a drive that is not linear. */
INLINE REAL NAME(slope_at)(const NAME(Block) *b, NAME(Rules) rules, REAL slope, REAL v) {
    if (rules.drive == PIECEWISE) return v <= (REAL)b->turn ? (REAL)b->b_below : slope;
    REAL x = v - (REAL)b->origin;
    x = x < 0 ? 0 : x;
    return (REAL)(3.0 * b->scale) * (x * x);
}

INLINE REAL NAME(peak_at)(const NAME(Block) *b, REAL v_peak, REAL u) {
    return b->peak_slope != 0 ? v_peak + (REAL)b->peak_slope * u : v_peak;
}

INLINE REAL NAME(per_capacitance)(NAME(Rules) rules, const NAME(One) *p, REAL rate) {
    return rules.divide ? rate / p->capacitance : rate;
}

INLINE REAL NAME(lowest_rate)(NAME(Rules) rules, const NAME(One) *p, REAL current, REAL u) {
    return NAME(per_capacitance)(rules, p, p->base - u + current);
}

/* u + h (a (target - from)), without the latter if u does not leak. */
INLINE REAL NAME(follow)(NAME(Rules) rules, REAL a, REAL u, REAL h, REAL target, REAL from) {
    return u + h * (a * (rules.leak ? target - from : target));
}

/* The change of u while v goes from y to `then`, and how far its mean is above `middle`: the second
   for v, with late values weighing more if v forgets. */
typedef struct {
    REAL change, more, lag;
} NAME(Course);

INLINE NAME(Course) NAME(course)(const NAME(Block) *b, NAME(Rules) rules, const NAME(One) *p, REAL u,
                                 REAL h, REAL target, REAL middle, REAL y, REAL then) {
    const REAL half = (REAL)0.5, sum = y + then;
    const REAL follows =
        rules.drive == LINEAR
            ? p->slope * (half * sum + (p->vertex - (REAL)b->origin))
            : half * (target + NAME(target_at)(b, rules, p->slope, then + p->vertex));
    const REAL change = h * (p->a * (rules.leak ? follows - middle : follows));
    const REAL more = (change + 2 * (u - middle)) * (REAL)THIRD;
    return (NAME(Course)){change, more, more - change * (p->scale * h * sum * (REAL)TWELFTH)};
}

/* u at the end of a step in which its mean is `mean`, and its change about `change`. */
INLINE REAL NAME(recovered)(const NAME(Block) *b, NAME(Rules) rules, const NAME(One) *p, REAL u,
                            REAL h, REAL rise, REAL current, REAL target, REAL mean, REAL change,
                            REAL y, REAL then) {
    const REAL half = (REAL)0.5, twelfth = (REAL)TWELFTH;
    if (rules.drive == LINEAR) {
        const REAL pace = p->scale * h, before = pace * y * y, after = pace * then * then;
        const REAL faster = after - before - h * NAME(per_capacitance)(rules, p, change);
        const REAL first = before + rise, last = after + rise;
        const REAL bend = pace * (last * (last + 2 * after) - first * (first + 2 * before));
        const REAL follows =
            p->slope * ((half * (y + then) - faster * twelfth + bend * (REAL)BENDS) +
                        (p->vertex - (REAL)b->origin));
        return NAME(follow)(rules, p->a, u, h, follows, mean);
    }
    const REAL first = y + p->vertex, last = then + p->vertex;
    const REAL sooner = NAME(slope_at)(b, rules, p->slope, first) *
                        (p->scale * y * y + NAME(lowest_rate)(rules, p, current, u));
    const REAL later = NAME(slope_at)(b, rules, p->slope, last) *
                       (p->scale * then * then + NAME(lowest_rate)(rules, p, current, u + change));
    const REAL follows = half * (target + NAME(target_at)(b, rules, p->slope, last)) -
                         h * (later - sooner) * twelfth;
    return NAME(follow)(rules, p->a, u, h, follows, mean);
}

/* Where a step over h leads; v' at the vertex, s, the denominator of T, the same times 1 - q y T, and
   how far the course of u changes v. */
typedef struct {
    REAL v, u, r, s, bottom, clear, sway;
} NAME(Moved);

INLINE NAME(Moved) NAME(move)(const NAME(Block) *b, NAME(Rules) rules, const NAME(One) *p, REAL h,
                              REAL v, REAL u, REAL current) {
    const REAL target = NAME(target_at)(b, rules, p->slope, v);
    const REAL middle = NAME(follow)(rules, p->a, u, (REAL)0.5 * h, target, u);
    const REAL r = NAME(lowest_rate)(rules, p, current, middle);
    const REAL y = v - p->vertex, rise = r * h, pace = p->scale * h, s = pace * rise;
    const REAL top = 15 - s, bottom = 15 - 6 * s, clear = bottom - pace * y * top;
    const REAL inverse = 1 / clear, straight = (y * bottom + rise * top) * inverse;
    const NAME(Course) to = NAME(course)(b, rules, p, u, h, target, middle, y, straight);
    const REAL sway = h * top * inverse * NAME(per_capacitance)(rules, p, to.lag);
    const REAL then = straight - sway;
    const REAL next = NAME(recovered)(b, rules, p, u, h, rise, current, target, middle + to.more,
                                      to.change, y, then);
    return (NAME(Moved)){then + p->vertex, next, r, s, bottom, clear, sway < 0 ? -sway : sway};
}

/* Neurons of a block that go on together, each for a time of its own. Where one is done, the last
   takes its place, so that vectors stay full. */
typedef struct {
    int n;
    int32_t neurons[CROWD];
    REAL own[N_OWN][CROWD];
} NAME(Crowd);

/* Of all neurons of a network: state, what is left of a step, and the current and the shift of the
   vertex in it. */
typedef struct {
    REAL *v, *u, *left, *driven, *shifted;
} NAME(Parts);

#define OWN(name) c->own[OWN_##name]
#define WHOLE_VECTORS(n) (((n) + LANES - 1) / LANES * LANES)

INLINE NAME(One) NAME(member)(const NAME(Crowd) *c, int i) {
    return (NAME(One)){OWN(A)[i],      OWN(SLOPE)[i], OWN(CAPACITANCE)[i], OWN(PEAK)[i],
                       OWN(VERTEX)[i], OWN(BASE)[i],  OWN(SCALE)[i]};
}

static void NAME(join)(const NAME(Block) *b, const NAME(Parts) *w, int32_t neuron, NAME(Crowd) *c) {
    const NAME(One) p = NAME(one_of)(b, neuron - b->start, w->shifted[neuron]);
    const int i = c->n++;
    c->neurons[i] = neuron;
    OWN(A)[i] = p.a, OWN(SLOPE)[i] = p.slope, OWN(CAPACITANCE)[i] = p.capacitance;
    OWN(PEAK)[i] = p.v_peak, OWN(VERTEX)[i] = p.vertex, OWN(BASE)[i] = p.base;
    OWN(SCALE)[i] = p.scale, OWN(CURRENT)[i] = w->driven[neuron];
    OWN(V)[i] = w->v[neuron], OWN(U)[i] = w->u[neuron], OWN(REST)[i] = w->left[neuron];
    OWN(STEP)[i] = OWN(RATE)[i] = 0;
}

static void NAME(copy_member)(const NAME(Crowd) *from, int i, NAME(Crowd) *c, int to) {
    c->neurons[to] = from->neurons[i];
    for (int k = 0; k < N_OWN; k++) c->own[k][to] = from->own[k][i];
}

/* Repeat a neuron up to the next whole vector: what is found for these places is not used. */
static void NAME(fill_up)(NAME(Crowd) *c) {
    for (int n = c->n; n % LANES; n++) NAME(copy_member)(c, 0, c, n);
}

static void NAME(leave)(const NAME(Parts) *w, const NAME(Crowd) *c, int i) {
    const int32_t neuron = c->neurons[i];
    w->v[neuron] = OWN(V)[i], w->u[neuron] = OWN(U)[i], w->left[neuron] = OWN(REST)[i];
}

/* Where a part leads for each, and whether its course of u changes v too much, or it fires. */
typedef struct {
    REAL h[CROWD], v[CROWD], u[CROWD], r[CROWD];
    WHOLE sways[CROWD], fires[CROWD];
} NAME(Led);

INLINE int NAME(is_fired)(const NAME(Block) *b, REAL v_peak, NAME(Moved) to) {
    return (to.v >= NAME(peak_at)(b, v_peak, to.u)) | !(to.clear > 0);
}

/* One part for all. */
INLINE void NAME(lead)(const NAME(Block) *b, NAME(Rules) rules, int last,
                       const NAME(Crowd) *restrict c, NAME(Led) *restrict to) {
    const int n = WHOLE_VECTORS(c->n);
    const REAL fine = (REAL)(rules.drive == LINEAR ? FINE : FINER);
    const REAL slow = (REAL)((rules.drive == LINEAR ? FINE : FINER) / COARSE);
    ONE_VECTOR
    for (int i = 0; i < n; i++) {
        const NAME(One) p = NAME(member)(c, i);
        const REAL v = OWN(V)[i], u = OWN(U)[i], current = OWN(CURRENT)[i], rest = OWN(REST)[i];
        const REAL y = v - p.vertex;
        const REAL slope = p.scale * NAME(lowest_rate)(rules, &p, current, u);
        const REAL root = (REAL)__builtin_sqrt(slope > 0 ? slope : -slope);
        const REAL h = fine / ((y > 0 ? p.scale * y : -slow * (p.scale * y)) +
                               (slope > 0 ? root : slow * root));
        const REAL away = p.scale * y + root; /* from the equilibrium */
        const int settled = (slope < 0) & ((away < 0 ? -away : away) <= (REAL)SETTLED * root);
        const int whole = last | settled | !(h < rest);
        const REAL part = whole ? rest : h;
        const NAME(Moved) moved = NAME(move)(b, rules, &p, part, v, u, current);
        to->h[i] = part, to->v[i] = moved.v, to->u[i] = moved.u, to->r[i] = moved.r;
        to->sways[i] = -(WHOLE)(moved.sway > (REAL)SWAYED);
        to->fires[i] = -(WHOLE)NAME(is_fired)(b, p.v_peak, moved);
    }
}

/* The same for one, over a part that is halved until the course of u changes v by little. */
static void NAME(halve)(const NAME(Block) *b, NAME(Rules) rules, int i, const NAME(Crowd) *c,
                        NAME(Led) *to) {
    const NAME(One) p = NAME(member)(c, i);
    NAME(Moved) moved = {.sway = (REAL)(2 * SWAYED)};
    for (int times = 0; times < HALVED && moved.sway > (REAL)SWAYED; times++) {
        to->h[i] = (REAL)0.5 * to->h[i];
        moved = NAME(move)(b, rules, &p, to->h[i], OWN(V)[i], OWN(U)[i], OWN(CURRENT)[i]);
    }
    to->v[i] = moved.v, to->u[i] = moved.u, to->r[i] = moved.r;
    to->fires[i] = -(WHOLE)NAME(is_fired)(b, p.v_peak, moved);
}

/* Take neurons to their peaks, from where a part begins that leads beyond: the time to it is at most
   the length of the part. */
INLINE void NAME(cross)(const NAME(Block) *b, NAME(Rules) rules, NAME(Crowd) *restrict c) {
    const int n = WHOLE_VECTORS(c->n);
    REAL until[CROWD], after[CROWD];
    for (int i = 0; i < n; i++) after[i] = OWN(U)[i];
    for (int k = 0; k < (b->peak_slope != 0 ? LOCATED : 1); k++) {
        ONE_VECTOR
        for (int i = 0; i < n; i++) {
            const NAME(One) p = NAME(member)(c, i);
            const REAL u = OWN(U)[i], current = OWN(CURRENT)[i], h = OWN(STEP)[i], r = OWN(RATE)[i];
            const REAL y = OWN(V)[i] - p.vertex;
            const REAL height = NAME(peak_at)(b, p.v_peak, after[i]) - p.vertex;
            const REAL rise = height - y, by = r + p.scale * y * height; /* T is their ratio */
            const REAL w = p.scale * r * rise * rise, square = 15 * (by * by);
            REAL then = rise * (square + 4 * w) / (by * (square + 9 * w));
            then = then > 0 ? then : 0;
            then = then < h ? then : h;
            const REAL target = NAME(target_at)(b, rules, p.slope, OWN(V)[i]);
            const REAL middle = NAME(follow)(rules, p.a, u, (REAL)0.5 * then, target, u);
            const NAME(Course) to = NAME(course)(b, rules, &p, u, then, target, middle, y, height);
            until[i] = then;
            after[i] = NAME(recovered)(b, rules, &p, u, then, r * then, current, target,
                                       middle + to.more, to.change, y, height);
            OWN(RATE)[i] = NAME(lowest_rate)(rules, &p, current, middle + to.lag);
        }
    }
    for (int i = 0; i < n; i++) {
        OWN(V)[i] = NAME(peak_at)(b, OWN(PEAK)[i], after[i]);
        OWN(U)[i] = after[i];
        OWN(REST)[i] -= until[i];
    }
}

/* Let neurons of a block go on from (v, u) for the times `left`, in parts, or until they fire: then v
   is at the peak, and `left` is what is left. */
INLINE void NAME(go_on_by)(const NAME(Block) *b, NAME(Rules) rules, const int32_t *neurons,
                           int64_t count, const NAME(Parts) *w) {
    NAME(Crowd) crowd, *c = &crowd, firing;
    NAME(Led) to;
    for (int64_t first = 0; first < count; first += CROWD) {
        c->n = firing.n = 0;
        for (int64_t j = first; j < count && j < first + CROWD; j++) {
            const int32_t i = neurons[j];
            const REAL v_peak = b->model[V_PEAK][b->many[V_PEAK] ? i - b->start : 0];
            if (!(w->left[i] > 0) || w->v[i] >= NAME(peak_at)(b, v_peak, w->u[i])) continue;
            NAME(join)(b, w, i, c);
        }
        if (c->n) NAME(fill_up)(c);
        for (int part = 0; c->n && part < MOST_PARTS; part++) {
            const int last = part == MOST_PARTS - 1;
            NAME(lead)(b, rules, last, c, &to);
            for (int i = c->n - 1; i >= 0; i--) {
                if (to.sways[i] && !last) NAME(halve)(b, rules, i, c, &to);
                if (to.fires[i]) {
                    OWN(STEP)[i] = to.h[i], OWN(RATE)[i] = to.r[i];
                    NAME(copy_member)(c, i, &firing, firing.n++);
                } else {
                    OWN(V)[i] = to.v[i], OWN(U)[i] = to.u[i], OWN(REST)[i] -= to.h[i];
                    if (OWN(REST)[i] > 0) continue;
                    NAME(leave)(w, c, i);
                }
                NAME(copy_member)(c, --c->n, c, i);
            }
        }
        if (firing.n) {
            NAME(fill_up)(&firing);
            NAME(cross)(b, rules, &firing);
        }
        for (int i = 0; i < firing.n; i++) NAME(leave)(w, &firing, i);
    }
}
#undef OWN
#undef WHOLE_VECTORS

APART WIDELY void NAME(go_on)(const NAME(Block) *b, const int32_t *neurons, int64_t count,
                              const NAME(Parts) *w) {
    const int divide = b->many[CAPACITANCE] || b->model[CAPACITANCE][0] != 1;
#define GO_ON(...) NAME(go_on_by)(b, (NAME(Rules)){__VA_ARGS__}, neurons, count, w)
    if (!count) return;
    if (b->drive != LINEAR || !b->leak) GO_ON((int)b->drive, b->leak != 0, divide);
    else if (divide) GO_ON(LINEAR, 1, 1);
    else GO_ON(LINEAR, 1, 0);
#undef GO_ON
}

/* Whether a step that leads from v to `now` is enough: a mask. */
#define ENOUGH(moved, peak)                                                                      \
    (-(WHOLE)((moved).s <= (REAL)STEADY) & -(WHOLE)((moved).s >= (REAL)-(COARSE * COARSE)) &      \
     -(WHOLE)((moved).clear >= (REAL)NEAREST * (moved).bottom) &                                 \
     -(WHOLE)((moved).clear <= (REAL)FARTHEST * (moved).bottom) &                                \
     -(WHOLE)((moved).sway <= (REAL)SWAYED) & -(WHOLE)((moved).v < (peak)))

/* One step of all neurons of a tile for which that is enough, where none fires; the others are marked.
   The flags are constants, as in step_all. */
INLINE void NAME(move_all)(const NAME(Block) *block, const NAME(Tile) *p, int each, int leaning,
                           int divide, int64_t first, int n, REAL dt, REAL *restrict v,
                           REAL *restrict u, const REAL *restrict current,
                           const REAL *restrict shift, WHOLE *restrict marks) {
    const REAL *restrict a = p->model[A], *restrict b = p->model[B];
    const REAL *restrict c = p->model[CAPACITANCE], *restrict peak = p->model[V_PEAK];
    const int64_t place = each ? first - block->start : 0;
    const REAL *restrict vertex = block->parabola[0] + place;
    const REAL *restrict base = block->parabola[1] + place;
    const REAL *restrict scale = block->parabola[2] + place;
    const NAME(Rules) rules = {LINEAR, 1, divide};
    ONE_VECTOR
    for (int i = 0; i < n; i++) {
        const int k = each ? i : 0;
        const REAL own = leaning ? vertex[k] - shift[i] : vertex[k];
        const NAME(One) one = {a[i], b[i], c[i], peak[i], own, base[k], scale[k]};
        const NAME(Moved) to = NAME(move)(block, rules, &one, dt, v[i], u[i], current[i]);
        const WHOLE enough = ENOUGH(to, peak[i]);
        v[i] = enough ? to.v : v[i];
        u[i] = enough ? to.u : u[i];
        marks[i] = ~enough;
    }
}

/* The same for any drive and any peak. */
static void NAME(move_any)(const NAME(Block) *block, int64_t first, int n, REAL dt, REAL *v, REAL *u,
                           const REAL *current, const REAL *shift, WHOLE *marks) {
    const int divide = block->many[CAPACITANCE] || block->model[CAPACITANCE][0] != 1;
    const NAME(Rules) rules = {(int)block->drive, block->leak != 0, divide};
    for (int i = 0; i < n; i++) {
        const NAME(One) p = NAME(one_of)(block, first - block->start + i, shift ? shift[i] : 0);
        const NAME(Moved) to = NAME(move)(block, rules, &p, dt, v[i], u[i], current[i]);
        const WHOLE enough = ENOUGH(to, NAME(peak_at)(block, p.v_peak, to.u));
        v[i] = enough ? to.v : v[i];
        u[i] = enough ? to.u : u[i];
        marks[i] = ~enough;
    }
}

/* What a current whose slope is `slope` becomes with the vertex that this moves, by `shift`. */
INLINE void NAME(lean_by)(const NAME(Block) *b, int each, int64_t first, int n,
                          const REAL *restrict v, const REAL *restrict slope,
                          REAL *restrict current, REAL *restrict shift) {
    const int64_t place = each ? first - b->start : 0;
    const REAL *restrict vertex = b->parabola[0] + place, *restrict by = b->parabola[3] + place;
    for (int i = 0; i < n; i++) {
        const int k = each ? i : 0;
        const REAL finite = slope[i] - slope[i] == 0 ? slope[i] : 0;
        const REAL moved = finite * by[k];
        current[i] -= finite * ((v[i] - vertex[k]) + (REAL)0.5 * moved);
        shift[i] = moved;
    }
}

APART void NAME(lean)(const NAME(Block) *b, int64_t first, int n, const REAL *v, const REAL *slope,
                      REAL *current, REAL *shift) {
    if (b->parabolas) NAME(lean_by)(b, 1, first, n, v, slope, current, shift);
    else NAME(lean_by)(b, 0, first, n, v, slope, current, shift);
}

/* The bits of WORD masks, a bit for each. Compilers do not see that this can be done with vectors. */
INLINE uint32_t NAME(bits_of)(const WHOLE *masks) {
    NAME(Mask) some, any = {0}, bits;
    for (int i = 0; i < LANES; i++) bits[i] = (WHOLE)1 << i;
    for (int i = 0; i < WORD; i += LANES, bits <<= LANES) {
        __builtin_memcpy(&some, masks + i, sizeof some);
        any |= some & bits;
    }
    uint64_t parts[WIDE / 8], all = 0;
    __builtin_memcpy(parts, &any, sizeof any);
    for (int k = 0; k < WIDE / 8; k++) all |= parts[k];
    return (uint32_t)(all | all >> 32);
}

/* Step the neurons first .. first + n - 1 for which one step is enough; list the others, whose
   current and `shift` are kept for go_on, and return their number. */
APART WIDELY int NAME(step_adaptive)(const NAME(Block) *b, const NAME(Tile) *p, REAL dt, int64_t first,
                                     int n, const REAL *current, const REAL *shift,
                                     const NAME(Parts) *w, int32_t *found) {
    REAL *v = w->v + first, *u = w->u + first;
    WHOLE marks[TILE];
    const int usual = b->drive == LINEAR && b->leak && b->peak_slope == 0;
    const int divide = b->many[CAPACITANCE] || p->model[CAPACITANCE][0] != 1;
#define MOVE(each, leaning, divide)                                                              \
    NAME(move_all)(b, p, each, leaning, divide, first, n, dt, v, u, current, shift, marks)
#define MOVE_BY(leaning, divide) (b->parabolas ? MOVE(1, leaning, divide) : MOVE(0, leaning, divide))
    if (!usual) NAME(move_any)(b, first, n, dt, v, u, current, shift, marks);
    else if (shift) divide ? MOVE_BY(1, 1) : MOVE_BY(1, 0);
    else divide ? MOVE_BY(0, 1) : MOVE_BY(0, 0);
#undef MOVE_BY
#undef MOVE
    for (int i = n; i % WORD; i++) marks[i] = 0;
    int count = 0;
    for (int base = 0; base < n; base += WORD)
        for (uint32_t left = NAME(bits_of)(marks + base); left; left &= left - 1) {
            const int i = base + __builtin_ctz(left);
            w->left[first + i] = dt, w->driven[first + i] = current[i];
            w->shifted[first + i] = shift ? shift[i] : 0;
            found[count++] = (int32_t)(first + i);
        }
    return count;
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
