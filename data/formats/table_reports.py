"""A table of reports -> submissions: one row a report of one kind, its columns the fields of the kind's form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from data.formats.table_cells import CellProblem
from data.formats.table_row import EMPTY, Rows, Stations, known_station, station_takes
from schemas.election import Contest, Election
from schemas.form import FieldKind, Form, FormField
from schemas.mapping import ReportsMapping, Take
from schemas.message import Message
from schemas.report import Submission
from schemas.reports.kinds import form_of
from schemas.reports.values import nested
from schemas.table_problem import Problems

ROW_NAMES = UUID("6f1d5d0e-9a52-4c0b-8a3b-6f2f4f0f2b6a")
"""The name space of reports that come from tables: the same row of the same election is the same report."""
CODE_LONGEST = 24
NO_CONTEST = Message("There is no such contest in this election. It has: {known}")
NO_FIELD = Message("There is no such field in this form. Look at the field ids in the data dictionary.")
NO_CHOICE = Message("This answer is not in the list. Possible are: {known}")
TWICE = Message("A row with the same identity stands in row {row}.")
LONG_CODE = Message("The observer's code is longer than {limit} characters.")


@dataclass(frozen=True, slots=True)
class ReportRow:
    number: int
    observer_code: str
    organisation_code: str
    submission: Submission


@dataclass(frozen=True, slots=True)
class ReportsTable:
    """`columns` gives the heading behind a field id, for problems found later."""

    rows: tuple[ReportRow, ...]
    columns: Mapping[str, str]
    totals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the fields of one contest's form are read."""

    form: Form
    fields: tuple[tuple[FormField, str, Take, Callable[[str], object]], ...]


def _spread(fields: Mapping[str, Take], contest: Contest | None) -> dict[str, Take]:
    """`votes.*` spelled out for every option of the contest."""
    spread: dict[str, Take] = {}
    for field_id, take in fields.items():
        if not field_id.endswith(".*"):
            spread[field_id] = take
            continue
        for code in contest.option_codes if contest else ():
            spread[f"{field_id[:-1]}{code}"] = take.model_copy(update={"column": take.column.replace("*", code)})
    return spread


def _choice(field: FormField) -> Callable[[str], object]:
    codes = frozenset(choice.code for choice in field.choices)

    def one(text: str) -> str:
        if text not in codes:
            raise CellProblem(NO_CHOICE, {"known": ", ".join(sorted(codes))})
        return text

    return one


def _converter(field: FormField, rows: Rows, take: Take) -> Callable[[str], object]:
    if field.kind is FieldKind.COUNT:
        return rows.count
    if field.kind is FieldKind.TIME:
        return lambda text: rows.instant(text).isoformat()
    if field.kind is FieldKind.CHOICE:
        return _choice(field)
    if field.kind is FieldKind.CHOICES:
        one = _choice(field)
        return lambda text: [one(part.strip()) for part in text.split(take.separator)]
    return str


def _contests(mapping: ReportsMapping, election: Election) -> list[Contest | None]:
    """The contests whose columns may be asked for: one named by a constant, or all."""
    if mapping.contest is None:
        return [None]
    if mapping.contest.constant is not None:
        return [election.contest(mapping.contest.constant)]
    return list(election.contests)


def _takes(mapping: ReportsMapping, election: Election) -> dict[str, Take]:
    fixed = {"observer": mapping.observer, "observed_at": mapping.observed_at, **station_takes(mapping.station)}
    for name in ("contest", "organisation", "sent_at"):
        if (take := getattr(mapping, name)) is not None:
            fixed[name] = take
    for contest in _contests(mapping, election):
        fixed.update(_spread(mapping.fields, contest or (election.leading_contest if election.contests else None)))
    return fixed


