"""The neurons of ensembles: Nengo's six, and any other of this package."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from izhikevich.neuron.cells.cell_type import CellType
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameter_table import LIMITS
from izhikevich.neuron.parameters import Parameters
from izhikevich.table import Table
from izhikevich.units import number

#: Currents below this many times C are raised to it before a step, as in Nengo: with a step of 1 ms
#: very low currents make the equations unstable. mV/ms.
LOWEST_CURRENT = -30.0


@dataclass(frozen=True)
class IzhikevichNeurons:
    """Neurons with the names and defaults of `nengo.Izhikevich`.

    Parameters
    ----------
    tau_recovery : float
        Rate of the recovery variable (a of the published model), 1/ms. Above 0.
    coupling : float
        Sensitivity of the recovery variable to the voltage (b), 1/ms. At least 0.
    reset_voltage : float
        Voltage after a spike (c), mV.
    reset_recovery : float
        Jump of the recovery variable at a spike (d), mV/ms.

    Raises
    ------
    ParameterError
        If a value is out of range.

    Notes
    -----
    Source: Nengo 4.1.0, class `Izhikevich`.
    """

    tau_recovery: float = 0.02
    coupling: float = 0.2
    reset_voltage: float = -65.0
    reset_recovery: float = 8.0

    def __post_init__(self) -> None:
        """Check the fields."""
        self._set("tau_recovery", "1/ms", 0.0, LIMITS["a"][1], open_=True)
        self._set("coupling", "1/ms", 0.0, LIMITS["b"][1])
        self._set("reset_voltage", "mV", LIMITS["c"][0], 30.0, high_open=True)
        self._set("reset_recovery", "mV/ms", *LIMITS["d"])

    def _set(
        self,
        name: str,
        unit: str,
        low: float = -inf,
        high: float = inf,
        *,
        open_: bool = False,
        high_open: bool = False,
    ) -> None:
        value = number(
            getattr(self, name), name, unit, low=low, high=high, low_open=open_, high_open=high_open
        )
        object.__setattr__(self, name, value)

    @property
    def parameters(self) -> Parameters:
        """The same neuron with the published names."""
        return Parameters(
            a=self.tau_recovery, b=self.coupling, c=self.reset_voltage, d=self.reset_recovery
        )


#: The cell types named in Nengo's documentation: three of the 2003 paper, three of its own.
CELLS: Table[CellType] = Table(
    "cell type",
    {
        key: CELL_TYPES.get(f"{key}_Nengo", CELL_TYPES[key])
        for key in ("RS", "IB", "CH", "FS", "LTS", "RZ")
    },
)


def _with_names(p: Parameters) -> IzhikevichNeurons:
    return IzhikevichNeurons(p.a, p.b, p.c, p.d)


#: Their numbers, with Nengo's names.
NEURONS: Table[IzhikevichNeurons] = Table(
    "kind of neurons", {key: _with_names(cell.parameters) for key, cell in CELLS.items()}
)


def as_neurons(value: IzhikevichNeurons | Cell) -> Parameters:
    """Return the parameters of neurons.

    Parameters
    ----------
    value : IzhikevichNeurons, Parameters, CellType or str
        A text is the name of a cell: "FS" is that of the 2003 paper, as everywhere; Nengo's is
        "FS_Nengo", or ``NEURONS["FS"]``.

    Raises
    ------
    ParameterError
        If it is none of these.
    """
    if isinstance(value, IzhikevichNeurons):
        return value.parameters
    return parameters_of(value, "neurons")
