"""The reports of the merged download: one row a revision, one column for every field of every form (product brief §4).

Columns come from the forms themselves, so that a new question is in the file on the day it is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.columns import Integers
from analysis.numbering import NOBODY
from schemas.election import Election
from schemas.form import FieldKind, FormField
from schemas.reports.body import ReportKind
from schemas.reports.kinds import MODELS, form_of

FREE_TEXT = frozenset({FieldKind.LINE, FieldKind.ACCOUNT})
LATE_AFTER = pd.Timedelta(hours=1)
"""A report that reaches the server later than this after the observation is marked late; it counts all the same."""
NOTHING: Mapping[str, Any] = {}
PREFIXES = {"lines": "line_", "votes": "votes_", "ballots_received": "ballots_received_"}


@dataclass(frozen=True, slots=True)
class ReportField:
    """One column of reports.csv that holds an answer. `form_field` is the question where the form has one; `also` are the other kinds
    that ask the same question."""

    column: str
    field_id: str
    kind: ReportKind
    form_field: FormField | None
    also: tuple[ReportKind, ...] = ()

    @property
    def is_instant(self) -> bool:
        return self.column.endswith("_at")

    @property
    def is_free_text(self) -> bool:
        """Words in a person's own hand: they can name people."""
        return self.field_id == "extra_lines" or (self.form_field is not None and self.form_field.kind in FREE_TEXT)


def _keys(name: str, election: Election) -> list[str]:
    if name == "lines":
        return [line.key for line in election.protocol_lines]
    if name == "votes":
        return list(dict.fromkeys(code for contest in election.contests for code in contest.option_codes))
    return [contest.contest_id for contest in election.contests]


def _fields_of(kind: ReportKind, election: Election) -> list[ReportField]:
    forms = [form_of(kind, election, contest) for contest in (election.contests if kind is ReportKind.COUNT else election.contests[:1])]

    def asked(field_id: str) -> FormField | None:
        return next((found for form in forms if (found := form.field(field_id)) is not None), None)

    fields = []
    for name in MODELS[kind].model_fields:
        if name == "missing":
            continue
        if name in PREFIXES:
            fields += [ReportField(PREFIXES[name] + key, f"{name}.{key}", kind, asked(f"{name}.{key}")) for key in _keys(name, election)]
        else:
            fields.append(ReportField(name, name, kind, asked(name)))
    return fields


@lru_cache(maxsize=16)
def fields(election: Election) -> tuple[ReportField, ...]:
    """Every answer column, in the order of the day; one column where two kinds ask the same question. Raises ValueError where two
    questions would share a column."""
    found: dict[str, ReportField] = {}
    for field in (field for kind in ReportKind for field in _fields_of(kind, election)):
        known = found.setdefault(field.column, field)
        if known is field:
            continue
        if known.form_field is None or known.form_field != field.form_field:
            raise ValueError(f"two questions share a column: {field.column}")
        found[field.column] = replace(known, also=(*known.also, field.kind))
    return tuple(found.values())


def _lines(value: Sequence[Mapping[str, Any]]) -> str | None:
    return "; ".join(f"{line['text']}: {line['value']}" for line in value) or None


def _cell(value: object) -> object:
    if isinstance(value, dict):
        return None
    return (";".join(str(item) for item in value) or None) if isinstance(value, list) else value


def _values(bodies: Sequence[Mapping[str, Any]], field_id: str) -> list[Any]:
    """One field's answers from the bodies of the kinds that ask it."""
    name, _, key = field_id.partition(".")
    if field_id == "extra_lines":
        return [_lines(body.get(name) or ()) for body in bodies]
    return [(body.get(name) or NOTHING).get(key) for body in bodies] if key else [body.get(name) for body in bodies]


def _known(values: Sequence[Any], kind: pa.DataType) -> pa.Array | None:
    """Answers of one type, which most questions have and a country's reports millions of: None where they are of others."""
    try:
        return pa.array(values, kind)
    except pa.ArrowTypeError:
        return None


def _column(values: list[Any], field: ReportField, of_row: Integers) -> pd.Series:
    """A question's answers in the rows of the reports that ask it: `of_row` is the place of each row's answer, else NOBODY."""
    if field.is_instant:
        return pd.to_datetime(pd.Series(values, dtype=object), utc=True, format="ISO8601").reindex(of_row)
    counts = field.form_field is not None and field.form_field.kind is FieldKind.COUNT
    known = _known(values, pa.int64() if counts else pa.string())
    if known is None:
        plain = [_cell(value) for value in values]
        known = _known(plain, pa.string())
        if known is None:
            return pd.Series(plain, dtype=object).reindex(of_row)
    found = known.take(pa.array(of_row, mask=of_row == NOBODY))
    if counts:
        return pd.Series(pd.arrays.IntegerArray(found.fill_null(0).to_numpy().copy(), found.is_null().to_numpy(zero_copy_only=False)))
    texts: pd.Series = found.to_pandas()
    return texts


