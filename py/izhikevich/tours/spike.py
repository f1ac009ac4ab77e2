"""The tour of the spike and its meaning in this model."""

from __future__ import annotations

from izhikevich.tours.condition import goal
from izhikevich.tours.state import neuron
from izhikevich.tours.tour import PointsAt, Step, Task, Tour
from izhikevich.views.schema import Value
from izhikevich.views.state import GivenState


def _at_rest(**values: Value) -> GivenState:
    """Return a state of a regular spiking cell that starts at rest."""
    return neuron("RS", v0=-70.0, u0=-14.0, **values)


SPIKE = Tour(
    name="spike",
    title="What is a spike?",
    text="Two equations and a reset: how a spike takes off, what cuts it short, and what it leaves "
    "behind.",
    steps=(
        Step(
            title="A push that fades",
            text="A neuron at rest, at -70 mV. At 20 ms a current of 4 pushes it for 5 ms: its "
            "voltage v rises, then falls back when the push ends. Nothing is decided yet.",
            state=_at_rest(stimulus="pulse(4,20,5)", duration=100),
            points_at=PointsAt("panel", "trace"),
        ),
        Step(
            title="A push that takes off",
            text="The same push with a current of 5. It ends at 25 ms, and only then does the "
            "spike come: the term 0.04 v² in the equation of v makes v rise faster the higher it "
            "gets. Beyond some point it no longer needs the push.\n\nIn a real neuron, open sodium "
            "channels make others open.",
            state=_at_rest(stimulus="pulse(5,20,5)", duration=100),
            points_at=PointsAt("readout", "First spike"),
        ),
        Step(
            title="The peak is not the threshold",
            text="Left alone, v would soon reach infinity. So the model cuts it off at a peak, "
            "which is now 50 mV instead of 30. The spike is taller, but it comes at the same time: "
            "the outcome was settled long before, below -50 mV.",
            state=_at_rest(stimulus="pulse(5,20,5)", duration=100, v_peak=50.0),
            points_at=PointsAt("parameter", "v_peak"),
        ),
        Step(
            title="The reset",
            text="At the peak two things happen simultaneously: v is set to c (here -65 mV), and "
            "the recovery variable u is raised by d (here 8). In the phase plane, that is the jump "
            "back to the left and up. From there the state returns to rest in a wide arc.",
            state=_at_rest(stimulus="pulse(5,20,5)", duration=100),
            points_at=PointsAt("panel", "phase"),
        ),
        Step(
            title="What a spike leaves behind",
            text="Now two equal pulses, 20 ms apart. Only the first triggers a spike. The second "
            "finds u still high, and u opposes the current: the neuron is refractory.",
            state=_at_rest(stimulus="pulse(10,20,5)+pulse(10,40,5)", duration=150),
            points_at=PointsAt("panel", "trace"),
            task=Task(
                text="Make both pulses trigger a spike without changing the current.",
                goal=goal("spikes >= 2", "I = 0", "stable rest = 1"),
                hint="Which of the four parameters a, b, c, d sets what a spike leaves behind?",
                answer={"d": 0.0},
                why="Without the jump in u, no trace of the spike lasts for long. A larger a has "
                "the same effect: u then decays faster.",
            ),
        ),
        Step(
            title="The threshold is not a voltage",
            text="Two equal small pushes, at 10 and at 80 ms. The first fails; the second triggers "
            "a spike, because a current of -6 came before it. While that held v down, u fell, and "
            "a low u helps.\n\nSo the threshold is not a voltage but a curve in the plane of v and "
            "u: the separatrix.",
            state=neuron("threshold_variability"),
            points_at=PointsAt("panel", "phase"),
        ),
        Step(
            title="Sustained firing",
            text="With a constant current that leaves no resting state, spike follows spike, and u "
            "sets the pace: it must fall again before the next one can come.",
            state=_at_rest(stimulus="0", duration=1000),
            points_at=PointsAt("parameter", "I"),
            task=Task(
                text="Choose the offset of the current so that the neuron keeps firing, settling "
                "at 10 to 15 spikes per second.",
                goal=goal("last rate >= 10", "last rate <= 15"),
                hint="Start at 4, where this neuron begins to fire, and go up slowly. The mean "
                "rate is shown next to the plots.",
                answer={"I": 6.0},
            ),
        ),
    ),
)
