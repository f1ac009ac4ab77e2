"""Learning as a script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from izhikevich.export.formats import ExportRequest
from izhikevich.export.recipe import PACKAGE, Part, Recipe
from izhikevich.export.source import Code, call
from izhikevich.learning import EXAMPLES, TASKS
from izhikevich.views.file import is_reference, name_of
from izhikevich.views.learning.epochs import EPOCH, EPOCHS
from izhikevich.views.learning.own_data import DATA, DRAWN, PRESET, WEIGHTS, Own
from izhikevich.views.learning.own_data import arguments as own_arguments
from izhikevich.views.learning.presets import task_of
from izhikevich.views.learning.settings import DRAWING, options, settings

_PLOT = "\n".join(
    (
        "steps, neurons = spikes.nonzero()",
        "figure = go.Figure()",
        'figure.add_scatter(x=steps * trainer.model.dt, y=neurons, mode="markers")',
        'figure.update_layout(xaxis_title="t (ms)", yaxis_title="neuron")',
    )
)


def recipe(asked: ExportRequest) -> Recipe:
    """Return the parts of the script."""
    values = asked.values
    if asked.preset == PRESET:
        return _own_data(asked)
    task = task_of(asked.preset).key
    own = {
        name: value for name, value in options(values).items() if value != TASKS[task].options[name]
    }
    trainer = call("task.trainer", **{"seed": int(values["seed"]), **settings(values), **own})
    parts = (
        PACKAGE,
        Part(
            "The task, and how it is learned: times in ms.",
            f'task = izh.learning.TASKS["{task}"]\ntrainer = {trainer}',
        ),
        Part(
            "The training. It can be called again to continue.",
            f"for epoch in trainer.fit({_epochs(values)}):\n"
            '    print(f"epoch {epoch.number}: loss {epoch.loss:.4g}")',
        ),
        Part(
            "What the model makes now of the sample that the view shows.",
            "\n".join(
                (
                    _inputs(values),
                    "response = trainer.model.respond(inputs)",
                    "spikes = response.runs[-1].spikes[:, 0]  # shape (steps, neurons)",
                    'print(f"{task.measure_name}: {task.measure(trainer):.3f}")',
                    'print(f"{int(spikes.sum())} spikes")',
                )
            ),
        ),
    )
    return Recipe(parts, _PLOT, "spikes.T")  # drawn as a map with a row for each neuron


def _epochs(values: Mapping[str, Any]) -> int:
    """Return the number of epochs after which the view shows the training."""
    return int(min(float(values[EPOCHS]), float(values[EPOCH])))


def _inputs(values: Mapping[str, Any]) -> str:
    """Return the source of the input that the view shows: a sample, or a drawn digit."""
    if values.get(DRAWING):
        return (
            "from izhikevich.learning.drawing import image_of\n"
            "from izhikevich.learning.tasks.handwritten import latencies\n"
            f'inputs = latencies(image_of("{values[DRAWING]}")[None], trainer.model.dt)  # as drawn'
        )
    return (
        "data = trainer.test or trainer.data\n"
        f"sample = min({int(float(values.get('sample', 0)))}, len(data.inputs) - 1)\n"
        "inputs = data.inputs[sample : sample + 1]"
    )


def _own_data(asked: ExportRequest) -> Recipe:
    values, own = asked.values, asked.prepared.session.own
    weights = str(values[WEIGHTS])
    if weights == DRAWN:
        of_features = own.classifier.design.encoding is not None
        given = own_arguments(values, of_features)
        made = call("izh.learning.Classifier", Code("data"), **given)
    else:
        made = call(
            "izh.learning.Classifier.load", name_of(weights), Code("data"), **settings(values)
        )
    parts = (
        PACKAGE,
        Part(_where(str(values[DATA])), _samples(str(values[DATA]), own)),
        Part("The network, and how it learns: times in ms.", f"classifier = {made}"),
        Part(
            "The training. It can be called again to continue.",
            f"for epoch in classifier.fit({_epochs(values)}):\n"
            '    print(f"epoch {epoch.number}: loss {epoch.loss:.4g}")',
        ),
        Part(
            "The samples that were held out: which class is taken for which.",
            "result = classifier.evaluate()\n"
            'print(f"{result.accuracy:.3f} right")\n'
            "print(result.matrix)  # rows: classes; columns: answers",
        ),
        Part(
            "What the network makes now of the sample that the view shows.",
            "trainer = classifier.trainer\n"
            f"sample = min({int(values['sample'])}, len(trainer.test.inputs) - 1)\n"
            "response = trainer.model.respond(trainer.test.inputs[sample : sample + 1])\n"
            "spikes = response.runs[-1].spikes[:, 0]  # shape (steps, neurons)\n"
            'print(f"{int(spikes.sum())} spikes")',
        ),
    )
    return Recipe(parts, _PLOT, "spikes.T")


def _where(data: str) -> str:
    if is_reference(data):
        return "The data: the file is not part of this script."
    return "The data."


def _samples(data: str, own: Own) -> str:
    """Return the source that makes the samples."""
    if data in EXAMPLES:
        source = f'izh.learning.EXAMPLES["{data}"].make()'
    elif is_reference(data):
        source = call("izh.learning.read_samples", name_of(data))
    else:
        source = call("izh.learning.from_compact", data)
    return f"data = {source}" + (f".drawn({own.drawn})" if own.drawn else "")
