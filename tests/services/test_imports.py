"""A small table through every import: all or nothing, again nothing, never a zero for an empty cell."""

from __future__ import annotations

import threading

import pandas as pd
import pytest

from data.formats import mapping_toml
from data.store import elections as stored
from data.store import frames, frames_coverage, originals, people, table_imports
from schemas.counting import CountRule
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.table_problem import TableProblem
from services import elections, house, import_job, import_words, imports, official_originals
from services.import_files import TableFile

ADMIN, ANALYST = Actor("shell", Role.ADMIN), Actor("analyst", Role.ANALYST)
ELECTION = """
election_id = "small"
kind = "presidential"
name = {en = "Small"}
held_on = 2013-10-27
country_code = "XX"
capital_zone = "Asia/Tbilisi"
[published]
by_station = true
[[contests]]
contest_id = "p"
name = {en = "P"}
leading = true
options = [{code = "A", name = {en = "A"}}, {code = "B", name = {en = "B"}}]
[[protocol_lines]]
code = "ballots_issued"
[[protocol_lines]]
code = "voters_by_hour"
as_of = 12:00:00
"""
STATION = """
[station]
region = {column = "region", prefix = "R"}
number = {column = "number", width = 3}
"""
STATIONS = 'kind = "stations"\nsource = "list"\nplace = {column = "place"}\nregistered_voters = {column = "list"}\n' + STATION
OFFICIAL = (
    'kind = "official"\nstatus = "final"\ncontest = "p"\n[source]\npublisher = "CEC"\ntitle = "Results"\n' + STATION
    + '[[figures]]\ncode = "ballots_issued"\ntake = {column = "issued"}\n[votes]\n"*" = {column = "votes *"}\n'
)
LONG = (
    'kind = "official"\nstatus = "final"\ncontest = "p"\n[source]\npublisher = "CEC"\ntitle = "Long"\n' + STATION
    + '[long]\ncode = {column = "what", codes = {"issued" = "ballots_issued", "votes" = "votes"}}\n'
    'option = {column = "who"}\nvalue = {column = "n"}\n'
)
REPORTS = (
    'kind = "reports"\nreport = "count"\ncontest = {constant = "p"}\nidentity = ["id"]\nobserver = {column = "who", prefix = "T"}\n'
    'observed_at = {column = "at"}\n' + STATION
    + '[fields]\nprotocol_source = {constant = "photo_original"}\ncount_present = {missing = "not_applicable"}\n'
    'copy_given = {missing = "not_applicable"}\n"lines.ballots_issued" = {column = "issued", missing = "unreadable"}\n'
    '"lines.voters_by_hour_1200" = {column = "noon", missing = "unreadable"}\n"votes.*" = {column = "votes *", missing = "unreadable"}\n'
)
TABLE = "region,number,place,list,issued,votes A,votes B\n1,1,School,900,500,300,190\n1,2,Club,800,410,200,205\n2,1,Hall,700,300,150,150\n"
ENTRIES = (
    "id,who,at,region,number,issued,noon,votes A,votes B\n"
    "1,7,2013-10-27 21:00,1,1,500,200,300,190\n2,8,2013-10-27 21:05,1,1,500,200,300,\n3,7,2013-10-27 21:10,1,2,410,180,200,205\n"
)


def put(kind: str, mapping: str, table: str, actor: Actor = ADMIN):
    return imports.run(actor, kind, "small", TableFile(table.encode(), mapping_toml.read(mapping.encode())))


@pytest.fixture
def small(house_dir):
    elections.import_election(ADMIN, ELECTION.encode())
    put("stations", STATIONS, TABLE)


def refused(*arguments) -> list[tuple[int, str, str]]:
    with pytest.raises(TableProblem) as caught:
        put(*arguments)
    return [(place.row, place.column, place.found) for place in caught.value.places]


def figures() -> pd.DataFrame:
    """Every figure stored, of every station."""
    store = house.store()
    stations = frames_coverage.stations(store, "small")["station_id"]
    found = [frames.station_figures(store, "small", station_id, rule=CountRule.ALL) for station_id in stations]
    return pd.concat([each for each in found if len(each)] or found[:1], ignore_index=True)


