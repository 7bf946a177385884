"""Cases in both databases: opened, added to, checked, never changed; who may do what, and who comes second."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest

from data.store import cases as stored
from data.store import ledger
from data.store.every_table import APPEND_ONLY
from data.store.triggers import REFUSAL
from schemas.case import CaseContent, CheckWay
from schemas.case_level import CaseLevel, Lacking
from schemas.person import NOBODY, Actor, Role
from schemas.problem import Problem, ProblemCode
from services import case_law, cases, clock, house, reading, reports
from tests import people as persons
from tests.case_material import PUBLISHED, REPORT, case, pair
from tests.conftest import in_house
from tests.people import ELECTION, NOON, People
from tests.reviewing import sent

ID = ELECTION.election_id


@pytest.fixture
def people(database_url: str, tmp_path: Path) -> Iterator[People]:
    with in_house(tmp_path, database_url) as patch, clock.fixed(NOON, everywhere=True):
        persons.registry()
        yield People(patch)


def opened(actor: Actor, content: CaseContent | None = None) -> cases.Case:
    return cases.read(actor, cases.open_case(actor, ID, content or pair()))


def checked(case_: cases.Case, actor: Actor, *, confirmed: bool = True, note: str = "") -> cases.Case:
    seen = case_.content.material_sha256
    cases.check(actor, case_, CheckWay.READ_DOCUMENT, confirmed=confirmed, material_sha256=seen, note=note)
    return cases.read(actor, case_.case_id)


def test_two_checks_by_others_make_a_case_documented(people: People) -> None:
    author, second, third = (people.account(Role.ANALYST) for _ in range(3))
    case_ = opened(author)
    assert case_.standing.level is CaseLevel.UNVERIFIED
    assert checked(case_, second).standing.lacking == (Lacking.SECOND_CHECK,)
    assert checked(case_, third).standing.level is CaseLevel.DOCUMENTED
    assert [each.number for each in cases.ledger(third, ID).value] == [1]
    assert cases.ledger(third, ID).value[0].standing.level is CaseLevel.DOCUMENTED


def test_who_typed_a_report_by_phone_does_not_check_the_case_that_rests_on_it(people: People) -> None:
    """They reported it as much as who told them: their word is no second one."""
    author, typist, third = people.account(Role.ANALYST), people.account(Role.COORDINATOR), people.account(Role.COORDINATOR)
    told = sent(typist, 7, dictated_by=people.account(Role.OBSERVER))
    newest = reports.history(author, told.report_id)[-1]
    gathered = REPORT.model_copy(update={"report_id": newest.report_id, "revision_id": newest.revision_id, "sha256": newest.sha256})
    case_ = opened(author, pair().model_copy(update={"reports": (gathered,)}))
    with pytest.raises(Problem) as refused:
        checked(case_, typist)
    assert refused.value.code is ProblemCode.FORBIDDEN
    assert {author.account_id, typist.account_id} < cases.ledger(third, ID).value[0].not_independent
    assert len(checked(case_, third).standing.checkers) == 1


def test_who_gathered_it_does_not_check_it(people: People) -> None:
    author, helper = people.account(Role.ANALYST), people.account(Role.COORDINATOR)
    case_ = opened(author)
    with pytest.raises(Problem) as refused:
        checked(case_, author)
    assert refused.value.code is ProblemCode.FORBIDDEN
    fewer = case_.content.model_copy(update={"evidence": case_.content.evidence[:1]})
    cases.revise(helper, case_, fewer, "one paper was of another station")
    with pytest.raises(Problem):
        checked(cases.read(helper, case_.case_id), helper)


def test_a_check_of_something_else_is_refused(people: People) -> None:
    author, second = people.account(Role.ANALYST), people.account(Role.ANALYST)
    case_ = opened(author)
    cases.revise(author, case_, case_.content.model_copy(update={"evidence": (PUBLISHED,)}), "the copy was withdrawn")
    now = cases.read(second, case_.case_id)
    with pytest.raises(Problem) as refused:
        cases.check(second, now, CheckWay.READ_DOCUMENT, confirmed=True, material_sha256=case_.content.material_sha256)
    assert refused.value.code is ProblemCode.CONFLICT
    with pytest.raises(Problem, match="does not agree"):
        checked(now, second, confirmed=False)


def test_the_second_of_two_changes_is_told(people: People) -> None:
    author = people.account(Role.ANALYST)
    case_ = opened(author)
    assert cases.revise(author, case_, case_.content.model_copy(update={"title": "A better title"}), "clearer") == 2
    with pytest.raises(Problem) as second:
        cases.revise(author, case_, case_.content.model_copy(update={"title": "Another one"}), "clearer still")
    assert second.value.code is ProblemCode.CONFLICT
    again = cases.read(author, case_.case_id)
    assert [(each.version, each.reason) for each in again.versions] == [(1, ""), (2, "clearer")]
    assert cases.revise(author, again, again.content, "nothing new") == 2, "the same bytes add nothing"


def test_the_same_id_is_the_same_case_and_numbers_go_on(people: People) -> None:
    author, case_id = people.account(Role.ANALYST), uuid4()
    for _ in range(2):
        assert cases.open_case(author, ID, pair(), case_id=case_id) == str(case_id)
    opened(author, case(title="A second case"))
    assert [each.number for each in cases.ledger(author, ID).value] == [1, 2]
    assert cases.numbered(author, ID, "2") is not None and cases.numbered(author, ID, "3") is None


def test_coordinators_add_and_do_not_write(people: People) -> None:
    coordinator, analyst, admin = (people.account(role) for role in (Role.COORDINATOR, Role.ANALYST, Role.ADMIN))
    case_ = opened(coordinator)
    with pytest.raises(Problem) as refused:
        cases.revise(coordinator, case_, case_.content.model_copy(update={"title": "Their own title"}), "better")
    assert refused.value.code is ProblemCode.FORBIDDEN
    cases.revise(analyst, case_, case_.content.model_copy(update={"title": "Their own title"}), "better")
    assert cases.read(admin, case_.case_id).content.title == "Their own title"
    with pytest.raises(Problem):
        opened(admin)
    with pytest.raises(Problem):
        checked(case_, admin)
    with pytest.raises(Problem):
        cases.read(people.account(Role.OBSERVER), case_.case_id)
    with pytest.raises(Problem):
        cases.ledger(NOBODY, ID)
    with pytest.raises(Problem):
        cases.read(people.account(Role.COORDINATOR, election_id="another"), case_.case_id)


def test_every_row_is_a_fact_in_the_ledger(people: People) -> None:
    author, second = people.account(Role.ANALYST), people.account(Role.ANALYST)
    before = reading.ledger_length()
    case_ = checked(opened(author), second)
    with house.store().read() as connection:
        found = stored.ledger_rows(connection, case_.case_id, [])
    assert [(row.kind, row.subject) for row in found] == [("case_file", case_.case_id), ("case_version", "1"), ("case_check", "1")]
    assert all(ledger.row_sha256(row.row, row.salt) == row.sha256 for row in found)
    reading.forget()
    assert reading.ledger_length() == before + 3
    for table in APPEND_ONLY:
        if table.name.startswith("case_"):
            with pytest.raises(Exception, match=REFUSAL):
                house.store().write(partial(_emptied, table=table))


def _emptied(connection, table) -> None:
    connection.execute(table.delete())


def test_law_comes_from_what_was_read() -> None:
    assert [(each.code, each.article) for each in case_law.norms_of("PRT-01", with_deadlines=True)] == [
        ("EL-43-8", "Art. 43(8)"), ("EL-49", "Art. 49")]
    assert case_law.norms_of("SAF-01") == (), "no article was read for this class: none is invented"
    for code, law in case_law.classes().items():
        assert law.term.en, code
        assert all(norm.edition and norm.source for norm in case_law.norms_of(code)), f"{code}: an edition is named or said to be unknown"
        assert all(case_law.gist(norm.code) for norm in case_law.norms_of(code))
