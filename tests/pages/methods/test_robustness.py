"""The robustness page: nothing to take anybody out of, the demonstration in three languages, forbidden."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from analysis import turnout as analysis
from analysis import turnout_rules
from analysis.disclosure import Audience
from locales import LANGUAGES
from schemas.counting import CountRule
from schemas.person import Role
from schemas.problem import Problem
from services import conclusions, reading, registry, robustness, turnout
from services.demonstration.plan import ELECTION_ID
from tests.pages.methods.opening import opener
from tests.people import ELECTION

if TYPE_CHECKING:
    from tests.people import People

opened = opener("pages/methods/robustness.py")
FORBIDDEN = re.compile(r"fraud|falsif|stolen|proved|фальсиф|украд|доказан", re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_to_take_anybody_out_of(people: People, language: str) -> None:
    reading.forget()
    assert not opened(people, language, ELECTION.election_id).dataframe


def test_each_rule_says_what_the_whole_comparison_under_it_says(full: People) -> None:
    election = registry.election(ELECTION_ID)
    found = turnout.under_each_rule(election)
    assert found == {rule: turnout.compute(election, rule).summary for rule in CountRule}
    assert found[CountRule.ALL].whole_day > found[CountRule.CHECKED].whole_day > 0


@pytest.mark.parametrize("states", [("submitted",), ("verified", "returned"), ("submitted", "unverifiable"), ()])
def test_only_stations_with_a_report_left_out_are_counted_again(full: People, states: tuple[str, ...]) -> None:
    election = registry.election(ELECTION_ID)
    whole = turnout.comparison(election, CountRule.ALL).value
    basis, setting = whole.basis, election.allowance
    protocol = whole.keys.numbered(turnout.copies(election, CountRule.ALL))
    reports = basis.reports.of(lambda frame: frame[frame["state"].isin(states)])
    counts, allowance, _ = turnout_rules.in_use(analysis.observers(reports, basis.hours, setting), setting)
    table = analysis.compare(reports, protocol, basis.stations, basis.hours, allowance, counts)
    asked = analysis.summary(analysis.ordinary(table))
    assert turnout_rules.summary_under(basis, states, protocol, setting) == asked
    assert asked.stations > 0


def test_the_demonstration(full: People) -> None:
    found = robustness.of(full.account(Role.ANALYST), ELECTION_ID).value
    election = registry.election(ELECTION_ID)
    summary = turnout.comparison(election).value.summary
    assert found.observers.difference == found.organisations.difference == summary.difference
    assert found.organisations.rows["left_out"].sum() == summary.whole_day
    assert found.rules[CountRule.ALL] == summary
    for view in ("organisations", "observers"):
        spoken = set()
        for language in LANGUAGES:
            at = opened(full, language, ELECTION_ID, view=view)
            assert not FORBIDDEN.search(" ".join(each.value for each in at.markdown))
            assert len(at.dataframe) == 2
            spoken.add(at.markdown[0].value)
        assert len(spoken) == 3
    public = conclusions.document(election, datetime(2029, 2, 1, tzinfo=UTC), Audience.PUBLIC, standing="draft")["conclusions"]
    assert public and all(each["subject"] != "robustness" for each in public), "no organisation is named to the public"


def test_an_observer_is_refused(people: People) -> None:
    with pytest.raises(Problem):
        robustness.of(people.account(Role.OBSERVER), ELECTION.election_id)
