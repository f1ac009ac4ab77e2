"""Networks as numpy source, redrawn from their distributions, for other simulators' scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from izhikevich import networks
from izhikevich.errors import ParameterError
from izhikevich.export.equations import current
from izhikevich.export.formats import ExportRequest
from izhikevich.export.network_inputs import UNKNOWN_RULE, check_projection, check_written, refused
from izhikevich.export.recipes.network import network_source
from izhikevich.export.source import Difference, indented, value
from izhikevich.messages import Message, msg
from izhikevich.network.connectivity import (
    AllToAll,
    DistanceDependent,
    FixedInDegree,
    FixedOutDegree,
    FixedProbability,
    FixedTotal,
    FromTriples,
    Grid,
    OneToOne,
    Rule,
)
from izhikevich.network.distributions import (
    Distribution,
    Exponential,
    Gamma,
    LogNormal,
    Normal,
    Uniform,
)
from izhikevich.network.network import Network
from izhikevich.network.populations import Group, Population
from izhikevich.network.projections import Projection
from izhikevich.views.network.presets import recipe

DRAWN = msg(
    "Neurons, synapses and random currents are drawn by numpy from the distributions of the "
    "network: rates and rhythms agree, single spikes do not. With --same they are taken from the "
    "package izhikevich, which must be installed, and the spikes agree as well."
)
LEARNS = msg(
    "In izhikevich the weights of this network change, at the end of each second; here they stay "
    "as they are."
)
_REFRACTORY = msg(
    "In izhikevich the neurons of this network have a refractory period; here they have none."
)
TRAINED = msg(
    "The weights that this network learned in an hour are only in the package izhikevich: without "
    "--same, it has those from before learning."
)

#: What scripts need for sources that fire at regular intervals.
REGULAR = '''

def regular(rate, phase, jitter):
    """Return times (ms) of sources that fire at regular intervals."""
    trains = []
    for hz, begin in zip(rate, phase):
        times = (np.arange(int(DURATION * hz / 1000.0) + 2) + begin) * 1000.0 / max(hz, 1e-300)
        times += jitter * rng.standard_normal(times.size)
        trains.append(times[(times >= 0.0) & (times < DURATION)])
    return trains
'''

_HEAD = """SAME = "--same" in sys.argv  # whether to take neurons and synapses from izhikevich
DURATION = {duration!r}  # ms
DT = {dt!r}  # ms

rng = np.random.default_rng({seed})
populations, projections, currents = {{}}, [], None


def connect(pre, post, target, pairs, weights, delays):
    \"\"\"Add synapses; `weights` draws so many of them.\"\"\"
    projections.append(
        dict(
            pre=pre,
            post=post,
            target=target,
            pairs=pairs,
            weights=weights(len(pairs[0])),
            delays=delays,
        )
    )


def joined(rows):
    \"\"\"Return pairs of neurons, of a list of targets for each presynaptic neuron.\"\"\"
    return np.repeat(np.arange(len(rows)), [len(row) for row in rows]), np.concatenate(rows)
