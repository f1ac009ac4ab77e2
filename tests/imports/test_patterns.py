"""Regular expressions that read what others have written: work in proportion, no empty matches."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import izhikevich
import pytest

from tests.imported import FOR_OTHERS
from tests.imports.steps import Counter

#: Modules whose patterns meet texts of readers.
READING = (
    "fitting.files.arrays",
    "fitting.files.names",
    "fitting.files.protocol",
    "fitting.files.tables",
    "headings",
    "imports.exported",
    "imports.lines",
    "imports.names",
    "imports.neuroml",
    "imports.neuroml_inputs",
    "imports.neuroml_quantities",
    "imports.pasted",
    "imports.reading",
    "imports.tables",
    "links",
    "nef.functions",
    "network.synapses.expression_text",
    "neuron.stimuli.text",
    "tours.condition",
    "tours.reading",
    "views.ensemble.signals",
)
PIECES = (*'a1 .+(<>&%":,_#', "a ", "1e", "1.", "a=", "a(", "x[", "+ -")
ENDS = ("", "!", "x")
BEGINS = ("", "a=", "stimulus=", "step(", "1<t")


def patterns(names: tuple[str, ...]) -> Iterator[tuple[str, re.Pattern[str]]]:
    for name in names:
        module = importlib.import_module(f"izhikevich.{name}")
        for key, value in vars(module).items():
            for one in value.values() if isinstance(value, dict) else [value]:
                if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                    yield f"{name}.{key}", one


PATTERNS = dict(patterns(READING))
#: How patterns are used, and what is counted for it.
WAYS = {
    **dict.fromkeys(("search", "sub", "finditer", "findall", "split"), Counter.search),
    "match": Counter.first,
    "fullmatch": Counter.whole,
}


def ways(name: str) -> set[str]:
    """Return the methods of a pattern that its module calls."""
    module, _, key = name.rpartition(".")
    source = inspect.getsource(importlib.import_module(f"izhikevich.{module}"))
    direct = set(re.findall(rf"\b{key}\.(\w+)\(", source)) & set(WAYS)
    return direct or {"fullmatch"}  # of those in a table


@pytest.mark.parametrize("name", PATTERNS)
def test_the_work_grows_no_faster_than_the_text(name: str) -> None:
    """Twice the text takes at most about twice the steps, for many texts that nearly fit."""
    used = ways(name)
    for begin, piece, end in product(BEGINS, PIECES, ENDS):
        texts = [begin + piece * (count // len(piece)) + end for count in (24, 48)]
        for way in used:
            short, long = (WAYS[way](Counter(PATTERNS[name], text)) for text in texts)
            assert long <= 2.5 * short + 60, (way, texts[0], short, long)


def test_the_counter_finds_what_grows() -> None:
    """The patterns from before: names without a beginning, digits that fit in two ways."""
    for pattern, text, way in (
        (r"[A-Za-z_]\w*[\"']?\s*(?:=|:)", "a", "search"),
        (r"[A-Za-z_][\w.]*(?=\s*\()", "a", "search"),
        (r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", "1", "whole"),
        (r".*:\s*", "a", "search"),
        (r"([^<>=]+?)\s*(<|>)", " ", "whole"),
    ):
        one, two = (
            getattr(Counter(re.compile(pattern), text * count + "!"), way)() for count in (60, 120)
        )
        assert two > 3.0 * one, pattern


@pytest.mark.parametrize("text", ["a=0.02 b=.5e-3", "1.5", "t (ms)", "I (uA/cm2)", "10<=t<13"])
@pytest.mark.parametrize("name", PATTERNS)
def test_the_counter_matches_as_python_does(name: str, text: str) -> None:
    pattern, counter = PATTERNS[name], Counter(PATTERNS[name], text)
    found = pattern.match(text)
    assert counter.end() == (found.end() if found else None)


def test_no_pattern_matches_nothing() -> None:
    """One that does, splits a word into its letters when texts are split or joined at it."""
    seen = 0
    for one in pkgutil.walk_packages(izhikevich.__path__, "izhikevich."):
        if one.name.endswith(("__main__", "_native", *FOR_OTHERS)):
            continue
        for name, pattern in patterns((one.name.removeprefix("izhikevich."),)):
            assert pattern.fullmatch("") is None, name
            seen += 1
    assert seen > 20


def test_no_pattern_in_a_call_matches_nothing() -> None:
    """The same for those that are written where texts are split, replaced or looked through."""
    seen = 0
    for path in Path(izhikevich.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            plain = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            if plain and node.args and isinstance(node.args[0], ast.Constant):
                pattern = node.args[0].value
                text = pattern.decode() if isinstance(pattern, bytes) else pattern
                assert isinstance(text, str)
                assert re.fullmatch(text, "") is None, (path, node.lineno)
                seen += 1
    assert seen > 5
