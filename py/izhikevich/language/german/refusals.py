"""What is said of values that are not allowed."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "{text}. {name} is used instead.": "{}. Stattdessen wird {} benutzt.",
    "{text}. That of the preset is used instead.": (
        "{}. Stattdessen wird die Voreinstellung benutzt."
    ),
    "{text}. The preset's values are used instead.": (
        "{}. Stattdessen werden die Werte der Voreinstellung benutzt."
    ),
    "{name} is not allowed: {text}.": "{} ist nicht erlaubt: {}.",
    "{name} is not allowed: {text}": "{} ist nicht erlaubt: {}",
    "must be finite, {} <= value <= {} ({name})": "muss endlich sein, {} <= Wert <= {} ({})",
    "must be finite, {} < value <= {} ({name})": "muss endlich sein, {} < Wert <= {} ({})",
    "must be finite, {} <= value < {} ({name})": "muss endlich sein, {} <= Wert < {} ({})",
    "must be finite, {} < value < {} ({name})": "muss endlich sein, {} < Wert < {} ({})",
    "must be finite, {} <= value <= {}": "muss endlich sein, {} <= Wert <= {}",
    "must be finite, {} < value <= {}": "muss endlich sein, {} < Wert <= {}",
    "must be finite, {} <= value < {}": "muss endlich sein, {} <= Wert < {}",
    "must be finite, {} < value < {}": "muss endlich sein, {} < Wert < {}",
    "must be finite, {name}": "muss endlich sein, {}",
    "must be finite ({name})": "muss endlich sein ({})",
    "must be finite": "muss endlich sein",
    "must be a whole number, {} <= value <= {}": "muss eine ganze Zahl sein, {} <= Wert <= {}",
    "must be a whole number from {} to {}": "muss eine ganze Zahl von {} bis {} sein",
    "must be a number from {} to {}": "muss eine Zahl von {} bis {} sein",
    "must be a number, not {name}": "muss eine Zahl sein, nicht {}",
    "must be a number": "muss eine Zahl sein",
    "must be from {} to {}": "muss von {} bis {} sein",
    "must be one of {name}": "muss eines von {} sein",
    "must be true or false": "muss true oder false sein",
    "must be text": "muss Text sein",
    "must not hold half a character (a lone surrogate)": (
        "darf kein halbes Zeichen enthalten (ein einzelnes Surrogat)"
    ),
    "must not be empty": "darf nicht leer sein",
    "must be above 0": "muss über 0 liegen",
    "must be below v_peak = {}, or the neuron would fire for ever": (
        "muss unter v_peak = {} liegen, sonst feuerte das Neuron immerzu"
    ),
    "must be below v_peak, or the neuron would fire for ever": (
        "muss unter v_peak liegen, sonst feuerte das Neuron immerzu"
    ),
    "must be at most {name}, {}": "darf höchstens {}, {}, sein",
    "must be at most the period, {}": "darf höchstens die Periode, {}, sein",
    "must be after the start, {}": "muss nach dem Beginn, {}, liegen",
    "must be whole numbers, separated by commas": "müssen ganze Zahlen sein, durch Kommas getrennt",
    "must be 1 to {} sizes": "müssen 1 bis {} Größen sein",
    "must have 2 to {} numbers": "muss 2 bis {} Zahlen haben",
    "must be a number or one of: {name}": "muss eine Zahl sein oder eines von: {}",
    "must have at most {} characters": "darf höchstens {} Zeichen haben",
    "must be a table as text": "muss eine Tabelle als Text sein",
    "must be written column=value": "muss als Spalte=Wert geschrieben sein",
    "row {}, {name}: {text}": "Zeile {}, {}: {}",
    "row {}: {text}": "Zeile {}: {}",
    "row {} has the same": "Zeile {} hat denselben",
    "there are the populations {name}": "es gibt die Populationen {}",
    "there is no {name}, only: {name}": "{} gibt es nicht, nur: {}",
    "there is no such argument, only {name}": "ein solches Argument gibt es nicht, nur {}",
    "is given twice": "ist zweimal angegeben",
    "is missing": "fehlt",
    "is one too many": "ist eines zu viel",
    "needs a name": "braucht einen Namen",
    "must look like {name}": "muss aussehen wie {}",
    "has two lower bounds": "hat zwei untere Grenzen",
    "{text}; write {name}": "{}; Schreibweise: {}",
    "write {name}": "Schreibweise: {}",
    "is not finite at x = {name}": "ist bei x = {} nicht endlich",
    "{name} at column {} stands where a value is expected": (
        "{} in Spalte {} steht, wo ein Wert erwartet wird"
    ),
    "{name} at column {} is not known: use {name}": "{} in Spalte {} ist nicht bekannt; es gibt {}",
    "{} samples are more than the {} of this view; take a larger dt or a shorter duration": (
        "{} Stützstellen sind mehr als die {} dieser Ansicht; Abhilfe: ein größeres dt oder eine "
        "kürzere Dauer"
    ),
    "There is no parameter called {name}. It is ignored.": (
        "Einen Parameter {} gibt es nicht. Er wird übergangen."
    ),
    "There is no parameter called {name}. Did you mean {name}? It is ignored.": (
        "Einen Parameter {} gibt es nicht. Ist {} gemeint? Er wird übergangen."
    ),
    "There is no panel called {name}. Did you mean {name}? The usual panels are shown instead.": (
        "Ein Diagramm {} gibt es nicht. Ist {} gemeint? Stattdessen werden die üblichen gezeigt."
    ),
    "There is no panel called {name}. Did you mean {name}? It is left out.": (
        "Ein Diagramm {} gibt es nicht. Ist {} gemeint? Es wird weggelassen."
    ),
    "There is no preset called {name}. Did you mean {name}? {name} is shown instead.": (
        "Eine Voreinstellung {} gibt es nicht. Ist {} gemeint? Stattdessen wird {} gezeigt."
    ),
    "Did you mean {name}?": "Ist {} gemeint?",
    "{} more parameters are unknown. They are ignored.": (
        "{} weitere Parameter sind unbekannt. Sie werden übergangen."
    ),
    "{} more panels are unknown. They are ignored.": (
        "{} weitere Diagramme sind unbekannt. Sie werden übergangen."
    ),
    "There is no panel called {name}. The usual panels are shown instead.": (
        "Ein Diagramm {} gibt es nicht. Stattdessen werden die üblichen gezeigt."
    ),
    "This was made by a newer version of the explorer (states of version {}; here {}).": (
        "Dies ist von einer neueren Version des Explorers (Zustände der Version {}; hier {})."
    ),
    "What is known here is shown.": "Was hier bekannt ist, wird gezeigt.",
    "There is no panel called {name}. It is left out.": (
        "Ein Diagramm {} gibt es nicht. Es wird weggelassen."
    ),
    "There is no preset called {name}. {name} is shown instead.": (
        "Eine Voreinstellung {} gibt es nicht. Stattdessen wird {} gezeigt."
    ),
    "There is no view called {name}, only {name}.": "Eine Ansicht {} gibt es nicht, nur {}.",
    "{text} is shown instead.": "Stattdessen wird {} gezeigt.",
    "{text} is shown instead, to which the preset belongs.": (
        "Stattdessen wird {} gezeigt, wozu die Voreinstellung gehört."
    ),
    "{name} is a preset of {text}, not of {text}. It is shown there.": (
        "{} ist eine Voreinstellung von {}, nicht von {}. Sie wird dort gezeigt."
    ),
    "{name} is not the state of a view.": "{} ist nicht der Zustand einer Ansicht.",
    "There are no states of version {name}. It is read as version {}.": (
        "Zustände der Version {} gibt es nicht. Er wird als Version {} gelesen."
    ),
    "No panel is chosen: the usual ones are shown ({name}).": (
        "Kein Diagramm ist gewählt: Die üblichen werden gezeigt ({})."
    ),
    "The run ends here, after {}: go on to see more.": (
        "Der Lauf endet hier, nach {}: weiterlaufen lassen, um mehr zu sehen."
    ),
}
