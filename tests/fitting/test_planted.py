"""Random cells are found again; `tests.bench.fitting` does twenty of them."""

from __future__ import annotations

import pytest
from izhikevich.fitting import fit

from .planted_cells import planted_cell


@pytest.mark.parametrize("k", [2, 3, 4])
def test_a_random_cell_is_found_again(k: int) -> None:
    planted = planted_cell(k)
    found = fit(planted.recording())
    assert found.objective == "coincidence"
    assert not planted.missed(found)
    for one in found.sweeps:
        assert one.model.size == one.recorded.size
        if one.held_out and one.recorded.size:
            assert one.coincidence > 0.5
