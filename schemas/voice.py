"""The four voices: at a polling station four parties say a number, and every figure names which one did."""

from enum import StrEnum

from schemas.message import Message


class Voice(StrEnum):
    COUNT = "count"
    """What our observer counted with their own eyes."""
    STATED = "stated"
    """What the precinct commission told or announced to the observer."""
    PROTOCOL = "protocol"
    """The commission's signed results protocol, as copied, photographed or read out."""
    PUBLISHED = "published"
    """What a higher commission made public."""


VOICE_NAMES: dict[Voice, Message] = {
    Voice.COUNT: Message("counted by our observer", "voice_count"),
    Voice.STATED: Message("stated by the precinct commission", "voice_stated"),
    Voice.PROTOCOL: Message("in the protocol", "voice_protocol"),
    Voice.PUBLISHED: Message("published", "voice_published"),
}
