"""Words of the interface in Kazakh, Russian and English, and numbers and dates as each of them writes them."""

from locales.dates import (
    axis_of_days,
    clock,
    date_long,
    date_printed,
    date_short,
    day_and_month,
    month,
    month_names,
    relative,
    weekday_date,
)
from locales.languages import LANGUAGES, NAMES, best_language, language, set_language, using
from locales.messages import plural, points, text
from locales.numbers import decimal, number, share, signed

__all__ = [
    "LANGUAGES",
    "NAMES",
    "axis_of_days",
    "best_language",
    "clock",
    "date_long",
    "date_printed",
    "date_short",
    "day_and_month",
    "decimal",
    "language",
    "month",
    "month_names",
    "number",
    "plural",
    "points",
    "relative",
    "set_language",
    "share",
    "signed",
    "text",
    "using",
    "weekday_date",
]
