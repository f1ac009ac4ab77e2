"""The fitted neuron in the Neuron view."""

from __future__ import annotations

from izhikevich.fitting.fit import Fit
from izhikevich.fitting.steps import find_step
from izhikevich.links import write_link
from izhikevich.views.fit.declaration import RECORDING as FITTED
from izhikevich.views.neuron.opening import closest
from izhikevich.views.neuron.recorded import RECORDED, RECORDING, SWEEP
from izhikevich.views.opening import normal
from izhikevich.views.registry import VIEWS
from izhikevich.views.schema import Values

_DIGITS = 6
_DT = 0.1  # ms


def neuron_link(found: Fit, sweep: int, recorded: Values | None = None) -> str:
    """Return the link to the fitted neuron, with the step of one sweep, if it had one.

    Parameters
    ----------
    found : Fit
    sweep : int
    recorded : dict, optional
        Values that describe the recording, which then lies beneath the trace; a current that is no
        step is injected as it was recorded.
    """
    p, recording = found.parameters, found.recording
    duration = recording.duration
    v0 = float(f"{found.sweeps[sweep].voltage[0]:.{_DIGITS}g}")
    u0 = float(f"{p.b * (v0 - p.drive.origin):.{_DIGITS}g}")
    others: Values = {"dt": _DT, "method": "accurate", "duration": _rounded(duration)}
    step = find_step(recording)
    if step is not None:
        level, width = float(step.amplitudes[sweep]), step.stop - step.start
        parts = [_rounded(number) for number in (level, step.start, width)]
        others["stimulus"] = f"pulse({','.join(f'{part:g}' for part in parts)})"
        others["I"] = _rounded(float(step.holding[sweep]))
    if recorded is not None:
        others |= {SWEEP: float(sweep)} | {
            RECORDING if name == FITTED else name: value for name, value in recorded.items()
        }
        if step is None:
            others["stimulus"] = RECORDED
    state = normal(VIEWS["neuron"](), "RS_2007", closest(p, v0, u0, **others).values)
    assert state is not None, others
    return write_link({**state, "view": "neuron"})


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}") + 0.0
