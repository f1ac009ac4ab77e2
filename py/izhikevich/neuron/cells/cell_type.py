"""Definition of a cell type."""

from __future__ import annotations

from dataclasses import dataclass

from izhikevich.neuron.cells.experiment import Experiment


@dataclass(frozen=True, kw_only=True, repr=False)
class CellType(Experiment):
    """A type of neuron.

    Parameters
    ----------
    symbol : str
        Common abbreviation, such as "RS".
    family : str
        Origin of the numbers, such as "2003", "2007" or "Nengo"; a group of presets.
    """

    symbol: str
    family: str

    @property
    def title(self) -> str:
        """Abbreviation with the family, such as "FS (Nengo)"."""
        return f"{self.symbol} ({self.family})"

    @property
    def full_name(self) -> str:
        """Name with the family, such as "fast spiking (Nengo)"."""
        return f"{self.name} ({self.family})"
