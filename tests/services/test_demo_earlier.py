"""The demonstration's earlier election: published by station, its planted differences found in their classes, the other one untouched."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from scipy.stats import binomtest
from sqlalchemy import text

from locales import using
from schemas.person import Role
from services import conclusions, copies, demo, demo_access, demo_earlier, forensics, house, many, registry
from services.copies import Pairing, StationDifference
from services.demonstration import day, earlier
from services.demonstration.plan import EARLIER_ID, ELECTION_ID
from services.wording import plain
from tests.conftest import in_house
from ui import copies as pieces

CONTEST = "council-list"
D = StationDifference


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[demo_earlier.Built]:
    folder = tmp_path_factory.mktemp("earlier")
    shutil.copy(migrated_file, folder)
    with in_house(folder):
        yield demo_earlier.build()


def published() -> copies.Copies:
    return copies.comparison(registry.election(EARLIER_ID), CONTEST, Pairing.PUBLISHED).value


def test_it_is_small_earlier_simulated_and_not_the_one_that_opens(built: demo_earlier.Built) -> None:
    own, other = registry.election(EARLIER_ID), demo.plan().election
    assert own.is_simulated and own.published.by_station and not other.published.by_station
    assert own.held_on < other.held_on and not set(own.leading_contest.option_codes) & set(other.leading_contest.option_codes)
    assert (len(built.world.registry.stations), len(built.world.watch.stations)) == (earlier.STATIONS, earlier.WATCHED)
    assert not built.world.watch.drawn, "chosen, not drawn by lot"
    assert demo_access.has_earlier() and not demo_access.is_complete(), "the other one is made by itself"


def test_nothing_of_it_has_an_id_of_the_other(built: demo_earlier.Built) -> None:
    world, planted = day.world(demo.plan(60, 24))
    people, _ = day.people(world, planted)
    with house.store().read() as connection:
        own = set(connection.execute(text("SELECT account_id FROM account")).scalars())
    assert len(own) == earlier.OBSERVERS + 1
    assert not own & {each.actor.account_id for each in people} and demo.account(Role.COORDINATOR) not in own
    assert {each.actor.election_id for each in people} == {ELECTION_ID}


def test_a_second_build_adds_nothing(built: demo_earlier.Built) -> None:
    tables = "report_revision", "official_figure", "review", "account", "assignment", "ledger"

    def numbers() -> list[int]:
        with house.store().read() as connection:
            return [connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables]

    before = numbers()
    demo_earlier.ensure()
    assert demo_earlier.build().altered == built.altered
    assert numbers() == before


def test_every_planted_difference_is_found_in_its_class(built: demo_earlier.Built) -> None:
    found, planted = published(), built.altered
    classes = dict(zip(found.ledger["station_id"], found.ledger["difference_class"], strict=True))
    wanted = {
        D.TYPO_LIKE: planted.slips, D.ROWS_EXCHANGED: planted.exchanged_rows, D.ONE_OPTION_GAINS: planted.added + planted.moved,
        D.ONE_OPTION_LOSES: planted.lost, D.MIXED: planted.mixed, D.OTHER_LINES: planted.other_lines,
    }  # fmt: skip
    assert all(wanted.values()), "something of every class"
    assert {station: classes.get(station) for each in wanted.values() for station in each} == {
        station: kind for kind, each in wanted.items() for station in each
    }
    assert set(found.exchanged["station_id"]) >= set(planted.of_neighbours)
    assert found.match.match.asked >= 60 and found.match.match.found >= 40 and found.access.refused.found > 0
    up = found.direction(found.leader)
    assert up is not None and up.up >= len(planted.added) + len(planted.moved)


def test_the_sentence_names_what_is_published_and_the_test_its_counts(built: demo_earlier.Built) -> None:
    found = published()
    up = found.direction(found.leader)
    assert up is not None and up.p_value == pytest.approx(binomtest(up.up, up.up + up.down).pvalue)
    with using("en"):
        sentence = plain(conclusions.words(conclusions.of_copies(found)))
        assert f"stations with more published than in the protocols: {up.up}, with fewer: {up.down}" in sentence
        said = pieces.direction(found)
        assert said.startswith(f"Of {up.up + up.down} stations") and f"{up.up} have more published" in said
        rows, _ = pieces.field_rows(found)
    match = found.match.match
    assert (rows["line"][0], rows["agree"][0], rows["of"][0]) == ("every line of a station", str(match.found), str(match.asked))


def test_sums_are_those_of_the_stations_but_in_one_district(built: demo_earlier.Built) -> None:
    query = """SELECT s.district_code AS district, f.option_code, SUM(f.value) AS own, (SELECT d.value FROM official_figure d
        WHERE d.election_id = f.election_id AND d.unit_id = s.district_code AND d.code = 'votes' AND d.option_code = f.option_code) AS said
        FROM official_figure f JOIN station s ON s.election_id = f.election_id AND s.station_id = f.unit_id
        WHERE f.election_id = :election AND f.code = 'votes' GROUP BY s.district_code, f.option_code"""
    with house.store().read() as connection:
        rows = connection.execute(text(query), {"election": EARLIER_ID}).all()
    apart = {row.district for row in rows if row.own != row.said}
    assert len(rows) > 100 and len(apart) == 1


def test_screens_and_watched_stations_have_something_to_say(built: demo_earlier.Built) -> None:
    election = registry.election(EARLIER_ID)
    screens = forensics.comparison(election, CONTEST).value
    assert screens.is_shown and screens.integers.flagged
    assert screens.digits.digit_share is not None and screens.peak.excess_votes is not None
    watched = many.comparison(election).value.watched
    assert watched.compared is not None and all(each.difference.value is not None for each in watched.compared.effects)
