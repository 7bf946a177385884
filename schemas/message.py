"""A sentence a person will read, in English, to be translated where it is shown."""


class Message(str):
    """English message id; `context` tells two meanings of one English word apart (gettext's msgctxt)."""

    __slots__ = ("context",)
    context: str | None

    def __new__(cls, english: str, context: str | None = None) -> "Message":
        message = super().__new__(cls, english)
        message.context = context
        return message
