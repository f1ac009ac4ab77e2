"""Run scripts one after the other in a tool's own environment, and write what fired.

``run_scripts.py RESULT.json JOBS.json``; a job is a list: a script and its arguments.
"""

from __future__ import annotations

import importlib.util
import json
import runpy
import sys
import traceback
from pathlib import Path
from typing import Any

import numpy as np


def main(result: str, jobs: str) -> None:
    """Run all; a job that fails leaves its traceback."""
    found: list[Any] = []
    for script, *arguments in json.loads(Path(jobs).read_text(encoding="utf-8")):
        sys.argv = [script, *arguments]
        _begin()
        try:
            found.append(fired(runpy.run_path(script, run_name="__main__")))
        except Exception:
            found.append(traceback.format_exc())
    Path(result).write_text(json.dumps(found), encoding="utf-8")


def _begin() -> None:
    """Forget what an earlier script made."""
    if importlib.util.find_spec("brian2"):
        import brian2  # type: ignore[import-not-found,unused-ignore]

        brian2.start_scope()
        brian2.prefs.core.default_float_dtype = np.float64


def fired(names: dict[str, Any]) -> dict[str, Any]:
    """Return spike times, and the neurons of a network, of what a script leaves.

    A script of a trained network leaves its loss and the gradients as well; one that leaves
    `samples` is of a test, which compares these.
    """
    if "gradients" in names:
        return {
            "times": np.asarray(names["spike_times"]).tolist(),
            "neurons": np.asarray(names["spike_neurons"]).tolist(),
            "loss": names["loss"].item(),
            "gradients": {k: np.asarray(g).tolist() for k, g in names["gradients"].items()},
        }
    if "samples" in names:
        return {name: np.asarray(values).tolist() for name, values in names["samples"].items()}
    if "spike_times" in names:
        return {"times": np.asarray(names["spike_times"]).tolist()}
    return {
        name: {"times": np.asarray(times).tolist(), "neurons": np.asarray(neurons).tolist()}
        for name, (times, neurons) in names["spikes"].items()
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
