"""All checks, and running those of one report."""

from schemas.checks.check import Check, Context
from schemas.checks.exchanged import EXCHANGED_CHECKS
from schemas.checks.opening import OPENING_CHECKS
from schemas.checks.plausible import PLAUSIBLE_CHECKS
from schemas.checks.protocol import PROTOCOL_CHECKS
from schemas.checks.times import TIME_CHECKS
from schemas.checks.turnout import TURNOUT_CHECKS
from schemas.checks.watch import WATCH_CHECKS
from schemas.finding import Finding
from schemas.reports.body import Body, ReportKind

_OF_COUNTS = (*PROTOCOL_CHECKS, *PLAUSIBLE_CHECKS, *EXCHANGED_CHECKS)
CHECKS: dict[str, Check] = {
    check.code: check
    for check in sorted((*TURNOUT_CHECKS, *TIME_CHECKS, *OPENING_CHECKS, *_OF_COUNTS, *WATCH_CHECKS), key=lambda each: each.code)
}
BY_KIND: dict[ReportKind, tuple[Check, ...]] = {
    kind: tuple(sorted((check for check in CHECKS.values() if check.kind is kind), key=lambda each: not each.is_cause))
    for kind in ReportKind
}
"""Those first that may be behind others."""


def run(kind: ReportKind, body: Body, context: Context) -> tuple[Finding, ...]:
    """Every finding on one report: what may be behind others first, then in the order of the codes. Nothing is refused here."""
    found = (check.find(body, context) for check in BY_KIND[kind])
    return tuple(finding for finding in found if finding is not None)
