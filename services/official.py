"""What was published, for those who may read it: figures with their sources, contradictions between outlets, announced against later."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import official as analysis
from analysis.official import AnnouncedLater, Totals
from data.formats import reference, reference_claims, reference_figures
from data.store import frames_coverage, frames_official
from schemas.claim import Contradiction
from schemas.day import due_instants
from schemas.election import Contest, Election, LocalName
from schemas.figure import FigureCode
from schemas.person import Actor
from services import house, reading, registry
from services.permissions import Act, require
from services.reading import Reading

__all__ = [
    "MOST_IN_FILE", "PARTIES", "AnnouncedLater", "Official", "Totals", "announced_against_later", "contradictions", "page", "read",
    "region_names", "whole",
]

EVENTS = {"kz-2016-mazhilis": "MISK 2016"}
"""What observers published of an election is told under the name of their own count."""
PARTIES = frozenset(reference_figures.PARTY_SPEAKERS.values())
"""Who speaks for a party: what they say of its result is no poll."""
MOST_IN_FILE = 250_000
"""More figures than these are made into a file by the download of everything, beside the server, not by a page."""
FILES = Path(__file__).parent.parent / "data" / "reference"


@dataclass(frozen=True)
class Official:
    """One election's published figures; the frames are those of analysis.official. `contest` is None where the election has none. What
    is asked of it again and again, by each language of a sentence, is looked up once.
    `figures`: without those of polling stations, which are counted in `groups` (data.store.frames_official.station_groups)."""

    election: Election
    contest: Contest | None
    figures: pd.DataFrame
    groups: pd.DataFrame
    totals: Totals
    options: pd.DataFrame
    polls: pd.DataFrame
    """What pollsters said."""
    statements: pd.DataFrame
    """What a party said of its own result, in the same columns."""
    places: pd.DataFrame
    turnout: pd.DataFrame
    not_found: tuple[datetime, ...]
    later: AnnouncedLater | None
    sums: pd.DataFrame
    """What the published stations add up to (analysis.official.station_sums); empty where none is published."""
    stations_n: int
    """Stations of which a figure is published."""

    @cached_property
    def sources(self) -> int:
        return len({*self.figures["source_id"], *self.groups["source_id"]})

    @cached_property
    def publishers(self) -> list[str]:
        return list(dict.fromkeys([*self.figures["publisher"].unique(), *self.groups["publisher"].unique()]))

    @property
    def codes(self) -> list[str]:
        return list(dict.fromkeys([*self.figures["code"].unique(), *self.groups["code"].unique()]))

    @cached_property
    def leader(self) -> "pd.Series[Any] | None":
        """The row of `options` with most votes; of two alike the first. None where nobody's votes are known."""
        known = self.options[self.options["votes"].notna()].sort_values("votes", ascending=False, kind="stable")
        return known.iloc[0] if len(known) else None

    @cached_property
    def turnout_as_printed(self) -> list[str]:
        """The texts of the prints that gave the country's turnout; none where only its value is known."""
        own = self.figures["code"] == FigureCode.TURNOUT_ISSUED_SHARE
        own &= (self.figures["level"] == "country") & (self.figures["value"] == self.totals.turnout_share)
        return [str(each) for each in self.figures.loc[own, "as_printed"] if each]

    def figures_n(self, code: str = "") -> int:
        """How many figures were published, of one code or of all, those of polling stations too."""
        return len(_of_code(self.figures, code)) + int(_of_code(self.groups, code)["figures_n"].sum())


def _of_code(frame: pd.DataFrame, code: str) -> pd.DataFrame:
    return frame[frame["code"] == code] if code else frame


def _sums(election_id: str, groups: pd.DataFrame, contest_id: str) -> pd.DataFrame:
    """Added up in the database; figure by figure only where a station has one twice."""
    found = analysis.group_sums(groups, contest_id)
    if found is not None:
        return found
    stations = frames_coverage.stations(house.store(), election_id)["station_id"]
    return analysis.station_sums(frames_official.figures(house.store(), election_id), stations, contest_id)


