"""Parts common to PyNN scripts of neurons and of networks: their head, its functions, and notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from izhikevich.export.source import Difference, differences_source
from izhikevich.messages import Message, msg

#: Simulators of PyNN, and those of them that do not have the peak and the half-steps.
ALL = ("nest", "brian2", "neuron")
OTHERS = ("brian2", "neuron")


class Note(NamedTuple):
    """Notes for the reader, and the simulators on which spikes differ because of them."""

    text: Message
    differ: tuple[str, ...] = ()


#: What is said of each scheme.
OF_SCHEMES = {
    "half_step": Note(
        msg(
            "On NEST v is updated in two half-steps, as here; the other simulators do not do this, "
            "so spikes differ there."
        ),
        OTHERS,
    ),
    "forward": Note(
        msg(
            "NEST and Brian2 update v and u from their old values, as here; NEURON does not, so "
            "spikes differ there."
        ),
        ("neuron",),
    ),
    "euler": Note(
        msg(
            "No PyNN simulator updates v first and then u with the new v, as here: they use the "
            "old values of both, so spikes differ."
        ),
        ALL,
    ),
}

#: The head of a script, which takes options; `DT` (ms) is defined after it.
START = '''
import argparse
import importlib
import sys

import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("simulator", nargs="?", default="nest", choices=("nest", "brian2", "neuron"))
parser.add_argument("--threads", type=int, default=1, help="of each process, on NEST only")
{options}asked = parser.parse_args()
simulator = asked.simulator
if asked.threads < 1 or (asked.threads > 1 and simulator != "nest"):
    parser.error("--threads is at least 1, and 1 on others than nest")
sim = importlib.import_module(f"pyNN.{{simulator}}")
more = {{"threads": asked.threads}} if simulator == "nest" else {{}}

# Under MPI each process has some of the cells, but all processes make the same calls.


def tell(text, file=None):
    """Print a text once, not in every process."""
    if sim.rank() == 0:
        print(text, file=file)


def make(size, peak, **parameters):
    """Return neurons; those of NEST also have the peak and the scheme of izhikevich."""
    cells = sim.Population(size, sim.Izhikevich(**parameters))
    if simulator == "nest":
        native = {{"V_th": peak, "consistent_integration": {consistent}}}
        sim.nest.SetStatus(cells.node_collection, native)
    return cells


def inject(cells, current):
    """Inject a current into each of some cells, mV/ms in each step, from the third on; PyNN has nA.

    A source of NEST cannot act in the first two, which are in i_offset.
    """
    changes = np.flatnonzero(np.diff(current[1:])) + 2
    if changes.size:
        amplitudes = (current[changes] - current[1]) / 1000.0
        times = changes * DT
        source = sim.StepCurrentSource(times=times.tolist(), amplitudes=amplitudes.tolist())
        source.inject_into(cells)


def first_step():
    """Run for one step; PyNN's own run would be two of them on NEST."""
    if simulator == "nest":
        sim.run(0.0)  # connects what records
        sim.nest.Simulate(DT)
    else:
        sim.run(DT)


def fired(cells):
    """Return times (ms) and neurons of all spikes, dated at the beginning of their step.

    The first process has those of all processes, the others their own.
    """
    trains = list(cells.get_data().segments[0].spiketrains)
    times = [np.array(train.rescale("ms").magnitude) for train in trains]
    indices = [int(train.annotations["source_index"]) for train in trains]
    neurons = np.repeat(np.array(indices, dtype=int), [train.size for train in times])
    # NEST dates them at the end.
    late = DT if simulator == "nest" else 0.0
    return np.concatenate([*times, []]) - late, neurons


'''


def differences_of(notes: Iterable[Note], more: Iterable[Difference] = ()) -> str:
    """Return the source that prints how spikes differ on the simulator that runs."""
    found = []
    for text, differ in notes:
        condition = "" if differ == ALL else f"simulator in {differ!r}"
        found += [Difference(text, condition)] if differ else []
    return differences_source((*found, *more), 'tell(f"Note: {text}", sys.stderr)')


def usage(*more: str) -> list[str]:
    """Return the comment that says how to run a script, with further lines."""
    return [
        "# Usage: python SCRIPT nest, or brian2, or neuron; --help lists the options.",
        "# On many cores or machines: mpirun -n 4 python SCRIPT nest, or neuron. The NEST that pip",
        "# installs is for one machine; it has --threads.",
        "#",
        "# To install PyNN and NEST: pip install pynn nest-simulator",
        *more,
    ]
