"""Declarations that several views share: a group, a parameter, and help texts."""

from __future__ import annotations

from izhikevich.views.schema import Group, Number, amount

RUN = Group("run", "Run", "Duration, random seed and selection.")

SIMULATED = "Simulated time."
NOISE = "Standard deviation of a Gaussian current into each neuron, redrawn every ms."


def seed(text: str, group: str = RUN.name) -> Number:
    """Declare the seed of the random numbers.

    Parameters
    ----------
    text : str
        Help text: what is drawn.
    group : str
        Name of its group.
    """
    return amount(
        "seed",
        "",
        "seed",
        "",
        (0.0, 20.0, 1.0),
        text,
        group=group,
        high=4294967295.0,
        whole=True,
    )
