"""A small client of Firefox over WebDriver BiDi: start, open pages, evaluate, listen.

The protocol is a W3C draft, https://w3c.github.io/webdriver-bidi/; Firefox speaks it on a
websocket of its own, so that no driver program is needed.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from .browsers import WALL_HOST, WALL_PORT, is_foreign

START_LIMIT = 60.0  # s
ANSWER_LIMIT = 60.0  # s

# What the browser itself would fetch is switched off by Firefox when it is driven
# ("remote.prefs.recommended"); the rest ends at the wall.
PREFERENCES: dict[str, bool | int | str] = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 1,
    "network.proxy.http": WALL_HOST,
    "network.proxy.http_port": WALL_PORT,
    "network.proxy.ssl": WALL_HOST,
    "network.proxy.ssl_port": WALL_PORT,
    "services.settings.server": "http://127.0.0.1:1/",
    "toolkit.telemetry.server": "",
}


class BiDiError(RuntimeError):
    """A command that Firefox refused, or a script that threw."""


class Firefox:
    """One session: commands go out, events that come in between are kept.

    Attributes
    ----------
    troubles : list of str
        Errors in the console, uncaught errors and requests to other hosts, by pages.
    """

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._last_id = 0
        self.troubles: list[str] = []
        self.command("session.new", capabilities={})
        self.command("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])

    def command(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and wait for its result.

        Raises
        ------
        BiDiError
            If Firefox answers with an error.
        TimeoutError
            If no answer comes in time.
        """
        self._last_id += 1
        self._socket.send(json.dumps({"id": self._last_id, "method": method, "params": params}))
        deadline = time.monotonic() + ANSWER_LIMIT
        while True:
            message = json.loads(self._socket.recv(timeout=deadline - time.monotonic()))
            if message["type"] == "event":
                self._note(message["method"], message["params"])
            elif message["id"] == self._last_id:
                if message["type"] == "error":
                    raise BiDiError(f"{method}: {message['error']}: {message['message']}")
                result: dict[str, Any] = message["result"]
                return result

    @contextmanager
    def page(self, url: str) -> Iterator[FirefoxPage]:
        """Open a page in a storage of its own; it is closed at the end."""
        user = self.command("browser.createUserContext")["userContext"]
        context = self.command("browsingContext.create", type="tab", userContext=user)["context"]
        try:
            self.command("browsingContext.navigate", context=context, url=url, wait="complete")
            yield FirefoxPage(self, context)
        finally:
            self.command("browsingContext.close", context=context)
            self.command("browser.removeUserContext", userContext=user)

    def _note(self, event: str, params: dict[str, Any]) -> None:
        if event == "log.entryAdded" and params["level"] == "error":
            self.troubles.append(f"console: {params['text']}")
        elif event == "network.beforeRequestSent" and params["context"]:
            url = params["request"]["url"]
            if is_foreign(url):
                self.troubles.append(f"foreign request: {url}")


class FirefoxPage:
    """A tab: `evaluate` is all that the tests need."""

    def __init__(self, firefox: Firefox, context: str) -> None:
        self._firefox = firefox
        self._context = context

    def evaluate(self, expression: str) -> Any:
        """Value of a JavaScript expression, awaited, as JSON carries it.

        Raises
        ------
        BiDiError
            If the expression throws.
        """
        result = self._firefox.command(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})))()",
            target={"context": self._context},
            awaitPromise=True,
        )
        if result["type"] == "exception":
            raise BiDiError(result["exceptionDetails"]["text"])
        value = result["result"].get("value")
        return None if value is None else json.loads(value)


@contextmanager
def start_firefox(executable: str) -> Iterator[Firefox]:
    """Start a headless Firefox with an empty profile; it is ended at the end."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        profile = Path(folder)
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        log = profile / "stderr.txt"
        arguments = ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", folder]
        with log.open("wb") as stderr:
            process = subprocess.Popen(
                [executable, *arguments], stdout=subprocess.DEVNULL, stderr=stderr
            )
        try:
            with connect(f"{_address(process, log)}/session", max_size=None) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Wait for the line that tells where Firefox listens."""
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and process.poll() is None:
        text = log.read_text(encoding="utf-8", errors="replace")
        if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", text):
            return found[1]
        time.sleep(0.05)
    raise BiDiError(f"Firefox did not start listening:\n{log.read_text(errors='replace')[-2000:]}")
