"""Figures of documents: the plots that their code makes, drawn when the pages are written.

The code of such a document runs as one, so each figure is of the code above it. It is drawn in the
colours of the page's theme, and small: see `_light`.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from izhikevich.errors import NumericalArtefactWarning
from izhikevich.plots.any_plot import figure
from izhikevich.plots.figure import Figure
from izhikevich.plots.render.svg.still import still
from izhikevich.plots.spec import Area, Curve, Plot, Series
from izhikevich.plots.words import words
from izhikevich.results import figures_from
from numpy.typing import NDArray

from make.errors import BuildError
from make.reference.markup import Html, tag

_CODE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
#: Error of curves that the eye does not see in a row of this height, see `still`.
_TOLERANCE = 120.0
#: A row with more samples is long, and then has at most as many curves, or one of spikes.
_MAX_SAMPLES, _MAX_CURVES = 2500, 10
_RESET = 20.0  # mV by which a voltage falls in the step of a spike
_GAP = 0.35  # of the height of a row: the room between two
_ROW, _HEAD = 105, 50  # px: the height of a row, and of what is around all of them


def figures_of(text: str) -> Mapping[str, Html]:
    """Run the code of a document; return the figures by the block of code that makes them.

    Raises
    ------
    BuildError
        If a block plots more than one result.
    """
    found, names = {}, dict[str, Any]()
    plotted: list[Figure] = []

    def make(result: Any) -> Figure:
        plotted.append(figure(result))
        return plotted[-1]

    figures_from(make)
    try:
        for code in _CODE.findall(text):
            plotted.clear()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", NumericalArtefactWarning)
                exec(code, names)
            if len(plotted) > 1:
                raise BuildError(f"more than one figure is made by:\n{code}")
            if plotted:
                found[code] = _drawn(plotted[0].plot)
    finally:
        figures_from(figure)
    return found


def _drawn(plot: Plot) -> Html:
    small, left_out = _light(plot)
    picture = Html(still(small, [_TOLERANCE]))
    summary = " ".join(map(str, words(small)))
    height = f"height:{_HEAD + _ROW * max(2, len(small.panes))}px"
    drawn = tag("div", picture, class_="plot", style=height, role="img", aria_label=summary)
    return tag("figure", drawn, *([tag("figcaption", left_out)] if left_out else ()))


def _light(plot: Plot) -> tuple[Plot, str]:
    """Return a plot without a legend and long rows of many neurons, and what is left out.

    Of long rows there is the first, with few of its curves. Names of curves are above the first
    row, in their colours.
    """
    panes = list(plot.panes)
    long = [k for k, pane in enumerate(panes) if any(map(_is_long, pane.series))]
    left_out = ""
    if long:
        (curve,) = panes[long[0]].series
        each = np.unique(_neurons(curve))
        few = _few(curve, each)
        panes[long[0]] = replace(panes[long[0]], series=[_some(curve, few)])
        names = [panes[k].y.quantity.name for k in long]
        left_out = f"Of {names[0]}, {few.size} of {each.size} curves"
        left_out += f"; without {' and '.join(names[1:])}." if names[1:] else "."
        panes = [pane for k, pane in enumerate(panes) if k not in long[1:]]
    if plot.legend != "none":
        panes[0] = replace(panes[0], notes=[(each.name, each.role) for each in panes[0].series])
    areas = _areas(len(panes))
    panes = [replace(pane, area=area) for pane, area in zip(panes, areas, strict=True)]
    return replace(plot, panes=panes, legend="none"), left_out


def _areas(count: int) -> list[Area]:
    """Return rows of the same height."""
    height = 1.0 / (count + _GAP * (count - 1))
    tops = [1.0 - k * height * (1.0 + _GAP) for k in range(count)]
    return [Area(bottom=max(0.0, top - height), top=top) for top in tops]


def _is_long(series: Series) -> bool:
    has_neurons = isinstance(series, Curve) and series.detail is not None
    return has_neurons and series.x.size > _MAX_SAMPLES


def _neurons(curve: Series) -> NDArray[Any]:
    assert curve.detail is not None
    return np.asarray(curve.detail.values)


def _few(curve: Series, each: NDArray[Any]) -> NDArray[Any]:
    """Return one neuron if they fire, otherwise some.

    It is the one at three quarters, by the range of its voltage: neurons that do not fire have the
    smallest ranges, those whose voltage overshoots the largest.
    """
    neurons = _neurons(curve)
    if not (np.diff(curve.y) < -_RESET).any():
        return each[:: max(1, each.size // _MAX_CURVES)]
    ranges = [float(np.ptp(curve.y[neurons == one][:-1])) for one in each]
    return each[np.argsort(ranges, kind="stable")][[round(0.75 * (each.size - 1))]]


def _some(curve: Series, neurons: NDArray[Any]) -> Series:
    chosen = np.isin(_neurons(curve), neurons)
    return replace(curve, x=curve.x[chosen], y=curve.y[chosen], detail=None)
