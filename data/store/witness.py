"""An observer is one witness: what was typed for them by phone and what they then sent themselves is one word, the later of the two.

`last_word` is what every reader of counts asks of a head, voice by voice: an own tally takes no paper's place."""

from functools import cache

from sqlalchemy import ColumnElement, Select, and_, case, select

from data.store.quarantines import in_figures
from data.store.tables import report_figure, report_head, report_revision
from data.store.tables_dictation import report_dictation
from schemas.counting import CountRule
from schemas.reports.body import ReportKind
from schemas.voice import Voice


@cache
def earlier_words(voice: Voice, rule: CountRule = CountRule.ALL) -> Select[tuple[int]]:
    """revision_id of every count that is one of two reports of one observer that enter under the rule, one of them dictated, of which
    the other came later.

    Begins at the dictated reports, which are few. Two reports that somebody sent without help stay two: a volunteer who types
    a station's photographs sends several."""
    dictated = select(report_revision.c.report_id).join(
        report_dictation, report_dictation.c.revision_id == report_revision.c.revision_id
    )
    typed, other = report_head.alias("typed"), report_head.alias("other")

    def tells(revision_id: ColumnElement[int]) -> ColumnElement[bool]:
        own = (report_figure.c.revision_id == revision_id, report_figure.c.voice == voice.value, report_figure.c.value.is_not(None))
        return select(report_figure.c.revision_id).where(*own).exists()

    same = [typed.c[name] == other.c[name] for name in ("election_id", "station_id", "kind", "contest_id", "author_id")]
    alive = [
        each
        for head in (typed.c, other.c)
        for each in (in_figures(head), head.state.in_(rule.states), tells(head.revision_id))
    ]
    return (
        select(case((typed.c.revision_id < other.c.revision_id, typed.c.revision_id), else_=other.c.revision_id))
        .join(other, and_(*same, typed.c.report_id != other.c.report_id))
        .where(typed.c.report_id.in_(dictated), typed.c.kind == ReportKind.COUNT.value, *alive)
    )


@cache
def last_word(voice: Voice, rule: CountRule = CountRule.ALL) -> ColumnElement[bool]:
    """Of a head of a count: it is none of `earlier_words`."""
    return report_head.c.revision_id.not_in(earlier_words(voice, rule))

