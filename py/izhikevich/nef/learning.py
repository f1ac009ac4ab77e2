"""Learning rules: how the weights of a connection change while a model runs.

Rates are in Hz and learning rates per second, with Nengo's numbers; the rules are Nengo 4.1's. A
step of dt changes the weights by dt times what is given here, and the change acts from the next
step on. Activities are spikes divided by dt, filtered by the synapses of the rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from izhikevich.nef.synapses import DEFAULT_SYNAPSE, as_synapse
from izhikevich.units import number

_SLOW_SYNAPSE = 1000.0
#: What `post_synapse` is by default.
SAME = "pre_synapse"


@dataclass(frozen=True)
class PES:
    """The prescribed error sensitivity rule: decoders change against an error.

    A connection with this rule learns what reduces its error, which arrives over connections to it:
    ``Connection(error, learned)`` (Nengo's ``Connection(error, learned.learning_rule)``). The
    weight from neuron i to dimension j changes by -learning_rate / n error[j] a[i].

    Parameters
    ----------
    learning_rate : float
        At least 0, below 1.
    pre_synapse : number (ms), Lowpass, Alpha or None
        Filter of the activities a of the neurons from which the connection starts.

    Notes
    -----
    Source: MacNeil and Eliasmith, "Fine-tuning and the stability of recurrent neural networks",
    PLoS ONE 6 (2011).
    """

    learning_rate: float = 1e-4
    pre_synapse: Any = DEFAULT_SYNAPSE

    def __post_init__(self) -> None:
        """Check the fields."""
        _check(self, {"learning_rate": 1.0}, "pre_synapse")


@dataclass(frozen=True)
class BCM:
    """The rule of Bienenstock, Cooper and Munro: Hebb's, with a threshold that slides.

    The weight from neuron i to neuron j changes by learning_rate a[j] (a[j] - theta[j]) a[i], where
    theta is the activity a[j] filtered by a slow synapse.

    Parameters
    ----------
    learning_rate : float
        At least 0, below 1.
    pre_synapse, post_synapse : number (ms), Lowpass, Alpha or None
        Filters of the activities of the neurons from which, and to which, the connection leads; by
        default both have that of `pre_synapse`.
    theta_synapse : number (ms), Lowpass, Alpha or None
        Filter of theta.

    Notes
    -----
    Source: Bienenstock, Cooper and Munro, "Theory for the development of neuron selectivity",
    Journal of Neuroscience 2 (1982).
    """

    learning_rate: float = 1e-9
    pre_synapse: Any = DEFAULT_SYNAPSE
    post_synapse: Any = SAME
    theta_synapse: Any = field(default=_SLOW_SYNAPSE)

    def __post_init__(self) -> None:
        """Check the fields."""
        _check(self, {"learning_rate": 1.0}, "pre_synapse", "post_synapse", "theta_synapse")


@dataclass(frozen=True)
class Oja:
    """Oja's rule: Hebb's, with forgetting that keeps the weights bounded.

    The weight w from neuron i to neuron j changes by learning_rate (a[i] a[j] - beta a[j]² w).

    Parameters
    ----------
    learning_rate : float
        At least 0, below 1.
    pre_synapse, post_synapse : number (ms), Lowpass, Alpha or None
        Filters of the activities of the neurons from which, and to which, the connection leads; by
        default both have that of `pre_synapse`.
    beta : float
        Strength of forgetting, at least 0.

    Notes
    -----
    Source: Oja, "A simplified neuron model as a principal component analyzer", Journal of
    Mathematical Biology 15 (1982).
    """

    learning_rate: float = 1e-6
    pre_synapse: Any = DEFAULT_SYNAPSE
    post_synapse: Any = SAME
    beta: float = 1.0

    def __post_init__(self) -> None:
        """Check the fields."""
        _check(self, {"learning_rate": 1.0, "beta": 1e9}, "pre_synapse", "post_synapse")


LearningRule: TypeAlias = PES | BCM | Oja


def _check(rule: LearningRule, rates: dict[str, float], *synapses: str) -> None:
    for name, high in rates.items():
        value = number(getattr(rule, name), name, "", low=0.0, high=high, high_open=True)
        object.__setattr__(rule, name, value)
    for name in synapses:
        given = getattr(rule, name)
        synapse = rule.pre_synapse if isinstance(given, str) and given == SAME else given
        object.__setattr__(rule, name, as_synapse(synapse, name))
