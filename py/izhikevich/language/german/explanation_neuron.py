"""The explanation beside the plots of the Neuron view, sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "Before the step the two curves crossed twice, and the state stood at the left crossing.": (
        "Vor der Stufe kreuzten sich die beiden Kurven zweimal, und der Zustand stand am linken "
        "Schnittpunkt."
    ),
    "The current lifts the [parabola from here] to [here], above the [u-nullcline]: no crossing "
    "is left.": (
        "Der Strom hebt die [Parabel von hier] nach [hier], über die [u-Nullkline]: Kein "
        "Schnittpunkt bleibt."
    ),
    "Beneath the parabola *v* always grows, so the [path] runs to the right, is [reset], and "
    "runs again.": (
        "Unterhalb der Parabel wächst *v* immer; so läuft die [Bahn] nach rechts, wird "
        "[zurückgesetzt] und läuft wieder."
    ),
    "Each reset lands *d* higher, where the way is slower, until as much of *u* decays in an "
    "interval as a spike adds.": (
        "Jede Rücksetzung landet um *d* höher, wo der Weg langsamer ist, bis in einem Intervall "
        "so viel von *u* abklingt, wie ein Spike hinzufügt."
    ),
    "Less current: [4.5] fires slowly, [3] only once: rest is back.": (
        "Weniger Strom: [4.5] lässt es langsam feuern, [3] nur einmal: Die Ruhe ist zurück."
    ),
    "A larger jump of *u*, [d = 12], gives longer intervals; [d = 2] shorter ones.": (
        "Ein größerer Sprung von *u*, [d = 12], gibt längere Intervalle; [d = 2] kürzere."
    ),
    "Which currents fire how fast: the [f–I curve].": (
        "Welche Ströme wie schnell feuern lassen: die [f–I-Kurve]."
    ),
    "Where *v*′ = 0, on the [parabola], *v* stands still; the [current], now {name}, lifts it.": (
        "Wo *v*′ = 0 ist, auf der [Parabel], steht *v* still; der [Strom], jetzt {}, hebt sie."
    ),
    "Where *u*′ = 0, on the [other curve], *u* does.": (
        "Wo *u*′ = 0 ist, auf der [anderen Kurve], steht *u* still."
    ),
    "Now they do not meet: there is nowhere to rest.": (
        "Jetzt treffen sie sich nicht: Es gibt keinen Ort der Ruhe."
    ),
    "Most excitatory cells of the cortex fire so while they are stimulated, the regular spiking "
    "ones slowing down at first.": (
        "So feuern die meisten erregenden Zellen der Hirnrinde, solange sie gereizt werden; die "
        "regelmäßig feuernden werden anfangs langsamer."
    ),
    "The step to 0.5 lifts the [parabola] by so little that both crossings stay: the left one, "
    "the [equilibrium], is a stable focus.": (
        "Die Stufe auf 0.5 hebt die [Parabel] so wenig, dass beide Schnittpunkte bleiben: Der "
        "linke, das [Gleichgewicht], ist ein stabiler Fokus."
    ),
    "But it moves at once, and *u* needs tens of ms to follow, so that the state finds itself "
    "beyond the [separatrix], on the side from which all paths lead to a spike.": (
        "Aber er verschiebt sich sofort, und *u* braucht Dutzende ms, um zu folgen; so findet "
        "sich der Zustand jenseits der [Separatrix], auf der Seite, von der alle Bahnen zu einem "
        "Spike führen."
    ),
    "The reset lands high, above the parabola, from where the path goes back to rest.": (
        "Die Rücksetzung landet hoch, über der Parabel, von wo die Bahn zur Ruhe zurückläuft."
    ),
    "A slow rise to the same current fires nothing: [ramp].": (
        "Ein langsamer Anstieg auf denselben Strom löst nichts aus: [Rampe]."
    ),
    "A larger step, [I = 1.5], leaves no equilibrium: it fires on.": (
        "Eine größere Stufe, [I = 1.5], lässt kein Gleichgewicht: Es feuert weiter."
    ),
    "Where they cross there are [equilibria], of which one is stable: rest.": (
        "Wo sie sich kreuzen, liegen [Gleichgewichte], von denen eines stabil ist: Ruhe."
    ),
    "Cells that report the onset of a stimulus and not its duration, for example in the "
    "auditory brainstem.": (
        "Zellen, die den Beginn eines Reizes melden und nicht seine Dauer, zum Beispiel im "
        "auditorischen Hirnstamm."
    ),
    "At *c* = −50 mV the [resets] land to the right of the minimum of the [parabola].": (
        "Bei *c* = −50 mV landen die [Rücksetzungen] rechts vom Minimum der [Parabel]."
    ),
    "While *u* is low they land beneath it, where *v* grows at once: the next spike follows "
    "within a few ms, and each lifts *u* by *d*.": (
        "Solange *u* niedrig ist, landen sie darunter, wo *v* sofort wächst: Der nächste Spike "
        "folgt binnen weniger ms, und jeder hebt *u* um *d*."
    ),
    "Sooner or later a reset lands above the parabola: now *v* must first fall, the path goes "
    "the long way round on the left, and *u* decays meanwhile.": (
        "Früher oder später landet eine Rücksetzung über der Parabel: Nun muss *v* erst fallen, "
        "die Bahn nimmt links den langen Umweg, und *u* klingt unterdessen ab."
    ),
    "So the number of spikes of a burst is the number of steps *d* between both.": (
        "Die Zahl der Spikes eines Bursts ist also die Zahl der Stufen *d* zwischen beidem."
    ),
    "Lower the reset to [c = −60]: every reset lands above, and bursts end.": (
        "Niedriger zurückgesetzt, [c = −60], landet jede Rücksetzung darüber, und die Bursts enden."
    ),
    "Halve the jump, [d = 1]: bursts get longer.": (
        "Der halbe Sprung, [d = 1]: Die Bursts werden länger."
    ),
    "The [reset map] shows the same as steps of *u*.": (
        "Die [Rücksetzabbildung] zeigt dasselbe als Schritte von *u*."
    ),
    "As in [phasic spiking] the step moves the [equilibrium] aside faster than *u* follows, and "
    "it stays stable.": (
        "Wie beim [phasischen Feuern] rückt die Stufe das [Gleichgewicht] schneller zur Seite, "
        "als *u* folgt, und es bleibt stabil."
    ),
    "But here each spike adds hardly anything to *u*, and the [resets] at −55 mV land beneath "
    "the [parabola]: spike follows spike while *u* rises by itself, pulled towards the "
    "[u-nullcline] by the high *v*.": (
        "Aber hier fügt jeder Spike kaum etwas zu *u* hinzu, und die [Rücksetzungen] auf −55 mV "
        "landen unter der [Parabel]: Spike folgt auf Spike, während *u* von selbst steigt, vom "
        "hohen *v* zur [u-Nullkline] gezogen."
    ),
    "When the resets lie above the [separatrix], the path goes back to rest.": (
        "Liegen die Rücksetzungen über der [Separatrix], läuft die Bahn zur Ruhe zurück."
    ),
    "With the jump of phasic spiking, [d = 6], one spike is enough.": (
        "Mit dem Sprung des phasischen Feuerns, [d = 6], genügt ein Spike."
    ),
    "A faster *u*, [a = 0.04], ends the burst sooner.": (
        "Ein schnelleres *u*, [a = 0.04], beendet den Burst eher."
    ),
    "A burst at the onset says more loudly than one spike that something has begun, and gets "
    "through synapses that often fail.": (
        "Ein Burst zu Beginn sagt lauter als ein einzelner Spike, dass etwas begonnen hat, und "
        "dringt durch Synapsen, die oft versagen."
    ),
    "At first *u* is low, and the [resets] at −55 mV land beneath the [parabola]: the next "
    "spikes follow at once.": (
        "Anfangs ist *u* niedrig, und die [Rücksetzungen] auf −55 mV landen unter der [Parabel]: "
        "Die nächsten Spikes folgen sofort."
    ),
    "But each lifts *u* by *d* = 4, so that after a few the resets land above it.": (
        "Aber jeder hebt *u* um *d* = 4, sodass nach einigen die Rücksetzungen darüber landen."
    ),
    "From then on each spike is followed by the long way round, on which *u* decays by as much "
    "as a spike adds: single spikes.": (
        "Von da an folgt auf jeden Spike der lange Umweg, auf dem *u* um so viel abklingt, wie "
        "ein Spike hinzufügt: einzelne Spikes."
    ),
    "Smaller jumps, [d = 1], let it burst for longer.": (
        "Kleinere Sprünge, [d = 1], lassen den Burst länger dauern."
    ),
    "A lower reset, [c = −65], leaves no burst.": (
        "Ein niedrigerer Rücksetzwert, [c = −65], lässt keinen Burst übrig."
    ),
    "Each spike lifts *u* by *d* = 8, and 1/*a* = 100 ms is long against the intervals: the "
    "steps pile up.": (
        "Jeder Spike hebt *u* um *d* = 8, und 1/*a* = 100 ms ist lang gegen die Intervalle: Die "
        "Stufen türmen sich auf."
    ),
    "The higher the state stands in the plane, the nearer is the [parabola] above which *v* "
    "falls, and the slower the [path] beneath it: the intervals grow.": (
        "Je höher der Zustand in der Ebene steht, desto näher ist die [Parabel], über der *v* "
        "fällt, und desto langsamer ist die [Bahn] darunter: Die Intervalle wachsen."
    ),
    "They settle when *u* decays in an interval by as much as a spike adds.": (
        "Sie pendeln sich ein, wenn *u* in einem Intervall um so viel abklingt, wie ein Spike "
        "hinzufügt."
    ),
    "A faster *u*, [a = 0.1], forgets between spikes: hardly any adaptation.": (
        "Ein schnelleres *u*, [a = 0.1], vergisst zwischen Spikes: kaum Adaptation."
    ),
    "Let it go on for [400 ms] to see the intervals settle.": (
        "Läuft es [400 ms], so ist zu sehen, wie sich die Intervalle einpendeln."
    ),
    "See *u* climb in the panel [u(t)].": "Wie *u* klettert, zeigt das Diagramm [u(t)].",
    "Adaptation is the rule in excitatory cells of the cortex; slow potassium currents do in "
    "the cell what *u* does here.": (
        "Adaptation ist die Regel in erregenden Zellen der Hirnrinde; langsame Kaliumströme tun "
        "in der Zelle, was hier *u* tut."
    ),
    "With *b* below *a* the rest does not oscillate: it ends when the [parabola], lifted by the "
    "ramp, leaves the [u-nullcline] at *I* = 2.25, in a saddle-node bifurcation.": (
        "Ist *b* kleiner als *a*, so schwingt die Ruhe nicht: Sie endet, wenn die [Parabel], von "
        "der Rampe gehoben, bei *I* = 2.25 die [u-Nullkline] verlässt, in einer "
        "Sattel-Knoten-Bifurkation."
    ),
    "In the gap between the curves *v* and *u* then hardly change, and the path takes as long "
    "as one likes: rates begin at 0.": (
        "In der Lücke zwischen den Kurven ändern sich *v* und *u* dann kaum, und die Bahn braucht "
        "beliebig lange: Die Raten beginnen bei 0."
    ),
    "As the ramp lifts the parabola further the gap opens, and firing speeds up.": (
        "Hebt die Rampe die Parabel weiter, so öffnet sich die Lücke, und das Feuern wird "
        "schneller."
    ),
    "Just above: [I = 2.4] fires slowly.": "Knapp darüber: Bei [I = 2.4] feuert es langsam.",
    "The [f–I curve] begins at 0 Hz.": "Die [f–I-Kurve] beginnt bei 0 Hz.",
    "Compare [Class 2].": "Zum Vergleich: [Klasse 2].",
    "Class 1 cells, as Hodgkin called them in 1948, can code the strength of a stimulus by "
    "their rate over a wide range; many pyramidal cells are like this.": (
        "Zellen der Klasse 1, wie Hodgkin sie 1948 nannte, können die Stärke eines Reizes über "
        "einen weiten Bereich durch ihre Rate ausdrücken; viele Pyramidenzellen sind so."
    ),
    "With *b* above *a* = 0.2 the rest is a focus, and as the current grows the path turns "
    "around it ever more weakly damped.": (
        "Da *b* größer ist als *a* = 0.2, ist die Ruhe ein Fokus, und mit wachsendem Strom kreist "
        "die Bahn immer schwächer gedämpft um ihn."
    ),
    "At *I* = 0.4, before the curves part at 0.42, the focus loses its stability in an "
    "Andronov–Hopf bifurcation: the turns grow into spikes, and the time of a turn sets the "
    "first rate.": (
        "Bei *I* = 0.4, ehe sich die Kurven bei 0.42 trennen, verliert der Fokus seine Stabilität "
        "in einer Andronov–Hopf-Bifurkation: Die Umläufe wachsen zu Spikes, und die Dauer eines "
        "Umlaufs bestimmt die erste Rate."
    ),
    "Slower it cannot fire.": "Langsamer kann es nicht feuern.",
    "Just above, at [I = 0.45], it fires at 37 Hz already.": (
        "Knapp darüber, bei [I = 0.45], feuert es bereits mit 37 Hz."
    ),
    "At 0.3 rest is stable, and so is firing: [start at rest], or [further away].": (
        "Bei 0.3 ist die Ruhe stabil und das Feuern auch: [Beginn in der Ruhe] oder [weiter "
        "entfernt]."
    ),
    "The [f–I curve] begins with a jump; see also the [bifurcations].": (
        "Die [f–I-Kurve] beginnt mit einem Sprung; siehe auch die [Bifurkationen]."
    ),
    "Compare [Class 1].": "Zum Vergleich: [Klasse 1].",
    "Class 2 cells answer at a rate of their own or not at all; fast spiking interneurons and "
    "the squid's giant axon are of this kind.": (
        "Zellen der Klasse 2 antworten mit einer eigenen Rate oder gar nicht; schnell feuernde "
        "Interneuronen und das Riesenaxon des Tintenfischs sind von dieser Art."
    ),
    "After the pulse the state lies just beyond the [separatrix].": (
        "Nach dem Puls liegt der Zustand knapp jenseits der [Separatrix]."
    ),
    "Paths there run along it towards the saddle (the cross among the [equilibria]) before they "
    "turn off to the spike; and near the saddle everything is slow.": (
        "Dort laufen die Bahnen an ihr entlang auf den Sattel zu (das Kreuz unter den "
        "[Gleichgewichten]), ehe sie zum Spike abbiegen; und in der Nähe des Sattels ist alles "
        "langsam."
    ),
    "So the [path] lingers, and the spike comes long after its cause.": (
        "So verweilt die [Bahn], und der Spike kommt lange nach seiner Ursache."
    ),
    "A little more, [7.2], shortens the wait; a little less, [7], leaves no spike.": (
        "Etwas mehr, [7.2], verkürzt die Wartezeit; etwas weniger, [7], lässt keinen Spike."
    ),
    "The dependence on strength: [strength–duration].": (
        "Die Abhängigkeit von der Stärke: [Stärke und Dauer]."
    ),
    "Most pyramidal cells of the cortex delay a spike to a weak input by tens of ms: strong "
    "inputs can be told from weak ones by time.": (
        "Die meisten Pyramidenzellen der Hirnrinde verzögern einen Spike auf schwachen Eingang um "
        "Dutzende ms: Starke Eingänge lassen sich von schwachen durch die Zeit unterscheiden."
    ),
    "The [equilibrium] is a stable focus: its eigenvalues are complex, and the [path] spirals "
    "into it.": (
        "Das [Gleichgewicht] ist ein stabiler Fokus: Seine Eigenwerte sind komplex, und die "
        "[Bahn] läuft spiralförmig hinein."
    ),
    "What is a turn in the plane is an oscillation of *v* in time, here with a period near 56 "
    "ms, about 18 Hz.": (
        "Was in der Ebene ein Umlauf ist, ist in der Zeit eine Schwingung von *v*, hier mit einer "
        "Periode von etwa 56 ms, rund 18 Hz."
    ),
    "With [b = 0.2] rest is a node: nothing rings, and the pulse fires nothing.": (
        "Mit [b = 0.2] ist die Ruhe ein Knoten: Nichts schwingt nach, und der Puls löst nichts aus."
    ),
    "The [impedance] has its maximum near that frequency.": (
        "Die [Impedanz] hat ihr Maximum nahe dieser Frequenz."
    ),
    "Nearly all structures of the brain have cells that can oscillate below threshold, such as "
    "stellate cells of the entorhinal cortex (theta); they act as band-pass filters.": (
        "Fast alle Strukturen des Gehirns haben Zellen, die unter der Schwelle schwingen können, "
        "wie die Sternzellen des entorhinalen Cortex (Theta); sie wirken als Bandpassfilter."
    ),
    "Each pulse pushes the state to the right, away from the [equilibrium], which it then turns "
    "around.": (
        "Jeder Puls stößt den Zustand nach rechts, fort vom [Gleichgewicht], um das er dann kreist."
    ),
    "A second push makes the turn wider if it comes when the state is on its way to the right "
    "again, one period (40 ms) later, and smaller if it comes in between.": (
        "Ein zweiter Stoß macht den Umlauf weiter, wenn er kommt, während der Zustand wieder nach "
        "rechts unterwegs ist, eine Periode (40 ms) später, und enger, wenn er dazwischen kommt."
    ),
    "Only the wider turn crosses the [separatrix].": (
        "Nur der weitere Umlauf überquert die [Separatrix]."
    ),
    "Pulses [40 ms apart] against [20 ms apart].": (
        "Pulse [im Abstand von 40 ms] gegen solche [im Abstand von 20 ms]."
    ),
    "The [impedance] shows which frequencies it prefers.": (
        "Die [Impedanz] zeigt, welche Frequenzen es bevorzugt."
    ),
    "Compare the [integrator].": "Zum Vergleich: der [Integrator].",
    "Resonators listen to the rhythm of their input: one cell may hear only what comes at "
    "theta, another at gamma frequencies.": (
        "Resonatoren hören auf den Rhythmus ihres Eingangs: Eine Zelle hört vielleicht nur, was "
        "mit Theta-Frequenz kommt, eine andere nur Gamma."
    ),
    "The [equilibrium] is a stable node: the state comes back to it without turning around it.": (
        "Das [Gleichgewicht] ist ein stabiler Knoten: Der Zustand kommt zu ihm zurück, ohne es zu "
        "umkreisen."
    ),
    "What a pulse has added only decays, so that a second pulse adds to what is left.": (
        "Was ein Puls hinzugefügt hat, klingt nur ab, sodass sich ein zweiter Puls zu dem "
        "addiert, was übrig ist."
    ),
    "If both come together they carry the state across the [separatrix].": (
        "Kommen beide dicht hintereinander, tragen sie den Zustand über die [Separatrix]."
    ),
    "Pulses [5 ms apart] against [10 ms apart].": (
        "Pulse [im Abstand von 5 ms] gegen solche [im Abstand von 10 ms]."
    ),
    "Compare the [resonator].": "Zum Vergleich: der [Resonator].",
    "Integrators detect coincidence: the higher the frequency of the input, the better.": (
        "Integratoren erkennen Gleichzeitigkeit: je höher die Frequenz des Eingangs, desto besser."
    ),
    "Regular spiking cells of the cortex are close to this.": (
        "Regelmäßig feuernde Zellen der Hirnrinde kommen dem nahe."
    ),
    "Inhibition lowers the [parabola], and with it the equilibrium: *v* falls at once, and *u* "
    "follows towards the [u-nullcline], downwards.": (
        "Hemmung senkt die [Parabel] und mit ihr das Gleichgewicht: *v* fällt sofort, und *u* "
        "folgt zur [u-Nullkline], abwärts."
    ),
    "When the parabola comes back up, the state stands so low that it lies beyond the "
    "[separatrix]: it fires without any excitation.": (
        "Kommt die Parabel wieder herauf, so steht der Zustand so niedrig, dass er jenseits der "
        "[Separatrix] liegt: Es feuert ohne jede Erregung."
    ),
    "A shorter inhibition, [2 ms], does not lower *u* enough.": (
        "Eine kürzere Hemmung, [2 ms], senkt *u* nicht genug."
    ),
    "A weaker one, [−3 for 5 ms], neither; for [30 ms] it does.": (
        "Eine schwächere, [−3 für 5 ms], auch nicht; für [30 ms] aber doch."
    ),
    "Rebound is how inhibition can time spikes, in the thalamus and in central pattern "
    "generators of two halves that inhibit each other.": (
        "Durch den Rebound kann Hemmung Spikes zeitlich steuern, im Thalamus und in "
        "Mustergeneratoren aus zwei Hälften, die einander hemmen."
    ),
    "As for the [rebound spike] inhibition has lowered *u*, and the state starts beyond the "
    "[separatrix].": (
        "Wie beim [Rebound-Spike] hat Hemmung *u* gesenkt, und der Zustand beginnt jenseits der "
        "[Separatrix]."
    ),
    "But spikes leave *u* as it is (*d* = 0), and the [resets] at −52 mV land beneath the "
    "[parabola]: spike follows spike, until *u* has risen by itself.": (
        "Aber Spikes lassen *u*, wie es ist (*d* = 0), und die [Rücksetzungen] auf −52 mV landen "
        "unter der [Parabel]: Spike folgt auf Spike, bis *u* von selbst gestiegen ist."
    ),
    "With jumps, [d = 4], fewer spikes are enough.": (
        "Mit Sprüngen, [d = 4], genügen weniger Spikes."
    ),
    "A longer inhibition, [40 ms].": "Eine längere Hemmung, [40 ms].",
    "Relay cells of the thalamus fire such bursts after inhibition, by a calcium current that "
    "is available only then; they shape the rhythms of sleep.": (
        "Relaiszellen des Thalamus feuern solche Bursts nach Hemmung, durch einen Calciumstrom, "
        "der nur dann verfügbar ist; sie prägen die Rhythmen des Schlafs."
    ),
    "Whether a pulse fires is decided by the [separatrix], a curve and not a voltage.": (
        "Ob ein Puls einen Spike auslöst, entscheidet die [Separatrix], eine Kurve und keine "
        "Spannung."
    ),
    "It slopes: the lower *u*, the further left it lies.": (
        "Sie ist geneigt: Je niedriger *u*, desto weiter links liegt sie."
    ),
    "The brief inhibition lowers *u*, and then the same pulse is enough that fails alone.": (
        "Die kurze Hemmung senkt *u*, und dann genügt derselbe Puls, der allein wirkungslos bleibt."
    ),
    "Without the inhibition: [two pulses].": "Ohne die Hemmung: [zwei Pulse].",
    "Excitation before does the opposite: [look].": (
        "Erregung zuvor bewirkt das Gegenteil: [ansehen]."
    ),
    "In recordings the voltage from which spikes rise differs from spike to spike; it depends "
    "on what came before, as here.": (
        "In Messungen ist die Spannung, von der aus sich Spikes erheben, von Spike zu Spike "
        "verschieden; sie hängt davon ab, was vorher war, wie hier."
    ),
    "At *I* = 0.24 two things are stable: the [equilibrium], and a cycle of spikes and [resets].": (
        "Bei *I* = 0.24 ist zweierlei stabil: das [Gleichgewicht] und ein Zyklus aus Spikes und "
        "[Rücksetzungen]."
    ),
    "From close around the equilibrium all paths lead to it, from further away to firing.": (
        "Aus der nahen Umgebung des Gleichgewichts führen alle Bahnen hinein, von weiter außen "
        "zum Feuern."
    ),
    "The first pulse carries the state out; the second comes when the state passes by on its "
    "way, and carries it back in.": (
        "Der erste Puls trägt den Zustand hinaus; der zweite kommt, wenn der Zustand auf seinem "
        "Weg vorbeikommt, und trägt ihn wieder hinein."
    ),
    "A second pulse at another phase, [10 ms later], does not stop it.": (
        "Ein zweiter Puls zu anderer Phase, [10 ms später], hält es nicht an."
    ),
    "What becomes of each start: [basins].": "Was aus jedem Anfang wird: [Einzugsgebiete].",
    "Cells that can rest or fire under the same input can hold a memory of a pulse; and "
    "defibrillation of a heart stops a cycle likewise.": (
        "Zellen, die bei gleichem Eingang ruhen oder feuern können, können einen Puls im "
        "Gedächtnis behalten; und die Defibrillation eines Herzens hält ebenso einen Zyklus an."
    ),
    "A spike throws *u* down by 21 (*d* is negative), far beneath the [parabola]: there *v* "
    "grows again right after the reset.": (
        "Ein Spike wirft *u* um 21 hinab (*d* ist negativ), weit unter die [Parabel]: Dort wächst "
        "*v* gleich nach der Rücksetzung wieder."
    ),
    "But *u* is fast here, *a* = 1, and has come back up to the [u-nullcline] before *v* "
    "reaches the threshold: only a hump is left.": (
        "Aber *u* ist hier schnell, *a* = 1, und ist wieder an der [u-Nullkline], ehe *v* die "
        "Schwelle erreicht: Nur ein Buckel bleibt."
    ),
    "A deeper throw, [d = −22], makes the hump a spike: look how narrow it is.": (
        "Ein tieferer Wurf, [d = −22], macht den Buckel zum Spike: Es war nur knapp."
    ),
    "With [d = 6] there is a dip as in other cells.": (
        "Mit [d = 6] gibt es eine Senke wie in anderen Zellen."
    ),
    "A depolarizing after-potential leaves the cell easily excited for a while; currents of the "
    "dendrites or a high-threshold calcium current bring it about.": (
        "Ein depolarisierendes Nachpotential lässt die Zelle eine Weile leicht erregbar; Ströme "
        "der Dendriten oder ein Calciumstrom hoher Schwelle bringen es hervor."
    ),
    "Here *u* does not follow *b v*: it grows as long as *v* is above −65 mV, at any height of "
    "*u*.": (
        "Hier folgt *u* nicht *b v*: Es wächst, solange *v* über −65 mV liegt, auf jeder Höhe von "
        "*u*."
    ),
    "Its [nullcline] is upright.": "Seine [Nullkline] steht senkrecht.",
    "So against a slow ramp *u* rises along with the [parabola], and the [equilibrium] stays at "
    "−65 mV for any current.": (
        "Gegen eine langsame Rampe steigt *u* daher mit der [Parabel] mit, und das "
        "[Gleichgewicht] bleibt bei jedem Strom auf −65 mV."
    ),
    "Only what is faster than *u* takes the state to the right.": (
        "Nur was schneller ist als *u*, bringt den Zustand nach rechts."
    ),
    "The slow ramp, [twice as long]: silent up to 16.": (
        "Die langsame Rampe, [doppelt so lang]: still bis 16."
    ),
    "A step to only [2], as fast as can be.": "Eine Stufe auf nur [2], so schnell wie möglich.",
    "Where they cross there are [an equilibrium], a stable one: rest.": (
        "Wo sie sich kreuzen, liegt [ein Gleichgewicht], ein stabiles: Ruhe."
    ),
    "Fibres and cells accommodate: a strong current that comes slowly fires nothing, a weak one "
    "that comes at once does.": (
        "Fasern und Zellen akkommodieren: Ein starker Strom, der langsam kommt, löst nichts aus, "
        "ein schwacher, der sofort kommt, schon."
    ),
    "*a* and *b* are negative: the [u-nullcline] falls, and *u* moves away from it.": (
        "*a* und *b* sind negativ: Die [u-Nullkline] fällt, und *u* bewegt sich von ihr fort."
    ),
    "At 80 the focus is stable; the lower current drops the [parabola] from [here], the focus "
    "moves to higher *v* on it, and beyond the Andronov–Hopf point, below *I* = 79, it is "
    "unstable: the path turns outwards, and fires.": (
        "Bei 80 ist der Fokus stabil; der niedrigere Strom senkt die [Parabel] von [hier] herab, "
        "der Fokus rückt auf ihr zu höherem *v*, und jenseits des Andronov–Hopf-Punkts, unterhalb "
        "von *I* = 79, ist er instabil: Die Bahn kreist nach außen, und es feuert."
    ),
    "Only to [79.5], where the focus is stable: silent as long as it lasts.": (
        "Nur auf [79.5], wo der Fokus stabil ist: still, solange es dauert."
    ),
    "To [77]: unstable, and it fires.": "Auf [77]: instabil, und es feuert.",
    "Where they cross there are [equilibria], none of them stable: no rest.": (
        "Wo sie sich kreuzen, liegen [Gleichgewichte], keines davon stabil: keine Ruhe."
    ),
    "Relay cells of the thalamus fire when they are inhibited, by a current that "
    "hyperpolarisation opens and a calcium current that it makes available.": (
        "Relaiszellen des Thalamus feuern, wenn sie gehemmt werden, durch einen Strom, den "
        "Hyperpolarisation öffnet, und einen Calciumstrom, den sie verfügbar macht."
    ),
    "As in [inhibition-induced spiking] the lower current makes the focus unstable.": (
        "Wie beim [Feuern durch Hemmung] macht der niedrigere Strom den Fokus instabil."
    ),
    "But now the reset lies at −45 mV and spikes lower *u* by 2, so that the [resets] land "
    "beneath the [parabola], where *v* grows at once: bursts.": (
        "Aber nun liegt der Rücksetzwert bei −45 mV, und Spikes senken *u* um 2, sodass die "
        "[Rücksetzungen] unter der [Parabel] landen, wo *v* sofort wächst: Bursts."
    ),
    "A lower reset, [c = −60], gives single spikes again.": (
        "Ein niedrigerer Rücksetzwert, [c = −60], gibt wieder einzelne Spikes."
    ),
    "With [finer steps] the first burst does not end: the pattern depends on those of the paper.": (
        "Mit [feineren Schritten] endet der erste Burst nicht: Das Muster hängt von denen der "
        "Arbeit ab."
    ),
    "The current lifts the [parabola] above the [u-nullcline]: they do not meet, and nothing "
    "can rest.": (
        "Der Strom hebt die [Parabel] über die [u-Nullkline]: Sie treffen sich nicht, und nichts "
        "kann ruhen."
    ),
    "The [resets] soon land above the parabola, so that *v* first falls: single spikes.": (
        "Die [Rücksetzungen] landen bald über der Parabel, sodass *v* erst fällt: einzelne Spikes."
    ),
    "Each lifts *u* by *d* = 8; with 1/*a* = 50 ms it stays high, and the intervals grow until "
    "decay and jumps balance.": (
        "Jeder hebt *u* um *d* = 8; mit 1/*a* = 50 ms bleibt es hoch, und die Intervalle wachsen, "
        "bis sich Abklingen und Sprünge die Waage halten."
    ),
    "Half the current: [7].": "Der halbe Strom: [7].",
    "How fast it fires for which current: the [f–I curve].": (
        "Wie schnell sie bei welchem Strom feuert: die [f–I-Kurve]."
    ),
    "The same current into other models: [compare].": (
        "Derselbe Strom in andere Modelle: [vergleichen]."
    ),
    "The reset at −55 mV lies further to the right: at first, while *u* is low, it lands "
    "beneath the parabola and the next spike follows at once.": (
        "Die Rücksetzung auf −55 mV liegt weiter rechts: Anfangs, solange *u* niedrig ist, landet "
        "sie unter der Parabel, und der nächste Spike folgt sofort."
    ),
    "After a few jumps it lands above: single spikes.": (
        "Nach einigen Sprüngen landet sie darüber: einzelne Spikes."
    ),
    "With the reset of regular spiking, [c = −65], the burst is gone.": (
        "Mit dem Rücksetzwert des regelmäßigen Feuerns, [c = −65], ist der Burst fort."
    ),
    "How *u* goes from reset to reset: the [reset map].": (
        "Wie *u* von Rücksetzung zu Rücksetzung geht: die [Rücksetzabbildung]."
    ),
    "The [resets] at −50 mV land beneath the parabola until several small jumps (*d* = 2) have "
    "lifted *u*; then one lands above, *v* falls, and *u* decays on the long way round.": (
        "Die [Rücksetzungen] auf −50 mV landen unter der Parabel, bis mehrere kleine Sprünge (*d* "
        "= 2) die Variable *u* gehoben haben; dann landet eine darüber, *v* fällt, und *u* klingt "
        "auf dem langen Umweg ab."
    ),
    "So burst follows burst.": "So folgt Burst auf Burst.",
    "Smaller jumps, [d = 1], make longer bursts.": (
        "Kleinere Sprünge, [d = 1], machen längere Bursts."
    ),
    "Chattering cells are found in the upper layers; their bursts come 20 to 70 times a second, "
    "which may make them a source of gamma rhythms.": (
        "Chattering-Zellen finden sich in den oberen Schichten; ihre Bursts kommen 20- bis 70-mal "
        "in der Sekunde, was sie zu einer Quelle von Gamma-Rhythmen machen könnte."
    ),
    "*u* is five times as fast as in the excitatory cells: it has come down again when the next "
    "spike is due, so that intervals hardly grow.": (
        "*u* ist fünfmal so schnell wie in den erregenden Zellen: Es ist wieder gesunken, wenn "
        "der nächste Spike fällig ist, sodass die Intervalle kaum wachsen."
    ),
    "As slow as the others, [a = 0.02], it adapts.": (
        "So langsam wie die anderen, [a = 0.02], adaptiert sie."
    ),
    "Fast spiking cells are inhibitory, mostly basket cells with parvalbumin; they fire up to "
    "hundreds of spikes a second.": (
        "Schnell feuernde Zellen sind hemmend, meist Korbzellen mit Parvalbumin; sie feuern bis "
        "zu einige hundert Spikes in der Sekunde."
    ),
    "With *b* = 0.25 the curves already part at *I* = 1.02, and the gap is narrow: the path "
    "from each reset to the next spike leads through it, where everything is slow.": (
        "Mit *b* = 0.25 trennen sich die Kurven schon bei *I* = 1.02, und die Lücke ist eng: Die "
        "Bahn von jeder Rücksetzung zum nächsten Spike führt hindurch, wo alles langsam ist."
    ),
    "Jumps of *u* are tiny (*d* = 0.05): it changes along the path, hardly by spikes.": (
        "Die Sprünge von *u* sind winzig (*d* = 0.05): Es ändert sich entlang der Bahn, kaum "
        "durch Spikes."
    ),
    "The [rebound burst] of the same cell.": "Der [Rebound-Burst] derselben Zelle.",
    "Relay cells of the thalamus hand on what the senses send: spike by spike in the waking "
    "state, in bursts when they are hyperpolarised, as in sleep.": (
        "Relaiszellen des Thalamus geben weiter, was die Sinne senden: im Wachen Spike für Spike, "
        "in Bursts, wenn sie hyperpolarisiert sind, wie im Schlaf."
    ),
    "Held at −87 mV, *u* comes down to the left end of the [u-nullcline].": (
        "Bei −87 mV gehalten, sinkt *u* zum linken Ende der [u-Nullkline]."
    ),
    "At the release the [parabola] is back at its height, and the state lies far beneath it, "
    "beyond the [separatrix]: it fires until *u*, which spikes hardly change, has risen by "
    "itself.": (
        "Beim Loslassen ist die [Parabel] wieder auf ihrer Höhe, und der Zustand liegt weit "
        "darunter, jenseits der [Separatrix]: Die Zelle feuert, bis *u*, das Spikes kaum ändern, "
        "von selbst gestiegen ist."
    ),
    "The same cell [from rest].": "Dieselbe Zelle [aus der Ruhe].",
    "See *u* in [u(t)].": "Den Verlauf von *u* zeigt [u(t)].",
    "The [equilibrium] is a focus: after the step the path spirals into it.": (
        "Das [Gleichgewicht] ist ein Fokus: Nach der Stufe läuft die Bahn spiralförmig hinein."
    ),
    "The pulse carries it across the [separatrix], and it fires.": (
        "Der Puls trägt sie über die [Separatrix], und die Zelle feuert."
    ),
    "A weaker *b*, [0.2], rings less.": "Ein schwächeres *b*, [0.2], schwingt weniger nach.",
    "Which frequencies it prefers: [impedance].": "Welche Frequenzen sie bevorzugt: [Impedanz].",
    "Resonators answer best to input at their own frequency; cells of the brainstem that work "
    "the jaw (mesencephalic V) are an example.": (
        "Resonatoren antworten am besten auf Eingänge ihrer eigenen Frequenz; Zellen des "
        "Hirnstamms, die den Kiefer bewegen (mesencephaler Trigeminuskern), sind ein Beispiel."
    ),
    "With *b* = 0.25 this takes little current, *I* = 1.02.": (
        "Mit *b* = 0.25 braucht das wenig Strom, *I* = 1.02."
    ),
    "Each jump of 2 adds up, as *u* is slow.": (
        "Jeder Sprung von 2 summiert sich, da *u* langsam ist."
    ),
    "Little is enough: [I = 2].": "Wenig genügt: [I = 2].",
    "Low-threshold spiking cells are inhibitory, many of them Martinotti cells, which reach the "
    "dendrites of pyramidal cells.": (
        "Zellen mit niedriger Schwelle sind hemmend, viele davon Martinotti-Zellen, die die "
        "Dendriten von Pyramidenzellen erreichen."
    ),
    "*b* is negative: the [u-nullcline] falls, so that *v* just above rest lowers *u*, which "
    "helps the current.": (
        "*b* ist negativ: Die [u-Nullkline] fällt, sodass ein *v* knapp über der Ruhe *u* senkt, "
        "und das hilft dem Strom."
    ),
    "Rest ends in a saddle-node, and weak currents fire slowly.": (
        "Die Ruhe endet in einer Sattel-Knoten-Bifurkation, und schwache Ströme lassen langsam "
        "feuern."
    ),
    "A weak current: [60 pA].": "Ein schwacher Strom: [60 pA].",
    "*u* is slow (1/*a* = 100 ms) and *b* is steep.": (
        "*u* ist langsam (1/*a* = 100 ms), und *b* ist steil."
    ),
    "The first spikes come while *u* is still low; then it has caught up.": (
        "Die ersten Spikes kommen, solange *u* noch niedrig ist; dann hat es aufgeholt."
    ),
    "Less current: [400 pA].": "Weniger Strom: [400 pA].",
    "The [resets] at −40 mV lie where the parabola turns up: beneath it the next spike follows "
    "at once, and jumps of 150 pA soon bring them above it.": (
        "Die [Rücksetzungen] auf −40 mV liegen dort, wo sich die Parabel aufwärts wendet: "
        "Darunter folgt der nächste Spike sofort, und Sprünge von 150 pA bringen sie bald darüber."
    ),
    "Smaller jumps, [d = 100].": "Kleinere Sprünge, [d = 100].",
    "Peak and reset depend on *u*: the higher it is, the lower is the peak and the higher the "
    "reset.": (
        "Spitze und Rücksetzwert hängen von *u* ab: Je höher es ist, desto niedriger ist die "
        "Spitze und desto höher der Rücksetzwert."
    ),
    "See how the [resets] shift as *u* climbs.": (
        "Zu sehen ist, wie sich die [Rücksetzungen] verschieben, während *u* klettert."
    ),
    "Less current: [130 pA].": "Weniger Strom: [130 pA].",
    "See [u(t)].": "Siehe [u(t)].",
    "The [u-nullcline] is level up to −55 mV and climbs with the third power above: only a "
    "spike drives *u*, but strongly.": (
        "Die [u-Nullkline] ist bis −55 mV eben und steigt darüber mit der dritten Potenz: Nur ein "
        "Spike treibt *u*, aber stark."
    ),
    "The one [equilibrium] left is unstable.": (
        "Das einzige verbliebene [Gleichgewicht] ist instabil."
    ),
    "Nearer to the threshold: [90 pA].": "Näher an der Schwelle: [90 pA].",
    "Where they cross there are [an equilibrium], none of them stable: no rest.": (
        "Wo sie sich kreuzen, liegt [ein Gleichgewicht], kein stabiles: keine Ruhe."
    ),
    "The [u-nullcline] has a bend, at which the slope *b* changes.": (
        "Die [u-Nullkline] hat einen Knick, an dem sich die Steigung *b* ändert."
    ),
    "Above −65 mV it is level: nothing drives *u* but its jumps, and the cell fires single "
    "spikes.": (
        "Oberhalb von −65 mV ist sie eben: Nichts treibt *u* außer seinen Sprüngen, und die Zelle "
        "feuert einzelne Spikes."
    ),
    "Its [rebound burst].": "Ihr [Rebound-Burst].",
    "Here the slope *b* depends on *v*: it is {} up to {}, and [the parameter] above.": (
        "Hier hängt die Steigung *b* von *v* ab: Sie ist {} bis {} und darüber [der Parameter]."
    ),
    "Below −65 mV it is steep: while the cell is held there *u* goes far down.": (
        "Unterhalb von −65 mV ist sie steil: Während die Zelle dort gehalten wird, sinkt *u* weit "
        "hinab."
    ),
    "At the release the state lies far beneath the [parabola], and fires until *u* is up again.": (
        "Beim Loslassen liegt der Zustand weit unter der [Parabel], und die Zelle feuert, bis *u* "
        "wieder oben ist."
    ),
    "Above the bend it is not steep, and jumps of *u* space the spikes.": (
        "Oberhalb des Knicks ist sie nicht steil, und Sprünge von *u* halten die Spikes auf "
        "Abstand."
    ),
    "After [hyperpolarisation].": "Nach [Hyperpolarisation].",
    "The reticular nucleus surrounds the thalamus and inhibits its relay cells; both together "
    "make the spindles of sleep.": (
        "Der Nucleus reticularis umgibt den Thalamus und hemmt dessen Relaiszellen; beide "
        "zusammen machen die Spindeln des Schlafs."
    ),
    "While the cell is held below it *u* goes down along the steep part; released, it fires a "
    "burst until jumps have brought *u* up, then single spikes.": (
        "Während die Zelle darunter gehalten wird, sinkt *u* entlang dem steilen Teil; "
        "losgelassen feuert sie einen Burst, bis Sprünge *u* hinaufgebracht haben, dann einzelne "
        "Spikes."
    ),
    "But the gap is narrow, and *u* is slow: the path creeps through it, and the first spike "
    "comes late.": (
        "Aber die Lücke ist eng, und *u* ist langsam: Die Bahn kriecht hindurch, und der erste "
        "Spike kommt spät."
    ),
    "More current, [500 pA], wakes it sooner.": "Mehr Strom, [500 pA], weckt sie eher.",
    "Medium spiny neurons are nearly all cells of the striatum, the entry of the basal ganglia; "
    "they are silent for most of the time.": (
        "Mittelgroße bedornte Neuronen sind fast alle Zellen des Striatums, des Eingangs der "
        "Basalganglien; sie schweigen die meiste Zeit."
    ),
    "*u* is fast; but its jumps are those of regular spiking, *d* = 8, and it takes longer to "
    "come down again than after 2.": (
        "*u* ist schnell; aber seine Sprünge sind die des regelmäßigen Feuerns, *d* = 8, und es "
        "braucht länger, um wieder zu sinken, als nach 2."
    ),
    "As in the paper: [d = 2].": "Wie in der Arbeit: [d = 2].",
    "Jumps of 8, four times those of the paper, make it adapt strongly.": (
        "Sprünge von 8, viermal so groß wie in der Arbeit, lassen sie stark adaptieren."
    ),
    "The [equilibrium] is a focus, as in the paper.": (
        "Das [Gleichgewicht] ist ein Fokus, wie in der Arbeit."
    ),
    "The jump of 8 takes the reset far above the [separatrix], from where there is no second "
    "spike.": (
        "Der Sprung um 8 bringt die Rücksetzung weit über die [Separatrix], von wo kein zweiter "
        "Spike kommt."
    ),
    "Its [impedance].": "Ihre [Impedanz].",
    "Some numbers differ now from [those this was written about].": (
        "Einige Zahlen weichen jetzt von [denen ab, zu denen dies geschrieben ist]."
    ),
    "They only touch, and both equilibria vanish, at": (
        "Sie berühren sich nur noch, und beide Gleichgewichte verschwinden, bei"
    ),
    "In the phase plane": "In der Phasenebene",
    "Try": "Zum Ausprobieren",
    "The equations, with the present numbers": "Die Gleichungen, mit den jetzigen Zahlen",
    "In the brain": "Im Gehirn",
    "Sources": "Quellen",
    "at": "bei",
    "above {}, else": "über {}, sonst",
    "Chattering cells of the cortex fire such bursts, and may take part in gamma rhythms.": (
        "Chattering-Zellen der Hirnrinde feuern solche Bursts und sind vielleicht an "
        "Gamma-Rhythmen beteiligt."
    ),
    "The intrinsically bursting cells of the cortex begin with a burst and go on with single "
    "spikes.": (
        "Die Zellen der Hirnrinde mit intrinsischen Bursts beginnen mit einem Burst und gehen mit "
        "einzelnen Spikes weiter."
    ),
    "Such bursts of the thalamus under inhibition take part in the spindles of sleep.": (
        "Solche Bursts des Thalamus unter Hemmung sind an den Spindeln des Schlafs beteiligt."
    ),
    "Regular spiking cells are the most frequent excitatory cells of the cortex, in all layers.": (
        "Regelmäßig feuernde Zellen sind die häufigsten erregenden Zellen der Hirnrinde, in allen "
        "Schichten."
    ),
    "Intrinsically bursting cells are large pyramidal cells, most of them in layer 5.": (
        "Zellen mit intrinsischen Bursts sind große Pyramidenzellen, die meisten in Schicht 5."
    ),
}
