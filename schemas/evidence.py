"""Evidence: a photo beside a report. What identifies it is the SHA-256 of the bytes that arrived; what is shown is drawn anew."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schemas.message import Message
from schemas.photo import MediaType
from schemas.report import Channel, EnteredBy

PHOTOS_A_REPORT = 12
PREFIX = 8
"""Characters of a hash that people read: enough to tell a report's photos apart, and to be copied onto paper."""


class KeptAs(StrEnum):
    """What became of the original bytes."""

    SEALED = "sealed"
    """Locked to a public key whose private half is not on this server."""
    NOT_KEPT = "not_kept"
    """No key was set: the hash stays, the bytes do not."""


class PhotoState(StrEnum):
    RECEIVED = "received"
    """Acknowledged; the copy that can be shown is being drawn."""
    READY = "ready"
    UNREADABLE = "unreadable"
    """Its pixels could not be drawn: damaged inside. The hash and the sealed original stay."""
    WITHDRAWN = "withdrawn"
    """Taken away by its author before the report was sent."""


STATE_NAMES: dict[PhotoState, Message] = {
    PhotoState.RECEIVED: Message("received, being prepared", "photo_state"),
    PhotoState.READY: Message("received", "photo_state"),
    PhotoState.UNREADABLE: Message("received, cannot be opened", "photo_state"),
    PhotoState.WITHDRAWN: Message("taken away", "photo_state"),
}


class OriginalStep(StrEnum):
    """What was done towards a sealed original."""

    REQUESTED = "requested"
    APPROVED = "approved"
    OPENED = "opened"
    """The sealed file was handed out, to be opened with the private key elsewhere."""


STEP_NAMES: dict[OriginalStep, Message] = {
    OriginalStep.REQUESTED: Message("asked for", "original_step"),
    OriginalStep.APPROVED: Message("agreed to", "original_step"),
    OriginalStep.OPENED: Message("handed out, sealed", "original_step"),
}


class Size(StrEnum):
    """The two pictures that are drawn of a photo."""

    VIEWER = "viewer"
    THUMB = "thumb"


@dataclass(frozen=True, slots=True)
class PhotoReceipt:
    """What the sender holds. `created` is False when the same photo was in this report before; `evidence_id` is None in a rehearsal,
    in which nothing is stored."""

    evidence_id: int | None
    report_id: str
    sha256: str
    size_bytes: int
    media_type: MediaType
    received_at: datetime
    kept_as: KeptAs
    created: bool


@dataclass(frozen=True, slots=True)
class Photo:
    """A stored photo with the state of its copy. `width` and `height` are of the copy, 0 until there is one."""

    evidence_id: int
    election_id: str
    station_id: str
    report_id: str
    revision: int
    field_id: str
    sha256: str
    size_bytes: int
    media_type: MediaType
    author_id: str
    observer_code: str
    organisation_code: str
    entered_by: EnteredBy
    channel: Channel
    received_at: datetime
    kept_as: KeptAs
    state: PhotoState
    width: int = 0
    height: int = 0
    viewer_sha256: str = ""
    thumb_sha256: str = ""

    @property
    def prefix(self) -> str:
        return self.sha256[:PREFIX]
