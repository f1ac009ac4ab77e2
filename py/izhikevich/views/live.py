"""The contract of views that can run live: without an end, while the reader acts on what runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Protocol, TypeAlias

import numpy as np

from izhikevich.plots.style import Role
from izhikevich.transport import UNSET, SentAs, Unset
from izhikevich.views.mathml import Node
from izhikevich.views.part import Notice
from izhikevich.views.schema import Slider, Values
from izhikevich.views.state import State

#: What is painted goes to the page in single precision.
Floats: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
#: A role, whose value is the name of its colour.
AnyRole: TypeAlias = Annotated[Role, SentAs(str)]
#: Indices, as the page takes them.
Indices: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.int32]]


@dataclass(frozen=True)
class LiveQuantity:
    """A quantity that is painted.

    Parameters
    ----------
    name, unit : str
        Its symbol, and its unit.
    role : Role
    range : (float, float)
        Lowest and highest value that are visible.
    """

    name: str
    unit: str
    role: AnyRole
    range: tuple[float, float]


@dataclass(frozen=True)
class LivePlane:
    """A panel in which two quantities are painted against each other: their indices."""

    panel: str
    x: int
    y: int


@dataclass(frozen=True)
class LiveLevel:
    """A quantity that the reader drags.

    Parameters
    ----------
    quantity : int
        Its index.
    parameter : str
        Name of the parameter that this sets.
    offset : float
        Amount by which the quantity is larger than the parameter.
    """

    quantity: int
    parameter: str
    offset: float


@dataclass(frozen=True, kw_only=True)
class LiveScene:
    """What there is to see and to act on in a live run.

    Parameters
    ----------
    quantities : tuple of LiveQuantity
        Quantities in the order in which frames have them.
    panel : str
        Panel in which quantities are painted over time.
    traces : tuple of int
        The indices of these, from top to bottom.
    plane : LivePlane
    level : LiveLevel
    amplitude : Slider
        Range and step of the amplitude that the reader injects.
    initial : float
        Amplitude to begin with, in the unit of the level.
    window, pulse : float
        Length of time that is visible, and of a pulse, ms.
    """

    quantities: tuple[LiveQuantity, ...]
    panel: str
    traces: tuple[int, ...]
    plane: LivePlane
    level: LiveLevel
    amplitude: Slider
    initial: float
    window: float
    pulse: float


@dataclass(frozen=True, eq=False)
class LiveAnswer:
    """A view runs live.

    Parameters
    ----------
    state : State
        Normalised.
    values : dict
        A value for every parameter.
    notices : tuple of Notice
        What is not allowed, and what is used instead.
    fresh : bool
        Whether it is another run, rather than the same one with other values.
    scene : LiveScene
    modified : str
        What was changed of the preset, as in other answers.
    summary : str
        What runs, in a sentence.
    equations : tuple of Node
        The equations with the numbers of now.
    """

    state: State
    values: Values
    notices: tuple[Notice, ...]
    fresh: bool
    scene: LiveScene
    modified: str
    summary: str
    equations: tuple[Node, ...]


@dataclass(frozen=True)
class LiveCurve:
    """A curve of the plane, such as a nullcline; with the text that names it, if any."""

    role: AnyRole
    x: Floats
    y: Floats
    dashed: bool = False
    label: str = ""


@dataclass(frozen=True)
class LivePoint:
    """A point of the plane, such as an equilibrium."""

    x: float
    y: float
    shape: str
    filled: bool


@dataclass(frozen=True)
class LivePicture:
    """Everything in the plane that changes only with the current or with parameters."""

    curves: tuple[LiveCurve, ...]
    points: tuple[LivePoint, ...]


@dataclass(frozen=True, eq=False)
class LiveFrame:
    """The next piece of a live run.

    Parameters
    ----------
    end : float
        Time up to which it goes, ms since the run began.
    time : array, shape (n,)
        Times of the points, ms before `end`, in ascending order: negative numbers.
    values : tuple of arrays, shape (n,) each
        The quantities of the scene at these times.
    jumps : integer array
        Indices of points to which the state jumped, at spikes: no line leads there in the plane.
    picture : LivePicture, optional
        What is in the plane from now on, if that has changed.
    """

    end: float
    time: Floats
    values: tuple[Floats, ...]
    jumps: Indices
    picture: LivePicture | Unset = UNSET


@dataclass(frozen=True)
class LiveInputs:
    """What the reader does.

    Parameters
    ----------
    amplitude : float
        Amplitude that is injected, in the unit of the level.
    held : bool
        Whether it is injected as long as nothing else is said.
    pulses : int
        Number of pulses of that amplitude, which begin now.
    """

    amplitude: float
    held: bool = False
    pulses: int = 0


class LiveModel(Protocol):
    """A live run of a view."""

    def scene(self) -> LiveScene:
        """Return what there is to see and to act on."""
        ...

    def tune(self, prepared: object) -> None:
        """Let it continue with what the view has prepared of other values."""
        ...

    def summary(self) -> str:
        """Return a sentence on what runs."""
        ...

    def equations(self) -> tuple[Node, ...]:
        """Return the equations with the numbers of now."""
        ...

    def advance(self, duration: float, inputs: LiveInputs) -> LiveFrame:
        """Return the next piece, about as long as requested (ms).

        Raises
        ------
        SimulationError
            If the run cannot continue.
        """
        ...

    def measure(self, duration: float) -> Values:
        """Return the values of the view that run the last part (ms) again, as an ordinary run."""
        ...
