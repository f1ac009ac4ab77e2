"""The widget in a real marimo: the kernel answers the page, and both share the state."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect

from ..export.environments import python_of
from .conftest import NewPage

_ROOT = Path(__file__).parents[2]
_LOCKS = _ROOT / "tests" / "widget"
_PATIENCE = 120_000  # ms: a kernel starts and imports the package
_MARIMO = """import marimo
app = marimo.App()


@app.cell
def _():
    import izhikevich as izh
    import marimo as mo
    return izh, mo


@app.cell
def _(izh, mo):
    w = mo.ui.anywidget(izh.explore("#neuron?preset=CH", controls=["a", "I"]))
    w
    return (w,)


@app.cell
def _(mo):
    more = mo.ui.button(label="More current", value=0, on_click=lambda n: n + 1)
    more
    return (more,)


@app.cell
def _(more, w):
    if more.value:
        w.values["I"] = 12
    return


@app.cell
def _(mo, w):
    mo.md(f"Kernel: {w.value['state']} {w.values['a']:g}")
    return
"""


@contextmanager
def _marimo(folder: Path) -> Iterator[str]:
    """Serve a notebook as an app; the value is its address."""
    notebook = folder / "notebook.py"
    notebook.write_text(_MARIMO, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = ["--headless", "--no-token", "--host", "127.0.0.1", "--port", str(port)]
    command = [str(python_of("marimo", _LOCKS)), "-m", "marimo", "run", *place, str(notebook)]
    env = {**os.environ, "PYTHONPATH": str(_ROOT / "py"), "HOME": str(folder)}
    env["XDG_CONFIG_HOME"] = str(folder)
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}/"
        until = time.monotonic() + _PATIENCE / 1000
        while not _answers(f"{address}health"):
            assert server.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.3)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except OSError:
        return False


def test_marimo(new_page: NewPage, tmp_path: Path) -> None:
    with _marimo(tmp_path) as address:
        page = new_page()
        page.goto(address)
        frame = page.frame_locator(".izhikevich iframe")
        status = frame.get_by_text("Simulated by this notebook’s Python").first
        expect(status).to_be_visible(timeout=_PATIENCE)
        kernel = page.get_by_text("Kernel:")
        expect(kernel).to_have_text("Kernel: #neuron?preset=CH 0.02")
        frame.locator(".field input[type=range]").first.press("ArrowRight")
        expect(kernel).to_contain_text("#neuron?preset=CH&a=", timeout=30_000)
        page.get_by_role("button", name="More current").click()
        current = frame.locator(".field input:not([type=range])").nth(1)
        expect(current).to_have_value("12", timeout=30_000)
