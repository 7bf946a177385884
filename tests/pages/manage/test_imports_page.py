"""Bringing a table in on the page: looked at first, then all of it or nothing; columns known by their headings or said on the screen."""

from __future__ import annotations

import io

import openpyxl
import pytest

from data.formats import geojson, table, table_csv, table_stations, table_xlsx
from data.store import frames_official, table_imports
from locales import LANGUAGES, text, using
from schemas.mapping import StationsMapping, TableSettings
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.table_problem import TableProblem
from schemas.unit import UnitLevel
from services import access, boundaries, house, import_job, import_mapping, import_uses, imports, reading
from services.parsing import EXPECTED
from services.permissions import may
from tests.people import ELECTION, People
from tests.services.test_bad_tables import REFUSED
from ui import import_preview, navigation
from ui.plain import escaped

PAGE = "pages/manage/imports.py"
SPOILT = ("macros", "a bomb", "a workbook cut off", "a locked workbook", "an archive in an archive", "KOI8-R in small letters", "noise")
REGIONS = "Область;Явка, %\nShymkent;63,3\n"
STATIONS = "region,station number,voters on the list,issued,Party A,Party B\nKZ-79,417,2494,1200,700,480\nKZ-79,0418,2000,1000,600,400\n"


def opened(people: People, role: Role = Role.ANALYST, kind: str = "official", lang: str = "en"):
    access.choose_language(people.signed_in(role), lang)
    at = people.page(PAGE, state={"election": ELECTION.election_id, "kind": kind})
    assert not at.exception
    return at


def given(at, content: bytes, name: str = "table.csv", kind: str = "official"):
    at.file_uploader(key=f"file_{kind}").set_value((name, content, "text/csv"))
    at.run()
    assert not at.exception
    return at


def sourced(at, title: str = "Results", publisher: str = "CEC"):
    at.text_input(key="publisher").set_value(publisher)
    at.text_input(key="title").set_value(title)
    at.run()
    assert not at.exception
    return at


def press(at, key: str):
    at.button(key=key).click()
    at.run()
    assert not at.exception
    return at


def words(at) -> str:
    return " ".join(str(each.value) for kind in ("title", "markdown", "subheader", "badge") for each in at.get(kind))


def stored() -> list[tuple[str, str, str, float, str]]:
    found = frames_official.figures(house.store(), ELECTION.election_id)
    return sorted(zip(found["unit_id"], found["code"], found["option_code"], found["value"], found["locator"], strict=True))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_empty_page_asks_for_a_table(people: People, lang: str) -> None:
    at = opened(people, lang=lang)
    assert at.title[0].value and not at.button


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_that_the_browser_keeps_back_is_told_in_the_persons_language(people: People, lang: str) -> None:
    at = opened(people, lang=lang)
    with using(lang):
        told = text("The file was not taken: it is too large, or of another kind than is asked for.")
    assert any(told in each.proto.body for each in at.get("html"))


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.COORDINATOR])
def test_it_is_not_open_to_others_and_no_service_answers(people: People, role: Role) -> None:
    assert PAGE not in {entry.path for entry in navigation.entries(role)}
    mapping = imports.read_mapping(
        b'kind = "official"\nstatus = "final"\nunit = {column = "unit"}\n[source]\npublisher = "C"\ntitle = "T"\n'
        b'[[figures]]\ncode = "ballots_issued"\ntake = {column = "n"}\n')
    for act in (import_job.LOOK, import_job.STORE):
        with pytest.raises(Problem) as refused:
            import_job.start(people.account(role), ELECTION.election_id, b"unit,n\nKZ,1\n", mapping, act)
        assert refused.value.code is ProblemCode.FORBIDDEN


def test_an_analyst_brings_in_official_figures_only() -> None:
    allowed = [kind for kind, act in imports.ACTS.items() if may(Actor("a", Role.ANALYST), act)]
    assert allowed == ["official"]


