"""What teachers print of the tours."""

from __future__ import annotations

import pytest
from izhikevich.links import read_link
from izhikevich.messages.catalogues import codes
from izhikevich.tours import TOURS, read_tour_link
from izhikevich.tours.handout import sheet


@pytest.mark.parametrize("language", codes())
@pytest.mark.parametrize("name", TOURS)
def test_tasks_lead_to_their_steps(name: str, language: str) -> None:
    tour = TOURS[name]
    printed = sheet(tour, language)
    assert read_tour_link(printed.link) == tour
    steps = [k for k, step in enumerate(tour.steps, 1) if step.task is not None]
    found = [int(read_link(task.link)[1]["step"]) for task in printed.tasks]
    assert found == steps
    assert all(read_link(task.link)[1].get("lang", "en") == language for task in printed.tasks)
    for number, task in zip(steps, printed.tasks, strict=True):
        own = tour.steps[number - 1].task
        assert own is not None
        assert len(task.answer) == len(own.answer)
        assert (task.text == own.text) == (language == "en")


def test_what_a_sheet_says() -> None:
    printed = sheet(TOURS["spike"])
    assert printed.size == "7 steps, 2 tasks"
    assert [task.answer for task in printed.tasks] == [(("d", "0"),), (("offset", "6"),)]
    assert sheet(TOURS["excitability"], "de").size == "7 Schritte, 1 Aufgabe"
    assert sheet(TOURS["excitability"], "de").tasks[0].answer[0][1] == "2,3"
    assert sheet(TOURS["bursting"]).tasks[1].answer == (("c", "−65"),)
