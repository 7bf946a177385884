"""A second entry of a protocol, typed blind from its photo, compared field by field, settled by a third person where it differs.

Whoever types gets the photo and the empty form, never a figure of the first entry. A second entry is the same paper read again: it is
stored as a record of its own, and counted nowhere as a witness."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from analysis import second_entry as analysis
from analysis.second_entry import Field, Key
from data.store import adjudications, claims, dictation, frames_follow, reviews
from data.store import second_entries as stored
from schemas.counting import CountRule
from schemas.election import Contest, Election
from schemas.evidence import Photo, PhotoState
from schemas.form import Form, FormField
from schemas.message import Message
from schemas.missing import MissingReason
from schemas.person import Actor
from schemas.problem import FieldProblem, Problem, ProblemCode
from schemas.reports.body import ReportKind
from schemas.reports.kinds import form_of
from schemas.second_entry import MAY, STANDING_NAMES, EntryAct, Part, Standing, paper
from schemas.unit import PollingStation
from services import answering, clock, house, photos, reading, registry, review, second_entry_draft
from services.parsing import EXPECTED
from services.permissions import Act, require
from services.review import reason_of

__all__ = ["STANDING_NAMES", "Compared", "Entry", "Field", "Paper", "Standing", "begin", "board", "compared", "next_for", "of_report",
           "open_reports", "settle", "store", "waiting"]
REFUSED: dict[tuple[EntryAct, Part], Message] = {
    (EntryAct.TYPE, Part.FIRST): Message("This is your own report: somebody else types it again."),
    (EntryAct.TYPE, Part.DECIDED): Message("You have decided on this report, so you know its figures: somebody else types it again."),
    (EntryAct.TYPE, Part.SEEN): Message("You have opened this report and seen its figures: somebody else types it again."),
    (EntryAct.TYPE, Part.SECOND): Message("You have typed this protocol already. What you typed stays."),
    (EntryAct.SETTLE, Part.FIRST): Message("One of these entries is your own: a third person settles it."),
    (EntryAct.SETTLE, Part.SECOND): Message("One of these entries is your own: a third person settles it."),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """What whoever types is given: photos that can be shown and the empty form of what stands on the paper. No figure."""

    report_id: str
    revision_id: int
    election: Election
    station: PollingStation
    contest: Contest
    form: Form
    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Who typed a second entry, and when."""

    account_id: str
    observer_code: str
    typed_at: datetime


@dataclass(frozen=True, slots=True)
class Compared:
    """The first entry of a report's present version beside its newest second one."""

    report_id: str
    revision_id: int
    election: Election
    station: PollingStation
    contest: Contest
    first_code: str
    second: Entry
    fields: tuple[Field, ...]

    @property
    def standing(self) -> Standing:
        return _standing(self.fields)

    @property
    def apart(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if not field.agrees)


def _standing(fields: tuple[Field, ...]) -> Standing:
    if all(field.agrees for field in fields):
        return Standing.AGREES
    return Standing.DIFFERS if any(field.is_open for field in fields) else Standing.SETTLED


def _contest(election: Election, contest_id: str) -> Contest:
    return election.contest(contest_id) or election.leading_contest


def _form(election: Election, contest: Contest) -> Form:
    return paper(form_of(ReportKind.COUNT, election, contest))


def _key(field: FormField) -> Key:
    return (field.figure.value if field.figure else "", field.option_code)


def _head(connection: Any, actor: Actor, report_id: str) -> Any:
    head = reviews.head_of(connection, report_id)
    foreign = head is None or head.kind != ReportKind.COUNT or (actor.election_id and head.election_id != actor.election_id)
    if head is None or foreign or not head.is_shown or head.in_quarantine or head.state not in CountRule.ALL.states:
        raise Problem(ProblemCode.NOT_FOUND, Message("There is no such report."))
    return head


def part_of(connection: Any, actor: Actor, head: Any) -> Part:
    """What the actor has had to do with a report."""
    if head.author_id == actor.account_id or head.report_id in dictation.typed_by(connection, actor.account_id).values():
        return Part.FIRST
    if any(each.account_id == actor.account_id for each in stored.of_revision(connection, head.revision_id)):
        return Part.SECOND
    if stored.has_decided(connection, head.report_id, actor.account_id):
        return Part.DECIDED
    return Part.SEEN if stored.has_seen(connection, head.report_id, actor.account_id) else Part.NONE


def _may(connection: Any, actor: Actor, head: Any, act: EntryAct) -> None:
    part = part_of(connection, actor, head)
    if part not in MAY[act]:
        raise Problem(ProblemCode.FORBIDDEN, REFUSED[act, part])


def waiting(actor: Actor, election_id: str) -> pd.DataFrame:
    """Protocols that this actor may type again (data.store.second_entries.waiting). Raises Problem: forbidden."""
    require(actor, Act.TYPE_AGAIN, election_id=election_id)
    found = reading.read("to type again", election_id, (), lambda: stored.waiting(house.store(), election_id), ttl=0.0).value
    with house.store().read() as connection:
        known = set(dictation.typed_by(connection, actor.account_id).values())
        known |= stored.decided(connection, election_id, actor.account_id) | stored.seen(connection, actor.account_id)
    return found[~found["report_id"].isin(known) & found["author_id"].ne(actor.account_id)].reset_index(drop=True)


