"""Second entries of the demonstration: some photographed protocols typed again by the analyst, two of them with a slip; one is settled by
the coordinator, one waits for a third person, and the other photos wait to be typed."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from data.store import adjudications
from data.store import second_entries as stored
from data.store.reports import NewRevision
from data.store.second_entries import Key
from data.store.store import Store
from schemas.election import Election
from schemas.figure import FigureCode
from schemas.form import Form
from schemas.message import Message
from schemas.missing import MissingReason
from schemas.reports.body import ReportKind
from schemas.reports.kinds import form_of
from schemas.second_entry import paper
from schemas.voice import Voice
from services.demonstration import photographed
from services.demonstration.photographed import Sent
from services.demonstration.plan import ELECTION_ID
from services.demonstration.truth import Truth

AGREEING, SLIPPED = 6, 2
REASON = Message("On the photo the digits stand as the observer typed them")


def store(
    into: Store, told: Sequence[Sent], ids: Sequence[int], election: Election, planted: Truth, typist: str, judge: str, until: datetime
) -> int:
    """Stores them once; returns how many there are. `ids`: the revision ids of `told`, in its order."""
    contest = election.leading_contest
    form = paper(form_of(ReportKind.COUNT, election, contest))
    numbers = {(revision.row["report_id"], revision.row["revision"]): number for (_, revision), number in zip(told, ids, strict=True)}
    chosen = [revision for _, revision in photographed.copies(told, planted, contest.contest_id)][: AGREEING + SLIPPED]
    entries, decisions = [], []
    for place, revision in enumerate(chosen):
        number = numbers[revision.row["report_id"], revision.row["revision"]]
        first = {(str(each.code), each.option_code): each.value for each in revision.figures if each.voice is Voice.PROTOCOL}
        at = until - timedelta(minutes=40 - 3 * place)
        leader = (FigureCode.VOTES.value, contest.option_codes[0])
        slipped = place >= AGREEING and first.get(leader) is not None
        second = first | {leader: _slip(int(first[leader] or 0))} if slipped else first
        entries.append(_entry(revision, number, form, second, contest.contest_id, typist, at))
        if slipped and place == AGREEING:
            decisions.append(adjudications.NewAdjudication(
                ELECTION_ID, revision.station_id, contest.contest_id, *leader, int(first[leader] or 0),
                ((number, int(first[leader] or 0)), (number, int(second[leader] or 0))), REASON, judge, at + timedelta(minutes=8)))

    def work(connection: Any) -> int:
        if stored.any_by(connection, typist):
            return len(entries)
        for entry in entries:
            stored.append(connection, entry)
        adjudications.append(connection, decisions)
        return len(entries)

    return into.write(work)


def _slip(value: int) -> int:
    """The last two digits in each other's place, or one more where that changes nothing."""
    digits = str(value)
    turned = int(digits[:-2] + digits[:-3:-1]) if len(digits) > 1 else value
    return turned if turned != value else value + 1


def _entry(
    revision: NewRevision, number: int, form: Form, figures: Mapping[Key, int | None], contest_id: str, typist: str, at: datetime
) -> stored.NewEntry:
    values: dict[str, int] = {}
    missing: dict[str, str] = {}
    typed: dict[Key, int | None] = {}
    for field in form.fields():
        key = (field.figure.value if field.figure else "", field.option_code)
        value = typed[key] = figures.get(key)
        if value is not None:
            values[field.id] = value
        elif field.required:
            missing[field.id] = MissingReason.UNREADABLE.value
    return stored.NewEntry(number, ELECTION_ID, revision.station_id, contest_id, typist, values, missing, typed, at)
