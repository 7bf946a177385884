"""What stands before an invented election's day: its settings and registry, the observers' accounts and their stations."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from data.store import elections
from data.store import people as stored
from schemas.day import observation_day
from schemas.person import Role
from services.demonstration.watchers import Watcher, World


def registry(connection: Any, world: World) -> None:
    """A week before the day."""
    plan = world.plan
    at = observation_day(plan.election, plan.election.capital_zone).begins_at - timedelta(days=7)
    elections.save(connection, plan.election, at)
    elections.save_organisations(connection, plan.election.election_id, plan.organisations, at)
    elections.replace_registry(connection, plan.election.election_id, world.registry.units, world.registry.stations, plan.label, at)


def people(connection: Any, world: World, watchers: Sequence[Watcher], staff: Sequence[tuple[str, Role]]) -> None:
    """Three days before, once: the observers, and the accounts of `staff` with their roles. A coordinator belongs to the election."""
    if stored.get_account(connection, watchers[0].actor.account_id) is not None:
        return
    election_id = world.plan.election.election_id
    at = observation_day(world.plan.election, world.plan.election.capital_zone).begins_at - timedelta(days=3)
    rows: list[dict[str, Any]] = [
        {
            "account_id": watcher.actor.account_id,
            "election_id": election_id,
            "role": Role.OBSERVER,
            "observer_code": watcher.actor.observer_code,
            "organisation_code": watcher.actor.organisation_code,
            "created_at": at,
        }
        for watcher in watchers
    ]
    rows.extend(
        {
            "account_id": account_id,
            "election_id": election_id if role is Role.COORDINATOR else "",
            "role": role,
            "observer_code": f"DEMO-{role.upper()}",
            "organisation_code": "",
            "created_at": at,
        }
        for account_id, role in staff
    )
    stored.add_accounts(connection, rows)
    chance = world.plan.chance("station confirmed")
    stored.assign(
        connection,
        [
            {
                "election_id": election_id,
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
