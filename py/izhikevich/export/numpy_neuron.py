"""One neuron as a NumPy script."""

from __future__ import annotations

from math import floor, inf

from izhikevich.export import equations
from izhikevich.export.formats import ExportRequest
from izhikevich.export.incomplete import incomplete
from izhikevich.export.numpy_currents import exact_source
from izhikevich.export.numpy_functions import written
from izhikevich.export.source import indented
from izhikevich.messages import Message, Number, msg
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, LinearDrive, PiecewiseDrive
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.text import capital, signed
from izhikevich.views.neuron.run import Run

#: Longest step of the Runge-Kutta scheme in place of the accurate one, ms.
_FINE = 0.01

_THEORY = '''"""{title}: one Izhikevich neuron.

It needs only numpy, and matplotlib for its figures: pip install numpy matplotlib

Theory. The neuron has a voltage v (mV) and a recovery variable u ({unit}), which follow

    {left}dv/dt = {v_slope}
    {space}du/dt = {u_slope}
    {space}{fires}:  v <- {v_reset},  u <- {u_reset}

Above its threshold v rises faster and faster: a spike, which ends at the peak. u stands for slow
currents through the membrane: it follows v, opposes it, and jumps at each spike, so that the
neuron recovers, adapts or bursts. Source: E. M. Izhikevich,
{source}.

Parameters.
    a, b   rate at which u follows v, 1/ms, and how strongly, {b_unit}
    c, d   voltage after a spike, mV, and jump of u at a spike, {unit}
    I      injected current, {unit}{more}

Algorithm. {algorithm}

Usage: python {filename} [--no-plots]
It prints the times of the spikes, and saves v, u and I in the folder plots.
"""
'''

_START = """
{imports}
import numpy as np

{numbers}
DURATION = {duration!r}  # simulated time, ms
DT = {dt!r}  # time step, ms
STEPS = {steps}  # the first at time 0
"""

_CURRENT = '''

def injected():
    """Return the current {when}, {unit}."""
    times = {times}
{body}
'''

_APPENDIX = """

# Appendix. Random numbers and functions that give the same bits on every machine.


{functions}
"""

_SIMULATE = '''

def simulate():
    """Return the times (ms) of all spikes, and v and u at the end of each step."""
    v, u = {v0!r}, {u0!r}  # at the start
    spikes, voltages, recoveries = [], np.empty(STEPS), np.empty(STEPS)
    for step, I in enumerate(injected().tolist()):
{steps}
        spike = v {sign} {peak}
        if spike:  # note its time, and reset
            spikes.append(step * DT)
            {reset}
        voltages[step], recoveries[step] = PEAK if spike else v, u  # a spike is drawn to its peak
    return np.array(spikes), voltages, recoveries
'''

_LOCATED = '''

def slopes(v, u, I):
    """Return dv/dt and du/dt."""
    dv = {v_slope}
    du = {u_slope}
    return dv, du


def step(v, u, I, h):
    """Take a step of h ms by the Runge-Kutta method; I at its beginning, middle and end."""
    p, q = slopes(v, u, I[0])
    r, s = slopes(v + h / 2 * p, u + h / 2 * q, I[1])
    x, y = slopes(v + h / 2 * r, u + h / 2 * s, I[1])
    z, w = slopes(v + h * x, u + h * y, I[2])
    return v + h / 6 * (p + 2 * r + 2 * x + z), u + h / 6 * (q + 2 * s + 2 * y + w)


def simulate():
    """Return the times (ms) of all spikes, and v and u at the end of each step."""
    v, u = {v0!r}, {u0!r}  # at the start
    spikes, voltages, recoveries = [], np.empty(STEPS), np.empty(STEPS)
    for k, I in enumerate(injected().reshape(-1, 3).tolist()):
        left = DT  # of this step
        for _ in range(100):
            v_end, u_end = step(v, u, I, left)
            if v_end <= {peak_end} or left < 1e-9:
                break
            low, high = 0.0, left  # the spike is in between: halve this again and again
            while high - low > 1e-12:
                middle = (low + high) / 2
                v_end, u_end = step(v, u, I, middle)
                low, high = (low, middle) if v_end > {peak_end} else (middle, high)
            left -= high
            spikes.append((k + 1) * DT - left)
            v, u = step(v, u, I, high)
            {reset}
        v, u = v_end, u_end
        voltages[k], recoveries[k] = v, u
    return np.array(spikes), voltages, recoveries
'''

