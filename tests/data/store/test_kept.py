"""What is kept of the reports is what is stored, whatever was sent, taken back or decided in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from random import Random

import pandas as pd
import pytest
from sqlalchemy import Connection, select

from data.store import (
    frames_bodies,
    frames_copies,
    frames_coverage,
    frames_entries,
    frames_follow,
    frames_protocols,
    kept,
    people,
    quarantines,
    reviews,
    shown,
    table_imports,
)
from data.store.counting import counted
from data.store.reports import Stored, append_revisions
from data.store.store import Store
from data.store.tables import report_figure, report_head
from schemas.counting import CountRule
from schemas.figure import Figure, FigureCode
from schemas.missing import MissingReason
from schemas.report import RevisionState
from schemas.reports.body import ReportKind
from schemas.reports.cells import layout
from schemas.voice import Voice
from tests.data.store.made import NOW
from tests.data.store.test_report_rows import body, of_kind
from tests.people import ELECTION, STATIONS

KIND = ReportKind.TURNOUT
FIELDS = [cell.field for cell in layout(KIND)]
ACTS = ("send", "send", "send", "correct", "correct", "withdraw", "hide", "review", "quarantine", "nothing")


def account_row(account_id: str) -> dict[str, object]:
    return {
        "account_id": account_id, "election_id": ELECTION.election_id, "role": "observer", "observer_code": account_id.upper(),
        "organisation_code": "ORG-1", "password_hash": None, "totp_secret": None, "totp_last_step": None, "created_at": NOW,
        "revoked_at": None,
    }


def frame(store: Store) -> pd.DataFrame:
    return frames_bodies.bodies(store, ELECTION.election_id, (KIND,), FIELDS, rule=CountRule.ALL)


def protocols(store: Store, rule: CountRule) -> pd.DataFrame:
    return frames_protocols.figures(store, ELECTION.election_id, "list", (FigureCode.BALLOTS_ISSUED,), rule=rule)


def lines(store: Store, rule: CountRule) -> list[tuple[object, ...]]:
    codes = (FigureCode.BALLOTS_ISSUED, FigureCode.VOTES)
    found = frames_protocols.figures(store, ELECTION.election_id, "list", codes, rule=rule).astype(object)
    found = found[["station_id", "report_id", "revision_id", "state", "figure_code", "option_code", "value"]]
    return list(found.where(found.notna(), None).itertuples(index=False, name=None))


def read(store: Store) -> list[pd.DataFrame]:
    return [
        frame(store),
        frames_follow.heads(store, ELECTION.election_id),
        *(protocols(store, rule) for rule in CountRule),
        frames_copies.told(store, ELECTION.election_id, "list", rule=CountRule.ALL),
        frames_entries.first_entries(store, ELECTION.election_id, "list", rule=CountRule.ALL),
    ]


def row_by_row(store: Store, rule: CountRule) -> list[tuple[object, ...]]:
    """The lines of protocols as the database gives them, a row a line."""
    head, figure = report_head.c, report_figure.c
    query = (
        select(head.station_id, head.report_id, head.revision_id, head.state, figure.figure_code, figure.option_code, figure.value)
        .join(report_figure, figure.revision_id == head.revision_id)
        .where(counted(rule), head.kind == ReportKind.COUNT.value, figure.voice == Voice.PROTOCOL.value, figure.contest_id == "list")
        .order_by(head.revision_id, figure.figure_code, figure.option_code)
    )
    with store.read() as connection:
        return [tuple(row) for row in connection.execute(query)]


def anew(store: Store) -> list[pd.DataFrame]:
    kept.forget(store)
    return read(store)


def figures_of(kind: ReportKind, chance: Random) -> tuple[Figure, ...]:
    if kind is not ReportKind.COUNT:
        return ()
    issued = chance.choice((None, *range(4)))
    reason = MissingReason.NOT_SHOWN if issued is None else None
    told = Figure(Voice.PROTOCOL, FigureCode.BALLOTS_ISSUED, NOW, value=issued, missing=reason, contest_id="list")
    votes = (Figure(Voice.PROTOCOL, FigureCode.VOTES, NOW, value=chance.randrange(9), contest_id="list", option_code=code) for code in "AB")
    other = Figure(Voice.PROTOCOL, FigureCode.BALLOTS_ISSUED, NOW, value=7, contest_id="another")
    return (told, *votes, other) if chance.random() < 0.9 else (other,)


def act(store: Store, what: str, chance: Random, sent: list[Stored], revisions: dict[str, int]) -> None:
    if what in ("correct", "withdraw") and revisions:
        report_id = chance.choice(sorted(revisions))
        revisions[report_id] += 1
    else:
        report_id = f"00000000-0000-4000-8000-{len(revisions):012d}"
        if what in ("send", "hide"):
            revisions[report_id] = 1
    if what == "review" and sent:
        state = chance.choice((RevisionState.VERIFIED, RevisionState.REJECTED, RevisionState.RETURNED))
        decided = reviews.NewReview(chance.choice(sent).revision_id, state, "other", "because", NOW)
        store.write(partial(reviews.append, reviews=[decided]))
    elif what == "quarantine":
        is_out = chance.random() < 0.5
        store.write(partial(quarantines.append, new=quarantines.NewQuarantine(ELECTION.election_id, "author", is_out, "why", "other", NOW)))
    elif report_id in revisions:
        import_id = report_id if what == "hide" else None
        more = {"report_id": report_id, "withdrawn": what == "withdraw", "import_id": import_id}
        # A correction is of its report's kind.
        kind = (KIND, ReportKind.COUNT)[int(report_id[-1]) % 2]
        new = of_kind(kind, body(kind, chance), revisions[report_id], **more)
        new = replace(new, figures=() if what == "withdraw" else figures_of(kind, chance))
        (done,) = store.write(partial(append_revisions, items=[new]))
        assert isinstance(done, Stored)
        sent.append(done)
        if import_id and chance.random() < 0.7:
            store.write(partial(shown.show_import, import_id=import_id, at=NOW))


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_is_what_is_stored(store: Store, seed: int) -> None:
    chance, sent, revisions = Random(seed), list[Stored](), dict[str, int]()
    lengths = set()
    for _ in range(40):
        act(store, chance.choice(ACTS), chance, sent, revisions)
        if chance.random() < 0.5:  # several facts have come when somebody looks again
            continue
        followed = read(store)
        for one, other in zip(followed, anew(store), strict=True):
            pd.testing.assert_frame_equal(one, other)
        lengths.add(tuple(len(each) for each in followed))
        for rule in CountRule:
            assert sorted(lines(store, rule), key=str) == sorted(row_by_row(store, rule), key=str)
    assert len(lengths) > 5


def test_a_new_report_is_added_without_reading_the_others_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(1)
    store.write(partial(append_revisions, items=[of_kind(KIND, body(KIND, chance)) for _ in range(5)]))
    assert len(frame(store)) == 5
    monkeypatch.setattr(frames_bodies, "LINES", None)
    store.write(partial(append_revisions, items=[of_kind(KIND, body(KIND, chance))]))
    assert len(frame(store)) == 6


def test_a_review_moves_its_own_report_and_the_others_are_not_read_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(1)
    (first, *_) = store.write(partial(append_revisions, items=[of_kind(KIND, body(KIND, chance)) for _ in range(5)]))
    assert isinstance(first, Stored)
    assert set(frame(store)["state"]) == {"submitted"}
    monkeypatch.setattr(frames_bodies, "LINES", None)
    store.write(partial(reviews.append, reviews=[reviews.NewReview(first.revision_id, RevisionState.VERIFIED, "other", "because", NOW)]))
    found = frame(store).set_index("revision_id")["state"]
    assert found.to_dict() == {1: "verified", 2: "submitted", 3: "submitted", 4: "submitted", 5: "submitted"}
    store.write(partial(reviews.append, reviews=[reviews.NewReview(first.revision_id, RevisionState.REJECTED, "other", "because", NOW)]))
    assert 1 not in set(frame(store)["revision_id"])


def test_of_a_kind_nothing_is_looked_for_twice_among_what_came_of_other_kinds(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    chance, asked, real = Random(1), list[object](), frames_bodies.SINCE

    class Spy:
        def rows(self, connection: Connection, values: dict[str, object]) -> Sequence[tuple[object, ...]]:
            asked.append(values["after"])
            return real.rows(connection, values)

    store.write(partial(append_revisions, items=[of_kind(KIND, body(KIND, chance))]))
    frame(store)
    store.write(partial(append_revisions, items=[of_kind(ReportKind.CLOSING, body(ReportKind.CLOSING, chance)) for _ in range(3)]))
    monkeypatch.setattr(frames_bodies, "SINCE", Spy())
    assert [len(frame(store)) for _ in range(2)] == [1, 1]
    assert asked == [1, 4]


def test_the_registry_is_read_again_when_a_station_changes_and_nobody_can_spoil_it(store: Store) -> None:
    first = frames_coverage.stations(store, ELECTION.election_id)
    first["number"] = "spoilt"
    first.loc[0, "station_id"] = "spoilt"
    second = frames_coverage.stations(store, ELECTION.election_id)
    assert "spoilt" not in set(second["number"]) | set(second["station_id"])
    ids = [STATIONS[-1].station_id]
    store.write(partial(table_imports.drop_stations, election_id=ELECTION.election_id, station_ids=ids, at=NOW))
    assert set(second["station_id"]) - set(frames_coverage.stations(store, ELECTION.election_id)["station_id"]) == set(ids)


def test_who_is_sent_is_read_again_when_somebody_is(store: Store) -> None:
    assert frames_coverage.assignments(store, ELECTION.election_id).empty
    rows = [account_row("one"), account_row("two")]
    store.write(partial(people.add_accounts, rows=rows))
    for sent_n, row in enumerate(rows, 1):
        sent = {
            "account_id": row["account_id"], "election_id": ELECTION.election_id, "station_id": STATIONS[0].station_id, "in_sample": False,
            "stratum": "", "sample_weight": None, "confirmed_at": None,
        }
        store.write(partial(people.assign, rows=[sent], at=NOW))
        assert len(frames_coverage.assignments(store, ELECTION.election_id)) == sent_n
