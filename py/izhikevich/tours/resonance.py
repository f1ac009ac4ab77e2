"""The tour of integrators and resonators."""

from __future__ import annotations

from izhikevich.tours.condition import goal
from izhikevich.tours.state import neuron
from izhikevich.tours.tour import PointsAt, Step, Task, Tour

RESONANCE = Tour(
    name="resonance",
    title="Integrator or resonator",
    text="Some neurons add up their input, others wait for their own rhythm. It shows in how they "
    "return to rest.",
    steps=(
        Step(
            title="The closer the better",
            text="Two pairs of equal pulses. The pulses of the first pair come 5 ms apart and "
            "together trigger a spike; those of the second, 10 ms apart, do not. The effect of the "
            "first pulse fades: this neuron adds up its input, so it is an integrator.",
            state=neuron("integrator"),
            points_at=PointsAt("panel", "trace"),
        ),
        Step(
            title="Straight back to rest",
            text="Its resting state is a node: the state returns without oscillating, because both "
            "eigenvalues are real. The later the second pulse, the less is left of the first.",
            state=neuron("integrator"),
            points_at=PointsAt("readout", "Equilibria at I = 0"),
        ),
        Step(
            title="The right moment",
            text="Another neuron, again two pairs: pulses 20 ms apart fail, but those 40 ms apart "
            "make it fire. Here later is better: this neuron is a resonator.",
            state=neuron("resonator"),
            points_at=PointsAt("panel", "trace"),
        ),
        Step(
            title="It rings",
            text="Its resting state is a focus: after each push the state circles it about once in "
            "40 ms. A second pulse after a full turn pushes in time, as one pushes a swing; after "
            "half a turn it pushes against the swing.",
            state=neuron("resonator", stimulus="pulse(0.65,40,4)", duration=200),
            points_at=PointsAt("panel", "phase"),
        ),
        Step(
            title="Its own frequency",
            text="Small oscillations of all frequencies show it directly: this neuron responds "
            "most strongly near 25 Hz. The integrator would respond less the faster the current "
            "oscillates.",
            state=neuron("resonator", "trace", "phase", "impedance", stimulus="0"),
            points_at=PointsAt("panel", "impedance"),
        ),
        Step(
            title="Spikes after inhibition",
            text="A neuron whose resting state is a focus can even be made to fire by inhibition: "
            "u falls while v is held down, and when the inhibition ends, the low u lets v rise to "
            "a spike. Thalamic cells also fire after inhibition, in the rhythms of sleep.",
            state=neuron("rebound_spike"),
            points_at=PointsAt("panel", "trace"),
        ),
        Step(
            title="Make one yourself",
            text="The resting state of this cortical cell is a node, and after inhibition the cell "
            "simply returns to it.",
            state=neuron("RS", stimulus="pulse(-15,20,30)", duration=200),
            points_at=PointsAt("parameter", "b"),
            task=Task(
                text="Make it fire after the inhibition, keeping a stable resting state and "
                "without adding current.",
                goal=goal("first spike > 50", "stable rest = 1", "I = 0"),
                hint="b sets how strongly u follows v. It must be larger, but not so large that "
                "the resting state is lost.",
                answer={"b": 0.25},
                why="With b = 0.25 the resting state has become a focus: see the eigenvalues next "
                "to the plots.",
            ),
        ),
    ),
)
