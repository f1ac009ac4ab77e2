"""The note on a run that has no trace here, in files for other simulators."""

from __future__ import annotations

from izhikevich.errors import as_message
from izhikevich.messages import Message, msg
from izhikevich.views.neuron.run import Run


def incomplete(run: Run) -> Message:
    """Return the note of a run that stops here, though perhaps not in another simulator."""
    return msg(
        "In izhikevich this run cannot be completed: {reason}", reason=as_message(str(run.outcome))
    )