def test_a_table_by_station_is_mapped_by_its_headings_looked_at_and_taken(people: People) -> None:
    at = sourced(given(opened(people), STATIONS.encode()))
    before = stored()
    press(at, "check")
    assert "**8**" in words(at) or "8" in words(at)
    assert stored() == before == []
    press(at, "take")
    assert "All of it is stored." in words(at)
    found = stored()
    assert len(found) == 8
    assert ("KZ-79/0417", "votes", "A", 700.0, "row 2, column E") in found
    assert ("KZ-79/0418", "ballots_issued", "", 1000.0, "row 3, column D") in found


def test_regions_are_known_by_their_names_and_percentages_without_a_sign(people: People) -> None:
    at = sourced(given(opened(people), REGIONS.encode("cp1251")))
    at.selectbox(key="as_of").set_value("20:00").run()
    press(press(at, "check"), "take")
    ((unit, code, _, value, _),) = stored()
    assert (unit, code, value) == ("KZ-79", "turnout_issued_share", 0.633)


def pasted(people: People, words: str):
    at = opened(people)
    at.session_state["way"] = "paste"
    at.run()
    at.text_area(key="pasted").set_value(words).run()
    assert not at.exception
    return at


def test_figures_are_pasted_as_they_stand_in_a_message(people: People) -> None:
    at = sourced(pasted(people, "Shymkent – 10,2%"))
    press(press(at, "check"), "take")
    assert [each[:4] for each in stored()] == [("KZ-79", "turnout_issued_share", "", 0.102)]


@pytest.mark.parametrize(("words", "use"), [
    ("Shymkent – 10,2%", "figure/turnout_issued_share"), ("Shymkent\t10,2", "figure/turnout_issued_share"),
    ("Shymkent\t10", None), ("Shymkent\t10 245", None), ("Shymkent\t10,2\t11,4", None), ("Shymkent\t110,2", None)])
def test_a_column_of_percentages_that_nobody_named_is_most_likely_turnout(people: People, words: str, use: str | None) -> None:
    _, proposed = import_mapping.layout(imports.pasted(words), "official", ELECTION)
    found = [each for heading, each in proposed.items() if heading != "unit"]
    assert [(each.use, each.sure) for each in found] == ([(use, False)] if use else [])


def test_figures_are_of_any_minute_of_the_day(people: People) -> None:
    at = sourced(pasted(people, "Shymkent – 10,2%"))
    at.selectbox(key="as_of").set_value("other").run()
    assert not [each for each in at.button if each.key == "check"], "another time is not the day's result"
    at.text_input(key="as_of_time").set_value("25:30").run()
    assert not [each for each in at.button if each.key == "check"]
    assert escaped(text(EXPECTED["time"])) in words(at)
    at.text_input(key="as_of_time").set_value("17:30").run()
    press(press(at, "check"), "take")
    figures = frames_official.figures(house.store(), ELECTION.election_id)
    assert [each.tz_convert(ELECTION.capital_zone).strftime("%H:%M") for each in figures["as_of_at"]] == ["17:30"]


def test_the_time_said_on_the_page_is_that_of_a_table_with_a_mapping_file(people: People) -> None:
    mapping = (
        b'kind = "official"\nstatus = "final"\nunit = {column = "unit"}\n[source]\npublisher = "C"\ntitle = "T"\n'
        b'[[figures]]\ncode = "ballots_issued"\ntake = {column = "n"}\n')
    at = given(opened(people), b"unit,n\nKZ-79,1200\n")
    at.session_state["by"] = "file"
    at.run()
    at.file_uploader(key="mapping_official").set_value(("mapping.toml", mapping, "text/plain")).run()
    at.selectbox(key="as_of").set_value("18:00").run()
    press(press(at, "check"), "take")
    figures = frames_official.figures(house.store(), ELECTION.election_id)
    assert [each.tz_convert(ELECTION.capital_zone).strftime("%H:%M") for each in figures["as_of_at"]] == ["18:00"]


