"""The values of a widget: those of its state, by name, which can be set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any

from izhikevich.errors import ParameterError, one_of
from izhikevich.links import read_link, write_link
from izhikevich.views.registry import request_of
from izhikevich.views.schema import Value
from izhikevich.views.state import State, written


class Values(MutableMapping[str, Value]):
    """The values of all parameters of a state; setting one changes the state.

    Parameters
    ----------
    link : str
        The state.
    change : callable
        Takes the link to another state.
    """

    def __init__(self, link: str, change: Callable[[str], None]) -> None:
        state, _ = read_link(link)
        view, request = request_of(state)
        self._state: State = written(view, request)
        self._values = dict(request.values)
        self._parameters = {parameter.name: parameter for parameter in view.parameters}
        self._change = change

    def __getitem__(self, name: str) -> Value:
        return self._values[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self.update({name: value})

    def __delitem__(self, name: str) -> None:
        """Give a parameter the value of the preset again."""
        self._check((name,))
        kept = {one: value for one, value in self._state["values"].items() if one != name}
        self._change(write_link({**self._state, "values": kept}))

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and self._values == dict(other)

    def __repr__(self) -> str:
        """Return the values as a dictionary's."""
        return repr(self._values)

    def update(self, *given: Any, **more: Any) -> None:
        """Set several values at once, which the view computes once.

        Raises
        ------
        ParameterError
            If there is no such parameter, or a value is not allowed.
        """
        values = dict(*given, **more)
        self._check(values)
        read = {name: self._parameters[name].read(value) for name, value in values.items()}
        state = {**self._state, "values": {**self._state["values"], **read}}
        view, request = request_of(state)
        for notice in request.notices:  # values that do not fit together
            if notice.level == "error":
                raise ParameterError("values", read, notice.text)
        self._change(write_link(written(view, request)))

    def _check(self, names: Iterable[str]) -> None:
        for name in names:
            if name not in self._values:
                raise ParameterError("name", name, one_of(name, self._values))
