"""One described column, and the columns of reports.csv: who, when, in which state, then every question."""

from collections.abc import Sequence
from dataclasses import dataclass

from locales import text
from schemas.message import Message
from schemas.report import Channel, EnteredBy, RevisionState
from schemas.reports.body import ReportKind


@dataclass(frozen=True, slots=True)
class Entry:
    """`followed`: columns that stand after this one and explain it (its source, or why it has no value). `only`: the audience that
    gets it; "" for all, "partner" for partner and internal."""

    column: str
    type: str
    meaning: str
    unit: str = ""
    base: str = ""
    voice: str = ""
    values: str = ""
    only: str = ""
    followed: tuple[str, ...] = ()


def _allowed(codes: type[Channel] | type[EnteredBy] | type[RevisionState] | type[ReportKind]) -> str:
    return "|".join(each.value for each in codes)


def identity() -> list[Entry]:
    return [
        Entry("report_id", "text", text("report; in the public file a number of its own")),
        Entry("revision", "int", text("revision, from 1")),
        Entry("is_current", "bool", text("no newer revision replaces it"), only="partner"),
        Entry("kind", "text", text("kind of report"), values=_allowed(ReportKind)),
        Entry("election_id", "text", text("election")),
        Entry("contest_id", "text", text("contest: one of several elections on the day")),
        Entry("station_id", "text", text("region and number: the key within an election")),
        Entry("observer_code", "text", text("code of the observer; no name is kept"), only="partner"),
        Entry("organisation_code", "text", text("organisation"), only="partner"),
        Entry("entered_by", "text", text("who typed it"), values=_allowed(EnteredBy), only="partner"),
        Entry("entered_by_code", "text", text("code of the coordinator who typed it for the observer"), only="partner"),
        Entry("confirmed_at", "instant", text("when the observer said that what was typed is right"), only="partner"),
        Entry("channel", "text", text("by which way it came"), values=_allowed(Channel), only="partner"),
        Entry("observed_at", "instant", text("when it was observed; in the public file the hour")),
        Entry("received_at", "instant", text("when it was received; in the public file the hour")),
        Entry("sent_late", "bool", text("received more than an hour after it was observed")),
        Entry("clock_offset_s", "int", text("server's clock less the device's at sending"), unit="seconds", only="partner"),
        Entry("state", "text", text("state of review"), values=_allowed(RevisionState)),
        Entry("verified_on", "date", text("day on which a second person checked it")),
        Entry("level", "text", text("level of wording"), values="counted|unverified"),
        Entry("incident_id", "int", text("incident; empty until reports have been joined")),
        Entry("case_id", "text", text("case; empty until one is opened")),
    ]


def standing() -> list[Entry]:
    return [
        Entry("missing_reasons", "text", text("fields without a value, each with its reason")),
        Entry("findings", "text", text("codes of contradictions that were asked about")),
        Entry("answers", "text", text("what was answered to them")),
        Entry("answers_why", "text", text("why it is as reported, in the observer's words; what was corrected"), only="partner"),
        Entry("evidence_n", "int", text("pieces of evidence"), unit="files", only="partner"),
        Entry("evidence_sha256", "text", text("hashes of the evidence"), only="partner"),
        Entry("revises", "int", text("the revision it replaces"), only="partner"),
        Entry("revision_reason", "text", text("why the observer corrected it or took it back, in their words"), only="partner"),
        Entry("log_leaf", "int", text("its place in the ledger"), only="partner"),
    ]


def answers_of(asked: Sequence[tuple[str, str, str, str, str, Message]]) -> list[Entry]:
    """Identity, then each question as (column, type, unit, voice, values, label), then standing."""
    questions = [
        Entry(column, kind, text(label), unit=unit, voice=voice, values=values) for column, kind, unit, voice, values, label in asked
    ]
    return [*identity(), *questions, *standing()]
