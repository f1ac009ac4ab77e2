"""The page from Python: a frame in a notebook, the browser elsewhere, and the link to either."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from izhikevich.built import FILE, WIDGET, built
from izhikevich.display import in_page
from izhikevich.errors import ParameterError, did_you_mean
from izhikevich.links import read_link, write_link
from izhikevich.messages import msg
from izhikevich.neuron.cells.lookup import EXPERIMENTS
from izhikevich.policy import SANDBOX
from izhikevich.results import optional
from izhikevich.units import integer
from izhikevich.views.opening import state_of
from izhikevich.views.registry import VIEWS, request_of, views
from izhikevich.views.state import State, written

if TYPE_CHECKING:
    from http.server import ThreadingHTTPServer

    from izhikevich.widget.widget import Widget

#: The variable of the environment that says where the page is.
VARIABLE = "IZHIKEVICH_SITE"
_WEB = re.compile(r"https?://[^\s#?\"'<>]+", re.ASCII)
_UNKNOWN = msg(
    "The location of the page is not known. Give its web address, or the file {file}, as site=…, "
    "or set {variable}.",
    file=FILE,
    variable=VARIABLE,
)
_NOT_INSTALLED = msg(
    "needs the page on this computer: run `python build.py` in the folder of the source code. With "
    "widget=False a frame shows the page at its web address, site=…"
)


@dataclass(frozen=True)
class Exploration:
    """The page in some state: notebooks display it as a frame, and `str` returns its address.

    Parameters
    ----------
    state : dict
        What the page shows, as `izhikevich.links.write_link` takes it.
    page : dict
        What is requested of the page itself, such as its language.
    site : str or Path
        Web address of the page, or its file; "" if it is not known.
    height : int
        Height of the frame, px.
    """

    state: State
    page: Mapping[str, str]
    site: str | Path
    height: int

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<Exploration {str(self)!r}>"

    def __str__(self) -> str:
        """Return the address; only the link, from "#" on, if it is not known where the page is."""
        return f"{_address(self.site)}{self.link}"

    @property
    def link(self) -> str:
        """The link, from "#" on."""
        return write_link(self.state, self.page)

    @property
    def frame(self) -> str:
        """The HTML of a frame with the page, as a notebook displays it."""
        if not self.site:
            return f"<p><code>{escape(self.link)}</code></p><p>{escape(_UNKNOWN)}</p>"
        site = _served(self.site) if isinstance(self.site, Path) else self.site
        address = f"{site}{write_link(self.state, {**self.page, 'embed': '1'})}"
        return (
            f'<iframe src="{escape(address)}" title="{VIEWS[self.state["view"]]().title}" '
            f'sandbox="{SANDBOX}" allow="clipboard-write" '
            f'style="width: 100%; height: {self.height}px; border: 0"></iframe>'
        )

    def open(self) -> bool:
        """Open the page in the browser, and return whether there is one.

        Raises
        ------
        ParameterError
            If it is not known where the page is.
        """
        import webbrowser

        if not self.site:
            raise ParameterError("site", None, _UNKNOWN)
        address = str(self)
        return webbrowser.open(_leading_to(address) if isinstance(self.site, Path) else address)

    def _repr_html_(self) -> str:
        return self.frame

    def _mime_(self) -> tuple[str, str]:
        """Return what marimo displays."""
        return "text/html", self.frame


def explore(
    thing: Any,
    *,
    site: str | Path | None = None,
    open: bool = True,
    height: int = 760,
    widget: bool = True,
    controls: Sequence[str] | None = None,
) -> Any:
    """Show a neuron, a run, a network or a state in the page.

    In a notebook the page appears below the cell, if this is the cell's last line, and the
    notebook's Python answers it. Elsewhere the address is printed, and the browser opens it. In the
    page's own Python panel a button opens the thing in its view.

    Parameters
    ----------
    thing : Parameters, CellType, Pattern, str, Stimulus, Trace, result, Network or dict
        A text is the name of a cell ("RS") or of a preset ("feedforward"), or a link
        ("#neuron?preset=RS&I=12"). A result is that of an analysis, whose panel opens. A network
        must have been made by `izhikevich.networks` and not changed since. A dictionary is a
        state.
    site : str or path, optional
        The web address of the page, or where it is on this computer: the file
        izhikevich-explorer.html, or the folder that has it. By default what the environment
        variable IZHIKEVICH_SITE says, the page that `pip install 'izhikevich-explorer[page]'` has
        installed, or what `python build.py` has made in the folder of the source code. A frame
        gets a file from a small server of this process, which no other computer can reach.
    open : bool
        If False, nothing is printed and no browser opened.
    height : int
        Height of the frame in a notebook, px.
    widget : bool
        In a notebook: if False, the page's own Python answers it, in a frame.
    controls : sequence of str, optional
        Of a widget: only the plots and these parameters, by name, instead of the whole page.

    Returns
    -------
    Widget
        In a notebook: its `state` is the link to what is shown, and its `values` has the values of
        all parameters by name. Both can be read, set and observed.
    Exploration
        Elsewhere: `str` makes its address of it, `link` is the part from "#" on, and `frame` the
        HTML.

    Raises
    ------
    ParameterError
        If no view of the page can show the thing, there is no page at `site`, or the page is not
        installed, which the widget needs.
    ModuleNotFoundError
        If anywidget is not installed, which the widget needs.
    """
    noted = not in_page() and _in_notebook()
    shown = exploration(thing, site, height)
    if noted and widget:
        return _widget(shown, controls)
    if open and not in_page() and not noted:
        print(shown if shown.site else f"{shown}\n{_UNKNOWN}")
        if shown.site:
            shown.open()
    return shown


def exploration(thing: Any, site: str | Path | None = None, height: int = 760) -> Exploration:
    """Return what shows a thing; `explore` has the parameters and errors."""
    state, page = _state(thing)
    return Exploration(state, page, _site(site), integer(height, "height", low=100, high=10_000))


def _widget(shown: Exploration, controls: Sequence[str] | None) -> Widget:
    optional("anywidget")
    make = import_module("izhikevich.widget.widget").Widget  # above this module: it has a worker

    site = shown.site
    page = site if isinstance(site, Path) else built(FILE)
    module = built(WIDGET)
    if page is None or module is None:
        raise ParameterError("widget", True, _NOT_INSTALLED)
    shows: Widget = make(
        write_link(shown.state),
        page,
        module,
        site=site if isinstance(site, str) else "",
        height=shown.height,
        controls=controls,
    )
    return shows


def _state(thing: Any) -> tuple[State, dict[str, str]]:
    """Return the state that displays a thing, and what a link requests of the page."""
    if isinstance(thing, str):
        return _of_text(thing)
    if isinstance(thing, Mapping):
        write_link(thing)  # refuses what is no state
        return _read(thing), {}
    state = state_of(thing)
    if state is None:
        allowed = (
            "no view of the page shows it: it must be a cell, a stimulus with a text form, a run "
            "or an analysis of a neuron, a network of izhikevich.networks, a state or a link"
        )
        raise ParameterError("thing", thing, allowed)
    return state, {}


def _of_text(text: str) -> tuple[State, dict[str, str]]:
    cell = EXPERIMENTS.named(text)
    if cell is not None:
        return _read({"view": "neuron", "preset": cell.key}), {}
    if text in VIEWS or any(sign in text for sign in "#?="):
        given, page = read_link(text)
        write_link(given)  # refuses views and presets that do not exist
        return _read(given), page
    others = [view for view in views() if view.preset(text)]
    if not others:
        known = [*EXPERIMENTS, *(preset.name for view in views() for preset in view.presets)]
        hint = did_you_mean(text, known)
        allowed = msg('must be the name of a cell or of a preset, or a link such as "#network"')
        raise ParameterError(
            "thing", text, msg("{allowed}. {hint}", allowed=allowed, hint=hint) if hint else allowed
        )
    return _read({"view": others[0].name, "preset": text}), {}


def _read(given: Mapping[str, Any]) -> State:
    view, request = request_of(given)
    return written(view, request)


def _site(site: str | Path | None) -> str | Path:
    """Return the address without "#", the file of the page, or "" if none is known.

    Raises
    ------
    ParameterError
        If there is no page.
    """
    name = "site"
    if site is None:
        name, site = VARIABLE, os.environ.get(VARIABLE) or None
    if site is None:
        return built(FILE) or ""
    if isinstance(site, str) and (found := _WEB.match(site)):
        return found[0]
    if not isinstance(site, str | Path) or (isinstance(site, str) and "://" in site):
        raise ParameterError(name, site, 'must begin with "https://", or be a file or a folder')
    path = Path(site).expanduser().resolve()
    path = path / FILE if path.is_dir() else path
    if not path.is_file() or path.suffix != ".html":
        raise ParameterError(name, str(site), msg("there is no file {file}", file=str(path)))
    return path


def _address(site: str | Path) -> str:
    return site.as_uri() if isinstance(site, Path) else site


def _in_notebook() -> bool:
    """Whether what a cell returns is displayed below it."""
    if "marimo" in sys.modules and sys.modules["marimo"].running_in_notebook():
        return True
    if "IPython" not in sys.modules:
        return False
    shell = sys.modules["IPython"].get_ipython()
    return shell is not None and hasattr(shell, "kernel")


def _leading_to(address: str) -> str:
    """Return the address of a file that leads to another address.

    Systems open the file of an address without what follows "#" in it.
    """
    from tempfile import NamedTemporaryFile

    text = f'<!doctype html><meta http-equiv="refresh" content="0; url={escape(address)}">'
    with NamedTemporaryFile(
        "w", prefix="izhikevich-", suffix=".html", encoding="utf-8", delete=False
    ) as file:
        file.write(text)
    return Path(file.name).as_uri()


@cache
def _served(file: Path) -> str:
    """Serve the file on this computer until the process ends; return its address."""
    from threading import Thread

    serving = server(file)
    Thread(target=serving.serve_forever, name="izhikevich page", daemon=True).start()
    return f"http://127.0.0.1:{serving.server_port}/"


def server(file: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of the page for this computer, which no other one can reach.

    Parameters
    ----------
    file : Path
        The page as one file.
    port : int
        0 for any free one.
    """
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Send the page."""
            content = file.read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing about each request."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)
