"""How far a task is from being done, in words and numbers that agree with whether it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich.messages.catalogues import texts_of
from izhikevich.messages.translation import Translation
from izhikevich.tours.condition import Condition
from izhikevich.tours.standing import standings
from izhikevich.views import registry
from izhikevich.views.base import fact_of

from tests import wire

NEURON = registry.VIEWS["neuron"]()


def told(goal: str, known: dict[str, object], view: str = "neuron") -> tuple[str, str, bool]:
    (one,) = standings([goal], known, registry.VIEWS[view]())
    return str(one.label), str(one.text), one.holds


@pytest.mark.parametrize(
    ("goal", "known", "label", "text", "holds"),
    [
        (
            "spikes per burst = 3",
            {"spikes per burst": 6.0},
            "spikes per burst",
            "now 6, wanted 3",
            0,
        ),
        ("spikes per burst = 3", {}, "spikes per burst", "now without a value, wanted 3", 0),
        ("rate > 20", {"rate": 31.25}, "rate", "now 31.25, wanted more than 20", 1),
        ("rate < 20", {"rate": 19.9999961}, "rate", "now 19.999996, wanted less than 20", 1),
        ("bursts >= 4", {"bursts": 4.0}, "bursts", "now 4, wanted at least 4", 1),
        ("I <= -1e2", {"I": -100.0}, "offset", "now -100, wanted at most -100", 1),
        ("v_peak = 30", {"v_peak": 35.0}, "v_peak", "now 35, wanted 30", 0),
    ],
)
def test_words(goal: str, known: dict[str, object], label: str, text: str, holds: int) -> None:
    assert told(goal, known) == (label, text, bool(holds))


def test_names_that_vary() -> None:
    assert told("rate layer 3 > 5", {"rate layer 3": 0.5}, "network") == (
        "rate layer 3",
        "now 0.5, wanted more than 5",
        False,
    )


def test_a_parameter_without_a_symbol_has_its_label() -> None:
    view = registry.VIEWS["neuron"]()
    named = [p for p in view.parameters if p.kind == "number" and not getattr(p, "symbol", "")]
    for parameter in named:
        (one,) = standings([f"{parameter.name} = 1"], {parameter.name: 1.0}, view)
        assert one.label == parameter.label


@given(
    st.floats(-1e6, 1e6), st.sampled_from(["=", "<", ">", "<=", ">="]), st.sampled_from([0.0, 20.0])
)
def test_what_is_read_agrees_with_what_holds(number: float, relation: str, value: float) -> None:
    """A rate of 19.99998 is not shown as 20 where less than 20 is wanted."""
    _, text, holds = told(f"rate {relation} {value}", {"rate": number})
    read = float(text.removeprefix("now ").partition(", ")[0])
    assert Condition("rate", relation, value).holds({"rate": read}) == holds


def test_in_german() -> None:
    (one,) = standings(["spikes per burst >= 2.5"], {"spikes per burst": 1.5}, NEURON)
    speech = Translation(texts_of("de"))
    assert speech.text(one.label) == "Spikes je Burst"
    assert speech.text(one.text) == "jetzt 1,5, gesucht mindestens 2,5"
    (one,) = standings(["rate layer 3 >= 5"], {}, registry.VIEWS["network"]())
    assert speech.text(one.label) == "Rate Schicht 3"


@pytest.mark.parametrize(
    ("view", "preset", "values", "goal"),
    [
        ("neuron", "tonic_bursting", {"duration": 300}, ["spikes per burst = 6", "d = 2"]),
        ("network", "feedforward", {"duration": 100}, ["rate > 0"]),
        ("ensemble", "square", {"duration": 300}, ["mean rate > 1", "RMSE < 1"]),
        ("learning", "delayed_xor", {"epochs": 0}, ["epochs trained = 0", "score <= 1"]),
    ],
)
def test_each_view_answers(
    view: str, preset: str, values: dict[str, object], goal: list[str]
) -> None:
    answer = wire.at_once({"view": view, "preset": preset, "values": values}, goal)
    assert [one["label"] for one in answer["standings"]] == [g.rsplit(" ", 2)[0] for g in goal]
    assert all(one["holds"] for one in answer["standings"])
    assert answer["met"] is True


@pytest.mark.parametrize("view", registry.VIEWS)
def test_declared_facts_are_given(view: str) -> None:
    """And nothing else is."""
    shown = registry.VIEWS[view]()
    # Not a run that others expect to be computed.
    values = {"epochs": 0} if view == "learning" else {"duration": 101}
    answer = wire.at_once({"view": view, "values": values})
    assert answer["facts"]
    for name in answer["facts"]:
        (standing,) = standings([f"{name} = 1"], answer["facts"], shown)
        assert standing.label == name
        assert fact_of(shown, name) is not None
    (declared,) = (one for one in wire.schema()["views"] if one["name"] == view)
    assert [fact["name"] for fact in declared["declared_facts"]] == list(shown.facts)
