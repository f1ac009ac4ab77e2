"""Further words by which a pattern or a cell is found: what it does, and where such cells are."""

from __future__ import annotations

from collections.abc import Mapping

#: By the key of a pattern, or the symbol of a cell.
KEYWORDS: Mapping[str, str] = {
    "tonic_spiking": "regular, repetitive, train",
    "phasic_spiking": "onset, once, single spike",
    "tonic_bursting": "burst, chattering, gamma rhythm",
    "phasic_bursting": "burst, onset, once",
    "mixed_mode": "burst, then tonic",
    "spike_frequency_adaptation": "adapting, slows down, regular",
    "class_1_excitable": "f–I curve, arbitrarily slow, saddle-node, ramp",
    "class_2_excitable": "f–I curve, sudden, Hopf, ramp",
    "spike_latency": "delay, late, pulse",
    "subthreshold_oscillations": "damped, focus, ringing",
    "resonator": "resonance, frequency, pulses, doublet",
    "integrator": "coincidence, summation, pulses",
    "rebound_spike": "inhibition, anodal break, post-inhibitory",
    "rebound_burst": "inhibition, burst, thalamus, post-inhibitory",
    "threshold_variability": "inhibition, excitation, pulses",
    "bistability": "memory, switch, rest and spiking",
    "depolarizing_afterpotential": "DAP, after-depolarisation",
    "accommodation": "slow ramp, Hopf",
    "inhibition_induced_spiking": "inhibition, hyperpolarised, thalamus",
    "inhibition_induced_bursting": "inhibition, burst, hyperpolarised, thalamus",
    "RS": "regular spiking, adapting, excitatory, pyramidal, cortex",
    "IB": "burst, excitatory, pyramidal, cortex, layer 5",
    "CH": "burst, excitatory, pyramidal, cortex, gamma rhythm",
    "FS": "fast spiking, inhibitory, interneuron, basket cell, parvalbumin, cortex",
    "LTS": "low-threshold spiking, inhibitory, interneuron, Martinotti cell, cortex",
    "TC": "relay cell, thalamus, rebound, burst, sleep",
    "RZ": "resonance, subthreshold oscillations, brainstem",
    "RTN": "reticular nucleus, thalamus, inhibitory, sleep, spindles, burst",
    "MSN": "medium spiny neuron, striatum, basal ganglia, delay",
}
