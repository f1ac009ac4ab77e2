"""Connections that have a number each and no delay: what injections and gap junctions share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.connectivity.rules import Rule
from izhikevich.network.distributions import (
    Distribution,
    is_one_number,
    values,
)
from izhikevich.network.live import Live
from izhikevich.network.synapses.synapses import Synapses
from izhikevich.network.values import Settable, Values, plain


class Weighted(Settable):
    """Connections of a network whose numbers can be read and set before, between and after runs.

    Parameters
    ----------
    synapses : Synapses
        Which neurons are connected, with the numbers as weights.
    weights : number, array or distribution, optional
        What the numbers were made from.
    rule : Rule
        Rule that connects the neurons.
    draws : tuple of int
        Seed and first stream of the random numbers.
    live : Live
        Plan and state of the network.

    Attributes
    ----------
    given : number, array or distribution, optional
        What the numbers are made from now.
    """

    #: Name of the numbers.
    OWN: ClassVar[str]
    rule: Rule
    given: float | ArrayLike | Distribution | None
    draws: tuple[int, int]
    _synapses: Synapses
    _one_weight: bool
    _live: Live

    def __init__(
        self,
        synapses: Synapses,
        weights: float | ArrayLike | Distribution | None,
        rule: Rule,
        draws: tuple[int, int],
        live: Live,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        own = synapses.weights
        one = bool((own == own[:1]).all()) if weights is None else is_one_number(weights)
        vars(self).update(
            _synapses=synapses,
            _one_weight=one,
            rule=rule,
            given=own if weights is None else weights,
            draws=draws,
            _live=live,
        )

    def __len__(self) -> int:
        """Return the number of connections."""
        return self._synapses.n

    @property
    def synapses(self) -> Synapses:
        """Which neurons are connected, with their present numbers."""
        return self._synapses

    def names(self) -> tuple[str, ...]:
        """Return the names under which there are values to set."""
        return (self.OWN,)

    def __getitem__(self, name: str) -> Values:
        """Return the numbers."""
        if name != self.OWN:
            self.unknown("name", name, str(name))
        return Values(self, name)

    def unit(self, name: str) -> str:
        """Return the unit of the numbers: none."""
        return ""

    def shared(self, name: str) -> bool:
        """Tell whether one number was given for all connections."""
        return self._one_weight

    def read(self, name: str) -> FloatArray:
        """Return the numbers, shape (n,), not to be changed."""
        return self._synapses.weights

    def write(self, changes: Mapping[str, Any], which: IndexArray | None = None) -> None:
        """Set the numbers, of all connections or of those at some positions.

        Raises
        ------
        ParameterError
            If a value is not allowed.
        SimulationError
            If the network is being run.
        """
        self._live.stands_still()
        seed, stream = self.draws
        every = np.arange(len(self))
        which = every if which is None else which
        for value in map(plain, changes.values()):
            if isinstance(value, Distribution):
                found = value.sample(seed, stream + 1, which)
            else:
                found = values(value, which.size, self.OWN, self.unit(self.OWN), seed, stream + 1)
            weights = self._synapses.weights.copy()
            with np.errstate(over="ignore"):
                weights[which] = found
            if not np.isfinite(weights).all():
                allowed = msg("must be finite in {dtype}", dtype=weights.dtype)
                raise ParameterError(self.OWN, value, allowed)
            self.check(weights)
            whole = which.size == every.size
            law = whole and (isinstance(value, Distribution) or is_one_number(value))
            vars(self).update(
                given=value if law else weights,
                _synapses=self._synapses.with_weights(weights),
                _one_weight=is_one_number(value) and whole,
            )
        self._live.changed()

    def check(self, weights: FloatArray) -> None:
        """Raise an error if the numbers are not allowed."""
