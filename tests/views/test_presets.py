"""The presets of the Neuron view are the experiments, with controls that reach their values."""

import pytest
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.cells.lookup import EXPERIMENTS
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.neuron.stimuli.stimulus import parse
from izhikevich.views.neuron.run import prepare
from izhikevich.views.neuron.view import NeuronView
from izhikevich.views.schema import Number, Preset

from tests import wire

VIEW = NeuronView()
each_preset = pytest.mark.parametrize("preset", VIEW.presets, ids=lambda preset: preset.name)


def test_twenty_patterns_and_all_cell_types() -> None:
    patterns = [preset for preset in VIEW.presets if preset.group == "patterns"]
    assert "".join(preset.mark for preset in patterns) == "ABCDEFGHIJKLMNOPQRST"
    assert [preset.name for preset in VIEW.presets] == [*PATTERNS, *CELL_TYPES]
    used, known = ({one.group for one in VIEW.presets}, {one.name for one in VIEW.preset_groups})
    assert used == known, (
        "PRESET_GROUPS of py/izhikevich/views/neuron/declaration.py has other groups"
    )


@each_preset
def test_values_are_those_of_the_experiment(preset: Preset) -> None:
    experiment = EXPERIMENTS[preset.name]
    run = prepare(preset, preset.values)
    assert run.parameters == experiment.parameters
    assert parse(run.stimulus.text) == parse(experiment.stimulus.text)
    trace, wanted = run.outcome, experiment.simulate()
    assert trace.n_spikes == wanted.n_spikes  # type: ignore[union-attr]
    assert (trace.v == wanted.v).all()  # type: ignore[union-attr]


@each_preset
def test_every_value_is_read_as_it_is(preset: Preset) -> None:
    assert preset.text
    values = {**preset.values, **VIEW.shown(preset, preset.values)}
    for parameter in VIEW.parameters:
        if parameter.derived and parameter.name not in values:
            continue
        value = values[parameter.name]
        assert parameter.read(value) == value
        assert parameter.read(f"{value}") == value


@each_preset
def test_sliders_hold_the_values(preset: Preset) -> None:
    values = {**preset.values, **VIEW.shown(preset, preset.values)}
    for parameter in VIEW.parameters:
        if not isinstance(parameter, Number):
            continue
        low, high, step = preset.sliders.get(parameter.name, parameter.slider)
        value = values.get(parameter.name)
        if not parameter.derived or value is not None:
            assert isinstance(value, float)
            assert low <= value <= high, parameter.name
        assert parameter.low <= low <= high <= parameter.high, parameter.name
        assert 0 < step < high - low or low == high == 1.0, parameter.name  # C of the simple form


@each_preset
def test_units(preset: Preset) -> None:
    parameters = EXPERIMENTS[preset.name].parameters
    declared = {p.name: p.unit for p in VIEW.parameters if isinstance(p, Number)}
    units = {**declared, **preset.units}
    names = ("a", "b", "c", "d", "v_peak", "k2", "k1", "k0", "C", "I")
    assert {name: units[name] for name in names} == {n: parameters.units[n] for n in names}
    assert units["u0"] == parameters.units["u"]
    assert (units["I"] == "pA") is preset.name.endswith("_2007")


def test_each_has_a_thumbnail() -> None:
    for preset in wire.of_view(VIEW)["presets"]:
        lines = preset["thumbnail"]["lines"]
        assert {line["role"] for line in lines} == {"v", "current"}, preset["name"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("thalamus", {"TC", "TC_burst", "TC_2007", "TC_burst_2007", "RTN_2007", "RTN_burst_2007"}),
        ("parvalbumin", {"FS", "FS_2007", "FS_Nengo"}),
        ("striatum", {"MSN_2007"}),
    ],
)
def test_cells_have_keywords(words: str, found: set[str]) -> None:
    cells = [preset for preset in VIEW.presets if preset.group != "patterns"]
    assert {preset.name for preset in cells if words in preset.keywords} == found


def test_each_pattern_and_cell_has_keywords() -> None:
    assert not [preset.name for preset in VIEW.presets if not preset.keywords]
