"""One place that knows every kind of report: its model and its form."""

from functools import lru_cache

from schemas.election import Contest, Election
from schemas.form import Form
from schemas.reports.body import Body, ReportKind
from schemas.reports.closing import CLOSING_FORM, VOTING_CHECK_FORM, ClosingReport, VotingCheckReport
from schemas.reports.count import CountReport, count_form
from schemas.reports.opening import OpeningReport, opening_form
from schemas.reports.presence import AWAY_FORM, LEAVING_FORM, PRESENCE_FORM, AwayReport, LeavingReport, PresenceReport
from schemas.reports.turnout import TURNOUT_FORM, TurnoutReport
from schemas.reports.violation import VIOLATION_FORM, ViolationReport

MODELS: dict[ReportKind, type[Body]] = {
    ReportKind.PRESENCE: PresenceReport, ReportKind.OPENING: OpeningReport, ReportKind.TURNOUT: TurnoutReport,
    ReportKind.VIOLATION: ViolationReport, ReportKind.AWAY: AwayReport, ReportKind.COUNT: CountReport,
    ReportKind.CLOSING: ClosingReport, ReportKind.LEAVING: LeavingReport,
    ReportKind.VOTING_CHECK: VotingCheckReport,
}

FIXED_FORMS: dict[ReportKind, Form] = {
    ReportKind.PRESENCE: PRESENCE_FORM, ReportKind.TURNOUT: TURNOUT_FORM, ReportKind.VIOLATION: VIOLATION_FORM,
    ReportKind.AWAY: AWAY_FORM, ReportKind.CLOSING: CLOSING_FORM, ReportKind.LEAVING: LEAVING_FORM,
    ReportKind.VOTING_CHECK: VOTING_CHECK_FORM,
}


def form_of(kind: ReportKind, election: Election, contest: Contest | None = None) -> Form:
    """The form of one kind in one election; a count's lines and options are those of its contest (the leading one if none is named)."""
    return FIXED_FORMS.get(kind) or _own_form(kind, election, contest)


@lru_cache(maxsize=256)
def _own_form(kind: ReportKind, election: Election, contest: Contest | None) -> Form:
    """The two forms whose fields are the election's own. Kept, because building one takes a hundred times longer than finding it."""
    if kind is ReportKind.OPENING:
        return opening_form(election)
    return count_form(election, contest or election.leading_contest)
