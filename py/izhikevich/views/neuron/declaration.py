"""What can be changed in the Neuron view, and where its figures stand."""

from __future__ import annotations

from izhikevich.neuron.limits import LIMITS, SIMPLE_UNITS
from izhikevich.neuron.schemes import METHODS
from izhikevich.plots.spec import Pick
from izhikevich.views.declare import (
    SIMULATED,
    Choice,
    Group,
    Number,
    Option,
    Panel,
    Parameter,
    PresetGroup,
    Slider,
    Text,
    examples,
)

GROUPS = (
    Group("model", "Neuron", "The parameters of the model."),
    Group("input", "Current", "What is injected."),
    Group("run", "Run", "How long, from where, and by which scheme.", open=False),
    Group("equation", "Equation", "The coefficients of the quadratic.", open=False),
    Group("map", "Regime map", "Which plane the regime map shows.", open=False),
)

PRESET_GROUPS = (
    PresetGroup("patterns", "Twenty firing patterns", "grid"),
    PresetGroup("2003", "2003", "chips", "Cell types"),
    PresetGroup("2007", "2007", "chips", "Cell types"),
    PresetGroup("Nengo", "Nengo", "chips", "Cell types"),
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


#: Smaller values than these make the equations too stiff to be followed.
_LEAST = {"C": 0.01, "k2": 1e-4}


def _model(name: str, label: str, slider: Slider, text: str, group: str = "model") -> Number:
    """Declare a parameter of the model, with the limits that `Parameters` sets."""
    low, high = LIMITS[name]
    low = _LEAST.get(name, low)
    return Number(
        name=name,
        symbol=name,
        label=label,
        unit=SIMPLE_UNITS[name],
        slider=slider,
        group=group,
        help=text,
        low=low,
        high=high,
    )


PARAMETERS: tuple[Parameter, ...] = (
    _model(
        "a",
        "rate of recovery",
        (-0.05, 0.2, 0.001),
        "How fast u follows v. Small: slow recovery, and so adaptation. Below 0, u runs away from "
        "its nullcline.",
    ),
    _model(
        "b",
        "sensitivity of u to v",
        (-1.0, 1.0, 0.01),
        "Slope of the u-nullcline. Above a, rest ends in an oscillation (resonator); below, in a "
        "saddle-node (integrator).",
    ),
    _model("c", "reset of v", (-80.0, -30.0, 0.5), "Voltage right after a spike."),
    _model("d", "jump of u", (-25.0, 20.0, 0.1), "What each spike adds to u."),
    _model(
        "v_peak",
        "peak",
        (0.0, 60.0, 1.0),
        "Voltage at which a spike ends and the reset happens. It is not the firing threshold.",
    ),
    Number(
        name="I",
        symbol="I",
        label="added current",
        unit="mV/ms",
        slider=(-20.0, 40.0, 0.05),
        group="input",
        help="A constant current, added to the stimulus.",
        low=-1e6,
        high=1e6,
    ),
    Text(
        name="stimulus",
        label="Stimulus",
        group="input",
        help="Currents over time, added by +: step(level,start), pulse(level,start,width), "
        "train, ramp, sine, zap, white, ou, piecewise, or a number.",
        examples=examples(STIMULI),
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
        help="Step of the explicit schemes. The published patterns depend on theirs.",
        low=1e-3,
        high=2.0,
    ),
    Choice(
        name="method",
        label="Scheme",
        group="run",
        help="How the equations are integrated.",
        options=tuple(Option(name, one.title, one.help) for name, one in METHODS.items()),
    ),
    Number(
        name="v0",
        symbol="v_0",
        label="voltage at the start",
        unit="mV",
        slider=(-90.0, 30.0, 0.5),
        group="run",
        help="A click in the phase plane sets both values of the start.",
        low=-1000.0,
        high=1000.0,
    ),
    Number(
        name="u0",
        symbol="u_0",
        label="recovery at the start",
        unit="mV/ms",
        slider=(-30.0, 30.0, 0.1),
        group="run",
        help="A click in the phase plane sets both values of the start.",
        low=-1e5,
        high=1e5,
    ),
    _model("k2", "quadratic coefficient", (0.01, 0.1, 0.001), "Of v squared.", "equation"),
    _model("k1", "linear coefficient", (3.0, 7.0, 0.05), "Of v.", "equation"),
    _model("k0", "constant term", (80.0, 200.0, 1.0), "Adds to the current.", "equation"),
    _model(
        "C",
        "capacitance",
        (1.0, 1.0, 1.0),
        "1 in the 2003 and 2004 papers, whose quantities are rates of change; in pF otherwise.",
        "equation",
    ),
    Choice(
        name="map_plane",
        label="Plane",
        group="map",
        help="The two parameters that vary in the regime map; a click in it sets both.",
        options=(
            Option("b_I", "b and I", "Sensitivity and current: here rest ends."),
            Option("a_b", "a and b", "Recovery: integrators, resonators, adaptation."),
            Option("c_d", "c and d", "The reset: tonic firing, bursting, chattering."),
        ),
    ),
)

PANELS = (
    Panel(
        name="trace",
        title="Voltage and current",
        help="Voltage with its spikes up to the peak, and the injected current.",
        place="main",
        default=True,
        axis_group="time",
    ),
    Panel(
        name="phase",
        title="Phase plane",
        help="Voltage and recovery: nullclines, equilibria, separatrix, flow and trajectory.",
        place="side",
        default=True,
        pick=Pick("v0", "u0"),
    ),
    Panel(
        name="recovery",
        title="u(t)",
        help="The recovery variable over time.",
        place="extra",
        on_demand=True,
        axis_group="time",
    ),
    Panel(
        name="frequency",
        title="f–I curve",
        help="Steady firing rate at constant currents, for rising and falling current.",
        place="extra",
        on_demand=True,
    ),
    Panel(
        name="bifurcation",
        title="Bifurcations",
        help="Equilibria with their stability, and the cycle of the reset, at constant currents.",
        place="extra",
        on_demand=True,
    ),
    Panel(
        name="reset_map",
        title="Reset map",
        help="u just after a reset against u after the next one, at the present current; the run "
        "as a cobweb. A stable crossing of the diagonal is tonic firing. In a burst u climbs step "
        "by step, until a reset lands beyond the dotted line, where v falls first: then u decays "
        "on the long way round, and the next burst begins. So the steps from one such reset to "
        "the next are the spikes of a burst; many quick ones are chattering. Where the map has a "
        "gap, no spike follows: rest.",
        place="extra",
        on_demand=True,
        tall=True,
    ),
    Panel(
        name="basins",
        title="Basins",
        help="The phase plane coloured by what becomes of each start at the present current: "
        "rest, rest after some spikes, or firing for ever. Where two of them meet, the separatrix "
        "or an unstable cycle divides them. A click sets the start.",
        place="extra",
        on_demand=True,
        tall=True,
        pick=Pick("v0", "u0"),
    ),
    Panel(
        name="phase_response",
        title="Phase response",
        help="By how much a small kick of v shifts the spikes of tonic firing, by its phase: up is "
        "earlier. Type 1 neurons are only advanced, type 2 neurons also delayed, which lets them "
        "synchronise by excitation.",
        place="extra",
        on_demand=True,
    ),
    Panel(
        name="impedance",
        title="Impedance",
        help="How strongly the resting neuron answers to small currents of each frequency: a swept "
        "sine, and the closed form of the linearised equations. A maximum above 0 Hz is the "
        "resonance of subthreshold oscillations.",
        place="extra",
        on_demand=True,
        tall=True,
    ),
    Panel(
        name="strength_duration",
        title="Strength–duration",
        help="The weakest pulse from rest that brings a spike. Long ones need the rheobase; the "
        "chronaxie is the duration that needs twice as much. A slow ramp fires only where rest "
        "ends, which can be later: v outruns u in a step.",
        place="extra",
        on_demand=True,
    ),
    Panel(
        name="models_compared",
        title="Other models",
        help="The same current per capacitance into leaky integrate-and-fire, this neuron, and the "
        "model of Hodgkin and Huxley, with the operations that a millisecond costs: this "
        "model fires like the large one at nearly the cost of the small one.",
        place="extra",
        on_demand=True,
        tall=True,
        axis_group="time",
    ),
    Panel(
        name="regime_map",
        title="Regime map",
        help="What the neuron does across a plane of two parameters (choose it under Regime map), "
        "by rules on its intervals after a step of the current from rest, with the bifurcations "
        "of the equilibria. A click sets both parameters.",
        place="extra",
        on_demand=True,
        tall=True,
        pick=Pick("b", "I"),
    ),
)
