"""Rows of the hours and day views, in the words and the local hours of each region."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd

from analysis import series
from locales import clock, language, share, text
from schemas.election import Election
from services.turnout import Turnout
from services.wording import begun


def _order(found: Turnout, codes: set[str]) -> list[str]:
    known = [str(code) for code in found.regions["region_code"] if code in codes]
    return [*known, *sorted(codes - set(known))]


def _hour(at: datetime, zone: str) -> float:
    """Local hours since midnight of voting day; an instant after midnight counts on past 24."""
    local = at.astimezone(ZoneInfo(zone))
    return local.hour + local.minute / 60


def _label(found: Turnout, election: Election, zone: str, index: int) -> str:
    opens = f"{election.voting_opens.hour:02d}"
    return opens if index < 0 else clock(found.due[index], zone)[:2]


def increases_by_region(found: Turnout, election: Election) -> dict[str, pd.DataFrame]:
    """Words of each region with its n -> interval (local hours), counted, stated, stations; in the registry's order."""
    grouped = series.intervals_by_region(found.intervals, found.table)
    panels: dict[str, pd.DataFrame] = {}
    for code in _order(found, set(grouped["region_code"])):
        frame, zone = grouped[grouped["region_code"].eq(code)].sort_values("end"), found.zones.get(code, election.capital_zone)
        words = [
            f"{_label(found, election, zone, begin)}–{_label(found, election, zone, end)}"
            for begin, end in zip(frame["begin"], frame["end"], strict=True)
        ]
        panels[_titled(found, code, int(frame["stations"].max()))] = pd.DataFrame(
            {
                "interval": words,
                "counted": frame["counted"].astype(float).to_list(),
                "stated": frame["stated"].astype(float).to_list(),
                "stations": frame["stations"].to_list(),
            }
        )
    return panels


def _titled(found: Turnout, code: str, n: int) -> str:
    return begun(text("{region}, n {n}", region=found.region_name(code, language()), n=n))


def day_figures(found: Turnout) -> pd.DataFrame:
    """The same stations by region and set hour (analysis.series.same_stations) with as_of_at and announced_share, joined by instant."""
    frame = found.hours.assign(as_of_at=pd.to_datetime([found.due[index] for index in found.hours["hour"]], utc=True))
    told = found.announced.dropna(subset=["as_of_at"])[["region_code", "as_of_at", "announced_share"]]
    return frame.merge(told, on=["region_code", "as_of_at"], how="left")


def day_rows(found: Turnout, election: Election) -> pd.DataFrame:
    """One row a region and set hour: region, region_code, hour, time (local), stations, list, announced, counted, stated (shares), part.

    Announced figures are joined by instant, never by clock label; NaN where none was found."""
    place = {code: place for place, code in enumerate(_order(found, set(found.hours["region_code"])))}
    joined = day_figures(found).sort_values("region_code", key=lambda codes: codes.map(place), kind="stable", ignore_index=True)
    zones = [found.zones.get(code, election.capital_zone) for code in joined["region_code"]]
    listed = joined["list"].astype(float)
    return pd.DataFrame(
        {
            "region": [found.region_name(code, language()) for code in joined["region_code"]],
            "region_code": joined["region_code"],
            "hour": [_hour(at, zone) for at, zone in zip(joined["as_of_at"], zones, strict=True)],
            "time": [clock(at, zone) for at, zone in zip(joined["as_of_at"], zones, strict=True)],
            "stations": joined["stations"],
            "list": joined["list"],
            "announced": joined["announced_share"],
            "counted": joined["counted"].astype(float) / listed,
            "stated": joined["stated"].astype(float) / listed,
            "part": joined["part"],
        }
    )


def day_by_region(found: Turnout, election: Election) -> dict[str, pd.DataFrame]:
    """Words of each region with its n -> long rows for charts.series.day_panel: hour, share, voice, part, clock, written.

    What was announced stands at every set hour; the stations' steps end where the last of them dropped out."""
    rows, told = day_rows(found, election), found.announced.dropna(subset=["as_of_at"])
    set_hours = pd.to_datetime(list(found.due), utc=True)
    panels: dict[str, pd.DataFrame] = {}
    for code in _order(found, set(rows["region_code"])):
        frame, zone = rows[rows["region_code"].eq(code)].sort_values("hour"), found.zones.get(code, election.capital_zone)
        said = told[told["region_code"].eq(code) & told["as_of_at"].isin(set_hours)]
        steps = [
            (_hour(at, zone), value, "announced", 0, clock(at, zone))
            for at, value in zip(said["as_of_at"], said["announced_share"], strict=True)
        ]
        steps += [
            (hour, value, "counted", part, at)
            for hour, value, part, at in zip(frame["hour"], frame["counted"], frame["part"], frame["time"], strict=True)
        ]
        long = pd.DataFrame(steps, columns=["hour", "share", "voice", "part", "clock"])
        panels[_titled(found, code, int(frame["stations"].iloc[-1]))] = long.assign(written=[share(value) for value in long["share"]])
    return panels
