"""Connections between nearby neurons, on a ring or a sheet."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from itertools import product
from math import exp, inf, pi, sqrt, tanh
from typing import NamedTuple

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.errors import ParameterError, choices
from izhikevich.messages import msg
from izhikevich.network.connectivity.rules import LARGEST_POPULATION, Pairs, Rule, Work
from izhikevich.network.connectivity.sampling import BLOCK, compressed, hits
from izhikevich.progress import Progress, building
from izhikevich.random import exponential, logarithm, uniform
from izhikevich.units import integer, number

#: Profiles of the probability over distance, with the distance, in sigmas, beyond which no pair is
#: connected: -2 ln u < 6.77^2 for every random u.
PROFILES = {"gaussian": 6.77, "exponential": 22.9}


@dataclass(frozen=True)
class Ring:
    """Neurons evenly spaced on a ring of length 1: neuron i of n is at (i + 1/2) / n."""

    def shape(self, n: int, name: str) -> tuple[int, int]:
        """Return rows and columns of `n` neurons."""
        return 1, n


@dataclass(frozen=True)
class Grid:
    """Neurons on a sheet, row by row: neuron i is in row i // columns, column i % columns.

    The longer side of the sheet has length 1; each neuron is in the middle of its cell.

    Parameters
    ----------
    rows, columns : int
    """

    rows: int
    columns: int

    def __post_init__(self) -> None:
        for name in ("rows", "columns"):
            value = integer(getattr(self, name), name, low=1, high=LARGEST_POPULATION)
            object.__setattr__(self, name, value)

    def shape(self, n: int, name: str) -> tuple[int, int]:
        """Return rows and columns of `n` neurons; `name` is the layout's, for errors."""
        if self.rows * self.columns != n:
            raise ParameterError(
                name,
                self,
                msg(
                    "has {places} places for a population of {n}",
                    places=self.rows * self.columns,
                    n=n,
                ),
            )
        return self.rows, self.columns


