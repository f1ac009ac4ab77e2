"""Learning as a script."""

from __future__ import annotations

from izhikevich.export.formats import ExportRequest
from izhikevich.export.recipe import PACKAGE, Part, Recipe
from izhikevich.export.source import call
from izhikevich.views.learning.presets import settings, task_of


def recipe(asked: ExportRequest) -> Recipe:
    """Return the parts of the script."""
    values = asked.values
    task = task_of(asked.preset).key
    trainer = call("task.trainer", **{"seed": int(values["seed"]), **settings(values)})
    parts = (
        PACKAGE,
        Part(
            "The task, and how it is learned: times in ms.",
            f'task = izh.learning.TASKS["{task}"]\ntrainer = {trainer}',
        ),
        Part(
            "The training. It can be called again to continue.",
            f"for epoch in trainer.fit({int(values['epochs'])}):\n"
            '    print(f"epoch {epoch.number}: loss {epoch.loss:.4g}")',
        ),
        Part(
            "What the model makes now of the sample that the view shows.",
            "\n".join(
                (
                    "data = trainer.test or trainer.data",
                    f"sample = min({int(values.get('sample', 0))}, len(data.inputs) - 1)",
                    "response = trainer.model.respond(data.inputs[sample : sample + 1])",
                    "spikes = response.runs[-1].spikes[:, 0]  # shape (steps, neurons)",
                    'print(f"{task.measure_name}: {task.measure(trainer):.3f}")',
                    'print(f"{int(spikes.sum())} spikes")',
                )
            ),
        ),
    )
    plot = "\n".join(
        (
            "steps, neurons = spikes.nonzero()",
            "figure = go.Figure()",
            'figure.add_scatter(x=steps * trainer.model.dt, y=neurons, mode="markers")',
            'figure.update_layout(xaxis_title="t (ms)", yaxis_title="neuron")',
        )
    )
    return Recipe(parts, plot, "spikes.T")  # drawn as a map with a row for each neuron
