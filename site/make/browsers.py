"""The browsers that the tests drive: found, or installed."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from make.errors import BuildError
from make.process import run

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FIREFOX = ("firefox-esr", "firefox")
_ELSEWHERE = {
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Firefox.app/Contents/MacOS/firefox",
    ),
    "win32": (
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files\Mozilla Firefox\firefox.exe",
    ),
}


def ensure(python: Path) -> dict[str, str]:
    """Return environment variables that give the tests the paths of Chromium and Firefox.

    Missing browsers are installed: by the system's package manager if this user may, otherwise
    Chromium by Playwright. Firefox may be missing; the tests then report that they omit it.
    """
    chromium, firefox = _find("IZH_CHROMIUM", CHROMIUM), _find("IZH_FIREFOX", FIREFOX)
    if not (chromium and firefox):
        _install_by_system()
        chromium, firefox = _find("IZH_CHROMIUM", CHROMIUM), _find("IZH_FIREFOX", FIREFOX)
    if not chromium:
        chromium = _install_by_playwright(python)
    return {"IZH_CHROMIUM": chromium} | ({"IZH_FIREFOX": firefox} if firefox else {})


def _find(variable: str, names: tuple[str, ...]) -> str | None:
    if named := os.environ.get(variable):
        return named
    for name in names:
        if path := shutil.which(name):
            return path
    default = [Path(path) for path in _ELSEWHERE.get(sys.platform, ())]
    found = [path for path in default if names[-1] in path.name.lower() and path.exists()]
    return str(found[0]) if found else None


def _install_by_system() -> None:
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        return
    print("Installing Chromium and Firefox …", flush=True)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        run(["apt-get", "update", "-qq"], purpose="update the package lists", env=quiet)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        run([*install, "chromium", "firefox-esr"], purpose="install the browsers", env=quiet)
    except BuildError as error:
        print(error, flush=True)


def _install_by_playwright(python: Path) -> str:
    run(
        [python, "-m", "playwright", "install", "chromium"],
        purpose="install a Chromium for the tests",
        advice="Install Chromium or Chrome, or name one by the variable IZH_CHROMIUM.",
    )
    program = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    return run([python, "-c", program], purpose="find the installed Chromium").strip()
