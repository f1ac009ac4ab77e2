"""Plots in words, their tables, and what is said of their samples."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "spikes of {name}": "Spikes von {}",
    "{} spikes of {name}.": "{} Spikes von {}.",
    "{} spike of {name} at {}.": "{} Spike von {} bei {}.",
    "{} spikes of {name}, first at {}, last at {}.": (
        "{} Spikes von {}, der erste bei {}, der letzte bei {}."
    ),
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
    "{name}: {} neurons": "{}: {} Neuronen",
    "{name} = {}, {name} = {}<extra>{text}</extra>": "{} = {}, {} = {}<extra>{}</extra>",
    "{text}: {} per {name} at {}<extra></extra>": "{}: {} je {} bei {}<extra></extra>",
    "{text}: {}° at {}<extra></extra>": "{}: {}° bei {}<extra></extra>",
    "{text}: from u = {} to {}": "{}: von u = {} bis {}",
    "in {}<extra></extra>": "in {}<extra></extra>",
    "And {} more: {name}.": "Und {} weitere: {}.",
}
