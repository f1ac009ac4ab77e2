"""What a model does not do is said where the residuals show it, and only there."""

from __future__ import annotations

from dataclasses import replace

import izhikevich as izh
import numpy as np
import pytest
from izhikevich.fitting import Recording, SweepVerdict, step_current
from izhikevich.fitting.residuals import residuals
from izhikevich.fitting.verdict import judged, solver

from .recordings import DT, planted

START, STOP, DURATION = 100.0, 500.0, 600.0
STEPS = (60.0, 100.0, 140.0, 180.0, 220.0)


def silent(amplitudes: tuple[float, ...]) -> Recording:
    """Return a cell that has not been asked."""
    t = np.arange(0.0, DURATION, DT)
    current = step_current(t, START, STOP, amplitudes)
    return Recording(t, np.full(current.shape, -60.0), current)


def verdicts(cell: tuple[int, ...], model: tuple[int, ...]) -> list[SweepVerdict]:
    """Return verdicts on sweeps in which cell and model fire so many spikes, regularly."""
    t, found = np.arange(0.0, DURATION, DT), []
    for k, (recorded, own) in enumerate(zip(cell, model, strict=True)):
        one, other = (np.linspace(START + 5.0, STOP - 5.0, n) for n in (recorded, own))
        v = np.full(t.size, -60.0)
        found.append(SweepVerdict(k, False, one, other, t, v, 0.0, 0.0, 1.0))
    return found


def said(
    cell: tuple[int, ...], model: tuple[int, ...], amplitudes: tuple[float, ...] = STEPS
) -> list[str]:
    recording = silent(amplitudes)
    return [*residuals(recording, recording.spikes(), verdicts(cell, model))]


def test_a_curve_that_bends_more() -> None:
    (text,) = said((20, 44, 62, 75, 81), (20, 50, 62, 73, 87))
    assert "f–I curve bends more" in text
    assert "at steps of 100, 180 and 220 pA the cell fires 44, 75, 81 spikes" in text
    assert text.endswith("the model 50, 73, 87.")


@pytest.mark.parametrize(
    ("cell", "model"),
    [
        ((20, 44, 62, 75, 81), (20, 44, 62, 75, 81)),
        ((20, 44, 62, 75, 81), (21, 43, 63, 74, 83)),  # within what is good
        ((20, 40, 60, 80, 100), (22, 44, 66, 88, 110)),  # steeper, and as straight
        ((20, 44, 62, 75, 81), (23, 47, 65, 78, 84)),  # as bent, further up
        ((20, 40, 60, 80, 100), (20, 46, 66, 84, 100)),  # the model's bends more
        ((2, 4, 5, 6, 7), (2, 4, 4, 6, 8)),  # few spikes tell nothing
    ],
)
def test_a_curve_that_does_not(cell: tuple[int, ...], model: tuple[int, ...]) -> None:
    assert not said(cell, model)


def test_the_order_of_sweeps_does_not_matter() -> None:
    (text,) = said((81, 44, 20, 75, 62), (87, 50, 20, 73, 62), (220.0, 100.0, 60.0, 180.0, 140.0))
    assert "100, 180 and 220 pA" in text
    assert not said((44, 62, 44), (50, 55, 50), (100.0, 100.0, 100.0))


def test_sweeps_that_the_current_did_not_reach_tell_nothing() -> None:
    recording, found = silent(STEPS), verdicts((20, 44, 62, 75, 81), (20, 50, 62, 73, 87))
    assert [*residuals(recording, [], [replace(found[0], answered=False), *found[1:]])]
    lost = [*found[:2], *(replace(one, answered=False) for one in found[2:])]
    assert not [*residuals(recording, [], lost)]


def beside(cell: str, model: str, amplitudes: tuple[float, ...], noise: float = 0.0) -> list[str]:
    """Return what is said about one cell as the model of another."""
    recording = planted(cell, amplitudes, noise)
    spikes = recording.spikes()
    found = judged(solver(izh.CELL_TYPES[model].parameters, recording), recording, spikes)
    return [*residuals(recording, spikes, found)]


def test_a_sag_that_the_model_lacks() -> None:
    texts = beside("RTN_2007", "RS_2007", (-200.0,), noise=0.3)
    assert any("200 pA the cell's voltage sags back by" in one for one in texts)


def test_another_rest() -> None:
    recording = planted(amplitudes=(60.0, 200.0))
    higher = Recording(recording.t + 7.0, recording.voltage + 4.0, recording.current)
    same = judged(
        solver(izh.CELL_TYPES["RS_2007"].parameters, recording), recording, recording.spikes()
    )
    assert [*residuals(higher, [], same)] == [
        "Before the step the model rests at -60 mV, the cell at -56 mV."
    ]
    assert not [*residuals(recording, [], same)]


def test_a_burst_that_the_model_lacks() -> None:
    texts = beside("IB_2007", "MSN_2007", (500.0,))
    assert any("In sweep 0 the cell begins with a burst" in one for one in texts)


@pytest.mark.parametrize("cell", ["RS_2007", "IB_2007", "CH_2007", "TC_2007", "FS_2007"])
def test_a_model_that_is_the_cell_lacks_nothing(cell: str) -> None:
    assert not beside(cell, cell, (-200.0, 200.0, 300.0, 400.0, 500.0), noise=0.3)
