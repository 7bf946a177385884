"""The demonstration: an invented election of one day, stored through the same parsing, checks and appending as everybody's reports."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from data.formats import election_toml, reference
from data.store import elections, official
from schemas.message import Message
from schemas.person import Role
from schemas.problem import Problem, ProblemCode
from services import clock, house
from services.demo_access import is_complete
from services.demonstration import (
    cases,
    day,
    enrolling,
    foretelling,
    joining,
    photographed,
    published,
    releasing,
    sending,
    typing_again,
)
from services.demonstration.plan import ELECTION_ID, Plan
from services.demonstration.truth import Truth
from services.demonstration.watchers import DEMO_OBSERVER, Watcher, World

FILES = Path(__file__).parent.parent / "data" / "reference"
STATIONS, OBSERVERS, SEED = 10_060, 1_100, 2029
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
        store.write(lambda connection: enrolling.registry(connection, world))
    staff = [(account(role), role) for role in STAFF]
    store.write(lambda connection: enrolling.people(connection, world, watchers, staff))
    foretelling.store(world.plan)
    told = sending.told(world, watchers, clock.DEMONSTRATION_BEGINS - timedelta(minutes=2))
    photos = photographed.drawn(told, planted, world.plan.election.leading_contest.contest_id)
    ids = sending.append(store, told)
    sending.review(store, world, told, ids, account(Role.COORDINATOR), clock.DEMONSTRATION_BEGINS - timedelta(minutes=1))
    publications, planted = published.publish(world, planted, clock.DEMONSTRATION_BEGINS)
    for publication in publications[:-1]:
        store.write(partial(_publish, publication=publication))
    releasing.first(clock.DEMONSTRATION_BEGINS)
    releasing.decide(world, told, ids, clock.DEMONSTRATION_BEGINS)
    until = clock.DEMONSTRATION_BEGINS - timedelta(minutes=1)
    joining.store(account(Role.COORDINATOR), until)
    photographed.store(store, photos(), until)
    typing_again.store(store, told, ids, world.plan.election, planted, account(Role.ANALYST), account(Role.COORDINATOR), until)
    cases.store(world, planted, publications[-1], clock.DEMONSTRATION_BEGINS - timedelta(minutes=1))
    store.write(partial(_publish, publication=publications[-1]))
    releasing.second(clock.DEMONSTRATION_BEGINS)
    return Built(world, tuple(watchers), len(told), planted)


def _publish(connection: Any, publication: published.Publication) -> int:
    source, figures = publication
    return official.add(connection, source, figures, source.published_at or clock.DEMONSTRATION_BEGINS)
