/* The time loop of a network: Stepper of network/simulation/numpy.py, many steps in one call. */

/* A current into some neurons: in each step one number for all of them, or one for each. */
typedef struct {
    int64_t start, stop, each;
    const REAL *values;
} NAME(Input);

/* Synapses of one projection, whose weights stay: rows by presynaptic neuron. */
typedef struct {
    int64_t first, n_pre, cell, reach, delay; /* all targets are below `reach` */
    int64_t dense; /* the targets of each row rise, mostly by 1, and all delays are `delay` */
    const int64_t *starts;
    const int32_t *targets;
    const REAL *weights;
    const int32_t *delays; /* 0 if all are `delay` */
} NAME(Wiring);

/* Synapses of one projection whose effect depends on use: DepressingWiring of
   network/synapses/short_term.py. */
typedef struct {
    NAME(Wiring) wiring;
    double *x, *u, *last; /* of each presynaptic neuron; `last` is the step of its last spike */
    double fraction, tau_rec, tau_facil;
} NAME(Depressing);

/* A current into the conductances of some neurons: rows by these, over the neurons or values from
   which it comes. */
typedef struct {
    int64_t first, n_pre, cell, n_post;
    int64_t variable; /* 0: values, one row for each step; 1: v; 2: u */
    const int64_t *starts, *sources;
    const REAL *weights, *values;
} NAME(Injection);

/* Gap junctions: rows by the neurons first .. first + n_pre - 1, over those from `post` on. */
typedef struct {
    int64_t first, n_pre, post;
    const int64_t *starts;
    const int32_t *targets;
    const REAL *conductances;
    REAL *own; /* room for n_pre currents */
} NAME(Coupling);

/* Spikes from outside: with a chance in each step, or given as sorted steps and members. */
typedef struct {
    int64_t start, size, stream;
    const double *chance; /* 0 for given spikes */
    int64_t each_source, each_step;
    const int64_t *steps, *members;
    int64_t given;
} NAME(Source);

typedef struct {
    int64_t n, n_targets, n_rows, step, scheme;
    double dt, scale;
    uint64_t seed;
    int64_t n_blocks, n_wirings, n_inputs, n_injections, n_sources, n_plastic, n_noise, n_recorded;
    const NAME(Block) *blocks;
    const NAME(Wiring) *wirings;
    const NAME(Input) *inputs;
    const NAME(Injection) *injections;
    const NAME(Source) *sources;
    const NAME(Plastic) *plastic;
    int64_t n_depressing;
    const NAME(Depressing) *depressing;
    int64_t n_couplings;
    const NAME(Coupling) *couplings;
    REAL *coupled; /* the current of each neuron through its gap junctions, 0 if there are none */
    REAL *v, *u, *g, *ring;
    uint8_t *arriving; /* whether a row of the ring has anything in it */
    const REAL *decays; /* 0 if every conductance lasts one step */
    const REAL *offset, *noise;
    const int64_t *refractory; /* 0 if no neuron is */
    int64_t *frozen;
    const int64_t *pulsed; /* the neuron that gets `pulse` in each step, 0 if none does */
    double pulse;
    NAME(Past) past;
    const int64_t *recorded; /* sorted */
    double *samples;         /* (5 + n_targets, n_samples, n_recorded) */
    int64_t n_samples, sample;
    int32_t *fired; /* neurons that fired, step after step */
    int64_t room, most; /* in all, and at most those of one step */
    int64_t allowed;    /* spikes after which to stop: more are not kept */
    int64_t *counts; /* how many, by step */
    NAME(Thrown) thrown;
    uint8_t *low; /* of each tile, at its first neuron: see step_all */
    int64_t *artefacts; /* which of all spikes in `fired` are, and how many */
    int64_t n_artefacts;
    REAL *stack;     /* two tiles for each value of the deepest program */
    NAME(Tile) *tiles; /* one for each block */
    const REAL *decay_of_all; /* of each block and target; -1 if its neurons differ */
    int64_t n_rising;  /* targets that rise before they decay: see synapses/kinetics.py */
    const int64_t *rising;
    const REAL *rise, *passed, *gain;
    REAL *rising_state;
    const REAL *means; /* of each g over a step, relative to its beginning; 0 if g itself acts */
    REAL *left, *driven, *shifted; /* of the adaptive scheme: see Parts */
} NAME(Network);

static NAME(Parts) NAME(parts_of)(const NAME(Network) *w) {
    return (NAME(Parts)){w->v, w->u, w->left, w->driven, w->shifted};
}

/* x to a whole power, as products in the order of whole_power in random/elementary.py. */
static void NAME(raise)(int64_t exponent, int n, const REAL *restrict x, REAL *restrict out) {
    REAL square[TILE];
    int first = 1;
    for (int i = 0; i < n; i++) square[i] = x[i], out[i] = 1;
    for (int64_t left = exponent < 0 ? -exponent : exponent; left;) {
        if (left & 1) {
            if (first)
                for (int i = 0; i < n; i++) out[i] = square[i];
            else
                for (int i = 0; i < n; i++) out[i] = out[i] * square[i];
            first = 0;
        }
        left >>= 1;
        if (left)
            for (int i = 0; i < n; i++) square[i] = square[i] * square[i];
    }
    if (exponent < 0)
        for (int i = 0; i < n; i++) out[i] = 1 / out[i];
}

