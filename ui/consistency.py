"""The pieces of the page that holds the commission's figures to each other: the sentence, the tests, the night and later, the polls."""

import pandas as pd
import streamlit as st

from charts import background as drawn
from charts import rendering
from charts.theme import STATE_GLYPHS, Look
from charts.tiles import DISPUTED
from locales import date_short, language, number, share, signed, text
from schemas.claim import Source
from services import reading
from services.consistency import Consistency, OfElection, Rejected, Rule
from services.mazhilis import hours_of
from services.states import State
from services.wording import strong
from ui import background, mazhilis, tables, tiles
from ui.consistency_words import HELPS, RULES
from ui.election import title
from ui.headline import small
from ui.official_words import OUTLETS, TESTS, said
from ui.pictures import Spec
from ui.plain import unbroken
from ui.tables import Column
from ui.tiles import Grid

NOTHING = "–"


def sentence(found: Consistency) -> str:
    caught = sum(bool(each.broken) for each in found.rejected)
    return text(
        "{tested} tests of published figures of {elections} elections: {broken} do not hold, {holds} hold. Of {rejected} shares that an "
        "outlet printed otherwise and that were not kept, {caught} break a rule.",
        tested=strong(found.tested), elections=strong(len(found.elections)), broken=strong(found.broken),
        holds=strong(found.tested - found.broken), rejected=strong(len(found.rejected)), caught=strong(caught),
    )  # fmt: skip


def caveats(found: Consistency) -> list[str]:
    return [
        text("Figures that agree with each other may still differ from what happened at stations; that only copies of protocols can show."),
        text("Contradictions between outlets: {n}, of them undecided: {undecided}.", n=found.contradictions, undecided=found.undecided),
    ]


def test_rows(found: Consistency) -> tuple[pd.DataFrame, dict[str, Column]]:
    """One row a rule, one column an election: how many were tested, and how many of them do not hold."""
    columns = {"rule": Column(text("Rule", "of_figures"), width=200)} | {
        each.election.election_id: Column(date_short(each.election.held_on), number=True, width=94, help=title(each.election))
        for each in found.elections
    }
    rows = [
        {"rule": text(words), **{each.election.election_id: _cell(each, rule) for each in found.elections}} for rule, words in RULES.items()
    ]
    return tables.of(rows, columns), columns


def _cell(of: OfElection, rule: Rule) -> str:
    held = of.held[rule]
    if not held.tested:
        return NOTHING
    if held.broken:
        return f"{STATE_GLYPHS[State.DIFFERS]} {text('{k} of {n}', k=len(held.broken), n=held.tested)}"
    return f"{STATE_GLYPHS[State.AGREES]} {number(held.tested)}"


def tests_view(found: Consistency) -> None:
    """The tests, then what does not hold with its two numbers, then the values that were not kept."""
    st.markdown("\n".join(f"- {text(words)}: {small(text(HELPS[rule]))}" for rule, words in RULES.items()))
    st.markdown(small(text("● so many tested, all hold · ◆ so many do not hold · – nothing to test was published")))
    tables.show(*test_rows(found), key="consistency_tests", alt=text("Tests of published figures, by election and rule"))
    lines = [
        f"- {title(each.election)}: {text(RULES[rule])}, {one.place}: {_value(one.a)}, {_value(one.b)}"
        for each in found.elections
        for rule, held in each.held.items()
        for one in held.broken
    ]
    if lines:
        st.markdown(unbroken("\n".join(lines)))
    st.subheader(text("Values that an outlet printed and that were not kept"), anchor=False)
    tables.show(*_rejected_rows(found), key="consistency_rejected", alt=text("Values that an outlet printed and that were not kept"))
    tiles.show(region_grid(found), "disputed", found.elections[-1].election, (), reading.ledger_length(), is_alone=True)


def region_grid(found: Consistency) -> Grid:
    """Where two outlets print one announced share differently."""
    rows = pd.DataFrame([(code, k, n) for code, (k, n) in found.regions.items()], columns=["region_code", "k", "n"])
    return Grid(
        tiles.counted(list(found.regions), rows),
        text("Shares that outlets print differently, by region"),
        text("hourly shares printed differently by two outlets / all hourly shares found since 2016, under today's codes of the regions"),
        DISPUTED,
    )


def _value(value: float) -> str:
    return share(value, 2) if value <= 1 else number(value)


