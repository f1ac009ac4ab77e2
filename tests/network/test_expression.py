"""Conductance expressions: what is read, that it computes what Python would, what is refused."""

import copy
import json
import math
import pickle
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from izhikevich.errors import ParameterError
from izhikevich.network.synapses.expression import DEFAULT, Conductance
from izhikevich.network.synapses.expression_text import (
    DEEPEST_BRACKETS,
    LARGEST_EXPONENT,
    LONGEST_TEXT,
)

DATA = json.loads((Path(__file__).parents[1] / "data" / "annarchy_expressions.json").read_text())
TARGETS = ("exc", "inh", "ampa_2")

# What each function is, said independently of the package.
FUNCTIONS: dict[str, tuple[Any, int]] = {
    "abs": (abs, 1),
    "fabs": (math.fabs, 1),
    "sqrt": (math.sqrt, 1),
    "exp": (math.exp, 1),
    "log": (math.log, 1),
    "ln": (math.log, 1),
    "log2": (math.log2, 1),
    "log10": (math.log10, 1),
    "sin": (math.sin, 1),
    "cos": (math.cos, 1),
    "tan": (math.tan, 1),
    "tanh": (math.tanh, 1),
    "pos": (lambda x: x if x > 0 else 0.0, 1),
    "positive": (lambda x: x if x > 0 else 0.0, 1),
    "neg": (lambda x: x if x < 0 else 0.0, 1),
    "negative": (lambda x: x if x < 0 else 0.0, 1),
    "min": (min, 2),
    "max": (max, 2),
    "clip": (lambda x, low, high: low if x < low else high if x > high else x, 3),
}
# Those of which IEEE 754 fixes every bit.
EXACT = ("abs", "fabs", "sqrt", "pos", "positive", "neg", "negative", "min", "max")

values = st.floats(-100, 100).map(lambda x: round(x, 3))
states = st.fixed_dictionaries(dict.fromkeys(("v", "u", *map("g_{}".format, TARGETS)), values))
numbers = st.integers(0, 100).map(str) | st.floats(0, 1e3).map(repr)
inputs = st.sampled_from(["v", "u", *map("g_{}".format, TARGETS)])


