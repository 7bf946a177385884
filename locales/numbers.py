"""Numbers as each language writes them (CLDR through Babel). What is missing is an en dash, never 0."""

import numbers
from decimal import Decimal
from math import isfinite

from babel.numbers import format_decimal

from locales.languages import language

MISSING = "–"
MINUS = "\N{MINUS SIGN}"

# CLDR's own percent pattern rounds to whole percent; Russian sets a no-break space before the sign.
_PERCENT = {"kk": "%", "ru": "\N{NO-BREAK SPACE}%", "en": "%"}


def measure(value: object) -> int | float | Decimal | None:
    """The value as a number, or None when it is missing: None, not-a-number, infinite, or a frame's own missing mark."""
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    if isinstance(value, numbers.Real):
        return float(value) if isfinite(value) else None
    return None


def _format(value: int | float | Decimal, decimals: str, plus: str = "", ending: str = "") -> str:
    pattern = "#,##0" + (f".{decimals}" if decimals else "")
    written = str(format_decimal(abs(value), format=pattern, locale=language()))
    nothing = not any(digit in written for digit in "123456789")
    sign = "" if nothing else MINUS if value < 0 else plus
    return sign + written + ending


def number(value: int | float | Decimal | None, digits: int = 0) -> str:
    """A count or a measure with a fixed number of decimals; "–" when missing."""
    size = measure(value)
    return MISSING if size is None else _format(size, "0" * digits)


def decimal(value: float | Decimal | None) -> str:
    """A measure with three significant digits at most after the point, none from 1,000 on; "–" when missing."""
    size = measure(value)
    if size is None:
        return MISSING
    magnitude = abs(size)
    digits = 0 if magnitude >= 1000 else 1 if magnitude >= 100 else 2 if magnitude >= 1 else 3
    return _format(size, "#" * digits)


def share(value: float | Decimal | None, digits: int = 1) -> str:
    """A share in [0, 1] as percent: 0.434 is 43.4%; "–" when missing."""
    size = measure(value)
    if size is None:
        return MISSING
    # Through text, so that 0.0285 is 2.85 percent and not its nearest binary neighbour.
    return _format(Decimal(str(size)) * 100, "0" * digits, ending=_PERCENT[language()])


def signed(value: int | float | Decimal | None, digits: int = 0) -> str:
    """A difference with its sign, + or U+2212; nothing before 0; "–" when missing."""
    size = measure(value)
    return MISSING if size is None else _format(size, "0" * digits, plus="+")
