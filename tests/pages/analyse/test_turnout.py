"""The turnout page and the page of one station: empty, partial and full, in three languages; page, sentence and file say one thing."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from data.store import elections, frames, frames_coverage
from locales import LANGUAGES, number, text, using
from schemas.counting import CountRule
from schemas.figure import FigureCode
from schemas.person import Role
from schemas.report import Receipt, Submission
from schemas.reports.body import ReportKind
from services import clock, conclusions, house, reading, registry, reports, turnout, turnout_series, turnout_table
from services.demonstration.plan import ELECTION_ID
from services.wording import plain
from tests.people import ELECTION, People
from tests.people import registry as test_registry
from ui import pictures
from ui.turnout import Shown
from ui.turnout_series import NO_REMAINDER, left_out, picture_files

ROOT = Path(__file__).parents[3]
PAGE, STATION = "pages/analyse/turnout.py", "pages/analyse/station.py"
FORBIDDEN = re.compile(r"fraud|falsif|stolen|proved|фальсиф|украден|доказан", re.IGNORECASE)


def words(at) -> str:
    parts = [str(each.value) for kind in ("title", "markdown", "subheader", "badge") for each in at.get(kind) if hasattr(each, "value")]
    return " ".join([*parts, *(each.value.to_csv() for each in at.dataframe)])


def opened(people: People, page: str, **query: str) -> AppTest:
    """The page's own script, opened by a link as an analyst."""
    people.signed_in(Role.ANALYST)
    at = AppTest.from_file(str(ROOT / page), default_timeout=60)
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


@pytest.fixture
def full(lived_in: Callable[[Path], People], demonstration_of: Callable[..., Path]) -> People:
    return lived_in(demonstration_of(stations=400, observers=160, seed=7))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [PAGE, STATION])
def test_an_empty_election_says_what_is_missing_and_who_can_supply_it(people: People, page: str, language: str) -> None:
    test_registry()
    reading.forget()
    at = opened(people, page, lang=language, station="KZ-79/0417")
    assert not at.exception
    assert not at.dataframe or page == STATION
    assert not FORBIDDEN.search(words(at))
    if language == "en":
        said = words(at)
        assert ("No counts and no protocols have come in yet." if page == PAGE else "Nothing has been reported from this station") in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_count_without_a_protocol_is_said_to_be_just_that(people: People, language: str) -> None:
    test_registry()
    observer = people.account(Role.OBSERVER)
    submission = Submission(
        report_id=uuid4(),
        kind=ReportKind.TURNOUT,
        election_id="test-2029",
        station_id="KZ-79/0417",
        observed_at=clock.now(),
        body={
            "counting_method": "hand_counter",
            "counting_unit": "at_box",
            "voters_counted": 610,
            "counting_since_at": "2029-01-14T02:00:00Z",
            "counted_at": "2029-01-14T06:55:00Z",
            "stated_voters": 640,
            "nothing_wrong": "nothing_to_report",
        },
    )
    assert isinstance(reports.submit(observer, submission, ask=False), Receipt)
    reading.forget()
    for page in (PAGE, STATION):
        at = opened(people, page, lang=language, station="KZ-79/0417")
        assert not at.exception
        said = words(at)
        assert "610" in said
        assert "640" in said
        with using(language):
            assert text("no protocol figures") in said


def test_every_view_in_every_language(full: People) -> None:
    for view in ("stations", "hours", "remainder", "day"):
        said = set()
        for language in LANGUAGES:
            at = opened(full, PAGE, lang=language, view=view, election=ELECTION_ID)
            assert not at.exception, (view, language)
            assert at.dataframe
            assert not FORBIDDEN.search(words(at))
            said.add(at.markdown[0].value)
        assert len(said) == 3, view


