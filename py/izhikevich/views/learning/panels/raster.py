"""The input, and the spikes before learning and now."""

from __future__ import annotations

from izhikevich.learning import CrossEntropy
from izhikevich.messages import counted, msg
from izhikevich.plots.learning.spikes_and_answers import Answers, Currents, Spikes, learned_plot
from izhikevich.plots.spec import Pick, Plot
from izhikevich.plots.style import Role
from izhikevich.views.learning.handles import target_handles
from izhikevich.views.learning.snapshot import Snapshot
from izhikevich.views.schema import Panel

_SHARES = (2.0, 3.0)  # share of the height: a row of one neuron, and of many


def build(shown: Snapshot) -> Plot:
    """Return the input, and the spikes before and after learning, with targets or readouts."""
    epochs = shown.epoch
    size = shown.layer.in_size
    neurons = counted("{count} neuron", "{count} neurons", size)
    now = counted(
        "{neurons} now, after {count} epoch",
        "{neurons} now, after {count} epochs",
        epochs,
        neurons=neurons,
    )
    share = _SHARES[size > 1]
    loss = shown.session.trainer.loss
    targets = None if shown.session.classifies else shown.events(shown.target)
    rows: list[Spikes | Answers | Currents] = [
        Spikes(
            now,
            *shown.events(shown.run.spikes[:, 0]),
            size,
            Role.VOLTAGE,
            share,
            targets,
            shown.looked_at if size > 1 else None,
        ),
        Spikes(
            msg("before learning"),
            *shown.events(shown.before.runs[-1].spikes[:, 0]),
            size,
            Role.MUTED,
            share,
            targets,
        ),
    ]
    if isinstance(loss, CrossEntropy):
        answers = shown.now.output[:, 0]
        rows.insert(
            1,
            Answers(
                msg("readouts, now"),
                shown.t,
                answers,
                shown.classes,
                shown.right,
                shown.answer,
                share,
                loss.start,
            ),
        )
    rows.append(_input(shown))
    return learned_plot(rows, shown.end).held_by(target_handles(shown), {})


def _input(shown: Snapshot) -> Spikes | Currents:
    channels = shown.inputs.shape[2]
    if shown.by_current:
        title = counted("Input: {count} current", "Input: {count} currents", channels)
        return Currents(title, shown.t, shown.inputs[0], shown.features, _SHARES[0])
    title = msg("Input: {count} spike trains", count=channels)
    return Spikes(title, *shown.events(shown.inputs[0]), channels, Role.MUTED, _SHARES[0])


PANEL = Panel(
    name="raster",
    title="Spikes and their targets",
    help="Wide grey marks are targets. Drag to zoom; click a neuron to select it.",
    place="main",
    default=True,
    axis_group="time",
    pick=Pick(None, "neuron"),
    order=10,
    quick=True,
    build=build,
)
