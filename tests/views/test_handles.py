"""Where a handle is dropped, there it stands afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from izhikevich.neuron.stimuli.stimulus import parse
from izhikevich.plots.handles import Handle, Move, Parts, Slot, round_step, template
from izhikevich.transport import UNSET
from izhikevich.views.neuron.current_handles import current_handles
from izhikevich.views.neuron.handles import (
    phase_handles,
    phase_signs,
    trace_handles,
    trace_signs,
)
from izhikevich.views.neuron.run import Run
from izhikevich.views.schema import Value

from tests import wire
from tests.neuron.any_stimulus import EXAMPLES
from tests.views.runs import PRESETS, VIEW, run_of

STIMULI = (
    "0",
    "-7.5",
    "step(10,20)",
    "step(-3,50)",
    "pulse(10,20,5)",
    "pulse(10,20,40)",
    "train(10,20,5,25,5)",
    "train(3,10,2,30,1)",
    "ramp(0.1,20)",
    "ramp(0.1,20,60)",
    "piecewise(0,30<t:0:0.075)",
    "piecewise(-0.5,30<t:-0.5:0.015)",
    "piecewise(2,10<t<30:7,60<=t<=80:-3)",
    "piecewise(0,t<50:8,70<t:4)",
    "piecewise(-2,60<t<65:10,10<t:-0.5)",
    "piecewise(0,0<=t<50:0:0.04,50<=t<70:0,70<=t<82.5:0:0.32)",
)
#: Kinds whose numbers have handles of their own.
_MOVED = ("constant", "step", "pulse", "train", "ramp", "piecewise")
OTHERS = (
    *("4+white(6)", "step(5,10)+step(3,50)"),
    *(text for kind, texts in EXAMPLES.items() if kind not in _MOVED for text in texts),
)


def moved(handle: Handle, x: float, y: float) -> tuple[float, float]:
    """Return by what a drop moves a handle, as the page rounds and limits it."""
    found = []
    for at, now, along in ((x, handle.x, handle.along_x), (y, handle.y, handle.along_y)):
        if now is None or along is None:
            found.append(0.0)
            continue
        by = along.step * round((at - now) / along.step)
        if along.low is not None and now + by < along.low:
            by = along.low - now
        if along.high is not None and now + by > along.high:
            by = along.high - now
        found.append(by)
    return found[0], found[1]


def value(parts: Parts, by: tuple[float, float]) -> Value:
    """Return what the page makes of a drag."""
    written = [part if isinstance(part, str) else number(part, by) for part in parts]
    (first, *rest) = written
    if not rest and isinstance(first, float):
        return first
    return "".join(part if isinstance(part, str) else repr(part) for part in written)


def number(slot: Slot, by: tuple[float, float]) -> float:
    """Return what the page makes of a slot."""
    added = slot.x * by[0] + slot.y * by[1]
    return float(f"{slot.now + added:.9g}") if added else slot.now


def all_handles(run: Run) -> dict[str, Handle]:
    """Return the handles of both figures by panel and name."""
    found = {f"trace {h.name}": h for h in trace_handles(run)}
    found |= {f"phase {h.name}": h for h in phase_handles(run)}
    return found


def check_drop(run: Run, name: str, at: tuple[float, float], preset: str, **values: Value) -> None:
    """Drop a handle and look where it is in the run that comes of it."""
    handle = all_handles(run)[name]
    by = moved(handle, *at)
    sets = {parameter: value(parts, by) for parameter, parts in handle.sets.items()}
    read = {p.name: p.read(sets[p.name]) for p in VIEW.parameters if p.name in sets}
    if name.endswith("slope") and (handle.y or 0.0) + by[1] == pytest.approx(run.added):
        return  # without a slope it is a level
    after = all_handles(run_of(preset, **{**values, **read}))
    assert name in after, f"{name} is gone after {sets}"
    for now, then, step, along in (
        (handle.x, after[name].x, by[0], handle.along_x),
        (handle.y, after[name].y, by[1], handle.along_y),
    ):
        if now is not None and along is not None:
            assert then == pytest.approx(now + step, rel=1e-6, abs=1e-5), f"{name}: {sets}"


part = st.floats(-0.5, 1.5)


@pytest.mark.parametrize("preset", PRESETS)
@settings(max_examples=6, deadline=None)
@given(x=part, y=part)
def test_dropped_handles_of_presets(preset: str, x: float, y: float) -> None:
    run = run_of(preset)
    for name, handle in all_handles(run).items():
        if name == "trace peak":
            at = (0.0, (handle.y or 0.0) + 20.0 * y)
        elif name == "phase reset":  # not so far that there is no spike any more
            at = ((handle.x or 0.0) - 10.0 * x, (handle.y or 0.0) + 2.0 * y)
        elif name == "phase start":
            at = ((handle.x or 0.0) + x, (handle.y or 0.0) + y)
        else:
            continue
        check_drop(run, name, at, preset)


@pytest.mark.parametrize("text", STIMULI)
@settings(max_examples=40, deadline=None)
@given(x=part, y=part, added=st.sampled_from([0.0, 1.5]))
def test_dropped_handles_of_the_current(text: str, x: float, y: float, added: float) -> None:
    values: dict[str, Value] = {"stimulus": text, "I": added, "duration": 100.0}
    run = run_of("RS", **values)
    handles = [h for h in current_handles(run) if h.name != "added"]
    assert handles, "nothing can be dragged"
    for handle in handles:
        check_drop(run, f"trace {handle.name}", (100.0 * x, 30.0 * y), "RS", **values)


@pytest.mark.parametrize("text", OTHERS)
@given(y=st.floats(-20.0, 20.0))
@settings(max_examples=10, deadline=None)
def test_other_currents_are_moved_as_a_whole(text: str, y: float) -> None:
    values: dict[str, Value] = {"stimulus": text, "I": 2.0, "duration": 100.0}
    run = run_of("RS", **values)
    (handle,) = current_handles(run)
    assert set(handle.sets) == {"I"}
    check_drop(run, "trace added", (0.0, y), "RS", **values)


@pytest.mark.parametrize("preset", PRESETS)
def test_what_is_not_moved_stays(preset: str) -> None:
    run = run_of(preset)
    chosen = VIEW.preset(preset)
    assert chosen is not None
    for handle in all_handles(run).values():
        for name, parts in handle.sets.items():
            kept = value(parts, (0.0, 0.0))
            if name == "stimulus":
                assert parse(str(kept)) == run.given
            else:
                shown = VIEW.shown(chosen, chosen.values)[name]
                assert kept == pytest.approx(shown, rel=1e-8)


@pytest.mark.parametrize("preset", PRESETS)
def test_handles_stand_in_their_limits(preset: str) -> None:
    run = run_of(preset)
    handles = [*trace_handles(run), *phase_handles(run)]
    assert len({h.name for h in trace_handles(run)}) == len(trace_handles(run))
    assert {name for h in handles for name in h.sets} >= {"v_peak", "v0", "u0", "c"}
    for handle in handles:
        for at, along in ((handle.x, handle.along_x), (handle.y, handle.along_y)):
            if along is None:
                continue
            assert at is not None
            assert along.step > 0.0
            assert along.low is None or along.low <= at
            assert along.high is None or at <= along.high


def test_the_reset_is_the_first_one() -> None:
    run = run_of("tonic_spiking")
    assert run.trace is not None
    reset = phase_handles(run)[1]
    first = run.trace.spike_indices[0]
    assert (reset.x, reset.y) == pytest.approx((run.trace.v[first], run.trace.u[first]))
    silent = phase_handles(run_of("tonic_spiking", stimulus="0"))[1]
    assert silent.x == -65.0
    assert silent.y is None
    assert set(silent.sets) == {"c"}


def test_signs_name_parameters_and_traces() -> None:
    run = run_of("tonic_spiking")
    names = {p.name for p in VIEW.parameters}
    answer = wire.at_once({"panels": ["trace", "phase"]})
    for panel, signs in (("trace", trace_signs(run)), ("phase", phase_signs(run))):
        assert set(signs) <= names
        traces = {trace["name"] for trace in answer["figures"][panel]["data"]}
        assert {sign.trace for sign in signs.values() if sign.trace is not UNSET} <= traces
        assert set(answer["figures"][panel]["signs"]) == set(signs)
        assert answer["figures"][panel]["handles"]


def test_what_can_be_dragged_has_a_parameter() -> None:
    for panel in ("trace", "phase"):
        for handle in wire.at_once({})["figures"][panel]["handles"]:
            assert set(handle["sets"]) <= {p.name for p in VIEW.parameters}
            assert handle["along_x"] or handle["along_y"]


def test_templates() -> None:
    slots = {7.25: Slot(1.0, x=1.0), 8.25: Slot(2.0)}
    assert template("f(7.25,3,8.25)", slots) == ("f(", slots[7.25], ",3,", slots[8.25], ")")
    assert template("7.25", slots) == (slots[7.25],)


def test_round_steps() -> None:
    assert [round_step(x) for x in (1.0, 14.0, 500.0)] == [0.01, 0.1, 1.0]


def test_schema() -> None:
    handle = Handle(
        name="h",
        label="H",
        x=1.0,
        y=None,
        along_x=Move(0.5, 0.0, None, "ms"),
        sets={"p": ("f(", Slot(1.0, x=2.0), ")")},
    )
    schema = wire.sent(handle)
    assert schema["along_x"] == {"step": 0.5, "low": 0.0, "high": None, "unit": "ms"}
    assert schema["along_y"] is None
    assert schema["sets"] == {"p": ["f(", {"now": 1.0, "x": 2.0, "y": 0.0}, ")"]}
    assert wire.sent(replace(handle, pane=1))["pane"] == 1
