"""What the simulated commission publishes: turnout by the hour, a preliminary evening, sums by district, region and country."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from schemas import canonical
from schemas.day import due_instants
from schemas.figure import FIGURE_UNITS, FigureCode
from schemas.message import Message
from schemas.official import Basis, OfficialFigure, OfficialSource, OfficialStatus
from services.demonstration.places import IMPOSSIBLE_REGION
from services.demonstration.plan import FINAL_TITLE, PUBLISHER
from services.demonstration.protocols import Protocols
from services.demonstration.truth import Truth
from services.demonstration.voters import Floats, Ints, late_afternoon, midnight
from services.demonstration.watchers import World

C, S = FigureCode, OfficialStatus
MOVED_SHARE = 0.12
"""Of the second option's votes in the differing district, moved to the first in the published row."""
IMPOSSIBLE_TURNOUT = 0.968
TURNOUT_TITLES = {
    10: Message("SIMULATED: turnout as of 10:00, country and regions"),
    12: Message("SIMULATED: turnout as of 12:00, country and regions"),
    14: Message("SIMULATED: turnout as of 14:00, country and regions"),
    16: Message("SIMULATED: turnout as of 16:00, country and regions"),
    18: Message("SIMULATED: turnout as of 18:00, country and regions"),
    20: Message("SIMULATED: turnout as of 20:00, country and regions"),
}
EVENING_TITLE = Message("SIMULATED: preliminary turnout as of 22:00, country and regions")
SHARES_TITLE = Message("SIMULATED: preliminary shares of votes, country")
"""Invented publications have no language of their own: pages show their titles in the reader's."""
Publication = tuple[OfficialSource, list[OfficialFigure]]


@dataclass(frozen=True)
class Sums:
    """Group sums over the stations of a unit: `matrix[unit, station]` as index lists."""

    unit_ids: tuple[str, ...]
    members: tuple[Ints, ...]

    def of(self, values: Ints | Floats) -> list[float]:
        return [float(values[index].sum()) for index in self.members]


def _groups(world: World, with_districts: bool) -> Sums:
    stations = world.registry.stations
    found: dict[str, list[int]] = {"KZ": list(range(len(stations)))}
    for index, station in enumerate(stations):
        found.setdefault(station.region_code, []).append(index)
    if with_districts:
        for index, station in enumerate(stations):
            if station.district_code:
                found.setdefault(station.district_code, []).append(index)
    return Sums(tuple(found), tuple(np.array(indices, dtype=np.int64) for indices in found.values()))


def source_of(title: str, at: datetime, figures: list[OfficialFigure]) -> OfficialSource:
    sha256 = hashlib.sha256(canonical.dumps([figure.model_dump(mode="json") for figure in figures])).hexdigest()
    return OfficialSource(
        publisher=str(PUBLISHER), title=str(title), address="", published_at=at, retrieved_at=at, language="en", sha256=sha256
    )


def figure_of(
    election_id: str,
    unit_id: str,
    code: FigureCode,
    value: float,
    status: OfficialStatus,
    at: datetime | None,
    *,
    contest_id: str = "",
    option: str = "",
    basis: Basis = Basis.NONE,
    printed: str = "",
) -> OfficialFigure:
    return OfficialFigure(
        election_id=election_id,
        unit_id=unit_id,
        contest_id=contest_id,
        code=code,
        option_code=option,
        unit=FIGURE_UNITS[code],
        value=value,
        as_printed=printed or f"{value:.0f}",
        basis=basis,
        status=status,
        as_of_at=at,
    )


def turnout_at(world: World, at: datetime, status: OfficialStatus, title: str, published_at: datetime) -> Publication:
    """Voters who received ballots, share of the list, country and regions, to two decimals of a per cent."""
    groups = _groups(world, with_districts=False)
    stated = world.day.stated_at(at, midnight(world.plan), late_afternoon(world.plan))
    figures, election_id = [], world.plan.election.election_id
    raised = _raised(world) if at >= late_afternoon(world.plan) else 0.0
    for unit_id, numerator, denominator in zip(groups.unit_ids, groups.of(stated), groups.of(world.day.listed), strict=True):
        share = (
            IMPOSSIBLE_TURNOUT
            if unit_id == IMPOSSIBLE_REGION and raised
            else (numerator + (raised if unit_id == "KZ" else 0)) / denominator
        )
        figures.append(
            figure_of(
                election_id, unit_id, C.TURNOUT_ISSUED_SHARE, round(share, 4), status, at, basis=Basis.ISSUED_OF_LIST,
                printed=f"{100 * share:.2f}",
            )
        )
    return source_of(title, published_at, figures), figures


