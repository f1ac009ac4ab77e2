"""A copy of the package with a cell type, a stimulus, a panel and two views more: a file each."""

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
    PROPORTIONAL: ClassVar[tuple[str, ...]] = ("amplitude",)

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the current at the times `t` (ms)."""
        return np.maximum(self.amplitude * sine_of_turns(self.frequency * t * 0.001), 0.0)

    def source(self) -> str:
        """Return `sample` as numpy source."""
        wave = f"np.sin(2.0 * np.pi * {self.frequency!r} * times * 0.001)"
        return f"np.maximum({self.amplitude!r} * {wave}, 0.0)"
'''
_PANEL = '''"""Each interval between spikes against the next one."""

from __future__ import annotations

import numpy as np

from izhikevich.plots.spec import Axis, Pane, Plot, Points, Quantity, Rule, empty, padded
from izhikevich.plots.style import Role
from izhikevich.views.schema import Panel
from izhikevich.views.neuron.run import Run


def build(run: Run) -> Plot:
    """Return the return map of the run's intervals."""
    if run.trace is None or run.trace.n_spikes < 3:
        return empty("A return map needs three spikes.")
    intervals = np.diff(run.trace.spike_times)
    ends = padded(float(intervals.min()), float(intervals.max()))
    this, following = (Quantity(name, "ms", ".1f") for name in ("interval n", "interval n + 1"))
    points = Points(name="intervals", role=Role.VOLTAGE, x=intervals[:-1], y=intervals[1:])
    diagonal = Rule(role=Role.FAINT, x=ends, y=ends, dash="dot")
    x, y = Axis(this, range=ends), Axis(following, range=ends)
    return Plot(panes=[Pane(x=x, y=y, series=[points], marks=[diagonal], equal=True)])


PANEL = Panel(
    name="return_map",
    title="Return map",
    help="Each interval between spikes against the next one.",
    place="extra",
    on_demand=True,
    quick=True,
    build=build,
)
'''


def copy_with_additions(folder: Path) -> list[Path]:
    """Copy the package into a folder and add to it; return the files that were touched."""
    package = folder / "izhikevich"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    cells = package / "neuron" / "cells" / "cell_types.py"
    source = cells.read_text(encoding="utf-8")
    cells.write_text(source.replace("_CELLS_2003 = (\n", _CELL, 1), encoding="utf-8")
    waves = package / "neuron" / "stimuli" / "waves.py"
    waves.write_text(waves.read_text(encoding="utf-8") + _STIMULUS, encoding="utf-8")
    panel = package / "views" / "neuron" / "panels" / "return_map.py"
    panel.write_text(_PANEL, encoding="utf-8")
    views = []
    for source_file in (VIEW, PLAIN):
        name = source_file.stem.removesuffix("_view")
        views.append(package / "views" / name / "__init__.py")
        views[-1].parent.mkdir()
        shutil.copyfile(source_file, views[-1])
    return [cells, waves, panel, *views]
