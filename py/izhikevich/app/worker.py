"""The worker of the page: answers, files and code, with the newest request first."""

from __future__ import annotations

import asyncio
import time
import traceback
from collections.abc import Callable, Coroutine, Generator, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from izhikevich.app.libraries import READERS, Fetch, install
from izhikevich.app.protocol import (
    Advance,
    Answer,
    Answered,
    AnyCall,
    AnyResult,
    Ask,
    Begun,
    Closer,
    CloseUps,
    Compose,
    Done,
    EndLive,
    Event,
    Export,
    Failed,
    File,
    GoLive,
    Law,
    Live,
    MakeCourse,
    Measure,
    Opened,
    Picture,
    Ping,
    Printed,
    Problem,
    Progressed,
    Read,
    ReadCells,
    ReadTour,
    Request,
    Returned,
    Run,
    Script,
    Sheet,
    Speak,
    Stop,
    StopRun,
    Tables,
    Tabulate,
)
from izhikevich.app.recent import RecentPlots
from izhikevich.app.respond import respond
from izhikevich.errors import FileError, ParameterError, as_message
from izhikevich.messages import Message, msg
from izhikevich.progress import Loading, Progress, Stopped
from izhikevich.transport import pack

if TYPE_CHECKING:
    from izhikevich.app.live import LiveRuns
    from izhikevich.messages.translation import Translation
    from izhikevich.tours.tour import Tour

Result = TypeVar("Result")

# A pause this long (s) lets messages in; asyncio.sleep(0) does not. Pauses come this far apart (s).
PAUSE = 0.003
BETWEEN_PAUSES = 0.05
# After a complete answer, let the page draw it first (s): many computers have only two cores.
DRAWING = 0.1
#: The function that needs packages.
_READS = "read_recording"
# Time (s) without a request after which the worker may do something of its own.
IDLE = 1.0


