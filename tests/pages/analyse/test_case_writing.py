"""“Add to this case” on the page: each form stores a version, in the reader's words; who may only add material sees only those forms."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from locales import LANGUAGES
from schemas.case import CaseContent
from schemas.person import Role
from services import case_gathering, cases, clock
from tests.pages.analyse.test_cases import one, opened, words
from tests.people import NOON, People
from tests.reviewing import STATION, sent
from ui.case_writing import FORMS


def begun(people: People, form: str) -> AppTest:
    opened(people, checks=2)
    at: AppTest = one(people, Role.ANALYST)
    at.selectbox(key="writing_kind").set_value(form).run()
    assert not at.exception
    return at


def stored(people: People) -> cases.Case:
    return cases.ledger(people.account(Role.ADMIN), "test-2029").value[0]


def test_a_witness_by_code_and_never_by_name(people: People) -> None:
    at = begun(people, "witness")
    at.selectbox(key="witness_role").set_value("voter")
    at.text_input(key="witness_code").set_value("Some Body")
    at.button(key="writing_send").click().run()
    assert "A name does not belong here." in words(at)
    at.text_input(key="witness_code").set_value("W-17")
    at.checkbox(key="witness_signed").check()
    at.button(key="writing_send").click().run()
    assert not at.exception
    assert "Witnesses: voter W-17 · signed the act" in words(at)
    assert "2 · " in words(at) and "a witness was added" in words(at), "the version and why"
    assert stored(people).standing.level.value == "documented", "the checks still stand"


def test_the_journal_begins_with_the_observers_of_the_case(people: People) -> None:
    at = begun(people, "journal")
    assert at.selectbox(key="journal_code").value == "SHY-0417-A"
    at.text_input(key="journal_day").set_value("14.01.2029")
    at.text_input(key="journal_time").set_value("6:40")
    at.text_input(key="journal_number").set_value("14/3")
    at.button(key="writing_send").click().run()
    assert not at.exception
    assert "SHY-0417-A: in the commission's journal 14 January 2029, 06:40 · 14/3" in words(at)


def test_custody_act_accreditation_and_law(people: People) -> None:
    at = begun(people, "custody")
    at.text_input(key="custody_by").set_value("ORG-1")
    at.button(key="writing_send").click().run()
    at.selectbox(key="writing_kind").set_value("act").run()
    at.number_input(key="act_signatures").set_value(3).run()
    at.button(key="writing_send").click().run()
    at.selectbox(key="writing_kind").set_value("accreditation").run()
    at.text_input(key="accreditation_from").set_value("1.12.2028")
    at.text_input(key="accreditation_to").set_value("1.2.2029").run()
    at.button(key="writing_send").click().run()
    at.selectbox(key="writing_kind").set_value("norm").run()
    at.selectbox(key="norm_code").set_value("EL-43-8").run()
    at.text_input(key="norm_edition").set_value("of 5 November 2022")
    at.button(key="writing_send").click().run()
    assert not at.exception and not at.error
    content = stored(people).content
    assert content.evidence[0].custody[0].by_code == "ORG-1"
    assert content.act_signatures == 3 and content.act_written_at is not None
    assert content.accreditations[0].organisation_code == "ORG-1" and "valid on voting day" in words(at)
    assert content.norms[-1].code == "EL-43-8" and "edition: of 5 November 2022" in words(at)


@pytest.mark.parametrize("form", ["witness", "act", "norm"])
def test_law_and_witnesses_are_an_analysts(people: People, form: str) -> None:
    opened(people)
    at = one(people, Role.COORDINATOR)
    assert not at.exception
    offered = at.selectbox(key="writing_kind").options
    assert len(offered) == len([each for each in FORMS.values() if each[2] in ("add_to_case", "read_photos")])
    assert str(FORMS[form][0]) not in offered


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_form_in_each_language(people: People, language: str) -> None:
    opened(people)
    at = one(people, Role.ANALYST, lang=language)
    for form in FORMS:
        at.selectbox(key="writing_kind").set_value(form).run()
        assert not at.exception, form


def test_a_case_on_withdrawn_reports_says_so_and_can_do_without_them(people: People) -> None:
    author = people.account(Role.OBSERVER, code="SHY-0417-A")
    with clock.fixed(NOON, everywhere=True):
        for number in (1, 2):
            sent(author, number)
        analyst = people.account(Role.ANALYST)
        material = case_gathering.of_station(analyst, "test-2029", STATION, with_figures=False)
        content = case_gathering.joined(CaseContent(class_code="OTHER"), material, {each.report_id for each in material.reports}, ())
        cases.open_case(analyst, "test-2029", content)
        sent(author, 1, revision=2, withdrawn=True)
    at = one(people, Role.ANALYST)
    assert not at.exception
    assert "SHY-0417-A, reports: 1: withdrawn by the observer" in at.warning[0].value
    at.selectbox(key="writing_kind").set_value("without").run()
    assert at.multiselect(key="without_reports").value == [material.reports[0].report_id]
    at.button(key="writing_send").click().run()
    assert not at.exception and not at.warning
    assert len(stored(people).content.reports) == 1 and "reports were taken out" in words(at)