@pytest.mark.parametrize("language", LANGUAGES)
def test_regions_without_a_remainder_are_counted_by_reason(full: People, language: str) -> None:
    found = turnout.comparison(registry.election(ELECTION_ID)).value
    shown, named = set(found.remainders["region_code"]), set(found.left_out)
    assert not shown & named
    assert shown | named == set(found.zones), "every region of the registry has a row or a reason, and no other has"
    at = opened(full, PAGE, lang=language, view="remainder", election=ELECTION_ID)
    said = words(at)
    with using(language):
        assert left_out(found) in said
        for code, why in found.left_out.items():
            assert found.region_name(code, language) in said
            assert text(NO_REMAINDER[why]).lower() in said.lower(), "the first reason begins the sentence"


def test_the_first_line_is_the_tables_own_arithmetic(full: People) -> None:
    election = registry.election(ELECTION_ID)
    found = turnout.comparison(election).value
    rows = list(csv.DictReader(io.StringIO(turnout_table.of_view(found, "stations").decode("utf-8-sig"))))
    main = [row for row in rows if row["station_type"] != "closed"]
    whole = [row for row in main if row["difference"]]
    summary = found.summary
    sums = (len(whole), sum(int(row["protocol"]) for row in whole), sum(int(row["counted"]) for row in whole))
    assert sums == (summary.whole_day, summary.protocol, summary.counted)
    assert sum(row["side"] == "above" for row in main) == summary.above
    with using("en"):
        sentence = conclusions.words(conclusions.of_turnout(found))
        assert f"**{number(summary.protocol)}** voters inside the premises" in sentence
    at = opened(full, PAGE, lang="en", election=ELECTION_ID)
    assert sentence in [each.value for each in at.markdown]
    copied = [each.value for each in at.code]
    assert len(copied) == 3
    standing = "Standing: release 2."
    assert any(plain(sentence) in each and each.startswith("SIMULATED DATA.") and standing in each for each in copied)


def test_the_day_as_a_file_has_instants_and_what_was_announced(full: People) -> None:
    """As the page shows it: the hour's place in a list of hours would say nothing, and the announced share stood on the page alone."""
    election = registry.election(ELECTION_ID)
    found = turnout.comparison(election).value
    rows = list(csv.DictReader(io.StringIO(turnout_table.of_view(found, "day").decode("utf-8-sig"))))
    shown = turnout_series.day_rows(found, election)
    assert len(rows) == len(shown) > 0
    due = {at.isoformat() for at in found.due}
    for row, (_, line) in zip(rows, shown.iterrows(), strict=True):
        assert row["as_of_at"] in due and row["region_code"] == line["region_code"]
        assert float(row["counted"]) / float(row["list"]) == pytest.approx(line["counted"])
        assert row["announced_share"] == "" if math.isnan(line["announced"]) else float(row["announced_share"]) == line["announced"]
    assert any(row["announced_share"] for row in rows)


def test_a_regions_remainder_is_of_the_list_that_was_published_for_it(full: People) -> None:
    """Turnout is announced as a share of the published list, which has the voters added on the day; the registry's has not."""
    election = registry.election(ELECTION_ID)
    found = turnout.comparison(election).value
    official = frames.official_figures(house.store(), ELECTION_ID, (FigureCode.REGISTERED_VOTERS,))
    own = official[official["contest_id"].isin(["", election.leading_contest.contest_id])]
    published = own.drop_duplicates("unit_id", keep="last").set_index("unit_id")["value"]
    stations = frames_coverage.stations(house.store(), ELECTION_ID)
    registered = stations.groupby("region_code")["registered_voters"].sum()
    lists = found.remainders.set_index("region_code")["registered_voters"]
    assert len(lists) and all(int(lists[code]) == int(published[code]) for code in lists.index)
    assert any(int(lists[code]) != int(registered[code]) for code in lists.index), "the two lists differ in the demonstration"
    without = turnout.lists_of_regions(stations, official.head(0), election).set_index("region_code")["registered_voters"]
    assert without.to_dict() == registered.to_dict(), "the registry's where nothing was published"


def test_each_view_ends_with_what_it_is_made_of(full: People) -> None:
    for view, taken_off in (("stations", True), ("hours", False), ("remainder", False), ("day", False)):
        at = opened(full, PAGE, lang="en", view=view, election=ELECTION_ID)
        assert ("taken off the protocol" in at.markdown[-1].value) == taken_off, view
        assert ("Protocols:" in at.markdown[-1].value) == (view in ("stations", "remainder")), view


