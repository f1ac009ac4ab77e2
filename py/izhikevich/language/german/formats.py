"""The formats of exported files."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "Python script": "Python-Skript",
    "With this package: gives the same spikes as are shown here.": (
        "Mit diesem Paket: gibt dieselben Spikes, wie sie hier gezeigt werden."
    ),
    "Jupyter notebook": "Jupyter-Notebook",
    "The same as the Python script, with a plot.": (
        "Dasselbe wie das Python-Skript, mit einem Diagramm."
    ),
    "Brian2 script": "Brian2-Skript",
    "The same equations, steps and synapses in Brian2.": (
        "Dieselben Gleichungen, Schritte und Synapsen in Brian2."
    ),
    "PyNN script": "PyNN-Skript",
    "For NEST, Brian2 or NEURON, chosen on the command line; on NEST also over many machines.": (
        "Für NEST, Brian2 oder NEURON, auf der Kommandozeile zu wählen; auf NEST auch über viele "
        "Rechner."
    ),
    "NeuroML 2": "NeuroML 2",
    "A NeuroML model and the LEMS file that simulates it, for pyNeuroML, PyLEMS and what reads "
    "these.": (
        "Ein NeuroML-Modell und die LEMS-Datei, die es simuliert, für pyNeuroML, PyLEMS und was "
        "diese liest."
    ),
    "Data of a plot (CSV)": "Daten eines Diagramms (CSV)",
    "The numbers of one plot, with units: for spreadsheets and other programs. Several tables "
    "come in a ZIP archive.": (
        "Die Zahlen eines Diagramms, mit Einheiten: für Tabellenkalkulationen und andere "
        "Programme. Mehrere Tabellen kommen in einem ZIP-Archiv."
    ),
    "The whole run (NPZ)": "Der ganze Lauf (NPZ)",
    "Spikes, courses, parameters and the numbers of the plots, for numpy.load.": (
        "Spikes, Verläufe, Parameter und die Zahlen der Diagramme, für numpy.load."
    ),
}
