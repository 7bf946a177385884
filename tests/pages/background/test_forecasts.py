"""The forecasts page: sealing one, seals of others, the claim about the Senate; the demonstration's two are SIMULATED."""

from __future__ import annotations

from datetime import timedelta

import pytest

from locales import LANGUAGES, text, using
from schemas.forecast import ForecastKind
from schemas.person import Role
from services import clock, forecasts, reference
from tests.pages.background.conftest import words
from tests.people import ELECTION, NOON

PAGE = "pages/background/forecasts.py"
ID = ELECTION.election_id


@pytest.mark.parametrize("role", [Role.ANALYST, Role.OBSERVER])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_forecast_is_sealed_on_the_page(people, opened, language: str, role: Role) -> None:
    with clock.fixed(NOON, everywhere=True):
        at = opened(PAGE, language=language, role=role, election=ID)
        with using(language):
            assert at.title[0].value == text("What was expected, and what came?")
            at.text_area(key="forecast_typed").input("A; 5O").run()
            at.button(key="forecast_seal").click().run()
        assert not at.exception and len(at.warning) == 1
        with using(language):
            at.text_area(key="forecast_typed").input("A; 55–60; 0.8").run()
            at.button(key="forecast_seal").click().run()
        assert not at.exception and not at.warning
        assert at.text_area(key="forecast_typed").value == "", "the same press would seal it twice"
        with using(language):
            assert text("to you alone until the outcome") in words(at)
        assert [each.kind for each in forecasts.every(people.account(Role.ADMIN), ID).value.forecasts] == [ForecastKind.SHARES]


def test_none_sealed_is_said_in_words_and_once(opened) -> None:
    with clock.fixed(NOON, everywhere=True):
        said = words(opened(PAGE, election=ID))
    assert said.count("No forecast of this election was sealed here.") == 1 and "sealed before the result" not in said


def test_after_the_last_station_there_is_no_form(opened) -> None:
    with clock.fixed(NOON + timedelta(days=1), everywhere=True):
        at = opened(PAGE, election=ID)
    assert not at.text_area and "None is taken since the last station closed" in words(at)


def test_the_forecast_of_the_senate_stays_a_claim(people, opened) -> None:
    reference.load(clock.now())
    page = words(opened(PAGE, election="kz-2020-senate"))
    assert "it stays a claim" in page and "Of **17** winners **7** are known by name" in page