"""

_ALL_TO_ALL = '''
def all_to_all(n, m):
    """Return all pairs of n and m neurons."""
    return joined([np.arange(m) for i in range(n)])
'''
_PROBABILITY = '''
def with_probability(n, m, p, same):
    """Return pairs, each with a probability; if they are the `same` neurons, none with itself."""
    rows = [np.flatnonzero(rng.random(m) < p) for i in range(n)]
    return joined([row[row != i] for i, row in enumerate(rows)] if same else rows)
'''
_OUT_DEGREE = '''
def to_some(n, m, k, same):
    """Return pairs, k random targets for each; if they are the `same` neurons, not itself."""
    rows = [rng.choice(m - same, k, replace=False) for i in range(n)]
    return joined([row + (row >= i) for i, row in enumerate(rows)] if same else rows)
'''
_RING = '''
def near_on_ring(n, p, reach):
    """Return pairs of neurons on a ring of length 1, the likelier the nearer."""
    away = np.abs(np.arange(n)) / n
    chance = p * np.exp(-0.5 * (np.minimum(away, 1.0 - away) / reach) ** 2)
    chance[0] = 0.0
    return joined([np.flatnonzero(rng.random(n) < np.roll(chance, i)) for i in range(n)])
'''

_ONE_TO_ONE = '''
def one_to_one(n):
    """Return each of n neurons with that of its number."""
    return np.arange(n), np.arange(n)
'''
_MULTAPSES = '''
def to_any(n, m, k, same):
    """Return pairs, k random targets for each, of which some may be the same."""
    rows = [rng.integers(m - same, size=k) for i in range(n)]
    return joined([row + (row >= i) for i, row in enumerate(rows)] if same else rows)
'''
_TOTAL = '''
def in_total(n, m, k, same, repeated):
    """Return k random pairs."""
    places = rng.choice(n * (m - same), k, replace=repeated)
    i, j = places // (m - same), places % (m - same)
    return i, (j + (j >= i) if same else j)
'''
_DISTANCE = '''
def near(x, y, p, sigma, cutoff, size, power, same):
    """Return pairs of places x and y, the likelier the nearer; `size`: edges are neighbours."""
    rows = []
    for i, place in enumerate(x):
        away = np.abs(y - place)
        away = np.sqrt((np.minimum(away, size - away) ** 2).sum(1))
        chance = p * np.exp(-((away / sigma) ** power) / power)
        chance[away > cutoff * (1.0 + 1e-9)] = 0.0
        if same:
            chance[i] = 0.0
        rows.append(np.flatnonzero(rng.random(len(y)) < chance))
    return joined(rows)


def sheet(rows, columns):
    """Return the places of neurons, whose longer side has length 1."""
    j, i = np.divmod(np.arange(rows * columns), columns)
    return np.column_stack([i + 0.5, j + 0.5]) / max(rows, columns)
'''

#: What `networks.cortical_2003` and `cortical_sparse` vary from neuron to neuron, as in the paper.
VARIED: Mapping[str, Mapping[str, str]] = {
    "excitatory": {"c": "-65.0 + 15.0 * r * r", "d": "8.0 - 6.0 * r * r"},
    "inhibitory": {"a": "0.02 + 0.08 * r", "b": "0.25 - 0.05 * r"},
}


class Parts(NamedTuple):
    """Source that makes ``populations``, ``projections`` and ``currents``, as `same` has them."""

    code: str
    notes: tuple[Message, ...]
    differences: tuple[Difference, ...]


def network_parts(asked: ExportRequest) -> Parts:
    """Return the source of the network of a state."""
    net: Network = asked.prepared.session.net
    check_written(net)
    duration = float(asked.values["duration"])
    maker, _ = recipe(asked.preset, asked.values)
    cortical = maker in (networks.cortical_2003, networks.cortical_sparse)
    trained = maker is networks.polychronous_trained
    lines = [_HEAD.format(duration=duration, dt=net.dt, seed=net.seed), "", "if not SAME:"]
    body = [_population(p, VARIED[p.name] if cortical else {}) for p in net.populations]
    body.append(
        "for neurons in populations.values():\n"
        '    neurons["u"] = neurons["b"] * neurons["v"]  # at rest with v'
    )
    drawn = [p for p in net.projections if not isinstance(p.rule, FromTriples)]
    if len(drawn) < len(net.projections):
        body.append(polychronous(net))
    helpers: dict[str, None] = {}
    for projection in drawn:
        helper, text = _projection(projection)
        helpers[helper] = None
        body.append(text)
    if net.pulse:
        body.append(
            "# A pulse into one random neuron in each step.\n"
            'total = sum(neurons["size"] for neurons in populations.values())\n'
            "steps = round(DURATION / DT)\n"
            "currents = np.zeros((steps, total))\n"
            f"currents[np.arange(steps), rng.integers(total, size=steps)] = {net.pulse!r}"
        )
    lines[1] = "\n".join(f"{helper}\n" for helper in helpers)
    lines += [indented(part) for part in body]
    lines.append(
        "else:\n"
        "    import izhikevich as izh\n"
        "    from izhikevich.export.same import same\n\n"
        f"{indented(f'net = {network_source(asked)}')}\n"
        "    populations, projections, currents = same(net, DURATION)\n"
    )
    differences = []
    if any(p.plasticity is not None for p in net.projections):
        differences.append(Difference(LEARNS))
    if any(p.values["tau_refrac"].any() for p in net.populations):
        differences.append(Difference(_REFRACTORY))
    if trained:
        differences.append(Difference(TRAINED, "not SAME"))
    notes = (DRAWN, *(difference.text for difference in differences))
    return Parts("\n".join(lines), notes, tuple(differences))


def has_parts(asked: ExportRequest) -> bool:
    """Tell whether `network_parts` can write the network of a state."""
    try:
        network_parts(asked)
    except ParameterError:
        return False
    return True


def law(given: Any, size: str) -> str:
    """Return source that draws `size` numbers from a distribution, or one number for all."""
    if not isinstance(given, Distribution):
        return value(given)
    text = {
        Uniform: lambda d: f"rng.uniform({d.low!r}, {d.high!r}, {size})",
        Normal: lambda d: f"rng.normal({d.mu!r}, {d.sigma!r}, {size})",
        LogNormal: lambda d: f"rng.lognormal({d.mu!r}, {d.sigma!r}, {size})",
        Exponential: lambda d: f"rng.exponential({d.scale!r}, {size})",
        Gamma: lambda d: f"rng.gamma({d.shape!r}, {d.scale!r}, {size})",
    }[type(given)](given)
    low, high = getattr(given, "low", -np.inf), getattr(given, "high", np.inf)
    if isinstance(given, Uniform) or (low == -np.inf and high == np.inf):
        return text
    bounds = (f"{bound!r}" if np.isfinite(bound) else "None" for bound in (low, high))
    return f"np.clip({text}, {', '.join(bounds)})"


def _population(p: Population, varied: Mapping[str, str]) -> str:
    parts = {
        "size": f"{p.size}",
        "targets": value(list(p.conductance.targets)),
        "current": value(current(p.conductance.text)),
    }
    for name in ("a", "b", "c", "d", "i_offset", "noise", "v0"):
        default = p.values[name][0].item()
        given = p.given.get(name)
        text = law(given, f"{p.size}") if isinstance(given, Distribution) else repr(default)
        parts[name.removesuffix("0")] = text
    parts |= varied
    inner = "".join(f"    {name}={text},\n" for name, text in parts.items())
    draw = f"r = rng.random({p.size})\n" if varied else ""
    return f"{draw}populations[{value(p.name)}] = dict(\n{inner})"


def _projection(p: Projection) -> tuple[str, str]:
    """Return the helper that a projection needs, and its source."""
    check_projection(p)
    found = pairs_of(p.rule, p.pre, p.post)
    if found is None:
        raise refused(p.name, UNKNOWN_RULE)
    helper, pairs = found
    drawn = (
        law(p.weights, "n") if isinstance(p.weights, Distribution) else f"np.full(n, {p.weights!r})"
    )
    delay = 1.0 if p.delays is None else p.delays
    ends = f"{value(p.pre.name)}, {value(p.post.name)}, {value(p.target)}"
    return helper, (
        f"connect(\n    {ends},\n    {pairs},\n    lambda n: {drawn},\n    {delay!r},\n)"
    )


def pairs_of(rule: Rule | None, pre: Group, post: Group) -> tuple[str, str] | None:
    """Return a helper, and source that draws pairs by a rule; None if no source does."""
    n, m, same = pre.size, post.size, pre is post
    apart = same and not getattr(rule, "self_connections", False)
    if isinstance(rule, AllToAll):
        if apart:
            return _PROBABILITY, f"with_probability({n}, {m}, 1.0, True)"
        return _ALL_TO_ALL, f"all_to_all({n}, {m})"
    if isinstance(rule, OneToOne):
        return _ONE_TO_ONE, f"one_to_one({n})"
    if isinstance(rule, FixedProbability):
        return _PROBABILITY, f"with_probability({n}, {m}, {rule.p!r}, {apart})"
    if isinstance(rule, FixedOutDegree | FixedInDegree):
        helper, name = (_MULTAPSES, "to_any") if rule.multapses else (_OUT_DEGREE, "to_some")
        if isinstance(rule, FixedOutDegree):
            return helper, f"{name}({n}, {m}, {rule.k}, {apart})"
        return helper, f"{name}({m}, {n}, {rule.k}, {apart})[::-1]"
    if isinstance(rule, FixedTotal):
        return _TOTAL, f"in_total({n}, {m}, {rule.n}, {apart}, {rule.multapses})"
    if not isinstance(rule, DistanceDependent):
        return None
    plain = rule.periodic and rule.cutoff is None and rule.profile == "gaussian"
    if plain and apart and not isinstance(rule.layout, Grid) and rule.post_layout is None:
        return _RING, f"near_on_ring({n}, {rule.p_max!r}, {rule.sigma!r})"
    shapes = (rule.layout.shape(n, ""), (rule.post_layout or rule.layout).shape(m, ""))
    (rows, columns), (others, across) = shapes
    places = f"sheet({rows}, {columns})"
    onto = places
    if shapes[0] != shapes[1]:  # the same sheet
        longer = max(rows, columns)
        stretch = [columns / longer / across, rows / longer / others]
        onto = f"sheet({others}, {across}) * {max(others, across)} * np.array({stretch})"
    longer = max(rows, columns)
    sides = [columns / longer, rows / longer if isinstance(rule.layout, Grid) else 1.0]
    size = f"np.array({sides})" if rule.periodic else "np.inf"
    power = 2 if rule.profile == "gaussian" else 1
    cutoff = "np.inf" if rule.cutoff is None else repr(rule.cutoff)
    given = f"{rule.p_max!r}, {rule.sigma!r}, {cutoff}, {size}, {power}, {apart}"
    return _DISTANCE, f"near({places}, {onto}, {given})"


def polychronous(net: Network, *, named: bool = True) -> str:
    """Return the source of the synapses that learn: random targets with all delays.

    Parameters
    ----------
    net : Network
    named : bool
        Whether ``connect`` takes the names of both ends and the target.
    """
    exc, inh = net.populations
    degree, longest = degree_and_delay(net)
    ends = f'"{exc.name}", post, "exc", ' if named else ""
    return (
        f"# Each excitatory neuron has {degree} targets, with equally many of each delay.\n"
        f"tails, heads = joined([\n"
        f"    rng.choice(np.delete(np.arange({exc.size + inh.size}), i), {degree}, replace=False)\n"
        f"    for i in range({exc.size})\n"
        f"])\n"
        f"late = np.tile(1.0 + np.arange({degree}) * {longest} // {degree}, {exc.size})\n"
        f'for post, start in (("{exc.name}", 0), ("{inh.name}", {exc.size})):\n'
        f"    own = (heads >= start) & "
        f'(heads < start + populations[post]["size"])\n'
        f"    pairs = tails[own], heads[own] - start\n"
        f"    connect({ends}pairs, lambda n: np.full(n, 6.0), late[own])"
    )


def degree_and_delay(net: Network) -> tuple[int, int]:
    """Return how many synapses of an excitatory neuron learn, and their longest delay, ms."""
    learning = [p for p in net.projections if isinstance(p.rule, FromTriples)]
    degree = sum(p.synapses.n for p in learning) // net.populations[0].size
    return degree, max(int(p.synapses.delays.max()) for p in learning)
