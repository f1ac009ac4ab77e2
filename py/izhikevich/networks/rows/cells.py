"""The neurons of a row, as text: a cell, its own numbers, or numbers of each neuron.

``RS``, ``a=0.02 b=0.2 c=-65 d=8``, ``CH d=uniform(2,8)``, or all of
``C=100 k=0.7 vr=-60 vt=-40 v_peak=35 a=0.03 b=-2 c=-50 d=100``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from izhikevich.errors import ParameterError, one_of
from izhikevich.messages import msg
from izhikevich.network.distributions import Distribution
from izhikevich.network.neuron_values import ALIASES
from izhikevich.networks.rows.text import amount, words
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import LinearDrive

#: The numbers of a cell that a text may give; those of `PER_NEURON` also as distributions.
PER_NEURON = ("a", "b", "c", "d", "v_peak", "k2", "k1", "k0", "C")
FACTORS = ("k", "vr", "vt")
_FORM_2007 = ("C", *FACTORS, "v_peak", "a", "b", "c", "d")
_DEFAULT = "RS"
#: Fast spiking cells of each form, which inhibit others.
INHIBITORY_CELLS = {False: "FS", True: "FS_2007"}


class Neurons(NamedTuple):
    """What the neurons of a row are.

    Parameters
    ----------
    parameters : Parameters
        Those that all have in common.
    per_neuron : dict
        Distributions by name, from which each neuron draws its own.
    """

    parameters: Parameters
    per_neuron: dict[str, Distribution]


def read_cell(given: Cell) -> Neurons:
    """Read a cell, or its text.

    Raises
    ------
    ParameterError
        If it is none; the message says what is wrong.
    """
    if not isinstance(given, str) or "=" not in given:
        return Neurons(parameters_of(given), {})
    named: dict[str, float | Distribution] = {}
    name = ""
    for word in words(given):
        key, equals, value = word.partition("=")
        if not equals:
            if named:
                raise ParameterError("cell", word, msg("must be written name=number"))
            name = f"{name} {word}".strip()
            continue
        own = ALIASES.get(key, key)
        if own not in (*PER_NEURON, *FACTORS):
            raise ParameterError("cell", word, one_of(key, (*PER_NEURON, *FACTORS)))
        if own in named:
            raise ParameterError("cell", word, msg("{own} is given twice", own=own))
        if not value:
            raise ParameterError("cell", word, msg("must be written name=number"))
        named[own] = amount(value, own)
    return _with_numbers(name, named)


def _with_numbers(name: str, named: dict[str, float | Distribution]) -> Neurons:
    """Return a cell with its own numbers."""
    drawn = {key: law for key, law in named.items() if isinstance(law, Distribution)}
    for key in drawn:
        if key in FACTORS:
            allowed = msg("must be a number, the same for all neurons")
            raise ParameterError(key, drawn[key].text, allowed)
    # Where each neuron draws its own, the cell that they have in common has the mean.
    numbers = {
        key: law.mean if isinstance(law, Distribution) else law for key, law in named.items()
    }
    if not any(key in named for key in FACTORS):
        base = parameters_of(name or _DEFAULT)
        if "C" in numbers and not base.dimensional:
            allowed = msg(
                "belongs to the 2007 form: give a cell of it such as RS_2007, or all of {names}",
                names=" ".join(_FORM_2007),
            )
            raise ParameterError("C", numbers["C"], allowed)
        return Neurons(base.replace(**numbers), drawn)
    return Neurons(_form_2007(name, numbers), drawn)


def _form_2007(name: str, numbers: dict[str, float]) -> Parameters:
    """Return parameters by k, vr and vt; what is missing is that of the named cell."""
    given: dict[str, Any] = dict(numbers)
    for key in ("k2", "k1", "k0"):
        if key in given:
            raise ParameterError(key, given[key], msg("k, vr and vt replace it"))
    if name:
        base = parameters_of(name)
        if not base.dimensional or base.factors is None or not isinstance(base.drive, LinearDrive):
            allowed = msg("has no k, vr and vt that can be changed")
            raise ParameterError("cell", name, allowed)
        own = dict(zip(FACTORS, base.factors, strict=True))
        own |= {key: getattr(base, key) for key in ("C", "v_peak", "a", "b", "c", "d")}
        given = {**own, **given}
    missing = [key for key in _FORM_2007 if key not in given]
    if missing:
        allowed = msg(
            "k, vr and vt belong to the 2007 form, which also needs {names}",
            names=", ".join(missing),
        )
        raise ParameterError("cell", " ".join(numbers), allowed)
    return Parameters.dimensional_2007(**given)