static void NAME(unary)(int64_t operation, int64_t argument, int n, const REAL *restrict x,
                        REAL *restrict out) {
    switch (operation) {
    case NEGATE: for (int i = 0; i < n; i++) out[i] = -x[i]; break;
    case ABSOLUTE: for (int i = 0; i < n; i++) out[i] = x[i] < 0 ? -x[i] : x[i]; break;
    case ROOT: for (int i = 0; i < n; i++) out[i] = (REAL)__builtin_sqrt(x[i]); break;
    default:
        if (argument == 2)
            for (int i = 0; i < n; i++) out[i] = x[i] * x[i];
        else
            NAME(raise)(argument, n, x, out);
    }
}

/* A loop of its own for each function, so that it becomes one over vectors. */
#define EACH(call)                                                                               \
    for (int i = 0; i < n; i++) {                                                                \
        const double one = given[i];                                                             \
        found[i] = call;                                                                         \
    }                                                                                            \
    break

APART void NAME(elementary)(int64_t operation, const double *parts, int n,
                            const REAL *restrict x, REAL *restrict out) {
    double given[TILE], found[TILE]; /* conversions apart, too */
    for (int i = 0; i < n; i++) given[i] = (double)x[i];
    switch (operation) {
    case EXP: EACH(exp_of(one));
    case LOG: EACH(log_of(one));
    case LOG2: EACH(log2_of(one));
    case LOG10: EACH(log10_of(one));
    case SIN: EACH(sin_of(one));
    case COS: EACH(cos_of(one));
    case TAN: EACH(tan_of(one));
    case TANH: EACH(tanh_of(one));
    default: EACH(power_of(one, parts));
    }
    for (int i = 0; i < n; i++) out[i] = (REAL)found[i];
}

#undef EACH

static void NAME(binary)(int64_t operation, int n, const REAL *restrict x,
                         const REAL *restrict y, REAL *restrict out) {
    switch (operation) {
    case ADD: for (int i = 0; i < n; i++) out[i] = x[i] + y[i]; break;
    case SUBTRACT: for (int i = 0; i < n; i++) out[i] = x[i] - y[i]; break;
    case MULTIPLY: for (int i = 0; i < n; i++) out[i] = x[i] * y[i]; break;
    case DIVIDE: for (int i = 0; i < n; i++) out[i] = x[i] / y[i]; break;
    /* NaN goes through, as in numpy. */
    case MAXIMUM:
        for (int i = 0; i < n; i++) out[i] = x[i] >= y[i] || x[i] != x[i] ? x[i] : y[i];
        break;
    default:
        for (int i = 0; i < n; i++) out[i] = x[i] <= y[i] || x[i] != x[i] ? x[i] : y[i];
    }
}

/* What channels that a voltage blocks let through, a / (b + exp(c v)), and the exponential. For
   doubles one loop: each pass over the numbers costs a tenth of the exponential. */
APART void NAME(block)(REAL a, REAL b, REAL c, int n, const REAL *restrict v, REAL *restrict power,
                       REAL *restrict out) {
    double given[TILE], found[TILE];
    if (sizeof(REAL) == sizeof(double)) {
        for (int i = 0; i < n; i++) {
            const double one = (double)(c * v[i]);
            power[i] = (REAL)exp_of(one);
            out[i] = a / (b + power[i]);
        }
        return;
    }
    for (int i = 0; i < n; i++) given[i] = (double)(c * v[i]); /* conversions apart */
    for (int i = 0; i < n; i++) {
        const double one = given[i];
        found[i] = exp_of(one);
    }
    for (int i = 0; i < n; i++) power[i] = (REAL)found[i];
    for (int i = 0; i < n; i++) out[i] = a / (b + power[i]);
}

/* Room for a value, or for its slope, at a place of the stack, of which each has two arrays for
   either: not where `used` is. */
static REAL *NAME(place)(const NAME(Network) *w, int top, int slope, const REAL *used) {
    REAL *one = w->stack + (4 * top + 2 * slope) * TILE;
    return used == one ? one + TILE : one;
}

/* The derivatives with respect to v of values of the stack, 0 where they do not depend on it: the
   rules of SLOPES in synapses/slopes.py. `z` is what the operation made. */
static const REAL *NAME(binary_slope)(const NAME(Network) *w, int top, int64_t operation, int n,
                                      const REAL *x, const REAL *y, const REAL *z, const REAL *dx,
                                      const REAL *dy) {
    static const REAL nothing[TILE];
    if (!dx && !dy) return 0;
    REAL *out = NAME(place)(w, top, 1, dx);
    switch (operation) {
    case ADD:
        if (!dy) return dx;
        for (int i = 0; i < n; i++) out[i] = dx ? dx[i] + dy[i] : dy[i];
        break;
    case SUBTRACT:
        if (!dy) return dx;
        for (int i = 0; i < n; i++) out[i] = dx ? dx[i] - dy[i] : -dy[i];
        break;
    case MULTIPLY:
        for (int i = 0; i < n; i++)
            out[i] = !dx ? x[i] * dy[i] : !dy ? dx[i] * y[i] : dx[i] * y[i] + x[i] * dy[i];
        break;
    case DIVIDE:
        for (int i = 0; i < n; i++)
            out[i] = (!dx ? -(z[i] * dy[i]) : !dy ? dx[i] : dx[i] - z[i] * dy[i]) / y[i];
        break;
    default:
        dx = dx ? dx : nothing, dy = dy ? dy : nothing;
        for (int i = 0; i < n; i++)
            out[i] = (operation == MAXIMUM ? x[i] >= y[i] : x[i] <= y[i]) || x[i] != x[i] ? dx[i]
                                                                                         : dy[i];
    }
    return out;
}

