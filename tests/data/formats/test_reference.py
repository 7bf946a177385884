"""The reference tables: regions by date, capital time by instant, the commission's words renamed, every row with its source."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.formats import reference, reference_background, reference_claims, reference_figures
from schemas.figure import FigureCode
from schemas.official import Basis, OfficialFigure

FILES = Path(__file__).parents[3] / "data" / "reference"
REGIONS = (FILES / "regions.csv").read_bytes()


@pytest.fixture(scope="module")
def figures() -> list[OfficialFigure]:
    tables = {name: (FILES / name).read_bytes() for name in reference_figures.TABLES}
    return [figure for _, found in reference_figures.publications(tables) for figure in found]


def test_17_regions_until_7_june_2022_and_20_since() -> None:
    assert [len(reference.regions(REGIONS, on)) for on in (date(2021, 1, 10), date(2022, 6, 7), date(2022, 6, 8), date(2029, 1, 14))] == [
        17,
        17,
        20,
        20,
    ]


@pytest.mark.parametrize(("on", "name"), [(date(2019, 3, 22), "Astana"), (date(2021, 1, 10), "Nur-Sultan"), (date(2022, 9, 19), "Astana")])
def test_the_capital_has_the_name_of_the_day(on: date, name: str) -> None:
    assert next(each.name.en for each in reference.regions(REGIONS, on) if each.code == "KZ-71") == name


def test_the_zone_data_know_when_the_west_was_an_hour_behind() -> None:
    """UTC+6 in the capital until 29 February 2024 and UTC+5 since; Kyzylorda UTC+5 since 21 December 2018."""
    zones = {each.code: ZoneInfo(each.time_zone) for each in reference.regions(REGIONS, date(2029, 1, 14))}

    def offset(code: str, *on: int) -> timedelta | None:
        return datetime(*on, 12, tzinfo=zones[code]).utcoffset()  # type: ignore[misc, arg-type]

    five, six = timedelta(hours=5), timedelta(hours=6)
    assert {code for code in zones if offset(code, 2021, 1, 10) == five} == {"KZ-15", "KZ-23", "KZ-27", "KZ-43", "KZ-47"}
    assert {offset(code, 2024, 2, 29) for code in ("KZ-71", "KZ-75", "KZ-39")} == {six}
    assert {offset(code, 2024, 3, 1) for code in zones} == {five}
    assert (offset("KZ-43", 2018, 12, 20), offset("KZ-43", 2018, 12, 21)) == (six, five)


def test_a_capital_hour_is_an_instant() -> None:
    assert reference_figures.as_of("2021-01-10", "12:00") == datetime(2021, 1, 10, 6, tzinfo=UTC)
    assert reference_figures.as_of("2024-10-06", "12:00") == datetime(2024, 10, 6, 7, tzinfo=UTC)
    assert reference_figures.as_of("2021-01-12", "final") is None


def test_the_commissions_ballots_received_are_ballots_issued(figures: list[OfficialFigure]) -> None:
    assert not [figure for figure in figures if figure.code is FigureCode.BALLOTS_RECEIVED]
    found = {figure.value for figure in figures if figure.election_id == "kz-2021-mazhilis" and figure.code is FigureCode.BALLOTS_ISSUED}
    assert found == {7_539_280}


def test_every_share_says_of_what_and_lies_between_0_and_1(figures: list[OfficialFigure]) -> None:
    shares = [figure for figure in figures if figure.code in (FigureCode.TURNOUT_ISSUED_SHARE, FigureCode.VOTES_SHARE)]
    assert len(shares) > 600
    assert all(figure.basis is not Basis.NONE and 0 <= figure.value <= 1 for figure in shares)
    assert all(figure.basis is Basis.UNKNOWN for figure in shares if figure.speaker)


def test_every_row_of_every_table_names_its_source_and_keeps_no_unverified_one() -> None:
    for path in FILES.glob("*.csv"):
        for row in reference.rows(path.read_bytes()):
            assert row["source_title"], path.name
            assert row["confidence"] in ("high", "medium", "low", "derived"), path.name
    assert not list(FILES.glob("*unverified*"))


def test_one_publication_a_source_and_no_figure_twice(figures: list[OfficialFigure]) -> None:
    keys = [
        (figure.election_id, figure.unit_id, figure.code, figure.option_code, figure.basis, figure.status, figure.as_of_at, figure.locator)
        for figure in figures
    ]
    assert len(keys) == len(set(keys))


def test_a_title_ends_with_its_outlet() -> None:
    row = {"source_title": "Turnout (Kazinform, citing the CEC)", "source_url": "", "source_date": "2021-01-10", "confidence": "high"}
    assert reference_claims.source_of(row).publisher == "Kazinform"
    assert reference_claims.source_of({**row, "source_title": "Without an outlet"}).publisher == ""


def test_contradictions_keep_both_values() -> None:
    found = {each.contradiction_id: each for each in reference_claims.contradictions((FILES / "transcription_conflicts.csv").read_bytes())}
    assert (found["V01"].value_a, found["V01"].value_b, found["V01"].kept) == ("17.7", "12.7", "12.7")
    assert all(each.value_a and each.value_b and each.test and each.kept for each in found.values())


def test_a_claim_with_an_unknown_result_stops_the_reading() -> None:
    content = (FILES / "claims.csv").read_bytes()
    assert len(reference_background.document_claims(content)) == 95
    assert len(reference_background.contradictions((FILES / "claim_contradictions.csv").read_bytes())) == 16
    with pytest.raises(ValueError, match="SC002"):
        reference_background.document_claims(content.replace(b",fact,confirmed,", b",fact,surely,", 1))
