"""Parts of a model that can be changed between runs."""

from __future__ import annotations

from copy import copy
from dataclasses import fields
from typing import Any, ClassVar, Self

from izhikevich.errors import ParameterError, one_of


class Description:
    """A dataclass whose fields can be assigned: each change is checked like a new object.

    A change that is refused leaves the object as it was.
    """

    #: Names of the fields that hold other descriptions.
    PARTS: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        """Check the fields."""
        self._check()
        object.__setattr__(self, "_checked", True)

    def __setattr__(self, name: str, value: Any) -> None:
        """Change one field, as `edit` does."""
        if "_checked" in self.__dict__:
            self.edit(**{name: value})
        else:
            object.__setattr__(self, name, value)

    def edit(self, **changes: Any) -> None:
        """Change several fields together, such as the number of neurons and their encoders.

        Runs that have begun keep what they began with (see `Simulator`).

        Parameters
        ----------
        **changes
            New values of fields.

        Raises
        ------
        ParameterError
            If there is no such field, or a value is not allowed: then nothing changes.
        """
        known = [field.name for field in fields(self) if field.init]  # type: ignore[arg-type]
        for name, value in changes.items():
            if name not in known:
                raise ParameterError(name, value, one_of(name, known))
        before = dict(self.__dict__)
        self.__dict__.update(changes)
        try:
            self._check()
        except BaseException:
            self.__dict__.clear()
            self.__dict__.update(before)
            raise

    def _check(self) -> None:
        """Check all fields, and bring them into their form."""
        raise NotImplementedError

    def _set(self, name: str, value: Any) -> Any:
        """Store a checked value, and return it."""
        object.__setattr__(self, name, value)
        return value

    def copied(self, copies: dict[Any, Any]) -> Self:
        """Return a copy that nobody else can change, and its parts likewise.

        Parameters
        ----------
        copies : dict
            Copies of what has been copied already, by the original; completed.
        """
        if self not in copies:
            found = copies[self] = copy(self)
            parts = {name: getattr(self, name) for name in self.PARTS}
            found.edit(**{name: part.copied(copies) for name, part in parts.items()})
        made: Self = copies[self]
        return made
