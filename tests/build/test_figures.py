"""Figures of documents are those of their code."""

from __future__ import annotations

import re
from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import nef
from izhikevich.plots.figure import Figure
from make.errors import BuildError
from make.reference import documentation, markdown
from make.reference.figures import _light, figures_of
from make.reference.markup import Html

FENCE = "```python\n{}```\n"
CODE = """import numpy as np
from izhikevich import nef
ens = nef.Ensemble(6, neurons="FS", seed=1)
probes = {
    "decoded": nef.Probe(ens, synapse=30.0),
    "spikes": nef.Probe(ens, "spikes"),
    "voltage": nef.Probe(ens, "voltage"),
    "recovery": nef.Probe(ens, "recovery"),
}
model = nef.Model([nef.Connection(nef.Node(0.5), ens)], probes)
"""


def figure_of(run: str) -> str:
    """The figure of a second block, which runs the model of the first."""
    text = FENCE.format(CODE) + "\nThen\n\n" + FENCE.format(run)
    ((code, figure),) = figures_of(text).items()
    assert code == run
    return figure.text


@pytest.fixture
def result() -> nef.Result:
    names: dict[str, Any] = {}
    exec(CODE, names)
    found: nef.Result = names["model"].run(600.0)
    return found


def test_it_is_drawn_of_what_the_code_has_computed(result: nef.Result) -> None:
    figure = figure_of("model.run(600.0).plot()\n")
    (said,) = re.findall(r'aria-label="([^"]*)"', figure)
    assert f"{int(result['spikes'].sum())} spikes" in said
    assert 'style="height:' in figure
    assert "var(--decoded)" in figure
    assert "#" not in re.sub(r"&#?\w+;", "", figure), "colours are the theme's"


def test_long_rows_are_told_to_be_shortened(result: nef.Result) -> None:
    long, short = (figure_of(f"model.run({t}).plot()\n") for t in (600.0, 60.0))
    assert "<figcaption>Of v, 1 of 6 curves; without u.</figcaption>" in long
    assert "<figcaption>" not in short
    # At three quarters from the smallest range to the largest, which is the fifth of six.
    small, _ = _light(result.plot().plot)
    (curve,) = (s for pane in small.panes for s in pane.series if s.name == "voltage")
    neuron = np.argsort(np.ptp(result["voltage"], axis=0), kind="stable")[4]
    np.testing.assert_array_equal(curve.y[:-1], result["voltage"][:, neuron])


def test_results_plot_as_before() -> None:
    figure_of("model.run(60.0).plot()\n")
    assert isinstance(izh.simulate("RS", 10.0, 20.0).plot(), Figure)
    with pytest.raises(ZeroDivisionError):
        figures_of(FENCE.format("1 / 0\n"))
    assert isinstance(izh.simulate("RS", 10.0, 20.0).plot(), Figure)


def test_one_figure_for_each_block() -> None:
    twice = FENCE.format(f"{CODE}\nmodel.run(20.0).plot()\nmodel.run(30.0).plot()\n")
    with pytest.raises(BuildError, match="more than one figure"):
        figures_of(twice)


def test_it_is_below_its_code() -> None:
    one, two = (FENCE.format(code) for code in ("a\n", "b\n"))
    text = f"# Title\n\nLead.\n\n{one}\n{two}\nEnd.\n"
    (part,) = markdown.parsed("doc", text, {"b\n": Html("<figure>F</figure>")}).parts
    assert re.search(r"a\n</code></pre>\s*<pre>", part.content.text)
    assert re.search(r"b\n</code></pre>\s*<figure>F</figure>\s*<p>End", part.content.text)


def test_the_page_has_every_figure_of_its_documents() -> None:
    html = documentation.page()
    plots = sum(markdown.text_of(name).count(".plot()\n") for name in documentation.ILLUSTRATED)
    assert html.count("<figure>") == plots > 10
