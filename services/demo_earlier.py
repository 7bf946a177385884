"""The demonstration's second, earlier election, published by station: stored before the main one, through the same doors."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from data.store import elections, official
from schemas.person import Role
from services import house
from services.demo_access import has_earlier
from services.demonstration import earlier, enrolling, published, sending
from services.demonstration.earlier import Altered
from services.demonstration.plan import EARLIER_ID
from services.demonstration.watchers import World, watchers

COORDINATOR = "demo-coordinator-2028"


@dataclass(frozen=True, slots=True)
class Built:
    """What was made: for tests. `altered` is stored nowhere."""

    world: World
    revisions: int
    altered: Altered


def ensure() -> None:
    """Makes it unless it is there; what was interrupted is finished."""
    if not has_earlier():
        build()


def build() -> Built:
    """Always the same ids, payloads and figures: its size and its seed are fixed."""
    world, store = earlier.world(), house.store()
    until = earlier.until(world.plan)
    people = watchers(world)
    with store.read() as connection:
        known = elections.registry_label(connection, EARLIER_ID)
    if not known:
        store.write(lambda connection: enrolling.registry(connection, world))
    store.write(lambda connection: enrolling.people(connection, world, people, [(COORDINATOR, Role.COORDINATOR)]))
    told = sending.told(world, people, until)
    ids = sending.append(store, told)
    sending.review(store, world, told, ids, COORDINATOR, until + timedelta(hours=6))
    protocol, altered = earlier.altered(world, told)
    for publication in earlier.publications(world, protocol):
        store.write(partial(_publish, publication=publication))
    return Built(world, len(told), altered)


def _publish(connection: Any, publication: published.Publication) -> int:
    source, figures = publication
    assert source.published_at is not None
    return official.add(connection, source, figures, source.published_at)
