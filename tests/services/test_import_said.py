"""A foreign table of reports is mapped by what a person says on the screen: the same submissions as by a mapping file, or a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from data.formats import election_toml, table_reports
from data.formats.table_layout import Column, Layout
from locales import LANGUAGES, using
from schemas.mapping import ReportsMapping
from schemas.missing import MissingReason
from schemas.person import Actor, Role
from schemas.table_problem import TableProblem
from services import import_mapping, import_preview, import_said, import_units, imports
from services.import_files import TableFile
from services.import_mapping import Registry, Wanted
from services.import_said import Said
from tests.people import ELECTION, People

FIXTURES = Path(__file__).parents[1] / "fixtures" / "georgia_2013"
ENTRIES = Path(__file__).parents[2].parent / "shared" / "real" / "georgia_2013" / "protocol_entries.csv"
ADMIN = Actor("shell", Role.ADMIN)
FOREIGN = (
    "Где;№ УИК;Кто смотрел;Когда;Откуда цифры;За А;За Б;В урне\n"
    "г. Shymkent;417;17;14.01.2029 21:40;копия с печатью;610;1 190;1 830\n"
    "Shymkent;418;17;14.01.2029 22:05;на стене;н/д;400;980\n"
)
"""Invented: semicolons, Windows-1251, headings of nobody's standard, times as people write them, "n/a" in words."""
USES = {"Где": "region", "№ УИК": "number", "Кто смотрел": "observer", "Когда": "observed_at", "Откуда цифры": "field/protocol_source",
        "За А": "field/votes.A", "За Б": "field/votes.B", "В урне": "field/ballots_in_box"}  # fmt: skip


def told(content: bytes, **changed: Any) -> Said:
    """What the screen proposes, with what the person changes."""
    layout, _ = import_mapping.layout(content, "reports", ELECTION, "", "count")
    by_use = {USES.get(each.heading): each.values for each in layout.columns}
    found: dict[str, Any] = {
        "time_format": import_said.time_format(by_use["observed_at"]), "before": import_said.before(by_use["observer"]),
        "empty": import_said.empty_words([each.values for each in layout.columns])}
    return Said(**found | changed)


def mapped(content: bytes, said: Said, uses: dict[str, str] = USES, empties: dict[str, str] | None = None) -> ReportsMapping:
    layout, _ = import_mapping.layout(content, "reports", ELECTION, "", "count")
    wanted = Wanted("reports", layout, uses, empties or {}, ELECTION.leading_contest.contest_id, "count", said=said)
    made = import_mapping.mapping_of(wanted, import_mapping.registry_of(ELECTION.election_id))
    assert isinstance(made, ReportsMapping)
    return made


CODES = {"Откуда цифры": {"копия с печатью": "signed_copy", "на стене": "photo_posted"}}
EVERY: dict[str, Any] = {"reasons": {"count_present": MissingReason.NOT_APPLICABLE}, "values": {"copy_given": "given"}}


def test_a_foreign_table_comes_in_by_what_was_said(people: People) -> None:
    content = FOREIGN.encode("cp1251")
    said = told(content, codes=CODES, organisation="ASAR", **EVERY)
    assert (said.time_format, said.before, said.empty) == ("%d.%m.%Y %H:%M", "T", ("н/д",))
    file = TableFile(content, mapped(content, said, empties={"За А": "unreadable"}))
    seen = import_preview.look(ADMIN, ELECTION.election_id, file)
    assert seen.refusal is None, seen.refusal
    assert (seen.rows_n, seen.added_n, seen.observers_n) == (2, 2, 1)
    assert {each.option_code: (each.value, each.n) for each in seen.sums if each.code == "votes"} == {"A": (610, 1), "B": (1590, 2)}
    done = imports.run(ADMIN, "reports", ELECTION.election_id, file)
    assert (done.added_n, done.observers_n) == (2, 1)
    assert imports.run(ADMIN, "reports", ELECTION.election_id, file).already


