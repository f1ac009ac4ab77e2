"""The twenty firing patterns A-T of Izhikevich (2004), figure 1.

Every pattern has its own initial state, step, equation variant and protocol, exactly as in the
figure's code, with its strict inequalities. They are computed with explicit Euler (v, then u with
the new v), and several of them exist only with that scheme and step: the spikes of I, P, Q, S and T
change when the equations are integrated accurately.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.neuron.cells.experiment import Experiment
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import LinearDrive
from izhikevich.neuron.stimuli.text import parse
from izhikevich.neuron.trace import Trace
from izhikevich.table import Table


@dataclass(frozen=True, kw_only=True, repr=False)
class Pattern(Experiment):
    """One of the twenty patterns.

    Parameters
    ----------
    letter : str
        Panel of the figure, "A" to "T".
    """

    letter: str


def _pattern(
    letter: str,
    key: str,
    abcd: tuple[float, float, float, float],
    protocol: tuple[float, float, float],
    stimulus: str,
    look_for: str,
    *,
    name: str = "",
    u0: float | None = None,
    **coefficients: Any,
) -> Pattern:
    """Make a pattern from (a, b, c, d) and (v0, dt, duration); u0 is b v0 unless given."""
    a, b, c, d = abcd
    v0, dt, duration = protocol
    return Pattern(
        letter=letter,
        key=key,
        name=name or key.replace("_", " "),
        parameters=Parameters(a=a, b=b, c=c, d=d, **coefficients),
        stimulus=parse(stimulus),
        duration=duration,
        dt=dt,
        v0=v0,
        u0=b * v0 if u0 is None else u0,
        scheme="euler",
        look_for=look_for,
        source=msg(
            "Izhikevich (2004), figure {figure} and its code {code}",
            figure=f"1{letter}",
            code="figure1.m",
        ),
    )


_ALL = (
    _pattern(
        "A",
        "tonic_spiking",
        (0.02, 0.2, -65, 6),
        (-70, 0.25, 100),
        "piecewise(0,10<t:14)",
        "The neuron fires for as long as the current is on: at I = 14 there is no equilibrium to "
        "rest at. The intervals lengthen at first, until the jumps of u (d at each spike) balance "
        "its decay between spikes.",
    ),
    _pattern(
        "B",
        "phasic_spiking",
        (0.02, 0.25, -65, 6),
        (-64, 0.25, 200),
        "piecewise(0,20<t:0.5)",
        "One spike at the onset, then silence although the current stays on. The step moves the "
        "stable equilibrium faster than u can follow, which triggers one spike; the raised u then "
        "returns the state to the equilibrium, which is still stable.",
    ),
    _pattern(
        "C",
        "tonic_bursting",
        (0.02, 0.2, -50, 2),
        (-70, 0.25, 220),
        "piecewise(0,22<t:15)",
        "Bursts separated by pauses. The high reset c = -50 lands below the v-nullcline, so the "
        "next spike follows immediately. Each spike raises u by d until the resets land above the "
        "nullcline; then v falls, and u must decay before the next burst.",
    ),
    _pattern(
        "D",
        "phasic_bursting",
        (0.02, 0.25, -55, 0.05),
        (-64, 0.2, 200),
        "piecewise(0,20<t:0.6)",
        "One burst at the onset, then silence. As in phasic spiking the equilibrium stays stable, "
        "but with a higher reset and hardly any jump in u, it takes several spikes for u to rise "
        "far enough to return the state to rest.",
    ),
    _pattern(
        "E",
        "mixed_mode",
        (0.02, 0.2, -55, 4),
        (-70, 0.25, 160),
        "piecewise(0,16<t:10)",
        "A burst at the onset, then single spikes. At first u is low and the resets land below the "
        "v-nullcline; once the jumps have raised u, every reset lands above it and each spike is "
        "followed by a long recovery.",
    ),
    _pattern(
        "F",
        "spike_frequency_adaptation",
        (0.01, 0.2, -65, 8),
        (-70, 0.25, 85),
        "piecewise(0,8.5<t:30)",
        "The intervals lengthen from spike to spike. u jumps by d = 8 at each spike but decays "
        "slowly (1/a = 100 ms), so it accumulates and opposes the current.",
        name="spike frequency adaptation",
    ),
    _pattern(
        "G",
        "class_1_excitable",
        (0.02, -0.1, -55, 6),
        (-60, 0.25, 300),
        "piecewise(0,30<t:0:0.075)",
        "As the current rises, firing begins slowly and speeds up. Rest is lost in a saddle-node "
        "bifurcation, and just beyond it the state lingers where the two equilibria met, so at a "
        "constant current the rate can be arbitrarily low.",
        name="Class 1 excitable",
        k1=4.1,
        k0=108.0,
    ),
    _pattern(
        "H",
        "class_2_excitable",
        (0.2, 0.26, -65, 0),
        (-64, 0.25, 300),
        "piecewise(-0.5,30<t:-0.5:0.015)",
        "As the current rises, firing starts abruptly at a high rate, near 50 Hz. Rest loses "
        "stability in an Andronov-Hopf bifurcation (I = 0.4), where the state already oscillates "
        "about the equilibrium at its natural frequency.",
        name="Class 2 excitable",
    ),
    _pattern(
        "I",
        "spike_latency",
        (0.02, 0.2, -65, 6),
        (-70, 0.2, 100),
        "piecewise(0,10<t<13:7.04)",
        "The spike comes long after the short pulse has ended. The pulse leaves the state just "
        "beyond the separatrix of the saddle, near which everything moves slowly; slightly more or "
        "less current changes the delay greatly, or abolishes the spike.",
    ),
    _pattern(
        "J",
        "subthreshold_oscillations",
        (0.05, 0.26, -60, 0),
        (-62, 0.25, 200),
        "piecewise(0,20<t<25:2)",
        "After the spike v rings below threshold with a period near 56 ms. The equilibrium is a "
        "stable focus: the state spirals into it in the phase plane.",
    ),
    _pattern(
        "K",
        "resonator",
        (0.1, 0.26, -60, -1),
        (-62, 0.25, 400),
        "piecewise(0,40<t<44:0.65,60<t<64:0.65,280<t<284:0.65,320<t<324:0.65)",
        "Of two pairs of pulses, only the second triggers a spike, although its pulses are further "
        "apart: 40 ms is the period of the oscillation about the focus, so the second pulse pushes "
        "in phase. After 20 ms it pushes against the swing.",
    ),
    _pattern(
        "L",
        "integrator",
        (0.02, -0.1, -55, 6),
        (-60, 0.25, 100),
        "piecewise(0,9.090909090909092<t<11.090909090909092:9,"
        "14.090909090909092<t<16.090909090909093:9,70<t<72:9,80<t<82:9)",
        "Two pulses 5 ms apart add up to a spike; two pulses 10 ms apart do not. With no "
        "oscillation about rest, the effect of a pulse simply decays: the closer the pulses, the "
        "better.",
        k1=4.1,
        k0=108.0,
    ),
    _pattern(
        "M",
        "rebound_spike",
        (0.03, 0.25, -60, 4),
        (-64, 0.2, 200),
        "piecewise(0,20<t<25:-15)",
        "A spike after inhibition. While v is held down, u falls; when the pulse ends, the low u "
        "leaves the state on the firing side of the threshold.",
    ),
    _pattern(
        "N",
        "rebound_burst",
        (0.03, 0.25, -52, 0),
        (-64, 0.2, 200),
        "piecewise(0,20<t<25:-15)",
        "A burst after inhibition: the same rebound as for the single spike, but with the reset at "
        "-52 mV and no jump in u, the neuron fires until u has recovered on its own.",
    ),
    _pattern(
        "O",
        "threshold_variability",
        (0.03, 0.25, -60, 4),
        (-64, 0.25, 100),
        "piecewise(0,10<t<15:1,80<t<85:1,70<t<75:-6)",
        "The same small pulse fails on its own but triggers a spike after brief inhibition. The "
        "threshold is not a voltage but a curve in the (v, u) plane, and inhibition has lowered u.",
    ),
    _pattern(
        "P",
        "bistability",
        (0.1, 0.26, -60, 0),
        (-61, 0.25, 300),
        "piecewise(0.24,37.5<t<42.5:1.24,216<t<221:1.24)",
        "One pulse switches firing on; an equal one at the right phase switches it off. At I = "
        "0.24 a stable equilibrium and a spiking cycle coexist. The second pulse is timed for this "
        "scheme and step; solved accurately, firing continues.",
    ),
    _pattern(
        "Q",
        "depolarizing_afterpotential",
        (1, 0.2, -60, -21),
        (-70, 0.1, 50),
        "piecewise(0,9<t<11:20)",
        "After the spike v does not dip but forms a hump. The negative d sends u far down, which "
        "drives v up again after the reset; but u is fast here (a = 1) and soon ends the hump, "
        "narrowly avoiding a second spike.",
        name="depolarizing after-potential",
    ),
    _pattern(
        "R",
        "accommodation",
        (0.02, 1, -55, 4),
        (-65, 0.5, 400),
        "piecewise(0,0<=t<200:0:0.04,200<=t<300:0,300<=t<312.5:0:0.32)",
        "The slow ramp to I = 8 triggers no spike; the fast one to I = 4 does. Here u has no leak: "
        "it integrates the deviation of v from -65 mV and so cancels any slow change in the "
        "current; only a change faster than u gets through.",
        u0=-16.0,
        drive=LinearDrive(origin=-65.0, leak=False),
    ),
    _pattern(
        "S",
        "inhibition_induced_spiking",
        (-0.02, -1, -60, 8),
        (-63.8, 0.5, 350),
        "piecewise(75,t<50:80,250<t:80)",
        "The neuron is silent at I = 80 and fires while the current is reduced to 75. With a and b "
        "negative, the equilibrium moves to higher v when the current falls, and there it is "
        "unstable.",
        name="inhibition-induced spiking",
    ),
    _pattern(
        "T",
        "inhibition_induced_bursting",
        (-0.026, -1, -45, -2),
        (-63.8, 0.5, 350),
        "piecewise(75,t<50:80,250<t:80)",
        "As in inhibition-induced spiking, but in bursts: the reset is at -45 mV and each spike "
        "lowers u by 2, so the next follows sooner. Only the coarse steps of this scheme end the "
        "bursts; solved accurately, the neuron runs away.",
        name="inhibition-induced bursting",
    ),
)

#: The patterns by key, in the order A to T.
PATTERNS: Table[Pattern] = Table("pattern", {pattern.key: pattern for pattern in _ALL})


def simulate_pattern(
    pattern: Pattern | str, *, dt: float | None = None, scheme: str | None = None
) -> Trace:
    """Run a pattern with its published protocol.

    Parameters
    ----------
    pattern : Pattern or str
        A pattern, or its key, name or letter: ``"tonic_spiking"``, ``"tonic spiking"``, ``"A"``.
    dt : float, optional
        Step, ms; default the published one.
    scheme : str, optional
        One of `izhikevich.SCHEMES`; default the published one.

    Returns
    -------
    Trace

    Raises
    ------
    ParameterError
        If there is no such pattern, or an argument is not allowed.
    SimulationError
        As `izhikevich.simulate` does.
    """
    found = PATTERNS.named(pattern) if isinstance(pattern, str) else pattern
    if not isinstance(found, Pattern):
        raise ParameterError("pattern", pattern, PATTERNS.allowed(pattern))
    changes = {"dt": dt, "scheme": scheme}
    return found.simulate(**{name: value for name, value in changes.items() if value is not None})