def test_the_registry_is_made_of_the_rows(small) -> None:
    with house.store().read() as connection:
        assert table_imports.station_ids(connection, "small") == ["R1/001", "R1/002", "R2/001"]
        assert table_imports.unit_ids(connection, "small") == ["R1", "R2", "XX"]


def test_regions_under_the_countrys_codes_have_their_names(small) -> None:
    table = "region,number,place,list\n75,1,School,900\n39,2,Club,800\n99,3,Hall,700\n"
    put("stations", STATIONS.replace('prefix = "R"', 'prefix = "KZ-"'), table)
    with house.store().read() as connection:
        names = {each.unit_id: each.name.in_language("kk") for each in stored.units(connection, "small")}
    assert (names["KZ-75"], names["KZ-39"], names["KZ-99"]) == ("Алматы қаласы", "Қостанай облысы", "KZ-99")


def test_a_changed_registry_changes_what_changed(small) -> None:
    done = put("stations", STATIONS, TABLE.replace("Club,800", "Club,801").replace("2,1,Hall", "2,2,Hall"))
    assert (done.added_n, done.changed_n, done.dropped_n, done.same_n) == (1, 1, 1, 1)
    assert put("stations", STATIONS, TABLE).added_n == 1


def test_a_station_with_reports_is_not_taken_away(small) -> None:
    put("reports", REPORTS, ENTRIES)
    assert refused("stations", STATIONS, TABLE.replace("1,2,Club,800,410,200,205\n", "")) == [(0, "", "R1/002")]


def test_published_figures_wait_for_their_source(small) -> None:
    done = put("official", OFFICIAL, TABLE)
    found = frames.official_figures(house.store(), "small", ("ballots_issued", "votes"))
    assert done.added_n == len(found) == 9
    assert set(found["contest_id"]) == {"p"}


def test_a_broken_off_import_is_unseen_and_goes_on(small, monkeypatch) -> None:
    whole = table_imports.publish
    monkeypatch.setattr(table_imports, "publish", lambda *a: (_ for _ in ()).throw(RuntimeError("the power went")))
    with pytest.raises(RuntimeError):
        put("official", OFFICIAL, TABLE)
    assert frames.official_figures(house.store(), "small", ("ballots_issued", "votes")).empty
    monkeypatch.setattr(table_imports, "publish", whole)
    put("official", OFFICIAL, TABLE)
    assert len(frames.official_figures(house.store(), "small", ("ballots_issued", "votes"))) == 9


def standing() -> list[tuple[str, str, float]]:
    found = frames.official_figures(house.store(), "small", ("ballots_issued",))
    return sorted(zip(found["unit_id"], found["status"], found["value"], strict=True))


CORRECTED = TABLE.replace("900,500", "900,510")
BEFORE = [("R1/001", "final", 500), ("R1/002", "final", 410), ("R2/001", "final", 300)]
AFTER = [("R1/001", "final", 510), *BEFORE[1:]]


def test_a_table_steps_back_behind_the_people_and_behind_nobody_who_writes(house_dir, monkeypatch) -> None:
    told: list[tuple[int, bool]] = []
    house.close()
    monkeypatch.setattr("os.nice", lambda more: told.append((more, any(each.name == "baqylau-writer" for each in threading.enumerate()))))
    import_job.step_back()
    assert told == [(import_job.NICER, True)], "the writer's thread is there already, and keeps its priority"


def test_a_newer_table_of_the_same_publication_supersedes_and_both_stay(small) -> None:
    put("official", OFFICIAL, TABLE)
    put("official", OFFICIAL, CORRECTED)
    assert standing() == AFTER
    with house.store().read() as connection:
        stored = connection.exec_driver_sql(
            "SELECT value, supersedes_id, locator FROM official_figure WHERE code = 'ballots_issued' ORDER BY figure_id").fetchall()
    assert [tuple(row) for row in stored[::3]] == [(500, None, "row 2, column E"), (510, 1, "row 2, column E")]


