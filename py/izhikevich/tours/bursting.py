"""The tour of bursting, in terms of the geometry of the reset."""

from __future__ import annotations

from izhikevich.tours.condition import goal
from izhikevich.tours.state import neuron
from izhikevich.tours.tour import PointsAt, Step, Task, Tour

BURSTING = Tour(
    name="bursting",
    title="Bursting, seen at the reset",
    text="Why some neurons fire in groups: it all depends on which side of a curve the reset "
    "lands.",
    steps=(
        Step(
            title="One spike at a time",
            text="On the parabola v' = 0; below it v rises, above it v falls. Once the first "
            "spikes are over, every reset to -65 mV lands above it: v falls first, and the next "
            "spike has to wait until u has decayed and the state has come round.",
            state=neuron("tonic_bursting", c=-65.0, d=6.0, duration=300),
            points_at=PointsAt("panel", "phase"),
        ),
        Step(
            title="A higher reset",
            text="Now v is reset only to -50 mV, and u jumps by 2. A reset that lands below the "
            "parabola is followed immediately by the next spike. Each spike raises u, until resets "
            "land above the parabola: the burst is over.",
            state=neuron("tonic_bursting", duration=300),
            points_at=PointsAt("panel", "phase"),
        ),
        Step(
            title="The reset map",
            text="From one reset to the next, only u matters. This map shows which u follows "
            "which: during a burst it climbs, step by step, up to the dotted line, beyond which "
            "comes a long excursion. The steps of one round are the spikes of a burst: here six.",
            state=neuron("tonic_bursting", "trace", "phase", "reset_map", duration=300),
            points_at=PointsAt("panel", "reset_map"),
        ),
        Step(
            title="Counting spikes",
            text="So the number of spikes can be chosen, by how far u has to climb and how much it "
            "climbs at each spike.",
            state=neuron("tonic_bursting", duration=300),
            points_at=PointsAt("parameter", "d"),
            task=Task(
                text="Make this cell burst with three spikes.",
                goal=goal("spikes per burst = 3", "bursts >= 4"),
                hint="If each spike raises u by more, fewer of them fit between the bottom and the "
                "parabola.",
                answer={"d": 4.0},
                why="Twice the jump, half the spikes. A reset further to the left has the same "
                "effect: there the parabola leaves less room.",
            ),
        ),
        Step(
            title="The pause",
            text="Between bursts u decays, at the rate a. Here a is halved: u takes longer, and "
            "there are fewer bursts in the same time.",
            state=neuron("tonic_bursting", a=0.01, duration=300),
            points_at=PointsAt("parameter", "a"),
        ),
        Step(
            title="A burst only at first",
            text="Something in between: at the onset of the current u is low, and the first resets "
            "land below the parabola. Later every reset lands above it, and single spikes follow. "
            "Some cells of the cortex fire like this: their burst marks the onset.",
            state=neuron("mixed_mode"),
            points_at=PointsAt("panel", "trace"),
        ),
        Step(
            title="And back again",
            text="The same bursting cell once more. What makes it burst is where it is reset.",
            state=neuron("tonic_bursting", duration=300),
            points_at=PointsAt("parameter", "c"),
            task=Task(
                text="Turn bursting into steady firing by c alone.",
                goal=goal("bursts = 0", "spikes > 10", "d = 2", "a = 0.02", "I = 0"),
                hint="The resets must land where v falls first.",
                answer={"c": -65.0},
            ),
        ),
    ),
)
