"""What pip installs: wheels, sources and the page, always of the same bytes, and what they do."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import izhikevich as izh
import pytest
from izhikevich import built
from make import distribution, engine, release
from make.distribution import PLATFORMS
from make.errors import BuildError
from make.paths import FOLDER, ROOT, SINGLE_FILE

PYTHON = Path(sys.executable)
#: How an object file for the platform begins: ELF, Mach-O, COFF with the machine's number.
OBJECTS = {
    "manylinux2014_x86_64": b"\x7fELF",
    "manylinux2014_aarch64": b"\x7fELF",
    "macosx_10_13_x86_64": b"\xcf\xfa\xed\xfe",
    "macosx_11_0_arm64": b"\xcf\xfa\xed\xfe",
    "win_amd64": b"\x64\x86",
    "win_arm64": b"\x64\xaa",
}
_USE = """
import izhikevich as izh
from izhikevich.native import library
assert not library.problem(), library.problem()
print(library._find())
print(izh.networks.cortical_2003(seed=2).run(200.0).times.size)
"""


#: What distributions are made of.
_PARTS = ("pyproject.toml", "README.md", "LICENSE", "py")


def _copy(place: Path, time: float) -> Path:
    """Copy the source code, with other times and in a folder of another name."""
    place.mkdir()
    for part in _PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copyfile
        copy(ROOT / part, place / part)
    for path in place.rglob("*"):
        os.utime(path, (time, time))
    return place


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Distributions by their kind, with wheels for this processor and for one that is not here.

    (Windows and the rest take Zig another minute, once: `python build.py wheels` makes them.)
    """
    own = "x86_64" if platform.machine() in ("x86_64", "AMD64") else "aarch64"
    chosen = [p for p in PLATFORMS if p.tag in (f"manylinux2014_{own}", "macosx_11_0_arm64")]
    folder = tmp_path_factory.mktemp("made")
    page = folder / built.FILE
    page.write_text("<!doctype html><title>the page</title>", encoding="utf-8")
    root = _copy(folder / "one", 1.4e9)
    found = distribution.build(PYTHON, chosen, folder / "wheels", root=root, page=page)
    kinds = {"sources": ".tar.gz", "numpy": "explorer-*-any.whl", "page": "page-*.whl"}
    kinds |= {"own": f"manylinux2014_{own}.whl", "other": "macosx_11_0_arm64.whl"}
    assert len(found) == len(kinds)
    return {kind: next((folder / "wheels").glob(f"*{end}")) for kind, end in kinds.items()}


