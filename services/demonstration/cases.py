"""Cases of the demonstration: gathered about planted discrepancies by the same services as everybody's, checked by invented colleagues."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from data.store import evidence, frames_results, people
from schemas.case import (
    CaseContent,
    CheckWay,
    ComparisonRow,
    Complaint,
    CustodyAct,
    CustodyStep,
    Evidence,
    EvidenceKind,
    GatheredReport,
    Origin,
    Side,
    Witness,
)
from schemas.counting import CountRule
from schemas.figure import FigureCode
from schemas.message import Message
from schemas.person import Actor, Role
from schemas.reports.violation import ComplaintAnswer, ComplaintTo
from schemas.voice import Voice
from services import case_gathering, case_law, cases, house, turnout
from services.case_gathering import Material
from services.clock import DEMONSTRATION_BEGINS
from services.demonstration.plan import ELECTION_ID, Plan
from services.demonstration.published import Publication
from services.demonstration.truth import Truth
from services.demonstration.watchers import World

ABOVE_COUNT, COPY_REFUSED, REMOVED = 7, 3, 2
"""How many documented cases of each kind, where the planted stations give as many; one more about a district's sums."""
ONE_CHECK, NO_CHECK = 2, 2
"""Further cases about protocols above the count that wait for their second, and for their first check."""
SECOND_ANALYST = Actor("demo-analyst-2", Role.ANALYST, "", "DEMO-ANALYST-2")
ANALYST = Actor("demo-analyst", Role.ANALYST, "", "DEMO-ANALYST")
COORDINATOR = Actor("demo-coordinator", Role.COORDINATOR, ELECTION_ID, "DEMO-COORDINATOR")
K, BY = EvidenceKind, Origin


@dataclass(frozen=True, slots=True)
class Planned:
    """One case before it is stored: who gathers it and who checks it."""

    content: CaseContent
    gatherer: Actor
    checkers: tuple[Actor, ...]


GATHERED_UNTIL = DEMONSTRATION_BEGINS - timedelta(minutes=45)
"""No original has moved since."""


VOTERS_INSIDE, COUNTED = Message("voters inside the premises"), Message("voters counted")
COPY_OF, LENGTH = Message("copy of the protocol"), Message("1 min 12 s")
HAPPENED = {"PRT-01": Message("a copy was asked for and not given"), "ACC-02": Message("an observer was told to leave")}
"""What the invented papers say: their lines are read in the reader's language, part by part (`wording.invented`)."""


def _document(kind: EvidenceKind, origin: Origin, place: str, says: str, held_by: str, at: datetime, by: str) -> Evidence:
    """An invented paper: its text is nothing but the line that is hashed, and it says that it is simulated."""
    sha256 = hashlib.sha256(f"SIMULATED|{kind}|{place}|{says}".encode()).hexdigest()
    steps = (
        CustodyStep(act=CustodyAct.RECEIVED, at=at, by_code=by),
        CustodyStep(act=CustodyAct.HANDED_OVER, at=at + timedelta(minutes=25), by_code=by),
        CustodyStep(act=CustodyAct.SEALED, at=at + timedelta(minutes=40), by_code=held_by),
    )
    custody = tuple(each for each in steps if each.at <= GATHERED_UNTIL)
    return Evidence(
        sha256=sha256, kind=kind, origin=origin, shows=f"SIMULATED · {says}"[:200], media_type="image/jpeg", made_at=at, held_by=held_by,
        custody=custody,
    )  # fmt: skip


def _photographed(paper: Evidence, report_id: str) -> Evidence:
    """The same paper under the hash of its photo, where the observer sent one."""
    with house.store().read() as connection:
        sent = evidence.of_report(connection, report_id)
    return paper.model_copy(update={"sha256": sent[0].sha256}) if sent else paper


def _complaints(number: int, at: datetime, now: datetime) -> tuple[Complaint, ...]:
    """In turn: the prosecutor without an answer, a court's five days, a higher commission, an answer in time, none."""
    morning = now - timedelta(minutes=95)
    turn = (number - 1) % 5
    if turn == 0:
        return (Complaint(body=ComplaintTo.PROSECUTOR, filed_at=at + timedelta(minutes=20), number=f"SIM-{410 + number}"),)
    if turn == 1:
        return (Complaint(body=ComplaintTo.COURT, filed_at=morning, number=f"SIM-2-{90 + number}"),)
    if turn == 2:
        return (Complaint(body=ComplaintTo.HIGHER_COMMISSION, filed_at=morning - timedelta(minutes=30), number=f"SIM-{17 + number}"),)
    if turn == 3:
        filed = at + timedelta(minutes=15)
        return (
            Complaint(
                body=ComplaintTo.PROSECUTOR, filed_at=filed, number=f"SIM-{410 + number}", answer=ComplaintAnswer.REJECTED,
                answered_at=min(filed + timedelta(minutes=50), now - timedelta(minutes=70)),
            ),
        )  # fmt: skip
    return ()


