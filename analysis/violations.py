"""What was seen, at how many of the stations where it was asked and could be seen (product brief §3 Q7).

A station counts once, however many observers it had. "Could not be seen" is neither yes nor no and stands apart; a question left
without an answer and without a reason is in neither: silence is not "no". No interval: these stations were not drawn at random."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.grouping import any_by
from analysis.numbering import places
from schemas.message import Message
from schemas.reports.body import ReportKind
from schemas.reports.closing import CHECK_CLASSES, VOTING_CHECK
from schemas.violation_class import Phase


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is asked at every station. `seen` are the answers that say it happened, `clear` those that say it did not;
    `unseen` answers say that it could not be known; any reason for having no answer says so too."""

    item_id: str
    kind: ReportKind
    field: str
    phase: Phase
    class_code: str
    label: Message
    seen: tuple[str, ...]
    clear: tuple[str, ...]
    unseen: tuple[str, ...] = ()
    earlier: ReportKind | None = None
    """A kind that asks the same earlier in the day; its answer counts until the same observer has answered again."""


K, P = ReportKind, Phase
YES, NO = ("yes",), ("no",)
_SUSPECT_YES = {
    "check_outsiders": P.VOTING,
    "check_observer_hindered": P.ACCESS,
}

ITEMS: tuple[Item, ...] = (
    Item(
        "not_let_in",
        K.PRESENCE,
        "admission",
        P.ACCESS,
        "ACC-01",
        Message("Observer not let in", "item"),
        ("not_let_in",),
        ("at_once", "after_waiting", "other_room"),
    ),
    Item(
        "removed",
        K.LEAVING,
        "left_because",
        P.ACCESS,
        "ACC-02",
        Message("Observer removed", "item"),
        ("removed",),
        ("finished", "own_choice", "ill", "threatened"),
    ),
    Item(
        "photos_forbidden",
        K.OPENING,
        "recording_allowed",
        P.ACCESS,
        "ACC-04",
        Message("Photos forbidden", "item"),
        NO,
        ("yes", "only_documents"),
    ),
    Item(
        "nothing_visible",
        K.OPENING,
        "view",
        P.ACCESS,
        "ACC-03",
        Message("Nothing visible from the observer's place", "item"),
        ("none",),
        ("all", "box_only", "desk_only"),
    ),
    Item("boxes_not_shown_empty", K.OPENING, "box_shown_empty", P.OPENING, "OPN-02", Message("Boxes not shown empty", "item"), NO, YES),
    Item(
        "boxes_not_sealed", K.OPENING, "box_sealed", P.OPENING, "OPN-02", Message("Boxes not sealed in front of observers", "item"), NO, YES
    ),
    Item("presigned", K.OPENING, "presigned_seen", P.OPENING, "OPN-04", Message("Ballots signed in advance", "item"), YES, NO),
    Item(
        "opening_protocol",
        K.OPENING,
        "opening_protocol",
        P.OPENING,
        "OPN-03",
        Message("Opening protocol not shown", "item"),
        ("not_shown",),
        ("copy_given", "shown", "read_out"),
    ),
    *(
        Item(
            field.id,
            K.CLOSING,
            field.id,
            _SUSPECT_YES.get(field.id, P.VOTING),
            CHECK_CLASSES[field.id],
            field.label,
            YES,
            NO,
            earlier=K.VOTING_CHECK,
        )
        for field in VOTING_CHECK
    ),
    Item(
        "queue_not_allowed",
        K.CLOSING,
        "queue_allowed",
        P.VOTING,
        "VOT-06",
        Message("Queue at closing not allowed to vote", "item"),
        NO,
        YES,
    ),
    Item(
        "box_unaccompanied",
        K.TURNOUT,
        "mobile_accompanied",
        P.OUTSIDE,
        "OUT-02",
        Message("Observer not taken along with the portable box", "item"),
        ("refused",),
        YES,
        ("did_not_ask",),
    ),
    Item("seals_broken", K.CLOSING, "seals_intact", P.COUNT, "OTHER", Message("Seals not intact at closing", "item"), NO, YES),
    Item(
        "kept_from_count",
        K.COUNT,
        "count_present",
        P.COUNT,
        "CNT-01",
        Message("Observer put out or kept far from the count", "item"),
        ("put_out", "afar"),
        ("whole", "part"),
    ),
    Item(
        "unused_not_cancelled",
        K.COUNT,
        "unused_cancelled",
        P.COUNT,
        "CNT-04",
        Message("Unused ballots not cancelled first", "item"),
        NO,
        YES,
    ),
    Item(
        "not_shown_aloud", K.COUNT, "ballots_shown_aloud", P.COUNT, "CNT-02", Message("Ballots not shown and read aloud", "item"), NO, YES
    ),
    Item(
        "copy_refused",
        K.COUNT,
        "copy_given",
        P.COUNT,
        "PRT-01",
        Message("Copy of the protocol refused", "item"),
        ("refused",),
        ("given",),
        ("promised", "left_before"),
    ),
    Item("not_posted", K.COUNT, "posted_at_station", P.COUNT, "PRT-02", Message("Protocol not posted at the station", "item"), NO, YES),
    Item(
        "figures_corrected", K.COUNT, "corrections_seen", P.COUNT, "CNT-05", Message("Figures in the protocol corrected", "item"), YES, NO
    ),
    Item(
        "rewritten",
        K.CLOSING,
        "result_entered_elsewhere",
        P.COUNT,
        "CNT-05",
        Message("Protocol rewritten at the higher commission", "item"),
        YES,
        NO,
    ),
)

