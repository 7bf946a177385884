"""Which reports count: one rule an election, read by every analysis and file; who may change it; what it leaves out; on both databases."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from data.store import frames, frames_bodies, frames_copies, frames_download, frames_entries, frames_protocols, frames_results
from data.store.tables import ledger
from schemas.counting import CountRule
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.report import RevisionState
from schemas.reports.body import ReportKind
from schemas.review import Action
from services import (
    clock,
    conclusions,
    copies,
    counting,
    coverage,
    download,
    forensics,
    house,
    quarantine,
    reading,
    registry,
    releases,
    results,
    review,
    robustness,
    station,
    station_sums,
    turnout,
    violations,
)
from services.permissions import ALLOWED, Act
from tests.people import ELECTION, NOON, ROOT, People
from tests.reviewing import STATION, revision_id, sent

ID = ELECTION.election_id
SEEN: dict[str, object] = {
    "counting_method": "hand_counter", "voters_counted": 610, "counting_unit": "at_box", "counting_since_at": NOON.isoformat(),
    "stated_voters": 640, "mobile_accompanied": "not_applicable",
    "nothing_wrong": "nothing_to_report", "counted_at": NOON.isoformat(),
}


def count(author: Actor, number: int, votes: int = 300) -> tuple[str, int]:
    """Stored; its id and revision."""
    body = {"count_present": "whole", "protocol_source": "signed_copy", "copy_given": "given", "votes": {"A": votes, "B": 100},
            "lines": {}}
    report_id = sent(author, number, kind=ReportKind.COUNT, body=body, contest="list").report_id
    return report_id, revision_id(author, number)


def set_rule(actor: Actor, rule: CountRule, reason: str = "agreed this evening") -> None:
    counting.decide(actor, ID, rule, reason)
    reading.forget()


def read(rule: CountRule) -> dict[str, int]:
    """How much each reader of figures gives under a rule."""
    store = house.store()
    return {
        "bodies": len(frames_bodies.bodies(store, ID, list(ReportKind), (), rule=rule)),
        "protocol_figures": len(frames_protocols.figures(store, ID, "list", ("votes",), rule=rule)) // 2,
        "station_figures": len(frames.station_figures(store, ID, STATION, rule=rule)) // 2,
        "copies": int(frames_copies.told(store, ID, "list", rule=rule)["copies"].sum()) // 2,
        "lines": len(frames_download.protocol_lines(store, ID, rule=rule)) // 2,
        "sizes": frames_download.sizes(store, ID, rule=rule)[1],
        "entries": len(frames_entries.first_entries(store, ID, "list", 9, rule=rule)) // 2,
        "results": len(frames_results.protocols(store, ID, "list", rule=rule)) // 2,
    }


def shown(analyst: Actor) -> dict[str, int]:
    """What the services give: none of them is told the rule."""
    election = registry.election(ID)
    pages = {
        "turnout": len(turnout.read(analyst, ID).value.table),
        "coverage": coverage.overview(analyst, ID).value.stations(coverage.Step.COPY),
        "violations": len(violations.seen(analyst, ID).value.stations),
        "results": int(results.of(analyst, ID, "list", "region").rows["held_n"].sum()),
        "copies": copies.of(analyst, ID, "list", copies.Pairing.COPIES).value.match.match.asked,
        "sums": station_sums.of(analyst, ID, "list").first_two.stations_n,
        "screens": len(forensics.of(analyst, ID, "list").value.table),
        "station": len(station.read(analyst, ID, STATION).value.figures),
        "download": download.held(analyst, ID).value.reports,
    }
    assert conclusions.document(election, clock.now(), standing="draft")["reports"] == counting.in_force(ID)
    return pages


def test_every_reader_lets_in_what_the_rule_says(both: People) -> None:
    judge = both.account(Role.COORDINATOR)
    decided = {Action.VERIFY: 1, Action.RETURN: 2, Action.GIVE_UP: 3, Action.REJECT: 4}
    for action, number in decided.items():
        report_id, revision = count(both.account(Role.OBSERVER), number)
        review.decide(judge, report_id, revision, RevisionState.SUBMITTED, action, "looked at the photo")
    count(both.account(Role.OBSERVER), 5)
    for rule, n in ((CountRule.ALL, 4), (CountRule.UNDISPUTED, 2), (CountRule.CHECKED, 1)):
        assert set(read(rule).values()) == {n}, (rule, read(rule))
        out = counting.left_out(judge, ID, rule)
        assert (out.reports, out.total) == (5, 5 - n)
        where = registry.station(ID, STATION).region_code
        assert counting.left_out(judge, ID, rule, region=where) == out == counting.left_out(judge, ID, rule, station=STATION)
        assert counting.left_out(judge, ID, rule, region="nowhere").reports == 0
    assert counting.left_out(judge, ID, CountRule.UNDISPUTED).by_state == {
        RevisionState.RETURNED: 1, RevisionState.REJECTED: 1, RevisionState.UNVERIFIABLE: 1}


def test_every_analysis_follows_the_rule_in_force(both: People) -> None:
    first, second = both.account(Role.OBSERVER), both.account(Role.OBSERVER, code="SHY-2")
    judge, analyst = both.account(Role.COORDINATOR), both.account(Role.ANALYST)
    count(first, 1)
    count(second, 2)
    sent(first, 3, kind=ReportKind.TURNOUT, minutes=5, body=SEEN)
    reading.forget()
    before = shown(analyst)
    assert all(n for name, n in before.items() if name != "results"), before
    set_rule(judge, CountRule.CHECKED)
    assert not any(shown(analyst).values()), shown(analyst)
    assert releases.rules(ELECTION)["reports"] == "checked"
    rules = robustness.of(analyst, ID).value.rules
    assert list(rules) == list(CountRule) and rules[CountRule.ALL].stations > rules[CountRule.CHECKED].stations == 0
    assert len(turnout.read(analyst, ID, CountRule.ALL).value.table) == before["turnout"], "a page may look under another rule"
    set_rule(judge, CountRule.ALL)
    assert shown(analyst) == before


def test_quarantine_stands_before_every_rule(both: People) -> None:
    author, judge = both.account(Role.OBSERVER, code="SHY-1"), both.account(Role.COORDINATOR)
    report_id, revision = count(author, 1)
    review.decide(judge, report_id, revision, RevisionState.SUBMITTED, Action.VERIFY, "looked at the photo")
    quarantine.decide(judge, ID, "SHY-1", is_out=True, reason="was not there")
    reading.forget()
    for rule in CountRule:
        assert not any(read(rule).values())
        out = counting.left_out(judge, ID, rule)
        assert (out.reports, out.in_quarantine, out.by_state) == (1, 1, {})


def test_a_change_is_a_row_with_its_place_in_the_ledger(both: People) -> None:
    judge, admin = both.account(Role.COORDINATOR, code="NIGHT-1"), both.account(Role.ADMIN)
    assert (counting.in_force(ID), counting.decisions(judge, ID)) == (CountRule.ALL, [])
    set_rule(judge, CountRule.CHECKED, "two hundred are checked")
    set_rule(admin, CountRule.UNDISPUTED, "too few for the evening")
    assert [(each.rule, each.reason) for each in counting.decisions(judge, ID)] == [
        (CountRule.UNDISPUTED, "too few for the evening"), (CountRule.CHECKED, "two hundred are checked")]
    assert counting.decisions(judge, ID)[1].by_code == "NIGHT-1"
    assert counting.in_force("another-election") is CountRule.ALL
    with house.store().read() as connection:
        assert len(connection.execute(select(ledger.c.seq).where(ledger.c.kind == "counting_rule")).all()) == 2


@pytest.mark.parametrize("role", list(Role))
def test_who_may(both: People, role: Role) -> None:
    actor = both.account(role) if role is not Role.PUBLIC else Actor(account_id="", role=role, election_id="")
    if Act.SET_COUNTING in ALLOWED[role]:
        set_rule(actor, CountRule.CHECKED)
        for rule, reason, code in ((CountRule.CHECKED, "again", ProblemCode.CONFLICT), (CountRule.ALL, "  ", ProblemCode.IMPOSSIBLE)):
            with pytest.raises(Problem) as refused:
                counting.decide(actor, ID, rule, reason)
            assert refused.value.code is code
        return
    with pytest.raises(Problem) as refused:
        set_rule(actor, CountRule.CHECKED)
    assert refused.value.code in (ProblemCode.FORBIDDEN, ProblemCode.NOT_SIGNED_IN)
    assert counting.in_force(ID) is CountRule.ALL


def test_no_reader_of_figures_has_a_rule_of_its_own() -> None:
    asks = re.compile(r"report_head\.c\.state(\.not_in|\.in_| [=!]=)")
    told = {path.name for path in (ROOT / "data/store").glob("*.py") if asks.search(path.read_text(encoding="utf-8"))}
    # The rule itself; checks while somebody types; the quality of checks; what is followed, waits, is decided on, or would change;
    # what has become of the reports of a case.
    assert told == {
        "counting.py", "case_reports.py", "count_figures.py", "series.py", "frames_checks.py", "frames_follow.py", "frames_review.py",
        "quarantines.py", "reviews.py"}


COUNTS_NOTHING = {"official", "case", "cases", "releases", "checks", "seats", "log"}
"""Published figures, single cases, what was said before, every count as first sent, whatever became of it, and the log itself."""


def test_every_page_that_counts_names_the_rule() -> None:
    pages = [path for folder in ("analyse", "methods") for path in (ROOT / "pages" / folder).glob("*.py")]
    silent = {path.stem for path in pages if "rules.line(actor, election" not in path.read_text(encoding="utf-8")}
    assert silent == COUNTS_NOTHING