def _raised(world: World) -> float:
    """What the impossible region's published voters exceed its protocols by."""
    region = np.array([station.region_code == IMPOSSIBLE_REGION for station in world.registry.stations])
    return max(0.0, round(IMPOSSIBLE_TURNOUT * float(world.day.listed[region].sum())) - float(world.day.issued[region].sum()))


def sums(world: World, protocol: Protocols, truth: Truth, status: OfficialStatus, at: datetime) -> tuple[list[OfficialFigure], int]:
    """Sums of the protocols with the planted differences, in the published rows of one contest; votes moved."""
    groups, contest = _groups(world, with_districts=True), protocol.contest
    table: dict[FigureCode | str, list[float]] = {
        code: groups.of(values)
        for code, values in protocol.lines.items()
        if code in (C.REGISTERED_VOTERS, C.BALLOTS_ISSUED, C.BALLOTS_INVALID)
    }
    for column, option in enumerate(contest.option_codes):
        table[option] = groups.of(protocol.votes[:, column])
    moved = _plant(world, groups, table, contest.option_codes, truth) if contest.leading else 0
    figures, election_id = [], world.plan.election.election_id
    for row, unit_id in enumerate(groups.unit_ids):
        for code in (C.REGISTERED_VOTERS, C.BALLOTS_ISSUED, C.BALLOTS_INVALID):
            figures.append(
                figure_of(
                    election_id,
                    unit_id,
                    code,
                    table[code][row],
                    status,
                    at,
                    contest_id="" if code is C.REGISTERED_VOTERS and contest.leading else contest.contest_id,
                )
            )
        total = sum(table[option][row] for option in contest.option_codes)
        figures.append(figure_of(election_id, unit_id, C.VOTES_FOR_OPTIONS, total, status, at, contest_id=contest.contest_id))
        for option in contest.option_codes:
            figures.append(
                figure_of(election_id, unit_id, C.VOTES, table[option][row], status, at, contest_id=contest.contest_id, option=option)
            )
            if total and "/" not in unit_id:
                share = table[option][row] / total
                figures.append(
                    figure_of(
                        election_id,
                        unit_id,
                        C.VOTES_SHARE,
                        round(share, 4),
                        status,
                        at,
                        contest_id=contest.contest_id,
                        option=option,
                        basis=Basis.OPTION_OF_VOTES,
                        printed=f"{100 * share:.2f}",
                    )
                )
    return figures, moved


