"""A copy of the package with a cell type, a stimulus and two views more: a Python file for each."""

from __future__ import annotations

import shutil
from pathlib import Path

import izhikevich

PACKAGE = Path(izhikevich.__file__).parent
VIEW = Path(__file__).with_name("example_view.py")
PLAIN = Path(__file__).with_name("plain_view.py")

_CELL = """_CELLS_2003 = (
    _cell_2003(
        "XB",
        "example bursting",
        (0.03, 0.2, -48, 1.5),
        (-70, 200),
        "halfwave(12,20)",
        "It bursts at each half-wave.",
    ),
"""
_STIMULUS = '''

@dataclass(frozen=True)
class HalfWave(Stimulus):
    """The positive half-waves of a sine.

    Parameters
    ----------
    amplitude : float
        Peak.
    frequency : float
        Hz.
    """

    amplitude: float
    frequency: float = 10.0
    NAME: ClassVar[str] = "halfwave"

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the current at the times `t` (ms)."""
        return np.maximum(self.amplitude * sine_of_turns(self.frequency * t * 0.001), 0.0)

    def source(self) -> str:
        """Return `sample` as numpy source."""
        wave = f"np.sin(2.0 * np.pi * {self.frequency!r} * times * 0.001)"
        return f"np.maximum({self.amplitude!r} * {wave}, 0.0)"
'''


def copy_with_additions(folder: Path) -> list[Path]:
    """Copy the package into a folder and add to it; return the files that were touched."""
    package = folder / "izhikevich"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    cells = package / "neuron" / "cells.py"
    source = cells.read_text(encoding="utf-8")
    cells.write_text(source.replace("_CELLS_2003 = (\n", _CELL, 1), encoding="utf-8")
    waves = package / "neuron" / "stimulus_waves.py"
    waves.write_text(waves.read_text(encoding="utf-8") + _STIMULUS, encoding="utf-8")
    views = []
    for source_file in (VIEW, PLAIN):
        name = source_file.stem.removesuffix("_view")
        views.append(package / "views" / name / "__init__.py")
        views[-1].parent.mkdir()
        shutil.copyfile(source_file, views[-1])
    return [cells, waves, *views]
