"""Deadlines of complaints: the rules read in Art. 49, in capital time, before, on and after voting day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from schemas.case import Complaint
from schemas.deadlines import Deadline, DeadlineRule, DeadlineState, deadline
from schemas.reports.violation import ComplaintAnswer, ComplaintTo

HELD, ZONE = date(2029, 1, 14), "Asia/Almaty"
R, S = DeadlineRule, DeadlineState


def local(day: int, hour: int) -> datetime:
    return datetime(2029, 1, day, hour, tzinfo=UTC) - timedelta(hours=5)


def of(body: ComplaintTo, filed: datetime, now: datetime, **more: object) -> Deadline:
    return deadline(Complaint.model_validate({"body": body, "filed_at": filed, **more}), HELD, ZONE, now)


@pytest.mark.parametrize(
    ("body", "day", "rule", "due"),
    [
        (ComplaintTo.COURT, 9, R.FIVE_DAYS, local(15, 0)),
        (ComplaintTo.COURT, 10, R.AT_ONCE, local(10, 23)),
        (ComplaintTo.COURT, 14, R.AT_ONCE, local(14, 23)),
        (ComplaintTo.PROSECUTOR, 14, R.AT_ONCE, local(14, 23)),
        (ComplaintTo.PROSECUTOR, 15, R.FIVE_DAYS, local(21, 0)),
        (ComplaintTo.COMMISSION, 14, R.NOT_KNOWN, None),
        (ComplaintTo.HIGHER_COMMISSION, 15, R.NOT_KNOWN, None),
        (ComplaintTo.POLICE, 15, R.NOT_KNOWN, None),
    ],
)
def test_rule_and_date(body: ComplaintTo, day: int, rule: DeadlineRule, due: datetime | None) -> None:
    found = of(body, local(day, 23), local(day, 23))
    assert (found.rule, found.due_at) == (rule, due)
    assert found.state is (S.NO_DATE if due is None else S.OPEN)


def test_the_day_is_capital_time() -> None:
    half_past_eleven = datetime(2029, 1, 14, 18, 30, tzinfo=UTC)
    after_midnight = half_past_eleven + timedelta(hours=1)
    assert of(ComplaintTo.COURT, half_past_eleven, half_past_eleven).rule is R.AT_ONCE
    assert of(ComplaintTo.COURT, after_midnight, after_midnight).rule is R.FIVE_DAYS


def test_what_was_missed() -> None:
    assert of(ComplaintTo.COURT, local(15, 10), local(20, 23)).state is S.OPEN
    assert of(ComplaintTo.COURT, local(15, 10), local(21, 0)).state is S.MISSED
    assert of(ComplaintTo.COURT, local(14, 10), local(14, 23)).state is S.OPEN
    assert of(ComplaintTo.COURT, local(14, 10), local(15, 0)).state is S.MISSED


def test_answers() -> None:
    filed = local(15, 10)
    in_time = {"answer": ComplaintAnswer.REJECTED, "answered_at": local(18, 9)}
    late = {"answer": ComplaintAnswer.GRANTED, "answered_at": local(22, 9)}
    undated = {"answer": ComplaintAnswer.GRANTED}
    assert of(ComplaintTo.COURT, filed, local(30, 0), **in_time).state is S.ANSWERED
    assert of(ComplaintTo.COURT, filed, local(30, 0), **late).state is S.ANSWERED_LATE
    assert of(ComplaintTo.COURT, filed, local(30, 0), **undated).state is S.ANSWERED_UNDATED
    assert of(ComplaintTo.POLICE, filed, local(30, 0), **late).state is S.ANSWERED


def test_a_complaint_about_the_list_is_decided_the_same_day() -> None:
    found = of(ComplaintTo.COMMISSION, local(12, 10), local(12, 11), about_list=True)
    assert (found.rule, found.due_at, found.state) == (R.SAME_DAY, local(13, 0), S.OPEN)
