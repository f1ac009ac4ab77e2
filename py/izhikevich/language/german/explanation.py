"""The explanations beside the plots of the other views, sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "[Noise] makes the neurons of the first layer fire, each for itself.": (
        "[Rauschen] lässt die Neuronen der ersten Schicht feuern, jedes für sich."
    ),
    "A neuron of the next layer hears about a tenth of them: a spike alone moves it by few mV, "
    "so that several must come within some ms.": (
        "Ein Neuron der nächsten Schicht hört etwa ein Zehntel von ihnen: Ein Spike allein bewegt "
        "es um wenige mV, sodass mehrere binnen weniger ms kommen müssen."
    ),
    "A layer is as strong as the number of those that fire together in the layer before.": (
        "Eine Schicht ist so stark wie die Zahl derer, die in der Schicht davor zusammen feuern."
    ),
    "Excitatory neurons send through synapses that add to the current, inhibitory ones through "
    "such that take from it.": (
        "Erregende Neuronen senden durch Synapsen, die zum Strom hinzufügen, hemmende durch "
        "solche, die davon wegnehmen."
    ),
    "What is left decides.": "Was übrig bleibt, entscheidet.",
    "Weaken the weights: with [w = 3] the last layer falls silent; with [w = 9] it fires fast.": (
        "Schwächere Gewichte: Mit [w = 3] verstummt die letzte Schicht; mit [w = 9] feuert sie "
        "schnell."
    ),
    "Take [inhibition] away: [0].": "Ohne [Hemmung]: [0].",
    "No noise but in the first layer: [0].": "Rauschen nur in der ersten Schicht: [0].",
    "*ξ* is a normal random number, new in each step; each sum goes over the neurons *j* that "
    "fired a delay ago, with the weight *w* of each synapse.": (
        "*ξ* ist eine normalverteilte Zufallszahl, neu in jedem Schritt; jede Summe läuft über "
        "die Neuronen *j*, die vor einer Verzögerung feuerten, mit dem Gewicht *w* jeder Synapse."
    ),
    "Sensory pathways are such chains of layers; whether synchronous volleys or mere rates are "
    "handed on depends on the strength of the synapses and the noise.": (
        "Sinnesbahnen sind solche Ketten von Schichten; ob gleichzeitige Salven oder bloße Raten "
        "weitergegeben werden, hängt von der Stärke der Synapsen und vom Rauschen ab."
    ),
    "Each excitatory cell hears 1000 others.": "Jede erregende Zelle hört 1000 andere.",
    "When by chance more of them fire than usual, more fire a few ms later, and the wave grows "
    "until [inhibition], which answers faster than the [excitatory cells] recover, stops it.": (
        "Feuern zufällig mehr von ihnen als gewöhnlich, so feuern einige ms später noch mehr, und "
        "die Welle wächst, bis die [Hemmung], die schneller antwortet, als sich die [erregenden "
        "Zellen] erholen, sie anhält."
    ),
    "Then noise begins anew: the rhythm is that of the whole network, and of no cell.": (
        "Dann beginnt das Rauschen von neuem: Der Rhythmus ist der des ganzen Netzwerks und "
        "keiner Zelle."
    ),
    "Weaker coupling: with [half the weights] the waves are gone.": (
        "Schwächere Kopplung: Mit [halben Gewichten] sind die Wellen fort."
    ),
    "See the [rhythms]: alpha near 10 Hz, gamma near 40.": (
        "Siehe die [Rhythmen]: Alpha bei 10 Hz, Gamma bei 40."
    ),
    "The [weights] are uniform: none is special.": (
        "Die [Gewichte] sind gleichverteilt: Keines ist besonders."
    ),
    "Rhythms of about 10 Hz (alpha) and 40 Hz (gamma) are seen in the awake cortex; the paper "
    "showed that a network of 1000 simple cells has them in real time on a PC of 2003.": (
        "Rhythmen von etwa 10 Hz (Alpha) und 40 Hz (Gamma) sieht man in der wachen Hirnrinde; die "
        "Arbeit zeigte, dass ein Netzwerk aus 1000 einfachen Zellen sie auf einem PC von 2003 in "
        "Echtzeit hat."
    ),
    "Each neuron hears about 100 others, whose spikes add up to a current that is nearly the "
    "same for all and hardly changes when there are many.": (
        "Jedes Neuron hört etwa 100 andere, deren Spikes sich zu einem Strom addieren, der für "
        "alle fast gleich ist und sich kaum ändert, wenn es viele sind."
    ),
    "They all start alike and so fire together at first; noise and differences between the "
    "cells then take them apart, and what stays is a [steady rate].": (
        "Alle beginnen gleich und feuern daher zuerst zusammen; Rauschen und Unterschiede "
        "zwischen den Zellen bringen sie dann auseinander, und was bleibt, ist eine [stetige "
        "Rate]."
    ),
    "Weaken [inhibition]: [4] instead of 7.3.": "Schwächere [Hemmung]: [4] statt 7.3.",
    "The rhythms of the population: [spectrum].": "Die Rhythmen der Population: [Spektrum].",
    "A neuron that fires excites its neighbours on both sides, and they fire about a [delay] "
    "later: a front runs each way.": (
        "Ein Neuron, das feuert, erregt seine Nachbarn auf beiden Seiten, und sie feuern etwa "
        "eine [Verzögerung] später: Nach jeder Seite läuft eine Front."
    ),
    "Behind it *u* is high and the neurons are hard to excite for a while, so that a front does "
    "not turn back and two that meet put each other out.": (
        "Dahinter ist *u* hoch, und die Neuronen sind eine Weile schwer zu erregen, sodass eine "
        "Front nicht umkehrt und zwei, die sich treffen, einander auslöschen."
    ),
    "Look at the [phase plane]: after its spike the neuron is far above rest.": (
        "Die [Phasenebene] zeigt es: Nach seinem Spike steht das Neuron weit über der Ruhe."
    ),
    "Longer delays, [D = 6], slow the waves: the lines get steeper.": (
        "Längere Verzögerungen, [D = 6], verlangsamen die Wellen: Die Linien werden steiler."
    ),
    "A wider [reach], [s = 0.03], speeds them up.": (
        "Eine größere [Reichweite], [s = 0.03], beschleunigt sie."
    ),
    "Weaker synapses, [w = 6]: waves do not get far.": (
        "Schwächere Synapsen, [w = 6]: Wellen kommen nicht weit."
    ),
    "Waves run over cortex that is cut loose or asleep, over the retina before birth, and over "
    "the heart; they are of this excitable kind.": (
        "Wellen laufen über abgetrennte oder schlafende Hirnrinde, vor der Geburt über die "
        "Netzhaut und über das Herz; sie sind von dieser erregbaren Art."
    ),
    "Synapses have delays of 1 to 20 ms, and those of excitatory cells learn: one whose spike "
    "comes just before that of its target grows, one that comes late shrinks.": (
        "Synapsen haben Verzögerungen von 1 bis 20 ms, und die der erregenden Zellen lernen: "
        "Eine, deren Spike kurz vor dem ihres Ziels kommt, wächst, eine, die zu spät kommt, "
        "schrumpft."
    ),
    "At first all are alike, and the network fires in bursts, several times a second.": (
        "Zuerst sind alle gleich, und das Netzwerk feuert in Bursts, mehrmals in der Sekunde."
    ),
    "As time goes by most weights move to one of their bounds; what is left are groups of cells "
    "that fire not together but in time-locked order.": (
        "Mit der Zeit wandern die meisten Gewichte an eine ihrer Grenzen; was bleibt, sind "
        "Gruppen von Zellen, die nicht zugleich feuern, sondern in fester zeitlicher Folge."
    ),
    "Go on by the button under the plots, and look at the [weights].": (
        "Weiter geht es mit dem Knopf unter den Diagrammen; dabei auf die [Gewichte] achten."
    ),
    "[After an hour] of simulated time.": "[Nach einer Stunde] simulierter Zeit.",
    "Axons in the cortex conduct slowly enough for delays of up to tens of ms; spike-timing "
    "dependent plasticity has been measured at many synapses.": (
        "Axone der Hirnrinde leiten langsam genug für Verzögerungen bis zu Dutzenden ms; "
        "Plastizität, die von den Zeiten der Spikes abhängt, ist an vielen Synapsen gemessen "
        "worden."
    ),
    "This is the same network after 3600 s of learning.": (
        "Dies ist dasselbe Netzwerk nach 3600 s Lernen."
    ),
    "Most [weights] are at 0 or at their bound; the few strong paths let activity run along "
    "chains of cells with matching delays.": (
        "Die meisten [Gewichte] sind bei 0 oder an ihrer Grenze; die wenigen starken Pfade lassen "
        "Aktivität entlang Ketten von Zellen mit passenden Verzögerungen laufen."
    ),
    "Compare the [rhythms] with those [before learning].": (
        "Zum Vergleich: die [Rhythmen] neben denen [vor dem Lernen]."
    ),
    "The paper counts thousands of such groups in 1000 cells, more than there are synapses: a "
    "measure of how much a network could hold.": (
        "Die Arbeit zählt Tausende solcher Gruppen in 1000 Zellen, mehr, als es Synapsen gibt: "
        "ein Maß dafür, wie viel ein Netzwerk behalten könnte."
    ),
    "What happens is up to you: each row of the tables is a population or a projection.": (
        "Was geschieht, ist offen: Jede Zeile der Tabellen ist eine Population oder eine "
        "Projektion."
    ),
    "The [graph] shows how they are connected, the [matrix] neuron by neuron.": (
        "Der [Graph] zeigt, wie sie verbunden sind, die [Matrix] dasselbe Neuron für Neuron."
    ),
    "Another random network of the same kind: [seed 1].": (
        "Ein anderes zufälliges Netzwerk derselben Art: [Startwert 1]."
    ),
    "A cubic millimetre of cortex has about {} cells; each hears thousands of others.": (
        "Ein Kubikmillimeter Hirnrinde hat etwa {} Zellen; jede hört Tausende andere."
    ),
    "This is about the number of cells in a cubic millimetre of cortex; each of those hears "
    "thousands of others.": (
        "Das ist etwa die Zahl der Zellen in einem Kubikmillimeter Hirnrinde; jede davon hört "
        "Tausende andere."
    ),
    "Number of targets and weights are ours.": "Zahl der Ziele und Gewichte sind von uns.",
    "Layers and sizes are ours.": "Schichten und Größen sind von uns.",
    "Steps of 1 ms, with *v* in two halves, as in the paper.": (
        "Schritte von 1 ms, mit *v* in zwei Hälften, wie in der Arbeit."
    ),
    "Click a neuron in the raster: its voltage, phase plane and strongest synapses are shown.": (
        "Ein Klick auf ein Neuron im Raster zeigt seine Spannung, seine Phasenebene und seine "
        "stärksten Synapsen."
    ),
    "Cell types by name: RS, IB and CH excite in cortex, FS and LTS inhibit.": (
        "Zelltypen nach Namen: RS, IB und CH erregen in der Hirnrinde, FS und LTS hemmen."
    ),
    "What happens": "Was geschieht",
    "The equations, with the numbers of the selected neuron": (
        "Die Gleichungen, mit den Zahlen des ausgewählten Neurons"
    ),
    "All neurons start at the same *v*, with *u* at rest.": (
        "Alle Neuronen beginnen mit demselben *v* und mit *u* in Ruhe."
    ),
    "So the first spikes come early and at nearly the same time, which the decoders, made for "
    "steady firing, read as too much; each spike lifts *u*, and the rates fall to what they "
    "were made for.": (
        "So kommen die ersten Spikes früh und fast zur selben Zeit, was die Decoder, für stetiges "
        "Feuern gemacht, als zu viel lesen; jeder Spike hebt *u*, und die Raten sinken auf die, "
        "für die sie gemacht sind."
    ),
    "Let it go on, [500 ms]: it settles.": "Länger laufen lassen, [500 ms]: Es pendelt sich ein.",
    "See [voltage and recovery] of the selected neuron.": (
        "Siehe [Spannung und Erholung] des ausgewählten Neurons."
    ),
    "Populations of cells that hold a value are found all over the brain: directions of "
    "movement in motor cortex, heading of the body, position of the eyes, which an integrator "
    "in the brainstem holds while nothing drives them.": (
        "Populationen von Zellen, die einen Wert halten, finden sich überall im Gehirn: "
        "Bewegungsrichtungen in der motorischen Hirnrinde, die Ausrichtung des Körpers, die "
        "Stellung der Augen, die ein Integrator im Hirnstamm hält, während nichts sie antreibt."
    ),
    "A connection need not hand on *x*: with other decoders for the same spikes it hands on "
    "*x*².": (
        "Eine Verbindung muss *x* nicht unverändert weitergeben: Mit anderen Decodern für "
        "dieselben Spikes gibt sie *x*² weiter."
    ),
    "So computing is choosing weights.": "Rechnen heißt also, Gewichte zu wählen.",
    "But decoders are made for steady rates: neurons whose rate depends on what was before "
    "spoil it, and most so where the target changes fast.": (
        "Aber Decoder sind für stetige Raten gemacht: Neuronen, deren Rate davon abhängt, was "
        "vorher war, verderben es, und am meisten dort, wo sich das Ziel schnell ändert."
    ),
    "Without adaptation in both: [ten times as fast].": (
        "Ohne Adaptation in beiden: [zehnmal so schnell]."
    ),
    "Another function: [|x|], [sin(πx)].": "Eine andere Funktion: [|x|], [sin(πx)].",
    "What is decoded by which neuron: [decoders].": "Welches Neuron was beiträgt: [Decoder].",
    "A product needs neurons that hear both factors: only then do some fire for *x* and *y* "
    "together, which no sum of what each fires alone can tell.": (
        "Ein Produkt braucht Neuronen, die beide Faktoren hören: Nur dann feuern manche für *x* "
        "und *y* zusammen, was keine Summe dessen, wofür jedes allein feuert, sagen kann."
    ),
    "So the first ensemble holds both, as a point in the plane.": (
        "Daher hält das erste Ensemble beide, als einen Punkt in der Ebene."
    ),
    "The sum instead, which needs no such neurons: [x0 + x1].": (
        "Stattdessen die Summe, die keine solchen Neuronen braucht: [x0 + x1]."
    ),
    "With neurons that adapt: [as usual].": "Mit Neuronen, die adaptieren: [wie üblich].",
    "The synapse of the loop would forget with its time constant; what is fed back makes up for "
    "exactly that.": (
        "Die Synapse der Schleife würde mit ihrer Zeitkonstante vergessen; was zurückgeführt "
        "wird, gleicht genau das aus."
    ),
    "What is left of the difference between decoded and fed-back value drifts: the ensemble "
    "moves slowly to values at which both agree.": (
        "Was an Unterschied zwischen dekodiertem und zurückgeführtem Wert bleibt, lässt ihn "
        "driften: Das Ensemble wandert langsam zu Werten, bei denen beide übereinstimmen."
    ),
    "A loop that leaks: [γ = 0.9].": "Eine Schleife, die leckt: [γ = 0.9].",
    "A shorter synapse of the loop, [20 ms], drifts faster.": (
        "Eine kürzere Synapse der Schleife, [20 ms], driftet schneller."
    ),
    "Neurons that adapt forget: [usual recovery].": (
        "Neuronen, die adaptieren, vergessen: [übliche Erholung]."
    ),
    "In two dimensions the loop can turn what it feeds back: the state goes around.": (
        "In zwei Dimensionen kann die Schleife drehen, was sie zurückführt: Der Zustand läuft im "
        "Kreis."
    ),
    "The turn of a loop is chosen for its synapse, so that it takes [one period].": (
        "Die Drehung der Schleife ist auf ihre Synapse abgestimmt, sodass sie [eine Periode] "
        "dauert."
    ),
    "Twice as fast: [2 Hz].": "Doppelt so schnell: [2 Hz].",
    "Below 1 it dies out: [γ = 0.9]; above it grows to the edge: [γ = 1.1].": (
        "Unter 1 erlischt er: [γ = 0.9]; darüber wächst er bis zum Rand: [γ = 1.1]."
    ),
    "With two dimensions each neuron has an encoder, a direction for which it fires most.": (
        "In zwei Dimensionen hat jedes Neuron einen Encoder, eine Richtung, für die es am meisten "
        "feuert."
    ),
    "For any other it fires less, by the cosine of the angle.": (
        "Für jede andere feuert es weniger, nach dem Kosinus des Winkels."
    ),
    "The point is read off as where the many arrows pull.": (
        "Der Punkt wird dort abgelesen, wohin die vielen Pfeile ziehen."
    ),
    "Fewer neurons: [30].": "Weniger Neuronen: [30].",
    "Another curve: [twice as fast in y].": "Eine andere Kurve: [doppelt so schnell in y].",
    "Each neuron fires for some values more than for others: see its [tuning curves].": (
        "Jedes Neuron feuert für manche Werte mehr als für andere: siehe seine [Tuningkurven]."
    ),
    "None of them says what the value is, but all together do.": (
        "Keines sagt, was der Wert ist, aber alle zusammen tun es."
    ),
    "The decoders are chosen once, by least squares, so that the weighted sum of the filtered "
    "spikes, [what is decoded], is as near to the [target] as it can be.": (
        "Die Decoder werden einmal gewählt, nach der Methode der kleinsten Quadrate, sodass die "
        "gewichtete Summe der gefilterten Spikes, [was dekodiert wird], dem [Ziel] so nahe kommt "
        "wie möglich."
    ),
    "What is left are the ripples of single spikes, the delay of the synapse, and what the "
    "neurons remember: those that adapt answer to changes, too.": (
        "Was bleibt, sind die Zacken einzelner Spikes, die Verzögerung der Synapse und das, woran "
        "sich die Neuronen erinnern: Solche, die adaptieren, antworten auch auf Änderungen."
    ),
    "Few neurons, [10], or many, [300]: the error falls, and then it does not.": (
        "Wenige Neuronen, [10], oder viele, [300]: Der Fehler fällt, und dann nicht mehr."
    ),
    "Why: [error by size].": "Warum: [Fehler nach Größe].",
    "A short synapse, [5 ms], lets the spikes through; a long one, [100 ms], delays.": (
        "Eine kurze Synapse, [5 ms], lässt die Spikes durch; eine lange, [100 ms], verzögert."
    ),
    "Without adaptation: a recovery [ten times as fast].": (
        "Ohne Adaptation: eine Erholung, [zehnmal so schnell]."
    ),
    "What a neuron gets, by its encoder *e*, gain *α* and bias *β*:": (
        "Was ein Neuron bekommt, durch seinen Encoder *e*, Verstärkung *α* und Grundstrom *β*:"
    ),
    "What it does with it, as all neurons of its cell type:": (
        "Was es damit tut, wie alle Neuronen seines Zelltyps:"
    ),
    "How its spikes *s* are read, by decoders *d* and the filter *h* of the synapse:": (
        "Wie seine Spikes *s* gelesen werden, durch Decoder *d* und das Filter *h* der Synapse:"
    ),
    "What the loop makes of it:": "Was die Schleife daraus macht:",
    "What the loop makes of it; *J* turns by a right angle:": (
        "Was die Schleife daraus macht; *J* dreht um einen rechten Winkel:"
    ),
    "The method is that of Nengo 4.1, whose class Izhikevich has the same neurons.": (
        "Die Methode ist die von Nengo 4.1, dessen Klasse Izhikevich dieselben Neuronen hat."
    ),
    "The surrogate is above 0 only near the threshold, but *v* passes there within a single "
    "step: compare it with [where v is].": (
        "Das Surrogat liegt nur nahe der Schwelle über 0, aber dort geht *v* in einem einzigen "
        "Schritt vorbei: zum Vergleich, [wo v ist]."
    ),
    "What no step hits lets no gradient through.": (
        "Was kein Schritt trifft, lässt keinen Gradienten durch."
    ),
    "Smaller steps: [dt = 0.1].": "Kleinere Schritte: [dt = 0.1].",
    "A wider surrogate: [scale 95].": "Ein breiteres Surrogat: [Skala 95].",
    "Brains do not learn so: no axon carries errors back through time.": (
        "Gehirne lernen nicht so: Kein Axon trägt Fehler durch die Zeit zurück."
    ),
    "But what is learned so can be compared with what is found in them, and there are rules "
    "with local quantities only that come close to the same gradients (e-prop).": (
        "Aber was so gelernt wird, lässt sich mit dem vergleichen, was man in ihnen findet, und "
        "es gibt Regeln mit nur lokalen Größen, die denselben Gradienten nahekommen (e-prop)."
    ),
    "Spikes go forward as they are.": "Spikes gehen vorwärts, wie sie sind.",
    "For the way back each is taken for a steep but smooth step, so that a little more or less "
    "of *v* counts where the [derivative of the surrogate] is above 0, and the error can be "
    "traced through all spikes and time steps to each weight.": (
        "Für den Rückweg wird jeder als steile, aber glatte Stufe genommen, sodass ein wenig mehr "
        "oder weniger von *v* dort zählt, wo die [Ableitung des Surrogats] über 0 liegt; so lässt "
        "sich der Fehler durch alle Spikes und Zeitschritte zu jedem Gewicht verfolgen."
    ),
    "Each of the seven neurons learns by itself, from the same input: what one hears at a time "
    "decides what it can do then.": (
        "Jedes der sieben Neuronen lernt für sich, aus demselben Eingang: Was eines zu einer Zeit "
        "hört, bestimmt, was es dann tun kann."
    ),
    "Train for longer: [100 epochs].": "Länger trainieren: [100 Epochen].",
    "What the weights have become: [Weights].": "Was aus den Gewichten geworden ist: [Gewichte].",
    "With a reset [through which no gradient passes].": (
        "Mit einer Rücksetzung, [durch die kein Gradient dringt]."
    ),
    "The [loss] compares both spike trains, each smoothed: so a spike that comes near its time "
    "counts as better than none.": (
        "Der [Verlust] vergleicht beide Spike-Folgen, jede geglättet: So gilt ein Spike nahe an "
        "seiner Zeit als besser denn keiner."
    ),
    "A spike can only come, go or move as the weights change; when one comes or goes the loss "
    "makes a jump.": (
        "Ein Spike kann nur kommen, gehen oder wandern, wenn sich die Gewichte ändern; kommt oder "
        "geht einer, macht der Verlust einen Sprung."
    ),
    "With the [true derivative] nothing is learned.": (
        "Mit der [wahren Ableitung] wird nichts gelernt."
    ),
    "A larger rate, [0.2]: quicker, and less smooth.": (
        "Eine größere Rate, [0.2]: schneller und weniger glatt."
    ),
    "Where the surrogate lets a gradient through: [Neuron].": (
        "Wo das Surrogat einen Gradienten durchlässt: [Neuron]."
    ),
    "No single moment tells the answer: the network must carry the first cue to the second, "
    "over synapses that make neurons excite or inhibit each other, and over *u*, which is slow.": (
        "Kein einzelner Augenblick verrät die Antwort: Das Netzwerk muss den ersten Reiz zum "
        "zweiten tragen, über Synapsen, durch die Neuronen einander erregen oder hemmen, und über "
        "*u*, das langsam ist."
    ),
    "Train for longer: [30 epochs].": "Länger trainieren: [30 Epochen].",
    "Another sample: [10].": "Ein anderes Beispiel: [10].",
    "How far gradients reach back: [Gradient through time].": (
        "Wie weit Gradienten zurückreichen: [Gradient durch die Zeit]."
    ),
    "Bright pixels fire early, so that the first spikes say most.": (
        "Helle Bildpunkte feuern früh, sodass die ersten Spikes am meisten sagen."
    ),
    "The [loss] of the digits that are not learned from tells whether it has understood or only "
    "learned by heart.": (
        "Der [Verlust] an den Ziffern, aus denen nicht gelernt wird, verrät, ob es verstanden "
        "oder nur auswendig gelernt hat."
    ),
    "[Ten epochs], about nine of ten right.": "[Zehn Epochen], etwa neun von zehn richtig.",
    "Another digit: [sample 7].": "Eine andere Ziffer: [Beispiel 7].",
    "A spike is there or not.": "Ein Spike ist da oder nicht.",
    "By how much *v* is above the threshold makes no difference, so the [true derivative] is 0 "
    "but at one point, and so is each gradient.": (
        "Um wie viel *v* über der Schwelle liegt, macht keinen Unterschied; die [wahre Ableitung] "
        "ist daher 0 außer an einem Punkt, und ebenso jeder Gradient."
    ),
    "The loss stays where it is.": "Der Verlust bleibt, wo er ist.",
    "Any surrogate is better: [a triangle].": "Jedes Surrogat ist besser: [ein Dreieck].",
    "While *v* climbs to a spike, differences grow with each step, by more than e in a ms.": (
        "Während *v* zu einem Spike klettert, wachsen Unterschiede mit jedem Schritt, um mehr als "
        "das e-Fache in einer ms."
    ),
    "After the spike *v* begins anew at *c*, whatever it was: the reset ends their growth.": (
        "Nach dem Spike beginnt *v* neu bei *c*, was es auch war: Die Rücksetzung beendet ihr "
        "Wachstum."
    ),
    "If the way back does not see the reset, nothing does.": (
        "Sieht der Rückweg die Rücksetzung nicht, so beendet es nichts."
    ),
    "See [Gradient through time].": "Siehe [Gradient durch die Zeit].",
    "With the surrogate in the reset: [soft].": "Mit dem Surrogat in der Rücksetzung: [weich].",
    "Forward, in steps of exponential Euler:": (
        "Vorwärts, in Schritten des exponentiellen Euler-Verfahrens:"
    ),
    "Back, in place of the derivative of a spike *s* by *v*:": (
        "Zurück, statt der Ableitung eines Spikes *s* nach *v*:"
    ),
    "And each weight, by Adam, with the gradient in units of its own size:": (
        "Und jedes Gewicht, nach Adam, mit dem Gradienten in Einheiten seiner eigenen Größe:"
    ),
    "The layer and its gradients are those of BrainPy 2.8.": (
        "Die Schicht und ihre Gradienten sind die von BrainPy 2.8."
    ),
    "· normed": "· normierte",
    "− two wide ones": "− zwei breite",
    "for": "für",
    "E. M. Izhikevich, [Simple model of spiking neurons], IEEE Trans. Neural Networks 14 (2003) "
    "1569–1572.": (
        "E. M. Izhikevich, [Simple model of spiking neurons], IEEE Trans. Neural Networks 14 "
        "(2003) 1569–1572."
    ),
    "E. M. Izhikevich, [Which model to use for cortical spiking neurons?], ibid. 15 (2004) "
    "1063–1070.": (
        "E. M. Izhikevich, [Which model to use for cortical spiking neurons?], ebd. 15 (2004) "
        "1063–1070."
    ),
    "E. M. Izhikevich, [Dynamical Systems in Neuroscience], MIT Press (2007), chapters 5 and 8.": (
        "E. M. Izhikevich, [Dynamical Systems in Neuroscience], MIT Press (2007), Kapitel 5 und 8."
    ),
    "D. Golomb, Y. Amitai, [Propagating neuronal discharges in neocortical slices], J. "
    "Neurophysiol. 78 (1997) 1199–1211.": (
        "D. Golomb, Y. Amitai, [Propagating neuronal discharges in neocortical slices], J. "
        "Neurophysiol. 78 (1997) 1199–1211."
    ),
    "E. M. Izhikevich, [Polychronization: computation with spikes], Neural Computation 18 "
    "(2006) 245–282.": (
        "E. M. Izhikevich, [Polychronization: computation with spikes], Neural Computation 18 "
        "(2006) 245–282."
    ),
    "C. Eliasmith, C. H. Anderson, Neural Engineering, MIT Press (2003).": (
        "C. Eliasmith, C. H. Anderson, Neural Engineering, MIT Press (2003)."
    ),
    "T. Bekolay et al., [Nengo: a Python tool for building large-scale functional brain "
    "models], Frontiers in Neuroinformatics 7 (2014) 48.": (
        "T. Bekolay et al., [Nengo: a Python tool for building large-scale functional brain "
        "models], Frontiers in Neuroinformatics 7 (2014) 48."
    ),
    "E. O. Neftci, H. Mostafa, F. Zenke, [Surrogate gradient learning in spiking neural "
    "networks], IEEE Signal Processing Magazine 36 (2019) 51–63.": (
        "E. O. Neftci, H. Mostafa, F. Zenke, [Surrogate gradient learning in spiking neural "
        "networks], IEEE Signal Processing Magazine 36 (2019) 51–63."
    ),
    "F. Zenke, S. Ganguli, [SuperSpike], Neural Computation 30 (2018) 1514–1541.": (
        "F. Zenke, S. Ganguli, [SuperSpike], Neural Computation 30 (2018) 1514–1541."
    ),
}
