"""Short makers of the two commonest questions, so that a form reads as the list of what is asked."""

from schemas.figure import FigureCode, FigureUnit
from schemas.form import YES_NO_UNSEEN, Choice, FieldKind, FormField
from schemas.message import Message
from schemas.missing import ASKING, SEEING, MissingReason
from schemas.voice import Voice


def seen(
    field_id: str, question: Message, label: Message, *, required: bool = False, help: Message | None = None,
    also: tuple[MissingReason, ...] = (),
) -> FormField:
    """Yes, no, or why it could not be seen; `also`: reasons of this question alone."""
    return FormField(
        field_id, FieldKind.CHOICE, question, label, help=help, choices=YES_NO_UNSEEN, reasons=(*also, *SEEING), required=required)


def number(
    field_id: str, question: Message, label: Message, unit: FigureUnit, *, voice: Voice | None = None, figure: FigureCode | None = None,
    reasons: tuple[MissingReason, ...] = ASKING, required: bool = False, shown_if: tuple[str, tuple[str, ...]] | None = None,
    help: Message | None = None, most: int | None = None,
) -> FormField:
    return FormField(field_id, FieldKind.COUNT, question, label, help=help, unit=unit, voice=voice, figure=figure, reasons=reasons,
                     required=required, shown_if=shown_if, most=most)


def one_of(
    field_id: str, question: Message, label: Message, choices: tuple[Choice, ...], *, reasons: tuple[MissingReason, ...] = (),
    required: bool = False, shown_if: tuple[str, tuple[str, ...]] | None = None,
) -> FormField:
    return FormField(field_id, FieldKind.CHOICE, question, label, choices=choices, reasons=reasons, required=required, shown_if=shown_if)