def test_what_is_wrong_is_named_by_row_and_column_and_nothing_is_stored(people: People) -> None:
    broken = STATIONS.replace("0418", "0999").replace("1200", "12O0")
    at = press(sourced(given(opened(people), broken.encode())), "check")
    table = at.dataframe[-1].value
    assert set(zip(table["row"], table["column"], table["found"], strict=True)) == {
        ("2", "issued", "12O0"), ("3", "station number", "KZ-79/0999")}
    assert not [each for each in at.button if each.key == "take"]
    assert stored() == []


def test_a_newer_table_shows_what_it_changes(people: People) -> None:
    press(press(sourced(given(opened(people), STATIONS.encode())), "check"), "take")
    at = press(sourced(given(opened(people), STATIONS.replace("700", "710").encode())), "check")
    changes = next(each.value for each in at.dataframe if "before" in each.value)
    assert changes[["unit", "before", "after", "difference"]].values.tolist() == [["KZ-79/0417", "700", "710", "+10"]]
    press(at, "take")
    assert ("KZ-79/0417", "votes", "A", 710.0, "row 2, column E") in stored()
    assert len(stored()) == 8


def test_a_digit_slip_gets_the_likely_value_and_is_never_put_right_by_itself(people: People) -> None:
    slip = "Область;Получили бюллетени;Голосов за все варианты;Party A;Party B\nShymkent;1250;1200;700;540\n"
    at = press(sourced(given(opened(people), slip.encode("cp1251"))), "check")
    found = next(each.value for each in at.dataframe if "proposed" in each.value)
    assert found.loc[found["code"] == "D509", ["unit", "proposed", "locator"]].values.tolist() == [["Shymkent", "500", "row 2, column E"]]
    press(at, "take")
    assert ("KZ-79", "votes", "B", 540.0, "row 2, column E") in stored()


def test_a_station_that_the_table_leaves_out_is_named(people: People) -> None:
    short = "\n".join(STATIONS.splitlines()[:2])
    at = press(sourced(given(opened(people), short.encode())), "check")
    assert any("KZ\\-79/0418" in str(each.value) for each in at.markdown)


def test_a_region_that_a_table_of_regions_leaves_out_is_named(people: People) -> None:
    registry = "region,region name,number,place\nKZ-79,Shymkent,0417,School\nKZ-79,Shymkent,0418,Hall\nKZ-75,Almaty city,0001,Hall\n"
    at = given(opened(people, Role.ADMIN, "stations"), registry.encode(), kind="stations")
    at.text_input(key="registry_source").set_value("City hall").run()
    press(press(at, "check"), "take")
    at = press(sourced(given(opened(people), REGIONS.encode())), "check")
    said = " ".join(str(each.value) for each in at.markdown)
    assert f"- {escaped('KZ-75 Almaty city')}" in said and "KZ-79" not in said


def test_headings_over_merged_cells_are_shown_as_they_are_printed() -> None:
    rows = ["Область;Избиратели;;Вне помещения", ";внесено в списки;получили бюллетени;", "Shymkent;10;5;1"]
    layout, _ = import_mapping.layout("\n".join(rows).encode(), "official", ELECTION)
    assert [each.heading for each in layout.columns] == ["Область", "внесено в списки", "получили бюллетени", "Вне помещения"]


def test_an_administrator_sets_the_registry(people: People) -> None:
    at = given(opened(people, Role.ADMIN, "stations"), b"region,number,place\nKZ-79,0417,School\nKZ-79,0419,Hall\n", kind="stations")
    at.text_input(key="registry_source").set_value("City hall, 1 January").run()
    press(press(at, "check"), "take")
    assert "All of it is stored." in words(at)


def test_a_line_of_an_hour_is_named_by_the_clock() -> None:
    """As it was said on the screen when the column was chosen: 12:00, not 1200."""
    assert import_preview.figure("voters_by_hour", "1200", ELECTION).endswith(": 12:00")
    assert import_preview.figure("votes", "A", ELECTION) == "votes: Party A"


