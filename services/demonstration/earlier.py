"""The demonstration's second election: smaller, earlier, of three regions, with results published by station. What is published is at a few
stations not what their protocols say: a few of each kind of difference."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from itertools import count
from pathlib import Path

import numpy as np

from analysis.agreement_errors import Slip, slip
from data.formats import election_toml, reference
from schemas.day import instant
from schemas.election import LocalName
from schemas.figure import FigureCode
from schemas.message import Message
from schemas.official import OfficialFigure, OfficialStatus
from schemas.reports.body import ReportKind
from schemas.unit import StationType
from services.demonstration import protocols, published, registry, voters
from services.demonstration.photographed import Sent
from services.demonstration.plan import EARLIER_ID, EARLIER_TITLE, Plan
from services.demonstration.protocols import Protocols
from services.demonstration.registry import Registry
from services.demonstration.truth import Truth
from services.demonstration.voters import Day
from services.demonstration.watch import Watch
from services.demonstration.watchers import World

C, S = FigureCode, OfficialStatus
FILES = Path(__file__).parents[2] / "data" / "reference"
REGIONS = frozenset({"KZ-19", "KZ-35", "KZ-63"})
THREE_REGIONS = LocalName(en="All three regions", ru="Все три области", kk="Үш облыс бірге")
STATIONS, OBSERVERS, WATCHED = 360, 118, 96
SEED = 20_280_328
"""Far from any seed of the other election: no pseudonym and no report of one is the other's."""
COPIES = (80, 9, 6, 5)
PREVENTED = 0.7
"""Of the protocols that would have been raised at a watched station, so many are not."""
NOISE = 1.1
"""How much else than the length of the list decided where the groups went."""
AIMED = 0.8
"""Of the others raised, so many state a whole percentage of the list."""
STATIONS_TITLE = Message("SIMULATED: results of council elections by polling station")
STATION_LINES = (C.REGISTERED_VOTERS, C.BALLOTS_ISSUED, C.BALLOTS_VALID, C.BALLOTS_INVALID)


@dataclass(frozen=True, slots=True)
class Altered:
    """Stations with a copy whose published row was planted to differ from the protocol, by what was done; for tests only."""

    slips: tuple[str, ...] = field(default=())
    exchanged_rows: tuple[str, ...] = field(default=())
    added: tuple[str, ...] = field(default=())
    """Votes added to the first option."""
    moved: tuple[str, ...] = field(default=())
    """Votes of the second option written to the first."""
    lost: tuple[str, ...] = field(default=())
    """Votes of the second option written as invalid ballots."""
    mixed: tuple[str, ...] = field(default=())
    other_lines: tuple[str, ...] = field(default=())
    of_neighbours: tuple[str, ...] = field(default=())
    """Two stations with each other's row."""


HOW_MANY = {"slips": 3, "exchanged_rows": 2, "added": 3, "moved": 4, "lost": 1, "mixed": 2, "other_lines": 2, "of_neighbours": 2}


def plan() -> Plan:
    made = election_toml.read((FILES / "elections" / f"{EARLIER_ID}.toml").read_bytes())
    regions = [each for each in reference.regions((FILES / "regions.csv").read_bytes(), made.election.held_on) if each.code in REGIONS]
    return Plan(
        made.election, made.organisations, tuple(regions), STATIONS, OBSERVERS, SEED, whole=THREE_REGIONS, votes_abroad=False, copies=COPIES
    )


def until(of: Plan) -> datetime:
    """The morning after: everything has been received."""
    return instant(of.election.held_on + timedelta(days=1), time(9, 40), of.election.capital_zone)


def _chosen(of: Plan, made: Registry) -> Watch:
    """Not by lot: the groups went where many people vote."""
    chance = of.chance("watch")
    ordinary = [index for index, station in enumerate(made.stations) if station.station_type is StationType.ORDINARY]
    liked = {index: np.log(made.stations[index].registered_voters or 1) + chance.gauss(0, NOISE) for index in ordinary}
    return Watch(tuple(sorted(sorted(ordinary, key=lambda index: -liked[index])[:WATCHED])), None, "", "", "")


def _day(of: Plan, made: Registry, watch: Watch) -> Day:
    """As elsewhere, but an observer's presence prevents; of what is raised where nobody watches, most is aimed at a whole percentage."""
    day, _ = voters.live(of, made, watch)
    draw = np.random.default_rng([of.seed, 17])
    watched = np.isin(np.arange(len(day.issued)), watch.stations)
    raised = day.issued > day.true
    prevented = raised & watched & (draw.random(len(raised)) < PREVENTED)
    listed = day.listed + day.added
    aimed = raised & ~watched & (draw.random(len(raised)) < AIMED)
    whole = np.round(np.round(100 * day.issued / listed) * listed / 100).astype(np.int64)
    issued = np.where(prevented, day.true, np.where(aimed, whole, day.issued))
    return replace(day, issued=issued, ahead=day.ahead & ~prevented, outside=np.minimum(day.outside, issued))


def world() -> World:
    """Registry, the stations watched, the true day and the protocols."""
    of = plan()
    made = registry.build(of)
    watch = _chosen(of, made)
    day = _day(of, made, watch)
    return World(of, made, watch, day, tuple(protocols.write(of, made, day, contest) for contest in of.election.contests))


