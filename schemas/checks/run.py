"""All checks, and running those of one report."""

from schemas.checks.check import Check, Context
from schemas.checks.times import TIME_CHECKS
from schemas.checks.turnout import TURNOUT_CHECKS
from schemas.finding import Finding
from schemas.reports.body import Body, ReportKind

CHECKS: dict[str, Check] = {check.code: check for check in TURNOUT_CHECKS + TIME_CHECKS}


def run(kind: ReportKind, body: Body, context: Context) -> tuple[Finding, ...]:
    """Every finding on one report, in the order of the codes. Nothing is refused here."""
    found = (check.find(body, context) for code, check in sorted(CHECKS.items()) if check.kind is kind)
    return tuple(finding for finding in found if finding is not None)