def test_each_views_badges_are_of_its_own_sentence(full: People) -> None:
    badges = {}
    for view in ("stations", "hours", "remainder", "day"):
        at = opened(full, PAGE, view=view)
        said = " ".join(each.value for each in at.markdown if "-badge[" in each.value)
        badges[view] = re.findall(r"(?:ceiling|floor|between) (\d+)", said)
    found = turnout.comparison(registry.election(ELECTION_ID)).value
    of_hours = found.intervals["side"].value_counts()
    assert badges["stations"] == [str(getattr(found.summary, name)) for name in ("above", "below", "between")]
    assert badges["hours"] == [str(of_hours.get(name, 0)) for name in ("above", "below", "between")]
    assert badges["remainder"] == badges["day"] == [], "those compare no count with a protocol"


def test_the_n_in_a_saved_picture_is_that_of_its_points(full: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """A station without a ceiling is drawn too: with its floor."""
    read = turnout.read(full.account(Role.ANALYST), ELECTION_ID)
    whole, election, kept = read.value, registry.election(ELECTION_ID), {}
    monkeypatch.setattr(pictures, "save", lambda name, election, build, *, n, source, **_: kept.update({name: n}))
    for region in ("all", *whole.region_codes):
        found = turnout.narrowed(read, ELECTION_ID, CountRule.ALL, region)
        kept.clear()
        picture_files(Shown(found, whole, election, CountRule.ALL, region, read.ledger_length), "stations", "test")
        drawn = found.main[found.main["side"].ne("none") & found.main["protocol"].notna()]
        assert kept.get("protocol_against_count", len(drawn)) == len(drawn)
        assert kept.get("allowance", 0) == int((found.main["ceiling"].notna() & found.main["has_ceiling"]).sum()) or not kept


def test_filters_and_pages_stand_in_the_address(full: People) -> None:
    at = opened(full, PAGE, lang="en", election=ELECTION_ID)
    at.segmented_control(key="view").set_value("remainder").run()
    assert at.query_params["view"] in ("remainder", ["remainder"])
    region = at.selectbox(key="region").options[1]
    at.selectbox(key="region").select(region).run()
    assert not at.exception
    assert at.query_params["region"]
    assert len(at.dataframe[0].value) <= 1


def test_one_station_with_everything(full: People) -> None:
    found = turnout.comparison(registry.election(ELECTION_ID)).value
    # Without photos: they are shown with a link to another page, which a page opened alone does not know.
    code = found.table.loc[found.table["difference"].notna(), "station_id"].iloc[-1]
    for language in LANGUAGES:
        at = opened(full, STATION, lang=language, station=code, election=ELECTION_ID)
        assert not at.exception
        assert len(at.metric) == 4
        assert len(at.dataframe) >= 2
        assert not FORBIDDEN.search(words(at))


def test_an_unknown_station_and_a_search(full: People) -> None:
    at = opened(full, STATION, lang="en", station="KZ-00/9999", election=ELECTION_ID)
    assert not at.exception
    assert "KZ-00/9999" in words(at)
    at.text_input(key="station_search").set_value("zzz").run()
    assert not at.exception


def test_no_sentence_of_ours_uses_the_words_of_a_court() -> None:
    for name in ("turnout_sentences", "station_sentences", "conclusion_words", "conclusion_words_turnout"):
        assert not FORBIDDEN.search((ROOT / "services" / f"{name}.py").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_station_can_be_chosen_where_there_is_no_list_of_them(people: People, language: str) -> None:
    bare = ELECTION.model_copy(update={"election_id": "test-bare"})
    house.store().write(lambda connection: elections.save(connection, bare, clock.now()))
    reading.forget()
    said = words(opened(people, STATION, lang=language, election="test-bare"))
    with using(language):
        assert text("There is no list of polling stations for this election.") in said
        assert text("Type its number, or choose one that has reports.") not in said
