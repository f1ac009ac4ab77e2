"""Random states: mostly allowed, often at a limit, sometimes nonsense; the same for each seed."""

from __future__ import annotations

import json
import math
from pathlib import Path
from random import Random
from typing import Any

from izhikevich.neuron.stimuli.base import KINDS
from izhikevich.views import registry
from izhikevich.views.base import AnyView
from izhikevich.views.file import File
from izhikevich.views.schema import Choice, Number, Parameter, Preset, Text
from izhikevich.views.table import ChoiceColumn, Column, NumberColumn, Table

#: Hostile texts (see tests/data/payloads.json).
PAYLOADS: list[str] = json.loads(
    (Path(__file__).parent / "data" / "payloads.json").read_text(encoding="utf-8")
)
_NONSENSE: tuple[Any, ...] = (
    *("", " ", "x", "nan", "inf", "-inf", "1e400", "1e-400", "-0", "0x10", "1_0", "١", "true"),
    *("9" * 400, "__proto__", "\ud800", "\x00", None, True, False, math.nan, math.inf, -math.inf),
    *([], [1], {}, {"a": 1}, 10**400, -(10**30), 1e308, 5e-324),
)
#: Parameters whose usual values make some networks large.
_SIZES = ("neurons", "excitatory", "inhibitory", "duration")
#: What interventions do, and what they act on.
_ACTIONS = (
    "drive",
    "silence",
    "weights",
    "a",
    "c",
    "noise",
    "learning",
    "balance",
    "weight",
    "inhibition",
    "x",
)
_PLACES = (
    "",
    "",
    "0",
    "7",
    "excitatory",
    "inhibitory",
    "ring",
    "layer 1 excitatory",
    "A inhibitory",
)
_CURRENTS = (*KINDS, "product", "unknown")
_PIECES = ("0", "1", "-1", "x", "y", "x^2", "sin(x)", "exp(x)", "1/x", "x^9", "(", ")", "x*y", "pi")