_PLOT = '''

def plot(spikes, voltages, recoveries):
    """Save v with its spikes, u and the current."""
    import matplotlib
    from matplotlib.figure import Figure

    style = {{"font.size": 8, "axes.spines.top": False, "axes.spines.right": False}}
    matplotlib.rcParams.update(style | {{"axes.linewidth": 0.6, "savefig.dpi": 300}})
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    rows = figure.subplots(3, sharex=True, height_ratios=(3, 2, 1))
    labels = ("v (mV)", "u ({unit})", "I ({unit})")
    colours = ("#0072b2", "#d55e00", "#69727a")
    columns = (voltages, recoveries, {shown})
    for axes, values, label, colour in zip(rows, columns, labels, colours):
        axes.plot(np.arange(STEPS) * DT, values, linewidth=0.8, color=colour)
        axes.set_ylabel(label, color=colour)
    rows[0].axhline(PEAK, color="0.6", linewidth=0.6, linestyle="--")
    rows[0].plot(spikes, np.full(spikes.size, PEAK), "o", color="black", markersize=2)
    rows[0].set_title("dots: spikes, dashes: their peak", loc="right", fontsize=8, color="0.4")
    rows[2].set(xlabel="t (ms)", xlim=(0, DURATION))
    figure.align_ylabels()
    Path("plots").mkdir(exist_ok=True)
    figure.savefig("plots/neuron.png")
'''

_MAIN = """

if __name__ == "__main__":
    spikes, voltages, recoveries = simulate()
    print(f"{spikes.size} spikes, {1000.0 * spikes.size / DURATION:.2f} Hz, at (ms):")
    print(spikes)
    if "--no-plots" not in sys.argv:
        plot(spikes, voltages, recoveries)
"""

_WORDS = {
    "euler": "In each time step v takes a step of Euler's method, then u one with the new v.",
    "forward": "In each time step v and u take a step of Euler's method from their old values.",
    "half_step": "In each time step v takes two half-steps of Euler's method, then u one step with "
    "the\nnew v.",
    "accurate": "v and u take steps of the Runge-Kutta method of order 4. If v passes the peak "
    "within a step,\nthe time at which it does is found by bisection.",
}


def neuron_code(asked: ExportRequest) -> tuple[str, tuple[Message, ...]]:
    """Return the script of one neuron after its head, and notes for the reader."""
    run: Run = asked.prepared
    p, accurate = run.parameters, run.scheme == "accurate"
    dt = min(run.dt, _FINE) if accurate else run.dt
    steps = floor(run.duration / dt + 1e-9) + (not accurate)
    source = exact_source(run.stimulus, steps * dt, 3 * steps if accurate else steps)
    own = _names(p)
    functions = written(source.calls)
    modules = ["import math"] * ("math." in functions) + ["import sys", "from pathlib import Path"]
    times, when = "np.arange(STEPS) * DT", "of each step"
    if accurate:
        times = "(np.arange(STEPS)[:, None] * DT + [1e-7, DT / 2, DT - 1e-7]).ravel()"
        when = "at the beginning, in the middle and at the end of each step"
    text = "".join(
        (
            _theory(asked),
            _START.format(
                imports="\n".join(modules) + "\n",
                numbers=_numbers(p, own),
                duration=run.duration,
                dt=dt,
                steps=steps,
            ),
            _CURRENT.format(
                when=when,
                unit=p.units["I"],
                times=times,
                body=indented(f"{source.before}return {source.expression}"),
            ),
            _located(run, own) if accurate else _stepped(run, own),
            _PLOT.format(unit=p.units["I"], shown="injected()[::3]" if accurate else "injected()"),
            _APPENDIX.format(functions=functions) if functions else "",
            _MAIN,
        )
    )
    notes: tuple[Message, ...] = ()
    if accurate:
        notes = (
            msg(
                "In place of the accurate scheme there is the Runge-Kutta method of order 4, in "
                "steps of {dt} ms and with spikes located within a step: spike times differ very "
                "slightly.",
                dt=Number(dt, form="g"),
            ),
        )
    if run.trace is None:
        notes = (*notes, incomplete(run))
    return text, notes


def _names(p: Parameters) -> dict[str, str]:
    """Return the numbers of the model as source; the quadratic of 2003 has no names."""
    own = {**equations.numbers(p), **{name: name for name in "abcd"}, "v_peak": "PEAK"}
    if p.dimensional:
        own |= {name: name for name in ("k2", "k1", "k0")}
        own["C"] = "C" if p.C != 1.0 else own["C"]
    return own


