"""Published figures put side by side: the strongest value, three bases, hours, announced against later."""

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis import official
from data.formats import reference_claims

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
NINE, TEN = datetime(2021, 1, 10, 9, tzinfo=UTC), datetime(2021, 1, 10, 10, tzinfo=UTC)
SHARE, ISSUED, LISTED, VOTES = "turnout_issued_share", "ballots_issued", "registered_voters", "votes"


def rows(*given: dict[str, object]) -> pd.DataFrame:
    """Figures with the columns of data.store.frames_official.figures; what is not said is as a commission's own final figure."""
    empty = dict.fromkeys(("contest_id", "option_code", "basis", "note", "speaker", "name_ru", "name_kk", "title", "address"), "")
    unit = {"unit_id": "KZ", "level": "country", "name_en": "Kazakhstan", "sort": 0, "source_id": 1}
    base = {**empty, **unit, "code": SHARE, "value": 0.5, "as_printed": "50", "status": "final", "as_of_at": None, "confidence": "high"}
    made = pd.DataFrame([{**base, "figure_id": number, **each} for number, each in enumerate(given, 1)])
    return made.assign(as_of_at=pd.to_datetime(made["as_of_at"], utc=True))


def turnout(value: float, **more: object) -> dict[str, object]:
    return {"code": SHARE, "basis": "issued_of_list", "value": value, **more}


def test_stations_add_up_apart_from_units_shares_and_other_contests() -> None:
    figures = rows(
        {"unit_id": "D1/1", "code": VOTES, "option_code": "A", "contest_id": "a", "value": 7, "unit": "votes"},
        {"unit_id": "D1/2", "code": VOTES, "option_code": "A", "contest_id": "a", "value": 5, "unit": "votes", "status": "interim"},
        {"unit_id": "D1/2", "code": VOTES, "option_code": "A", "contest_id": "a", "value": 6, "unit": "votes"},
        {"unit_id": "D1/2", "code": VOTES, "option_code": "A", "contest_id": "b", "value": 90, "unit": "votes"},
        {"unit_id": "D1/1", "code": LISTED, "value": 20, "unit": "people"},
        {"unit_id": "D1/1", "code": SHARE, "value": 0.5, "unit": "share"},
        {"unit_id": "KZ", "code": LISTED, "value": 999, "unit": "people"},
    )
    sums = official.station_sums(figures, pd.Series(["D1/1", "D1/2", "D1/3"]), "a").set_index(["code", "option_code"])
    assert sums.to_dict("index") == {(VOTES, "A"): {"value": 13, "stations_n": 2}, (LISTED, ""): {"value": 20, "stations_n": 1}}


def test_final_before_preliminary_and_high_before_medium() -> None:
    figures = rows(
        turnout(0.1, status="interim", as_of_at=NINE),
        turnout(0.2, status="preliminary", as_of_at=TEN),
        turnout(0.3, confidence="medium"),
        turnout(0.4),
    )
    assert official.strongest(figures)["value"].tolist() == [0.4]


def test_of_two_equal_ones_the_first_stays_whatever_the_order() -> None:
    figures = rows(turnout(0.3), turnout(0.4))
    assert official.strongest(figures)["value"].tolist() == [0.3]
    assert official.strongest(figures.iloc[::-1])["value"].tolist() == [0.3]


def test_an_hour_of_the_day_is_never_the_base_of_the_result() -> None:
    figures = rows({"code": ISSUED, "value": 900, "status": "interim", "as_of_at": TEN}, {"code": LISTED, "value": 2_000})
    found = official.totals(figures, "a")
    assert (found.ballots_issued, found.registered_voters) == (None, 2_000)


def test_a_result_on_three_bases() -> None:
    figures = rows(
        {"code": ISSUED, "value": 800},
        {"code": LISTED, "value": 1_000},
        {"code": "votes_for_options", "value": 750, "contest_id": "a"},
        {"code": VOTES, "value": 300, "contest_id": "a", "option_code": "X"},
        {"code": "votes_share", "value": 0.4, "contest_id": "a", "option_code": "X", "basis": "option_of_votes"},
        {"code": "votes_share", "value": 0.3, "contest_id": "a", "option_code": "X", "basis": "option_of_list", "confidence": "derived"},
    )
    found = official.options(figures, "a", ("X", "Y"))
    x, y = found.iloc[0], found.iloc[1]
    assert (x["votes_share"], x["issued_share"], x["list_share"], x["announced_share"]) == (0.4, 0.375, 0.3, 0.4)
    assert pd.isna(y["votes"])
    assert pd.isna(y["votes_share"])
    assert official.totals(figures, "a").without_vote == 50