def grown(leaves: st.SearchStrategy[str], functions: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Texts of expressions over some leaves, with arithmetic and some functions."""

    def grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        def call(name: str) -> st.SearchStrategy[str]:
            arguments = st.tuples(*[inner] * FUNCTIONS[name][1])
            return arguments.map(lambda given: f"{name}({', '.join(given)})")

        return st.one_of(
            st.tuples(inner, st.sampled_from([" + ", "-", "*", " / "]), inner).map("".join),
            inner.map("({})".format),
            inner.map("-{}".format),
            inner.map("+{}".format),
            *map(call, functions),
        )

    return st.recursive(leaves, grow, max_leaves=12)


def python(text: str, state: dict[str, float]) -> float:
    """Compute a generated expression with Python itself."""
    names = {name: function for name, (function, _) in FUNCTIONS.items()}
    return float(eval(text, {"__builtins__": {}}, {**names, **state, "pi": math.pi}))


def computed(expression: Conductance, state: dict[str, float]) -> float:
    """Compute with the package, for three neurons, of which the middle one is looked at."""
    g = {target: np.array([1.0, state[f"g_{target}"], -3.0]) for target in expression.targets}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        current = expression.evaluate(
            g, np.array([-65.0, state["v"], 30.0]), np.array([-13.0, state["u"], 2.0])
        )
    assert current.shape == (3,)
    assert current.dtype == np.float64
    return float(current[1])


def read(text: str) -> Conductance:
    """Read a generated expression; pass over those with a constant part that has no value."""
    assume(len(text) <= LONGEST_TEXT)
    try:
        return Conductance(text)
    except ParameterError as refused:
        reasons = ("is not a finite number", "is zero: ", "has its lower bound")
        assume(not any(reason in refused.allowed for reason in reasons))
        raise


def refusal(text: Any) -> str:
    with pytest.raises(ParameterError) as caught:
        Conductance(text)
    assert caught.value.parameter == "conductance"
    assert caught.value.value == text
    return caught.value.allowed


@pytest.mark.parametrize("case", DATA["expressions"], ids=lambda case: case["conductance"])
def test_agrees_with_annarchy_on_what_is_an_expression(case: dict[str, Any]) -> None:
    if case["accepted"]:
        assert Conductance(case["conductance"]).targets == tuple(case["targets"])
    else:
        refusal(case["conductance"])


def test_default_is_exactly_the_difference() -> None:
    expression = Conductance(DEFAULT)
    exc, inh = np.array([0.1, 0.3, 1e17]), np.array([0.3, 0.1, 1.0])
    current = expression.evaluate({"exc": exc, "inh": inh}, np.zeros(3), np.zeros(3))
    assert current.tolist() == (exc - inh).tolist()
    assert not expression.uses_state
    assert expression.weights == {"exc": 1.0, "inh": -1.0}
    assert expression.offset == 0.0


@pytest.mark.parametrize(
    ("text", "targets", "uses_state"),
    [
        ("g_b*g_a + g_b", ("b", "a"), False),
        ("  g_a*(0.0 - v)\n  - g_B ", ("a", "B"), True),
        ("u", (), True),
        ("3", (), False),
        ("g__", ("_",), False),
        ("g_2ndhand", ("2ndhand",), False),
        ("g_a*pi**2", ("a",), False),
    ],
)
def test_targets_and_state(text: str, targets: tuple[str, ...], uses_state: bool) -> None:
    expression = Conductance(text)
    assert expression.targets == targets
    assert expression.uses_state is uses_state
    assert expression.text == text.strip()


@settings(deadline=None)
@given(grown(inputs | numbers, EXACT), states)
def test_arithmetic_is_pythons_to_the_last_bit(text: str, state: dict[str, float]) -> None:
    expression = read(text)
    result = computed(expression, state)
    try:
        expected = python(text, state)
    except (ZeroDivisionError, ValueError):
        return  # Python stops; here such a part is nan or infinite, and nothing was raised
    # min and max of nan and the sign of zero are Python's own matter.
    assume(math.isfinite(expected) and math.isfinite(result))
    assert result == expected


@settings(deadline=None)
@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(inputs | numbers, min_size=3), states)
def test_each_function_is_what_its_name_says(
    name: str, arguments: list[str], state: dict[str, float]
) -> None:
    function, arity = FUNCTIONS[name]
    chosen = arguments[:arity]
    if name == "clip":
        assume(python(chosen[1], state) <= python(chosen[2], state))
    result = computed(read(f"{name}({', '.join(chosen)}) + 0*v"), state)
    try:
        expected = function(*(python(argument, state) for argument in chosen))
    except (ValueError, OverflowError):
        assert not math.isfinite(result)
    else:
        assert result == pytest.approx(expected, rel=1e-12, abs=1e-14)


@settings(deadline=None)
@given(
    st.sampled_from(["v ** {}", "v**({}/1)", "pow(v, {})", "power(v, -(-{}))"]),
    st.integers(-LARGEST_EXPONENT, LARGEST_EXPONENT) | st.floats(-9, 9).map(lambda x: round(x, 2)),
    values,
)
def test_powers(form: str, exponent: float, v: float) -> None:
    result = computed(Conductance(form.format(exponent)), {"v": v, "u": 0.0})
    try:
        expected = v**exponent
    except (ZeroDivisionError, OverflowError):
        assert not math.isfinite(result)
        return
    if isinstance(expected, complex):
        assert math.isnan(result)
    else:
        assert result == pytest.approx(expected, rel=1e-13)


@settings(deadline=None)
@given(grown(inputs | numbers, tuple(FUNCTIONS)), states)
def test_nothing_leaks_out_of_evaluate(text: str, state: dict[str, float]) -> None:
    computed(read(text), state)


@settings(deadline=None)
@given(grown(st.sampled_from(["g_exc", "g_inh"]) | st.integers(1, 9).map(str), ()), states)
@example("2*g_exc - g_inh/4 + 3", {"v": 0.0, "u": 0.0, "g_exc": 1.0, "g_inh": 8.0})
def test_weights_agree_with_evaluate(text: str, state: dict[str, float]) -> None:
    expression = read(text)
    assume(expression.weights is not None)
    assert expression.weights is not None
    assert expression.offset is not None
    assert tuple(expression.weights) == expression.targets
    terms = [weight * state[f"g_{name}"] for name, weight in expression.weights.items()]
    scale = sum(map(abs, terms)) + abs(expression.offset) + 1e6
    result = computed(expression, state)
    assert result == pytest.approx(sum(terms) + expression.offset, rel=0, abs=1e-12 * scale)


@pytest.mark.parametrize(
    ("text", "weights", "offset"),
    [
        ("2*g_a - g_b/4 + 3", {"a": 2.0, "b": -0.25}, 3.0),
        ("-(g_a - 2)*(1 + 2**2)", {"a": -5.0}, 10.0),
        ("g_a - g_a", {"a": 0.0}, 0.0),
        ("+g_a**1 + sqrt(4)*pi*0", {"a": 1.0}, 0.0),
        ("7", {}, 7.0),
    ],
)
def test_weights(text: str, weights: dict[str, float], offset: float) -> None:
    expression = Conductance(text)
    assert expression.weights == weights
    assert expression.offset == offset


@pytest.mark.parametrize(
    "text",
    [
        *("g_a*g_b", "1/g_a", "g_a + 0*v", "pos(g_a)", "g_a**2", "g_a**0", "1e300*(1e300*g_a)"),
        *("v", "u", "max(g_a, 1)", "g_a/g_b"),
    ],
)
def test_no_weights_where_not_affine(text: str) -> None:
    expression = Conductance(text)
    assert expression.weights is None
    assert expression.offset is None


@pytest.mark.parametrize("text", ["g_a", "v", "u", "3", "g_a**1", "+g_a", "2*g_a"])
def test_result_is_a_new_array_of_the_populations_shape(text: str) -> None:
    v, u, g = np.arange(4.0), np.arange(4.0), {"a": np.arange(4.0)}
    current = Conductance(text).evaluate(g, v, u)
    assert current.shape == (4,)
    current[:] = -1.0
    assert v.tolist() == u.tolist() == g["a"].tolist() == [0.0, 1.0, 2.0, 3.0]


def test_single_numbers_and_whole_numbers_are_inputs_too() -> None:
    expression = Conductance("g_a/2 + v")
    assert expression.evaluate({"a": 3}, np.array([1, 2]), np.zeros(2)).tolist() == [2.5, 3.5]
    assert float(expression.evaluate({"a": 3}, 1, 0)) == 2.5
    with pytest.raises(KeyError):
        expression.evaluate({}, np.zeros(2), np.zeros(2))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sqrt(g_a)", math.nan),
        ("1/(g_a + 1)", math.inf),
        ("exp(-g_a*1e4)", math.inf),
        ("log(g_a + 1)", -math.inf),
        ("(g_a*1e200)**2", math.inf),
        ("(g_a + 1)**-2", math.inf),
    ],
)
def test_outside_the_domain(text: str, expected: float) -> None:
    result = computed(Conductance(text), {"v": 0.0, "u": 0.0, "g_a": -1.0})
    assert result == pytest.approx(expected, nan_ok=True)


def test_equality_hash_and_copies() -> None:
    expression = Conductance(" clip(g_exc, 0, 50)*(0 - v)")
    assert expression == Conductance("clip(g_exc, 0, 50)*(0 - v) ")
    assert len({expression, Conductance(expression.text), Conductance(DEFAULT)}) == 2
    assert repr(expression) == "Conductance(text='clip(g_exc, 0, 50)*(0 - v)')"
    for again in (pickle.loads(pickle.dumps(expression)), copy.deepcopy(expression)):
        assert again == expression
        assert again.targets == expression.targets
        state = {"v": -65.0, "u": 0.0, "g_exc": 3.0}
        assert computed(again, state) == computed(expression, state)
    with pytest.raises(AttributeError):
        expression.text = "v"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("g_exc - undefined_name", "'undefined_name' at column 9 is not known: use g_NAME, v, u"),
        ("  g_a -\n  V", "'V' at column 11 is not known"),
        ("g_ + 1", "'g_' at column 1 is not known"),
        ("foo + bar", "'foo' at column 1 "),
        ("nan*g_a", "'nan' at column 1 is not known"),
        ("inf", "'inf' at column 1 is not known"),
        ("e", "'e' at column 1 is not known"),
        ("g_a - 1e999", "'1e999' at column 7 is not a finite number"),
        ("g_a*" + "9" * 400, "'9999"),
        ("g_a + sqrt(-1)", "'sqrt(-1)' at column 7 is not a finite number"),
        ("g_a/(2 - 2)", "'2 - 2' at column 6 is zero"),
        ("1j*g_a", "'1j' at column 1 is not a number"),
        ("2g_a", "'2g_a' at column 1 is not a number (a product needs a *, 07 is 7)"),
        ("0x1f", "'0x1f' at column 1 is not a number"),
        ("1_000", "'1_000' at column 1 is not a number"),
        ("007", "'007' at column 1 is not a number"),
        ("g_a g_b", "'g_b' at column 5 has no operator before it"),
        ("2 (v)", "'(' at column 3 has no operator before it"),
        ("sqrt(v)(2)", "'(' at column 8 has no operator before it"),
        ("g_a * / 2", "'/' at column 7 is where a value is expected"),
        ("sqrt(*v)", "'*' at column 6 is where a value is expected"),
        ("sqrt(**v)", "'**' at column 6 is where a value is expected"),
        ("sqrt(v,)", "')' at column 8 is where a value is expected"),
        ("g_a -", "ends too early"),
        ("(g_a", "'(' at column 1 is never closed"),
        ("g_a)", "')' at column 4 closes no bracket"),
        ("g_a, g_b", "'g_a, g_b' at column 1 cannot be used"),
        ("()", "'()' at column 1 cannot be used"),
        ("g_a^2", "'^' at column 4 cannot be used: write **"),
        ("g_a − 1", "'−' at column 5 cannot be used: write -"),
        ("g_a // 2", "'//' at column 5 cannot be used: write /"),
        ("g_a % 2", "'%' at column 5 cannot be used"),
        ("g_a >= 2", "'>=' at column 5 cannot be used"),
        ("(x := 2)", "':=' at column 4 cannot be used"),
        ("sqrt(x=v)", "'=' at column 7 cannot be used"),
        ("v.real", "'.' at column 2 cannot be used"),
        ("1..real", "'.' at column 3 cannot be used"),
        ("1.0.real", "'.' at column 4 cannot be used"),
        ("1.real", "'1.real' at column 1 is not a number"),
        ("v[0]", "'[' at column 2 cannot be used"),
        ("[v for v in (1,)]", "'[' at column 1 cannot be used"),
        ("{v}", "'{' at column 1 cannot be used"),
        ("'v'", '"\'" at column 1 cannot be used'),
        ('f"{v}"', "'\"' at column 2 cannot be used"),
        ("v # note", "'#' at column 3 cannot be used"),
        ("v; u", "';' at column 2 cannot be used"),
        ("v \\\n+ u", "'\\\\' at column 3 cannot be used"),
        ("v\x00", "'\\x00' at column 2 cannot be used"),
        ("g_exc + \uff47_exc", "'\uff47' at column 9 cannot be used"),
        ("\U0001d42f", "'\U0001d42f' at column 1 cannot be used"),
        ("g_\u0430", "'\u0430' at column 3 cannot be used"),
        ("g_a\u0301", "'\u0301' at column 4 cannot be used"),
        ("\u0663", "'\u0663' at column 1 cannot be used"),
        ("v\xa0+ u", "'\\xa0' at column 2 cannot be used"),
        ("\ud800", "'\\ud800' at column 1 cannot be used"),
        ("lambda: v", "'lambda' at column 1 cannot be used"),
        ("g_a if v else u", "'if' at column 5 cannot be used"),
        ("g_a and v", "'and' at column 5 cannot be used"),
        ("not v", "'not' at column 1 cannot be used"),
        ("g_a is v", "'is' at column 5 cannot be used"),
        ("await v", "'await' at column 1 cannot be used"),
        ("True", "'True' at column 1 cannot be used"),
        ("None", "'None' at column 1 cannot be used"),
        ("__import__(v)", "'__import__' at column 1 is not a function"),
        ("eval(v)", "'eval' at column 1 is not a function"),
        ("v(2)", "'v' at column 1 is not a function"),
        ("g_exc(2)", "'g_exc' at column 1 is not a function"),
        ("sqrt + 1", "'sqrt' at column 1 is a function"),
        ("sqrt()", "'sqrt()' at column 1 does not fit: sqrt takes 1 argument, not 0"),
        ("1 + clip(v, 0)", "'clip(v, 0)' at column 5 does not fit: clip takes 3 arguments, not 2"),
        ("pow(2)", "'pow(2)' at column 1 does not fit: pow takes 2 arguments, not 1"),
        ("clip(v, 5, 0)", "'clip(v, 5, 0)' at column 1 has its lower bound 5 above"),
        ("v**u", "'u' at column 4 cannot be an exponent"),
        ("2**g_a", "'g_a' at column 4 cannot be an exponent"),
        ("pow(v, v)", "'v' at column 8 cannot be an exponent"),
        ("v**17", "'17' at column 4 cannot be an exponent"),
        ("9**9**9**9", "'9**9' at column 7 cannot be an exponent"),
        ("2**999999999", "'999999999' at column 4 cannot be an exponent"),
        ("", "is empty"),
        (" \t\n", "is empty"),
        (None, "must be text"),
        (b"v", "must be text"),
        (3.0, "must be text"),
    ],
)
def test_refusals_name_the_part_and_its_column(text: Any, start: str) -> None:
    assert refusal(text).startswith(start)


def test_limits() -> None:
    longest = "1+" * (LONGEST_TEXT // 2 - 1) + "+1"
    assert len(longest) == LONGEST_TEXT
    assert Conductance(longest).offset == LONGEST_TEXT // 2
    assert refusal(longest + "1") == "has 501 characters, at most 500 are read"
    assert "characters" in refusal("g_a" * 10**6)
    deepest = "(" * DEEPEST_BRACKETS + "v" + ")" * DEEPEST_BRACKETS
    assert Conductance(deepest).uses_state
    assert refusal(f"({deepest})").startswith("'(' at column 33 is nested deeper than 32 brackets")
    assert "nested" in refusal("(" * LONGEST_TEXT)
    assert "exponent" in refusal("2**" * 160 + "2")


PIECES = st.sampled_from(
    [
        *(
            "v",
            "u",
            "g_exc",
            "g_inh",
            "pi",
            "1",
            "2.5",
            "1e300",
            "1e999",
            "1j",
            "0",
            "x",
            "__class__",
        ),
        *("+", "-", "*", "/", "**", "//", "(", ")", ",", " ", "\n", ".", "=", ":=", "<", "[", "]"),
        *(
            "sqrt(",
            "clip(",
            "pow(",
            "min(",
            "log(",
            "lambda ",
            "if",
            " else ",
            "'",
            "#",
            "\\",
            "ｖ",
        ),
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=600) | st.lists(PIECES, max_size=25).map("".join))
@example("-" * 499 + "1")
@example("-v**" * 120 + "1")
@example("(-" * 32 + "v" + ")" * 32)
@example("1e308*10*v")
@example("sqrt(" * 33 + "v")
def test_hostile_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            expression = Conductance(text)
        except ParameterError:
            return
        g = {target: np.ones(3) for target in expression.targets}
        assert expression.evaluate(g, np.ones(3), np.ones(3)).shape == (3,)