def test_a_publication_of_another_title_supersedes_what_it_says_it_corrects(small) -> None:
    put("official", OFFICIAL, TABLE)
    other = OFFICIAL.replace('title = "Results"', 'title = "Corrected results"')
    put("official", other.replace("[station]", 'corrects = "Results"\n[station]'), CORRECTED)
    assert standing() == AFTER


def test_a_publication_of_another_title_stands_beside(small) -> None:
    put("official", OFFICIAL, TABLE)
    put("official", OFFICIAL.replace('title = "Results"', 'title = "Other"'), CORRECTED)
    assert standing() == sorted(BEFORE + AFTER)


def test_a_correction_that_was_broken_off_hides_nothing(small, monkeypatch) -> None:
    put("official", OFFICIAL, TABLE)
    whole = table_imports.publish
    monkeypatch.setattr(table_imports, "publish", lambda *a: (_ for _ in ()).throw(RuntimeError("the power went")))
    with pytest.raises(RuntimeError):
        put("official", OFFICIAL, CORRECTED)
    assert standing() == BEFORE
    monkeypatch.setattr(table_imports, "publish", whole)
    put("official", OFFICIAL, CORRECTED)
    assert standing() == AFTER


def test_the_file_and_its_mapping_are_kept_by_their_hash(small) -> None:
    put("official", OFFICIAL, TABLE)
    with house.store().read() as connection:
        file, mapping = connection.exec_driver_sql(
            "SELECT file_sha256, mapping_sha256 FROM table_import WHERE kind = 'official'").one()
    assert originals.read(house.store().var, file) == TABLE.encode()
    assert mapping_toml.read(OFFICIAL.encode()).model_dump_json().encode() == originals.read(house.store().var, mapping)


def test_the_file_of_a_publication_is_handed_to_whoever_may_read_it(small) -> None:
    put("official", OFFICIAL, TABLE)
    analyst = Actor("a", Role.ANALYST)
    (kept,) = official_originals.listed(analyst, "small")
    assert (kept.title, kept.publisher, kept.name) == ("Results", "CEC", f"{kept.sha256[:16]}.csv")
    assert official_originals.handed(analyst, "small", kept.sha256) == TABLE.encode()
    for actor, sha256, status in ((analyst, "0" * 64, 404), (Actor("o", Role.OBSERVER), kept.sha256, 403)):
        with pytest.raises(Problem) as caught:
            official_originals.handed(actor, "small", sha256)
        assert caught.value.status == status
    path = originals.place(house.store().var, kept.sha256)
    path.chmod(0o640)
    path.write_bytes(b"other bytes")
    with pytest.raises(Problem):
        official_originals.handed(analyst, "small", kept.sha256)


def test_a_table_that_is_refused_leaves_nothing(small) -> None:
    before = sorted(house.store().var.rglob("*"))
    refused("official", OFFICIAL, TABLE.replace("500", "5oo"))
    assert sorted(house.store().var.rglob("*")) == before


def test_a_share_keeps_the_digits_that_were_printed(small) -> None:
    mapping = OFFICIAL.replace('code = "ballots_issued"\ntake = {column = "issued"}', 'code = "turnout_issued_share"\n'
                               'basis = "issued_of_list"\ntake = {column = "issued", percent = true}')
    put("official", mapping, TABLE.replace("500", '"63,30"').replace("410", "51.2").replace("300,150", "9 %,150"))
    found = frames.official_figures(house.store(), "small", ("turnout_issued_share",))
    assert list(zip(found["value"], found["as_printed"], strict=True)) == [(0.633, "63.30"), (0.512, "51.2"), (0.09, "9")]


def test_a_long_table_gives_the_same_figures(small) -> None:
    done = put("official", LONG, "region,number,what,who,n\n1,1,issued,,500\n1,1,votes,A,300\n1,1,votes,B,190\n")
    found = frames.official_figures(house.store(), "small", ("ballots_issued", "votes"))
    assert done.added_n == 3
    assert sorted(zip(found["code"], found["option_code"], found["value"], strict=True)) == [
        ("ballots_issued", "", 500), ("votes", "A", 300), ("votes", "B", 190)]


