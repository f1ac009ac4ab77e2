"""Arrangements of plots as texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich.errors import ParameterError
from izhikevich.plots.arrangement import Place, arranged

KNOWN = ("trace", "phase", "frequency", "recovery")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("trace", [[("trace", 1)]]),
        ("trace:2 phase / frequency", [[("trace", 2), ("phase", 1)], [("frequency", 1)]]),
        (" trace, phase,/ /frequency:0.5\n", [[("trace", 1), ("phase", 1)], [("frequency", 0.5)]]),
    ],
)
def test_read(text: str, rows: list[list[tuple[str, float]]]) -> None:
    assert arranged(text, KNOWN) == tuple(tuple(Place(*one) for one in row) for row in rows)


@given(
    st.lists(st.sampled_from(KNOWN), unique=True, min_size=1).flatmap(
        lambda names: st.tuples(
            st.just(names),
            st.lists(st.booleans(), min_size=len(names), max_size=len(names)),
            st.lists(st.integers(1, 20), min_size=len(names), max_size=len(names)),
        )
    )
)
def test_what_is_written_is_read(drawn: tuple[list[str], list[bool], list[int]]) -> None:
    names, begins, shares = drawn
    words = [
        f"{'/ ' if begin else ''}{name}:{share}"
        for name, begin, share in zip(names, begins, shares, strict=True)
    ]
    rows = arranged(" ".join(words), KNOWN)
    places = [place for row in rows for place in row]
    assert [(place.panel, place.share) for place in places] == list(zip(names, shares, strict=True))
    assert len(rows) == 1 + sum(begins[1:])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "name the plots, such as trace phase"),
        (" / ", "name the plots"),
        ("trace phse", "Did you mean phase?"),
        ("trace / trace", "trace is in it twice"),
        ("trace:wide", "the share of the width must be a number from 0.05 to 20"),
        ("trace:nan", "the share of the width must be a number from 0.05 to 20"),
        ("trace:0", "the share of the width must be a number from 0.05 to 20"),
        ("trace:", "the share of the width must be a number from 0.05 to 20"),
    ],
)
def test_refused(text: str, reason: str) -> None:
    with pytest.raises(ParameterError, match=reason):
        arranged(text, KNOWN)
