"""The tour of a model that is matched to a recording by hand."""

from __future__ import annotations

from izhikevich.tours.condition import goal
from izhikevich.tours.state import neuron
from izhikevich.tours.tour import PointsAt, Step, Task, Tour
from izhikevich.views.schema import Value
from izhikevich.views.state import GivenState


def _beside(sweep: int, **values: Value) -> GivenState:
    """Return a state of the regular spiking model over a sweep of the recorded cell."""
    return neuron(
        "RS_2007",
        recording="planted",
        sweep=float(sweep),
        stimulus="recorded",
        method="accurate",
        **values,
    )


MATCHING = Tour(
    name="matching",
    title="Matching a recorded cell",
    text="From a recording to its parameters by hand: what each of them changes, and how to tell "
    "when the model is right.",
    steps=(
        Step(
            title="A recording and a model",
            text="Two voltages, driven by the same current of 200 pA: beneath, a recording of a "
            "cell, with its noise; above it, the model. One number of the model is wrong. It fires "
            "27 spikes where the cell fires 14.",
            state=_beside(3, d=20.0),
            points_at=PointsAt("panel", "trace"),
        ),
        Step(
            title="As many spikes",
            text="Cell and model begin alike, but the intervals of the cell grow: it adapts. What "
            "slows it down is u, and each spike raises u by d.",
            state=_beside(3, d=20.0),
            points_at=PointsAt("parameter", "d"),
            task=Task(
                text="Let the model fire 14 spikes, as the cell does.",
                goal=goal("spikes = 14"),
                hint="The more each spike adds to u, the longer the next one has to wait.",
                answer={"d": 100.0},
                why="The count alone leaves a range for d: from 100 to 109 it is right.",
            ),
        ),
        Step(
            title="At the right times",
            text="Here the count is right, and still almost no spike comes when one of the cell "
            "comes. The coincidence counts those within 2 ms: 1 if all agree, about 0 if only "
            "chance is at work. The capacitance C sets how quickly v follows the current.",
            state=_beside(3, C=110.0),
            points_at=PointsAt("parameter", "C"),
            task=Task(
                text="Bring the coincidence to 0.5 or more, by C.",
                goal=goal("coincidence >= 0.5"),
                hint="The first spike of the model comes too late: v should rise more quickly.",
                answer={"C": 100.0},
                why="The times of spikes say far more than their number: with C 3 % off, few of "
                "them agree.",
            ),
        ),
        Step(
            title="Between the spikes",
            text="At 60 pA the cell fires only twice, and for most of the time its voltage is all "
            "there is to go by. The voltage error compares it away from the spikes. In this cell "
            "u falls when v rises, since b is negative; here b is 0.",
            state=_beside(0, b=0.0),
            points_at=PointsAt("parameter", "b"),
            task=Task(
                text="Let it fire twice, with a voltage error below 5 mV, by b.",
                goal=goal("spikes = 2", "voltage error < 5"),
                hint="With a negative b, u helps v to rise.",
                answer={"b": -2.0},
            ),
        ),
        Step(
            title="The test that counts",
            text="All numbers are found. Are they the cell's? Here is a current that was not used "
            "so far, 300 pA: all 22 spikes come within 2 ms. A model that was only made to fit "
            "would fail here.",
            state=_beside(4),
            points_at=PointsAt("panel", "trace"),
        ),
        Step(
            title="All at once",
            text="Real cells hide all eight numbers at the same time, and one makes up for "
            "another. The Fit view searches them together, leaves sweeps out for this test, and "
            "says which numbers are known only within a range. Drop a recording of your own "
            "there.",
            state=_beside(2),
            points_at=PointsAt("panel", "trace"),
        ),
    ),
)
