"""Cases: opened, added to, checked, read. The level of wording is computed at every reading and can be typed by nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from data.store import cases as stored
from schemas.case import NOTE_LENGTH, CaseCheck, CaseContent, CheckWay
from schemas.case_level import Standing, standing
from schemas.deadlines import Deadline, deadline
from schemas.election import Election
from schemas.message import Message
from schemas.model import LINE_LENGTH
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from services import case_marks, clock, house, reading, registry
from services.case_marks import Mark
from services.parsing import at_most
from services.permissions import Act, require
from services.reading import Reading

REASON_LEAST = 3
CHANGED = Message("Somebody else has changed this case meanwhile. Open it again and repeat your change.")


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version without its content: who made it (a code), when and why."""

    version: int
    author_id: str
    author_code: str
    reason: str
    sha256: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands: its newest content, every version's line, every check, the level with what is missing to the next, and which
    of its reports do not stand as they were gathered.

    `not_independent`: account ids of those whose check counts for nothing: who gathered it, who wrote its reports, and who
    typed them by phone."""

    case_id: str
    number: int
    election_id: str
    content: CaseContent
    versions: tuple[VersionLine, ...]
    checks: tuple[CaseCheck, ...]
    standing: Standing
    not_independent: frozenset[str]
    marks: tuple[Mark, ...] = ()

    @property
    def is_held(self) -> bool:
        """Whether it rests on a report that is set aside now: it stays unverified."""
        return any(each.holds for each in self.marks)

    @property
    def newest(self) -> VersionLine:
        return self.versions[-1]

    def deadlines(self, election: Election, now: datetime) -> tuple[Deadline, ...]:
        """One for each complaint, in its order."""
        return tuple(deadline(each, election.held_on, election.capital_zone, now) for each in self.content.complaints)


def _case(rows: Sequence[Any], election_id: str, checks: Sequence[CaseCheck], wrote: Mapping[int, frozenset[str]]) -> Case:
    newest = rows[-1]
    content = CaseContent.model_validate_json(newest.payload)
    writers = {account_id for each in content.reports for account_id in wrote.get(each.revision_id, ())}
    not_independent = frozenset(writers | {row.author_id for row in rows})
    lines = tuple(VersionLine(row.version, row.author_id, row.author_code, row.reason, row.sha256, row.made_at) for row in rows)
    made = standing(content, checks, not_independent)
    return Case(newest.case_id, newest.number, election_id, content, lines, tuple(checks), made, not_independent)


def _writers(connection: Any, payloads: Sequence[str]) -> dict[int, frozenset[str]]:
    wanted = {each.revision_id for payload in payloads for each in CaseContent.model_validate_json(payload).reports}
    return stored.writers_of(connection, sorted(wanted)) if wanted else {}


def _marked(connection: Any, cases: Sequence[Case]) -> tuple[Case, ...]:
    """The same cases with what has become of their reports since, and the level that follows."""
    found = case_marks.marks(connection, [each.content for each in cases])
    return tuple(_with(case, marks) if marks else case for case, marks in zip(cases, found, strict=True))


def _with(case: Case, marks: tuple[Mark, ...]) -> Case:
    is_held = any(each.holds for each in marks)
    return replace(case, marks=marks, standing=standing(case.content, case.checks, case.not_independent, is_held=is_held))


def compute(election_id: str) -> tuple[Case, ...]:
    """Every case of an election by number, without the marks, which change with the reports."""
    with house.store().read() as connection:
        rows, checks = stored.every(connection, election_id), stored.checks(connection, election_id)
        by_case: dict[str, list[Any]] = {}
        for row in rows:
            by_case.setdefault(row.case_id, []).append(row)
        wrote = _writers(connection, [own[-1].payload for own in by_case.values()])
    return tuple(_case(own, election_id, checks.get(case_id, []), wrote) for case_id, own in by_case.items())


def ledger(actor: Actor, election_id: str) -> Reading[tuple[Case, ...]]:
    """Every case of an election by number. Raises Problem: forbidden, not found."""
    require(actor, Act.READ_CASE, election_id=election_id)
    registry.election(election_id)
    with house.store().read() as connection:
        extent = stored.extent(connection)
    # Kept by the cases' own extent: a thousand new reports change no case, and a new version is seen at once.
    known = reading.remember("cases", election_id, extent, lambda: compute(election_id))
    with house.store().read() as connection:
        return Reading(_marked(connection, known), reading.ledger_length())


def read(actor: Actor, case_id: str) -> Case:
    """One case as it stands now. Raises Problem: forbidden, not found."""
    require(actor, Act.READ_CASE)
    with house.store().read() as connection:
        rows = stored.versions(connection, case_id)
        if not rows:
            raise Problem(ProblemCode.NOT_FOUND, Message("There is no case under this address. Check the link."))
        election_id = rows[0].election_id
        require(actor, Act.READ_CASE, election_id=election_id)
        checks = stored.checks(connection, election_id).get(case_id, [])
        wrote = _writers(connection, [rows[-1].payload])
        return _marked(connection, [_case(rows, election_id, checks, wrote)])[0]


def numbered(actor: Actor, election_id: str, number: str) -> Case | None:
    """The case of a number in an election; None where there is none."""
    return next((each for each in ledger(actor, election_id).value if str(each.number) == number), None)


def open_case(actor: Actor, election_id: str, content: CaseContent, *, case_id: UUID | None = None, at: datetime | None = None) -> str:
    """Opens a case; the same id again is the same case. Returns its id. Raises Problem: forbidden, not found."""
    require(actor, Act.ADD_TO_CASE, election_id=election_id)
    registry.election(election_id)
    first = stored.NewVersion(str(case_id or uuid4()), 1, content, actor.account_id, _code(actor), "", at or clock.now())
    house.store().write(lambda connection: stored.open_case(connection, election_id, first))
    return first.case_id


def revise(actor: Actor, case: Case, content: CaseContent, reason: str) -> int:
    """A next version, with the reason. Anybody who may add may add material; what is law, complaint or state is an analyst's.
    Raises Problem: forbidden, impossible (no reason), conflict (somebody else's version came first)."""
    only_material = _beside_material(content) == _beside_material(case.content)
    require(actor, Act.ADD_TO_CASE if only_material else Act.WRITE_CASE, election_id=case.election_id)
    if len(reason.strip()) < REASON_LEAST:
        raise Problem(ProblemCode.IMPOSSIBLE, Message("Say in a few words why the case changes."))
    new = stored.NewVersion(
        case.case_id, case.newest.version + 1, content, actor.account_id, _code(actor), at_most(reason, LINE_LENGTH), clock.now()
    )
    try:
        made = house.store().write(lambda connection: stored.append_version(connection, new))
    except stored.NotNewest as error:
        raise Problem(ProblemCode.CONFLICT, CHANGED) from error
    return made


MATERIAL = frozenset({"reports", "evidence", "comparisons", "events", "station_ids", "journal", "accreditations", "incident_ids"})


def _beside_material(content: CaseContent) -> dict[str, object]:
    return content.model_dump(exclude=set(MATERIAL))


def check(
    actor: Actor, case: Case, way: CheckWay, *, confirmed: bool, material_sha256: str, note: str = "", at: datetime | None = None
) -> None:
    """One person's check of the material they saw (`material_sha256` of the version on their screen). Raises Problem: forbidden for who
    gathered or reported it; conflict where the material has changed since; impossible where a refusal gives no reason."""
    require(actor, Act.CHECK_CASE, election_id=case.election_id)
    if actor.account_id in case.not_independent:
        raise Problem(ProblemCode.FORBIDDEN, Message("Who reported or gathered a case does not check it. Ask a colleague."))
    if material_sha256 != case.content.material_sha256:
        raise Problem(ProblemCode.CONFLICT, Message("The case has changed since you opened it. Look at it again before you check it."))
    if not confirmed and len(note.strip()) < REASON_LEAST:
        raise Problem(ProblemCode.IMPOSSIBLE, Message("Say what does not agree."))
    made = CaseCheck(
        way=way, confirmed=confirmed, checker_id=actor.account_id, checker_code=_code(actor), organisation_code=actor.organisation_code,
        material_sha256=material_sha256, version=case.newest.version, note=at_most(note, NOTE_LENGTH), checked_at=at or clock.now(),
    )  # fmt: skip
    house.store().write(lambda connection: stored.append_check(connection, case.case_id, made))


def _code(actor: Actor) -> str:
    return (actor.observer_code or actor.account_id)[:24]