def _kept(material: Material, kinds: Sequence[str]) -> tuple[GatheredReport, ...]:
    """The station's reports of these kinds; of turnout only each observer's last."""
    last = {each.observer_code: each for each in material.reports if each.kind == "turnout"}
    return tuple(each for each in material.reports if each.kind in kinds or each is last.get(each.observer_code))


def _content(material: Material, class_code: str, number: int, at: datetime, now: datetime, kinds: Sequence[str]) -> CaseContent:
    chosen = _kept(material, kinds)
    complaints = _complaints(number, at, now)
    empty = CaseContent(class_code=class_code)
    joined = case_gathering.joined(empty, material, {each.report_id for each in chosen}, ())
    observers = dict.fromkeys(each.observer_code for each in chosen)
    page = 7 * number % 23
    journal = tuple(
        entry.model_copy(update={"number": f"SIM-{entry.at.day}/{page + place}"}) for place, entry in enumerate(joined.journal, 1)
    )
    return joined.model_copy(
        update={
            "events": tuple(each for each in joined.events if each.class_code == class_code)[:1],
            "complaints": complaints,
            "journal": journal,
            "norms": case_law.norms_of(class_code, with_deadlines=bool(complaints)),
            "witnesses": tuple(Witness(role="observer", code=code, signed=True) for code in observers),
            "act_written_at": at,
            "act_signatures": len(observers) + 1,
        }
    )


def _above_count(row: ComparisonRow | None, material: Material, number: int, now: datetime) -> CaseContent | None:
    """A signed copy whose voters are more than can have come, beside the act of who counted; None without either."""
    copy = next((each for each in material.reports if each.report_id in material.copies), None)
    if row is None or copy is None or row.ceiling is None or not row.differs:
        return None
    counted, stated = (side.value for side in row.sides)
    at, by, organisation = copy.received_at, copy.observer_code, copy.organisation_code
    paper = _document(K.SIGNED_COPY, BY.PRECINCT, material.station_id, f"{VOTERS_INSIDE}: {stated}", organisation, at, by)
    paper = _photographed(paper, copy.report_id)
    act = _document(K.WRITTEN_ACT, BY.OBSERVERS, material.station_id, f"{COUNTED}: {counted}", organisation, at, by)
    sides = tuple(
        side.model_copy(update={"documents": ((act if side.voice is Voice.COUNT else paper).sha256,), "as_of_at": at, "revision": 0})
        for side in row.sides
    )
    content = _content(material, "PRT-04", number, at, now, ("presence", "count"))
    return content.model_copy(update={"evidence": (paper, act), "comparisons": (row.model_copy(update={"sides": sides}),)})


def _happened(material: Material, class_code: str, number: int, now: datetime) -> CaseContent | None:
    """An event told by an act and, from elsewhere, by a registered complaint or a video; None where it did not happen."""
    event = next((each for each in material.events if each.class_code == class_code), None)
    told = next((each for each in material.reports if event is not None and each.report_id == event.report_id), None)
    if event is None or told is None:
        return None
    says = HAPPENED[class_code]
    place, by, organisation = material.station_id, told.observer_code, told.organisation_code
    act = _document(K.WRITTEN_ACT, BY.OBSERVERS, place, says, organisation, event.at, by)
    second = (
        _document(K.VIDEO, BY.OBSERVERS, place, f"{says} · {LENGTH}", organisation, event.at, by)
        if number % 2
        else _document(K.COMPLAINT, BY.AUTHORITY, place, says, organisation, event.at + timedelta(minutes=30), by)
    )
    content = _content(material, class_code, number, event.at, now, ("presence", "leaving" if class_code == "ACC-02" else "count"))
    documents = (act.sha256, second.sha256)
    events = (event.model_copy(update={"documents": documents, "account": event.account}),)
    return content.model_copy(update={"evidence": (act, second), "events": events, "station_ids": (place,)})


