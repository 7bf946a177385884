"""The check of a file for everybody: what is no hash is said to be none, not that a file was altered."""

from __future__ import annotations

import pytest

from schemas.person import Role
from services import proofs
from tests.people import People


@pytest.mark.parametrize(("given", "said"), [("xyz", "64 signs long"), ("AB" * 32, "No file")])
def test_only_a_hash_is_looked_up(people: People, given: str, said: str) -> None:
    at = people.page("pages/public/log.py", Role.ANALYST)
    at.text_input(key="sha256").set_value(given).run()
    assert not at.exception
    words = [each.value for each in (*at.markdown, *at.warning)]
    assert any(said in each for each in words), words


@pytest.mark.parametrize("page", ["log", "released"])
def test_an_observer_has_a_way_back_and_others_their_menu(people: People, page: str) -> None:
    for role, there in ((Role.OBSERVER, True), (Role.ANALYST, False)):
        at = people.page(f"pages/public/{page}.py", role)
        assert not at.exception
        assert ("My day" in [each.label for each in at.button]) is there


def test_the_program_that_checks_can_be_taken_from_the_page(people: People) -> None:
    at = people.page("pages/public/log.py", Role.ANALYST)
    assert "verify.py" in [str(getattr(each, "label", "")) for each in at.get("download_button")]
    assert not [each.value for each in at.markdown if "docs/" in each.value], "a reader of a page has no folder of ours"
    assert proofs.checker().startswith(b"#!") or b"def main" in proofs.checker()