def test_what_is_not_said_is_refused_with_its_row_and_column(people: People) -> None:
    content = FOREIGN.encode("cp1251")
    for said, column, found in (
        (told(content, **EVERY), "Откуда цифры", "копия с печатью"),
        (told(content, codes=CODES, **EVERY), "За А", ""),
        (told(content, codes=CODES, time_format="", **EVERY), "Когда", "14.01.2029 21:40"),
        (told(content, codes=CODES, empty=(), **EVERY), "За А", "н/д"),
    ):
        refusal = import_preview.look(ADMIN, ELECTION.election_id, TableFile(content, mapped(content, said))).refusal
        assert refusal is not None
        assert (column, found) in {(each.column, each.found) for each in refusal.places}
    with pytest.raises(TableProblem) as caught:
        mapped(content, told(content, codes=CODES), {heading: use for heading, use in USES.items() if use != "observer"})
    assert [each.message for each in caught.value.places] == [import_mapping.NOT_SAID]


def test_one_observer_and_one_time_for_every_row(people: People) -> None:
    content = FOREIGN.encode("cp1251")
    uses = {heading: use for heading, use in USES.items() if use not in ("observer", "observed_at")}
    said = told(content, codes=CODES, before="", observer="HQ-1", observed_at="2029-01-14T17:00:00+00:00", time_format="", **EVERY)
    file = TableFile(content, mapped(content, said, uses, {"За А": "unreadable"}))
    seen = import_preview.look(ADMIN, ELECTION.election_id, file)
    assert (seen.refusal, seen.added_n, seen.observers_n) == (None, 2, 1)


def test_questions_without_a_column_are_asked_once(people: People) -> None:
    asked = import_said.form("count", ELECTION, "")
    assert [each.id for each in import_said.unsaid(asked, USES)] == ["count_present", "copy_given"]
    assert list(import_said.printed(asked, USES)) == ["Откуда цифры"]
    present = asked.field("count_present")
    assert present is not None
    for code in LANGUAGES:
        with using(code):
            assert import_said.code_of(present, "The whole count") == "whole", "in whatever language the reader reads"
    assert import_said.code_of(present, "sometimes") == ""
    assert import_said.answers(("a; b", "b", "н/д"), ("н/д",)) == ["a", "b"]


NAMED = [(name, unit) for unit, own in {
    "KZ-75": ("Almaty", "город Алматы", "Алматы қаласы"), "KZ-19": ("Almaty Region", "Алматинская область", "Алматы облысы"),
    "KZ-10": ("Abai Region", "область Абай", "Абай облысы"), "KZ-79": ("Shymkent", "город Шымкент", "Шымкент қаласы"),
    "KZ-33": ("Zhetisu Region", "область Жетісу", "Жетісу облысы"), "KZ-62": ("Ulytau Region", "область Ұлытау", "Ұлытау облысы"),
    "KZ-59": ("North Kazakhstan Region", "Северо-Казахстанская область", "Солтүстік Қазақстан облысы")}.items()
    for name in own]  # fmt: skip


@pytest.mark.parametrize(("written", "code"), [
    ("Алматы г.", "KZ-75"), ("Алматинская обл.", "KZ-19"), ("Алматы облысы", "KZ-19"), ("Абай", "KZ-10"), ("Almaty", "KZ-75"),
    ("Алматы", None), ("Шымкент қ.", "KZ-79"),
    ("область Жетису", "KZ-33"), ("Жетысу", "KZ-33"), ("обл. Улытау", "KZ-62"), ("УЛЫТАУ", "KZ-62"),
    ("North Kazakhstan", "KZ-59"), ("Somewhere", None), ("", None)])  # fmt: skip
def test_units_are_known_by_the_names_that_people_write(written: str, code: str | None) -> None:
    assert import_units.unit_of(written, import_units.named(NAMED)) == code, "a short name of two units names neither"
    assert import_units.meant(written, NAMED) == (("KZ-75", "KZ-19") if written == "Алматы" else ())


@pytest.mark.parametrize(("column", "found"), [
    (["Алматинская", "Алматы"], ["KZ-19", "KZ-75"]), (["Алматы", "г. Алматы"], ["KZ-19", "KZ-75"]), (["Алматы"], ["Алматы"]),
    (["Алматы", "Абай"], ["Алматы", "KZ-10"]), (["Алматы", "Алматинская", "город Алматы"], ["Алматы", "KZ-19", "KZ-75"])])  # fmt: skip