static const REAL *NAME(unary_slope)(const NAME(Network) *w, const double *numbers, int top,
                                     int64_t operation, int64_t argument, int n, const REAL *x,
                                     const REAL *z, const REAL *dx) {
    if (!dx) return 0;
    REAL *out = NAME(place)(w, top, 1, dx), other[TILE];
    const REAL exponent = (REAL)(operation == REAL_POWER ? numbers[argument] : (double)argument);
    switch (operation) {
    case NEGATE: for (int i = 0; i < n; i++) out[i] = -dx[i]; break;
    case ABSOLUTE: for (int i = 0; i < n; i++) out[i] = x[i] < 0 ? -dx[i] : dx[i]; break;
    case ROOT: for (int i = 0; i < n; i++) out[i] = dx[i] / (z[i] + z[i]); break;
    case POWER:
        NAME(raise)(argument - 1, n, x, other);
        for (int i = 0; i < n; i++) out[i] = exponent * other[i] * dx[i];
        break;
    case EXP: for (int i = 0; i < n; i++) out[i] = z[i] * dx[i]; break;
    case LOG: for (int i = 0; i < n; i++) out[i] = dx[i] / x[i]; break;
    case LOG2: for (int i = 0; i < n; i++) out[i] = dx[i] / x[i] * (REAL)1.4426950408889634; break;
    case LOG10: for (int i = 0; i < n; i++) out[i] = dx[i] / x[i] * (REAL)0.4342944819032518; break;
    case SIN:
        NAME(elementary)(COS, 0, n, x, other);
        for (int i = 0; i < n; i++) out[i] = other[i] * dx[i];
        break;
    case COS:
        NAME(elementary)(SIN, 0, n, x, other);
        for (int i = 0; i < n; i++) out[i] = -(other[i] * dx[i]);
        break;
    case TAN: for (int i = 0; i < n; i++) out[i] = (z[i] * z[i] + 1) * dx[i]; break;
    case TANH: for (int i = 0; i < n; i++) out[i] = (1 - z[i] * z[i]) * dx[i]; break;
    default: for (int i = 0; i < n; i++) out[i] = exponent * (z[i] / x[i]) * dx[i];
    }
    return out;
}

/* The synaptic current of a tile, `gain` - `loss`, from the conductances g of its neurons; 0 stands
   for all zeros. Most programs end with a subtraction, which sum_up does on the way. Where it is
   asked for, also the derivative of the current with respect to v. */
