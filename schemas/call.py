"""A call to a silent station: what came of it. The call list works by code; no name and no number reaches the server."""

from enum import StrEnum

from schemas.message import Message

NOTE_LENGTH = 200


class CallResult(StrEnum):
    NO_ANSWER = "no_answer"
    WILL_SEND = "will_send"
    NO_NETWORK = "no_network"
    """All is well there; what was answered waits on the phone."""
    DICTATED = "dictated"
    REACHED = "reached"
    """Reached, and none of the above: the note says what."""


RESULT_NAMES: dict[CallResult, Message] = {
    CallResult.NO_ANSWER: Message("no answer", "call_result"),
    CallResult.WILL_SEND: Message("will send", "call_result"),
    CallResult.NO_NETWORK: Message("fine, no network", "call_result"),
    CallResult.DICTATED: Message("dictated by phone", "call_result"),
    CallResult.REACHED: Message("reached", "call_result"),
}