def _install(place: Path, *paths: Path, env: dict[str, str] | None = None) -> dict[str, str]:
    """Install into a folder without asking an index; return the environment that finds it."""
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index"]
    pip += ["--no-build-isolation", "--target", str(place), *map(str, paths)]
    ours = {**os.environ, **(env or {})}
    done = subprocess.run(pip, env=ours, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return {**os.environ, "PYTHONPATH": str(place), "PATH": "", "IZHIKEVICH_SITE": ""}


def _spikes(env: dict[str, str], place: Path) -> int:
    """Run a network by the compiled engine of a package; return how many spikes it has."""
    command = [sys.executable, "-c", _USE]
    done = subprocess.run(command, env=env, cwd=place, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    path, spikes = done.stdout.split()
    assert Path(path).is_relative_to(place)
    return int(spikes)


def _expected() -> int:
    with izh.engine.use("numpy"):
        return izh.networks.cortical_2003(seed=2).run(200.0).times.size


def test_two_builds_have_the_same_bytes(made: dict[str, Path], tmp_path: Path) -> None:
    """From copies of other times, one after the other: wheels, engines, sources and the page."""
    tags = [p for p in PLATFORMS if any(p.tag in path.name for path in made.values())]
    page = made["own"].parents[1] / built.FILE
    root = _copy(tmp_path / "another", 1.5e9)
    again = distribution.build(PYTHON, tags, tmp_path / "wheels", root=root, page=page)
    assert [path.name for path in again] == sorted(path.name for path in made.values())
    for path in again:
        assert path.read_bytes() == (made["own"].parent / path.name).read_bytes(), path.name


@pytest.mark.parametrize("kind", ["own", "other", "numpy"])
def test_the_names_say_any_python_3_and_the_platform(made: dict[str, Path], kind: str) -> None:
    name, _, tag = made[kind].stem.partition("-py3-none-")
    assert name == f"izhikevich_explorer-{izh.__version__}"
    with ZipFile(made[kind]) as archive:
        about = next(name for name in archive.namelist() if name.endswith("/WHEEL"))
        assert f"Tag: py3-none-{tag}" in archive.read(about).decode()
        natives = [name for name in archive.namelist() if "/_native" in name]
        assert natives == ([] if kind == "numpy" else ["izhikevich/native/_native.so"])
        assert all(archive.read(name).startswith(OBJECTS[tag]) for name in natives)
        assert "izhikevich/py.typed" in archive.namelist()


def test_a_wheel_runs_compiled_where_there_is_no_compiler(
    made: dict[str, Path], tmp_path: Path
) -> None:
    env = _install(tmp_path / "there", made["own"])
    assert _spikes(env, tmp_path) == _expected()


def test_the_wheel_without_an_engine_runs_in_numpy(made: dict[str, Path], tmp_path: Path) -> None:
    env = _install(tmp_path / "there", made["numpy"])
    code = "import izhikevich as izh; print(izh.simulate('RS', 10.0, 500.0).n_spikes)"
    command = [sys.executable, "-c", f"{code}; assert izh.engine.selected() == 'numpy'"]
    done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == izh.simulate("RS", 10.0, 500.0).n_spikes


def test_the_sources_are_compiled_where_they_are_installed(
    made: dict[str, Path], tmp_path: Path
) -> None:
    compiler = engine.compiler(PYTHON)
    built = {"CC": compiler, "LDSHARED": f"{compiler} -shared"}
    env = _install(tmp_path / "there", made["sources"], env=built)
    assert _spikes(env, tmp_path) == _expected()


def test_the_installed_page_is_opened(made: dict[str, Path], tmp_path: Path) -> None:
    env = _install(tmp_path / "there", made["own"], made["page"])
    code = "import izhikevich as izh; print(izh.explore('RS', open=False))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True
    )
    page = tmp_path / "there" / distribution.PAGE_MODULE / built.FILE
    assert done.stdout.strip() == f"{page.as_uri()}#neuron?preset=RS", done.stderr
    with ZipFile(made["page"]) as archive:
        about = next(name for name in archive.namelist() if name.endswith("/METADATA"))
        needed = f"Requires-Dist: izhikevich-explorer=={izh.__version__}"
        assert needed in archive.read(about).decode().splitlines()


def test_users_of_the_wheel_have_its_types(made: dict[str, Path], tmp_path: Path) -> None:
    env = _install(tmp_path / "there", made["numpy"])
    script = tmp_path / "use.py"
    script.write_text(
        "import izhikevich as izh\n"
        "reveal_type(izh.simulate('RS', 10.0, 500.0).spike_times)\n"
        "izh.simulate('RS', current=10.0)\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(script)]
    done = subprocess.run(
        command,
        env={**env, "MYPYPATH": env["PYTHONPATH"]},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert "numpy.float64" in done.stdout or "float64" in done.stdout, done.stdout
    assert 'Unexpected keyword argument "current" for "simulate"' in done.stdout
    assert "import-untyped" not in done.stdout


@pytest.mark.parametrize("place", PLATFORMS, ids=lambda place: place.tag)
def test_the_source_compiles_for_every_platform(
    place: distribution.Platform, tmp_path: Path
) -> None:
    out = tmp_path / "engine.o"
    command = [*engine.compile_command(PYTHON), "-target", place.target, "-c", "-o", out]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(OBJECTS[place.tag])


def test_the_tool_called_build_is_not_hidden_by_build_py(tmp_path: Path) -> None:
    """`python -m build` in the repository runs the tool of that name (here: a stand-in)."""
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "__init__.py").write_text("")
    (tmp_path / "build" / "__main__.py").write_text("import sys; print('tool', sys.argv[1:])")
    command = [sys.executable, "-m", "build", "--wheel"]
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.stdout == "tool ['--wheel']\n", done.stderr


def test_without_that_tool_it_says_what_to_do() -> None:
    command = [sys.executable, "-m", "build"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode == 0:
        pytest.skip("the tool is installed")
    assert "python build.py wheels" in done.stderr


class TestRelease:
    @pytest.fixture
    def built(self, tmp_path: Path) -> Path:
        """A folder of the source code in which everything has been built."""
        root = tmp_path / "root"
        for name in release._ABOUT:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, root / name)
        dist = root / "dist"
        (dist / "wheels").mkdir(parents=True)
        (dist / FOLDER.name / "pictures").mkdir(parents=True)
        for name in (SINGLE_FILE.name, "wheels/one.whl", f"{FOLDER.name}/pictures/a.svg"):
            (dist / name).write_text(name, encoding="utf-8")
        return root

    def test_everything_is_there_with_its_hash(self, built: Path, tmp_path: Path) -> None:
        release.collect(built, tmp_path / "one")
        os.utime(built / "dist" / "wheels" / "one.whl", (1.5e9, 1.5e9))
        release.collect(built, tmp_path / "two")
        lines = (tmp_path / "one" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        hashes = {name: given for given, _, name in (line.partition("  ") for line in lines)}
        found = {path.name for path in (tmp_path / "one").iterdir()} - {"SHA256SUMS"}
        assert hashes.keys() == found
        assert {"one.whl", SINGLE_FILE.name, "zenodo.json", "CITATION.cff", "recipe.yaml"} < found
        for name in found:
            content = (tmp_path / "two" / name).read_bytes()
            assert hashlib.sha256(content).hexdigest() == hashes[name]
        with ZipFile(tmp_path / "one" / "izhikevich-explorer-site.zip") as archive:
            assert archive.namelist() == ["pictures/a.svg"]

    def test_a_tag_is_the_version(self) -> None:
        release.check_version(f"v{izh.__version__}", ROOT)
        with pytest.raises(BuildError, match=r"The tag v0\.0\.1 is on a commit whose version is"):
            release.check_version("v0.0.1", ROOT)

    def test_an_unknown_tag(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(release, "_CLONE", tmp_path / "clone")
        with pytest.raises(BuildError, match="Could not clone the tag v99"):
            release.make("v99", tmp_path / "place")


def test_the_recipe_says_what_the_project_says() -> None:
    """The recipe for conda has the version, the requirements and the commands of the package."""
    with ROOT.joinpath("pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    recipe = ROOT.joinpath(".github", "conda", "recipe.yaml").read_text(encoding="utf-8")
    lines = [line.strip().removeprefix("- ") for line in recipe.splitlines()]
    about = project["project"]
    assert f'version: "{izh.__version__}"' in lines
    assert f"name: {about['name']}" in lines
    assert f"python {about['requires-python']}" in lines
    needed = [*about["dependencies"], *project["build-system"]["requires"]]
    assert {need.replace(">=", " >=") for need in needed} <= set(lines)
    assert {f"{name} = {function}" for name, function in about["scripts"].items()} <= set(lines)
    assert f'summary: "{about["description"]}"' in lines
