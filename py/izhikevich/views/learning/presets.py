"""The presets: what each trains, and what to look for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from izhikevich.learning import ENCODINGS, EXAMPLES, TASKS, Settings, Task, Trainer
from izhikevich.learning.classification.classifier import DEFAULT_DURATION
from izhikevich.learning.classification.design import SETTINGS as CLASSIFIER_SETTINGS
from izhikevich.learning.tasks import chosen_times, delayed_xor, handwritten
from izhikevich.views.learning import own_data
from izhikevich.views.learning.epochs import EPOCH, LAST
from izhikevich.views.learning.settings import DRAWING, HIDDEN, TIMES, options, settings
from izhikevich.views.schema import Preset, Slider, Values

#: By task: mark, title, initial epochs, slider of the epochs, and what to see besides its own text.
_SHOWN: Mapping[str, tuple[str, str, float, Slider, str]] = {
    "chosen_times": (
        "A",
        "firing at chosen times",
        10.0,
        (0.0, 150.0, 1.0),
        "Press Train and watch spikes move, appear and disappear until each sits on its target. "
        "Drag a target to where the neuron should fire instead.",
    ),
    "delayed_xor": (
        "B",
        "match or mismatch?",
        2.0,
        (0.0, 60.0, 1.0),
        "Press Train, and watch the two readouts diverge after the second cue.",
    ),
    "raster": (
        "C",
        "drawing with spikes",
        20.0,
        (0.0, 300.0, 5.0),
        "Press Train, and read.",
    ),
    "digits": (
        "D",
        "handwritten digits",
        1.0,
        (0.0, 30.0, 1.0),
        "Press Train; ten epochs are enough. Then draw a digit of your own, and watch the neurons "
        "respond.",
    ),
}

_TEXTS: Mapping[str, str] = {
    "chosen_times": "One neuron receives 100 channels of random spikes, the same in every epoch, "
    "and learns, by adjusting its weights, to fire at four chosen times.",
    "delayed_xor": "Two bursts of random spikes arrive one after the other, each in one of two "
    "groups of channels: were the groups different? The same channels carry both bursts, so the 30 "
    "neurons have to remember the first, through their recurrent synapses and u.",
    "raster": "Seven neurons receive 200 channels of random spikes, always the same, and learn to "
    "write IZH with their spikes.",
    "digits": "Images of 8 × 8 pixels, each pixel a spike that comes earlier the brighter it is. "
    "40 neurons and ten readouts learn to recognise the digits from 1437 images; the other 360 "
    "are held out for testing.",
}


#: Other presets worth seeing: task, name on the button, title, other values, and what to look for.
_LESSONS: Mapping[str, tuple[str, str, str, Values, str]] = {
    "true_derivative": (
        "chosen_times",
        "no surrogate",
        "the true derivative",
        {"surrogate": "true_step", "epochs": 20.0},
        "The same task with the true derivative of a spike, which is zero: a small change in v "
        "changes no spike. No gradient comes back, and no weight changes, however long it trains.",
    ),
    "narrow": (
        "chosen_times",
        "too narrow",
        "a surrogate that v rarely reaches",
        {"scale": 30.0, "width": 1.0, "dt": 1.0, "epochs": 20.0},
        "BrainPy's default covers only v from 0 to 60 mV. v is hardly ever there, least of all "
        "with steps of 1 ms, in which a spike is a single jump: almost no step carries a gradient. "
        "Try smaller steps, then a wider surrogate.",
    ),
    "exploding": (
        "raster",
        "exploding",
        "a reset that passes no gradient",
        {"reset": "hard", "epochs": 20.0},
        "The same neurons, but the backward pass ignores the reset of v. While v climbs to a "
        "spike, a small difference grows with each step, and so does the gradient on its way back, "
        "here by ten orders of magnitude: open Gradient through time.",
    ),
}

#: Hidden neurons of the tasks that let the reader choose their number.
_SIZES = {"delayed_xor": delayed_xor.NEURONS, "digits": handwritten.NEURONS}
#: The panel that shows how strongly each class is meant.
_VOTE = "vote"


def make_presets() -> tuple[Preset, ...]:
    """Return a preset for each task, and for whatever else is worth seeing."""
    tasks = _tasks()
    by_name = {preset.name: preset for preset in tasks}
    lessons = (
        replace(
            by_name[task],
            name=name,
            title=title,
            mark=mark,
            group="lessons",
            text=text,
            values={**by_name[task].values, **values},
        )
        for name, (task, mark, title, values, text) in _LESSONS.items()
    )
    return (*tasks, _own_data(), *lessons)


def task_of(preset: str) -> Task:
    """Return the task that a preset trains."""
    return TASKS[_LESSONS[preset][0] if preset in _LESSONS else preset]


def _tasks() -> tuple[Preset, ...]:
    presets = []
    for key, (mark, title, epochs, slider, see) in _SHOWN.items():
        values = _values(epochs, TASKS[key].settings)
        sliders: dict[str, Slider] = {"epochs": slider, EPOCH: slider}
        if key in ("delayed_xor", "digits"):
            values["sample"] = 9.0 if key == "delayed_xor" else 0.0
        if key != "chosen_times":
            values["neuron"] = 0.0
            size = _SIZES.get(key, 7)
            sliders["neuron"] = (0.0, size - 1.0, 1.0)
        if key == "chosen_times":
            values[TIMES] = ",".join(f"{time:g}" for time in chosen_times.TIMES)
        if key in _SIZES:
            values[HIDDEN] = float(_SIZES[key])
        if key == "digits":
            values[DRAWING] = ""
        presets.append(
            Preset(
                name=key,
                title=title,
                mark=mark,
                group="tasks",
                text=f"{_TEXTS[key]} {see}",
                values=values,
                opens=(_VOTE,) if key in _SIZES else (),
                sliders=sliders,
            )
        )
    return tuple(presets)


def _values(epochs: float, settings: Settings) -> Values:
    return {
        "epochs": epochs,
        EPOCH: LAST,
        "rate": settings.rate,
        "seed": 0.0,
        "surrogate": "relu",
        "alpha": settings.surrogate.alpha,
        "width": settings.surrogate.width,
        "scale": settings.scale,
        "reset": settings.reset,
        "dt": settings.dt,
        "tau_ref": settings.tau_ref,
    }


def _own_data() -> Preset:
    """Return the preset that begins with an example, for which the reader puts their own."""
    values: Values = {
        own_data.DATA: next(iter(EXAMPLES)),
        own_data.WEIGHTS: own_data.DRAWN,
        "encoding": next(iter(ENCODINGS)),
        "hidden": 20.0,
        "second": 0.0,
        "test": 0.25,
        "duration": DEFAULT_DURATION,
        **_values(5.0, CLASSIFIER_SETTINGS),
        "sample": 0.0,
        "neuron": 0.0,
    }
    return Preset(
        name=own_data.PRESET,
        title="your own data",
        mark="E",
        group="own",
        text="Neurons learn to classify the rows of a table, or spike trains: here, as an example, "
        "three species of penguins by four measurements. Open your own CSV or NPZ under Data, "
        "choose an encoding, and press Train; Confusion matrix shows which class is taken for "
        "which.",
        values=values,
        opens=(_VOTE,),
        sliders={"epochs": (0.0, 60.0, 1.0), EPOCH: (0.0, 60.0, 1.0)},
    )


def build(preset: str, values: Mapping[str, Any]) -> Trainer:
    """Return the trainer described by the values, at its start.

    Raises
    ------
    ParameterError
        If a value is not allowed.
    """
    trainer = task_of(preset).trainer(int(values["seed"]), **settings(values), **options(values))
    if HIDDEN in values:
        own_data.check_neurons(trainer.data.inputs.shape[1], int(values[HIDDEN]))
    return trainer