def _district(plan: Plan, planted: Truth, publication: Publication, analyst: Actor, now: datetime) -> CaseContent | None:
    """The district from which every copy is held, and whose published votes are others: None where no station of it is watched."""
    source, figures = publication
    contest = plan.election.leading_contest
    frame = frames_results.protocols(house.store(), ELECTION_ID, contest.contest_id, rule=CountRule.ALL)
    places = frames_results.stations(house.store(), ELECTION_ID).set_index("station_id")["district_code"]
    own = frame[frame["station_id"].map(places).eq(planted.differing_district) & frame["figure_code"].eq(FigureCode.VOTES.value)]
    stations = sorted(own["station_id"].unique())
    if not stations or len(stations) != int(places.eq(planted.differing_district).sum()):
        return None
    printed = Evidence(
        sha256=source.sha256, kind=K.PUBLICATION, origin=BY.HIGHER_COMMISSION, shows=source.title, made_at=source.published_at,
        custody=(CustodyStep(act=CustodyAct.RECEIVED, at=source.published_at or now, by_code=ANALYST.observer_code),),
    )  # fmt: skip
    # One copy a station: the first observer's, who watches the whole day there.
    materials = [case_gathering.of_station(analyst, ELECTION_ID, each, with_figures=False) for each in stations]
    known, reports = set(own["report_id"]), []
    for material in materials:
        reports += sorted((each for each in material.reports if each.report_id in known), key=lambda each: each.observer_code)[:1]
    own = own[own["report_id"].isin({each.report_id for each in reports})]
    copies = [
        _document(K.SIGNED_COPY, BY.PRECINCT, each.station_id, f"{COPY_OF}: {each.station_id}", each.organisation_code,
                  each.received_at, each.observer_code)
        for each in reports
    ]  # fmt: skip
    rows = []
    for option in contest.option_codes:
        published = next(each for each in figures if each.unit_id == planted.differing_district and each.code is FigureCode.VOTES
                         and each.option_code == option and each.contest_id == contest.contest_id)  # fmt: skip
        held = int(own.loc[own["option_code"].eq(option), "value"].sum())
        sides = (
            Side(voice=Voice.PROTOCOL, value=held, documents=tuple(each.sha256 for each in copies)),
            Side(voice=Voice.PUBLISHED, value=int(published.value), source=source.title, as_of_at=source.published_at,
                 documents=(printed.sha256,)),
        )  # fmt: skip
        rows.append(
            ComparisonRow(
                unit_id=planted.differing_district, contest_id=contest.contest_id, figure_code=FigureCode.VOTES, option_code=option,
                sides=sides, copies_n=len(stations), stations_n=len(stations),
            )
        )  # fmt: skip
    content = CaseContent(
        class_code="PRT-03", unit_id=planted.differing_district, evidence=(printed, *copies), comparisons=tuple(rows),
        complaints=_complaints(42, now, now), norms=case_law.norms_of("PRT-03", with_deadlines=True),
    )  # fmt: skip
    for material in materials:
        content = case_gathering.joined(content, material, {each.report_id for each in reports}, ())
    return content.model_copy(update={"events": ()})


def planned(world: World, planted: Truth, publication: Publication, now: datetime) -> Iterator[Planned]:
    """The cases in the order in which they are opened: only planted stations, those without a material leave no case."""
    by_turn = ((ANALYST, (COORDINATOR, SECOND_ANALYST)), (SECOND_ANALYST, (COORDINATOR, ANALYST)))
    materials = [
        case_gathering.of_station(ANALYST, ELECTION_ID, each, with_figures=False) for each in sorted(planted.protocol_above)
    ]
    taken: set[str] = set()
    number = 0

    def take(contents: Iterator[tuple[str, CaseContent | None]], wanted: int, checks: int) -> Iterator[Planned]:
        nonlocal number
        made = 0
        for station_id, content in contents:
            if made == wanted:
                return
            if content is None or station_id in taken:
                continue
            gatherer, checkers = by_turn[number % 2] if checks == len(by_turn) else by_turn[1]
            taken.add(station_id)
            number, made = number + 1, made + 1
            yield Planned(content, gatherer, checkers[:checks])

    # The page's own table: a case says the ceiling that everybody sees.
    table = turnout.compute(world.plan.election, CountRule.ALL).table

    def above() -> Iterator[tuple[str, CaseContent | None]]:
        for each in materials:
            row = case_gathering.turnout_row(world.plan.election, table, each.station_id)
            yield each.station_id, _above_count(row, each, number, now)

    district = _district(world.plan, planted, publication, ANALYST, now)
    yield from take(iter([(planted.differing_district, district)]), 1, 2)
    yield from take(((each.station_id, _happened(each, "ACC-02", number, now)) for each in materials), REMOVED, 2)
    yield from take(((each.station_id, _happened(each, "PRT-01", number, now)) for each in materials), COPY_REFUSED, 2)
    yield from take(above(), ABOVE_COUNT, 2)
    yield from take(above(), ONE_CHECK, 1)
    yield from take(above(), NO_CHECK, 0)


def store(world: World, planted: Truth, publication: Publication, now: datetime) -> int:
    """Opens and checks the demonstration's cases; what is there already stays as it is. Returns how many there are."""
    colleague = {"account_id": SECOND_ANALYST.account_id, "election_id": "", "role": Role.ANALYST, "organisation_code": "",
                 "observer_code": SECOND_ANALYST.observer_code, "created_at": now - timedelta(days=3)}  # fmt: skip
    house.store().write(lambda connection: people.add_once(connection, colleague))
    made = 0
    for made, each in enumerate(planned(world, planted, publication, now), 1):
        at = now - timedelta(minutes=39) + timedelta(minutes=made)
        chance = world.plan.chance(f"case {made}")
        case_id = cases.open_case(each.gatherer, ELECTION_ID, each.content, case_id=UUID(int=chance.getrandbits(128), version=4), at=at)
        stored = cases.read(each.gatherer, case_id)
        for place, checker in enumerate(each.checkers[len(stored.checks) :], len(stored.checks)):
            way = CheckWay.READ_DOCUMENT if place == 0 else CheckWay.CALLED_BACK
            when = at + timedelta(minutes=6 * (place + 1))
            cases.check(checker, stored, way, confirmed=True, material_sha256=stored.content.material_sha256, at=when)
    return made
