"""The badge of simulated data: on a page of one report only where it does not stand above the page already."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

PAGE = """
from tests.people import ELECTION
from ui import brand

election = ELECTION.model_copy(update={"is_simulated": True})
looked_at = election.model_copy(update={"election_id": "%s"})
brand.simulated_above(looked_at)
brand.simulated_unless_above(election)
"""


@pytest.mark.parametrize(("looked_at", "badges"), [("%(own)s", 1), ("another-2030", 2)])
def test_a_report_says_once_that_it_is_simulated(looked_at: str, badges: int) -> None:
    from tests.people import ELECTION

    at = AppTest.from_string(PAGE % (looked_at % {"own": ELECTION.election_id})).run()
    assert not at.exception
    assert sum("SIMULATED" in each.value for each in at.main.markdown) == badges
