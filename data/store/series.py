"""Observers' own turnout series: the numbers of their day, which the checks hold each new report against.

Those of people whose reports come in now are kept, and only what has changed since is read (docs/adr/0147)."""

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Connection, String, and_, bindparam, func, or_, select, type_coerce

from data.store import since
from data.store.prepared import Prepared
from data.store.quarantines import DEAD
from data.store.rows_as_json import rows_as_json
from data.store.store import Store
from data.store.tables import read_instant, report_figure, report_head
from schemas.checks.check import Point
from schemas.figure import FigureCode

SERIES_KINDS = ("turnout", "opening")
LATEST_REPORTS = 16
"""Of each kind; more than an observer's day has: six set hours, arrival, breaks, close."""
PEOPLE_KEPT = 2_000
"""About 8 MB; whoever is not among them is read when they send again."""
CHANGES_MOST = 2_000
"""Read one by one. After more, as an import brings, everybody is read again when they send."""
Key = tuple[str, str, str]
"""Election, station, author."""
_BY_TIME = attrgetter("point.at")


class SeriesPoint(NamedTuple):
    report_id: str
    voice: str
    figure_code: str
    point: Point
    """As the checks take it: made once, though each of the person's later reports is held against it."""

    @property
    def as_of_at(self) -> datetime:
        return self.point.at

    @property
    def value(self) -> int:
        return self.point.value


def of_series(kind: ColumnElement[str], code: ColumnElement[str]) -> ColumnElement[bool]:
    """Figures of an observer's day: those of turnout reports, and the list as the commission told it at opening."""
    is_list = and_(kind == "opening", code == FigureCode.REGISTERED_VOTERS.value)
    return or_(kind == "turnout", is_list)


_head, _figure = report_head.c, report_figure.c
OF_ONE = Prepared(
    select(_head.report_id, _figure.voice, _figure.figure_code, _figure.as_of_at, _figure.value)
    .join(report_figure, _figure.revision_id == _head.revision_id)
    .where(
        _head.election_id == bindparam("election", None),
        _head.station_id == bindparam("station", None),
        _head.author_id == bindparam("author", None),
        of_series(_head.kind, _figure.figure_code),
        report_head.c.state.not_in(DEAD),
        _figure.value.is_not(None),
    )
    .order_by(_figure.as_of_at)
)


def turnout_series(connection: Connection, election_id: str, station_id: str, author_id: str) -> list[SeriesPoint]:
    """One observer's own figures of the day at one station (`of_series`), oldest first; withdrawn and rejected left out."""
    rows = OF_ONE.rows(connection, {"election": election_id, "station": station_id, "author": author_id})
    return [SeriesPoint(report_id, voice, code, Point(read_instant(at), value)) for report_id, voice, code, at, value in rows]


def _told(head: Any) -> tuple[rows_as_json, ColumnElement[bool]]:
    """A row for each point of these heads, and one of a report that has none; and how the points are joined."""
    row = rows_as_json(
        head.author_id, head.election_id, head.station_id, head.report_id, head.kind, head.revision_id, head.state,
        _figure.voice, _figure.figure_code, type_coerce(_figure.as_of_at, String), _figure.value,
    )  # fmt: skip
    return row, and_(
        _figure.revision_id == head.revision_id, _figure.value.is_not(None), of_series(head.kind, _figure.figure_code))


_RANKED = (
    select(
        report_head,
        func.row_number().over(partition_by=(_head.author_id, _head.kind), order_by=_head.revision_id.desc()).label("place"),
    )
    .where(
        _head.author_id.in_(bindparam("authors", expanding=True)), _head.kind.in_(SERIES_KINDS), report_head.c.state.not_in(DEAD))
    .subquery()
)
_row, _joined = _told(_RANKED.c)
LATEST = select(_row).select_from(_RANKED).outerjoin(report_figure, _joined).where(_RANKED.c.place <= LATEST_REPORTS)
_row, _joined = _told(_head)
CHANGED = Prepared(
    select(_row).select_from(report_head).outerjoin(report_figure, _joined).where(_head.kind.in_(SERIES_KINDS), since.CHANGED))


@dataclass(slots=True)
class _Report:
    kind: str
    revision_id: int
    place: tuple[str, str]
    """Election and station."""
    points: list[SeriesPoint]


_Reports = dict[str, _Report]


class OwnSeries:
    """The latest reports of people who sent lately, as the database has them, whoever wrote them and from which process."""

    def __init__(self, people: int = PEOPLE_KEPT) -> None:
        self._people = people
        self._lock = threading.Lock()
        self._mark = since.Mark(0, 0)
        self._kept: OrderedDict[str, _Reports] = OrderedDict()

    def of(self, store: Store, keys: Collection[Key]) -> dict[Key, list[SeriesPoint]]:
        """`turnout_series` of all these, of each person's LATEST_REPORTS of a kind: a program which sends hundreds slows nobody down."""
        authors = {author for _, _, author in keys}
        # The lock before the transaction: whoever reads an older state of the database must not come after whoever has seen a newer one.
        with self._lock, store.read() as connection:
            self._follow(connection)
            if missing := sorted(authors - self._kept.keys()):
                told = connection.execute(LATEST, {"authors": missing}).scalar_one()
                self._kept.update((author, {}) for author in missing)
                self._take(told)
            found = {key: self._points(key) for key in keys}
            self._leave_room(authors)
        return found

    def _follow(self, connection: Connection) -> None:
        """Brings what is kept to where the reports stand now."""
        mark = since.mark(connection)
        more = max(mark.revision_id - self._mark.revision_id, mark.review_id - self._mark.review_id)
        if more > CHANGES_MOST:
            self._kept.clear()
        if more and self._kept:
            self._take(CHANGED.rows(connection, self._mark.values)[0][0])
        self._mark = mark

    def _take(self, told: str | None) -> None:
        fresh: set[str] = set()
        for row in orjson.loads(told or "[]"):
            author_id, election_id, station_id, report_id, kind, revision_id, state, voice, code, at, value = row
            reports = self._kept.get(author_id)
            if reports is None:
                continue
            if state in DEAD:
                # One that was too old to be kept may be among the latest now.
                del self._kept[author_id]
                continue
            if report_id not in fresh:
                fresh.add(report_id)
                reports[report_id] = _Report(kind, revision_id, (election_id, station_id), [])
                _keep_latest(reports, kind)
            if value is not None and report_id in reports:
                reports[report_id].points.append(SeriesPoint(report_id, voice, code, Point(read_instant(at), value)))

    def _points(self, key: Key) -> list[SeriesPoint]:
        place, reports = key[:2], self._kept[key[2]]
        points = [point for report in reports.values() if report.place == place for point in report.points]
        return sorted(points, key=_BY_TIME)

    def _leave_room(self, authors: Iterable[str]) -> None:
        for author in authors:
            self._kept.move_to_end(author)
        while len(self._kept) > self._people:
            self._kept.popitem(last=False)


def _keep_latest(reports: _Reports, kind: str) -> None:
    own = [(report.revision_id, report_id) for report_id, report in reports.items() if report.kind == kind]
    if len(own) > LATEST_REPORTS:
        del reports[min(own)[1]]