def _rejected_rows(found: Consistency) -> tuple[pd.DataFrame, dict[str, Column]]:
    columns = {
        "code": Column(text("Code"), width=60),
        "day": Column(text("Day"), width=95),
        "unit": Column(text("Unit"), width=190, begun=True),
        "hour": Column(text("As of"), width=65),
        "printed": Column(text("Printed"), number=True, width=95),
        "kept": Column(text("Kept"), number=True, width=80),
        "rule": Column(text("Rule it breaks"), width=185, help=text("–: none; another test decided")),
        "outlet": Column(text("Outlet"), width=190),
        "decided": Column(text("What decided"), width=310),
    }
    return tables.of([_rejected(found, each) for each in found.rejected], columns), columns


def _rejected(found: Consistency, each: Rejected) -> dict[str, str]:
    conflict = each.conflict
    election = next(one.election for one in found.elections if one.election.election_id == conflict.election_id)
    unit = next((hour.name for hour in hours_of(election) if hour.region == conflict.unit_id), None)
    outlet = conflict.outlet_a if conflict.value_a == each.value else conflict.outlet_b
    return {
        "code": conflict.contradiction_id, "day": date_short(election.held_on),
        "unit": unit.in_language(language()) if unit else conflict.unit_id, "hour": conflict.as_of,
        "printed": _percent(each.value), "kept": _percent(conflict.kept),
        "rule": ", ".join(text(RULES[rule]) for rule in each.broken) or NOTHING,
        "outlet": said(OUTLETS, outlet), "decided": said(TESTS, conflict.test),
    }  # fmt: skip


def _percent(printed: str) -> str:
    return share(float(printed) / 100, len(printed.partition(".")[2]))


def later_chart(found: Consistency, look: Look) -> Spec:
    rows = [
        {"name": title(each.election), "d": 100 * (known.later_share - known.announced_share)}
        for each in found.elections
        if (known := each.announced) and known.later_share is not None and known.announced_share is not None
    ]
    return rendering.specification(drawn.later(pd.DataFrame(rows), look))


def later_rows(found: Consistency) -> tuple[pd.DataFrame, dict[str, Column]]:
    """The night's turnout beside the later value, with the change of the counts where both were published."""
    columns = {
        "day": Column(text("Day"), width=95),
        "election": Column(text("Election"), width=260),
        "at": Column(text("Announced at"), number=True, width=130),
        "announced": Column(text("Announced"), number=True),
        "later": Column(text("Later value"), number=True),
        "difference": Column(text("Difference"), number=True, help=text("later minus announced, percentage points of the list")),
        "issued": Column(
            text("People"), number=True, width=90, help=text("change in voters who received ballots, where both were published")
        ),
        "registered": Column(text("List"), number=True, width=90, help=text("change in voters on the list, where both were published")),
        "source": Column(text("Source"), link=True),
    }
    rows = []
    for each in found.elections:
        known = each.announced
        if known and known.later_share is not None and known.announced_share is not None:
            rows.append({
                "day": date_short(each.election.held_on), "election": each.election.name.in_language(language()), "at": known.announced_at,
                "announced": _percent(known.announced_printed), "later": _percent(known.later_printed),
                "difference": signed(100 * (known.later_share - known.announced_share), 2),
                "issued": _change(known.announced_issued, known.later_issued),
                "registered": _change(known.announced_registered, known.later_registered), "source": background.cell(known.source),
            })  # fmt: skip
    return tables.of(rows, columns), columns


def _change(before: int | None, after: int | None) -> str:
    return signed(after - before) if before is not None and after is not None else ""


def polls_view(found: Consistency) -> None:
    """Every election with exit polls: each beside the result, with the error that the pollster stated."""
    for each in found.elections:
        if each.polls:
            st.subheader(title(each.election), anchor=False)
            contest = each.election.leading_contest
            names = {option.code: option.name.in_language(language()) for option in contest.options}
            mazhilis.polls_view(each.polls, names, f"polls_{each.election.election_id}")


def sources(found: Consistency, view: str) -> list[Source]:
    """Of the view in sight."""
    if view == "later":
        return [each.announced.source for each in found.elections if each.announced]
    if view == "polls":
        return [poll.source for each in found.elections for poll in each.polls]
    return [source for each in found.elections for source in each.sources]
