"""The folder that a fit is written to: report, parameters, features, verdict and scripts."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from izhikevich.export import FORMATS, export
from izhikevich.fitting.features import features
from izhikevich.fitting.fit import Fit
from izhikevich.fitting.parameter_list import FORMS, fitted_parameters, written
from izhikevich.fitting.steps import find_step
from izhikevich.links import read_link
from izhikevich.messages.translation import Translation
from izhikevich.plots.render.image_files import FORMATS as PICTURES
from izhikevich.reports.page import write_report

_ENDINGS = {"text": "txt", "json": "json", "csv": "csv"}


def cell_link(found: Fit) -> str:
    """Return a link to the fitted neuron, with the strongest step of its recording."""
    values = {p.name: f"{p.value!r}" for p in fitted_parameters(found)}
    values |= {"form": "2007", "method": "accurate", "dt": "0.1"}
    values["duration"] = f"{found.recording.duration:.6g}"
    v0 = found.recording.v0[0]
    values["v0"] = f"{v0:.6g}"
    values["u0"] = f"{found.parameters.b * (v0 - found.parameters.drive.origin):.6g}"
    step = find_step(found.recording)
    if step is not None:
        most = int(step.amplitudes.argmax())
        parts = step.amplitudes[most], step.start, step.stop - step.start
        values["stimulus"] = f"pulse({','.join(f'{part:.6g}' for part in parts)})"
        values["I"] = f"{step.holding[most]:.6g}"
    return "#neuron?" + "&".join(f"{n}={quote(x, safe='(),')}" for n, x in values.items())


def write_folder(
    found: Fit,
    folder: str | Path,
    *,
    pictures: tuple[str, ...] = PICTURES,
    speech: Translation | None = None,
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
    for form in pictures:
        files.append(place / f"report.{form}")
        write_report(found, files[-1], speech)
    texts: dict[str, str | bytes] = {
        f"parameters.{_ENDINGS[form]}": written(found, form) for form in FORMS
    }
    texts["features.csv"] = features(found.recording, list(found.spikes)).to_csv()
    texts["sweeps.csv"] = found.to_csv()
    link = cell_link(found)
    texts["link.txt"] = f"{link}\n"
    state, _ = read_link(link)
    for form in FORMATS.values():
        if form.kind == "script" and "neuron" in form.views:
            made = export(state, form.name)
            texts[f"{form.name}_{made.filename}"] = made.content
    for name, content in texts.items():
        files.append(place / name)
        files[-1].write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return files
