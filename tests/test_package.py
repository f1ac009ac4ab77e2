"""The package as a whole."""

from __future__ import annotations

import izhikevich as izh
import pytest


@pytest.mark.parametrize("name", izh.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(izh, name) is not None


def test_an_unknown_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'neurons'"):
        _ = izh.neurons  # type: ignore[attr-defined]
