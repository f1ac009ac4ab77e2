"""Everything that others made and the page ships has its licence on one page."""

from __future__ import annotations

import gzip
import json
import re
from html import escape
from pathlib import Path

import pytest
from make import licences, pyscript, trim
from make.errors import BuildError
from make.paths import FOLDER, SINGLE_FILE, SITE

LOCK = json.loads((SITE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
#: Words of each licence that is used.
WORDS = {
    "MIT": "Permission is hereby granted, free of charge",
    "ISC": "Permission to use, copy, modify",
    "Apache-2.0": "Apache License",
    "MPL-2.0": "Mozilla Public License Version 2.0",
    "BSD-2-Clause": "Redistribution and use in source and binary forms",
    "BSD-3-Clause": "Redistribution and use in source and binary forms",
    "Python-2.0.1": "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2",
    "Zlib": "This software is provided 'as-is'",
    "bzip2-1.0.6": "Julian R Seward",
    "0BSD": "Permission to use, copy, modify",
    "blessing": "May you do good and not evil",
}


@pytest.fixture(scope="module")
def works() -> list[licences.Work]:
    """All that is shipped, as the last build has it."""
    if not licences.bundled():
        pytest.fail("there is no build: run `python build.py` first")
    return licences.works()


def test_every_package_in_a_bundle_is_there(works: list[licences.Work]) -> None:
    """The packages as the bundles themselves name them, counted apart from the build's own way."""
    inputs = [
        name
        for path in licences.bundled()
        for name in json.loads(path.read_text(encoding="utf-8"))["inputs"]
    ]
    wanted = set()
    for name in [*inputs, *pyscript.sources()]:
        words = name.split("node_modules/")[-1].split("/")
        if "node_modules/" in name:
            wanted.add("/".join(words[: 1 + words[0].startswith("@")]))
    names = {work.name for work in works}
    assert wanted <= names
    assert {"@codemirror/view", "style-mod", "polyscript", "coincident"} <= wanted
    assert {"@pyscript/core", "plotly.js-cartesian-dist-min", "pyodide", "numpy"} <= names
    assert {"CPython and its library", "musl libc", "zlib", "@plotly/d3"} <= names
    dependencies = json.loads((SITE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert set(dependencies) <= names


def test_each_has_the_text_of_its_licence(works: list[licences.Work]) -> None:
    for work in works:
        assert len(work.text) > 200, work.name
        ids = re.split(r" (?:AND|OR|WITH) ", work.licence.strip("()"))
        assert all(ids), work.name
        for words in (WORDS[each] for each in ids[:1] if each in WORDS):
            assert re.sub(r"\s+", " ", words) in re.sub(r"\s+", " ", work.text), work.name


def test_versions_are_the_locked_ones(works: list[licences.Work]) -> None:
    for work in works:
        locked = LOCK.get(f"node_modules/{work.name}")
        assert locked is None or locked["version"] == work.version


def test_every_file_of_python_is_known() -> None:
    """What the page loads for Python is Pyodide, CPython's library, numpy, and our own."""
    names = {path.name for path in trim.SHIPPED.iterdir()}
    lock = json.loads((trim.SHIPPED / "pyodide-lock.json").read_text(encoding="utf-8"))
    wheels = {package["file_name"] for package in lock["packages"].values()}
    assert names == {
        *trim.AS_IS.values(),
        *wheels,
        "pyodide-lock.json",
        "python_stdlib.zip",
        "izhikevich.zip",
    }


def test_the_page_is_in_both_forms(works: list[licences.Work]) -> None:
    html = (FOLDER / "licences.html").read_text(encoding="utf-8")
    for work in works:
        assert escape(work.text, quote=False) in html, work.name
        assert f"<summary>{work.name} {work.version}".rstrip() in html
    assert "./licences.html" in (FOLDER / "reference.html").read_text(encoding="utf-8")
    single = SINGLE_FILE.read_text(encoding="utf-8")
    assert 'data-asset="licences.html"' in single
    assert len(gzip.compress(html.encode(), 9)) < 60_000


class TestMissing:
    @pytest.fixture
    def modules(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """One new package in a bundle, without any text of a licence."""
        folder = tmp_path / "new-package"
        folder.mkdir()
        about = {"name": "new-package", "version": "1.0.0", "license": "Unheard-Of-1.0"}
        (folder / "package.json").write_text(json.dumps(about))
        told = tmp_path / "app.meta.json"
        told.write_text(json.dumps({"inputs": {"node_modules/new-package/index.js": {}}}))
        monkeypatch.setattr(licences, "MODULES", tmp_path)
        monkeypatch.setattr(licences, "bundled", lambda: [told])
        monkeypatch.setattr(licences, "WHOLE", ())
        monkeypatch.setattr("make.licences.pyscript.sources", list)
        return tmp_path

    def test_a_package_without_a_licence_is_refused(self, modules: Path) -> None:
        assert licences.packages() == ["new-package"]
        with pytest.raises(BuildError, match=r"new-package is shipped.*Unheard-Of-1\.0"):
            licences.works()

    def test_a_package_with_a_text_has_that(self, modules: Path) -> None:
        (modules / "new-package" / "LICENCE.md").write_text("Do as you like.")
        assert licences._of_package("new-package").text == "Do as you like."

    def test_a_known_licence_is_that_of_spdx(self, modules: Path) -> None:
        about = {"name": "new-package", "version": "1", "license": "MIT", "author": "A. Person"}
        (modules / "new-package" / "package.json").write_text(json.dumps(about))
        work = licences._of_package("new-package")
        assert work.text.startswith("Copyright (c) A. Person\n\nPermission is hereby granted")
        assert "SPDX" in work.note

    def test_a_list_of_another_version_is_refused(
        self, modules: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for package in json.loads((licences.TEXTS / "within.json").read_text(encoding="utf-8")):
            (modules / package).mkdir()
            (modules / package / "package.json").write_text('{"version": "0.0.1"}')
        with pytest.raises(BuildError, match=r"0\.0\.1 is installed: look what is in that"):
            list(licences._in_packages())
