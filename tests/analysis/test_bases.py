"""Bases: what may be compared with what, and exact restatement of the 2021 and 2023 figures."""

from __future__ import annotations

import pytest

from analysis.bases import (
    Base,
    Caveat,
    NotComparable,
    Share,
    Totals,
    compare_shares,
    published_percentage,
    restate,
    share_of,
    why_not_comparable,
)

# Kazakhstan, 10 January 2021, final results of the Central Election Commission.
TOTALS_2021 = Totals(registered_voters=11_919_241, ballots_issued=7_539_280, votes_for_options=7_241_562)
NUR_OTAN_2021 = 5_148_074


def test_one_party_has_three_true_shares_that_must_not_be_mixed() -> None:
    on_votes = share_of(NUR_OTAN_2021, TOTALS_2021.votes_for_options, Base.OPTION_OF_VOTES_FOR_OPTIONS)
    assert on_votes.share == pytest.approx(0.710907, abs=5e-7)
    assert restate(on_votes, TOTALS_2021, Base.OPTION_OF_ISSUED).share == pytest.approx(0.682834, abs=5e-7)
    assert restate(on_votes, TOTALS_2021, Base.OPTION_OF_LIST).share == pytest.approx(0.431913, abs=5e-7)
    refused = compare_shares(on_votes, restate(on_votes, TOTALS_2021, Base.OPTION_OF_ISSUED))
    assert (refused.difference, refused.reason) == (None, NotComparable.DIFFERENT_DENOMINATOR)


def test_turnout_by_ballots_issued_is_not_turnout_by_votes_counted() -> None:
    """2023: encyclopaedias print 52.90 % (votes counted / list), the commission 54.21 % (ballots issued / list)."""
    official = published_percentage(54.21, 2, Base.ISSUED_OF_LIST)
    encyclopaedia = published_percentage(52.90, 2, Base.VOTES_FOR_OPTIONS_OF_LIST)
    assert compare_shares(official, encyclopaedia).reason is NotComparable.DIFFERENT_NUMERATOR


def test_turnout_is_never_compared_with_a_share_of_votes() -> None:
    assert why_not_comparable(Base.ISSUED_OF_LIST, Base.OPTION_OF_VOTES_FOR_OPTIONS) is NotComparable.DIFFERENT_DENOMINATOR
    assert why_not_comparable(Base.ISSUED_OF_LIST, Base.OPTION_OF_LIST) is NotComparable.DIFFERENT_NUMERATOR


def test_announced_and_final_turnout_of_2021_agree_within_rounding() -> None:
    """63.3 % on the night, 7,539,280 / 11,919,241 = 63.253 % in the final act."""
    final = share_of(TOTALS_2021.ballots_issued, TOTALS_2021.registered_voters, Base.ISSUED_OF_LIST)
    night = published_percentage(63.3, 1, Base.ISSUED_OF_LIST)
    comparison = compare_shares(night, final)
    assert comparison.within_rounding
    assert comparison.difference == pytest.approx(-0.00047, abs=1e-5)
    assert not compare_shares(published_percentage(63.4, 1, Base.ISSUED_OF_LIST), final).within_rounding


def test_an_exit_poll_may_stand_beside_votes_but_says_what_it_is() -> None:
    poll = published_percentage(71.97, 2, Base.OPTION_OF_ANSWERS)
    result = share_of(NUR_OTAN_2021, TOTALS_2021.votes_for_options, Base.OPTION_OF_VOTES_FOR_OPTIONS)
    assert compare_shares(poll, result).caveat is Caveat.ESTIMATE_OF_VOTES
    assert compare_shares(result, poll).caveat is Caveat.ESTIMATE_OF_VOTES
    assert compare_shares(poll, restate(result, TOTALS_2021, Base.OPTION_OF_ISSUED)).difference is None


def test_two_lists_are_two_denominators() -> None:
    opening = share_of(500, 1000, Base.ISSUED_OF_LIST, list_source="opening")
    protocol = share_of(500, 1040, Base.ISSUED_OF_LIST, list_source="protocol")
    assert compare_shares(opening, protocol).reason is NotComparable.DIFFERENT_LIST
    assert compare_shares(opening, share_of(520, 1000, Base.ISSUED_OF_LIST)).difference == pytest.approx(0.02)


@pytest.mark.parametrize(
    ("share", "reason"),
    [
        (share_of(None, 10, Base.ISSUED_OF_LIST), NotComparable.MISSING_FIGURE),
        (share_of(0, 0, Base.ISSUED_OF_LIST), NotComparable.ZERO_DENOMINATOR),
    ],
)
def test_a_share_that_cannot_be_computed_says_why_and_stays_uncomparable(share: Share, reason: NotComparable) -> None:
    assert (share.share, share.reason) == (None, reason)
    assert compare_shares(share, share_of(1, 2, Base.ISSUED_OF_LIST)).reason is reason


def test_restating_needs_both_totals() -> None:
    share = published_percentage(71.09, 2, Base.OPTION_OF_VOTES_FOR_OPTIONS)
    assert restate(share, Totals(votes_for_options=100), Base.OPTION_OF_ISSUED).reason is NotComparable.MISSING_FIGURE
    assert restate(share, Totals(votes_for_options=100, ballots_issued=0), Base.OPTION_OF_ISSUED).reason is NotComparable.ZERO_DENOMINATOR
    assert restate(share, TOTALS_2021, Base.ISSUED_OF_LIST).reason is NotComparable.DIFFERENT_NUMERATOR


def test_every_base_names_both_sides() -> None:
    assert all(base.numerator and base.denominator for base in Base)
    assert all(why_not_comparable(base, base) is None for base in Base)
