"""The layout of a figure's panes, with room for everything written around each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_SAME = 1e-3  # fractions of the whole by which edges of panes may differ and still be the same


@dataclass(frozen=True)
class Span:
    """The extent of a pane in one direction.

    Parameters
    ----------
    low, high : float
        Its ends, as fractions of the whole.
    before, after : float
        Room required next to them, px.
    side : (float, float)
        Its extent in the other direction.
    """

    low: float
    high: float
    before: float
    after: float
    side: tuple[float, float]

    def meets(self, other: Span) -> bool:
        """Tell whether two panes are in the same row or column."""
        return self.side[0] < other.side[1] - _SAME and other.side[0] < self.side[1] - _SAME


def placed(
    spans: Sequence[Span], start: float, stop: float, gutter: float
) -> list[tuple[float, float]]:
    """Return the ends of panes in px.

    Gaps between panes become as wide as required by the text in them; the panes share the rest in
    the same proportions as the whole.

    Parameters
    ----------
    spans : sequence of Span
    start, stop : float
        Ends of the available room, px.
    gutter : float
        Room between the texts next to two panes, px.
    """
    edges = _distinct([end for span in spans for end in (span.low, span.high)])
    at = [(_nearest(edges, span.low), _nearest(edges, span.high)) for span in spans]
    fixed: dict[tuple[int, int], float] = {}
    for a, span in enumerate(spans):
        for b, other in enumerate(spans):
            if a == b or at[a][1] > at[b][0] or not span.meets(other):
                continue
            between = at[a][1], at[b][0]
            if any(
                span.meets(spans[c]) and between[0] <= at[c][0] and at[c][1] <= between[1]
                for c in range(len(spans))
                if c not in (a, b)
            ):
                continue
            fixed[between] = max(fixed.get(between, 0.0), span.after + other.before + gutter)
    # Each edge is an end of the panes before it, and a beginning of those behind it.
    inner = {key: need for key, need in fixed.items() if key[1] - key[0] <= 1}
    needs = [inner.get((k, k), 0.0) for k in range(len(edges))]
    gaps = [inner.get((k, k + 1)) for k in range(len(edges) - 1)]
    shares = [edges[k + 1] - edges[k] if gap is None else 0.0 for k, gap in enumerate(gaps)]
    used = sum(needs) + sum(gap or 0.0 for gap in gaps)
    before = max(span.before for span, (low, _) in zip(spans, at, strict=True) if low == 0)
    after = max(
        span.after for span, (_, high) in zip(spans, at, strict=True) if high == len(edges) - 1
    )
    found: list[tuple[float, float]] = []
    for _ in range(3):
        free = max(stop - start - before - after - used, 0.0)
        ends, begins = _positions(start + before, needs, gaps, shares, free)
        found = [(begins[low], ends[high]) for low, high in at]
        short_before = max(
            start - (low - span.before) for span, (low, _) in zip(spans, found, strict=True)
        )
        short_after = max(
            high + span.after - stop for span, (_, high) in zip(spans, found, strict=True)
        )
        if short_before <= 0.01 and short_after <= 0.01:
            break
        before += max(short_before, 0.0)
        after += max(short_after, 0.0)
    return _kept_apart(spans, found, fixed, at)


def _positions(
    start: float,
    needs: Sequence[float],
    gaps: Sequence[float | None],
    shares: Sequence[float],
    free: float,
) -> tuple[list[float], list[float]]:
    """Return where panes end and begin at each edge."""
    total = sum(shares) or 1.0
    ends, begins = [start], [start + needs[0]]
    for gap, share, need in zip(gaps, shares, needs[1:], strict=True):
        ends.append(begins[-1] + (share / total * free if gap is None else gap))
        begins.append(ends[-1] + need)
    return ends, begins


def _kept_apart(
    spans: Sequence[Span],
    found: Sequence[tuple[float, float]],
    fixed: dict[tuple[int, int], float],
    at: Sequence[tuple[int, int]],
) -> list[tuple[float, float]]:
    """Move the edges of panes whose gap is made of several steps, where it is too narrow."""
    moved = list(found)
    for (first, second), need in fixed.items():
        if second - first <= 1:
            continue
        left = [k for k, (_, high) in enumerate(at) if high == first]
        right = [k for k, (low, _) in enumerate(at) if low == second]
        for a in left:
            for b in right:
                if not spans[a].meets(spans[b]):
                    continue
                short = need - (moved[b][0] - moved[a][1])
                if short > 0.0:
                    moved[a] = moved[a][0], moved[a][1] - 0.5 * short
                    moved[b] = moved[b][0] + 0.5 * short, moved[b][1]
    return moved


def _distinct(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME:
            found.append(value)
    return found


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda k: abs(edges[k] - value))
