"""All checks and tests, and the benchmarks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from make import browsers, distribution, engine, environment, node, protocol, site
from make.errors import BuildError
from make.paths import MODULES, PACKAGE, ROOT, SINGLE_FILE, SITE
from make.process import digest, once, run

CHECKED = ("build.py", "py", "site/make", "site/worker.py", "tests")
BROWSER_TESTS = "tests/browser"
#: Browser tests that are tried again alone when they failed; more than these are no accident.
MAX_REPEATED = 3


def test(arguments: list[str]) -> None:
    """Lint, type-check, build, and run pytest: all of it, or with the arguments."""
    python = _environment()
    found = {**browsers.ensure(python), "IZH_ENGINE_REQUIRED": "1"}
    for words in (("ruff", "check"), ("ruff", "format", "--check")):
        command: list[str | Path] = [python, "-m", *words, *CHECKED]
        run(command, purpose=f"pass {' '.join(words)}")
    run([python, "-m", "mypy"], purpose="pass the type check (mypy)")
    tools = node.ensure()
    node.packages(tools)
    protocol.ensure()
    for purpose, program, options in (
        ("pass the type check (tsc)", "typescript/bin/tsc", ["--project", "."]),
        ("pass eslint", "eslint/bin/eslint.js", ["."]),
        ("pass prettier (npx prettier --write .)", "prettier/bin/prettier.cjs", ["--check", "."]),
    ):
        run([tools.node, MODULES / program, *options], purpose=purpose, cwd=SITE)
    print("ruff, mypy, tsc, ESLint and Prettier are content", flush=True)
    site.build()
    pytest: list[str | Path] = [python, "-m", "pytest"]
    if arguments:
        run([*pytest, *arguments], purpose="pass the tests", env=found, quiet=False)
        return
    shared = ["--dist=loadfile", "--no-loadscope-reorder", "--quiet"]
    all_cores = [*shared, "--numprocesses=auto", f"--ignore={BROWSER_TESTS}"]
    run([*pytest, *all_cores], purpose="pass the tests", env=found, quiet=False)
    # A browser keeps more than one core busy: two are as many as a machine can bear.
    two = [*shared, "--numprocesses=2", BROWSER_TESTS]
    try:
        run([*pytest, *two], purpose="pass the browser tests", env=found, quiet=False)
    except BuildError:
        failed = _failed()
        if not 0 < len(failed) <= MAX_REPEATED:
            raise
        # Two browsers at work can make each other late, as no reader's is; a fault of the page
        # fails again.
        names = "\n".join(failed)
        print(f"Failed next to another browser, and tried once more alone:\n{names}", flush=True)
        alone = ["--quiet", "--last-failed", "--numprocesses=0", BROWSER_TESTS]
        run([*pytest, *alone], purpose="pass the browser tests", env=found, quiet=False)


def _failed() -> list[str]:
    """Return the browser tests that failed in the last run of pytest."""
    cache = ROOT / ".pytest_cache/v/cache/lastfailed"
    names = json.loads(cache.read_text(encoding="utf-8")) if cache.is_file() else {}
    return sorted(name for name in names if name.startswith(BROWSER_TESTS))


def bench(arguments: list[str]) -> None:
    """Build, then print the figures."""
    _with_browsers("tests.bench.run", *arguments, purpose="measure")


def wheels() -> None:
    """Make what pip installs; the page is part of it if it has been built."""
    page = SINGLE_FILE if SINGLE_FILE.is_file() else None
    for path in distribution.build(environment.ensure(environment.TEST_LOCK), page=page):
        print(f"Made {path.relative_to(ROOT)} ({path.stat().st_size / 1e6:.1f} MB)", flush=True)


def pictures() -> None:
    """Build, then take the pictures of the page that the README shows."""
    _with_browsers("tests.browser.pictures", purpose="take the pictures")


def _with_browsers(module: str, *arguments: str, purpose: str) -> None:
    python = _environment()
    found = browsers.ensure(python)
    site.build()
    run([python, "-m", module, *arguments], purpose=purpose, env=found, quiet=False)


def _environment() -> Path:
    """Return a Python with the test packages and our own package, installed as users install it."""
    python = environment.ensure(environment.TEST_LOCK)
    sources = [ROOT / "pyproject.toml", *sorted(PACKAGE.rglob("*.py")), *engine.sources()]
    names = "\n".join(str(path) for path in sources)

    def install() -> None:
        # Files that setuptools left there from an earlier state of the package would also be
        # installed.
        shutil.rmtree(ROOT / "build", ignore_errors=True)
        pip: list[str | Path] = [
            python,
            "-m",
            "pip",
            "install",
            "--no-deps",
            "--no-build-isolation",
            "--no-index",
        ]
        compiler = {"CC": engine.compiler(python), "LDSHARED": f"{engine.compiler(python)} -shared"}
        run([*pip, ROOT], purpose="install the package", env=compiler)

    once("izhikevich", digest(sources, names, str(python.lstat().st_mtime_ns)), [], install)
    return python
