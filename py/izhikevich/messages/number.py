"""Numbers within messages: kept as they are until a language writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: A sample number, for which a catalogue gives the form in its language.
EXAMPLE = "1,234.5"

# Digits in groups of three or none, and a decimal point. Dates and versions are not such numbers.
_PLAIN = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d.,]*[.,]\d)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit, as a value of a message.

    Parameters
    ----------
    value : float
    unit : str
        Text that follows it.
    form : str
        How many digits there are: a format specification of Python, such as ".2f" or ",".
    typeset : bool
        Whether it has a minus sign, as in equations, and not a hyphen.
    """

    value: float
    unit: str = ""
    form: str = ""
    typeset: bool = False

    def __str__(self) -> str:
        """Return it as English writes it."""
        number = f"{self.value:{self.form}}"
        if self.typeset:
            number = number.replace("-", "−")
        return f"{number} {self.unit}" if self.unit else number


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs with which a language writes numbers.

    Parameters
    ----------
    thousands, decimal : str
        Separator of groups of three digits, and decimal sign.
    """

    thousands: str = ","
    decimal: str = "."

    @classmethod
    def of(cls, example: str) -> Signs:
        """Read the signs off `EXAMPLE` as the language writes it."""
        return cls(example[1:-5], example[-2])

    def write(self, text: str) -> str:
        """Return a text whose numbers have these signs."""
        if self == ENGLISH or not any(map(str.isdigit, text)):
            return text
        return _PLAIN.sub(self._swap, text)

    def _swap(self, found: re.Match[str]) -> str:
        whole, point, part = found[0].partition(".")
        return whole.replace(",", self.thousands) + point.replace(".", self.decimal) + part


#: Those of English.
ENGLISH = Signs()
