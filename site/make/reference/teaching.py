"""The page for teachers: tours as cards, tasks to print, and answers apart."""

from __future__ import annotations

import sys
from pathlib import Path

from izhikevich.books.stills import still
from izhikevich.links import write_link
from izhikevich.messages.catalogues import ENGLISH, codes, commands
from izhikevich.tours import TOURS, Tour
from izhikevich.tours.handout import WORDS, TaskSheet, TourSheet, sheet

from make import policy, styles
from make.reference.markup import Html, link, symbol, tag, together

_DOCUMENT = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<!-- policy -->
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Izhikevich explorer</title>
<meta name="color-scheme" content="light">
<link rel="icon" href="data:,">
<style>{styles}</style>
</head>
<body>
<header>
{head}
</header>
<main>
{body}
</main>
<script>{script}</script>
</body>
</html>
"""
#: Width (mm) of the picture on a card.
_WIDTH = 110.0


def file_of(language: str) -> str:
    """Return the name of the page in a language."""
    return "teaching.html" if language == ENGLISH else f"teaching-{language}.html"


def pages(script: str) -> dict[str, str]:
    """Return the pages by name, one for each language.

    `script` draws the codes.
    """
    return {file_of(language): _page(language, script) for language in codes()}


def _page(language: str, script: str) -> str:
    speech = commands(language)
    words = {name: speech.text(text) for name, text in WORDS.items()}
    sheets = {name: sheet(tour, language) for name, tour in TOURS.items()}
    contents = [
        *(link(f"#{name}", words[name]) for name in ("tours", "tasks", "answers")),
        *(
            tag("a", _name_of(other), href=f"./{file_of(other)}", lang=other)
            for other in codes()
            if other != language
        ),
        link("./documentation.html", "Documentation"),
    ]
    body = together(
        tag(
            "section",
            tag("h2", words["tours"]),
            tag(
                "div",
                *(_card(TOURS[name], one, language, words) for name, one in sheets.items()),
                class_="cards",
            ),
            id="tours",
        ),
        tag(
            "section",
            tag("h2", words["tasks"]),
            tag("p", f"{words['name']}: ", tag("span", class_="line"), class_="pupil"),
            *(_tasks(one, words) for one in sheets.values()),
            id="tasks",
        ),
        tag(
            "section",
            tag("h2", words["answers"]),
            *(_answers(one) for one in sheets.values()),
            id="answers",
        ),
    )
    text = _DOCUMENT.format(
        language=language,
        styles=styles.bundle("teaching"),
        head=together(
            tag("h1", words["title"]),
            tag("p", f"{words['intro']} ", link("./", words["explorer"])),
            tag("nav", *contents),
        ).text,
        title=words["title"],
        body=body.text,
        script=script,
    )
    return text.replace("<!-- policy -->", policy.meta(text))


def _name_of(language: str) -> str:
    """Return the name of a language in itself."""
    return {"en": "English", "de": "Deutsch"}.get(language, language)


def _card(tour: Tour, one: TourSheet, language: str, words: dict[str, str]) -> Html:
    step = next(step for step in tour.steps if step.task is not None)
    state = step.normal_state
    if step.task is not None:  # solved, it shows more
        state = {**state, "values": {**state["values"], **step.task.answer}}
    picture = still(write_link(state), language=language, width=_WIDTH)
    return tag(
        "article",
        tag("div", Html(picture.svg[picture.svg.index("<svg") :]), class_="picture"),
        tag(
            "div",
            tag("h3", one.title),
            tag("p", one.text),
            tag("p", one.size, " ", link(f"./{one.link}", words["open"]), class_="size"),
        ),
        _code(one.link, one.title),
        class_="card",
    )


def _tasks(one: TourSheet, words: dict[str, str]) -> Html:
    return tag(
        "section",
        tag("h3", one.title),
        *(_task(number, task, words) for number, task in enumerate(one.tasks, 1)),
    )


def _task(number: int, task: TaskSheet, words: dict[str, str]) -> Html:
    return tag(
        "article",
        tag(
            "div",
            tag("h4", f"{number}. {task.title}"),
            tag("p", task.text),
            tag("p", link(f"./{task.link}", words["begin"]), class_="screen"),
            tag("p", tag("span", class_="line"), tag("span", class_="line"), class_="lines"),
        ),
        _code(task.link, task.title),
        class_="task",
    )


def _answers(one: TourSheet) -> Html:
    items = [
        tag(
            "li",
            tag("b", task.title),
            ": ",
            *_values(task),
            ". ",
            task.why,
        )
        for task in one.tasks
    ]
    return tag("section", tag("h3", one.title), tag("ol", *items), class_="answers")


def _values(task: TaskSheet) -> list[Html | str]:
    parts: list[Html | str] = []
    for name, value in task.answer:
        parts += [", "] if parts else []
        parts += [symbol(name) if len(name.partition("_")[0]) == 1 else name, f" = {value}"]
    return parts


def _code(target: str, title: str) -> Html:
    """Return the place of a code, which the page's script draws: it knows where the page is."""
    return tag("span", class_="code", data_link=f"./{target}", data_title=title)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name, page in pages((folder / "teaching.js").read_text(encoding="utf-8").strip()).items():
        (folder / name).write_text(page, encoding="utf-8", newline="\n")
