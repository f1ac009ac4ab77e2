"""Why each cell type fires as it does, seen in the phase plane; what to try; where it occurs."""

from __future__ import annotations

from collections.abc import Mapping

_VN = "[parabola](curve:phase/v-nullcline)"
_UN = "[u-nullcline](curve:phase/u-nullcline)"
_RESETS = "[resets](curve:phase/resets)"
_SEPARATRIX = "[separatrix](curve:phase/separatrix)"

_MAP = "How *u* goes from reset to reset: the [reset map](panel:reset_map)."
_RATES = "Firing rate against current: the [f–I curve](panel:frequency)."
_OTHERS = "The same current in other models: [compare](panel:models_compared)."
_NEITHER = (
    f"The current lifts the {_VN} above the {_UN}: they do not meet, and there is no resting state."
)
_HIGHER = f"The {_RESETS} soon land above the parabola, so *v* falls first: single spikes."
_SWITCH = f"The {_UN} has a kink, where its slope *b* changes."

#: What to try by default.
DEFAULT_TRIES = (_MAP, _RATES, _OTHERS)
#: By preset: the reason in sentences, and what to try.
WHY_OF_CELLS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "RS": (
        (
            _NEITHER,
            _HIGHER,
            "Each raises *u* by *d* = 8; with 1/*a* = 50 ms, *u* stays high, and the intervals "
            "lengthen until decay balances the jumps.",
        ),
        ("Half the current: [7](set:stimulus=step(7,20)&duration=300).", _RATES, _OTHERS),
    ),
    "IB": (
        (
            _NEITHER,
            "The reset at −55 mV lies further to the right: at first, while *u* is low, it lands "
            "below the parabola and the next spike follows immediately. After a few jumps it lands "
            "above: single spikes.",
        ),
        ("With the reset of regular spiking, [c = −65](set:c=-65), the burst is gone.", _MAP),
    ),
    "CH": (
        (
            _NEITHER,
            f"The {_RESETS} at −50 mV land below the parabola until several small jumps (*d* = 2) "
            "have raised *u*; then one lands above, *v* falls, and *u* decays during a long "
            "excursion. So burst follows burst.",
        ),
        (
            "Larger jumps, [d = 4](set:d=4), make shorter bursts, smaller ones, "
            "[d = 1](set:d=1&duration=600), longer bursts.",
            "With a lower reset, [c = −60](set:c=-60), only the first spikes come in a burst.",
            _MAP,
        ),
    ),
    "FS": (
        (
            _NEITHER,
            _HIGHER,
            "*u* is five times as fast as in the excitatory cells: it has decayed by the time the "
            "next spike is due, so intervals hardly lengthen.",
        ),
        ("With *u* as slow as in the others, [a = 0.02](set:a=0.02), it adapts.", _RATES),
    ),
    "TC": (
        (
            _NEITHER,
            "With *b* = 0.25 the curves part as early as *I* = 1.02, and the gap is narrow: from "
            "each reset to the next spike the trajectory leads through it, where everything is "
            "slow. Jumps of *u* are tiny (*d* = 0.05): it changes along the trajectory, hardly at "
            "spikes.",
        ),
        ("The [rebound burst](see:#neuron?preset=TC_burst) of the same cell.", _RATES),
    ),
    "TC_burst": (
        (
            "While the cell is held at −87 mV, *u* falls to the left end of the "
            f"[u-nullcline](curve:phase/u-nullcline). On release the {_VN} is back at its old "
            f"height, and the state lies far below it, beyond the {_SEPARATRIX}: the cell fires "
            "until *u*, which spikes hardly change, has risen on its own.",
        ),
        ("The same cell [from rest](see:#neuron?preset=TC).", "See *u* in [u(t)](panel:recovery)."),
    ),
    "RZ": (
        (
            "The [equilibrium](curve:phase/equilibria) is a focus: after the step the state "
            f"spirals into it. The pulse carries it across the {_SEPARATRIX}, and the cell fires.",
        ),
        (
            "A weaker *b*, [0.2](set:b=0.2), rings less.",
            "Its preferred frequencies: [impedance](panel:impedance).",
        ),
    ),
    "LTS": (
        (
            _NEITHER,
            "With *b* = 0.25 this takes little current, *I* = 1.02.",
            _HIGHER,
            "Jumps of 2 add up, because *u* is slow.",
        ),
        ("A small current is enough: [I = 2](set:stimulus=step(2,20)&duration=300).", _RATES),
    ),
    "RS_2007": (
        (
            _NEITHER,
            f"*b* is negative: the {_UN} slopes down, so a *v* just above rest lowers *u*, which "
            "aids the current. Rest is lost in a saddle-node, and weak currents give slow firing.",
        ),
        ("A weak current: [60 pA](set:stimulus=60&duration=1000).", _RATES),
    ),
    "IB_2007": (
        (
            _NEITHER,
            "*u* is slow (1/*a* = 100 ms) and *b* is steep. The first spikes come while *u* is "
            "still low; then it catches up.",
        ),
        ("Less current: [400 pA](set:stimulus=400&duration=800).", _MAP),
    ),
    "CH_2007": (
        (
            _NEITHER,
            f"The {_RESETS} at −40 mV lie where the parabola turns up: below it the next spike "
            "follows immediately, and jumps of 150 pA soon take the resets above it.",
        ),
        ("Smaller jumps, [d = 100](set:d=100).", _MAP),
    ),
    "LTS_2007": (
        (
            _NEITHER,
            "Peak and reset depend on *u*: the higher it is, the lower the peak and the higher the "
            f"reset. See how the {_RESETS} shift as *u* climbs.",
        ),
        ("Less current: [130 pA](set:stimulus=130&duration=800).", "See [u(t)](panel:recovery)."),
    ),
    "FS_2007": (
        (
            f"The {_UN} is flat up to −55 mV and rises cubically above: only a spike drives *u*, "
            "but strongly. The only [equilibrium](curve:phase/equilibria) left is unstable.",
        ),
        ("Closer to threshold: [90 pA](set:stimulus=90&duration=400).", _RATES),
    ),
    "TC_2007": (
        (
            _SWITCH,
            "Above −65 mV it is flat: only the jumps drive *u*, and the cell fires single spikes.",
        ),
        ("Its [rebound burst](see:#neuron?preset=TC_burst_2007).", _RATES),
    ),
    "TC_burst_2007": (
        (
            _SWITCH,
            "Below −65 mV it is steep: while the cell is held there, *u* falls far. On release the "
            f"state lies far below the {_VN}, and the cell fires until *u* is up again.",
        ),
        ("The same cell [from rest](see:#neuron?preset=TC_2007).", "See [u(t)](panel:recovery)."),
    ),
    "RTN_2007": (
        (
            _NEITHER,
            _SWITCH,
            "Above the kink it is shallow, and jumps of *u* space the spikes.",
        ),
        ("After [hyperpolarisation](see:#neuron?preset=RTN_burst_2007).", _RATES),
    ),
    "RTN_burst_2007": (
        (
            _SWITCH,
            "While the cell is held below the kink, *u* falls along the steep part; released, the "
            "cell fires a burst until jumps have raised *u*, then single spikes.",
        ),
        ("The same cell [from rest](see:#neuron?preset=RTN_2007).", "See [u(t)](panel:recovery)."),
    ),
    "MSN_2007": (
        (
            _NEITHER,
            "But the gap is narrow and *u* is slow: the trajectory creeps through, and the first "
            "spike comes late.",
        ),
        ("More current, [500 pA](set:stimulus=500), makes it fire sooner.", _RATES),
    ),
    "FS_Nengo": (
        (
            _NEITHER,
            _HIGHER,
            "*u* is fast, but its jumps are those of regular spiking, *d* = 8, which take longer "
            "to decay than jumps of 2.",
        ),
        ("As in the paper: [d = 2](set:d=2).", _RATES),
    ),
    "LTS_Nengo": (
        (
            _NEITHER,
            _HIGHER,
            "Jumps of 8, four times those of the paper, make it adapt strongly.",
        ),
        ("As in the paper: [d = 2](set:d=2).", _RATES),
    ),
    "RZ_Nengo": (
        (
            "The [equilibrium](curve:phase/equilibria) is a focus, as in the paper. The jump of 8 "
            f"takes the reset far above the {_SEPARATRIX}, so there is no second spike.",
        ),
        ("As in the paper: [d = 2](set:d=2).", "Its [impedance](panel:impedance)."),
    ),
}

