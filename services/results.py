"""Do published results agree with the protocols held? The three tests of analysis.results, for one contest at one level."""

from dataclasses import dataclass

import pandas as pd

from analysis import results
from analysis.columns import among
from analysis.states import Side, State
from data.store import frames_results as frames
from schemas.counting import CountRule
from schemas.election import Election
from schemas.official import OfficialStatus
from schemas.person import Actor
from services import adjudication, counting, house, registry
from services.permissions import Act, require
from services.reading import read

LEVELS = {"district": "district_code", "region": "region_code", "country": "country"}
_RANK = {OfficialStatus.INTERIM.value: 0, OfficialStatus.PRELIMINARY.value: 1, OfficialStatus.FINAL.value: 2}


@dataclass(frozen=True, slots=True)
class Compared:
    """`rows`: analysis.results.ROW_COLUMNS with name_en, name_ru, name_kk, title, published_text; differences first, largest first.
    `states`: contest_id, figure_code, option_code, state, units. `tally`: rows by (state, side, complete); `units`: by complete. `regions`:
    region_code, k, n, held_n (analysis.results.by_region), a row each region of the registry. `publications`: title and date as printed
    (empty where there is none), of all rows, each once."""

    rows: pd.DataFrame
    states: pd.DataFrame
    tally: dict[tuple[str, str, bool], int]
    units: dict[bool, int]
    regions: pd.DataFrame
    publications: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What was compared for one contest at one level, and at which length of the ledger."""

    election: Election
    contest_id: str
    level: str
    compared: Compared
    ledger_length: int

    @property
    def rows(self) -> pd.DataFrame:
        return self.compared.rows

    @property
    def states(self) -> pd.DataFrame:
        return self.compared.states

    def count(self, state: State, side: Side | None = None, *, complete: bool | None = None) -> int:
        """Compared figures in a state; `complete`: only those of units from which every copy is held, or only of the others."""
        return sum(
            n
            for (of_state, of_side, whole), n in self.compared.tally.items()
            if of_state == state and side in (None, of_side) and complete in (None, whole)
        )

    def units(self, *, complete: bool) -> int:
        return self.compared.units.get(complete, 0)


def _tallied(rows: pd.DataFrame, regions: pd.DataFrame) -> Compared:
    whole = (rows["held_n"] == rows["stations_n"]).astype(bool)
    tally = rows.groupby([rows["state"], rows["side"], whole.rename("complete")]).size()
    units = rows[rows["held_n"] > 0].groupby(whole)["unit_id"].nunique()
    counted = {(str(key[0]), str(key[1]), bool(key[2])): int(n) for key, n in zip(tally.index.to_list(), tally.to_list(), strict=True)}
    of_units = {bool(key): int(n) for key, n in zip(units.index.to_list(), units.to_list(), strict=True)}
    printed = rows[["title", "published_text"]].drop_duplicates().fillna("")
    publications = tuple((str(title), str(day)) for title, day in zip(printed["title"], printed["published_text"], strict=True))
    return Compared(rows, results.states_by_field(rows), counted, of_units, regions, publications)


def _regions(rows: pd.DataFrame, stations: pd.DataFrame) -> pd.DataFrame:
    """By region, each of the registry, also those of which nothing could be compared."""
    codes = stations["region_code"]
    of_unit = pd.concat([codes.set_axis(stations[unit]) for unit in ("station_id", "district_code", "region_code")])
    found = results.by_region(rows, of_unit[of_unit.index.notna() & ~of_unit.index.duplicated()])
    return pd.DataFrame({"region_code": codes.drop_duplicates()}, dtype="str").merge(found, on="region_code", how="left")


def levels(election: Election) -> tuple[str, ...]:
    """Levels at which results can be held against protocols: stations only where they are published."""
    return (("station",) if election.published.by_station else ()) + tuple(each for each in LEVELS if each in election.published.results)


def best(published: pd.DataFrame, contest_id: str) -> pd.DataFrame:
    """One figure a unit and field: final before preliminary before interim, the latest of them."""
    ranked = published.assign(rank=published["status"].map(_RANK), value=published["value"].astype("Int64"), contest_id=contest_id)
    return ranked.sort_values(["rank", "figure_id"]).drop_duplicates(["unit_id", *results.FIELD], keep="last")


def _held(election_id: str, contest_id: str, rule: CountRule) -> pd.DataFrame:
    """What the copies say, settled fields as settled (analysis.results.held): the same at every level."""

    def build() -> pd.DataFrame:
        told = frames.protocols(house.store(), election_id, contest_id, rule=rule)
        return results.held(adjudication.settled(election_id, told))

    return read("results held", election_id, (contest_id, rule), build).value


def _compute(election: Election, contest_id: str, level: str, rule: CountRule) -> Compared:
    store, election_id = house.store(), election.election_id
    held = _held(election_id, contest_id, rule)
    # Not kept like the copies: of a country that publishes by station it is millions of rows.
    published, stations = best(frames.published(store, election_id, contest_id), contest_id), frames.stations(store, election_id)
    names = frames.unit_names(store, election_id)
    if level == "station":
        of_stations = published[among(published["unit_id"], stations["station_id"])]
        rows = results.by_station(held, of_stations)
        names = stations.rename(columns={"station_id": "unit_id"}).assign(
            **{f"name_{code}": stations["region_code"] + " · " + stations["number"] for code in ("en", "ru", "kk")}
        )
    else:
        units = set(names.loc[names["level"] == level, "unit_id"])
        stations = stations.assign(country=next(iter(names.loc[names["level"] == "country", "unit_id"]), election.country_code))
        rows = results.by_unit(held, published[among(published["unit_id"], units)], stations, LEVELS[level], election.list_tolerance_share)
    rows = rows.merge(names[["unit_id", "name_en", "name_ru", "name_kk"]], on="unit_id", how="left")
    rows = rows.merge(published[["unit_id", *results.FIELD, "title", "published_text"]], on=["unit_id", *results.FIELD], how="left")
    rank = {State.DIFFERS.value: 0, State.WITHIN_TOLERANCE.value: 1, State.AGREES.value: 2, State.CANNOT_COMPARE.value: 3}
    rows["unexplained"] = results.unexplained(rows, election.list_tolerance_share)
    order = rows.assign(
        rank=rows["state"].map(rank), apart=rows["unexplained"].abs().where(rows["state"] == State.DIFFERS, 0), held=rows["held_n"] > 0
    )
    order = order.sort_values(["rank", "apart", "held"], ascending=[True, False, False], kind="stable")
    return _tallied(order.drop(columns=["rank", "apart", "held"]).reset_index(drop=True), _regions(rows, stations))


def of(actor: Actor, election_id: str, contest_id: str, level: str, rule: CountRule | None = None) -> Results:
    """Raises Problem (forbidden, not found). Empty frames where nothing is published at this level or no protocol is held."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    return comparison(registry.election(election_id), contest_id, level, rule)


def comparison(election: Election, contest_id: str, level: str, rule: CountRule | None = None) -> Results:
    """For other services: the comparison without a question of who asks; without a rule by the one in force."""
    by = rule or counting.in_force(election.election_id)
    reading = read("results", election.election_id, (contest_id, level, by), lambda: _compute(election, contest_id, level, by))
    return Results(election, contest_id, level, reading.value, reading.ledger_length)
