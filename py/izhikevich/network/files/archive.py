"""The arrays of a file from anyone, of which none is larger than it may be."""

from __future__ import annotations

from math import prod
from typing import Any

from numpy.typing import NDArray

from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.simulation.state import HEADER_BYTES

_SHAPE = msg("its shape or type is not that of such a network")


class Archive:
    """The arrays of a file, of which each is read after its size was checked.

    Parameters
    ----------
    stored : numpy's NpzFile
    limit : int
        Maximum bytes of an array whose size nothing else says.
    """

    def __init__(self, stored: Any, limit: int) -> None:
        """Initialise from the parameters that the class describes."""
        self.limit = limit
        self._stored = stored
        self._sizes = {member.filename: member.file_size for member in stored.zip.infolist()}

    @property
    def names(self) -> list[str]:
        """Names of the arrays."""
        found: list[str] = self._stored.files
        return found

    def array(
        self, name: str, kind: str, shape: tuple[int, ...] | None = None, most: int | None = None
    ) -> NDArray[Any]:
        """Return an array of a kind of numbers, a shape, and at most so many bytes.

        Parameters
        ----------
        name : str
        kind : str
            Letters of numpy for the kinds that are allowed: "iu" for whole numbers.
        shape : tuple of int, optional
            Its shape, if that is known; its numbers then have at most 8 bytes each.
        most : int, optional
            Maximum bytes; default by its shape, or the limit.

        Raises
        ------
        ParameterError
            If there is none, or another one.
        """
        if name not in self.names:
            raise ParameterError("file", name, msg("is missing"))
        size = self._sizes[f"{name}.npy"]
        if most is None:
            most = self.limit if shape is None else 8 * prod(shape)
        if size > most + HEADER_BYTES:
            raise ParameterError(
                "file",
                msg("{name} of {size} bytes", name=name, size=Number(size, form=",")),
                msg("at most {most} are possible here", most=Number(most, form=",")),
            )
        array = self._stored[name]
        if array.dtype.kind not in kind or (shape is not None and array.shape != shape):
            what = f"{array.dtype} {array.shape}"
            raise ParameterError("file", msg("{name} is {what}", name=name, what=what), _SHAPE)
        found: NDArray[Any] = array
        return found
