"""How much was seen: for each station the steps of the day, and for each step how many stations were lost before it and why.

The steps and what each is out of: product brief §3 Q1. Coverage stands above every other number (DESIGN §6)."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analysis.columns import among
from schemas.message import Message
from schemas.reports.count import CopyGiven, CountPresent, ProtocolSource
from schemas.reports.presence import ADMISSION_REASON_NAMES, Admission


class Step(StrEnum):
    REGISTRY = "registry"
    ASSIGNED = "assigned"
    TRIED = "tried"
    LET_IN = "let_in"
    OPENING = "opening_watched"
    VOTING = "voting_watched"
    COUNT = "count_watched"
    REPORTED = "count_reported"
    """A base only: stations with a report on the count, whether all of it was watched or not."""
    COPY = "copy_held"
    CHECKED = "checked"
    COMPARABLE = "comparable"


STEP_NAMES: dict[Step, Message] = {
    Step.REGISTRY: Message("In the registry", "step"),
    Step.ASSIGNED: Message("Assigned", "step"),
    Step.TRIED: Message("Tried to enter", "step"),
    Step.LET_IN: Message("Let in", "step"),
    Step.OPENING: Message("Opening watched", "step"),
    Step.VOTING: Message("Whole voting watched", "step"),
    Step.COUNT: Message("Count watched", "step"),
    Step.REPORTED: Message("Report on the count", "step"),
    Step.COPY: Message("Copy or photo held", "step"),
    Step.CHECKED: Message("Copy checked twice", "step"),
    Step.COMPARABLE: Message("Comparable", "step"),
}

OUT_OF: dict[Step, Step] = {
    Step.ASSIGNED: Step.REGISTRY,
    Step.TRIED: Step.ASSIGNED,
    Step.LET_IN: Step.TRIED,
    Step.OPENING: Step.LET_IN,
    Step.VOTING: Step.LET_IN,
    Step.COUNT: Step.LET_IN,
    Step.COPY: Step.REPORTED,
    Step.CHECKED: Step.COPY,
    Step.COMPARABLE: Step.LET_IN,
}
"""What each step is a part of; a step is never counted where its base is not."""

ADMITTED = (Admission.AT_ONCE.value, Admission.AFTER_WAITING.value, Admission.OTHER_ROOM.value)
TOLD_INSIDE = (ProtocolSource.READ_OUT.value, ProtocolSource.OWN_TALLY.value)
"""Sources of a count's figures that only somebody in the room has."""
PAPERS = (ProtocolSource.SIGNED_COPY.value, ProtocolSource.PHOTO_POSTED.value, ProtocolSource.PHOTO_ORIGINAL.value)
FEWEST_COLOURED = 5
"""Under this number of stations a region is neither coloured nor given a share."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Stations that are in a step's base and not in the step, by reason, most frequent first."""

    reason: str
    stations: int


LOSS_NAMES: dict[str, Message] = ADMISSION_REASON_NAMES | {
    "no_observer": Message("without an observer of these groups", "loss"),
    "no_arrival": Message("without a report of arrival", "loss"),
    "not_known": Message("reason not known", "loss"),
    "no_report": Message("without a report", "loss"),
    "could_not_see": Message("could not see it", "loss"),
    "arrived_late": Message("came after voting began", "loss"),
    "break": Message("breaks", "loss"),
    "mobile_box": Message("with the portable box", "away_with_mobile_box"),
    "sent_away": Message("asked to go out", "away_sent_away"),
    "crowd": Message("a crowd", "away_crowd"),
    "unwell": Message("unwell", "away_unwell"),
    "own_choice": Message("left by own decision", "loss"),
    "removed": Message("removed", "loss"),
    "threatened": Message("threatened", "loss"),
    "ill": Message("fell ill", "loss"),
    "end_not_known": Message("end not reported", "loss"),
    "part": Message("part of the count", "loss"),
    "put_out": Message("put out of the count", "loss"),
    "afar": Message("only from afar", "loss"),
    "refused": Message("refused", "copy_refused"),
    "promised": Message("promised", "copy_promised"),
    "left_before": Message("left before", "loss"),
    "read_only": Message("read out or own tally only", "loss"),
    "waiting": Message("waiting for a second person", "loss"),
}
"""Words for every loss that has no words of its own elsewhere; comparison reasons carry their own."""


