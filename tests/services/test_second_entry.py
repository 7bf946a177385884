"""A second entry typed blind from the photo: who may, what is given, how it compares, who settles, on both databases."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from data.store import elections, frames_copies, frames_results
from data.store.tables import ledger
from data.store.tables_review import second_entry as table
from schemas.counting import CountRule
from schemas.evidence import PhotoState
from schemas.missing import MissingReason
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.report import RevisionState
from schemas.reports.body import ReportKind
from schemas.review import Action
from schemas.second_entry import MAY, EntryAct, Part, Standing
from services import (
    adjudication,
    clock,
    follow,
    house,
    queue,
    reading,
    registry,
    report_history,
    review,
    second_entry,
    second_entry_draft,
    station,
)
from services.permissions import ALLOWED, Act
from tests import people as persons
from tests.papers import CONTEST, COUNTED, PAPER, REPORT, count, photographed
from tests.people import ELECTION, NOON, People
from tests.reviewing import STATION, revision_id, sent

ID = ELECTION.election_id
VOTES_A = ("votes", "A")


def protocol(people: People, votes: int = 300) -> Actor:
    author = people.account(Role.OBSERVER, code="SHY-1")
    count(author, votes=votes)
    photographed(author)
    reading.forget()
    return author


def typed(actor: Actor, report_id: str = REPORT, missing: dict[str, MissingReason] | None = None, **more: str) -> second_entry.Compared:
    given = second_entry.begin(actor, report_id)
    found = second_entry.store(actor, given, {**PAPER, **{f"votes.{option}": value for option, value in more.items()}}, missing or {})
    reading.forget()
    return found


def refused(code: ProblemCode, act: object) -> Problem:
    with pytest.raises(Problem) as caught:
        act()  # type: ignore[operator]
    assert caught.value.code is code, caught.value
    return caught.value


def test_equal_entries_agree_and_nothing_counts_twice(counted: People) -> None:
    author, typist = protocol(counted), counted.account(Role.COORDINATOR, code="NIGHT-1")
    before = frames_copies.told(house.store(), ID, CONTEST, rule=CountRule.ALL)
    assert list(second_entry.waiting(typist, ID)["report_id"]) == [REPORT]
    found = typed(typist)
    assert (found.standing, found.apart, found.second.observer_code, found.first_code) == (Standing.AGREES, (), "NIGHT-1", "SHY-1")
    assert second_entry.waiting(typist, ID).empty
    assert second_entry.board(typist, ID)["standing"].to_list() == ["agrees"]
    assert frames_copies.told(house.store(), ID, CONTEST, rule=CountRule.ALL).equals(before), "the same paper read again is no copy more"
    events = report_history.of(typist, REPORT).events
    assert [(each.code, str(each.message)) for each in events if each.what is report_history.What.SECOND_ENTRY] == [
        ("NIGHT-1", "second entry agrees")]
    assert report_history.of(typist, REPORT).newest.state is RevisionState.SUBMITTED, "agreement decides nothing"
    assert review.holder(REPORT) is None, "given back"
    assert author.account_id != typist.account_id


def test_what_is_given_holds_no_figure_of_the_first_entry(counted: People) -> None:
    protocol(counted, votes=98_765)
    given = second_entry.begin(counted.account(Role.ANALYST), REPORT)
    assert "98765" not in repr(dataclasses.asdict(given)) and "98 765" not in repr(given)
    assert [field.id for field in given.form.fields()] == ["lines.ballots_issued", "votes.A", "votes.B"]
    assert [photo.state for photo in given.photos] == [PhotoState.READY]
    assert second_entry.compared(counted.account(Role.ANALYST), REPORT) is None, "nothing to look at before it is typed"


def test_the_record_is_whole_hashed_and_in_the_ledger(counted: People) -> None:
    protocol(counted)
    typed(counted.account(Role.COORDINATOR), missing={"votes.B": MissingReason.UNREADABLE})
    with house.store().read() as connection:
        row = connection.execute(select(table)).one()
        assert len(connection.execute(select(ledger.c.seq).where(ledger.c.kind == "second_entry")).all()) == 1
    assert json.loads(row.payload) == {
        "schema_version": 1, "values": {"lines.ballots_issued": 1200, "votes.A": 300}, "missing": {"votes.B": "unreadable"},
        "figures": [["ballots_issued", "", 1200], ["votes", "A", 300], ["votes", "B", None]]}
    assert (row.typed_from, row.station_id, row.contest_id) == ("photo", STATION, CONTEST)


def test_what_differs_waits_for_a_third_person_whose_value_enters_results(counted: People) -> None:
    author, typist, judge = protocol(counted), counted.account(Role.COORDINATOR), counted.account(Role.ANALYST, code="DAY-1")
    found = typed(typist, A="310")
    assert (found.standing, [each.key for each in found.apart]) == (Standing.DIFFERS, [VOTES_A])
    assert queue.waiting(judge, ID).iloc[0]["why"] == queue.Why.ENTRY
    revision = revision_id(author, 1)

    def settle(actor: Actor, value: int, reason: str = "the photo says so", key: tuple[str, str] = VOTES_A, at: int = revision) -> None:
        second_entry.settle(actor, REPORT, at, key, value, reason)
        reading.forget()

    for actor in (typist, author, counted.account(Role.ADMIN)):
        refused(ProblemCode.FORBIDDEN, lambda actor=actor: settle(actor, 310))
    refused(ProblemCode.IMPOSSIBLE, lambda: settle(judge, 310, " "))
    refused(ProblemCode.IMPOSSIBLE, lambda: settle(judge, 50, key=("votes", "B")))
    refused(ProblemCode.CONFLICT, lambda: settle(judge, 310, at=revision + 1))
    settle(judge, 311, "a third figure stands on the photo")
    again = second_entry.compared(judge, REPORT)
    assert again is not None and again.standing is Standing.SETTLED
    assert [(each.first, each.second, each.chosen) for each in again.apart] == [(300, 310, 311)]
    told = adjudication.settled(ID, frames_results.protocols(house.store(), ID, CONTEST, rule=CountRule.ALL))
    assert set(told.loc[told["option_code"].eq("A"), "value"]) == {311}
    assert queue.waiting(judge, ID).iloc[0]["why"] == queue.Why.OLDEST
    made = adjudication.decisions(judge, ID).iloc[0]
    assert (made["told"], made["observer_code"]) == ("[300, 310]", "DAY-1")
    settled = [each for each in report_history.of(judge, REPORT).events if each.what is report_history.What.SETTLED]
    assert [(each.settled, each.code, each.words, each.revision) for each in settled] == [
        (("votes", "A", 311), "DAY-1", "a third figure stands on the photo", 1)], "its history says who settled what, and why"


def test_a_correction_asks_for_a_new_entry_and_opens_what_was_settled(counted: People) -> None:
    author, typist, judge = protocol(counted), counted.account(Role.COORDINATOR), counted.account(Role.ANALYST)
    typed(typist, A="310")
    second_entry.settle(judge, REPORT, revision_id(author, 1), VOTES_A, 310, "the photo says so")
    count(author, votes=320, revision=2)
    reading.forget()
    assert second_entry.compared(judge, REPORT) is None
    assert list(second_entry.waiting(typist, ID)["report_id"]) == [REPORT], "the same person may read the paper for another version"
    assert typed(typist, A="310").standing is Standing.DIFFERS


def test_a_figure_that_the_report_lacks_is_asked_of_its_author(counted: People) -> None:
    author = protocol(counted)
    body = {"count_present": "whole", "protocol_source": "signed_copy", "copy_given": "given", "votes": {"A": 300},
            "lines": {"ballots_issued": 1_200}, "missing": {"votes.B": "unreadable"}}
    sent(author, 1, revision=2, kind=ReportKind.COUNT, body=body, contest=CONTEST)
    reading.forget()
    assert [each.key for each in typed(counted.account(Role.COORDINATOR)).apart] == [("votes", "B")]
    judge, newest = counted.account(Role.ANALYST), revision_id(author, 1)
    problem = refused(ProblemCode.IMPOSSIBLE, lambda: second_entry.settle(judge, REPORT, newest, ("votes", "B"), 50, "seen"))
    assert "ask the observer" in problem.message


def test_fields_that_cannot_be_read_are_named_and_nothing_is_stored(counted: People) -> None:
    protocol(counted)
    typist = counted.account(Role.COORDINATOR)
    given = second_entry.begin(typist, REPORT)
    for wrong, field in (({"votes.A": "-3"}, "votes.A"), ({"votes.A": "three"}, "votes.A"), ({"votes.B": ""}, "votes.B")):
        problem = refused(ProblemCode.IMPOSSIBLE, lambda wrong=wrong: second_entry.store(typist, given, PAPER | wrong, {}))
        assert set(problem.fields) == {field}
    assert second_entry.compared(typist, REPORT) is None


def test_two_do_not_type_the_same_and_a_newer_version_stops_the_older(counted: People) -> None:
    author, first, second = protocol(counted), counted.account(Role.COORDINATOR), counted.account(Role.ANALYST)
    given = second_entry.begin(first, REPORT)
    refused(ProblemCode.CONFLICT, lambda: second_entry.begin(second, REPORT))
    assert second_entry.next_for(second, ID) is None
    count(author, votes=320, revision=2)
    refused(ProblemCode.CONFLICT, lambda: second_entry.store(first, given, PAPER, {}))


@pytest.mark.parametrize("state", [PhotoState.RECEIVED, PhotoState.UNREADABLE, None])
def test_without_a_photo_that_can_be_shown_there_is_nothing_to_type(counted: People, state: PhotoState | None) -> None:
    author, typist = counted.account(Role.OBSERVER), counted.account(Role.COORDINATOR)
    count(author)
    if state is not None:
        photographed(author, state=state)
    reading.forget()
    assert second_entry.waiting(typist, ID).empty
    refused(ProblemCode.NOT_FOUND, lambda: second_entry.begin(typist, REPORT))


def with_part(people: People, part: Part, role: Role) -> Actor:
    """Somebody of this role who has had this to do with report 1, which a second entry differs from unless they are to type one."""
    actor, author = people.account(role), people.account(Role.OBSERVER, code="SHY-1")
    count(actor if part is Part.FIRST and role is Role.COORDINATOR else author, dictated_by=author if part is Part.FIRST and
          role is Role.COORDINATOR else None)
    photographed(author)
    reading.forget()
    if part is Part.DECIDED:
        review.decide(actor, REPORT, revision_id(author, 1), RevisionState.SUBMITTED, Action.RETURN, "looked")
    if part is Part.SECOND:
        typed(actor, A="310")
    if part is Part.SEEN:
        report_history.of(actor, REPORT)
    return actor


EVERY = [(part, role) for part in Part for role in (Role.COORDINATOR, Role.ANALYST) if (part, role) != (Part.FIRST, Role.ANALYST)]
"""An analyst neither observes nor takes dictation."""


@pytest.mark.parametrize(("part", "role"), EVERY)
def test_every_part_and_act(people: People, part: Part, role: Role) -> None:
    with clock.fixed(NOON + timedelta(hours=14), everywhere=True):
        persons.registry()
        house.store().write(lambda connection: elections.save(connection, COUNTED, clock.now()))
        registry._election.cache_clear()
        actor = with_part(people, part, role)
        if part in MAY[EntryAct.TYPE]:
            assert second_entry.begin(actor, REPORT).report_id == REPORT
            review.release(actor, REPORT)
        else:
            refused(ProblemCode.FORBIDDEN, lambda: second_entry.begin(actor, REPORT))
        if part is not Part.SECOND:
            typed(people.account(Role.ANALYST), A="310")
        found = second_entry.compared(actor, REPORT)
        assert found is not None

        def settle() -> None:
            second_entry.settle(actor, REPORT, found.revision_id, VOTES_A, 310, "the photo says so")

        if part in MAY[EntryAct.SETTLE]:
            settle()
        else:
            refused(ProblemCode.FORBIDDEN, settle)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.ADMIN])
def test_whoever_has_not_the_right(people: People, role: Role) -> None:
    assert Act.TYPE_AGAIN not in ALLOWED[role]
    actor = people.account(role)
    for act in (lambda: second_entry.begin(actor, REPORT), lambda: second_entry.waiting(actor, ID)):
        refused(ProblemCode.FORBIDDEN, act)


def test_what_is_typed_and_not_stored_is_kept_and_dropped_with_the_entry(counted: People) -> None:
    protocol(counted)
    typist, other = counted.account(Role.COORDINATOR), counted.account(Role.ANALYST)
    given = second_entry.begin(typist, REPORT)
    second_entry_draft.keep(typist, REPORT, given.revision_id, {"votes.A": "31"}, {"votes.B": MissingReason.UNREADABLE})
    second_entry.begin(typist, REPORT)
    assert second_entry_draft.kept(typist, REPORT, given.revision_id) == ({"votes.A": "31"}, {"votes.B": MissingReason.UNREADABLE})
    assert second_entry_draft.kept(other, REPORT, given.revision_id) == ({}, {}), "nobody else's"
    second_entry.store(typist, given, PAPER, {})
    assert second_entry_draft.kept(typist, REPORT, given.revision_id) == ({}, {})
    refused(ProblemCode.TOO_LARGE, lambda: second_entry_draft.keep(typist, REPORT, given.revision_id, {"votes.A": "1" * 30_000}, {}))
    refused(ProblemCode.FORBIDDEN, lambda: second_entry_draft.keep(counted.account(Role.ADMIN), REPORT, given.revision_id, {}, {}))


def test_who_has_opened_the_figures_does_not_type_them_and_may_settle(counted: People) -> None:
    author = protocol(counted)
    reader, typist = counted.account(Role.COORDINATOR), counted.account(Role.ANALYST)
    report_history.of(reader, REPORT)
    assert second_entry.waiting(reader, ID).empty and second_entry.next_for(reader, ID) is None
    assert "seen its figures" in refused(ProblemCode.FORBIDDEN, lambda: second_entry.begin(reader, REPORT)).message
    report_history.of(counted.account(Role.ADMIN), REPORT)
    typed(typist, A="310")
    second_entry.settle(reader, REPORT, revision_id(author, 1), VOTES_A, 310, "the photo says so")


def test_the_history_is_closed_to_who_is_typing_until_it_is_stored(counted: People) -> None:
    protocol(counted)
    typist, other = counted.account(Role.COORDINATOR), counted.account(Role.ANALYST)
    given = second_entry.begin(typist, REPORT)
    assert "from its photo" in refused(ProblemCode.FORBIDDEN, lambda: report_history.of(typist, REPORT)).message
    report_history.of(other, REPORT)
    second_entry.store(typist, given, PAPER, {})
    assert report_history.of(typist, REPORT).newest.state is RevisionState.SUBMITTED


def test_a_claim_to_judge_closes_nothing(counted: People) -> None:
    protocol(counted)
    judge = counted.account(Role.COORDINATOR)
    review.claim(judge, REPORT)
    assert report_history.of(judge, REPORT).versions


LOOKS: dict[str, Callable[[Actor], object]] = {
    "station": lambda actor: station.read(actor, ID, STATION),
    "side by side": lambda actor: follow.side_by_side(actor, ID, STATION, CONTEST),
}


@pytest.mark.parametrize("page", list(LOOKS))
def test_where_one_station_is_opened_the_same_holds_as_for_the_history(counted: People, page: str) -> None:
    protocol(counted)
    typist, reader, admin = counted.account(Role.COORDINATOR), counted.account(Role.ANALYST), counted.account(Role.ADMIN)
    given = second_entry.begin(typist, REPORT)
    assert "from its photo" in refused(ProblemCode.FORBIDDEN, lambda: LOOKS[page](typist)).message
    LOOKS[page](admin)
    LOOKS[page](reader)
    second_entry.store(typist, given, PAPER, {})
    reading.forget()  # nothing is read anew behind the test when its database is gone
    LOOKS[page](typist)
    assert "seen its figures" in refused(ProblemCode.FORBIDDEN, lambda: second_entry.begin(reader, REPORT)).message
    assert second_entry.waiting(reader, ID).empty


def test_a_station_that_was_not_looked_at_can_be_typed(counted: People) -> None:
    protocol(counted)
    reader = counted.account(Role.ANALYST)
    station.read(reader, ID, "KZ-79/0418")
    follow.side_by_side(reader, ID, STATION, "another contest")
    assert second_entry.begin(reader, REPORT).report_id == REPORT
