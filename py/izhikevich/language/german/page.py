"""The page's own words: buttons, dialogs, notes."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "Skip to the plots": "Zu den Diagrammen springen",
    "Izhikevich explorer": "Izhikevich-Explorer",
    "{name} · Izhikevich explorer": "{} · Izhikevich-Explorer",
    "Izhikevich explorer: {name}": "Izhikevich-Explorer: {}",
    "Views": "Ansichten",
    "Reference": "Referenz",
    "Licences": "Lizenzen",
    "Tours": "Touren",
    "Share": "Teilen",
    "Export": "Export",
    "Open in a new tab": "In neuem Tab öffnen",
    "Python": "Python",
    "Progress": "Fortschritt",
    "Presets": "Voreinstellungen",
    "Parameters": "Parameter",
    "Main plots": "Hauptdiagramme",
    "Plots beside, and readouts": "Diagramme daneben und Messwerte",
    "Undo and compare": "Rückgängig und Vergleich",
    "New here?": "Neu hier?",
    "Take a tour": "Eine Tour",
    "of five minutes.": "dauert fünf Minuten.",
    "No, thank you": "Nein, danke",
    "Explanation": "Erklärung",
    "why it does so, what to try, the equations": (
        "warum es so ist, was sich ausprobieren lässt, die Gleichungen"
    ),
    "Stop": "Anhalten",
    "Run": "Ausführen",
    "Close": "Schließen",
    "Loading Python …": "Python wird geladen …",
    "Starting Python …": "Python startet …",
    "Starting Python again …": "Python startet neu …",
    "Python could not start": "Python konnte nicht starten",
    "Simulated in your browser": "Im Browser simuliert",
    "The page is not complete: {name}": "Die Seite ist nicht vollständig: {}",
    "{name} could not be loaded.": "{} konnte nicht geladen werden.",
    "Plotly could not be loaded.": "Plotly konnte nicht geladen werden.",
    "Starting Python takes unusually long. Perhaps this computer is busy, or a part of the page "
    "did not come whole: loading it again may help. What stands here was computed when this "
    "page was made.": (
        "Python braucht ungewöhnlich lange zum Starten. Vielleicht ist der Rechner beschäftigt, "
        "oder ein Teil der Seite kam nicht vollständig an: Erneutes Laden kann helfen. Was hier "
        "steht, wurde berechnet, als diese Seite gemacht wurde."
    ),
    "Load everything again": "Alles neu laden",
    "Python ended by itself and was started anew; it may have run out of memory. What is shown "
    "was computed again.": (
        "Python endete von selbst und wurde neu gestartet; vielleicht fehlte Speicher. Was "
        "gezeigt wird, wurde noch einmal berechnet."
    ),
    "Python ended by itself and was started anew; it may have run out of memory. What is shown "
    "was computed again. The browser says: {name}": (
        "Python endete von selbst und wurde neu gestartet; vielleicht fehlte Speicher. Was "
        "gezeigt wird, wurde noch einmal berechnet. Der Browser sagt: {}"
    ),
    "The simulation could not start. {text} There is too little memory for it: closing other "
    "pages may help. What stands here was computed when this page was made.": (
        "Die Simulation konnte nicht starten. {} Es fehlt Speicher: Andere Seiten zu schließen "
        "kann helfen. Was hier steht, wurde berechnet, als diese Seite gemacht wurde."
    ),
    "The simulation could not start. {text} It needs a browser of the last two years that "
    "allows WebAssembly and workers; in such a browser, loading everything again may help. What "
    "stands here was computed when this page was made.": (
        "Die Simulation konnte nicht starten. {} Sie braucht einen Browser der letzten zwei "
        "Jahre, der WebAssembly und Worker erlaubt; in einem solchen kann es helfen, alles neu zu "
        "laden. Was hier steht, wurde berechnet, als diese Seite gemacht wurde."
    ),
    "This browser does not run WebAssembly.": "Dieser Browser führt kein WebAssembly aus.",
    "The browser allows no worker here.": "Der Browser erlaubt hier keinen Worker.",
    "Python started, but not the simulator; the browser's console says why.": (
        "Python startete, aber nicht der Simulator; die Konsole des Browsers sagt, warum."
    ),
    "The worker failed.": "Der Worker schlug fehl.",
    "PyScript did not start.": "PyScript startete nicht.",
    "Python ended twice while it computed this. Change something, and it will be asked again.": (
        "Python endete zweimal, während es dies berechnete. Nach einer Änderung wird es wieder "
        "gefragt."
    ),
    "Python does not answer": "Python antwortet nicht",
    "Stopped: Python gave no answer to {name}. What was shown before is back. Change something to "
    "continue.": (
        "Angehalten: Python gab keine Antwort auf {}. Hier steht wieder, was vorher gezeigt wurde. "
        "Mit einer Änderung geht es weiter."
    ),
    "Stopped: Python gave no answer to {name}. Change something to continue.": (
        "Angehalten: Python gab keine Antwort auf {}. Mit einer Änderung geht es weiter."
    ),
    "Stopped: Python gave no answer for A. The comparison has ended.": (
        "Angehalten: Python gab keine Antwort für A. Der Vergleich ist beendet."
    ),
    "Stopped: Python did not answer.": "Angehalten: Python antwortete nicht.",
    "Try again": "Noch einmal versuchen",
    "Python could not compute this. {name}": "Python konnte dies nicht berechnen. {}",
    "Details": "Einzelheiten",
    "Copy details": "Einzelheiten kopieren",
    "Copy": "Kopieren",
    "Copied": "Kopiert",
    "Back to the preset's value": "Zurück zur Voreinstellung",
    "{name}: back to the preset's value": "{}: zurück zur Voreinstellung",
    "Examples…": "Beispiele…",
    "Add a row": "Zeile hinzufügen",
    "Remove row {name}": "Zeile {} entfernen",
    "A cell can have ; and , only inside brackets, and brackets in pairs.": (
        "Eine Zelle darf ; und , nur in Klammern haben, und Klammern nur paarweise."
    ),
    "Keep the previous run": "Vorigen Lauf behalten",
    "Leaves the run from before a change faintly in the plots": (
        "Lässt den Lauf vor einer Änderung blass in den Diagrammen stehen"
    ),
    "Computing …": "Wird berechnet …",
    "Show: {name}": "Zeigen: {}",
    "Save this plot …": "Dieses Diagramm speichern …",
    "Save plot: {name}": "Diagramm speichern: {}",
    "Save plot": "Diagramm speichern",
    "Show data: a summary in words, and tables": (
        "Daten zeigen: eine Zusammenfassung in Worten und Tabellen"
    ),
    "Show data: {name}": "Daten zeigen: {}",
    "{name}, A": "{}, A",
    "A: {name}": "A: {}",
    "Play": "Abspielen",
    "Pause": "Pause",
    "Time cursor": "Zeitzeiger",
    "Sound": "Ton",
    "Volume": "Lautstärke",
    "real time": "Echtzeit",
    "Hear each spike as a click while the time cursor goes on (m)": (
        "Jeden Spike als Klick hören, während der Zeitzeiger läuft (m)"
    ),
    "As long as it takes the neuron, not slowed down": (
        "So lange, wie es beim Neuron dauert, nicht verlangsamt"
    ),
    "This device saves data: there is no sound": "Dieses Gerät spart Daten: Es gibt keinen Ton",
    "Each population a tone that grows louder and higher with its rate": (
        "Jede Population ein Ton, der mit ihrer Rate lauter und höher wird"
    ),
    "♪ Listen": "♪ Anhören",
    "■︎ Stop the sound": "■︎ Ton anhalten",
    "Goes on until it is switched off": "Läuft weiter, bis es ausgeschaltet wird",
    "neuron {name} · {name} ms · {name}": "Neuron {} · {} ms · {}",
    "There is nothing in this plot.": "In diesem Diagramm ist nichts.",
    "Theme: system": "Farben: wie das System",
    "Theme: light": "Farben: hell",
    "Theme: dark": "Farben: dunkel",
    "Zoom": "Vergrößern",
    "{name} is not known: it can be {name}. It is left out.": (
        "{} ist nicht bekannt: Möglich ist {}. Es wird übergangen."
    ),
    "{name} has no parameter called {name}: there is no control for it.": (
        "{} hat keinen Parameter {}: Dafür gibt es kein Bedienelement."
    ),
    "Undo": "Rückgängig",
    "Redo": "Wiederholen",
    "Undo (Ctrl+Z)": "Rückgängig (Strg+Z)",
    "Redo (Ctrl+Shift+Z)": "Wiederholen (Strg+Umschalt+Z)",
    "Compare": "Vergleichen",
    "Swap": "Tauschen",
    "Keys": "Tasten",
    "Keys (?)": "Tasten (?)",
    "Keep what is shown as A, and see what you change beside it, as B (c)": (
        "Was gezeigt wird, als A behalten; Änderungen stehen als B daneben (c)"
    ),
    "Go on with A; what is shown stays as the other one": (
        "Mit A weitermachen; was gezeigt wird, bleibt als das andere"
    ),
    "Compare: A is kept; end the comparison": "Vergleichen: A ist behalten; den Vergleich beenden",
    "Play or pause": "Abspielen oder anhalten",
    "Next preset": "Nächste Voreinstellung",
    "Previous preset": "Vorige Voreinstellung",
    "Back to the preset's values": "Zurück zu den Werten der Voreinstellung",
    "Compare with what is shown now, or no more": (
        "Mit dem vergleichen, was jetzt gezeigt wird, oder nicht mehr"
    ),
    "To the presets": "Zu den Voreinstellungen",
    "To the parameters": "Zu den Parametern",
    "To the main plots": "Zu den Hauptdiagrammen",
    "To the plots beside them": "Zu den Diagrammen daneben",
    "Sound on or off": "Ton an oder aus",
    "Theme: light, dark, as the system": "Farben: hell, dunkel, wie das System",
    "Guided tours": "Geführte Touren",
    "These keys": "Diese Tasten",
    "On a handle in a plot, a slider or a field: one step; with Shift ten": (
        "An einem Griff in einem Diagramm, einem Schieber oder einem Feld: ein Schritt; mit "
        "Umschalt zehn"
    ),
    "Close a dialog; take back a drag": "Einen Dialog schließen; ein Ziehen zurücknehmen",
    "From one control or handle to the next": "Von einem Bedienelement oder Griff zum nächsten",
    "Single keys work (those without Ctrl)": "Einzelne Tasten wirken (die ohne Strg)",
    "Space": "Leertaste",
    "Ctrl": "Strg",
    "Shift": "Umschalt",
    "Update from view": "Aus der Ansicht holen",
    "Replaces the code by the script of what is shown now; undo brings yours back": (
        "Ersetzt den Code durch das Skript dessen, was jetzt gezeigt wird; Rückgängig holt den "
        "eigenen zurück"
    ),
    "Loading the editor …": "Der Editor wird geladen …",
    "The editor could not be loaded.": "Der Editor konnte nicht geladen werden.",
    "Ended after {name} s.": "Beendet nach {} s.",
    "Running …": "Läuft …",
    "Ends the code; if it does not end by itself, Python is started anew": (
        "Beendet den Code; endet er nicht von selbst, wird Python neu gestartet"
    ),
    "Ctrl+Enter": "Strg+Enter",
    "{text} Edited here. {text}": "{} Hier bearbeitet. {}",
    "{text} Follows the view until you edit it. {text}": (
        "{} Folgt der Ansicht, bis er bearbeitet wird. {}"
    ),
    "Edited here. {text}": "Hier bearbeitet. {}",
    "Follows the view until you edit it. {text}": "Folgt der Ansicht, bis er bearbeitet wird. {}",
    "Ctrl+Enter runs. Esc, then Tab, leaves the editor.": (
        "Strg+Enter führt aus. Esc, dann Tab, verlässt den Editor."
    ),
    "Height of the panel": "Höhe des Bereichs",
    "Python code": "Python-Code",
    "What the code prints and shows": "Was der Code ausgibt und zeigt",
    "What the code prints and shows comes here.": "Hier erscheint, was der Code ausgibt und zeigt.",
    "draws a trace, a recording or numbers; the value of the last line is shown.": (
        "zeichnet einen Verlauf, eine Aufzeichnung oder Zahlen; der Wert der letzten Zeile wird "
        "gezeigt."
    ),
    "Open in {name}": "Öffnen in {}",
    "Line {name}:": "Zeile {}:",
    "Stopped. The code did not end by itself, so Python is started anew. The view stays as it "
    "is.": (
        "Angehalten. Der Code endete nicht von selbst, daher wird Python neu gestartet. Die "
        "Ansicht bleibt, wie sie ist."
    ),
    "Python ran out of memory. It is started anew, to give all of it back. The view stays as it "
    "is.": (
        "Python hatte keinen Speicher mehr. Es wird neu gestartet, um allen zurückzugeben. Die "
        "Ansicht bleibt, wie sie ist."
    ),
    "Python ended by itself; it may have run out of memory. It is started anew. The view stays "
    "as it is.": (
        "Python endete von selbst; vielleicht fehlte Speicher. Es wird neu gestartet. Die Ansicht "
        "bleibt, wie sie ist."
    ),
    "Plot {name}": "Diagramm {}",
    "This cannot be drawn. {name}": "Das lässt sich nicht zeichnen. {}",
    "Hint": "Hinweis",
    "Show the answer": "Antwort zeigen",
    "Task": "Aufgabe",
    "Set this step again": "Diesen Schritt neu einstellen",
    "Back": "Zurück",
    "Next": "Weiter",
    "Leave": "Verlassen",
    "Step {name}": "Schritt {}",
    "Step {name} of {name}": "Schritt {} von {}",
    "{name} of {name}": "{} von {}",
    "Finish": "Beenden",
    "Achieved.": "Geschafft.",
    "For example": "Zum Beispiel",
    "Open a tour …": "Eine Tour öffnen …",
    "A tour of your own": "Eine eigene Tour",
    "A small text file (.json). It can also be dropped on the page.": (
        "Eine kleine Textdatei (.json). Sie kann auch auf die Seite gezogen werden."
    ),
    "Link to this step": "Link zu diesem Schritt",
    "The tour of this link cannot be shown: {text}.": (
        "Die Tour dieses Links lässt sich nicht zeigen: {}."
    ),
    "there is no tour called {name}": "eine Tour {} gibt es nicht",
    "the link is not complete": "der Link ist nicht vollständig",
    "it is too long for a tour": "sie ist zu lang für eine Tour",
    "“{name}” cannot be opened: {name}.": "„{}“ lässt sich nicht öffnen: {}.",
    "The tour": "Die Tour",
    "Link": "Link",
    "Copy link": "Link kopieren",
    "Link to what is shown": "Link zu dem, was gezeigt wird",
    "This link has {name} characters, and some programs cut long ones off. As a file it stays "
    "whole: save it, and open it here or drop it on the page.": (
        "Dieser Link hat {} Zeichen, und manche Programme schneiden lange ab. Als Datei bleibt er "
        "ganz: speichern und hier öffnen oder auf die Seite ziehen."
    ),
    "It leads to the file on this computer; others need a copy of the file, or an address on a "
    "host.": (
        "Er führt zur Datei auf diesem Rechner; andere brauchen eine Kopie der Datei oder eine "
        "Adresse im Netz."
    ),
    "Save as a file": "Als Datei speichern",
    "HTML for another page": "HTML für eine andere Seite",
    "Copy HTML": "HTML kopieren",
    "Theme": "Farben",
    "as the reader's system": "wie das System der Lesenden",
    "light": "hell",
    "dark": "dunkel",
    "at a click, with a still picture": "bei einem Klick, mit einem Standbild",
    "at once": "sofort",
    "Height": "Höhe",
    "as it needs, by a small script": "wie nötig, durch ein kleines Skript",
    "fixed": "fest",
    "the whole window (100vh)": "das ganze Fenster (100vh)",
    "Height in pixels": "Höhe in Bildpunkten",
    "From": "Von",
    "this address": "dieser Adresse",
    "an address of yours ({name})": "einer eigenen Adresse ({})",
    "your copy of the one file ({name})": "der eigenen Kopie der einen Datei ({})",
    "Panels": "Diagramme",
    "Controls": "Bedienelemente",
    "Load only when it comes near": "Erst laden, wenn es in die Nähe kommt",
    "Within another page": "In einer anderen Seite",
    "This page was opened from a disk, so its address is of no use to others: write yours in "
    "place of the one in capitals.": (
        "Diese Seite wurde von einem Datenträger geöffnet, ihre Adresse nützt anderen nichts: die "
        "eigene an die Stelle der großgeschriebenen setzen."
    ),
    "Preview": "Vorschau",
    "Files": "Dateien",
    "The state as text": "Der Zustand als Text",
    "Copy text": "Text kopieren",
    "Open a file …": "Datei öffnen …",
    "The state of this view, for what is too long for a link. It can also be dropped on the "
    "page.": (
        "Der Zustand dieser Ansicht, für das, was für einen Link zu lang ist. Die Datei kann auch "
        "auf die Seite gezogen werden."
    ),
    "The page around this one may have switched downloads off. If nothing is saved, keep this "
    "text as a .json file:": (
        "Die umgebende Seite hat Downloads vielleicht abgeschaltet. Wird nichts gespeichert, "
        "diesen Text als .json-Datei aufbewahren:"
    ),
    "The file that you opened is the whole page: put a copy of it on any host.": (
        "Die geöffnete Datei ist die ganze Seite: Eine Kopie davon kann auf jedem Host liegen."
    ),
    "Download {name}": "{} herunterladen",
    "the whole page in one file, to keep or to put on a host of yours": (
        "die ganze Seite in einer Datei, zum Aufbewahren oder für einen eigenen Host"
    ),
    "Copying is not allowed here. The text is selected: press {name}.": (
        "Kopieren ist hier nicht erlaubt. Der Text ist markiert: {} drücken."
    ),
    "Ctrl+C": "Strg+C",
    "Export and open": "Exportieren und öffnen",
    "Plots and data": "Diagramme und Daten",
    "Script": "Skript",
    "Open": "Öffnen",
    "No plot is shown.": "Kein Diagramm wird gezeigt.",
    "The page around this one may have switched downloads off. If nothing is saved, copy what "
    "then stands below its button, or open this page in a tab of its own.": (
        "Die umgebende Seite hat Downloads vielleicht abgeschaltet. Wird nichts gespeichert, das "
        "kopieren, was dann unter dem Knopf steht, oder diese Seite in einem eigenen Tab öffnen."
    ),
    "Width": "Breite",
    "Background": "Hintergrund",
    "one column, 85 mm": "eine Spalte, 85 mm",
    "two columns, 180 mm": "zwei Spalten, 180 mm",
    "slide, 1920 px": "Folie, 1920 px",
    "Colours": "Farben",
    "filled": "gefüllt",
    "transparent": "durchsichtig",
    "Letters are 7 or 8 pt high, and PNG has 300 dpi, where the width is in mm.": (
        "Ist die Breite in mm, ist die Schrift 7 oder 8 pt hoch, und PNG hat 300 dpi."
    ),
    "{name}: copy it from its own menu": "{}: aus dem eigenen Menü kopieren",
    "{name} cannot be shown as text: it needs a download.": (
        "{} lässt sich nicht als Text zeigen: Es braucht einen Download."
    ),
    "Download": "Herunterladen",
    "Writing …": "Wird geschrieben …",
    "Python is starting. The script comes as soon as it runs …": (
        "Python startet. Das Skript kommt, sobald es läuft …"
    ),
    "There is no script of this view.": "Von dieser Ansicht gibt es kein Skript.",
    "What to open": "Was geöffnet werden soll",
    "“{name}” is too large: at most {name} MB are read.": (
        "„{}“ ist zu groß: Höchstens {} MB werden gelesen."
    ),
    "Reading …": "Wird gelesen …",
    "Python is starting. It is read as soon as it runs …": (
        "Python startet. Es wird gelesen, sobald es läuft …"
    ),
    "a saved state": "ein gespeicherter Zustand",
    "Look at it": "Ansehen",
    "“{name}”: {name}. It is shown now; the browser's back button leads back.": (
        "„{}“: {}. Es wird jetzt gezeigt; der Zurück-Knopf des Browsers führt zurück."
    ),
    "{name}. It is shown now; the browser's back button leads back.": (
        "{}. Es wird jetzt gezeigt; der Zurück-Knopf des Browsers führt zurück."
    ),
    "“{name}” cannot be opened. {name}": "„{}“ lässt sich nicht öffnen. {}",
    "Paste a link, parameters of a neuron, a table of times and currents (CSV), or a NeuroML "
    "cell, or choose a file with one of these; a file can also be dropped on the page.": (
        "Einen Link, Parameter eines Neurons, eine Tabelle von Zeiten und Strömen (CSV) oder eine "
        "NeuroML-Zelle einfügen, oder eine Datei damit wählen; eine Datei kann auch auf die Seite "
        "gezogen werden."
    ),
    "Choose a file …": "Datei wählen …",
    "it is too large": "sie ist zu groß",
    "it is not JSON": "sie ist kein JSON",
    "it is not a state that was saved here": "sie ist kein hier gespeicherter Zustand",
    "its parts are not of the form of a state": "ihre Teile haben nicht die Form eines Zustands",
    "Data: {name}": "Daten: {}",
    "Python is still starting. The numbers come as soon as it runs.": (
        "Python startet noch. Die Zahlen kommen, sobald es läuft."
    ),
    "Table": "Tabelle",
    "Copy table": "Tabelle kopieren",
    "Copying is not allowed here.": "Kopieren ist hier nicht erlaubt.",
    "Save as CSV": "Als CSV speichern",
    "First page": "Erste Seite",
    "Page before": "Vorige Seite",
    "Next page": "Nächste Seite",
    "Last page": "Letzte Seite",
    "First row": "Erste Zeile",
    "From row": "Ab Zeile",
    "Rows {name} to {name} of {name}": "Zeilen {} bis {} von {}",
    "Rows: {name}": "Zeilen: {}",
    "{name} (slider)": "{} (Schieber)",
    "{name}: examples": "{}: Beispiele",
    "no. {name} of {name}": "Nr. {} von {}",
    "Pan": "Verschieben",
    "Reset axes": "Achsen zurücksetzen",
    "Double-click to zoom back out": "Doppelklick zeigt wieder alles",
    "This browser is too old for the simulation, which needs one of the last two years. What "
    "stands here was computed when this page was made.": (
        "Dieser Browser ist zu alt für die Simulation, die einen der letzten zwei Jahre braucht. "
        "Was hier steht, wurde berechnet, als diese Seite gemacht wurde."
    ),
    "Python ended by itself; it may have run out of memory. It is started anew. The browser "
    "says: {name} The view stays as it is.": (
        "Python endete von selbst; vielleicht fehlte Speicher. Es wird neu gestartet. Der Browser "
        "sagt: {} Die Ansicht bleibt, wie sie ist."
    ),
}
