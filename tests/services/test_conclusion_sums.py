"""What papers say inside themselves is a conclusion: entries against each other, published ballots against votes, both directions."""

from analysis.conclusion import Caveat, Level
from analysis.entries import FirstTwo
from analysis.station_sums import BallotsAndVotes
from locales import using
from services import conclusions
from services.station_sums import StationSums
from services.wording import plain


def test_the_golden_figures_of_georgia_in_words() -> None:
    """424 protocols with more ballots (891), 4 with more votes (4): Georgia 2013, ForSet's published summary (research: M6)."""
    found = StationSums(FirstTwo(30, 27, 5), 1, BallotsAndVotes(3_707, 424, 891, 4, 4, 0), (), {}, {})
    ballots, entries = conclusions.of_ballots(found), conclusions.of_entries(found)
    assert (ballots.n, ballots.finding.k, ballots.opposite.k, ballots.level) == (3_707, 4, 424, Level.COUNTED)
    assert Caveat.OFTEN_APART in ballots.caveats and Caveat.NOT_DRAWN not in ballots.caveats
    with using("en"):
        said = plain(conclusions.words(ballots))
        assert said == "Of 3,707 published protocols, 424 have more ballots than votes (891 ballots in all), 4 more votes than ballots (4)."
        assert plain(conclusions.words(entries)).startswith("At 27 of 30 stations the first two entries")
    assert (entries.finding.k, entries.opposite.k, entries.part("shared_differ").k) == (3, 27, 1)


def test_one_published_protocol_is_no_plural() -> None:
    found = StationSums(FirstTwo(0, 0, 0), 0, BallotsAndVotes(1, 0, 0, 1, 3, 0), (), {}, {})
    with using("en"):
        said = plain(conclusions.words(conclusions.of_ballots(found)))
    assert said == "Of 1 published protocol: more ballots than votes in 0 (0 ballots in all), more votes than ballots in 1 (3)."


def test_nothing_entered_twice_and_nothing_published() -> None:
    found = StationSums(FirstTwo(0, 0, 9), 0, BallotsAndVotes(0, 0, 0, 0, 0, 9), (), {}, {})
    for each in (conclusions.of_entries(found), conclusions.of_ballots(found)):
        assert each.level is Level.NOTHING and conclusions.words(each)