def _numbers(p: Parameters, own: dict[str, str]) -> str:
    """Return source that sets the parameters."""
    lines = [f"a, b, c, d = {p.a!r}, {p.b!r}, {p.c!r}, {p.d!r}"]
    if p.dimensional and p.factors is not None:
        k, vr, vt = p.factors
        lines.append(f"k, v_r, v_t = {k!r}, {vr!r}, {vt!r}  # of k (v - v_r) (v - v_t)")
        lines.append("k2, k1, k0 = k, -k * (v_r + v_t), k * v_r * v_t")
    elif p.dimensional:
        lines.append(f"k2, k1, k0 = {p.k2!r}, {p.k1!r}, {p.k0!r}  # of the quadratic")
    if own["C"] == "C":
        lines.append(f"C = {p.C!r}  # capacitance, pF")
    lines.append(f"PEAK = {p.v_peak!r}  # voltage at which a spike ends, mV")
    return "\n".join(lines)


def _peak(p: Parameters, u: str = "u") -> str:
    """Return source of the voltage at which a spike ends."""
    return f"PEAK + {p.peak_slope!r} * {u}" if p.peak_slope else "PEAK"


def _reset(p: Parameters) -> str:
    """Return source of the reset."""
    v = f"c + {p.c_slope!r} * u" if p.c_slope else "c"
    return f"v, u = {v}, {f'min(u + d, {p.u_max!r})' if p.u_max < inf else 'u + d'}"


def _stepped(run: Run, own: dict[str, str]) -> str:
    """Return the time loop of an explicit scheme."""
    p, scheme = run.parameters, SCHEMES[run.scheme]
    slope = equations.voltage_slope(own)
    if scheme.together:
        follow = equations.recovery_slope(p, own, "v", "v_new")
        steps = [f"v_new = v + DT * ({slope})", f"u += DT * ({follow})", "v = v_new"]
    else:
        part = "DT" if scheme.parts == 1 else f"DT / {scheme.parts}"
        steps = [f"v += {part} * ({slope})"] * scheme.parts
        steps.append(f"u += DT * ({equations.recovery_slope(p, own)})")
    return _SIMULATE.format(
        v0=run.v0,
        u0=run.u0,
        steps="\n".join(f"        {line}" for line in steps),
        sign=">=" if scheme.fires_at_peak else ">",
        peak=_peak(p),
        reset=_reset(p),
    )


def _located(run: Run, own: dict[str, str]) -> str:
    """Return the time loop of the Runge-Kutta method, with spikes located within a step."""
    p = run.parameters
    return _LOCATED.format(
        v0=run.v0,
        u0=run.u0,
        v_slope=equations.voltage_slope(own),
        u_slope=equations.recovery_slope(p, own),
        peak_end=_peak(p, "u_end"),
        reset=_reset(p),
    )


def _theory(asked: ExportRequest) -> str:
    """Return the docstring of the script."""
    run: Run = asked.prepared
    p, units = run.parameters, run.parameters.units
    left = "C " if p.dimensional else ""
    quadratic = f"{p.k2:g} v^2{signed(p.k1)} v{signed(p.k0)}"
    if p.dimensional:
        quadratic = "k2 v^2 + k1 v + k0"
    peak = f"{p.v_peak:g}" + (f"{signed(p.peak_slope)} u" if p.peak_slope else "")
    more = "\n    k2, k1, k0, C   of the quadratic (nS/mV, nS, pA), and capacitance (pF)"
    return _THEORY.format(
        title=capital(asked.title),
        unit=units["u"],
        b_unit=units["b"],
        left=left,
        space=" " * len(left),
        v_slope=f"{quadratic} - u + I",
        u_slope=_follows(p),
        fires=f"when v {'>=' if SCHEMES[run.scheme].fires_at_peak else '>'} {peak}",
        v_reset="c" + (f"{signed(p.c_slope)} u" if p.c_slope else ""),
        u_reset=f"min(u + d, {p.u_max:g})" if p.u_max < inf else "u + d",
        source='"Dynamical Systems in Neuroscience" (2007), chapter 8'
        if p.dimensional
        else "IEEE Trans. Neural Networks 14 (2003), 1569-1572, and 15 (2004), 1063-1070",
        more=more if p.dimensional else "",
        algorithm=_WORDS[run.scheme],
        filename=f"{asked.preset}{asked.format.suffix}",
    )


def _follows(p: Parameters) -> str:
    """Return the equation of u, for a reader."""
    drive = p.drive
    x = f"(v{signed(-drive.origin)})" if drive.origin else "v"
    if isinstance(drive, LinearDrive):
        return f"a (b {x} - u)" if drive.leak else f"a b {x}"
    if isinstance(drive, CubicDrive):
        return f"a ({drive.scale:g} max({x}, 0)^3 - u)"
    assert isinstance(drive, PiecewiseDrive)
    return f"a (b {x} - u), with {drive.b_below:g} in place of b for v <= {drive.switch:g}"
