"""A fitted cell: its parameters with their ranges, and the report."""

from __future__ import annotations

from collections.abc import Generator

from izhikevich.errors import ParameterError
from izhikevich.export.formats import Exported, ExportRequest, exported
from izhikevich.fitting.parameter_list import written
from izhikevich.messages import msg
from izhikevich.progress import Progress

#: Forms of the parameters, by the names of the formats.
_FORMS = {"parameters_text": "text", "parameters_csv": "csv", "parameters_json": "json"}


def writing(asked: ExportRequest) -> Generator[Progress, None, Exported]:
    """Return the best model of the search of a state.

    Raises
    ------
    ParameterError
        If there is no model.
    """
    session = asked.prepared.session
    yield from session.advancing(asked.prepared.until)
    found = session.found
    if found is None:
        why, parameter = session.trouble
        allowed = msg("there is no model: {why}", why=why)
        raise ParameterError(parameter, asked.values[parameter], allowed)
    if asked.format.name in _FORMS:
        return exported(asked, written(found, _FORMS[asked.format.name]), found.warnings())
    from izhikevich.reports.page import report_svg

    return exported(asked, report_svg(found, asked.speech))
