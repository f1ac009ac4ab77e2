"""The worker's side of the page: answers requests, and drops the older when a newer one comes."""

import asyncio
import functools
import json
import sys
import time
import traceback

import js
import pyodide_js
from pyodide.ffi import to_js

sys.path.insert(0, "izhikevich.zip")

from izhikevich import app, engine, transport
from izhikevich.errors import ParameterError
from izhikevich.progress import Progress, Stopped

# A pause this long (s) lets messages in; asyncio.sleep(0) does not. Pauses come this far apart (s).
PAUSE = 0.003
BETWEEN_PAUSES = 0.05
# What follows a whole answer lets the page draw that first (s): many a computer has two cores only.
DRAWING = 0.1

# Time (s) without a question after which the worker may do something of its own.
IDLE = 1.0

newest = 0
stopped = 0
answering = 0  # how many requests are
rest = asyncio.Event()  # none is
rest.set()
running = None  # the task of the reader's code
warming = engine.warming()
warmth = None  # the task of it
speech = None  # what translates answers, if the page is not in English


def post(request, event, buffer=None, **content):
    """Send an event of a request to the page; the buffer is handed over, not copied again."""
    message = {"kind": "izhikevich", "request": request, "event": event, **content}
    transfer = []
    if buffer is not None:
        message["buffer"] = to_js(buffer).buffer
        transfer = [message["buffer"]]
    js.postMessage(to_js(message, dict_converter=js.Object.fromEntries), to_js(transfer))


def post_part(request, part):
    """Send what `app.respond` yielded."""
    if isinstance(part, Progress):
        post(request, "progress", fraction=part.fraction, text=told(part.text))
    else:
        header, buffer = transport.pack(speech.content(part) if speech else part)
        post(request, "answer", header=header, buffer=buffer)


def told(text):
    """Return a text in the language of the page."""
    return speech.text(text) if speech else text


def speak(catalogue):
    """From now on, answer in another language: its texts (JSON) by the English ones."""
    global speech
    from izhikevich.language import Translation

    speech = Translation(json.loads(catalogue))


def announced(handler):
    """Let the page know which question is under way, in case that it is never answered."""

    @functools.wraps(handler)
    async def announce(identity, *given):
        post(identity, "begun")
        await handler(identity, *given)

    return announce


def ping():
    """Give a sign of life: it comes unless something computes without a pause."""


@announced
async def request(identity, state):
    """Answer the state (JSON text) in parts, until done or overtaken by a newer request."""
    global answering, newest, warmth
    newest = identity
    answering += 1
    rest.clear()
    paused = time.monotonic()
    quick = True
    try:
        parts = app.respond(json.loads(state))
        part = next(parts, None)
        while part is not None:
            post_part(identity, part)
            whole = isinstance(part, dict) and "whole" in part
            if whole or time.monotonic() - paused > BETWEEN_PAUSES:
                await asyncio.sleep(DRAWING if whole else PAUSE)
                paused = time.monotonic()
            if newest != identity:
                return
            quick = quick and not whole
            # What is quick is not cut short: an answer is stopped at Progress, or once it is whole.
            stoppable = isinstance(part, Progress) or not quick
            part = proceed(parts, stoppable and stopped == identity)
        post(identity, "done", memory=pyodide_js._module.HEAPU8.length)
    except Exception as error:  # the worker goes on; the page says what went wrong
        problem = {
            "type": type(error).__name__,
            "parameter": getattr(error, "parameter", None),
            "text": str(error),
            "details": traceback.format_exc(),
        }
        post(identity, "error", error=problem)
    finally:
        answering -= 1
        if not answering:
            rest.set()
    warmth = asyncio.ensure_future(warm_up(identity))


async def warm_up(identity):
    """Make later answers quicker while nothing else is asked, in pieces that hold up none."""
    await asyncio.sleep(IDLE)
    while newest == identity and next(warming, "warm") != "warm":
        await asyncio.sleep(PAUSE)


def proceed(parts, stopping):
    """Return the next part, or None after the last; a generator that is to stop may give some."""
    global stopped
    if not stopping:
        return next(parts, None)
    stopped = 0
    try:
        return parts.throw(Stopped())
    except (Stopped, StopIteration):
        return None


def stop(identity):
    """Let a request end with what it has, at its next pause."""
    global stopped
    stopped = identity


@announced
async def run_code(identity, text):
    """Run code that the reader wrote; it runs only when the reader asks for it."""
    global running
    from izhikevich import console  # rarely needed, and slow to import

    def tell(event, figure=None, **content):
        if figure is None:
            post(identity, event, **content)
        else:
            header, buffer = transport.pack(figure)
            post(identity, event, buffer, header=header, **content)

    running = asyncio.ensure_future(console.run(text, tell))
    await asyncio.wait([running])
    if not running.cancelled() and running.exception():
        raise running.exception()
    post(identity, "done" if running.cancelled() or not running.result() else "memory")


