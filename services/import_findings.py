"""What the checks of official data (D5xx) say of a table of published figures, before any of it is stored."""

from collections import Counter
from collections.abc import Sequence
from datetime import time
from typing import Any

import numpy as np
import pandas as pd

from analysis import official_checks
from analysis.official_checks import OfficialFinding, Tolerances
from data.formats.table_official import OfficialTable
from data.store import elections, frames_official, frames_results
from schemas.checks.official import OFFICIAL_CHECKS
from schemas.day import instant
from schemas.election import Election
from schemas.figure import FIGURE_UNITS, FigureCode
from schemas.mapping import FigureTake, OfficialMapping
from schemas.table_preview import KEPT_MOST, Found
from schemas.unit import UnitLevel
from services import house, import_uses

KEPT_EACH = 25
"""Findings shown of one check, so that a thousand of one do not hide the one of another."""


def frame(found: OfficialTable, election: Election) -> pd.DataFrame:
    """One row a figure: unit_id, code, option_code, as_of_at, value, as_printed, unit (categories, where words repeat)."""
    rows, takes = np.frombuffer(found.row_of, dtype=np.int_), np.frombuffer(found.take_of, dtype=np.int_)
    units = pd.Categorical(found.units)
    hours = [_hour(each, election) for each in found.takes]
    as_of = [hours[take] or found.instants[row] for take, row in zip(takes, rows, strict=True)] if any(hours) or any(
        found.instants) else None
    made = pd.DataFrame({
        "unit_id": pd.Categorical.from_codes(units.codes[rows], units.categories),
        "code": _words(takes, [each.code.value for each in found.takes]),
        "option_code": _words(takes, [each.option or (each.hour or "") for each in found.takes]),
        "unit": _words(takes, [FIGURE_UNITS[each.code].value for each in found.takes]),
        "value": np.frombuffer(found.values, dtype=np.float64),
        "as_of_at": pd.Series(pd.to_datetime(as_of, utc=True) if as_of else pd.NaT, index=range(len(found)), dtype="datetime64[ns, UTC]"),
    })
    return made.assign(as_printed=pd.Series(found.printed, index=made.index, dtype=object).fillna(""))


def _hour(each: FigureTake, election: Election) -> object:
    if not each.hour:
        return None
    return instant(election.held_on, time(int(each.hour[:2]), int(each.hour[2:])), election.capital_zone)


def _words(takes: "np.ndarray[tuple[int], np.dtype[np.int_]]", words: Sequence[str]) -> "pd.Categorical[Any]":
    known = list(dict.fromkeys(words))
    places = np.array([known.index(each) for each in words], dtype=np.int_)
    return pd.Categorical.from_codes(places[takes].tolist(), pd.Index(known))


def _registry(election_id: str) -> tuple[pd.Series, list[dict[str, str]]]:
    """The list by unit, and which unit belongs to which, level by level."""
    store = house.store()
    stations = frames_results.stations(store, election_id)
    with store.read() as connection:
        units = elections.units(connection, election_id)
    own = {each.unit_id: each.registered_voters for each in units if each.registered_voters is not None}
    lists = pd.concat([
        stations.set_index("station_id")["registered_voters"].dropna().astype(float), pd.Series(own, dtype=float)])
    regions, districts = (
        dict(zip(stations["station_id"], stations[name], strict=True)) for name in ("region_code", "district_code"))
    upper = [{each.unit_id: each.parent_id for each in units if each.parent_id and each.level is level}
             for level in (UnitLevel.DISTRICT, UnitLevel.REGION)]
    return lists, [regions, {station: code for station, code in districts.items() if code}, *upper]


def of(found: OfficialTable, mapping: OfficialMapping, election: Election) -> tuple[tuple[Found, ...], dict[str, int]]:
    """The first findings of each check with their cells, and how many of each check there are."""
    if not len(found):
        return (), {}
    contest = import_uses.contest_of(election, mapping.contest)
    lists, parents = _registry(election.election_id)
    figures = frame(found, election)
    known = set(parents[2]) | set(parents[3]) | set(parents[3].values())
    own = figures[figures["unit_id"].isin(known)].astype({"unit_id": str, "code": str, "option_code": str})
    stored = frames_official.of_levels(house.store(), election.election_id)
    published = pd.concat([stored, own[["unit_id", "code", "option_code", "as_of_at", "value"]]]) if len(stored) else own
    every = official_checks.find(
        figures, contest.option_codes if contest else (), Tolerances(election.missing_ballots, election.missing_share), lists, parents,
        published)
    counted = Counter(each.code for each in every)
    kept = [each for code in counted for each in [one for one in every if one.code == code][:KEPT_EACH]][:KEPT_MOST]
    return tuple(_told(each, found) for each in kept), dict(counted)


def _told(each: OfficialFinding, found: OfficialTable) -> Found:
    check = OFFICIAL_CHECKS[each.code]
    return Found(
        code=each.code, level=check.level.value, unit_id=each.unit_id, message=str(check.said), values=dict(each.values),
        locator=_locator(each, found), proposed=each.proposed)


def _locator(each: OfficialFinding, found: OfficialTable) -> str:
    """The cell of the finding's own figure; "" where the figure is not in the table itself."""
    take = next((place for place, known in enumerate(found.takes)
                 if known.code == FigureCode(each.figure_code) and known.option == each.option_code), None) if each.figure_code else None
    row = next((place for place, unit in enumerate(found.units) if unit == each.unit_id), None)
    return "" if take is None or row is None else found.locators[take](found.lines[row])