class Worker:
    """Does what the page requests.

    Only the newest request counts: an older one is dropped at its next pause. Files and tables wait
    for an answer in progress, since both may be from the same run, and start again after a request
    that arrives meanwhile.

    Parameters
    ----------
    send : callable
        Takes the packed events for the page: JSON text and buffer.
    memory : callable
        Returns the memory of Python, bytes.
    warming : iterable
        Work that makes later answers faster, done piece by piece in pauses.
    fetch : callable, optional
        Returns one of the page's files.
    """

    def __init__(
        self,
        send: Callable[[str, bytes], None],
        memory: Callable[[], int] = lambda: 0,
        warming: Iterable[None] = (),
        fetch: Fetch | None = None,
    ) -> None:
        self._send = send
        self._memory = memory
        self._warming = iter(warming)
        self._fetch = fetch
        self._speech: Translation | None = None  # of a page that is not in English
        self._recent = RecentPlots()
        self._live: LiveRuns | None = None  # made when first needed
        self._newest = 0
        self._stopped = 0
        self._answering = 0  # number of requests being answered
        self._rest = asyncio.Event()  # set if there are none
        self._rest.set()
        self._code: asyncio.Task[bool] | None = None
        self._warmth: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Report to the page that it can send requests."""
        self._post(Live())

    def receive(self, request: Request) -> Coroutine[None, None, None] | None:
        """Take a request; work that takes time continues while the loop runs what is returned."""
        match request:
            case Ask():
                return self._answer(request)
            case Run():
                return self._run(request)
            case Stop():
                self._stopped = request.id
            case StopRun():
                if self._code is not None:
                    self._code.cancel()
            case Speak():
                from izhikevich.messages.translation import Translation

                self._speech = Translation(request.catalogue)
            case Advance():
                self._post(self._live_runs.advance(request))
            case EndLive():
                self._live = None
            case Ping():
                pass
            case _:
                return self._call(request)
        return None

    def _post(self, event: Event) -> None:
        """Send an event, in the language of the page."""
        speech = self._speech
        read = (
            isinstance(event, Answered | Progressed | Failed | Problem)
            or (isinstance(event, Returned) and isinstance(event.result, Tables | Opened))
            # What the reader's code prints stays as it is.
            or (isinstance(event, Printed) and isinstance(event.text, Message))
        )
        self._send(*pack(speech.content(event) if speech and read else event))

    async def _answer(self, request: Ask) -> None:
        """Answer a state in parts, until done or overtaken by a newer question."""
        identity = request.id
        # The page must know which request is in progress, in case it is never answered.
        self._post(Begun(identity))
        self._newest = identity
        self._answering += 1
        self._rest.clear()
        try:
            await self._parts(request)
        except Exception as error:  # the worker continues; the page reports what went wrong
            parameter = getattr(error, "parameter", None)
            self._post(Failed(identity, str(error), parameter, traceback.format_exc()))
        finally:
            self._answering -= 1
            if not self._answering:
                self._rest.set()
        if self._newest == identity:
            self._warmth = asyncio.ensure_future(self._warm_up(identity))

    async def _parts(self, request: Ask) -> None:
        identity = request.id
        paused = time.monotonic()
        quick = True
        parts = respond(request.state, request.goal, self._speech, self._recent)
        part = next(parts, None)
        while part is not None:
            whole = isinstance(part, Answer) and part.whole
            late = _is_late(paused)
            if isinstance(part, Answer):
                self._post(Answered(identity, part))
                if whole or late:
                    paused = await _pause(DRAWING if whole else PAUSE)
            elif late:
                paused = await self._progress(identity, part)
            if self._newest != identity:
                return
            quick = quick and not whole
            # The quick part is not cut short: an answer is stopped at Progress, or once it is
            # complete.
            stoppable = isinstance(part, Progress) or not quick
            part = self._next(parts, stoppable and self._stopped == identity)
        self._post(Done(identity, self._memory()))

    def _next(
        self, parts: Generator[Progress | Answer, None, None], stopping: bool
    ) -> Progress | Answer | None:
        """Return the next part, or None after the last; a stopped answer may still give some."""
        if not stopping:
            return next(parts, None)
        self._stopped = 0
        try:
            return parts.throw(Stopped())
        except (Stopped, StopIteration):
            return None

    async def _warm_up(self, identity: int) -> None:
        """Make later answers faster while nothing else is requested, in pieces that delay none."""
        await asyncio.sleep(IDLE)
        while self._newest == identity and next(self._warming, "warm") != "warm":
            await asyncio.sleep(PAUSE)

    async def _run(self, request: Run) -> None:
        """Run the reader's code; it runs only at the reader's request."""
        from izhikevich.app import console  # rarely needed, and slow to import

        self._post(Begun(request.id))
        if _READS in request.source:  # it cannot wait for what it imports
            for library in READERS:
                await self._install(library)
        running = console.run(request.source, self._post, request.id, self._recent)
        self._code = asyncio.ensure_future(running)
        await asyncio.wait([self._code])
        exhausted = not self._code.cancelled() and self._code.result()
        self._post(Done(request.id, self._memory(), exhausted))

    async def _call(self, request: AnyCall) -> None:
        """Do work that gives a single result."""
        self._post(Begun(request.id))
        try:
            self._post(Returned(request.id, await self._result(request)))
        except (ParameterError, FileError) as error:
            self._post(Failed(request.id, str(error)))
        except Exception as error:
            self._post(Failed(request.id, str(error), details=traceback.format_exc()))

    async def _result(self, request: AnyCall) -> AnyResult:
        match request:
            case GoLive():
                scene = self._live_runs.go(request.state)
                return self._speech.content(scene) if self._speech else scene
            case Measure():
                return self._live_runs.measure(request.duration)
            case Law():
                from izhikevich.app.laws import histogram

                return histogram(request.text)
            case ReadCells():
                from izhikevich.app.cells import cells_of

                return cells_of(request.links)
            case _:
                return await self._file(request)

    async def _file(
        self,
        request: Script
        | Export
        | Tabulate
        | Picture
        | Compose
        | Closer
        | Read
        | ReadTour
        | MakeCourse,
    ) -> str | File | Opened | Tables | CloseUps | Sheet | Tour:
        from izhikevich.app import console, files

        match request:
            case Script():
                try:
                    return console.script(request.state)
                except Exception as error:
                    reason = as_message(str(error))
                    raise RuntimeError(
                        msg("There is no script for this: {reason}", reason=reason)
                    ) from error
            case Export():
                made = await self._unhurried(
                    lambda: files.writing(
                        request.state,
                        request.format,
                        request.options,
                        request.address,
                        self._speech,
                    ),
                    request.id,
                    files.computes(request.format),
                )
                return replace(made, notes=tuple(map(self._say, made.notes)))
            case Tabulate():
                return await self._unhurried(
                    lambda: files.tabulating(request.state, request.panel, self._speech), request.id
                )
            case Picture():
                return await self._unhurried(
                    lambda: files.picturing(request, self._recent, self._speech),
                    request.id,
                    self._recent.find(request.state, request.panel) is None,
                )
            case Compose():
                return await self._unhurried(
                    lambda: files.composing(request, self._recent, self._speech), request.id
                )
            case Closer():
                return await self._unhurried(
                    lambda: files.closing_up(
                        request.state, request.panel, request.windows, self._recent, self._speech
                    ),
                    request.id,
                    self._recent.find(request.state, request.panel) is None,
                )
            case Read():
                return await self._unhurried(
                    lambda: files.opening(request), request.id, waits=False
                )
            case ReadTour():
                return files.tour(request.text)
            case MakeCourse():
                return files.course(request, self._say)

    @property
    def _live_runs(self) -> LiveRuns:
        """The live runs, which are independent of all other requests."""
        from izhikevich.app.live import LiveRuns

        self._live = self._live or LiveRuns()
        return self._live

    def _say(self, text: str) -> str:
        """Return a text in the language of the page."""
        return self._speech.text(text) if self._speech else text

    async def _unhurried(
        self,
        work: Callable[[], Generator[Progress, None, Result]],
        identity: int,
        waits: bool = True,
    ) -> Result:
        """Return the result of work, restarted whenever a request of the reader overtakes it."""
        while True:
            if waits:
                await self._rest.wait()
            begun = self._newest
            going = work()
            paused = time.monotonic()
            while self._newest == begun:
                try:
                    progress = next(going)
                except StopIteration as end:
                    result: Result = end.value
                    return result
                if isinstance(progress, Loading):
                    paused = await self._progress(identity, progress)
                    await self._install(progress.library)
                elif _is_late(paused):
                    paused = await self._progress(identity, progress)
            going.close()

    async def _install(self, library: str) -> None:
        """Fetch a package, where there is a page that has it."""
        if self._fetch is not None:
            await install(library, self._fetch)

    async def _progress(self, identity: int, progress: Progress) -> float:
        """Report progress and let messages in; return the time."""
        self._post(Progressed(identity, progress.fraction, progress.text))
        return await _pause(PAUSE)


def _is_late(paused: float) -> bool:
    """Tell whether the last pause was long enough ago."""
    return time.monotonic() - paused > BETWEEN_PAUSES


async def _pause(seconds: float) -> float:
    """Let messages in; return the time."""
    await asyncio.sleep(seconds)
    return time.monotonic()
