"""Names of populations that are a part of something: "layer 1 inhibitory", or just "inhibitory"."""

from __future__ import annotations

EXCITATORY, INHIBITORY = "excitatory", "inhibitory"


def whole_and_kind(name: str) -> tuple[str, str]:
    """Return of what a population is a part, and what it does to others.

    Parameters
    ----------
    name : str
        Of the population.

    Returns
    -------
    whole, kind : str
        ("layer 1", "inhibitory"). Both are empty where the name does not say it.
    """
    whole, _, kind = name.rpartition(" ")
    return (whole, kind) if kind in (EXCITATORY, INHIBITORY) else ("", "")
