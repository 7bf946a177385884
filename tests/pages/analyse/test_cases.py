"""The ledger of cases and one case: every state, every role, three languages; and what people do on them."""

from __future__ import annotations

import re

import pytest

from data.store import elections
from data.store import people as stored_people
from locales import LANGUAGES
from schemas.case import CaseContent, CheckWay, Complaint
from schemas.case_level import CaseLevel
from schemas.person import Actor, Role
from schemas.reports.violation import ComplaintTo
from services import case_gathering, cases, house, reading, registry
from tests.case_material import AT, case, pair, refused
from tests.pages.analyse.test_checks import COUNTED, send
from tests.people import ELECTION, NOON, People
from ui import navigation

LEDGER, ONE, STATION = "pages/analyse/cases.py", "pages/analyse/case.py", "pages/analyse/station.py"
ID = ELECTION.election_id


def words(at) -> str:
    shown = [each.value for each in (*at.title, *at.markdown, *at.subheader, *at.error)]
    return " ".join(shown).replace("\\", "").replace("\N{NO-BREAK SPACE}", " ").replace("\N{NON-BREAKING HYPHEN}", "-")


def opened(people: People, content: CaseContent | None = None, checks: int = 0, *, by: Actor | None = None) -> cases.Case:
    author = by or people.account(Role.ANALYST)
    case_id = cases.open_case(author, ID, content or pair())
    for _ in range(checks):
        found = cases.read(author, case_id)
        cases.check(
            people.account(Role.ANALYST), found, CheckWay.READ_DOCUMENT, confirmed=True, material_sha256=found.content.material_sha256
        )
    return cases.read(author, case_id)


def one(people: People, role: Role | None = None, number: str = "1", **more: str):
    """The page of one case; the address is set once the page is there, as a link does it."""
    at = people.page(ONE, role)
    for name, value in {"case": number, **more}.items():
        at.query_params[name] = value
    return at.run()


def test_the_empty_ledger_says_where_cases_come_from(people: People) -> None:
    at = people.page(LEDGER, Role.ANALYST)
    assert not at.exception
    assert "No case has been opened yet." in words(at)


