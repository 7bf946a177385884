"""What an observer has answered and not yet sent: kept at every step, so that a reload, a lost socket or a restart loses nothing.

A draft holds texts as typed, not yet values, and the report's id, made once: a double tap, a reload and a resend are one report."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from data.store import drafts as stored
from data.store.writer import WriterBusy
from schemas.day import due_at_place
from schemas.finding import Answer, Finding
from schemas.message import Message
from schemas.missing import MissingReason
from schemas.model import Instant, Model
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from schemas.report import Revision
from schemas.reports.body import ReportKind
from services import clock, house, registry
from services.permissions import Act, require

CHECK, QUESTION = "check", "question"
"""Places after the steps: the report read back, and what is asked before it is stored."""
LONGEST_DRAFT = 200_000
"""Characters kept on the server for one draft; more is an accident of copying and stays in the field."""
CORRECTION, DICTATED = "correct", "dictate"
REPEATED = frozenset({ReportKind.VIOLATION, ReportKind.AWAY, ReportKind.TURNOUT})


NOT_KEPT = Message("The server is busy: your last answers are not kept there yet. Go on, or tap again in {n} s.")
"""Whatever is tapped next keeps them: nothing tries again by itself."""


class Draft(Model):
    """`typed` by field id: the text of a field, the code of a choice, the codes of several. `place` is a step's id, CHECK or QUESTION."""

    form_key: str
    election_id: str
    station_id: str
    report_id: UUID
    revision: int = 1
    kind: ReportKind
    contest_id: str = ""
    due_at: Instant | None = None
    begun_at: Instant
    place: str = ""
    typed: dict[str, str | tuple[str, ...]] = {}
    missing: dict[str, MissingReason] = {}
    with_details: bool = False
    """A violation is sent after its first questions; the rest is asked when the observer wants to go on."""
    findings: tuple[Finding, ...] = ()
    answers: tuple[Answer, ...] = ()
    weighed: dict[str, str] = {}
    """What was chosen and written at a question and not given yet: by the question's code, and its code with `-why`."""
    reason: str = ""
    prefilled_at: Instant | None = None
    """Of when the report is whose answers this one began with."""

    @property
    def is_correction(self) -> bool:
        return self.revision > 1

    @property
    def observer_code(self) -> str:
        """Who dictates this report to whoever types it; "" for one's own."""
        return self.form_key.split("~")[1] if self.form_key.startswith(f"{DICTATED}~") else ""

    @property
    def is_empty(self) -> bool:
        return not self.typed and not self.missing

    def answered(self, field_id: str) -> str | tuple[str, ...] | None:
        return self.typed.get(field_id) or None


def key_of(kind: ReportKind, *, due_at: datetime | None = None, contest_id: str = "", report_id: UUID | None = None) -> str:
    """The name of one form instance, as it stands in the address of the page. It says nothing about what was seen."""
    if due_at is not None:
        return f"{kind}~{due_at:%Y%m%dT%H%MZ}"
    return f"{kind}~{contest_id or report_id}" if contest_id or report_id else str(kind)


def correction_key(report_id: str) -> str:
    return f"{CORRECTION}~{report_id}"


def dictated_key(observer_code: str, form_key: str) -> str:
    """The same form, typed for the observer of this code."""
    return f"{DICTATED}~{observer_code}~{form_key}"


def plain_key(form_key: str) -> str:
    """The form's own name, whoever types it."""
    return form_key.split("~", 2)[-1] if form_key.startswith(f"{DICTATED}~") else form_key


def unknown(form_key: str) -> Problem:
    return Problem(ProblemCode.NOT_FOUND, Message("There is no form “{form}” here. Go back to your day."), values={"form": form_key[:60]})


def _read_key(form_key: str, election_id: str) -> tuple[ReportKind, datetime | None, str, UUID | None]:
    """Raises Problem (not found) for a key no screen of ours makes."""
    name, _, rest = form_key.partition("~")
    try:
        kind = ReportKind(name)
        if kind is ReportKind.COUNT:
            if registry.election(election_id).contest(rest) is None:
                raise unknown(form_key)
            return kind, None, rest, None
        if kind is ReportKind.TURNOUT and rest.endswith("Z"):
            return kind, datetime.strptime(rest, "%Y%m%dT%H%MZ").replace(tzinfo=UTC), "", None
        if kind in REPEATED:
            return kind, None, "", UUID(rest)
    except ValueError:
        raise unknown(form_key) from None
    if rest:
        raise unknown(form_key)
    return kind, None, "", None


def _due(election_id: str, station_id: str) -> tuple[datetime, ...]:
    return due_at_place(registry.election(election_id), registry.station(election_id, station_id).time_zone)


