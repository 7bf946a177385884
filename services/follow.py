"""What a coordinator follows: who is silent, who is where, which two reports of one station do not agree."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from analysis import conflicts, silence
from analysis.columns import among
from analysis.silence import Contact
from data.store import frames_bodies
from data.store import frames_follow as frames
from schemas.counting import CountRule
from schemas.day import due_at_place, due_instants
from schemas.person import Actor
from schemas.reports.body import ReportKind
from schemas.reports.presence import Admission
from services import adjudication, assignments, clock, house, registry, second_entry_draft
from services.permissions import Act, require
from services.reading import read

__all__ = ["Contact", "Hour", "at_hour", "compared", "conflict_stations", "contacts", "observers", "paper_figures", "side_by_side"]


def _absent(presence: pd.DataFrame, left: pd.DataFrame) -> pd.DataFrame:
    entered = presence.loc[presence["admission"].ne(Admission.NOT_LET_IN.value), "station_id"]
    kept_out = presence[~among(presence["station_id"], entered)].drop_duplicates("station_id")
    kept_out = kept_out.assign(state=silence.Contact.NOT_LET_IN.value, from_at=kept_out["observed_at"])
    gone = left.groupby("station_id")["observed_at"].max().rename("from_at").reset_index().assign(state=silence.Contact.LEFT.value)
    gone = gone[~among(gone["station_id"], kept_out["station_id"])]
    return pd.concat([kept_out[["station_id", "state", "from_at"]], gone[["station_id", "state", "from_at"]]], ignore_index=True)


def _contacts(election_id: str, now: datetime) -> pd.DataFrame:
    store, election = house.store(), registry.election(election_id)
    heads = frames.heads(store, election_id)
    last = heads.groupby("station_id")["received_at"].max().rename("last_contact_at").reset_index()
    presence = frames_bodies.bodies(store, election_id, (ReportKind.PRESENCE,), ("admission",), rule=CountRule.ALL)
    absent, assigned = _absent(presence, heads[heads["kind"] == "leaving"]), frames.assigned(store, election_id)
    due = due_instants(election)
    zones = {str(zone): due_at_place(election, str(zone)) for zone in assigned["time_zone"].unique()}
    own = {zone: asked for zone, asked in zones.items() if asked != due}
    return silence.contacts(assigned, heads[heads["kind"] == "turnout"], last, absent, due, now, own)


def contacts(actor: Actor, election_id: str) -> pd.DataFrame:
    """Per assigned station and set hour: reported, silent, not due, not let in, left (analysis.silence.COLUMNS)."""
    require(actor, Act.FOLLOW_COVERAGE, election_id=election_id)
    now = clock.now().replace(second=0, microsecond=0)
    return read("contacts", election_id, (now.isoformat(),), lambda: _contacts(election_id, now)).value


@dataclass(frozen=True, slots=True)
class Hour:
    """One set hour, of the country or one region. `silent`: analysis.silence.call_order; `regions`: analysis.silence.by_region; stations
    that have reported, all that are assigned, and those of them that are asked at this hour of their own clock (ADR 0120)."""

    silent: pd.DataFrame
    regions: pd.DataFrame
    reported: int
    assigned: int
    own_clock: int


def _at_hour(table: pd.DataFrame, due_at: datetime, region_code: str) -> Hour:
    rows = table[table["due_at"] == due_at]
    rows = rows[rows["region_code"] == region_code] if region_code else rows
    reported = int((rows["state"] == Contact.REPORTED).sum())
    own_clock = int((rows["asked_at"] != rows["due_at"]).sum())
    return Hour(silence.call_order(rows, due_at), silence.by_region(rows, due_at), reported, int(rows["station_id"].nunique()), own_clock)


def at_hour(actor: Actor, election_id: str, due_at: datetime, region_code: str = "") -> Hour:
    """Who had reported at a set hour and who is silent; region "" is the country. Raises Problem: forbidden."""
    table = contacts(actor, election_id)
    key = (clock.now().replace(second=0, microsecond=0).isoformat(), due_at.isoformat(), region_code)
    return read("contacts_at", election_id, key, lambda: _at_hour(table, due_at, region_code)).value


def observers(actor: Actor, election_id: str) -> pd.DataFrame:
    """Who is assigned where, by code: station_id, observer_code, organisation_code, in_sample, confirmed_at."""
    require(actor, Act.FOLLOW_COVERAGE, election_id=election_id)
    return read(assignments.WHO_IS_WHERE, election_id, (), lambda: frames.observers_at(house.store(), election_id)).value


def found(assigned: pd.DataFrame, region_code: str, wanted: str) -> pd.DataFrame:
    """Assignments of one region ("" for all) whose station or observer code contains the words."""
    rows = assigned[assigned["station_id"].str.startswith(f"{region_code}/")] if region_code else assigned
    if not wanted:
        return rows
    either = rows["station_id"].str.contains(wanted, regex=False, case=False) | rows["observer_code"].str.contains(
        wanted, regex=False, case=False
    )
    return rows[either]


def paper_figures(actor: Actor, election_id: str) -> pd.DataFrame:
    """All figures of count reports with their authors' codes."""
    require(actor, Act.FOLLOW_COVERAGE, election_id=election_id)
    return read("paper_figures", election_id, (), lambda: frames.paper_figures(house.store(), election_id)).value


def compared(actor: Actor, election_id: str) -> pd.DataFrame:
    """Every field told by two reports: agrees or conflicts (analysis.conflicts.fields); a settled field agrees."""
    figures = paper_figures(actor, election_id)
    # Never an older one: whoever has settled a field sees at once that it is.
    return read("compared_fields", election_id, (), lambda: conflicts.fields(adjudication.settled(election_id, figures)), ttl=0.0).value


def conflict_stations(actor: Actor, election_id: str) -> pd.DataFrame:
    """Stations and contests told of twice, with how many fields conflict (analysis.conflicts.stations)."""
    return read("conflict_stations", election_id, (), lambda: conflicts.stations(compared(actor, election_id)), ttl=0.0).value


def side_by_side(actor: Actor, election_id: str, station_id: str, contest_id: str) -> pd.DataFrame:
    """Every value of every report of one station and contest (analysis.conflicts.side_by_side). Whoever looks does not type these
    protocols a second time afterwards. Raises Problem: forbidden (also while they type one of them)."""
    found = paper_figures(actor, election_id)
    second_entry_draft.look_at_station(actor, election_id, station_id, contest_id)
    return conflicts.side_by_side(found, station_id, contest_id)
