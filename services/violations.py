"""What was seen at how many stations, what was told, who was kept out; and what authorities say they registered."""

import csv
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analysis import violations
from analysis.columns import among
from analysis.numbering import Keys
from analysis.violations import ITEM_BY_ID, ITEMS, Item
from data.store import elections, frames_coverage, frames_violations
from locales import text
from schemas.counting import CountRule
from schemas.election import Election, LocalName
from schemas.person import Actor
from schemas.reports.body import ReportKind
from services import counting, house, incidents, reading, registry
from services.permissions import Act, require
from services.reading import Reading
from services.wording import strong

__all__ = [
    "ITEMS",
    "ITEM_BY_ID",
    "Item",
    "Registered",
    "Seen",
    "by_group",
    "comparison",
    "kept_by_group",
    "most_seen",
    "region_names",
    "registered",
    "seen",
    "told_sentence",
]

AUTHORITIES = Path(__file__).parents[1] / "data" / "reference" / "authorities_violations.csv"


@dataclass(frozen=True, slots=True)
class Seen:
    """`items`: item_id, k, n, unseen, share, phase, class_code, highest share first. `stations`: a row an item, organisation and station.
    `classes`: incidents by class; `hours`: by the hour; `kept_out`: by event and reason. `regions`: the regions with their names;
    `organisations`: names by code; `asked_stations`: stations where anything was asked. `incidents`: a row an incident
    (analysis.incidents.INCIDENT_COLUMNS)."""

    items: pd.DataFrame
    stations: pd.DataFrame
    classes: pd.DataFrame
    hours: pd.DataFrame
    kept_out: pd.DataFrame
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
    places = frames_coverage.stations(store, election_id).set_index("station_id")
    here = places.index if not region else places.index[places["region_code"] == region]

    def kept(frame: pd.DataFrame) -> pd.DataFrame:
        return (frame[among(frame["station_id"], here)] if region else frame).reset_index(drop=True)

    asked = {kind: kept(frame) for kind, frame in frames_violations.asked(store, election_id, _fields(), rule=rule).items()}
    told = kept(frames_violations.messages(store, election_id, rule=rule))
    keys = Keys([places.reset_index()[["station_id"]], told, *asked.values()])
    asked = {kind: keys.numbered(frame) for kind, frame in asked.items()}
    answers = violations.answers(asked)
    by_station = violations.by_station(answers)
    stations = keys.named(violations.by_station(answers, ("organisation_code",)))
    listed, happened = incidents.known(election_id, told)
    classes = violations.by_class(happened)
    return Seen(
        items=violations.in_words(violations.seen_at(by_station)),
        stations=stations.assign(region_code=stations["station_id"].map(places["region_code"])),
        classes=classes,
        hours=violations.by_hour(happened, dict(zip(places.index.astype(str), places["time_zone"], strict=True))),
        kept_out=violations.kept_out(asked[ReportKind.PRESENCE], asked[ReportKind.LEAVING]),
        regions=frames_coverage.regions(store, election_id),
        organisations=_organisations(election_id),
        asked_stations=int(by_station["station_id"].nunique()),
        incidents=happened,
        reports=len(listed),
        incident_stations=int(happened["station_id"].nunique()),
        incidents_checked=int(classes["checked"].sum()),
        incidents_confirmed=int(classes["confirmed"].sum()),
        complaints=int(classes["complaints"].sum()),
        answered=int(classes["answered"].sum()),
    )


def _organisations(election_id: str) -> dict[str, LocalName]:
    with house.store().read() as connection:
        return {each.organisation_code: each.name for each in elections.organisations(connection, election_id)}


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
    """One item by region_code or organisation_code: k, n, unseen, share. A station with observers of two organisations counts in
    both, so these rows do not add up to the country's."""
    rows = found.stations[found.stations["item_id"] == item_id]
    merged = rows.groupby([group, "station_id"], as_index=False)[["seen", "could_see"]].any()
    return violations.seen_at(merged.assign(unseen=~merged["could_see"]), (group,))


def kept_by_group(found: Seen, election_id: str, of: tuple[Hashable, ...], item_id: str, group: str) -> pd.DataFrame:
    """`by_group`, kept for the page. `of`: what the numbers in `found` depend on, the ledger's length among it."""
    return reading.remember("violations by group", election_id, (*of, item_id, group), lambda: by_group(found, item_id, group))


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


def told_sentence(found: Seen) -> str:
    """The incidents in one sentence: reports are not incidents, and complaints stand with their answers."""
    if found.is_silent:
        return text("No observer's report of this election is stored here: how many incidents there were is not known.")
    return text(
        "Observers documented at least {incidents} incidents at {stations} stations, {checked} of them checked by a second person or told "
        "by two reports that confirm each other, and handed in {complaints} complaints; {answered} were answered.",
        incidents=strong(len(found.incidents)),
        stations=strong(found.incident_stations),
        checked=strong(found.incidents_checked),
        complaints=strong(found.complaints),
        answered=strong(found.answered),
    )


def most_seen(found: Seen, phase: str = "all") -> str:
    """The item with the highest share of a phase: what the first line speaks of when nobody has chosen."""
    rows = found.items if phase == "all" else found.items[found.items["phase"] == phase]
    return str(rows["item_id"].iloc[0]) if len(rows) else ITEMS[0].item_id


def region_names(election_id: str, language: str) -> dict[str, str]:
    """Regions of the registry by code, in its order, in a language."""
    frame = reading.read("region names", election_id, (), lambda: frames_coverage.regions(house.store(), election_id)).value
    return dict(zip(frame["region_code"], frame[f"name_{language}"], strict=True))
