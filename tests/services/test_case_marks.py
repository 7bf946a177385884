"""A case rests on reports that may not stand later: quarantine, withdrawal, rejection hold its level and mark its files."""

from __future__ import annotations

from uuid import UUID

import pytest

from schemas.case import CaseContent, CheckWay
from schemas.case_level import CaseLevel, Lacking
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.report import RevisionState
from schemas.review import Action
from services import case_editing, case_files, case_gathering, case_ledger, case_sentences, cases, clock, quarantine, review
from services.case_marks import SetAside
from tests.case_material import ACT, COMPLAINT, COPY, PUBLISHED, refused, row
from tests.people import ELECTION, People
from tests.reviewing import STATION, revision_id, sent

ID = ELECTION.election_id


def documented(people: People, author: Actor) -> cases.Case:
    """Resting on the first report of this author and on one of somebody else."""
    sent(author, 1)
    sent(people.account(Role.OBSERVER, code="OTHER-1"), 2)
    analyst = people.account(Role.ANALYST)
    material = case_gathering.of_station(analyst, ID, STATION, with_figures=False)
    empty = CaseContent(class_code="PRT-01", evidence=(ACT, COMPLAINT), events=(refused(ACT, COMPLAINT),))
    case_id = cases.open_case(analyst, ID, case_gathering.joined(empty, material, {each.report_id for each in material.reports}, ()))
    for _ in range(2):
        found = cases.read(analyst, case_id)
        cases.check(people.account(Role.ANALYST), found, CheckWay.READ_DOCUMENT, confirmed=True,
                    material_sha256=found.content.material_sha256)  # fmt: skip
    return cases.read(analyst, case_id)


def again(people: People, case: cases.Case) -> cases.Case:
    by_id, listed = cases.read(people.account(Role.ANALYST), case.case_id), cases.ledger(people.account(Role.ADMIN), ID).value[0]
    assert by_id == listed, "the page of one case and the ledger agree"
    return by_id


@pytest.mark.usefixtures("both")
def test_a_quarantine_holds_the_case_and_ends_with_it(people: People) -> None:
    author, judge = people.account(Role.OBSERVER, code="SHY-0417-A"), people.account(Role.COORDINATOR)
    before = documented(people, author)
    assert before.standing.level is CaseLevel.DOCUMENTED and not before.marks
    quarantine.decide(judge, ID, "SHY-0417-A", is_out=True, reason="told the same at two stations")
    held = again(people, before)
    assert held.standing.level is CaseLevel.UNVERIFIED and held.standing.lacking == (Lacking.SET_ASIDE,)
    assert [(each.observer_code, each.why) for each in held.marks] == [("SHY-0417-A", SetAside.QUARANTINE)]
    sentence = case_sentences.sentence(held, ELECTION)
    assert sentence.startswith("It rests on reports that are set aside now.")
    assert case_ledger.line(held, ELECTION, clock.now()).state == "reports set aside"
    document = case_files.document(held, ELECTION, "en")
    assert document["marks"] == ["SHY-0417-A, reports: 1: observer in quarantine: the reports are out of every figure"]
    assert document["head"]["level_code"] == "unverified"
    quarantine.decide(judge, ID, "SHY-0417-A", is_out=False, reason="the stations were mixed up by us")
    assert again(people, before) == before


@pytest.mark.usefixtures("both")
def test_a_withdrawn_and_a_rejected_report_hold_it_and_a_newer_one_does_not(people: People) -> None:
    author = people.account(Role.OBSERVER, code="SHY-0417-A")
    case = documented(people, author)
    sent(author, 1, revision=2, minutes=1)
    newer = again(people, case)
    assert [each.why for each in newer.marks] == [SetAside.NEWER] and newer.standing.level is CaseLevel.DOCUMENTED
    judge = people.account(Role.COORDINATOR)
    review.claim(judge, str(UUID(int=1)))
    review.decide(judge, str(UUID(int=1)), revision_id(author, 1), RevisionState.SUBMITTED, Action.REJECT, "not at that station")
    rejected = again(people, case)
    assert [each.why for each in rejected.marks] == [SetAside.REJECTED] and rejected.is_held
    sent(author, 1, revision=3, withdrawn=True)
    assert [each.why for each in again(people, case).marks] == [SetAside.WITHDRAWN]


def test_a_version_without_them_stands_again(people: People) -> None:
    author, analyst = people.account(Role.OBSERVER, code="SHY-0417-A"), people.account(Role.ANALYST)
    case = documented(people, author)
    quarantine.decide(people.account(Role.COORDINATOR), ID, "SHY-0417-A", is_out=True, reason="told the same at two stations")
    held = again(people, case)
    without = case_editing.without_reports(held.content, {each.report_id for each in held.marks})
    with pytest.raises(Problem) as refused_:
        cases.revise(people.account(Role.COORDINATOR), held, without, " ")
    assert refused_.value.code is ProblemCode.IMPOSSIBLE
    cases.revise(analyst, held, without, "without the observer in quarantine")
    after = again(people, case)
    assert not after.marks and [each.observer_code for each in after.content.reports] == ["OTHER-1"]
    assert after.standing.lacking[0] is Lacking.FIRST_CHECK, "another material is checked again"


def test_what_rests_on_a_report_goes_with_it() -> None:
    ours, theirs = "1" * 36, "2" * 36
    sides = row(512, 612).sides
    told = row(512, 612).model_copy(update={"sides": (sides[0].model_copy(update={"report_id": ours}), sides[1])})
    summed = row(512, 612).model_copy(update={"copies_n": 3, "stations_n": 3})
    untouched = row(1, 2).model_copy(update={"sides": tuple(each.model_copy(update={"report_id": theirs}) for each in sides)})
    photo = COPY.model_copy(update={"report_id": ours})
    from tests.case_material import REPORT

    reports = tuple(REPORT.model_copy(update={"report_id": each, "observer_code": code}) for each, code in ((ours, "A"), (theirs, "B")))
    content = CaseContent(
        class_code="PRT-03", reports=reports, evidence=(photo, PUBLISHED), comparisons=(told, summed, untouched),
        events=(refused(COPY), refused(COPY).model_copy(update={"report_id": ours})),
    )  # fmt: skip
    made = case_editing.without_reports(content, [ours])
    assert [each.report_id for each in made.reports] == [theirs]
    assert made.evidence == (PUBLISHED,) and [each.documents for each in made.events] == [()]
    (left,) = made.comparisons
    assert [each.documents for each in left.sides] == [(), (PUBLISHED.sha256,)], "its paper is gone too"
    with pytest.raises(Problem):
        case_editing.without_reports(content, [])
