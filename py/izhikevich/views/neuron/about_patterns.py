"""Why each of the twenty patterns fires as it does, seen in the phase plane; and what to try."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class PatternText:
    """Texts with marks (see `izhikevich.views.about`): the reason, what to try, where it occurs."""

    why: str
    tries: tuple[str, ...]
    biology: str


_VN = "[parabola](curve:phase/v-nullcline)"
_PATH = "[path](curve:phase/trajectory)"
_REST = "[equilibrium](curve:phase/equilibria)"
_SEPARATRIX = "[separatrix](curve:phase/separatrix)"
_RESETS = "[resets](curve:phase/resets)"

PATTERN_TEXTS: Mapping[str, PatternText] = {
    "tonic_spiking": PatternText(
        "Before the step the two curves crossed twice, and the state stood at the left crossing. "
        f"The current lifts the [parabola from here](curve:phase/v-nullcline at rest) to "
        "[here](curve:phase/v-nullcline), above the [u-nullcline](curve:phase/u-nullcline): no "
        f"crossing is left. Beneath the parabola *v* always grows, so the {_PATH} runs to the "
        f"right, is [reset](curve:phase/resets), and runs again. Each reset lands *d* higher, "
        "where the way is slower, until as much of *u* decays in an interval as a spike adds.",
        (
            "Less current: [4.5](set:stimulus=step(4.5,10)&duration=400) fires slowly, "
            "[3](set:stimulus=step(3,10)) only once: rest is back.",
            "A larger jump of *u*, [d = 12](set:d=12), gives longer intervals; "
            "[d = 2](set:d=2) shorter ones.",
            "Which currents fire how fast: the [f–I curve](panel:frequency).",
        ),
        "Most excitatory cells of the cortex fire so while they are stimulated, the regular "
        "spiking ones slowing down at first.",
    ),
    "phasic_spiking": PatternText(
        f"The step to 0.5 lifts the {_VN} by so little that both crossings stay: the left one, "
        f"the {_REST}, is a stable focus. But it moves immediately, and *u* needs tens of ms to "
        f"follow, so that the state finds itself beyond the {_SEPARATRIX}, on the side from which "
        "all paths lead to a spike. The reset lands high, above the parabola, from where the "
        "path goes back to rest.",
        (
            "A slow rise to the same current fires nothing: "
            "[ramp](set:stimulus=ramp(0.005,20,120)).",
            "A larger step, [I = 1.5](set:stimulus=step(1.5,20)), leaves no equilibrium: it keeps "
            "firing.",
        ),
        "Cells that report the onset of a stimulus and not its duration, for example in the "
        "auditory brainstem.",
    ),
    "tonic_bursting": PatternText(
        f"At *c* = −50 mV the {_RESETS} land to the right of the minimum of the {_VN}. While *u* "
        "is low they land beneath it, where *v* rises immediately: the next spike follows within "
        "a few ms, and each lifts *u* by *d*. Sooner or later a reset lands above the parabola: "
        "now *v* must first fall, the path goes the long way round on the left, and *u* decays "
        "meanwhile. So the number of spikes of a burst is the number of steps *d* between both.",
        (
            "Lower the reset to [c = −60](set:c=-60): every reset lands above, and bursts end.",
            "Halve the jump, [d = 1](set:d=1): bursts get longer.",
            "The [reset map](panel:reset_map) shows the same as steps of *u*.",
        ),
        "Chattering cells of the cortex fire such bursts, and may take part in gamma rhythms.",
    ),
    "phasic_bursting": PatternText(
        "As in [phasic spiking](see:#neuron?preset=phasic_spiking) the step moves the "
        f"{_REST} aside faster than *u* follows, and it stays stable. But here each spike adds "
        f"hardly anything to *u*, and the {_RESETS} at −55 mV land beneath the {_VN}: spike "
        "follows spike while *u* rises by itself, pulled towards the "
        "[u-nullcline](curve:phase/u-nullcline) by the high *v*. When the resets lie above the "
        f"{_SEPARATRIX}, the path goes back to rest.",
        (
            "With the jump of phasic spiking, [d = 6](set:d=6), one spike is enough.",
            "A faster *u*, [a = 0.04](set:a=0.04), ends the burst sooner.",
        ),
        "A burst at the onset says more loudly than one spike that something has begun, and gets "
        "through synapses that often fail.",
    ),
    "mixed_mode": PatternText(
        f"At first *u* is low, and the {_RESETS} at −55 mV land beneath the {_VN}: the next "
        "spikes follow immediately. But each lifts *u* by *d* = 4, so that after a few the "
        "resets land above it. From then on each spike is followed by the long way round, on "
        "which *u* decays by as much as a spike adds: single spikes.",
        (
            "Smaller jumps, [d = 1](set:d=1), let it burst for longer.",
            "A lower reset, [c = −65](set:c=-65), leaves no burst.",
        ),
        "The intrinsically bursting cells of the cortex begin with a burst and continue with "
        "single spikes.",
    ),
    "spike_frequency_adaptation": PatternText(
        "Each spike lifts *u* by *d* = 8, and 1/*a* = 100 ms is long against the intervals: the "
        f"steps pile up. The higher the state lies in the plane, the nearer is the {_VN} above "
        f"which *v* falls, and the slower the {_PATH} beneath it: the intervals grow. They settle "
        "when *u* decays in an interval by as much as a spike adds.",
        (
            "A faster *u*, [a = 0.1](set:a=0.1), forgets between spikes: hardly any adaptation.",
            "Run it for [400 ms](set:duration=400) to see the intervals settle.",
            "See *u* climb in the panel [u(t)](panel:recovery).",
        ),
        "Adaptation is the rule in excitatory cells of the cortex; slow potassium currents do in "
        "the cell what *u* does here.",
    ),
    "class_1_excitable": PatternText(
        f"With *b* below *a* the rest does not oscillate: it ends when the {_VN}, lifted by the "
        "ramp, leaves the [u-nullcline](curve:phase/u-nullcline) at *I* = 2.25, in a saddle-node "
        "bifurcation. In the gap between the curves *v* and *u* then hardly change, and the path "
        "takes as long as one likes: rates begin at 0. As the ramp lifts the parabola further the "
        "gap opens, and firing speeds up.",
        (
            "Just above: [I = 2.4](set:stimulus=2.4&duration=1000) fires slowly.",
            "The [f–I curve](panel:frequency) begins at 0 Hz.",
            "Compare [Class 2](see:#neuron?preset=class_2_excitable).",
        ),
        "Class 1 cells, as Hodgkin called them in 1948, can code the strength of a stimulus by "
        "their rate over a wide range; many pyramidal cells are like this.",
    ),
    "class_2_excitable": PatternText(
        "With *b* above *a* = 0.2 the rest is a focus, and as the current grows the path turns "
        "around it ever more weakly damped. At *I* = 0.4, before the curves part at 0.42, the "
        "focus loses its stability in an Andronov–Hopf bifurcation: the turns grow into spikes, "
        "and the time of a turn sets the first rate. Slower it cannot fire.",
        (
            "Just above, at [I = 0.45](set:stimulus=0.45), it fires at 37 Hz already.",
            "At 0.3 rest is stable, and so is firing: [start at "
            "rest](set:stimulus=0.3&v0=-61&u0=-15.86), "
            "or [further away](set:stimulus=0.3&v0=-50&u0=-15.86).",
            "The [f–I curve](panel:frequency) begins with a jump; see also the "
            "[bifurcations](panel:bifurcation).",
            "Compare [Class 1](see:#neuron?preset=class_1_excitable).",
        ),
        "Class 2 cells answer at a rate of their own or not at all; fast spiking interneurons and "
        "the squid's giant axon are of this kind.",
    ),
    "spike_latency": PatternText(
        f"After the pulse the state lies just beyond the {_SEPARATRIX}. Paths there run along it "
        "towards the saddle (the cross among the [equilibria](curve:phase/equilibria)) before they "
        f"turn off to the spike; and near the saddle everything is slow. So the {_PATH} lingers, "
        "and the spike comes long after its cause.",
        (
            "A little more, [7.2](set:stimulus=piecewise(0,10<t<13:7.2)), shortens the wait; a "
            "little "
            "less, [7](set:stimulus=piecewise(0,10<t<13:7)), leaves no spike.",
            "The dependence on strength: [strength–duration](panel:strength_duration).",
        ),
        "Most pyramidal cells of the cortex delay a spike to a weak input by tens of ms: timing "
        "then distinguishes strong inputs from weak ones.",
    ),
    "subthreshold_oscillations": PatternText(
        f"The {_REST} is a stable focus: its eigenvalues are complex, and the {_PATH} spirals into "
        "it. What is a turn in the plane is an oscillation of *v* in time, here with a period near "
        "56 ms, about 18 Hz.",
        (
            "With [b = 0.2](set:b=0.2) rest is a node: nothing rings, and the pulse fires nothing.",
            "The [impedance](panel:impedance) has its maximum near that frequency.",
        ),
        "Nearly all structures of the brain have cells that can oscillate below threshold, such as "
        "stellate cells of the entorhinal cortex (theta); they act as band-pass filters.",
    ),
    "resonator": PatternText(
        f"Each pulse pushes the state to the right, away from the {_REST}, which it then turns "
        "around. A second push makes the turn wider if it comes when the state is on its way to "
        "the right again, one period (40 ms) later, and smaller if it comes in between. Only the "
        f"wider turn crosses the {_SEPARATRIX}.",
        (
            "Pulses [40 ms apart](set:stimulus=train(0.65,40,4,40,2)) against "
            "[20 ms apart](set:stimulus=train(0.65,40,4,20,2)).",
            "The [impedance](panel:impedance) shows which frequencies it prefers.",
            "Compare the [integrator](see:#neuron?preset=integrator).",
        ),
        "Resonators listen to the rhythm of their input: one cell may hear only what comes at "
        "theta, another at gamma frequencies.",
    ),
    "integrator": PatternText(
        f"The {_REST} is a stable node: the state comes back to it without turning around it. What "
        "a pulse has added only decays, so that a second pulse adds to what is left. If both come "
        f"together they carry the state across the {_SEPARATRIX}.",
        (
            "Pulses [5 ms apart](set:stimulus=train(9,20,2,5,2)) against "
            "[10 ms apart](set:stimulus=train(9,20,2,10,2)).",
            "Compare the [resonator](see:#neuron?preset=resonator).",
        ),
        "Integrators detect coincidence: the higher the frequency of the input, the better. "
        "Regular spiking cells of the cortex are close to this.",
    ),
    "rebound_spike": PatternText(
        f"Inhibition lowers the {_VN}, and with it the equilibrium: *v* falls immediately, and "
        "*u* follows towards the [u-nullcline](curve:phase/u-nullcline), downwards. When the "
        f"parabola comes back up, the state is so low that it lies beyond the {_SEPARATRIX}: it "
        "fires without any excitation.",
        (
            "A shorter inhibition, [2 ms](set:stimulus=pulse(-15,20,2)), does not lower *u* "
            "enough.",
            "A weaker one, [−3 for 5 ms](set:stimulus=pulse(-3,20,5)), neither; for "
            "[30 ms](set:stimulus=pulse(-3,20,30)) it does.",
        ),
        "Rebound is how inhibition can time spikes, in the thalamus and in central pattern "
        "generators of two halves that inhibit each other.",
    ),
    "rebound_burst": PatternText(
        "As for the [rebound spike](see:#neuron?preset=rebound_spike) inhibition has lowered *u*, "
        f"and the state starts beyond the {_SEPARATRIX}. But spikes leave *u* as it is (*d* = 0), "
        f"and the {_RESETS} at −52 mV land beneath the {_VN}: spike follows spike, until *u* has "
        "risen by itself.",
        (
            "With jumps, [d = 4](set:d=4), fewer spikes are enough.",
            "A longer inhibition, [40 ms](set:stimulus=pulse(-15,20,40)).",
        ),
        "Relay cells of the thalamus fire such bursts after inhibition, by a calcium current that "
        "is available only then; they shape the rhythms of sleep.",
    ),
    "threshold_variability": PatternText(
        f"Whether a pulse fires is decided by the {_SEPARATRIX}, a curve and not a voltage. It "
        "slopes: the lower *u*, the further left it lies. The brief inhibition lowers *u*, and "
        "then "
        "the same pulse is enough that fails alone.",
        (
            "Without the inhibition: [two pulses](set:stimulus=train(1,10,5,70,2)).",
            "Excitation before does the opposite: "
            "[look](set:stimulus=pulse(1,10,5)+pulse(0.5,60,15)+pulse(1,80,5)).",
        ),
        "In recordings the voltage from which spikes rise differs from spike to spike; it depends "
        "on what came before, as here.",
    ),
    "bistability": PatternText(
        f"At *I* = 0.24 two things are stable: the {_REST}, and a cycle of spikes and "
        "[resets](curve:phase/resets). From close around the equilibrium all paths lead to it, "
        "from "
        "further away to firing. The first pulse carries the state out; the second comes when the "
        "state passes by on its way, and carries it back in.",
        (
            "A second pulse at another phase, [10 ms "
            "later](set:stimulus=0.24+pulse(1,37.5,5)+pulse(1,226,5)), does not stop it.",
            "What becomes of each start: [basins](panel:basins).",
        ),
        "Cells that can rest or fire under the same input can hold a memory of a pulse; and "
        "defibrillation of a heart stops a cycle likewise.",
    ),
    "depolarizing_afterpotential": PatternText(
        f"A spike throws *u* down by 21 (*d* is negative), far beneath the {_VN}: there *v* grows "
        "again right after the reset. But *u* is fast here, *a* = 1, and has come back up to the "
        "[u-nullcline](curve:phase/u-nullcline) before *v* reaches the threshold: only a hump is "
        "left.",
        (
            "A deeper throw, [d = −22](set:d=-22), makes the hump a spike: look how narrow it is.",
            "With [d = 6](set:d=6) there is a dip as in other cells.",
        ),
        "A depolarizing after-potential leaves the cell easily excited for a while; currents of "
        "the dendrites or a high-threshold calcium current bring it about.",
    ),
    "accommodation": PatternText(
        "Here *u* does not follow *b v*: it grows as long as *v* is above −65 mV, at any height of "
        "*u*. Its [nullcline](curve:phase/u-nullcline) is upright. So against a slow ramp *u* "
        "rises "
        f"along with the {_VN}, and the {_REST} stays at −65 mV for any current. Only what is "
        "faster "
        "than *u* takes the state to the right.",
        (
            "The slow ramp, [twice as long](set:stimulus=ramp(0.04,0)): silent up to 16.",
            "A step to only [2](set:stimulus=step(2,50)&duration=200), as fast as can be.",
        ),
        "Fibres and cells accommodate: a strong current that rises slowly triggers no spike; a "
        "weak one that rises abruptly does.",
    ),
    "inhibition_induced_spiking": PatternText(
        "*a* and *b* are negative: the [u-nullcline](curve:phase/u-nullcline) falls, and *u* moves "
        f"away from it. At 80 the focus is stable; the lower current drops the {_VN} from "
        "[here](curve:phase/v-nullcline at rest), the focus moves to higher *v* on it, and beyond "
        "the Andronov–Hopf point, below *I* = 79, it is unstable: the path turns outwards, and "
        "fires.",
        (
            "Only to [79.5](set:stimulus=piecewise(79.5,t<50:80,250<t:80)), where the focus is "
            "stable: silent as long as it lasts.",
            "To [77](set:stimulus=piecewise(77,t<50:80,250<t:80)): unstable, and it fires.",
        ),
        "Relay cells of the thalamus fire when they are inhibited, by a current that "
        "hyperpolarisation opens and a calcium current that it makes available.",
    ),
    "inhibition_induced_bursting": PatternText(
        "As in [inhibition-induced spiking](see:#neuron?preset=inhibition_induced_spiking) the "
        "lower current makes the focus unstable. But now the reset lies at −45 mV and spikes "
        f"lower *u* by 2, so that the {_RESETS} land beneath the {_VN}, where *v* rises "
        "immediately: bursts.",
        (
            "A lower reset, [c = −60](set:c=-60&d=8), gives single spikes again.",
            "With [finer steps](set:dt=0.1) the first burst does not end: the pattern depends on "
            "those of the paper.",
        ),
        "Such bursts of the thalamus under inhibition take part in the spindles of sleep.",
    ),
}