INLINE void NAME(conduct_by)(const NAME(Network) *w, const NAME(Block) *b, int sloped, int64_t first,
                             int n, const REAL *g, const REAL **gain, const REAL **loss,
                             REAL *slope) {
    static const REAL nothing[TILE];
    const REAL scale = (REAL)w->scale;
    const int last = b->length && b->program[2 * b->length - 2] == SUBTRACT;
    const REAL *values[TILE]; /* the stack; its arrays may lie anywhere. Python bounds its depth */
    const REAL *slopes[TILE];
    REAL one[TILE];
    int top = 0;
    values[0] = w->stack, slopes[0] = 0;
    for (int i = 0; sloped && i < n; i++) one[i] = 1;
    for (int64_t k = 0; k < b->length - last; k++) {
        int64_t operation = b->program[2 * k], argument = b->program[2 * k + 1];
        if (operation == PUSH_V) {
            if (sloped) slopes[top] = one;
            values[top++] = w->v + first;
        } else if (operation == PUSH_U) {
            if (sloped) slopes[top] = 0;
            values[top++] = w->u + first;
        } else if (operation == PUSH_NUMBER) {
            if (sloped) slopes[top] = 0;
            values[top++] = b->constants + argument * TILE;
        } else if (operation == PUSH_G || operation == PUSH_UNSCALED) {
            const REAL *source = g ? g + argument * w->n + first : nothing;
            const REAL factor = operation == PUSH_G ? scale : 1;
            const REAL *mean = w->means && g ? w->means + argument * w->n + first : 0;
            if (factor != 1 || mean) {
                REAL *out = NAME(place)(w, top, 0, 0);
                for (int i = 0; i < n; i++)
                    out[i] = mean ? source[i] * mean[i] * factor : source[i] * factor;
                source = out;
            }
            if (sloped) slopes[top] = 0;
            values[top++] = source;
        } else if (operation == DRIVE || operation == ADD_DRIVE) {
            /* g (E - v), added to what is below it: what receptors need, in one loop */
            const REAL reversal = b->constants[argument * TILE];
            const REAL *v = w->v + first, *g_now = values[--top];
            const REAL *factor = sloped ? slopes[top] : 0;
            const REAL *below = operation == ADD_DRIVE ? values[--top] : 0;
            REAL *restrict out = NAME(place)(w, top, 0, operation == DRIVE ? g_now : below);
            if (below)
                for (int i = 0; i < n; i++) out[i] = below[i] + g_now[i] * (reversal - v[i]);
            else
                for (int i = 0; i < n; i++) out[i] = g_now[i] * (reversal - v[i]);
            if (sloped) {
                const REAL *under = below ? slopes[top] : 0;
                REAL *restrict to = NAME(place)(w, top, 1, below ? under : factor);
                if (factor)
                    for (int i = 0; i < n; i++) to[i] = factor[i] * (reversal - v[i]) - g_now[i];
                else
                    for (int i = 0; i < n; i++) to[i] = -g_now[i];
                if (under)
                    for (int i = 0; i < n; i++) to[i] = under[i] + to[i];
                slopes[top] = to;
            }
            values[top++] = out;
        } else if (operation == PUSH_BLOCK) {
            const REAL *given = b->constants + argument * TILE;
            const REAL over = given[0], under = given[TILE], rate = given[2 * TILE];
            REAL *restrict out = NAME(place)(w, top, 0, 0), power[TILE];
            NAME(block)(over, under, rate, n, w->v + first, power, out);
            if (sloped) {
                REAL *restrict to = NAME(place)(w, top, 1, 0);
                for (int i = 0; i < n; i++)
                    to[i] = -(out[i] * (power[i] * rate)) / (under + power[i]);
                slopes[top] = to;
            }
            values[top++] = out;
        } else if (operation == CLIP) {
            top -= 2;
            const REAL *x = values[top - 1];
            REAL *high = NAME(place)(w, top - 1, 0, x);
            NAME(binary)(MAXIMUM, n, x, values[top], high);
            if (sloped)
                slopes[top - 1] = NAME(binary_slope)(w, top - 1, MAXIMUM, n, x, values[top], high,
                                                     slopes[top - 1], slopes[top]);
            REAL *out = NAME(place)(w, top - 1, 0, high);
            NAME(binary)(MINIMUM, n, high, values[top + 1], out);
            if (sloped)
                slopes[top - 1] = NAME(binary_slope)(w, top - 1, MINIMUM, n, high, values[top + 1],
                                                     out, slopes[top - 1], slopes[top + 1]);
            values[top - 1] = out;
        } else if (operation >= NEGATE) {
            const REAL *x = values[top - 1];
            REAL *out = NAME(place)(w, top - 1, 0, x);
            if (operation > CLIP) NAME(elementary)(operation, b->numbers + argument, n, x, out);
            else NAME(unary)(operation, argument, n, x, out);
            if (sloped)
                slopes[top - 1] = NAME(unary_slope)(w, b->numbers, top - 1, operation, argument, n, x,
                                                    out, slopes[top - 1]);
            values[top - 1] = out;
        } else {
            top--;
            const REAL *x = values[top - 1];
            REAL *out = NAME(place)(w, top - 1, 0, x);
            NAME(binary)(operation, n, x, values[top], out);
            if (sloped)
                slopes[top - 1] = NAME(binary_slope)(w, top - 1, operation, n, x, values[top], out,
                                                     slopes[top - 1], slopes[top]);
            values[top - 1] = out;
        }
    }
    *gain = values[0];
    *loss = last ? values[1] : nothing;
    if (!sloped) return;
    const REAL *whole = slopes[0];
    if (last) whole = NAME(binary_slope)(w, 0, SUBTRACT, n, 0, 0, 0, slopes[0], slopes[1]);
    for (int i = 0; i < n; i++) slope[i] = whole ? whole[i] : 0;
}

APART void NAME(conduct)(const NAME(Network) *w, const NAME(Block) *b, int64_t first, int n,
                         const REAL *g, const REAL **gain, const REAL **loss) {
    NAME(conduct_by)(w, b, 0, first, n, g, gain, loss, 0);
}

APART void NAME(conduct_sloped)(const NAME(Network) *w, const NAME(Block) *b, int64_t first, int n,
                                const REAL *g, const REAL **gain, const REAL **loss,
                                REAL *slope) {
    NAME(conduct_by)(w, b, 1, first, n, g, gain, loss, slope);
}

/* All that the neurons of a tile get: the synaptic current, offset, noise and inputs. */
APART void NAME(sum_up)(const NAME(Network) *w, int64_t k, int64_t first, int n, Key key,
                         const REAL *restrict gain, const REAL *restrict loss,
                         REAL *restrict current) {
    const REAL *restrict offset = w->offset + first;
    int noisy = 0;
    if (first < w->n_noise) {
        float normal[TILE + 8];
        int skipped = (int)(first & 7);
        noisy = w->n_noise - first < n ? (int)(w->n_noise - first) : n;
        normal_groups(key, (uint32_t)(first - skipped), (skipped + noisy + 7) / 8, normal);
        const REAL *restrict noise = w->noise + first;
        for (int i = 0; i < noisy; i++)
            current[i] = gain[i] - loss[i] + offset[i] + noise[i] * (REAL)normal[skipped + i];
    }
    for (int i = noisy; i < n; i++) current[i] = gain[i] - loss[i] + offset[i];
    for (int64_t j = 0; j < w->n_inputs; j++) {
        const NAME(Input) *input = w->inputs + j;
        int64_t from = input->start > first ? input->start - first : 0;
        int64_t to = input->stop - first < n ? input->stop - first : n;
        if (input->each) {
            const REAL *values = input->values + k * (input->stop - input->start);
            for (int64_t i = from; i < to; i++) current[i] += values[first + i - input->start];
        } else {
            for (int64_t i = from; i < to; i++) current[i] += input->values[k];
        }
    }
    if (w->pulsed && w->pulsed[k] >= first && w->pulsed[k] < first + n)
        current[w->pulsed[k] - first] += (REAL)w->pulse;
    if (!w->coupled) return;
    const REAL *restrict coupled = w->coupled + first;
    for (int i = 0; i < n; i++) current[i] += coupled[i];
}

