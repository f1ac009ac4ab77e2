"""Tables: one text for links and hands, rows for the view, errors that name row and column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich.errors import ParameterError
from izhikevich.views.schema import Option
from izhikevich.views.table import ChoiceColumn, NumberColumn, Table, TextColumn

from tests import wire

TABLE = Table(
    name="parts",
    label="Parts",
    group="all",
    help="Its parts.",
    columns=(
        TextColumn(
            name="name", label="name", help="Its name.", default="E", unique=True, required=True
        ),
        NumberColumn(
            name="size",
            label="size",
            help="How many.",
            default=100.0,
            low=1.0,
            high=1e5,
            whole=True,
        ),
        ChoiceColumn(
            name="cell",
            label="cell",
            help="Which kind.",
            default="RS",
            options=(Option("RS", "regular spiking"), Option("FS", "fast spiking")),
        ),
        NumberColumn(name="gain", label="gain", help="How much.", default=0.5, unit="mV"),
        TextColumn(name="weight", label="weight", help="A distribution.", default=""),
    ),
    least=1,
    most=4,
    longest=300,
)


def test_rows() -> None:
    rows = TABLE.rows("name=E,size=800;name=I,size=200,cell=FS,weight=normal(5, 1, low=0)")
    assert rows == (
        {"name": "E", "size": 800.0, "cell": "RS", "gain": 0.5, "weight": ""},
        {"name": "I", "size": 200.0, "cell": "FS", "gain": 0.5, "weight": "normal(5, 1, low=0)"},
    )


@pytest.mark.parametrize(
    ("given_value", "usual_form"),
    [
        ("name=E", "name=E"),
        (" name = E , size = 100 ;; ", "name=E"),
        ("size=1e3,name=A", "name=A,size=1000"),
        ("gain=-0.10;name=F", "name=E,gain=-0.1;name=F"),
        ("name=E,weight=uniform(0,1)", "name=E,weight=uniform(0,1)"),
    ],
)
def test_the_usual_form(given_value: str, usual_form: str) -> None:
    assert TABLE.read(given_value) == usual_form
    assert TABLE.read(usual_form) == usual_form


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (
            "name=E;name=I,size=x",
            "Parts, row 2, size: 'x' is not allowed: must be a whole number from 1 to 100000",
        ),
        ("name=E,size=0.5", "Parts, row 1, size: '0.5' is not allowed: must be a whole number"),
        ("name=E,size=nan", "row 1, size"),
        ("name=E,gain=inf", "Parts, row 1, gain: 'inf' is not allowed: must be a number"),
        ("name=E,gain=", "row 1, gain"),
        ("name=E;name=I,cell=XX", "Parts, row 2, cell: 'XX' is not allowed: must be one of RS, FS"),
        ("name=E;name=E", "Parts, row 2, name: 'E' is not allowed: row 1 has the same"),
        ("name=", "Parts, row 1, name: '' is not allowed: must not be empty"),
        ("name=E,800", "Parts, row 1: '800' is not allowed: must be written column=value"),
        (
            "name=E,sise=3",
            "Parts, row 1: 'sise' is not allowed: must be one of name, size, cell, gain, weight",
        ),
        ("name=E,size=3,size=4", "Parts, row 1: 'size=4' is not allowed: size is given twice"),
        ("name=E,weight=normal(1", "row 1, weight: 'normal(1' is not allowed: a bracket has no"),
        ("name=E,weight=1)(", "row 1, weight: '1)(' is not allowed: a bracket has no counterpart"),
        ("", "Parts: must have 1 to 4 rows, has 0"),
        ("name=A;name=B;name=C;name=D;name=F", "1 to 4 rows, has 5"),
        ("name=" + "E" * 300, "at most 300 characters"),
        (3, "must be a table as text"),
        (None, "must be a table as text"),
        (["name=E"], "must be a table as text"),
    ],
)
def test_refused(value: object, words: str) -> None:
    with pytest.raises(ParameterError) as caught:
        TABLE.read(value)
    assert caught.value.parameter == "parts"
    assert words in str(caught.value)
    assert len(str(caught.value)) < 200


def test_schema() -> None:
    schema = wire.sent(TABLE)
    assert schema["kind"] == "table"
    assert schema["columns"][1] == {
        "kind": "number",
        "name": "size",
        "label": "size",
        "help": "How many.",
        "default": 100.0,
        "width": 8,
        "unique": False,
        "only": [],
        "heading": "",
        "unit": "",
    }
    assert schema["columns"][2]["options"][1] == {
        "value": "FS",
        "label": "fast spiking",
        "help": "",
    }


names = st.text("ABCxyz_0-", min_size=1, max_size=6)
row = st.fixed_dictionaries(
    {
        "name": names,
        "size": st.integers(1, 10**5).map(float),
        "cell": st.sampled_from(["RS", "FS"]),
        "gain": st.floats(allow_nan=False, allow_infinity=False),
        "weight": st.sampled_from(["", "3", "normal(5,1)", "f(g(1,2),x=3)", "a = b"]),
    }
)


@given(st.lists(row, min_size=1, max_size=4, unique_by=lambda r: r["name"]))
def test_round_trip(rows: list[dict[str, float | str]]) -> None:
    text = TABLE.text(tuple(rows))
    if len(text) <= TABLE.longest:
        assert TABLE.rows(text) == tuple(rows)
        assert TABLE.read(text) == text


@given(st.text() | st.text("name=size,;()E1", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = TABLE.read(text)
    except ParameterError as error:
        assert error.parameter == "parts"  # noqa: PT017 - reading may also succeed
    else:
        assert TABLE.read(read) == read
