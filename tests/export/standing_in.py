"""Stands in for PyNN on one of several processes of MPI: it notes what is asked of each cell.

As in PyNN on NEST, cells belong to processes in turn by their numbers; a population runs through
those of its own process, has the length of the whole, and gives any of its cells by index. What
is done to a cell of another process has no effect here. Numbers are given to whatever is made, so
processes that make different things disagree about them: NEST stops or hangs then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np

#: What is asked of a cell: what, and the numbers.
Call = tuple[str, tuple[float, ...]]


class Cell(int):
    """A cell: its number."""

    local: bool


class Train:
    """When a cell fired."""

    def __init__(self, cell: Cell, index: int) -> None:
        self.annotations = {"source_index": index, "channel_id": int(cell)}
        self.times = np.array([1.0 + index + k for k in range(index % 3)])
        self.size = self.times.size

    def rescale(self, unit: str) -> SimpleNamespace:
        """Return the times, ms."""
        assert unit == "ms"
        return SimpleNamespace(magnitude=self.times)


class Process:
    """What one process of several sees of PyNN.

    Parameters
    ----------
    rank, size : int
        Number of the process, and how many there are.
    """

    def __init__(self, rank: int, size: int) -> None:
        self.rank, self.size = rank, size
        self.made = 0
        self.calls: dict[int, list[Call]] = {}
        self.setups: list[dict[str, Any]] = []

    def number(self) -> int:
        """Number a cell or a device."""
        self.made += 1
        return self.made

    def note(self, cell: int, what: str, numbers: Iterable[float]) -> None:
        """Note what is asked of a cell of this process."""
        if cell % self.size == self.rank:
            self.calls.setdefault(int(cell), []).append((what, tuple(map(float, numbers))))

    def module(self) -> ModuleType:
        """Return the module that a script of PyNN imports."""
        process = self
        sim: Any = ModuleType("pyNN.nest")

        class Population:
            def __init__(self, size: int, kind: dict[str, Any]) -> None:
                self.all_cells = [Cell(process.number()) for _ in range(size)]
                self.size = size
                self.node_collection = self.all_cells
                self.set(**kind)

            def __len__(self) -> int:
                return self.size

            def __getitem__(self, index: int) -> Cell:
                return self.all_cells[index]

            def __iter__(self) -> Iterator[Cell]:
                return iter([c for c in self.all_cells if c % process.size == process.rank])

            def id_to_index(self, cell: int) -> int:
                return self.all_cells.index(Cell(cell))

            def set(self, **values: Any) -> None:
                for name, value in values.items():
                    each = np.broadcast_to(value, self.size)
                    for cell, own in zip(self.all_cells, each, strict=True):
                        process.note(cell, name, [own])

            initialize = set

            def record(self, what: str) -> None:
                assert what == "spikes"

            def get_data(self) -> SimpleNamespace:
                """Return what this process has; the first gathers what all have."""
                mine = self.all_cells if process.rank == 0 else list(self)
                trains = [Train(cell, self.id_to_index(cell)) for cell in mine]
                return SimpleNamespace(segments=[SimpleNamespace(spiketrains=trains)])

        class Source:
            def __init__(self, **given: Any) -> None:
                process.number()
                self.given = given

            def inject_into(self, cells: Iterable[Cell]) -> None:
                for name, value in sorted(self.given.items()):
                    for cell in cells:
                        process.note(cell, name, np.ravel(value))

        def project(pre: Any, post: Any, listed: Any, synapse: str, receptor_type: str) -> None:
            assert synapse == "static"
            rows, names = listed
            assert names == ["weight", "delay"]
            for source, target, *numbers in rows:
                number = pre.all_cells[int(source)]
                process.note(post.all_cells[int(target)], receptor_type, [number, *numbers])

        def set_status(cells: list[Cell], values: dict[str, float]) -> None:
            for name, value in values.items():
                for cell in cells:
                    process.note(cell, name, [value])

        sim.Population = Population
        sim.Izhikevich = lambda **parameters: parameters
        sim.StepCurrentSource = sim.NoisyCurrentSource = Source
        sim.FromListConnector = lambda rows, column_names: (rows, column_names)
        sim.StaticSynapse = lambda: "static"
        sim.Projection = project
        sim.setup = lambda **given: process.setups.append(given)
        sim.rank = lambda: process.rank
        sim.run = sim.end = lambda *time: None
        sim.nest = SimpleNamespace(SetStatus=set_status, Simulate=sim.run)
        return sim  # type: ignore[no-any-return]
