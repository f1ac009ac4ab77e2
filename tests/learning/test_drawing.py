"""Drawn digits as images like those of the data."""

from __future__ import annotations

import numpy as np
import pytest
from izhikevich.errors import ParameterError
from izhikevich.learning import TASKS
from izhikevich.learning.digits import digits
from izhikevich.learning.drawing import MAX_POINTS, image_of, text_of
from izhikevich.learning.tasks.handwritten import held_back_images, latencies


def arc(x: float, y: float, wide: float, high: float, begin: float, end: float) -> str:
    turns = np.radians(np.linspace(begin, end, 20))
    points = zip(x + wide * np.cos(turns), y + high * np.sin(turns), strict=True)
    return " ".join(f"{one:.0f},{other:.0f}" for one, other in points)


#: A person's ten digits, as the pointer draws them.
DIGITS = (
    arc(50, 50, 25, 40, 0, 360),
    "40,25 52,10 52,90",
    f"{arc(50, 30, 22, 20, 180, 380)} 30,90 75,90",
    f"{arc(45, 30, 22, 20, 200, 430)} {arc(45, 70, 25, 20, -70, 160)}",
    "55,10 25,60 80,60;60,40 60,90",
    f"72,10 35,10 32,45 {arc(48, 65, 24, 24, -120, 150)}",
    f"65,10 40,35 {arc(50, 67, 20, 22, 200, 560)}",
    "25,12 75,12 42,90",
    f"{arc(50, 30, 17, 18, 90, 450)} {arc(50, 70, 20, 20, -90, 270)}",
    f"{arc(50, 32, 20, 20, 0, 360)} 70,32 66,90",
)


def moved(text: str, scale: float, shift: float) -> str:
    strokes = [[tuple(map(float, p.split(","))) for p in one.split()] for one in text.split(";")]
    return ";".join(
        " ".join(f"{scale * x + shift},{scale * y + 2.0 * shift}" for x, y in one)
        for one in strokes
    )


@pytest.mark.parametrize("drawn", DIGITS)
def test_place_and_size_do_not_matter(drawn: str) -> None:
    image = image_of(drawn)
    for scale, shift in ((0.5, 0.0), (3.0, 100.0), (1.0, -7.5)):
        np.testing.assert_array_equal(image_of(moved(drawn, scale, shift)), image)
    assert image.shape == (8, 8)
    assert image.dtype == np.uint8
    # It fills the image from top to bottom, in its middle, like those of the data.
    assert image[0].any()
    assert image[-1].any()
    inked = np.flatnonzero(image.any(axis=0))
    assert abs(inked[0] - (7 - inked[-1])) <= 1


def test_drawings_are_as_bright_as_what_was_written_by_hand() -> None:
    images, classes = digits()
    others = [digit for digit in range(10) if digit != 1]  # as one stroke it is thinner than theirs
    drawn = np.mean([image_of(DIGITS[digit]).sum() for digit in others])
    written = images[np.isin(classes, others)].sum(axis=(1, 2)).mean()
    assert 0.9 < drawn / written < 1.1


def test_a_trained_network_reads_them() -> None:
    trainer = TASKS["digits"].trainer(0)
    trainer.fit(8)
    images = np.stack([image_of(drawn) for drawn in DIGITS])
    output = trainer.model.respond(latencies(images, trainer.model.dt)).output
    answers = np.argmax(output.mean(axis=0), axis=1)
    assert np.sum(answers == np.arange(10)) >= 8


def test_images_are_texts_and_back() -> None:
    for image in digits()[0][:20]:
        text = text_of(image)
        assert len(text) == 64
        np.testing.assert_array_equal(image_of(text), image)


def test_a_dot_and_a_line() -> None:
    dot = image_of("50,50")
    assert 0 < np.count_nonzero(dot) <= 4
    assert image_of("10,20 90,20")[3:5].any()
    np.testing.assert_array_equal(image_of("1,2;1,2"), dot)


@pytest.mark.parametrize(
    "text", ["", "x", "1", "1,2,3", "1,nan", "1,inf", "h" * 64, "1,2 3", "0" * 63, ";"]
)
def test_what_is_no_drawing(text: str) -> None:
    with pytest.raises(ParameterError, match="strokes such as"):
        image_of(text)


def test_there_is_an_end_to_drawing() -> None:
    with pytest.raises(ParameterError):
        image_of(" ".join(f"{k},{k}" for k in range(MAX_POINTS + 1)))


def test_images_are_those_of_the_samples() -> None:
    trainer = TASKS["digits"].trainer(3)
    assert trainer.test is not None
    images = held_back_images(3)
    spikes = latencies(images, trainer.model.dt)
    np.testing.assert_array_equal(spikes, trainer.test.inputs)
