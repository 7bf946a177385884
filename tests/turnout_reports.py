"""A day at a station as frames: what observers counted, when they were away, and what the commission said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.turnout import Reports
from schemas.election import Allowance

OPENS, CLOSES = "07:00", "20:00"
NONE = Allowance(below_share=0.0, above_share=0.0)
TURNOUT = ("voters_counted", "counted_at", "counting_since_at", "counting_method", "counting_unit", "counter_reset", "counter_reset_at",
           "stated_voters", "stated_at", "mobile_voters", "mobile_accompanied")  # fmt: skip


def at(clock: str) -> pd.Timestamp:
    """A local time in Almaty on 14 January 2029."""
    return pd.Timestamp(f"2029-01-14 {clock}", tz="Asia/Almaty").tz_convert("UTC")


@dataclass
class Day:
    """Collects reports; `reports()` and `protocol()` are what analysis takes."""

    turnout: list[dict[str, Any]] = field(default_factory=list)
    presence: list[dict[str, Any]] = field(default_factory=list)
    away: list[dict[str, Any]] = field(default_factory=list)
    opening: list[dict[str, Any]] = field(default_factory=list)
    closing: list[dict[str, Any]] = field(default_factory=list)
    copies: list[dict[str, Any]] = field(default_factory=list)
    revision: int = 0

    def read(
        self,
        clock: str,
        counted: int | None = None,
        stated: int | None = None,
        *,
        station: str = "A",
        who: str = "p",
        since: str | None = OPENS,
        **more: Any,
    ) -> Day:
        self.revision += 1
        instants = {name: at(value) if isinstance(value, str) and name.endswith("_at") else value for name, value in more.items()}
        row = dict.fromkeys(TURNOUT) | {
            "station_id": station,
            "author_id": who,
            "organisation_code": "ORG",
            "revision_id": self.revision,
            "observed_at": at(clock),
            "voters_counted": counted,
            "counted_at": at(clock),
            "counting_since_at": at(since) if since else None,
            "counting_method": "hand_counter",
            "counting_unit": "at_box",
            "counter_reset": "no",
            "stated_voters": stated,
            "stated_at": at(clock) if stated is not None else None,
            "mobile_accompanied": "not_applicable",
        }
        self.turnout.append(row | instants)
        return self

    def gone(self, begin: str, end: str, *, station: str = "A", who: str = "p") -> Day:
        self.away.append({"station_id": station, "author_id": who, "away_from_at": at(begin), "away_to_at": at(end)})
        return self

    def copy(self, issued: int | None, outside: int | None = 0, *, station: str = "A", report: str = "r1", listed: int = 2000) -> Day:
        for code, value in (("ballots_issued", issued), ("voters_outside", outside), ("registered_voters", listed)):
            self.revision += 1
            self.copies.append(
                {
                    "report_id": report,
                    "revision_id": self.revision,
                    "station_id": station,
                    "figure_code": code,
                    "option_code": "",
                    "value": value,
                }
            )
        return self

    def reports(self) -> Reports:
        def frame(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
            made = pd.DataFrame(rows, columns=list(dict.fromkeys([*columns, *(key for row in rows for key in row)])))
            return made.assign(**{name: pd.to_datetime(made[name], utc=True) for name in map(str, made) if name.endswith("_at")})

        who = ("station_id", "author_id")
        return Reports(
            turnout=frame(self.turnout, (*who, "organisation_code", "revision_id", "observed_at", *TURNOUT)),
            presence=frame(self.presence, (*who, "arrived_at")),
            away=frame(self.away, (*who, "away_from_at", "away_to_at")),
            opening=frame(self.opening, (*who, "opened_at", "shared_building")),
            closing=frame(self.closing, (*who, "last_voter_at", "closed_early_all_voted")),
        )

    def protocol(self) -> pd.DataFrame:
        columns = ["report_id", "revision_id", "station_id", "figure_code", "option_code", "value"]
        return pd.DataFrame(self.copies, columns=columns).astype({"value": "Int64"})


def stations(*codes: str, station_type: str = "ordinary") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "station_id": list(codes),
            "number": list(codes),
            "region_code": "KZ-79",
            "district_code": "",
            "station_type": station_type,
            "registered_voters": pd.Series([2000] * len(codes), dtype="Int64"),
            "time_zone": "Asia/Almaty",
        }
    )


def hours(*codes: str) -> pd.DataFrame:
    return pd.DataFrame({"station_id": list(codes), "opens_at": at(OPENS), "closes_at": at(CLOSES)})
