"""What authorities say they registered: every election of the reference figures can be read, dates as exact as their source."""

import csv

import pytest

from locales import LANGUAGES, text, using
from schemas.person import Role
from services import access, clock, reference, violations


def test_every_election_of_the_reference_figures_is_read() -> None:
    with violations.AUTHORITIES.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    read = violations._reference(violations.AUTHORITIES, 0.0)
    assert {name: len(claims) for name, claims in read.items()} == {
        name: sum(row["election_id"] == name for row in rows) for name in {row["election_id"] for row in rows}
    }
    printed = [claim.published for claims in read.values() for claim in claims]
    assert sorted(printed) == sorted(row["source_date"] for row in rows)
    assert "2019-06" in printed


@pytest.mark.parametrize("language", LANGUAGES)
def test_authorities_stand_beside_silence_and_silence_is_not_zero(people, language: str) -> None:
    reference.load(clock.now())
    access.choose_language(people.signed_in(Role.ANALYST), language)
    with using(language):
        at = people.page("pages/analyse/violations.py", query={"election": "kz-2019-president", "view": "incidents"})
        shown = " ".join(each.value for each in at.markdown)
        silent = text("No observer's report of this election is stored here: how many incidents there were is not known.")
    assert not at.exception
    assert shown.count(silent) == 1 and "○ **36**" in shown and "**0**" not in shown
