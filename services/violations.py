"""What was seen at how many stations, what was told, who was kept out; and what authorities say they registered."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analysis import violations
from analysis.columns import among
from analysis.numbering import Keys
from analysis.violations import ITEM_BY_ID, ITEMS, Item
from data.store import frames_coverage, frames_violations
from schemas.counting import CountRule
from schemas.election import Election, LocalName
from schemas.person import Actor
from schemas.reports.body import ReportKind
from services import counting, house, incidents, reading, registry
from services.permissions import Act, require
from services.reading import Reading

__all__ = [
    "ITEMS",
    "ITEM_BY_ID",
    "NOT_LET_IN",
    "Item",
    "Registered",
    "Seen",
    "by_group",
    "comparison",
    "most_seen",
    "registered",
    "seen",
]

NOT_LET_IN = "not_let_in"
"""The item that the view of observers kept out speaks of."""
AUTHORITIES = Path(__file__).parents[1] / "data" / "reference" / "authorities_violations.csv"


@dataclass(frozen=True, slots=True)
class Seen:
    """`items`: item_id, k, n, unseen, share, phase, class_code, highest share first. `stations`: a row an item and station
    (analysis.violations.by_station). `groups`: k, n, unseen, share by item_id and region_code, and by item_id and organisation_code; a
    station with observers of two organisations counts in both, so these rows do not add up to the country's. `classes`: incidents by
    class; `hours`: by the hour; `kept_out`: by event and reason. `regions`: the regions with their names; `organisations`: names by
    code; `asked_stations`: stations where anything was asked. `incidents`: a row an incident (analysis.incidents.INCIDENT_COLUMNS)."""

    items: pd.DataFrame
    stations: pd.DataFrame
    classes: pd.DataFrame
    hours: pd.DataFrame
    kept_out: pd.DataFrame
    groups: Mapping[str, pd.DataFrame]
    regions: pd.DataFrame
    organisations: Mapping[str, LocalName]
    asked_stations: int
    incidents: pd.DataFrame
    reports: int
    """Messages about violations that tell of the incidents."""
    incident_stations: int
    incidents_checked: int
    """Of the incidents: a report of it was checked by a second person, or two confirm each other."""
    incidents_confirmed: int
    complaints: int
    answered: int

    @property
    def is_silent(self) -> bool:
        """Whether no observer of this election has said anything here: then nothing is known, which is not 0."""
        return not self.asked_stations and not self.reports


def compute(election: Election, rule: CountRule, region: str) -> Seen:
    """Everything of the page from the store; `region` "" means the whole country."""
    store, election_id = house.store(), election.election_id
    places = frames_coverage.stations(store, election_id)[["station_id", "region_code", "time_zone"]]

    def kept(frame: pd.DataFrame) -> pd.DataFrame:
        here = places.loc[places["region_code"] == region, "station_id"] if region else frame["station_id"]
        return (frame[among(frame["station_id"], here)] if region else frame).reset_index(drop=True)

    asked = {kind: kept(frame) for kind, frame in frames_violations.asked(store, election_id, _fields(), rule=rule).items()}
    told = kept(frames_violations.messages(store, election_id, rule=rule))
    keys = Keys([told, *asked.values()])
    asked, places = {kind: keys.numbered(frame) for kind, frame in asked.items()}, keys.numbered_known(places).set_index("station_id")
    answers = violations.answers(asked)
    by_station = violations.by_station(answers)
    listed, happened = incidents.known(election_id, told)
    classes = violations.by_class(happened)
    return Seen(
        items=violations.in_words(violations.seen_at(by_station)),
        stations=keys.named(by_station),
        groups=_groups(answers, by_station, places["region_code"]),
        classes=classes,
        hours=violations.by_hour(keys.numbered(happened), places["time_zone"]),
        kept_out=violations.kept_out(asked[ReportKind.PRESENCE], asked[ReportKind.LEAVING]),
        regions=frames_coverage.regions(store, election_id),
        organisations=registry.organisations(election_id),
        asked_stations=int(by_station["station_id"].nunique()),
        incidents=happened.sort_values("happened_at", kind="stable", ignore_index=True),
        reports=len(listed),
        incident_stations=int(happened["station_id"].nunique()),
        incidents_checked=int(classes["checked"].sum()),
        incidents_confirmed=int(classes["confirmed"].sum()),
        complaints=int(classes["complaints"].sum()),
        answered=int(classes["answered"].sum()),
    )


def _groups(answers: pd.DataFrame, by_station: pd.DataFrame, regions: "pd.Series[str]") -> dict[str, pd.DataFrame]:
    """Every item by region and by organisation. `regions`: by station."""
    of_regions = by_station.assign(region_code=by_station["station_id"].map(regions.astype("category")))
    rows = {"region_code": of_regions, "organisation_code": violations.by_station(answers, ("organisation_code",))}
    return {group: violations.seen_at(each, ("item_id", group)) for group, each in rows.items()}


def _fields() -> dict[ReportKind, tuple[str, ...]]:
    extra = {ReportKind.PRESENCE: ("admission_reason",)}
    return {kind: (*fields, *extra.get(kind, ())) for kind, fields in violations.FIELDS.items()}


def seen(actor: Actor, election_id: str, rule: CountRule | None = None, region: str = "") -> Reading[Seen]:
    """What was seen, with the ledger's length it is of. Raises Problem: forbidden, not found."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    return comparison(registry.election(election_id), rule, region)


