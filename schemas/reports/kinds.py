"""One place that knows every kind of report: its model and its form."""

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


_kept: dict[tuple[ReportKind, int, int], tuple[Election, Contest | None, Form]] = {}
"""By the identity of election and contest, which the entry itself keeps alive: to hash or to compare an election takes longer than
most of what is done with a form."""
KEPT_MOST = 256


def _own_form(kind: ReportKind, election: Election, contest: Contest | None) -> Form:
    """The two forms whose fields are the election's own. Kept, because building one takes a hundred times longer than finding it."""
    key = kind, id(election), id(contest)
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= KEPT_MOST:
            _kept.clear()
        built = opening_form(election) if kind is ReportKind.OPENING else count_form(election, contest or election.leading_contest)
        found = _kept[key] = election, contest, built
    return found[2]
