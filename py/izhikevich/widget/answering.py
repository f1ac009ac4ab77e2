"""The kernel's side of the widget: answers pages as the worker of the page does.

Each view of a widget is a page, which launches Python once or, after a crash or Stop, again. A
launch has a `Worker` of its own. The messages are those of ``site/js/widget/widget.js``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import partial
from typing import Any

from izhikevich.app.protocol import decode
from izhikevich.app.worker import Worker

#: Sends a message and its buffers to the views.
Send = Callable[[dict[str, Any], list[bytes]], None]


class Answering:
    """Answers the views of a widget.

    Parameters
    ----------
    send : callable
        Takes messages for the views, with their buffers.
    document : callable
        Returns the document of the page, compressed.
    """

    def __init__(self, send: Send, document: Callable[[], bytes]) -> None:
        self._send = send
        self._document = document
        self._launched: dict[str, _Launched] = {}

    def receive(self, content: Mapping[str, Any], buffers: Sequence[bytes | memoryview]) -> None:
        """Take a message of a view; work continues in the running loop."""
        view, launch = content["view"], content["launch"]
        tell = partial(self._tell, view, launch)
        match content["type"]:
            case "open":
                tell({"type": "page"}, [self._document()])
            case "launch":
                self._leave(view)
                self._launched[view] = _Launched(launch, tell)
            case "request":
                launched = self._launched.get(view)
                if launched is not None and launched.launch == launch:
                    buffer = bytes(buffers[0]) if buffers else b""
                    launched.receive(content["number"], content["header"], buffer)
            case "leave":
                self._leave(view)

    def end(self) -> None:
        """End all work."""
        for view in tuple(self._launched):
            self._leave(view)

    def _leave(self, view: str) -> None:
        launched = self._launched.pop(view, None)
        if launched is not None:
            launched.end()

    def _tell(
        self, view: str, launch: int, content: dict[str, Any], buffers: list[bytes] | None = None
    ) -> None:
        self._send({**content, "view": view, "launch": launch}, buffers or [])


class _Launched:
    """Python as a page has launched it."""

    def __init__(self, launch: int, tell: Callable[..., None]) -> None:
        self.launch = launch
        self._tell = tell
        self._tasks: set[asyncio.Task[None]] = set()
        self._worker = Worker(self._event)
        self._worker.begin()

    def receive(self, number: int, header: str, buffer: bytes) -> None:
        """Take a request, and report when it is done."""
        work = self._worker.receive(decode(header, buffer))
        if work is None:
            self._settled(number)
            return
        task = asyncio.get_running_loop().create_task(self._until_done(work, number))
        self._tasks.add(task)  # the loop itself does not keep it
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: work.close())  # it may not have begun

    def end(self) -> None:
        """Leave what is being computed."""
        for task in self._tasks:
            task.cancel()

    async def _until_done(self, work: Coroutine[None, None, None], number: int) -> None:
        try:
            await work
        finally:
            self._settled(number)

    def _settled(self, number: int) -> None:
        self._tell({"type": "settled", "number": number})

    def _event(self, header: str, buffer: bytes) -> None:
        self._tell({"type": "event", "header": header}, [buffer] if buffer else None)
