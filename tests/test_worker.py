"""What the worker does when: the newest question first, and nothing in its way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator
from functools import cached_property
from typing import Any

import numpy as np
import pytest
from izhikevich.app import worker
from izhikevich.app.protocol import (
    Advance,
    Ask,
    Closer,
    EndLive,
    Export,
    GoLive,
    Measure,
    Picture,
    Ping,
    Read,
    ReadTour,
    Request,
    Run,
    Script,
    Speak,
    Stop,
    StopRun,
    Tabulate,
    decode,
)
from izhikevich.app.worker import Worker
from izhikevich.plots.spec import TIME, VOLTAGE, Axis, Curve, Pane, Plot
from izhikevich.plots.style import Role
from izhikevich.progress import Progress, Stopped
from izhikevich.transport import pack, unpack
from izhikevich.views import registry
from izhikevich.views.base import View
from izhikevich.views.part import Part
from izhikevich.views.schema import Group, Number, Panel, Preset, PresetGroup, Values
from izhikevich.views.state import State

#: What is to happen when the long view has come to a step, by its number.
AT: dict[int, Callable[[], object]] = {}
STEPS: list[str] = []


def step(text: str, fraction: float) -> Progress:
    STEPS.append(text)
    AT.pop(len(STEPS), lambda: None)()
    return Progress(fraction, text)


class LongView(View[Values]):
    """Takes so many steps before what is quick, and after it."""

    name = "neuron"
    title = "Long"
    intro = "Long."
    groups = (Group("all", "All", "All there is."),)
    parameters = tuple(
        Number(
            name=name,
            label=name,
            group="all",
            help="Steps.",
            symbol=name[0],
            unit="",
            slider=(0.0, 10.0, 1.0),
        )
        for name in ("length", "later")
    )
    preset_groups = (PresetGroup("shapes", "Shapes"),)
    default_preset = "usual"
    panels = (Panel(name="shape", title="Shape", help="It.", place="main", default=True),)

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        values: Values = {"length": 0.0, "later": 0.0}
        default = Preset(
            name="usual", title="Usual", mark="U", group="shapes", text="", values=values
        )
        return (default,)

    def prepare(self, preset: Preset, values: Values) -> Values:
        if values["length"] == 666.0:
            raise RuntimeError("broken on purpose")
        return values

    def compute(self, prepared: Values, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        length, later = int(prepared["length"]), int(prepared["later"])
        reached = 0
        try:
            while reached < length:
                yield step("First", reached / length)
                reached += 1
        except Stopped:
            pass
        line = Curve(name="line", role=Role.INK, x=np.arange(3.0), y=np.full(3, float(reached)))
        plot = Plot(panes=[Pane(x=Axis(TIME), y=Axis(VOLTAGE), series=[line])])
        yield Part(
            plots={"shape": plot}, summary=f"{reached} steps.", values={"length": float(reached)}
        )
        for done in range(later):
            yield step("Later", done / later)


class Page:
    """The other side: sends packed requests, and keeps what comes."""

    def __init__(self, warming: Iterator[None] = iter(())) -> None:  # noqa: B008
        self.events: list[dict[str, Any]] = []
        self.worker = Worker(self._take, lambda: 1234, warming)
        self.tasks: list[asyncio.Task[None]] = []

    def _take(self, header: str, buffer: bytes) -> None:
        self.events.append(unpack(header, buffer))

    def send(self, request: Request) -> asyncio.Task[None] | None:
        """Send a request, as the page does: what takes time goes on by itself."""
        work = self.worker.receive(decode(*pack(request)))
        if work is None:
            return None
        assert isinstance(work, Coroutine)
        self.tasks.append(asyncio.ensure_future(work))
        return self.tasks[-1]

    async def settled(self) -> None:
        """Wait until all that was sent is done."""
        while waiting := [task for task in self.tasks if not task.done()]:
            await asyncio.wait(waiting)

    def of(self, identity: int, *types: str) -> list[dict[str, Any]]:
        """Return what came about a request, of some types."""
        found = [event for event in self.events if event.get("id") == identity]
        return [event for event in found if not types or event["type"] in types]

    def types(self, identity: int) -> list[str]:
        """Return the types of what came about a request, each run of them once."""
        found = [event["type"] for event in self.of(identity)]
        return [one for k, one in enumerate(found) if k == 0 or found[k - 1] != one]


def state(**values: float) -> State:
    return {
        "version": 1,
        "view": "neuron",
        "preset": "usual",
        "values": dict(values),
        "panels": ["shape"],
    }


def picture(identity: int, of: State | None, behind: State | None = None) -> Picture:
    return Picture(
        id=identity,
        state=of,
        panel="shape",
        width=85.0,
        unit="mm",
        theme="light",
        filled=True,
        title="",
        windows={},
        behind=behind,
    )


RS: State = {
    "version": 1,
    "view": "neuron",
    "preset": "RS",
    "values": {},
    "panels": ["trace"],
}


def play(script: Callable[[Page], object], **options: Any) -> Page:
    """Let something happen, and return the page when all is done."""

    async def main() -> Page:
        page = Page(**options)
        script(page)
        await page.settled()
        return page

    return asyncio.run(main())


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pause after every step, and without waiting."""
    for name in ("PAUSE", "BETWEEN_PAUSES", "DRAWING", "IDLE"):
        monkeypatch.setattr(worker, name, 0.0)
    AT.clear()
    STEPS.clear()


