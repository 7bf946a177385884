"""Incidents: one event, told by one report or several (product brief §2). Reports stay as they are; only who tells of what is joined.

Where nobody has joined reports, one class of violation at one station counts once; so does a report that stands beside a joined
incident of its class at its station. The number of incidents is therefore the least that can be meant. Two reports confirm each other
only where nothing says that one rests on the other."""

from datetime import timedelta
from enum import StrEnum
from itertools import combinations
from typing import Any

import pandas as pd

from analysis import violations

NEAR = timedelta(minutes=60)
"""Reports of one class at one station told within this time of the one before are offered as one event."""
TYPED_TOGETHER = timedelta(minutes=3)
"""Reports typed this close to each other may be one telling, typed twice."""


class Tie(StrEnum):
    """Whether two reports confirm each other, and why not: the first that holds, in this order."""

    SAME_OBSERVER = "same_observer"
    HEARSAY = "hearsay"
    """One of them was not seen by the one who told it."""
    PAIR = "pair"
    SAME_ORGANISATION = "same_organisation"
    """Of one organisation, and not both said at arrival that nobody of ours watches with them."""
    ONE_TYPIST = "one_typist"
    TYPED_TOGETHER = "typed_together"
    INDEPENDENT = "independent"


class Standing(StrEnum):
    """What an incident rests on, the strongest first."""

    CONFIRMED = "confirmed"
    """Two reports that confirm each other."""
    CHECKED = "checked"
    """A report that a second person has checked."""
    UNVERIFIED = "unverified"


INCIDENT_COLUMNS = (
    "incident", "incident_id", "station_id", "class_code", "happened_at", "reports", "observers", "saw", "complaint", "answered",
    "standing",
)


def told(messages: pd.DataFrame, joined: pd.DataFrame) -> pd.DataFrame:
    """Listed `messages` (analysis.violations.listed) with incident_id (Int64, empty where nobody joined the report), `incident` (its key;
    empty where the report stands beside a joined incident of its class and station) and class_code (of the incident: what most of its
    reports say). `joined`: report_id, incident_id."""
    kept = violations.listed(messages).reset_index(drop=True)
    ids = kept["report_id"].map(joined.set_index("report_id")["incident_id"]).astype("Int64")
    bucket = kept["station_id"].astype(str) + "|" + kept["what"].astype(str)
    key = bucket.where(ids.isna() & ~bucket.isin(set(bucket[ids.notna()])), None).astype(object)
    key = key.mask(ids.notna(), ids.astype(str))
    said = kept.loc[ids.notna(), "what"].astype(object).groupby(ids[ids.notna()]).agg(lambda own: own.mode().iloc[0])
    classes = kept["what"].astype(object).mask(ids.notna(), ids.map(said.to_dict()).astype(object))
    return kept.assign(incident_id=ids, incident=key, class_code=classes)


def suggested(known: pd.DataFrame) -> list[pd.DataFrame]:
    """Groups of the rows of `told` that may tell one event: one station, one class, each within NEAR of the one before; at least one of
    them joined by nobody, at most one incident among them. The largest first."""
    timed = known.dropna(subset=["happened_at"]).sort_values(["station_id", "what", "happened_at", "report_id"])
    if timed.empty:
        return []
    same = timed["station_id"].eq(timed["station_id"].shift()) & timed["what"].astype(str).eq(timed["what"].astype(str).shift())
    apart = ~same | (timed["happened_at"].diff() > NEAR)
    groups = [own for _, own in timed.groupby(apart.cumsum()) if len(own) > 1]
    open_ = [own for own in groups if own["incident_id"].isna().any() and own["incident_id"].nunique() < 2]
    return sorted(open_, key=lambda own: (-len(own), str(own["station_id"].iloc[0])))


def _watch_together(one: Any, other: Any) -> bool:
    for own, partner in ((one, other), (other, one)):
        if own.others_watching == "pair" and own.pair_code == partner.observer_code:
            return True
    return one.others_watching == "pair" and other.others_watching == "pair" and _named(one.pair_code) and one.pair_code == other.pair_code


def _named(code: Any) -> bool:
    return isinstance(code, str) and bool(code)


def tie(one: Any, other: Any) -> Tie:
    """Of two tellers: rows with author_id, observer_code, organisation_code, saw_myself, others_watching, pair_code, typed_by, typed_at."""
    if one.author_id == other.author_id:
        return Tie.SAME_OBSERVER
    if one.saw_myself != "saw" or other.saw_myself != "saw":
        return Tie.HEARSAY
    if _watch_together(one, other):
        return Tie.PAIR
    alone = one.others_watching == "nobody" and other.others_watching == "nobody"
    if one.organisation_code == other.organisation_code and not alone:
        return Tie.SAME_ORGANISATION
    if _named(one.typed_by) and one.typed_by == other.typed_by:
        return Tie.ONE_TYPIST
    return Tie.TYPED_TOGETHER if abs(one.typed_at - other.typed_at) < TYPED_TOGETHER else Tie.INDEPENDENT


def ties(tellers: pd.DataFrame) -> list[tuple[str, str, Tie]]:
    """Every two reports of one incident: report_id, report_id, their tie."""
    rows = list(tellers.itertuples())
    return [(str(one.report_id), str(other.report_id), tie(one, other)) for one, other in combinations(rows, 2)]


def confirmed(known: pd.DataFrame) -> set[int]:
    """Joined incidents with two reports that confirm each other. `known`: rows of `told` with what `tie` asks of a teller."""
    own: dict[int, list[Any]] = {}
    for row in known[known["incident_id"].notna()].itertuples():
        own.setdefault(int(row.incident_id), []).append(row)  # type: ignore[arg-type]
    return {
        number for number, rows in own.items() if any(tie(one, other) is Tie.INDEPENDENT for one, other in combinations(rows, 2))
    }


def listed(known: pd.DataFrame, confirmed_ids: set[int]) -> pd.DataFrame:
    """INCIDENT_COLUMNS, a row an incident of the rows of `told`: happened_at the earliest; reports, observers counts; saw, complaint,
    answered whether any report says so; standing."""
    rows = known[known["incident"].notna()]
    flags = rows.assign(
        saw=rows["saw_myself"].eq("saw"), checked=rows["state"].eq("verified"),
        complaint=rows["complaint_to"].notna() & rows["complaint_to"].ne("none"),
        answered=rows["complaint_answer"].isin(["granted", "rejected"]),
    )
    table = flags.groupby("incident", as_index=False, sort=False).agg(
        incident_id=("incident_id", "first"), station_id=("station_id", "first"), class_code=("class_code", "first"),
        happened_at=("happened_at", "min"), reports=("report_id", "size"), observers=("author_id", "nunique"),
        saw=("saw", "any"), checked=("checked", "any"), complaint=("complaint", "any"), answered=("answered", "any"),
    )
    standing = pd.Series(Standing.UNVERIFIED.value, index=table.index, dtype=object).mask(table["checked"], Standing.CHECKED.value)
    standing = standing.mask(table["incident_id"].isin(confirmed_ids), Standing.CONFIRMED.value)
    return table.assign(standing=standing)[list(INCIDENT_COLUMNS)]
