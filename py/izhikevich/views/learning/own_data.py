"""The reader's own samples: read from files, and learned from within what a page can hold."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import Any

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.learning import (
    ENCODINGS,
    EXAMPLES,
    SURROGATES,
    Classifier,
    FeatureTable,
    SpikeTrains,
    compact,
    from_compact,
)
from izhikevich.learning.classification.classifier import BATCH, check_samples
from izhikevich.learning.classification.files import Saved, is_classifier, saved_in
from izhikevich.learning.classification.reading import (
    MAX_BYTES,
    is_archive,
    reading_samples,
    samples_of,
)
from izhikevich.learning.classification.tables import TableRead
from izhikevich.messages import Message, Number, counted, msg
from izhikevich.npz import Arrays, load_arrays
from izhikevich.progress import Progress
from izhikevich.views.file import OpenedFiles, Taken, is_reference, name_of
from izhikevich.views.learning.settings import settings
from izhikevich.views.part import Notice
from izhikevich.views.schema import Values

PRESET = "own_data"
#: Parameters that take files.
DATA, WEIGHTS = "data", "weights"
#: Value of the weights that are drawn, not read from a file.
DRAWN = "drawn"
#: Characters of samples that are part of a state, at most.
MAX_COMPACT = 10_000
#: Files that are kept: each may have some ten megabytes.
_MAX_FILES = 3
#: Memory of the encoded samples, bytes; numbers of one layer in a batch, of neurons and of inputs.
_MAX_INPUT, _MAX_NEURONS, _MAX_CHANNELS = 24_000_000, 3_200_000, 10_000_000
#: Samples of a training: with more an epoch would take minutes.
_MIN_SAMPLES, _MAX_SAMPLES = 8, 5000
Samples = FeatureTable | SpikeTrains


@dataclass(frozen=True, eq=False)
class Own:
    """A classifier at its start, and what is to be known of its samples.

    Attributes
    ----------
    classifier : Classifier
    drawn : int
        Number of samples that were drawn from all; 0 if all are used.
    notices : tuple of Notice
    """

    classifier: Classifier
    drawn: int
    notices: tuple[Notice, ...]


class OwnData:
    """Samples and weights that the reader opened, and the classifiers that learn from them."""

    def __init__(self) -> None:
        self._data = OpenedFiles[Samples](_MAX_FILES)
        self._weights = OpenedFiles[Saved](_MAX_FILES)

    def samples(self, value: str) -> Samples:
        """Return the samples that a value of the parameter stands for.

        Raises
        ------
        ParameterError
            If there are none, or they cannot be learned from.
        """
        if value in EXAMPLES:
            return EXAMPLES[value].make()
        if is_reference(value):
            return self._data.find(value, DATA)
        try:
            found = from_compact(value)
            check_samples(found)
        except ParameterError as error:
            # What it says of the text of a table is already about this value.
            why = error.allowed if error.parameter == "table" else error.message
            raise ParameterError(DATA, value[:60], why) from None
        return found

    def own(self, values: Mapping[str, Any]) -> Own:
        """Return the classifier that the values describe.

        Raises
        ------
        ParameterError
            If a value is not allowed, or more is asked for than a page can hold.
        """
        whole = self.samples(str(values[DATA]))
        most = _most(whole, values)
        used = whole.drawn(most)
        notices = []
        if len(used) < len(whole):
            text = msg(
                "{used} of the {count} samples are used, drawn at random: more would need too much "
                "memory or time.",
                used=Number(len(used), form=","),
                count=Number(len(whole), form=","),
            )
            notices.append(Notice("info", text))
        _check_size(used, values)
        if values[WEIGHTS] == DRAWN:
            made = Classifier(used, **arguments(values, isinstance(used, FeatureTable)))
        else:
            made = self._restored(used, values)
        return Own(made, most if len(used) < len(whole) else 0, tuple(notices))

    def taking(
        self, parameter: str, content: str | bytes, filename: str, values: Values
    ) -> Generator[Progress, None, Taken]:
        """Read a file of samples or of weights; see `View.taking`."""
        arrays: Arrays | None = None
        if isinstance(content, bytes) and is_archive(content):
            arrays = load_arrays(BytesIO(content), MAX_BYTES)
        elif isinstance(content, bytes):
            content = content.decode("utf-8-sig", errors="replace")
        if arrays is not None and is_classifier(arrays):
            return self._taken_weights(saved_in(arrays), content, filename, values)
        if parameter == WEIGHTS or (arrays and any(n.startswith("weights/") for n in arrays)):
            raise ParameterError(
                "file",
                filename or "text",
                "has no weights of a classifier: save those of your own data here by Export; those "
                "of a ready-made task are loaded in Python, by Trainer.load",
            )
        if arrays is not None:
            read = TableRead(samples_of(arrays), "", ())
        else:
            read = yield from reading_samples(content)
        check_samples(read.samples)
        return self._taken_samples(read, content, filename, values)

    def _taken_samples(
        self, read: TableRead, content: str | bytes, filename: str, values: Values
    ) -> Taken:
        samples = read.samples
        value = _small(samples)
        if value is None:
            value = self._data.hold(content, filename, samples)
        given: Values = {DATA: value, "sample": 0.0}
        weights = str(values.get(WEIGHTS, DRAWN))
        if weights != DRAWN and not _fits(self._weights.find(weights, WEIGHTS), samples):
            given[WEIGHTS] = DRAWN
        return Taken(given, described(samples), read.notes)

    def _taken_weights(
        self, saved: Saved, content: str | bytes, filename: str, values: Values
    ) -> Taken:
        design = saved.design
        if len(design.layers) > 2:
            allowed = msg(
                "has {count} layers of neurons; the page has two", count=len(design.layers)
            )
            raise ParameterError("file", filename, allowed)
        if not _fits(saved, self.samples(str(values.get(DATA, next(iter(EXAMPLES)))))):
            raise ParameterError("file", filename, _other_data(saved))
        given = values_of(saved)
        given[WEIGHTS] = self._weights.hold(content, filename, saved)
        shape = " - ".join(map(str, design.layers))
        return Taken(given, msg("the weights of a network with {layers} neurons", layers=shape))

    def _restored(self, samples: Samples, values: Mapping[str, Any]) -> Classifier:
        """Return a classifier with the weights of a file."""
        saved = self._weights.find(str(values[WEIGHTS]), WEIGHTS)
        if not _fits(saved, samples):
            raise ParameterError(WEIGHTS, name_of(str(values[WEIGHTS])), _other_data(saved))
        own = values_of(saved)
        for name in _BY_FILE:
            if name in own and values[name] != own[name]:
                allowed = msg(
                    "the weights in {file} are for {value}: go back to it, or let weights be drawn",
                    file=name_of(str(values[WEIGHTS])),
                    value=str(own[name]).removesuffix(".0"),
                )
                raise ParameterError(name, values[name], allowed)
        return Classifier.restored(saved, samples, **settings(values))


#: Values that weights in a file were made for.
_BY_FILE = ("encoding", "hidden", "second", "test", "duration", "seed")


def arguments(values: Mapping[str, Any], of_features: bool) -> dict[str, Any]:
    """Return the arguments of the classifier that the values describe, without its data."""
    layers = tuple(int(values[name]) for name in ("hidden", "second") if values[name])
    given = {
        "encoding": str(values["encoding"]),
        "layers": layers,
        "test": float(values["test"]),
        "duration": float(values["duration"]),
        "seed": int(values["seed"]),
        **settings(values),
    }
    if not of_features:
        del given["encoding"], given["duration"]
    return given


def values_of(saved: Saved) -> Values:
    """Return the values of the parameters that describe a saved classifier."""
    design = saved.design
    surrogate = design.settings.surrogate
    given: Values = {
        "hidden": float(design.layers[0]),
        "second": float(design.layers[1]) if len(design.layers) > 1 else 0.0,
        "test": saved.share,
        "seed": float(design.seed),
        "epochs": 0.0,
        "surrogate": next(key for key, kind in SURROGATES.items() if type(surrogate) is kind),
        "alpha": surrogate.alpha,
        "width": surrogate.width,
        "scale": design.settings.scale,
        "reset": design.settings.reset,
        "rate": design.settings.rate,
        "dt": design.settings.dt,
        "tau_ref": design.settings.tau_ref,
    }
    if design.encoding is not None:
        given |= {"encoding": design.encoding.key, "duration": design.duration}
    return given


def described(samples: Samples) -> Message:
    """Describe samples for the reader: half a sentence."""
    facts = {"samples": Number(len(samples), form=","), "classes": samples.classes.size}
    if isinstance(samples, FeatureTable):
        return counted(
            "{samples} samples of {classes} classes, with {count} feature",
            "{samples} samples of {classes} classes, with {count} features",
            len(samples.names),
            **facts,
        )
    return counted(
        "{samples} samples of {classes} classes, with spikes in {count} channel",
        "{samples} samples of {classes} classes, with spikes in {count} channels",
        samples.n_channels,
        **facts,
    )


def _small(samples: Samples) -> str | None:
    """Return samples as part of a state, if they are short and can be read again from it."""
    numbers = samples.features.size if isinstance(samples, FeatureTable) else samples.times.size
    if 2 * (numbers + len(samples)) > MAX_COMPACT:
        return None
    text = compact(samples)
    if len(text) > MAX_COMPACT:
        return None
    try:
        again = from_compact(text)
    except ParameterError:
        return None
    return text if _same(samples, again) else None


def _same(one: Samples, other: Samples) -> bool:
    if not np.array_equal(one.labels, other.labels):
        return False
    if isinstance(one, FeatureTable):
        if not isinstance(other, FeatureTable) or one.names != other.names:
            return False
        return np.array_equal(one.features, other.features)
    return isinstance(other, SpikeTrains) and one.times.size == other.times.size


def _steps(samples: Samples, values: Mapping[str, Any]) -> int:
    lasts = samples.duration if isinstance(samples, SpikeTrains) else float(values["duration"])
    return max(1, ceil(lasts / float(values["dt"]) - 1e-9))


def _channels(samples: Samples, values: Mapping[str, Any]) -> int:
    if isinstance(samples, SpikeTrains):
        return samples.n_channels
    return len(samples.names) * ENCODINGS[str(values["encoding"])].channels


def _most(samples: Samples, values: Mapping[str, Any]) -> int:
    """Return how many of the samples a page can hold."""
    size = 2 if isinstance(samples, SpikeTrains) else 1  # bytes of a number
    each = _steps(samples, values) * _channels(samples, values) * size
    most = min(_MAX_SAMPLES, _MAX_INPUT // each)
    if most < max(_MIN_SAMPLES, 2 * samples.classes.size):
        allowed = msg(
            "{steps} steps of {channels} channels need too much memory: use a larger dt, shorter "
            "samples, or fewer features",
            steps=Number(_steps(samples, values), form=","),
            channels=Number(_channels(samples, values), form=","),
        )
        raise ParameterError(DATA, described(samples), allowed)
    return most


def _check_size(samples: Samples, values: Mapping[str, Any]) -> None:
    steps = _steps(samples, values) * BATCH
    neurons = int(values["hidden"]) + int(values["second"])
    if steps * neurons > _MAX_NEURONS:
        allowed = msg(
            "with {steps} steps at most {most} neurons are possible: use a larger dt, or shorter "
            "samples",
            steps=Number(steps // BATCH, form=","),
            most=_MAX_NEURONS // steps,
        )
        raise ParameterError("hidden", neurons, allowed)
    if steps * _channels(samples, values) > _MAX_CHANNELS:
        allowed = msg(
            "with {steps} steps at most {most} channels are possible: use a larger dt, shorter "
            "samples, or fewer features",
            steps=Number(steps // BATCH, form=","),
            most=Number(_MAX_CHANNELS // steps, form=","),
        )
        raise ParameterError(DATA, described(samples), allowed)


def _fits(saved: Saved, samples: Samples) -> bool:
    """Tell whether weights are for such samples."""
    design = saved.design
    if isinstance(samples, FeatureTable):
        same = design.inputs == samples.names
    else:
        same = not design.inputs and design.n_channels >= samples.n_channels
        same = same and design.duration >= samples.duration
    return same and np.array_equal(design.classes, samples.classes)


def _other_data(saved: Saved) -> Message:
    design = saved.design
    features = ", ".join(design.inputs[:8]) or msg("spike trains")
    return msg(
        "its weights are for other data, with the features {features} and the classes {classes}: "
        "open these first",
        features=features,
        classes=", ".join(map(str, design.classes[:8])),
    )
