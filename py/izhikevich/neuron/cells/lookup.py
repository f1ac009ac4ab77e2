"""A cell wherever one is wanted: its parameters, a cell type or pattern, or the name of one."""

from __future__ import annotations

from typing import TypeAlias

from izhikevich.errors import ParameterError
from izhikevich.neuron.cells.cell_type import CellType
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.cells.experiment import Experiment
from izhikevich.neuron.cells.patterns import PATTERNS, Pattern
from izhikevich.neuron.parameters import Parameters
from izhikevich.table import Table

#: All cells that have a name, by key.
EXPERIMENTS: Table[Pattern | CellType] = Table("pattern or cell type", {**PATTERNS, **CELL_TYPES})
#: The forms in which functions take a cell.
Cell: TypeAlias = Parameters | Experiment | str


def parameters_of(cell: Cell, name: str = "cell") -> Parameters:
    """Return the parameters of a cell.

    Parameters
    ----------
    cell : Parameters, CellType, Pattern or str
        A text is a key ("RS"), a name ("chattering") or a title ("FS (Nengo)") of `CELL_TYPES` or
        `PATTERNS`. What several are called is the first of them: "fast spiking" is the cell of the
        2003 paper, not Nengo's.
    name : str
        The parameter as the caller has it, for the error.

    Raises
    ------
    ParameterError
        If it is none of these; the message suggests what may have been meant.
    """
    if isinstance(cell, Parameters):
        return cell
    if isinstance(cell, Experiment):
        return cell.parameters
    if not isinstance(cell, str):
        allowed = 'must be Parameters(…), a cell type, or the name of one, such as "RS"'
        raise ParameterError(name, cell, allowed)
    found = EXPERIMENTS.named(cell)
    if found is None:
        raise ParameterError(name, cell, EXPERIMENTS.allowed(cell))
    return found.parameters
