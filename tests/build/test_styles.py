"""The style sheets: all are used, their layers are in order, and each width is declared once."""

import re
from pathlib import Path

import pytest
from make import styles
from make.errors import BuildError
from make.paths import SITE

CSS = SITE / "css"
SHEETS = ("main.css", "reference.css", "teaching.css")
_IMPORT = re.compile(r'@import "\./([\w-]+\.css)"')


def imported(name: str) -> set[str]:
    """Return a style sheet and those that it imports, by name."""
    text = (CSS / name).read_text(encoding="utf-8")
    return {name}.union(*(imported(other) for other in _IMPORT.findall(text)))


def test_every_style_is_used() -> None:
    assert {path.name for path in CSS.iterdir()} == set().union(*map(imported, SHEETS))


def test_layers_are_in_order() -> None:
    text = (CSS / "main.css").read_text(encoding="utf-8")
    (order,) = re.findall(r"^@layer ([^;{]*);", text, re.MULTILINE)
    used = re.findall(r"^@import .* layer\((\w+)\);", text, re.MULTILINE)
    assert list(dict.fromkeys(used)) == order.split(", ")
    assert styles.bundle("main").startswith(f"@layer {order.replace(', ', ',')};")


@pytest.mark.parametrize("name", ["main", "reference"])
def test_browsers_are_given_widths(name: str) -> None:
    text = styles.bundle(name)
    assert "custom-media" not in text
    assert not re.search(r"@media[^{]*--", text)
    assert "@media(((max-width:720px)and(max-aspect-ratio:4/3))or(max-width:520px))" in (
        text.replace(" ", "")
    )


def test_widths_of_the_page_are_declared_once() -> None:
    own = [*CSS.glob("*.css"), *(SITE / "js").rglob("*.js"), SITE / "index.html"]
    asking = re.compile(r"(?:@media|matchMedia)[^{};]*width")
    told = [path.name for path in own if asking.search(path.read_text(encoding="utf-8"))]
    assert not told
    text = (CSS / "breakpoints.css").read_text(encoding="utf-8")
    declared = re.findall(r"@custom-media --[\w-]+ (\([^;]*\));", text)
    assert len(declared) == text.count("@custom-media")
    for query in declared:
        asked = re.sub(r"\(max-(?:width: \d+px|height: \d+px|aspect-ratio: \d+/\d+)\)", "", query)
        assert re.fullmatch(r"[()]*|\(\( and \) or \)", asked), "only of these"
    sizes = re.findall(r"max-(?:width|height): \d+px", text)
    assert len(sizes) == len(set(sizes))


@pytest.mark.parametrize(
    ("rules", "wanted"),
    [
        ("@media (--small){a{b:c}}", "@media (max-width: 9px){a{b:c}}"),
        ("@media(--small)and (hover){a{b:c}}", "@media(max-width: 9px)and (hover){a{b:c}}"),
        (
            "@media not (--small){a{b:var(--small)}}",
            "@media not (max-width: 9px){a{b:var(--small)}}",
        ),
        ("a{b:c}", "a{b:c}"),
    ],
)
def test_names_of_widths_are_replaced(rules: str, wanted: str) -> None:
    assert styles.with_widths(f"@custom-media --small (max-width: 9px);{rules}") == wanted


def test_unknown_widths_are_refused() -> None:
    with pytest.raises(BuildError, match=r"\(--tiny\), but breakpoints\.css has --small"):
        styles.with_widths("@custom-media --small (max-width: 9px);@media (--tiny){a{b:c}}")


def test_parts_are_named_after_their_scripts() -> None:
    text = (CSS / "main.css").read_text(encoding="utf-8")
    parts = re.findall(r'^@import "\./([\w-]+)\.css" layer\(parts\);', text, re.MULTILINE)
    scripts = {path.stem for path in Path(SITE / "js").rglob("*")}
    assert set(parts) <= scripts
    assert parts == sorted(parts)
