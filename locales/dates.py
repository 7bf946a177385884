"""Dates and times as each language writes them. The instants and zones are given: no clock is read here."""

from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_timedelta, get_month_names

from locales.languages import LANGUAGES, language

ISO_DAY = len("2021-01-10")
_LONG = {"kk": "y 'жылғы' d MMMM", "ru": "long", "en": "d MMMM y"}
_MONTH = {"kk": "y 'жылғы' MMMM", "ru": "LLLL y\N{NO-BREAK SPACE}'г.'", "en": "MMMM y"}
_SHORT = {"kk": "dd.MM.y", "ru": "dd.MM.y", "en": "d MMM y"}
_DAY = {"kk": ("dd.MM", "%d.%m"), "ru": ("dd.MM", "%d.%m"), "en": ("d MMM", "%-d %b")}
"""As text, and as the axis of a chart is told it."""


def date_long(day: date) -> str:
    """10 January 2026 · 10 января 2026 г. · 2026 жылғы 10 қаңтар."""
    return format_date(day, format=_LONG[language()], locale=language())


def month(first: date) -> str:
    """January 2026 · январь 2026 г. · 2026 жылғы қаңтар."""
    return format_date(first, format=_MONTH[language()], locale=language())


def month_names() -> tuple[str, ...]:
    """Every month as a date of any of the languages writes it, the longest first: so that what is shown can keep a date on one line."""
    known = {
        name
        for code in LANGUAGES for width in ("wide", "abbreviated") for name in get_month_names(width, "format", code).values()
    }  # fmt: skip
    return tuple(sorted((name for name in known if not name.endswith(".")), key=lambda name: (-len(name), name)))


def date_short(day: date) -> str:
    """10 Jan 2026 · 10.01.2026 · 10.01.2026."""
    return format_date(day, format=_SHORT[language()], locale=language())


def day_and_month(day: date) -> str:
    """17 Aug · 17.08 · 17.08."""
    return format_date(day, format=_DAY[language()][0], locale=language())


def axis_of_days() -> str:
    """The same as the axis of a chart writes it."""
    return _DAY[language()][1]


def date_printed(words: str) -> str:
    """A day or a month as a table of sources has it (2021-01-10, 2021-01) as the language writes it; other words as they are."""
    try:
        return date_short(date.fromisoformat(words)) if len(words) == ISO_DAY else month(date.fromisoformat(f"{words}-01"))
    except ValueError:
        return words


def weekday_date(day: date) -> str:
    """Saturday, 10 January · суббота, 10 января · сенбі, 10 қаңтар."""
    return format_date(day, format="EEEE, d MMMM", locale=language())


def _zone(zone: tzinfo | str) -> tzinfo:
    return ZoneInfo(zone) if isinstance(zone, str) else zone


def clock(instant: datetime, zone: tzinfo | str) -> str:
    """The time of day of an aware instant in a zone, 14:05, in all three languages; ValueError for a naive instant."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone has no time of day")
    return instant.astimezone(_zone(zone)).strftime("%H:%M")


def relative(distance: timedelta) -> str:
    """An instant minus now, in words: negative is past (5 minutes ago), positive is to come (in 5 minutes)."""
    return format_timedelta(distance, add_direction=True, locale=language())
