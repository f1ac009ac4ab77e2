"""Neurons in scripts, dictionaries and tables of other simulators and languages."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich.errors import ParameterError
from izhikevich.imports import read
from izhikevich.imports.pasted import cells_in
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.parameters import Parameters
from izhikevich.views import preparation

CH, RS_2007 = CELL_TYPES["CH"].parameters, CELL_TYPES["RS_2007"].parameters
BRIAN = """
from brian2 import *
a = 0.02/ms
b = 0.2/ms
c = -50*mV
d = 2*mV/ms
eqs = '''
dv/dt = (0.04/ms/mV)*v**2+(5/ms)*v+140*mV/ms-u+I : volt
du/dt = a*(b*v-u) : volt/second
I : volt/second
'''
G = NeuronGroup(1, eqs, threshold='v>30*mV', reset='v=c; u+=d', method='euler')
G.v = -70*mV
G.u = -14*mV/ms
G.I = 10*mV/ms
run(500*ms)
"""
MATLAB = """
C=100; vr=-60; vt=-40; k=0.7; % parameters used for RS
a=0.03; b=-2; c=-50; d=100; % neocortical pyramidal neurons
vpeak=35; % spike cutoff
T=1000; tau=1; % time span and step (ms)
n=round(T/tau); % number of simulation steps
v=vr*ones(1,n); u=0*v; % initial values
I=[zeros(1,0.1*n),70*ones(1,0.9*n)];
for i=1:n-1 % forward Euler
  v(i+1)=v(i)+tau*(k*(v(i)-vr)*(v(i)-vt)-u(i)+I(i))/C;
  u(i+1)=u(i)+tau*a*(b*(v(i)-vr)-u(i));