def _compute(election: Election, contest_id: str) -> Official:
    figures = frames_official.figures(house.store(), election.election_id, with_stations=False)
    groups = frames_official.station_groups(house.store(), election.election_id)
    contest = election.contest(contest_id) or (election.leading_contest if election.contests else None)
    chosen = contest.contest_id if contest else ""
    options = analysis.options(figures, chosen, contest.option_codes if contest else ())
    series = analysis.turnout(figures)
    said = analysis.polls(figures, options)
    of_party = said["speaker"].isin(PARTIES)
    return Official(
        election=election,
        contest=contest,
        figures=figures,
        groups=groups,
        totals=analysis.totals(figures, chosen),
        options=options,
        polls=said[~of_party],
        statements=said[of_party],
        places=analysis.places(figures, chosen),
        turnout=series,
        not_found=analysis.not_found(series, due_instants(election)) if len(series) else (),
        later=analysis.announced_against_later(figures),
        sums=_sums(election.election_id, groups, chosen),
        stations_n=frames_official.stations_n(house.store(), election.election_id) if len(groups) else 0,
    )


def read(actor: Actor, election_id: str, contest_id: str = "") -> Reading[Official]:
    """The published figures of one election. Raises Problem: forbidden, not found."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    election = registry.election(election_id)
    return reading.read("official", election_id, (contest_id,), lambda: _compute(election, contest_id))


def page(actor: Actor, found: Official, code: str, rows: slice) -> pd.DataFrame:
    """One page of all figures, of one code ("": of all): the country's, regions' and districts', then those of polling stations, which
    are read for the page alone. Raises Problem: forbidden."""
    require(actor, Act.READ_ANALYSIS, election_id=found.election.election_id)
    units = _of_code(found.figures, code)
    own, after = units.iloc[rows], slice(max(0, rows.start - len(units)), max(0, rows.stop - len(units)))
    if after.stop == 0 or found.groups.empty:
        return own
    stations = frames_official.of_stations(house.store(), found.election.election_id, code, after)
    return pd.concat([own, stations], ignore_index=True) if len(own) else stations


def whole(actor: Actor, election_id: str) -> pd.DataFrame:
    """All figures as a table, polling stations' too. Raises Problem: forbidden."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    return frames_official.figures(house.store(), election_id)


def announced_against_later(actor: Actor, election: Election) -> list[tuple[Election, AnnouncedLater]]:
    """The last announced turnout beside the later one, of every election with both; newest first. A simulated election stands alone:
    real and invented figures are never in one table."""
    beside = (
        [election] if election.is_simulated or actor.election_id else [each for each in registry.every_election() if not each.is_simulated]
    )
    found = [(each, _later(actor, each).value) for each in beside]
    return [(each, later) for each, later in found if later is not None]


def _later(actor: Actor, election: Election) -> Reading[AnnouncedLater | None]:
    """Of a dozen elections no more is read than these few figures: with everything their pages show it would be seconds."""
    require(actor, Act.READ_ANALYSIS, election_id=election.election_id)
    return reading.read("announced and later", election.election_id, (), lambda: analysis.announced_against_later(
        frames_official.figures(house.store(), election.election_id, with_stations=False)))


@lru_cache(maxsize=16)
def _regions(changed: float, day: date) -> dict[str, LocalName]:
    return {each.code: each.name for each in reference.regions((FILES / "regions.csv").read_bytes(), day)}


def region_names(election: Election) -> dict[str, LocalName]:
    """The country's regions on the day of the election, by code: for what was published of one without its figures being stored."""
    return _regions((FILES / "regions.csv").stat().st_mtime, election.held_on)


@lru_cache(maxsize=2)
def _contradictions(changed: float) -> tuple[Contradiction, ...]:
    return tuple(reference_claims.contradictions((FILES / "transcription_conflicts.csv").read_bytes()))


def contradictions(election: Election) -> list[Contradiction]:
    """Where outlets print one commission figure of this election differently: both values, the test and the value kept."""
    changed = (FILES / "transcription_conflicts.csv").stat().st_mtime
    event = EVENTS.get(election.election_id)
    return [
        each for each in _contradictions(changed)
        if election.election_id in each.election_id.split(";") or (event and each.election_id.startswith(event))
    ]
