/* Neurons by themselves, in double precision: the course of one, and many at constant currents. */

/* Step one neuron n times, as the loops of neuron/schemes/explicit.py do. Write v and u after each step,
   and of each spike its step, the state before the reset, and whether it is an artefact. Return the
   number of spikes, or -1 - i if the voltage diverged in step i. */
EXPORT int64_t run_trace(const Block_float64 *b, int64_t scheme, double dt, int64_t n,
                         const double *current, double v, double u, double *vs, double *us,
                         int64_t *spike_indices, double *spike_v, double *spike_u,
                         uint8_t *artefacts) {
    Tile_float64 p;
    int64_t spikes = 0;
    uint8_t mark = 0;
    Thrown_float64 thrown = {&mark, 0};
    fill_constants_float64(b, &p);
    const int usual = b->drive == LINEAR && b->leak, divide = p.model[CAPACITANCE][0] != 1;
    const double origin = b->origin;
    int low = 1; /* not known yet */
#define STEP(scheme)                                                                             \
    low = step_all_float64(b, &p, scheme, 1, divide, 0, 1, dt, origin, low, &v, &u, current + i,  \
                           &thrown)
    for (int64_t i = 0; i < n; i++) {
        if (!usual) {
            double next_v = v, next_u = u; /* v and u stay in registers */
            low = step_any_float64(b, &p, (int)scheme, 0, 1, dt, low, &next_v, &next_u, current + i,
                                   &thrown);
            v = next_v, u = next_u;
        } else if (scheme == FORWARD) {
            STEP(FORWARD);
        } else if (scheme == HALF_STEP) {
            STEP(HALF_STEP);
        } else {
            STEP(EULER);
        }
        if (thrown.count && !(v > b->vertex[0])) take_mark_float64(&thrown, 0);
        if (is_beyond_float64(b, &p, (int)scheme, 0, v, u)) {
            if (!(v < V_LIMIT)) return -1 - i;
            spike_indices[spikes] = i;
            artefacts[spikes] = (uint8_t)take_mark_float64(&thrown, 0);
            spike_v[spikes] = v;
            spike_u[spikes++] = u;
            reset_float64(b, p.model[C_][0], p.model[D][0], &v, &u);
            low = v < b->highest;
        } else if (!(v > -V_LIMIT)) {
            return -1 - i;
        }
        vs[i] = v;
        us[i] = u;
    }
#undef STEP
    return spikes;
}

/* Step n neurons, each with its current, from step `first` on, as
   neuron/batch_explicit.py does. A neuron that diverges becomes NaN and is marked with its step in
   `failed`, which is -1 before; one that was thrown over the threshold, in `marks`. Spikes are
   written tile after tile, with whether each is an artefact. Return how many. */
EXPORT int64_t run_batch(const Block_float64 *b, int64_t scheme, double dt, int64_t first,
                         int64_t steps, int64_t n, const double *current, double *v, double *u,
                         int64_t *failed, uint8_t *marks, int64_t *spike_steps,
                         int64_t *spike_neurons, double *u_after, uint8_t *artefacts) {
    Tile_float64 p;
    uint32_t beyond[TILE / WORD];
    int64_t spikes = 0;
    const double lost = __builtin_nan("");
    Thrown_float64 thrown = {marks, 0};
    for (int64_t i = 0; i < n; i++) thrown.count += marks[i];
    fill_constants_float64(b, &p);
    for (int64_t begin = 0; begin < n; begin += TILE) {
        int some = n - begin < TILE ? (int)(n - begin) : TILE;
        double *own_v = v + begin, *own_u = u + begin;
        place_tile_float64(b, &p, begin);
        int low = 1; /* not known yet */
        for (int64_t k = first; k < first + steps; k++) {
            low = step_tile_float64(b, &p, (int)scheme, dt, begin, some, low, own_v, own_u,
                                    current + begin, &thrown);
            find_beyond_float64(b, &p, some, own_v, beyond);
            for (int base = 0; base < some; base += WORD) {
                for (uint32_t left = beyond[base / WORD]; left; left &= left - 1) {
                    const int i = base + __builtin_ctz(left);
                    if (!is_beyond_float64(b, &p, (int)scheme, i, own_v[i], own_u[i])) continue;
                    if (!(own_v[i] < V_LIMIT)) {
                        failed[begin + i] = k;
                        own_v[i] = own_u[i] = lost;
                        continue;
                    }
                    reset_float64(b, p.model[C_][i], p.model[D][i], own_v + i, own_u + i);
                    low |= own_v[i] < b->highest;
                    spike_steps[spikes] = k;
                    spike_neurons[spikes] = begin + i;
                    artefacts[spikes] = (uint8_t)take_mark_float64(&thrown, begin + i);
                    u_after[spikes++] = own_u[i];
                }
            }
        }
        for (int i = 0; i < some; i++) {
            if (own_v[i] > -V_LIMIT || failed[begin + i] >= 0) continue;
            failed[begin + i] = first + steps - 1;
            own_v[i] = own_u[i] = lost;
        }
    }
    return spikes;
}
