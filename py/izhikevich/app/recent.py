"""The plots on the page, kept for later requests: pictures and close-ups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from izhikevich.plots.spec import Plot

_STATES = 2  # the displayed one, and possibly one to compare with it
_KEYS = ("view", "preset", "values")


class RecentPlots:
    """Plots of the states that were answered last, and those displayed by code."""

    def __init__(self) -> None:
        self._states: list[tuple[list[Any], dict[str, Plot]]] = []
        self._shown: dict[str, Plot] = {}

    def begin(self, state: Mapping[str, Any]) -> None:
        """Forget older plots: those of a new state follow."""
        key = _key(state)
        kept = [one for one in self._states if one[0] != key]
        self._states = [*kept, (key, {})][-_STATES:]

    def become(self, state: Mapping[str, Any]) -> None:
        """Take the latest state's plots as those of another: less was computed than requested."""
        self._states[-1] = (_key(state), self._states[-1][1])

    def keep(self, plots: Mapping[str, Plot]) -> None:
        """Keep plots of the latest state, by panel."""
        self._states[-1][1].update(plots)

    def run(self) -> None:
        """Forget the plots displayed by code: it is run again."""
        self._shown = {}

    def show(self, name: str, plot: Plot) -> None:
        """Keep a plot displayed by code."""
        self._shown[name] = plot

    def find(self, state: Mapping[str, Any] | None, name: str) -> Plot | None:
        """Return the plot of a panel in a state, or (None) one displayed by code, if it is kept."""
        if state is None:
            return self._shown.get(name)
        key = _key(state)
        return next((plots.get(name) for own, plots in self._states if own == key), None)


def _key(state: Mapping[str, Any]) -> list[Any]:
    return [state.get(name) for name in _KEYS]