def next_for(actor: Actor, election_id: str) -> str | None:
    """Claims the oldest protocol to type that nobody else has; its report, None where there is none. Raises Problem: forbidden."""
    held = {each.report_id for each in review.held(actor, election_id) if each.account_id != actor.account_id}
    for report_id in waiting(actor, election_id)["report_id"]:
        if report_id not in held:
            try:
                return begin(actor, str(report_id)).report_id
            except Problem:  # somebody was quicker, or the photo is gone: the next one
                continue
    return None


def begin(actor: Actor, report_id: str) -> Paper:
    """Claims a protocol and gives its photos with the empty form. Raises Problem: forbidden (not by who wrote, judged or typed it),
    not found (no such report, no photo to type from), conflict (somebody else has it)."""
    require(actor, Act.TYPE_AGAIN)
    now = clock.now()
    with house.store().read() as connection:
        head = _head(connection, actor, report_id)
        require(actor, Act.TYPE_AGAIN, election_id=head.election_id)
        _may(connection, actor, head, EntryAct.TYPE)
    shown = tuple(each for each in photos.of_report(actor, report_id) if each.state is PhotoState.READY)
    if not shown:
        raise Problem(ProblemCode.NOT_FOUND, Message("There is no photo of this protocol that can be shown."))

    def work(connection: Any) -> None:
        review.take(connection, actor, report_id, now)
        second_entry_draft.open_in(connection, actor, report_id, head.revision_id)

    house.store().write(work)
    election = registry.election(head.election_id)
    contest = _contest(election, head.contest_id)
    station = registry.station(head.election_id, head.station_id)
    return Paper(report_id, head.revision_id, election, station, contest, _form(election, contest), shown)


def _read(given: Paper, typed: Mapping[str, str], missing: Mapping[str, MissingReason]) -> tuple[dict[str, int], dict[str, str]]:
    """Values and reasons by field. Raises Problem (impossible) naming each field that cannot be read or is not answered."""
    values: dict[str, int] = {}
    reasons: dict[str, str] = {}
    problems: dict[str, FieldProblem] = {}
    for field in given.form.fields():
        if field.id in missing and missing[field.id] in field.reasons:
            reasons[field.id] = missing[field.id].value
        elif typed.get(field.id, "").strip():
            value = answering.read_field(field, typed[field.id], given.election, given.station)
            if isinstance(value, FieldProblem):
                problems[field.id] = value
            else:
                values[field.id] = int(str(value))
        elif field.required:
            problems[field.id] = FieldProblem("required", EXPECTED["required"])
    if problems:
        raise Problem(ProblemCode.IMPOSSIBLE, Message("Something here cannot be. Look at the marked fields; nothing you typed is lost."),
                      fields=problems)
    return values, reasons


def store(actor: Actor, given: Paper, typed: Mapping[str, str], missing: Mapping[str, MissingReason]) -> Compared:
    """Stores what was typed as a record of its own and says how it compares; gives the claim up. Raises Problem: impossible (naming the
    fields), forbidden, not found, conflict (a newer version has come, somebody else has it)."""
    require(actor, Act.TYPE_AGAIN, election_id=given.election.election_id)
    values, reasons = _read(given, typed, missing)
    figures = {_key(field): values.get(field.id) for field in given.form.fields()}
    now = clock.now()

    def work(connection: Any) -> None:
        head = _head(connection, actor, given.report_id)
        if head.revision_id != given.revision_id:
            raise Problem(ProblemCode.CONFLICT, Message("A newer version of this report has come in. Look at it first."))
        _may(connection, actor, head, EntryAct.TYPE)
        review.take(connection, actor, given.report_id, now)
        stored.append(connection, stored.NewEntry(
            head.revision_id, head.election_id, head.station_id, given.contest.contest_id, actor.account_id, values, reasons, figures, now))
        second_entry_draft.drop_in(connection, actor, given.report_id, given.revision_id)
        claims.release(connection, given.report_id, actor.account_id)

    house.store().write(work)
    reading.look_again()
    found = compared(actor, given.report_id)
    assert found is not None
    return found


def _settled(election_id: str) -> dict[tuple[str, str], dict[Key, tuple[int, frozenset[int]]]]:
    """The last decision on each field, by station and contest."""
    made: dict[tuple[str, str], dict[Key, tuple[int, frozenset[int]]]] = {}
    for row in adjudications.last(house.store(), election_id).itertuples(index=False):
        place = made.setdefault((str(row.station_id), str(row.contest_id)), {})
        place[str(row.figure_code), str(row.option_code)] = (int(str(row.chosen)), frozenset(json.loads(str(row.told))))
    return made


