"""Groups of parameters shared by several views."""

from __future__ import annotations

from izhikevich.views.schema import Group

RUN = Group("run", "Run", "Duration, random seed and selection.")
