"""Who watches: invented organisations' observers as pseudonyms with codes, and what the day holds for each."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random

from schemas.day import instant
from schemas.person import Actor, Role
from schemas.unit import PollingStation
from services.demonstration.plan import ABROAD, Plan
from services.demonstration.protocols import Protocols
from services.demonstration.registry import Registry
from services.demonstration.voters import Day
from services.demonstration.watch import Watch

DEMO_OBSERVER = "demo-observer"
SILENT, NOT_LET_IN, OTHER_ROOM, WAITED = 0.04, 0.06, 0.025, 0.11
CAME_LATE, LEFT_EARLY, REMOVED, THREATENED, LEFT_AT_CLOSE = 0.10, 0.13, 0.03, 0.006, 0.08


@dataclass(frozen=True)
class World:
    """All that is true and all that is written, before anybody watches."""

    plan: Plan
    registry: Registry
    watch: Watch
    day: Day
    protocols: tuple[Protocols, ...]


@dataclass(slots=True)
class Watcher:
    """One observer's day. Instants are UTC; `gaps` are times away; `miss` is the share of people not noticed."""

    actor: Actor
    index: int
    station: PollingStation
    letter: str
    chance: Random
    language: str
    admission: str
    arrived_at: datetime
    left_at: datetime
    left_because: str
    stays_for_count: bool
    steady: bool
    is_demo: bool
    is_silent: bool
    miss: float
    method: str
    unit: str
    refusal: float
    gaps: list[tuple[datetime, datetime, str]] = field(default_factory=list)

    @property
    def is_in(self) -> bool:
        return self.admission != "not_let_in"


def local(plan: Plan, station: PollingStation, hours: float) -> datetime:
    """A moment of voting day by the station's own clock, in hours; 24 and above is the night after."""
    return instant(plan.election.held_on, time(0), station.time_zone) + timedelta(minutes=round(hours * 60))


def accounts(plan: Plan, registry: Registry, watch: Watch) -> list[tuple[Actor, int, str]]:
    """Observers as actors with the index of their station and their letter: pairs as far as they go, then single ones. The first is the
    demonstration's own observer, where a station is kept for one."""
    letters = {region.code: region.letters for region in plan.regions} | {ABROAD: "ABR"}
    chance = plan.chance("accounts")
    rest = [index for index in watch.stations if index != watch.known]
    chance.shuffle(rest)
    order = rest if watch.known is None else [watch.known, *rest]
    seats = [(order[number % len(order)], "ABCDEF"[number // len(order)]) for number in range(min(plan.observers, 6 * len(order)))]
    made = []
    codes = [organisation.organisation_code for organisation in plan.organisations]
    for number, (index, letter) in enumerate(seats):
        station = registry.stations[index]
        is_kept = number == 0 and watch.known is not None
        account_id = DEMO_OBSERVER if is_kept else f"{chance.getrandbits(80):020x}"
        organisation = codes[0] if is_kept else chance.choices(codes, (34, 24, 18, 14, 10)[: len(codes)])[0]
        made.append(
            (
                Actor(
                    account_id,
                    Role.OBSERVER,
                    plan.election.election_id,
                    f"{letters[station.region_code]}-{station.number}-{letter}",
                    organisation,
                    (station.station_id,),
                ),
                index,
                letter,
            )
        )
    return made


def _admission(chance: Random) -> str:
    return chance.choices(
        ("not_let_in", "other_room", "after_waiting", "at_once"), (NOT_LET_IN, OTHER_ROOM, WAITED, 1 - NOT_LET_IN - OTHER_ROOM - WAITED)
    )[0]


def _times(chance: Random, steady: bool) -> tuple[float, float, str]:
    """Arrival and departure in local hours, and why."""
    came = chance.uniform(5.75, 6.9) if steady or chance.random() > CAME_LATE else chance.uniform(7.6, 13.5)
    end = 24 + chance.uniform(-1.2, 3.5)
    if steady:
        return came, end, "finished"
    draw = chance.random()
    if draw < REMOVED:
        return came, max(came + 0.6, chance.uniform(9.0, 21.5)), "removed"
    if draw < REMOVED + THREATENED:
        return came, max(came + 0.6, chance.uniform(10.0, 21.0)), "threatened"
    if draw < REMOVED + THREATENED + LEFT_EARLY:
        return came, max(came + 1.5, chance.uniform(11.5, 19.4)), chance.choices(("own_choice", "ill"), (9, 1))[0]
    if draw < REMOVED + THREATENED + LEFT_EARLY + LEFT_AT_CLOSE:
        return came, chance.uniform(20.05, 20.6), "own_choice"
    return came, end, "finished"


def _gaps(
    chance: Random, plan: Plan, station: PollingStation, came: float, left: float, steady: bool
) -> list[tuple[datetime, datetime, str]]:
    """Up to three times away, in order and apart from each other."""
    number = 0 if steady else chance.choices((0, 1, 2, 3), (58, 27, 11, 4))[0]
    begins = (
        sorted(chance.uniform(max(came, 8.2), min(left, 19.2)) for _ in range(number)) if min(left, 19.2) - max(came, 8.2) > 1.5 else []
    )
    found: list[tuple[datetime, datetime, str]] = []
    for begin in begins:
        reason = chance.choices(("break", "mobile_box", "sent_away", "crowd", "unwell"), (55, 20, 12, 8, 5))[0]
        end = begin + chance.uniform(0.2, 1.1)
        if end < min(left, 19.8) and (not found or local(plan, station, begin) > found[-1][1] + timedelta(minutes=20)):
            found.append((local(plan, station, begin), local(plan, station, end), reason))
    return found


def watchers(world: World) -> list[Watcher]:
    """Every observer's day, decided before it begins."""
    plan, made = world.plan, []
    stubborn = plan.chance("stubborn commissions")
    refusals = {index: (0.8 if stubborn.random() < 0.18 else 0.12) for index in world.watch.stations}
    for actor, index, letter in accounts(plan, world.registry, world.watch):
        chance = plan.chance(f"day {actor.observer_code}")
        station = world.registry.stations[index]
        is_demo = actor.account_id == DEMO_OBSERVER
        complete = station.district_code in (world.watch.agreeing_district, world.watch.differing_district)
        steady = is_demo or (letter == "A" and complete)
        came, left, because = _times(chance, steady)
        silent, admission = chance.random() < SILENT and not steady, "at_once" if steady else _admission(chance)
        gaps = _gaps(chance, plan, station, came, left, steady)
        method = "hand_counter" if is_demo else chance.choices(("hand_counter", "tally", "video_later", "not_counting"), (46, 38, 6, 10))[0]
        made.append(
            Watcher(
                actor,
                index,
                station,
                letter,
                chance,
                chance.choices(("ru", "kk", "en"), (46, 42, 12))[0],
                admission,
                local(plan, station, came),
                local(plan, station, left),
                because,
                left > 22,
                steady,
                is_demo,
                silent,
                min(0.06, max(-0.004, chance.gauss(0.018, 0.012))),
                method,
                chance.choices(("at_box", "given_ballots", "at_door"), (72, 20, 8))[0],
                0.0 if is_demo else refusals[index],
                gaps,
            )
        )
    return made
