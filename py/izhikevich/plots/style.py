"""The roles of what is drawn, and their colours in the themes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from izhikevich.errors import ParameterError, choices


class Role(StrEnum):
    """The meaning of something in a plot; its value names the colour, also in style sheets."""

    INK = "ink"
    MUTED = "muted"
    FAINT = "faint"
    GRID = "grid"
    PAPER = "paper"
    FIELD = "field"
    VOLTAGE = "v"
    RECOVERY = "u"
    CURRENT = "current"
    STABLE = "stable"
    UNSTABLE = "unstable"
    ACCENT = "accent"
    EXCITATORY = "excitatory"
    INHIBITORY = "inhibitory"
    DECODED = "decoded"
    GRADIENT = "gradient"
    PINNED = "pinned"
    POSITIVE = "positive"
    NEGATIVE = "negative"
    RUNAWAY = "regime-runaway"
    REST = "regime-rest"
    SINGLE = "regime-single"
    PHASIC = "regime-phasic"
    CHATTERING = "regime-chattering"
    LONG_CHATTERING = "regime-long-chattering"
    BURSTING = "regime-bursting"
    LONG_BURSTS = "regime-long-bursts"
    IRREGULAR = "regime-irregular"
    ADAPTING = "regime-adapting"
    TONIC = "regime-tonic"
    ARTEFACT = "regime-artefact"


#: The roles of the regimes, by name (see `izhikevich.dynamics.maps.regimes`).
REGIME_ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "runaway": Role.RUNAWAY,
        "rest": Role.REST,
        "single": Role.SINGLE,
        "phasic": Role.PHASIC,
        "chattering": Role.CHATTERING,
        "bursting": Role.BURSTING,
        "irregular": Role.IRREGULAR,
        "adapting": Role.ADAPTING,
        "tonic": Role.TONIC,
        "artefact": Role.ARTEFACT,
    }
)
#: The other ends of the colour scales of regimes with bursts: many spikes each.
LONG_BURSTS: Mapping[str, Role] = MappingProxyType(
    {"bursting": Role.LONG_BURSTS, "chattering": Role.LONG_CHATTERING}
)

#: The colours of the page's light theme, as in its style sheet (css/tokens.css).
LIGHT: Mapping[Role, str] = MappingProxyType(
    {
        Role.INK: "#1b1f23",
        Role.MUTED: "#555d65",
        Role.FAINT: "#8a9199",
        Role.GRID: "#eceff1",
        Role.PAPER: "#ffffff",
        Role.FIELD: "#c3c9cf",
        Role.VOLTAGE: "#0072b2",
        Role.RECOVERY: "#d55e00",
        Role.CURRENT: "#69727a",
        Role.STABLE: "#1b1f23",
        Role.UNSTABLE: "#1b1f23",
        Role.ACCENT: "#0072b2",
        Role.EXCITATORY: "#0072b2",
        Role.INHIBITORY: "#d55e00",
        Role.DECODED: "#009e73",
        Role.GRADIENT: "#b0558a",
        Role.PINNED: "#b0558a",
        Role.POSITIVE: "#0072b2",
        Role.NEGATIVE: "#d55e00",
        Role.RUNAWAY: "#8a9199",
        Role.REST: "#e9ecef",
        Role.SINGLE: "#f3e79b",
        Role.PHASIC: "#c9bd55",
        Role.CHATTERING: "#ecc6da",
        Role.LONG_CHATTERING: "#a03d75",
        Role.BURSTING: "#fad9c1",
        Role.LONG_BURSTS: "#b34700",
        Role.IRREGULAR: "#4b535a",
        Role.ADAPTING: "#5aa2cf",
        Role.TONIC: "#b5dcf2",
        Role.ARTEFACT: "#c9a5a0",
    }
)
#: The colours of its dark theme.
DARK: Mapping[Role, str] = MappingProxyType(
    {
        Role.INK: "#e8eaec",
        Role.MUTED: "#a9b1b8",
        Role.FAINT: "#7c858d",
        Role.GRID: "#24292e",
        Role.PAPER: "#14171a",
        Role.FIELD: "#4a525a",
        Role.VOLTAGE: "#56b4e9",
        Role.RECOVERY: "#e69f00",
        Role.CURRENT: "#9aa3ab",
        Role.STABLE: "#e8eaec",
        Role.UNSTABLE: "#e8eaec",
        Role.ACCENT: "#56b4e9",
        Role.EXCITATORY: "#56b4e9",
        Role.INHIBITORY: "#e69f00",
        Role.DECODED: "#2fc79a",
        Role.GRADIENT: "#e08fbf",
        Role.PINNED: "#e08fbf",
        Role.POSITIVE: "#56b4e9",
        Role.NEGATIVE: "#e69f00",
        Role.RUNAWAY: "#7c858d",
        Role.REST: "#2b3137",
        Role.SINGLE: "#6b6226",
        Role.PHASIC: "#a3962f",
        Role.CHATTERING: "#6b3553",
        Role.LONG_CHATTERING: "#f0a5cb",
        Role.BURSTING: "#5c3317",
        Role.LONG_BURSTS: "#f08a3c",
        Role.IRREGULAR: "#cfd5da",
        Role.ADAPTING: "#3d9bd1",
        Role.TONIC: "#17506f",
        Role.ARTEFACT: "#8f5f5a",
    }
)
#: Both themes of the page by name.
THEMES: Mapping[str, Mapping[Role, str]] = MappingProxyType({"light": LIGHT, "dark": DARK})
#: Greys for print: what colours tell apart, they and dashes do (`izhikevich.plots.monochrome`).
MONO: Mapping[Role, str] = MappingProxyType(
    {
        Role.INK: "#000000",
        Role.MUTED: "#404040",
        Role.FAINT: "#8c8c8c",
        Role.GRID: "#ececec",
        Role.PAPER: "#ffffff",
        Role.FIELD: "#c6c6c6",
        Role.VOLTAGE: "#000000",
        Role.RECOVERY: "#737373",
        Role.CURRENT: "#6e6e6e",
        Role.STABLE: "#000000",
        Role.UNSTABLE: "#000000",
        Role.ACCENT: "#000000",
        Role.EXCITATORY: "#000000",
        Role.INHIBITORY: "#8c8c8c",
        Role.DECODED: "#4d4d4d",
        Role.GRADIENT: "#969696",
        Role.PINNED: "#4d4d4d",
        Role.POSITIVE: "#000000",
        Role.NEGATIVE: "#8c8c8c",
        Role.RUNAWAY: "#7a7a7a",
        Role.REST: "#f7f7f7",
        Role.SINGLE: "#e6e6e6",
        Role.PHASIC: "#d5d5d5",
        Role.CHATTERING: "#c4c4c4",
        Role.LONG_CHATTERING: "#4a4a4a",
        Role.BURSTING: "#b3b3b3",
        Role.LONG_BURSTS: "#2e2e2e",
        Role.IRREGULAR: "#141414",
        Role.ADAPTING: "#919191",
        Role.TONIC: "#a2a2a2",
        Role.ARTEFACT: "#636363",
    }
)
#: The themes of figures by name.
FIGURE_THEMES: Mapping[str, Mapping[Role, str]] = MappingProxyType({**THEMES, "mono": MONO})
Theme = Literal["light", "dark", "mono"]


def colours_of(theme: str) -> Mapping[Role, str]:
    """Return the colours of a figure's theme.

    Raises
    ------
    ParameterError
        If there is no such theme.
    """
    if theme not in FIGURE_THEMES:
        raise ParameterError("theme", theme, choices(FIGURE_THEMES))
    return FIGURE_THEMES[theme]
