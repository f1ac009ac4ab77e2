"""Readouts, summaries, notices, progress."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "Spikes": "Spikes",
    "Number of resets in this run.": "Zahl der Rücksetzungen in diesem Lauf.",
    "Regime": "Regime",
    "The voltage diverges, or it fires ever faster.": (
        "Die Spannung divergiert, oder es feuert immer schneller."
    ),
    "No spike.": "Kein Spike.",
    "One spike, then rest.": "Ein Spike, dann Ruhe.",
    "Numerical artefacts": "Numerische Artefakte",
    "Spikes that the steps make, not the equations: they are counted nowhere else.": (
        "Spikes, die die Schritte machen, nicht die Gleichungen: Sie zählen sonst nirgends."
    ),
    "The steps make spikes that the equations do not have.": (
        "Die Schritte machen Spikes, die die Gleichungen nicht haben."
    ),
    "Two spikes or more, then silence.": "Zwei oder mehr Spikes, dann Stille.",
    "Bursts at 10 Hz or more, 200 Hz or more within.": (
        "Bursts mit 10 Hz oder mehr, darin 200 Hz oder mehr."
    ),
    "Spikes in groups, separated by intervals twice as long.": (
        "Spikes in Gruppen, getrennt durch doppelt so lange Intervalle."
    ),
    "Intervals that keep changing by 30 % up and down.": (
        "Intervalle, die sich immerfort um 30 % auf und ab ändern."
    ),
    "Fires on; the last interval is 1.3 times the first or more.": (
        "Feuert weiter; das letzte Intervall ist mindestens 1.3-mal so lang wie das erste."
    ),
    "Fires on at a steady rate.": "Feuert mit stetiger Rate weiter.",
    "The regime map uses the same rules, over a longer time.": (
        "Die Regimekarte benutzt dieselben Regeln, über längere Zeit."
    ),
    "Time of the first reset.": "Zeit der ersten Rücksetzung.",
    "Mean rate": "Mittlere Rate",
    "Spikes divided by the whole run.": "Spikes geteilt durch den ganzen Lauf.",
    "Intervals, first and last": "Intervalle, erstes und letztes",
    "Between successive spikes; their mean is {}.": (
        "Zwischen aufeinanderfolgenden Spikes; ihr Mittel ist {}."
    ),
    "CV of the intervals": "CV der Intervalle",
    "Standard deviation of the intervals divided by their mean; {} if regular.": (
        "Standardabweichung der Intervalle geteilt durch ihr Mittel; {} bei Regelmäßigkeit."
    ),
    "Spikes per burst": "Spikes je Burst",
    "The train, split at its long intervals.": "Die Folge, an ihren langen Intervallen geteilt.",
    "Adaptation index": "Adaptationsindex",
    "Mean relative change from one interval to the next; positive if firing slows.": (
        "Mittlere relative Änderung von einem Intervall zum nächsten; positiv, wenn das Feuern "
        "langsamer wird."
    ),
    "Equilibria at I = {}": "Gleichgewichte bei I = {}",
    "none": "keine",
    "Where both nullclines cross; a stable one is a resting state. u in {name}; eigenvalues {} "
    "± {} i per ms.": (
        "Wo sich beide Nullklinen kreuzen; ein stabiles ist ein Ruhezustand. u in {}; Eigenwerte "
        "{} ± {} i je ms."
    ),
    "Where both nullclines cross; a stable one is a resting state. u in {name}; eigenvalues {} "
    "and {} per ms.": (
        "Wo sich beide Nullklinen kreuzen; ein stabiles ist ein Ruhezustand. u in {}; Eigenwerte "
        "{} und {} je ms."
    ),
    "Where both nullclines cross; a stable one is a resting state.": (
        "Wo sich beide Nullklinen kreuzen; ein stabiles ist ein Ruhezustand."
    ),
    "stable focus": "stabiler Fokus",
    "stable node": "stabiler Knoten",
    "unstable focus": "instabiler Fokus",
    "unstable node": "instabiler Knoten",
    "stable focus ({}, {})": "stabiler Fokus ({}, {})",
    "stable node ({}, {})": "stabiler Knoten ({}, {})",
    "unstable focus ({}, {})": "instabiler Fokus ({}, {})",
    "unstable node ({}, {})": "instabiler Knoten ({}, {})",
    "saddle ({}, {})": "Sattel ({}, {})",
    "degenerate (saddle-node) ({}, {})": "entartet (Sattel-Knoten) ({}, {})",
    "degenerate (Hopf) ({}, {})": "entartet (Hopf) ({}, {})",
    "degenerate (Bogdanov-Takens) ({}, {})": "entartet (Bogdanov-Takens) ({}, {})",
    "degenerate (u constant) ({}, {})": "entartet (u konstant) ({}, {})",
    "degenerate (u constant)": "entartet (u konstant)",
    "degenerate (Bogdanov-Takens)": "entartet (Bogdanov-Takens)",
    "degenerate (saddle-node)": "entartet (Sattel-Knoten)",
    "degenerate (Hopf)": "entartet (Hopf)",
    "none at any I": "keine bei irgendeinem I",
    "Saddle-node at I": "Sattel-Knoten bei I",
    "Andronov–Hopf at I": "Andronov–Hopf bei I",
    "Two equilibria meet and disappear as the current grows through this value.": (
        "Zwei Gleichgewichte treffen sich und verschwinden, wenn der Strom über diesen Wert wächst."
    ),
    "Two equilibria meet and appear as the current grows through this value.": (
        "Zwei Gleichgewichte entstehen, wenn der Strom über diesen Wert wächst."
    ),
    "Two equilibria meet and disappear as the current grows through this value. It is a "
    "Bogdanov-Takens point: the Andronov-Hopf bifurcation meets it here with frequency 0, and both "
    "eigenvalues are 0.": (
        "Zwei Gleichgewichte treffen sich und verschwinden, wenn der Strom über diesen Wert "
        "wächst. Das ist ein Bogdanov-Takens-Punkt: Die Andronov-Hopf-Bifurkation trifft ihn hier "
        "mit Frequenz 0, und beide Eigenwerte sind 0."
    ),
    "Two equilibria meet and appear as the current grows through this value. It is a "
    "Bogdanov-Takens point: the Andronov-Hopf bifurcation meets it here with frequency 0, and both "
    "eigenvalues are 0.": (
        "Zwei Gleichgewichte entstehen, wenn der Strom über diesen Wert wächst. Das ist ein "
        "Bogdanov-Takens-Punkt: Die Andronov-Hopf-Bifurkation trifft ihn hier mit Frequenz 0, und "
        "beide Eigenwerte sind 0."
    ),
    "Two equilibria meet and disappear as the current grows through this value, at the switch "
    "of the drive.": (
        "Zwei Gleichgewichte treffen sich und verschwinden, wenn der Strom über diesen Wert "
        "wächst, am Knick der u-Nullkline."
    ),
    "Two equilibria meet and appear as the current grows through this value, at the switch of "
    "the drive.": (
        "Zwei Gleichgewichte entstehen, wenn der Strom über diesen Wert wächst, am Knick der "
        "u-Nullkline."
    ),
    "Two equilibria meet and disappear as the current grows through this value": (
        "Zwei Gleichgewichte treffen sich und verschwinden, wenn der Strom über diesen Wert wächst"
    ),
    "The resting state turns unstable; the oscillation born here is unstable and surrounds the "
    "stable rest (subcritical), so rest and firing can coexist next to it.": (
        "Der Ruhezustand wird instabil; die Schwingung, die hier entsteht, ist instabil und "
        "umgibt die stabile Ruhe (subkritisch), sodass daneben Ruhe und Feuern zugleich möglich "
        "sind."
    ),
    "The resting state turns into a small stable oscillation below the firing threshold "
    "(supercritical).": (
        "Der Ruhezustand geht in eine kleine stabile Schwingung unter der Schwelle über "
        "(superkritisch)."
    ),
    "Excitability": "Erregbarkeit",
    "class {}": "Klasse {}",
    "accommodating": "akkommodierend",
    "inhibition-induced": "durch Hemmung",
    "no stable rest": "keine stabile Ruhe",
    "Class {}: rest ends in a saddle-node at I = {}, before it could begin to oscillate; where "
    "the reset leads back past the ghost of the lost rest, firing sets in at an arbitrarily low "
    "rate.": (
        "Klasse {}: Die Ruhe endet in einer Sattel-Knoten-Bifurkation bei I = {}, ehe sie zu "
        "schwingen beginnen könnte; wo die Rücksetzung am Ort der verlorenen Ruhe vorbeiführt, "
        "setzt das Feuern mit beliebig kleiner Rate ein."
    ),
    "Class {}: rest loses its stability in an Andronov-Hopf bifurcation at I = {}, before the "
    "saddle-node at {}; near it the neuron rings at about {}, and firing, where the reset "
    "sustains it, sets in with a jump in rate.": (
        "Klasse {}: Die Ruhe verliert ihre Stabilität in einer Andronov-Hopf-Bifurkation bei I = "
        "{}, vor dem Sattel-Knoten bei {}; in ihrer Nähe schwingt das Neuron mit etwa {} nach, "
        "und das Feuern, wo die Rücksetzung es erhält, setzt mit einem Sprung der Rate ein."
    ),
    "Class {}: rest loses its stability in an Andronov-Hopf bifurcation at I = {}; near it the "
    "neuron rings at about {}, and firing, where the reset sustains it, sets in with a jump in "
    "rate.": (
        "Klasse {}: Die Ruhe verliert ihre Stabilität in einer Andronov-Hopf-Bifurkation bei I = "
        "{}; in ihrer Nähe schwingt das Neuron mit etwa {} nach, und das Feuern, wo die "
        "Rücksetzung es erhält, setzt mit einem Sprung der Rate ein."
    ),
    "Inhibition-induced: rest is stable only between I = {} ({text}) and {} ({text}); at the "
    "lower end it is less current, not more, that ends it (a < 0).": (
        "Durch Hemmung: Die Ruhe ist nur zwischen I = {} ({}) und {} ({}) stabil; am unteren Ende "
        "ist es weniger Strom, nicht mehr, der sie beendet (a < 0)."
    ),
    "No stable rest: no current gives a stable equilibrium.": (
        "Keine stabile Ruhe: Kein Strom gibt ein stabiles Gleichgewicht."
    ),
    "No stable rest: without the -u term there is at most one equilibrium, and here it is not "
    "stable at any current.": (
        "Keine stabile Ruhe: Ohne den Term -u gibt es höchstens ein Gleichgewicht, und hier ist "
        "es bei keinem Strom stabil."
    ),
    "The recovery variable holds the neuron at a stable rest at any constant current.": (
        "Die Erholungsvariable hält das Neuron bei jedem konstanten Strom in stabiler Ruhe."
    ),
    "Perfect adaptation: the one equilibrium stays at v = {} and stable at every I, as u takes "
    "up the whole current; there is no bifurcation, and only a current that rises fast enough "
    "brings a spike.": (
        "Vollkommene Adaptation: Das einzige Gleichgewicht bleibt bei v = {} und bei jedem I "
        "stabil, da u den ganzen Strom aufnimmt; es gibt keine Bifurkation, und nur ein Strom, "
        "der schnell genug steigt, löst einen Spike aus."
    ),
    "This run cannot be completed; the phase plane shows what holds at I = {}.": (
        "Dieser Lauf lässt sich nicht vollenden; die Phasenebene zeigt, was bei I = {} gilt."
    ),
    "Stays silent: {text}.": "Bleibt still; {}.",
    "Fires once: {text}.": "Feuert einmal; {}.",
    "Fires {} bursts of {} spikes: {text}.": "Feuert {} Bursts von {} Spikes; {}.",
    "Fires {} bursts of {} to {} spikes: {text}.": "Feuert {} Bursts von {} bis {} Spikes; {}.",
    "Fires {} spikes and stops: {text}.": "Feuert {} Spikes und hört auf; {}.",
    "Fires on and slows down, its intervals grow from {} to {}: {text}.": (
        "Feuert weiter und wird langsamer, die Intervalle wachsen von {} auf {}; {}."
    ),
    "Fires faster and faster, its intervals shrink from {} to {}: {text}.": (
        "Feuert immer schneller, die Intervalle schrumpfen von {} auf {}; {}."
    ),
    "Fires on, in the end every {}: {text}.": "Feuert weiter, am Ende alle {}; {}.",
    "at I = {} no equilibrium is left ({text}), {text}": (
        "bei I = {} bleibt kein Gleichgewicht ({}), {}"
    ),
    "at I = {} no equilibrium is left, {text}": "bei I = {} bleibt kein Gleichgewicht, {}",
    "saddle-node at {}": "Sattel-Knoten bei {}",
    "rest lost at the Andronov–Hopf point {}, saddle-node at {}": (
        "Ruhe verloren am Andronov–Hopf-Punkt {}, Sattel-Knoten bei {}"
    ),
    "so the trajectory comes back to the reset again and again": (
        "daher kommt die Trajektorie immer wieder zur Rücksetzung zurück"
    ),
    "so the reset comes before any rest": "daher kommt die Rücksetzung vor jeder Ruhe",
    "so the neuron cannot rest": "daher kann das Neuron nicht ruhen",
    "{text} while this current lasts": "{}, solange dieser Strom anhält",
    "but no spike comes within this run": "aber in diesem Lauf kommt kein Spike",
    "but no further spike comes within this run": "aber in diesem Lauf kommt kein weiterer Spike",
    "at I = {} the equilibria lie above the peak, {text}": (
        "bei I = {} liegen die Gleichgewichte über der Spitze, {}"
    ),
    "at I = {} no equilibrium is stable ({text}), above the Andronov–Hopf point at {}, {text}": (
        "bei I = {} ist kein Gleichgewicht stabil ({}), über dem Andronov–Hopf-Punkt bei {}, {}"
    ),
    "at I = {} no equilibrium is stable ({text}), below the Andronov–Hopf point at {}, {text}": (
        "bei I = {} ist kein Gleichgewicht stabil ({}), unter dem Andronov–Hopf-Punkt bei {}, {}"
    ),
    "at I = {} no equilibrium is stable ({text}), {text}": (
        "bei I = {} ist kein Gleichgewicht stabil ({}), {}"
    ),
    "{text} at {} and {text} at {}": "{} bei {} und {} bei {}",
    "focus at {}": "Fokus bei {}",
    "node at {}": "Knoten bei {}",
    "saddle at {}": "Sattel bei {}",
    "unstable focus at {}": "instabiler Fokus bei {}",
    "unstable node at {}": "instabiler Knoten bei {}",
    "merging node and saddle": "Knoten, der mit dem Sattel verschmilzt,",
    "merging node and saddle at {}": "Knoten, der mit dem Sattel verschmilzt, bei {}",
    "point on a line of equilibria": "Punkt auf einer Linie von Gleichgewichten",
    "point on a line of equilibria at {}": "Punkt auf einer Linie von Gleichgewichten bei {}",
    "No stable rest: with a = 0 u keeps the value that the last spike left, and each value has an "
    "equilibrium of its own.": (
        "Keine stabile Ruhe: Mit a = 0 behält u den Wert, den der letzte Spike hinterließ, und "
        "jeder Wert hat sein eigenes Gleichgewicht."
    ),
    "Bogdanov-Takens point": "Bogdanov-Takens-Punkt",
    "Bogdanov-Takens point at {}": "Bogdanov-Takens-Punkt bei {}",
    "focus just losing its stability": "Fokus, der gerade seine Stabilität verliert,",
    "focus just losing its stability at {}": "Fokus, der gerade seine Stabilität verliert, bei {}",
    "the {text} is stable at I = {}, and the trajectory stays in its basin": (
        "der {} ist bei I = {} stabil, und die Trajektorie bleibt in seinem Einzugsgebiet"
    ),
    "the start lay beyond the threshold, then it returns to the {text}, stable at I = {}": (
        "der Anfang lag jenseits der Schwelle, dann kehrt es zum {} zurück, stabil bei I = {}"
    ),
    "the change of the current brought the trajectory beyond the threshold, then it returns to "
    "the {text}, stable at I = {}": (
        "die Änderung des Stroms brachte die Trajektorie über die Schwelle, dann kehrt sie zum {} "
        "zurück, stabil bei I = {}"
    ),
    "the {text} is stable at I = {} too, so rest and firing coexist; the start decides": (
        "auch der {} ist bei I = {} stabil, daher sind Ruhe und Feuern möglich; der Anfang "
        "entscheidet"
    ),
    "the {text} is stable at I = {}, but the current keeps driving it past the threshold": (
        "der {} ist bei I = {} stabil, aber der Strom treibt es immer wieder über die Schwelle"
    ),
    "A finer step keeps the {} spikes; {text}.": "Ein feinerer Schritt behält die {} Spikes; {}.",
    "A finer step keeps the {} spike; {text}.": "Ein feinerer Schritt behält den Spike; {1}.",
    "they come up to {} earlier": "sie kommen bis zu {} früher",
    "they come up to {} later": "sie kommen bis zu {} später",
    "it comes {} earlier": "er kommt {} früher",
    "it comes {} later": "er kommt {} später",
    "they agree within {}": "sie stimmen auf {} überein",
    "A finer step changes nothing: no spike either way.": (
        "Ein feinerer Schritt ändert nichts: kein Spike, so oder so."
    ),
    "Numerical artefact: {} of {} spikes come from steps of {}, which throw v over the threshold; "
    "the equations do not.": (
        "Numerisches Artefakt: {} von {} Spikes kommen von Schritten von {}, die v über die "
        "Schwelle werfen; die Gleichungen tun das nicht."
    ),
    "Numerical artefacts: {} of {} spikes come from steps of {}, which throw v over the threshold; "
    "the equations do not.": (
        "Numerische Artefakte: {} von {} Spikes kommen von Schritten von {}, die v über die "
        "Schwelle werfen; die Gleichungen tun das nicht."
    ),
    "Numerical artefacts: {} of {} spikes.": "Numerische Artefakte: {} von {} Spikes.",
    "Numerical artefacts: {} of {} spikes ({name}).": (
        "Numerische Artefakte: {} von {} Spikes ({})."
    ),
    "With dt = {}, steps throw v from below the stable range over the threshold; the equations do "
    "not.": (
        "Mit dt = {} werfen Schritte v von unterhalb des stabilen Bereichs über die Schwelle; die "
        "Gleichungen tun das nicht."
    ),
    "Take a smaller dt, the accurate scheme, or weaker inhibition.": (
        "Ein kleineres dt, das genaue Verfahren oder schwächere Hemmung wählen."
    ),
    "Take a smaller dt or weaker inhibition.": "Ein kleineres dt oder schwächere Hemmung wählen.",
    "A finer step changes the spikes: integrated accurately, this neuron fires {} spikes "
    "instead of {}.": (
        "Ein feinerer Schritt ändert die Spikes: Genau integriert feuert dieses Neuron {} Spikes "
        "statt {}."
    ),
    "A finer step changes the spikes: integrated accurately, this neuron fires {} spike instead "
    "of {}.": (
        "Ein feinerer Schritt ändert die Spikes: Genau integriert feuert dieses Neuron {} Spike "
        "statt {}."
    ),
    "Only this scheme and step give these {} spikes: integrated accurately, {text}.": (
        "Nur dieses Verfahren und dieser Schritt geben diese {} Spikes; genau integriert gilt: {}."
    ),
    "Only this scheme and step give this spike: integrated accurately, {text}.": (
        "Nur dieses Verfahren und dieser Schritt geben diesen Spike; genau integriert gilt: {}."
    ),
    "the neuron runs away: at {} it fires more than {} spikes per ms": (
        "Das Neuron läuft davon, bei {} feuert es mehr als {} Spikes je ms"
    ),
    "See it": "Ansehen",
    "Try dt = {}": "Mit dt = {} versuchen",
    "the neuron runs away: at {} it fires more than {} spikes per ms, ever faster, because u "
    "({}) does not bring it to rest after the spikes.": (
        "Das Neuron läuft davon: Bei {} feuert es mehr als {} Spikes je ms, immer schneller, weil "
        "u ({}) es nach den Spikes nicht zur Ruhe bringt."
    ),
    "Change d or c, or take the scheme and the dt of the published figure.": (
        "Abhilfe: d oder c ändern, oder das Verfahren und dt der veröffentlichten Abbildung nehmen."
    ),
    "the voltage diverged at {}: with dt = {} this scheme is unstable here.": (
        "Die Spannung divergierte bei {}: Mit dt = {} ist dieses Verfahren hier instabil."
    ),
    "Take a smaller dt or the accurate scheme, or a weaker current.": (
        "Abhilfe: ein kleineres dt oder das genaue Verfahren, oder ein schwächerer Strom."
    ),
    "Take a shorter run or a weaker current.": (
        "Abhilfe: ein kürzerer Lauf oder ein schwächerer Strom."
    ),
    "{name} and its code {name}": "{} und der Code dazu, {}",
    "Izhikevich ({}), figure {name} and its code {name}.": (
        "Izhikevich ({}), Abbildung {} und der Code dazu, {}."
    ),
    "Izhikevich ({}), figure {}, with the protocol of the authors' code (ModelDB {}).": (
        "Izhikevich ({}), Abbildung {}, mit dem Protokoll des Codes der Autoren (ModelDB {})."
    ),
    "Izhikevich ({}), chapter {}, with the rules of the code {name}.": (
        "Izhikevich ({}), Kapitel {}, mit den Regeln des Codes {}."
    ),
    "Izhikevich ({}), section {}, in one public port; not checked against a second.": (
        "Izhikevich ({}), Abschnitt {}, in einer öffentlichen Umsetzung; nicht an einer zweiten "
        "geprüft."
    ),
    "Nengo's documented Izhikevich parameters; protocol of the {} cell.": (
        "Nengos dokumentierte Izhikevich-Parameter; Protokoll der Zelle von {}."
    ),
    "no surrogate": "ohne Surrogat",
    "too narrow": "zu schmal",
    "exploding": "explodierend",
    "TC burst": "TC-Burst",
    "RS": "RS",
    "IB": "IB",
    "CH": "CH",
    "FS": "FS",
    "TC": "TC",
    "RZ": "RZ",
    "LTS": "LTS",
    "RTN": "RTN",
    "MSN": "MSN",
    "RTN burst": "RTN-Burst",
    "Sweeping the current": "Strom wird durchlaufen",
    "Following the resets": "Rücksetzungen werden verfolgt",
    "Sweeping the frequency": "Frequenz wird durchlaufen",
    "Kicking at each phase": "Stöße zu jeder Phase",
    "Trying pulses": "Pulse werden versucht",
    "Simulating": "Simulation läuft",
    "Measuring": "Messung läuft",
    "Hodgkin and Huxley": "Hodgkin und Huxley",
    "Rates of the neurons": "Raten der Neuronen",
    "Ensembles of {} neurons": "Ensembles aus {} Neuronen",
    "{} × {} neurons": "{} × {} Neuronen",
    "{} of {} · {}× real time · {} left": "{} von {} · {}× Echtzeit · noch {}",
    "{} of {} · {}× real time": "{} von {} · {}× Echtzeit",
    "epoch {} of {} · loss {} · {} left": "Epoche {} von {} · Verlust {} · noch {}",
    "epoch {} of {} · {} left": "Epoche {} von {} · noch {}",
    "epoch {} of {} · loss {}": "Epoche {} von {} · Verlust {}",
    "epoch {} of {}": "Epoche {} von {}",
    "Size": "Größe",
    "{} neurons, {} synapses": "{} Neuronen, {} Synapsen",
    "Neurons and synapses of the network.": "Neuronen und Synapsen des Netzwerks.",
    "Mean rate of the {} neurons of {name}.": "Mittlere Rate der {} Neuronen von {}.",
    "Of the intervals of a neuron, mean over neurons: {} like a clock, {} like chance.": (
        "Der Intervalle eines Neurons, gemittelt über Neuronen: {} wie eine Uhr, {} wie der Zufall."
    ),
    "{} if all neurons fire by themselves, {} if all fire together (Golomb's measure).": (
        "{}, wenn alle Neuronen für sich feuern, {}, wenn alle zusammen feuern (Maß nach Golomb)."
    ),
    "Fano factor": "Fano-Faktor",
    "Variance of the number of spikes in {}, divided by its mean: {} if by chance.": (
        "Varianz der Zahl der Spikes in {}, geteilt durch ihr Mittel: {} bei Zufall."
    ),
    "Where the spectrum of the population rate has its peaks.": (
        "Wo das Spektrum der Populationsrate seine Spitzen hat."
    ),
    "{} ({text}), {} ({text}), {} ({text}), {} ({text})": "{} ({}), {} ({}), {} ({}), {} ({})",
    "{} ({text}), {} ({text}), {} ({text})": "{} ({}), {} ({}), {} ({})",
    "{} ({text}), {} ({text})": "{} ({}), {} ({})",
    "{} ({text})": "{} ({})",
    "alpha": "Alpha",
    "beta": "Beta",
    "gamma": "Gamma",
    "delta": "Delta",
    "theta": "Theta",
    "fast": "schnell",
    "slow": "langsam",
    "Selected neuron": "Ausgewähltes Neuron",
    "{}: {text}": "{}: {}",
    "Click a neuron in the raster to look at it.": "Auswahl durch Klick auf ein Neuron im Raster.",
    "Strongest inputs": "Stärkste Eingänge",
    "Neurons whose synapses onto it are strongest, with their weights.": (
        "Neuronen, deren Synapsen auf dieses am stärksten sind, mit ihren Gewichten."
    ),
    "Strongest targets": "Stärkste Ziele",
    "Neurons onto which its synapses are strongest, with their weights.": (
        "Neuronen, auf die seine Synapsen am stärksten sind, mit ihren Gewichten."
    ),
    "Almost nothing fires: the input is too weak, or inhibition too strong.": (
        "Fast nichts feuert: Der Eingang ist zu schwach oder die Hemmung zu stark."
    ),
    "The voltages diverge: what is shown ends there.": (
        "Die Spannungen divergieren: Dort endet, was gezeigt wird."
    ),
    "The network diverged before a step of this neuron was recorded.": (
        "Das Netz divergierte, bevor ein Schritt dieses Neurons aufgezeichnet war."
    ),
    "{name} does not fire: too little arrives there.": "{} feuert nicht: Dort kommt zu wenig an.",
    "{name} do not fire: too little arrives there.": "{} feuern nicht: Dort kommt zu wenig an.",
    "All populations fire, {name} fastest ({}); the neurons fire in step (synchrony {}).": (
        "Alle Populationen feuern, am schnellsten {} ({}); die Neuronen feuern im Gleichtakt "
        "(Synchronie {})."
    ),
    "All populations fire, {name} fastest ({}); loosely in step (synchrony {}).": (
        "Alle Populationen feuern, am schnellsten {} ({}); lose im Takt (Synchronie {})."
    ),
    "All populations fire, {name} fastest ({}); each mostly for itself (synchrony {}).": (
        "Alle Populationen feuern, am schnellsten {} ({}); jedes Neuron meist für sich "
        "(Synchronie {})."
    ),
    "{text}, {text}": "{}, {}",
    "exc.": "exz.",
    "inh.": "inh.",
    "{name} diverged at about {}: with dt = {} this scheme is unstable for currents as strong "
    "as here.": (
        "{} divergierte bei etwa {}: Mit dt = {} ist dieses Verfahren bei so starken Strömen "
        "instabil."
    ),
    "Take a smaller dt or weaker weights.": "Abhilfe: ein kleineres dt oder schwächere Gewichte.",
    "This runs in numpy, more slowly: {name}.": "Dies läuft in numpy, langsamer: {}.",
    "No neuron fires: nothing can be decoded.": "Kein Neuron feuert: Nichts lässt sich dekodieren.",
    "The output {text}.": "Der Ausgang {}.",
    "The second ensemble's {name} {text}.": "{} des zweiten Ensembles {}.",
    "follows its target (RMSE {})": "folgt dem Ziel (RMSE {})",
    "follows roughly its target (RMSE {})": "folgt dem Ziel ungefähr (RMSE {})",
    "does not follow its target (RMSE {})": "folgt dem Ziel nicht (RMSE {})",
    "{text}: most of it because it comes {} early": "{}, großenteils, weil um {} verfrüht",
    "{text}: most of it because it comes {} late": "{}, großenteils, weil um {} verspätet",
    "{text}; the neurons fire in step (synchrony {}), and it ripples": (
        "{}; die Neuronen feuern im Gleichtakt (Synchronie {}), und das Ergebnis zackt"
    ),
    "The ensemble should represent up to {}, but its radius is {}: beyond it, its neurons "
    "saturate.": (
        "Das Ensemble soll bis {} darstellen, aber sein Radius ist {}: Darüber sättigen seine "
        "Neuronen."
    ),
    "Fit the radius": "Radius anpassen",
    "Adaptation spoils what a function needs: the same spikes for the same value.": (
        "Adaptation verdirbt, was eine Funktion braucht: dieselben Spikes für denselben Wert."
    ),
    "Quick recovery in both": "Schnelle Erholung in beiden",
    "{} of {} neurons (rows {name}) race on at {} when their input falls.": (
        "{} von {} Neuronen (Zeilen {}) rasen mit {} weiter, wenn ihr Eingang fällt."
    ),
    "They race on at {} when their input falls.": (
        "Sie rasen mit {} weiter, wenn ihr Eingang fällt."
    ),
    "That is not biology but a numerical artefact: u has grown so large that v overshoots in "
    "steps of {}.": (
        "Das ist nicht Biologie, sondern ein numerisches Artefakt: u ist so groß geworden, dass v "
        "in Schritten von {} überschießt."
    ),
    "Nengo's neurons do the same.": "Nengos Neuronen tun dasselbe.",
    "In the last fifth of the run the output is {}, where it should be {}; {} of the spikes "
    "fall into its first tenth.": (
        "Im letzten Fünftel des Laufs ist der Ausgang {}, wo er {} sein sollte; {} der Spikes "
        "fallen in sein erstes Zehntel."
    ),
    "In the last fifth of the run the second ensemble's {name} is {}, where it should be {}; {} of "
    "the spikes fall into its first tenth.": (
        "Im letzten Fünftel des Laufs ist {} des zweiten Ensembles {}, wo es {} sein sollte; {} "
        "der Spikes fallen in sein erstes Zehntel."
    ),
    "Root of the mean squared distance of the output from its target, over the whole run.": (
        "Wurzel aus dem mittleren Abstandsquadrat des Ausgangs von seinem Ziel, über den ganzen "
        "Lauf."
    ),
    "Root of the mean squared distance of the output from its target, from {} on.": (
        "Wurzel aus dem mittleren Abstandsquadrat des Ausgangs von seinem Ziel, von {} an."
    ),
    "RMSE of A": "RMSE von A",
    "RMSE of B": "RMSE von B",
    "Lag": "Rückstand",
    "By how much the output comes after its target, as far as it fits best.": (
        "Um wie viel der Ausgang nach seinem Ziel kommt, soweit es am besten passt."
    ),
    "The synapse delays; neurons that adapt answer to changes, and so come early.": (
        "Die Synapse verzögert; Neuronen, die adaptieren, antworten auf Änderungen und kommen "
        "daher früh."
    ),
    "RMSE without lag": "RMSE ohne Rückstand",
    "Of the output moved by the lag.": "Des um den Rückstand verschobenen Ausgangs.",
    "Frequency": "Frequenz",
    "How often the decoded state goes around per second, after {}.": (
        "Wie oft der dekodierte Zustand je Sekunde umläuft, nach {}."
    ),
    "Amplitude": "Amplitude",
    "Mean distance of the decoded state from {}, in the last {}.": (
        "Mittlerer Abstand des dekodierten Zustands von {}, in den letzten {}."
    ),
    "The oscillation dies out: the loop gives back less than it gets.": (
        "Die Schwingung erlischt: Die Schleife gibt weniger zurück, als sie bekommt."
    ),
    "The state goes around at {}, at a distance of {} from {}; the loop was made for {}.": (
        "Der Zustand läuft mit {} um, im Abstand {} von {}; die Schleife ist für {} gemacht."
    ),
    "Of all neurons of the selected ensemble, over the whole run.": (
        "Aller Neuronen des ausgewählten Ensembles, über den ganzen Lauf."
    ),
    "Silent neurons": "Stumme Neuronen",
    "{} of {}": "{} von {}",
    "They never fired.": "Sie feuerten nie.",
    "Spikes that the steps make, not the equations.": (
        "Spikes, die die Schritte machen, nicht die Gleichungen."
    ),
    "They are decoded as all others.": "Sie werden wie alle anderen decodiert.",
    "Racing neurons": "Rasende Neuronen",
    "Of its neurons, in 1/ms, 1/ms, mV and mV/ms (in Nengo tau_recovery, coupling, "
    "reset_voltage and reset_recovery).": (
        "Seiner Neuronen, in 1/ms, 1/ms, mV und mV/ms (in Nengo tau_recovery, coupling, "
        "reset_voltage und reset_recovery)."
    ),
    "What the error would be if each neuron fired steadily at the rate of its tuning curve.": (
        "Wie groß der Fehler wäre, wenn jedes Neuron stetig mit der Rate seiner Tuningkurve "
        "feuerte."
    ),
    "RMSE of the tuning curves": "RMSE der Tuningkurven",
    "Neuron {}: encoder": "Neuron {}: Encoder",
    "Its preferred direction.": "Seine bevorzugte Richtung.",
    "Intercept, highest rate": "Einsatzpunkt, höchste Rate",
    "Where along its encoder it begins to fire, in radii, and its rate at the edge.": (
        "Wo entlang seines Encoders es zu feuern beginnt, in Radien, und seine Rate am Rand."
    ),
    "Gain, bias": "Verstärkung, Grundstrom",
    "The current into it is gain times its encoder times the input, and its bias.": (
        "Der Strom hinein ist Verstärkung mal Encoder mal Eingang, und sein Grundstrom."
    ),
    "Neuron {}: mean rate": "Neuron {}: mittlere Rate",
    "Over the whole run.": "Über den ganzen Lauf.",
    "RMSE": "RMSE",
    "Before any learning {text}.": "Vor dem Lernen: {}.",
    "After {} epoch {text}.": "Nach {} Epoche: {}.",
    "After {} epochs {text}.": "Nach {} Epochen: {}.",
    "After {} epochs no weight has changed: no error comes back through a spike.": (
        "Nach {} Epochen hat sich kein Gewicht geändert: Kein Fehler kommt durch einen Spike "
        "zurück."
    ),
    "After {} epoch no weight has changed: no error comes back through a spike.": (
        "Nach {} Epoche hat sich kein Gewicht geändert: Kein Fehler kommt durch einen Spike zurück."
    ),
    "Still {text}.": "Noch immer: {}.",
    "Only the readouts have learned, which do not spike; no error comes back through the spikes.": (
        "Nur die Ausgänge haben gelernt, die nicht spiken; kein Fehler kommt durch die Spikes "
        "zurück."
    ),
    "{text}; after {} it had been learned, but not for good": (
        "{}; nach {} war es gelernt, aber nicht auf Dauer"
    ),
    "It was learned after {} epochs.": "Es war nach {} Epochen gelernt.",
    "{} of the answers are right": "{} der Antworten sind richtig",
    "all {} targets are met, by as many spikes": (
        "alle {} Ziele sind getroffen, von ebenso vielen Spikes"
    ),
    "{} of {} targets are met, by {} spikes": "{} von {} Zielen sind getroffen, von {} Spikes",
    "{} of {} targets are met, by {} spike": "{} von {} Zielen sind getroffen, von {} Spike",
    "This is why: a small change of v changes no spike.": (
        "Deshalb: Eine kleine Änderung von v ändert keinen Spike."
    ),
    "The true derivative is zero at each step, and nothing can be learned.": (
        "Die wahre Ableitung ist in jedem Schritt null, und nichts lässt sich lernen."
    ),
    "Back to a surrogate": "Zurück zu einem Surrogat",
    "Only {} of the steps carry a gradient: the surrogate is so narrow that v is hardly ever "
    "within it.": (
        "Nur {} der Schritte tragen einen Gradienten: Das Surrogat ist so schmal, dass v kaum je "
        "hineinfällt."
    ),
    "Take a wide one": "Ein breites nehmen",
    "The gradient explodes on its way back: it grows while v climbs to a spike, and only the "
    "soft reset damps it.": (
        "Der Gradient explodiert auf seinem Rückweg: Er wächst, während v zu einem Spike "
        "klettert, und nur die weiche Rücksetzung dämpft ihn."
    ),
    "Take the soft reset": "Die weiche Rücksetzung nehmen",
    "The true derivative of a spike is zero.": "Die wahre Ableitung eines Spikes ist null.",
    "See what is learned with it.": "Was damit gelernt wird, lässt sich ansehen.",
    "Train with the true derivative": "Mit der wahren Ableitung trainieren",
    "Right answers": "Richtige Antworten",
    "Of the samples that are not learned from.": "Der Beispiele, aus denen nicht gelernt wird.",
    "F score": "F-Maß",
    "Twice the number of targets with a spike near enough, by the number of targets and spikes "
    "together: {} if each has the other.": (
        "Doppelte Zahl der Ziele mit einem Spike nahe genug, geteilt durch die Zahl der Ziele und "
        "Spikes zusammen: {}, wenn jedes das andere hat."
    ),
    "Learned after": "Gelernt nach",
    "not yet": "noch nicht",
    "Epochs until the score is {} for the first time.": "Epochen, bis der Erfolg erstmals {} ist.",
    "Loss": "Verlust",
    "Of the last epoch, as its samples came: what is made small.": (
        "Der letzten Epoche, wie ihre Beispiele kamen: was klein gemacht wird."
    ),
    "Steps with a gradient": "Schritte mit Gradient",
    "Part of all steps of all neurons in the run shown at which the surrogate's derivative is "
    "not zero, so that an error can pass.": (
        "Anteil aller Schritte aller Neuronen des gezeigten Laufs, in denen die Ableitung des "
        "Surrogats nicht null ist, sodass ein Fehler hindurchkann."
    ),
    "Spikes with a gradient": "Spikes mit Gradient",
    "The same, of the steps with a spike.": "Dasselbe, von den Schritten mit einem Spike.",
    "Length of the gradient": "Länge des Gradienten",
    "Of all weights together, mean over the batches of the last epoch, before clipping.": (
        "Aller Gewichte zusammen, gemittelt über die Stapel der letzten Epoche, vor der Begrenzung."
    ),
    "Gradient, early by late": "Gradient, früh zu spät",
    "The gradient by v in the first fifth of the time by that in the last fifth: far below {} "
    "it vanishes on its way back, far above it explodes.": (
        "Der Gradient nach v im ersten Fünftel der Zeit geteilt durch den im letzten Fünftel: "
        "Weit unter {} schwindet er auf seinem Rückweg, weit darüber explodiert er."
    ),
    "See Gradient through time.": "Siehe Gradient durch die Zeit.",
    "{} (vanishes)": "{} (schwindet)",
    "{} (explodes)": "{} (explodiert)",
    "All that is learned: weights of all layers, and biases.": (
        "Alles, was gelernt wird: Gewichte aller Schichten und Grundströme."
    ),
    "Changed by": "Geändert um",
    "Since the start: root of the mean square of the changes.": (
        "Seit dem Anfang: Wurzel aus dem mittleren Quadrat der Änderungen."
    ),
    "In the run shown, of all neurons.": "Im gezeigten Lauf, aller Neuronen.",
    "What the readouts say to the sample shown, and what is right.": (
        "Was die Ausgänge zum gezeigten Beispiel sagen, und was richtig ist."
    ),
    "Sample {}": "Beispiel {}",
    "{text}; right: {text}": "{}; richtig: {}",
    "The training ends here: {text}": "Das Training endet hier: {}",
}
