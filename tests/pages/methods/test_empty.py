"""Every page of the methods, and every view of it, with an election of which nothing was reported: words, and no number made of nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from locales import using
from schemas.person import Role
from services import reading
from tests.people import ELECTION

if TYPE_CHECKING:
    from tests.people import People

VIEWS: dict[str, tuple[str, ...]] = {
    "methods/sample": ("estimate", "planner"),
    "methods/many": ("regions", "together", "watched"),
    "methods/screens": ("integers", "fingerprint", "peak", "small", "digits"),
    "methods/robustness": ("organisations", "observers"),
    "methods/seats": ("",),
    "analyse/turnout": ("stations", "hours", "remainder", "day"),
    "analyse/copies": ("",),
    "analyse/results": ("",),
    "analyse/sums": ("",),
    "analyse/violations": ("",),
    "analyse/checks": ("",),
    "analyse/official": ("",),
    "analyse/releases": ("",),
    "background/observed": ("",),
    "background/consistency": ("tests", "later", "polls"),
}
NO_NUMBER = re.compile(r"\b(nan|inf|none|nat)\b|0\.0 ?%", re.IGNORECASE)


@pytest.mark.parametrize(("page", "view"), [(page, view) for page, views in VIEWS.items() for view in views])
def test_an_election_of_which_nothing_was_reported(people: People, page: str, view: str) -> None:
    reading.forget()
    people.signed_in(Role.ANALYST)
    with using("en"):
        at = people.page(f"pages/{page}.py", query={"lang": "en", "election": ELECTION.election_id, **({"view": view} if view else {})})
    assert not at.exception
    said = " ".join(str(each.value) for kind in ("title", "markdown", "subheader") for each in at.get(kind) if hasattr(each, "value"))
    assert said
    if not page.startswith("background/"):
        assert not NO_NUMBER.search(said), said
