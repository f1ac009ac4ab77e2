"""The report of a fit on one page: model over recording, verdict, parameters, caveats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from izhikevich._version import __version__
from izhikevich.errors import ParameterError
from izhikevich.fitting.exponential_fit import AdaptiveExponentialFit
from izhikevich.fitting.fit import Fit
from izhikevich.fitting.parameter_list import fitted_parameters
from izhikevich.fitting.steps import find_step
from izhikevich.messages import Message, Number, counted, msg
from izhikevich.messages.catalogues import commands
from izhikevich.messages.translation import Translation
from izhikevich.plots.fitting.fit import fit_plot
from izhikevich.plots.render.svg.elements import element, escaped
from izhikevich.plots.render.svg.figure import svg
from izhikevich.plots.render.svg.page import Align, Page
from izhikevich.plots.render.svg.text import FONTS, LINE, with_minus_signs, wrapped
from izhikevich.plots.style import Role, colours_of
from izhikevich.plots.translated import translated

DPI = 200.0  # of PNG
_WIDTH, _HEIGHT = 210.0, 297.0  # mm: A4
_MARGIN, _FIGURE = 15.0, 155.0  # mm: around the page; height of the figure
_PX = 96 / 25.4  # per mm
_EM = 8.0 * 96 / 72  # px
_TITLE, _HEADING = 1.8, 1.15  # ems
_GAP = 1.4  # lines between parts
_MAX_ROWS = 16  # of sweeps

_Say = Callable[[str], str]


def report_svg(
    found: Fit, speech: Translation | None = None, other: AdaptiveExponentialFit | None = None
) -> str:
    """Return the report of a fit as SVG, an A4 page.

    Parameters
    ----------
    found : Fit
    speech : Translation, optional
        To the language of the report; default English.
    other : AdaptiveExponentialFit, optional
        With it, the report says which of them is closer.
    """
    return _Report(found, speech or commands("en"), other).drawn()


def write_report(found: Fit, file: str | Path, speech: Translation | None = None) -> None:
    """Write the report of a fit; see `Fit.report`."""
    from izhikevich.plots.render import image_files  # which the page does not have

    path = Path(file)
    ending = path.suffix.lower().removeprefix(".")
    if ending not in image_files.FORMATS:
        names = ", ".join(f".{name}" for name in image_files.FORMATS)
        raise ParameterError("file", str(file), msg("must end in one of {names}", names=names))
    path.write_bytes(image_files.written(report_svg(found, speech), ending, DPI))


class _Report:
    """A page that is filled from top to bottom."""

    def __init__(
        self, found: Fit, speech: Translation, other: AdaptiveExponentialFit | None
    ) -> None:
        self.found, self.other, self.speech, self.say = found, other, speech, speech.text
        colours = colours_of("light")
        self.page = Page(_WIDTH * _PX, _HEIGHT * _PX, _EM, 0.8, colours)
        self.left, self.right = _MARGIN * _PX, (_WIDTH - _MARGIN) * _PX
        self.y = _MARGIN * _PX

    def drawn(self) -> str:
        """Draw everything, and return the file."""
        found, name = self.found, self.found.recording.name
        title = (
            msg("{cell}: a model of the {form} form", cell=name, form=found.form)
            if name
            else _UNNAMED
        )
        self._lines([title], _TITLE * _EM, bold=True)
        self._lines([self._source(), _EQUATIONS], role=Role.MUTED)
        self.y += 0.3 * _EM
        self._figure()
        top = self.y
        self._heading(msg("Parameters, and range of equally good sets"))
        self._parameters(0.44)
        bottom, self.y = self.y, top
        self._heading(msg("Sweeps"), 0.5)
        self._verdict(0.5)
        self.y = max(bottom, self.y) + _GAP * _EM
        notes = [*found.warnings(), *self._steps()]
        if self.other is not None:
            notes.append(found.compared_with(self.other))
        if notes:
            self._heading(msg("Caveats"))
            self._lines(notes)
            self.y += 0.6 * _EM
        self._lines([self._method()], role=Role.MUTED)
        paper = element("rect", width="100%", height="100%", fill=self.page.colours[Role.PAPER])
        return element(
            "svg",
            element("title", escaped(self.say(title))),
            paper,
            *self.page.items,
            xmlns="http://www.w3.org/2000/svg",
            width=f"{_WIDTH:g}mm",
            height=f"{_HEIGHT:g}mm",
            viewBox=f"0 0 {self.page.width:.6g} {self.page.height:.6g}",
            font_family=FONTS,
            font_size=_EM,
            role="img",
        )

    def _x(self, fraction: float) -> float:
        return self.left + fraction * (self.right - self.left)

    def _lines(
        self,
        texts: Sequence[str],
        size: float = _EM,
        *,
        role: Role = Role.INK,
        bold: bool = False,
    ) -> None:
        for text in texts:
            lines = wrapped(with_minus_signs(self.say(text)), size, self.right - self.left)
            self.page.write(lines, self.left, self.y + size, role, size=size, bold=bold)
            self.y += LINE * size * len(lines) + 0.25 * size

    def _heading(self, text: str, at: float = 0.0) -> None:
        size = _HEADING * _EM
        self.page.write([self.say(text)], self._x(at), self.y + size, size=size, bold=True)
        self.y += 1.7 * size

    def _figure(self) -> None:
        width = _WIDTH - 2 * _MARGIN
        plot = translated(fit_plot(self.found), self.speech)
        picture = svg(plot, width_mm=width, height=_FIGURE, background=False)
        self.page.draw(
            picture.replace("<svg ", f'<svg x="{self.left:.6g}" y="{self.y:.6g}" ', 1)
            .replace(f'width="{width:g}mm"', f'width="{width * _PX:.6g}"', 1)
            .replace(f'height="{_FIGURE:g}mm"', f'height="{_FIGURE * _PX:.6g}"', 1)
        )
        self.y += (_FIGURE + 4.0) * _PX

    def _table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], edges: Sequence[float]
    ) -> None:
        """Write a table whose columns end at fractions of the width; the first begins there."""
        aligns: list[Align] = ["left" if k == 0 else "right" for k in range(len(heads))]
        for k, cells in enumerate([heads, *rows]):
            role = Role.MUTED if k == 0 else Role.INK
            for cell, edge, align in zip(cells, edges, aligns, strict=True):
                text = self.say(cell)
                lines = [text.replace("-", "−") if k and edge > edges[0] else text]
                self.page.write(lines, self._x(edge), self.y + _EM, role, align=align)
            self.y += 1.45 * _EM
            if k == 0:
                at = self.y - 0.05 * _EM
                ends = self._x(edges[0]), self._x(edges[-1])
                self.page.line(ends[0], at, ends[1], at, Role.MUTED, 0.5)
                self.y += 0.2 * _EM

    def _parameters(self, width: float) -> None:
        rows = [
            (p.name, _digits(p.value), _number(p.low), _number(p.high), p.unit)
            for p in fitted_parameters(self.found)
        ]
        edges = [part * width for part in (0.0, 0.35, 0.57, 0.79, 1.0)]
        self._table(
            (msg("parameter"), msg("value"), msg("from"), msg("to"), msg("unit")), rows, edges
        )

    def _verdict(self, at: float) -> None:
        step = find_step(self.found.recording)
        rows = []
        for s in self.found.sweeps[:_MAX_ROWS]:
            sweep = msg("{sweep}, held out", sweep=s.sweep) if s.held_out else str(s.sweep)
            level = _number(float(step.amplitudes[s.sweep])) if step else "–"
            own = [str(s.recorded.size), str(s.model.size), _signed(s.first, ".1f")]
            own += [_signed(100 * s.interval, ".0f"), _signed(s.coincidence, ".2f")]
            rows.append((sweep, level, *own))
        heads = (msg("sweep"), "I (pA)", msg("spikes"), msg("model"))
        more = (msg("first (ms)"), msg("ISI (%)"), "Γ")
        parts = (0.0, 0.35, 0.47, 0.59, 0.75, 0.88, 1.0)
        edges = [at + part * (1.0 - at) for part in parts]
        self._table((*heads, *more), rows, edges)
        left = len(self.found.sweeps) - _MAX_ROWS
        if left > 0:
            more_text = counted("… and {count} more", "… and {count} more", left)
            self.page.write([self.say(more_text)], self._x(at), self.y + _EM, Role.MUTED)
            self.y += 1.45 * _EM

    def _steps(self) -> list[Message]:
        longest = self.found.sensitivity(schemes=("half_step",)).longest()["half_step"]
        if longest:
            value = Number(longest, form="g")
            return [
                msg(
                    "The half-step scheme needs time steps of {dt} ms or less for the spike counts "
                    "of the accurate solution.",
                    dt=value,
                )
            ]
        return [msg("Only the accurate scheme gives these spike counts.")]

    def _source(self) -> Message:
        recording = self.found.recording
        return msg(
            "{sweeps} of {duration} ms, a sample every {dt} ms; the model by the accurate scheme",
            sweeps=counted("{count} sweep", "{count} sweeps", recording.n_sweeps),
            duration=Number(recording.duration, form=".6g"),
            dt=Number(recording.dt, form=".3g"),
        )

    def _method(self) -> Message:
        found = self.found
        how = _BY_FEATURES if found.objective == "features" else _BY_COINCIDENCE
        weights = ", ".join(f"“{name}” {value:g}" for name, value in found.weights.items())
        return msg(
            "{how} In the table of sweeps, the difference of the first spikes, that of the mean "
            "intervals, and the coincidence factor Γ within 2 ms. Weights: {weights}. Loss {loss} "
            "after {evaluations} parameter sets. Izhikevich explorer {version}; the model is that "
            "of Izhikevich, Dynamical Systems in Neuroscience, MIT Press, 2007.",
            how=how,
            weights=weights,
            loss=Number(found.loss, form=".3g"),
            evaluations=Number(found.evaluations, form=",d"),
            version=__version__,
        )


_UNNAMED = msg("A model of the 2007 form")
_EQUATIONS = (
    "C v′ = k (v − v_r)(v − v_t) − u + I,   u′ = a (b (v − v_r) − u);   "
    "v ≥ v_peak: v ← c, u ← u + d"
)
_BY_FEATURES = msg("Fitted by the number, latency, intervals and times of spikes, and by voltage.")
_BY_COINCIDENCE = msg("Fitted by the spikes that coincide, and by the voltage below threshold.")


def _digits(value: float) -> Message:
    return msg("{value}", value=Number(value, form=".4g"))


def _number(value: float) -> Message:
    return msg("{value}", value=Number(value, form=".3g" if abs(value) < 1000.0 else ".0f"))


def _signed(value: float, form: str) -> str:
    """Return a difference; one that is rounded to 0 has no sign."""
    shown = round(value, int(form[1:-1])) + 0.0
    return "–" if np.isnan(value) else msg("{value}", value=Number(shown, form=form))
