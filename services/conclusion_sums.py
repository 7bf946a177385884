"""The conclusions on what papers say inside themselves (M6): two entries of one protocol, and published ballots against votes."""

from analysis.conclusion import Base, Conclusion, Part, Selection, Subject
from schemas.counting import CountRule
from schemas.voice import Voice
from services.station_sums import StationSums


def of_entries(found: StationSums, rule: CountRule = CountRule.ALL) -> Conclusion:
    """How many stations' first two entries agree on every field, and how many do not."""
    pairs = found.first_two
    return Conclusion(
        subject=Subject.ENTRIES,
        voices=(Voice.PROTOCOL,),
        base=Base.STATIONS_ENTERED_TWICE,
        finding=Part("entries_differ", pairs.stations_n - pairs.agree_n, pairs.stations_n),
        opposite=Part("entries_agree", pairs.agree_n, pairs.stations_n),
        more=(Part("shared_differ", found.shared_differ_n, pairs.stations_n),),
        checked=rule is CountRule.CHECKED,
    )


def of_ballots(found: StationSums) -> Conclusion:
    """Published protocols with more votes than ballots, and with more ballots than votes. Published figures are everybody's: nobody of
    ours checks them."""
    ballots = found.ballots
    return Conclusion(
        subject=Subject.BALLOTS,
        voices=(Voice.PUBLISHED,),
        base=Base.PROTOCOLS_PUBLISHED,
        finding=Part("more_votes", ballots.more_votes_n, ballots.stations_n),
        opposite=Part("more_ballots", ballots.more_ballots_n, ballots.stations_n),
        amounts=(
            ("votes_over", ballots.votes), ("ballots_over", ballots.ballots), ("ballots_unknown", ballots.unknown_n),
            ("votes_in_part", ballots.in_part_n),
        ),
        selection=Selection.ALL,
        checked=True,
    )
