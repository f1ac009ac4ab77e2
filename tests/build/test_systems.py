"""The table of other systems: every name of ours is there, and every argument of theirs."""

from __future__ import annotations

import re

import pytest
from make.reference import documentation, systems
from make.reference.systems import SYSTEMS, resolved

NAMES = sorted({name for rows in SYSTEMS.values() for row in rows for name in row.ours})
#: Arguments of their neurons, as their documents list them: Nengo 4.1, BrainPy 2.8, ANNarchy 5.0.
ARGUMENTS = {
    "Nengo": "tau_recovery coupling reset_voltage reset_recovery initial_state",
    "BrainPy": "in_size a b c d V_th V_initializer u_initializer spk_fun spk_reset name",
    "ANNarchy": "a b c d v_thresh i_offset noise tau_refrac conductance",
}


@pytest.mark.parametrize("name", NAMES)
def test_each_name_of_ours_is_there(name: str) -> None:
    assert resolved(name) is not None


@pytest.mark.parametrize("system", ARGUMENTS)
def test_each_argument_of_their_neuron_has_a_row(system: str) -> None:
    rows = {row.theirs: row for row in SYSTEMS[system]}
    for argument in ARGUMENTS[system].split():
        assert rows[f"Izhikevich({argument})"].ours


def test_all_five_are_there_and_no_row_twice() -> None:
    assert len(SYSTEMS) == 5
    for rows in SYSTEMS.values():
        assert len({row.theirs for row in rows}) == len(rows)


def test_what_is_not_here_has_a_reason() -> None:
    for rows in SYSTEMS.values():
        assert all(row.note for row in rows if not row.ours)


@pytest.mark.parametrize(
    "name",
    [
        "net.population(v_threshold)",
        "nef.Ensemble(neuron_type)",
        "nef.Ensembles",
        "learning.Izhikevich(tau)",
        "population.voltage",
        "unknown.thing",
        "nef.Ensemble(",
    ],
)
def test_a_name_that_is_gone_is_found(name: str) -> None:
    with pytest.raises(LookupError):
        resolved(name)


def test_the_page_has_every_row() -> None:
    page = documentation.page()
    html = "".join(part.content.text for part in systems.systems().parts)
    assert html in re.sub(r"</?section[^>]*>|<h3>[^<]*</h3>", "", page)
    assert html.count("<tr>") == len(SYSTEMS) + sum(map(len, SYSTEMS.values()))
    assert all(f"<h3>{system}</h3>" in page for system in SYSTEMS)
    assert "<code>net.population(conductance)</code>" in html
