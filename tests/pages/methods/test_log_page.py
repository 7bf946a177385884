"""The page of the log: before the first signature and after it, in three languages; closed to observers and coordinators."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from data.store import checkpoints
from data.store import proofs as stored
from locales import LANGUAGES
from schemas.person import Role
from schemas.problem import Problem
from services import evidence_log, handed_files, house, proofs, verification
from services.evidence_log import EvidenceLog
from services.handed_files import File, FileKind
from services.proofs import About
from tests.people import ELECTION, NOON, People
from tests.services.test_evidence_log import alter

PAGE, PUBLIC = "pages/methods/log.py", "pages/public/log.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_and_after_the_first_signature(people: People, language: str) -> None:
    at = people.page(PAGE, Role.ANALYST, query={"lang": language})
    assert (not at.exception and not at.code[0].value.startswith("0")) or at.code
    assert len(at.code) == 2, "only how to check it"
    made = EvidenceLog().checkpoint()
    assert made is not None
    at.run()
    assert not at.exception
    assert at.code[0].value == made.root.hex() and at.code[1].value == proofs.key()


def test_every_entry_is_counted_once(people: People) -> None:
    found = proofs.overview(people.account(Role.ADMIN))
    with house.store().read() as connection:
        kinds = stored.kinds(connection)
    assert sum(found.by_about.values()) == sum(kinds.values()) == found.entries_n == found.unsigned_n
    assert proofs.all_notes() == b""


def test_files_and_the_times_they_were_handed_out_are_counted_apart(people: People) -> None:
    analyst = people.account(Role.ANALYST)
    file = File(FileKind.CASE_PDF, "a.pdf", ELECTION.election_id)
    for content in (b"one", b"one", b"another"):
        handed_files.hand(analyst, file, content)
    found = proofs.overview(analyst).by_about
    assert (found[About.FILES], found[About.HANDED]) == (2, 3)


def test_it_says_how_it_grew_and_what_the_last_verification_found(people: People, house_dir: Path) -> None:
    admin = people.account(Role.ADMIN)
    assert verification.last(admin) is None
    EvidenceLog().checkpoint()
    _, wrong = verification.told(admin, (), 10)
    found = proofs.overview(admin)
    assert [(each.entries_n, each.new_n) for each in found.growth] == [(found.entries_n, found.entries_n)]
    at = people.page(PAGE, Role.ANALYST)
    said = " ".join(each.value for each in at.markdown)
    assert not at.exception and wrong == "" and "No value was changed." in said and f"entries: {found.entries_n}, checkpoints: 1" in said
    alter(house_dir, "UPDATE ledger SET salt = '00' WHERE seq = 1")
    _, wrong = verification.told(admin, (), 10)
    last = verification.last(admin)
    assert wrong and last is not None and last.changed_n > 0
    assert "not what was recorded" in " ".join(each.value for each in at.run().markdown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_checks_a_file_by_its_hash(people: People, language: str) -> None:
    content = handed_files.hand(people.account(Role.ANALYST), File(FileKind.TABLE, "table.csv", ELECTION.election_id), b"1\n")
    made = EvidenceLog().checkpoint()
    people.nobody()
    at = people.page(PUBLIC, query={"lang": language})
    assert made is not None and not at.exception and made.root.hex() in [each.value for each in at.code]
    at.text_input(key="sha256").input(hashlib.sha256(content).hexdigest()).run()
    assert not at.warning and any("table.csv" in each.value for each in at.markdown)
    at.text_input(key="sha256").input("0" * 64).run()
    assert not at.exception and len(at.warning) == 1


def test_an_older_copy_that_was_put_back_is_said_to_everybody_and_why_to_staff(people: People) -> None:
    made = EvidenceLog().checkpoint()
    assert made is not None and proofs.put_back() == ()
    given_up = evidence_log.newest_note()
    assert given_up is not None
    row = {"reason": "the disk burned", "file_sha256": "0" * 64, "ledger_length": made.size - 3,
           "abandoned_sha256": evidence_log.sha256(given_up)}
    house.store().write(lambda connection: checkpoints.record_restoration(connection, row, NOON))
    house.store().write(lambda connection: checkpoints.record_restoration(connection, {**row, "abandoned_sha256": "1" * 64}, NOON))
    newest, first = proofs.put_back()
    assert (first.entries_n, first.signed_n, first.reason, first.at) == (made.size - 3, made.size, "the disk burned", NOON)
    assert newest.signed_n is None, "a note that is not kept here"
    said = " ".join(each.value for each in people.page(PAGE, Role.ADMIN).markdown)
    assert f"14 January 2029, 07:00 UTC: a copy with {made.size - 3} entries was put in the place of the log." in said
    assert "no longer in it: 3." in said and "Reason: the disk burned" in said
    people.nobody()
    told = " ".join(each.value for each in people.page(PUBLIC).markdown)
    assert "no longer in it: 3." in told and "burned" not in told


def test_not_for_observers(people: People) -> None:
    with pytest.raises(Problem):
        proofs.overview(people.account(Role.OBSERVER))
