"""The parts of the build that need no other program: stamps, scripts in HTML, hashes, locks."""

import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import browsers, command_line, node, page, process, pyscript, wheel
from make.environment import BUILD_LOCK, NODE_LOCK, TEST_LOCK
from make.errors import BuildError
from make.paths import MODULES, SITE

LOCK = json.loads((SITE / "package-lock.json").read_text(encoding="utf-8"))
PACKAGES = json.loads((SITE / "package.json").read_text(encoding="utf-8"))
REQUIREMENT = re.compile(r"^([\w.-]+(?:\[[\w,]+\])?)==(\S+)", re.MULTILINE)


class TestDigest:
    def test_depends_on_content_and_name(self, tmp_path: Path) -> None:
        one, two = tmp_path / "one", tmp_path / "two"
        one.write_text("a")
        two.write_text("a")
        assert process.digest(one) == process.digest([one])
        assert process.digest(one) != process.digest(two)
        before = process.digest(one, two)
        two.write_text("b")
        assert process.digest(one, two) != before

    @given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
    def test_texts_do_not_run_together(self, one: list[str], two: list[str]) -> None:
        assert (process.digest(*one) == process.digest(*two)) is (one == two)

    def test_texts_are_their_bytes(self) -> None:
        assert process.digest("ü") == process.digest("ü".encode())


