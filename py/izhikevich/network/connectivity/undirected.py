"""Pairs of neurons without a direction, for gap junctions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.connectivity.explicit import FromMatrix, FromTriples
from izhikevich.network.connectivity.rules import Pairs, Rule, Work


@dataclass(frozen=True, eq=False)
class Undirected(Rule):
    """The pairs of a rule, without a direction: within one population those with pre < post.

    All pairs of a list are used, whichever neuron comes first, and a matrix must be symmetric.

    Parameters
    ----------
    rule : Rule
    given : bool
        Whether conductances are given; otherwise the rule must have them.
    """

    rule: Rule
    given: bool

    def expected(self, n_pre: int, n_post: int, same: bool = False) -> float:
        """Return the number of pairs of the rule, from which these are taken."""
        return self.rule.expected(n_pre, n_post, same)

    def _pairs(self, n_pre: int, n_post: int, same: bool, seed: int, stream: int) -> Work:
        rule = self.rule
        if same and isinstance(rule, FromTriples):
            rule = rule.ascending()
        elif same and isinstance(rule, FromMatrix):
            rule.check_symmetric()
        pairs = yield from rule.building(n_pre, n_post, same, seed, stream)
        if pairs.delays is not None:
            raise ParameterError("rule", rule, "has delays, but gap junctions act without delay")
        if pairs.weights is None and not self.given:
            allowed = msg("must be given, as the rule has none: conductance=0.05")
            raise ParameterError("conductance", None, allowed)
        if not same:
            return pairs
        pre = np.repeat(np.arange(n_pre), np.diff(pairs.starts).astype(np.intp))
        kept = pre < pairs.targets
        counts = np.bincount(pre[kept], minlength=n_pre)
        return Pairs(
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            pairs.targets[kept],
            None if pairs.weights is None else pairs.weights[kept],
            None,
            None if pairs.order is None else pairs.order[kept],
        )
