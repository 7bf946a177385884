"""Who observed on 10 January 2021, with verdicts and their scope, and what authorities announced: figures of their own kinds, no ratio."""

from dataclasses import replace

import pytest

from locales import LANGUAGES, text, using
from schemas.claim import Source
from schemas.person import Role
from schemas.problem import Problem
from services import observed
from ui import background, observed_findings

PAGE = "pages/background/observed.py"


def test_398_are_322_and_76(people, shown) -> None:
    found = observed.read(people.account(Role.ANALYST))
    assert found.not_explained == 0
    assert "**398** foreign observers were accredited: **322** of **10** organisations and **76** of **31** states" in shown(PAGE)


def test_verdicts_stand_with_their_scope_and_source(shown) -> None:
    page = shown(PAGE)
    for part in (
        "no genuine competition",
        "transparent, fair and competitive",
        "not observed systematically",
        "station counts were not found",
        "234 observers",
        "left without consideration",
        "https://www.osce.org/odihr",
        "https://e-cis.info",
        "https://vlast.kz",
    ):
        assert part in page, part


def test_authorities_figures_stand_alone(people, shown) -> None:
    found = observed.read(people.account(Role.ANALYST))
    assert [each.value for each in found.authorities] == [36, 30, 11, 9, 19, 40, 18]
    page = shown(PAGE, view="authorities")
    assert "**36**" in page and "**40**" in page and "%" not in page.split("there is no ratio of them.")[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["missions", "findings", "ran", "authorities"])
def test_every_view_speaks_every_language(opened, language: str, view: str) -> None:
    at = opened(PAGE, language=language, view=view)
    with using(language):
        assert at.title[0].value == text("Who observed, and what do authorities register?")


def test_an_observer_may_not_read_it(people) -> None:
    with pytest.raises(Problem) as caught:
        observed.read(people.account(Role.OBSERVER))
    assert caught.value.status == 403


def test_every_finding_stands_with_its_speaker_scope_and_source(people, opened) -> None:
    found = observed.read(people.account(Role.ANALYST))
    assert [each.code for each in found.findings] == [f"F{number:02d}" for number in range(1, 22)] == list(observed_findings.SAID)
    assert all(each.source.address.startswith("http") and each.organisation in observed_findings.WHO for each in found.findings)
    by_code = {each.code: each.election.election_id for each in found.findings}
    assert (by_code["F11"], by_code["F19"]) == ("kz-2016-mazhilis", "kz-2023-mazhilis")
    opened(PAGE, view="findings")


def test_who_ran_and_who_did_not(people, shown) -> None:
    found = observed.read(people.account(Role.ANALYST))
    assert sum(each.candidates for each in found.ran) == found.figures["candidates_on_party_lists"].count == 312
    page = shown(PAGE, view="ran")
    assert "**5** parties were registered and ran with **312** candidates" in page
    assert "OSDP declared a boycott" in page and "not found in any source" in page
    assert "NewTimes.kz" in page, "a document of December 2020 does not say what was won in 2023"


def test_a_cell_names_its_outlet_and_links_where_there_is_an_address() -> None:
    found = Source("Title (Outlet)", "Outlet", "https://example.org/a", "2021", "high")
    assert background.cell(found) == "https://example.org/a#Outlet"
    assert background.cell(replace(found, address="")) == "Outlet"
    assert background.cell(replace(found, address="", publisher="")) == "Title (Outlet)"
    with using("kk"):
        assert background.cell(replace(found, address="", publisher="Ukrinform via my.ua")) == "Ukrinform, my.ua арқылы"
