"""Modules import what lies below them, and nothing that leads back to them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import izhikevich
import pytest

from .imported import circle, graph

PACKAGE = Path(izhikevich.__file__).parent


def test_no_circle_of_modules() -> None:
    found = circle(graph(PACKAGE))
    assert not found, f"these modules import each other in a circle: {' → '.join(found)}"


def test_the_ground_floor_knows_no_science() -> None:
    allowed = {"izhikevich.errors", "izhikevich.messages"}
    for name, imports in graph(PACKAGE).items():
        if name.startswith("izhikevich.native"):
            above = {one for one in imports if not one.startswith("izhikevich.native")}
            assert above <= allowed, f"{name} imports {', '.join(sorted(above - allowed))}"


def test_the_list_of_c_sources() -> None:
    """The list that setuptools needs has what there is; all else takes the files of the folder."""
    root = Path(__file__).parents[1]
    with root.joinpath("pyproject.toml").open("rb") as file:
        (module,) = tomllib.load(file)["tool"]["setuptools"]["ext-modules"]
    listed = [*module["sources"], *module["depends"]]
    there = root.joinpath("py", "izhikevich", "native").glob("*.[ch]")
    assert sorted(listed) == sorted(path.relative_to(root).as_posix() for path in there)


class TestWhatIsFound:
    """That the test above would fail."""

    @pytest.fixture
    def package(self, tmp_path: Path) -> Path:
        folder = tmp_path / "house"
        (folder / "upper").mkdir(parents=True)
        (folder / "__init__.py").write_text("")
        (folder / "upper" / "__init__.py").write_text("from house.upper.room import bed\n")
        (folder / "upper" / "room.py").write_text("from house import ground\nbed = 1\n")
        return folder

    def test_a_circle_within_functions(self, package: Path) -> None:
        lines = "def climb():\n    from house.upper import bed\n    return bed\n"
        (package / "ground.py").write_text(lines)
        found = circle(graph(package))
        assert found == ["house.ground", "house.upper", "house.upper.room", "house.ground"]

    def test_none_for_type_checkers_alone(self, package: Path) -> None:
        lines = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import house.upper\n"
        (package / "ground.py").write_text(lines)
        assert circle(graph(package)) == []

    def test_modules_of_others(self, package: Path) -> None:
        (package / "ground.py").write_text("import os\nfrom numpy import array\n")
        assert graph(package)["house.ground"] == set()