class _Reader:
    def __init__(self, content: bytes, mapping: ReportsMapping, election: Election, stations: Sequence[str]) -> None:
        self.problems = Problems()
        self.mapping = mapping
        self.election = election
        self._known_contest()
        self.rows = Rows(content, mapping.table, _takes(mapping, election), election, self.problems, mapping.identity)
        self.stations = Stations(stations)
        self.plans: dict[str, _Plan | None] = {}

    def _known_contest(self) -> None:
        """A wrong contest of the mapping is said once, not in every row."""
        said = self.mapping.contest.constant if self.mapping.contest else None
        if said is not None and self.election.contest(said) is None:
            self.problems.add(0, "contest", said, NO_CONTEST, {"known": ", ".join(each.contest_id for each in self.election.contests)})
        self.problems.refuse()

    def plan(self, contest_id: str) -> _Plan | None:
        """The fields of one contest's form; None for an unknown contest."""
        if contest_id not in self.plans:
            contest = self.election.contest(contest_id) if contest_id else None
            self.plans[contest_id] = None if contest_id and contest is None else self._made(contest)
        return self.plans[contest_id]

    def _made(self, contest: Contest | None) -> _Plan:
        form = form_of(self.mapping.report, self.election, contest)
        fields = []
        for field_id, take in _spread(self.mapping.fields, contest or self.election.leading_contest).items():
            field = form.field(field_id)
            if field is None:
                self.problems.add(0, field_id, ", ".join(take.headings), NO_FIELD)
            else:
                fields.append((field, field_id, take, _converter(field, self.rows, take)))
        return _Plan(form, tuple(fields))

    def body(self, number: int, cells: Sequence[str], plan: _Plan) -> dict[str, object]:
        """The answers of one row; an empty cell becomes the mapping's reason, never zero."""
        values: dict[str, object] = {}
        missing: dict[str, str] = {}
        for field, field_id, take, convert in plan.fields:
            before = self.problems.places_n
            value = self.rows.read(number, cells, field_id, convert)
            if value is not None:
                values[field_id] = value
            elif take.missing is not None:
                missing[field_id] = take.missing.value
            elif field.required and self.problems.places_n == before:
                self.problems.add(number, self.rows.column(field_id), "", EMPTY)
        body = nested(values)
        if missing:
            body["missing"] = missing
        return body

    def row(self, number: int, cells: Sequence[str]) -> ReportRow | None:
        rows, before = self.rows, self.problems.places_n
        station = known_station(rows, number, cells, self.stations)
        code = rows.needed(number, cells, "observer", str)
        observed_at = rows.needed(number, cells, "observed_at", rows.instant)
        contest_id = rows.text(number, cells, "contest")
        plan = self.plan(contest_id)
        if plan is None:
            known = ", ".join(each.contest_id for each in self.election.contests)
            self.problems.add(number, rows.column("contest"), contest_id, NO_CONTEST, {"known": known})
        if code is not None and len(code) > CODE_LONGEST:
            self.problems.add(number, rows.column("observer"), code, LONG_CODE, {"limit": CODE_LONGEST})
        body = self.body(number, cells, plan) if plan else {}
        if station is None or code is None or observed_at is None or self.problems.places_n > before:
            return None
        identity = "|".join(cells[rows.places[heading]] for heading in self.mapping.identity)
        name = f"{self.election.election_id}|{self.mapping.report}|{contest_id}|{identity}"
        return ReportRow(number, code, rows.text(number, cells, "organisation"), Submission(
            report_id=uuid5(ROW_NAMES, name), kind=self.mapping.report, election_id=self.election.election_id, station_id=station,
            contest_id=contest_id, observed_at=observed_at, body=body,
            sent_at=rows.read(number, cells, "sent_at", rows.instant) if self.mapping.sent_at else None,
        ))

    def table(self) -> ReportsTable:
        made: list[ReportRow] = []
        seen: dict[UUID, int] = {}
        for number, cells in self.rows:
            row = self.row(number, cells)
            if row is None:
                continue
            if (first := seen.setdefault(row.submission.report_id, number)) != number:
                self.problems.add(number, " + ".join(self.mapping.identity), "", TWICE, {"row": str(first)})
            made.append(row)
        self.problems.refuse()
        columns = {name: self.rows.column(name) for name in self.rows.takes}
        return ReportsTable(tuple(made), columns, self.rows.totals)


def read(content: bytes, mapping: ReportsMapping, election: Election, stations: Sequence[str]) -> ReportsTable:
    """The reports of a table. Raises TableProblem naming every place that is not as it must be."""
    return _Reader(content, mapping, election, stations).table()
