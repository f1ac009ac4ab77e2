"""The plots that the page shows, kept for what is asked of them later: pictures and close-ups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from izhikevich.plots.spec import Plot

_STATES = 2  # that which is shown, and perhaps one with which it is compared
_KEYS = ("view", "preset", "values")


class Latest:
    """Plots of the states that were answered last, and of what code showed."""

    def __init__(self) -> None:
        self._states: list[tuple[list[Any], dict[str, Plot]]] = []
        self._shown: dict[str, Plot] = {}

    def begin(self, state: Mapping[str, Any]) -> None:
        """Forget older plots: those of a state come."""
        key = [state.get(name) for name in _KEYS]
        kept = [one for one in self._states if one[0] != key]
        self._states = [*kept, (key, {})][-_STATES:]

    def become(self, state: Mapping[str, Any]) -> None:
        """Take the plots of the latest state for those of another: less came than was asked."""
        self._states[-1] = ([state.get(name) for name in _KEYS], self._states[-1][1])

    def keep(self, plots: Mapping[str, Plot]) -> None:
        """Keep plots of the latest state, by panel."""
        self._states[-1][1].update(plots)

    def run(self) -> None:
        """Forget what code showed: it is run again."""
        self._shown = {}

    def show(self, name: str, plot: Plot) -> None:
        """Keep a plot that code showed."""
        self._shown[name] = plot

    def find(self, state: Mapping[str, Any] | None, name: str) -> Plot | None:
        """Return the plot of a panel in a state, or (None) one that code showed, if it is kept."""
        if state is None:
            return self._shown.get(name)
        key = [state.get(one) for one in _KEYS]
        return next((plots.get(name) for own, plots in self._states if own == key), None)


#: The one of this process.
LATEST = Latest()