def test_reports_come_whole_with_their_observers(small) -> None:
    done = put("reports", REPORTS, ENTRIES)
    assert (done.rows_n, done.added_n, done.observers_n) == (3, 3, 2)
    found = figures()
    missing = found[found["missing_code"].notna()]
    assert missing[["option_code", "missing_code"]].values.tolist() == [["B", "unreadable"]]
    assert missing["value"].isna().all()
    noon = found[found["figure_code"] == "voters_by_hour"]
    assert {str(at) for at in noon["as_of_at"]} == {"2013-10-27 08:00:00+00:00"}
    with house.store().read() as connection:
        seven = people.account_by_code(connection, "small", "T7")
    assert seven is not None and seven.station_ids == ("R1/001", "R1/002")


def test_a_wrong_contest_of_the_mapping_is_said_once_not_in_every_row(small) -> None:
    assert refused("reports", REPORTS.replace('constant = "p"', 'constant = "mayor"'), ENTRIES) == [(0, "contest", "mayor")]


def test_an_empty_published_cell_with_a_reason_in_the_mapping_is_no_figure(small) -> None:
    reasoned = OFFICIAL.replace('{column = "issued"}', '{column = "issued", missing = "not_shown"}')
    assert reasoned != OFFICIAL
    assert put("official", reasoned, TABLE.replace("500,300,190", ",300,190")).added_n == 8


def test_the_same_rows_again_add_nothing(small) -> None:
    put("reports", REPORTS, ENTRIES)
    again = put("reports", REPORTS, ENTRIES)
    assert again.already and again.added_n == 0
    assert list(import_words.done(again)) == ["This table was imported before. Nothing was added."]
    more = put("reports", REPORTS, ENTRIES + "4,8,2013-10-27 21:20,2,1,300,100,150,150\n")
    assert (more.added_n, more.same_n) == (1, 3)


def test_a_row_with_other_values_is_a_problem_not_a_second_report(small) -> None:
    put("reports", REPORTS, ENTRIES)
    assert refused("reports", REPORTS, ENTRIES.replace("410,180", "411,180")) == [(4, "", "R1/002")]
    assert figures()["report_id"].nunique() == 3


def test_reports_of_a_broken_off_import_are_shown_with_the_next(small, monkeypatch) -> None:
    whole = table_imports.finish
    monkeypatch.setattr(table_imports, "finish", lambda *a, **k: (_ for _ in ()).throw(RuntimeError("the power went")))
    with pytest.raises(RuntimeError):
        put("reports", REPORTS, ENTRIES)
    assert figures().empty
    monkeypatch.setattr(table_imports, "finish", whole)
    put("reports", REPORTS, ENTRIES + "4,8,2013-10-27 21:20,2,1,300,100,150,150\n")
    assert figures()["report_id"].nunique() == 4


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (("2,8,2013-10-27 21:05,1,1,500", "2,8,2013-10-27 21:05,1,9,500"), (3, "number", "R1/009")),
        (("410,180", "-410,180"), (4, "issued", "-410")),
        (("410,180", "=A1,180"), (4, "issued", "=A1")),
        (("410,180", "4l0,180"), (4, "issued", "4l0")),
        (("21:10", "late"), (4, "at", "2013-10-27 late")),
        (("3,7,2013", "1,7,2013"), (4, "id", "")),
        (("2,8,2013", "2,,2013"), (3, "who", "")),
    ],
)
def test_every_wrong_cell_is_named_and_nothing_is_stored(small, change, place) -> None:
    assert refused("reports", REPORTS, ENTRIES.replace(*change)) == [place]
    assert figures().empty


SIX = "id,who,at,region,number,issued,noon,votes A,votes B\n" + "".join(
    f"{n},{n},2013-10-27 21:0{n},{1 + (n > 4)},{1 + (n % 2 if n <= 4 else 0)},{500 - n},200,{290 - n},{205 - n}\n" for n in range(1, 7)
)


