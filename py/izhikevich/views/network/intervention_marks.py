"""The marks of interventions in the raster: lines with labels, and shades while they last."""

from __future__ import annotations

from collections.abc import Sequence

from izhikevich.messages import Message, Number, msg
from izhikevich.network.names import read_name
from izhikevich.network.populations import Population
from izhikevich.networks.interventions import (
    DRIVE,
    LEARNING,
    SILENCE,
    WEIGHTS,
    Intervention,
)
from izhikevich.plots.network.bands import Band, band_of, make_bands, row
from izhikevich.plots.spec import Label, Range, Region, Rule
from izhikevich.plots.style import Role
from izhikevich.views.network.changes import NAMES, stretches
from izhikevich.views.network.snapshot import Snapshot

_THIN = 0.003  # half the height of a neuron's row at least, of the axis
_APART, _BETWEEN = (
    0.004,
    0.2,
)  # of the stretch: from one line to the next, from one label to the next


def intervention_marks(shown: Snapshot) -> list[Region | Rule | Label]:
    """Return the marks of the interventions in a stretch of a run.

    Of lines that would touch only the last one is drawn, and labels have room.
    """
    changes = [*shown.session.changes.done, *shown.session.changes.pending]
    start, stop = shown.start, shown.stop
    width = stop - start
    bands = make_bands([population.size for population in shown.populations])
    found: list[Region | Rule | Label] = [
        Region(
            role=Role.FIELD if one.of.isdigit() else Role.GRID,
            x=(max(one.start, start), one.stop),
            y=_rows(one.of, shown.populations, bands),
        )
        for one in stretches(changes, stop)
        if one.stop > start
    ]
    line = label = float("inf")
    for one in reversed(changes):
        if not start <= one.at <= stop or line - one.at < _APART * width:
            continue
        line = one.at
        found.append(Rule(role=Role.MUTED, x=line, dash="dot", through=True))
        if label - line < _BETWEEN * width:
            continue
        label = line
        found.append(
            Label(
                text=title_of(one),
                role=Role.INK,
                x=line,
                y=0.0,  # between the spikes and the rates
                y_in="pane",
                align="left" if line - start < 0.7 * width else "right",
                valign="top",
                shift=(0.0, -3.0),
                size=11.0,
                boxed=True,
            )
        )
    return found


def title_of(one: Intervention) -> Message:
    """Return what an intervention does, briefly."""
    value = Number(one.to, form="g")
    if one.of == "":
        return msg("{parameter} {value}", parameter=msg(NAMES[one.set]), value=value)
    text = str(one.of)
    of = msg("neuron {number}", number=int(text)) if text.isdigit() else read_name(text)
    if one.set == SILENCE:
        return msg("silence: {of}", of=of) if one.to else msg("silence ends: {of}", of=of)
    if one.set == DRIVE:
        return (
            msg("drive {value}: {of}", value=value, of=of)
            if one.to
            else msg("drive ends: {of}", of=of)
        )
    if one.set == LEARNING:
        return msg("learning: {of}", of=of) if one.to else msg("learning ends: {of}", of=of)
    if one.set == WEIGHTS:
        return msg("weights × {value}: {of}", value=value, of=of)
    return msg("{what} {value}: {of}", what=one.set, value=value, of=of)


def _rows(of: str, populations: Sequence[Population], bands: Sequence[Band]) -> Range:
    """Return the ends of the rows of a population, or of a neuron."""
    if of.isdigit():
        band = band_of(bands, int(of))
        total = populations[-1].stop
        at, half = row(band, int(of)), max(0.5 * band["height"] / band["size"], _THIN * total)
        return at - half, at + half
    (band,) = (band for band, one in zip(bands, populations, strict=True) if one.name == of)
    return band["top"], band["top"] + band["height"]
