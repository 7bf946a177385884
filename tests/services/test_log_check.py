"""Whoever alters a value is found: in any logged table, the ledger, a checkpoint, what pages read, a file. What alters none is
said to be so."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from data.store import ledger, ledger_check, originals, table_imports
from data.store.every_table import metadata
from data.store.ledger_rows import EVENTS, KINDS, NOT_LOGGED
from data.store.reports import append_revisions
from manage import SHELL, manage
from schemas import checkpoint
from schemas.person import Role
from schemas.problem import Problem
from services import evidence_log, house, log_check, log_key
from services.evidence_log import EvidenceLog
from tests import tampering
from tests.data.store.made import NOW, revision
from tests.people import ELECTION, STATIONS, People

FULL = os.environ.get("BAQYLAU_FAULTS") == "full"
ALTERATIONS = 10_000 if FULL else 200


@pytest.fixture
def signed(house_dir: Path) -> Path:
    """A row of every logged table, signed in two checkpoints."""
    tampering.everything(house.store())
    log = EvidenceLog()
    log.checkpoint()
    house.store().write(tampering.one_more)
    log.checkpoint()
    house.close()
    (file,) = house_dir.glob("*.sqlite3")
    return file


def notes() -> list[str]:
    return checkpoint.notes_in(evidence_log.place().read_text(encoding="utf-8"))


def test_every_table_is_logged_or_says_why_not() -> None:
    logged = {table.name for kind in KINDS.values() for table in kind.tables}
    assert logged | NOT_LOGGED.keys() == set(metadata.tables), "name each new table in data.store.ledger_rows"
    assert not logged & NOT_LOGGED.keys() and not EVENTS & KINDS.keys()


def _is_found(what: str, found: log_check.Check) -> bool:
    """A checkpoint taken from the table still stands in the file beside it: no value is lost, and that is what must be said."""
    if what == "checkpoint: a row less":
        return any(each.place.startswith("log/checkpoints, note") for each in found.findings)
    return bool(found.changed)


@pytest.mark.fault
def test_every_alteration_of_a_value_is_found(signed: Path) -> None:
    chance, key, said = random.Random(2029), log_key.signer().public, notes()
    lost: list[str] = []
    done = 0
    with tampering.in_memory(signed) as (connection, raw):
        assert {each.found for each in log_check.database(connection, key, said).findings} == {"its triggers are gone"}
        while done < ALTERATIONS:
            made = tampering.alteration(raw, chance)
            raw.execute("SAVEPOINT before")
            if tampering.done(raw, made):
                done += 1
                if not _is_found(made.what, log_check.database(connection, key, said)):
                    lost.append(f"{made.what} -> {made.values}")
            raw.execute("ROLLBACK TO before")
            raw.execute("RELEASE before")
        assert not log_check.database(connection, key, said).changed
    assert lost == []


@pytest.mark.fault
def test_every_alteration_of_the_file_of_checkpoints_is_found(signed: Path) -> None:
    chance, key, said = random.Random(2029), log_key.signer().public, notes()
    whole = "".join(said)
    with house.store().read() as connection:
        for _ in range(ALTERATIONS // 10):
            place = chance.randrange(len(whole) - 1)
            altered = whole[:place] + chr(ord(whole[place]) ^ 1) + whole[place + 1 :]
            assert log_check.database(connection, key, checkpoint.notes_in(altered)).findings, (place, whole[place])


def test_what_has_no_effect_is_said_to_have_none(signed: Path) -> None:
    key, said = log_key.signer().public, notes()
    with tampering.in_memory(signed) as (connection, raw):
        before = {each.place for each in log_check.database(connection, key, said).findings}
        raw.execute("DELETE FROM checkpoint WHERE size = (SELECT min(size) FROM checkpoint)")
        raw.execute("INSERT INTO draft VALUES ('somebody', 'form', '{}', '2029-01-14T07:00:00.000000Z')")
        raw.execute("UPDATE account SET totp_last_step = 7")
        raw.execute("DROP INDEX ix_review_revision")
        found = log_check.database(connection, key, [*said, said[0][:40]])
    assert found.changed == ()
    assert {each.place for each in found.findings} - before == {"log/checkpoints, note 1", "log/checkpoints, note 3"}


def test_an_import_of_stations_that_broke_off_is_no_alteration(signed: Path) -> None:
    moved = STATIONS[0].model_copy(update={"registered_voters": 12})
    house.store().write(lambda connection: table_imports.put_stations(connection, ELECTION.election_id, [moved], "newer", NOW))
    with house.store().read() as connection:
        found = log_check.database(connection, log_key.signer().public, notes())
    assert found.changed == () and [each.place for each in found.findings] == ["station test-2029:KZ-79"]


def test_a_database_of_an_earlier_version_is_taken_in_once(signed: Path) -> None:
    """As that version left it: no entries of people, a shorter one for each of nine revisions and two sources."""
    with closing(sqlite3.connect(signed)) as raw:
        tampering.as_it_was_before(raw)
    house.close()
    with house.store().read() as connection:
        found = ledger_check.check(connection)
        length = ledger.length(connection)
    assert found.findings == () and found.counts.earlier_n == tampering.REPORTS + 3 + 2 and found.counts.adopted_at > 0
    house.close()
    with house.store().read() as connection:
        assert ledger.length(connection) == length, "once"


def test_verify_says_what_where_and_ends_with_one(people: People, house_dir: Path) -> None:
    house.store().append(append_revisions, revision())
    EvidenceLog().checkpoint()
    whole = CliRunner().invoke(manage, ["verify"])
    assert whole.exit_code == 0 and "No value was changed.\n" in whole.output and "0 not signed yet" in whole.output
    house.close()
    (file,) = house_dir.glob("*.sqlite3")
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("DROP TRIGGER append_only_report_figure_update")
        raw.execute("UPDATE report_figure SET value = 611 WHERE value = 610 AND revision_id = 1")
        raw.commit()
    found = CliRunner().invoke(manage, ["verify"])
    assert found.exit_code == 1 and "1 value(s) are not what was recorded" in found.output
    assert "changed: report+report_revision+report_figure 1\n" in found.output and "the payload is as it was sent" in found.output
    assert "no effect: report_figure\n" in found.output


def test_a_file_that_tables_came_from_is_read_again(people: People) -> None:
    sha256 = originals.keep(house.store().var, b"region,station,votes")
    (kept,) = (house.store().var / "originals").glob("??/*")
    assert log_check.check(SHELL).files_n == 1
    kept.chmod(0o600)
    kept.write_bytes(b"region,station,voted")
    assert [(each.place, each.found) for each in log_check.check(SHELL).changed] == [(f"originals/{sha256}", "other bytes")]


def test_only_who_runs_the_house_may_ask(people: People) -> None:
    with pytest.raises(Problem):
        log_check.check(people.account(Role.ANALYST))