def comparison(election: Election, rule: CountRule | None = None, region: str = "") -> Reading[Seen]:
    """For other services: what was seen, without a question of who asks; without a rule by the one in force."""
    by = rule or counting.in_force(election.election_id)
    return reading.read("violations", election.election_id, (by, region), lambda: compute(election, by, region))


def by_group(found: Seen, item_id: str, group: str) -> pd.DataFrame:
    """One item by region_code or organisation_code: k, n, unseen, share."""
    rows = found.groups[group]
    return rows[rows["item_id"] == item_id].drop(columns="item_id").reset_index(drop=True)


@dataclass(frozen=True, slots=True)
class Registered:
    """One figure an authority gave, as a claim with its source."""

    figure_code: str
    value: int
    unit: str
    authority: str
    note: str
    source: str
    address: str
    published: str


@lru_cache(maxsize=4)
def _reference(path: Path, changed: float) -> Mapping[str, tuple[Registered, ...]]:
    found: dict[str, tuple[Registered, ...]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            made = Registered(
                row["figure_code"],
                int(row["value"]),
                row["unit"],
                row["authority"],
                row["note"],
                row["source_title"],
                row["source_url"],
                _day(row["source_date"]),
            )
            found[row["election_id"]] = (*found.get(row["election_id"], ()), made)
    return found


_PARTS = {4: "-01-01", 7: "-01"}
"""What a year or a month alone lacks to be checked as a date."""


def _day(text: str) -> str:
    """The date as the source gives it: a day, a month or a year alone. Raises ValueError where it is none of them."""
    if text:
        date.fromisoformat(text + _PARTS.get(len(text), ""))
    return text


def registered(election: Election) -> tuple[Registered, ...]:
    """What authorities registered, of this very election; never of another one, and nothing real beside simulated stations."""
    if election.is_simulated or not AUTHORITIES.is_file():
        return ()
    return _reference(AUTHORITIES, AUTHORITIES.stat().st_mtime).get(election.election_id, ())


def most_seen(found: Seen, phase: str = "all") -> str:
    """The item with the highest share of a phase: what the first line speaks of when nobody has chosen; "" where nothing was asked."""
    rows = found.items if phase == "all" else found.items[found.items["phase"] == phase]
    return str(rows["item_id"].iloc[0]) if len(rows) else ""
