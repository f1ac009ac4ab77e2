/* Synapses that learn: the wirings of network/plasticity/. */

typedef struct {
    int64_t rule; /* FIXED if weights stay as they are, and there is nothing else to change */
    int64_t learning, nearest; /* whether weights change; whether a spike sets its trace */
    int64_t first, n_pre, post, n_post, cell, n_lengths, n_traces, n_synapses;
    int64_t first_dopamine, n_dopamine; /* neurons that release it */
    int64_t sweep;  /* steps between two times at which all synapses are brought up to date */
    int64_t period; /* steps between two scalings; 0: none */
    const int64_t *lengths;         /* delays that occur, steps */
    const int64_t *starts;          /* (n_lengths, n_pre + 1) rows of synapses, sorted by delay */
    const int64_t *incoming_starts; /* (n_post + 1) */
    const int64_t *incoming;        /* synapses by postsynaptic neuron */
    const int64_t *pre_of, *targets, *delays;
    REAL *weights, *collected, *pre, *post_trace;
    REAL *pre_slow, *post_slow;  /* second traces, 0 if there are none */
    REAL *eligibility, *seen;    /* of synapses that learn by dopamine */
    REAL *rates, *lacking;       /* of postsynaptic neurons whose synapses are scaled */
    double *dopamine;            /* LEVEL, FADED, INTEGRAL */
    double jump, pre_decay, post_decay, until_arrival, a_plus, a_minus, w_min, w_max;
    double alpha, a3_plus, a3_minus, slow_pre_decay, slow_post_decay;
    double release, c_decay, d_decay, phasic, tonic;
    double rate_decay, rate_jump, wanted, share, beta, scaled_min, scaled_max;
} NAME(Plastic);

/* The neurons that fired in the last steps: row `step % length` holds counts[step % length]. */
typedef struct {
    int64_t length, width;
    int32_t *fired;
    int64_t *counts;
} NAME(Past);

static inline REAL NAME(clipped)(REAL x, REAL low, REAL high) {
    REAL raised = x < low ? low : x;
    return raised > high ? high : raised;
}

static inline int NAME(within)(int64_t index, int64_t first, int64_t count) {
    return index >= first && index < first + count;
}

/* Return the weight to which dopamine has led a synapse: the integral is that up to now. */
static inline REAL NAME(grown)(const NAME(Plastic) *w, int64_t s, REAL integral) {
    REAL change = w->eligibility[s] * (integral - w->seen[s]);
    return NAME(clipped)(w->weights[s] + change, (REAL)w->w_min, (REAL)w->w_max);
}

/* With a rule that is known, the loop is its own. */
INLINE void NAME(arrive_by)(int rule, const NAME(Plastic) *w, const NAME(Past) *past, REAL *row,
                            int64_t step) {
    const REAL less = (REAL)w->a_minus, low = (REAL)w->w_min, high = (REAL)w->w_max;
    const REAL passed = (REAL)w->until_arrival, more = (REAL)w->a_plus, alpha = (REAL)w->alpha;
    const REAL less3 = (REAL)w->a3_minus, slow_decay = (REAL)w->slow_pre_decay;
    const REAL integral = rule == DOPAMINE ? (REAL)w->dopamine[INTEGRAL] : 0;
    const REAL unit = rule == DOPAMINE ? (REAL)(1.0 / w->dopamine[FADED]) : 0;
    for (int64_t k = 0; k < w->n_lengths; k++) {
        if (step < w->lengths[k]) continue;
        int64_t then = (step - w->lengths[k]) % past->length;
        const int32_t *fired = past->fired + then * past->width;
        const int64_t *starts = w->starts + k * (w->n_pre + 1);
        /* A step before the spikes that arrive, and thus without them. */
        const REAL *slow = rule != TRIPLETS
                               ? 0
                               : w->pre_slow + (step - w->lengths[k]) % w->n_traces * w->n_pre;
        for (int64_t j = 0; j < past->counts[then]; j++) {
            if (!NAME(within)(fired[j], w->first, w->n_pre)) continue;
            int64_t own = fired[j] - w->first;
            REAL factor = less;
            if (rule == TRIPLETS) factor = less + less3 * (slow[own] * slow_decay);
            for (int64_t s = starts[own]; s < starts[own + 1]; s++) {
                int64_t target = w->targets[s];
                if (rule == DOPAMINE) {
                    w->weights[s] = NAME(grown)(w, s, integral);
                    w->seen[s] = integral;
                }
                row[target + w->cell + w->post] += w->weights[s];
                if (rule == FIXED) continue;
                REAL trace = w->post_trace[target] * passed;
                if (rule == PAIRS || rule == TRIPLETS)
                    w->weights[s] = NAME(clipped)(w->weights[s] - factor * trace, low, high);
                else if (rule == INHIBITORY)
                    w->weights[s] =
                        NAME(clipped)(w->weights[s] + more * (trace - alpha), low, high);
                else if (rule == DOPAMINE)
                    w->eligibility[s] -= less * trace * unit;
                else
                    w->collected[s] -= (REAL)1.2 * trace;
            }
        }
    }
}

