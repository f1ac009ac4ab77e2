"""The Neuron view: what it declares."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "Neuron": "Neuron",
    "One neuron: its firing patterns, and why it fires so, in the phase plane.": (
        "Ein Neuron: seine Feuermuster und, in der Phasenebene, warum es so feuert."
    ),
    "The parameters of the model.": "Die Parameter des Modells.",
    "Current": "Strom",
    "What is injected.": "Was injiziert wird.",
    "Run": "Lauf",
    "How long, from where, and by which scheme.": (
        "Wie lange, von wo aus und mit welchem Verfahren."
    ),
    "Equation": "Gleichung",
    "The coefficients of the quadratic.": "Die Koeffizienten des quadratischen Terms.",
    "Regime map": "Regimekarte",
    "Which plane the regime map shows.": "Welche Ebene die Regimekarte zeigt.",
    "rate of recovery": "Erholungsrate",
    "How fast u follows v. Small: slow recovery, and so adaptation. Below 0, u runs away from "
    "its nullcline.": (
        "Wie schnell u auf v folgt. Klein: langsame Erholung und damit Adaptation. Unter 0 läuft "
        "u von seiner Nullkline fort."
    ),
    "sensitivity of u to v": "Empfindlichkeit von u für v",
    "Slope of the u-nullcline. Above a, rest ends in an oscillation (resonator); below, in a "
    "saddle-node (integrator).": (
        "Steigung der u-Nullkline. Größer als a: Die Ruhe endet in einer Schwingung (Resonator); "
        "kleiner: in einer Sattel-Knoten-Bifurkation (Integrator)."
    ),
    "reset of v": "Rücksetzwert von v",
    "Voltage right after a spike.": "Spannung unmittelbar nach einem Spike.",
    "jump of u": "Sprung von u",
    "What each spike adds to u.": "Was jeder Spike zu u hinzufügt.",
    "peak": "Spitze",
    "Voltage at which a spike ends and the reset happens. It is not the firing threshold.": (
        "Spannung, bei der ein Spike endet und zurückgesetzt wird. Sie ist nicht die Schwelle des "
        "Feuerns."
    ),
    "added current": "zusätzlicher Strom",
    "A constant current, added to the stimulus.": (
        "Ein konstanter Strom, der zum Stimulus hinzukommt."
    ),
    "Stimulus": "Stimulus",
    "Currents over time, added by +: step(level,start), pulse(level,start,width), train, ramp, "
    "sine, zap, white, ou, piecewise, or a number.": (
        "Ströme über der Zeit, mit + addiert: step(Höhe,Beginn), pulse(Höhe,Beginn,Dauer), train, "
        "ramp, sine, zap, white, ou, piecewise oder eine Zahl."
    ),
    "Step of 10 at 20 ms": "Stufe von 10 bei 20 ms",
    "Pulse of 10 for 5 ms": "Puls von 10 für 5 ms",
    "Five pulses": "Fünf Pulse",
    "Slow ramp": "Langsame Rampe",
    "Sine, 8 Hz": "Sinus, 8 Hz",
    "Swept sine": "Sinus mit steigender Frequenz",
    "White noise": "Weißes Rauschen",
    "Coloured noise": "Farbiges Rauschen",
    "duration": "Dauer",
    "time step": "Zeitschritt",
    "Step of the explicit schemes. The published patterns depend on theirs.": (
        "Schritt der expliziten Verfahren. Die veröffentlichten Muster hängen von ihrem ab."
    ),
    "Scheme": "Verfahren",
    "How the equations are integrated.": "Wie die Gleichungen integriert werden.",
    "Euler, v then u": "Euler, v vor u",
    "Steps v, then u with the new v, as the code behind the figure of the 2004 paper does. The "
    "published patterns were made with it.": (
        "Schreitet mit v fort, dann mit u zum neuen v, wie der Code zur Abbildung der Arbeit von "
        "2004. Die veröffentlichten Muster sind damit berechnet."
    ),
    "Euler, v and u together": "Euler, v und u zugleich",
    "Steps v and u both from their old values: textbook forward Euler, as in the 2007 book, in "
    "ANNarchy and in Brian2.": (
        "Schreitet mit v und u von beider alten Werten aus fort: das Euler-Verfahren der "
        "Lehrbücher, wie im Buch von 2007, in ANNarchy und in Brian2."
    ),
    "Two half-steps of v": "Zwei halbe Schritte von v",
    "Steps v twice by half a step, then u once with the new v, as the network of the 2003 paper "
    "does (there with dt = 1 ms).": (
        "Schreitet mit v zweimal um einen halben Schritt fort, dann einmal mit u zum neuen v, wie "
        "das Netzwerk der Arbeit von 2003 (dort mit dt = 1 ms)."
    ),
    "Accurate (Taylor series)": "Genau (Taylorreihe)",
    "Steps as long as a bounded error allows, with spikes at their exact times: what the equations "
    "themselves say. dt is only the distance of the samples.": (
        "Schritte so lang, wie ein begrenzter Fehler es erlaubt, mit Spikes zu ihren genauen "
        "Zeiten: was die Gleichungen selbst besagen. dt ist nur der Abstand der Stützstellen."
    ),
    "voltage at the start": "Spannung zu Beginn",
    "A click in the phase plane sets both values of the start.": (
        "Ein Klick in die Phasenebene setzt beide Anfangswerte."
    ),
    "recovery at the start": "Erholung zu Beginn",
    "quadratic coefficient": "quadratischer Koeffizient",
    "Of v squared.": "Vor v zum Quadrat.",
    "linear coefficient": "linearer Koeffizient",
    "Of v.": "Vor v.",
    "constant term": "konstanter Term",
    "Adds to the current.": "Kommt zum Strom hinzu.",
    "capacitance": "Kapazität",
    "1 in the 2003 and 2004 papers, whose quantities are rates of change; in pF otherwise.": (
        "1 in den Arbeiten von 2003 und 2004, deren Größen Änderungsraten sind; sonst in pF."
    ),
    "Plane": "Ebene",
    "The two parameters that vary in the regime map; a click in it sets both.": (
        "Die beiden Parameter, die in der Regimekarte variieren; ein Klick in die Karte setzt "
        "beide."
    ),
    "b and I": "b und I",
    "Sensitivity and current: here rest ends.": "Empfindlichkeit und Strom: Hier endet die Ruhe.",
    "a and b": "a und b",
    "Recovery: integrators, resonators, adaptation.": (
        "Erholung: Integratoren, Resonatoren, Adaptation."
    ),
    "c and d": "c und d",
    "The reset: tonic firing, bursting, chattering.": (
        "Rücksetzung: tonisches Feuern, Bursts, Chattering."
    ),
    "Twenty firing patterns": "Zwanzig Feuermuster",
    "Cell types": "Zelltypen",
    "Nengo": "Nengo",
    "tonic spiking": "tonisches Feuern",
    "The neuron fires for as long as the current is on: at I = 14 there is no equilibrium to "
    "rest at. The first intervals are short, until the jumps d of u at the spikes and its decay "
    "between them balance.": (
        "Das Neuron feuert, solange der Strom fließt: Bei I = 14 gibt es kein Gleichgewicht, in "
        "dem es ruhen könnte. Die ersten Intervalle sind kurz, bis sich die Sprünge d von u bei "
        "den Spikes und das Abklingen dazwischen die Waage halten."
    ),
    "phasic spiking": "phasisches Feuern",
    "One spike at the onset, then silence although the current stays on. The step moves the "
    "stable equilibrium faster than u can follow, which fires one spike; the raised u then "
    "leads the state back to the equilibrium, which is still stable.": (
        "Ein Spike zu Beginn, dann Stille, obwohl der Strom weiterfließt. Die Stufe verschiebt "
        "das stabile Gleichgewicht schneller, als u folgen kann; das löst einen Spike aus. Das "
        "erhöhte u führt den Zustand danach zum Gleichgewicht zurück, das noch immer stabil ist."
    ),
    "tonic bursting": "tonische Bursts",
    "Bursts separated by pauses. The high reset c = -50 lands below the v-nullcline, so that "
    "the next spike follows at once; each spike lifts u by d, until the resets land above the "
    "nullcline, v falls, and u must decay before the next burst.": (
        "Bursts, durch Pausen getrennt. Der hohe Rücksetzwert c = -50 liegt unter der "
        "v-Nullkline, sodass der nächste Spike sofort folgt; jeder Spike hebt u um d, bis die "
        "Rücksetzpunkte über der Nullkline liegen, v fällt und u vor dem nächsten Burst abklingen "
        "muss."
    ),
    "phasic bursting": "phasischer Burst",
    "One burst at the onset, then silence. As in phasic spiking the equilibrium stays stable, "
    "but with a higher reset and hardly any jump of u it takes several spikes until u has risen "
    "far enough to lead the state back to rest.": (
        "Ein Burst zu Beginn, dann Stille. Wie beim phasischen Feuern bleibt das Gleichgewicht "
        "stabil, aber bei höherem Rücksetzwert und fast ohne Sprung von u braucht es mehrere "
        "Spikes, bis u weit genug gestiegen ist, um den Zustand zur Ruhe zurückzuführen."
    ),
    "mixed mode": "gemischter Modus",
    "A burst at the onset, then single spikes. At first u is low and the resets land below the "
    "v-nullcline; once the jumps have lifted u, every reset lands above it and each spike is "
    "followed by a long recovery.": (
        "Ein Burst zu Beginn, dann einzelne Spikes. Anfangs ist u niedrig, und die Rücksetzpunkte "
        "liegen unter der v-Nullkline; haben die Sprünge u erst gehoben, so liegt jeder darüber, "
        "und auf jeden Spike folgt eine lange Erholung."
    ),
    "spike frequency adaptation": "Spikefrequenz-Adaptation",
    "The intervals grow from spike to spike. u jumps by d = 8 at each spike but decays slowly "
    "(1/a = 100 ms), so it accumulates and works against the current.": (
        "Die Intervalle wachsen von Spike zu Spike. u springt bei jedem Spike um d = 8, klingt "
        "aber langsam ab (1/a = 100 ms); so sammelt es sich an und wirkt dem Strom entgegen."
    ),
    "Class 1 excitable": "erregbar, Klasse 1",
    "On a rising current firing begins slowly and speeds up. Rest ends in a saddle-node "
    "bifurcation, and next to it the state lingers where the two equilibria met, so that with a "
    "constant current the rate can be as low as one likes.": (
        "Bei steigendem Strom beginnt das Feuern langsam und wird schneller. Die Ruhe endet in "
        "einer Sattel-Knoten-Bifurkation, und in deren Nähe verweilt der Zustand dort, wo sich "
        "die beiden Gleichgewichte trafen; bei konstantem Strom kann die Rate daher beliebig "
        "klein sein."
    ),
    "Class 2 excitable": "erregbar, Klasse 2",
    "On a rising current firing sets in at once with a high rate, near 50 Hz. Rest loses its "
    "stability in an Andronov-Hopf bifurcation (I = 0.4), where the state already turns round "
    "the equilibrium with a frequency of its own.": (
        "Bei steigendem Strom setzt das Feuern sofort mit hoher Rate ein, etwa 50 Hz. Die Ruhe "
        "verliert ihre Stabilität in einer Andronov-Hopf-Bifurkation (I = 0.4), bei der der "
        "Zustand bereits mit eigener Frequenz um das Gleichgewicht kreist."
    ),
    "spike latency": "Spike-Latenz",
    "The spike comes long after the short pulse has ended. The pulse leaves the state just "
    "beyond the separatrix of the saddle, near which everything moves slowly; a little more or "
    "less current changes the delay much, or abolishes the spike.": (
        "Der Spike kommt lange nach dem Ende des kurzen Pulses. Der Puls lässt den Zustand knapp "
        "jenseits der Separatrix des Sattels zurück, in dessen Nähe sich alles langsam bewegt; "
        "etwas mehr oder weniger Strom ändert die Verzögerung stark oder verhindert den Spike."
    ),
    "subthreshold oscillations": "unterschwellige Schwingungen",
    "After the spike v rings below threshold with a period near 56 ms. The equilibrium is a "
    "stable focus: the state spirals into it in the phase plane.": (
        "Nach dem Spike schwingt v unterhalb der Schwelle mit einer Periode von etwa 56 ms nach. "
        "Das Gleichgewicht ist ein stabiler Fokus: In der Phasenebene läuft der Zustand "
        "spiralförmig hinein."
    ),
    "resonator": "Resonator",
    "Of two pairs of pulses only the second fires the neuron, although its pulses lie further "
    "apart: 40 ms is the period of the oscillation about the focus, so the second pulse pushes "
    "in phase. After 20 ms it pushes against the swing.": (
        "Von zwei Pulspaaren löst nur das zweite einen Spike aus, obwohl seine Pulse weiter "
        "auseinander liegen: 40 ms ist die Periode der Schwingung um den Fokus, sodass der zweite "
        "Puls im Takt anstößt. Nach 20 ms stößt er gegen die Schwingung."
    ),
    "integrator": "Integrator",
    "Two pulses 5 ms apart add up to a spike, two pulses 10 ms apart do not. Without "
    "oscillations about rest, what a pulse leaves behind only decays: the closer the pulses, "
    "the better.": (
        "Zwei Pulse im Abstand von 5 ms summieren sich zu einem Spike, zwei im Abstand von 10 ms "
        "nicht. Ohne Schwingungen um die Ruhe klingt, was ein Puls hinterlässt, nur ab: je "
        "dichter die Pulse, desto besser."
    ),
    "rebound spike": "Rebound-Spike",
    "A spike after inhibition. While v is held down u falls; when the pulse ends, the low u "
    "leaves the state on the firing side of the threshold.": (
        "Ein Spike nach Hemmung. Während v niedrig gehalten wird, fällt u; endet der Puls, so "
        "lässt das niedrige u den Zustand auf der feuernden Seite der Schwelle zurück."
    ),
    "rebound burst": "Rebound-Burst",
    "A burst after inhibition: the same rebound as for the single spike, but with the reset at "
    "-52 mV and no jump of u the neuron fires until u has recovered by itself.": (
        "Ein Burst nach Hemmung: derselbe Rebound wie beim einzelnen Spike, aber mit dem "
        "Rücksetzwert -52 mV und ohne Sprung von u feuert das Neuron, bis sich u von selbst "
        "erholt hat."
    ),
    "threshold variability": "veränderliche Schwelle",
    "The same small pulse fails alone, but fires the neuron after a brief inhibition. The "
    "threshold is not a voltage but a curve in the (v, u) plane, and inhibition has lowered u.": (
        "Derselbe kleine Puls bleibt allein wirkungslos, löst aber nach kurzer Hemmung einen "
        "Spike aus. Die Schwelle ist keine Spannung, sondern eine Kurve in der (v, u)-Ebene, und "
        "die Hemmung hat u gesenkt."
    ),
    "bistability": "Bistabilität",
    "One pulse switches firing on, an equal one at the right phase switches it off: at I = 0.24 "
    "a stable equilibrium and a spiking cycle coexist. The second pulse is timed for this "
    "scheme and step; integrated accurately, firing goes on.": (
        "Ein Puls schaltet das Feuern ein, ein gleicher zur rechten Phase schaltet es aus: Bei I "
        "= 0.24 bestehen ein stabiles Gleichgewicht und ein Spike-Zyklus nebeneinander. Der "
        "zweite Puls ist auf dieses Verfahren und diesen Schritt abgestimmt; bei genauer "
        "Integration geht das Feuern weiter."
    ),
    "depolarizing after-potential": "depolarisierendes Nachpotential",
    "After the spike v does not dip but humps. The negative d throws u far down, which drives v "
    "up again after the reset; u is fast here (a = 1) and soon ends the hump, without a second "
    "spike only by a narrow margin.": (
        "Nach dem Spike sinkt v nicht ab, sondern bildet einen Buckel. Das negative d wirft u "
        "weit hinab, und das treibt v nach der Rücksetzung wieder hinauf; u ist hier schnell (a = "
        "1) und beendet den Buckel bald, nur knapp ohne einen zweiten Spike."
    ),
    "accommodation": "Akkommodation",
    "The slow ramp to I = 8 fires nothing, the fast one to I = 4 does. Here u has no leak: it "
    "integrates the deviation of v from -65 mV and so cancels any slow change of the current; "
    "only a change faster than u gets through.": (
        "Die langsame Rampe bis I = 8 löst nichts aus, die schnelle bis I = 4 schon. Hier hat u "
        "kein Leck: Es integriert die Abweichung der Spannung v von -65 mV und hebt so jede "
        "langsame Änderung des Stroms auf; nur eine Änderung, die schneller ist als u, dringt "
        "durch."
    ),
    "inhibition-induced spiking": "Feuern durch Hemmung",
    "The neuron is silent at I = 80 and fires while the current is reduced to 75. With a and b "
    "negative the equilibrium moves to higher v when the current falls, and there it is "
    "unstable.": (
        "Das Neuron schweigt bei I = 80 und feuert, während der Strom auf 75 verringert ist. Da a "
        "und b negativ sind, rückt das Gleichgewicht bei fallendem Strom zu höherem v und ist "
        "dort instabil."
    ),
    "inhibition-induced bursting": "Bursts durch Hemmung",
    "As before, but in bursts: the reset lies at -45 mV and each spike lowers u by 2, so that "
    "the next follows sooner. Only the coarse steps of this scheme end the bursts; integrated "
    "accurately, the neuron runs away.": (
        "Wie zuvor, aber in Bursts: Der Rücksetzwert liegt bei -45 mV, und jeder Spike senkt u um "
        "2, sodass der nächste eher folgt. Nur die groben Schritte dieses Verfahrens beenden die "
        "Bursts; genau integriert läuft das Neuron davon."
    ),
    "regular spiking (2003)": "regelmäßig feuernd (2003)",
    "The common excitatory cell of the cortex. The first interval is short, the later ones "
    "long: each spike lifts u by 8, which holds the next one back.": (
        "Die häufige erregende Zelle der Hirnrinde. Das erste Intervall ist kurz, die späteren "
        "sind lang: Jeder Spike hebt u um 8, und das hält den nächsten zurück."
    ),
    "intrinsically bursting (2003)": "intrinsische Bursts (2003)",
    "A short burst at the onset, then single spikes. The higher reset makes the first spikes "
    "follow quickly, until u has accumulated.": (
        "Ein kurzer Burst zu Beginn, dann einzelne Spikes. Der höhere Rücksetzwert lässt die "
        "ersten Spikes rasch aufeinander folgen, bis sich u angesammelt hat."
    ),
    "chattering (2003)": "Chattering (2003)",
    "Burst after burst. The reset at -50 mV lies close to the next spike, and u needs several "
    "of its small jumps to end a burst.": (
        "Burst auf Burst. Der Rücksetzwert von -50 mV liegt nahe am nächsten Spike, und u braucht "
        "mehrere seiner kleinen Sprünge, um einen Burst zu beenden."
    ),
    "fast spiking (2003)": "schnell feuernd (2003)",
    "An inhibitory cell that fires fast and almost without adaptation: u recovers five times "
    "faster than in the excitatory cells and is gone before the next spike.": (
        "Eine hemmende Zelle, die schnell und fast ohne Adaptation feuert: u erholt sich fünfmal "
        "so schnell wie in den erregenden Zellen und ist vor dem nächsten Spike abgeklungen."
    ),
    "thalamo-cortical (2003)": "thalamokortikal (2003)",
    "From rest the relay cell of the thalamus fires single spikes. Compare the burst it fires "
    "when it is released from hyperpolarisation.": (
        "Aus der Ruhe feuert die Relaiszelle des Thalamus einzelne Spikes. Zum Vergleich: der "
        "Burst, den sie feuert, wenn sie aus einer Hyperpolarisation entlassen wird."
    ),
    "thalamo-cortical, rebound burst (2003)": "thalamokortikal, Rebound-Burst (2003)",
    "The same cell, held near -87 mV and then released: u has become so low that the neuron "
    "fires a burst without any excitation.": (
        "Dieselbe Zelle, bei etwa -87 mV gehalten und dann losgelassen: u ist so niedrig "
        "geworden, dass das Neuron ohne jede Erregung einen Burst feuert."
    ),
    "resonator (2003)": "Resonator (2003)",
    "Damped oscillations below threshold after the step, and spikes during the pulse. The "
    "equilibrium is a focus, so the cell answers best to inputs at its own frequency.": (
        "Gedämpfte Schwingungen unter der Schwelle nach der Stufe und Spikes während des Pulses. "
        "Das Gleichgewicht ist ein Fokus, daher antwortet die Zelle am besten auf Eingänge ihrer "
        "eigenen Frequenz."
    ),
    "low-threshold spiking (2003)": "mit niedriger Schwelle feuernd (2003)",
    "An inhibitory cell with a low threshold (b = 0.25) that begins fast and slows down as u "
    "accumulates.": (
        "Eine hemmende Zelle mit niedriger Schwelle (b = 0.25), die schnell beginnt und langsamer "
        "wird, während sich u ansammelt."
    ),
    "regular spiking pyramidal cell, layer 5 (2007)": (
        "regelmäßig feuernde Pyramidenzelle, Schicht 5 (2007)"
    ),
    "Regular firing at a low rate. b is negative, so the rest ends in a saddle-node bifurcation "
    "and weak currents fire the cell as slowly as one likes.": (
        "Regelmäßiges Feuern mit niedriger Rate. b ist negativ, daher endet die Ruhe in einer "
        "Sattel-Knoten-Bifurkation, und schwache Ströme lassen die Zelle beliebig langsam feuern."
    ),
    "intrinsically bursting cell, layer 5 (2007)": (
        "Zelle mit intrinsischen Bursts, Schicht 5 (2007)"
    ),
    "Two spikes close together at the onset, then single ones: u is slow (1/a = 100 ms) and "
    "needs the first spikes to build up.": (
        "Zwei Spikes kurz hintereinander zu Beginn, dann einzelne: u ist langsam (1/a = 100 ms) "
        "und braucht die ersten Spikes, um sich aufzubauen."
    ),
    "chattering cell, visual cortex (2007)": "Chattering-Zelle, Sehrinde (2007)",
    "Bursts in quick succession: the reset at -40 mV, the instantaneous threshold, leaves the "
    "cell on the verge of the next spike until u has grown.": (
        "Bursts in rascher Folge: Der Rücksetzwert von -40 mV, der Momentanschwelle, lässt die "
        "Zelle am Rand des nächsten Spikes zurück, bis u gewachsen ist."
    ),
    "low-threshold spiking interneuron, barrel cortex (2007)": (
        "Interneuron mit niedriger Schwelle, Barrel-Cortex (2007)"
    ),
    "The rate falls after the onset while the spikes become lower: peak and reset of this cell "
    "depend on u, and u has a ceiling.": (
        "Nach dem Beginn sinkt die Rate, und die Spikes werden niedriger: Spitze und Rücksetzwert "
        "dieser Zelle hängen von u ab, und u hat eine Obergrenze."
    ),
    "fast-spiking interneuron, visual cortex (2007)": (
        "schnell feuerndes Interneuron, Sehrinde (2007)"
    ),
    "Fast firing without adaptation. u does not jump at spikes (d = 0); instead the spike "
    "itself drives it, through the cube of v above -55 mV.": (
        "Schnelles Feuern ohne Adaptation. u springt bei Spikes nicht (d = 0); stattdessen treibt "
        "es der Spike selbst, durch die dritte Potenz von v oberhalb von -55 mV."
    ),
    "thalamo-cortical relay cell (2007)": "thalamokortikale Relaiszelle (2007)",
    "Single spikes from rest. Above -65 mV nothing drives u (b = 0) except its jumps at the "
    "spikes, so the cell relays its input faithfully.": (
        "Einzelne Spikes aus der Ruhe. Oberhalb von -65 mV treibt u nichts (b = 0) außer seinen "
        "Sprüngen bei den Spikes; so gibt die Zelle ihren Eingang getreu weiter."
    ),
    "thalamo-cortical relay cell, rebound burst (2007)": (
        "thalamokortikale Relaiszelle, Rebound-Burst (2007)"
    ),
    "Released from strong hyperpolarisation the same cell fires a burst: below -65 mV the large "
    "b has driven u far down.": (
        "Aus starker Hyperpolarisation entlassen, feuert dieselbe Zelle einen Burst: Unterhalb "
        "von -65 mV hat das große b die Erholungsvariable u weit hinabgetrieben."
    ),
    "reticular thalamic cell (2007)": "retikuläre Thalamuszelle (2007)",
    "From rest the cell fires two spikes close together and then single ones; compare its "
    "answer to hyperpolarisation.": (
        "Aus der Ruhe feuert die Zelle zwei Spikes kurz hintereinander und dann einzelne; zum "
        "Vergleich: ihre Antwort auf Hyperpolarisation."
    ),
    "reticular thalamic cell, after hyperpolarisation (2007)": (
        "retikuläre Thalamuszelle, nach Hyperpolarisation (2007)"
    ),
    "Released from hyperpolarisation the cell fires a burst before it settles to single spikes: "
    "below -65 mV b is five times as large and drives u down.": (
        "Aus einer Hyperpolarisation entlassen, feuert die Zelle einen Burst, ehe sie zu "
        "einzelnen Spikes übergeht: Unterhalb von -65 mV ist b fünfmal so groß und treibt u hinab."
    ),
    "medium spiny projection cell, striatum (2007)": (
        "mittelgroße bedornte Projektionszelle, Striatum (2007)"
    ),
    "A long delay before the first spike, during which v creeps up: u is slow and, with b "
    "negative, it helps the current more and more as v rises.": (
        "Eine lange Verzögerung vor dem ersten Spike, während der v hinaufkriecht: u ist langsam "
        "und hilft, da b negativ ist, dem Strom umso mehr, je höher v steigt."
    ),
    "fast spiking (Nengo)": "schnell feuernd (Nengo)",
    "Nengo's fast-spiking set keeps d = 8 where the 2003 paper has d = 2: the larger jump of u "
    "makes it fire more slowly.": (
        "Nengos Satz für schnell feuernde Zellen behält d = 8, wo die Arbeit von 2003 d = 2 hat: "
        "Der größere Sprung von u lässt sie langsamer feuern."
    ),
    "low-threshold spiking (Nengo)": "mit niedriger Schwelle feuernd (Nengo)",
    "Nengo's low-threshold set keeps d = 8 where the 2003 paper has d = 2: it adapts more "
    "strongly.": (
        "Nengos Satz für Zellen mit niedriger Schwelle behält d = 8, wo die Arbeit von 2003 d = 2 "
        "hat: Sie adaptieren stärker."
    ),
    "resonator (Nengo)": "Resonator (Nengo)",
    "Nengo's resonator keeps d = 8 where the 2003 paper has d = 2: the larger jump of u holds a "
    "second spike back.": (
        "Nengos Resonator behält d = 8, wo die Arbeit von 2003 d = 2 hat: Der größere Sprung von "
        "u hält einen zweiten Spike zurück."
    ),
    "Voltage and current": "Spannung und Strom",
    "Voltage with its spikes up to the peak, and the injected current.": (
        "Spannung mit ihren Spikes bis zur Spitze, und der injizierte Strom."
    ),
    "Phase plane": "Phasenebene",
    "Voltage and recovery: nullclines, equilibria, separatrix, flow and trajectory.": (
        "Spannung und Erholung: Nullklinen, Gleichgewichte, Separatrix, Fluss und Trajektorie."
    ),
    "The recovery variable over time.": "Die Erholungsvariable über der Zeit.",
    "f–I curve": "f–I-Kurve",
    "Steady firing rate at constant currents, for rising and falling current.": (
        "Stationäre Feuerrate bei konstanten Strömen, für steigenden und fallenden Strom."
    ),
    "Bifurcations": "Bifurkationen",
    "Equilibria with their stability, and the cycle of the reset, at constant currents.": (
        "Gleichgewichte mit ihrer Stabilität, und der Zyklus der Rücksetzung, bei konstanten "
        "Strömen."
    ),
    "Reset map": "Rücksetzabbildung",
    "u just after a reset against u after the next one, at the present current; the run as a "
    "cobweb. A stable crossing of the diagonal is tonic firing. In a burst u climbs step by "
    "step, until a reset lands beyond the dotted line, where v falls first: then u decays on "
    "the long way round, and the next burst begins. So the steps from one such reset to the "
    "next are the spikes of a burst; many quick ones are chattering. Where the map has a gap, "
    "no spike follows: rest.": (
        "u kurz nach einer Rücksetzung gegen u nach der nächsten, beim jetzigen Strom; der Lauf "
        "als Spinnwebdiagramm. Ein stabiler Schnittpunkt mit der Diagonalen ist tonisches Feuern. "
        "In einem Burst klettert u Schritt für Schritt, bis eine Rücksetzung jenseits der "
        "gepunkteten Linie landet, wo v zuerst fällt: Dann klingt u auf dem langen Umweg ab, und "
        "der nächste Burst beginnt. Die Schritte von einer solchen Rücksetzung zur nächsten sind "
        "also die Spikes eines Bursts; viele schnelle sind Chattering. Wo die Abbildung eine "
        "Lücke hat, folgt kein Spike: Ruhe."
    ),
    "Basins": "Einzugsgebiete",
    "The phase plane coloured by what becomes of each start at the present current: rest, rest "
    "after some spikes, or firing for ever. Where two of them meet, the separatrix or an "
    "unstable cycle divides them. A click sets the start.": (
        "Die Phasenebene, gefärbt danach, was beim jetzigen Strom aus jedem Anfang wird: Ruhe, "
        "Ruhe nach einigen Spikes oder dauerndes Feuern. Wo zwei davon aneinandergrenzen, trennt "
        "sie die Separatrix oder ein instabiler Zyklus. Ein Klick setzt den Anfang."
    ),
    "Phase response": "Phasenantwort",
    "By how much a small kick of v shifts the spikes of tonic firing, by its phase: up is "
    "earlier. Type 1 neurons are only advanced, type 2 neurons also delayed, which lets them "
    "synchronise by excitation.": (
        "Um wie viel ein kleiner Stoß auf v die Spikes des tonischen Feuerns verschiebt, je nach "
        "Phase: nach oben heißt früher. Neuronen vom Typ 1 werden nur beschleunigt, die vom Typ 2 "
        "auch verzögert; so können sie sich durch Erregung synchronisieren."
    ),
    "Impedance": "Impedanz",
    "How strongly the resting neuron answers to small currents of each frequency: a swept sine, "
    "and the closed form of the linearised equations. A maximum above 0 Hz is the resonance of "
    "subthreshold oscillations.": (
        "Wie stark das ruhende Neuron auf kleine Ströme jeder Frequenz antwortet: ein Sinus mit "
        "steigender Frequenz, und die geschlossene Formel der linearisierten Gleichungen. Ein "
        "Maximum oberhalb von 0 Hz ist die Resonanz unterschwelliger Schwingungen."
    ),
    "Strength–duration": "Stärke und Dauer",
    "The weakest pulse from rest that brings a spike. Long ones need the rheobase; the "
    "chronaxie is the duration that needs twice as much. A slow ramp fires only where rest "
    "ends, which can be later: v outruns u in a step.": (
        "Der schwächste Puls, der aus der Ruhe einen Spike auslöst. Lange brauchen die Rheobase; "
        "die Chronaxie ist die Dauer, die das Doppelte braucht. Eine langsame Rampe löst nur dort "
        "etwas aus, wo die Ruhe endet, und das kann später sein: Bei einer Stufe läuft v der "
        "Variablen u davon."
    ),
    "Other models": "Andere Modelle",
    "The same current per capacitance into leaky integrate-and-fire, this neuron, and the model "
    "of Hodgkin and Huxley, with the operations that a millisecond costs: this model fires like "
    "the large one at nearly the cost of the small one.": (
        "Derselbe Strom je Kapazität in ein Integrate-and-Fire-Neuron mit Leck, dieses Neuron und "
        "das Modell von Hodgkin und Huxley, mit den Rechenoperationen, die eine Millisekunde "
        "kostet: Dieses Modell feuert wie das große, fast zum Preis des kleinen."
    ),
    "What the neuron does across a plane of two parameters (choose it under Regime map), by "
    "rules on its intervals after a step of the current from rest, with the bifurcations of the "
    "equilibria. A click sets both parameters.": (
        "Was das Neuron über einer Ebene zweier Parameter tut (zu wählen unter Regimekarte), nach "
        "Regeln über seine Intervalle nach einer Stufe des Stroms aus der Ruhe, mit den "
        "Bifurkationen der Gleichgewichte. Ein Klick setzt beide Parameter."
    ),
}