class States:
    """A source of states.

    Parameters
    ----------
    seed : int
    sizes : int
        Numbers of neurons, epochs and the like are at most about this; 0: as large as they may be.
    """

    def __init__(self, seed: int, sizes: int = 0) -> None:
        self._random = Random(seed)
        self._sizes = sizes
        self._views = registry.views()

    def state(self, view: AnyView | None = None, panels: int = 3) -> dict[str, Any]:
        """Return a state as it may come from a link, with at most so many panels."""
        random = self._random
        view = view or random.choice(self._views)
        preset = random.choice(view.presets)
        own = [p for p in view.parameters if p.name in preset.values]
        count = random.choice((0, 1, 1, 1, 2, 2, 3, 5, 8))
        changed = random.sample(own, min(count, len(own)))
        names = [panel.name for panel in view.panels]
        values = {p.name: self._value(p, preset) for p in changed}
        if self._sizes:  # the large networks are large without any change
            large = [
                name
                for name in _SIZES
                if isinstance(size := preset.values.get(name), float) and size > self._sizes
            ]
            values = {**dict.fromkeys(large, float(self._sizes)), **values}
        return {
            "version": 1,
            "view": view.name,
            "preset": preset.name,
            "values": values,
            "panels": random.sample(names, random.randint(1, min(panels, len(names)))),
        }

    def _value(self, parameter: Parameter, preset: Preset) -> Any:
        random = self._random
        default = preset.values[parameter.name]
        if random.random() < 0.03:
            return random.choice((*_NONSENSE, random.choice(PAYLOADS)))
        if isinstance(parameter, Number):
            return self._number(parameter, float(default))
        if isinstance(parameter, Choice):
            return random.choice(parameter.values)
        if isinstance(parameter, Table):
            return self._table(parameter)
        if isinstance(parameter, Text):
            return self._text(parameter, str(default))
        if isinstance(parameter, File):
            return self._file(parameter)
        return random.choice((True, False))

    def _number(self, parameter: Number, default: float) -> float | str:
        random = self._random
        low, high, _ = parameter.slider
        ends = [x for x in (parameter.low, parameter.high) if math.isfinite(x)]
        kind = random.randrange(8)
        if kind < 3:
            found = random.uniform(low, high)
        elif kind == 3 and ends:
            found = random.choice(ends)
        elif kind == 4:
            found = random.choice((-1, 1)) * 10.0 ** random.uniform(-12, 7)
        elif kind == 5:
            found = default * 10.0 ** random.uniform(-3, 3)
        elif kind == 6:
            found = math.nextafter(random.choice((*ends, default, 0.0)), random.choice((-1e9, 1e9)))
        else:
            found = default * random.uniform(-2, 2)
        if random.random() < 0.9:
            found = min(max(found, parameter.low), parameter.high)
        if parameter.whole:
            found = float(round(found)) if math.isfinite(found) else found
            if self._sizes and parameter.name not in ("seed", "neuron"):
                most = max(float(self._sizes), min(low, default))
                found = min(found, most)
        return found if random.random() < 0.7 else repr(found)

    def _text(self, parameter: Text, default: str) -> str:
        random = self._random
        kind = random.randrange(6)
        if kind == 0:
            return random.choice([default, *(example.value for example in parameter.examples)])
        if kind == 1:
            return random.choice(PAYLOADS)
        if kind == 2:
            return ",".join(self._digits() for _ in range(random.randint(1, 6)))
        if kind == 3:
            return random.choice("+-*/^,").join(random.choices(_PIECES, k=random.randint(1, 4)))
        return "+".join(self._current() for _ in range(random.randint(1, 3)))

    def _file(self, parameter: File) -> str:
        random = self._random
        kind = random.randrange(5)
        if kind == 0:
            return random.choice(PAYLOADS)
        if kind == 1:
            return f"file:{random.getrandbits(48):012x}:{random.choice(PAYLOADS)}"
        if kind == 2:
            return ";".join(",".join(self._digits() for _ in range(3)) for _ in range(6))
        if kind == 3:
            head = f"spikes {random.choice((1, 9, 10_000))} channels {self._digits()} ms"
            return ";".join([head, *(f"{k % 2},0@{self._digits()}" for k in range(8))])
        return random.choice(parameter.examples).value

    def _current(self) -> str:
        random = self._random
        numbers = ",".join(self._digits() for _ in range(random.randint(0, 4)))
        return f"{random.choice(_CURRENTS)}({numbers})"

    def _digits(self) -> str:
        random = self._random
        kind = random.randrange(5)
        if kind == 0:
            return str(random.choice((0, 1, -1, 2, 10, 50, 100, "", "nan", "1e9", "1e-9")))
        if kind == 1:
            return f"{random.choice((-1, 1)) * 10.0 ** random.uniform(-9, 9):.3g}"
        return f"{random.uniform(0, 60):.3g}"

    def _table(self, table: Table) -> str:
        random = self._random
        rows = []
        for _ in range(random.randint(1, 4)):
            chosen = [c for c in table.columns if c is table.columns[0] or random.random() < 0.4]
            rows.append(",".join(f"{c.name}={self._cell(c)}" for c in chosen))
        return ";".join(rows)

    def _cell(self, column: Column) -> str:
        random = self._random
        if random.random() < 0.05:
            return random.choice(PAYLOADS)
        if isinstance(column, ChoiceColumn):
            return random.choice([option.value for option in column.options])
        if isinstance(column, NumberColumn):
            low, high = max(column.low, -50.0), min(column.high, 50.0)
            found = random.choice((column.low, low, high, random.uniform(low, high)))
            return f"{round(found) if column.whole and math.isfinite(found) else found}"
        if column.name in ("set", "of"):
            return random.choice(_ACTIONS if column.name == "set" else _PLACES)
        if column.name in ("name", "pre", "post"):
            return random.choice("ABC")
        if "weight" in column.name:
            numbers = ",".join(self._digits() for _ in range(random.randint(0, 3)))
            law = random.choice(("uniform", "normal", "lognormal", "exponential", "gamma"))
            return random.choice((self._digits(), f"{law}({numbers})"))
        if column.name == "conductance":
            return random.choice(("g_exc - g_inh", "g_exc*(0-v)-g_inh", "0", "g_a*v", "exp(v)"))
        return random.choice(("exc", "inh", "a"))
