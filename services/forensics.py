"""Screens of the figures of many stations: published by station where a country does so, else as the protocols held state them."""

from dataclasses import dataclass

import pandas as pd

from analysis import agreement_copies, forensics, forensics_table
from analysis.forensics import IntegerAnomaly
from analysis.forensics_clean_peak import CleanPeak, clean_peak
from analysis.forensics_comparators import Comparator, Screen, comparators
from analysis.forensics_digits import LastDigit, last_digit
from analysis.forensics_fingerprint import Fingerprint, fingerprint, percentage_histogram
from analysis.forensics_small_stations import SmallStations, small_stations
from analysis.forensics_stations import LeftOut, enter
from analysis.screens import LEAST_STATIONS
from data.store import frames_copies, frames_coverage, frames_forensics
from schemas.counting import CountRule
from schemas.election import Election
from schemas.person import Actor
from schemas.voice import Voice
from services import counting, house, registry
from services.permissions import Act, require
from services.reading import Reading, read, remember

__all__ = [
    "LEAST_STATIONS",
    "CleanPeak",
    "Comparator",
    "LeftOut",
    "Screen",
    "Screens",
    "comparators",
    "comparison",
    "of",
    "peak_of",
]

CELLS = 50
"""Cells of the fingerprint each way: two points of turnout by two of the leader's share."""


@dataclass(frozen=True, slots=True)
class Screens:
    """Every screen of one contest. `table`: forensics_table.TABLE_COLUMNS with region_code. `turnout_bins`, `leader_bins`: stations by
    0.1 points. `leader`: the option with the most votes. `voice`: whose figures these are; `registry_n`: stations of the registry."""

    election: Election
    contest_id: str
    voice: Voice
    leader: str
    registry_n: int
    table: pd.DataFrame
    integers: IntegerAnomaly
    fingerprint: Fingerprint
    peak: CleanPeak
    small: SmallStations
    digits: LastDigit
    turnout_bins: pd.DataFrame
    leader_bins: pd.DataFrame

    @property
    def is_shown(self) -> bool:
        """Screens are off below 300 stations."""
        return self.integers.is_shown


def _options(election: Election, contest_id: str) -> tuple[str, ...]:
    return (election.contest(contest_id) or election.leading_contest).option_codes


def _lines(election: Election, contest_id: str, rule: CountRule) -> pd.DataFrame:
    store, election_id = house.store(), election.election_id
    if election.published.by_station:
        return frames_forensics.published(store, election_id, contest_id, _options(election, contest_id))
    return agreement_copies.undisputed(frames_copies.told(store, election_id, contest_id, rule=rule))


def _compute(election: Election, contest_id: str, rule: CountRule) -> Screens:
    lines = _lines(election, contest_id, rule)
    leader = forensics_table.leading_option(lines)
    stations = frames_coverage.stations(house.store(), election.election_id)
    table = forensics_table.by_station(lines, leader, _options(election, contest_id))
    table = table.merge(stations[["station_id", "region_code"]], on="station_id", how="left")
    four = table["registered_voters"], table["ballots_issued"], table["ballots_cast"], table["leader_votes"]
    entered = enter(*four)
    return Screens(
        election=election,
        contest_id=contest_id,
        voice=Voice.PUBLISHED if election.published.by_station else Voice.PROTOCOL,
        leader=leader,
        registry_n=len(stations),
        table=table,
        integers=forensics.integer_anomaly(*four),
        fingerprint=fingerprint(*four, bins=CELLS),
        peak=clean_peak(*four),
        small=small_stations(*four, table["region_code"]),
        digits=last_digit(table["leader_votes"]),
        turnout_bins=percentage_histogram(entered.issued, entered.voters),
        leader_bins=percentage_histogram(entered.leader, entered.cast),
    )


def comparison(election: Election, contest_id: str) -> Reading[Screens]:
    """For other services: the screens without a question of who asks."""
    rule = counting.in_force(election.election_id)
    return read("forensics", election.election_id, (contest_id, rule), lambda: _compute(election, contest_id, rule))


def of(actor: Actor, election_id: str, contest_id: str) -> Reading[Screens]:
    """Raises Problem: forbidden, not found. Screens always compute; whether they are shown is their own word."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    return comparison(registry.election(election_id), contest_id)


def peak_of(found: Screens, clean_to_share: float, ledger_length: int) -> CleanPeak:
    """The clean peak with another end of its range, as the reader chose it."""
    table = found.table
    four = table["registered_voters"], table["ballots_issued"], table["ballots_cast"], table["leader_votes"]
    key = (found.contest_id, clean_to_share, ledger_length)
    return remember("clean peak", found.election.election_id, key, lambda: clean_peak(*four, clean_to_share=clean_to_share))
