"""The epoch that is shown: the last one of a training, or one that the reader went back to."""

from __future__ import annotations

from izhikevich.views.schema import Values

EPOCHS, EPOCH = "epochs", "epoch"
#: Epochs of a training, at most; as the epoch shown it stands for the last one.
LAST = 5000.0


def settled(values: Values) -> Values:
    """Return values of a state: an epoch that the training does not go beyond is the last one."""
    if float(values[EPOCH]) < float(values[EPOCHS]):
        return values
    return {**values, EPOCH: LAST}


def shown(values: Values) -> Values:
    """Return values as controls show them: the last epoch by its number."""
    if EPOCH not in values or float(values[EPOCH]) < LAST:
        return values
    return {**values, EPOCH: values[EPOCHS]}


def default(preset: Values, values: Values) -> Values:
    """Return the values of a preset to which a state goes back: to its own last epoch."""
    return {**preset, EPOCH: values[EPOCHS]}
