"""The demonstration: an invented election of one day, stored through the same parsing, checks and appending as everybody's reports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from data.formats import election_toml, reference
from data.store import elections, official, people, reports, reviews
from data.store.store import Store
from schemas.checks.check import Context, Point
from schemas.checks.run import run
from schemas.day import observation_day
from schemas.figure import FigureCode
from schemas.finding import Answer
from schemas.message import Message
from schemas.person import Role
from schemas.problem import Problem, ProblemCode
from services import clock, house
from services import reports as submitting
from services.demo_access import is_complete
from services.demonstration import cases, day, foretelling, joining, judging, photographed, published, releasing, typing_again
from services.demonstration.plan import ELECTION_ID, Plan
from services.demonstration.told import Told
from services.demonstration.truth import Truth
from services.demonstration.watchers import DEMO_OBSERVER, Watcher, World
from services.parsing import parse

FILES = Path(__file__).parent.parent / "data" / "reference"
STATIONS, OBSERVERS, SEED = 10_060, 1_100, 2029
CHUNK = 128
"""Revisions a commit: the writer is held for less than 200 ms, so that anybody's report gets in between."""
STAFF = (Role.COORDINATOR, Role.ANALYST, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Built:
    """What was made: for tests and for the shell. `truth` is stored nowhere."""

    world: World
    watchers: tuple[Watcher, ...]
    revisions: int
    truth: Truth


def account(role: Role) -> str:
    """The account behind the demonstration's sign-in button of a role."""
    return DEMO_OBSERVER if role is Role.OBSERVER else f"demo-{role}"


def plan(stations: int = STATIONS, observers: int = OBSERVERS, seed: int = SEED) -> Plan:
    """Raises ValueError where there is nobody or nowhere."""
    if stations < 1 or observers < 1:
        raise ValueError(f"at least one station and one observer are needed, not {stations} and {observers}")
    made = election_toml.read((FILES / "elections" / f"{ELECTION_ID}.toml").read_bytes())
    regions = reference.regions((FILES / "regions.csv").read_bytes(), made.election.held_on)
    return Plan(made.election, made.organisations, tuple(regions), stations, observers, seed)


def ensure(stations: int = STATIONS, observers: int = OBSERVERS, seed: int = SEED) -> None:
    """Makes the demonstration unless it is there; what was interrupted is finished."""
    if not is_complete():
        build(stations, observers, seed)


def build(stations: int = STATIONS, observers: int = OBSERVERS, seed: int = SEED) -> Built:
    """Makes and stores the demonstration; the same sizes and seed, the same ids, payloads and figures. Raises Problem (conflict)
    where another demonstration is stored already: facts are only appended."""
    made_plan, store = plan(stations, observers, seed), house.store()
    with store.read() as connection:
        known = elections.registry_label(connection, ELECTION_ID)
    if known not in ("", made_plan.label):
        raise Problem(
            ProblemCode.CONFLICT,
            Message("Another demonstration is stored here already ({label}). Use an empty folder."),
            values={"label": known},
        )
    world, planted = day.world(made_plan)
    watchers, planted = day.people(world, planted)
    if not known:
        store.write(lambda connection: _registry(connection, world))
    store.write(lambda connection: _people(connection, world, watchers))
    foretelling.store(world.plan)
    told = sorted(_told(world, watchers), key=lambda each: each[0].received_at)
    revisions = [revision for _, revision in told]
    ids = _append(store, revisions)
    _review(store, world, told, ids)
    publications, planted = published.publish(world, planted, clock.DEMONSTRATION_BEGINS)
    for publication in publications[:-1]:
        store.write(partial(_publish, publication=publication))
    releasing.first(clock.DEMONSTRATION_BEGINS)
    releasing.decide(world, told, ids, clock.DEMONSTRATION_BEGINS)
    until = clock.DEMONSTRATION_BEGINS - timedelta(minutes=1)
    joining.store(account(Role.COORDINATOR), until)
    photographed.store(store, told, planted, world.plan.election.leading_contest.contest_id, until)
    typing_again.store(store, told, ids, world.plan.election, planted, account(Role.ANALYST), account(Role.COORDINATOR), until)
    cases.store(world, planted, publications[-1], clock.DEMONSTRATION_BEGINS - timedelta(minutes=1))
    store.write(partial(_publish, publication=publications[-1]))
    releasing.second(clock.DEMONSTRATION_BEGINS)
    return Built(world, tuple(watchers), len(revisions), planted)


def _publish(connection: Any, publication: published.Publication) -> int:
    source, figures = publication
    return official.add(connection, source, figures, source.published_at or clock.DEMONSTRATION_BEGINS)


def _registry(connection: Any, world: World) -> None:
    at = observation_day(world.plan.election, world.plan.election.capital_zone).begins_at - timedelta(days=7)
    elections.save(connection, world.plan.election, at)
    elections.save_organisations(connection, ELECTION_ID, world.plan.organisations, at)
    elections.replace_registry(connection, ELECTION_ID, world.registry.units, world.registry.stations, world.plan.label, at)


def _people(connection: Any, world: World, watchers: Sequence[Watcher]) -> None:
    if people.get_account(connection, DEMO_OBSERVER) is not None:
        return
    at = observation_day(world.plan.election, world.plan.election.capital_zone).begins_at - timedelta(days=3)
    rows: list[dict[str, Any]] = [
        {
            "account_id": watcher.actor.account_id,
            "election_id": ELECTION_ID,
            "role": Role.OBSERVER,
            "observer_code": watcher.actor.observer_code,
            "organisation_code": watcher.actor.organisation_code,
            "created_at": at,
        }
        for watcher in watchers
    ]
    rows.extend(
        {
            "account_id": account(role),
            "election_id": ELECTION_ID if role is Role.COORDINATOR else "",
            "role": role,
            "observer_code": f"DEMO-{role.upper()}",
            "organisation_code": "",
            "created_at": at,
        }
        for role in STAFF
    )
    people.add_accounts(connection, rows)
    chance = world.plan.chance("station confirmed")
    people.assign(
        connection,
        [
            {
                "election_id": ELECTION_ID,
                "account_id": watcher.actor.account_id,
                "station_id": watcher.station.station_id,
                "confirmed_at": None if watcher.is_silent else at + timedelta(hours=4, minutes=chance.randrange(14 * 60)),
                **_drawn(world, watcher),
            }
            for watcher in watchers
        ],
        at,
    )


def _drawn(world: World, watcher: Watcher) -> dict[str, Any]:
    drawn = world.watch.drawn.get(watcher.index)
    return {} if drawn is None else {"in_sample": True, "stratum": drawn.stratum, "sample_weight": drawn.weight}


def _told(world: World, watchers: Sequence[Watcher]) -> Iterator[tuple[Told, reports.NewRevision]]:
    """Every submission through the parsing and the checks, with the same observer's earlier figures as context."""
    election, until = world.plan.election, clock.DEMONSTRATION_BEGINS - timedelta(minutes=2)
    days = {zone: observation_day(election, zone) for zone in {station.time_zone for station in world.registry.stations}}
    for watcher in watchers:
        points: dict[str, list[tuple[str, Point]]] = {}
        for each in day.reports_of(world, watcher, until):
            own = str(each.submission.report_id)
            others = [point for report, found in points.items() if report != own for point in found]
            counted, stated = (
                tuple(sorted((point for code, point in others if code == wanted), key=lambda point: point.at))
                for wanted in (FigureCode.VOTERS_COUNTED, FigureCode.VOTERS_STATED)
            )
            context = Context(
                election, watcher.station, days[watcher.station.time_zone], each.received_at, each.submission.observed_at, counted, stated
            )
            answers: tuple[Answer, ...] = ()
            if not each.submission.withdrawn:
                answers = judging.answers(
                    run(each.submission.kind, parse(each.submission, election)[0], context), watcher.language, watcher.chance
                )
            revision = submitting.prepare_received(watcher.actor, each.submission, context, each.received_at, answers, each.channel)
            points[own] = [
                (figure.code, Point(figure.as_of_at, figure.value))
                for figure in revision.figures
                if figure.value is not None and figure.code in (FigureCode.VOTERS_COUNTED, FigureCode.VOTERS_STATED)
            ]
            yield each, revision


def _append(store: Store, revisions: Sequence[reports.NewRevision]) -> list[int]:
    """Stored in the order of arrival, in short commits; the revision ids."""
    ids: list[int] = []
    for begin in range(0, len(revisions), CHUNK):
        chunk = revisions[begin : begin + CHUNK]
        for done in store.write(partial(reports.append_revisions, items=chunk)):
            if isinstance(done, Exception):
                raise done
            ids.append(done.revision_id)
    return ids


def _review(store: Store, world: World, told: Sequence[tuple[Told, reports.NewRevision]], ids: Sequence[int]) -> None:
    """Decisions of the coordinator on reports that stand; once only."""
    with store.read() as connection:
        if reviews.any_by(connection, account(Role.COORDINATOR)):
            return
    newest = {each.submission.report_id: place for place, (each, _) in enumerate(told)}
    made: list[reviews.NewReview] = []
    until = clock.DEMONSTRATION_BEGINS - timedelta(minutes=1)
    for place in newest.values():
        each = told[place][0]
        language, chance = each.watcher.language, world.plan.chance(f"review {each.submission.report_id}")
        decided = judging.decision(each.submission.kind, language, each.received_at, until, chance)
        if decided is not None and each.watcher.station.district_code in world.watch.complete:
            decided = judging.kept(decided, language)
        if decided is not None and not each.submission.withdrawn and not each.watcher.is_demo:
            made.append(reviews.NewReview(ids[place], decided[0], account(Role.COORDINATOR), decided[1], decided[2]))
    made.sort(key=lambda review: review.decided_at)
    store.write(lambda connection: reviews.append(connection, made))
    store.write(lambda connection: reviews.add_calls(connection, judging.calls(made, world.plan.chance("called back"))))
