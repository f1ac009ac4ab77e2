"""Where the browsers are, and how they are kept from the network."""

from __future__ import annotations

import os
import shutil

# Requests to this machine go past the proxy in both browsers; all others end at a closed port.
WALL_HOST, WALL_PORT = "127.0.0.1", 1

# The window's own pages behind its address bar cost each new page 2 s of a core. The list takes the
# place of Playwright's, of which some are kept.
_LEFT_OUT = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "HttpsUpgrades",
    "OptimizationHints",
    "PaintHolding",
)

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(_LEFT_OUT)}",
    f"--proxy-server={WALL_HOST}:{WALL_PORT}",
)
#: For pages that live for seconds only: WebAssembly's optimising compiler would take a third of the
#: processor, and give nothing back.
SHORT_LIVED = (*CHROMIUM_FLAGS, "--js-flags=--liftoff-only")


def find_chromium() -> str | None:
    """Path of a Chromium: the one named by ``IZH_CHROMIUM``, else the first on the search path."""
    return _find("IZH_CHROMIUM", "chromium", "chromium-browser", "google-chrome", "chrome")


def find_firefox() -> str | None:
    """Path of a Firefox: the one named by ``IZH_FIREFOX``, else the first on the search path."""
    return _find("IZH_FIREFOX", "firefox-esr", "firefox")


def is_foreign(url: str) -> bool:
    """Whether a request would leave this machine."""
    scheme, _, rest = url.partition(":")
    local = scheme in {"data", "blob", "file", "about", "chrome", "resource", "moz-extension"}
    return not local and not rest.startswith(("//127.0.0.1:", "//localhost:"))


def _find(variable: str, *names: str) -> str | None:
    if named := os.environ.get(variable):
        return named
    return next((path for name in names if (path := shutil.which(name))), None)