@dataclass(frozen=True)
class DistanceDependent(Rule):
    """Each pair with a probability that falls with distance.

    It is p_max exp(-(distance / sigma)^2 / 2), or p_max exp(-distance / sigma) if the profile is
    exponential.

    Parameters
    ----------
    p_max : float
        Probability at distance 0.
    sigma : float
        Standard deviation of the Gaussian, or length over which the exponential falls by e; the
        ring, and the longer side of a grid, have length 1.
    layout : Ring or Grid
        Positions of the presynaptic neurons.
    post_layout : Ring or Grid, optional
        Positions of the postsynaptic neurons, if other than `layout`. A grid with other rows and
        columns covers the same sheet.
    periodic : bool
        Whether opposite edges are neighbours; otherwise a ring becomes a line.
    cutoff : float, optional
        Distance beyond which no pair is connected.
    self_connections : bool
        Whether a neuron may be connected to itself, within one population.
    profile : {"gaussian", "exponential"}
        How the probability falls with distance.
    """

    p_max: float
    sigma: float
    layout: Ring | Grid = Ring()
    post_layout: Ring | Grid | None = None
    periodic: bool = True
    cutoff: float | None = None
    self_connections: bool = False
    profile: str = "gaussian"

    def __post_init__(self) -> None:
        if not isinstance(self.profile, str) or self.profile not in PROFILES:
            raise ParameterError("profile", self.profile, choices(PROFILES))
        checked: dict[str, float] = {
            "p_max": number(self.p_max, "p_max", "", low=0.0, high=1.0),
            "sigma": number(self.sigma, "sigma", "", low=1e-9, high=1e9),
        }
        if self.cutoff is not None:
            checked["cutoff"] = number(self.cutoff, "cutoff", "", low=0.0)
        for name, value in checked.items():
            object.__setattr__(self, name, value)
        for name in ("layout", "post_layout"):
            layout = getattr(self, name)
            if not isinstance(layout, (Ring, Grid)) and (name == "layout" or layout is not None):
                raise ParameterError(name, layout, "must be Ring() or Grid(rows, columns)")
        if isinstance(self.layout, Ring) != isinstance(self._post, Ring):
            raise ParameterError(
                "post_layout", self.post_layout, "must be a ring if layout is, or else a grid"
            )

    @property
    def _post(self) -> Ring | Grid:
        return self.layout if self.post_layout is None else self.post_layout

    def expected(self, n_pre: int, n_post: int, same: bool = False) -> float:
        """Return a bound of the expected number of synapses: exact far from edges and cut-off."""
        cells = 1.0
        axes = self._axes(n_pre, n_post)
        for axis in axes:
            weight = axis.weight(self.sigma)
            if self.profile == "exponential":
                # On a sheet exp(-r) is at most exp(-(|x| + |y|) / sqrt 2).
                broader = sqrt(2.0) if min(one.n_post for one in axes) > 1 else 1.0
                weight = axis.exponential_weight(self.sigma * broader)
            cells *= min(weight, float(axis.window), float(axis.n_post))
        own = n_pre * self.p_max if same and not self.self_connections else 0.0
        return max(self.p_max * n_pre * cells - own, 0.0)

    def _axes(self, n_pre: int, n_post: int) -> tuple[_Axis, _Axis]:
        """Return the vertical and the horizontal axis."""
        pre = self.layout.shape(n_pre, "layout")
        post = self._post.shape(n_post, "layout" if self.post_layout is None else "post_layout")
        reach = min(
            self.sigma * PROFILES[self.profile], inf if self.cutoff is None else self.cutoff
        )
        longer = max(pre)
        rows, columns = (
            # A single place has no edges.
            _Axis(a, b, a / longer, reach, self.periodic or a == b == 1)
            for a, b in zip(pre, post, strict=True)
        )
        return rows, columns

    def _pairs(self, n_pre: int, n_post: int, same: bool, seed: int, stream: int) -> Work:
        vertical, horizontal = self._axes(n_pre, n_post)
        if same and (vertical.n_pre, horizontal.n_pre) != (vertical.n_post, horizontal.n_post):
            raise ParameterError("post_layout", self.post_layout, "a population has one layout")
        # The neighbourhood of a neuron is cut into rectangles (unless there are few pairs). In
        # each, pairs are hit with the largest probability in it, and those hit are kept or dropped
        # depending on their distance.
        gaussian = self.profile == "gaussian"
        pairs = n_pre * vertical.window * horizontal.window
        whole = pairs <= (BLOCK if gaussian else 4 * BLOCK)
        # An exponential reaches far, and falls slowly there: fewer rectangles are quicker.
        broad = self.sigma if gaussian else 2.0 * self.sigma
        bands = (axis.bands(self.sigma, broad, whole) for axis in (vertical, horizontal))
        rectangles = product(*bands)
        keys = [np.empty(0, dtype=np.int64)]
        for k, (rows, columns) in enumerate(rectangles):
            nearest = rows.nearest**2 + columns.nearest**2
            if nearest > PROFILES[self.profile] ** 2:
                continue
            p = self.p_max * exponential(-0.5 * nearest if gaussian else -sqrt(nearest))
            box = rows.size * columns.size
            for step, positions in hits(p, n_pre * box, seed, stream, k << 40):
                pre = positions // box
                place = positions - pre * box
                down = place // columns.size
                pre_row = pre // horizontal.n_pre
                row, dy, inside = vertical.reached(pre_row, rows.first + down)
                column, dx, inside_too = horizontal.reached(
                    pre - pre_row * horizontal.n_pre,
                    columns.first + (place - down * columns.size),
                )
                post = row * horizontal.n_post + column
                # With probability exp(-x / 2), -2 ln u > x.
                level = -2.0 * logarithm(uniform(seed, stream, step + 1, positions.size))
                kept = inside & inside_too
                away = (dx / self.sigma) ** 2 + (dy / self.sigma) ** 2
                if gaussian:
                    kept &= level > away - nearest
                else:
                    kept &= 0.5 * level > np.sqrt(away) - sqrt(nearest)
                if self.cutoff is not None:
                    # A distance equal to the cut-off except for rounding belongs to it.
                    kept &= dx * dx + dy * dy <= self.cutoff**2 * (1.0 + 1e-9)
                if same and not self.self_connections:
                    kept &= pre != post
                keys.append((pre * n_post + post)[kept])
                yield building(0.0)
        flat = yield from _merged(keys, n_pre, n_post)
        return Pairs(*compressed(flat, n_pre, n_post))