static void NAME(arrive)(const NAME(Plastic) *w, const NAME(Past) *past, REAL *row, int64_t step) {
    switch (w->rule) {
    case PAIRS: NAME(arrive_by)(PAIRS, w, past, row, step); break;
    case POLYCHRONOUS: NAME(arrive_by)(POLYCHRONOUS, w, past, row, step); break;
    case INHIBITORY: NAME(arrive_by)(INHIBITORY, w, past, row, step); break;
    case TRIPLETS: NAME(arrive_by)(TRIPLETS, w, past, row, step); break;
    case DOPAMINE: NAME(arrive_by)(DOPAMINE, w, past, row, step); break;
    default: NAME(arrive_by)(FIXED, w, past, row, step);
    }
}

static void NAME(decay_pair)(int64_t n_traces, int64_t n_pre, int64_t n_post, int64_t step,
                             REAL *pre, REAL *post, REAL before, REAL after) {
    const REAL *now = pre + step % n_traces * n_pre;
    REAL *next = pre + (step + 1) % n_traces * n_pre;
    for (int64_t i = 0; i < n_pre; i++) next[i] = now[i] * before;
    for (int64_t i = 0; i < n_post; i++) post[i] *= after;
}

static void NAME(decay_traces)(const NAME(Plastic) *w, int64_t step) {
    NAME(decay_pair)(w->n_traces, w->n_pre, w->n_post, step, w->pre, w->post_trace,
                     (REAL)w->pre_decay, (REAL)w->post_decay);
    if (w->pre_slow)
        NAME(decay_pair)(w->n_traces, w->n_pre, w->n_post, step, w->pre_slow, w->post_slow,
                         (REAL)w->slow_pre_decay, (REAL)w->slow_post_decay);
    if (w->rule != POLYCHRONOUS || (step + 1) % 1000) return;
    for (int64_t s = 0; s < w->n_synapses; s++) {
        REAL changed = w->weights[s] + ((REAL)0.01 + w->collected[s]);
        w->weights[s] = NAME(clipped)(changed, 0, (REAL)w->w_max);
        w->collected[s] *= (REAL)0.9;
    }
}

INLINE void NAME(potentiate_by)(int rule, const NAME(Plastic) *w, int64_t own, int64_t step) {
    const REAL low = (REAL)w->w_min, high = (REAL)w->w_max;
    const REAL integral = rule == DOPAMINE ? (REAL)w->dopamine[INTEGRAL] : 0;
    const REAL unit = rule == DOPAMINE ? (REAL)(1.0 / w->dopamine[FADED]) : 0;
    REAL factor = (REAL)w->a_plus;
    if (rule == TRIPLETS) factor = factor + (REAL)w->a3_plus * w->post_slow[own];
    const int64_t now = (step + 1) % w->n_traces; /* delays are shorter than there are traces */
    for (int64_t k = w->incoming_starts[own]; k < w->incoming_starts[own + 1]; k++) {
        int64_t s = w->incoming[k];
        int64_t seen = now - w->delays[s];
        if (seen < 0) seen += w->n_traces;
        REAL trace = w->pre[seen * w->n_pre + w->pre_of[s]];
        if (rule == POLYCHRONOUS) {
            w->collected[s] += trace;
        } else if (rule == DOPAMINE) {
            w->weights[s] = NAME(grown)(w, s, integral);
            w->seen[s] = integral;
            w->eligibility[s] += factor * trace * unit;
        } else {
            w->weights[s] = NAME(clipped)(w->weights[s] + factor * trace, low, high);
        }
    }
}

