"""A page that is run again, with nothing touched, says what it said: most tests of pages run theirs once."""

from __future__ import annotations

import pytest

from schemas.person import Role
from tests.people import ELECTION, People
from ui.navigation import PAGES, PageEntry

READ = [entry for entry in PAGES if Role.ANALYST in entry.roles]


@pytest.mark.parametrize("entry", READ, ids=lambda entry: entry.url_path)
def test_a_page_says_the_same_when_it_is_run_again(loaded: People, entry: PageEntry) -> None:
    at = loaded.page(entry.path, Role.ANALYST, state={"election": ELECTION.election_id})
    first = [each.value for each in at.markdown]
    assert first and not at.exception
    at.run()
    assert not at.exception
    assert [each.value for each in at.markdown] == first