def test_votes_found_for_some_options_are_not_a_total() -> None:
    figures = rows({"code": VOTES, "value": 300, "contest_id": "a", "option_code": "X"})
    assert official.totals(figures, "a").votes_for_options is None
    assert pd.isna(official.options(figures, "a", ("X",))["votes_share"].iloc[0])


def test_a_pollster_is_not_the_commission() -> None:
    figures = rows(
        {"code": "votes_share", "value": 0.4, "contest_id": "a", "option_code": "X", "basis": "option_of_votes"},
        {"code": "votes_share", "value": 0.45, "contest_id": "a", "option_code": "X", "basis": "unknown", "speaker": "Poll"},
    )
    results = official.options(figures, "a", ("X",))
    assert results["announced_share"].tolist() == [0.4]
    assert official.polls(figures, results)["difference"].round(6).tolist() == [0.05]


def test_one_value_an_hour_and_all_hours_in_order() -> None:
    figures = rows(turnout(0.2, as_of_at=TEN), turnout(0.1, as_of_at=NINE, confidence="medium"), turnout(0.11, as_of_at=NINE), turnout(0.3))
    assert official.turnout(figures)["share"].tolist() == [0.11, 0.2]


def test_hours_that_no_source_has() -> None:
    series = official.turnout(rows(turnout(0.1, as_of_at=datetime(2021, 1, 10, 9, 10, tzinfo=UTC))))
    assert official.not_found(series, (NINE, TEN)) == (TEN,)


def test_announced_and_later() -> None:
    figures = rows(turnout(0.6, as_of_at=NINE, status="interim"), turnout(0.633, as_of_at=TEN, status="preliminary"), turnout(0.6325))
    found = official.announced_against_later(figures)
    assert found is not None
    assert (found.announced_share, found.later_share, round(found.difference, 4)) == (0.633, 0.6325, -0.0005)
    assert official.announced_against_later(rows(turnout(0.6325))) is None


@pytest.mark.parametrize(
    "row",
    reference_claims.announced_against_final((REFERENCE / "announced_vs_final.csv").read_bytes()),
    ids=lambda row: row.election_id,
)
def test_the_nights_of_2021_to_2026_as_recorded(row, loaded_figures) -> None:
    """Computed from the stored figures, the differences are those recorded by hand in announced_vs_final.csv."""
    found = official.announced_against_later(loaded_figures(row.election_id))
    assert found is not None
    assert found.announced_share == pytest.approx(row.announced_share)
    assert found.later_share == pytest.approx(row.later_share)
    if row.announced_issued is not None:
        assert (found.announced_issued, found.later_issued) == (row.announced_issued, row.later_issued)


@pytest.fixture(scope="module")
def loaded_figures(tmp_path_factory):
    from data.store import frames_official
    from services import house, reference

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAQYLAU_VAR", str(tmp_path_factory.mktemp("official")))
        patch.delenv("DATABASE_URL", raising=False)
        house.close()
        reference.load(datetime(2026, 11, 23, tzinfo=UTC))
        store = house.store()
        yield lambda election_id: frames_official.figures(store, election_id)
        house.close()


def test_single_places_stand_apart_from_the_country() -> None:
    town = {"unit_id": "T", "contest_id": "a", "option_code": "X", "publisher": "P", "address": ""}
    figures = rows(
        {"code": VOTES, "value": 300, "contest_id": "a", "option_code": "X"},
        {**town, "code": "seats", "value": 12}, {**town, "code": "votes_share", "value": 0.4, "as_printed": "40", "basis": "unknown"},
        {**town, "code": LISTED, "value": 900, "option_code": ""},
    )  # fmt: skip
    found = official.places(figures, "a")
    assert found[["unit_id", "option_code", "seats", "share"]].to_numpy().tolist() == [["T", "X", 12, 0.4]]
    assert found["votes"].isna().all()
    assert official.places(figures[:1], "a").empty