/* Add the currents through gap junctions at the present voltages. */
APART void NAME(couple)(const NAME(Network) *w, const NAME(Coupling) *by) {
    const REAL *restrict v = w->v + by->first, *restrict other = w->v + by->post;
    const int32_t *restrict targets = by->targets;
    const REAL *restrict conductances = by->conductances;
    REAL *restrict to = w->coupled + by->post;
    for (int64_t i = 0; i < by->n_pre; i++) {
        const REAL here = v[i];
        REAL own = 0;
        for (int64_t s = by->starts[i]; s < by->starts[i + 1]; s++) {
            const REAL flowing = conductances[s] * (other[targets[s]] - here);
            to[targets[s]] -= flowing;
            own += flowing;
        }
        by->own[i] = own;
    }
    for (int64_t i = 0; i < by->n_pre; i++) w->coupled[by->first + i] += by->own[i];
}

/* Add what is injected in a step, from the state at its beginning. */
static void NAME(inject)(const NAME(Network) *w, const NAME(Injection) *by, int64_t k, REAL *row) {
    const REAL *from = by->variable ? (by->variable == 1 ? w->v : w->u) + by->first
                                    : by->values + k * by->n_pre;
    for (int64_t i = 0; i < by->n_post; i++) {
        REAL total = 0;
        for (int64_t s = by->starts[i]; s < by->starts[i + 1]; s++)
            total += by->weights[s] * from[by->sources[s]];
        row[by->cell + i] += total;
    }
}

/* Keep a field of the recorded neurons first .. first + n - 1. */
static void NAME(keep)(const NAME(Network) *w, int64_t field, int64_t first, int64_t n,
                       const REAL *values) {
    double *row = w->samples + (field * w->n_samples + w->sample) * w->n_recorded;
    for (int64_t j = 0; j < w->n_recorded; j++)
        if (w->recorded[j] >= first && w->recorded[j] < first + n)
            row[j] = (double)values[w->recorded[j] - first];
}

/* Take what arrives for conductances that rise first out of a row of the ring. */
static void NAME(arrive_rising)(const NAME(Network) *w, int64_t first, int n, REAL *row) {
    for (int64_t k = 0; k < w->n_rising; k++) {
        const REAL *restrict gain = w->gain + k * w->n + first;
        REAL *restrict h = w->rising_state + k * w->n + first;
        REAL *restrict own = row + w->rising[k] * w->n + first;
        for (int i = 0; i < n; i++) {
            h[i] += gain[i] * own[i];
            own[i] = gain[i] != 0 ? 0 : own[i];
        }
    }
}

/* Let them rise after g has decayed. */
static void NAME(step_rising)(const NAME(Network) *w, int64_t first, int n) {
    for (int64_t k = 0; k < w->n_rising; k++) {
        const REAL *restrict rise = w->rise + k * w->n + first;
        const REAL *restrict passed = w->passed + k * w->n + first;
        REAL *restrict h = w->rising_state + k * w->n + first;
        REAL *restrict g = w->g + w->rising[k] * w->n + first;
        for (int i = 0; i < n; i++) {
            g[i] += h[i] * passed[i];
            h[i] = h[i] * rise[i] + 0; /* 0 for -0 */
        }
    }
}

static void NAME(keep_state)(const NAME(Network) *w, int64_t field, int64_t first, int64_t n) {
    NAME(keep)(w, field, first, n, w->v + first);
    NAME(keep)(w, field + 1, first, n, w->u + first);
}

/* Let time pass for neurons that are refractory. */
static void NAME(thaw)(const NAME(Network) *w, int64_t first, int n) {
    for (int i = 0; i < n; i++) w->frozen[first + i] -= w->frozen[first + i] > 0;
}

/* Drop neurons that are refractory from a list; return how many are left. */
static int64_t NAME(drop_frozen)(const NAME(Network) *w, int32_t *neurons, int64_t count) {
    int64_t left = 0;
    for (int64_t j = 0; j < count; j++)
        if (!w->frozen[neurons[j]]) neurons[left++] = neurons[j];
    return left;
}

/* Step a tile; the neurons that fire are appended, but not yet reset. Return their number, or -1 if
   one diverged: then the others are stepped, too, as in numpy, but none is reset. Of the adaptive
   scheme: the neurons that have to go on are appended. */
