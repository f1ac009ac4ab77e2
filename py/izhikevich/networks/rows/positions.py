"""Where the neurons of a row are: on a ring, a line, a torus or a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from math import isqrt
from typing import NamedTuple

from izhikevich.errors import ParameterError, choices
from izhikevich.messages import Number, msg
from izhikevich.network.connectivity import Grid, Ring
from izhikevich.networks.rows.text import called
from izhikevich.units import integer

#: Whether opposite edges are neighbours, by the name of the space.
PERIODIC: Mapping[str, bool] = {"ring": True, "line": False, "torus": True, "sheet": False}
_FLAT = ("torus", "sheet")
_LONGEST = 5  # times its width, of a sheet that is chosen for a number of neurons


class Positions(NamedTuple):
    """A space, with its rows and columns if these are given."""

    space: str
    shape: tuple[int, int] | None = None

    @property
    def periodic(self) -> bool:
        """Whether opposite edges are neighbours."""
        return PERIODIC[self.space]

    def layout(self, n: int) -> Ring | Grid:
        """Return the positions of `n` neurons.

        Raises
        ------
        ParameterError
            If they do not fill rows and columns.
        """
        if self.space not in _FLAT:
            return Ring()
        if self.shape is not None and self.shape[0] * self.shape[1] == n:
            return Grid(*self.shape)
        rows = next(k for k in range(isqrt(n), 0, -1) if n % k == 0)
        if n // rows > _LONGEST * rows:
            raise ParameterError(
                "positions",
                self.space,
                msg(
                    "{n} neurons do not fill the rows and columns of a sheet that is not much "
                    "longer than wide: change the size",
                    n=Number(n, form=","),
                ),
            )
        return Grid(rows, n // rows)


def read_positions(text: str) -> Positions:
    """Read positions: ``ring``, ``line``, ``torus``, ``sheet``, or ``torus(20,40)``.

    Raises
    ------
    ParameterError
        If it is none of these.
    """
    name, plain, named = called(text)
    if name not in PERIODIC:
        raise ParameterError("positions", text, choices(PERIODIC))
    if not plain and not named:
        return Positions(name)
    if name not in _FLAT or len(plain) != 2 or named:
        allowed = msg("must be written {example}", example=f"{_FLAT[0]}(20,40)")
        raise ParameterError("positions", text, allowed)
    rows, columns = (
        integer(int(one) if one.isascii() and one.isdigit() else one, label, low=1)
        for one, label in zip(plain, ("rows", "columns"), strict=True)
    )
    return Positions(name, (rows, columns))


def check_positions(text: str, size: int) -> Positions:
    """Read the positions of a row, which must have its size if rows and columns are given."""
    found = read_positions(text)
    if found.shape is not None and found.shape[0] * found.shape[1] != size:
        raise ParameterError(
            "positions",
            text,
            msg(
                "has {places} places for {n} neurons",
                places=Number(found.shape[0] * found.shape[1], form=","),
                n=Number(size, form=","),
            ),
        )
    return found
