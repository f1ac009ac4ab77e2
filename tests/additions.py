"""A copy of the package with additions: those of CONTRIBUTING, and two views.

The examples of CONTRIBUTING are read from there, so what it shows is what is tested.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import izhikevich

PACKAGE = Path(izhikevich.__file__).parent
VIEW = Path(__file__).with_name("example_view.py")
PLAIN = Path(__file__).with_name("plain_view.py")
GUIDE = Path(__file__).parents[1] / ".github" / "CONTRIBUTING.md"


def examples(addition: str) -> list[str]:
    """Return the Python code that CONTRIBUTING shows below "Add a ADDITION"."""
    _, _, after = GUIDE.read_text(encoding="utf-8").partition(f"\n## Add {addition}\n")
    part, _, _ = after.partition("\n## ")
    return re.findall(r"^```python\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)


def change(path: Path, *changes: tuple[str, str]) -> Path:
    """Replace texts in a file, each of which it has once; return the file."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, f"{path.name} has {old!r} not just once"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


def copy_with_additions(folder: Path) -> list[Path]:
    """Copy the package into a folder and add to it; return the files that were touched."""
    package = folder / "izhikevich"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    (cell,) = examples("a cell type")
    cells = change(
        package / "neuron" / "cells" / "cell_types.py",
        ("__all__ = ", f"{cell}\n__all__ = "),
        ("*_CELLS_NENGO)", "*_CELLS_NENGO, *_CELLS_EXAMPLES)"),
    )
    (stimulus,) = examples("a stimulus")
    waves = package / "neuron" / "stimuli" / "waves.py"
    with waves.open("a", encoding="utf-8") as file:
        file.write(f"\n\n{stimulus}")
    (build,) = examples("a panel")
    panel = package / "views" / "neuron" / "panels" / "return_map.py"
    panel.write_text(build, encoding="utf-8")
    entry, write = examples("an export format")
    formats = package / "export" / "formats.py"
    last = '                kind="run",\n            ),\n'
    change(formats, (last, f"{last}{entry}"))
    spikes = package / "export" / "spikes.py"
    spikes.write_text(write, encoding="utf-8")
    views = []
    for source_file in (VIEW, PLAIN):
        name = source_file.stem.removesuffix("_view")
        views.append(package / "views" / name / "__init__.py")
        views[-1].parent.mkdir()
        shutil.copyfile(source_file, views[-1])
    return [cells, waves, panel, formats, spikes, *views]
