"""Reports in the store, on both databases: appended once, revised by number, conflicts kept, the projection rebuildable."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from data.store import ledger, ledger_rows
from data.store.reports import (
    NotTheAuthor,
    OtherBytes,
    append_revisions,
    current_at_station,
    current_of_author,
    revisions_of,
)
from data.store.series import turnout_series
from data.store.shown import show_import
from data.store.store import Store
from data.store.tables import ledger as ledger_table
from data.store.tables import report, report_conflict, report_figure, report_head, report_revision
from schemas.report import RevisionState
from tests.data.store.made import NOW, revision
from tests.people import ELECTION, STATIONS


def number(store: Store, table) -> int:
    with store.read() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def length(store: Store) -> int:
    with store.read() as connection:
        return ledger.length(connection)


def test_the_same_bytes_again_are_the_same_receipt(store: Store) -> None:
    new = revision()
    first, again = store.append(append_revisions, new), store.append(append_revisions, new)
    assert (first.created, again.created) == (True, False)
    assert (first.receipt_code, first.sha256, first.received_at) == (again.receipt_code, again.sha256, again.received_at)
    assert (number(store, report_revision), number(store, report), number(store, report_head), length(store)) == (1, 1, 1, 4)


def test_a_resend_inside_one_commit_is_found_too(store: Store) -> None:
    new = revision()
    results = store.write(lambda connection: append_revisions(connection, [new, new, revision(new.row["report_id"], said="else")]))
    assert [getattr(each, "created", type(each)) for each in results] == [True, False, OtherBytes]
    assert (number(store, report_revision), number(store, report_conflict)) == (1, 1)


def test_other_bytes_are_kept_as_a_conflict_once(store: Store) -> None:
    new = revision()
    store.append(append_revisions, new)
    before = length(store)
    for _ in range(3):
        with pytest.raises(OtherBytes) as found:
            store.append(append_revisions, revision(new.row["report_id"], said="else"))
        assert found.value.current_revision == 1
    assert (number(store, report_revision), number(store, report_conflict), length(store)) == (1, 1, before + 1)


def test_a_correction_names_the_next_revision(store: Store) -> None:
    new = revision()
    name = new.row["report_id"]
    store.append(append_revisions, new)
    with pytest.raises(OtherBytes):
        store.append(append_revisions, revision(name, 3))
    done = store.append(append_revisions, revision(name, 2, said=601))
    with store.read() as connection:
        rows = revisions_of(connection, name)
        current = current_of_author(connection, ELECTION.election_id, "author")
    assert [(row.revision, row.revision_id == row.head_revision_id) for row in rows] == [(1, False), (2, True)]
    assert [row.revision_id for row in current] == [done.revision_id]


def test_of_many_corrections_of_one_revision_one_wins(store: Store) -> None:
    new = revision()
    store.append(append_revisions, new)

    def correct(said: int) -> bool:
        try:
            return bool(store.append(append_revisions, revision(new.row["report_id"], 2, said=said)).created)
        except OtherBytes:
            return False

    with ThreadPoolExecutor(16) as crowd:
        assert sum(crowd.map(correct, range(16))) == 1
    assert (number(store, report_revision), number(store, report_conflict)) == (2, 15)


def test_another_author_cannot_revise(store: Store) -> None:
    new = revision()
    store.append(append_revisions, new)
    for again in (revision(new.row["report_id"], 2, author="other"), revision(new.row["report_id"], author="other")):
        with pytest.raises(NotTheAuthor):
            store.append(append_revisions, again)
    assert (number(store, report_revision), number(store, report_conflict)) == (1, 0)


def test_a_withdrawal_is_a_tombstone(store: Store) -> None:
    new = revision()
    name = new.row["report_id"]
    store.append(append_revisions, new)
    store.append(append_revisions, revision(name, 2, withdrawn=True))
    with store.read() as connection:
        rows = revisions_of(connection, name)
        series = turnout_series(connection, ELECTION.election_id, STATIONS[0].station_id, "author")
    assert [row.withdrawn for row in rows] == [False, True] and rows[-1].state == RevisionState.WITHDRAWN
    assert series == [] and number(store, report_figure) == 2, "its figures stay, and are in nobody's series"


def test_the_series_holds_values_only_and_only_ones_own(store: Store) -> None:
    store.append(append_revisions, revision())
    store.append(append_revisions, revision(author="other"))
    with store.read() as connection:
        series = turnout_series(connection, ELECTION.election_id, STATIONS[0].station_id, "author")
    assert [(row.voice, row.figure_code, row.as_of_at, row.value) for row in series] == [("count", "voters_counted", NOW, 610)]


def test_an_import_is_unseen_until_it_is_shown(store: Store) -> None:
    name = str(uuid4())
    store.append(append_revisions, revision(import_id=name))
    with store.read() as connection:
        assert current_at_station(connection, ELECTION.election_id, STATIONS[0].station_id) == []
    assert store.write(lambda connection: show_import(connection, name, NOW)) == 1
    with store.read() as connection:
        assert len(current_at_station(connection, ELECTION.election_id, STATIONS[0].station_id)) == 1


def test_sixty_four_clients_store_forty_reports_once_each(store: Store) -> None:
    """Check-then-insert gave 1,279 rows for 40 ids under 64 racing clients; the constraint gives 40."""
    sent = [revision() for _ in range(40)]
    with ThreadPoolExecutor(64) as crowd:
        done = list(crowd.map(lambda place: store.append(append_revisions, sent[place % 40]), range(64 * 10)))
    assert (number(store, report_revision), number(store, report_head), sum(each.created for each in done)) == (40, 40, 40)
    assert len({each.sha256 for each in done}) == 40


def test_revision_numbers_and_ledger_have_no_gaps(store: Store) -> None:
    with ThreadPoolExecutor(16) as crowd:
        done = list(crowd.map(lambda _: store.append(append_revisions, revision()), range(80)))
    assert sorted(each.revision_id for each in done) == list(range(1, 81))
    with store.read() as connection:
        numbers = list(connection.execute(select(ledger_table.c.seq).order_by(ledger_table.c.seq)).scalars())
    assert numbers == list(range(1, 84))


def test_the_ledger_holds_the_whole_row(store: Store) -> None:
    store.append(append_revisions, revision())
    with store.read() as connection:
        rows = {table.name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
                for table in (report, report_revision, report_figure)}
        entry = connection.execute(select(ledger_table).where(ledger_table.c.kind == "report_revision")).one()
    fact = {"report": rows["report"][0], "report_revision": rows["report_revision"][0], "report_figure": rows["report_figure"]}
    assert len(rows["report_figure"]) == 2 and ledger.row_sha256(fact, entry.salt) == entry.sha256
    payload = {**rows["report_revision"][0], "payload": rows["report_revision"][0]["payload"].replace("610", "611")}
    assert ledger.row_sha256({**fact, "report_revision": payload}, entry.salt) != entry.sha256
    assert ledger.row_sha256({**fact, "report_figure": rows["report_figure"][:1]}, entry.salt) != entry.sha256


def test_the_hash_of_a_correction_is_found_again_from_what_is_stored(store: Store) -> None:
    """Of a correction the report's own row was read from the database, of a first revision it was made here: both are hashed alike."""
    new = revision()
    store.append(append_revisions, new)
    store.append(append_revisions, revision(new.row["report_id"], 2, said=601))
    with store.read() as connection:
        entries = connection.execute(select(ledger_table).where(ledger_table.c.kind == "report_revision")).all()
        facts = ledger_rows.KINDS["report_revision"].rebuilt(connection, [entry.subject for entry in entries])
    assert [entry.sha256 for entry in entries] == [ledger.row_sha256(facts[entry.subject], entry.salt) for entry in entries]
    assert len(entries) == 2
