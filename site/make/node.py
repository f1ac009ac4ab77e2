"""Node and npm, and the front-end packages of site/package-lock.json."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from make import environment
from make.paths import MODULES, SITE
from make.process import digest, once, run

OLDEST = 20  # oldest major version of node that runs the front-end packages


@dataclass(frozen=True)
class Node:
    """The location of node, and the command that runs npm."""

    node: Path
    npm: Path

    def search_path(self) -> dict[str, str]:
        """Return the environment in which npm finds this node."""
        return {"PATH": os.pathsep.join((str(self.node.parent), os.environ.get("PATH", "")))}


def ensure() -> Node:
    """Return the machine's node and npm; if they are missing or too old, install our own."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major_version(node) >= OLDEST:
        return Node(Path(node), Path(npm))
    environment.ensure(environment.NODE_LOCK)
    windows = os.name == "nt"
    programs = environment.PROGRAMS
    return Node(
        programs / ("node.exe" if windows else "node"),
        programs / ("npm.exe" if windows else "npm"),
    )


def packages(node: Node) -> Path:
    """Install the locked packages (npm checks their integrity hashes); return their folder."""
    lock = SITE / "package-lock.json"

    def install() -> None:
        print("Fetching the front-end packages …", flush=True)
        run(
            [node.npm, "ci", "--ignore-scripts"],
            purpose="install the front-end packages",
            advice="A connection to the npm registry is needed for the first build.",
            cwd=SITE,
            env=node.search_path(),
        )

    once("packages", digest(lock, SITE / "package.json"), [MODULES], install)
    return MODULES


def _major_version(node: str) -> int:
    text = run([node, "--version"], purpose="ask node for its version")
    return int(text.strip().removeprefix("v").split(".")[0])