def test_the_ledger_says_what_stands(people: People) -> None:
    opened(people, checks=2)
    opened(people, case(class_code="PRT-01", events=(refused(),)), checks=1)
    opened(people, case(complaints=(Complaint(body=ComplaintTo.COURT, filed_at=NOON),)))
    at = people.page(LEDGER, Role.ADMIN)
    assert not at.exception
    assert "Of **3** cases **1** are documented (**0** of them not about numbers), **1** counted and **1** unverified." in words(at)
    assert "Complaints filed: **1**; not answered in time: **1**; waiting: **0**." in words(at)
    table = at.dataframe[0].value
    assert list(table["level"]) == ["● documented", "◐ counted", "○ unverified"]
    assert table["differs"].iloc[0] == "512 / 612 (+100) · Votes: Party A"
    assert at.dataframe[1].value["due"].iloc[0] == "at once"


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.PUBLIC])
def test_observers_and_strangers_find_no_cases(people: People, role: Role) -> None:
    for path in (LEDGER, ONE):
        assert path not in {entry.path for entry in navigation.entries(role)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_case_in_every_language(people: People, language: str) -> None:
    content = pair().model_copy(update={
        "events": (refused(),), "complaints": (Complaint(body=ComplaintTo.PROSECUTOR, filed_at=AT, number="17"),)})
    opened(people, content, checks=1)
    reader = people.signed_in(Role.ANALYST)
    house.store().write(lambda connection: stored_people.set_language(connection, reader.account_id, language))
    people.sign_in(reader)
    for at in (one(people, lang=language), people.page(LEDGER, query={"lang": language})):
        assert not at.exception
        if language != "en":
            latin = set(re.findall(r"\b[A-Za-z]{4,}\b", " ".join(each.value for each in (*at.title, *at.subheader)))) - {"Test"}
            assert not latin, latin


def test_a_case_says_what_it_lacks(people: People) -> None:
    opened(people, checks=1)
    at = one(people, Role.COORDINATOR, "1")
    assert not at.exception
    assert "To be called documented it still needs:" in words(at)
    assert "○ a second check, by another such person" in words(at)
    assert "the protocols held state **512**" in words(at)


def test_an_unverified_case_says_so_first(people: People) -> None:
    opened(people)
    at = one(people, Role.ADMIN, "1")
    assert "Reported by one observer; not yet checked by a second person. Station No. 0417" in words(at)
    assert not [each for each in at.button if (each.key or "").endswith("_send")], "an administrator only reads"


def test_an_unverified_case_says_by_how_many_it_was_told_and_what_was_answered(people: People) -> None:
    told = pair()
    first = told.reports[0]
    other = first.model_copy(update={"report_id": "11111111-1111-4111-8111-111111111112", "observer_code": "SHY-2"})
    two = told.model_copy(update={"reports": (first, other)})
    opened(people, two)
    assert "Reported by 2 observers; not yet checked by a second person. Station" in words(one(people, Role.ADMIN, "1"))
    opened(people, told.model_copy(update={"reports": ()}))
    assert "Not yet checked by a second person. Station" in words(one(people, Role.ADMIN, "2"))
    made = opened(people, told)
    cases.check(people.account(Role.ANALYST), made, CheckWay.READ_DOCUMENT, confirmed=False, note="the line is another",
                material_sha256=made.content.material_sha256)
    said = words(one(people, Role.ADMIN, "3"))
    assert "A check did not confirm it. Station" in said and "not yet checked" not in said


def test_no_case_of_this_number(people: People) -> None:
    at = one(people, Role.ANALYST, "9")
    assert not at.exception
    assert "There is no case “9” in this election." in words(at)


def test_a_second_check_makes_it_documented(people: People) -> None:
    made = opened(people, checks=1)
    at = one(people, Role.COORDINATOR, "1")
    assert at.button(key="check_send").disabled, "neither how it was checked nor what was found is chosen beforehand"
    at.selectbox(key="check_way").set_value(CheckWay.READ_DOCUMENT)
    at.radio(key="check_found").set_value(True).run()
    at.button(key="check_send").click().run()
    assert not at.exception
    assert cases.read(people.account(Role.ADMIN), made.case_id).standing.level is CaseLevel.DOCUMENTED
    assert not [each for each in at.button if each.key == "check_send" and not each.disabled] or "documented" in words(at)


def test_who_gathered_it_is_not_asked_to_check_it(people: People) -> None:
    author = people.signed_in(Role.ANALYST)
    opened(people, by=author)
    at = one(people)
    assert "check_send" not in [each.key for each in at.button]
    assert "paper_send" in [each.key for each in at.button]


def test_an_analyst_adds_a_paper_and_a_complaint(people: People) -> None:
    made = opened(people, checks=2)
    at = one(people, Role.ANALYST, "1")
    at.text_input(key="paper_sha256").set_value("not a hash")
    at.text_input(key="paper_shows").set_value("the act")
    at.button(key="paper_send").click().run()
    assert "A SHA-256 has 64 signs" in words(at)
    at.text_input(key="paper_sha256").set_value("ab" * 32)
    at.button(key="paper_send").click().run()
    at.text_input(key="complaint_number").set_value("2-17")
    at.text_input(key="complaint_day").set_value("31.02.2029").run()
    assert "A day was expected" in words(at)
    assert at.button(key="complaint_send").disabled
    at.text_input(key="complaint_day").set_value("15.1.2029").run()
    at.button(key="complaint_send").click().run()
    assert not at.exception
    after = cases.read(people.account(Role.ADMIN), made.case_id)
    assert "ab" * 32 in {each.sha256 for each in after.content.evidence}
    assert after.content.complaints[0].number == "2-17" and after.newest.version == 3
    assert [each.code for each in after.content.norms] == ["EL-49"]
    assert after.standing.level is CaseLevel.UNVERIFIED, "one more paper is checked again"


def test_a_station_begins_a_case(people: People) -> None:
    house.store().write(lambda connection: elections.save(connection, COUNTED, NOON))
    registry._election.cache_clear()
    for votes in ((700, 280), (700, 380)):
        send(people, votes)
    reading.forget()
    coordinator = people.signed_in(Role.COORDINATOR)
    material = case_gathering.of_station(coordinator, ID, "KZ-79/0417")
    assert [(row.option_code, row.differs) for row in material.differing] == [("B", True)]
    assert len(material.reports) == 2 and all(each.sha256 for each in material.reports)
    at = people.page(STATION)
    at.query_params["station"] = "KZ-79/0417"
    at.run()
    assert not at.exception
    joined = case_gathering.joined(CaseContent(class_code="PRT-03"), material, {material.reports[0].report_id}, material.differing)
    assert case_gathering.joined(joined, material, {material.reports[0].report_id}, material.differing) == joined, "once is enough"
    assert joined.station_ids == ("KZ-79/0417",) and len(joined.reports) == 1


def test_a_title_does_not_take_the_place_of_one_that_its_writer_was_not_shown(people: People) -> None:
    """Two windows: the second is told what happened, and what it typed stays; pressed again, it is meant."""
    found = opened(people)
    at = one(people, Role.ANALYST)
    changed = CaseContent.model_validate(found.content.model_dump() | {"title": "Of the first window"})
    cases.revise(people.account(Role.ANALYST), found, changed, "A clearer title")
    at.text_input(key="title_words").set_value("Of the second window")
    at.text_input(key="title_reason").set_value("Another title")
    at.button(key="title_send").click().run()
    assert "Somebody else has changed this case meanwhile." in words(at)
    assert cases.read(people.account(Role.ANALYST), found.case_id).content.title == "Of the first window"
    assert at.text_input(key="title_words").value == "Of the second window"
    at.button(key="title_send").click().run()
    assert not at.exception
    assert cases.read(people.account(Role.ANALYST), found.case_id).content.title == "Of the second window"