def _any(frame: pd.DataFrame, which: pd.Series, index: pd.Index) -> pd.Series:
    """For each station of the index, whether any of the marked rows is its own."""
    return pd.Series(among(index, frame.loc[which.fillna(False).astype(bool), "station_id"]), index=index)


def _reason(frame: pd.DataFrame, column: pd.Series, index: pd.Index, otherwise: str) -> pd.Series:
    """For each station the reason in its latest row that has one; rows are in the order of observation."""
    given = column[column.notna()]
    last = pd.Series(given.to_numpy(), index=frame.loc[given.index, "station_id"].to_numpy(), dtype=object)
    return last[~last.index.duplicated(keep="last")].reindex(index).fillna(otherwise)


def in_the_room(counts: pd.DataFrame) -> pd.Series:
    """Whether a report on the count tells that its author was at the station. Figures typed from somebody's photograph do not."""
    return counts["count_present"].notna() | counts["copy_given"].notna() | counts["protocol_source"].isin(TOLD_INSIDE)


def _opening_loss(opening: pd.DataFrame, watched: pd.DataFrame, index: pd.Index) -> pd.Series:
    reported, late = pd.Series(among(index, opening["station_id"]), index=index), _reason(watched, watched["loss"], index, "")
    words = pd.Series("no_report", index=index, dtype=object).mask(late.eq("arrived_late"), "arrived_late")
    return words.mask(reported, "could_not_see")


def _losses(
    presence: pd.DataFrame, opening: pd.DataFrame, counts: pd.DataFrame, watched: pd.DataFrame, comparable: pd.DataFrame, index: pd.Index
) -> dict[Step, pd.Series]:
    """For each step and station why it was not reached; read only where the step's base holds."""
    given = counts["copy_given"]
    return {
        Step.ASSIGNED: pd.Series("no_observer", index=index),
        Step.TRIED: pd.Series("no_arrival", index=index),
        Step.LET_IN: _reason(presence, presence["admission_reason"], index, "not_known"),
        Step.OPENING: _opening_loss(opening, watched, index),
        Step.VOTING: _reason(watched, watched["loss"], index, "no_report"),
        Step.COUNT: _reason(counts, counts["count_present"], index, "no_report"),
        Step.COPY: _reason(counts, given.mask(given.eq(CopyGiven.GIVEN.value)), index, "read_only"),
        Step.CHECKED: pd.Series("waiting", index=index),
        Step.COMPARABLE: _reason(comparable, comparable["reason"], index, "no_report"),
    }


