"""The conclusions on watched stations beside the others (M7): turnout, the leading option's share, and what the watched ones imply."""

from analysis.conclusion import Base, Conclusion, Interval, Part, Subject
from schemas.counting import CountRule
from schemas.election import Election, LocalName
from schemas.voice import Voice
from services.many import ImpliedTotal, ObservedComparison, Watched

VOICES = (Voice.COUNT, Voice.PUBLISHED)
"""Our observers say where they were let in; the figures are published ones."""


def of_watched(found: Watched, election: Election, rule: CountRule = CountRule.ALL) -> tuple[Conclusion, ...]:
    """Turnout first, then the leader's share where votes are published, then the implied total. All are screens: the watched stations
    were chosen, and presence itself changes what happens."""
    made = [_beside(found.compared, rule)]
    if found.leader is not None:
        options = election.leading_contest.options
        made.append(_beside(found.leader, rule, found.leader_code, next((o.name for o in options if o.code == found.leader_code), None)))
    return (*made, _implied(found.implied, rule))


def _beside(found: ObservedComparison | None, rule: CountRule, code: str = "", name: LocalName | None = None) -> Conclusion:
    """The most alike of the four estimates: each watched station beside the nearest in size of its district."""
    last = found.effects[-1] if found else None
    n = last.observed if last and last.difference.value is not None else 0
    below, above = (found.below, found.above) if found and n else (0, 0)
    amounts: tuple[tuple[str, float], ...] = ()
    interval = None
    if n and last and last.difference.value is not None:
        amounts = (("stations", n), ("others_beside", last.unobserved), ("watched_difference", last.difference.value))
        apart = found.balance["matched_difference"].iloc[0] if found else None
        amounts = amounts if apart is None or apart != apart else (*amounts, ("still_apart", float(apart)))
        low, high = last.difference.low, last.difference.high
        interval = Interval(low, high) if low is not None and high is not None else None
    return Conclusion(
        subject=Subject.WATCHED,
        voices=VOICES,
        base=Base.STATIONS_WATCHED,
        finding=Part("watched_below", below, n),
        opposite=Part("watched_above", above, n),
        amounts=amounts if found else (("not_comparable", 1.0),),
        interval=interval,
        checked=rule is CountRule.CHECKED,
        is_screen=True,
        about_code=code,
        about_name=name,
    )


def _implied(found: ImpliedTotal | None, rule: CountRule) -> Conclusion:
    """What the watched stations of each district give for the whole district; never with a margin, because they were chosen."""
    n = found.districts if found else 0
    amounts: tuple[tuple[str, float], ...] = ()
    if found and found.implied is not None and found.official is not None:
        amounts = (
            ("stations", found.observed), ("implied_voters", round(found.implied)), ("published_voters", round(found.official)),
            ("districts_without", found.districts_without),
        )  # fmt: skip
    return Conclusion(
        subject=Subject.WATCHED_TOTAL,
        voices=VOICES,
        base=Base.DISTRICTS_WATCHED,
        finding=Part("published_above", found.above if found else 0, n),
        opposite=Part("published_below", found.below if found else 0, n),
        amounts=amounts,
        checked=rule is CountRule.CHECKED,
        is_screen=True,
    )