def test_a_short_name_of_two_units_is_the_one_that_no_other_row_names(column: list[str], found: list[str]) -> None:
    codes = import_units.codes(column, import_units.named(NAMED), import_units.shared(NAMED))
    assert [codes[value] for value in column] == found


@pytest.mark.parametrize(("cells", "sign"), [
    (("300,000", "12,345", "1,200"), ","), (("1,234,567", "900"), ","), (("300.000", "12.345", "1.200"), "."), (("300,000", "12,345"), ""),
    (("300,000", "12,345", "1,2"), ""), (("0,300", "0,123", "0,456"), ""), (("300 000", "12 345", "900"), ""), ((), ""),
    (("300,000", "12,345", "1,200", "1.234.567"), "")])  # fmt: skip
def test_the_sign_between_thousands_is_read_where_no_count_leaves_a_doubt(cells: tuple[str, ...], sign: str) -> None:
    layout = Layout("", 1, (Column("issued", frozenset(), cells), Column("share", frozenset(), ("30,3",))))
    uses = {"issued": "figure/ballots_issued", "share": "figure/turnout_issued_share"}
    assert import_mapping.thousands(Wanted("official", layout, uses)) == sign


def test_a_workbook_never_means_thousands_by_a_full_stop() -> None:
    layout = Layout("Sheet", 1, (Column("issued", frozenset(), ("300.123", "12.345", "1.2")),))
    assert import_mapping.thousands(Wanted("official", layout, {"issued": "figure/ballots_issued"})) == ""


@pytest.mark.parametrize(("value", "is_name"), [
    ("Aidana Serik", True), ("Серік А.", True), ("a@b.kz", True), ("+7 701 123 45 67", True), ("17", False), ("KZ-A-0012", False),
    ("ABC 12", False)])  # fmt: skip
def test_names_do_not_enter(value: str, is_name: bool) -> None:
    assert import_said.are_names([value]) is is_name


@pytest.mark.skipif(not ENTRIES.is_file(), reason="real tables: no ../shared/real")
def test_georgia_said_on_the_screen_is_georgia_by_its_mapping_file() -> None:
    election = election_toml.read((FIXTURES / "election.toml").read_bytes()).election
    content = b"\n".join(ENTRIES.read_bytes().splitlines()[:120])
    by_file = imports.read_mapping((FIXTURES / "reports.toml").read_bytes())
    assert isinstance(by_file, ReportsMapping)
    rows = [line.split(",") for line in content.decode().replace('"', "").splitlines()[1:]]
    stations = sorted({f"D{row[2].zfill(2)}/{row[3]}" for row in rows})
    layout, proposed = import_mapping.layout(content, "reports", election, "president", "count")
    votes = {heading: each.use for heading, each in proposed.items() if heading.startswith("party_")}
    assert votes == {f"party_{code}": f"field/votes.{code}" for code in election.leading_contest.option_codes}
    columns = {take.column: f"field/{field_id}" for field_id, take in by_file.fields.items() if take.column and field_id != "votes.*"}
    uses = votes | columns | {
        "id": "identity", "district_id": "region", "precinct_id": "number", "user_id": "observer", "created_at": "observed_at",
        "updated_at": "sent_at"}
    of_use = {use: next(each.values for each in layout.columns if each.heading == heading) for heading, use in uses.items()}
    not_asked = dict.fromkeys(("count_present", "copy_given"), MissingReason.NOT_APPLICABLE)
    said = Said(
        before=import_said.before(of_use["observer"]), organisation="TYPISTS", time_zone="Asia/Tbilisi",
        time_format=import_said.time_format(of_use["observed_at"]),
        empty=import_said.empty_words([each.values for each in layout.columns]) or ("NULL",),
        values={"protocol_source": "photo_original"}, reasons=not_asked)
    empties = {heading: "unreadable" for heading, use in uses.items() if use.startswith("field/")}
    wanted = Wanted("reports", layout, uses, empties, "president", "count", said=said)
    on_screen = import_mapping.mapping_of(wanted, Registry(tuple(stations), {}))
    assert isinstance(on_screen, ReportsMapping)
    first, second = (table_reports.read(content, each, election, stations) for each in (by_file, on_screen))
    assert [row.submission for row in first.rows] == [row.submission for row in second.rows]
    assert {row.organisation_code for row in second.rows} == {"TYPISTS"}
