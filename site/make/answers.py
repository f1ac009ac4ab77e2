"""What the page knows before Python runs in it: the schema, and the default state's answer."""

from __future__ import annotations

import json
from dataclasses import dataclass

from make import environment
from make.paths import CACHE, PACKAGE
from make.process import digest, once, run

# Runs in the build's environment, which has numpy.
PROGRAM = """
import base64, json, sys
from izhikevich import app
answers = [
    {"state": state, "header": header, "buffer": base64.b64encode(buffer).decode()}
    for state, header, buffer in app.default_answers()
]
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump({"schema": app.schema(), "answers": answers}, file, separators=(",", ":"))
"""


@dataclass(frozen=True)
class Stored:
    """JSON texts: the schema, and the first answer of each view's default state."""

    schema: str
    answers: str


def ensure() -> Stored:
    """Compute them with the same Python as in the page, on this machine."""
    python = environment.ensure(environment.BUILD_LOCK)
    path = CACHE / "answers.json"
    sources = sorted(PACKAGE.rglob("*.py"))

    def compute() -> None:
        print("Computing the first figures …", flush=True)
        run(
            [python, "-c", PROGRAM, path],
            purpose="compute the first figures",
            env={"PYTHONPATH": str(PACKAGE), "PYTHONDONTWRITEBYTECODE": "1"},
        )

    once("answers", digest(sources, PROGRAM, environment.BUILD_LOCK), [path], compute)
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Stored(_compact(stored["schema"]), _compact(stored["answers"]))


def _compact(content: object) -> str:
    return json.dumps(content, separators=(",", ":"))
