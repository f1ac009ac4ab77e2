"""The folder that a fit is written to: report, parameters, features, verdict and scripts."""

from __future__ import annotations

from pathlib import Path

from izhikevich.export import FORMATS, export
from izhikevich.fitting.exponential_fit import AdaptiveExponentialFit
from izhikevich.fitting.features import features
from izhikevich.fitting.fit import Fit
from izhikevich.fitting.parameter_list import FORMS, written
from izhikevich.fitting.steps import find_step
from izhikevich.links import read_link
from izhikevich.messages.translation import Translation
from izhikevich.plots.render import image_files
from izhikevich.reports.page import DPI, report_svg
from izhikevich.views.fit.neuron_state import neuron_link

_ENDINGS = {"text": "txt", "json": "json", "csv": "csv"}


def _strongest(found: Fit) -> int:
    """Return the sweep with the strongest step; the first if the current is not a step."""
    step = find_step(found.recording)
    return 0 if step is None else int(step.amplitudes.argmax())


def write_folder(
    found: Fit,
    folder: str | Path,
    *,
    pictures: tuple[str, ...] = image_files.FORMATS,
    speech: Translation | None = None,
    other: AdaptiveExponentialFit | None = None,
) -> list[Path]:
    """Write all that is known about a fitted cell.

    Parameters
    ----------
    found : Fit
    folder : str or path
        Made if it does not exist.
    pictures : tuple of str
        Formats of the report: "svg", "png", "pdf".
    speech : Translation, optional
        To the language of the report; default English.
    other : AdaptiveExponentialFit, optional
        With it, its parameters, and which of them is closer.

    Returns
    -------
    list of Path
        Files, as they were written.

    Raises
    ------
    ImportError
        If PNG or PDF are asked for and Typst is not installed.
    OSError
        If a file cannot be written.
    """
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    files = []
    page = report_svg(found, speech, other)
    for form in pictures:
        files.append(place / f"report.{form}")
        files[-1].write_bytes(image_files.written(page, form, DPI))
    texts: dict[str, str | bytes] = {
        f"parameters.{_ENDINGS[form]}": written(found, form) for form in FORMS
    }
    if other is not None:
        for form in FORMS:
            texts[f"adaptive_exponential.{_ENDINGS[form]}"] = written(other, form)
        texts["adaptive_exponential_sweeps.csv"] = other.to_csv()
    texts["features.csv"] = features(found.recording, list(found.spikes)).to_csv()
    texts["sweeps.csv"] = found.to_csv()
    link = neuron_link(found, _strongest(found))
    texts["link.txt"] = f"{link}\n"
    state, _ = read_link(link)
    for one in FORMATS.values():
        if one.kind == "script" and "neuron" in one.views:
            made = export(state, one.name)
            texts[f"{one.name}_{made.filename}"] = made.content
    for name, content in texts.items():
        files.append(place / name)
        files[-1].write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return files
