"""The tour of how rest is lost: two bifurcations, two classes of excitability."""

from __future__ import annotations

from izhikevich.tours.condition import goal
from izhikevich.tours.state import neuron
from izhikevich.tours.tour import PointsAt, Step, Task, Tour

EXCITABILITY = Tour(
    name="excitability",
    title="From rest to spiking",
    text="Two ways in which rest can be lost, and why one neuron then starts to fire slowly, "
    "another fast from the start: Class 1 and Class 2.",
    steps=(
        Step(
            title="Where nothing moves",
            text="On the parabola v' = 0, on the straight line u' = 0. Where they cross, nothing "
            "moves: an equilibrium. The left one, at -60 mV, is stable: it is the resting state. "
            "The right one is a saddle; it lies at the threshold.",
            state=neuron("class_1_excitable", stimulus="0", duration=1000),
            points_at=PointsAt("panel", "phase"),
        ),
        Step(
            title="More current",
            text="A current lifts the parabola. At 2.2 rest and saddle have almost met: the neuron "
            "still rests, but only just.",
            state=neuron("class_1_excitable", stimulus="0", I=2.2, duration=1000),
            points_at=PointsAt("panel", "phase"),
            task=Task(
                text="Find the current at which rest disappears: with as little extra current as "
                "possible.",
                goal=goal("equilibria = 0", "current past the saddle-node <= 0.15"),
                hint="Raise the offset of the current in small steps (arrow keys in its field) "
                "until the curves no longer cross.",
                answer={"I": 2.3},
                why="Rest and saddle meet and vanish at 2.25: a saddle-node bifurcation.",
            ),
        ),
        Step(
            title="Class 1: slowly at first",
            text="At 2.3 the resting state is gone, but where it was, everything is still slow: "
            "the state creeps through that gap for half a second, fires, and comes back to it. The "
            "narrower the gap, the longer it takes, so the neuron can fire arbitrarily slowly.",
            state=neuron("class_1_excitable", stimulus="0", I=2.3, duration=2000),
            points_at=PointsAt("panel", "trace"),
        ),
        Step(
            title="Rate against current",
            text="So the rate starts near zero and rises with the current, steeply at first. By "
            "its rate, such a neuron can signal how strong a current is, even a weak one.",
            state=neuron(
                "class_1_excitable",
                "trace",
                "phase",
                "frequency",
                stimulus="0",
                I=3.0,
                duration=1000,
            ),
            points_at=PointsAt("panel", "frequency"),
        ),
        Step(
            title="Another kind of rest",
            text="Another neuron. After its spike v rings, with a period of 56 ms, before it comes "
            "to rest: this resting state is a focus, and the state spirals into it.",
            state=neuron("subthreshold_oscillations"),
            points_at=PointsAt("panel", "phase"),
        ),
        Step(
            title="Class 2: fast from the start",
            text="In such a neuron, the larger the current, the more slowly the spiral winds in; "
            "here, beyond 0.4, it winds outwards, although the equilibrium is still there: an "
            "Andronov–Hopf bifurcation. The oscillation grows into spikes, at its natural "
            "frequency. So firing starts immediately at more than 30 spikes per second.",
            state=neuron(
                "class_2_excitable",
                "trace",
                "phase",
                "frequency",
                stimulus="0",
                I=0.41,
                duration=500,
            ),
            points_at=PointsAt("panel", "frequency"),
        ),
        Step(
            title="Two responses to one current",
            text="A similar neuron, at a current of 0.24: it can rest or keep firing, and both "
            "states persist. A pulse switches it on; another one, at the right moment, switches it "
            "off. The previous neuron could do the same: hence its two rates, for rising and for "
            "falling currents.",
            state=neuron("bistability"),
            points_at=PointsAt("panel", "trace"),
        ),
    ),
)
