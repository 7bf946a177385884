"""The tracked reference tables (data/reference/*.csv) -> facts. Pure: bytes in, facts out."""

import csv
import io
from dataclasses import dataclass
from datetime import date

from schemas.election import LocalName


def rows(content: bytes) -> list[dict[str, str]]:
    """A reference table's rows; every value as text, an empty cell means not known."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@dataclass(frozen=True, slots=True)
class Region:
    """One version of a region: the same code may stand for another territory at another time."""

    code: str
    letters: str
    name: LocalName
    time_zone: str
    kind: str
    valid_from: date | None
    valid_to: date | None

    def is_valid_on(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def regions(content: bytes, on: date) -> list[Region]:
    """The regions as they were on a day, in the order of the file: 17 up to 7 June 2022, 20 since."""
    found = [
        Region(
            row["iso_code"],
            row["letters"],
            LocalName(en=row["name_en"], ru=row["name_ru"], kk=row["name_kk"]),
            row["time_zone"],
            row["kind"],
            _date(row["valid_from"]),
            _date(row["valid_to"]),
        )
        for row in rows(content)
    ]
    return [region for region in found if region.is_valid_on(on)]
