"""What the checks may look at besides the report: the observer's own earlier numbers, and the other stations' counts.

Other stations are read at most once a minute for each region and kept, so that a report costs no question to the database for them."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from data.store import count_figures
from data.store.series import SeriesPoint, turnout_series
from schemas.checks.check import Context, Point
from schemas.checks.neighbours import NEIGHBOURS_MOST, Measured, Neighbours, Sample, Told, measured
from schemas.day import observation_day
from schemas.election import Election
from schemas.figure import FigureCode
from schemas.report import Submission
from schemas.reports.body import ReportKind
from schemas.reports.count import ProtocolSource
from schemas.unit import PollingStation
from schemas.voice import Voice
from services import house, whole_watch

KEPT_SECONDS = 60
COUNTED, STATED, ADDED, ON_THE_LIST = (str(code) for code in (
    FigureCode.VOTERS_COUNTED, FigureCode.VOTERS_STATED, FigureCode.VOTERS_ADDED, FigureCode.REGISTERED_VOTERS))
"""As bare words: a series is looked through with every report."""
LATEST_COUNTS = 300
"""Of a region: enough to find the same votes elsewhere, ten milliseconds to read."""
SERIES_KINDS = frozenset({ReportKind.TURNOUT, ReportKind.COUNT})
"""Kinds whose checks look at the author's own turnout series."""


@dataclass(slots=True)
class Heard:
    """Counts of one contest heard in one area, one a station, in their order; the last of them are what is usual."""

    _measured: dict[str, Measured] = field(default_factory=dict)
    _order: list[str] = field(default_factory=list)
    _votes: dict[tuple[tuple[str, int], ...], list[str]] = field(default_factory=dict)
    _last: Sample = field(default_factory=Sample)
    _usual: tuple[int, Neighbours | None] = (-1, None)

    def add(self, station_id: str, told: Told) -> None:
        """A station's later report does not take the place of its first one."""
        if station_id in self._measured:
            return
        self._measured[station_id] = measured(told)
        self._order.append(station_id)
        self._votes.setdefault(tuple(sorted(told.votes.items())), []).append(station_id)
        self._last.add(self._measured[station_id])
        if len(self._order) > NEIGHBOURS_MOST:
            self._last.remove(self._measured[self._order[-NEIGHBOURS_MOST - 1]])

    def usual(self, but: str, least: int, *, is_region: bool) -> Neighbours | None:
        """What is usual among the stations heard last, without the station itself; kept while nothing new is heard."""
        if but in self._measured and but in self._order[-NEIGHBOURS_MOST:]:
            return self._without(but, least, is_region)
        if self._usual[0] != len(self._order):
            self._usual = len(self._order), self._last.usual(least, is_region=is_region)
        return self._usual[1]

    def _without(self, but: str, least: int, is_region: bool) -> Neighbours | None:
        """The station goes out for the question, and one more of the earlier ones comes in."""
        own = self._measured[but]
        earlier = [self._measured[each] for each in self._order[-NEIGHBOURS_MOST - 1 : -NEIGHBOURS_MOST]]
        self._last.remove(own)
        for each in earlier:
            self._last.add(each)
        usual = self._last.usual(least, is_region=is_region)
        for each in earlier:
            self._last.remove(each)
        self._last.add(own)
        return usual

    def same(self, votes: dict[str, int], but: str) -> str | None:
        """The station, another one, whose votes are these in every row."""
        return next((station for station in self._votes.get(tuple(sorted(votes.items())), ()) if station != but), None)


@dataclass(frozen=True, slots=True)
class Around:
    """What the other stations give one count: their usual figures, and the id of one with the same votes."""

    neighbours: Neighbours | None = None
    same_votes_at: str | None = None


_kept: dict[tuple[int, str, str, str], tuple[float, Heard]] = {}


def _heard(election_id: str, contest_id: str, region_code: str) -> Heard:
    store = house.store()
    key, now = (id(store), election_id, contest_id, region_code), time.monotonic()
    kept = _kept.get(key)
    if kept is None or now - kept[0] > KEPT_SECONDS:
        heard = Heard()
        with store.read() as connection:
            for each in count_figures.latest(connection, election_id, contest_id, region_code, LATEST_COUNTS):
                heard.add(each.station_id, Told(each.lines, each.votes))
        kept = _kept[key] = (now, heard)
    return kept[1]


