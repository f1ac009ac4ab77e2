"""States of the Learning view that are exported with their weights, and what is kept of them."""

from __future__ import annotations

import hashlib
import re
from typing import Any

State = dict[str, Any]


def _state(preset: str, **values: Any) -> State:
    return {"view": "learning", "preset": preset, "values": values}


#: All resets, layers and losses; with and without a refractory time.
STATES: tuple[State, ...] = (
    _state("chosen_times", epochs=3, tau_ref=4.0),
    _state("chosen_times", epochs=4, reset="brainpy", dt=0.1, tau_ref=2.3),
    _state("delayed_xor", epochs=1, dt=1.0, reset="brainpy", surrogate="arctan", alpha=2.0),
    _state("delayed_xor", epochs=0, tau_ref=3.0),
    _state("chosen_times", epochs=2, reset="hard", surrogate="sigmoid", alpha=4.0, width=2.0),
    _state("raster", epochs=0),
    _state("digits", epochs=0, sample=3, tau_ref=2.0),
    _state("chosen_times", epochs=0, reset="subtract", dt=0.05),
)
#: The reader's own data: by currents, latencies and spike trains; one layer, and two.
OWN: tuple[State, ...] = (
    _state("own_data", epochs=1, hidden=10, duration=30.0),
    _state("own_data", epochs=1, encoding="latency", hidden=8, second=6, tau_ref=2.0),
    _state("own_data", epochs=1, data="sweeps", reset="brainpy", sample=3),
)
#: Every surrogate.
SURROGATES: tuple[State, ...] = tuple(
    _state("chosen_times", epochs=1, surrogate=name, alpha=1.5, width=1.2)
    for name in ("fast_sigmoid", "gaussian", "multi_gaussian", "straight_through", "true_step")
)


def code_of(script: str) -> str:
    """Return a fingerprint of a script without the numbers of its arrays, which may be rounded."""
    code = re.sub(r"^ +[-0-9][-0-9e., ]*\n", "", script, flags=re.MULTILINE)
    return hashlib.sha256(code.encode()).hexdigest()
