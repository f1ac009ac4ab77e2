"""What a link, a file and the reader's own code cannot do (site/docs/security.md)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from .live import Live, started_at

MARKUP = (
    "<img src=x onerror='globalThis.harmed = 1'>",
    "<script>globalThis.harmed = 1</script>",
    "<iframe srcdoc='<script>parent.harmed = 1</script>'></iframe>",
    "<svg onload='globalThis.harmed = 1'></svg>",
)
KEPT = {"about", "readouts", "saved", "theme", "language", "keys", "invited", "tour-recording"}
#: What stands in the document that could load or run something.
ACTIVE = """document.querySelectorAll(
  ":is(main, dialog) :is(img, iframe, object, embed, script, link, [onload], [onerror])").length"""
DROP = """([name, text]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name, { type: "application/json" }));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
}"""


@pytest.fixture(scope="module")
def live(chromium: Browser, site: str) -> Iterator[Live]:
    """A page whose Python runs."""
    with started_at(chromium, site) as live:
        yield live


@pytest.mark.proves("link-no-markup")
@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_a_link_is_text(live: Live, text: str) -> None:
    before = live.page.evaluate(ACTIVE)
    value = quote(text)
    live.show(f"#neuron?preset={value}&stimulus={value}&{value}=1&panels={value}")
    live.page.locator("#notices .notice, .field-error:not(:empty)").first.wait_for()
    assert live.page.evaluate(ACTIVE) == before
    assert live.page.evaluate("globalThis.harmed ?? null") is None
    live.watch.check()


@pytest.mark.proves("file-data-only", "file-stays-here")
def test_a_file_is_data_and_stays_here(live: Live) -> None:
    sent: list[str] = []
    live.page.on("request", lambda request: sent.append(request.url))
    text = '{"type": "izhikevich-state", "view": "neuron", "values": {"I": "__import__(\'js\')"}}'
    for name, content in (("state.json", text), ("state.json", f"{MARKUP[1]}{text}")):
        live.page.evaluate(DROP, [name, content])
        live.page.locator("#notices .notice, .field-error:not(:empty)").first.wait_for()
    live.explorer.settled()
    live.page.wait_for_timeout(300)
    assert [url for url in sent if not url.startswith(("blob:", "data:"))] == []
    assert live.page.evaluate("globalThis.harmed ?? null") is None
    live.watch.check()


@pytest.mark.proves("host-storage")
def test_little_is_kept(live: Live) -> None:
    live.page.locator("#theme").click()
    kept = live.page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert "theme" in kept
    assert set(kept) <= KEPT
    assert live.page.context.cookies() == []
    assert live.page.evaluate("indexedDB instanceof IDBFactory") is False


@pytest.mark.proves("code-worker")
def test_the_worker_has_no_document(live: Live) -> None:
    (worker,) = live.page.workers
    assert worker.evaluate("[typeof document, typeof window]") == ["undefined", "undefined"]


@pytest.mark.proves("code-stays-here")
def test_code_reaches_no_other_host(live: Live) -> None:
    (worker,) = live.page.workers
    refused = worker.evaluate(
        """async () => {
          const refused = [];
          addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
            refused.push(effectiveDirective);
          });
          await fetch("https://example.org/").catch(() => {});
          try {
            new WebSocket("wss://example.org/");
          } catch {
            // Browsers differ in how they refuse it.
          }
          await new Promise((resolve) => setTimeout(resolve, 300));
          return refused;
        }"""
    )
    assert refused == ["connect-src", "connect-src"]
    live.watch.troubles.clear()  # each refusal is one


@pytest.mark.proves("code-asked")
def test_code_waits_for_run(live: Live) -> None:
    live.explorer.code()
    live.explorer.write("print('it ' + 'ran')")
    live.page.wait_for_timeout(500)
    assert "it ran" not in live.page.locator(".code-output").inner_text()
    live.explorer.run()
    assert "it ran" in live.explorer.output()