def beside(region: Heard, country: Heard, election: Election, station_id: str, votes: dict[str, int]) -> Around:
    """The region's usual figures, while it has too few stations the country's."""
    least = election.neighbours_least
    usual = region.usual(station_id, least, is_region=True) or country.usual(station_id, least, is_region=False)
    return Around(usual, region.same(votes, station_id))


def _told(submission: Submission) -> Told:
    """The figures of a count's body, as it came."""
    lines, votes = (submission.body.get(name) for name in ("lines", "votes"))
    return Told(_counts(lines), _counts(votes))


def _counts(given: object) -> dict[str, int]:
    return {str(key): value for key, value in given.items() if isinstance(value, int)} if isinstance(given, dict) else {}


def around(election: Election, station: PollingStation, submission: Submission) -> Around:
    """The other stations of a count, as far as the last minute's reading knows them; nothing for another kind of report."""
    if submission.kind is not ReportKind.COUNT or submission.withdrawn:
        return Around()
    region = _heard(election.election_id, submission.contest_id, station.region_code)
    country = _heard(election.election_id, submission.contest_id, "")
    return beside(region, country, election, station.station_id, _counts(submission.body.get("votes")))


class Batch:
    """The counts of one import, each held against those observed before it in the same import."""

    def __init__(self) -> None:
        self._areas: dict[tuple[str, str], Heard] = {}

    def _area(self, contest_id: str, region_code: str) -> Heard:
        return self._areas.setdefault((contest_id, region_code), Heard())

    def around(self, election: Election, station: PollingStation, submission: Submission) -> Around:
        """As `around`, among what was added."""
        if submission.kind is not ReportKind.COUNT:
            return Around()
        region, country = (self._area(submission.contest_id, code) for code in (station.region_code, ""))
        return beside(region, country, election, station.station_id, _counts(submission.body.get("votes")))

    def add(self, station: PollingStation, submission: Submission) -> None:
        """A count heard; other kinds are let pass."""
        if submission.kind is ReportKind.COUNT and submission.body.get("protocol_source") != ProtocolSource.OWN_TALLY:
            told = _told(submission)
            for code in (station.region_code, ""):
                self._area(submission.contest_id, code).add(station.station_id, told)


def own_series(election_id: str, station_id: str, author_id: str) -> Sequence[SeriesPoint]:
    """The author's own turnout figures at a station and the list they were told of, oldest first."""
    with house.store().read() as connection:
        return turnout_series(connection, election_id, station_id, author_id)


def context_of(election: Election, station: PollingStation, author_id: str, submission: Submission, now: datetime) -> Context:
    """What the checks may look at: the same observer's other reports at this station, and other stations' counts."""
    series = own_series(election.election_id, station.station_id, author_id) if submission.kind in SERIES_KINDS else ()
    is_whole = whole_watch.is_asked(election, submission, series) and whole_watch.found(election, station, author_id)
    return context_with(election, station, submission, now, series, around(election, station, submission), is_whole=is_whole)


def context_with(
    election: Election, station: PollingStation, submission: Submission, now: datetime, series: Sequence[SeriesPoint],
    others: Around, *, is_whole: bool = False,
) -> Context:
    """The context of a submission, given the author's own turnout series at its station; the report's own figures are left out.
    `is_whole`: they counted without a gap from opening to closing."""
    own = str(submission.report_id)
    counted: list[Point] = []
    stated: list[Point] = []
    added, told = 0, None
    for report_id, voice, code, point in series:
        if report_id == own:
            continue
        if code == COUNTED and voice == Voice.COUNT:
            counted.append(point)
        elif code == STATED:
            stated.append(point)
        elif code == ADDED and point.at <= submission.observed_at:
            added += point.value
        elif code == ON_THE_LIST and voice == Voice.STATED:
            told = point.value
    return Context(
        election, station, observation_day(election, station.time_zone), now, submission.observed_at, tuple(counted), tuple(stated),
        added=added, registered_stated=told, counted_whole=is_whole, neighbours=others.neighbours, same_votes_at=others.same_votes_at,
    )