static int64_t NAME(step_neurons)(NAME(Network) *w, const NAME(Block) *b, NAME(Tile) *tile,
                                  int64_t k, int64_t first, int n, Key key, REAL *row,
                                  int arrives, int32_t *fired) {
    REAL *v = w->v + first, *u = w->u + first;
    REAL current[TILE], old_v[TILE], old_u[TILE], slope[TILE], own[TILE], shift[TILE];
    const REAL *g = w->decays ? w->g : row;
    const int adaptive = w->scheme == ADAPTIVE;
    NAME(place_tile)(b, tile, first);
    if (arrives) NAME(arrive_rising)(w, first, n, row);
    if (w->decays && arrives)
        for (int64_t t = 0; t < w->n_targets; t++)
            for (int i = 0; i < n; i++) w->g[t * w->n + first + i] += row[t * w->n + first + i];
    const REAL *gain, *loss;
    const REAL *acting = w->decays || arrives ? g : 0;
    if (b->leaning) NAME(conduct_sloped)(w, b, first, n, acting, &gain, &loss, slope);
    else NAME(conduct)(w, b, first, n, acting, &gain, &loss);
    NAME(sum_up)(w, k, first, n, key, gain, loss, current);
    if (w->refractory)
        for (int i = 0; i < n; i++) old_v[i] = v[i], old_u[i] = u[i];
    if (b->leaning) {
        for (int i = 0; i < n; i++) own[i] = current[i];
        NAME(lean)(b, first, n, v, slope, own, shift);
    }
    int64_t count = 0;
    if (adaptive) {
        const NAME(Parts) parts = NAME(parts_of)(w);
        count = NAME(step_adaptive)(b, tile, (REAL)w->dt, first, n, b->leaning ? own : current,
                                    b->leaning ? shift : 0, &parts, fired);
    } else
        w->low[first] = (uint8_t)NAME(step_tile)(b, tile, (int)w->scheme, w->dt, first, n,
                                                 w->low[first], v, u, current, &w->thrown);
    if (w->refractory)
        for (int i = 0; i < n; i++) {
            if (!w->frozen[first + i]) continue;
            v[i] = old_v[i], u[i] = old_u[i];
            w->low[first] |= v[i] < (REAL)b->highest;
            NAME(take_mark)(&w->thrown, first + i);
        }
    if (w->refractory && adaptive) count = NAME(drop_frozen)(w, fired, count);
    if (w->n_recorded) {
        NAME(keep)(w, 4, first, n, current);
        for (int64_t t = 0; t < w->n_targets; t++)
            NAME(keep)(w, 5 + t, first, n, g + t * w->n + first);
        if (!adaptive) NAME(keep_state)(w, 2, first, n);
    }
    for (int64_t t = 0; t < w->n_targets; t++) {
        if (arrives)
            for (int i = 0; i < n; i++) row[t * w->n + first + i] = 0;
        if (!w->decays) continue;
        REAL *restrict own = w->g + t * w->n + first;
        const REAL *restrict left = w->decays + t * w->n + first;
        const REAL one = w->decay_of_all[(tile - w->tiles) * w->n_targets + t];
        if (one >= 0)
            for (int i = 0; i < n; i++) own[i] = own[i] * one + 0; /* 0 for -0 */
        else
            for (int i = 0; i < n; i++) own[i] = own[i] * left[i] + 0;
    }
    NAME(step_rising)(w, first, n);
    if (w->refractory && adaptive) NAME(thaw)(w, first, n);
    if (adaptive) return count;
    int lost = 0;
    uint32_t beyond[TILE / WORD];
    NAME(find_beyond)(b, tile, n, v, beyond);
    for (int base = 0; base < n; base += WORD) {
        for (uint32_t left = beyond[base / WORD]; left; left &= left - 1) {
            const int i = base + __builtin_ctz(left);
            if (!NAME(is_beyond)(b, tile, (int)w->scheme, i, v[i], u[i])) continue;
            if (w->refractory && w->frozen[first + i]) continue;
            lost |= !(v[i] < (REAL)V_LIMIT);
            fired[count++] = (int32_t)(first + i);
        }
    }
    if (w->refractory) NAME(thaw)(w, first, n);
    return lost ? -1 : count;
}

/* Step the neurons first .. first + n - 1, by the adaptive scheme those of several tiles; see
   step_neurons. */
static int64_t NAME(step_span)(NAME(Network) *w, const NAME(Block) *b, NAME(Tile) *tile, int64_t k,
                               int64_t first, int n, Key key, REAL *row, int arrives,
                               int32_t *fired) {
    if (w->scheme != ADAPTIVE)
        return NAME(step_neurons)(w, b, tile, k, first, n, key, row, arrives, fired);
    int64_t going = 0, count = 0;
    for (int i = 0; i < n; i += TILE)
        going += NAME(step_neurons)(w, b, tile, k, first + i, n - i < TILE ? n - i : TILE, key, row,
                                    arrives, fired + going);
    const NAME(Parts) parts = NAME(parts_of)(w);
    NAME(go_on)(b, fired, going, &parts);
    if (w->n_recorded) NAME(keep_state)(w, 2, first, n);
    /* No other neuron fires */
    int lost = 0;
    for (int64_t j = 0; j < going; j++) {
        const int64_t i = fired[j];
        const REAL v_peak = b->model[V_PEAK][b->many[V_PEAK] ? i - b->start : 0];
        if (!(w->v[i] >= NAME(peak_at)(b, v_peak, w->u[i]))) continue;
        lost |= !(w->v[i] < (REAL)V_LIMIT);
        fired[count++] = (int32_t)i;
    }
    return lost ? -1 : count;
}

/* Reset the neurons of a block that fired in a step, the first of `fired`; return their number. What
   they need lies anywhere in a large memory: it serves several requests at a time, if nothing comes
   in between. */