def held(of: World, told: Sequence[Sent]) -> list[str]:
    """Stations of which one observer holds a signed copy, typed whole, once and without a slip."""
    options, votes = of.protocols[0].contest.option_codes, of.protocols[0].votes
    written = {
        station.station_id: dict(zip(options, row, strict=True)) for station, row in zip(of.registry.stations, votes.tolist(), strict=True)
    }
    copies: dict[str, list[dict[str, object]]] = {}
    for each, _ in told:
        if each.submission.kind is ReportKind.COUNT:
            copies.setdefault(each.submission.station_id, []).append(each.submission.body)
    return sorted(
        station for station, bodies in copies.items()
        if len(bodies) == 1 and bodies[0].get("protocol_source") == "signed_copy" and bodies[0].get("votes") == written[station]
    )  # fmt: skip


def altered(of: World, told: Sequence[Sent]) -> tuple[Protocols, Altered]:
    """What is published of the leading contest, station by station, and what was done to it."""
    protocol = of.protocols[0]
    place = {station.station_id: index for index, station in enumerate(of.registry.stations)}
    chance = of.plan.chance("altered")
    waiting = [station for station in held(of, told) if of.day.issued[place[station]] >= 200]
    chance.shuffle(waiting)
    parts: dict[str, tuple[str, ...]] = {}
    for name, number in HOW_MANY.items():
        parts[name], waiting = tuple(waiting[:number]), waiting[number:]
    found = Altered(**parts)
    votes, lines = protocol.votes.copy(), {code: values.copy() for code, values in protocol.lines.items()}

    def rows(stations: tuple[str, ...]) -> list[int]:
        return [place[station] for station in stations]

    for number, row in enumerate(rows(found.slips)):
        votes[row, number] += (10, 1, 100)[number] * (1 if votes[row, number] // (10, 1, 100)[number] % 10 < 9 else -1)
    for row in rows(found.exchanged_rows):
        votes[row, [1, 2]] = votes[row, [2, 1]]
    for row in rows(found.added):
        more = _no_slip(votes[row], {0: 1}, chance.randint(23, 88))
        votes[row, 0] += more
        for code in (C.BALLOTS_ISSUED, C.BALLOTS_VALID):
            lines[code][row] += more
    for row in rows(found.moved):
        _move(votes, row, 1, 0, _no_slip(votes[row], {1: -1, 0: 1}, chance.randint(21, 64)))
    for row in rows(found.lost):
        less = _no_slip(votes[row], {1: -1}, 17)
        votes[row, 1] -= less
        lines[C.BALLOTS_INVALID][row] += less
        lines[C.BALLOTS_VALID][row] -= less
    for row in rows(found.mixed):
        _move(votes, row, 1, 2, _no_slip(votes[row], {2: 1}, 14))
        _move(votes, row, 1, 3, _no_slip(votes[row], {3: 1}, 12))
    for row in rows(found.other_lines):
        lines[C.BALLOTS_ISSUED][row] -= _no_slip(lines[C.BALLOTS_ISSUED][row : row + 1], {0: -1}, 13)
    if len(found.of_neighbours) == 2:
        one, other = rows(found.of_neighbours)
        votes[[one, other]] = votes[[other, one]]
    return replace(protocol, votes=votes, lines=lines), found


def _no_slip(numbers: voters.Ints, signs: dict[int, int], least: int) -> int:
    """The smallest number from `least` on that no slip of a digit explains when it is added to, or taken from, these numbers."""
    return next(
        number for number in count(least)
        if all(slip(int(numbers[place]), int(numbers[place]) + sign * number) is Slip.OTHER for place, sign in signs.items())
    )  # fmt: skip


def _move(votes: voters.Ints, row: int, giver: int, taker: int, number: int) -> None:
    moved = min(number, int(votes[row, giver]))
    votes[row, giver] -= moved
    votes[row, taker] += moved


def _of_stations(of: World, protocol: Protocols, at: datetime) -> list[OfficialFigure]:
    election_id, contest = of.plan.election.election_id, protocol.contest
    made: list[OfficialFigure] = []
    for row, station in enumerate(of.registry.stations):
        for code in STATION_LINES:
            people = code is C.REGISTERED_VOTERS
            value = float(protocol.lines[code][row])
            made.append(
                published.figure_of(
                    election_id, station.station_id, code, value, S.FINAL, at, contest_id="" if people else contest.contest_id
                )
            )
        made.extend(
            published.figure_of(
                election_id, station.station_id, C.VOTES, float(protocol.votes[row, column]), S.FINAL, at,
                contest_id=contest.contest_id, option=option,
            )
            for column, option in enumerate(contest.option_codes)
        )  # fmt: skip
    return made


def publications(of: World, protocol: Protocols) -> list[published.Publication]:
    """Turnout by the hour, then results by station, then their sums: in one district they are not the sums."""
    at = until(of.plan)
    made = published.hourly(of)
    stations = _of_stations(of, protocol, at)
    made.append((published.source_of(STATIONS_TITLE, at, stations), stations))
    districts = sorted({station.district_code for station in of.registry.stations if station.district_code.startswith("KZ-63/")})
    planted = Truth({}, frozenset(), frozenset(), frozenset(), "", districts[0], 0, "", "")
    sums, _ = published.sums(of, protocol, planted, S.FINAL, at)
    sums.extend(published.turnout_of(sums))
    sums = published.with_seats(of, sums, S.FINAL, at)
    made.append((published.source_of(EARLIER_TITLE, at, sums), sums))
    return made
