"""The README's pictures, of which one is the page's card: ``python -m tests.browser.pictures``."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from .browsers import CHROMIUM_FLAGS, find_chromium
from .driver import Explorer
from .servers import serve

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "site" / "pictures"
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
#: By name: what is shown, and on what screen.
PICTURES: dict[str, tuple[str, ViewportSize]] = {
    "neuron": ("#neuron?preset=tonic_bursting&theme=light", DESKTOP),
    "network": ("#network?preset=cortical_2003&theme=dark", DESKTOP),
    "phone": ("#neuron?preset=CH&theme=light", PHONE),
}


def main() -> int:
    """Take them; the exit status."""
    executable = find_chromium()
    if executable is None:
        print("No Chromium or Chrome found: name one by IZH_CHROMIUM.", file=sys.stderr)
        return 1
    with sync_playwright() as playwright, serve(ROOT / "dist" / "site") as url:
        browser = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_FLAGS))
        for name, (link, size) in PICTURES.items():
            context = browser.new_context(viewport=size, service_workers="block")
            page = context.new_page()
            page.goto(f"{url}{link}")
            explorer = Explorer(page)
            explorer.live()
            explorer.settled()
            page.screenshot(path=FOLDER / f"{name}.png")
            print(f"{name}: {(FOLDER / f'{name}.png').stat().st_size / 1e3:.0f} kB")
            context.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