APART int64_t NAME(reset_all)(NAME(Network) *w, const NAME(Block) *b, const NAME(Tile) *tile,
                              const int32_t *fired, int64_t count) {
    const REAL *c = b->model[C_], *d = b->model[D];
    const int64_t many_c = b->many[C_], many_d = b->many[D];
    int64_t j = 0;
    for (; j < count && fired[j] < b->stop; j++) {
        const int64_t i = fired[j], k = i - b->start;
        NAME(reset)(b, c[k * many_c], d[k * many_d], w->v + i, w->u + i);
        if (NAME(take_mark)(&w->thrown, i)) w->artefacts[w->n_artefacts++] = fired + j - w->fired;
        if (tile->resets_low != 0) w->low[i - k % TILE] = 1;
        if (!w->refractory) continue;
        w->frozen[i] = w->refractory[i];
        if (w->scheme == ADAPTIVE && w->frozen[i]) w->left[i] = 0;
    }
    if (w->scheme == ADAPTIVE) {
        const NAME(Parts) parts = NAME(parts_of)(w);
        NAME(go_on)(b, fired, j, &parts);
    }
    return j;
}

/* Append the sources that fire in a step; `at` is how many given spikes are done. */
static int64_t NAME(fire_source)(const NAME(Network) *w, const NAME(Source) *s, int64_t k,
                                 int32_t *fired) {
    int64_t count = 0;
    if (s->chance) {
        Key key = key_of(w->seed, (uint64_t)s->stream, (uint64_t)w->step);
        const double *chance = s->chance + (s->each_step ? k * (s->each_source ? s->size : 1) : 0);
        for (int64_t i = 0; i < s->size; i++) {
            double drawn = ((double)word_of(key, (uint32_t)i) + 0.5) * 0x1p-32;
            if (drawn < chance[s->each_source ? i : 0]) fired[count++] = (int32_t)(s->start + i);
        }
        return count;
    }
    int64_t low = 0, high = s->given; /* the first spike of this step */
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (s->steps[middle] < w->step) low = middle + 1;
        else high = middle;
    }
    for (; low < s->given && s->steps[low] == w->step; low++)
        fired[count++] = (int32_t)(s->start + s->members[low]);
    return count;
}

/* Add weights to targets that rise, and are mostly neighbours: then few of them need be looked at. */
APART void NAME(add_row)(const int32_t *targets, const REAL *weights, int64_t n, REAL *row) {
    for (int64_t s = 0, some; s < n; s += some) {
        for (some = n - s; some > 1 && targets[s + some - 1] - targets[s] != some - 1;)
            some = some > 8 * GROUP ? 8 * GROUP : some > GROUP ? GROUP : 1;
        const REAL *restrict from = weights + s;
        REAL *restrict to = row + targets[s];
        for (int64_t i = 0; i < some; i++) to[i] += from[i];
    }
}

/* Add the weights of ROWS rows or fewer to the same targets, one row after the other. */
APART void NAME(add_rows)(int rows, const REAL *const *from, int64_t n, REAL *restrict to) {
    const REAL *restrict a = from[0], *restrict b = from[1];
    const REAL *restrict c = from[2], *restrict d = from[3];
    switch (rows) {
    case 1: for (int64_t i = 0; i < n; i++) to[i] += a[i]; break;
    case 2: for (int64_t i = 0; i < n; i++) to[i] = to[i] + a[i] + b[i]; break;
    case 3: for (int64_t i = 0; i < n; i++) to[i] = to[i] + a[i] + b[i] + c[i]; break;
    default: for (int64_t i = 0; i < n; i++) to[i] = to[i] + a[i] + b[i] + c[i] + d[i];
    }
}

/* Deliver rows whose targets rise; those that have all targets are added together. Return whether
   there was any. */
static int NAME(deliver_dense)(const NAME(Wiring) *by, const int32_t *fired, int64_t count,
                               REAL *row) {
    const REAL *held[ROWS] = {by->weights, by->weights, by->weights, by->weights};
    int rows = 0, any = 0;
    for (int64_t j = 0; j < count; j++) {
        if (!NAME(within)(fired[j], by->first, by->n_pre)) continue;
        any = 1;
        const int64_t *at = by->starts + (fired[j] - by->first), n = at[1] - at[0];
        const int all = n == by->reach;
        if (rows == ROWS || !all) {
            if (rows) NAME(add_rows)(rows, held, by->reach, row);
            rows = 0;
        }
        if (all) held[rows++] = by->weights + at[0];
        else NAME(add_row)(by->targets + at[0], by->weights + at[0], n, row);
    }
    if (rows) NAME(add_rows)(rows, held, by->reach, row);
    return any;
}

/* Touch the rows of some spikes before any of them is used. They lie anywhere in a large memory: it
   serves several requests at a time, but an addition that waits for one keeps others from beginning. */
APART void NAME(fetch)(const NAME(Wiring) *by, const int32_t *fired, int64_t count) {
    for (int64_t j = 0; j < count; j++) {
        if (!NAME(within)(fired[j], by->first, by->n_pre)) continue;
        const int64_t *row = by->starts + (fired[j] - by->first);
        TOUCH(int32_t, by->targets, row[0], row[1]);
        TOUCH(REAL, by->weights, row[0], row[1]);
    }
}