def test_a_registry_without_places_calls_stations_by_region_and_number(people: People) -> None:
    """As the registry of an election that publishes by station only: an empty column of regions, districts as regions, no place."""
    table = b"region,area,station number,voters on the list\n,1,1,1453\n,1,2,1281\n,10,1,990\n,2,1,1440\n"
    layout, proposed = import_mapping.layout(table, "stations", ELECTION)
    assert {each.heading for each in layout.columns} >= {"region", "area"}
    assert "region" not in proposed, "a column with nothing in it is nothing"
    wanted = import_mapping.Wanted(
        "stations", layout, {"area": "region", "station number": "number", "voters on the list": "registered_voters"},
        registry_source="CEC")
    made = import_mapping.mapping_of(wanted, import_mapping.registry_of(ELECTION.election_id))
    assert isinstance(made, StationsMapping)
    found = table_stations.read(table, made, ELECTION)
    assert [(each.station_id, each.place.en, each.registered_voters) for each in found.stations] == [
        ("1/1", "1 · 1", 1453), ("1/2", "1 · 2", 1281), ("10/1", "10 · 1", 990), ("2/1", "2 · 1", 1440)]
    assert [each.unit_id for each in found.units if each.level is UnitLevel.REGION] == ["1", "2", "10"], "in the order of their numbers"
    at = given(opened(people, Role.ADMIN, "stations"), b"region,number\nKZ-79,0417\nKZ-79,0419\n", kind="stations")
    at.text_input(key="registry_source").set_value("City hall, 1 January").run()
    assert "each station is called by its region and number" in words(at)
    assert press(at, "check").button(key="take")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_no_column_was_said_to_be_is_named_in_the_persons_words(people: People, lang: str) -> None:
    table = "Departamento|Mesa|Escuela\nRío Claro|1|Liceo\n".encode("utf-16")
    access.choose_language(people.signed_in(Role.ADMIN), lang)
    at = people.page(PAGE, query={"kind": "stations", "election": ELECTION.election_id})
    at.run()
    given(at, table, kind="stations")
    at.text_input(key="registry_source").set_value("Junta, 2031").run()
    shown = {str(cell) for each in at.dataframe for cell in each.value.to_numpy().ravel()}
    with using(lang):
        assert {import_uses.said(use) for use in ("region", "number")} <= shown
        assert import_uses.said("votes/A") == "A"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_foreign_table_of_reports_is_said_on_the_screen(people: People, lang: str) -> None:
    """Windows-1251, semicolons, times and codes of others: proposed, looked at, taken. What the columns lack is asked once."""
    table = ("регион;номер участка;код наблюдателя;время;Источник цифр;Party A;Party B\n"
             "Shymkent;417;17;14.01.2029 21:40;подписанная копия;610;1 190\nShymkent;418;17;14.01.2029 22:05;подписанная копия;н/д;400\n")
    with using(lang):  # AppTest writes the widgets' labels in this thread
        at = given(opened(people, Role.ADMIN, "reports", lang), table.encode("cp1251"), kind="reports")
        assert [(each.key, each.value) for each in at.text_input if each.key == "observer_before"] == [("observer_before", "T")]
        press(at, "check")
        asked = at.dataframe[-1].value
        assert set(zip(asked["row"], asked["column"], strict=True)) == {("3", "Party A")}, "an empty cell needs a reason"
        at = given(opened(people, Role.ADMIN, "reports", lang), table.encode("cp1251"), kind="reports")
        rest = next(each for each in at.selectbox if str(each.key).endswith("_rest"))
        assert rest.value == "mistake"
        rest.set_value("unreadable").run()
        assert press(at, "check").button(key="take"), "said once for every column"
        at = given(opened(people, Role.ADMIN, "reports", lang), table.replace("н/д", "90").encode("cp1251"), kind="reports")
        press(press(at, "check"), "take")
        assert text("All of it is stored.") in words(at)
    with house.store().read() as connection:
        assert table_imports.accounts_by_code(connection, ELECTION.election_id).keys() >= {"T17"}