def compared(actor: Actor, report_id: str) -> Compared | None:
    """The two entries side by side; None while nobody has typed a second one. Raises Problem: forbidden, not found."""
    require(actor, Act.FOLLOW_COVERAGE)
    with house.store().read() as connection:
        head = _head(connection, actor, report_id)
        entries, first = stored.of_revision(connection, head.revision_id), stored.paper_of(connection, head.revision_id)
    if not entries:
        return None
    election, newest = registry.election(head.election_id), entries[-1]
    contest = _contest(election, head.contest_id)
    settled = _settled(head.election_id).get((head.station_id, contest.contest_id), {})
    fields = analysis.compared(map(_key, _form(election, contest).fields()), first, stored.figures_of(newest.payload), settled)
    return Compared(
        report_id, head.revision_id, election, registry.station(head.election_id, head.station_id), contest,
        _first_code(report_id), Entry(newest.account_id, newest.observer_code or "", newest.typed_at), fields)


def of_report(election_id: str, report_id: str) -> tuple[Standing, str, datetime, int] | None:
    """What the newest second entry of a report's present version says of it, who typed it and when, and the fields typed differently; for
    other services, without a question of who asks."""
    found = _kept(election_id)
    own = found[found["report_id"].eq(report_id)]
    if own.empty:
        return None
    row = own.iloc[0]
    return Standing(row["standing"]), str(row["by_code"] or ""), row["typed_at"].to_pydatetime(), int(row["apart_n"])


def _first_code(report_id: str) -> str:
    with house.store().read() as connection:
        return str(stored.observer_code(connection, report_id))


def _board(election_id: str) -> pd.DataFrame:
    kept = house.store()
    found, papers, settled = stored.typed(kept, election_id), stored.papers(kept, election_id), _settled(election_id)
    election = registry.election(election_id)
    keys = {contest.contest_id: [_key(field) for field in _form(election, contest).fields()] for contest in election.contests}
    standings, apart = [], []
    for row in found.itertuples(index=False):
        contest_id = _contest(election, str(row.contest_id)).contest_id
        fields = analysis.compared(
            keys[contest_id], papers.get(int(str(row.revision_id)), {}), stored.figures_of(str(row.payload)),
            settled.get((str(row.station_id), contest_id), {}))
        standings.append(_standing(fields).value)
        apart.append(sum(not field.agrees for field in fields))
    return found.assign(standing=pd.Series(standings, dtype=object), apart_n=pd.Series(apart, dtype="int64"))


def _kept(election_id: str) -> pd.DataFrame:
    return reading.read("second entries", election_id, (), lambda: _board(election_id), ttl=0.0).value


def board(actor: Actor, election_id: str) -> pd.DataFrame:
    """Every report with a second entry (data.store.second_entries.typed) with standing and apart_n (fields typed differently); those that
    differ first. Raises Problem: forbidden."""
    require(actor, Act.FOLLOW_COVERAGE, election_id=election_id)
    found = _kept(election_id)
    rank = found["standing"].map({Standing.DIFFERS.value: 0, Standing.SETTLED.value: 1, Standing.AGREES.value: 2})
    return found.assign(rank=rank).sort_values(["rank", "typed_at"], kind="stable").drop(columns="rank").reset_index(drop=True)


def open_reports(election_id: str) -> set[str]:
    """Reports whose second entry differs and is not settled; for other services, without a question of who asks."""
    found = _kept(election_id)
    return set(found.loc[found["standing"].eq(Standing.DIFFERS.value), "report_id"])


def settle(actor: Actor, report_id: str, revision_id: int, key: Key, value: int, reason: str) -> None:
    """One field's value as it stands on the paper, by somebody who typed neither entry: one of the two, or what the photo shows beside
    them. Raises Problem: impossible (no reason, nothing differs, the report has no value there), forbidden, not found, conflict."""
    require(actor, Act.REVIEW_REPORT)
    words, now = reason_of(reason), clock.now()

    def work(connection: Any) -> None:
        head = _head(connection, actor, report_id)
        require(actor, Act.REVIEW_REPORT, election_id=head.election_id)
        if head.revision_id != revision_id:
            raise Problem(ProblemCode.CONFLICT, Message("A newer version of this report has come in. Look at it first."))
        _may(connection, actor, head, EntryAct.SETTLE)
        entries = stored.of_revision(connection, revision_id)
        first = stored.paper_of(connection, revision_id).get(key)
        second = stored.figures_of(entries[-1].payload).get(key) if entries else first
        if first == second:
            raise Problem(ProblemCode.IMPOSSIBLE, Message("The entries do not differ here: there is nothing to settle."))
        if first is None:
            raise Problem(ProblemCode.IMPOSSIBLE, Message("The report has no figure here: ask the observer to correct it."))
        contest_id = _contest(registry.election(head.election_id), head.contest_id).contest_id
        told = frames_follow.protocol_values(connection, head.election_id, head.station_id, contest_id, *key)
        if any(each.author_id == actor.account_id for each in told):
            raise Problem(ProblemCode.FORBIDDEN, REFUSED[EntryAct.SETTLE, Part.FIRST])
        values = tuple((each.revision_id, each.value) for each in told) + (((revision_id, second),) if second is not None else ())
        adjudications.append(connection, [adjudications.NewAdjudication(
            head.election_id, head.station_id, contest_id, *key, value, values, words, actor.account_id, now)])

    house.store().write(work)
    reading.look_again()
