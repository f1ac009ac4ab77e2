"""The guided tours."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "What a spike is here": "Was hier ein Spike ist",
    "Two equations and a reset: what takes off, what cuts it short, and what is left behind.": (
        "Zwei Gleichungen und eine Rücksetzung: was abhebt, was es abschneidet und was "
        "zurückbleibt."
    ),
    "A push that fades": "Ein Stoß, der verklingt",
    "A push that takes off": "Ein Stoß, der abhebt",
    "First spike": "Erster Spike",
    "The peak is not the threshold": "Die Spitze ist nicht die Schwelle",
    "Left alone, v would reach infinity in a moment. So the model cuts it off at a peak, which "
    "is now 50 mV instead of 30. The spike is higher, but it comes at the same time: all was "
    "decided long before, below -50 mV.": (
        "Sich selbst überlassen, erreichte v im Nu das Unendliche. Daher schneidet das Modell es "
        "an einer Spitze ab, die jetzt bei 50 mV statt 30 liegt. Der Spike ist höher, aber er "
        "kommt zur selben Zeit: Alles war lange vorher entschieden, unterhalb von -50 mV."
    ),
    "The reset": "Die Rücksetzung",
    "At the peak two things happen at once: v is set to c (here -65 mV), and the recovery "
    "variable u is raised by d (here 8). In the phase plane that is the jump back to the left "
    "and up. From there the state flows back to rest, in a wide arc.": (
        "An der Spitze geschieht zweierlei zugleich: v wird auf c gesetzt (hier -65 mV), und die "
        "Erholungsvariable u wird um d gehoben (hier 8). In der Phasenebene ist das der Sprung "
        "zurück nach links und oben. Von dort fließt der Zustand in weitem Bogen zur Ruhe zurück."
    ),
    "What a spike leaves behind": "Was ein Spike zurücklässt",
    "Now two equal pushes, 20 ms apart. Only the first makes a spike. The second finds u still "
    "high, and u works against the current: the neuron is refractory.": (
        "Nun zwei gleiche Stöße im Abstand von 20 ms. Nur der erste löst einen Spike aus. Der "
        "zweite findet u noch hoch, und u wirkt dem Strom entgegen: Das Neuron ist refraktär."
    ),
    "Make both pushes fire the neuron, and leave the current as it is.": (
        "Beide Stöße sollen das Neuron feuern lassen, ohne dass der Strom geändert wird."
    ),
    "Which of the four parameters a, b, c, d says what a spike leaves behind?": (
        "Welcher der vier Parameter a, b, c, d sagt, was ein Spike zurücklässt?"
    ),
    "Without the jump of u nothing remembers the spike for long. A larger a does it, too: u "
    "then forgets faster.": (
        "Ohne den Sprung von u erinnert sich nichts lange an den Spike. Auch ein größeres a "
        "bewirkt es: u vergisst dann schneller."
    ),
    "No voltage is the threshold": "Keine Spannung ist die Schwelle",
    "To fire on": "Weiter feuern",
    "With a constant current that leaves no rest, spike follows spike, and u decides how fast: "
    "it must sink again before the next one can come.": (
        "Bei einem konstanten Strom, der keine Ruhe lässt, folgt Spike auf Spike, und u "
        "entscheidet, wie schnell: Es muss erst wieder sinken, ehe der nächste kommen kann."
    ),
    "Choose the added current so that the neuron fires on, in the end at 10 to 15 spikes per "
    "second.": (
        "Den zusätzlichen Strom so wählen, dass das Neuron fortwährend feuert, am Ende mit 10 bis "
        "15 Spikes in der Sekunde."
    ),
    "Start at 4, where this neuron begins to fire, and go up slowly. The mean rate stands "
    "beside the plots.": (
        "Bei 4 beginnen, wo dieses Neuron zu feuern beginnt, und langsam höher gehen. Die "
        "mittlere Rate steht neben den Diagrammen."
    ),
    "From rest to spiking": "Von der Ruhe zum Feuern",
    "Two ways in which rest can end, and why one neuron then fires slowly and another at once "
    "fast: Class 1 and Class 2.": (
        "Zwei Weisen, wie Ruhe enden kann, und warum dann ein Neuron langsam feuert und ein "
        "anderes sofort schnell: Klasse 1 und Klasse 2."
    ),
    "Where nothing moves": "Wo sich nichts bewegt",
    "More current": "Mehr Strom",
    "A current lifts the parabola. At 2.2 rest and saddle have almost met: the neuron still "
    "rests, but little is missing.": (
        "Ein Strom hebt die Parabel. Bei 2.2 haben sich Ruhe und Sattel fast getroffen: Noch ruht "
        "das Neuron, aber es fehlt nur wenig."
    ),
    "Find the current at which rest disappears: as little more as possible.": (
        "Den Strom finden, bei dem die Ruhe verschwindet: so wenig mehr wie möglich."
    ),
    "Raise the added current in small steps (arrow keys in its field) until the curves no "
    "longer cross.": (
        "Den zusätzlichen Strom in kleinen Schritten erhöhen (Pfeiltasten in seinem Feld), bis "
        "sich die Kurven nicht mehr kreuzen."
    ),
    "Rest and saddle meet and vanish at 2.25: a saddle-node bifurcation.": (
        "Ruhe und Sattel treffen sich und verschwinden bei 2.25: eine Sattel-Knoten-Bifurkation."
    ),
    "Class 1: slowly at first": "Klasse 1: zuerst langsam",
    "At 2.3 the rest is gone, but where it was everything is still slow: the state creeps "
    "through that gap for half a second, fires, and comes back to it. The narrower the gap the "
    "longer it takes, so the neuron can fire as slowly as one likes.": (
        "Bei 2.3 ist die Ruhe fort, aber wo sie war, ist noch immer alles langsam: Der Zustand "
        "kriecht eine halbe Sekunde lang durch diese Lücke, feuert und kommt zu ihr zurück. Je "
        "enger die Lücke, desto länger dauert es; so kann das Neuron beliebig langsam feuern."
    ),
    "The rate over the current": "Die Rate über dem Strom",
    "So the rate begins near zero and grows with the current, steeply at first. Such a neuron "
    "can tell by its rate how strong a current is, even a weak one.": (
        "So beginnt die Rate nahe null und wächst mit dem Strom, zuerst steil. Ein solches Neuron "
        "kann durch seine Rate sagen, wie stark ein Strom ist, auch ein schwacher."
    ),
    "Another kind of rest": "Eine andere Art von Ruhe",
    "Another neuron. After its spike v rings, once in 56 ms, before it rests again: this rest "
    "is a focus, and the state spirals into it.": (
        "Ein anderes Neuron. Nach seinem Spike schwingt v nach, einmal in 56 ms, ehe es wieder "
        "ruht: Diese Ruhe ist ein Fokus, und der Zustand läuft spiralförmig hinein."
    ),
    "Class 2: fast at once": "Klasse 2: sofort schnell",
    "In such a neuron the spiral winds in the more slowly, the larger the current; here, beyond "
    "0.4, it winds outwards, although the equilibrium is still there: an Andronov–Hopf "
    "bifurcation. The swing grows into spikes, in its own time. So firing begins at once with "
    "more than 30 spikes a second.": (
        "In einem solchen Neuron zieht sich die Spirale umso langsamer zusammen, je größer der "
        "Strom ist; hier, jenseits von 0.4, weitet sie sich, obwohl das Gleichgewicht noch da "
        "ist: eine Andronov–Hopf-Bifurkation. Die Schwingung wächst zu Spikes, in ihrem eigenen "
        "Takt. Daher beginnt das Feuern sofort mit mehr als 30 Spikes in der Sekunde."
    ),
    "Two answers to one current": "Zwei Antworten auf einen Strom",
    "A similar neuron, at a current of 0.24: it can rest or fire on, and both last. A pulse "
    "switches it on; another one, at the right moment, switches it off. The neuron before could "
    "do so, too: hence its two rates, for rising and for falling currents.": (
        "Ein ähnliches Neuron bei einem Strom von 0.24: Es kann ruhen oder feuern, und beides "
        "hält an. Ein Puls schaltet es ein; ein anderer, im rechten Augenblick, schaltet es aus. "
        "Das Neuron davor konnte es auch: daher seine zwei Raten, für steigende und für fallende "
        "Ströme."
    ),
    "Bursting, seen at the reset": "Bursts, an der Rücksetzung gesehen",
    "Why some neurons fire in groups: all depends on which side of a curve the reset lands.": (
        "Warum manche Neuronen in Gruppen feuern: Alles hängt davon ab, auf welcher Seite einer "
        "Kurve die Rücksetzung landet."
    ),
    "One spike at a time": "Ein Spike nach dem anderen",
    "A higher reset": "Eine höhere Rücksetzung",
    "Now v is reset to -50 mV only, and u jumps by 2. A reset that lands below the parabola is "
    "followed by the next spike at once. Each spike lifts u, until resets land above the "
    "parabola: the burst is over.": (
        "Nun wird v nur auf -50 mV zurückgesetzt, und u springt um 2. Auf eine Rücksetzung, die "
        "unter der Parabel landet, folgt sofort der nächste Spike. Jeder Spike hebt u, bis "
        "Rücksetzungen über der Parabel landen: Der Burst ist vorbei."
    ),
    "The reset map": "Die Rücksetzabbildung",
    "From one reset to the next only u matters. This map shows which u follows which: during a "
    "burst it climbs, step by step, up to the dotted line, beyond which lies the long way "
    "round. The steps of a round are the spikes of a burst; here six.": (
        "Von einer Rücksetzung zur nächsten zählt nur u. Diese Abbildung zeigt, welches u auf "
        "welches folgt: Während eines Bursts klettert es Schritt für Schritt bis zur gepunkteten "
        "Linie, jenseits derer der lange Umweg liegt. Die Schritte einer Runde sind die Spikes "
        "eines Bursts; hier sechs."
    ),
    "Counting spikes": "Spikes zählen",
    "So the number of spikes can be chosen: by how far u has to climb, and by how much it "
    "climbs at each spike.": (
        "Die Zahl der Spikes lässt sich also wählen: dadurch, wie weit u zu klettern hat, und "
        "dadurch, wie viel es bei jedem Spike klettert."
    ),
    "Make this cell burst with three spikes.": "Diese Zelle soll Bursts von drei Spikes feuern.",
    "If each spike lifts u by more, fewer of them fit between the bottom and the parabola.": (
        "Hebt jeder Spike u um mehr, so passen weniger davon zwischen den Grund und die Parabel."
    ),
    "Twice the jump, half the spikes. A reset further to the left does it, too: there the "
    "parabola leaves less room.": (
        "Doppelter Sprung, halb so viele Spikes. Auch eine Rücksetzung weiter links bewirkt es: "
        "Dort lässt die Parabel weniger Raum."
    ),
    "The pause": "Die Pause",
    "Between bursts u sinks, at the rate a. Here a is halved: u needs longer, and there are "
    "fewer bursts in the same time.": (
        "Zwischen Bursts sinkt u, mit der Rate a. Hier ist a halbiert: u braucht länger, und in "
        "derselben Zeit gibt es weniger Bursts."
    ),
    "A burst only at first": "Ein Burst nur zu Beginn",
    "Between both: when the current sets in u is low, and the first resets land below the "
    "parabola. Later every reset lands above it, and single spikes follow. Some cells of the "
    "cortex fire like this: their burst marks the onset.": (
        "Zwischen beidem: Wenn der Strom einsetzt, ist u niedrig, und die ersten Rücksetzungen "
        "landen unter der Parabel. Später landet jede darüber, und einzelne Spikes folgen. Manche "
        "Zellen der Hirnrinde feuern so: Ihr Burst markiert den Beginn."
    ),
    "And back again": "Und zurück",
    "The same bursting cell once more. What makes it burst is where it is reset.": (
        "Noch einmal dieselbe Zelle mit Bursts. Was sie dazu bringt, ist der Ort, auf den sie "
        "zurückgesetzt wird."
    ),
    "Turn bursting into steady firing by c alone.": (
        "Die Bursts allein durch c in gleichmäßiges Feuern verwandeln."
    ),
    "The resets must land where v falls first.": (
        "Die Rücksetzungen müssen dort landen, wo v zuerst fällt."
    ),
    "Integrator or resonator": "Integrator oder Resonator",
    "Some neurons add up what comes in, others wait for their own rhythm. It shows in how they "
    "return to rest.": (
        "Manche Neuronen summieren, was hereinkommt, andere warten auf ihren eigenen Rhythmus. Es "
        "zeigt sich daran, wie sie zur Ruhe zurückkehren."
    ),
    "The closer the better": "Je dichter, desto besser",
    "Two pairs of equal pulses. The pulses of the first pair come 5 ms apart and fire the "
    "neuron together; those of the second, 10 ms apart, do not. What the first pulse leaves "
    "behind fades: this neuron adds up, an integrator.": (
        "Zwei Paare gleicher Pulse. Die des ersten Paars kommen im Abstand von 5 ms und lösen "
        "zusammen einen Spike aus; die des zweiten, im Abstand von 10 ms, nicht. Was der erste "
        "Puls zurücklässt, verklingt: Dieses Neuron summiert, ein Integrator."
    ),
    "Straight back to rest": "Geradewegs zurück zur Ruhe",
    "Its rest is a node: the state returns without swinging, as both eigenvalues are real. The "
    "later the second pulse, the less is left of the first.": (
        "Seine Ruhe ist ein Knoten: Der Zustand kehrt zurück, ohne zu schwingen, denn beide "
        "Eigenwerte sind reell. Je später der zweite Puls, desto weniger ist vom ersten übrig."
    ),
    "Equilibria at I = 0": "Gleichgewichte bei I = 0",
    "The right moment": "Der rechte Augenblick",
    "Another neuron, again two pairs: pulses 20 ms apart fail, but those 40 ms apart fire it. "
    "Later is better here: this neuron is a resonator.": (
        "Ein anderes Neuron, wieder zwei Paare: Pulse im Abstand von 20 ms bleiben wirkungslos, "
        "aber die im Abstand von 40 ms lösen einen Spike aus. Hier ist später besser: Dieses "
        "Neuron ist ein Resonator."
    ),
    "It rings": "Es schwingt nach",
    "Its rest is a focus: after each push the state goes round it, here once in about 40 ms. A "
    "second pulse after a whole round pushes in time, as one pushes a swing; after half a round "
    "it pushes against the swing.": (
        "Seine Ruhe ist ein Fokus: Nach jedem Stoß kreist der Zustand um sie, hier einmal in etwa "
        "40 ms. Ein zweiter Puls nach einer ganzen Runde stößt im Takt an, wie man eine Schaukel "
        "anstößt; nach einer halben Runde stößt er dagegen."
    ),
    "Its own frequency": "Seine eigene Frequenz",
    "With small swings of all frequencies one sees it at once: this neuron answers most "
    "strongly near 25 Hz. The integrator would answer the less, the faster the current swings.": (
        "Mit kleinen Schwingungen aller Frequenzen sieht man es auf einmal: Dieses Neuron "
        "antwortet am stärksten bei etwa 25 Hz. Der Integrator antwortete umso weniger, je "
        "schneller der Strom schwingt."
    ),
    "Spikes after inhibition": "Spikes nach Hemmung",
    "A neuron of which the rest is a focus can even be fired by inhibition: u sinks while v is "
    "held down, and when the inhibition ends the low u lets v rise to a spike. Cells of the "
    "thalamus fire after inhibition, too, in the rhythms of sleep.": (
        "Ein Neuron, dessen Ruhe ein Fokus ist, kann sogar durch Hemmung zum Feuern gebracht "
        "werden: u sinkt, während v niedrig gehalten wird, und wenn die Hemmung endet, lässt das "
        "niedrige u die Spannung v zu einem Spike steigen. Auch Zellen des Thalamus feuern nach "
        "Hemmung, in den Rhythmen des Schlafs."
    ),
    "Make one yourself": "Selbst eines machen",
    "This cortical cell has a node for a rest, and after inhibition it simply goes back to it.": (
        "Diese Zelle der Hirnrinde hat einen Knoten als Ruhe, und nach einer Hemmung kehrt sie "
        "einfach dorthin zurück."
    ),
    "Make it spike after the inhibition, with a stable rest as before and without adding "
    "current.": (
        "Sie soll nach der Hemmung einen Spike feuern, mit stabiler Ruhe wie zuvor und ohne "
        "zusätzlichen Strom."
    ),
    "b says how strongly u follows v. It must do so more strongly, but not so much that rest is "
    "lost.": (
        "b sagt, wie stark u auf v folgt. Es muss stärker folgen, aber nicht so stark, dass die "
        "Ruhe verloren geht."
    ),
    "With b = 0.25 the rest has become a focus: see the eigenvalues beside the plots.": (
        "Mit b = 0.25 ist die Ruhe ein Fokus geworden: siehe die Eigenwerte neben den Diagrammen."
    ),
    "From one neuron to rhythms": "Von einem Neuron zu Rhythmen",
    "A thousand neurons that know no rhythm make one together; and what layers pass on.": (
        "Tausend Neuronen, die keinen Rhythmus kennen, machen zusammen einen; und was Schichten "
        "weitergeben."
    ),
    "One neuron in noise": "Ein Neuron im Rauschen",
    "A cortical cell gets nothing but noise, of mean zero. Now and then chance pushes it over "
    "the threshold: a few spikes a second, at no particular time.": (
        "Eine Zelle der Hirnrinde bekommt nichts als Rauschen vom Mittelwert null. Dann und wann "
        "stößt der Zufall sie über die Schwelle: einige Spikes in der Sekunde, zu keiner "
        "besonderen Zeit."
    ),
    "A thousand strangers": "Tausend Fremde",
    "800 such cells and 200 inhibitory ones, each with noise of its own, and no synapses. Each "
    "mark is a spike, each row a neuron. They fire as often as the one before, each for itself: "
    "the synchrony is near zero.": (
        "800 solche Zellen und 200 hemmende, jede mit eigenem Rauschen, und keine Synapsen. Jeder "
        "Strich ist ein Spike, jede Zeile ein Neuron. Sie feuern so oft wie die eine zuvor, jede "
        "für sich: Die Synchronie ist nahe null."
    ),
    "Synchrony": "Synchronie",
    "Connected": "Verbunden",
    "The same cells, now with synapses from all to all, of random strength. In the raster there "
    "are upright stripes: many cells fire together, then there is a pause. No cell has this "
    "rhythm, and no clock gives it.": (
        "Dieselben Zellen, nun mit Synapsen von allen zu allen, von zufälliger Stärke. Im Raster "
        "gibt es senkrechte Streifen: Viele Zellen feuern zusammen, dann ist Pause. Keine Zelle "
        "hat diesen Rhythmus, und keine Uhr gibt ihn vor."
    ),
    "Which rhythm": "Welcher Rhythmus",
    "The spectrum of the common rate has its peaks where the rhythms are: slow waves, several a "
    "second, and faster ripples of 30 to 40 a second, which in an EEG would be called gamma.": (
        "Das Spektrum der gemeinsamen Rate hat seine Spitzen dort, wo die Rhythmen sind: langsame "
        "Wellen, mehrere in der Sekunde, und schnellere von 30 bis 40 in der Sekunde, die man in "
        "einem EEG Gamma nennen würde."
    ),
    "Without inhibition": "Ohne Hemmung",
    "Nothing holds excitation back: all cells fire in storms, ten times as often as before. A "
    "storm ends only because u rises in every cell. It is inhibition that makes the rhythm "
    "gentle.": (
        "Nichts hält die Erregung zurück: Alle Zellen feuern in Stürmen, zehnmal so oft wie "
        "zuvor. Ein Sturm endet nur, weil u in jeder Zelle steigt. Es ist die Hemmung, die den "
        "Rhythmus sanft macht."
    ),
    "Undo the rhythm": "Den Rhythmus auflösen",
    "Between the thousand strangers and the waves lies a strength of excitation at which the "
    "cells begin to fire together.": (
        "Zwischen den tausend Fremden und den Wellen liegt eine Stärke der Erregung, bei der die "
        "Zellen zusammen zu feuern beginnen."
    ),
    "Bring the synchrony below 0.08. The cells must still fire at more than 4 Hz, with a "
    "largest excitatory weight of at least 0.1.": (
        "Die Synchronie unter 0.08 bringen. Die Zellen müssen weiter mit mehr als 4 Hz feuern, "
        "bei einem größten erregenden Gewicht von mindestens 0.1."
    ),
    "Weaken what carries a wave from cell to cell, not what drives the cells.": (
        "Schwächer werden muss, was eine Welle von Zelle zu Zelle trägt, nicht, was die Zellen "
        "antreibt."
    ),
    "Layer by layer": "Schicht um Schicht",
    "Layers that drive one another: 1000 neurons, then 200, then 10. Noise drives the first. "
    "The third hardly fires: too few of the spikes of the second come together there.": (
        "Schichten, die einander antreiben: 1000 Neuronen, dann 200, dann 10. Rauschen treibt die "
        "erste. Die dritte feuert kaum: Zu wenige Spikes der zweiten treffen dort zusammen."
    ),
    "Make layer 3 fire at 5 Hz or more without layer 1 exceeding 20 Hz. The noise in "
    "the other layers must stay at 1.": (
        "Schicht 3 soll mit 5 Hz oder mehr feuern, ohne dass Schicht 1 über 20 Hz kommt. Das "
        "Rauschen in den anderen Schichten muss bei 1 bleiben."
    ),
    "More input makes layer 1 too fast before layer 3 wakes up. What decides how much of its "
    "activity gets through?": (
        "Mehr Eingang macht Schicht 1 zu schnell, ehe Schicht 3 aufwacht. Was bestimmt, wie viel "
        "ihrer Aktivität durchkommt?"
    ),
    "With strong weights fewer spikes need to come together. A rate is passed on, amplified or "
    "lost by the synapses between the layers.": (
        "Bei starken Gewichten brauchen weniger Spikes zusammenzutreffen. Eine Rate wird durch "
        "die Synapsen zwischen den Schichten weitergegeben, verstärkt oder verloren."
    ),
    "A neuron at rest, at -70 mV. At 20 ms a current of 4 pushes it for 5 ms: its voltage v "
    "rises, and sinks back when the push ends. Nothing is decided yet.": (
        "Ein Neuron in Ruhe, bei -70 mV. Bei 20 ms stößt es ein Strom von 4 für 5 ms an: Seine "
        "Spannung v steigt und sinkt zurück, wenn der Stoß endet. Noch ist nichts entschieden."
    ),
    "The same push with a current of 5. It ends at 25 ms, and only then the spike comes: the "
    "term 0.04 v² in the equation of v makes v rise the faster the higher it is. From some "
    "point on it needs no push any more.\n\nIn a real neuron it is sodium channels that open "
    "the more, the more are open.": (
        "Derselbe Stoß mit einem Strom von 5. Er endet bei 25 ms, und erst dann kommt der Spike: "
        "Der Term 0.04 v² in der Gleichung von v lässt v umso schneller steigen, je höher es ist. "
        "Von einem gewissen Punkt an braucht es keinen Stoß mehr.\n\nIn einem wirklichen Neuron "
        "sind es Natriumkanäle, von denen sich umso mehr öffnen, je mehr offen sind."
    ),
    "Two equal small pushes, at 10 and at 80 ms. The first fails; the second fires, because a "
    "current of -6 went before it. While that held v down, u sank, and a low u helps.\n\nSo the "
    "threshold is not a voltage but a curve in the plane of v and u: the separatrix.": (
        "Zwei gleiche kleine Stöße, bei 10 und bei 80 ms. Der erste bleibt wirkungslos; der "
        "zweite löst einen Spike aus, weil ihm ein Strom von -6 vorausging. Während dieser v "
        "niedrig hielt, sank u, und ein niedriges u hilft.\n\nDie Schwelle ist also keine "
        "Spannung, sondern eine Kurve in der Ebene von v und u: die Separatrix."
    ),
    "Along the parabola (v' = 0) v stands still, along the straight line (u' = 0) u does. Where "
    "they cross nothing moves: an equilibrium. The left one, at -60 mV, is stable and is the "
    "rest. The right one is a saddle; it stands at the threshold.": (
        "Auf der Parabel (v' = 0) steht v still, auf der Geraden (u' = 0) u. Wo sie sich kreuzen, "
        "bewegt sich nichts: ein Gleichgewicht. Das linke, bei -60 mV, ist stabil und ist die "
        "Ruhe. Das rechte ist ein Sattel; er steht an der Schwelle."
    ),
    "Along the parabola (v' = 0) v stands still; below it v rises, above it v falls. Once the "
    "first spikes are over, every reset to -65 mV lands above it: v falls first, and the next "
    "spike has to wait until u has sunk and the state has come round.": (
        "Auf der Parabel (v' = 0) steht v still; darunter steigt v, darüber fällt v. Sind die "
        "ersten Spikes vorbei, so landet jede Rücksetzung auf -65 mV darüber: v fällt zuerst, und "
        "der nächste Spike muss warten, bis u gesunken und der Zustand herumgekommen ist."
    ),
}
