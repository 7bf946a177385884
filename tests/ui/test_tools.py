"""The sentence as it is copied: marked, narrowed as the page is, with its source and an address that shows the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from functools import partial

import pytest
import streamlit as st

from locales import LANGUAGES, language, text, using
from schemas.counting import RULE_NAMES, CountRule
from services import clock, counting, registry, releases
from services.pictures import footnote
from tests.people import ELECTION, People
from ui import election as elections
from ui import provenance, tools


class Context:
    url = "https://example.org/turnout"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_copied_sentence_stands_alone(people: People, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(st, "context", Context())
    monkeypatch.setattr(st, "query_params", {"region": "KZ-79", "view": "hours", "lang": code})
    monkeypatch.setattr(st, "session_state", {"region": "KZ-79"})
    with using(code):
        region, limit = registry.region_names(ELECTION.election_id, language())["KZ-79"], text("{k} of {n}", k=1, n=2)
        said = tools.quotation(ELECTION, partial(str, "**12** of 30."), tools.own_reports, lambda: [limit])
        places = [said.index(each) for each in (elections.title(ELECTION), "12 of 30", region, limit, tools.own_reports(), "UTC+5")]
        assert places == sorted(places)
        assert ".." not in said
    assert said.endswith(f"https://example.org/turnout?election={ELECTION.election_id}&region=KZ-79&view=hours")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_without_the_filter_is_not_said_to_be_narrowed(people: People, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """An address may name a region to a page that shows the whole country, or come from one that had the filter."""
    monkeypatch.setattr(st, "context", Context())
    monkeypatch.setattr(st, "query_params", {"region": "KZ-79", "lang": code})
    with using(code):
        region = registry.region_names(ELECTION.election_id, language())["KZ-79"]
        for state in ({}, {"region": "KZ-79", "region_on_page": "turnout", "page_shown": "overview"}):
            monkeypatch.setattr(st, "session_state", state)
            assert region not in tools.quotation(ELECTION, partial(str, "**12** of 30."), tools.own_reports)


@pytest.mark.parametrize("code", LANGUAGES)
def test_another_rule_is_said_and_files_of_a_region_and_rule_have_names_of_their_own(
    people: People, monkeypatch: pytest.MonkeyPatch, code: str,
) -> None:
    monkeypatch.setattr(st, "context", Context())
    monkeypatch.setattr(st, "query_params", {"lang": code})
    rule = counting.in_force(ELECTION.election_id)
    with using(code):
        for state, name in (({}, "a.csv"), ({"rule": rule.value, "region": "all"}, "a.csv"), ({"region": "KZ-79"}, "a_KZ-79.csv"),
                            ({"rule": "checked", "region": "KZ-79"}, "a_KZ-79_checked.csv")):
            monkeypatch.setattr(st, "session_state", state)
            file = tools.Download("a.csv", "text/csv", bytes)
            assert tools.narrowed_name(ELECTION, file) == name
            assert "KZ-79" not in tools.narrowed_name(ELECTION, replace(file, is_whole=True)), "tiles are of the country"
            region = registry.region_names(ELECTION.election_id, language())["KZ-79"]
            assert region not in tools.narrowed(ELECTION, is_whole=True)
            assert (region in tools.narrowed(ELECTION)) == ("KZ-79" in name)
            assert (tools.standing(ELECTION) == releases.standing_words(ELECTION)) == ("checked" not in name), "of no release"
            said = tools.quotation(ELECTION, partial(str, "**12** of 30."), tools.own_reports)
            assert (text(RULE_NAMES[CountRule.CHECKED]) in said) == ("checked" in name)


def test_a_saved_picture_says_its_election_and_minute() -> None:
    with using("en"):
        said = " ".join(
            footnote(["Vote, 1 May"], n=None, source="the commission", simulated=True, standing="draft", read="2 May, 10:00 (UTC+5)")
        )
    assert said == "SIMULATED DATA · Vote, 1 May · the commission · draft · 2 May, 10:00 (UTC+5)"


def test_real_figures_are_not_read_in_the_year_of_the_demonstration(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its clock stands in 2029: beside a real election's figures that would be an invented date, without the word SIMULATED."""
    monkeypatch.setattr(st, "context", Context())
    monkeypatch.setattr(st, "query_params", {})
    monkeypatch.setattr(st, "session_state", {})
    shown: list[str] = []
    monkeypatch.setattr(st, "markdown", shown.append)
    real, now = ELECTION.model_copy(update={"is_simulated": False}), clock.machine_now().astimezone(UTC).year
    assert ELECTION.is_simulated and now != clock.now().year
    with using("en"):
        for election, year in ((ELECTION, clock.now().year), (real, now)):
            said = tools.quotation(election, partial(str, "12 of 30."), tools.own_reports)
            assert said.partition("Read on ")[2].split(",")[0].endswith(str(year))
            provenance.caption(election, ["x"], ledger_length=1, at=clock.now())
            assert f" {year}, " in shown[-1].replace("\N{NO-BREAK SPACE}", " ")