def _name(actor: Actor, station_id: str, form_key: str) -> str:
    return f"{actor.election_id}|{station_id}|{form_key}"[:200]


def find(actor: Actor, station_id: str, form_key: str) -> Draft | None:
    """The draft under this key, if one was begun."""
    require(actor, Act.KEEP_DRAFT)
    with house.store().read() as connection:
        payload = stored.get(connection, actor.account_id, _name(actor, station_id, form_key))
    return None if payload is None else Draft.model_validate_json(payload)


def begin(
    actor: Actor,
    station_id: str,
    form_key: str,
    *,
    typed: dict[str, str | tuple[str, ...]] | None = None,
    missing: dict[str, MissingReason] | None = None,
    prefilled_at: datetime | None = None,
    place: str = "",
    new_id: Callable[[], UUID] = uuid4,
) -> Draft:
    """The draft under this key, made if there is none. Two tabs at once get the same one: the writer decides.
    Raises Problem (not found) for an unknown key."""
    if (found := find(actor, station_id, form_key)) is not None:
        return found
    kind, due_at, contest_id, report_id = _read_key(plain_key(form_key), actor.election_id)
    if due_at is not None and due_at not in _due(actor.election_id, station_id):
        raise unknown(form_key)
    made = Draft(
        form_key=form_key,
        election_id=actor.election_id,
        station_id=station_id,
        report_id=report_id or new_id(),
        kind=kind,
        contest_id=contest_id,
        due_at=due_at,
        begun_at=clock.now(),
        typed=typed or {},
        missing=missing or {},
        prefilled_at=prefilled_at,
        place=place,
    )
    return _keep_first(actor, made)


def correction(
    revision: Revision,
    typed: dict[str, str | tuple[str, ...]],
    missing: dict[str, MissingReason],
    due_at: datetime | None,
    *,
    with_details: bool,
) -> Draft:
    """A draft of the next revision, filled with what was sent before: read back, so that the one wrong answer is a tap away."""
    return Draft(
        form_key=correction_key(revision.report_id),
        election_id=revision.election_id,
        station_id=revision.station_id,
        report_id=UUID(revision.report_id),
        revision=revision.revision + 1,
        kind=revision.kind,
        contest_id=revision.contest_id,
        due_at=due_at,
        begun_at=revision.observed_at,
        typed=typed,
        missing=missing,
        with_details=with_details,
        place=CHECK,
    )


def begin_correction(actor: Actor, made: Draft) -> Draft:
    """The correction as begun before, else this one."""
    return find(actor, made.station_id, made.form_key) or _keep_first(actor, made)


def _keep_first(actor: Actor, made: Draft) -> Draft:
    name, payload = _name(actor, made.station_id, made.form_key), made.model_dump_json()

    def work(connection: Any) -> str:
        known = stored.get(connection, actor.account_id, name)
        if known is None:
            stored.save(connection, actor.account_id, name, payload, clock.now())
        return known or payload

    return Draft.model_validate_json(_write(work))


def _write(work: Callable[[Any], str]) -> str:
    try:
        return house.store().write(work)
    except WriterBusy:
        raise Problem(
            ProblemCode.BUSY, NOT_KEPT, values={"n": 5}, retry_after=5
        ) from None


def save(actor: Actor, draft: Draft) -> None:
    """Keeps the draft on the server. Raises Problem: too large (it stays in the field), busy."""
    require(actor, Act.KEEP_DRAFT, election_id=draft.election_id)
    payload = draft.model_dump_json(exclude_defaults=True)
    if len(payload) > LONGEST_DRAFT:
        raise Problem(ProblemCode.TOO_LARGE, Message("The text is too long to be kept: shorten it. It is still in the field."))

    def work(connection: Any) -> str:
        stored.save(connection, actor.account_id, _name(actor, draft.station_id, draft.form_key), payload, clock.now())
        return ""

    _write(work)


def drop(actor: Actor, draft: Draft) -> None:
    """Forgets a draft: after it was sent, or when the observer throws it away."""
    require(actor, Act.KEEP_DRAFT, election_id=draft.election_id)
    name = _name(actor, draft.station_id, draft.form_key)
    house.store().write(lambda connection: stored.drop(connection, actor.account_id, name))


def waiting(actor: Actor, station_id: str) -> tuple[Draft, ...]:
    """Drafts of one station in which something was answered: what is not sent yet."""
    require(actor, Act.KEEP_DRAFT)
    begins = _name(actor, station_id, "")
    with house.store().read() as connection:
        payloads = stored.begun(connection, actor.account_id, begins)
    return tuple(draft for draft in (Draft.model_validate_json(payload) for payload in payloads) if not draft.is_empty)
