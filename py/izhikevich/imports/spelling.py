"""How units are written in other places."""

from __future__ import annotations

#: Signs that are read as plainer ones: both micros, a small 2, the minus of typesetters.
PLAINER = str.maketrans({"µ": "u", "μ": "u", "²": "2", "⁻": "-", "·": " ", "−": "-"})
#: A current or a capacitance per area, such as uA/cm2, uF cm^-2 or A/m**2.
PER_AREA = r"[pnum]?[AF][ .*]?(?:/ ?[cmu]?m(?:\^|\*\*)?2|[cmu]?m(?:\^|\*\*)?-2)(?!\w)"
