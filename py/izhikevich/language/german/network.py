"""The Network view: what it declares."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "Network": "Netzwerk",
    "Many neurons together: layers, rhythms and waves, spike by spike.": (
        "Viele Neuronen zusammen: Schichten, Rhythmen und Wellen, Spike für Spike."
    ),
    "What it is made of.": "Woraus es besteht.",
    "Input": "Eingang",
    "What drives it.": "Was es antreibt.",
    "How long, from which random numbers, and what is selected.": (
        "Wie lange, aus welchen Zufallszahlen, und was ausgewählt ist."
    ),
    "Populations": "Populationen",
    "What the network is made of. The inhibitory part of a population is fast spiking.": (
        "Woraus das Netzwerk besteht. Der hemmende Teil einer Population feuert schnell (FS)."
    ),
    "name": "Name",
    "size": "Größe",
    "cell type": "Zelltyp",
    "RS (2003)": "RS (2003)",
    "IB (2003)": "IB (2003)",
    "CH (2003)": "CH (2003)",
    "FS (2003)": "FS (2003)",
    "TC (2003)": "TC (2003)",
    "TC burst (2003)": "TC-Burst (2003)",
    "RZ (2003)": "RZ (2003)",
    "LTS (2003)": "LTS (2003)",
    "FS (Nengo)": "FS (Nengo)",
    "LTS (Nengo)": "LTS (Nengo)",
    "RZ (Nengo)": "RZ (Nengo)",
    "inhibitory": "hemmend",
    "Part, 0 to 1.": "Anteil, 0 bis 1.",
    "current": "Strom",
    "noise": "Rauschen",
    "conductance": "Leitfähigkeit",
    "Synaptic current: an expression of g_NAME of each target, v and u.": (
        "Synaptischer Strom: ein Ausdruck aus g_NAME jedes Ziels, v und u."
    ),
    "Projections": "Projektionen",
    "Who is connected to whom. Weights are numbers, or laws such as normal(5,1).": (
        "Wer mit wem verbunden ist. Gewichte sind Zahlen oder Verteilungen wie normal(5,1)."
    ),
    "from": "von",
    "to": "nach",
    "probability": "Wahrscheinlichkeit",
    "weight": "Gewicht",
    "Of excitatory neurons.": "Von erregenden Neuronen.",
    "weight (inh.)": "Gewicht (hemm.)",
    "Of inhibitory neurons.": "Von hemmenden Neuronen.",
    "delay": "Verzögerung",
    "target": "Ziel",
    "Layers": "Schichten",
    "Number of neurons of each layer, from the first to the last.": (
        "Zahl der Neuronen jeder Schicht, von der ersten bis zur letzten."
    ),
    "Three alike": "Drei gleiche",
    "Two": "Zwei",
    "excitatory neurons": "erregende Neuronen",
    "How many neurons excite others.": "Wie viele Neuronen andere erregen.",
    "inhibitory neurons": "hemmende Neuronen",
    "How many inhibit others.": "Wie viele andere hemmen.",
    "neurons": "Neuronen",
    "Number of neurons.": "Zahl der Neuronen.",
    "targets of each": "Ziele je Neuron",
    "To how many random neurons each is connected.": (
        "Mit wie vielen zufälligen Neuronen jedes verbunden ist."
    ),
    "excitatory part": "erregender Anteil",
    "Part of each layer that excites the next; the rest inhibits it.": (
        "Anteil jeder Schicht, der die nächste erregt; der Rest hemmt sie."
    ),
    "connection probability": "Verbindungswahrscheinlichkeit",
    "How likely a neuron is connected to one of the next layer.": (
        "Wie wahrscheinlich ein Neuron mit einem der nächsten Schicht verbunden ist."
    ),
    "mean weight": "mittleres Gewicht",
    "What a spike adds to the current of its targets, for one step.": (
        "Was ein Spike zum Strom seiner Ziele hinzufügt, für einen Schritt."
    ),
    "spread of weights": "Streuung der Gewichte",
    "Standard deviation of the weights, before those below 0 are set to 0.": (
        "Standardabweichung der Gewichte, bevor solche unter 0 auf 0 gesetzt werden."
    ),
    "inhibition relative to excitation": "Hemmung relativ zur Erregung",
    "Inhibitory weights as a multiple of the excitatory ones.": (
        "Hemmende Gewichte als Vielfaches der erregenden."
    ),
    "largest excitatory weight": "größtes erregendes Gewicht",
    "largest inhibitory weight": "größtes hemmendes Gewicht",
    "Weights are uniform between 0 and this.": (
        "Die Gewichte sind zwischen 0 und diesem gleichverteilt."
    ),
    "reach": "Reichweite",
    "How far synapses reach, as a part of the ring.": (
        "Wie weit Synapsen reichen, als Teil des Rings."
    ),
    "From a spike to its effect.": "Von einem Spike bis zu seiner Wirkung.",
    "current into layer 1": "Strom in Schicht 1",
    "Constant current into each neuron of the first layer.": (
        "Konstanter Strom in jedes Neuron der ersten Schicht."
    ),
    "noise in layer 1": "Rauschen in Schicht 1",
    "noise in other layers": "Rauschen in anderen Schichten",
    "noise into excitatory": "Rauschen, erregende",
    "Standard deviation of a normal current into each neuron, new in each ms. It stands for what "
    "comes from the thalamus.": (
        "Standardabweichung eines normalverteilten Stroms in jedes Neuron, neu in jeder ms. Er "
        "steht für das, was vom Thalamus kommt."
    ),
    "noise into inhibitory": "Rauschen, hemmende",
    "Standard deviation of a normal current into each neuron, new in each ms. It starts waves.": (
        "Standardabweichung eines normalverteilten Stroms in jedes Neuron, neu in jeder ms. Er "
        "löst Wellen aus."
    ),
    "Simulated time.": "Simulierte Zeit.",
    "shown": "gezeigt",
    "The last part of the run, which is drawn.": "Der letzte Teil des Laufs, der gezeichnet wird.",
    "random numbers": "Zufallszahlen",
    "Which random numbers are drawn: the same seed gives the same spikes everywhere.": (
        "Welche Zufallszahlen gezogen werden: Derselbe Startwert gibt überall dieselben Spikes."
    ),
    "selected neuron": "ausgewähltes Neuron",
    "Its voltage, its phase plane and its strongest synapses are shown. Click one in the raster.": (
        "Seine Spannung, seine Phasenebene und seine stärksten Synapsen werden gezeigt. Auswahl "
        "durch Klick in das Raster."
    ),
    "Networks": "Netzwerke",
    "Large ones": "Große",
    "feedforward layers": "Schichten hintereinander",
    "Noise drives the first layer; its spikes drive the second, and those the third. What many "
    "weak inputs do depends on how many come together: weaken the weights, and activity dies "
    "out on its way.": (
        "Rauschen treibt die erste Schicht; ihre Spikes treiben die zweite und deren Spikes die "
        "dritte. Was viele schwache Eingänge bewirken, hängt davon ab, wie viele zusammentreffen: "
        "Mit schwächeren Gewichten erlischt die Aktivität auf ihrem Weg."
    ),
    "cortical network (2003)": "kortikales Netzwerk (2003)",
    "1000 neurons, all connected to all at random, driven by noise: they fall into step, in "
    "waves of about 10 Hz (alpha) with faster ripples of about 40 Hz (gamma) in between, though "
    "nothing in the network has these rhythms.": (
        "1000 Neuronen, alle zufällig mit allen verbunden und von Rauschen getrieben: Sie geraten "
        "in Gleichtakt, in Wellen von etwa 10 Hz (Alpha) mit schnelleren von etwa 40 Hz (Gamma) "
        "dazwischen, obwohl nichts im Netzwerk diese Rhythmen hat."
    ),
    "10,000 neurons": "10,000 Neuronen",
    "The cells of the cortical network of 2003, 10,000 of them, each connected to 100 random "
    "others. They all start alike, which gives a few waves; then so many neurons average out, "
    "and the rates become steady: go on to see it.": (
        "Die Zellen des kortikalen Netzwerks von 2003, 10,000 davon, jede mit 100 zufälligen "
        "anderen verbunden. Alle beginnen gleich, das gibt einige Wellen; dann mitteln sich so "
        "viele Neuronen heraus, und die Raten werden stetig: den Lauf fortsetzen, um es zu sehen."
    ),
    "100,000 neurons": "100,000 Neuronen",
    "The cells of the cortical network of 2003, 100,000 of them, each connected to 100 random "
    "others. They all start alike, which gives a few waves; then so many neurons average out, "
    "and the rates become steady: go on to see it.": (
        "Die Zellen des kortikalen Netzwerks von 2003, 100,000 davon, jede mit 100 zufälligen "
        "anderen verbunden. Alle beginnen gleich, das gibt einige Wellen; dann mitteln sich so "
        "viele Neuronen heraus, und die Raten werden stetig: den Lauf fortsetzen, um es zu sehen."
    ),
    "waves on a ring": "Wellen auf einem Ring",
    "Each neuron excites its neighbours. Where noise makes a few fire together a wave starts "
    "and runs both ways: the slanted lines. Where two waves meet both end, for behind each "
    "front the neurons are tired.": (
        "Jedes Neuron erregt seine Nachbarn. Wo Rauschen einige zugleich feuern lässt, beginnt "
        "eine Welle und läuft nach beiden Seiten: die schrägen Linien. Wo sich zwei Wellen "
        "treffen, enden beide, denn hinter jeder Front sind die Neuronen erschöpft."
    ),
    "polychronous network (2006)": "polychrones Netzwerk (2006)",
    "Delays of 1 to 20 ms, and synapses that learn from the order of spikes. At first it fires "
    "in bursts a few times a second (delta). Go on for an hour of simulated time, or see the "
    "next network, which has learned for that long.": (
        "Verzögerungen von 1 bis 20 ms, und Synapsen, die aus der Reihenfolge der Spikes lernen. "
        "Zuerst feuert es in Bursts, einige in der Sekunde (Delta). Weiter geht es eine Stunde "
        "simulierter Zeit lang, oder mit dem nächsten Netzwerk, das so lange gelernt hat."
    ),
    "polychronous, after an hour": "polychron, nach einer Stunde",
    "The same network after an hour of learning: most synapses are at one of their bounds. "
    "Between the slow bursts there is now a fast rhythm (gamma): see the spectrum, and compare "
    "it with that of the network before.": (
        "Dasselbe Netzwerk nach einer Stunde Lernen: Die meisten Synapsen liegen an einer ihrer "
        "Grenzen. Zwischen den langsamen Bursts gibt es nun einen schnellen Rhythmus (Gamma): zu "
        "sehen im Spektrum, zu vergleichen mit dem des Netzwerks davor."
    ),
    "build your own": "selbst bauen",
    "Two populations that excite each other, one of them with inhibitory neurons. Change the "
    "tables: add a population, give it another cell type, connect it.": (
        "Zwei Populationen, die einander erregen, eine davon mit hemmenden Neuronen. Die Tabellen "
        "lassen sich ändern: eine Population hinzufügen, ihr einen anderen Zelltyp geben, sie "
        "verbinden."
    ),
    "Spikes of all neurons, and the rates of the populations": (
        "Spikes aller Neuronen und die Raten der Populationen"
    ),
    "Each mark is a spike. Small populations get more room than their size. Drag to zoom; click "
    "a neuron to look at it.": (
        "Jeder Strich ist ein Spike. Kleine Populationen bekommen mehr Platz, als ihrer Größe "
        "entspricht. Ziehen vergrößert; ein Klick auf ein Neuron wählt es aus."
    ),
    "Phase plane of the selected neuron": "Phasenebene des ausgewählten Neurons",
    "Its path, and its nullclines at its mean current.": (
        "Seine Bahn und seine Nullklinen bei seinem mittleren Strom."
    ),
    "Voltage and current of the selected neuron.": "Spannung und Strom des ausgewählten Neurons.",
    "Intervals": "Intervalle",
    "How regular the neurons fire: intervals between spikes, and their variation.": (
        "Wie regelmäßig die Neuronen feuern: Intervalle zwischen Spikes und deren Variation."
    ),
    "Rhythms": "Rhythmen",
    "Power spectrum of the population rate.": "Leistungsspektrum der Populationsrate.",
    "Weights": "Gewichte",
    "Distribution of the weights, before and after learning.": (
        "Verteilung der Gewichte, vor und nach dem Lernen."
    ),
    "Graph": "Graph",
    "Populations and the projections between them.": (
        "Populationen und die Projektionen dazwischen."
    ),
    "Connections": "Verbindungen",
    "Who is connected to whom, and how strongly.": "Wer mit wem verbunden ist und wie stark.",
    "Go on for 1 s": "1 s weiter",
    "Live": "Laufend",
    "Counting weights": "Gewichte werden gezählt",
    "Looking at connections": "Verbindungen werden gesammelt",
    "Sampling the current": "Der Strom wird abgetastet",
    "Testing": "Prüfung",
    "Building the network": "Das Netz entsteht",
    "Stopped before anything was computed.": "Angehalten, bevor etwas berechnet war.",
}
