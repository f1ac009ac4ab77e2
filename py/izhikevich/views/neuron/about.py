"""The explanation next to the plots of the Neuron view."""

from __future__ import annotations

from izhikevich.messages import Message, Number, msg
from izhikevich.neuron.cells.lookup import EXPERIMENTS
from izhikevich.neuron.cells.patterns import Pattern
from izhikevich.neuron.recovery import PiecewiseDrive
from izhikevich.views.about import Block, Section, equations, items, section, text, written
from izhikevich.views.equations import factored, fires, general, live, rest_ends
from izhikevich.views.neuron.about_cells import BIOLOGY, USUAL_TRIES, WHY_OF_CELLS
from izhikevich.views.neuron.about_patterns import PATTERN_TEXTS
from izhikevich.views.neuron.run import Run

_2003 = "https://doi.org/10.1109/TNN.2003.820440"
_2004 = "https://doi.org/10.1109/TNN.2004.832719"
_BOOK = "https://doi.org/10.7551/mitpress/2526.001.0001"

_PAPERS = (
    f"E. M. Izhikevich, [Simple model of spiking neurons]({_2003}), IEEE Trans. Neural Networks "
    "14 (2003) 1569–1572.",
    f"E. M. Izhikevich, [Which model to use for cortical spiking neurons?]({_2004}), ibid. 15 "
    "(2004) 1063–1070.",
    f"E. M. Izhikevich, [Dynamical Systems in Neuroscience]({_BOOK}), MIT Press (2007), chapters "
    "5 and 8.",
)


def about(preset: str, run: Run) -> tuple[Section, ...]:
    """Return the explanation of a run that started from a preset."""
    experiment = EXPERIMENTS[preset]
    why: tuple[str, ...]
    if isinstance(experiment, Pattern):
        texts = PATTERN_TEXTS[preset]
        why, tries, biology = (texts.why,), texts.tries, texts.biology
    else:
        why, tries = WHY_OF_CELLS.get(preset, ((experiment.look_for,), USUAL_TRIES))
        biology = BIOLOGY.get(experiment.symbol.removesuffix(" burst"), "")
    return written(
        (
            section("In the phase plane", text(*why), _as_changed(preset, run)),
            section("Try", items(*tries)),
            _equations(run),
            section("In the brain", text(biology)),
            section("Sources", text(msg("{source}.", source=experiment.source)), items(*_PAPERS)),
        )
    )


def _equations(run: Run) -> Section | None:
    p = run.parameters
    exact, beyond = rest_ends(p), fires(run.scheme)
    factors = factored(p)
    return section(
        "Equations with current values",
        equations(*general(p, beyond), quiet=True),
        equations(*live(p, beyond, run.shown_current)),
        equations(factors) if factors else None,
        text(_switch(p.drive)) if isinstance(p.drive, PiecewiseDrive) else None,
        text(*_nullclines(run)),
        text("The curves just touch, and both equilibria vanish, at") if exact else None,
        equations(exact) if exact else None,
    )


def _switch(drive: PiecewiseDrive) -> Message:
    return msg(
        "Here the slope *b* depends on *v*: it is {slope} up to {switch}, and "
        "[the parameter](parameter:b) above.",
        slope=Number(drive.b_below, form="g", typeset=True),
        switch=Number(drive.switch, "mV", "g", typeset=True),
    )


def _nullclines(run: Run) -> tuple[str, str, str]:
    """Describe the two curves, and their current position relative to each other."""
    current = Number(
        run.shown_current, "pA" if run.parameters.dimensional else "", ".4g", typeset=True
    )
    return (
        msg(
            "On the [parabola](curve:phase/v-nullcline), *v*′ = 0; the [current](parameter:I), now "
            "{current}, lifts it.",
            current=current,
        ),
        "On the [other curve](curve:phase/u-nullcline), *u*′ = 0.",
        _crossings(run),
    )


def _crossings(run: Run) -> str:
    """State where the two curves cross."""
    if not run.equilibria:
        return "They do not meet: there is no resting state."
    stable = any(point.stable for point in run.reachable)
    if len(run.equilibria) == 1:
        if stable:
            return "They cross at [an equilibrium](curve:phase/equilibria) that is stable: rest."
        return "They cross at [an equilibrium](curve:phase/equilibria) that is not stable: no rest."
    if stable:
        return "They cross at [equilibria](curve:phase/equilibria), one of them stable: rest."
    return "They cross at [equilibria](curve:phase/equilibria), none of them stable: no rest."


def _as_changed(preset: str, run: Run) -> Block | None:
    """Point out that the text is about the preset, if the displayed run differs from it."""
    experiment = EXPERIMENTS[preset]
    same = run.parameters == experiment.parameters and run.stimulus == experiment.stimulus
    if same:
        return None
    view = f"see:#neuron?preset={preset}"
    return text(f"Some values now differ from [those described here]({view}).")
