/* Neurons by themselves: the course of one, and many at constant currents, in double precision. */

/* Step one neuron n times, as the loops of neuron/explicit.py do. Write v and u after each step,
   and of each spike its step and the state before the reset. Return the number of spikes, or
   -1 - i if the voltage diverged in step i. */
EXPORT int64_t run_trace(const Block_float64 *b, int64_t scheme, double dt, int64_t n,
                         const double *current, double v, double u, double *vs, double *us,
                         int64_t *spike_indices, double *spike_v, double *spike_u) {
    Tile_float64 p;
    int64_t spikes = 0;
    fill_constants_float64(b, &p);
    const int usual = b->drive == LINEAR && b->leak, divide = p.model[CAPACITANCE][0] != 1;
    const double origin = b->origin;
    for (int64_t i = 0; i < n; i++) {
        if (!usual) {
            double next_v = v, next_u = u; /* v and u stay in registers */
            step_any_float64(b, &p, (int)scheme, 1, dt, &next_v, &next_u, current + i);
            v = next_v, u = next_u;
        } else if (scheme == FORWARD) {
            step_all_float64(&p, FORWARD, 1, divide, 1, dt, origin, &v, &u, current + i);
        } else if (scheme == HALF_STEP) {
            step_all_float64(&p, HALF_STEP, 1, divide, 1, dt, origin, &v, &u, current + i);
        } else {
            step_all_float64(&p, EULER, 1, divide, 1, dt, origin, &v, &u, current + i);
        }
        if (is_beyond_float64(b, &p, (int)scheme, 0, v, u)) {
            if (!(v < V_LIMIT)) return -1 - i;
            spike_indices[spikes] = i;
            spike_v[spikes] = v;
            spike_u[spikes++] = u;
            reset_float64(b, p.model[C_][0], p.model[D][0], &v, &u);
        } else if (!(v > -V_LIMIT)) {
            return -1 - i;
        }
        vs[i] = v;
        us[i] = u;
    }
    return spikes;
}

/* Step n neurons, each with its current, from step `first` on, as batch_explicit.py and
   varied.py do. A neuron that diverges becomes NaN and is marked with its step in
   `failed`, which is -1 before. Spikes are written tile after tile. Return how many. */
EXPORT int64_t run_batch(const Block_float64 *b, int64_t scheme, double dt, int64_t first,
                         int64_t steps, int64_t n, const double *current, double *v, double *u,
                         int64_t *failed, int64_t *spike_steps, int64_t *spike_neurons,
                         double *u_after) {
    Tile_float64 p;
    uint32_t beyond[TILE / WORD];
    int64_t spikes = 0;
    const double lost = __builtin_nan("");
    fill_constants_float64(b, &p);
    for (int64_t begin = 0; begin < n; begin += TILE) {
        int some = n - begin < TILE ? (int)(n - begin) : TILE;
        double *own_v = v + begin, *own_u = u + begin;
        place_tile_float64(b, &p, begin);
        for (int64_t k = first; k < first + steps; k++) {
            step_tile_float64(b, &p, (int)scheme, dt, some, own_v, own_u, current + begin);
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
                    spike_steps[spikes] = k;
                    spike_neurons[spikes] = begin + i;
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
