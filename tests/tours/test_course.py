"""Packages of tours for learning platforms: what is in them."""

from __future__ import annotations

import base64
import gzip
import json
import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as XML
from zipfile import ZipFile

import pytest
from izhikevich.cli.main import main
from izhikevich.errors import FileError, ParameterError
from izhikevich.messages.catalogues import commands
from izhikevich.tours import TOURS, Tour, read_tour, write_tour
from izhikevich.tours.course import Standard, course_package, package_name

_SCRIPT = "console.log('</script>');"


@pytest.fixture(scope="module")
def explorer() -> bytes:
    """A file as the build writes it, without the rest of the page."""
    packed = base64.b64encode(gzip.compress(_SCRIPT.encode())).decode()
    attributes = 'data-asset="course.js" data-type="text/javascript"'
    return f"<!doctype html><script {attributes}>{packed}</script>".encode()


def _files(content: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def _described(page: str) -> dict[str, object]:
    found = re.search(r'id="course">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    described: dict[str, object] = json.loads(found[1])
    return described


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
@pytest.mark.parametrize("tour", TOURS.values(), ids=TOURS)
def test_the_list_of_contents(tour: Tour, standard: Standard, explorer: bytes) -> None:
    files = _files(course_package(tour, explorer, standard))
    root = XML.fromstring(files.pop("imsmanifest.xml"))
    version = root.findtext("{*}metadata/{*}schemaversion")
    assert version == {"scorm12": "1.2", "scorm2004": "2004 3rd Edition"}[standard]
    assert root.findtext("{*}organizations/{*}organization/{*}item/{*}title") == tour.title
    (item,) = root.iterfind(".//{*}item")
    (resource,) = root.iterfind(".//{*}resource")
    assert item.get("identifierref") == resource.get("identifier")
    (kind,) = [name for name in resource.attrib if name.lower().endswith("scormtype")]
    assert kind.endswith("scormtype" if standard == "scorm12" else "scormType")
    assert resource.attrib[kind] == "sco"
    assert {file.get("href") for file in resource} == set(files)
    assert resource.get("href") in files


def test_what_the_page_knows(explorer: bytes) -> None:
    tour = TOURS["spike"]
    page = _files(course_package(tour, explorer, "plain"))["index.html"]
    described = _described(page)
    assert described["tasks"] == [5, 7]
    assert described["required"] == 2
    assert described["steps"] == 7
    assert described["link"] == "izhikevich-explorer.html#tour=spike&lang=en"
    assert "<\\/script" in page
    assert "http" not in page.replace("http-equiv", "")


def test_in_german(explorer: bytes) -> None:
    speech = commands("de")
    content = course_package(TOURS["spike"], explorer, language="de", say=speech.text)
    page = _files(content)["index.html"]
    assert "<title>Was ist ein Spike?</title>" in page
    described = _described(page)
    english = _described(_files(course_package(TOURS["spike"], explorer))["index.html"])
    words, originals = described["words"], english["words"]
    assert isinstance(words, dict)
    assert isinstance(originals, dict)
    assert all(words[name] != text for name, text in originals.items())


def test_a_teachers_own_tour(
    explorer: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = read_tour(write_tour(TOURS["bursting"]).replace(TOURS["bursting"].title, "Bursts & Über"))
    page = _files(course_package(own, explorer))["index.html"]
    assert "<title>Bursts &amp; Über</title>" in page
    assert str(_described(page)["tour"]).startswith("z")
    assert package_name(own, "scorm12") == "bursts-ber_scorm12.zip"
    (tmp_path / "own.json").write_text(write_tour(own), encoding="utf-8")
    (tmp_path / "page.html").write_bytes(explorer)
    words = ["--site", str(tmp_path / "page.html"), "--out", str(tmp_path / "own.zip")]
    assert main(["course", str(tmp_path / "own.json"), *words]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "own.zip")
    assert (tmp_path / "own.zip").read_bytes() == course_package(own, explorer)


def test_refused(explorer: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ParameterError, match="required"):
        course_package(TOURS["spike"], explorer, required=3)
    with pytest.raises(ParameterError, match="scorm12"):
        course_package(TOURS["spike"], explorer, "scorm13")  # type: ignore[arg-type]
    with pytest.raises(FileError, match=r"izhikevich-explorer\.html"):
        course_package(TOURS["spike"], b"<!doctype html>")
    (tmp_path / "page.html").write_bytes(explorer)
    assert main(["course", "spikes", "--site", str(tmp_path / "page.html")]) == 2
    assert "there is no tour spikes" in capsys.readouterr().err
    assert main(["course", "spike", "--site", "https://example.org/"]) == 2
    assert "--site" in capsys.readouterr().err
