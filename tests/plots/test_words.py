"""Plots in words."""

from __future__ import annotations

import numpy as np
import pytest
from izhikevich import PATTERNS, simulate
from izhikevich.dynamics import frequency_current
from izhikevich.plots.neuron.frequency import frequency_plot
from izhikevich.plots.neuron.trace import trace_plot
from izhikevich.plots.spec import Label, Pane, Plot, Points, Quantity, empty
from izhikevich.plots.style import Role
from izhikevich.plots.words import words
from izhikevich.progress import Progress

from tests import wire
from tests.plots.test_table import INK, PRESETS, T, colours, curve, pane, plots_of


def test_the_result_comes_first() -> None:
    run = PATTERNS["tonic_spiking"].simulate()
    first, v, current = words(trace_plot(run))
    times = run.spike_times
    assert first == f"{run.n_spikes} spikes, first at {times[0]:g} ms, last at {times[-1]:g} ms."
    low = f"{run.v.min():.4g}".replace("-", "−")
    assert v.startswith(f"v: from {low} mV (at {run.t[run.v.argmin()]:g} ms) to 30 mV (at ")
    assert current.startswith("current: from 0 mV/ms (at 0 ms) to 14 mV/ms (at ")


def test_bursts_are_counted() -> None:
    """Chattering: 7, 4 and 4 spikes, as the page's readouts say."""
    said = words(plots_of("neuron", "CH")["trace"])
    assert str(said[0]).startswith("15 spikes in 3 bursts, first at 19 ms, last at ")
    assert str(words(plots_of("neuron", "RS")["trace"])[0]).count("burst") == 0


def test_the_plane_says_its_equilibria_and_not_the_ends_of_its_lines() -> None:
    at_rest = [str(sentence) for sentence in words(plots_of("neuron", "phasic_spiking")["phase"])]
    assert at_rest[0] == "Equilibria: stable focus, saddle."
    assert at_rest[-1] == (
        "Also drawn: v-nullcline at rest, v-nullcline, u-nullcline, separatrix, resets."
    )
    assert not [sentence for sentence in at_rest if "nullcline: from" in sentence]
    firing = words(plots_of("neuron", "tonic_spiking")["phase"])
    assert firing[0] == "No equilibrium: the state never comes to rest."


def test_the_rates_say_where_the_neuron_fires() -> None:
    """As far down as the saddle-node at I = 4."""
    curve = frequency_current("RS", np.linspace(0.0, 20.0, 21))
    first = words(frequency_plot(curve))[0]
    assert first == "The neuron fires from I = 4 mV/ms to 20 mV/ms, at up to 43.6 Hz."
    still = frequency_current("RS", np.linspace(0.0, 2.0, 3))
    assert words(frequency_plot(still))[0] == "The neuron fires at none of these currents."


def test_one_spike_and_none() -> None:
    one = PATTERNS["phasic_spiking"].simulate()
    assert words(trace_plot(one))[0] == f"1 spike at {one.spike_times[0]:g} ms."
    none = simulate(PATTERNS["tonic_spiking"].parameters, 0.0, 50.0)
    assert words(trace_plot(none))[0] == "0 spikes."


def test_peaks_are_counted_along_time() -> None:
    wave = curve("rate", np.array([0.0, 9.0, 1.0, 9.0]))
    assert words(Plot(panes=[pane(wave)]))[0].endswith(", 2 peaks.")
    assert "peaks" not in words(Plot(panes=[pane(wave, x=Quantity("I", "pA"))]))[0]


def test_constant_and_broken_curves() -> None:
    still, gone = curve("a", np.full(4, 2.0)), curve("b", np.full(4, np.nan))
    assert words(Plot(panes=[pane(still, gone)])) == ["a: 2 mV throughout.", "b: nothing."]


def test_many_curves_are_named() -> None:
    said = words(Plot(panes=[pane(*(curve(f"c{k}", T + k) for k in range(8)))]))
    assert len(said) == 6
    assert said[-1] == "And 3 more: c5, c6, c7."


def test_points_and_maps() -> None:
    points = Points(name="start", role=INK, x=T[:1], y=T[:1] - 1.0)
    assert words(Plot(panes=[pane(points)])) == ["start: t 0 ms, v −1 mV."]
    z = np.arange(6.0).reshape(3, 2)
    (said,) = words(Plot(panes=[pane(colours("rates", z))]))
    assert said == "rates over t from 0 to 1 ms and v from 5 to 7 mV: rate from 0 to 5 Hz."
    low, high = np.where(z < 2.0, z, np.nan), np.where(z > 1.0, z, np.nan)
    said_of_parts = words(Plot(panes=[pane(colours("low", low), colours("high", high))]))
    assert said_of_parts[1:] == ["high: 67 %.", "low: 33 %."]


def test_why_there_is_nothing() -> None:
    assert words(empty("It cannot be computed.")) == ["It cannot be computed."]
    label = Label(text="no epochs yet", role=Role.MUTED, x=0.5, y=0.5)
    (shown,) = words(Plot(panes=[pane(marks=[label])]))
    assert shown == "no epochs yet"
    assert words(Plot(panes=[Pane(x=pane().x, y=pane().y)])) == []


@pytest.mark.parametrize(("view", "preset"), PRESETS)
def test_every_plot_has_words(view: str, preset: str) -> None:
    for name, plot in plots_of(view, preset).items():
        said = words(plot)
        assert said, name
        for sentence in said:
            assert "nan" not in sentence.split()
            assert "  " not in sentence


def test_the_page_gets_them_after_its_plots() -> None:
    """During a drag, which asks anew once the plots are there, nobody listens."""
    state = {"preset": "tonic_spiking", "panels": ["trace", "frequency"]}
    parts = [part for part in wire.respond(state) if not isinstance(part, Progress)]
    whole = next(k for k, part in enumerate(parts) if part["whole"])
    said = {name: words for part in parts for name, words in part.get("words", {}).items()}
    assert not any("words" in part for part in parts[: whole + 1])
    assert said["trace"][0].startswith("5 spikes, first at 13 ms")
    assert said["frequency"]
