"""Opening a sealed original takes two people: one asks and says why, another agrees and says why; each step is in the ledger.

What this server hands out is the sealed file. The key that opens it is elsewhere: `manage.py evidence open`, on the machine that has it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from data.store import evidence as stored
from data.store.evidence_files import Shelf
from schemas.evidence import KeptAs, OriginalStep, Photo
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from services import clock, house, photos
from services.parsing import at_most
from services.permissions import Act, may, require

REASON_LEAST, REASON_LONGEST = 10, 500
OPEN_FOR = timedelta(hours=24)
"""After the second person agreed; then it is asked again."""
NO_REASON = Message("Say why, in at least {n} signs: the reason is kept for ever.")
NO_REQUEST = Message("Nobody asked for this original.")


@dataclass(frozen=True, slots=True)
class Taken:
    """One step: who took it (a code), why, when."""

    step: OriginalStep
    account_id: str
    code: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Request:
    """One request for an original, with everything that followed, oldest first."""

    request_id: int
    evidence_id: int
    steps: tuple[Taken, ...]

    @property
    def asked(self) -> Taken:
        return self.steps[0]

    @property
    def agreed(self) -> Taken | None:
        return next((each for each in self.steps if each.step is OriginalStep.APPROVED), None)

    def is_waiting(self) -> bool:
        return self.agreed is None

    def is_open(self, now: datetime) -> bool:
        return self.agreed is not None and now < self.agreed.at + OPEN_FOR

    def is_of(self, account_id: str) -> bool:
        """Whether this person asked or agreed: nobody else is given the file."""
        return account_id in {each.account_id for each in self.steps if each.step is not OriginalStep.OPENED}


def may_ask(actor: Actor, photo: Photo) -> bool:
    return may(actor, Act.OPEN_EVIDENCE) and photo.kept_as is KeptAs.SEALED


def requests(actor: Actor, photo: Photo) -> tuple[Request, ...]:
    """Every request for this original, newest first: its custody trail. Raises Problem: forbidden."""
    require(actor, Act.OPEN_EVIDENCE, election_id=photo.election_id)
    with house.store().read() as connection:
        return _requests(stored.accesses_of(connection, photo.evidence_id))


def _requests(rows: Any) -> tuple[Request, ...]:
    by_request: dict[int, list[Any]] = {}
    for row in rows:
        by_request.setdefault(row.request_id or row.access_id, []).append(row)
    made = [Request(number, own[0].evidence_id, tuple(_taken(row) for row in own)) for number, own in by_request.items()]
    return tuple(sorted(made, key=lambda each: -each.request_id))


def _taken(row: Any) -> Taken:
    return Taken(OriginalStep(row.step), row.account_id, row.observer_code or row.account_id, row.reason, row.happened_at)


def _reason(words: str) -> str:
    reason = " ".join(words.split())
    if len(at_most(reason, REASON_LONGEST)) < REASON_LEAST:
        raise Problem(ProblemCode.IMPOSSIBLE, NO_REASON, values={"n": REASON_LEAST})
    return reason


def ask(actor: Actor, photo: Photo, reason: str) -> int:
    """Asks for the original of a photo of a sent report; returns the request's number.
    Raises Problem: forbidden, not found (no such photo, or no original is kept), impossible (no reason), conflict (asked already)."""
    require(actor, Act.OPEN_EVIDENCE, election_id=photo.election_id)
    said = _reason(reason)

    def work(connection: Any) -> int:
        row = stored.get(connection, photo.evidence_id)
        if row is None or row.is_withdrawn or row.kept_as != KeptAs.SEALED or not stored.is_sent(connection, row.report_id):
            raise Problem(ProblemCode.NOT_FOUND, photos.NO_SUCH)
        known = _requests(stored.accesses_of(connection, photo.evidence_id))
        if any(each.is_waiting() for each in known):
            raise Problem(ProblemCode.CONFLICT, Message("This original is asked for already: a second person may agree."))
        return stored.add_access(connection, _row(actor, photo.evidence_id, None, OriginalStep.REQUESTED, said))

    return house.store().write(work)


def _row(actor: Actor, evidence_id: int, request_id: int | None, step: OriginalStep, reason: str) -> dict[str, object]:
    return {"evidence_id": evidence_id, "request_id": request_id, "step": step, "account_id": actor.account_id, "reason": reason,
            "happened_at": clock.now()}  # fmt: skip


def _request(connection: Any, actor: Actor, request_id: int) -> Request:
    found = _requests(stored.accesses(connection, request_id))
    photo = stored.get(connection, found[0].evidence_id) if found else None
    if photo is None or found[0].asked.step is not OriginalStep.REQUESTED:
        raise Problem(ProblemCode.NOT_FOUND, NO_REQUEST)
    require(actor, Act.OPEN_EVIDENCE, election_id=photo.election_id)
    return found[0]


def agree(actor: Actor, request_id: int, reason: str) -> None:
    """Another person agrees.
    Raises Problem: forbidden (also whoever asked), not found, impossible (no reason), conflict (agreed already)."""
    require(actor, Act.OPEN_EVIDENCE)
    said = _reason(reason)

    def work(connection: Any) -> int:
        request = _request(connection, actor, request_id)
        if request.asked.account_id == actor.account_id:
            raise Problem(ProblemCode.FORBIDDEN, Message("You asked for this original: a second person agrees."))
        if not request.is_waiting():
            raise Problem(ProblemCode.CONFLICT, Message("A second person has agreed already."))
        return stored.add_access(connection, _row(actor, request.evidence_id, request_id, OriginalStep.APPROVED, said))

    house.store().write(work)


def hand_out(actor: Actor, request_id: int) -> bytes:
    """The sealed file, for one of the two, within a day of the agreement; every time is recorded before the first byte leaves.
    Raises Problem: forbidden, not found (no request, or the file is gone), gone (the day is over)."""
    require(actor, Act.OPEN_EVIDENCE)

    def work(connection: Any) -> str:
        request = _request(connection, actor, request_id)
        if not request.is_of(actor.account_id) or request.is_waiting():
            raise Problem(ProblemCode.FORBIDDEN, Message("Two people open an original: one asks, another agrees."))
        if not request.is_open(clock.now()):
            raise Problem(ProblemCode.GONE, Message("More than a day has passed since the second person agreed. Ask again."))
        photo = stored.get(connection, request.evidence_id)
        assert photo is not None
        name = str(photo.kept_sha256)
        if not photos.files().place(Shelf.ORIGINALS, name).is_file():
            raise Problem(ProblemCode.NOT_FOUND, Message("The file of this original is missing. Tell an administrator."))
        stored.add_access(connection, _row(actor, request.evidence_id, request_id, OriginalStep.OPENED, request.asked.reason))
        return name

    content = photos.files().get(Shelf.ORIGINALS, house.store().write(work))
    if content is None:
        raise Problem(ProblemCode.NOT_FOUND, Message("The file of this original is missing. Tell an administrator."))
    return content
