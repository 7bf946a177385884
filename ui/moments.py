"""Times of day as they are read: with the date where it is not the day one takes for granted."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from locales import clock, date_short, text


def dated(instant: datetime, day: date, zone: str) -> str:
    """14:05 on `day`; the date before it on every other. ValueError for a naive instant."""
    time, own = clock(instant, zone), instant.astimezone(ZoneInfo(zone)).date()
    return time if own == day else text("{date}, {time}", date=date_short(own), time=time)


def at_station(instant: datetime, zone: str, day: date, capital_zone: str) -> str:
    """In the station's own hours, as those who were there say it; with the distance from UTC where the capital has another clock."""
    own = dated(instant, day, zone)
    return own if offset(instant, zone) == offset(instant, capital_zone) else f"{own}, {offset(instant, zone)}"


def offset(at: datetime, zone: str) -> str:
    """The clock's distance from UTC: UTC+5, UTC+5:45, UTC−3."""
    away = at.astimezone(ZoneInfo(zone)).utcoffset()
    minutes = int(away.total_seconds() // 60) if away is not None else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes >= 0 else "\N{MINUS SIGN}"
    return f"UTC{sign}{hours}:{rest:02}" if rest else f"UTC{sign}{hours}"