end;
"""
XPP = """
# Izhikevich 2003
init v=-70,u=-14
par a=0.02,b=0.2,c=-50,d=2,I=10
v'=.04*v^2+5*v+140-u+I
u'=a*(b*v-u)
global 1 v-30 {v=c;u=u+d}
@ total=500,dt=.25
done
"""
C = """
#include <math.h>
int main(void) {
    const double a = 0.02, b = 0.2;
    float c = -50.0f, d = 2.f; // reset
    for (int i = 0; i < n; i++) { v = step(v); }
"""


def run_of(text: str, cell: str | None = None) -> Any:
    """Return the run that a text opens, which the view takes as it is."""
    _, request, run = preparation.read(read(text, cell=cell).state)
    assert request.notices == ()
    return run


@pytest.mark.parametrize(
    "text",
    [
        "sim.Izhikevich(a=0.02, b=0.2, c=-50, d=2)",
        "p = sim.Population(9, sim.Izhikevich(a=0.02, b=0.2, c=-50.0, d=2.0), label='E')",
        "from pyNN.neuron import *\ncell = {'a': 0.02, 'b': 0.2, 'c': -50.0, 'd': 2.0}\nsetup()",
        "pop = sim.Population(1, sim.Izhikevich, dict(a=0.02, b=0.2, c=-50., d=2.))",
        "nest.Create('izhikevich', 1, {'a': 0.02, 'b': 0.2, 'c': -50., 'd': 2., 'V_th': 30.})",
        'n = nest.Create("izhikevich", params={"a": 0.02, "b": 0.2, "c": -50.0, "d": 2.0})\nx()',
        "nest.SetStatus(n, {'a': 0.02, 'b': 0.2, 'c': -50.0, 'd': 2.0, 'V_min': -90.0})",
        BRIAN,
        "sim.setNeuronParameters(gExc, 0.02f, 0.2f, -50.0f, 2.0f);",
        "sim->setNeuronParameters(g, 0.02f, 0.0f, 0.2f, 0.0f, -50.0f, 0.0f, 2.0f, 0.0f);",
        "import brainpy as bp\nneu = bp.neurons.Izhikevich(1, a=0.02, b=0.2, c=-50., d=2.)",
        "bp.dyn.IzhikevichRef(10, a=0.02, b=0.20, c=-50, d=2, V_th=30.)",
        "IzhikevichParameters(a=0.02, b=0.2, c=-50, d=2, sq=0.04, mn=5, bias=140, v_th=30)",
        "from norse.torch import *\np = IzhikevichParameters(0.02, 0.2, -50, 2)",
        "IzhikevichParameters(torch.tensor(0.02), 0.2, c=torch.tensor(-50.), d=2)",
        "a <- 0.02; b <- 0.2\nc <- -50; d <- 2",
        C,
        "#define a 0.02f\n#define b 0.2f\n#define c (-50.0f)\n#define d 2.0f\n",
        "#define A 0.02\n#define B 0.2\n#define C -50\n#define D 2\nint main() {}",
        XPP,
        "p a=.02 b=.2 c=-50 d=2\nv(0)=-70\nu(0)=-14",
        '{"cell": {"name": "CH", "parameters": {"a": 0.02, "b": 0.2, "c": -50, "d": 2}}}',
        "name,a,b,c,d\nCH,0.02,0.2,-50,2\n",
        "Hi, we used Izhikevich(a=0.02, b=0.2, c=-50, d=2) in the paper; see Fig. 3.",
        "Here you go:\n\n```python\nparams = dict(a=0.02, b=0.2, c=-50, d=2)\n```\n\nCheers",
        ">>> params = {'a': 0.02, 'b': 0.2, 'c': -50, 'd': 2}\n>>> run(params)",
        "with a = 0.02, b = 0.2, c = \N{MINUS SIGN}50 mV and d = 2",
        "neuron = izh.Parameters(c=-50.0, d=2.0, a=0.02)",
        "self.a = 0.02\nself.b = 0.2\nself.c = -50\nself.d = 2\nself.fired = []",
    ],
)
def test_chattering_in_many_words(text: str) -> None:
    assert run_of(text).parameters == CH


@pytest.mark.parametrize(
    "text",
    [
        MATLAB,
        "C=100, k=0.7, Vr=-60, Vt=-40, Vpeak=35, a=0.03, b=-2, c=-50, d=100",
        "x = izh.Parameters.dimensional_2007(C=100, k=0.7, vr=-60, vt=-40, v_peak=35, a=0.03, "
        "b=-2, c=-50, d=100)",
        "sim.setNeuronParameters(g, 100.0f, 0.7f, -60.0f, -40.0f, 0.03f, -2.0f, 35.0f, "
        "-50.0f, 100.0f)",
        '{"C": 100, "k": 0.7, "v_r": -60, "v_t": -40, "v_peak": 35, "a": 0.03, "b": -2, "c": -50, '
        '"d": 100}',
        "C (pF)\tk\tvr (mV)\tvt (mV)\tvpeak\ta\tb\tc\td (pA)\n"
        "100\t0.7\t-60\t-40\t35\t0.03\t-2\t-50\t100",
        "C <- 100; k <- 0.7; vr <- -60; vt <- -40; vpeak <- 35\n"
        "a <- 0.03; b <- -2; c <- -50; d <- 100",
    ],
)
def test_the_2007_form_in_many_words(text: str) -> None:
    assert run_of(text).parameters == RS_2007


@pytest.mark.parametrize(
    "arguments",
    [
        "0.02f, 0.2f, -50.0f, 2.0f",
        ".02f,.2f,-50.f,2.f",
        "0.02F, 0.2F, -50F, 2e0F",
        "2e-2f, 0.2, -50, 2.0",
        "0.02f, 0.0f, 0.2f, 0.0f, -50.0f, 0.0f, 2.0f, 0.0f",
    ],
)
@pytest.mark.parametrize("call", ["sim.", "sim->", "CARLsim::", ""])
def test_calls_of_carlsim(call: str, arguments: str) -> None:
    text = f'int g = sim.createGroup("g", 1, EXCITATORY_NEURON);\n{call}setNeuronParameters(g, '
    assert run_of(f"{text}{arguments});").parameters == CH


@pytest.mark.parametrize(
    ("text", "current"),
    [
        (
            "from pyNN import nest as s\np = s.Population(1, s.Izhikevich(a=0.02, i_offset=0.014))",
            14,
        ),
        ("import pyNN.nest as sim\nx = {'a': 0.02, 'b': 0.2, 'i_offset': 0.014}", 14),
        ("nest.Create('izhikevich', params={'a': 0.02, 'b': 0.2, 'I_e': 14.0})", 14),
        ("import ANNarchy as ann\nx = ann.Izhikevich(a=0.02, i_offset=14.0)", 14),
        (BRIAN, 10),
        (XPP, 10),
    ],
)
def test_currents_have_the_units_of_the_simulator(text: str, current: float) -> None:
    assert run_of(text).stimulus.text == f"{current}"


@pytest.mark.parametrize(
    "text",
    [
        "sim.Population(1, sim.Izhikevich(a=0.1, b=0.3), initial_values={'v': -71.0, 'u': -15.0})",
        "sim.Izhikevich(a=0.1, b=0.3)\npop.initialize(v=-71.0, u=-15.0)",
        "nest.Create('izhikevich', 1, {'a': 0.1, 'b': 0.3, 'V_m': -71.0, 'U_m': -15.0})",
        "IzhikevichSpikingBehavior(IzhikevichParameters(a=0.1, b=0.3, c=-65, d=8), "
        "IzhikevichState(v=torch.tensor(-71.0), u=torch.tensor(-15.0)))",
        "G.a = 0.1/ms; G.b = 0.3/ms; G.c = -65*mV; G.d = 8*mV/ms\nG.v = -71*mV\nG.u = -15*mV/ms",
    ],
)
def test_initial_values(text: str) -> None:
    run = run_of(text)
    assert (run.v0, run.u0) == (-71.0, -15.0)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("nest.Create('izhikevich', 1, {'a': 0.02, 'b': 0.2})", "NEST: voltages in mV, I_e in pA"),
        ("sim.setNeuronParameters(g, 0.02, 0.2, -50, 2)", "Read as a script for CARLsim"),
        ("sim.setNeuronParameters(g, 0.02, 0.1, 0.2, 0, -50, 0, 2, 0)", "their means are read"),
        ("bp.neurons.Izhikevich(1, a=0.02)", "Read as a script for BrainPy"),
        ("sim.Izhikevich(a=0.02, i_offset=0.01)", "i_offset = 0.01 nA is read as I = 10."),
        (MATLAB, "left out: I, u0, v0"),
        (C, "left out: v0"),
        (XPP, "Only the parameters are read, not the text around them."),
    ],
)
def test_what_was_assumed_is_noted(text: str, note: str) -> None:
    assert any(note in told for told in read(text).notes), read(text).notes


SEVERAL = [
    "RS = Izhikevich(a=0.02, b=0.2, c=-65, d=8)\nCH = Izhikevich(a=0.02, b=0.2, c=-50, d=2)",
    "cells = {'RS': {'a': 0.02, 'b': 0.2, 'c': -65, 'd': 8}, 'CH': {'a': 0.02, 'b': 0.2, 'c': -50, "
    "'d': 2}}",
    '[{"name":"RS","a":0.02,"b":0.2,"c":-65,"d":8},{"name":"CH","a":0.02,"b":0.2,"c":-50,"d":2}]',
    "type;a;b;c;d\nRS;0.02;0.2;-65;8\nCH;0.02;0.2;-50;2\n",
    "| cell | a | b | c | d |\n|---|---|---|---|---|\n| RS | 0.02 | 0.2 | -65 | 8 |\n| CH | 0.02 | "
    "0.2 | -50 | 2 |",
    "name  a  b  c  d\nRS  0.02 0.2 -65  8\nCH  0.02 0.2 -50  2",
    "setNeuronParameters(RS, 0.02f, 0.2f, -65.f, 8.f); setNeuronParameters(CH, 0.02f, 0.2f, -50.f, "
    "2.f);",
]


@pytest.mark.parametrize("text", SEVERAL)
def test_one_of_several_is_chosen_by_its_name(text: str) -> None:
    found = read(text)
    assert "There are 2 neurons: RS is opened; left out: CH." in found.notes
    assert run_of(text).parameters == CELL_TYPES["RS"].parameters
    assert run_of(text, "CH").parameters == CH
    assert (found.cells, found.cell) == (("RS", "CH"), "RS")
    assert read(text, cell="CH").cell == "CH"
    assert not any("left out: CH" in note for note in read(text, cell="CH").notes)
    with pytest.raises(ParameterError, match=r"cell = 'FS' is not allowed: must be one of RS, CH"):
        read(text, cell="FS")


def test_a_name_where_there_are_none() -> None:
    with pytest.raises(ParameterError, match="there is no neuron with a name"):
        read("a=0.02, b=0.2", cell="RS")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        # Values for each neuron, as in the network of 2003.
        ("a=[0.02*ones(Ne,1); 0.02+0.08*ri];\nb=[0.2*ones(Ne,1)];\nc=-65;\nd=8;", "cannot be read"),
        ("a=0.02+0.08*ri; b=0.25-0.05*ri; c=-65; d=2", "cannot be read"),
        ("a=0.02*ones(800,1), b=0.2, c=-65, d=8", "cannot be read"),
        ("a = 0.02\nb = 0.2\nc = -65\nd = 8\na = 0.1", "a is given twice"),
        ("a = 0.02; b = 0.2; c = -65; d = 8\nd = d * rand(3)", "no single number"),
        ("Izhikevich(a=rand(10), b=0.2)", "a = 'rand(10)' is not allowed: must be a number"),
        ("setNeuronParameters(g, a, b, c, d)", "must have numbers, not names"),
        ("setNeuronParameters(g, 0.02f, 0.2f, -65f)", "must have 4 or 9 parameters"),
        ("Izhikevich(a=0.02, i_offset=14)", "its unit is missing"),
        ("{'a': 0.02, 'b': 0.2, 'c': -65, 'd': 8, 'i_offset': 0.01}", "its unit is missing"),
        ("{'a': 0.02, 'b': 0.2, 'c': -65, 'd': 8, 'k': 0.7}", "which also needs C, vr, vt"),
        ("a = 0.02 V/s; b = 0.2; c = -65; d = 8", "must be in 1/ms"),
    ],
)
def test_what_is_ambiguous_is_refused(text: str, message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        read(text)
    assert message in str(caught.value)


def test_voltages_that_change_are_left_out() -> None:
    text = "a=0.02; b=0.2; c=-50; d=2\nv=-70\nprint(v)\nv=-60"
    found = read(text)
    assert "Only single numbers are read; left out: v0." in found.notes
    assert run_of(text).v0 == CELL_TYPES["CH"].v0


NUMBERS = st.tuples(
    st.floats(0.001, 1.0), st.floats(-1.0, 1.0), st.floats(-80.0, -40.0), st.floats(-10.0, 10.0)
)
WAYS = [
    "a={} b={} c={} d={}",
    "import nest\nn = nest.Create('izhikevich', params={{'a': {}, 'b': {}, 'c': {}, 'd': {}}})",
    "Text before. sim.Izhikevich(a={}, b={}, c={}, d={}) and after (with brackets).",
    "x.setNeuronParameters(g, {}f, {}f, {}f, {}f);",
    "a <- {}\nb <- {}\nc <- {}\nd <- {}\nplot(v)",
    "double a = {}, b = {};\ndouble c = {}; double d = {};",
    "a,b,c,d\n{},{},{},{}",
    '{{"neuron": {{"a": {}, "b": {}, "c": {}, "d": {}}}}}',
    "par a={}, b={}\npar c={}, d={}\ndone",
]


@given(NUMBERS, st.sampled_from(WAYS))
def test_any_numbers_in_any_way(numbers: tuple[float, ...], way: str) -> None:
    a, b, c, d = numbers
    state: Any = read(way.format(*map(repr, numbers))).state
    _, request, run = preparation.read(state)
    if not any(notice.level == "error" for notice in request.notices):
        assert run.parameters == Parameters(a=a, b=b, c=c, d=d)


PIECES = st.sampled_from(
    [
        *(
            "Izhikevich(",
            "setNeuronParameters(",
            "nest.Create('izhikevich'",
            "dict(",
            "{",
            "}",
            ")",
        ),
        *(
            "a=0.02",
            "'b': 0.2",
            "c <- -65",
            "d=8,",
            ",",
            "\n",
            "v(0)=-70",
            "|",
            "a b c d",
            "1 2 3 4",
        ),
        *(
            "i_offset=0.1",
            "#define a 3",
            "[",
            "]",
            "'''",
            '"',
            "g, ",
            "0.02f, ",
            "IzhikevichState(",
        ),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_pieces(text: str) -> None:
    """It is a state that the page can show, or a sentence that says why not."""
    with suppress(ParameterError):
        preparation.read(read(text).state)


@pytest.mark.parametrize(
    "piece", ["Izhikevich(", "{'a':1,'b':1}", "{", "dict(a=1,", "a b c d\n1 2 3 4\n"]
)
def test_long_texts_of_anything_are_searched_in_bounded_time(piece: str) -> None:
    assert cells_in(piece * (300_000 // len(piece))) == []
    assert len(cells_in(piece * (150_000 // len(piece)))) <= 1


def test_a_notebook_of_another_hand() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# a = 5"]},
        {"cell_type": "code", "source": ["a = 0.02\n", "b = 0.2\n"]},
        {"cell_type": "code", "source": "c = -50\nd = 2\nI = 10\n"},
    ]
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4})
    run = run_of(text)
    assert run.parameters == CH
    assert run.stimulus.text == "10"
