"""The check of a file for everybody: what is no hash is said to be none, not that a file was altered."""

from __future__ import annotations

import pytest

from schemas.person import Role
from tests.people import People


@pytest.mark.parametrize(("given", "said"), [("xyz", "64 signs long"), ("AB" * 32, "No file")])
def test_only_a_hash_is_looked_up(people: People, given: str, said: str) -> None:
    at = people.page("pages/public/log.py", Role.ANALYST)
    at.text_input(key="sha256").set_value(given).run()
    assert not at.exception
    words = [each.value for each in (*at.markdown, *at.warning)]
    assert any(said in each for each in words), words
