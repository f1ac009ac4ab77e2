"""The tour from one neuron to the rhythms of a network."""

from __future__ import annotations

from izhikevich.tours.condition import goal
from izhikevich.tours.state import network, neuron
from izhikevich.tours.tour import PointsAt, Step, Task, Tour

RHYTHMS = Tour(
    name="rhythms",
    title="From one neuron to rhythms",
    text="How a thousand neurons with no rhythm of their own make one together; and what layers "
    "pass on.",
    steps=(
        Step(
            title="One neuron in noise",
            text="A cortical cell receives nothing but noise, with zero mean. Now and then a "
            "fluctuation pushes it over the threshold: a few spikes per second, at irregular "
            "times.",
            state=neuron("RS", stimulus="white(5)", duration=1000),
            points_at=PointsAt("panel", "trace"),
        ),
        Step(
            title="A thousand strangers",
            text="800 such cells and 200 inhibitory ones, each with its own noise, and no "
            "synapses. Each mark is a spike, each row a neuron. They fire as often as the one "
            "before, but independently: the synchrony is near zero.",
            state=network("cortical_2003", "raster", exc_weight=0.0, inh_weight=0.0),
            points_at=PointsAt("readout", "Synchrony"),
        ),
        Step(
            title="Connected",
            text="The same cells, now with synapses from all to all, of random strength. The "
            "raster shows vertical stripes: many cells fire together, then there is a pause. No "
            "cell has this rhythm, and no clock sets it.",
            state=network("cortical_2003", "raster"),
            points_at=PointsAt("panel", "raster"),
        ),
        Step(
            title="Which rhythm?",
            text="The spectrum of the population rate peaks at its rhythms: slow waves, several "
            "per second, and faster ripples at 30 to 40 per second, which in an EEG would be "
            "called gamma.",
            state=network("cortical_2003", "raster", "spectrum"),
            points_at=PointsAt("panel", "spectrum"),
        ),
        Step(
            title="Without inhibition",
            text="Nothing holds excitation back: all cells fire in storms, ten times as often as "
            "before. A storm ends only because u rises in every cell. It is inhibition that makes "
            "the rhythm gentle.",
            state=network("cortical_2003", "raster", inh_weight=0.0),
            points_at=PointsAt("parameter", "inh_weight"),
        ),
        Step(
            title="Break up the rhythm",
            text="Somewhere between a thousand strangers and these waves is a strength of "
            "excitation at which the cells begin to fire together.",
            state=network("cortical_2003", "raster"),
            points_at=PointsAt("parameter", "exc_weight"),
            task=Task(
                text="Bring the synchrony below 0.08. The cells must still fire at more than 4 Hz, "
                "with a largest excitatory weight of at least 0.1.",
                goal=goal("synchrony < 0.08", "rate > 4", "exc_weight >= 0.1"),
                hint="Weaken what carries a wave from cell to cell, not what drives the cells.",
                answer={"exc_weight": 0.2},
            ),
        ),
        Step(
            title="Layer by layer",
            text="Layers that drive one another: 1000 neurons, then 200, then 10. Noise drives the "
            "first. The third hardly fires: too few spikes of the second coincide there.",
            state=network("feedforward", "raster", weight_mean=3.0, background_noise=1.0),
            points_at=PointsAt("panel", "raster"),
            task=Task(
                text="Make layer 3 fire at 5 Hz or more without layer 1 exceeding 20 Hz. The "
                "noise in the other layers must stay at 1.",
                goal=goal("rate layer 3 >= 5", "rate layer 1 <= 20", "background_noise <= 1"),
                hint="More input makes layer 1 too fast before layer 3 wakes up. What decides how "
                "much of its activity gets through?",
                answer={"weight_mean": 8.0},
                why="With strong weights fewer spikes need to come together. The synapses between "
                "the layers pass a rate on, amplify it or lose it.",
            ),
        ),
    ),
)