@pytest.fixture
def _long(monkeypatch: pytest.MonkeyPatch) -> None:
    """The long view in place of another one."""
    monkeypatch.setitem(vars(registry.VIEWS["neuron"]), "_view", LongView())


class TestRequests:
    @pytest.mark.parametrize(
        "request_",
        [
            Ask(id=1, state=state(length=3.0), goal=("spikes > 3",)),
            Stop(id=1),
            Run(id=2, source="1 + 1"),
            StopRun(),
            Export(id=3, state=state(), format="csv", options={"panel": "shape"}, address=""),
            Tabulate(id=4, state=state(), panel="shape"),
            Closer(id=4, state=None, panel="shown-1", windows={}),
            picture(4, state(), behind=state(length=3.0)),
            Read(id=5, content=b"\x00PK\xff", filename="a.zip"),
            Read(id=5, content="a = 1", filename=""),
            ReadTour(id=6, text="{}"),
            Script(id=7, state=state()),
            GoLive(id=8, state=state()),
            Measure(id=9, duration=1000.0),
            Advance(id=10, duration=0.8, amplitude=-15.0, held=True, pulses=2),
            EndLive(),
            Speak(catalogue={"Run": "Lauf"}),
            Ping(),
        ],
    )
    def test_they_come_as_they_were_sent(self, request_: Request) -> None:
        received = decode(*pack(request_))
        assert type(received) is type(request_)
        assert vars(received) == vars(request_)

    def test_what_is_no_request(self) -> None:
        with pytest.raises(KeyError):
            decode('{"type": "nonsense"}')

    def test_what_needs_no_time_is_done_at_once(self) -> None:
        page = Page()
        for request in (Ping(), Stop(id=3), StopRun(), Speak(catalogue={})):
            assert page.send(request) is None
        assert page.events == []

    def test_python_is_live(self) -> None:
        page = Page()
        page.worker.begin()
        assert page.events == [{"type": "live"}]


