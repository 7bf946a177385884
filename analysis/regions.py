"""Regions over time: one series only while the territory is the same."""

from datetime import date

CHANGED_ON = date(2022, 6, 8)
"""Abai, Zhetisu and Ulytau were separated (decree in force from this day)."""
CHANGED = frozenset({"KZ-19", "KZ-35", "KZ-63"})
"""Codes that stand for a smaller territory since: Almaty Region, Karaganda, East Kazakhstan."""


def series_key(code: str, on: date) -> str:
    """The series a region's value of a day belongs to: its code, or its code and the side of the change for the three that changed.
    A change of name alone, as of the capital, is no change of territory."""
    if code not in CHANGED:
        return code
    return f"{code} {'since' if on >= CHANGED_ON else 'until'}"
