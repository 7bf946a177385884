"""Numbers as each language writes them (CLDR through Babel). What is missing is an en dash, never 0."""

import numbers
from decimal import Decimal
from functools import lru_cache
from typing import SupportsFloat

from babel.numbers import format_decimal

from locales.languages import language

MISSING = "–"
MINUS = "\N{MINUS SIGN}"

# CLDR's own percent pattern rounds to whole percent; Russian sets a no-break space before the sign.
_PERCENT = {"kk": "%", "ru": "\N{NO-BREAK SPACE}%", "en": "%"}


def measure(value: object) -> Decimal | None:
    """The value as a number, or None when it is missing: None, not-a-number, infinite, or a frame's own missing mark.

    Floats go through their shortest text, so that 0.0285 is 2.85 percent and not its nearest binary neighbour.
    """
    if isinstance(value, numbers.Integral):
        return Decimal(int(value))
    if isinstance(value, numbers.Real):
        value = Decimal(str(float(value)))
    return value if isinstance(value, Decimal) and value.is_finite() else None


@lru_cache(maxsize=16_384)
def _grouped(value: Decimal, decimals: str, code: str) -> str:
    return format_decimal(value, format="#,##0" + (f".{decimals}" if decimals else ""), locale=code)


def _write(value: Decimal, decimals: str, plus: str = "", ending: str = "") -> str:
    written = _grouped(abs(value), decimals, language())
    nothing = not any(digit in written for digit in "123456789")
    sign = "" if nothing else MINUS if value < 0 else plus
    return sign + written + ending


def number(value: SupportsFloat | None, digits: int = 0) -> str:
    """A count or a measure with a fixed number of decimals; "–" when missing."""
    size = measure(value)
    return MISSING if size is None else _write(size, "0" * digits)


def decimal(value: SupportsFloat | None) -> str:
    """A measure with the decimals its size deserves: three below 1, two below 100, one below 1,000; "–" when missing."""
    size = measure(value)
    if size is None:
        return MISSING
    bounds = (1, 100, 1000)
    digits = sum(abs(size) < bound for bound in bounds)
    return _write(size, "#" * digits)


def share(value: SupportsFloat | None, digits: int = 1) -> str:
    """A share in [0, 1] as percent: 0.434 is 43.4%; "–" when missing."""
    size = measure(value)
    return MISSING if size is None else _write(size * 100, "0" * digits, ending=_PERCENT[language()])


def signed(value: SupportsFloat | None, digits: int = 0) -> str:
    """A difference with its sign, + or U+2212; nothing before 0; "–" when missing."""
    size = measure(value)
    return MISSING if size is None else _write(size, "0" * digits, plus="+")