@pytest.mark.usefixtures("_long")
class TestAnswers:
    def test_to_the_end(self) -> None:
        page = play(lambda page: page.send(Ask(id=1, state=state(length=3.0, later=2.0))))
        assert page.types(1) == ["begun", "progress", "answer", "progress", "done"]
        answer, described = (event["answer"] for event in page.of(1, "answer"))
        assert described["words"].keys() == {"shape"}
        assert answer["whole"]
        assert answer["summary"] == "3 steps."
        np.testing.assert_array_equal(answer["figures"]["shape"]["data"][0]["y"], [3.0] * 3)
        assert page.of(1, "done")[0]["memory"] == 1234

    def test_a_newer_question_overtakes(self) -> None:
        def script(page: Page) -> None:
            AT[5] = lambda: page.send(Ask(id=2, state=state(length=2.0)))
            page.send(Ask(id=1, state=state(length=1000.0)))

        page = play(script)
        assert page.types(1) == ["begun", "progress"]
        assert page.types(2) == ["begun", "progress", "answer", "done"]
        assert len(STEPS) < 20

    def test_of_a_flood_the_newest_is_answered(self) -> None:
        def script(page: Page) -> None:
            for identity in range(1, 301):
                page.send(Ask(id=identity, state=state(length=30.0)))

        page = play(script)
        assert [event["id"] for event in page.events if event["type"] == "done"] == [300]
        assert [event["id"] for event in page.events if event["type"] == "answer"] == [300] * 2
        assert len(STEPS) <= 299 + 30
        assert page.of(300, "answer")[0]["answer"]["summary"] == "30 steps."

    def test_one_that_is_stopped_gives_what_it_has(self) -> None:
        def script(page: Page) -> None:
            AT[7] = lambda: page.send(Stop(id=1))
            page.send(Ask(id=1, state=state(length=1000.0)))

        page = play(script)
        assert page.types(1) == ["begun", "progress", "answer", "done"]
        answer, _ = (event["answer"] for event in page.of(1, "answer"))
        assert 5 <= answer["values"]["length"] <= 8
        assert answer["state"]["values"] == {"length": answer["values"]["length"]}

    def test_a_stop_of_another_question_stops_nothing(self) -> None:
        def script(page: Page) -> None:
            AT[2] = lambda: page.send(Stop(id=7))
            page.send(Ask(id=1, state=state(length=20.0)))

        assert play(script).of(1, "answer")[0]["answer"]["summary"] == "20 steps."

    def test_what_follows_the_quick_answer_is_stopped_without_a_word(self) -> None:
        def script(page: Page) -> None:
            AT[5] = lambda: page.send(Stop(id=1))
            page.send(Ask(id=1, state=state(length=2.0, later=1000.0)))

        page = play(script)
        assert page.types(1) == ["begun", "progress", "answer", "progress", "done"]
        assert len(STEPS) < 10

    def test_an_error_is_told_and_the_next_question_answered(self) -> None:
        def script(page: Page) -> None:
            page.send(Ask(id=1, state=state(length=666.0)))
            page.send(Ask(id=2, state=state(length=1.0)))

        page = play(script)
        (failed,) = page.of(1, "failed")
        assert failed["text"] == "broken on purpose"
        assert "RuntimeError" in failed["details"]
        assert page.types(2)[-1] == "done"

    def test_a_goal_is_answered(self) -> None:
        """The long view has no facts: its values decide."""
        for length, holds in ((2.0, True), (4.0, False)):

            def script(page: Page, length: float = length) -> None:
                page.send(Ask(id=1, state=state(length=length), goal=("length < 3",)))

            first, *others = (each["answer"] for each in play(script).of(1, "answer"))
            assert first["met"] is holds
            (standing,) = first["standings"]
            assert standing["text"] == f"now {length:g}, wanted less than 3"
            assert standing["holds"] is holds
            assert not any("met" in other for other in others)

    def test_in_another_language(self) -> None:
        def script(page: Page) -> None:
            page.send(Speak(catalogue={"First": "Zuerst"}))
            page.send(Ask(id=1, state=state(length=2.0)))

        assert {event["text"] for event in play(script).of(1, "progress")} == {"Zuerst"}

    def test_only_remarks_among_the_output_are_in_another_language(self) -> None:
        english = "More than {most} characters are not shown."

        def script(page: Page) -> None:
            page.send(Speak(catalogue={"1,234.5": "1.234,5", "x": "y", english: "Mehr: {most}."}))
            page.send(Run(id=1, source="print('x')\nprint('x' * 200_001)"))

        printed = [event["text"] for event in play(script).of(1, "output")]
        assert printed[0].strip() == "x"
        assert printed[-1] == "Mehr: 200.000.\n"

    def test_warming_up_waits_for_rest(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(worker, "IDLE", 0.02)
        warmed = []

        def warming() -> Iterator[None]:
            for k in range(1000):
                warmed.append(k)
                yield

        async def main() -> None:
            page = Page(warming())
            page.send(Ask(id=1, state=state(length=3.0)))
            await page.settled()
            assert not warmed
            await asyncio.sleep(0.1)
            assert warmed
            page.send(Ask(id=2, state=state(length=1000.0)))
            await asyncio.sleep(0)
            begun = len(warmed)
            await page.settled()
            assert len(warmed) <= begun + 1

        asyncio.run(main())


@pytest.mark.usefixtures("_long")
class TestFiles:
    def test_one_waits_for_the_answer_under_way(self) -> None:
        def script(page: Page) -> None:
            AT[3] = lambda: page.send(Tabulate(id=2, state=state(length=4.0), panel="shape"))
            page.send(Ask(id=1, state=state(length=20.0)))

        page = play(script)
        order = [(event["id"], event["type"]) for event in page.events]
        assert order.index((2, "begun")) < order.index((1, "done")) < order.index((2, "returned"))
        (column, *_) = page.of(2, "returned")[0]["result"]["tables"][0]["columns"][1:]
        np.testing.assert_array_equal(column["values"], [4.0] * 3)

    def test_one_begins_anew_after_a_question(self) -> None:
        def script(page: Page) -> None:
            AT[10] = lambda: page.send(Ask(id=2, state=state(length=5.0)))
            page.send(Tabulate(id=1, state=state(length=20.0), panel="shape"))

        page = play(script)
        order = [(event["id"], event["type"]) for event in page.events]
        assert order.index((2, "done")) < order.index((1, "returned"))
        assert len(STEPS) > 20 + 5 + 5, "it was computed anew"
        (tables,) = (event["result"]["tables"] for event in page.of(1, "returned"))
        np.testing.assert_array_equal(tables[0]["columns"][1]["values"], [20.0] * 3)

    def test_one_tells_how_far_it_is(self) -> None:
        page = play(lambda page: page.send(Tabulate(id=1, state=state(length=9.0), panel="shape")))
        assert page.types(1) == ["begun", "progress", "returned"]

    def test_why_there_is_none(self) -> None:
        page = play(lambda page: page.send(Tabulate(id=1, state=state(), panel="other")))
        (failed,) = page.of(1, "failed")
        assert "other" in failed["text"]
        assert failed["details"] == "", "it is the reader's mistake, and no error"

    def test_an_error_has_details(self) -> None:
        page = play(
            lambda page: page.send(Tabulate(id=1, state=state(length=666.0), panel="shape"))
        )
        assert "RuntimeError" in page.of(1, "failed")[0]["details"]


@pytest.mark.usefixtures("_long")
class TestPictures:
    def test_of_what_is_shown_does_not_wait(self) -> None:
        def script(page: Page) -> None:
            AT[1] = lambda: page.send(picture(2, state(later=9.0)))
            page.send(Ask(id=1, state=state(later=9.0)))

        page = play(script)
        order = [(event["id"], event["type"]) for event in page.events]
        assert order.index((2, "returned")) < order.index((1, "done"))
        (found,) = page.of(2, "returned")
        assert found["result"].startswith("<svg ")

    def test_of_another_state_is_computed(self) -> None:
        page = play(lambda page: page.send(picture(1, state(length=4.0))))
        assert page.types(1)[-1] == "returned"
        assert len(STEPS) == 4

    def test_of_what_code_showed_no_more(self) -> None:
        page = play(lambda page: page.send(picture(1, None)))
        assert "nothing to show" in page.of(1, "failed")[0]["text"]

    def test_short_curves_have_no_close_ups(self) -> None:
        asked = Closer(id=1, state=state(), panel="shape", windows={"0": {"x": (0.0, 1.0)}})
        page = play(lambda page: page.send(asked))
        assert page.of(1, "returned")[0]["result"] == {"curves": []}


class TestCalls:
    def test_scripts(self) -> None:
        def script(page: Page) -> None:
            page.send(Script(id=1, state=RS))
            page.send(
                Export(
                    id=2,
                    state=RS,
                    format="python",
                    options={},
                    address="https://example.org/",
                )
            )
            page.send(Export(id=3, state=RS, format="other", options={}, address=""))

        page = play(script)
        assert "import izhikevich as izh" in page.of(1, "returned")[0]["result"]
        file = page.of(2, "returned")[0]["result"]
        assert file["filename"] == "RS.py"
        assert "https://example.org/#neuron" in file["content"]
        assert "other" in page.of(3, "failed")[0]["text"]

    def test_a_script_that_there_is_not(self) -> None:
        page = play(lambda page: page.send(Script(id=1, state={**RS, "view": "none"})))
        assert page.of(1, "failed")[0]["text"].startswith("There is no script for this: ")

    def test_bytes(self) -> None:
        page = play(
            lambda page: page.send(Export(id=1, state=RS, format="npz", options={}, address=""))
        )
        file = page.of(1, "returned")[0]["result"]
        assert file["content"].tobytes().startswith(b"PK")
        assert file["text"] is None

    def test_reading(self) -> None:
        tour = {
            "type": "izhikevich-tour",
            "title": "Mine",
            "steps": [{"text": "Look.", "state": "#neuron?preset=CH"}],
        }

        def script(page: Page) -> None:
            page.send(Read(id=1, content="a=0.1 b=0.2 c=-65 d=2", filename=""))
            page.send(Read(id=2, content=b"\xff\xfe\x00", filename="x.bin"))
            page.send(ReadTour(id=3, text=json.dumps(tour)))
            page.send(ReadTour(id=4, text="{}"))

        page = play(script)
        opened = page.of(1, "returned")[0]["result"]
        assert opened["state"]["view"] == "neuron"
        assert page.types(2) == ["begun", "failed"]
        step = page.of(3, "returned")[0]["result"]["steps"][0]
        assert step["state"]["preset"] == "CH"
        assert step["state"]["panels"] == ["trace", "phase"]
        (failed,) = page.of(4, "failed")
        assert "not a tour" in failed["text"]
        assert failed["details"] == ""


class TestCode:
    def test_what_it_prints_and_shows(self) -> None:
        source = "print('hello')\nizh.show(np.array([1.0, 2.0, 4.0]))\n6 * 7"
        page = play(lambda page: page.send(Run(id=1, source=source)))
        assert page.types(1) == ["begun", "output", "shown", "done"]
        figure, value = page.of(1, "shown")
        assert figure["figure"]["data"][0]["y"][-1] == 4.0
        assert figure["figure"]["tables"][0]["columns"]
        assert value["text"] == "42"
        assert page.of(1, "done")[0]["exhausted"] is False

    def test_where_it_fails(self) -> None:
        page = play(lambda page: page.send(Run(id=1, source="x = 1\ny = x + z")))
        (problem,) = page.of(1, "problem")
        assert problem["line"] == 2
        assert "NameError" in problem["text"]
        assert page.types(1)[-1] == "done"

    def test_it_is_stopped_where_it_waits(self) -> None:
        source = "import asyncio\nprint('begun')\nawait asyncio.sleep(1e6)"

        async def main() -> Page:
            page = Page()
            task = page.send(Run(id=1, source=source))
            assert task is not None
            while not page.of(1, "output"):
                await asyncio.sleep(0.001)
            page.send(StopRun())
            await asyncio.wait_for(task, 5.0)
            return page

        assert asyncio.run(main()).types(1) == ["begun", "output", "done"]

    @pytest.mark.usefixtures("_long")
    def test_code_without_an_end_keeps_no_question_waiting(self) -> None:
        source = "import asyncio\nwhile True:\n    await asyncio.sleep(0)"

        async def main() -> Page:
            page = Page()
            code = page.send(Run(id=1, source=source))
            asked = page.send(Ask(id=2, state=state(length=5.0)))
            assert code is not None
            assert asked is not None
            await asyncio.wait_for(asked, 5.0)
            assert not code.done()
            page.send(StopRun())
            await asyncio.wait_for(code, 5.0)
            return page

        page = asyncio.run(main())
        assert page.types(2)[-1] == "done"
        assert page.types(1) == ["begun", "done"]

    def test_memory_that_ran_out(self) -> None:
        page = play(lambda page: page.send(Run(id=1, source="raise MemoryError")))
        assert page.of(1, "done")[0]["exhausted"] is True


def further(identity: int, **inputs: Any) -> Advance:
    given: dict[str, Any] = {"duration": 5.0, "amplitude": 10.0, "held": False, "pulses": 0}
    return Advance(id=identity, **{**given, **inputs})


class TestLive:
    def test_it_goes_live_advances_and_is_measured(self) -> None:
        def script(page: Page) -> None:
            page.send(GoLive(id=1, state=RS))

        page = play(script)
        (returned,) = page.of(1, "returned")
        assert returned["result"]["fresh"]
        assert page.send(further(2)) is None, "the frame comes at once"
        (framed,) = page.of(2)
        assert framed["type"] == "frame"
        assert framed["frame"]["values"][0].dtype == np.float32
        assert framed["frame"]["jumps"].size > 5

        async def measuring() -> None:
            page.send(Measure(id=3, duration=500.0))
            await page.settled()

        asyncio.run(measuring())
        assert page.of(3, "returned")[0]["result"]["values"]["duration"] == 499.75

    def test_it_runs_beside_an_answer_that_takes_long(self) -> None:
        long = {**RS, "panels": ["trace", "regime_map"]}
        answered = play(lambda page: page.send(Ask(id=1, state=long))).of(1, "answer")  # type: ignore[arg-type]

        async def main() -> Page:
            page = Page()
            page.send(GoLive(id=1, state=RS))
            await page.settled()
            page.send(Ask(id=2, state=long))  # type: ignore[arg-type]
            identity = 10
            while any(not task.done() for task in page.tasks):
                page.send(further(identity := identity + 1))
                await asyncio.sleep(0)
            return page

        page = asyncio.run(main())
        order = [event["type"] for event in page.events]
        assert order.index("frame") < order.index("done")
        assert order.count("frame") > 5
        beside = page.of(2, "answer")
        assert len(beside) == len(answered), "the answer is whole"
        for one, other in zip(beside, answered, strict=True):
            assert one["answer"].keys() == other["answer"].keys()
        assert page.types(2)[-1] == "done"

    def test_the_newest_run_is_the_one_that_advances(self) -> None:
        async def main() -> Page:
            page = Page()
            page.send(GoLive(id=1, state=RS))
            page.send(GoLive(id=2, state={**RS, "preset": "CH"}))
            await page.settled()
            page.send(further(3, duration=0.0))
            return page

        page = asyncio.run(main())
        (frame,) = (event["frame"] for event in page.of(3))
        np.testing.assert_array_equal(frame["values"][0][frame["jumps"]], -50.0)

    def test_after_the_end_nothing_runs(self) -> None:
        async def main() -> Page:
            page = Page()
            page.send(GoLive(id=1, state=RS))
            await page.settled()
            assert page.send(EndLive()) is None
            page.send(further(2))
            page.send(Measure(id=3, duration=100.0))
            await page.settled()
            return page

        page = asyncio.run(main())
        assert page.types(2) == ["failed"]
        assert page.types(3)[-1] == "failed"

    def test_its_faults_are_told_in_the_language_of_the_page(self) -> None:
        async def main() -> Page:
            page = Page()
            page.send(Speak(catalogue={"Nothing runs live.": "Nichts läuft live."}))
            page.send(further(1))
            return page

        (failed,) = asyncio.run(main()).of(1)
        assert failed["text"] == "Nichts läuft live."
