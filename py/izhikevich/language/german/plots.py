"""Plots in words, and their tables."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "{} spikes, first at {}, last at {}.": "{} Spikes, der erste bei {}, der letzte bei {}.",
    "{} spike at {}.": "{} Spike bei {}.",
    "{} spikes.": "{} Spikes.",
    "{} spike.": "{} Spike.",
    "{text}: {} spikes, first at {}, last at {}.": (
        "{}: {} Spikes, der erste bei {}, der letzte bei {}."
    ),
    "{text}: {} spike at {}.": "{}: {} Spike bei {}.",
    "{text}: {} spikes.": "{}: {} Spikes.",
    "{name}: {} spikes of {} neurons, {}.": "{}: {} Spikes von {} Neuronen, {}.",
    "{text}:": "{}:",
    "{text}: {}.": "{}: {}.",
    "{text}: {} points, {text}, {text}.": "{}: {} Punkte, {}, {}.",
    "{text}: {name}, {name}.": "{}: {}, {}.",
    "{text}: nothing.": "{}: nichts.",
    "{text}: {name} throughout.": "{}: durchweg {}.",
    "{text}: from {name} ({name}) to {name} ({name}), {} peaks.": (
        "{}: von {} ({}) bis {} ({}), {} Spitzen."
    ),
    "{text}: from {name} ({name}) to {name} ({name}).": "{}: von {} ({}) bis {} ({}).",
    "at {text}": "bei {}",
    "A map over {text} and {text}.": "Eine Karte über {} und {}.",
    "{text} over {text} and {text}: {text}.": "{} über {} und {}: {}.",
    "{text} from {} to {name}": "{} von {} bis {}",
    "{text} nowhere": "{} nirgends",
    "{text} from": "{} von",
    "{text} to": "{} bis",
    "{text}: {text}": "{}: {}",
    "samples": "Abtastwerte",
    "rate": "Rate",
    "readout": "Ausgang",
    "recurrent": "rekurrent",
    "part of the time": "Anteil der Zeit",
    "|dL/dv|": "|dL/dv|",
    "spikes in this run": "Spikes in diesem Lauf",
    "spikes per burst": "Spikes je Burst",
    "mean weight": "mittleres Gewicht",
    "earlier by": "früher um",
    "Hopf": "Hopf",
    "u after a reset": "u nach einer Rücksetzung",
    "u after the next": "u nach der nächsten",
    "spikes earlier by": "Spikes früher um",
    "frequency": "Frequenz",
    "phase of v": "Phase von v",
    "duration of the pulse": "Dauer des Pulses",
    "interval": "Intervall",
    "decoder for {name}": "Decoder für {}",
    "mean rate": "mittlere Rate",
    "CV of a neuron": "CV eines Neurons",
    "|Z|": "|Z|",
    "population": "Population",
    "kind": "Art",
    "text": "Text",
    "And {} more: {name}.": "Und {} weitere: {}.",
}
