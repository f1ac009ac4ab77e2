"""Parameters and layout of the Neuron view."""

from __future__ import annotations

from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.parameter_table import LIMITS, SIMPLE_UNITS
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.neuron.stimuli.base import KINDS
from izhikevich.views.neuron.protocol import CONTROLS
from izhikevich.views.neuron.recorded import RECORDED, RECORDING, SWEEP
from izhikevich.views.recordings import MAX_SWEEPS
from izhikevich.views.recordings import parameters as recording_parameters
from izhikevich.views.schema import (
    Choice,
    Example,
    Group,
    Number,
    Option,
    Parameter,
    PresetGroup,
    Slider,
    Text,
    amount,
    examples,
)
from izhikevich.views.shared import SIMULATED

GROUPS = (
    Group("model", "Neuron", "The parameters of the model."),
    Group("input", "Current", "The injected current."),
    Group("stimulus", "Current as text", "Any current over time, written as text.", open=False),
    Group("run", "Run", "Duration, initial state and scheme.", open=False),
    Group(
        "equation",
        "Expanded quadratic",
        "The coefficients of v squared, of v, and of neither.",
        open=False,
    ),
    Group("recording", "Recording", "A recorded cell to compare with.", open=False),
    Group("map", "Regime map", "The plane shown in the regime map.", open=False),
)

PRESET_GROUPS = (
    PresetGroup("patterns", "Twenty firing patterns"),
    *(
        PresetGroup(family, family, "Cell types")
        for family in dict.fromkeys(cell.family for cell in CELL_TYPES.values())
    ),
)

STIMULI = {
    "Step of 10 at 20 ms": "step(10,20)",
    "Pulse of 10 for 5 ms": "pulse(10,20,5)",
    "Five pulses": "train(10,20,5,25,5)",
    "Slow ramp": "ramp(0.1,20)",
    "Sine, 8 Hz": "sine(10,8)",
    "Swept sine": "zap(2,1,40,0,500)",
    "White noise": "4+white(6)",
    "Coloured noise": "ou(4,3,10)",
}
_OTHER_TERMS = ", ".join(name for name in KINDS if name not in ("constant", "step", "pulse"))

#: Smaller values than these make the equations too stiff to follow.
_MIN_VALUES = {"C": 0.01, "k2": 1e-4}


def _model(name: str, label: str, slider: Slider, text: str, group: str = "model") -> Number:
    """Declare a parameter of the model, with the limits that `Parameters` sets."""
    low, high = LIMITS[name]
    low = _MIN_VALUES.get(name, low)
    unit = SIMPLE_UNITS[name]
    return amount(name, name, label, unit, slider, text, group=group, low=low, high=high)


