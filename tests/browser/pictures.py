"""The pictures of the README, and that of the page's card: ``python -m tests.browser.pictures``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from izhikevich.cli.main import main as command_line
from playwright.sync_api import ViewportSize, sync_playwright

from .browsers import CHROMIUM_FLAGS, find_chromium
from .driver import Explorer
from .servers import serve

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "site" / "pictures"
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PRESET = "tonic_bursting"
LINK = f"#neuron?preset={PRESET}"
#: The panels that the README shows, and their size in mm.
PANELS, SIZE = ("trace", "phase", "bifurcation"), "90x64"


def main() -> int:
    """Take them; the exit status."""
    executable = find_chromium()
    if executable is None:
        print("No Chromium or Chrome found: name one by IZH_CHROMIUM.", file=sys.stderr)
        return 1
    with sync_playwright() as playwright, serve(ROOT / "dist" / "site") as url:
        browser = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_FLAGS))
        context = browser.new_context(viewport=DESKTOP, service_workers="block")
        page = context.new_page()
        page.goto(f"{url}{LINK}&theme=light")
        explorer = Explorer(page)
        explorer.live()
        explorer.settled()
        page.screenshot(path=FOLDER / "neuron.png")
        browser.close()
    with TemporaryDirectory() as folder:
        panels = ("--panels", ",".join(PANELS))
        command_line([LINK, "--out", folder, "--formats", "svg", "--size", SIZE, *panels])
        for name in PANELS:
            shutil.copyfile(Path(folder) / f"{PRESET}_{name}.svg", FOLDER / f"{name}.svg")
    for path in sorted(FOLDER.iterdir()):
        print(f"{path.name}: {path.stat().st_size / 1e3:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
