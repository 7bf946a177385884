"""Between a form's flat field ids and a report's body: reading a value by its id, figures for the long table, absent answers."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from schemas.day import instant
from schemas.election import Election
from schemas.figure import Figure, FigureCode
from schemas.form import Form, FormField
from schemas.reports.body import Body
from schemas.reports.count import CountReport, voice_of
from schemas.reports.turnout import TurnoutReport
from schemas.voice import Voice


def value_of(body: Body, field_id: str) -> object:
    """The value under a form's field id; `lines.ballots_issued` and `votes.A` read into their maps. None: no value."""
    name, _, key = field_id.partition(".")
    value: object = getattr(body, name, None)
    if key and isinstance(value, Mapping):
        value = value.get(key)
    if value is None or type(value) is int:
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return tuple(item.value if isinstance(item, StrEnum) else item for item in value)
    return value


def nested(values: Mapping[str, object]) -> dict[str, object]:
    """Flat form values (`votes.A: 3`) as the body's own shape (`votes: {A: 3}`); values that are None are left out."""
    body: dict[str, object] = {}
    for field_id, value in values.items():
        if value is None:
            continue
        name, _, key = field_id.partition(".")
        if key:
            inner = body.setdefault(name, {})
            assert isinstance(inner, dict)
            inner[key] = value
        else:
            body[name] = value
    return body


def _as_of(body: Body, field: FormField, election: Election, observed_at: datetime) -> datetime:
    """A count is true of the minute the counter was read, a stated number of the minute it was given, a printed hour of that hour."""
    field_figure = field.figure
    if field.as_of is not None:
        return instant(election.held_on, field.as_of, election.capital_zone)
    if isinstance(body, TurnoutReport):
        if field_figure is FigureCode.VOTERS_COUNTED:
            return body.counted_at or observed_at
        if field_figure is FigureCode.VOTERS_STATED:
            return body.stated_at or body.counted_at or observed_at
    return observed_at


def _contest_of(field_id: str, contest_id: str, election: Election) -> str:
    if field_id.startswith("ballots_received."):
        return field_id.partition(".")[2]
    if field_id.startswith(("lines.", "votes.", "ballots_in_box")):
        return contest_id or election.leading_contest.contest_id
    return ""


def figures_of(body: Body, form: Form, election: Election, contest_id: str, observed_at: datetime) -> list[Figure]:
    """Every figure of a report as rows of the long table: a value, or the reason why there is none.

    People belong to no contest (contest_id ""); ballots and votes always do."""
    voice = voice_of(body.protocol_source) if isinstance(body, CountReport) else None
    rows: list[Figure] = []
    for field in form.figure_fields:
        value, missing = value_of(body, field.id), body.missing.get(field.id)
        if (value is None and missing is None) or field.figure is None or field.voice is None:
            continue
        spoken_by = voice if voice is not None and field.voice is Voice.PROTOCOL else field.voice
        rows.append(Figure(
            voice=spoken_by, code=field.figure, as_of_at=_as_of(body, field, election, observed_at),
            value=value if isinstance(value, int) else None, missing=missing if value is None else None,
            option_code=field.option_code, contest_id=_contest_of(field.id, contest_id, election),
        ))
    return rows
