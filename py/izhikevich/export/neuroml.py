"""NeuroML 2: a model, and a LEMS file that simulates it, in one archive."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import SimpleNamespace

from izhikevich.errors import ParameterError
from izhikevich.export.fine import fine_step
from izhikevich.export.formats import FORMATS, Exported, ExportRequest, exported
from izhikevich.export.laws import is_plain
from izhikevich.export.neuroml_cells import make_cell
from izhikevich.export.neuroml_inputs import generators, has_held, quantity
from izhikevich.export.neuroml_networks import Written, write_network
from izhikevich.messages import Message, Number, msg
from izhikevich.network.network import Network
from izhikevich.neuron.recovery import LinearDrive
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.text import visible
from izhikevich.views.neuron.run import Run

#: Definitions provided by simulators of NeuroML.
_CORE = ("Cells.xml", "Networks.xml", "Simulation.xml")


@dataclass(frozen=True)
class _Model:
    """Contents of the two files.

    Parameters
    ----------
    parts : tuple of str
        Cells and inputs that NeuroML has.
    own : tuple of str
        Types, and components of these types, that are missing in NeuroML.
    network : str
        The network made of them.
    columns : mapping
        Paths of the quantities recorded in every step, by name.
    neurons : tuple of str
        Paths of the neurons whose spikes are recorded.
    duration, step : float
        Length of the run and time step, ms.
    notes : tuple of Message
    """

    parts: tuple[str, ...]
    own: tuple[str, ...]
    network: str
    columns: Mapping[str, str]
    neurons: Sequence[str]
    duration: float
    step: float
    notes: tuple[Message, ...]


def write(asked: ExportRequest) -> Exported:
    """Return the archive."""
    model = _MAKERS[asked.view](asked)
    name = asked.preset
    files = {
        f"{name}.nml": _document(asked, model),
        f"LEMS_{name}.xml": _simulation(asked, model),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))  # the same state, the same bytes
            archive.writestr(entry, text.encode(), zipfile.ZIP_DEFLATED)
    return exported(asked, packed.getvalue(), model.notes)


def network(net: Network, duration: float) -> tuple[bytes, tuple[Message, ...]]:
    """Return the archive of a network made in Python, and its notes.

    Raises
    ------
    ParameterError
        If it has cells that NeuroML's simple Izhikevich cell is not.
    """
    for p in net.populations:
        if not is_plain(p) or p.silent:
            raise ParameterError(
                "network",
                p.name,
                msg("networks in NeuroML have cells of the form of 2003 with its quadratic"),
            )
    session = SimpleNamespace(net=net)
    asked = ExportRequest(
        format=FORMATS["neuroml"],
        view="network",
        preset="network",
        title="a network",
        values={"duration": duration},
        prepared=SimpleNamespace(session=session, duration=duration),
        state={},
        link="izhikevich.export.network",
        notes=(),
    )
    made = write(asked)
    assert isinstance(made.content, bytes)
    return made.content, made.notes  # type: ignore[return-value]


def _neuron(asked: ExportRequest) -> _Model:
    run: Run = asked.prepared
    p = run.parameters
    cell = make_cell(p, run.v0, run.u0, "cell")
    step = run.dt
    notes: list[Message] = []
    if cell.reason:
        notes.append(
            msg(
                "NeuroML's own Izhikevich cells do not have {rules}: the LEMS file defines a type "
                "of cell that does. Simulators that read LEMS accept it; others do not.",
                rules=cell.reason,
            )
        )
    if run.scheme == "accurate":
        step, difference = fine_step(run)
        notes.append(
            msg(
                "LEMS simulators choose how to integrate, most of them by Euler's method: the step "
                "is {step} ms, to come close to the accurate scheme.",
                step=Number(step, form="g"),
            )
        )
        notes += [difference] if difference else []
    elif run.scheme == "forward" and not isinstance(p.drive, LinearDrive):
        notes.append(
            msg(
                "Here the new voltage selects the branch of the drive of u, as in the published "
                "code; LEMS simulators use the old one. Spikes may differ by a few steps."
            )
        )
    elif run.scheme != "forward":
        step = SCHEMES[run.scheme].step_of_v(run.dt)
        notes.append(
            msg(
                "The scheme '{scheme}' cannot be written: LEMS simulators choose how to integrate, "
                "most of them by Euler's method, v and u together, here with steps of {step} ms. "
                "Spike times differ slightly; what exists only with this scheme is lost.",
                scheme=msg(SCHEMES[run.scheme].title),
                step=Number(step, form="g"),
            )
        )
    stop = run.duration + run.dt  # the sample at the end is also a step
    elements, missing = generators(run.stimulus, stop, run.dt, cell.unit)
    if missing:
        notes.append(missing)
    elif run.scheme == "accurate" and has_held(run.stimulus):
        notes.append(
            msg(
                "A curved current other than a sine is held for {dt} ms at a time.",
                dt=Number(run.dt, form="g"),
            )
        )
    kind = "compoundInput" if cell.unit else "compoundInputDL"
    parts = [] if cell.own_type else [cell.element]
    attached = ""
    if elements:
        inner = "\n".join(f"    {element}" for element in elements)
        parts.append(f'<{kind} id="stimulus">\n{inner}\n</{kind}>')
        attached = '\n    <explicitInput target="cells[0]" input="stimulus"/>'
    return _Model(
        parts=tuple(parts),
        own=(cell.own_type, cell.element) if cell.own_type else (),
        network=f'<network id="net">\n    <population id="cells" component="cell" size="1"/>'
        f"{attached}\n</network>",
        columns={"v": "cells[0]/v", "u": f"cells[0]/{cell.recovery}"},
        neurons=("cells[0]",),
        duration=stop,
        step=step,
        notes=tuple(notes),
    )


def _network(asked: ExportRequest) -> _Model:
    net = asked.prepared.session.net
    written: Written = write_network(net, asked.prepared.duration)
    # Half a step makes the two halves of v, but then u also has two of them.
    step = SCHEMES[net.scheme].step_of_v(net.dt)
    return _Model(
        parts=written.parts,
        own=written.own,
        network=written.network,
        columns={"v": f"{written.neurons[0]}/v"},
        neurons=written.neurons,
        duration=asked.prepared.duration,
        step=step,
        notes=(
            msg(
                "The scheme of this network, with its step of {dt} ms, cannot be written: LEMS "
                "simulators choose how to integrate, most of them by Euler's method, here with "
                "steps of {step} ms. Single spikes differ; rates and rhythms are similar.",
                dt=Number(net.dt, form="g"),
                step=Number(step, form="g"),
            ),
            *written.notes,
        ),
    )


_MAKERS: Mapping[str, Callable[[ExportRequest], _Model]] = {"neuron": _neuron, "network": _network}


def _document(asked: ExportRequest, model: _Model) -> str:
    """Return the NeuroML document, which contains everything that it refers to."""
    begin = f"The model; LEMS_{asked.preset}.xml simulates it."
    if model.own:
        begin = f"What NeuroML can express of the model; the rest is in LEMS_{asked.preset}.xml."
    elements = model.parts if model.own else (*model.parts, model.network)
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            _comment(asked, model, begin),
            f'<neuroml xmlns="http://www.neuroml.org/schema/neuroml2" id="{asked.preset}">',
            _indented(f"<notes>{escape(asked.title)}: {escape(asked.link)}</notes>", 1),
            *(_indented(element, 1) for element in elements),
            "</neuroml>\n",
        )
    )


def _simulation(asked: ExportRequest, model: _Model) -> str:
    """Return the LEMS file."""
    name = asked.preset
    columns = (
        f'<OutputColumn id="{key}" quantity="{path}"/>' for key, path in model.columns.items()
    )
    events = (
        f'<EventSelection id="{k}" select="{path}" eventPort="spike"/>'
        for k, path in enumerate(model.neurons)
    )
    run = (
        f"Run it with pyNeuroML (pip install pyneuroml), which needs Java: pynml LEMS_{name}.xml\n"
        f"or with PyLEMS and NeuroML's definitions: pylems -I NeuroML2CoreTypes LEMS_{name}.xml"
    )
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            _comment(asked, model, run),
            "<Lems>",
            '    <Target component="simulation"/>',
            *(f'    <Include file="{file}"/>' for file in _CORE),
            *(_indented(element, 1) for element in model.own),
            f'    <Include file="{name}.nml"/>',
            *([_indented(model.network, 1)] if model.own else ()),
            f'    <Simulation id="simulation" length="{quantity(model.duration, "ms")}" '
            f'step="{quantity(model.step, "ms")}" target="net">',
            f'        <Display id="voltage" title="{escape(asked.title)}" timeScale="1ms" '
            f'xmin="0" xmax="{quantity(model.duration)}" ymin="-90" ymax="40">',
            f'            <Line id="v" quantity="{model.columns["v"]}" scale="1mV" '
            'timeScale="1ms" color="#1f77b4"/>',
            "        </Display>",
            f'        <OutputFile id="course" fileName="{name}.dat">',
            *(_indented(column, 3) for column in columns),
            "        </OutputFile>",
            f'        <EventOutputFile id="spikes" fileName="{name}.spikes" format="TIME_ID">',
            *(_indented(event, 3) for event in events),
            "        </EventOutputFile>",
            "    </Simulation>",
            "</Lems>\n",
        )
    )


def _comment(asked: ExportRequest, model: _Model, begin: str) -> str:
    """Return the notes for the reader as a comment, which must not contain two hyphens."""
    lines = (begin, *(f"Note: {note}" for note in (*asked.notes, *model.notes)))
    text = visible("\n".join(lines))
    return "<!--\n" + re.sub("-(?=-)|-$", "- ", text, flags=re.MULTILINE) + "\n-->"


def _indented(text: str, level: int) -> str:
    return "\n".join("    " * level + line for line in text.splitlines())
