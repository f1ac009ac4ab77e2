"""How far a task is from being done: each of its conditions, with the present value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from izhikevich.messages import Message, Number, msg
from izhikevich.network.names import read_name
from izhikevich.tours.condition import Condition, condition
from izhikevich.views.base import AnyView, fact_of

_DIGITS = range(4, 18)


@dataclass(frozen=True)
class Standing:
    """A condition of a task in the state that is shown.

    Parameters
    ----------
    label : str
        What is compared: "spikes per burst".
    text : str
        How it is and how it should be: "now 6, wanted 3".
    holds : bool
        Whether it is so.
    """

    label: str
    text: str
    holds: bool


def standings(
    goal: Iterable[str], known: Mapping[str, object], view: AnyView
) -> tuple[Standing, ...]:
    """Return how each condition of a task stands, for these values and facts by name."""
    return tuple(_standing(condition(text), known, view) for text in goal)


def _standing(one: Condition, known: Mapping[str, object], view: AnyView) -> Standing:
    holds = one.holds(known)
    label = _label(one.what, view)
    number = known.get(one.what)
    wanted = _wanted(one)
    if not isinstance(number, float | int):
        return Standing(label, msg("now without a value, wanted {wanted}", wanted=wanted), holds)
    now = _rounded(one, float(number))
    return Standing(label, msg("now {now}, wanted {wanted}", now=now, wanted=wanted), holds)


def _label(name: str, view: AnyView) -> str:
    """Return what readers call a fact or a parameter."""
    fact = fact_of(view, name)
    if fact is not None:
        label, rest = fact
        return msg(label, name=read_name(rest)) if rest else msg(label)
    parameter = next((one for one in view.parameters if one.name == name), None)
    symbol = getattr(parameter, "symbol", "")
    return symbol or msg(parameter.label if parameter else name)


def _wanted(one: Condition) -> Number | Message:
    value = Number(one.value, form=".15g")
    if one.relation == "<":
        return msg("less than {value}", value=value)
    if one.relation == ">":
        return msg("more than {value}", value=value)
    if one.relation == "<=":
        return msg("at most {value}", value=value)
    return msg("at least {value}", value=value) if one.relation == ">=" else value


def _rounded(one: Condition, number: float) -> Number:
    """Return a number with so many digits that what is read holds if and only if it does."""
    holds = one.holds({one.what: number})
    for digits in _DIGITS:
        if one.holds({one.what: float(f"{number:.{digits}g}")}) == holds:
            break
    return Number(number, form=f".{digits}g")
