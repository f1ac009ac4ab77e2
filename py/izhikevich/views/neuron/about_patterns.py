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
_PATH = "[trajectory](curve:phase/trajectory)"
_REST = "[equilibrium](curve:phase/equilibria)"
_SEPARATRIX = "[separatrix](curve:phase/separatrix)"
_RESETS = "[resets](curve:phase/resets)"

PATTERN_TEXTS: Mapping[str, PatternText] = {
    "tonic_spiking": PatternText(
        "Before the step the two curves crossed twice, and the state sat at the left crossing. The "
        "current lifts the [parabola from here](curve:phase/v-nullcline at rest) to "
        "[here](curve:phase/v-nullcline), above the [u-nullcline](curve:phase/u-nullcline): no "
        f"crossing is left. Below the parabola *v* always rises, so the {_PATH} runs to the right, "
        "is [reset](curve:phase/resets), and runs again. Each reset lands *d* higher, where "
        "movement is slower, until *u* decays in each interval by as much as a spike adds.",
        (
            "Less current: [4.5](set:stimulus=step(4.5,10)&duration=400) gives slow firing, "
            "[3](set:stimulus=step(3,10)) only one spike: rest is back.",
            "A larger jump of *u*, [d = 12](set:d=12), gives longer intervals; "
            "[d = 2](set:d=2) shorter ones.",
            "Firing rate against current: the [f–I curve](panel:frequency).",
        ),
        "Most excitatory cells of the cortex fire like this while they are stimulated; regular "
        "spiking ones slow down at first.",
    ),
    "phasic_spiking": PatternText(
        f"The step to 0.5 lifts the {_VN} so little that both crossings remain: the left one, the "
        f"{_REST}, is a stable focus. But it moves immediately, while *u* needs tens of ms to "
        f"follow, so the state finds itself beyond the {_SEPARATRIX}, on the side from which all "
        "trajectories lead to a spike. The reset lands high, above the parabola, from where the "
        "state returns to rest.",
        (
            "A slow rise to the same current triggers no spike: "
            "[ramp](set:stimulus=ramp(0.005,20,120)).",
            "A larger step, [I = 1.5](set:stimulus=step(1.5,20)), leaves no equilibrium: the "
            "neuron keeps firing.",
        ),
        "Such cells report the onset of a stimulus rather than its duration, for example in the "
        "auditory brainstem.",
    ),
    "tonic_bursting": PatternText(
        f"At *c* = −50 mV the {_RESETS} land to the right of the minimum of the {_VN}. While *u* "
        "is low they land below it, where *v* rises immediately: the next spike follows within a "
        "few ms, and each raises *u* by *d*. Eventually a reset lands above the parabola: *v* must "
        "first fall, and *u* decays while the trajectory makes a long excursion to the left. So a "
        "burst has as many spikes as *u* needs steps of *d* to get above the parabola.",
        (
            "Lower the reset to [c = −60](set:c=-60): every reset lands above it, and there are no "
            "bursts.",
            "Halve the jump, [d = 1](set:d=1): bursts get longer.",
            "The [reset map](panel:reset_map) shows the same as steps in *u*.",
        ),
        "Chattering cells of the cortex fire such bursts, and may contribute to gamma rhythms.",
    ),
    "phasic_bursting": PatternText(
        f"As in [phasic spiking](see:#neuron?preset=phasic_spiking), the step moves the {_REST} "
        "faster than *u* can follow, and it stays stable. But here each spike adds hardly anything "
        f"to *u*, and the {_RESETS} at −55 mV land below the {_VN}: spike follows spike while *u* "
        "rises on its own, pulled towards the [u-nullcline](curve:phase/u-nullcline) by the high "
        f"*v*. Once the resets lie above the {_SEPARATRIX}, the state returns to rest.",
        (
            "With the jump of phasic spiking, [d = 6](set:d=6), there is only one spike.",
            "A faster *u*, [a = 0.04](set:a=0.04), ends the burst sooner.",
        ),
        "A burst at the onset signals more strongly than a single spike that something has begun, "
        "and gets through unreliable synapses.",
    ),
    "mixed_mode": PatternText(
        f"At first *u* is low, and the {_RESETS} at −55 mV land below the {_VN}: the next spikes "
        "follow immediately. But each raises *u* by *d* = 4, so after a few the resets land above "
        "it. From then on, each spike is followed by a long excursion, during which *u* decays by "
        "as much as a spike adds: single spikes.",
        (
            "Smaller jumps, [d = 1](set:d=1), make the burst longer.",
            "A lower reset, [c = −65](set:c=-65), leaves no burst.",
        ),
        "Intrinsically bursting cells of the cortex start with a burst and continue with single "
        "spikes.",
    ),
    "spike_frequency_adaptation": PatternText(
        "Each spike raises *u* by *d* = 8, and 1/*a* = 100 ms is long compared with the intervals, "
        "so the jumps accumulate. The higher the state lies in the plane, the nearer it is to the "
        f"{_VN}, above which *v* falls, and the slower the {_PATH} below it: the intervals "
        "lengthen. They settle when *u* decays in each interval by as much as a spike adds.",
        (
            "A faster *u*, [a = 0.1](set:a=0.1), forgets between spikes: hardly any adaptation.",
            "Run it for [400 ms](set:duration=400) to see the intervals settle.",
            "See *u* climb in the panel [u(t)](panel:recovery).",
        ),
        "Most excitatory cells of the cortex adapt; in them, slow potassium currents do what *u* "
        "does here.",
    ),
    "class_1_excitable": PatternText(
        f"With *b* below *a*, the resting state does not oscillate: it is lost when the {_VN}, "
        "lifted by the ramp, leaves the [u-nullcline](curve:phase/u-nullcline) at *I* = 2.25, in a "
        "saddle-node bifurcation. In the gap between the curves, *v* and *u* then hardly change, "
        "and passing it can take arbitrarily long: rates start from 0. As the ramp lifts the "
        "parabola further, the gap opens and firing speeds up.",
        (
            "Just above: [I = 2.4](set:stimulus=2.4&duration=1000) fires slowly.",
            "The [f–I curve](panel:frequency) starts at 0 Hz.",
            "Compare [Class 2](see:#neuron?preset=class_2_excitable).",
        ),
        "Class 1 cells, as Hodgkin called them in 1948, can encode the strength of a stimulus in "
        "their rate over a wide range; many pyramidal cells are like this.",
    ),
    "class_2_excitable": PatternText(
        "With *b* above *a* = 0.2, the resting state is a focus, and the larger the current, the "
        "more weakly oscillations about it are damped. At *I* = 0.4, before the curves part at "
        "0.42, the focus loses stability in an Andronov–Hopf bifurcation: the oscillations grow "
        "into spikes, and their period sets the initial rate. The neuron cannot fire more slowly.",
        (
            "Just above, at [I = 0.45](set:stimulus=0.45), it already fires at 37 Hz.",
            "At 0.3 rest is stable, and so is firing: "
            "[start at rest](set:stimulus=0.3&v0=-61&u0=-15.86), "
            "or [further away](set:stimulus=0.3&v0=-50&u0=-15.86).",
            "The [f–I curve](panel:frequency) starts with a jump; see also the "
            "[bifurcations](panel:bifurcation).",
            "Compare [Class 1](see:#neuron?preset=class_1_excitable).",
        ),
        "Class 2 cells respond at their own rate or not at all; fast spiking interneurons and the "
        "squid's giant axon are of this kind.",
    ),
    "spike_latency": PatternText(
        f"After the pulse the state lies just beyond the {_SEPARATRIX}. Trajectories there run "
        "along it towards the saddle (the cross among the [equilibria](curve:phase/equilibria)) "
        f"before turning off to a spike, and near the saddle everything is slow. So the {_PATH} "
        "lingers, and the spike comes long after its cause.",
        (
            "Slightly more current, [7.2](set:stimulus=piecewise(0,10<t<13:7.2)), shortens the "
            "delay; slightly less, [7](set:stimulus=piecewise(0,10<t<13:7)), gives no spike.",
            "How it depends on strength: [strength–duration](panel:strength_duration).",
        ),
        "Most pyramidal cells of the cortex respond to a weak input with a delay of tens of ms: "
        "timing then distinguishes strong inputs from weak ones.",
    ),
    "subthreshold_oscillations": PatternText(
        f"The {_REST} is a stable focus: its eigenvalues are complex, and the {_PATH} spirals into "
        "it. Each turn in the plane is an oscillation of *v* in time, here with a period near 56 "
        "ms, about 18 Hz.",
        (
            "With [b = 0.2](set:b=0.2), rest is a node: there is no ringing, and the pulse "
            "triggers no spike.",
            "The [impedance](panel:impedance) has its maximum near that frequency.",
        ),
        "Nearly all brain structures have cells capable of subthreshold oscillations, such as "
        "stellate cells of the entorhinal cortex (theta); they act as band-pass filters.",
    ),
    "resonator": PatternText(
        f"Each pulse pushes the state to the right, away from the {_REST}, which it then circles. "
        "A second push widens the turn if it comes when the state is heading right again, one "
        "period (40 ms) later, and shrinks it if it comes in between. Only the wider turn crosses "
        f"the {_SEPARATRIX}.",
        (
            "Pulses [40 ms apart](set:stimulus=train(0.65,40,4,40,2)) versus "
            "[20 ms apart](set:stimulus=train(0.65,40,4,20,2)).",
            "The [impedance](panel:impedance) shows which frequencies it prefers.",
            "Compare the [integrator](see:#neuron?preset=integrator).",
        ),
        "Resonators are tuned to the rhythm of their input: one cell may respond only at theta, "
        "another only at gamma frequencies.",
    ),
    "integrator": PatternText(
        f"The {_REST} is a stable node: the state returns to it without circling. The effect of a "
        "pulse simply decays, and a second pulse adds to what is left. Close together, the two "
        f"carry the state across the {_SEPARATRIX}.",
        (
            "Pulses [5 ms apart](set:stimulus=train(9,20,2,5,2)) versus "
            "[10 ms apart](set:stimulus=train(9,20,2,10,2)).",
            "Compare the [resonator](see:#neuron?preset=resonator).",
        ),
        "Integrators detect coincidences: the higher the frequency of the input, the better. "
        "Regular spiking cells of the cortex come close to this.",
    ),
    "rebound_spike": PatternText(
        f"Inhibition lowers the {_VN} and with it the equilibrium: *v* falls immediately, and *u* "
        "follows down towards the [u-nullcline](curve:phase/u-nullcline). When the parabola comes "
        f"back up, the state is so low that it lies beyond the {_SEPARATRIX}: the neuron fires "
        "without any excitation.",
        (
            "Shorter inhibition, [2 ms](set:stimulus=pulse(-15,20,2)), does not lower *u* enough.",
            "Nor does weaker inhibition, [−3 for 5 ms](set:stimulus=pulse(-3,20,5)); for "
            "[30 ms](set:stimulus=pulse(-3,20,30)) it does.",
        ),
        "Rebound is how inhibition can time spikes, in the thalamus and in central pattern "
        "generators made of two halves that inhibit each other.",
    ),
    "rebound_burst": PatternText(
        "As in the [rebound spike](see:#neuron?preset=rebound_spike), inhibition has lowered *u*, "
        f"and the state starts beyond the {_SEPARATRIX}. But spikes leave *u* unchanged (*d* = 0), "
        f"and the {_RESETS} at −52 mV land below the {_VN}: spike follows spike until *u* has "
        "risen on its own.",
        (
            "With jumps, [d = 4](set:d=4), the burst has fewer spikes.",
            "Longer inhibition: [40 ms](set:stimulus=pulse(-15,20,40)).",
        ),
        "Relay cells of the thalamus fire such bursts after inhibition, driven by a calcium "
        "current that is available only then; the bursts shape the rhythms of sleep.",
    ),
    "threshold_variability": PatternText(
        f"Whether a pulse triggers a spike is decided by the {_SEPARATRIX}, a curve rather than a "
        "voltage. It slopes: the lower *u*, the further left it lies. The brief inhibition lowers "
        "*u*, and then the pulse that fails on its own is enough.",
        (
            "Without the inhibition: [two pulses](set:stimulus=train(1,10,5,70,2)).",
            "Excitation beforehand does the opposite: "
            "[try it](set:stimulus=pulse(1,10,5)+pulse(0.5,60,15)+pulse(1,80,5)).",
        ),
        "In recordings, the voltage at which spikes take off varies from spike to spike; it "
        "depends on what came before, as here.",
    ),
    "bistability": PatternText(
        f"At *I* = 0.24 both the {_REST} and a cycle of spikes and [resets](curve:phase/resets) "
        "are stable. From close to the equilibrium all trajectories lead to it; from further away, "
        "to firing. The first pulse carries the state out; the second comes as the state passes "
        "close by, and carries it back in.",
        (
            "A second pulse at another phase, "
            "[10 ms later](set:stimulus=0.24+pulse(1,37.5,5)+pulse(1,226,5)), does not stop it.",
            "Where each starting point leads: [basins](panel:basins).",
        ),
        "Cells that can rest or fire under the same input can hold a memory of a pulse; "
        "defibrillation of the heart stops a cycle in a similar way.",
    ),
    "depolarizing_afterpotential": PatternText(
        f"A spike lowers *u* by 21 (*d* is negative), far below the {_VN}, where *v* rises again "
        "right after the reset. But *u* is fast here, *a* = 1, and is back up at the "
        "[u-nullcline](curve:phase/u-nullcline) before *v* reaches the threshold: only a hump is "
        "left.",
        (
            "A slightly larger drop, [d = −22](set:d=-22), turns the hump into a spike: the margin "
            "is that narrow.",
            "With [d = 6](set:d=6) there is a dip as in other cells.",
        ),
        "A depolarizing after-potential leaves the cell more excitable for a while; it is caused "
        "by dendritic currents or by a high-threshold calcium current.",
    ),
    "accommodation": PatternText(
        "Here *u* does not follow *b v*: it grows whenever *v* is above −65 mV, whatever the value "
        "of *u*, so its [nullcline](curve:phase/u-nullcline) is vertical. On a slow ramp, *u* "
        f"rises along with the {_VN}, and the {_REST} stays at −65 mV for any current. Only "
        "changes faster than *u* move the state to the right.",
        (
            "The slow ramp, [twice as long](set:stimulus=ramp(0.04,0)): silent up to 16.",
            "A step to only [2](set:stimulus=step(2,50)&duration=200), but as abrupt as possible.",
        ),
        "Nerve fibres and cells accommodate: a strong current that rises slowly triggers no spike; "
        "a weak one that rises abruptly does.",
    ),
    "inhibition_induced_spiking": PatternText(
        "*a* and *b* are negative: the [u-nullcline](curve:phase/u-nullcline) slopes down, and *u* "
        f"moves away from it. At 80 the focus is stable; less current lowers the {_VN} from "
        "[here](curve:phase/v-nullcline at rest), the focus moves to higher *v* on it, and beyond "
        "the Andronov–Hopf point, below *I* = 79, it is unstable: the trajectory spirals outwards, "
        "and the neuron fires.",
        (
            "Down only to [79.5](set:stimulus=piecewise(79.5,t<50:80,250<t:80)), where the focus "
            "is stable: silent throughout.",
            "Down to [77](set:stimulus=piecewise(77,t<50:80,250<t:80)): unstable, and it fires.",
        ),
        "Relay cells of the thalamus fire when they are inhibited, through a current that "
        "hyperpolarisation activates and a calcium current that it makes available.",
    ),
    "inhibition_induced_bursting": PatternText(
        "As in [inhibition-induced spiking](see:#neuron?preset=inhibition_induced_spiking), less "
        "current makes the focus unstable. But here the reset is at −45 mV and spikes lower *u* by "
        f"2, so the {_RESETS} land below the {_VN}, where *v* rises immediately: bursts.",
        (
            "A lower reset, [c = −60](set:c=-60&d=8), gives single spikes again.",
            "With a [smaller time step](set:dt=0.1) the first burst does not end: the pattern "
            "depends on the step used in the paper.",
        ),
        "Such bursts during inhibition contribute to the sleep spindles of the thalamus.",
    ),
}
