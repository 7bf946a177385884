"""The whole invented day in order: everything sent by everybody, each with the instant at which it was received."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from services.demonstration import protocols, registry, truth, voters, watch
from services.demonstration.arriving import away_reports, leaving, opening, presence
from services.demonstration.counting import turnout_reports
from services.demonstration.evening import closing, count_of, voting_check
from services.demonstration.incidents import violations
from services.demonstration.plan import Plan
from services.demonstration.told import Told
from services.demonstration.watchers import Watcher, World, local, watchers

SECOND_CONTEST, CONTRADICTING = 0.6, 0.05


def world(plan: Plan) -> tuple[World, truth.Truth]:
    """Registry, the stations watched, the true day and the protocols."""
    made = registry.build(plan)
    watched = watch.choose(plan, made)
    day, planted = voters.live(plan, made, watched)
    return World(plan, made, watched, day, tuple(protocols.write(plan, made, day, contest) for contest in plan.election.contests)), planted


def people(of: World, planted: truth.Truth) -> tuple[list[Watcher], truth.Truth]:
    """The observers' days; a few second observers are planted to contradict the first."""
    made, contradicted = watchers(of), set()
    for watcher in made:
        if (
            watcher.letter == "B"
            and not watcher.is_silent
            and watcher.is_in
            and of.plan.chance(f"contradiction {watcher.actor.observer_code}").random() < CONTRADICTING
        ):
            watcher.miss = 0.30
            contradicted.add(watcher.station.station_id)
    return made, replace(planted, contradicted=frozenset(contradicted))


def reports_of(of: World, watcher: Watcher, until: datetime) -> list[Told]:
    """What one observer sent, in the order in which it was received."""
    if watcher.is_silent:
        return []
    told = [presence(of, watcher, until), *violations(of, watcher, until)]
    if watcher.is_in:
        opened = opening(of, watcher, until)
        told.extend([opened] if opened else [])
        told.extend(turnout_reports(of, watcher, until))
        told.extend(away_reports(watcher, until))
        if not watcher.is_demo:
            checked = voting_check(of, watcher, until)
            told.extend([checked] if checked else [])
            told.extend(_evening(of, watcher, until))
    if not watcher.is_demo and (not watcher.is_in or watcher.chance.random() < 0.93):
        told.append(leaving(watcher, until))
    order = {id(each): number for number, each in enumerate(told)}
    return sorted(told, key=lambda each: (each.received_at, order[id(each)]))


def _evening(of: World, watcher: Watcher, until: datetime) -> Iterator[Told]:
    if watcher.left_at <= local(of.plan, watcher.station, 20):
        return
    yield closing(of, watcher, until)
    if not watcher.stays_for_count:
        return
    for protocol in of.protocols:
        if protocol.contest.leading or watcher.steady or watcher.chance.random() < SECOND_CONTEST:
            yield from count_of(of, watcher, protocol, until)