#: By symbol of the cell.
BIOLOGY: Mapping[str, str] = {
    "RS": "Regular spiking cells are the most common excitatory cells of the cortex, in all "
    "layers.",
    "IB": "Intrinsically bursting cells are large pyramidal cells, most of them in layer 5.",
    "CH": "Chattering cells are found in the upper layers; their bursts come 20 to 70 times a "
    "second, which may make them a source of gamma rhythms.",
    "FS": "Fast spiking cells are inhibitory, mostly basket cells with parvalbumin; they can fire "
    "hundreds of spikes per second.",
    "LTS": "Low-threshold spiking cells are inhibitory, many of them Martinotti cells, which reach "
    "the dendrites of pyramidal cells.",
    "TC": "Relay cells of the thalamus pass on sensory signals: as single spikes in the waking "
    "state, in bursts when hyperpolarised, as in sleep.",
    "RZ": "Resonators respond best to input at their natural frequency; neurons of the brainstem "
    "that serve the jaw (mesencephalic V) are an example.",
    "RTN": "The reticular nucleus surrounds the thalamus and inhibits its relay cells; together "
    "they generate the spindles of sleep.",
    "MSN": "Nearly all cells of the striatum, the input to the basal ganglia, are medium spiny "
    "neurons; they are silent most of the time.",
}