def stop_code():
    """End the reader's code where it waits; while it computes no message comes in."""
    if running is not None:
        running.cancel()


@announced
async def script(identity, state):
    """Answer with the Python script of a state (JSON text)."""
    from izhikevich import console

    try:
        text = console.script(json.loads(state))
    except Exception as error:
        traceback.print_exc()
        text = f"# There is no script of this: {error}\n"
    post(identity, "script", text=text)


@announced
async def export(identity, state, name, options, address):
    """Answer with a state (JSON text) as a file; the options of the format are JSON text, too.

    The page's address stands in the file.

    What is computed for it waits for the answer that is under way, since both may be of the same
    run; a question that comes meanwhile goes before.
    """
    from izhikevich import files
    from izhikevich.export import FORMATS

    def writing():
        return files.writing(json.loads(state), name, json.loads(options), address)

    try:
        made = await unhurried(writing, identity, FORMATS[name].computes)
        content = made.pop("content")
        buffer = content if isinstance(content, bytes) else None
        post(identity, "exported", buffer, **made)
    except Exception as error:
        post_failure(identity, error)


@announced
async def tables(identity, state, panel):
    """Answer with the numbers of a panel in a state (JSON text): its tables, column by column."""
    from izhikevich import files

    try:
        made = await unhurried(lambda: files.tabulating(json.loads(state), panel), identity)
        header, buffer = transport.pack(speech.content(made) if speech else made)
        post(identity, "tables", buffer, header=header)
    except Exception as error:
        post_failure(identity, error)


@announced
async def picture(identity, state, panel, options):
    """Answer with the SVG of a panel in a state (JSON text, "null" for what code showed)."""
    from izhikevich import files

    asked, settings = json.loads(state), json.loads(options)

    def drawing():
        return files.picturing(asked, panel, settings, told)

    try:
        text = await unhurried(drawing, identity, not files.is_at_hand(asked, panel))
        post(identity, "picture", text=text)
    except Exception as error:
        post_failure(identity, error)


@announced
async def close_up(identity, state, panel, windows):
    """Answer with the thinned curves of a panel as they are where it was zoomed."""
    from izhikevich import files

    asked, zoomed = json.loads(state), json.loads(windows)

    def closing_up():
        return files.closing_up(asked, panel, zoomed)

    try:
        curves = await unhurried(closing_up, identity, not files.is_at_hand(asked, panel))
        header, buffer = transport.pack({"curves": curves})
        post(identity, "close_up", buffer, header=header)
    except Exception as error:
        post_failure(identity, error)


async def unhurried(work, identity, waits=True):
    """Return what work gives, begun anew whenever a question of the reader overtakes it."""
    while True:
        if waits:
            await rest.wait()
        made = await paced(work(), identity, newest)
        if made is not None:
            return made


async def paced(writing, identity, begun):
    """Run work with pauses and return what it gives; None if it was overtaken by a question."""
    paused = time.monotonic()
    try:
        while True:
            progress = next(writing)
            if time.monotonic() - paused > BETWEEN_PAUSES:
                post(identity, "writing", fraction=progress.fraction, text=progress.text)
                await asyncio.sleep(PAUSE)
                paused = time.monotonic()
            if newest != begun:
                writing.close()
                return None
    except StopIteration as end:
        return end.value


@announced
async def read(identity, content, filename):
    """Answer with the state that a text, or the bytes of a file, stands for."""
    from izhikevich import files

    try:
        found = content if isinstance(content, str) else content.to_bytes()
        post(identity, "read", **files.opened(found, filename))
    except Exception as error:
        post_failure(identity, error)


@announced
async def read_tour(identity, text):
    """Answer with the guided tour that a text is, as JSON, or say why it is none."""
    from izhikevich import tours

    try:
        post(identity, "tour", tour=json.dumps(tours.read_tour(text).schema()))
    except Exception as error:
        post_failure(identity, error)


def post_failure(identity, error):
    """Say why there is no file, or no state of one."""
    details = "" if isinstance(error, ParameterError) else traceback.format_exc()
    post(identity, "failed", text=str(error), details=details)


__export__ = [
    "ping",
    "speak",
    "request",
    "stop",
    "run_code",
    "stop_code",
    "script",
    "export",
    "tables",
    "picture",
    "close_up",
    "read",
    "read_tour",
]
post(None, "live")  # nothing else tells the page that all of this was imported
