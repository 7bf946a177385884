"""Which reports count: the line under the head of every analyst's page, and the pieces of the page where the rule is changed."""

from collections.abc import Sequence

import streamlit as st

from locales import language, number, plural, text
from schemas.election import Election
from schemas.person import Actor
from schemas.review import STATE_WORDS
from services import counting
from services.counting import RULE_MEANINGS, RULE_NAMES, CountRule, Decision
from services.permissions import Act, may
from services.wording import begun, strong
from ui import doing, filters, moments, tables
from ui.headline import small
from ui.tables import Column

PAGE = "pages/review/counting.py"


def line(actor: Actor, election: Election, shown: CountRule | None = None, *, region: str = "", station: str = "") -> None:
    """The rule by which this page counts and how many reports it leaves out; the way to where it is changed. `shown`: the page's own.
    `region`, `station`: what the page is narrowed to, so that the reports are those of its figures."""
    in_force = counting.in_force(election.election_id)
    rule = shown or in_force
    out = counting.left_out(actor, election.election_id, rule, region="" if region == filters.ALL else region, station=station)
    if not out.reports and rule is in_force:
        return  # of nothing, nothing counts and nothing is left out
    words = text("Reports that count: {rule}. Left out: {n} of {all}.", rule=text(RULE_NAMES[rule]), n=out.total, all=number(out.reports))
    if rule is not in_force:
        words += " " + text("Only on this page; the rule of this election: {rule}.", rule=text(RULE_NAMES[in_force]))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(small(words), width="content")
        if st.button(text("Rule and reasons"), key="counting_rule", type="tertiary", icon=":material/rule:"):
            st.switch_page(PAGE, query_params={"election": election.election_id, "lang": language()})


def rules(actor: Actor, election: Election, in_force: CountRule) -> None:
    """What each rule lets in and leaves out."""
    columns = {
        "mark": Column("", width=40, paint="state"), "rule": Column(text("Reports that count"), width=300),
        "in": Column(text("Count", "of_reports"), number=True), "out": Column(text("Left out"), number=True),
    }
    rows = []
    for rule in CountRule:
        out = counting.left_out(actor, election.election_id, rule)
        rows.append({
            "mark": "●" if rule is in_force else "", "rule": begun(text(RULE_NAMES[rule])),
            # Of nothing, nothing counts and nothing is left out: no noughts.
            "in": number(out.reports - out.total) if out.reports else "", "out": number(out.total) if out.reports else "",
        })
    tables.show(tables.of(rows, columns), columns, key="rules", alt=text("What each rule lets in and leaves out"))
    for rule in CountRule:
        st.markdown(small(f"**{begun(text(RULE_NAMES[rule]))}** · {text(RULE_MEANINGS[rule])}"))


def left_out(actor: Actor, election: Election, in_force: CountRule) -> None:
    """The reports left out now, by what they are."""
    out = counting.left_out(actor, election.election_id, in_force)
    parts = [f"{text(STATE_WORDS[state])} {strong(n)}" for state, n in out.by_state.items()]
    if out.in_quarantine:
        parts.append(f"{text('of observers who are out of the figures')} {strong(out.in_quarantine)}")
    if parts:
        st.markdown(small(text("Left out now:") + " " + " · ".join(parts)))


def decide(actor: Actor, election: Election, in_force: CountRule) -> None:
    """Another rule, with a reason; only for those who may."""
    if not may(actor, Act.SET_COUNTING):
        st.markdown(small(text("A coordinator or an administrator changes the rule.")))
        return
    with st.form("counting", border=True):
        others = [rule for rule in CountRule if rule is not in_force]
        chosen = st.radio(text("Another rule"), others, format_func=lambda rule: text(RULE_NAMES[rule]), key="another_rule")
        reason = st.text_input(text("Reason"), key="counting_reason", autocomplete="off")
        if not st.form_submit_button(text("Count by this rule"), type="primary"):
            return
    doing.attempt(lambda: counting.decide(actor, election.election_id, chosen, reason or ""))


def decisions(made: Sequence[Decision], election: Election) -> None:
    """What was decided, by whom and why, the newest first; the last forty."""
    if not made:
        st.markdown(small(text("Nobody has changed the rule.")))
        return
    columns = {
        "at": Column(text("Time")), "rule": Column(text("Reports that count"), width=230), "code": Column(text("Who")),
        "reason": Column(text("Reason"), width=380),
    }
    rows = [
        {
            "at": moments.dated(each.decided_at, election.held_on, election.capital_zone), "rule": text(RULE_NAMES[each.rule]),
            "code": each.by_code, "reason": each.reason,
        }
        for each in made[: tables.ROWS_A_PAGE]
    ]
    st.subheader(plural("{n} decision", "{n} decisions", len(made)), anchor=False)
    tables.show(tables.of(rows, columns), columns, key="decided", alt=text("Every decision, with its reason"))