static void NAME(potentiate)(const NAME(Plastic) *w, int64_t own, int64_t step) {
    switch (w->rule) {
    case PAIRS:
    case INHIBITORY: NAME(potentiate_by)(PAIRS, w, own, step); break;
    case POLYCHRONOUS: NAME(potentiate_by)(POLYCHRONOUS, w, own, step); break;
    case TRIPLETS: NAME(potentiate_by)(TRIPLETS, w, own, step); break;
    case DOPAMINE: NAME(potentiate_by)(DOPAMINE, w, own, step); break;
    default: break;
    }
}

/* Bring all synapses that learn by dopamine up to date. */
static void NAME(settle)(const NAME(Plastic) *w) {
    const REAL integral = (REAL)w->dopamine[INTEGRAL], faded = (REAL)w->dopamine[FADED];
    for (int64_t s = 0; s < w->n_synapses; s++) {
        w->weights[s] = NAME(grown)(w, s, integral);
        w->eligibility[s] *= faded;
        w->seen[s] = 0;
    }
    w->dopamine[FADED] = 1.0, w->dopamine[INTEGRAL] = 0.0;
}

/* Add the dopamine that was released, and go on to the end of the step. */
static void NAME(release)(const NAME(Plastic) *w, const int32_t *fired, int64_t n, int64_t step) {
    double *d = w->dopamine;
    int64_t count = 0;
    for (int64_t j = 0; j < n; j++)
        count += NAME(within)(fired[j], w->first_dopamine, w->n_dopamine);
    d[LEVEL] += w->release * (double)count;
    if (w->learning) d[INTEGRAL] += d[FADED] * (d[LEVEL] * w->phasic + w->tonic);
    d[LEVEL] *= w->d_decay, d[FADED] *= w->c_decay;
    if ((step + 1) % w->sweep == 0) NAME(settle)(w);
}

/* Sense the rates of postsynaptic neurons, and scale their synapses at the end of a period. */
static void NAME(scale)(const NAME(Plastic) *w, const int32_t *fired, int64_t n, int64_t step) {
    const REAL wanted = (REAL)w->wanted, share = (REAL)w->share, left = (REAL)w->rate_decay;
    for (int64_t j = 0; j < n; j++)
        if (NAME(within)(fired[j], w->post, w->n_post))
            w->rates[fired[j] - w->post] += (REAL)w->rate_jump;
    for (int64_t i = 0; i < w->n_post; i++) {
        if (w->learning) w->lacking[i] += wanted - w->rates[i] * share;
        w->rates[i] *= left;
    }
    if (!w->learning || (step + 1) % w->period) return;
    if (w->dopamine) NAME(settle)(w);
    const REAL beta = (REAL)w->beta, low = (REAL)w->scaled_min, high = (REAL)w->scaled_max;
    for (int64_t s = 0; s < w->n_synapses; s++) {
        REAL factor = 1 + beta * w->lacking[w->targets[s]];
        w->weights[s] = NAME(clipped)(w->weights[s] * factor, low, high);
    }
    for (int64_t i = 0; i < w->n_post; i++) w->lacking[i] = 0;
}

static void NAME(learn)(const NAME(Plastic) *w, const int32_t *fired, int64_t n, int64_t step) {
    const int64_t now = (step + 1) % w->n_traces * w->n_pre;
    const REAL jump = (REAL)w->jump;
    for (int64_t j = 0; j < n; j++) {
        if (!NAME(within)(fired[j], w->first, w->n_pre)) continue;
        REAL *trace = w->pre + now + (fired[j] - w->first);
        *trace = w->nearest ? jump : *trace + jump;
        if (!w->pre_slow) continue;
        trace = w->pre_slow + now + (fired[j] - w->first);
        *trace = w->nearest ? jump : *trace + jump;
    }
    for (int64_t j = 0; j < n; j++) {
        if (!NAME(within)(fired[j], w->post, w->n_post)) continue;
        int64_t own = fired[j] - w->post;
        NAME(potentiate)(w, own, step);
        w->post_trace[own] = w->nearest ? jump : w->post_trace[own] + jump;
        if (w->post_slow) w->post_slow[own] = w->nearest ? jump : w->post_slow[own] + jump;
    }
    if (w->dopamine) NAME(release)(w, fired, n, step);
    if (w->period) NAME(scale)(w, fired, n, step);
}
