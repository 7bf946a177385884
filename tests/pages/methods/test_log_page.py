"""The page of the log: before the first signature and after it, in three languages; closed to observers and coordinators."""

from __future__ import annotations

import pytest

from data.store import proofs as stored
from locales import LANGUAGES
from schemas.person import Role
from schemas.problem import Problem
from services import house, proofs
from services.evidence_log import EvidenceLog
from tests.people import People

PAGE = "pages/methods/log.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_and_after_the_first_signature(people: People, language: str) -> None:
    at = people.page(PAGE, Role.ANALYST, query={"lang": language})
    assert (not at.exception and not at.code[0].value.startswith("0")) or at.code
    assert len(at.code) == 1, "only how to check it"
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


def test_not_for_observers(people: People) -> None:
    with pytest.raises(Problem):
        proofs.overview(people.account(Role.OBSERVER))
