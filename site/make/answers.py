"""Data that the page has before Python runs in it: the schema, an answer, pictures of presets."""

from __future__ import annotations

import json
from dataclasses import dataclass

from make import environment
from make.compact import compact
from make.paths import CACHE, PACKAGE
from make.process import digest, once, run

# Runs in the build's environment, which has numpy.
PROGRAM = """
import base64, json, sys
from izhikevich import app
from izhikevich.app.schema import schema
from izhikevich.plots.render.svg.still import still
from izhikevich.progress import Progress
from izhikevich.transport import UNSET, pack
from izhikevich.views import preparation
def plots_of(asked):
    view, request, prepared = preparation.read(asked)
    plots = {}
    for part in view.compute(prepared, request.panels):
        if not isinstance(part, Progress):
            plots |= part.plots
            if part.summary is not UNSET and not part.provisional:
                break
    return plots
state, header, buffer = app.default_answer()
answer = {"state": state, "header": header, "buffer": base64.b64encode(buffer).decode()}
declared = schema()
stills = {}
for view in declared.views:
    stills[view.name] = {}
    for preset in view.presets:
        asked = {"view": view.name, "preset": preset.name}
        stills[view.name][preset.name] = pictures = {}
        for panel, plot in plots_of(asked).items():
            try:
                pictures[panel] = still(plot)
            except ValueError:
                if preset.name == view.default_preset:
                    raise
with open(sys.argv[1], "w", encoding="utf-8") as file:
    schema = json.loads(pack(declared)[0])
    json.dump({"schema": schema, "answer": answer, "stills": stills}, file)
"""


@dataclass(frozen=True)
class Stored:
    """JSON texts: the schema, and the answer to the page's initial state; and pictures.

    The pictures are SVG, by view, preset and panel; a panel that cannot be drawn this way has none.
    """

    schema: str
    answer: str
    stills: dict[str, dict[str, dict[str, str]]]


def ensure() -> Stored:
    """Compute them with the same Python as in the page, on this machine."""
    python = environment.ensure(environment.BUILD_LOCK)
    path = CACHE / "answers.json"
    sources = sorted(PACKAGE.rglob("*.py"))

    def compute() -> None:
        print("Computing the first plots …", flush=True)
        run(
            [python, "-c", PROGRAM, path],
            purpose="compute the first plots",
            env={"PYTHONPATH": str(PACKAGE), "PYTHONDONTWRITEBYTECODE": "1"},
        )

    once("answers", digest(sources, PROGRAM, environment.BUILD_LOCK), [path], compute)
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Stored(compact(stored["schema"]), compact(stored["answer"]), stored["stills"])
