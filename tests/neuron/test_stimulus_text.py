"""The text form of stimuli: round trips, what else is read, and what is refused how."""

import contextlib
import subprocess
import sys

import izhikevich as izh
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from izhikevich import nef
from izhikevich.neuron.stimuli.base import KINDS

from tests.imported import FOR_OTHERS
from tests.neuron.any_stimulus import stimuli


@settings(deadline=None)
@given(stimuli)
def test_round_trip(stimulus: izh.Stimulus) -> None:
    text = stimulus.text
    again = izh.parse(text)
    assert again == stimulus
    assert again.text == text
    assert text.isascii()
    assert " " not in text
    # As a link may do with it: a plus sign that has become a space, or spaces around everything.
    assert izh.parse(f"  {text.replace('+', ' + ')} ".replace("e + ", "e+")) == stimulus


@settings(deadline=None)
@given(st.text(max_size=40) | st.text("step(10,)+-:<>=t.e", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        stimulus = izh.parse(text)
    except izh.ParameterError:
        return
    assert np.all(np.isfinite(stimulus.sample(np.arange(3.0))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14", izh.Constant(14)),
        (" -2.5e1 ", izh.Constant(-25)),
        ("step(14,10)+sine(5,8)", izh.Step(14, 10) + izh.Sine(5, 8)),
        ("step(14,10) sine(5,8)", izh.Step(14, 10) + izh.Sine(5, 8)),
        ("step(level=14,start=10)", izh.Step(14, 10)),
        ("step( start = 10 , level = 14 ) - 3", izh.Step(14, 10) + -3),
        ("sine(5,8,stop=90)", izh.Sine(5, 8, stop=90)),
        ("constant(3)", izh.Constant(3)),
        ("3+-2", izh.Constant(3) + -2),
        ("-step(14,10)", izh.Step(-14, 10)),
        ("3 - 0.5 * sine(4,8)", izh.Constant(3) + izh.Sine(-2, 8)),
        ("3+-white(2)", izh.Constant(3) + izh.Scaled(-1, izh.WhiteNoise(2))),
        ("3 2*white(2)", izh.Constant(3) + izh.Scaled(2, izh.WhiteNoise(2))),
        ("piecewise(0.24,t<5:1)", izh.Piecewise(0.24, (izh.Piece(1, stop=5),))),
        ("piecewise(0,t>5:1)", izh.Piecewise(0, (izh.Piece(1, start=5),))),
        ("piecewise(0, 5 <= t <= 6 : 1)", izh.Piecewise(0, (izh.Piece(1, 5, 6, True, True),))),
        (
            "piecewise(0,t>=5:1:2@4)",
            izh.Piecewise(0, (izh.Piece(1, 5, None, True, slope=2, t_ref=4),)),
        ),
    ],
)
def test_read(text: str, expected: izh.Stimulus) -> None:
    assert izh.parse(text) == expected


@pytest.mark.parametrize(
    ("stimulus", "text"),
    [
        (izh.Step(14, 10) + izh.Sine(5, 8) + -2, "step(14,10)+sine(5,8)-2"),
        (izh.WhiteNoise(2), "white(2)"),
        (-izh.WhiteNoise(2), "-white(2)"),
        (3 - izh.WhiteNoise(2) / 4, "3-0.25*white(2)"),
        (3 - izh.Step(14, 10), "3+step(-14,10)"),
        (izh.WhiteNoise(2, step=0.5), "white(2,step=0.5)"),
        (izh.PATTERNS["class_2_excitable"].stimulus, "piecewise(-0.5,30<t:-0.5:0.015)"),
    ],
)
def test_written(stimulus: izh.Stimulus, text: str) -> None:
    assert stimulus.text == str(stimulus) == text


@pytest.mark.parametrize(
    ("text", "part", "allowed"),
    [
        ("", "''", "a number or one of: constant"),
        ("3+stp(1)", "stp(1)", "no 'stp', only: .*step"),
        ("3+step(1", "step(1", "expected a number or one of"),
        ("step()", "step()", r"level = None.*missing; write step\(level,\[start\]\)"),
        ("step(1,2,3)", "step(1,2,3)", "'3'.*one too many"),
        ("step(x=3)", "step(x=3)", "no such argument, only level, start"),
        ("step(1,level=2)", "step(1,level=2)", "twice"),
        ("step(start=1,2)", "step(start=1,2)", "twice|missing"),
        ("pulse(1,2,-3)", "pulse(1,2,-3)", "width = -3.*pulse"),
        ("step(nan)", "step(nan)", "must be a number"),
        ("-step(x)", "-step(x)", "must be a number"),
        ("2*3", "'*3'", "expected a number"),
        ("2**step(1)", "'**step(1)'", "expected a number"),
        ("2e7*step(1)", "2e7*step(1)", "factor = 20000000"),
        ("1.2.3", ".3", "plus sign"),
        ("3 4", "4", "plus sign"),
        ("step(1)step(2)", "step(2)", "plus sign"),
        ("piecewise(0,1<t>3:2)", "piecewise", "two lower bounds"),
        ("piecewise(0,1<t<3)", "piecewise", "must look like"),
        ("piecewise(0,3<t<1:2)", "piecewise", "after the start"),
        ("__import__(1)", "__import__", "only: "),
        ("step(1)" * 5000, "step", "one of"),
    ],
)
def test_refused(text: str, part: str, allowed: str) -> None:
    with pytest.raises(izh.ParameterError, match=allowed) as caught:
        izh.parse(text)
    assert caught.value.parameter == "stimulus"
    assert part in str(caught.value)


def test_only_text_is_parsed() -> None:
    with pytest.raises(izh.ParameterError, match="must be text"):
        izh.parse(3)  # type: ignore[arg-type]


def test_all_kinds_are_known_from_the_start() -> None:
    """What another part of the package imports changes nothing."""
    code = (
        "import importlib, pkgutil, izhikevich\n"
        "from izhikevich.neuron.stimuli.base import KINDS\n"
        "import izhikevich.neuron.stimuli.stimulus\n"
        "first = dict(KINDS)\n"
        "for one in pkgutil.walk_packages(izhikevich.__path__, 'izhikevich.'):\n"
        f"    if not one.name.endswith(('__main__', '_native', *{FOR_OTHERS})):\n"
        "        importlib.import_module(one.name)\n"
        "assert KINDS == first, set(KINDS) - set(first)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_noise_is_a_stimulus_of_any_neuron() -> None:
    noise = izh.parse("noise(0.5,3,2)+1")
    found = izh.parse(noise.text)
    assert found == noise
    t = np.arange(0.0, 100.0)
    np.testing.assert_array_equal(found.sample(t), nef.BandLimitedNoise(0.5, 3.0, 2).sample(t) + 1)


LONG = (
    "9" * 5000,
    "9" * 400,
    "0" * 5000 + "1",
    "1" + "0" * 300,
    "." + "1" * 5000,
    "1e" + "9" * 4990,
)
SHORT = ("", "1", "-1", "nan", "inf", "1e999", "x", "1_0", "²", "1,1", "1,1,1", "1,1,1,1", "t<1:1")


@pytest.mark.parametrize("name", [*KINDS, "product", "sampled", "sum"])
@pytest.mark.parametrize("part", [*LONG, *SHORT])
def test_any_arguments_are_read_or_refused(name: str, part: str) -> None:
    """No other error ever leaves the parser."""
    for text in (f"{name}({part})", f"{name}(1,{part})", f"{name}(1,2,seed={part})", part):
        with contextlib.suppress(izh.ParameterError):
            izh.parse(text)


def test_numbers_of_many_digits() -> None:
    assert izh.parse("0" * 5000 + "14") == izh.Constant(14.0)
    with pytest.raises(izh.ParameterError, match="must be finite"):
        izh.parse(f"step({'9' * 5000})")
    with pytest.raises(izh.ParameterError, match="seed"):
        izh.parse(f"white(1,{'9' * 5000})")
