"""Wheels of the package: each has its platform's engine, and runs where there is no compiler."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from make import distribution, engine
from make.distribution import PLATFORMS
from make.paths import ROOT

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


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two wheels, by their tags: for Linux on this processor, and for a platform that is not here.

    (Windows and the rest take Zig another minute, once: `python build.py wheels` makes them.)
    """
    own = "x86_64" if platform.machine() in ("x86_64", "AMD64") else "aarch64"
    chosen = [p for p in PLATFORMS if p.tag in (f"manylinux2014_{own}", "macosx_11_0_arm64")]
    made = distribution.build(PYTHON, chosen, tmp_path_factory.mktemp("made") / "wheels")
    return {next(p.tag for p in chosen if p.tag in path.name): path for path in made}


def test_the_names_say_any_python_3_and_the_platform(wheels: dict[str, Path]) -> None:
    for tag, path in wheels.items():
        assert path.name.endswith(f"-py3-none-{tag}.whl")
        with ZipFile(path) as archive:
            about = next(name for name in archive.namelist() if name.endswith("/WHEEL"))
            assert f"Tag: py3-none-{tag}" in archive.read(about).decode()
            natives = [name for name in archive.namelist() if "/_native" in name]
            assert natives == ["izhikevich/native/_native.so"]
            begin = archive.read(natives[0])[:4]
        assert begin == OBJECTS[tag]


def test_a_wheel_runs_compiled_where_there_is_no_compiler(
    wheels: dict[str, Path], tmp_path: Path
) -> None:
    own = next(path for tag, path in wheels.items() if tag.startswith("manylinux"))
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target"]
    subprocess.run([*pip, str(tmp_path / "there"), str(own)], check=True, capture_output=True)
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "there"), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", _USE], env=env, cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    path, spikes = done.stdout.split()
    assert Path(path).is_relative_to(tmp_path)
    import izhikevich as izh

    with izh.engine.use("numpy"):
        assert int(spikes) == izh.networks.cortical_2003(seed=2).run(200.0).times.size


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
