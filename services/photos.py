"""Photos beside a report: received by their hash, listed for their author, shown to those who review; never to anybody else.

The order on arrival is the promise: looked at without decoding, sealed, on the disk, in the database and its ledger, then acknowledged.
The copies that are shown are drawn afterwards, in a process of their own (services.photo_copies)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.formats.photo import Fault, Head, Refused, read_head
from data.store import evidence as stored
from data.store.evidence_files import EvidenceFiles, Shelf
from data.store.reports import NotTheAuthor
from data.store.writer import WriterBusy
from schemas.evidence import (
    PHOTOS_A_REPORT,
    KeptAs,
    Photo,
    PhotoReceipt,
    PhotoState,
    Size,
)
from schemas.message import Message
from schemas.person import Actor, Role
from schemas.photo import LARGEST_PHOTO_BYTES, MOST_PIXELS, MediaType
from schemas.problem import Problem, ProblemCode
from schemas.report import Channel, EnteredBy
from services import answering, clock, house, photo_copies, registry, sealing, throttle
from services.permissions import Act, may, require

SENTENCES: dict[Fault, Message] = {
    Fault.NOT_A_PHOTO: Message(
        "This is no photo that we can take: JPEG, PNG or HEIC, whatever its name says. Take a new photo or choose another file."
    ),
    Fault.NOT_WHOLE: Message("The photo did not arrive whole. Send it again, or take a new one."),
    Fault.TOO_MANY_PIXELS: Message("The photo has {n} million pixels; at most {most} million are taken. Set the camera to a smaller size."),
    Fault.TOO_HEAVY: Message(
        "This photo is stored in a way that takes too much to open here. Keep it, and send a smaller copy or a screenshot of it."
    ),
    Fault.NOT_ALONE: Message("There is something else in this file beside the photo. Take a new photo, or a screenshot of this one."),
}
TOO_LARGE = Message("The photo is too large: at most {n} MB. Set the camera to a smaller size.")
TOO_MANY = Message("This report holds {n} photos already. Take one away first, or send another report.")
NOT_TAKEN = Message("The server could not take the photo now, nothing of it is kept here. Send it again in {n} s.")
NO_SUCH = Message("There is no such photo here.")
MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Target:
    """Where a photo belongs: a report that is being filled or was sent, and the question that it answers."""

    election_id: str
    station_id: str
    report_id: str
    revision: int = 1
    field_id: str = "photo"


def files() -> EvidenceFiles:
    return EvidenceFiles(house.store().var)


def look_at(content: bytes) -> Head:
    """What the photo is, by its content. Raises Problem: too large, impossible (with the sentence for its sender)."""
    if len(content) > LARGEST_PHOTO_BYTES:
        raise Problem(ProblemCode.TOO_LARGE, TOO_LARGE, values={"n": LARGEST_PHOTO_BYTES // MEGA})
    try:
        return read_head(content)
    except Refused as refused:
        values = {"n": refused.pixels // MEGA, "most": MOST_PIXELS // MEGA} if refused.fault is Fault.TOO_MANY_PIXELS else {}
        raise Problem(ProblemCode.IMPOSSIBLE, SENTENCES[refused.fault], values=values) from None


def receive(actor: Actor, target: Target, content: bytes, channel: Channel) -> PhotoReceipt:
    """Takes one photo. The receipt names the SHA-256 of the bytes that arrived; it comes after the disk has confirmed them.

    Raises Problem: forbidden, not found, impossible (not a photo), too large, conflict (the report is full), too many, busy."""
    require(actor, Act.DICTATE_REPORT if actor.role is Role.COORDINATOR else Act.SUBMIT_REPORT, election_id=target.election_id)
    if actor.role is Role.OBSERVER and target.station_id not in actor.station_ids:
        raise Problem(
            ProblemCode.FORBIDDEN,
            Message("You are not assigned to station “{station}”. Tell your coordinator if this is wrong."),
            values={"station": target.station_id},
        )
    throttle.check(throttle.PHOTOS, actor.account_id)
    election, station = registry.election(target.election_id), registry.station(target.election_id, target.station_id)
    head, now = look_at(content), clock.now()
    sha256 = hashlib.sha256(content).hexdigest()
    if answering.is_rehearsal(election, station, now):
        return PhotoReceipt(None, target.report_id, sha256, len(content), head.media_type, now, KeptAs.NOT_KEPT, created=False)
    row, created = _keep(actor, target, content, sha256, head.media_type, channel)
    (photo_copies.draw_later if created else photo_copies.come_again)(sha256)
    return PhotoReceipt(
        row.evidence_id,
        row.report_id,
        row.sha256,
        row.size_bytes,
        MediaType(row.media_type),
        row.received_at,
        KeptAs(row.kept_as),
        created,
    )


def _keep(actor: Actor, target: Target, content: bytes, sha256: str, media_type: MediaType, channel: Channel) -> tuple[Any, bool]:
    """Files first, then the row: a row never speaks of bytes that are not there."""
    shelves, sealed = files(), sealing.seal(content)
    try:
        kept_sha256 = shelves.put(Shelf.ORIGINALS, sealed.content) if sealed else ""
        shelves.put(Shelf.ARRIVING, content)
        row = {
            "election_id": target.election_id,
            "station_id": target.station_id,
            "report_id": target.report_id,
            "revision": target.revision,
            "field_id": target.field_id,
            "sha256": sha256,
            "size_bytes": len(content),
            "media_type": media_type,
            "author_id": actor.account_id,
            "observer_code": actor.observer_code,
            "organisation_code": actor.organisation_code,
            "entered_by": EnteredBy.COORDINATOR if actor.role is Role.COORDINATOR else EnteredBy.OBSERVER,
            "channel": channel,
            "received_at": clock.now(),
            "kept_as": KeptAs.SEALED if sealed else KeptAs.NOT_KEPT,
            "kept_sha256": kept_sha256,
            "key_sha256": sealed.key_sha256 if sealed else "",
        }
        found, created = house.store().write(lambda connection: stored.add(connection, row, PHOTOS_A_REPORT))
    except (NotTheAuthor, stored.TooMany, WriterBusy, OSError) as refusal:
        raise _problem_of(refusal) from None
    if sealed and found.kept_sha256 != kept_sha256:
        # The same photo again: it was sealed when it came first.
        shelves.remove(Shelf.ORIGINALS, kept_sha256)
    return found, created


def _problem_of(refusal: Exception) -> Problem:
    if isinstance(refusal, NotTheAuthor):
        return Problem(ProblemCode.FORBIDDEN, Message("This report belongs to somebody else."))
    if isinstance(refusal, stored.TooMany):
        return Problem(ProblemCode.CONFLICT, TOO_MANY, values={"n": PHOTOS_A_REPORT})
    return Problem(ProblemCode.BUSY, NOT_TAKEN, values={"n": 5}, retry_after=5)


def take_away(actor: Actor, evidence_id: int) -> None:
    """Its author takes a photo away before the report is sent: nobody sees it any more and its copies are removed; that it was there,
    and its hash, stay on record. Raises Problem: not found (somebody else's too), conflict (the report was sent)."""
    with house.store().read() as connection:
        found = stored.get(connection, evidence_id)
        if found is None or found.author_id != actor.account_id:
            raise Problem(ProblemCode.NOT_FOUND, NO_SUCH)
        if stored.is_sent(connection, found.report_id):
            raise Problem(ProblemCode.CONFLICT, Message("The report was sent with this photo: it stays."))
    if found.is_withdrawn:
        return
    house.store().write(
        lambda connection: stored.change(connection, evidence_id, PhotoState.WITHDRAWN, actor.account_id, clock.now())
    )
    photo_copies.forget(found.sha256)


def give_up(actor: Actor, report_id: str) -> None:
    """A report that was begun is thrown away, and its author's photos with it; a sent report keeps its own. Raises Problem: busy."""
    with house.store().read() as connection:
        begun = () if stored.is_sent(connection, report_id) else stored.of_report(connection, report_id)
    for row in begun:
        if row.author_id == actor.account_id:
            take_away(actor, row.evidence_id)


def photo_of(row: Any) -> Photo:
    """A row of data.store.evidence; without a question of who asks."""
    return Photo(
        evidence_id=row.evidence_id,
        election_id=row.election_id,
        station_id=row.station_id,
        report_id=row.report_id,
        revision=row.revision,
        field_id=row.field_id,
        sha256=row.sha256,
        size_bytes=row.size_bytes,
        media_type=MediaType(row.media_type),
        author_id=row.author_id,
        observer_code=row.observer_code,
        organisation_code=row.organisation_code,
        entered_by=EnteredBy(row.entered_by),
        channel=Channel(row.channel),
        received_at=row.received_at,
        kept_as=KeptAs(row.kept_as),
        state=PhotoState.WITHDRAWN if row.is_withdrawn else PhotoState(row.copy_state),
        width=row.width or 0,
        height=row.height or 0,
        viewer_sha256=row.viewer_sha256 or "",
        thumb_sha256=row.thumb_sha256 or "",
    )


def _may_see(actor: Actor, photo: Photo) -> bool:
    if photo.author_id == actor.account_id:
        return True
    return may(actor, Act.READ_PHOTOS) and (not actor.election_id or actor.election_id == photo.election_id)


def of_report(actor: Actor, report_id: str) -> tuple[Photo, ...]:
    """The photos of one report in the order of arrival: one's own at any time, others' once the report was sent. Empty for whoever
    may not see them, so that ids cannot be probed."""
    with house.store().read() as connection:
        found = [photo_of(row) for row in stored.of_report(connection, report_id)]
        is_sent = bool(found) and stored.is_sent(connection, report_id)
    return tuple(photo for photo in found if photo.author_id == actor.account_id or (is_sent and _may_see(actor, photo)))


def at_station(actor: Actor, election_id: str, station_id: str) -> tuple[Photo, ...]:
    """The photos of every sent report of one station. Raises Problem: forbidden."""
    require(actor, Act.READ_PHOTOS, election_id=election_id)
    with house.store().read() as connection:
        return tuple(photo_of(row) for row in stored.at_station(connection, election_id, station_id))


def same_elsewhere(actor: Actor, photos: Sequence[Photo]) -> dict[str, tuple[Photo, ...]]:
    """For each hash among these: the same bytes under other stations of the same election. Hashes of which there are none are left
    out. Raises Problem: forbidden."""
    require(actor, Act.READ_PHOTOS)
    found: dict[str, tuple[Photo, ...]] = {}
    with house.store().read() as connection:
        for photo in photos:
            same = (photo_of(row) for row in stored.with_hash(connection, photo.sha256))
            others = tuple(
                each
                for each in same
                if each.station_id != photo.station_id
                and each.election_id == photo.election_id
                and each.state is not PhotoState.WITHDRAWN
                and stored.is_sent(connection, each.report_id)
            )
            if others:
                found[photo.sha256] = others
    return found


def twice(actor: Actor, election_id: str) -> tuple[tuple[Photo, ...], ...]:
    """Groups of photos whose very bytes were sent from more than one station. Raises Problem: forbidden."""
    require(actor, Act.READ_PHOTOS, election_id=election_id)
    with house.store().read() as connection:
        rows = stored.twice(connection, election_id)
    groups: dict[str, list[Photo]] = {}
    for row in rows:
        groups.setdefault(row.sha256, []).append(photo_of(row))
    return tuple(tuple(group) for group in groups.values())


def picture(actor: Actor, evidence_id: int, size: Size) -> bytes:
    """The copy of a photo as JPEG, drawn from its pixels alone. Raises Problem (not found) also where it is not this actor's to see,
    where there is no copy yet, and where its file is gone."""
    with house.store().read() as connection:
        found = stored.get(connection, evidence_id)
        is_sent = found is not None and stored.is_sent(connection, found.report_id)
    photo = None if found is None else photo_of(found)
    if photo is None or photo.state is not PhotoState.READY or not _may_see(actor, photo):
        raise Problem(ProblemCode.NOT_FOUND, NO_SUCH)
    if photo.author_id != actor.account_id and not is_sent:
        raise Problem(ProblemCode.NOT_FOUND, NO_SUCH)
    content = files().get(Shelf.COPIES, photo.viewer_sha256 if size is Size.VIEWER else photo.thumb_sha256)
    if content is None:
        raise Problem(ProblemCode.NOT_FOUND, NO_SUCH)
    return content
