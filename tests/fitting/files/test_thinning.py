"""Long recordings are averaged, then cut off, and it is said."""

from __future__ import annotations

import numpy as np
import pytest
from izhikevich.errors import IzhikevichWarning
from izhikevich.fitting import read_recording
from izhikevich.fitting.files import thinning
from izhikevich.fitting.files.thinning import MAX_KEPT, Thinning

from .test_arrays import npz


@pytest.mark.parametrize(
    ("shape", "dt", "kept", "said"),
    [
        ((5, 12_000), 0.25, Thinning(1, 5, 12_000), []),
        ((1, 30_000_000), 0.02, Thinning(3, 1, 30_000_000), ["Each 3 samples are averaged"]),
        ((100, 200_000), 0.1, Thinning(1, 50, 200_000), ["first 50 of 100 sweeps are read"]),
        (
            (2, 2 * MAX_KEPT),
            0.05,
            Thinning(2, 1, 2 * MAX_KEPT),
            ["there is one every 0.1 ms", "first 1 of 2 sweeps"],
        ),
        ((1, 3 * MAX_KEPT), 1.0, Thinning(1, 1, MAX_KEPT), ["The first 1e+04 s are read"]),
    ],
)
def test_what_is_kept(shape: tuple[int, int], dt: float, kept: Thinning, said: list[str]) -> None:
    found, notes = thinning.thinning(shape, dt)
    assert found == kept
    assert len(notes) == len(said)
    for note, text in zip(notes, said, strict=True):
        assert text in note
    assert found.sweeps * (found.samples // found.factor) <= MAX_KEPT


def test_averages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thinning, "MAX_KEPT", 500)
    t = np.arange(1001) * 0.02
    voltage = -65 + np.sin(np.arange(2002).reshape(2, 1001))
    content = npz(t=t, voltage=voltage, current=(t > 10) * 50.0)
    with pytest.warns(IzhikevichWarning, match="Each 5 samples are averaged"):
        found = read_recording(content)
    assert found.t[:2] == pytest.approx([0.04, 0.14])  # the middle of what is averaged
    np.testing.assert_allclose(found.voltage[1], voltage[1, :1000].reshape(-1, 5).mean(axis=1))
    assert found.current.shape == (2, 200)