class TestOnce:
    @pytest.fixture(autouse=True)
    def _cache(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(process, "CACHE", tmp_path / "cache")
        self.made = tmp_path / "made"
        self.calls = 0

    def make(self) -> None:
        self.calls += 1
        self.made.write_text("made")

    def once(self, key: str, make: Callable[[], None] | None = None) -> int:
        process.once("thing", key, [self.made], make or self.make)
        return self.calls

    def test_not_again(self) -> None:
        assert self.once("key") == 1
        assert self.once("key") == 1

    def test_again_with_another_key(self) -> None:
        self.once("key")
        assert self.once("other") == 2
        assert self.once("key") == 3

    def test_again_if_it_is_gone(self) -> None:
        self.once("key")
        self.made.unlink()
        assert self.once("key") == 2

    def test_again_if_it_failed(self) -> None:
        def fail() -> None:
            raise BuildError("no")

        self.once("key")
        with pytest.raises(BuildError):
            self.once("other", fail)
        assert self.once("key") == 2


class TestRun:
    def test_output(self) -> None:
        assert process.run([sys.executable, "-c", "print('ü')"], purpose="print").strip() == "ü"

    def test_failure_tells_purpose_output_and_advice(self) -> None:
        program = "import sys; print('because'); sys.exit(3)"
        with pytest.raises(BuildError) as caught:
            process.run([sys.executable, "-c", program], purpose="dance", advice="Sit down.")
        for words in ("Could not dance", "because", "Sit down."):
            assert words in str(caught.value)

    def test_missing_program(self, tmp_path: Path) -> None:
        with pytest.raises(BuildError, match="Could not start"):
            process.run([tmp_path / "nothing"], purpose="start")


class TestPage:
    def test_scripts_cannot_end_themselves(self) -> None:
        source = 'const end = "</script>";'
        html = page.script(source, ' type="module"')
        assert html.startswith('<script type="module">')
        assert html.count("</script") == 1
        assert html.endswith("</script>")

    @given(st.text(alphabet='<>/!-scriptSCRIPT"\\', max_size=40))
    def test_json_cannot_end_its_script(self, text: str) -> None:
        html = page.json_script("answer", json.dumps(text))
        begin = '<script type="application/json" id="answer">'
        content = html.removeprefix(begin).removesuffix("</script>")
        assert "<" not in content
        assert json.loads(content) == text

    def test_every_place_is_in_the_document_once(self) -> None:
        html = (SITE / "index.html").read_text(encoding="utf-8")
        for place in ("card", "prepaint", "styles", "lead", "main", "side", "outline", "start"):
            assert html.count(f"<!-- build:{place} -->") == 1


class TestWheel:
    data = b"the wheel"
    wanted = wheel.Wanted("numpy.whl", hashlib.sha256(data).hexdigest(), "1.0")

    @pytest.fixture(autouse=True)
    def _offline(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = tmp_path / "wheels" / "numpy.whl"
        self.addresses: list[str] = []
        self.answer: bytes | None = None
        monkeypatch.setattr(wheel, "CACHE", tmp_path)
        monkeypatch.setattr(wheel, "wanted", lambda: self.wanted)
        monkeypatch.setattr("make.wheel.urllib.request.urlopen", self.open)
        monkeypatch.setattr(wheel, "run", self.download)
        monkeypatch.setattr("make.wheel.environment.ensure", lambda lock: Path(sys.executable))

    def open(self, address: str, timeout: float) -> io.BytesIO:
        self.addresses.append(address)
        if self.answer is None:
            raise OSError("offline")
        return io.BytesIO(self.answer)

    def download(self, command: list[str], purpose: str) -> str:
        raise BuildError("offline")

    def test_right_data_are_kept(self) -> None:
        self.answer = self.data
        assert wheel.ensure() == self.path
        assert self.path.read_bytes() == self.data
        wheel.ensure()
        assert len(self.addresses) == 1

    @pytest.mark.parametrize("answer", [None, b"something else", b""])
    def test_wrong_data_are_refused(self, answer: bytes | None) -> None:
        self.answer = answer
        with pytest.raises(BuildError, match=self.wanted.sha256):
            wheel.ensure()
        assert not self.path.exists()

    def test_damaged_file_is_fetched_again(self) -> None:
        self.path.parent.mkdir()
        self.path.write_bytes(b"half of it")
        self.answer = self.data
        wheel.ensure()
        assert self.path.read_bytes() == self.data

    @pytest.mark.parametrize("right", [True, False])
    def test_carrier(self, right: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        def download(command: list[str], purpose: str) -> str:
            folder = Path(command[command.index("--dest") + 1])
            with ZipFile(folder / "carrier.whl", "w") as archive:
                name = wheel.CARRIED.format(name=self.wanted.name)
                archive.writestr(name, self.data if right else b"something else")
            return ""

        monkeypatch.setattr(wheel, "run", download)
        if right:
            assert wheel.ensure().read_bytes() == self.data
        else:
            with pytest.raises(BuildError):
                wheel.ensure()


class TestPyScript:
    @pytest.fixture
    def copy(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        for path in (pyscript.DIST / "core.js", *pyscript.DIST.glob("core-*.js")):
            shutil.copyfile(path, tmp_path / path.name)
        monkeypatch.setattr(pyscript, "DIST", tmp_path)
        return tmp_path

    def test_copy_is_found(self, copy: Path) -> None:
        (chunk,) = copy.glob("core-*.js")
        chunk.write_text(f"{chunk.read_text(encoding='utf-8')}/* copied */", encoding="utf-8")
        assert "/* copied */" in pyscript.core()

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('["/*@*/"+', '["/*#*/"+'),
            ('["/*@*/"+', '["/*@*/"+["/*@*/"+'),
            ("module:import(", "module:load("),
        ],
    )
    def test_another_worker_is_refused(self, copy: Path, old: str, new: str) -> None:
        (chunk,) = copy.glob("core-*.js")
        text = chunk.read_text(encoding="utf-8")
        assert old in text
        chunk.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(BuildError, match=r"boot\.js"):
            pyscript.core()

    def test_another_error_plugin_is_refused(self, copy: Path) -> None:
        (chunk,) = copy.glob("core-*.js")
        text = chunk.read_text(encoding="utf-8").replace('import("./error-', 'import("./fault-')
        chunk.write_text(text, encoding="utf-8")
        with pytest.raises(BuildError, match="error plugin"):
            pyscript.core()

    def test_another_core_is_refused(self, copy: Path) -> None:
        (copy / "core.js").write_text('export * from"./core-a.js";import*as b from"./core-b.js";')
        with pytest.raises(BuildError, match="one chunk"):
            pyscript.core()

    def test_embedding_leaves_no_address(self) -> None:
        assert "import.meta" not in pyscript.core()

    def test_nothing_is_imported_that_is_not_shipped(self) -> None:
        source = pyscript.core()
        assert "sourceMappingURL" not in source
        assert not re.search(r'(from|import)"\./', source)
        assert 'import("./error-' not in source


class TestNode:
    @pytest.mark.parametrize(("version", "own"), [("v18.20.4", True), ("v20.0.0", False)])
    def test_a_node_that_is_too_old_is_left_alone(
        self, version: str, own: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("make.node.shutil.which", lambda name: f"/machine/{name}")
        monkeypatch.setattr(node, "run", lambda command, purpose: f"{version}\n")
        monkeypatch.setattr("make.node.environment.ensure", lambda lock: Path(sys.executable))
        assert (node.ensure().node != Path("/machine/node")) is own


class TestLocks:
    @pytest.mark.parametrize("lock", [BUILD_LOCK, NODE_LOCK, TEST_LOCK], ids=lambda p: p.name)
    def test_python_locks_have_hashes_and_no_addresses(self, lock: Path) -> None:
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index-url" not in text
        for entry in re.split(r"\n(?=\S)", text.strip()):
            if not entry.startswith("#"):
                assert REQUIREMENT.match(entry), entry
                assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry

    def test_node_lock_has_hashes_and_no_addresses(self) -> None:
        for name, package in LOCK["packages"].items():
            assert "resolved" not in package
            assert not name or package["integrity"].startswith("sha512-")

    def test_node_versions_are_pinned(self) -> None:
        wanted = {**PACKAGES["dependencies"], **PACKAGES["devDependencies"]}
        locked = {name: LOCK["packages"][f"node_modules/{name}"]["version"] for name in wanted}
        assert locked == wanted
        root = LOCK["packages"][""]
        assert root["dependencies"] == PACKAGES["dependencies"]
        assert root["devDependencies"] == PACKAGES["devDependencies"]

    def test_installed_packages_are_the_locked_ones(self) -> None:
        for name, version in {**PACKAGES["dependencies"], **PACKAGES["devDependencies"]}.items():
            installed = json.loads((MODULES / name / "package.json").read_text(encoding="utf-8"))
            assert installed["version"] == version

    @pytest.mark.parametrize("lock", [BUILD_LOCK, TEST_LOCK], ids=["build", "test"])
    def test_numpy_is_that_of_pyodide(self, lock: Path) -> None:
        pyodide = json.loads((MODULES / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
        versions = dict(REQUIREMENT.findall(lock.read_text(encoding="utf-8")))
        assert versions["numpy"] == pyodide["packages"]["numpy"]["version"]
        assert wheel.wanted().name == pyodide["packages"]["numpy"]["file_name"]


class TestCommands:
    def test_help_names_the_commands(self) -> None:
        build = [sys.executable, str(SITE.parent / "build.py"), "--help"]
        text = subprocess.run(build, capture_output=True, text=True, check=True).stdout
        for command in ("build", "serve", "test", "bench"):
            assert re.search(rf"^ +{command} ", text, re.MULTILINE)

    def test_errors_are_told_without_a_traceback(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def fail(_address: str | None) -> None:
            raise BuildError("There is no network.")

        monkeypatch.setattr("make.command_line.site.build", fail)
        assert command_line.main([]) == 1
        assert capsys.readouterr().err == "\nThere is no network.\n"

    def test_arguments_go_to_pytest(self, monkeypatch: pytest.MonkeyPatch) -> None:
        got: list[str] = []
        monkeypatch.setattr("make.command_line.check.test", got.extend)
        assert command_line.main(["test", "-k", "words", "tests/views"]) == 0
        assert got == ["-k", "words", "tests/views"]

    def test_unknown_arguments(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            command_line.main(["build", "--fast"])
        assert "--fast" in capsys.readouterr().err

    def test_named_browsers_are_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("IZH_CHROMIUM", "one")
        monkeypatch.setenv("IZH_FIREFOX", "two")
        found = browsers.ensure(Path("python"))
        assert found == {"IZH_CHROMIUM": "one", "IZH_FIREFOX": "two"}
