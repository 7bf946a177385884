"""The reference figures in the store, held to the numbers of 10 January 2021 (CEC, final results of 12 January 2021, and its
announcements of the day as printed by Kazinform, zakon.kz and Turan Times)."""

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import func, select

from data.store.tables import ledger, official_figure, official_source, unit
from schemas.figure import FigureCode
from services import house, reference, registry

AT = datetime(2026, 11, 23, tzinfo=UTC)
MAZHILIS = "kz-2021-mazhilis"


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_url: str):
    monkeypatch.setenv("BAQYLAU_VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database_url)
    house.close()
    yield reference.load(AT)
    house.close()


def figures(code: FigureCode, **where: str) -> pd.DataFrame:
    query = select(official_figure, official_source.c.title, official_source.c.publisher).join(
        official_source, official_source.c.source_id == official_figure.c.source_id
    )
    query = query.where(official_figure.c.election_id == MAZHILIS, official_figure.c.code == code, official_figure.c.speaker == "")
    return house.store().frame(query.where(*(official_figure.c[name] == value for name, value in where.items())))


def test_the_store_answers_for_10_january_2021(loaded: int) -> None:
    assert set(figures(FigureCode.REGISTERED_VOTERS)["value"]) == {11_919_241}
    assert set(figures(FigureCode.BALLOTS_ISSUED)["value"]) == {7_539_280}
    assert set(figures(FigureCode.VOTES_FOR_OPTIONS)["value"]) == {7_241_562}
    assert set(figures(FigureCode.TURNOUT_ISSUED_SHARE, status="final")["value"]) == {0.6325}
    votes = figures(FigureCode.VOTES).set_index("option_code")["value"].to_dict()
    assert votes == {"NUR_OTAN": 5_148_074, "AK_ZHOL": 792_828, "PPK": 659_019, "AUYL": 383_023, "ADAL": 258_618}
    seats = figures(FigureCode.SEATS).set_index("option_code")["value"].to_dict()
    assert seats == {"NUR_OTAN": 76, "AK_ZHOL": 12, "PPK": 10, "AUYL": 0, "ADAL": 0}
    shares = figures(FigureCode.VOTES_SHARE, option_code="NUR_OTAN").set_index("basis")["value"].round(4).to_dict()
    assert shares == {"option_of_votes": 0.7109, "option_of_issued": 0.6828, "option_of_list": 0.4319}


def test_turnout_of_17_regions_at_five_hours_and_none_at_14_and_16(loaded: int) -> None:
    found = figures(FigureCode.TURNOUT_ISSUED_SHARE)
    regions = found[found["unit_id"] != "KZ"].groupby("as_of_at")["unit_id"].nunique()
    hours = [datetime(2021, 1, 10, hour - 6, tzinfo=UTC) for hour in (10, 12, 18, 20, 22)]
    assert regions.to_dict() == dict.fromkeys(hours, 17)
    west = found[(found["unit_id"] == "KZ-27") & (found["as_of_at"] == hours[0])]
    assert west["value"].tolist() == [0.127]


def test_regions_have_the_names_of_the_day(loaded: int) -> None:
    names = (
        house.store().frame(select(unit.c.unit_id, unit.c.name_en).where(unit.c.election_id == MAZHILIS)).set_index("unit_id")["name_en"]
    )
    assert names["KZ-71"] == "Nur-Sultan"
    assert "KZ-10" not in names.index


def test_loading_again_adds_nothing(loaded: int) -> None:
    def size() -> tuple[int, ...]:
        with house.store().read() as connection:
            return tuple(
                connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (ledger, official_source, official_figure)
            )

    before = size()
    assert reference.load(datetime(2027, 1, 1, tzinfo=UTC)) == loaded
    assert size() == before


def test_nothing_real_is_called_simulated(loaded: int) -> None:
    elections = registry.every_election()
    assert [each.election_id for each in elections if each.is_simulated] == []
    assert {each.held_on.year for each in elections} == {2016, 2019, 2020, 2021, 2022, 2023, 2024, 2026}
    assert not any(each.has_stations for each in elections)
