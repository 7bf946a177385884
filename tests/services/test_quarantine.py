"""Quarantine: all reports of one observer out of every figure and back, on both databases; the preview says what comes to be."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from data.store import (
    count_figures,
    frames,
    frames_bodies,
    frames_copies,
    frames_download,
    frames_entries,
    frames_follow,
    frames_protocols,
    frames_results,
    frames_review,
)
from data.store import reports as stored
from data.store.tables import ledger
from schemas.counting import CountRule
from schemas.person import Actor, Role
from schemas.problem import Problem, ProblemCode
from schemas.reports.body import ReportKind
from services import house, quarantine, reading, reports
from tests.people import ELECTION, ROOT, People
from tests.reviewing import STATION, sent

ID = ELECTION.election_id
OTHER = "KZ-79/0418"


def count(author: Actor, number: int, votes: int, *, station: str = STATION, revision: int = 1) -> None:
    body = {"count_present": "whole", "protocol_source": "signed_copy", "copy_given": "given", "votes": {"A": votes, "B": 100}, "lines": {}}
    sent(author, number, kind=ReportKind.COUNT, body=body, contest="list", station=station, revision=revision)


def read() -> dict[str, int]:
    """How much each reader of figures gives."""
    store = house.store()
    with store.read() as connection:
        in_connection = {
            "told": len(frames_follow.protocol_values(connection, ID, STATION, "list", "votes", "A")),
            "at_station": len(stored.current_at_station(connection, ID, STATION)),
            "latest": len(list(count_figures.latest(connection, ID, "list", "", 9))),
        }
    return in_connection | {
        "bodies": len(frames_bodies.bodies(store, ID, list(ReportKind), (), rule=CountRule.ALL)),
        "protocol_figures": len(frames_protocols.figures(store, ID, "list", ("votes",), rule=CountRule.ALL)),
        "station_figures": len(frames.station_figures(store, ID, STATION, rule=CountRule.ALL)),
        "station_reports": len(frames.station_reports(store, ID, STATION)),
        "observed": int(frames.observed_stations(store, ID, 9)["reports"].sum()),
        "copies": int(frames_copies.told(store, ID, "list", rule=CountRule.ALL)["copies"].sum()),
        "revisions": len(frames_download.revisions(store, ID, earlier=True)),
        "lines": len(frames_download.protocol_lines(store, ID, rule=CountRule.ALL)),
        "sizes": frames_download.sizes(store, ID, rule=CountRule.ALL)[1],
        "entries": len(frames_entries.first_entries(store, ID, "list", rule=CountRule.ALL)),
        "paper": len(frames_follow.paper_figures(store, ID)),
        "results": len(frames_results.protocols(store, ID, "list", rule=CountRule.ALL)),
        "waiting": len(frames_review.waiting(store, ID)),
    }


def decide(actor: Actor, code: str, *, is_out: bool, reason: str = "was not at the station") -> None:
    quarantine.decide(actor, ID, code, is_out=is_out, reason=reason)
    reading.forget()


def changes(actor: Actor, code: str) -> dict[str, tuple[float | None, float | None]]:
    return {f"{each.name}{each.option}": (each.now, each.after) for each in quarantine.preview(actor, ID, code).changes}


def test_every_reader_of_figures_leaves_them_out_and_has_them_back(both: People) -> None:
    author, judge = both.account(Role.OBSERVER, code="SHY-1"), both.account(Role.COORDINATOR)
    count(author, 1, 300)
    before = read()
    assert all(before.values()), before
    decide(judge, "SHY-1", is_out=True)
    assert set(read().values()) == {0}, read()
    assert len(frames_follow.heads(house.store(), ID)) == 1, "whoever has reported is not silent"
    assert len(reports.history(author, reports.mine(author, ID)[0].report_id)) == 1
    decide(judge, "SHY-1", is_out=False, reason="it was another telephone")
    assert read() == before


def test_what_comes_later_is_out_too_until_the_observer_is_back(both: People) -> None:
    author, other, judge = both.account(Role.OBSERVER, code="SHY-1"), both.account(Role.OBSERVER), both.account(Role.ANALYST)
    count(author, 1, 300)
    decide(judge, "SHY-1", is_out=True)
    count(author, 2, 310)
    count(author, 1, 305, revision=2)
    count(other, 3, 300)
    assert read()["bodies"] == 1
    decide(judge, "SHY-1", is_out=False)
    assert read()["bodies"] == 3


def test_the_preview_says_what_comes_to_be(both: People) -> None:
    author = both.account(Role.OBSERVER, code="SHY-1", stations=(STATION, OTHER))
    other, judge = both.account(Role.OBSERVER), both.account(Role.ANALYST)
    count(author, 1, 300)
    count(author, 2, 100, station=OTHER)
    count(other, 3, 300)
    found = quarantine.preview(judge, ID, "SHY-1")
    assert (found.reports, found.stations, found.alone_n, found.is_out) == (2, (STATION, OTHER), 1, False)
    told = changes(judge, "SHY-1")
    assert (told["reports"], told["stations"], told["counts"], told["turnout"]) == ((3, 1), (2, 1), (2, 1), (0, 0))
    assert [share for share in told["shareA"] if share is not None] == pytest.approx([400 / 600, 300 / 400])
    decide(judge, "SHY-1", is_out=True)
    back = changes(judge, "SHY-1")
    assert back == {name: (after, now) for name, (now, after) in told.items()}, "the way back is the same way"


def test_each_decision_is_a_row_with_its_place_in_the_ledger(both: People) -> None:
    author, judge = both.account(Role.OBSERVER, code="SHY-1"), both.account(Role.COORDINATOR, code="NIGHT-1")
    count(author, 1, 300)
    decide(judge, "SHY-1", is_out=True)
    decide(judge, "SHY-1", is_out=False, reason="back again")
    made = quarantine.decisions(judge, ID)
    assert [(each.is_out, each.reason, each.by_code, each.observer_code) for each in made] == [
        (False, "back again", "NIGHT-1", "SHY-1"), (True, "was not at the station", "NIGHT-1", "SHY-1")]
    with house.store().read() as connection:
        assert len(connection.execute(select(ledger.c.seq).where(ledger.c.kind == "quarantine")).all()) == 2


def test_who_may_not_and_what_cannot_be(both: People) -> None:
    observer, judge = both.account(Role.OBSERVER, code="SHY-1"), both.account(Role.COORDINATOR, code="NIGHT-1")
    refusals = [
        (observer, "SHY-1", True, "because", ProblemCode.FORBIDDEN),
        (both.account(Role.ADMIN), "SHY-1", True, "because", ProblemCode.FORBIDDEN),
        (judge, "NIGHT-1", True, "because", ProblemCode.FORBIDDEN), (judge, "SHY-1", True, " ", ProblemCode.IMPOSSIBLE),
        (judge, "NOBODY", True, "because", ProblemCode.NOT_FOUND), (judge, "SHY-1", False, "because", ProblemCode.CONFLICT),
    ]
    for actor, code, is_out, reason, problem in refusals:
        with pytest.raises(Problem) as refused:
            decide(actor, code, is_out=is_out, reason=reason)
        assert refused.value.code is problem
    assert quarantine.decisions(judge, ID) == []


def test_no_reader_asks_for_visible_reports_alone() -> None:
    told = {path.name: path.read_text(encoding="utf-8").count("is_shown(") for path in (ROOT / "data/store").glob("*.py")}
    # Quarantines compare both; contacts keep what came; what a rule leaves out is counted; a head says both; an import asks for what is
    # not shown.
    assert {name: n for name, n in told.items() if n} == {
        "quarantines.py": 3, "counting.py": 1, "frames_follow.py": 1, "reviews.py": 1, "shown.py": 2}