def steps_by_station(
    stations: pd.DataFrame,
    assignments: pd.DataFrame,
    presence: pd.DataFrame,
    opening: pd.DataFrame,
    counts: pd.DataFrame,
    inside: pd.DataFrame,
    watched: pd.DataFrame,
    comparable: pd.DataFrame,
) -> pd.DataFrame:
    """One row a station of the registry: a boolean for each Step, and `<step>.loss`, the reason where its base holds and it does not.

    `stations`, `assignments`, and the bodies of presence, opening and count reports are the store's frames. `inside`: station_id of
    every report that can only be made inside (turnout, closing). `watched`: station_id, whole_day, loss, one row an observer
    (analysis.coverage_watch). `comparable`: station_id, is_comparable, reason (the turnout comparison).

    Somebody who reports from inside without a report of arrival was let in (`in_the_room` of a count). Where observers of a station
    differ, the widest view holds: product brief §4, "widest of the observers"."""
    index = pd.Index(stations["station_id"], name="station_id")
    table = pd.DataFrame({Step.REGISTRY.value: True}, index=index)
    at_counts = counts.loc[in_the_room(counts), "station_id"]
    from_inside = among(index, inside["station_id"]) | among(index, opening["station_id"]) | among(index, at_counts)
    silent = pd.Series(from_inside & ~among(index, presence["station_id"]), index=index)
    tried = pd.Series(among(index, presence["station_id"]), index=index) | silent
    given, source, present = counts["copy_given"], counts["protocol_source"], counts["count_present"]
    has_paper = given.eq(CopyGiven.GIVEN.value) | source.isin(PAPERS)
    raw = {
        Step.ASSIGNED: pd.Series(among(index, assignments["station_id"]), index=index) | tried,
        Step.TRIED: tried,
        Step.LET_IN: _any(presence, presence["admission"].isin(ADMITTED), index) | silent,
        Step.OPENING: _any(opening, opening["box_shown_empty"].notna(), index),
        Step.VOTING: _any(watched, watched["whole_day"], index),
        Step.COUNT: _any(counts, present.eq(CountPresent.WHOLE.value), index),
        Step.REPORTED: pd.Series(among(index, counts["station_id"]), index=index),
        Step.COPY: _any(counts, has_paper, index),
        Step.CHECKED: _any(counts, has_paper & counts["state"].eq("verified"), index),
        Step.COMPARABLE: _any(comparable, comparable["is_comparable"], index),
    }
    loss = _losses(presence, opening, counts, watched, comparable, index)
    for step, holds in raw.items():
        base = table[OUT_OF[step].value] if step in OUT_OF else pd.Series(True, index=index)
        table[step.value] = holds & base
        if step in OUT_OF:
            table[f"{step.value}.loss"] = loss[step].where(base & ~holds)
    return table


def funnel(table: pd.DataFrame) -> pd.DataFrame:
    """The steps in the order of the day: step, k, of (stations of the base), of_step, losses (tuple of Loss, largest first)."""
    rows: list[dict[str, object]] = [
        {"step": Step.REGISTRY.value, "k": len(table), "of": len(table), "of_step": Step.REGISTRY.value, "losses": ()}
    ]
    for step, base in OUT_OF.items():
        counted = table[f"{step.value}.loss"].value_counts()
        losses = tuple(Loss(str(reason), int(number)) for reason, number in counted.items())
        rows.append(
            {
                "step": step.value,
                "k": int(table[step.value].sum()),
                "of": int(table[base.value].sum()),
                "of_step": base.value,
                "losses": losses,
            }
        )
    return pd.DataFrame(rows)


def by_region(table: pd.DataFrame, stations: pd.DataFrame) -> pd.DataFrame:
    """One row a region: region_code, stations, registered_voters, then the stations of each Step, and let_in_share: the part of the
    region's voters on the list whose station observers entered (None where the registry gives no list)."""
    frame = table.join(stations.set_index("station_id")[["region_code", "registered_voters"]])
    frame["voters_let_in"] = frame["registered_voters"].where(frame[Step.LET_IN.value])
    steps = {step.value: (step.value, "sum") for step in Step}
    summed = frame.groupby("region_code", sort=True).agg(
        stations=("registry", "size"), registered_voters=("registered_voters", "sum"), voters_let_in=("voters_let_in", "sum"), **steps
    )
    listed = summed["registered_voters"].astype("Float64")
    summed["let_in_share"] = (summed["voters_let_in"].astype("Float64") / listed.where(listed > 0)).astype("float64")
    return summed.drop(columns=["voters_let_in", Step.REGISTRY.value]).reset_index()


def voters_share(table: pd.DataFrame, stations: pd.DataFrame, step: Step) -> float | None:
    """The part of all voters on the registry's list who belong to the stations of a step; None where there is no list."""
    listed = stations.set_index("station_id")["registered_voters"]
    whole = listed.sum()
    return float(listed[table[step.value].reindex(listed.index, fill_value=False)].sum() / whole) if whole else None