def _plant(world: World, groups: Sums, table: dict[FigureCode | str, list[float]], options: tuple[str, ...], truth: Truth) -> int:
    """Moves votes in one district's published row, swaps two options in another's, raises one region beyond what can be."""
    place = {unit_id: row for row, unit_id in enumerate(groups.unit_ids)}
    moved = 0
    if truth.differing_district in place:
        row = place[truth.differing_district]
        moved = max(1, round(MOVED_SHARE * table[options[1]][row]))
        for unit_row in (row, place[truth.differing_district.partition("/")[0]], place["KZ"]):
            table[options[0]][unit_row] += moved
            table[options[1]][unit_row] -= moved
    if truth.swapped_district in place:
        row = place[truth.swapped_district]
        table[options[1]][row], table[options[2]][row] = table[options[2]][row], table[options[1]][row]
    raised = round(_raised(world))
    if raised and IMPOSSIBLE_REGION in place:
        own = [unit_id for unit_id in groups.unit_ids if unit_id.startswith(f"{IMPOSSIBLE_REGION}/")]
        parts = [raised // len(own) + (number < raised % len(own)) for number in range(len(own))]
        for unit_id, part in [*zip(own, parts, strict=True), (IMPOSSIBLE_REGION, raised), ("KZ", raised)]:
            table[C.BALLOTS_ISSUED][place[unit_id]] += part
            table[options[0]][place[unit_id]] += part
    return moved


def turnout_of(final: list[OfficialFigure]) -> list[OfficialFigure]:
    """The day's turnout of country and regions, from the final counts of the leading contest: a value of no hour."""
    counts = {
        (figure.unit_id, figure.code): figure.value for figure in reversed(final) if figure.code in (C.REGISTERED_VOTERS, C.BALLOTS_ISSUED)
    }
    units = [
        figure.unit_id for figure in final if figure.code is C.REGISTERED_VOTERS and not figure.contest_id and "/" not in figure.unit_id
    ]
    made = []
    for unit_id in units:
        share = counts[unit_id, C.BALLOTS_ISSUED] / counts[unit_id, C.REGISTERED_VOTERS]
        printed = f"{100 * share:.2f}"
        made.append(
            figure_of(
                final[0].election_id, unit_id, C.TURNOUT_ISSUED_SHARE, round(share, 4), S.FINAL, None, basis=Basis.ISSUED_OF_LIST,
                printed=printed,
            )
        )
    return made


def with_seats(world: World, figures: list[OfficialFigure], status: OfficialStatus, at: datetime) -> list[OfficialFigure]:
    from analysis.seats import allocate

    contest = world.plan.election.leading_contest
    votes = {
        figure.option_code: int(figure.value)
        for figure in figures
        if figure.code is C.VOTES
        and figure.unit_id == "KZ"
        and figure.option_code != contest.against_all
        and figure.contest_id == contest.contest_id
    }
    base = sum(
        int(figure.value)
        for figure in figures
        if figure.code is C.VOTES_FOR_OPTIONS and figure.unit_id == "KZ" and figure.contest_id == contest.contest_id
    )
    seats = allocate(votes, contest.seats or 0, contest.threshold_share or 0.0, base=base)
    return [
        *figures,
        *(
            figure_of(
                world.plan.election.election_id, "KZ", C.SEATS, seats.get(option, 0), status, at, contest_id=contest.contest_id,
                option=option,
            )
            for option in votes
        ),
    ]


def hourly(world: World) -> list[Publication]:
    """Turnout at each set hour, twenty minutes later."""
    return [
        turnout_at(world, due, S.INTERIM, TURNOUT_TITLES[hour], due + timedelta(minutes=20))
        for hour, due in zip(world.plan.election.turnout_hours, due_instants(world.plan.election), strict=True)
    ]


def publish(world: World, truth: Truth, now: datetime) -> tuple[list[Publication], Truth]:
    """Every publication in the order of its hour, and the truth completed by what was planted in them."""
    plan = world.plan
    made = hourly(world)
    evening = due_instants(plan.election)[-1] + timedelta(hours=2)
    made.append(
        turnout_at(
            world,
            evening,
            S.PRELIMINARY,
            EVENING_TITLE,
            evening + timedelta(minutes=10),
        )
    )
    at = now - timedelta(minutes=40)
    final: list[OfficialFigure] = []
    moved = 0
    for protocol in world.protocols:
        own, planted = sums(world, protocol, truth, S.FINAL, at)
        final.extend(own)
        moved += planted
    preliminary = [
        figure.model_copy(
            update={
                "status": S.PRELIMINARY,
                "value": round(figure.value, 3),
                "as_printed": f"{100 * figure.value:.1f}",
                "as_of_at": at - timedelta(hours=4),
            }
        )
        for figure in final
        if figure.unit_id == "KZ" and figure.code is C.VOTES_SHARE
    ]
    made.append((source_of(SHARES_TITLE, at - timedelta(hours=4), preliminary), preliminary))
    final.extend(turnout_of(final))
    final = with_seats(world, final, S.FINAL, at)
    made.append((source_of(FINAL_TITLE, at, final), final))
    return made, replace(truth, moved_votes=moved, impossible_region=IMPOSSIBLE_REGION)
