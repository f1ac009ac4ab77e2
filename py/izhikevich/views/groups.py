"""Groups of parameters shared by several views."""

from __future__ import annotations

from izhikevich.views.schema import Group

RUN = Group("run", "Run", "How long, from which random numbers, and what is selected.")
