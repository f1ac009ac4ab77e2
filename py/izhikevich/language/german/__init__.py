"""The German catalogue.

Words that are always translated alike, so that a reader who learns one knows it everywhere:

==================== =====================   ==================== =====================
English              German                  English              German
==================== =====================   ==================== =====================
rest                 Ruhe                    to fire              feuern
spike                Spike                   burst, chattering    Burst, Chattering
equilibrium          Gleichgewicht           focus, node, saddle  Fokus, Knoten, Sattel
nullcline            Nullkline               phase plane          Phasenebene
recovery variable    Erholungsvariable       voltage              Spannung
reset, reset map     Rücksetzung, -abbildung peak                 Spitze
threshold            Schwelle                basin of attraction  Einzugsgebiet
scheme, step         Verfahren, Schritt      run                  Lauf
excitatory           erregend                inhibitory           hemmend
weight, delay        Gewicht, Verzögerung    noise                Rauschen
encoder, decoder     Encoder, Decoder        intercept            Einsatzpunkt
surrogate            Surrogat                loss, score          Verlust, Erfolg
preset               Voreinstellung          view, panel          Ansicht, Diagramm
==================== =====================   ==================== =====================

Readers are not addressed: what can be done stands in the infinitive ("Ziehen vergrößert"). Numbers
keep their decimal points. Titles of papers, names of programs and of parameters stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

_PARTS = (
    "neuron",
    "network",
    "ensemble",
    "learning",
    "explanation_neuron",
    "explanation",
    "figures",
    "plots",
    "answers",
    "refusals",
    "tours",
    "formats",
)

#: German texts by the English ones.
TEXTS: Mapping[str, str] = {
    original: text
    for part in _PARTS
    for original, text in import_module(f"{__name__}.{part}").TEXTS.items()
}
