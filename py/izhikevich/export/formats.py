"""The registry of export formats."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from importlib.util import find_spec
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Literal

from izhikevich.errors import ParameterError, one_of
from izhikevich.links import write_link
from izhikevich.messages import msg
from izhikevich.progress import Progress, finish
from izhikevich.table import Table
from izhikevich.text import short_repr
from izhikevich.transport import LOCAL
from izhikevich.views import preparation
from izhikevich.views.registry import VIEWS, view_of
from izhikevich.views.state import written

if TYPE_CHECKING:
    from izhikevich.messages.translation import Translation

_WIDTH = 96  # characters of a line of comment
#: A web address up to "#", of characters that are safe in comments of all formats.
_ADDRESS = re.compile(r"https?://[\w.~:/?&=%+,;@\[\]-]*", re.ASCII)
#: How to get the package, for those who have only a file.
INSTALL = "To install the package izhikevich: pip install . in the folder of its source code."


@dataclass(frozen=True)
class Format:
    """A kind of file.

    Parameters
    ----------
    name : str
        Name in code and links.
    title : str
        Name for the reader.
    suffix : str
        Suffix of the file's name.
    mime : str
        Type of the content.
    help : str
        One or two sentences on the purpose of the file.
    views : tuple of str
        Names of the views that can be written in this format.
    module : str
        Module of this package with ``write(asked, **options) -> Exported``, or, if it `computes`,
        ``writing``, a generator of `Progress` that returns it.
    options : tuple of str
        Names of the options that `export` takes with it.
    kind : str
        Contents: "script" for what a state requests; "panel" or "run" for what is computed from it.
    of_run : bool
        Whether a script contains what is computed as well, such as trained weights.
    """

    name: str
    title: str
    suffix: str
    mime: str = field(metadata=LOCAL)
    help: str
    views: tuple[str, ...]
    module: str = field(metadata=LOCAL)
    options: tuple[str, ...] = field(default=(), metadata=LOCAL)
    kind: Literal["script", "panel", "run"] = "script"
    of_run: bool = field(default=False, metadata=LOCAL)

    @property
    def computes(self) -> bool:
        """Whether it contains data computed from a state, and not only the state."""
        return self.of_run or self.kind != "script"


@dataclass(frozen=True)
class Impossible:
    """A kind of file that cannot hold these models.

    Parameters
    ----------
    name, title : str
        Name in code, and for the reader.
    views : tuple of str
        Names of the views in which it may be looked for.
    help : str
        Why it cannot, and what can.
    """

    name: str
    title: str
    views: tuple[str, ...]
    help: str


@dataclass(frozen=True)
class ExportRequest:
    """A request to write a state that has been read.

    Parameters
    ----------
    format : Format
    view, preset, title : str
        Names of the view and of the preset from which it starts, and the preset's title.
    values : mapping
        A value for every parameter.
    prepared : object
        Result of the view's ``prepare``.
    state : mapping
        The normalised state.
    link : str
        The link that opens it: ``#view?...``, after the address of the page if that is known.
    notes : tuple of str
        What could not be read, and what is used instead.
    address : str
        Address of the page, if known.
    speech : Translation, optional
        To the language of files for readers.
    """

    format: Format
    view: str
    preset: str
    title: str
    values: Mapping[str, Any]
    prepared: Any
    state: Mapping[str, Any]
    link: str
    notes: tuple[str, ...]
    address: str = ""
    speech: Translation | None = None


@dataclass(frozen=True)
class Exported:
    """A written file.

    Parameters
    ----------
    content : str or bytes
        Text must be stored as UTF-8.
    filename : str
        Suggested file name.
    mime : str
        Type of the content.
    notes : tuple of str
        What the format cannot express, and faults of the state. They are also written into the
        file, if it can hold comments.
    """

    content: str | bytes
    filename: str
    mime: str
    notes: tuple[str, ...] = ()

    __repr__ = short_repr


def _views_with(package: str) -> tuple[str, ...]:
    """Return the views that have a module in a package of `izhikevich.export`."""
    return tuple(name for name in VIEWS if find_spec(f"izhikevich.export.{package}.{name}"))


#: Formats that cannot hold these models, by name.
IMPOSSIBLE: Mapping[str, Impossible] = {
    one.name: one
    for one in (
        Impossible(
            name="nir",
            title="NIR",
            views=("learning",),
            help=msg(
                "NIR (1.0) knows no Izhikevich neurons, only integrate-and-fire ones, and its "
                "readers refuse any other; trained networks can be written for BrainPy and PyTorch"
            ),
        ),
    )
}
_ALL = tuple(VIEWS)
#: Views for which there is a script with this package.
_WITH_SCRIPT = _views_with("recipes")

#: All formats by name, in the order in which they are offered.
FORMATS: Mapping[str, Format] = Table(
    "format",
    {
        one.name: one
        for one in (
            Format(
                name="python",
                title="Python script",
                suffix=".py",
                mime="text/x-python",
                help="Uses this package; gives the same spikes as shown here.",
                views=_WITH_SCRIPT,
                module="python_script",
            ),
            Format(
                name="notebook",
                title="Jupyter notebook",
                suffix=".ipynb",
                mime="application/x-ipynb+json",
                help="The same as the Python script, with a plot.",
                views=_WITH_SCRIPT,
                module="notebook",
            ),
            Format(
                name="numpy",
                title="NumPy script",
                suffix="_numpy.py",
                mime="text/x-python",
                help="Needs only numpy and matplotlib, and explains the model and the algorithm; "
                "gives the same spikes as shown here.",
                views=("neuron", "network"),
                module="numpy_script",
                options=("neurons",),
            ),
            Format(
                name="brian2",
                title="Brian2 script",
                suffix="_brian2.py",
                mime="text/x-python",
                help="The same equations, steps and synapses in Brian2.",
                views=("neuron", "network"),
                module="brian2",
            ),
            Format(
                name="nest",
                title="NEST script",
                suffix="_nest.py",
                mime="text/x-python",
                help="Connects by NEST's own rules, for any number of neurons: on threads, and on "
                "many machines by mpirun. Rates agree with those shown here, single spikes do not.",
                views=("network",),
                module="nest",
            ),
            Format(
                name="pynn",
                title="PyNN script",
                suffix="_pynn.py",
                mime="text/x-python",
                help="For NEST, Brian2 or NEURON, chosen on the command line; on NEST also over "
                "many machines.",
                views=("neuron", "network"),
                module="pynn",
            ),
            Format(
                name="neuroml",
                title="NeuroML 2",
                suffix="_neuroml.zip",
                mime="application/zip",
                help="A NeuroML model and the LEMS file that simulates it, for pyNeuroML, PyLEMS "
                "and other tools that read them.",
                views=("neuron", "network"),
                module="neuroml",
            ),
            Format(
                name="network",
                title="Network (JSON)",
                suffix="_network.json",
                mime="application/json",
                help="The laws of the network, row by row, for this page, the package and its "
                "command.",
                views=("network",),
                module="network_description",
            ),
            Format(
                name="nengo",
                title="Nengo script",
                suffix="_nengo.py",
                mime="text/x-python",
                help="The same neurons, connections and decoders in Nengo, which then gives the "
                "same spikes as shown here.",
                views=("ensemble",),
                module="nengo",
            ),
            Format(
                name="brainpy",
                title="BrainPy script",
                suffix="_brainpy.py",
                mime="text/x-python",
                help="The trained network with BrainPy's layers, and the surrogate, the loss and "
                "the sample shown.",
                views=("learning",),
                module="brainpy",
                of_run=True,
            ),
            Format(
                name="pytorch",
                title="PyTorch script",
                suffix="_pytorch.py",
                mime="text/x-python",
                help="The trained network as modules that go step by step, as snnTorch's do, with "
                "the surrogate, the loss and the sample shown.",
                views=("learning",),
                module="pytorch",
                of_run=True,
            ),
            Format(
                name="weights",
                title="Trained weights (NPZ)",
                suffix="_weights.npz",
                mime="application/octet-stream",
                help="To continue with them: of your own data they can be opened here and in "
                "Python, of ready-made tasks in Python.",
                views=("learning",),
                kind="run",
                module="weights",
            ),
            *(
                Format(
                    name=f"parameters_{name}",
                    title="Fitted parameters",
                    suffix=suffix,
                    mime=mime,
                    help="The best set, with units and the ranges of sets that are about as good.",
                    views=("fit",),
                    module="fitted",
                    kind="run",
                )
                for name, suffix, mime in (
                    ("text", "_parameters.txt", "text/plain"),
                    ("csv", "_parameters.csv", "text/csv"),
                    ("json", "_parameters.json", "application/json"),
                )
            ),
            Format(
                name="report",
                title="Report",
                suffix="_report.svg",
                mime="image/svg+xml",
                help="Model over recording, verdict, parameters and caveats, on one page.",
                views=("fit",),
                kind="run",
                module="fitted",
            ),
            Format(
                name="csv",
                title="Data of a plot (CSV)",
                suffix=".csv",
                mime="text/csv",
                help="The numbers of one plot, with units: for spreadsheets and other programs. "
                "Several tables come in a ZIP archive.",
                views=_ALL,
                module="csv",
                options=("panel",),
                kind="panel",
            ),
            Format(
                name="npz",
                title="The whole run (NPZ)",
                suffix=".npz",
                mime="application/octet-stream",
                help="Spikes, time courses, parameters and the numbers of the plots, for "
                "numpy.load.",
                views=_ALL,
                module="npz",
                options=("panel",),
                kind="run",
            ),
        )
    },
)


def export(state: Mapping[str, Any], name: str, *, address: str = "", **options: Any) -> Exported:
    """Write a state as a file.

    Parameters
    ----------
    state : mapping
        As for ``izhikevich.app.respond``: with an existing view and preset. Faults of its values
        become notes, and the preset's value is used.
    name : str
        One of `FORMATS`.
    address : str
        Where the explorer is on the web, "https://…", for the link in the file.
    **options
        Options of the format.

    Returns
    -------
    Exported

    Raises
    ------
    ParameterError
        If `state` is not a state, or its view or preset does not exist; if there is no such format
        or option, or the format does not have the state's view.
    """
    return finish(exporting(state, name, address=address, **options))


def exporting(
    state: Mapping[str, Any],
    name: str,
    *,
    address: str = "",
    speech: Translation | None = None,
    **options: Any,
) -> Generator[Progress, None, Exported]:
    """Write a state as a file, as `export` does, with progress reports."""
    if isinstance(name, str) and name in IMPOSSIBLE:
        raise ParameterError("name", name, IMPOSSIBLE[name].help)
    if not isinstance(name, str) or name not in FORMATS:
        raise ParameterError("name", name, one_of(name, FORMATS))
    form = FORMATS[name]
    for option in options:
        if option not in form.options:
            known = ", ".join(form.options) or msg("none")
            raise ParameterError(
                option,
                options[option],
                msg("options of {name} are {known}", name=name, known=known),
            )
    asked = yield from reading(state, form, address)
    return (yield from writing(replace(asked, speech=speech), **options))


def writing(asked: ExportRequest, **options: Any) -> Generator[Progress, None, Exported]:
    """Write a state that has been read, with progress reports."""
    module = import_module(f"izhikevich.export.{asked.format.module}")
    made: Exported
    if asked.format.computes:
        made = yield from module.writing(asked, **options)
    else:
        made = module.write(asked, **options)
    return made


def address_of(link: str) -> str:
    """Return the address in a link; "" if it contains no web address."""
    found = _ADDRESS.match(link.strip())
    return found[0] if found else ""


def read(state: Mapping[str, Any], form: Format, address: str = "") -> ExportRequest:
    """Read a state that is to be written."""
    return finish(reading(state, form, address))


def reading(
    state: Mapping[str, Any], form: Format, address: str = ""
) -> Generator[Progress, None, ExportRequest]:
    """Do what `read` does, with progress reports: networks are built."""
    if address and (not isinstance(address, str) or address_of(address) != address):
        raise ParameterError("address", address, 'must begin with "https://" and have no "#"')
    check_view(view_of(state).name, form)
    view, request, prepared = yield from preparation.reading(state)
    normal = written(view, request)
    return ExportRequest(
        format=form,
        view=view.name,
        preset=request.preset.name,
        title=request.preset.title,
        values=request.values,
        prepared=prepared,
        state=normal,
        link=f"{address}{write_link(normal)}",
        notes=tuple(notice.text for notice in request.notices),
        address=address,
    )


def check_view(view: str, form: Format) -> None:
    """Raise `ParameterError` if a format does not have a view."""
    if view not in form.views:
        allowed = msg(
            "{title} is available for {names}", title=msg(form.title), names=", ".join(form.views)
        )
        raise ParameterError("view", view, allowed)


def exported(asked: ExportRequest, content: str | bytes, notes: Iterable[str] = ()) -> Exported:
    """Return the file of a state, with the notes of the format after those of the state."""
    form = asked.format
    every_note = (*asked.notes, *notes)
    return Exported(content, f"{asked.preset}{form.suffix}", form.mime, every_note)


def comment(text: str, mark: str = "# ") -> str:
    """Write a text as lines of comment."""
    lines = wrap(text, _WIDTH - len(mark), break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"{mark}{line}" for line in lines)
