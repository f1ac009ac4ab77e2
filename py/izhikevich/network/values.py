"""Values of neurons and synapses that are read and set while a network is in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Generic, NoReturn, Protocol, TypeVar, cast, overload

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin
from numpy.typing import ArrayLike, DTypeLike, NDArray

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError, did_you_mean
from izhikevich.messages import msg
from izhikevich.network.distributions import Distribution

T_co = TypeVar("T_co", covariant=True)
_SHOWN = 6  # values written out in a line


class Part(Protocol):
    """What has values: neurons, or synapses."""

    def __len__(self) -> int:
        """Return the number of values under each name."""

    def read(self, name: str) -> FloatArray:
        """Return the present values, which the caller must not change."""

    def write(self, changes: Mapping[str, Any], which: IndexArray | None = None) -> None:
        """Set the values of all, or of those at some positions, after checking them together."""

    def shared(self, name: str) -> bool:
        """Tell whether one number was given for all."""

    def unit(self, name: str) -> str:
        """Return the unit of the values, empty if there is none."""


class Values(NDArrayOperatorsMixin):
    """The present values of neurons or synapses under one name, such as `population.a`.

    They behave as an array of shape (n,), and have its methods: ``population.v.mean()``. What is
    assigned to them (``population.i_offset[3] = 5``, ``projection.w *= 2``) is checked, and applies
    from the next step of the network on. They are read anew at each use; ``np.array(values)`` is a
    copy that stays as it is.

    Parameters
    ----------
    part : Part
        Neurons or synapses.
    name : str
    """

    def __init__(self, part: Part, name: str) -> None:
        """Initialise from the parameters that the class describes."""
        self._part, self._name = part, name

    def __repr__(self) -> str:
        """Return a short summary."""
        values, unit = self._part.read(self._name), self._part.unit(self._name)
        unit = unit and f" {unit}"
        if self.shared and values.size:
            text = f"{values[0]:g}{unit} for all {values.size:,}"
        elif values.size <= _SHOWN:
            text = ", ".join(f"{value:g}" for value in values.tolist()) + unit
        else:
            text = f"{values.size:,} from {values.min():g} to {values.max():g}{unit}"
        return f"<{self._name} of {self._part!r}: {text}>"

    @property
    def shared(self) -> bool:
        """Whether one number was given for all, rather than one for each."""
        return self._part.shared(self._name)

    @property
    def shape(self) -> tuple[int]:
        """Shape of the array: (n,)."""
        return (len(self),)

    def __len__(self) -> int:
        """Return the number of values."""
        return len(self._part)

    def __iter__(self) -> Iterator[float]:
        """Iterate over the values."""
        return iter(self._part.read(self._name).tolist())

    def __float__(self) -> float:
        """Return the number that all share, or the only one."""
        values = self._part.read(self._name)
        return float(values[0] if values.size == 1 or (self.shared and values.size) else values)

    def __bool__(self) -> bool:
        """Raise the error of an array that is taken for true or false."""
        return bool(self._part.read(self._name))

    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> NDArray[Any]:
        """Return a copy as an array."""
        return np.array(self._part.read(self._name), dtype)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        """Compute with numpy; results written here are assigned."""
        (target,) = options.pop("out", (None,))
        plain = [np.asarray(x) if isinstance(x, Values) else x for x in inputs]
        if not isinstance(target, Values):
            return getattr(ufunc, method)(*plain, **options, out=target)
        target[...] = getattr(ufunc, method)(*plain, **options)
        return target

    def __getitem__(self, key: Any) -> Any:
        """Return one value, or a new array of some."""
        found = self._part.read(self._name)[key]
        return found.copy() if isinstance(found, np.ndarray) else found

    def __setitem__(self, key: Any, value: float | ArrayLike | Distribution) -> None:
        """Set one value, or some."""
        self._part.write({self._name: value}, positions(key, len(self), self._name))

    def __getattr__(self, name: str) -> Any:
        """Return what an array has under this name."""
        if name.startswith("_"):
            raise AttributeError(name)
        array = self.__array__()
        array.flags.writeable = False  # a method that changes the copy would change nothing
        return getattr(array, name)


def positions(key: Any, size: int, name: str) -> IndexArray:
    """Return the positions that an index of numpy selects among `size`, as a list.

    Raises
    ------
    ParameterError
        If it selects none that exist, or is not such an index.
    """
    if isinstance(key, (int, np.integer)) and not isinstance(key, bool):
        if -size <= key < size:
            return np.array([int(key) % size])
    elif isinstance(key, (slice, np.ndarray, list, range)) or key is Ellipsis:
        try:
            index = np.asarray(key) if isinstance(key, (list, range)) else key
            if isinstance(index, np.ndarray) and not index.size:
                return np.empty(0, np.int64)
            return np.arange(size)[index].reshape(-1)
        except (IndexError, ValueError, TypeError):
            pass
    allowed = msg("the index must select some of {size}: 3, 2:5, [1, 4] or a mask", size=size)
    raise ParameterError(f"{name}[…]", key, allowed)


def plain(value: Any) -> Any:
    """Return values of another part as they were given: one number, or an array."""
    if isinstance(value, Values):
        return float(value) if value.shared else np.asarray(value)
    return value


class Quantity(Generic[T_co]):
    """An attribute that can be set: values of a part under its name.

    Parameters
    ----------
    text : str
        What it is, for the documentation.
    """

    def __init__(self, text: str) -> None:
        """Initialise from the parameters that the class describes."""
        self.__doc__ = text

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, part: None, owner: type) -> Quantity[T_co]: ...

    @overload
    def __get__(self, part: object, owner: type) -> T_co: ...

    def __get__(self, part: Any, owner: type) -> Quantity[T_co] | T_co:
        """Return the present values."""
        return self if part is None else cast(T_co, part[self._name])

    def __set__(self, part: Any, value: Any) -> None:
        """Set all values."""
        part.write({self._name: value})


class Settable:
    """Something with attributes of which some can be set: its `Quantity` ones, and properties."""

    def __setattr__(self, name: str, value: Any) -> None:
        """Set values; what is fixed or unknown is rejected by name.

        Raises
        ------
        ParameterError
            If there is nothing of this name to set.
        """
        own = getattr(type(self), name, None)
        if isinstance(own, Quantity) or (isinstance(own, property) and own.fset):
            object.__setattr__(self, name, value)
            return
        if own is not None or name in vars(self):
            raise ParameterError(
                name,
                value,
                msg(
                    "it is fixed once {part} is made; build another network for another one",
                    part=repr(self),
                ),
            )
        self.unknown(name, value, name)

    def names(self) -> tuple[str, ...]:
        """Return the names under which there are values to set."""
        raise NotImplementedError

    def unknown(self, parameter: str, value: Any, name: str) -> NoReturn:
        """Raise the error for a name that is not known, which says what names there are."""
        names = self.names()
        allowed = msg("there are {names}", names=", ".join(names))
        hint = did_you_mean(name, names)
        if hint:
            allowed = msg("{allowed}. {hint}", allowed=allowed, hint=hint)
        raise ParameterError(parameter, value, allowed)
