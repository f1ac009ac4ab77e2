"""Many steps of a reader without a plan: nothing breaks, and nothing is kept that is not needed."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Browser, CDPSession

from .conftest import NewPage
from .driver import Explorer

_WANDERER = Path(__file__).with_name("random.js").read_text(encoding="utf-8")
_STEPS = 100  # between two looks at the memory
_LOOKS = 5
_SEED = 8


def heap(session: CDPSession) -> int:
    """Bytes of JavaScript that are left when all that is not needed was collected.

    What was compiled does not count: the more is done, the more functions are, once.
    """
    chunks: list[str] = []
    keep = lambda event: chunks.append(event["chunk"])  # noqa: E731
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    used = int(session.send("Runtime.getHeapUsage")["usedSize"])
    session.on("HeapProfiler.addHeapSnapshotChunk", keep)
    session.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    session.remove_listener("HeapProfiler.addHeapSnapshotChunk", keep)
    snapshot = json.loads("".join(chunks))
    meta, nodes = snapshot["snapshot"]["meta"], snapshot["nodes"]
    fields, kinds = meta["node_fields"], meta["node_types"][0]
    kind, size = (nodes[fields.index(name) :: len(fields)] for name in ("type", "self_size"))
    code = kinds.index("code")
    compiled = sum(one for which, one in zip(kind, size, strict=True) if which == code)
    return used - int(compiled)


def test_five_hundred_steps(new_page: NewPage, long_lived: Browser, site: str) -> None:
    page = new_page(long_lived, service_workers="block")
    page.goto(site)
    Explorer(page).live()
    page.evaluate(_WANDERER)
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    page.evaluate("wanderer.survey()")
    held: list[tuple[int, int]] = []
    for look in range(1, _LOOKS + 1):
        page.evaluate(f"wanderer.wander({_STEPS}, {_SEED + look})")
        python = page.evaluate("wanderer.home()")
        held.append((python, heap(session) if look in (1, _LOOKS) else 0))
        assert not page.locator("#notices .notice.error").count()
    print(" ".join(f"{python / 1e6:.1f}+{script / 1e6:.2f} MB" for python, script in held))
    (python, script), (python_at_end, script_at_end) = held[0], held[-1]
    assert python_at_end < 1.05 * python, f"of Python: {held}"
    assert script_at_end - script < 2e6, f"of JavaScript: {held}"
