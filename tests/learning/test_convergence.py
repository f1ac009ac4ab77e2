"""When a training has converged: learned, or no longer improving."""

from __future__ import annotations

from izhikevich.learning.convergence import Convergence, converged

FALLING = [1.0 / (k + 1.0) for k in range(100)]


def test_a_perfect_score_is_the_end_at_once() -> None:
    scores = [0.0, 0.5, 1.0, 0.5]
    assert converged(scores, FALLING[:3], 1.0) == Convergence(2, learned=True)
    assert converged(scores[:2], FALLING[:1], 1.0) is None


def test_a_score_at_the_mark_may_still_become_better() -> None:
    rising = [0.1, 0.85, 0.91, 0.93, 0.92, 0.95]
    assert converged(rising, FALLING[:5], 0.9) is None
    level = [*rising, 0.94, 0.95, 0.93, 0.94]
    assert converged(level, FALLING[:9], 0.9) is None
    assert converged([*level, 0.92], FALLING[:10], 0.9) == Convergence(10, learned=True)
    # It does not end where the task is not solved.
    assert converged([*level, 0.89], FALLING[:10], 0.9) is None


def test_a_training_stalls() -> None:
    constant = [0.3] * 60
    assert converged(constant, [2.0] * 59, 0.9) == Convergence(41, learned=False)
    assert converged(constant, FALLING[:59], 0.9) is None
    # Losses that fall by less than a thousandth do not count.
    slow = [2.0 - 1e-6 * k for k in range(59)]
    assert converged(constant, slow, 0.9, stalled=10) == Convergence(11, learned=False)
    assert converged([0.3], [], 0.9) is None