/* Put what the spikes of a step will do into the ring. */
APART void NAME(deliver)(const NAME(Network) *w, const NAME(Wiring) *by, const int32_t *fired,
                          int64_t count) {
    const int64_t width = w->n_targets * w->n, now = w->step % w->n_rows;
    const int32_t *restrict targets = by->targets;
    const REAL *restrict weights = by->weights;
    REAL *ring = w->ring + by->cell;
    REAL *restrict row = ring + (w->step + by->delay) % w->n_rows * width;
    if (by->dense) {
        if (NAME(deliver_dense)(by, fired, count, row))
            w->arriving[(w->step + by->delay) % w->n_rows] = 1;
        return;
    }
    /* Where more arrives than there are lines of the row, all of it is needed. */
    const int64_t lines = by->reach * (int64_t)sizeof(REAL) / LINE;
    if (!by->delays && by->starts[by->n_pre] * count > by->n_pre * lines)
        TOUCH(REAL, row, 0, by->reach);
    for (int64_t j = 0; j < count; j++) {
        if (j % GROUP == 0)
            NAME(fetch)(by, fired + j, count - j < GROUP ? count - j : GROUP);
        if (!NAME(within)(fired[j], by->first, by->n_pre)) continue;
        const int64_t *at = by->starts + (fired[j] - by->first);
        if (!by->delays) w->arriving[(w->step + by->delay) % w->n_rows] = 1;
        if (!by->delays) {
            for (int64_t s = at[0]; s < at[1]; s++) row[targets[s]] += weights[s];
            continue;
        }
        for (int64_t s = at[0]; s < at[1]; s++) {
            int64_t then = now + by->delays[s];
            if (then >= w->n_rows) then -= w->n_rows;
            ring[then * width + targets[s]] += weights[s];
            w->arriving[then] = 1;
        }
    }
}

#include "short_term.inc.c"

/* Keep who fired in a step, and let synapses learn from it. */
static void NAME(remember)(NAME(Network) *w, const int32_t *fired, int64_t n_fired) {
    int64_t now = w->step % w->past.length;
    w->past.counts[now] = n_fired;
    for (int64_t j = 0; j < n_fired; j++) w->past.fired[now * w->past.width + j] = fired[j];
    for (int64_t j = 0; j < w->n_plastic; j++)
        NAME(learn)(w->plastic + j, fired, n_fired, w->step);
}

static int NAME(sound)(const NAME(Network) *w) {
    int lost = 0;
    for (int64_t i = 0; i < w->n; i++)
        lost |= !(w->v[i] > (REAL)-V_LIMIT) | (w->u[i] - w->u[i] != 0);
    return !lost;
}

/* Do up to `count` steps, as many as there is room for spikes; return how many, k, or -1 - k if a
   voltage diverged after them. `w->step` and the state stand where the run ended. */
EXPORT int64_t NAME(run_network)(NAME(Network) *w, int64_t count) {
    int64_t used = 0, k = 0;
    for (int64_t j = 0; j < w->n_blocks; j++) {
        const NAME(Block) *b = w->blocks + j;
        NAME(fill_constants)(b, w->tiles + j);
        for (int64_t first = b->start; first < b->stop; first += TILE)
            w->low[first] = 1; /* not known yet */
    }
    while (k < count && used + w->most <= w->room && used <= w->allowed) {
        int32_t *fired = w->fired + used;
        int64_t n_fired = 0, n_reset = 0;
        int lost = 0;
        Key key = key_of(w->seed, 0, (uint64_t)w->step);
        REAL *row = w->ring + w->step % w->n_rows * w->n_targets * w->n;
        for (int64_t j = 0; j < w->n_plastic; j++)
            NAME(arrive)(w->plastic + j, &w->past, row, w->step);
        for (int64_t j = 0; j < w->n_injections; j++)
            NAME(inject)(w, w->injections + j, k, row);
        for (int64_t i = 0; w->coupled && i < w->n; i++) w->coupled[i] = 0;
        for (int64_t j = 0; j < w->n_couplings; j++) NAME(couple)(w, w->couplings + j);
        int arrives = w->n_plastic || w->n_injections || w->arriving[w->step % w->n_rows];
        w->arriving[w->step % w->n_rows] = 0;
        for (int64_t j = 0; j < w->n_blocks; j++) {
            const NAME(Block) *b = w->blocks + j;
            const int64_t span = w->scheme == ADAPTIVE ? SPAN : TILE;
            for (int64_t first = b->start; first < b->stop; first += span) {
                const int n = (int)(b->stop - first < span ? b->stop - first : span);
                int64_t more = NAME(step_span)(w, b, w->tiles + j, k, first, n, key, row,
                                                  arrives, fired + n_fired);
                if (more < 0) lost = 1;
                else n_fired += more;
            }
        }
        for (int64_t j = 0; j < w->n_plastic; j++) NAME(decay_traces)(w->plastic + j, w->step);
        if (lost) return -1 - k;
        for (int64_t j = 0; j < w->n_blocks; j++)
            n_reset += NAME(reset_all)(w, w->blocks + j, w->tiles + j, fired + n_reset,
                                       n_fired - n_reset);
        if (w->n_recorded) NAME(keep_state)(w, 0, 0, w->n);
        w->counts[k] = n_fired;
        used += n_fired;
        for (int64_t j = 0; j < w->n_sources; j++)
            n_fired += NAME(fire_source)(w, w->sources + j, k, fired + n_fired);
        for (int64_t j = 0; j < w->n_wirings; j++)
            NAME(deliver)(w, w->wirings + j, fired, n_fired);
        for (int64_t j = 0; j < w->n_depressing; j++)
            NAME(deliver_depressing)(w, w->depressing + j, fired, n_fired);
        if (w->n_plastic) NAME(remember)(w, fired, n_fired);
        k++, w->step++, w->sample++;
        if (w->step % CHECKED == 0 && !NAME(sound)(w)) return -1 - k;
    }
    return k;
}
