"""The features of each sweep, recorded and modelled, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite

from izhikevich.fitting.features import FEATURES, FeatureTable
from izhikevich.messages import Message, Number, msg
from izhikevich.plots.spec import Plot, Quantity, Sheet, SheetColumn
from izhikevich.plots.style import Role

_DIGITS = ".4g"
_OHM = {"MOhm": "MΩ"}


def features_plot(
    recorded: FeatureTable, model: FeatureTable | None, sweeps: Sequence[int]
) -> Plot:
    """Describe features as a table: a row for each, a column or two for each sweep.

    Parameters
    ----------
    recorded : FeatureTable
    model : FeatureTable or None
        Features of the model in the same sweeps, if there is one.
    sweeps : sequence of int
        Those that are shown.
    """
    known = {name: recorded[name] for name in FEATURES}
    modelled = {name: model[name] for name in FEATURES} if model else {}
    columns = []
    for k in sweeps:
        for name, role, values in (
            (msg("recorded"), Role.INK, known),
            (msg("model"), Role.VOLTAGE, modelled),
        ):
            if values:
                group = msg("sweep {sweep}", sweep=k)
                own = [float(each[k]) for each in values.values()]
                columns.append(SheetColumn(name=name, group=group, role=role, values=own))
    rows = [Quantity(name, _OHM.get(one.unit, one.unit), _DIGITS) for name, one in FEATURES.items()]
    return Plot(
        sheet=Sheet(name=msg("feature"), rows=rows, columns=columns),
        results=list(_in_words(recorded, model)),
    )


def _in_words(recorded: FeatureTable, model: FeatureTable | None) -> Iterator[Message]:
    if isfinite(recorded.rheobase):
        yield msg(
            "The weakest step at which the cell fires is {current}.",
            current=Number(recorded.rheobase, "pA", ".4g"),
        )
    if model is not None and isfinite(model.rheobase):
        yield msg(
            "The weakest step at which the model fires is {current}.",
            current=Number(model.rheobase, "pA", ".4g"),
        )
    yield msg("{count} features of each sweep.", count=len(FEATURES))
