"""Firing regimes in a plane of two parameters, with the bifurcations drawn over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.dynamics.arguments import current_of, interval
from izhikevich.dynamics.bifurcations.bifurcations import hopf, saddle_nodes
from izhikevich.dynamics.equilibria.fixed_points import fixed_points
from izhikevich.dynamics.maps.regimes import REGIMES, firing_of_many
from izhikevich.errors import ParameterError, choices
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.constant_currents import varied_batch
from izhikevich.progress import Report, Steps, part_of, returning
from izhikevich.results import Plotted, Tabular
from izhikevich.table import Table
from izhikevich.text import short_repr
from izhikevich.units import number

#: Parameters along x and y, by the name of the plane; "I" is the current.
PLANES: Mapping[str, tuple[str, str]] = Table(
    "plane", {"b_I": ("b", "I"), "a_b": ("a", "b"), "c_d": ("c", "d")}
)
Range = tuple[float, float]
_TOGETHER = 256  # neurons that run together: each may fire in every step
_BORDER = 121  # points along a curve


@dataclass(frozen=True)
class Protocol:
    """Protocol of each neuron of the map: a current step from rest.

    Parameters
    ----------
    rest_current : float
        Current I before the step; the run starts at its stable equilibrium, if any.
    v0, u0 : float
        Initial state if there is none: mV, and the unit of u.
    duration, dt : float
        Length of the run and time step, ms.
    scheme : str
        Name of an explicit scheme.
    """

    rest_current: float
    v0: float
    u0: float
    duration: float
    dt: float
    scheme: str

    def __post_init__(self) -> None:
        """Check the initial state and current."""
        for name, unit in (("rest_current", ""), ("v0", "mV"), ("u0", "")):
            number(getattr(self, name), name, unit)


@dataclass(frozen=True, eq=False)
class RegimeMap(Plotted, Tabular):
    """Firing regimes in the cells of a plane.

    Parameters
    ----------
    parameters : Parameters
        The neuron; two of its parameters vary.
    current : float
        Constant current I, in the unit of u, unless it varies.
    plane : str
        One of `PLANES`.
    ranges : ((float, float), (float, float))
        Ranges along x and y.
    protocol : Protocol
        Protocol of each neuron.
    x : array, shape (m,)
    y : array, shape (k,)
        Centres of the cells.
    regimes : integer array, shape (k, m)
        Index into `izhikevich.dynamics.maps.regimes.REGIMES`.
    spikes_per_burst : integer array, shape (k, m)
        Spikes per burst; 0 without bursts.
    """

    parameters: Parameters
    current: float
    plane: str
    ranges: tuple[Range, Range]
    protocol: Protocol
    x: FloatArray
    y: FloatArray
    regimes: IndexArray
    spikes_per_burst: IndexArray

    def __repr__(self) -> str:
        """Return a short summary."""
        cells = f"{self.x.size:,} x {self.y.size:,} cells"
        return f"<RegimeMap over {' and '.join(self.names)}: {cells}>"

    @property
    def names(self) -> tuple[str, str]:
        """The parameters along x and y."""
        return PLANES[self.plane]

    def value(self, name: str) -> float:
        """Return a parameter of the neuron around which the map was computed."""
        return self.current if name == "I" else float(getattr(self.parameters, name))

    def _columns(self) -> dict[str, NDArray[Any]]:
        across, up = self.names
        titles = np.array([regime.name for regime in REGIMES], dtype=object)
        return {
            across: np.tile(self.x, self.y.size),
            up: np.repeat(self.y, self.x.size),
            "regime": titles[self.regimes.ravel()],
            "spikes_per_burst": self.spikes_per_burst.ravel(),
        }


@dataclass(frozen=True, eq=False)
class Border:
    """A bifurcation of the equilibria as a curve in the plane; `kind` as in `Bifurcation`."""

    kind: str
    x: FloatArray
    y: FloatArray

    __repr__ = short_repr


@returning
def regime_map(
    cell: Cell,
    current: float,
    plane: str,
    ranges: tuple[Range, Range],
    protocol: Protocol,
    cells: int = 64,
    *,
    progress: Report | None = None,
) -> Steps[RegimeMap]:
    """Compute the regime at a constant current, cell by cell.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron; two of its parameters vary.
    current : float
        Current I, in the unit of u, unless it varies.
    plane : str
        One of `PLANES`.
    ranges : ((float, float), (float, float))
        Ranges along x and y.
    protocol : Protocol
        Protocol of each neuron.
    cells : int
        Number of cells along each axis.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Returns
    -------
    RegimeMap

    Raises
    ------
    ParameterError
        If an argument is not allowed.
    """
    parameters = parameters_of(cell)
    if plane not in PLANES:
        raise ParameterError("plane", plane, choices(PLANES))
    names = PLANES[plane]
    middles = (np.arange(cells) + 0.5) / cells
    current, ranges = current_of(parameters, current), _checked(ranges)
    (x0, x1), (y0, y1) = ranges
    x, y = x0 + (x1 - x0) * middles, y0 + (y1 - y0) * middles
    values = dict(zip(names, (np.tile(x, cells), np.repeat(y, cells)), strict=True))
    currents = values.pop("I", np.full(cells * cells, current))
    starts = _starts(parameters, values, protocol, cells * cells)
    regimes, spikes_per_burst = np.empty((2, cells * cells), dtype=np.int64)
    for first in range(0, cells * cells, _TOGETHER):
        some = slice(first, first + _TOGETHER)
        work = varied_batch(
            parameters,
            {name: each[some] for name, each in values.items()},
            currents[some],
            (starts[0][some], starts[1][some]),
            protocol.duration,
            dt=protocol.dt,
            scheme=protocol.scheme,
        )
        done = first / currents.size, min(first + _TOGETHER, currents.size) / currents.size
        trains = yield from part_of(work, *done, "Simulating")
        real = trains.genuine()
        firing = firing_of_many(
            real.times, real.neurons, real.failed, real.stop, trains.artefact_counts
        )
        regimes[some], spikes_per_burst[some] = firing.regimes, firing.spikes_per_burst
    shape = (cells, cells)
    return RegimeMap(
        parameters,
        current,
        plane,
        ranges,
        protocol,
        x,
        y,
        regimes.reshape(shape),
        spikes_per_burst.reshape(shape),
    )


def _checked(ranges: tuple[Range, Range]) -> tuple[Range, Range]:
    """Return the ranges along x and y if they are finite."""
    along_x, along_y = ranges
    return interval(along_x, "ranges", ""), interval(along_y, "ranges", "")


def borders(
    cell: Cell, current: float, plane: str, ranges: tuple[Range, Range]
) -> tuple[Border, ...]:
    """Return the bifurcations of the equilibria in a plane, in closed form.

    In the (b, I) plane they are the currents of `saddle_nodes` and `hopf` for each b. In the (a, b)
    plane, at one current: saddle-nodes do not depend on a; at an Andronov-Hopf point v is
    determined by a alone, so b follows from the current, which is linear in b. In the (c, d) plane
    there are none: equilibria do not depend on the reset.
    """
    parameters = parameters_of(cell)
    if plane not in PLANES:
        raise ParameterError("plane", plane, choices(PLANES))
    current, ((x0, x1), (y0, y1)) = current_of(parameters, current), _checked(ranges)
    if plane == "b_I":
        curves = _along_b(parameters, np.linspace(x0, x1, _BORDER))
    elif plane == "a_b":
        flat = _fixed_b(parameters, current, np.linspace(y0, y1, 4 * _BORDER))
        across = np.array([x0, x1])
        curves = [("saddle-node", across, np.full(2, b)) for b in flat]
        a = np.linspace(x0, x1, 4 * _BORDER)
        curves.append(("Andronov-Hopf", a, _hopf_b(parameters, current, a)))
    else:
        return ()
    return tuple(
        Border(kind, x, y)
        for kind, x, y in curves
        if np.any(np.isfinite(y) & (y >= y0) & (y <= y1))
    )


def _starts(
    parameters: Parameters, values: Mapping[str, FloatArray], protocol: Protocol, n: int
) -> tuple[FloatArray, FloatArray]:
    """Return the stable equilibria before the step, or the given state where there is none."""
    v, u = np.full(n, protocol.v0), np.full(n, protocol.u0)
    a = values.get("a", np.full(n, parameters.a))
    b = values.get("b", np.full(n, parameters.b))
    for value in sorted(set(b.tolist())):
        here = b == value
        neuron = parameters.replace(b=value, a=parameters.a or 1.0)
        points = fixed_points(neuron, protocol.rest_current)
        for point in reversed(points):
            # The position does not depend on a; the stability does. trace + a is quadratic' / C.
            slope = point.trace + neuron.a
            determinant = point.determinant / neuron.a * a
            stable = here & (slope < a * float(parameters.drive.leak)) & (determinant > 0.0)
            v[stable], u[stable] = point.v, point.u
    return v, u


_Curves = list[tuple[str, FloatArray, FloatArray]]


def _along_b(parameters: Parameters, b: FloatArray) -> _Curves:
    """Return the currents of the bifurcations for each b."""
    neurons = [parameters.replace(b=value) for value in b.tolist()]
    folds = [[fold.current for fold in saddle_nodes(neuron)] for neuron in neurons]
    most = max(len(fold) for fold in folds)
    # Several, as for drives with pieces, make separate curves.
    curves: _Curves = [
        ("saddle-node", b, np.array([f[k] if k < len(f) else np.nan for f in folds]))
        for k in range(most)
    ]
    oscillations = [hopf(neuron) for neuron in neurons]
    currents = np.array([h.current if h else np.nan for h in oscillations])
    return [*curves, ("Andronov-Hopf", b, currents)]


def _fixed_b(parameters: Parameters, current: float, b: FloatArray) -> list[float]:
    """Return the b at which a saddle-node is at this current, between the given ones."""
    found: list[float] = []
    for kind, _, currents in _along_b(parameters, b):
        if kind == "saddle-node":
            above = currents - current
            where = np.flatnonzero(above[:-1] * above[1:] < 0.0)
            part = above[where] / (above[where] - above[where + 1])
            found += (b[where] + part * (b[where + 1] - b[where])).tolist()
    return found


def _hopf_b(parameters: Parameters, current: float, a: FloatArray) -> FloatArray:
    """Return the b at which an Andronov-Hopf point is at this current; NaN where there is none."""
    p, drive = parameters, parameters.drive
    if not drive.leak:
        return np.full(a.size, np.nan)
    v = (a * p.C - p.k1) / (2.0 * p.k2)
    offset = np.broadcast_to(drive.target(v, 0.0), v.shape)
    per_b = drive.target(v, 1.0) - offset
    with np.errstate(divide="ignore", invalid="ignore"):
        b: Any = np.where(per_b != 0.0, (p.quadratic(v) + current - offset) / per_b, np.nan)
    slopes = np.array([drive.slope(x, y) for x, y in zip(v.tolist(), b.tolist(), strict=True)])
    found: FloatArray = np.where(a * (slopes - a * p.C) > 0.0, b, np.nan)
    return found
