"""What a person reads: English ids looked up in the catalogue of the language in use, with their values set in."""

import numbers
from decimal import Decimal
from typing import SupportsFloat

from babel import Locale

from locales.languages import language
from locales.loading import messages_in
from locales.numbers import MISSING, decimal, measure, number, signed

# The place of each CLDR category among the gettext forms. A Russian fraction takes the genitive
# singular, which is the form after 2, 3 and 4 («0,5 человека»).
_FORM_PLACE = {
    "kk": {"one": 0, "other": 1},
    "ru": {"one": 0, "few": 1, "many": 2, "other": 1},
    "en": {"one": 0, "other": 1},
}


def _forms(message: str, context: str | None) -> tuple[str, ...] | None:
    known = messages_in(language())
    found = known.get((context, message))
    # A word without its own meaning in the catalogue still reads better translated plainly than in English.
    return found if found is not None or context is None else known.get((None, message))


def _written(value: object) -> str:
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, numbers.Integral):
        return number(int(value))
    if isinstance(value, numbers.Real | Decimal):
        return decimal(measure(value))
    if isinstance(value, str) and hasattr(value, "context"):
        return text(value)
    return str(value)


def _filled(template: str, values: dict[str, object]) -> str:
    if not values:
        return template
    return template.format(**{name: _written(value) for name, value in values.items()})


def text(message: str, /, context: str | None = None, **values: object) -> str:
    """The message in the language in use, or its English id where there is no translation yet.

    `context` (else the message's own `.context`) tells two meanings of one English word apart.
    Integers, floats, None and messages among the values are written in the same language; the rest by str():
    a year, a station's number or a code is given as a str, or it would be grouped like a count.
    Braces are left alone when no value is given.
    """
    if not message:
        return ""
    meaning = context if context is not None else getattr(message, "context", None)
    forms = _forms(str(message), meaning)
    return _filled(forms[0] if forms else str(message), values)


def plural(singular: str, plural: str, n: float, /, context: str | None = None, **values: object) -> str:
    """The form of the message that goes with n, which is also set in as {n} unless `values` has its own."""
    code = language()
    category = Locale.parse(code).plural_form(n)
    forms = _forms(singular, context)
    if forms is None:
        forms, category = (singular, plural), Locale.parse("en").plural_form(n)
    form = forms[min(_FORM_PLACE[code][category], len(forms) - 1)]
    return _filled(form, {"n": n, **values})


def points(difference_share: SupportsFloat | None, digits: int = 1) -> str:
    """A difference of two shares in percentage points, signed: 0.012 is +1.2 percentage points; "–" when missing."""
    difference = measure(difference_share)
    return MISSING if difference is None else text("{n} percentage points", n=signed(difference * 100, digits))
