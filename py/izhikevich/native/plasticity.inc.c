/* Synapses that learn: PlasticWiring of network/plasticity.py. */

typedef struct {
    int64_t rule, first, n_pre, post, n_post, cell, n_lengths, n_traces, n_synapses;
    const int64_t *lengths;         /* delays that occur, steps */
    const int64_t *starts;          /* (n_lengths, n_pre + 1) rows of synapses, sorted by delay */
    const int64_t *incoming_starts; /* (n_post + 1) */
    const int64_t *incoming;        /* synapses by postsynaptic neuron */
    const int64_t *pre_of, *targets, *delays;
    REAL *weights, *collected, *pre, *post_trace;
    double pre_decay, post_decay, until_arrival, a_plus, a_minus, w_min, w_max;
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

static void NAME(arrive)(const NAME(Plastic) *w, const NAME(Past) *past, REAL *row, int64_t step) {
    const REAL less = (REAL)w->a_minus, low = (REAL)w->w_min, high = (REAL)w->w_max;
    const REAL passed = (REAL)w->until_arrival;
    for (int64_t k = 0; k < w->n_lengths; k++) {
        if (step < w->lengths[k]) continue;
        int64_t then = (step - w->lengths[k]) % past->length;
        const int32_t *fired = past->fired + then * past->width;
        const int64_t *starts = w->starts + k * (w->n_pre + 1);
        for (int64_t j = 0; j < past->counts[then]; j++) {
            if (!NAME(within)(fired[j], w->first, w->n_pre)) continue;
            int64_t own = fired[j] - w->first;
            for (int64_t s = starts[own]; s < starts[own + 1]; s++) {
                int64_t target = w->targets[s];
                row[target + w->cell + w->post] += w->weights[s];
                REAL trace = w->post_trace[target] * passed;
                if (w->rule == PAIRS)
                    w->weights[s] = NAME(clipped)(w->weights[s] - less * trace, low, high);
                else
                    w->collected[s] -= (REAL)1.2 * trace;
            }
        }
    }
}

static void NAME(decay_traces)(const NAME(Plastic) *w, int64_t step) {
    const REAL *now = w->pre + step % w->n_traces * w->n_pre;
    REAL *next = w->pre + (step + 1) % w->n_traces * w->n_pre;
    const REAL before = (REAL)w->pre_decay, after = (REAL)w->post_decay;
    for (int64_t i = 0; i < w->n_pre; i++) next[i] = now[i] * before;
    for (int64_t i = 0; i < w->n_post; i++) w->post_trace[i] *= after;
    if (w->rule == PAIRS || (step + 1) % 1000) return;
    for (int64_t s = 0; s < w->n_synapses; s++) {
        REAL changed = w->weights[s] + ((REAL)0.01 + w->collected[s]);
        w->weights[s] = NAME(clipped)(changed, 0, (REAL)w->w_max);
        w->collected[s] *= (REAL)0.9;
    }
}

static void NAME(learn)(const NAME(Plastic) *w, const int32_t *fired, int64_t n, int64_t step) {
    const REAL more = (REAL)w->a_plus, low = (REAL)w->w_min, high = (REAL)w->w_max;
    REAL *now = w->pre + (step + 1) % w->n_traces * w->n_pre;
    for (int64_t j = 0; j < n; j++) {
        if (NAME(within)(fired[j], w->first, w->n_pre)) {
            REAL *trace = now + fired[j] - w->first;
            *trace = w->rule == PAIRS ? *trace + 1 : (REAL)0.1;
        }
        if (w->rule != PAIRS && NAME(within)(fired[j], w->post, w->n_post))
            w->post_trace[fired[j] - w->post] = (REAL)0.1;
    }
    for (int64_t j = 0; j < n; j++) {
        if (!NAME(within)(fired[j], w->post, w->n_post)) continue;
        int64_t own = fired[j] - w->post;
        for (int64_t k = w->incoming_starts[own]; k < w->incoming_starts[own + 1]; k++) {
            int64_t s = w->incoming[k];
            int64_t seen = (step + 1 - w->delays[s]) % w->n_traces;
            if (seen < 0) seen += w->n_traces;
            REAL trace = w->pre[seen * w->n_pre + w->pre_of[s]];
            if (w->rule == PAIRS)
                w->weights[s] = NAME(clipped)(w->weights[s] + more * trace, low, high);
            else
                w->collected[s] += trace;
        }
        if (w->rule == PAIRS) w->post_trace[own] += 1;
    }
}
