"""Run exported PyTorch scripts; a program of an environment that has PyTorch.

``PYTHONPATH=py:site:. python tests/export/peer_pytorch.py tests/data/pytorch.json`` writes what the
tests compare. PyTorch is too large for them to install (half a gigabyte and more).
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from izhikevich.export import export

from tests.export.run_scripts import fired
from tests.export.trained_states import OWN, STATES, SURROGATES, code_of


def _short(found: dict[str, Any]) -> dict[str, Any]:
    """Return the results with few digits, and at most a hundred numbers of each gradient."""
    every = {name: np.asarray(gradient).ravel() for name, gradient in found["gradients"].items()}
    kept = {
        name: [float(f"{value:.9g}") for value in gradient[:: -(-gradient.size // 100)].tolist()]
        for name, gradient in every.items()
    }
    return {**found, "gradients": kept}


def main(file: str) -> None:
    """Run all scripts, and write what they leave."""
    found = []
    for state in (*STATES, *SURROGATES, *OWN):
        script = str(export(state, "pytorch").content)
        names: dict[str, Any] = {"__name__": "__main__"}
        exec(compile(script, "script", "exec"), names)
        found.append({"code": code_of(script), **_short(fired(names))})
    written = {
        "source": "PyTorch, run by tests/export/peer_pytorch.py",
        "version": version("torch"),
        "results": found,
    }
    Path(file).write_text(json.dumps(written), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
