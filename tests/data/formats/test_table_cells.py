"""A cell is plainly a value or it is refused with what was expected."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.formats import table_cells
from data.formats.table_cells import CellProblem, instant, share, taker, whole_number
from schemas.election import Contest, Election, ElectionKind, LocalName, Option
from schemas.mapping import TableSettings, Take
from schemas.message import Message
from schemas.model import COUNT_MAXIMUM

ELECTION = Election(
    election_id="test", kind=ElectionKind.PRESIDENTIAL, held_on=date(2013, 10, 27), capital_zone="Asia/Tbilisi", name=LocalName(en="Test"),
    contests=(Contest(contest_id="p", name=LocalName(en="P"), leading=True, options=(Option(code="A", name=LocalName(en="A")),)),),
)


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("0042", 42), ("2 494", 2494), ("1 002 494", 1002494), ("2'494", 2494), ("１２３", 123), ("12.0", 12)],
)
def test_whole_numbers(text: str, value: int) -> None:
    assert whole_number(text.replace(" ", " ")) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("-5", table_cells.NEGATIVE),
        ("−5", table_cells.NEGATIVE),
        ("12%", table_cells.PERCENT),
        ("=A1+A2", table_cells.FORMULA),
        ("1,234", table_cells.GROUPED),
        ("1.234", table_cells.GROUPED),
        ("1О5", table_cells.LETTER),
        ("l05", table_cells.LETTER),
        ("12 34", table_cells.NOT_WHOLE),
        ("12.5", table_cells.NOT_WHOLE),
        ("1e5", table_cells.LETTER),
        ("n/a", table_cells.NOT_WHOLE),
        ("123456789", table_cells.LARGE),
        ("9" * 400, table_cells.LARGE),
    ],
)
def test_what_is_not_plainly_a_whole_number_is_refused(text: str, message: Message) -> None:
    with pytest.raises(CellProblem) as caught:
        whole_number(text)
    assert caught.value.message is message


def test_the_mapping_says_what_stands_between_thousands() -> None:
    assert whole_number("1,234", ",") == 1234
    assert whole_number("1.234.567", ".") == 1234567
    with pytest.raises(CellProblem):
        whole_number("1,23", ",")


@given(st.integers(0, COUNT_MAXIMUM), st.sampled_from(["", " ", "'"]))
def test_every_count_reads_back(number: int, sign: str) -> None:
    assert whole_number(f"{number:,}".replace(",", sign)) == number


@given(st.text(max_size=12))
def test_no_text_breaks_the_parser(text: str) -> None:
    with suppress(CellProblem):
        assert 0 <= whole_number(text.strip()) <= COUNT_MAXIMUM


@pytest.mark.parametrize(("text", "value"), [("63,3 %", 0.633), ("63.3%", 0.633), ("0.633", 0.633), ("100%", 1.0), ("0", 0.0)])
def test_shares(text: str, value: float) -> None:
    assert share(text) == value


@pytest.mark.parametrize("text", ["63.3", "101%", "-1%", "=A1", "about half"])
def test_a_share_without_its_basis_is_refused(text: str) -> None:
    with pytest.raises(CellProblem):
        share(text)


@pytest.mark.parametrize(
    ("text", "form", "at"),
    [
        ("2013-10-27 21:37:16", "", datetime(2013, 10, 27, 17, 37, 16, tzinfo=UTC)),
        ("27.10.2013 21:37", "%d.%m.%Y %H:%M", datetime(2013, 10, 27, 17, 37, tzinfo=UTC)),
        ("2013-10-27T21:37:16+00:00", "", datetime(2013, 10, 27, 21, 37, 16, tzinfo=UTC)),
        ("9:05", "", datetime(2013, 10, 27, 5, 5, tzinfo=UTC)),
        ("02:30", "", datetime(2013, 10, 27, 22, 30, tzinfo=UTC)),
    ],
)
def test_times_are_the_tables_local_clock(text: str, form: str, at: datetime) -> None:
    assert instant(text, ELECTION, "Asia/Tbilisi", form) == at


def test_a_time_in_another_shape_is_refused() -> None:
    with pytest.raises(CellProblem):
        instant("27/10/2013", ELECTION, "Asia/Tbilisi")


def taken(cells: list[str], **take) -> str:
    places = {f"c{number}": number for number in range(len(cells))}
    return taker(Take(**take), places, TableSettings())(cells)


def test_a_take_shapes_text_in_its_order() -> None:
    assert taken(["7"], column="c0", width=2, prefix="D") == "D07"
    assert taken(["020101", "5"], columns=("c0", "c1"), joined_by="-") == "020101-5"
    assert taken(["2", "7"], columns=("c0", "c1"), joined_by=" · ", prefix="Station ") == "Station 2 · 7", "spaces at the ends are meant"
    assert taken(["УИК №417"], column="c0", pattern=r"№(\d+)", width=4) == "0417"
    assert taken(["3", "4"], added=("c0", "c1")) == "7"
    assert taken(["Taк"], column="c0", codes={"так": "yes"}) == "yes"
    assert taken(["ward"], column="c0", codes={"x": "ordinary", "*": "closed"}) == "closed"
    assert taken([], constant="photo_original") == "photo_original"
    assert len(taken(["Республика Адыгея (Адыгея)"], column="c0", hashed=6)) == 6


def test_empty_is_empty_and_never_zero() -> None:
    assert taken(["-"], column="c0") == ""
    assert taken([""], column="c0", default="149901", first=2, prefix="PL-") == "PL-14"
    assert taken(["3", ""], added=("c0", "c1")) == ""
    assert taken(["", "–"], columns=("c0", "c1")) == ""


@pytest.mark.parametrize("take", [{"column": "c0", "codes": {"ja": "yes"}}, {"column": "c0", "pattern": r"(\d)"}])
def test_a_text_outside_the_mapping_is_refused(take) -> None:
    with pytest.raises(CellProblem):
        taken(["nein"], **take)


def test_a_formula_is_refused_wherever_it_stands() -> None:
    with pytest.raises(CellProblem) as caught:
        taken(['=HYPERLINK("http://x")'], column="c0")
    assert caught.value.message is table_cells.FORMULA