ITEM_BY_ID: dict[str, Item] = {item.item_id: item for item in ITEMS}
FIELDS: dict[ReportKind, tuple[str, ...]] = {
    kind: tuple(item.field for item in ITEMS if kind in (item.kind, item.earlier))
    for kind in dict.fromkeys(kind for item in ITEMS for kind in (item.kind, item.earlier) if kind is not None)
}
"""Which fields of which kind of report the items rest on."""

ANSWER_COLUMNS = ["item_id", "station_id", "organisation_code", "answer"]
SAID = ("seen", "clear", "unseen")
SEEN, CLEAR, UNSEEN = range(len(SAID))


def _answer(item: Item, frame: pd.DataFrame) -> NDArray[np.int8]:
    """What each report says of the item, as a place in SAID; -1 where it says nothing."""
    meant = dict.fromkeys(item.unseen, UNSEEN) | dict.fromkeys(item.clear, CLEAR) | dict.fromkeys(item.seen, SEEN)
    places = pd.Index(meant, dtype=object).get_indexer(pd.Index(frame[item.field], dtype=object))
    answer: NDArray[np.int8] = np.array([*meant.values(), -1], dtype=np.int8)[places]
    reason = frame[f"missing.{item.field}"]
    open_ = np.flatnonzero(reason.notna().to_numpy() & (answer < 0))
    answer[open_[~reason.iloc[open_].isin(["not_applicable", "not_asked"]).to_numpy()]] = UNSEEN
    return answer


def _said(item: Item, frame: pd.DataFrame, who: pd.DataFrame) -> pd.DataFrame:
    """The rows of `who` that say something, with their answer."""
    answer = _answer(item, frame)
    rows = np.flatnonzero(answer >= 0)
    return who.iloc[rows].assign(answer=answer[rows])


def answers(bodies: Mapping[ReportKind, pd.DataFrame]) -> pd.DataFrame:
    """One row an item and report that says something about it: ANSWER_COLUMNS, answer one of SAID.

    `bodies`: the store's frame for each kind in FIELDS, with the fields named there and their `missing.` columns."""
    # Few different words in many rows: held once each, so that grouping by them compares numbers.
    codes = pd.concat([bodies[kind]["organisation_code"] for kind in FIELDS], ignore_index=True).dropna().unique()
    who = {kind: bodies[kind][["station_id", "author_id"]].assign(
        organisation_code=pd.Categorical(bodies[kind]["organisation_code"], categories=sorted(codes))) for kind in FIELDS}
    parts = []
    for item in ITEMS:
        part = _said(item, bodies[item.kind], who[item.kind])
        if item.earlier is not None and len(earlier := _said(item, bodies[item.earlier], who[item.earlier])):
            part = pd.concat([earlier, part]).drop_duplicates(["station_id", "author_id"], keep="last")
        parts.append(part)
    together = pd.concat(parts, ignore_index=True)
    items = np.repeat(np.arange(len(ITEMS)), [len(part) for part in parts])
    together["item_id"] = pd.Categorical.from_codes(items, categories=pd.Index(list(ITEM_BY_ID))).reorder_categories(sorted(ITEM_BY_ID))
    together["answer"] = pd.Categorical.from_codes(together["answer"].to_numpy(), categories=pd.Index(SAID))
    return together[ANSWER_COLUMNS]


