"""Spikes are painted where the axes say, in any number, theme and zoom, and saved with the plot."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich.plots.network.bands import band_of, band_ticks, make_bands, row
from izhikevich.plots.network.raster import raster_plot
from izhikevich.plots.render.scale import Scale, page_labels
from izhikevich.plots.spec import TIME, Axis
from izhikevich.plots.style import Role
from izhikevich.transport import pack
from playwright.sync_api import Page, Route

from tests import wire

from .conftest import DIST, NewPage
from .servers import serve

SITE = Path(__file__).parents[2] / "site"
HARNESS = Path(__file__).with_name("raster.html")
PICTURES = DIST / "screenshots"
SIZES = (800, 200, 160, 40)
NAMES = ("layer 1 excitatory", "layer 1 inhibitory", "layer 2 excitatory", "layer 2 inhibitory")
RUN = 1000.0  # ms
BLUE, VERMILION = [0, 114, 178], [213, 94, 0]
LIGHT_BLUE = [86, 180, 233]


def figure(times: Any, indices: Any, sizes: tuple[int, ...] = SIZES) -> dict[str, Any]:
    """Return the raster of spikes of four populations, or fewer."""
    groups = np.searchsorted(np.cumsum(sizes), indices, side="right")
    edges = np.linspace(0.0, RUN, 201)
    rates = [
        (edges[:-1] + 2.5, np.histogram(times[groups == k], edges)[0] / (0.005 * size))
        for k, size in enumerate(sizes)
    ]
    return wire.figure(
        raster_plot(
            times,
            indices,
            groups,
            names=NAMES[: len(sizes)],
            roles=((Role.EXCITATORY, Role.INHIBITORY) * 2)[: len(sizes)],
            sizes=sizes,
            t_range=(0.0, RUN),
            rates=rates,
        )
    )


def waves(n: int) -> dict[str, Any]:
    """Return the raster of n spikes that come in volleys."""
    random = np.random.default_rng(7)
    t = np.arange(0.0, RUN, 0.5)
    rate = 1.0 + 0.9 * np.cos(t / 5.0) * (np.sin(t / 40.0) > 0)
    times = np.sort(random.choice(t, n, p=rate / rate.sum()) + random.uniform(0.0, 0.5, n))
    return figure(times, random.integers(0, sum(SIZES), n))


#: Times (ms) and neurons of four spikes apart from each other, one or two of each colour.
FOUR = [(200.0, 100), (400.0, 900), (600.0, 1100), (800.0, 1175)]


def four() -> dict[str, Any]:
    times, rows = zip(*FOUR, strict=True)
    return figure(np.array(times), np.array(rows))


def place(neuron: int, sizes: tuple[int, ...] = SIZES) -> float:
    """Return where a neuron stands on the axis."""
    return row(band_of(make_bands(sizes), neuron), neuron)


#: Shows the second of the four spikes and little else.
ZOOM = (
    "raster.zoom({'xaxis.range': [350, 450],"
    f" 'yaxis.range': [{place(900) + 20}, {place(900) - 20}]}})"
)


@pytest.fixture
def raster(new_page: NewPage) -> Any:
    """Return a maker of pages with one panel, in which a figure is drawn."""
    servers = []

    def make(drawn: dict[str, Any], **options: Any) -> Page:
        server = serve(SITE)
        url = server.__enter__()
        servers.append(server)
        page = new_page(**{"viewport": {"width": 760, "height": 470}, **options})
        header, buffer = pack({"figure": drawn})

        def answer(route: Route) -> None:
            name = route.request.url.removeprefix(url)
            if name == "panel.html":
                route.fulfill(path=HARNESS, content_type="text/html")
            elif name.startswith("spikes."):
                route.fulfill(body=header if name.endswith("json") else buffer)
            else:
                route.continue_()

        page.route(f"{url}**", answer)
        page.goto(f"{url}panel.html")
        page.wait_for_function("window.raster")
        page.evaluate("raster.draw('spikes')")
        return page

    yield make
    for server in servers:
        server.__exit__(None, None, None)


def pixel(page: Page, time: float, at: float) -> list[int]:
    """Return red, green, blue and opacity at a time and place of the axis."""
    found: list[int] = page.evaluate(f"raster.pixel({time}, {at})")
    return found


@pytest.mark.parametrize("n", [10, 3_000, 100_000, 1_000_000])
def test_any_number_of_spikes_can_be_read(raster: Any, n: int) -> None:
    page = raster(waves(n))
    ink = page.evaluate("raster.ink()")
    assert ink["painted"] * 692 * 260 * max(1, 10 / n) >= 10 * 3 * 9, "marks are too small to see"
    if n <= 3_000:
        assert ink["opacity"] == 1
        assert ink["painted"] < 0.3
    else:
        assert 0.3 < ink["opacity"] < 0.9, "how many spikes share a pixel cannot be seen"
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.wait_for_timeout(250)
        page.screenshot(path=PICTURES / f"raster-{n}-{theme}.png")


def test_marks_stand_at_their_times_and_rows_in_the_colours_of_the_theme(raster: Any) -> None:
    page = raster(four())
    for (time, neuron), colour in zip(FOUR, [BLUE, VERMILION] * 2, strict=True):
        assert pixel(page, time, place(neuron)) == [*colour, 255]
        assert pixel(page, time + 20.0, place(neuron))[3] == 0
    assert page.evaluate("raster.ink()")["painted"] < 0.001
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"raster.pixel(200, {place(100)})[0] === {LIGHT_BLUE[0]}")
    assert pixel(page, 200.0, place(100)) == [*LIGHT_BLUE, 255]


@pytest.mark.parametrize("scale", [1.0, 2.0, 1.25])
def test_the_canvas_follows_the_axes(raster: Any, scale: float) -> None:
    page = raster(four(), device_scale_factor=scale)

    def check() -> None:
        boxes = page.evaluate("raster.boxes()")
        assert boxes["canvas"] == pytest.approx(boxes["axes"], abs=0.1)
        assert boxes["pixels"] == [math.floor(length * scale + 0.5) for length in boxes["axes"][2:]]

    check()
    page.evaluate(ZOOM)
    check()
    assert pixel(page, 400.0, place(900)) == [*VERMILION, 255]
    page.evaluate("document.getElementById('place').style.width = '500px'")
    page.wait_for_function("raster.boxes().canvas[2] < 450")
    check()
    assert pixel(page, 400.0, place(900)) == [*VERMILION, 255]


def test_spikes_move_with_the_axes_while_they_are_dragged(raster: Any) -> None:
    page = raster(four())
    page.evaluate("raster.zoom({dragmode: 'pan'})")
    x, y = page.evaluate("raster.at(500, 500)")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 100, y, steps=4)
    page.wait_for_function("raster.panel.plot._fullLayout.xaxis.range[0] < -100")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    across = page.evaluate("raster.boxes().axes[2]")
    low, high = page.evaluate("raster.panel.plot._fullLayout.xaxis.range")
    found = page.evaluate(
        "(() => { const c = document.querySelector('canvas.raster');"
        " const { data } = c.getContext('2d').getImageData(0, 0, c.width, c.height);"
        " const at = []; for (let i = 3; i < data.length; i += 4)"
        " if (data[i]) at.push(((i - 3) / 4) % c.width); return at; })()"
    )
    assert min(found) == pytest.approx((200.0 - low) / (high - low) * across, abs=3)
    page.mouse.up()


def test_the_spike_pointed_at_is_named_and_a_click_picks_its_neuron(raster: Any) -> None:
    page = raster(four())
    spot = page.locator(".hovered-spike p")
    for (time, neuron), name, first in zip(FOUR, NAMES, (0, 800, 1000, 1160), strict=True):
        x, y = page.evaluate(f"raster.at({time}, {place(neuron)})")
        page.mouse.move(x + 4, y + 3)
        spot.wait_for(state="visible")
        own = f"no. {neuron - first} of {name}"
        assert spot.inner_text() == f"neuron {neuron} · {time:.1f} ms · {own}"
        page.mouse.click(x + 4, y + 3)
        assert page.evaluate("raster.picks.at(-1)[1]") == neuron
    page.mouse.move(x + 60, y)
    spot.wait_for(state="hidden")
    assert [round(time) for time, _ in page.evaluate("raster.picks")] == [
        pytest.approx(time, abs=12) for time, _ in FOUR
    ]


SMALL = (1000, 10)


def small(n: int = 100) -> dict[str, Any]:
    """Return the raster of a large population, and of a small one in which each fires once."""
    indices = np.concatenate([np.arange(n) * 7 % 1000, np.arange(1000, 1010)])
    times = np.concatenate([np.linspace(100.0, 900.0, n), 300.0 + 40.0 * np.arange(10)])
    order = np.argsort(times)
    return figure(times[order], indices[order], SMALL)


@pytest.mark.parametrize("width", [760, 390])
def test_each_neuron_of_a_small_population_can_be_seen_and_clicked(raster: Any, width: int) -> None:
    page = raster(small(20_000), viewport={"width": width, "height": 470})
    page.evaluate(f"document.getElementById('place').style.width = '{width}px'")
    page.wait_for_function(f"Math.abs(raster.boxes().canvas[2] - {width - 72}) < 2")
    for k in range(10):
        x, y = page.evaluate(f"raster.at({300 + 40 * k}, {place(1000 + k, SMALL)})")
        assert pixel(page, 300.0 + 40.0 * k, place(1000 + k, SMALL)) == [*VERMILION, 255]
        for other in {k - 1, k + 1} & set(range(10)):
            assert pixel(page, 300.0 + 40.0 * k, place(1000 + other, SMALL))[3] == 0
        page.mouse.click(x, y)
        assert page.evaluate("raster.picks.at(-1)[1]") == 1000 + k
        # Far from all spikes the row decides.
        x, y = page.evaluate(f"raster.at(20, {place(1000 + k, SMALL)})")
        page.mouse.click(x, y)
        assert page.evaluate("raster.picks.at(-1)[1]") == 1000 + k


def test_a_click_between_two_bands_picks_the_nearer_and_one_below_picks_nothing(
    raster: Any,
) -> None:
    page = raster(small())
    large, little = make_bands(SMALL)
    gap = little["top"] - large["top"] - large["height"]
    for at, neuron in ((large["top"] + large["height"] + 0.2 * gap, 999), (1009.4, 1009)):
        x, y = page.evaluate(f"raster.at(20, {at})")
        page.mouse.click(x, y)
        assert page.evaluate("raster.picks.at(-1)[1]") == neuron
    count = page.evaluate("raster.picks.length")
    left, top, _, height = page.evaluate("raster.boxes().axes")
    page.mouse.click(left + 20, top + height + 50)  # among the rates
    assert page.evaluate("raster.picks.length") == count


def ticks(page: Page) -> list[tuple[str, float]]:
    """Return the labels of the rows and where their middles are, on the axis."""
    found = page.evaluate(
        "[...document.querySelectorAll('.ytick text')].map((text) => {"
        " const { top, height } = text.getBoundingClientRect();"
        " const { yaxis } = raster.panel.plot._fullLayout;"
        " const from = raster.panel.plot.getBoundingClientRect().top + yaxis._offset;"
        " return [text.textContent, yaxis.p2l(top + height / 2 - from)]; })"
    )
    return [(text, at) for text, at in found]


@pytest.mark.parametrize("sizes", [SMALL, SIZES])
def test_rows_are_labelled_by_their_neurons_at_every_zoom(
    raster: Any, sizes: tuple[int, ...]
) -> None:
    page = raster(figure(np.array([200.0]), np.array([100]), sizes))

    def check(low: int, high: int) -> list[str]:
        found = ticks(page)
        pixel = page.evaluate("raster.panel.plot._fullLayout.yaxis.p2l(1)") - page.evaluate(
            "raster.panel.plot._fullLayout.yaxis.p2l(0)"
        )
        assert len(found) >= 2
        for text, at in found:
            assert low <= int(text) <= high
            assert at == pytest.approx(place(int(text), sizes), abs=3.0 * pixel)
        return [text for text, _ in found]

    n, last = sum(sizes), sizes[-1]
    first = n - last
    whole = check(0, n - 1)
    assert {str(sum(sizes[:k])) for k in range(len(sizes))} <= set(whole)
    assert "tickvals" in small()["layout"]["yaxis"]
    band = make_bands(sizes)[-1]
    page.evaluate(f"raster.zoom({{'yaxis.range': [{n - 0.5}, {band['top']}]}})")
    page.wait_for_function(
        f"![...document.querySelectorAll('.ytick text')].some((t) => +t.textContent < {first})"
    )
    assert len(check(first, n - 1)) >= 4
    page.evaluate(f"raster.zoom({{'yaxis.range': [{n - 0.5}, -0.5]}})")
    page.wait_for_function("document.querySelector('.ytick text').textContent === '0'")
    assert check(0, n - 1) == whole


def test_the_page_labels_the_whole_axis_as_the_package_does(raster: Any) -> None:
    page = raster(small())
    labels: dict[str, list[Any]] = page.evaluate(
        "(async () => (await import('./js/plots/bands.js')).bandTicks("
        "figure.raster.bands, figure.layout.yaxis.range, 260))()"
    )
    expected = band_ticks(make_bands(SMALL))
    assert labels["ticktext"] == [text for _, text in expected]
    assert labels["tickvals"] == pytest.approx([at for at, _ in expected])


@pytest.mark.parametrize(("low", "high"), [(0.0, 60_000.0), (29_000.0, 30_000.0), (0.0, 1.2e5)])
def test_the_page_labels_long_times_as_the_package_does(
    raster: Any, low: float, high: float
) -> None:
    page = raster(small())
    labels: dict[str, list[Any]] = page.evaluate(
        "async (range) => (await import('./js/plots/long-times.js')).secondTicks(range, 500, 5)",
        [low, high],
    )
    expected = page_labels(Scale(Axis(TIME), low, high, unit=1000.0))
    assert labels["ticktext"] == [text for _, text in expected]
    assert labels["tickvals"] == pytest.approx([at for at, _ in expected])


def test_the_words_stay_inside_the_plot(raster: Any) -> None:
    page = raster(figure(np.array([1.0, 999.0]), np.array([2, 1198])))
    for time, neuron in ((1.0, 2), (999.0, 1198)):
        x, y = page.evaluate(f"raster.at({time}, {place(neuron)})")
        page.mouse.move(x, y)
        page.wait_for_function(
            f"document.querySelector('.hovered-spike p').innerText.includes('{neuron} ·')"
        )
        box = page.locator(".hovered-spike p").bounding_box()
        assert box is not None
        assert box["x"] >= 50
        assert box["x"] + box["width"] <= 750


def test_a_figure_without_spikes_clears_them(raster: Any) -> None:
    page = raster(four())
    page.evaluate(
        "raster.panel.draw({ data: figure.data, layout: figure.layout }, Plotly, 'spikes')"
    )
    assert not page.locator("canvas.raster").is_visible()
    page.evaluate("raster.draw('spikes')")
    assert page.locator("canvas.raster").is_visible()
    page.evaluate("raster.panel.say('nothing to see')")
    assert not page.locator("canvas.raster").is_visible()


def test_double_click_brings_back_the_whole_run(raster: Any) -> None:
    page = raster(four())
    page.evaluate(ZOOM)
    for _ in range(2):  # the second one finds the whole run there already
        x, y = page.evaluate(f"raster.at(400, {place(900)})")
        page.mouse.dblclick(x, y)
        page.wait_for_function("raster.panel.plot._fullLayout.yaxis.range[0] === 1199.5")
        assert page.evaluate("raster.panel.plot._fullLayout.xaxis.range") == [0, 1000]
        page.wait_for_timeout(400)
    assert page.evaluate("raster.panel.plot._fullLayout.yaxis.range") == [1199.5, -0.5]


def test_a_reset_leads_to_the_whole_of_the_newest_run(raster: Any) -> None:
    page = raster(four())
    page.evaluate(
        "raster.panel.draw({ ...figure, layout: { ...figure.layout,"
        " xaxis: { ...figure.layout.xaxis, range: [0, 2000] } } }, Plotly, 'spikes')"
    )
    page.evaluate("raster.zoom({'xaxis.range': [350, 450]})")
    page.locator(".panel-button.whole").click()
    page.wait_for_function("raster.panel.plot._fullLayout.xaxis.range[0] === 0")
    assert page.evaluate("raster.panel.plot._fullLayout.xaxis.range") == [0, 2000]


#: Lets a strip paint, by a clock of ours: `strip.at(t)` shows what is seen at t (ms of real time),
#: `strip.take(…)` gives it the run up to a time, with one more spike of neuron 100 before its end.
STRIP = """async () => {
  const { Strip } = await import("./js/live/strip.js");
  let now = 1000;
  performance.now = () => now;
  requestAnimationFrame = () => 0;
  const { panel } = raster;
  const area = panel.area();
  const own = new Strip(panel, () => 1000);
  await panel.scroll(own);
  globalThis.strip = {
    at(time) {
      now = time;
      own.paint(now);
    },
    async take(time, stop) {
      now = time;
      const { raster: spikes, layout } = figure;
      const first = spikes.times.findIndex((one) => one >= stop - 1000);
      const and = (name, value) =>
        spikes[name].constructor.from([...spikes[name].slice(first), value]);
      const next = {
        times: and("times", stop - 100),
        indices: and("indices", 100),
        groups: and("groups", 0),
      };
      const xaxis = { ...layout.xaxis, range: [stop - 1000, stop] };
      const parts = { layout: { ...layout, xaxis }, raster: { ...spikes, ...next } };
      await panel.draw({ ...figure, ...parts }, Plotly, "spikes");
      own.paint(now);
    },
    size() {
      const { width, height } = own.canvas.element;
      return [width, height];
    },
    /** What is painted where a time would be if the axis began at another. */
    pixel(time, start, row) {
      const canvas = panel.element.querySelector(".live-strip canvas");
      const plot = panel.plot.getBoundingClientRect();
      const box = canvas.getBoundingClientRect();
      const x = plot.left + area.left + ((time - start) / 1000) * area.width - box.left;
      const y = panel.axes().y(row);
      const { ratio } = own.canvas;
      return [...canvas.getContext("2d").getImageData(x * ratio, y * ratio, 1, 1).data];
    },
  };
}"""


def test_while_it_runs_spikes_move_evenly_with_their_time(raster: Any) -> None:
    page = raster(four())
    before = {neuron: pixel(page, time, place(neuron)) for time, neuron in FOUR}
    page.evaluate(STRIP)

    def seen(start: float) -> set[int]:
        """Return the neurons whose spikes are seen if the axis begins at a time."""
        spikes = [*FOUR, (1200.0, 100 + 10_000)]
        return {
            neuron
            for time, neuron in spikes
            if start <= time < start + 1000.0
            and page.evaluate(f"strip.pixel({time}, {start}, {place(neuron % 10_000)})")
            == before[neuron % 10_000]
        }

    everyone = {neuron for _, neuron in FOUR}
    page.evaluate("strip.at(1000)")
    assert seen(0.0) == everyone, "what was seen before"
    page.evaluate("strip.take(1100, 1300)")
    assert seen(0.0) == everyone, "what has come is not shown at once"
    page.evaluate("strip.at(1150)")
    assert seen(100.0) == everyone
    page.evaluate("strip.at(1175)")
    assert seen(150.0) == everyone
    page.evaluate("strip.at(9000)")
    assert seen(300.0) == everyone - {100} | {10_100}, "up to the end of what has come"
    page.evaluate("raster.panel.scroll(null)")
    assert page.locator(".live-strip").count() == 0
    assert page.evaluate("raster.panel.plot._fullLayout.xaxis.range") == [300, 1300]
    assert pixel(page, 1200.0, place(100)) == before[100]
    assert pixel(page, 600.0, place(1100)) == before[1100]


def test_what_moves_is_painted_only_by_the_strip(raster: Any) -> None:
    page = raster(four())
    curves = "document.querySelectorAll('.scatterlayer .js-line[d]:not([d=\"M0,0Z\"])').length"
    assert page.evaluate(curves) > 0
    page.evaluate(STRIP)
    page.evaluate("strip.at(1000)")
    assert page.evaluate(curves) == 0
    assert page.locator(".infolayer .annotation").count() >= len(NAMES), "names stay"
    assert page.locator("canvas.raster").evaluate("(e) => e.style.visibility") == "hidden"
    nodes = page.evaluate("document.querySelectorAll('*').length")
    sizes = set()
    for k in range(1, 40):
        page.evaluate(f"strip.take({1000 + 100 * k}, {1000 + 100 * k})")
        page.evaluate(f"strip.at({1050 + 100 * k})")
        sizes.add(tuple(page.evaluate("strip.size()")))
    assert page.evaluate("document.querySelectorAll('*').length") == nodes
    assert max(width for width, _ in sizes) < 1.5 * page.evaluate("raster.panel.area().width")
