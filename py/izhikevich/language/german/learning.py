"""The Learning view: what it declares."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "Learning": "Lernen",
    "Spiking neurons learn by gradients that go back through every spike.": (
        "Spikende Neuronen lernen durch Gradienten, die durch jeden Spike zurücklaufen."
    ),
    "Training": "Training",
    "How long, in how large steps, from which random numbers.": (
        "Wie lange, in wie großen Schritten, aus welchen Zufallszahlen."
    ),
    "Surrogate": "Surrogat",
    "What stands for the derivative of a spike.": "Was für die Ableitung eines Spikes steht.",
    "Model": "Modell",
    "How the neurons are computed.": "Wie die Neuronen berechnet werden.",
    "Looked at": "Betrachtet",
    "Of which sample and neuron the course is shown.": (
        "Von welchem Beispiel und Neuron der Verlauf gezeigt wird."
    ),
    "epochs": "Epochen",
    "How often all samples are gone through. More of them go on from where training stands; "
    "fewer begin anew.": (
        "Wie oft alle Beispiele durchlaufen werden. Mehr davon setzen das Training fort; weniger "
        "beginnen neu."
    ),
    "learning rate": "Lernrate",
    "By about how much each weight changes in one step of the optimiser, Adam.": (
        "Um etwa wie viel sich jedes Gewicht in einem Schritt des Optimierers Adam ändert."
    ),
    "Which random numbers are drawn: samples, initial weights, order of the samples.": (
        "Welche Zufallszahlen gezogen werden: Beispiele, anfängliche Gewichte, Reihenfolge der "
        "Beispiele."
    ),
    "In place of the derivative of a spike": "Statt der Ableitung eines Spikes",
    "Spikes stay spikes; only the way back, from the error to the weights, uses it.": (
        "Spikes bleiben Spikes; nur der Rückweg vom Fehler zu den Gewichten benutzt es."
    ),
    "Triangle (ReLU-grad)": "Dreieck (ReLU-grad)",
    "BrainPy's default, here three times as wide.": (
        "BrainPys Voreinstellung, hier dreimal so breit."
    ),
    "Sigmoid": "Sigmoid",
    "The slope of a logistic function.": "Die Steigung einer logistischen Funktion.",
    "Fast sigmoid (SuperSpike)": "Schnelles Sigmoid (SuperSpike)",
    "A sharp peak with long tails.": "Eine scharfe Spitze mit langen Ausläufern.",
    "Arctangent": "Arkustangens",
    "A bell with long tails.": "Eine Glocke mit langen Ausläufern.",
    "Gaussian": "Gauß",
    "A bell without tails.": "Eine Glocke ohne Ausläufer.",
    "Multi-Gaussian": "Multi-Gauß",
    "A bell minus two wide ones: negative far away.": (
        "Eine Glocke minus zwei breite: weit außen negativ."
    ),
    "Straight-through": "Straight-through",
    "A rectangle: a spike counts as a straight line.": (
        "Ein Rechteck: Ein Spike zählt wie eine Gerade."
    ),
    "None: the true derivative": "Keines: die wahre Ableitung",
    "Zero, so that nothing passes through a spike.": (
        "Null, sodass nichts durch einen Spike dringt."
    ),
    "height or steepness": "Höhe oder Steilheit",
    "Height of the triangle, the bells and the rectangle; steepness of the others.": (
        "Höhe des Dreiecks, der Glocken und des Rechtecks; Steilheit der anderen."
    ),
    "width": "Breite",
    "How far from the threshold the surrogate reaches, in units of its scale.": (
        "Wie weit das Surrogat von der Schwelle reicht, in Einheiten seiner Skala."
    ),
    "scale": "Skala",
    "The surrogate is a function of (v - 30 mV) / κ. 95 mV lie between rest and threshold; "
    "BrainPy takes 30 mV, so that it sees nothing below v = 0.": (
        "Das Surrogat ist eine Funktion von (v - 30 mV) / κ. Zwischen Ruhe und Schwelle liegen 95 "
        "mV; BrainPy nimmt 30 mV, sodass es unterhalb von v = 0 nichts sieht."
    ),
    "Reset, as gradients see it": "Rücksetzung, wie Gradienten sie sehen",
    "Three of them give the same spikes, and differ in what is learned from them.": (
        "Drei davon geben dieselben Spikes und unterscheiden sich darin, was aus ihnen gelernt "
        "wird."
    ),
    "BrainPy": "BrainPy",
    "V is set to c and passes no gradient; the jump of u carries the surrogate.": (
        "V wird auf c gesetzt und lässt keinen Gradienten durch; der Sprung von u trägt das "
        "Surrogat."
    ),
    "Hard": "Hart",
    "V is set to c, u jumps by d, and neither passes a gradient.": (
        "V wird auf c gesetzt, u springt um d, und keines lässt einen Gradienten durch."
    ),
    "Soft": "Weich",
    "V, held at V_th, falls by V_th - c; both jumps carry the surrogate.": (
        "V, bei V_th festgehalten, fällt um V_th - c; beide Sprünge tragen das Surrogat."
    ),
    "V - V_th": "V - V_th",
    "V falls by V_th and keeps its overshoot: runs away unless dt is small.": (
        "V fällt um V_th und behält seinen Überschuss: läuft davon, wenn dt nicht klein ist."
    ),
    "With large steps a spike is one far jump over the threshold, and a narrow surrogate sees "
    "nothing of it.": (
        "Bei großen Schritten ist ein Spike ein einziger weiter Sprung über die Schwelle, von dem "
        "ein schmales Surrogat nichts sieht."
    ),
    "sample": "Beispiel",
    "Which of the samples that are not learned from is shown.": (
        "Welches der Beispiele, aus denen nicht gelernt wird, gezeigt wird."
    ),
    "neuron": "Neuron",
    "Whose voltage is shown in the panel Neuron. Click one in the raster.": (
        "Wessen Spannung im Diagramm Neuron gezeigt wird. Auswahl durch Klick in das Raster."
    ),
    "Tasks": "Aufgaben",
    "Why a surrogate?": "Wozu ein Surrogat?",
    "firing at chosen times": "zu gewählten Zeiten feuern",
    "One neuron hears 100 channels of random spikes, always the same, and learns by its weights "
    "to fire at four chosen times. Press Train: see how spikes move, come and go until each "
    "stands on its target.": (
        "Ein Neuron hört 100 Kanäle zufälliger Spikes, immer dieselben, und lernt durch seine "
        "Gewichte, zu vier gewählten Zeiten zu feuern. Nach einem Druck auf Trainieren wandern, "
        "kommen und gehen Spikes, bis jeder auf seinem Ziel steht."
    ),
    "the same or not?": "gleich oder nicht?",
    "Two bursts of random spikes come one after the other, each in one of two groups of "
    "channels; were they different? The same channels carry both, so that 30 neurons have to "
    "remember the first, by their synapses onto each other and by u. Press Train, and watch the "
    "two readouts part after the second cue.": (
        "Zwei Salven zufälliger Spikes kommen nacheinander, jede in einer von zwei Gruppen von "
        "Kanälen; waren sie verschieden? Dieselben Kanäle tragen beide, sodass sich 30 Neuronen "
        "die erste merken müssen, durch ihre Synapsen untereinander und durch u. Nach einem Druck "
        "auf Trainieren trennen sich die beiden Ausgänge nach dem zweiten Reiz."
    ),
    "drawing with spikes": "mit Spikes zeichnen",
    "Seven neurons hear 200 channels of random spikes, always the same, and learn to write IZH "
    "with their spikes. Press Train, and read.": (
        "Sieben Neuronen hören 200 Kanäle zufälliger Spikes, immer dieselben, und lernen, mit "
        "ihren Spikes IZH zu schreiben. Trainieren drücken und lesen."
    ),
    "handwritten digits": "handgeschriebene Ziffern",
    "Images of 8 × 8 pixels, each pixel a spike that comes the earlier the brighter it is. 40 "
    "neurons and ten readouts learn to tell the digits from 1437 of them; the other 360 are for "
    "the test. Press Train; ten epochs are enough.": (
        "Bilder von 8 × 8 Bildpunkten, jeder ein Spike, der umso früher kommt, je heller der "
        "Punkt ist. 40 Neuronen und zehn Ausgänge lernen, die Ziffern zu unterscheiden, aus 1437 "
        "von ihnen; die übrigen 360 dienen zur Prüfung. Trainieren drücken; zehn Epochen genügen."
    ),
    "the true derivative": "die wahre Ableitung",
    "The same task with the true derivative of a spike, which is zero: a small change of v "
    "changes no spike. No gradient comes back, and no weight changes, however long it trains.": (
        "Dieselbe Aufgabe mit der wahren Ableitung eines Spikes, die null ist: Eine kleine "
        "Änderung von v ändert keinen Spike. Kein Gradient kommt zurück, und kein Gewicht ändert "
        "sich, wie lange auch trainiert wird."
    ),
    "a surrogate that v hardly meets": "ein Surrogat, das v kaum trifft",
    "BrainPy's default sees v from 0 to 60 mV only. v is hardly ever there, least of all with "
    "steps of 1 ms, in which a spike is one jump: nearly no step carries a gradient. Take "
    "smaller steps, then a wider surrogate.": (
        "BrainPys Voreinstellung sieht v nur von 0 bis 60 mV. Dort ist v kaum je, am wenigsten "
        "bei Schritten von 1 ms, in denen ein Spike ein einziger Sprung ist: Fast kein Schritt "
        "trägt einen Gradienten. Abhilfe: kleinere Schritte, dann ein breiteres Surrogat."
    ),
    "a reset that passes no gradient": "eine Rücksetzung, die keinen Gradienten durchlässt",
    "The same neurons, but on the way back the reset of v counts for nothing. While v climbs to "
    "a spike a small difference grows with each step, and so does the gradient on its way back, "
    "here by ten orders of magnitude: open Gradient through time.": (
        "Dieselben Neuronen, aber auf dem Rückweg zählt die Rücksetzung von v nicht. Während v zu "
        "einem Spike klettert, wächst ein kleiner Unterschied mit jedem Schritt, und ebenso der "
        "Gradient auf seinem Rückweg, hier um zehn Größenordnungen: siehe Gradient durch die Zeit."
    ),
    "Spikes now and before learning, and what they should be": (
        "Spikes jetzt und vor dem Lernen, und was sie sein sollten"
    ),
    "Wide grey marks are targets. Drag to zoom; click a neuron to look at it.": (
        "Breite graue Striche sind Ziele. Ziehen vergrößert; ein Klick auf ein Neuron wählt es aus."
    ),
    "Loss and score, epoch by epoch": "Verlust und Erfolg, Epoche für Epoche",
    "How learning goes.": "Wie das Lernen vorangeht.",
    "A spike and its surrogate": "Ein Spike und sein Surrogat",
    "The true step and its derivative, and what stands for them on the way back.": (
        "Die wahre Stufe und ihre Ableitung, und was auf dem Rückweg für sie steht."
    ),
    "Voltage before and now, and where the surrogate lets a gradient through.": (
        "Spannung vorher und jetzt, und wo das Surrogat einen Gradienten durchlässt."
    ),
    "Gradient through time": "Gradient durch die Zeit",
    "How large the loss's derivative by v is at each moment: does it vanish or explode on its "
    "way back?": (
        "Wie groß die Ableitung des Verlusts nach v in jedem Augenblick ist: Schwindet oder "
        "explodiert sie auf ihrem Rückweg?"
    ),
    "The weights as matrices (columns: from; rows: to), and what learning has added.": (
        "Die Gewichte als Matrizen (Spalten: von; Zeilen: nach), und was das Lernen hinzugefügt "
        "hat."
    ),
    "10 more epochs": "10 Epochen mehr",
    "Train": "Trainieren",
}
