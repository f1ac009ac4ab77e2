"""The tour of how rest is lost: two bifurcations, two classes of excitability."""

from __future__ import annotations

from izhikevich.tours.condition import goal
from izhikevich.tours.state import neuron
from izhikevich.tours.tour import PointsAt, Step, Task, Tour

EXCITABILITY = Tour(
    name="excitability",
    title="From rest to spiking",
    text="Two ways in which rest can end, and why one neuron then starts to fire slowly, another "
    "immediately fast: Class 1 and Class 2.",
    steps=(
        Step(
            title="Where nothing moves",
            text="Along the parabola (v' = 0) v stands still, along the straight line (u' = 0) u "
            "does. Where they cross nothing moves: an equilibrium. The left one, at -60 mV, is "
            "stable and is the rest. The right one is a saddle; it lies at the threshold.",
            state=neuron("class_1_excitable", stimulus="0", duration=1000),
            points_at=PointsAt("panel", "phase"),
        ),
        Step(
            title="More current",
            text="A current lifts the parabola. At 2.2 rest and saddle have almost met: the "
            "neuron still rests, but little is missing.",
            state=neuron("class_1_excitable", stimulus="0", I=2.2, duration=1000),
            points_at=PointsAt("panel", "phase"),
            task=Task(
                text="Find the current at which rest disappears: with as little extra current as "
                "possible.",
                goal=goal("equilibria = 0", "current past the saddle-node <= 0.15"),
                hint="Raise the added current in small steps (arrow keys in its field) until the "
                "curves no longer cross.",
                answer={"I": 2.3},
                why="Rest and saddle meet and vanish at 2.25: a saddle-node bifurcation.",
            ),
        ),
        Step(
            title="Class 1: slowly at first",
            text="At 2.3 the rest is gone, but where it was everything is still slow: the state "
            "creeps through that gap for half a second, fires, and comes back to it. The narrower "
            "the gap the longer it takes, so the neuron can fire as slowly as one likes.",
            state=neuron("class_1_excitable", stimulus="0", I=2.3, duration=2000),
            points_at=PointsAt("panel", "trace"),
        ),
        Step(
            title="The rate over the current",
            text="So the rate begins near zero and grows with the current, steeply at first. "
            "Such a neuron can signal by its rate how strong a current is, even a weak one.",
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
            text="Another neuron. After its spike v rings, once in 56 ms, before it rests again: "
            "this rest is a focus, and the state spirals into it.",
            state=neuron("subthreshold_oscillations"),
            points_at=PointsAt("panel", "phase"),
        ),
        Step(
            title="Class 2: fast from the start",
            text="In such a neuron the spiral winds in more slowly the larger the current; "
            "here, beyond 0.4, it winds outwards, although the equilibrium is still there: an "
            "Andronov–Hopf bifurcation. The oscillation grows into spikes, at its own frequency. "
            "So firing starts immediately at more than 30 spikes per second.",
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
            title="Two answers to one current",
            text="A similar neuron, at a current of 0.24: it can rest or keep firing, and both "
            "states persist. A pulse switches it on; another one, at the right moment, switches "
            "it off. So could the previous neuron: hence its two rates, for rising and for "
            "falling currents.",
            state=neuron("bistability"),
            points_at=PointsAt("panel", "trace"),
        ),
    ),
)