def _merged(
    keys: list[IndexArray], n_pre: int, n_post: int
) -> Generator[Progress, None, IndexArray]:
    """Return keys in ascending order; each list holds the keys of one neuron after the other."""
    flat = np.empty(sum(part.size for part in keys), dtype=np.int64)
    count = max(1, flat.size // BLOCK)  # pieces of neurons, so that none takes long to sort
    ends = np.linspace(0, n_pre, count + 1).astype(np.int64) * n_post
    # Within a list the keys of one neuron are unordered, but all are on one side of an end.
    cuts = [np.searchsorted(part, ends) for part in keys]
    done = 0
    for k in range(count):
        some = [part[cut[k] : cut[k + 1]] for part, cut in zip(keys, cuts, strict=True)]
        piece = np.sort(np.concatenate(some))
        flat[done : done + piece.size] = piece
        done += piece.size
        yield building(done / max(flat.size, 1))
    return flat


class _Band(NamedTuple):
    """Some neighbouring offsets of an axis, and a lower bound of their distance in sigmas."""

    first: int
    size: int
    nearest: float


@dataclass(frozen=True)
class _Axis:
    """One axis of the space, with the neurons of both populations along it.

    Parameters
    ----------
    n_pre, n_post : int
        Number of places of the presynaptic and the postsynaptic population.
    length : float
    reach : float
        Largest distance that matters.
    periodic : bool
    """

    n_pre: int
    n_post: int
    length: float
    reach: float
    periodic: bool

    @property
    def _half(self) -> float:
        """Extent of the window to each side, in postsynaptic places."""
        most = 0.5 * self.n_post if self.periodic else float(self.n_post)
        return min(self.reach / self.length * self.n_post, most)

    @property
    def window(self) -> int:
        """Number of postsynaptic places that contain all within reach, with a margin."""
        window = int(2.0 * self._half) + 3
        return min(window, self.n_post) if self.periodic else window

    def weight(self, sigma: float) -> float:
        """Return a bound of the sum of exp(-(distance / sigma)^2 / 2) over unlimited places."""
        places = sigma / self.length * self.n_post
        if places > 1.0:
            return places * sqrt(2.0 * pi)
        return 1.0 + 2.0 * sum(exp(-0.5 * (k / places) ** 2) for k in range(1, 8))

    def exponential_weight(self, sigma: float) -> float:
        """Return the sum of exp(-distance / sigma) over unlimited places, in the middle of one."""
        places = sigma / self.length * self.n_post
        return 1.0 / tanh(0.5 / places)

    def bands(self, sigma: float, breadth: float, whole: bool) -> list[_Band]:
        """Cut the window into bands of about a breadth, or leave it whole."""
        places = sigma / self.length * self.n_post
        most = breadth / self.length * self.n_post
        broad = self.window if whole else int(min(max(most, 1.0), float(self.window)))
        bands = []
        for first in range(0, self.window, broad):
            size = min(broad, self.window - first)
            # An offset is that far from the neuron, minus at most 1.
            low, high = first - self._half - 1.0, first + size - 1 - self._half
            nearest = max(low, -high, 0.0)
            if self.periodic:  # the other way round may be shorter
                nearest = min(nearest, 0.5 * self.n_post - 1.0)
            bands.append(_Band(first, size, max(nearest - 1e-6, 0.0) / places))
        return bands

    def reached(
        self, i: IndexArray, offset: IndexArray
    ) -> tuple[IndexArray, FloatArray, BoolArray]:
        """Return the postsynaptic places at the offsets in the windows of the places `i`.

        Returns
        -------
        places : array
        distances : array
        inside : array
            Whether there is such a place.
        """
        part = (i + 0.5) / self.n_pre
        place = np.floor(part * self.n_post - self._half - 0.5).astype(np.int64) + offset
        inside = (place >= 0) & (place < self.n_post)
        if self.periodic:
            place = np.where(place < 0, place + self.n_post, place)
            place = np.where(place >= self.n_post, place - self.n_post, place)
            inside = np.ones_like(inside)
        apart = np.abs((place + 0.5) / self.n_post - part)
        if self.periodic:
            apart = np.minimum(apart, 1.0 - apart)
        return place, apart * self.length, inside
