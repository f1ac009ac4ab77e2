"""What must not happen in any page: errors, and requests that leave the machine."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

from .browsers import is_foreign


class Watch:
    """Listens to all pages, frames and workers of a browser context."""

    def __init__(self, context: BrowserContext) -> None:
        self.troubles: list[str] = []
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)

    def check(self) -> None:
        """Fail if anything happened since the last check."""
        troubles, self.troubles = self.troubles, []
        assert not troubles, "\n".join(troubles)

    def _on_request(self, request: Request) -> None:
        if is_foreign(request.url):
            self.troubles.append(f"foreign request: {request.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.troubles.append(f"console: {message.text} ({message.location['url']})")

    def _on_error(self, error: WebError) -> None:
        self.troubles.append(f"uncaught: {error.error.stack or error.error}")
