"""The rates of the populations around the onsets of a stimulus."""

from __future__ import annotations

from izhikevich.analysis import psth
from izhikevich.messages import msg
from izhikevich.plots.network.around import psth_plot
from izhikevich.plots.network.recorded import role_of, title_of
from izhikevich.plots.spec import Plot, empty
from izhikevich.units import time_of
from izhikevich.views.network.onsets import onset_times
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return the mean rates around onsets, if there are any."""
    events, lag = onset_times(shown), shown.studied.lag
    if not events.size:
        return empty(
            "No stimulus begins in the time shown: give a population one, drive one while it runs, "
            "or enter times as “onsets” under Analysis."
        )
    inner = events[(events >= shown.start + lag) & (events <= shown.stop - lag)]
    if not inner.size:
        return empty(
            msg(
                "No onset is at least {lag} from both ends of the time shown: show more of the "
                "run, or shorten the longest lag under Analysis.",
                lag=time_of(lag),
            )
        )
    if not shown.genuine[0].size:
        return empty("No neuron has fired in the time shown: increase the input or the stimulus.")
    width = min(shown.studied.bin, lag)
    found = [
        (one, *psth(shown.of(one), inner, lag, lag, width, one.size)) for one in shown.most_active
    ]
    rates = [(title_of(one), role_of(one), rate) for one, _, rate in found]
    return psth_plot(found[0][1], rates, inner.size)


PANEL = Panel(
    name="psth",
    title="Response to the stimulus",
    help="Peristimulus time histogram: mean rates of the populations around the onsets of a "
    "stimulus, of its pulses, of each period of a sine, of a drive by hand, or around the times "
    "given under Analysis, where bins and the longest lag are chosen, too.",
    place="extra",
    on_demand=True,
    order=46,
    quick=True,
    build=build,
)
