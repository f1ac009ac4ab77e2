"""Random states: each is answered, has a link and files, or an error that says what is wrong."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest
from izhikevich.errors import ParameterError, SimulationError
from izhikevich.export import FORMATS, export
from izhikevich.links import read_link, write_link
from izhikevich.progress import Progress, Stopped
from izhikevich.transport import pack
from izhikevich.views import preparation, registry

from tests import wire
from tests.operations import Operations
from tests.random_states import States

State = dict[str, Any]
SIZE = 300  # neurons, ms and epochs of what is computed
READ, COMPUTED, WRITTEN, WATCHED = 10_000, 100, 40, 6
#: Parts of an answer that are taken: a training goes on for long.
MAX_PARTS = {"learning": 12}
#: Elements of work between two reports of progress: about 0.1 s, with a margin for what is counted
#: but takes less. Networks are built, and sorted, in pieces of a million synapses.
LONGEST_GAP = 400_000_000


def test_any_state_is_read() -> None:
    source = States(1, SIZE)
    for k in range(READ):
        state = source.state()
        view, request = registry.request_of(state)
        assert request.values.keys() == request.preset.values.keys()
        assert len(request.notices) <= len(state["values"]) + len(state["panels"])
        if view.name == "neuron" or k % 50 == 0:
            preparation.read(state)


def test_any_state_is_answered_with_any_panels() -> None:
    source = States(2, SIZE)
    for _ in range(COMPUTED):
        state = source.state(panels=9)
        most = MAX_PARTS.get(state["view"], 2000)
        for part in islice(wire.respond(state), most):
            if not isinstance(part, Progress):
                pack(part)[0].encode()


def test_any_state_has_a_link_and_files() -> None:
    source = States(3, 60)
    for _ in range(WRITTEN):
        state = source.state(panels=2)
        view, request = registry.request_of(state)
        normal = {"version": 1, "view": view.name, "preset": request.preset.name}
        default = request.preset.values
        normal["values"] = {k: v for k, v in request.values.items() if v != default[k]}
        normal["panels"] = list(request.panels)
        again, _ = read_link(write_link(normal))
        assert registry.request_of(again)[1].values == request.values
        for name, form in FORMATS.items():
            if view.name not in form.views or (view.name == "learning" and form.computes):
                continue
            try:
                made = export(state, name)
            except (ParameterError, SimulationError):
                continue
            if isinstance(made.content, str):
                made.content.encode()


def test_nothing_works_for_long_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    work = Operations()
    work.watch(monkeypatch)
    source = States(4, 2000)
    for _ in range(WATCHED):
        state = source.state(panels=9)
        check_gaps(state, work)


#: States that worked for many seconds without a report of progress.
LONG = (
    {"view": "network", "preset": "polychronous_2006", "values": {"excitatory": 20_000}},
    {"view": "network", "preset": "ring", "values": {"neurons": 12_000}},
    {"view": "network", "preset": "cortical_100k", "panels": ["weights", "matrix"]},
    {
        "view": "neuron",
        "preset": "RS",
        "values": {"stimulus": "+".join(["white(1)"] * 40), "duration": 1e4, "dt": 0.1},
    },
    {"view": "neuron", "preset": "inhibition_induced_bursting", "panels": ["regime_map"]},
)


@pytest.mark.parametrize("state", LONG, ids=lambda state: state["preset"])
def test_large_work_is_reported_on(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    work = Operations()
    work.watch(monkeypatch)
    check_gaps(state, work, most=60)


def check_gaps(state: State, work: Operations, most: int = 150) -> None:
    """Check that a state is worked on in short pieces, as far as so many go."""
    with work.counted():
        parts = wire.respond(state)
        work.take()
        for _ in range(most):
            part = next(parts, None)
            assert work.take() < LONGEST_GAP, (state, part if isinstance(part, Progress) else "")
            if part is None:
                break


class TestLimits:
    """What is too much is refused before it is worked on."""

    def test_many_currents_over_many_samples(self) -> None:
        values = {"stimulus": "+".join(["white(1)"] * 1000), "duration": 1e5, "dt": 1e-3}
        request = preparation.read({"view": "neuron", "preset": "RS", "values": values})[1]
        (first, second) = (notice.text for notice in request.notices)
        assert "100,000,000 samples are more than the 500,000" in first
        assert "1,000 currents at" in second
        assert request.values["stimulus"] == request.preset.values["stimulus"]

    def test_fine_steps_of_trainings(self) -> None:
        state = {"view": "learning", "preset": "delayed_xor", "values": {"dt": "0.01"}}
        (notice,) = registry.request_of(state)[1].notices
        assert "0.05" in notice.text

    @pytest.mark.parametrize(("kind", "key"), [("parameters", "values"), ("panels", "panels")])
    def test_notices_about_unknown_names(self, kind: str, key: str) -> None:
        names = [f"unknown{k}" for k in range(20_001)]
        state = {"view": "neuron", key: dict.fromkeys(names, 1) if key == "values" else names}
        notices = registry.request_of(state)[1].notices
        assert len(notices) == 21
        assert notices[-1].text.startswith(f"19,981 more {kind} are unknown")


class TestStopping:
    def test_while_a_network_is_built(self) -> None:
        state = {"view": "network", "preset": "polychronous_2006", "values": {"excitatory": 5000}}
        parts = wire.respond(state)
        for _ in range(2):
            progress = next(parts)
            assert isinstance(progress, Progress)
            assert progress.text == "Building the network"
        answer = parts.throw(Stopped())
        assert isinstance(answer, dict)
        assert answer["state"]["values"] == {"excitatory": 5000.0}
        assert [notice["text"] for notice in answer["notices"]] == [
            "Stopped before anything was computed."
        ]
        assert answer["whole"]
        assert not list(parts)


class TestUncaught:
    """States whose answers ended in an exception, and others of their kinds."""

    @pytest.mark.parametrize(
        "link",
        [
            "#neuron?preset=RZ&I=-1000000&panels=reset_map",
            "#neuron?preset=RS&I=1000000&stimulus=1000&panels=phase_response,impedance",
            "#neuron?preset=IB&b=9120.5&panels=regime_map",
            "#neuron?preset=IB&b=-9999&panels=regime_map&map_plane=a_b",
            "#neuron?preset=RS&a=9.5&d=99000&panels=regime_map&map_plane=a_b",
            "#neuron?preset=TC_2007&v_peak=1e-9&I=1e6&panels=frequency",
            "#neuron?preset=TC_2007&v_peak=1e-9&b=-10000&method=accurate&panels=frequency",
            "#neuron?preset=RS&k2=1e-4&panels=impedance,reset_map,phase_response",
            "#network?preset=feedforward&layers=2,2,2,2&excitatory_fraction=0.4256&panels=weights",
            "#network?preset=ring&neurons=2&reach=0.0005&panels=weights,matrix,graph",
            "#network?preset=custom&projections=pre=A,post=B,probability=0&panels=weights,matrix",
            "#network?preset=cortical_2003&inh_weight=1000&thalamic_inh=900&panels=spectrum,cell",
        ],
    )
    def test_is_answered(self, link: str) -> None:
        figures: dict[str, Any] = {}
        for part in wire.respond(read_link(link)[0]):
            if not isinstance(part, Progress):
                pack(part)
                figures |= part.get("figures", {})
        assert set(figures) == set(read_link(link)[0]["panels"])

    @pytest.mark.parametrize("half", ["\ud800", "x\udfff", "\udc00\ud800"])
    def test_half_a_character(self, half: str) -> None:
        for state in (
            {"view": "neuron", "values": {"stimulus": half, half: 1}},
            {"view": "network", "preset": "custom", "values": {"populations": f"name={half}"}},
            {"view": half, "preset": half, "panels": [half]},
            read_link(f"#neuron?stimulus={half}&{half}=1")[0],
        ):
            answer = wire.at_once(state)
            pack(answer)[0].encode()
            write_link(answer["state"]).encode()
            assert any(
                "\\ud" in notice["text"] or "\\ud" in repr(notice) for notice in answer["notices"]
            )
        normal = wire.at_once({})["state"]
        with pytest.raises(ParameterError, match="lone surrogate"):
            write_link({**normal, "values": {"stimulus": half}})