def test_names_of_observers_are_refused_on_the_screen(people: People) -> None:
    table = "region;station number;observer;time;Party A;Party B\nShymkent;417;Aidana Serik;21:40;610;1190\n"
    at = given(opened(people, Role.ADMIN, "reports"), table.encode(), kind="reports")
    assert "They must not enter" in words(at) and not [each for each in at.button if each.key == "check"]


def test_half_a_workbook_and_files_of_other_kinds_are_refused_without_reading_a_row(people: People, monkeypatch) -> None:
    read: list[object] = []
    for reader in (table_csv, table_xlsx):
        monkeypatch.setattr(reader, "rows", lambda *given: read.append(given))
    book = openpyxl.Workbook()
    held = io.BytesIO()
    book.save(held)
    for content in (held.getvalue()[:900], b"PK\x03\x04" + b"\0" * 500, b"%PDF-1.7", b"<html>"):
        at = opened(people)
        given(at, content, "table.xlsx")
        assert "▲" in words(at)
    assert read == []
    assert stored() == []


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_spoilt_files_are_refused_on_the_page_in_its_own_language(people: People, lang: str) -> None:
    """One page, one file after another: each says why before a column is asked about, and nothing is stored."""
    with using(lang):
        at = opened(people, lang=lang)
        for how in SPOILT:
            content, _ = REFUSED[how]
            with pytest.raises(TableProblem) as caught:
                table.every_row(content, TableSettings())
            given(at, content, f"{how}.xlsx")
            said = text(caught.value.message, None, **caught.value.values)
            assert f"▲] **{said}**" in words(at), how
            with using("en"):
                assert text(caught.value.message, None, **caught.value.values) not in words(at)
            assert not [each for each in at.button if each.key in ("check", "take")]
    assert stored() == []


def test_a_file_whose_last_line_has_no_end_is_asked_about_before_it_is_taken(people: People) -> None:
    """Cut off inside its last number it looks like a whole one."""
    at = press(sourced(given(opened(people), STATIONS.encode().rstrip())), "check")
    asked = escaped("The last line of the file has no end. Its last cell is “400”")
    assert asked in words(at) and [each for each in at.button if each.key == "take"]
    assert asked not in words(press(sourced(given(opened(people), STATIONS.encode())), "check"))


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_a_preview_speaks_every_language(people: People, lang: str) -> None:
    with using(lang):  # AppTest writes the widgets' labels in this thread
        at = sourced(given(opened(people, lang=lang), STATIONS.encode()))
        press(at, "check")
        assert text("What it would change") in words(at)
    assert "What it would change" not in words(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_boundaries_are_looked_at_and_drawn_or_refused(people: People, lang: str) -> None:
    with using(lang):  # AppTest writes the widgets' labels in this thread
        at = opened(people, Role.ADMIN, "boundaries", lang)
        given(at, b'{"type": "FeatureCollection", "features": []}', "regions.geojson", "boundaries")
        assert "▲" in words(at) and text(geojson.NOT_GEOJSON) in words(at)
        ring = b"[[69, 42], [70, 42], [70, 43], [69, 42]]"
        area = b'{"type": "Feature", "id": "KZ-79", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [%s]}}' % ring
        whole = b'{"type": "FeatureCollection", "features": [%s]}' % area
        given(at, whole, "regions.geojson", "boundaries")
        assert text(geojson.NO_ATTRIBUTION) in words(at) and boundaries.of(ELECTION.election_id) is None
        at.text_input(key="boundaries_attribution").set_value("SIMULATED, CC0").run()
        press(at, "take_boundaries")
        assert text("They are stored and drawn from now on.") in words(at)
    reading.forget()
    found = boundaries.of(ELECTION.election_id)
    assert found is not None and set(found.regions) == {"KZ-79"} and found.attribution == "SIMULATED, CC0"
