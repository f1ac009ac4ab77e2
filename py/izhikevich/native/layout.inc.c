/* Where the fields of the structures lie: native/structures.py has them once more, and compares when
   the library is loaded. Pointers are as wide as the machine has them, so the bytes differ. */

#define SIZE(type) {#type, 0, sizeof(NAME(type))}
#define AT(type, field)                                                                          \
    {#type "." #field, __builtin_offsetof(NAME(type), field), sizeof(((NAME(type) *)0)->field)}

/* Return the structures and their fields; a place without a name is the end. */
EXPORT const Place *NAME(layout)(void) {
    static const Place places[] = {
        SIZE(Block), AT(Block, start), AT(Block, stop), AT(Block, model), AT(Block, many),
        AT(Block, drive), AT(Block, leak), AT(Block, origin), AT(Block, scale), AT(Block, turn),
        AT(Block, b_below), AT(Block, peak_slope), AT(Block, c_slope), AT(Block, u_max),
        AT(Block, highest), AT(Block, lowest), AT(Block, vertex), AT(Block, scale_of_v),
        AT(Block, each), AT(Block, program), AT(Block, length), AT(Block, numbers),
        AT(Block, constants),
        AT(Block, parabola), AT(Block, parabolas), AT(Block, leaning),
        SIZE(Tile), AT(Tile, model), AT(Tile, constant), AT(Tile, resets_low),
        SIZE(Input), AT(Input, start), AT(Input, stop), AT(Input, each),
        AT(Input, values),
        SIZE(Injection), AT(Injection, first), AT(Injection, n_pre), AT(Injection, cell),
        AT(Injection, n_post), AT(Injection, variable), AT(Injection, starts),
        AT(Injection, sources), AT(Injection, weights), AT(Injection, values),
        SIZE(Coupling), AT(Coupling, first), AT(Coupling, n_pre), AT(Coupling, post),
        AT(Coupling, starts), AT(Coupling, targets), AT(Coupling, conductances),
        AT(Coupling, own),
        SIZE(Wiring), AT(Wiring, first), AT(Wiring, n_pre), AT(Wiring, cell), AT(Wiring, reach),
        AT(Wiring, delay), AT(Wiring, dense), AT(Wiring, starts), AT(Wiring, targets),
        AT(Wiring, weights), AT(Wiring, delays),
        SIZE(Depressing), AT(Depressing, wiring), AT(Depressing, x), AT(Depressing, u),
        AT(Depressing, last), AT(Depressing, fraction), AT(Depressing, tau_rec),
        AT(Depressing, tau_facil),
        SIZE(Source), AT(Source, start), AT(Source, size), AT(Source, stream), AT(Source, chance),
        AT(Source, each_source), AT(Source, each_step), AT(Source, steps), AT(Source, members),
        AT(Source, given),
        SIZE(Plastic), AT(Plastic, rule), AT(Plastic, learning), AT(Plastic, nearest),
        AT(Plastic, first), AT(Plastic, n_pre), AT(Plastic, post), AT(Plastic, n_post),
        AT(Plastic, cell), AT(Plastic, n_lengths), AT(Plastic, n_traces),
        AT(Plastic, n_synapses), AT(Plastic, first_dopamine), AT(Plastic, n_dopamine),
        AT(Plastic, sweep), AT(Plastic, period), AT(Plastic, lengths), AT(Plastic, starts),
        AT(Plastic, incoming_starts), AT(Plastic, incoming), AT(Plastic, pre_of),
        AT(Plastic, targets), AT(Plastic, delays), AT(Plastic, weights), AT(Plastic, collected),
        AT(Plastic, pre), AT(Plastic, post_trace), AT(Plastic, pre_slow), AT(Plastic, post_slow),
        AT(Plastic, eligibility), AT(Plastic, seen), AT(Plastic, rates), AT(Plastic, lacking),
        AT(Plastic, dopamine), AT(Plastic, jump), AT(Plastic, pre_decay),
        AT(Plastic, post_decay), AT(Plastic, until_arrival), AT(Plastic, a_plus),
        AT(Plastic, a_minus), AT(Plastic, w_min), AT(Plastic, w_max), AT(Plastic, alpha),
        AT(Plastic, a3_plus), AT(Plastic, a3_minus), AT(Plastic, slow_pre_decay),
        AT(Plastic, slow_post_decay), AT(Plastic, release), AT(Plastic, c_decay),
        AT(Plastic, d_decay), AT(Plastic, phasic), AT(Plastic, tonic), AT(Plastic, rate_decay),
        AT(Plastic, rate_jump), AT(Plastic, wanted), AT(Plastic, share), AT(Plastic, beta),
        AT(Plastic, scaled_min), AT(Plastic, scaled_max),
        SIZE(Past), AT(Past, length), AT(Past, width), AT(Past, fired), AT(Past, counts),
        SIZE(Thrown), AT(Thrown, neurons), AT(Thrown, count),
        SIZE(Network), AT(Network, n), AT(Network, n_targets), AT(Network, n_rows),
        AT(Network, step), AT(Network, scheme), AT(Network, dt), AT(Network, scale),
        AT(Network, seed), AT(Network, n_blocks), AT(Network, n_wirings), AT(Network, n_inputs),
        AT(Network, n_injections),
        AT(Network, n_sources), AT(Network, n_plastic), AT(Network, n_noise),
        AT(Network, n_recorded), AT(Network, blocks), AT(Network, wirings), AT(Network, inputs),
        AT(Network, injections),
        AT(Network, sources), AT(Network, plastic), AT(Network, n_depressing),
        AT(Network, depressing), AT(Network, n_couplings), AT(Network, couplings),
        AT(Network, coupled), AT(Network, v), AT(Network, u),
        AT(Network, g), AT(Network, ring), AT(Network, arriving), AT(Network, decays),
        AT(Network, offset), AT(Network, noise), AT(Network, refractory), AT(Network, frozen),
        AT(Network, pulsed), AT(Network, pulse), AT(Network, past), AT(Network, recorded),
        AT(Network, samples), AT(Network, n_samples), AT(Network, sample), AT(Network, fired),
        AT(Network, room), AT(Network, most), AT(Network, allowed), AT(Network, counts),
        AT(Network, thrown), AT(Network, low), AT(Network, artefacts),
        AT(Network, n_artefacts), AT(Network, stack), AT(Network, tiles),
        AT(Network, decay_of_all), AT(Network, n_rising), AT(Network, rising), AT(Network, rise), AT(Network, passed),
        AT(Network, gain), AT(Network, rising_state),
        AT(Network, means), AT(Network, left), AT(Network, driven),
        AT(Network, shifted),
        {"", 0, 0}};
    return places;
}

#undef SIZE
#undef AT