def by_station(said: pd.DataFrame, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """One row an item and station (and each column of `by`): seen, could_see, unseen as booleans; item_id and organisation_code as
    categories. Seen by one is seen; where one observer saw and another could not, the station could be seen."""
    answer = said["answer"].cat.codes.to_numpy()
    table = any_by(said, [*by, "item_id", "station_id"], {"seen": answer == SEEN, "could_see": answer != UNSEEN})
    return table.assign(unseen=~table["could_see"])


def seen_at(table: pd.DataFrame, by: tuple[str, ...] = ("item_id",)) -> pd.DataFrame:
    """`by`, k (stations where it was seen), n (where it was asked and could be seen), unseen (where it could not), from the rows of
    by_station with the `by` columns joined on. share is k / n, empty where n is 0; sorted by share, highest first."""
    rows = table.groupby(list(by), as_index=False, observed=True).agg(k=("seen", "sum"), n=("could_see", "sum"), unseen=("unseen", "sum"))
    rows = rows.astype({name: "str" for name in by if isinstance(rows[name].dtype, pd.CategoricalDtype)})
    rows["share"] = rows["k"] / rows["n"].where(rows["n"] > 0)
    return rows.sort_values(["share", "n"], ascending=[False, False], kind="stable", na_position="last").reset_index(drop=True)


def answers_at(table: pd.DataFrame, station_ids: pd.Index, items: Sequence[str]) -> pd.DataFrame:
    """The rows of by_station wide: a row each of `station_ids`, a column an item: seen, missing where it could not be seen or nothing was
    said (boolean)."""
    station, item = places(table["station_id"], station_ids), places(table["item_id"], pd.Index(list(items), dtype="str"))
    told = (station >= 0) & (item >= 0) & table["could_see"].to_numpy(dtype=bool)
    seen, known = (np.zeros((len(items), len(station_ids)), dtype=bool) for _ in range(2))
    known[item[told], station[told]] = True
    seen[item[told], station[told]] = table["seen"].to_numpy(dtype=bool)[told]
    made = {name: pd.arrays.BooleanArray(seen[place], ~known[place]) for place, name in enumerate(items)}
    return pd.DataFrame(made, index=station_ids)


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with phase and class_code of their item; labels stay with the item for the screen to translate."""
    phases = {item.item_id: item.phase.value for item in ITEMS}
    classes = {item.item_id: item.class_code for item in ITEMS}
    return rows.assign(phase=rows["item_id"].map(phases), class_code=rows["item_id"].map(classes))


SAFETY_CLASSES = ("SAF-01",)


def listed(messages: pd.DataFrame) -> pd.DataFrame:
    """Messages that may stand in a list: without those that tell of danger to a person, in any form (product brief §1, `danger`)."""
    danger = messages["danger"].notna() & messages["danger"].ne("no")
    return messages[~danger & ~messages["what"].isin(SAFETY_CLASSES)]


def by_class(incidents: pd.DataFrame) -> pd.DataFrame:
    """Incidents (analysis.incidents.listed) by class: class_code, incidents, stations, reports that tell of them, saw (told by one who saw
    it), confirmed (by two reports that do not rest on each other), checked (a report of it, by a second person, confirmed ones included),
    complaints, answered; most stations first."""
    flags = incidents.assign(confirmed=incidents["standing"].eq("confirmed"), standing=incidents["standing"].ne("unverified"))
    rows = flags.groupby("class_code", as_index=False).agg(
        incidents=("incident", "size"),
        stations=("station_id", "nunique"),
        reports=("reports", "sum"),
        saw=("saw", "sum"),
        confirmed=("confirmed", "sum"),
        checked=("standing", "sum"),
        complaints=("complaint", "sum"),
        answered=("answered", "sum"),
    )
    return rows.sort_values(["stations", "incidents", "class_code"], ascending=[False, False, True]).reset_index(drop=True)


def by_hour(incidents: pd.DataFrame, zones: "Mapping[str, str] | pd.Series[str]") -> pd.DataFrame:
    """Incidents (analysis.incidents.listed) by the station's own hour of the event: hour (0-23, in the order of the observation day from
    05:00), incidents, stations. Those without a time are left out. `zones`: time zone by station."""
    kept = incidents.dropna(subset=["happened_at"])
    zone = kept["station_id"].map(zones)
    hours = (
        pd.concat([part["happened_at"].dt.tz_convert(name).dt.hour for name, part in kept.groupby(zone)])
        if len(kept)
        else pd.Series(dtype="int64")
    )
    rows = kept.assign(hour=hours).groupby("hour", as_index=False).agg(incidents=("incident", "size"), stations=("station_id", "nunique"))
    return rows.assign(order=(rows["hour"] - 5) % 24).sort_values("order").drop(columns="order").reset_index(drop=True)


def kept_out(presence: pd.DataFrame, leaving: pd.DataFrame) -> pd.DataFrame:
    """Observers kept out, by what happened and the reason given: event (not_let_in, waited, other_room, removed), reason, stations, of.

    `of` is the stations with a report of arrival (for removed: of leaving). A station counts once in each row."""
    events = {"not_let_in": "not_let_in", "after_waiting": "waited", "other_room": "other_room"}
    came = presence[presence["admission"].isin(list(events))]
    parts = [
        came.assign(
            event=came["admission"].map(events), reason=came["admission_reason"].fillna("not_known"), of=presence["station_id"].nunique()
        )
    ]
    out = leaving[leaving["left_because"].eq("removed")]
    parts.append(out.assign(event="removed", reason="", of=leaving["station_id"].nunique()))
    rows = pd.concat([part[["event", "reason", "of", "station_id"]] for part in parts], ignore_index=True)
    counted = rows.groupby(["event", "reason", "of"], as_index=False).agg(stations=("station_id", "nunique"))
    order = {event: place for place, event in enumerate(("not_let_in", "removed", "other_room", "waited"))}
    return (
        counted.assign(order=counted["event"].map(order))
        .sort_values(["order", "stations"], ascending=[True, False])
        .drop(columns="order")
        .reset_index(drop=True)
    )
