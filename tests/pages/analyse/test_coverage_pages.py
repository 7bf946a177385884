"""How much did we see, what was seen, what can be downloaded: empty, partial and full, in three languages; sentence and table agree."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from data.store import elections
from locales import LANGUAGES, number, using
from schemas.counting import CountRule
from schemas.person import Role
from schemas.report import Submission
from schemas.reports.body import ReportKind
from services import clock, coverage, download, house, reading, reports, violations
from services.coverage import Step
from services.demonstration.plan import ELECTION_ID
from services.violations import ITEM_BY_ID
from tests.people import ELECTION, People

OVERVIEW, VIOLATIONS, DOWNLOAD = "pages/analyse/overview.py", "pages/analyse/violations.py", "pages/analyse/download.py"
PAGES = (OVERVIEW, VIOLATIONS, DOWNLOAD)
FORBIDDEN = re.compile(r"fraud|falsif|stolen|proved|massive|фальсиф|украден|доказан", re.IGNORECASE)
DEMO = {"election": ELECTION_ID}


def words(at) -> str:
    parts = [str(each.value) for kind in ("title", "markdown", "subheader") for each in at.get(kind)]
    return " ".join([*parts, *(each.value.to_csv() for each in at.dataframe)])


def report(people: People, kind: ReportKind, **body: object) -> None:
    actor = people.account(Role.OBSERVER)
    reports.submit(
        actor,
        Submission(
            report_id=uuid4(),
            kind=kind,
            election_id=ELECTION.election_id,
            station_id="KZ-79/0417",
            observed_at=datetime(2029, 1, 14, 2, 5, tzinfo=UTC),
            body=body,
        ),
        ask=False,
    )


@pytest.fixture
def partial(people: People) -> People:
    """One observer let in, one station; a message about a violation and one about danger."""
    report(people, ReportKind.PRESENCE, admission="at_once", arrived_at="2029-01-14T01:50:00Z", publish_station="yes")
    report(people, ReportKind.VIOLATION, what="VOT-04", danger="no", happened_at="2029-01-14T05:00:00Z", saw_myself="saw")
    report(people, ReportKind.VIOLATION, what="SAF-01", danger="threatened", happened_at="2029-01-14T06:00:00Z", saw_myself="saw")
    reading.forget()
    return people


@pytest.fixture
def full(lived_in: Callable[[Path], People], demonstration_of: Callable[..., Path]) -> People:
    return lived_in(demonstration_of(stations=400, observers=160, seed=7))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_an_empty_election_says_who_can_supply_what(people: People, page: str, language: str) -> None:
    reading.forget()
    at = people.page(page, Role.ANALYST, query={"lang": language})
    assert not at.exception
    assert not FORBIDDEN.search(words(at))
    if language == "en":
        expected = {
            OVERVIEW: "No observer has told of coming to a station yet.",
            VIOLATIONS: "No observer has answered any of these questions yet:",
            DOWNLOAD: "No file has been made yet.",
        }
        assert expected[page] in words(at)


def test_stations_without_a_report_are_no_row_of_noughts(people: People) -> None:
    at = people.page(OVERVIEW, Role.ANALYST, query={"lang": "en", "election": ELECTION.election_id})
    said = " ".join(each.value for each in at.markdown)
    assert "No observer has told of coming to a station yet. Stations in the registry: " in said
    assert "tried" not in said and "0.0%" not in said
    assert "not drawn at random" not in said, "nothing is extended from nothing"
    assert at.dataframe[0].labels == ["Region", "Stations", "List", "Assigned"] and "% of list" not in said, "nor is a step counted"


def test_nothing_is_named_of_which_nobody_has_spoken(people: People) -> None:
    """The first line of an election without reports names no violation."""
    at = people.page(VIOLATIONS, Role.ANALYST, query={"lang": "en", "election": ELECTION.election_id})
    words = " ".join(each.value for each in at.markdown)
    assert "what was seen, and what was not, is not known" in words and "Observer not let in" not in words
    assert "stations with answers" not in words and "Left out: 0 of 0" not in words
    incidents = people.page(VIOLATIONS, Role.ANALYST, query={"lang": "en", "election": ELECTION.election_id}, state={"view": "incidents"})
    said = " ".join(each.value for each in incidents.markdown)
    assert "No observer's report of this election is stored here" in said and "answered these questions" not in said
    timeline = people.page(VIOLATIONS, Role.ANALYST, query={"lang": "en", "election": ELECTION.election_id}, state={"view": "timeline"})
    assert any("Reports appear here as soon as observers send them." in each.value for each in timeline.markdown)
    assert not at.get("download_button"), "there is nothing to save"


def test_an_election_described_without_a_list_of_stations_has_its_pages(people: People) -> None:
    published = ELECTION.published.model_copy(update={"by_station": True, "results": ("district", "region", "country")})
    described = ELECTION.model_copy(update={"election_id": "test-2030", "held_on": date(2030, 1, 13), "published": published})
    house.store().write(lambda connection: elections.save(connection, described, clock.now()))
    reading.forget()
    for page in ("results", "turnout", "overview", "copies", "official"):
        at = people.page(f"pages/analyse/{page}.py", Role.ANALYST, query={"lang": "en", "election": described.election_id})
        assert not at.exception and at.title, page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_day_that_has_begun(partial: People, page: str, language: str) -> None:
    at = partial.page(page, Role.ANALYST, query={"lang": language})
    assert not at.exception
    assert "SAF-01" not in words(at)
    if page == OVERVIEW and language == "en":
        assert "let in at **1** of **1** stations tried; of **2** stations" in words(at)
        assert [metric.value for metric in at.metric] == ["1", "0", "0", "0", "0"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_full_day(full: People, page: str, language: str) -> None:
    at = full.page(page, Role.ANALYST, query={"lang": language, **DEMO})
    assert not at.exception
    assert at.dataframe or page == DOWNLOAD
    assert not FORBIDDEN.search(words(at))


@pytest.mark.parametrize(("view", "speaks_of"), [
    ("items", "where it was asked and could be seen"), ("incidents", "Observers told of"), ("kept_out", "Observer not let in"),
    ("timeline", "Observers told of")])
def test_every_view_of_violations(full: People, view: str, speaks_of: str) -> None:
    at = full.page(VIOLATIONS, Role.ANALYST, query=DEMO, state={"view": view})
    assert not at.exception
    assert "SAF-01" not in words(at)
    first = next(each.value for each in at.markdown if not each.value.startswith(":"))
    assert speaks_of in first, "the first line is about what the view shows"
    said = " ".join(each.value for each in at.markdown)
    assert ("No figure of an authority on this election is stored." in said) == (view == "incidents"), (
        "nothing real beside simulated stations"
    )


def test_the_overview_says_what_its_table_holds(full: People) -> None:
    actor = full.signed_in(Role.ANALYST)
    found = coverage.overview(actor, ELECTION_ID).value
    at = full.page(OVERVIEW, query={"lang": "en", **DEMO})
    with using("en"):
        sentence = coverage.sentence(found)
    assert sentence in [each.value for each in at.markdown]
    assert f"**{number(found.stations(Step.LET_IN))}** of **{number(found.base(Step.LET_IN))}**" in sentence
    table = at.dataframe[0].value
    assert sum(int(cell.replace(",", "")) for cell in table["let_in"]) == found.stations(Step.LET_IN)
    assert sum(int(cell.replace(",", "")) for cell in table["stations"]) == len(found.table) == 400
    few = [int(cell) < 5 for cell in table["let_in"]]
    assert [share == "" for share in table["let_in_share"]] == few, "no share of fewer than five stations"


def test_only_checked_reports_count_when_asked(full: People) -> None:
    actor = full.signed_in(Role.ANALYST)
    every, checked = (coverage.overview(actor, ELECTION_ID, rule).value for rule in (CountRule.ALL, CountRule.CHECKED))
    assert checked.stations(Step.LET_IN) < every.stations(Step.LET_IN)
    assert len(checked.table) == len(every.table)
    at = full.page(OVERVIEW, query={"lang": "en", **DEMO})
    at.selectbox(key="rule").set_value("checked").run()
    assert str(at.metric[0].value) == str(checked.stations(Step.LET_IN))


def test_a_region_and_a_phase_narrow_the_page(full: People) -> None:
    actor = full.signed_in(Role.ANALYST)
    whole = violations.seen(actor, ELECTION_ID).value
    regions = [violations.seen(actor, ELECTION_ID, CountRule.ALL, code).value for code in whole.regions["region_code"]]
    for item_id in whole.items["item_id"]:
        added = [
            sum(int(found.items.loc[found.items["item_id"] == item_id, name].sum()) for found in regions) for name in ("k", "n", "unseen")
        ]
        assert added == whole.items.loc[whole.items["item_id"] == item_id, ["k", "n", "unseen"]].iloc[0].tolist()
    at = full.page(VIOLATIONS, query={"lang": "en", **DEMO})
    at.selectbox(key="phase").set_value("count").run()
    assert set(at.dataframe[0].value["phase"]) == {"count"}
    assert not at.exception
    assert "Only this region" not in words(at)
    for page in (VIOLATIONS, "pages/analyse/turnout.py"):
        at = full.page(page, query={"lang": "en", "region": "KZ-75", **DEMO})
        assert "Only this region: Almaty." in words(at), "a picture of the page does not pass for the country"


def test_one_item_by_region_adds_up_to_the_country(full: People) -> None:
    found = violations.seen(full.signed_in(Role.ANALYST), ELECTION_ID).value
    for item_id in ITEM_BY_ID:
        rows = violations.by_group(found, item_id, "region_code")
        whole = found.items[found.items["item_id"] == item_id]
        assert [rows["k"].sum(), rows["n"].sum()] == [whole["k"].sum(), whole["n"].sum()]


@pytest.mark.parametrize("page", PAGES)
def test_observers_have_no_such_page(people: People, page: str) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        people.page(page, Role.OBSERVER)


def test_without_a_list_of_stations_no_sentence_counts_from_nought() -> None:
    with using("en"):
        assert "0" not in download.sentence(download.Held(stations=0, reports=0, figures=17))
