"""Trained weights as a file, from which training can continue."""

from __future__ import annotations

from collections.abc import Generator
from io import BytesIO

from izhikevich.export.computed import computing
from izhikevich.export.formats import Exported, ExportRequest, exported
from izhikevich.progress import Progress


def writing(asked: ExportRequest) -> Generator[Progress, None, Exported]:
    """Return the weights after the last epoch.

    Those of the reader's own data are a file of `Classifier`, which names features and classes but
    has no samples; those of a ready-made task are one of its `Trainer`.
    """
    computed = yield from computing(asked, ())
    session = asked.prepared.session
    out = BytesIO()
    if session.own is not None:
        session.own.classifier.save(out)
    else:
        session.trainer.save(out)
    return exported(asked, out.getvalue(), computed.notes[len(asked.notes) :])
