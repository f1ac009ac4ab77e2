"""The vote of the readouts on a sample, and its image."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.learning.digits import BRIGHTEST
from izhikevich.messages import Number, marked, msg
from izhikevich.plots.learning.confusion import abridged
from izhikevich.plots.spec import Area, Axis, Bars, Map, Pane, Plot, Quantity
from izhikevich.plots.style import Role

_IMAGE, _BESIDE, _ALONE = Area(right=0.42), Area(left=0.54), Area()
_MAX_NAMED = 30  # classes up to which each is named on the axis


def vote_plot(
    image: NDArray[np.uint8] | None, shares: FloatArray, names: Sequence[str], right: int | None
) -> Plot:
    """Describe how strongly each class is meant, and next to it the image that is classified.

    Parameters
    ----------
    image : array, shape (rows, columns), or None
        Brightness, 0 to 16.
    shares : array, shape (n_classes,)
        Fractions that add up to 1.
    names : sequence of str
        Names of the classes.
    right : int or None
        The right class; None if it is unknown.
    """
    answer = int(shares.argmax())
    answered = msg(
        "{answer}, {part}", answer=names[answer], part=Number(100.0 * shares[answer], "%", ".0f")
    )
    if right == answer:
        result = msg("correct: {answer}", answer=answered)
    elif right is None:
        result = msg("answer: {answer}", answer=answered)
    else:
        result = msg("answer: {answer}; correct: {right}", answer=answered, right=names[right])
    panes = [] if image is None else [_image(image)]
    panes.append(_bars(shares, names, right, result, _ALONE if image is None else _BESIDE))
    return Plot(panes=panes, results=[result])


def _image(image: NDArray[np.uint8]) -> Pane:
    rows, columns = image.shape
    pixels = Map(
        name="image",
        role=Role.INK,
        x=np.arange(columns),
        y=np.arange(rows),
        z=image.astype(np.float64),
        measure=Quantity("brightness", digits=".0f"),
        scale=(Role.PAPER, Role.INK),
        z_range=(0.0, float(BRIGHTEST)),
        point=marked("{z}"),
    )
    return Pane(
        x=Axis(Quantity("column", digits="d"), range=(-0.5, columns - 0.5), visible=False),
        y=Axis(Quantity("row", digits="d"), range=(rows - 0.5, -0.5), visible=False),
        area=_IMAGE,
        equal=True,
        series=[pixels],
    )


def _bars(
    shares: FloatArray, names: Sequence[str], right: int | None, result: str, area: Area
) -> Pane:
    """Return the shares as bars: of the right class, of a wrong answer, and of the others."""
    size = shares.size
    classes, answer = np.arange(size), int(shares.argmax())
    first = answer if right is None else right
    kinds = [
        (msg("answer") if right is None else msg("right class"), Role.DECODED, classes == first),
        (msg("answer"), Role.CURRENT, (classes == answer) & (classes != first)),
        (msg("other classes"), Role.MUTED, (classes != answer) & (classes != first)),
    ]
    series = [
        Bars(
            name=name,
            role=role,
            x=np.arange(size + 1) - 0.5,
            y=np.where(own, shares, 0.0),
            point=marked("{y}"),
        )
        for name, role, own in kinds
        if own.any()
    ]
    step = -(-size // _MAX_NAMED)
    ticks = [(float(k), abridged(names[k])) for k in range(0, size, step)]
    return Pane(
        x=Axis(Quantity("class", digits="d"), range=(-0.5, size - 0.5), ticks=ticks),
        y=Axis(Quantity("share of the vote", digits=".2f"), range=(0.0, 1.0), ticks=3, grid=True),
        area=area,
        heading=result,
        series=series,
    )
