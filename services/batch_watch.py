"""What the observers of one table watched: their turnout reports that are stored already, and those of the table itself."""

from bisect import insort
from collections.abc import Sequence
from typing import Any

from data.store import own_watch
from data.store.reports import NewRevision
from data.store.series import SeriesPoint
from schemas.checks.check import Point
from schemas.election import Election
from schemas.person import Actor
from schemas.report import Submission
from schemas.reports.body import ReportKind
from schemas.unit import PollingStation
from services import check_context, house, whole_watch


class Watched:
    """As `check_context.own_series` and `whole_watch.found` for one report, with what the table has told before."""

    def __init__(self, election: Election, author_ids: frozenset[str]) -> None:
        self._election = election
        self._told: dict[tuple[str, str], list[tuple[ReportKind, dict[str, Any]]]] = {}
        with house.store().read() as connection:
            self._series = own_watch.series_of(connection, election.election_id, author_ids)

    def series(self, author: Actor, submission: Submission) -> Sequence[SeriesPoint]:
        """The author's turnout figures at the station of this report, oldest first; empty for kinds that do not look at them."""
        if submission.kind not in check_context.SERIES_KINDS:
            return ()
        return self._series.get((author.account_id, submission.station_id), ())

    def is_whole(self, author: Actor, station: PollingStation, submission: Submission) -> bool:
        """Whether the author counted without a gap; asked only where the protocol has more than they counted."""
        if not whole_watch.is_asked(self._election, submission, self.series(author, submission)):
            return False
        told = self._told.get((author.account_id, station.station_id), ())
        return whole_watch.found(self._election, station, author.account_id, told)

    def take(self, author: Actor, submission: Submission, revision: NewRevision) -> None:
        """A report of the table, for those that come after it."""
        if submission.kind not in whole_watch.KINDS or submission.withdrawn:
            return
        place = author.account_id, submission.station_id
        self._told.setdefault(place, []).append((submission.kind, submission.body))
        points = self._series.setdefault(place, [])
        stored = {(each.report_id, each.figure_code, each.voice) for each in points}
        for figure in revision.figures:
            point = (str(submission.report_id), figure.code.value, figure.voice.value)
            if figure.value is not None and point not in stored:
                new = SeriesPoint(point[0], point[2], point[1], Point(figure.as_of_at, figure.value))
                insort(points, new, key=lambda each: each.as_of_at)