PARAMETERS: tuple[Parameter, ...] = (
    _model(
        "a",
        "rate of recovery",
        (-0.05, 0.2, 0.001),
        "How fast u follows v. Small values mean slow recovery and hence adaptation. Below 0, u "
        "moves away from its nullcline.",
    ),
    _model(
        "b",
        "sensitivity of u to v",
        (-1.0, 1.0, 0.01),
        "Slope of the u-nullcline. Above a, rest is lost to an oscillation (resonator); below, in "
        "a saddle-node (integrator).",
    ),
    _model("c", "reset of v", (-80.0, -30.0, 0.5), "Voltage right after a spike."),
    _model("d", "jump of u", (-25.0, 20.0, 0.1), "Amount that each spike adds to u."),
    _model(
        "v_peak",
        "peak",
        (0.0, 60.0, 1.0),
        "Voltage at which a spike ends and the reset happens. It is not the firing threshold.",
    ),
    Choice(
        name="form",
        label="Form",
        group="model",
        help="How the equation of v is written. In the 2007 form, u is 0 at v_r, the resting "
        "potential.",
        options=(
            Option("2003", "2003: polynomial", "k2 v² + k1 v + k0 - u + I"),
            Option("2007", "2007: k, v_r and v_t", "k (v - v_r)(v - v_t) - u + I"),
        ),
        derived=True,
    ),
    _model(
        "C",
        "capacitance",
        (1.0, 1.0, 1.0),
        "1 in the 2003 and 2004 papers, where currents are rates of change; otherwise in pF.",
    ),
    Number(
        name="k",
        symbol="k",
        label="scale of the quadratic",
        unit=SIMPLE_UNITS["k2"],
        slider=(0.01, 0.1, 0.001),
        group="model",
        help="How steeply the current grows away from v_r and v_t.",
        low=_MIN_VALUES["k2"],
        high=LIMITS["k2"][1],
        derived=True,
    ),
    Number(
        name="v_r",
        symbol="v_r",
        label="resting potential",
        unit="mV",
        slider=(-90.0, -40.0, 0.5),
        group="model",
        help="Voltage at which the neuron rests without current, and at which u is 0.",
        low=-1000.0,
        high=1000.0,
        derived=True,
        aliases=("vr", "Vr", "V_r", "v_rest"),
    ),
    Number(
        name="v_t",
        symbol="v_t",
        label="instantaneous threshold",
        unit="mV",
        slider=(-70.0, -20.0, 0.5),
        group="model",
        help="Voltage above which v grows without current, as long as u is 0.",
        low=-1000.0,
        high=1000.0,
        derived=True,
        aliases=("vt", "Vt", "V_t"),
    ),
    *CONTROLS,
    Number(
        name="I",
        symbol="",
        label="offset",
        unit="mV/ms",
        slider=(-20.0, 40.0, 0.05),
        group="input",
        help="A constant current, added to all others.",
        low=-1e6,
        high=1e6,
    ),
    Text(
        name="stimulus",
        label="Stimulus",
        group="stimulus",
        help="Current over time, a sum of terms joined by +: step(level,start), "
        f"pulse(level,start,width), {_OTHER_TERMS}, or a number.",
        examples=(*examples(STIMULI), Example("As recorded", RECORDED)),
    ),
    Number(
        name="duration",
        symbol="T",
        label="duration",
        unit="ms",
        slider=(20.0, 1000.0, 10.0),
        group="run",
        help=SIMULATED,
        low=5.0,
        high=1e5,
    ),
    Number(
        name="dt",
        symbol="dt",
        label="time step",
        unit="ms",
        slider=(0.01, 1.0, 0.01),
        group="run",
        help="Step of the explicit schemes. The published patterns depend on the step they were "
        "made with.",
        low=1e-3,
        high=2.0,
    ),
    Choice(
        name="method",
        label="Scheme",
        group="run",
        help="How the equations are integrated.",
        options=tuple(Option(name, one.title, one.help) for name, one in SCHEMES.items()),
    ),
    Number(
        name="v0",
        symbol="v_0",
        label="initial voltage",
        unit="mV",
        slider=(-90.0, 30.0, 0.5),
        group="run",
        help="Click in the phase plane to set both initial values.",
        low=-1000.0,
        high=1000.0,
    ),
    Number(
        name="u0",
        symbol="u_0",
        label="initial recovery",
        unit="mV/ms",
        slider=(-30.0, 30.0, 0.1),
        group="run",
        help="Click in the phase plane to set both initial values.",
        low=-1e5,
        high=1e5,
    ),
    _model(
        "k2", "quadratic coefficient", (0.01, 0.1, 0.001), "Coefficient of v squared.", "equation"
    ),
    _model("k1", "linear coefficient", (3.0, 7.0, 0.05), "Coefficient of v.", "equation"),
    _model("k0", "constant term", (80.0, 200.0, 1.0), "Added to the current.", "equation"),
    *recording_parameters(
        RECORDING,
        "recording",
        "A cell in current clamp, whose voltage is drawn beneath the trace. A file can also be "
        "dropped on the page. It stays in your browser and is never part of a link.",
        none=True,
        stays=(SWEEP, "stimulus", "duration"),
    ),
    amount(
        SWEEP,
        "k",
        "sweep",
        "",
        (0.0, 20.0, 1.0),
        "The recorded sweep that is drawn and, if the stimulus is “recorded”, injected; counted "
        "from 0.",
        group="recording",
        high=MAX_SWEEPS - 1.0,
        whole=True,
    ),
    Choice(
        name="map_plane",
        label="Plane",
        group="map",
        help="The two parameters varied in the regime map; a click in it sets both.",
        options=(
            Option("b_I", "b and I", "Sensitivity and current: where rest is lost."),
            Option("a_b", "a and b", "Recovery: integrators, resonators, adaptation."),
            Option("c_d", "c and d", "The reset: tonic firing, bursting, chattering."),
        ),
        looks=True,
    ),
)
