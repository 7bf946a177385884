"""What an invented election's observers sent, stored: through the parsing, the checks and the appending of everybody's reports."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from data.store import reports, reviews
from data.store.store import Store
from schemas.checks.check import Context, Point
from schemas.day import observation_day
from schemas.figure import FigureCode
from schemas.reports.body import ReportKind
from schemas.voice import Voice
from services import reports as submitting
from services import whole_watch
from services.demonstration import day, judging
from services.demonstration.photographed import Sent
from services.demonstration.watchers import Watcher, World

SERIES = (FigureCode.VOTERS_COUNTED, FigureCode.VOTERS_STATED, FigureCode.REGISTERED_VOTERS)
CHUNK = 128
"""Revisions a commit: the writer is held for less than 200 ms, so that anybody's report gets in between."""


def told(world: World, watchers: Sequence[Watcher], until: datetime) -> list[Sent]:
    """Every submission through the parsing and the checks, with the same observer's earlier reports as context; in the order of arrival."""
    return sorted(_prepared(world, watchers, until), key=lambda each: each[0].received_at)


def _prepared(world: World, watchers: Sequence[Watcher], until: datetime) -> Iterator[Sent]:
    election = world.plan.election
    days = {zone: observation_day(election, zone) for zone in {station.time_zone for station in world.registry.stations}}
    for watcher in watchers:
        points: dict[str, list[tuple[str, Point]]] = {}
        watched: dict[str, tuple[ReportKind, dict[str, Any]]] = {}
        for each in day.reports_of(world, watcher, until):
            own = str(each.submission.report_id)
            others = [point for report, found in points.items() if report != own for point in found]
            counted, stated = (
                tuple(sorted((point for code, point in others if code == wanted), key=lambda point: point.at))
                for wanted in (FigureCode.VOTERS_COUNTED, FigureCode.VOTERS_STATED)
            )
            listed = sorted((point for code, point in others if code == FigureCode.REGISTERED_VOTERS), key=lambda point: point.at)
            is_whole = each.submission.kind is ReportKind.COUNT and whole_watch.is_whole(election, watcher.station, [*watched.values()])
            context = Context(
                election, watcher.station, days[watcher.station.time_zone], each.received_at, each.submission.observed_at, counted, stated,
                registered_stated=listed[-1].value if listed else None, counted_whole=is_whole,
            )
            asked = partial(judging.answers, language=watcher.language, chance=watcher.chance)
            revision = submitting.prepare_received(watcher.actor, each.submission, context, each.received_at, asked, each.channel)
            watched.pop(own, None)
            if each.submission.kind in whole_watch.KINDS and not each.submission.withdrawn:
                watched[own] = each.submission.kind, each.submission.body
            points[own] = [
                (figure.code, Point(figure.as_of_at, figure.value))
                for figure in revision.figures
                if figure.value is not None and figure.voice is not Voice.PROTOCOL and figure.code in SERIES
            ]
            yield each, revision


def append(store: Store, told: Sequence[Sent]) -> list[int]:
    """Stored in the order of arrival, in short commits; the revision ids."""
    revisions = [revision for _, revision in told]
    ids: list[int] = []
    for begin in range(0, len(revisions), CHUNK):
        chunk = revisions[begin : begin + CHUNK]
        for done in store.write(partial(reports.append_revisions, items=chunk)):
            if isinstance(done, Exception):
                raise done
            ids.append(done.revision_id)
    return ids


def review(store: Store, world: World, told: Sequence[Sent], ids: Sequence[int], judge: str, until: datetime) -> None:
    """Decisions of this coordinator's account, taken before `until`, on reports that stand; once only."""
    with store.read() as connection:
        if reviews.any_by(connection, judge):
            return
    newest = {each.submission.report_id: place for place, (each, _) in enumerate(told)}
    made: list[reviews.NewReview] = []
    for place in newest.values():
        each = told[place][0]
        language, chance = each.watcher.language, world.plan.chance(f"review {each.submission.report_id}")
        decided = judging.decision(each.submission.kind, language, each.received_at, until, chance)
        if decided is not None and each.watcher.station.district_code in world.watch.complete:
            decided = judging.kept(decided, language)
        if decided is not None and not each.submission.withdrawn and not each.watcher.is_demo:
            made.append(reviews.NewReview(ids[place], decided[0], judge, decided[1], decided[2]))
    made.sort(key=lambda each: each.decided_at)
    store.write(lambda connection: reviews.append(connection, made))
    store.write(lambda connection: reviews.add_calls(connection, judging.calls(made, world.plan.chance("called back"))))
