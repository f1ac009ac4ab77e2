"""The worker's side of the page: answers requests, and drops the older when a newer one comes."""

import asyncio
import json
import sys
import time
import traceback

import js
from pyodide.ffi import to_js

sys.path.insert(0, "izhikevich.zip")

from izhikevich import app, engine, transport
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
warming = engine.warming()


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
        post(request, "progress", fraction=part.fraction, text=part.text)
    else:
        header, buffer = transport.pack(part)
        post(request, "answer", header=header, buffer=buffer)


async def request(identity, state):
    """Answer the state (JSON text) in parts, until done or overtaken by a newer request."""
    global newest
    newest = identity
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
        post(identity, "done")
    except Exception as error:  # the worker goes on; the page says what went wrong
        problem = {
            "type": type(error).__name__,
            "parameter": getattr(error, "parameter", None),
            "text": str(error),
            "details": traceback.format_exc(),
        }
        post(identity, "error", error=problem)
    await warm_up(identity)


async def warm_up(identity):
    """Make later answers quicker while nothing else is asked, in pieces that delay none."""
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


__export__ = ["request", "stop"]
post(None, "live")  # nothing else tells the page that all of this was imported
