"""The functions of the C source are called with the types that they have.

Natively a wrong one can pass unnoticed; in WebAssembly the call stops Python.
"""

from __future__ import annotations

import re
from pathlib import Path

import izhikevich
import pytest
from izhikevich.native import library

FOLDER = Path(izhikevich.__file__).parent / "native"
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.[hc]")))
SOURCE = re.sub(r"NAME\((\w+)\)", r"\1", SOURCE)  # for each precision
DECLARED = re.compile(r"EXPORT (\w+) (\w+)\(([^)]*)\) \{")


def kind(argument: str) -> str:
    """Return the letter of a type."""
    if "*" in argument:
        return "p"
    return {"int64_t": "i", "double": "d"}[argument.split()[0]]


@pytest.mark.parametrize("name", library._FUNCTIONS)
def test_types(name: str) -> None:
    declared = {found[2]: found for found in DECLARED.finditer(SOURCE)}
    result, _, arguments = declared[re.sub(r"_float(32|64)$", "", name)].groups()
    assert result == "int64_t"
    assert "".join(map(kind, arguments.split(","))) == library._FUNCTIONS[name]