def answers(kinds: Sequence[str], bodies: Sequence[Mapping[str, Any]], election: Election) -> pd.DataFrame:
    """The answer columns of `fields`, one row a revision in the order given; instants UTC, counts Int64, several choices joined by `;`."""
    places: dict[str, list[int]] = {}
    for place, kind in enumerate(kinds):
        places.setdefault(kind, []).append(place)
    of_kind = {kind: [bodies[place] for place in own] for kind, own in places.items()}
    rows_of = {kind: np.array(own) for kind, own in places.items()}
    columns = {}
    for field in fields(election):
        # Only the kinds that ask a question are looked at: of a country's reports few ask any one of them.
        asked_in = [kind.value for kind in (field.kind, *field.also) if kind.value in places]
        values = [value for kind in asked_in for value in _values(of_kind[kind], field.field_id)]
        of_row = np.full(len(bodies), NOBODY, dtype=np.int64)
        if values:
            of_row[np.concatenate([rows_of[kind] for kind in asked_in])] = np.arange(len(values))
        columns[field.column] = _column(values, field, of_row).set_axis(range(len(bodies)))
    return pd.DataFrame(columns, index=range(len(bodies)))


def missing_reasons(bodies: Sequence[Mapping[str, Any]]) -> list[str | None]:
    """`field=reason;…` of every field without a value; None where nothing is missing."""
    return [";".join(f"{name}={reason}" for name, reason in sorted(body.get("missing", {}).items())) or None for body in bodies]


def table(
    revisions: pd.DataFrame, bodies: Sequence[Mapping[str, Any]], verified: pd.DataFrame, found: pd.DataFrame, leaves: Mapping[str, int]
) -> pd.DataFrame:
    """Identity and standing of each revision, before the answers: the columns of reports.csv up to the first question.

    `verified`: revision_id, verified_at. `found`: red, amber, codes, answered, why, by the same index. `leaves`: the ledger's place."""
    at = revisions.merge(verified, on="revision_id", how="left")["verified_at"]
    at = pd.to_datetime(at, utc=True).set_axis(revisions.index)
    offset = (revisions["received_at"] - revisions["sent_at"]).dt.total_seconds().round()
    return pd.DataFrame(
        {
            "report_id": revisions["report_id"],
            "revision": revisions["revision"].astype("Int64"),
            "is_current": revisions["is_current"],
            "kind": revisions["kind"],
            "election_id": revisions["election_id"],
            "contest_id": revisions["contest_id"],
            "station_id": revisions["station_id"],
            "observer_code": revisions["observer_code"],
            "organisation_code": revisions["organisation_code"],
            "entered_by": revisions["entered_by"],
            "entered_by_code": revisions["entered_by_code"],
            "confirmed_at": revisions["confirmed_at"],
            "channel": revisions["channel"],
            "observed_at": revisions["observed_at"],
            "received_at": revisions["received_at"],
            "sent_late": revisions["received_at"] - revisions["observed_at"] > LATE_AFTER,
            "clock_offset_s": offset.astype("Int64"),
            "state": revisions["state"],
            "verified_on": at.dt.strftime("%Y-%m-%d").astype(object).where(at.notna(), None),
            "level": pd.Series("unverified", index=revisions.index, dtype=object).mask(revisions["state"].eq("verified"), "counted"),
            "incident_id": None,
            "case_id": None,
            "missing_reasons": missing_reasons(bodies),
            "findings": [";".join(codes) or None for codes in found["codes"]],
            "answers": found["answered"].replace("", None),
            "answers_why": found["why"].replace("", None),
            "evidence_n": pd.array([len(hashes) for hashes in revisions["evidence"]], dtype="Int64"),
            "evidence_sha256": [";".join(hashes) or None for hashes in revisions["evidence"]],
            "revises": (revisions["revision"] - 1).where(revisions["revision"] > 1).astype("Int64"),
            "revision_reason": revisions["reason"].replace("", None),
            "log_leaf": pd.array([leaves.get(str(number)) for number in revisions["revision_id"]], dtype="Int64"),
        },
        index=revisions.index,
    )
