"""What is typed of a second entry and not stored yet: kept with every field, so that a reload or a restart loses nothing.

While it is kept and its report is claimed by the same person, the entry is open: the report's figures are closed to them."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from data.store import claims, drafts, second_entries
from data.store.writer import WriterBusy
from schemas.message import Message
from schemas.missing import MissingReason
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from services import clock, house
from services.permissions import Act, may, require

LONGEST = 20_000
"""Characters; a whole paper is a few hundred."""
Typed = tuple[dict[str, str], dict[str, MissingReason]]


def _name(report_id: str, revision_id: int) -> str:
    return f"second|{report_id}|{revision_id}"


def open_in(connection: Any, actor: Actor, report_id: str, revision_id: int) -> None:
    """Marks an entry as begun, inside the writer that claims the report; what was typed before stays."""
    name = _name(report_id, revision_id)
    if drafts.get(connection, actor.account_id, name) is None:
        drafts.save(connection, actor.account_id, name, "{}", clock.now())


def drop_in(connection: Any, actor: Actor, report_id: str, revision_id: int) -> None:
    """Inside the writer that stores the entry."""
    drafts.drop(connection, actor.account_id, _name(report_id, revision_id))


def keep(actor: Actor, report_id: str, revision_id: int, typed: Mapping[str, str], missing: Mapping[str, MissingReason]) -> None:
    """Keeps what is typed so far. Raises Problem: forbidden, too large, busy (it is still in the fields)."""
    require(actor, Act.TYPE_AGAIN)
    payload = json.dumps({"typed": dict(typed), "missing": {field: reason.value for field, reason in missing.items()}}, ensure_ascii=False)
    if len(payload) > LONGEST:
        raise Problem(ProblemCode.TOO_LARGE, Message("The text is too long to be kept: shorten it. It is still in the field."))
    name, now = _name(report_id, revision_id), clock.now()
    try:
        house.store().write(lambda connection: drafts.save(connection, actor.account_id, name, payload, now))
    except WriterBusy:
        raise house.away() from None


def kept(actor: Actor, report_id: str, revision_id: int) -> Typed:
    """What this person typed of this version before: texts and reasons by field; nothing where nothing was."""
    require(actor, Act.TYPE_AGAIN)
    with house.store().read() as connection:
        payload = drafts.get(connection, actor.account_id, _name(report_id, revision_id))
    found = json.loads(payload or "{}")
    return dict(found.get("typed", {})), {field: MissingReason(reason) for field, reason in found.get("missing", {}).items()}


def _is_open(connection: Any, actor: Actor, report_id: str, revision_id: int, at: datetime) -> bool:
    begun = drafts.get(connection, actor.account_id, _name(report_id, revision_id))
    held = None if begun is None else claims.live(connection, report_id, at)
    return held is not None and held.account_id == actor.account_id


def is_open(actor: Actor, report_id: str, revision_id: int) -> bool:
    """Whether this person is typing this version now: begun, claimed, not stored."""
    with house.store().read() as connection:
        return _is_open(connection, actor, report_id, revision_id, clock.now())


def look(actor: Actor, report_id: str, revision_id: int) -> None:
    """Before a protocol's figures are shown to somebody who might type it: refused while they type it; remembered otherwise, so that
    they do not type it afterwards. Raises Problem: forbidden. A full disk keeps nobody from reading."""
    if may(actor, Act.TYPE_AGAIN):
        _look(actor, [(report_id, revision_id)])


def look_at_station(actor: Actor, election_id: str, station_id: str, contest_id: str = "") -> None:
    """The same before everything of one station is shown, for each of its protocols that is not their own."""
    if not may(actor, Act.TYPE_AGAIN):
        return
    with house.store().read() as connection:
        found = second_entries.counts_at(connection, election_id, station_id, contest_id)
    _look(actor, [(report_id, revision_id) for report_id, revision_id, author_id in found if author_id != actor.account_id])


def _look(actor: Actor, shown: Sequence[tuple[str, int]]) -> None:
    now = clock.now()
    with house.store().read() as connection:
        if any(_is_open(connection, actor, *each, now) for each in shown):
            raise Problem(ProblemCode.FORBIDDEN, Message(
                "You are typing this protocol from its photo. Its figures are shown when you have stored what you typed."))
        new = [report_id for report_id, _ in shown if not second_entries.has_seen(connection, report_id, actor.account_id)]

    def work(connection: Any) -> None:
        for report_id in new:
            second_entries.see(connection, report_id, actor.account_id, now)

    if new:
        with suppress(WriterBusy):
            house.store().write(work)
