"""The Ensemble view: what it declares."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "Ensemble": "Ensemble",
    "Spiking neurons that together hold a number, pass it on, and compute with it.": (
        "Spikende Neuronen, die zusammen eine Zahl halten, weitergeben und mit ihr rechnen."
    ),
    "The signal that is represented.": "Das Signal, das dargestellt wird.",
    "The neurons, and what they are told apart by.": (
        "Die Neuronen und worin sie sich unterscheiden."
    ),
    "Function and second ensemble": "Funktion und zweites Ensemble",
    "What the next ensemble computes from it.": "Was das nächste Ensemble daraus berechnet.",
    "Recurrent connection": "Rückkopplung",
    "What the ensemble gets back from itself.": "Was das Ensemble von sich selbst zurückbekommt.",
    "Signal": "Signal",
    "Over time: a number, sine(amplitude,Hz), step(level,ms), pulse, ramp, "
    "zap(amplitude,Hz,Hz,ms,ms), noise(rms,Hz), joined by + and *. Or draw it in the plot: "
    "numbers at equal distances over the run, separated by commas, that can be typed as well.": (
        "Über der Zeit: eine Zahl, sine(Amplitude,Hz), step(Höhe,ms), pulse, ramp, "
        "zap(Amplitude,Hz,Hz,ms,ms), noise(Effektivwert,Hz), verbunden mit + und *. Oder im "
        "Diagramm gezeichnet: Zahlen in gleichen Abständen über den Lauf, durch Kommas getrennt, "
        "die sich auch tippen lassen."
    ),
    "Sine, 1 Hz": "Sinus, 1 Hz",
    "Constant 0.2": "Konstant 0.2",
    "Step to 0.5 at 200 ms": "Stufe auf 0.5 bei 200 ms",
    "Up and down": "Auf und ab",
    "Chirp, 0.5 to 5 Hz": "Chirp, 0.5 bis 5 Hz",
    "Noise up to 3 Hz": "Rauschen bis 3 Hz",
    "Product of two sines": "Produkt zweier Sinus",
    "Drawn": "Gezeichnet",
    "Second dimension": "Zweite Dimension",
    "Standard deviation of a normal current into each neuron, new in each ms.": (
        "Standardabweichung eines normalverteilten Stroms in jedes Neuron, neu in jeder ms."
    ),
    "More neurons tell more values apart, up to a point: see the error by size.": (
        "Mehr Neuronen unterscheiden mehr Werte, bis zu einem gewissen Punkt: siehe Fehler nach "
        "Größe."
    ),
    "Cell type": "Zelltyp",
    "Those of Nengo's example: three of the 2003 paper, and three of its own with d = 8.": (
        "Die aus Nengos Beispiel: drei der Arbeit von 2003 und drei eigene mit d = 8."
    ),
    "Regular spiking: slows down a little.": "Regelmäßig feuernd: wird etwas langsamer.",
    "Intrinsically bursting: a higher reset, a burst at first.": (
        "Intrinsische Bursts: ein höherer Rücksetzwert, zuerst ein Burst."
    ),
    "Chattering: a still higher reset and small jumps of u, bursts.": (
        "Chattering: ein noch höherer Rücksetzwert und kleine Sprünge von u, Bursts."
    ),
    "Fast spiking: recovers five times as fast.": (
        "Schnell feuernd: erholt sich fünfmal so schnell."
    ),
    "Low-threshold spiking: a stronger coupling of u to v.": (
        "Mit niedriger Schwelle feuernd: eine stärkere Kopplung von u an v."
    ),
    "Resonator: recovers fast, and with a stronger coupling.": (
        "Resonator: erholt sich schnell und hat eine stärkere Kopplung."
    ),
    "speed of recovery": "Tempo der Erholung",
    "How many times as fast as usual in this cell type u recovers: a is multiplied by it. Fast "
    "recovery forgets: less adaptation.": (
        "Wievielmal so schnell wie bei diesem Zelltyp üblich u sich erholt: a wird damit "
        "multipliziert. Schnelle Erholung vergisst: weniger Adaptation."
    ),
    "radius": "Radius",
    "Largest value that the ensemble is made to represent; beyond it, its neurons saturate.": (
        "Größter Wert, den das Ensemble darstellen soll; darüber sättigen seine Neuronen."
    ),
    "lowest of the largest rates": "kleinste der höchsten Raten",
    "Each neuron's rate at the edge of its range is drawn at random from here …": (
        "Die Rate jedes Neurons am Rand seines Bereichs wird zufällig gezogen, von hier …"
    ),
    "highest of the largest rates": "größte der höchsten Raten",
    "… to here. Slow neurons leave gaps between their spikes; fast ones fall into step.": (
        "… bis hier. Langsame Neuronen lassen Lücken zwischen ihren Spikes; schnelle geraten in "
        "Gleichtakt."
    ),
    "lowest intercept": "kleinster Einsatzpunkt",
    "Where along its encoder each neuron begins to fire, in radii, is drawn from here …": (
        "Wo entlang seines Encoders jedes Neuron zu feuern beginnt, in Radien, wird gezogen von "
        "hier …"
    ),
    "highest intercept": "größter Einsatzpunkt",
    "… to here. A neuron with a high intercept is silent for most values.": (
        "… bis hier. Ein Neuron mit hohem Einsatzpunkt schweigt bei den meisten Werten."
    ),
    "synapse": "Synapse",
    "Time constant of the low-pass filter that turns spikes into a value. Short ones let the "
    "spikes through, long ones delay.": (
        "Zeitkonstante des Tiefpassfilters, das aus Spikes einen Wert macht. Kurze lassen die "
        "Spikes durch, lange verzögern."
    ),
    "Target": "Ziel",
    "What the output is compared with.": "Womit der Ausgang verglichen wird.",
    "the input as it is": "der Eingang, wie er ist",
    "A delay counts as an error. So it is in Nengo.": (
        "Eine Verzögerung zählt als Fehler. So ist es in Nengo."
    ),
    "the input through the same synapses": "der Eingang durch dieselben Synapsen",
    "The delay of the synapses does not count; only what the neurons do wrong.": (
        "Die Verzögerung der Synapsen zählt nicht; nur, was die Neuronen falsch machen."
    ),
    "Function": "Funktion",
    "What the connection to the second ensemble computes: an expression of x, or of x0 and x1 "
    "in two dimensions, with + - * / ** and abs sqrt exp sin cos tanh min max clip.": (
        "Was die Verbindung zum zweiten Ensemble berechnet: ein Ausdruck in x, oder in x0 und x1 "
        "bei zwei Dimensionen, mit + - * / ** und abs sqrt exp sin cos tanh min max clip."
    ),
    "x²": "x²",
    "sin(πx)": "sin(πx)",
    "x³": "x³",
    "Which side of 0": "Auf welcher Seite von 0",
    "Product of two dimensions": "Produkt zweier Dimensionen",
    "synapse of the loop": "Synapse der Schleife",
    "Time constant of the connection of the ensemble to itself. The weights are chosen for it; "
    "long ones forgive more.": (
        "Zeitkonstante der Verbindung des Ensembles mit sich selbst. Die Gewichte sind darauf "
        "abgestimmt; lange verzeihen mehr."
    ),
    "strength of the loop": "Stärke der Schleife",
    "1 keeps a value for ever, if the neurons were perfect; below, it leaks away.": (
        "1 hält einen Wert für immer, wären die Neuronen vollkommen; darunter schwindet er."
    ),
    "frequency of the loop": "Frequenz der Schleife",
    "How fast the state turns.": "Wie schnell sich der Zustand dreht.",
    "Which random numbers are drawn: encoders, rates, intercepts, noise.": (
        "Welche Zufallszahlen gezogen werden: Encoder, Raten, Einsatzpunkte, Rauschen."
    ),
    "Selected ensemble": "Ausgewähltes Ensemble",
    "Whose spikes, tuning curves, decoders and rates are shown.": (
        "Wessen Spikes, Tuningkurven, Decoder und Raten gezeigt werden."
    ),
    "first": "erstes",
    "The one that gets the input.": "Das, welches den Eingang bekommt.",
    "second": "zweites",
    "The one that gets the function of it.": "Das, welches dessen Funktion bekommt.",
    "Counted in the order of their encoders, as in the raster. Click one there.": (
        "Gezählt in der Reihenfolge ihrer Encoder, wie im Raster. Auswahl dort durch Klick."
    ),
    "Ensembles": "Ensembles",
    "One ensemble, six cell types": "Ein Ensemble, sechs Zelltypen",
    "a constant": "eine Konstante",
    "The input is 0.2 all the time, and these are the first 100 ms. The first spike comes "
    "easier than the next ones: v begins near 0, and u at rest; each spike lifts u, and so "
    "delays the next. See the many spikes at the left edge of the raster, the output that goes "
    "beyond 0.2 and comes back, and u of one neuron in the panel Neuron.": (
        "Der Eingang ist immer 0.2, und dies sind die ersten 100 ms. Der erste Spike kommt "
        "leichter als die nächsten: v beginnt nahe 0 und u in Ruhe; jeder Spike hebt u und "
        "verzögert so den nächsten. Zu sehen sind die vielen Spikes am linken Rand des Rasters, "
        "der Ausgang, der über 0.2 hinausgeht und zurückkommt, und u eines Neurons im Diagramm "
        "Neuron."
    ),
    "computing x²": "x² berechnen",
    "A first ensemble holds x; the connection to a second one is decoded for x². With plain RS "
    "neurons this fails: their answer depends on what was before. Make the recovery of the "
    "second ten times as fast (a = 0.2), and the error falls from 0.28 to 0.15 with 30 "
    "neurons each; with 100, from 0.29 to 0.20 only. Do so in both: 0.05, and 0.02.": (
        "Ein erstes Ensemble hält x; die Verbindung zum zweiten ist für x² dekodiert. Mit "
        "einfachen RS-Neuronen misslingt das: Ihre Antwort hängt davon ab, was vorher war. Wird "
        "die Erholung des zweiten zehnmal so schnell (a = 0.2), so fällt der Fehler mit "
        "je 30 Neuronen von 0.28 auf 0.15; mit 100 nur von 0.29 auf 0.20. In beiden: 0.05 und "
        "0.02."
    ),
    "multiplying": "Multiplizieren",
    "The first ensemble holds two numbers at once, x and y, in one cloud of neurons; that is "
    "what lets a connection compute their product. It cannot from two ensembles of one number "
    "each.": (
        "Das erste Ensemble hält zwei Zahlen zugleich, x und y, in einer Wolke von Neuronen; eben "
        "dadurch kann eine Verbindung ihr Produkt berechnen. Aus zwei Ensembles mit je einer Zahl "
        "kann sie es nicht."
    ),
    "an integrator": "ein Integrator",
    "What it decodes is fed back to itself, so that it keeps a value while nothing comes in, "
    "and adds up what does come. The target is the exact integral. Neurons that adapt forget "
    "it: set the speed of recovery to 1. A strength of the loop below 1 leaks.": (
        "Was er dekodiert, wird ihm zurückgeführt; so hält er einen Wert, solange nichts "
        "hereinkommt, und summiert, was kommt. Das Ziel ist das genaue Integral. Neuronen, die "
        "adaptieren, vergessen es: das Tempo der Erholung auf 1 setzen. Eine Schleife schwächer "
        "als 1 leckt."
    ),
    "an oscillator": "ein Oszillator",
    "Two dimensions, fed back with a turn: after a push of 100 ms the state goes around by "
    "itself. The target is the same push through the same loop, without neurons. With a "
    "strength above 1 the circle grows until the neurons saturate; below, it shrinks.": (
        "Zwei Dimensionen, mit einer Drehung zurückgeführt: Nach einem Stoß von 100 ms läuft der "
        "Zustand von selbst im Kreis. Das Ziel ist derselbe Stoß durch dieselbe Schleife, ohne "
        "Neuronen. Bei einer Stärke über 1 wächst der Kreis, bis die Neuronen sättigen; darunter "
        "schrumpft er."
    ),
    "two dimensions": "zwei Dimensionen",
    "Each neuron has a preferred direction, its encoder: a dot on the circle. It fires most "
    "when the represented point lies that way. The raster is in the order of these directions, "
    "so that activity goes around with the point.": (
        "Jedes Neuron hat eine bevorzugte Richtung, seinen Encoder: ein Punkt auf dem Kreis. Es "
        "feuert am meisten, wenn der dargestellte Punkt dort liegt. Das Raster ist nach diesen "
        "Richtungen geordnet, sodass die Aktivität mit dem Punkt umläuft."
    ),
    "A sine goes in; 100 spiking neurons hold it, and adding up their spikes, each with its own "
    "weight, gives it back. The synapse delays by 30 ms, and yet the output comes early: "
    "neurons that adapt answer to changes. Click a neuron in the raster, draw a signal, take "
    "fewer neurons.": (
        "Ein Sinus geht hinein; 100 spikende Neuronen halten ihn, und die Summe ihrer Spikes, "
        "jeder mit eigenem Gewicht, gibt ihn zurück. Die Synapse verzögert um 30 ms, und doch "
        "kommt der Ausgang früh: Neuronen, die adaptieren, antworten auf Änderungen. Zum "
        "Ausprobieren: auf ein Neuron im Raster klicken, ein Signal zeichnen, weniger Neuronen "
        "nehmen."
    ),
    "The higher reset lets a neuron begin with quick spikes when its input rises. So the output "
    "comes a little earlier still than with regular spiking, but follows more smoothly.": (
        "Der höhere Rücksetzwert lässt ein Neuron mit schnellen Spikes beginnen, wenn sein "
        "Eingang steigt. So kommt der Ausgang noch etwas früher als bei regelmäßigem Feuern, "
        "folgt aber glatter."
    ),
    "A still higher reset, and small jumps of u: neurons chatter, several spikes in quick "
    "succession. What is decoded is early and rough, most of all around the peaks.": (
        "Ein noch höherer Rücksetzwert und kleine Sprünge von u: Die Neuronen feuern mehrere "
        "Spikes in rascher Folge. Was dekodiert wird, kommt früh und ist rau, vor allem um die "
        "Scheitel."
    ),
    "u recovers five times as fast, so that these neurons hardly adapt. Nothing makes up for "
    "the delay of the synapse now: the output is late, and that is nearly all of its error. "
    "Compared with the input through the same synapses, it is better than regular spiking.": (
        "u erholt sich fünfmal so schnell, sodass diese Neuronen kaum adaptieren. Nichts gleicht "
        "nun die Verzögerung der Synapse aus: Der Ausgang ist spät, und das ist fast sein ganzer "
        "Fehler. Verglichen mit dem Eingang durch dieselben Synapsen ist er besser als bei "
        "regelmäßigem Feuern."
    ),
    "u follows v a little more closely than with regular spiking; as far as a sine goes, there "
    "is hardly a difference.": (
        "u folgt v etwas enger als bei regelmäßigem Feuern; für einen Sinus macht das kaum einen "
        "Unterschied."
    ),
    "Fast recovery and a strong coupling: resonators adapt as little as fast spiking neurons, "
    "and their output is as late.": (
        "Schnelle Erholung und starke Kopplung: Resonatoren adaptieren so wenig wie schnell "
        "feuernde Neuronen, und ihr Ausgang ist ebenso spät."
    ),
    "Decoded output over its target": "Dekodierter Ausgang über seinem Ziel",
    "What the spikes are read as, and what it should be.": (
        "Was aus den Spikes gelesen wird und was es sein sollte."
    ),
    "input": "Eingang",
    "Draw": "Zeichnen",
    "Draw the input in the plot, by pointer or finger. Its values can be typed in the field of "
    "the signal, too.": (
        "Den Eingang mit Zeiger oder Finger in das Diagramm zeichnen. Seine Werte lassen sich "
        "auch in das Feld des Signals tippen."
    ),
    "Spikes of all neurons, in the order of their encoders": (
        "Spikes aller Neuronen, in der Reihenfolge ihrer Encoder"
    ),
    "Each mark is a spike. Drag to zoom; click a neuron to look at it.": (
        "Jeder Strich ist ein Spike. Ziehen vergrößert; ein Klick auf ein Neuron wählt es aus."
    ),
    "Tuning curves; in two dimensions, encoders and the decoded path": (
        "Tuningkurven; in zwei Dimensionen Encoder und die dekodierte Bahn"
    ),
    "How fast each neuron fires for each value.": "Wie schnell jedes Neuron bei jedem Wert feuert.",
    "Voltage and recovery of the selected neuron.": (
        "Spannung und Erholung des ausgewählten Neurons."
    ),
    "Decoders": "Decoder",
    "How much each neuron's spikes count in what is decoded.": (
        "Wie viel die Spikes jedes Neurons in dem zählen, was dekodiert wird."
    ),
    "Rates": "Raten",
    "Distribution of the mean rates of the neurons.": (
        "Verteilung der mittleren Raten der Neuronen."
    ),
    "Error by size": "Fehler nach Größe",
    "How the error falls with the number of neurons, and why it stops to.": (
        "Wie der Fehler mit der Zahl der Neuronen fällt und warum er damit aufhört."
    ),
}
