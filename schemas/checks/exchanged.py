"""P428: two lines of the paper that follow each other, each typed where the other belongs."""

from itertools import pairwise

from schemas.checks.check import Check, Context
from schemas.checks.protocol import SUMS, found, lines_of
from schemas.finding import Finding, Level
from schemas.message import Message
from schemas.reports.body import Body, ReportKind
from schemas.reports.count import CountReport


def _contradicts(report: CountReport, context: Context) -> bool:
    return any(check(report, context) for check in SUMS)


def exchanged_lines(body: Body, context: Context) -> Finding | None:
    """P428: sums or limits do not hold, and all hold once two lines that follow each other change places; only where no other two do."""
    report = lines_of(body)
    if not _contradicts(report, context):
        return None
    lines, order = report.lines, [line.key for line in context.election.protocol_lines]
    fitting = [
        (one, two)
        for one, two in pairwise(order)
        if one in lines and two in lines and lines[one] != lines[two]
        and not _contradicts(report.model_copy(update={"lines": lines | {one: lines[two], two: lines[one]}}), context)
    ]
    if len(fitting) != 1:
        return None
    first, last = fitting[0]
    return found("P428", Level.AMBER, (f"lines.{first}", f"lines.{last}"), first=first, last=last, a=lines[first], b=lines[last])


EXCHANGED_CHECKS = (
    Check(code="P428", kind=ReportKind.COUNT, level=Level.AMBER, is_cause=True, rule=Message("No two lines stand in each other's place."),
          question=Message("“{first}” is {a}, “{last}” is {b}; the other way round every sum would be right. What does the paper say?"),
          tallied=(Message("“{first}” is {a}, “{last}” is {b}; the other way round every sum would be right. What did you write down?"),),
          next_action=Message("Read both lines again from the photo. Do not correct them without the paper."), find=exchanged_lines),
)
