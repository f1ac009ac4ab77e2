"""The widget: a view of the page in a notebook, whose state Python and the page share."""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from secrets import token_hex
from typing import Any

import anywidget
import traitlets

from izhikevich.app.files import picturing
from izhikevich.app.protocol import Picture
from izhikevich.app.recent import RecentPlots
from izhikevich.errors import ParameterError
from izhikevich.links import read_link, write_link
from izhikevich.views.registry import VIEWS, request_of
from izhikevich.views.state import State, written
from izhikevich.widget.answering import Answering
from izhikevich.widget.page import document
from izhikevich.widget.values import Values

#: Width of the still picture (px), and the time (s) that it may take.
_WIDTH = 720.0
_PATIENCE = 2.0


class Widget(anywidget.AnyWidget):  # type: ignore[misc]
    """A view of the page, answered by this Python.

    `state` is the link to what is shown, and `values` has the values of all parameters by name.
    Both can be set, follow what the reader does, and can be observed:
    ``widget.observe(function, "values")``.

    Parameters
    ----------
    state : str
        Link, from "#" on.
    page : Path
        The page as one file.
    module : Path
        The module of the widget.
    site : str
        Web address of the page, which is used where there is no kernel; "" if there is none.
    height : int
        px.
    controls : sequence of str, optional
        Names of parameters: only these are shown besides the plots. By default the whole page.
    """

    state = traitlets.Unicode("#neuron").tag(sync=True)
    values = traitlets.Any()
    site = traitlets.Unicode("").tag(sync=True)
    title = traitlets.Unicode("").tag(sync=True)
    height = traitlets.Int(760).tag(sync=True)
    controls = traitlets.List(traitlets.Unicode(), allow_none=True).tag(sync=True)
    still = traitlets.Unicode("").tag(sync=True)
    #: Class of the still picture next to it.
    mark = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        state: str,
        page: Path,
        module: Path,
        *,
        site: str = "",
        height: int = 760,
        controls: Sequence[str] | None = None,
    ) -> None:
        self._esm = module.read_text(encoding="utf-8")
        asked, _ = read_link(state)
        view, request = request_of(asked)
        super().__init__(
            state=state,
            site=site,
            height=height,
            controls=None if controls is None else list(controls),
            title=f"Izhikevich explorer: {view.title}",
            still=_still(written(view, request)),
        )
        self._answering = Answering(
            lambda content, buffers: self.send(content, buffers),
            lambda: document(page, page.stat().st_mtime_ns, site),
        )
        self.on_msg(lambda _, content, buffers: self._answering.receive(content, buffers))

    def close(self) -> None:
        """End the widget, and what is being computed for it."""
        self._answering.end()
        super().close()

    def _ipython_display_(self, **options: Any) -> None:
        """Display the widget and, as an output of its own, a still picture.

        A saved notebook keeps it: JupyterLab, for one, shows nothing else of an output with a
        widget, even if the widget's model is gone. The module hides it while the widget is there.
        """
        from IPython.display import display

        bundle = self._repr_mimebundle_(**options)
        if bundle is not None:
            display(bundle[0], metadata=bundle[1], raw=True)
        if self.still:
            display({"text/html": self._picture(), "text/plain": self.title}, raw=True)

    def _picture(self) -> str:
        encoded = b64encode(self.still.encode()).decode()
        return (
            f'<img class="{self.mark}" src="data:image/svg+xml;base64,{encoded}" '
            f'alt="{escape(self.title)}" width="{_WIDTH:g}">'
        )

    @traitlets.validate("state")  # type: ignore[untyped-decorator]
    def _check_state(self, proposal: Mapping[str, Any]) -> str:
        asked, _ = read_link(proposal["value"])
        write_link(asked)  # refuses views and presets that do not exist
        view, request = request_of(asked)
        return write_link(written(view, request))

    @traitlets.observe("state")  # type: ignore[untyped-decorator]
    def _follow(self, change: Mapping[str, Any]) -> None:
        self.set_trait("values", Values(change["new"], self._show))

    @traitlets.validate("values")  # type: ignore[untyped-decorator]
    def _set_values(self, proposal: Mapping[str, Any]) -> Values:
        """Take values by name: those that are not named stay."""
        given = proposal["value"]
        if isinstance(given, Values):
            return given
        if not isinstance(given, Mapping):
            raise ParameterError("values", given, "must give values by name")
        self.values.update(given)
        current: Values = self.values
        return current

    @traitlets.default("mark")  # type: ignore[untyped-decorator]
    def _default_mark(self) -> str:
        return f"izhikevich-{token_hex(4)}"

    @traitlets.default("values")  # type: ignore[untyped-decorator]
    def _default_values(self) -> Values:
        return Values(self.state, self._show)

    def _show(self, link: str) -> None:
        self.state = link


def _still(state: State) -> str:
    """Return the first plot of a state as SVG; "" if it takes long."""
    view = VIEWS[state["view"]]()
    panel = next((one.name for one in view.panels if one.name in state["panels"]), None)
    if panel is None:
        return ""
    picture = Picture(
        id=0,
        state=state,
        panel=panel,
        width=_WIDTH,
        unit="px",
        theme="light",
        filled=True,
        title="",
        windows={},
        behind=None,
    )
    until = time.monotonic() + _PATIENCE
    going = picturing(picture, RecentPlots())
    try:
        while time.monotonic() < until:
            next(going)
    except StopIteration as end:
        return str(end.value)
    except (ParameterError, ArithmeticError):  # what is wrong is said by the page
        return ""
    going.close()
    return ""
