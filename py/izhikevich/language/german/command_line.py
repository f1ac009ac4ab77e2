"""What the command line says."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "Note": "Hinweis",
    "stopped": "angehalten",
    "a link is needed; --list shows what there is to link to": (
        "ein Link fehlt; --list zeigt, was es gibt"
    ),
    "nothing was computed, for the link has mistakes. The explorer would say:": (
        "nichts wurde berechnet, denn der Link hat Fehler. Der Explorer würde sagen:"
    ),
    "nothing to write as CSV": "nichts als CSV zu schreiben",
    "HTML needs Plotly, PNG and PDF need Typst: pip install plotly typst.": (
        "Für HTML braucht es Plotly, für PNG und PDF Typst: pip install plotly typst."
    ),
    "{text}: higher than {} mm, which its words need.": (
        "{}: höher als {} mm, denn seine Beschriftung braucht es."
    ),
    "{name} cannot be written: {text}": "{} kann nicht geschrieben werden: {}",
    "there is no {text} {name}, only {name}": "{1} gibt es nicht ({0}), nur {2}",
    "there is no {text} {name}, only {name}. Did you mean {name}?": (
        "{1} gibt es nicht ({0}), nur {2}. Ist {3} gemeint?"
    ),
    "format": "Format",
    "language": "Sprache",
    "--size {name}: must be two lengths in mm such as 170x100": (
        "--size {}: muss zwei Längen in mm nennen, etwa 170x100"
    ),
    "--size {name}: lengths must be from {} to {} mm": (
        "--size {}: Längen müssen von {} bis {} mm sein"
    ),
    "--size {name}: lengths must be from {} to {}": "--size {}: Längen müssen von {} bis {} sein",
    "{text} is there for {name}": "{} gibt es für {}",
    "Presets (preset=NAME; {name} if none is named)": (
        "Voreinstellungen (preset=NAME; {}, wenn keine genannt ist)"
    ),
    "Panels (panels=NAME,NAME)": "Diagramme (panels=NAME,NAME)",
    "* shown if none is named": "* gezeigt, wenn keines genannt ist",
    "Parameters (NAME=VALUE; usual values are the preset's)": (
        "Parameter (NAME=WERT; sonst gilt der Wert der Voreinstellung)"
    ),
    "More about one: --list VIEW": "Mehr über eine: --list ANSICHT",
    "panels": "Diagramme",
    "whole number": "ganze Zahl",
    "number": "Zahl",
    "text": "Text",
    "rows of": "Zeilen aus",
}
