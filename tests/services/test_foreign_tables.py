"""Three invented countries with tables of other shapes: each comes in by its mapping files alone, its sums are those of the file."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest
import xlsxwriter

from data.store import frames
from schemas.person import Actor, Role
from schemas.table_problem import TableProblem
from services import elections, house, import_words, imports
from services.import_files import TableFile

ADMIN = Actor("shell", Role.ADMIN)
CODES = ("registered_voters", "ballots_received", "ballots_issued", "ballots_invalid", "votes", "turnout_issued_share")


@dataclass(frozen=True, slots=True)
class Country:
    """An election, its mappings by kind, and the tables they are for."""

    election_id: str
    election: str
    mappings: dict[str, str]
    tables: dict[str, bytes]


def election(election_id: str, country: str, zone: str, options: dict[str, str], lines: tuple[str, ...]) -> str:
    named = ", ".join(f'{{code = "{code}", name = {{en = "{name}"}}}}' for code, name in options.items())
    printed = "".join(f'[[protocol_lines]]\ncode = "{code}"\n' for code in lines)
    return (f'election_id = "{election_id}"\nkind = "presidential"\nname = {{en = "SIMULATED {election_id}"}}\nheld_on = 2031-05-04\n'
            f'is_simulated = true\ncountry_code = "{country}"\ncapital_zone = "{zone}"\n[published]\nby_station = true\n'
            f'[[contests]]\ncontest_id = "c"\nname = {{en = "C"}}\nleading = true\noptions = [{named}]\n{printed}')


# Wide, Cyrillic headings, semicolons, Windows-1251, spaces between thousands, sums among the rows, a name of the region instead of a code.
WIDE_KEY = '[station]\nregion = {column = "Район", codes = {"Озёрный" = "OZ", "Горный район" = "GO"}}\nnumber = {column = "№ УИК"}\n'
WIDE = Country(
    "wide-2031",
    election("wide-2031", "QA", "Asia/Bishkek", {"IVA": "Ivanova", "PET": "Petrov", "ALL": "Against all"}, ("ballots_issued",)),
    {
        "stations": 'kind = "stations"\nsource = "list"\nplace = {column = "Адрес; помещение"}\n'
                    'registered_voters = {column = "Избирателей в списке"}\nregion_name = {column = "Район"}\n' + WIDE_KEY,
        "official": 'kind = "official"\nstatus = "final"\ncontest = "c"\n[source]\npublisher = "ЦИК"\ntitle = "Итоги"\n' + WIDE_KEY
                    + '[[figures]]\ncode = "registered_voters"\ntake = {column = "Избирателей в списке"}\n'
                    '[[figures]]\ncode = "ballots_issued"\ntake = {added = ["Выдано в помещении", "Выдано вне помещения"]}\n'
                    '[[figures]]\ncode = "turnout_issued_share"\nbasis = "issued_of_list"\ntake = {column = "Явка"}\n'
                    '[votes]\nIVA = {column = "Иванова И. И."}\nPET = {column = "Петров П. П."}\nALL = {column = "Против всех"}\n',
    },
    dict.fromkeys(("stations", "official"), (
        "Сведения о результатах;;;;;;;;;\n"
        'Район;№ УИК;"Адрес; помещение";Избирателей в списке;Выдано в помещении;Выдано вне помещения;Явка;'
        "Иванова И. И.;Петров П. П.;Против всех\n"
        "Озёрный;7;Школа;1 204;700;12;59,14%;500;190;20\nОзёрный;12;Клуб;980;400;0;40,82%;210;180;8\n"
        "Итого по району;;;2 184;1 100;12;50,92%;710;370;28\n"
        "Горный район;7;Мектеп;2 010;1 000;5;50,00%;400;590;11\nВСЕГО;;;4 194;2 100;17;;1 110;960;39\n").encode("cp1251")))

# Long: a row for each station and candidate, the station's own lines repeated in every row, names of candidates in words.
LONG_KEY = (
    '[table]\nthousands = ","\n[station]\nregion = {column = "state"}\nnumber = {columns = ["county", "precinct"], joined_by = "-"}\n')
LONG = Country(
    "long-2031", election("long-2031", "QB", "America/Bogota", {"D": "Doe", "R": "Roe"}, ("ballots_issued",)),
    {
        "stations": 'kind = "stations"\nsource = "list"\nplace = {columns = ["county", "precinct"], joined_by = " "}\n'
                    'registered_voters = {column = "registered"}\nrepeated = true\n' + LONG_KEY,
        "official": 'kind = "official"\nstatus = "preliminary"\ncontest = "c"\nvotes_may_be_empty = true\n'
                    '[source]\npublisher = "Board"\ntitle = "Canvass"\n' + LONG_KEY
                    + '[long]\ncode = {constant = "votes"}\n'
                    'option = {column = "candidate", codes = {"Jane DOE" = "D", "Richard Roe" = "R"}}\n'
                    'value = {column = "votes"}\n'
                    '[[figures]]\ncode = "registered_voters"\ntake = {column = "registered"}\n'
                    '[[figures]]\ncode = "ballots_issued"\ntake = {column = "ballots"}\nmay_be_empty = true\n',
    },
    dict.fromkeys(("stations", "official"), (
        "state\tcounty\tprecinct\tregistered\tballots\tcandidate\tvotes\n"
        "N\tAda\t1\t1,500\t900\tJane DOE\t510\nN\tAda\t1\t1,500\t900\tRichard Roe\t377\n"
        "N\tAda\t2\t800\t310\tRichard Roe\t200\nN\tAda\t2\t800\t310\tJane DOE\t99\n"
        "S\tBell\t1\t640\t\tJane DOE\t\nS\tBell\t1\t640\t\tRichard Roe\t0\n").encode("utf-16")))


def _book() -> bytes:
    """Two rows of headings, the upper ones merged over their columns and one downwards, under a title; another sheet before it."""
    held = io.BytesIO()
    made = xlsxwriter.Workbook(held, {"in_memory": True})
    made.add_worksheet("About").write(0, 0, "SIMULATED")
    sheet = made.add_worksheet("Results")
    bold = made.add_format({"bold": True})
    sheet.merge_range(0, 0, 0, 7, "Results by bureau", bold)
    for first, last, words in ((0, 1, "Bureau"), (2, 4, "Ballots"), (5, 6, "Votes cast for")):
        sheet.merge_range(2, first, 2, last, words, bold)
    sheet.merge_range(2, 7, 3, 7, "Turnout", bold)
    for place, words in enumerate(("Province", "No.", "on the roll", "handed out", "spoilt", "Blue List", "Green List")):
        sheet.write(3, place, words)
    percent = made.add_format({"num_format": "0.00%"})
    rows = (("A1", 1, 400, 210, 3, 120, 87, 0.525), ("A1", 2, 355, 355, 0, 0, 355, 1.0), ("B2", 1, 90, 0, 0, 0, 0, 0.0))
    for at, row in enumerate(rows, 4):
        sheet.write_row(at, 0, row[:7])
        sheet.write_number(at, 7, row[7], percent)
    made.close()
    return held.getvalue()


BOOK_KEY = '[station]\nregion = {column = "Bureau Province"}\nnumber = {column = "Bureau No.", width = 4}\n[table]\nsheet = "Results"\n'
BOOK = Country(
    "book-2031", election("book-2031", "QC", "Africa/Dakar", {"B": "Blue List", "G": "Green List"}, ("ballots_issued",)),
    {
        "stations": 'kind = "stations"\nsource = "list"\nplace = {column = "Bureau No.", prefix = "Bureau "}\n'
                    'registered_voters = {column = "Ballots on the roll"}\n' + BOOK_KEY,
        "official": 'kind = "official"\nstatus = "final"\ncontest = "c"\n[source]\npublisher = "CENI"\ntitle = "Bureaux"\n' + BOOK_KEY
                    + '[[figures]]\ncode = "registered_voters"\ntake = {column = "Ballots on the roll"}\n'
                    '[[figures]]\ncode = "ballots_issued"\ntake = {column = "Ballots handed out"}\n'
                    '[[figures]]\ncode = "ballots_invalid"\ntake = {column = "Ballots spoilt"}\n'
                    '[[figures]]\ncode = "turnout_issued_share"\nbasis = "issued_of_list"\ntake = {column = "Turnout"}\n'
                    '[votes]\nB = {column = "Votes cast for Blue List"}\nG = {column = "Votes cast for Green List"}\n',
    },
    dict.fromkeys(("stations", "official"), _book()))
SUMS = {
    "wide-2031": {"registered_voters": 4_194, "ballots_issued": 2_117, "votes IVA": 1_110, "votes PET": 960, "votes ALL": 39},
    "long-2031": {"registered_voters": 2_940, "ballots_issued": 1_210, "votes D": 609, "votes R": 577},
    "book-2031": {"registered_voters": 845, "ballots_issued": 565, "ballots_invalid": 3, "votes B": 120, "votes G": 442},
}


@pytest.mark.parametrize("country", [WIDE, LONG, BOOK], ids=lambda each: each.election_id)
def test_a_country_nobody_has_seen_comes_in_by_its_mappings_alone(house_dir, country: Country) -> None:
    elections.import_election(ADMIN, country.election.encode())
    for kind in ("stations", "official"):
        try:
            mapping = imports.read_mapping(country.mappings[kind].encode())
            done = imports.run(ADMIN, kind, country.election_id, TableFile(country.tables[kind], mapping))
        except TableProblem as problem:
            pytest.fail("\n".join(import_words.refusal(problem)))
        assert done.added_n
        if kind == "stations":
            assert done.added_n == 3
    found = frames.official_figures(house.store(), country.election_id, CODES)
    sums: dict[str, float] = {}
    for code, option, value in zip(found["code"], found["option_code"], found["value"], strict=True):
        name = f"{code} {option}".strip()
        sums[name] = sums.get(name, 0) + value
    shares = sums.pop("turnout_issued_share", None)
    assert sums == SUMS[country.election_id]
    assert shares is None or shares == pytest.approx({"wide-2031": 1.4996, "book-2031": 1.525}[country.election_id])


def test_rows_of_a_long_table_that_contradict_each_other_are_named(house_dir) -> None:
    elections.import_election(ADMIN, LONG.election.encode())
    odd = LONG.tables["official"].decode("utf-16").replace("1,500\t900\tRichard", "1,501\t901\tRichard").encode("utf-16")
    for kind, content, places in (
        ("stations", odd, {(3, "county + precinct")}),
        ("official", odd, {(3, "registered"), (3, "ballots")}),
    ):
        if kind == "official":
            mapping = imports.read_mapping(LONG.mappings["stations"].encode())
            imports.run(ADMIN, "stations", LONG.election_id, TableFile(LONG.tables["stations"], mapping))
        with pytest.raises(TableProblem) as caught:
            imports.run(ADMIN, kind, LONG.election_id, TableFile(content, imports.read_mapping(LONG.mappings[kind].encode())))
        assert {(each.row, each.column) for each in caught.value.places} == places
