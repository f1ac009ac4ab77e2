"""The forms of 2003 and 2007: the same neuron, the same bits, the shortest numbers."""

import numpy as np
import pytest
from izhikevich.links import read_link, write_link
from izhikevich.neuron.cells.lookup import EXPERIMENTS
from izhikevich.neuron.parameters import Parameters
from izhikevich.views.neuron.forms import Form, converted, form_of, neuron
from izhikevich.views.preparation import read
from izhikevich.views.schema import Values
from izhikevich.views.state import written

from tests.views.runs import PRESETS, VIEW, run_of


def values_of(preset: str) -> Values:
    chosen = VIEW.preset(preset)
    assert chosen is not None
    return dict(chosen.values)


def opened(link: str) -> tuple[str, Values, Parameters, list[str]]:
    view, request, run = read(read_link(f"#neuron?{link}")[0])
    notes = [str(notice.text) for notice in request.notices]
    return write_link(written(view, request)), request.values, run.parameters, notes


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_are_their_neurons_to_the_last_bit(preset: str) -> None:
    own = EXPERIMENTS[preset].parameters
    values = values_of(preset)
    assert neuron(values, own) == own
    assert form_of(values) == ("2007" if preset.endswith("_2007") else "2003")


@pytest.mark.parametrize("preset", [name for name in PRESETS if name.endswith("_2007")])
def test_2007_cells_have_the_numbers_of_the_book(preset: str) -> None:
    shown = values_of(preset)
    published = {
        "RS_2007": (100, 0.7, -60, -40),
        "IB_2007": (150, 1.2, -75, -45),
        "CH_2007": (50, 1.5, -60, -40),
        "LTS_2007": (100, 1.0, -56, -42),
        "FS_2007": (20, 1.0, -55, -40),
        "TC_2007": (200, 1.6, -60, -50),
        "TC_burst_2007": (200, 1.6, -60, -50),
        "RTN_2007": (40, 0.25, -65, -45),
        "RTN_burst_2007": (40, 0.25, -65, -45),
        "MSN_2007": (50, 1.0, -80, -25),
    }
    assert tuple(shown[name] for name in ("C", "k", "v_r", "v_t")) == published[preset]


def test_the_cell_of_2003_in_the_form_of_2007() -> None:
    # 0.04 v^2 + 5 v + 140 - 0.2 (-70) = 0.04 (v + 70) (v + 55), by hand; u is larger by 14.
    link, values, p, notes = opened("preset=RS&form=2007")
    assert (values["k"], values["v_r"], values["v_t"]) == (0.04, -70.0, -55.0)
    assert (link, notes) == ("#neuron?preset=RS&k=0.04", [])
    own = EXPERIMENTS["RS"].parameters
    v, u = np.linspace(-90.0, 30.0, 61), np.linspace(-20.0, 20.0, 61)
    np.testing.assert_allclose(p.dv(v, u + 14.0, 3.0), own.dv(v, u, 3.0), atol=1e-12)
    np.testing.assert_allclose(p.du(v, u + 14.0), own.du(v, u), atol=1e-12)
    assert values["u0"] == pytest.approx(EXPERIMENTS["RS"].u0 + 14.0)


@pytest.mark.parametrize("preset", PRESETS)
def test_the_other_form_fires_the_same(preset: str) -> None:
    chosen, own = VIEW.preset(preset), EXPERIMENTS[preset].parameters
    assert chosen is not None
    other: Form = "2003" if form_of(chosen.values) == "2007" else "2007"
    found = converted(chosen.values, other, own)
    run, same = run_of(preset), run_of(preset, form=other)
    assert form_of(found.values) == other
    v = np.linspace(-90.0, 20.0, 12)
    shift = found.values["u0"] - chosen.values["u0"]  # type: ignore[operator]
    there = same.parameters
    np.testing.assert_allclose(there.dv(v, 2.0 + shift), run.parameters.dv(v, 2.0), atol=1e-6)
    np.testing.assert_allclose(there.du(v, 2.0 + shift), run.parameters.du(v, 2.0), atol=1e-6)
    assert run.trace is not None
    assert same.trace is not None
    assert same.trace.n_spikes == run.trace.n_spikes
    back = converted(found.values, form_of(chosen.values), own)
    if found.note is None:
        assert back.values == chosen.values


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("preset=RS&form=2007&form=2003", "preset=RS"),
        ("preset=RS_2007&form=2003", "preset=RS_2007&k2=0.7"),
        ("preset=RS_2007&k0=1700", "preset=RS_2007&k0=1700"),
        ("preset=RS_2007&Vr=-62", "preset=RS_2007&v_r=-62"),
        ("preset=RS_2007&vr=-62&vt=-41", "preset=RS_2007&v_r=-62&v_t=-41"),
        ("preset=RS_2007&k=0.52", "preset=RS_2007&k=0.52"),
        ("preset=RS&v_r=-65&v_t=-50", "preset=RS&v_r=-65&v_t=-50"),
    ],
)
def test_links_have_one_way_of_writing(link: str, canonical: str) -> None:
    found, values, _, _ = opened(link)
    assert found == f"#neuron?{canonical}"
    again, same, _, _ = opened(canonical)
    assert again == found
    assert same == values


def test_coefficients_of_older_links_keep_their_bits() -> None:
    own = EXPERIMENTS["RS_2007"].parameters
    _, _, p, _ = opened("preset=RS_2007&k1=67.60000000000001&u0=3")
    assert p == own.replace(k1=67.60000000000001)


def test_what_is_not_exact_is_said() -> None:
    _, values, _, notes = opened("preset=TC&form=2007")
    (note,) = notes
    assert "not exact" in note
    # The resting potential without current, from 0.04 v^2 + 5 v + 140 = 0.25 v.
    rest = min(np.roots([0.04, 5.0 - 0.25, 140.0]))
    assert values["v_r"] == pytest.approx(rest, abs=1e-6)


def test_a_neuron_without_rest_has_no_such_form() -> None:
    link, values, _, notes = opened("preset=RS&b=0.3&form=2007")
    assert form_of(values) == "2003"
    assert link == "#neuron?preset=RS&b=0.3"
    assert "none at I = 0" in notes[0]
    assert "2003 is used instead" in notes[0]


def test_factors_of_a_neuron() -> None:
    form = {"C": 100, "v_peak": 35, "a": 0.03, "b": -2, "c": -50, "d": 100}
    for k in (0.52, 0.7, 1.3):
        for vr in (-60.1, -64.0, -71.3):
            p = Parameters.dimensional_2007(k=k, vr=vr, vt=-40.7, **form)
            assert p.factors == (k, vr, -40.7)
    assert Parameters().factors is None