def test_exchanged_columns_are_taken_and_told_by_the_rule_that_most_rows_break(small) -> None:
    right = list(import_words.done(put("reports", REPORTS, SIX)))
    assert not [sentence for sentence in right if "P4" in sentence or "exchanged" in sentence]
    swapped = REPORTS.replace('"issued"', '"x"').replace('"noon"', '"issued"').replace('"x"', '"noon"').replace('["id"]', '["id", "at"]')
    told = list(import_words.done(put("reports", swapped, SIX)))
    sentence = "P414: 6 of 6 reports do not keep the rule “The protocol's hourly numbers do not fall.”"
    assert "exchanged" in told[told.index(sentence) + 1]
    assert list(import_words.findings({"P401": 3}, 4))[1:] == [], "four reports are no pattern"
    assert len(list(import_words.findings({"P401": 3}, 6))) == 1, "half of them is not most of them"


@pytest.mark.parametrize("contest", ['{constant = "q"}', '{column = "noon"}'])
def test_a_wrong_contest_names_the_row_and_the_contests_there_are(small, contest: str) -> None:
    mapping = REPORTS.replace('{constant = "p"}', contest)
    with pytest.raises(TableProblem) as caught:
        put("reports", mapping, ENTRIES)
    assert "There is no such contest in this election. It has: p" in "\n".join(import_words.refusal(caught.value))
    assert figures().empty


def test_half_a_protocol_needs_a_reason_from_the_mapping(small) -> None:
    mapping = REPORTS.replace('{column = "votes *", missing = "unreadable"}', '{column = "votes *"}')
    assert refused("reports", mapping, ENTRIES) == [(3, "votes B", "")]


@pytest.mark.parametrize(
    ("old", "new"), [('constant = "p"', 'constant = "q"'), ('"lines.ballots_issued"', '"lines.ballots_given"'), ("unreadable", "away")]
)
def test_a_mapping_that_does_not_fit_the_election_is_refused(small, old: str, new: str) -> None:
    assert refused("reports", REPORTS.replace(old, new), ENTRIES)
    assert figures().empty


@pytest.mark.parametrize("mapping", ["kind = 3", "not toml", 'kind = "reports"', STATIONS + 'colour = "red"\n'])
def test_a_broken_mapping_names_its_places(mapping: str) -> None:
    with pytest.raises(TableProblem) as caught:
        mapping_toml.read(mapping.encode())
    assert caught.value.places_n >= 1


def test_the_mapping_of_another_kind_is_refused(small) -> None:
    with pytest.raises(Problem) as caught:
        put("official", STATIONS, TABLE)
    assert caught.value.values == {"found": "stations", "expected": "official"}


def test_only_an_administrator_brings_reports_in(small) -> None:
    for role in (Role.OBSERVER, Role.COORDINATOR, Role.ANALYST):
        with pytest.raises(Problem) as caught:
            put("reports", REPORTS, ENTRIES, Actor("a", role, "small"))
        assert caught.value.code is ProblemCode.FORBIDDEN


def test_places_are_told_in_a_sentence(small) -> None:
    with pytest.raises(TableProblem) as caught:
        put("reports", REPORTS, ENTRIES.replace("410,180", "4l0,180"))
    said = list(import_words.refusal(caught.value))
    assert said[1] == "Row 4, column “issued”, found: “4l0”. There is the letter “l” among the digits. Type the digit."


def test_both_databases_take_the_same_tables(database_url: str, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("BAQYLAU_VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database_url)
    house.close()
    try:
        elections.import_election(ADMIN, ELECTION.encode())
        tables = (("stations", STATIONS, TABLE), ("official", OFFICIAL, TABLE), ("reports", REPORTS, ENTRIES))
        counts = [put(*each).added_n for each in tables]
        again = [put(*each).already for each in tables]
        seen = figures()["report_id"].nunique(), len(frames.official_figures(house.store(), "small", ("ballots_issued", "votes")))
    finally:
        house.close()
    assert (counts, again, seen) == ([3, 9, 3], [True] * 3, (3, 9))
