"""The conclusions of the screens: whole percentages, fingerprint, clean peak, small stations, last digits; each with its causes."""

from collections.abc import Mapping
from typing import Any

from analysis.conclusion import Base, Conclusion, Interval, Part, Selection, Subject
from schemas.counting import CountRule
from schemas.election import LocalName
from schemas.voice import Voice
from services.forensics import CleanPeak, Screens

VIEWS = ("integers", "fingerprint", "peak", "small", "digits")


def of_screens(found: Screens, rule: CountRule = CountRule.ALL) -> tuple[Conclusion, ...]:
    """Every screen of a contest, in the order of the page."""
    return tuple(of_screen(found, view, rule) for view in VIEWS)


def of_screen(found: Screens, view: str, rule: CountRule = CountRule.ALL, peak: CleanPeak | None = None) -> Conclusion:
    """One screen; `peak`: the clean peak with another end of its range, as the reader chose it."""
    if not found.is_shown:
        return _off(found, view, rule)
    if view == "integers":
        return _integers(found, rule)
    if view == "peak":
        return _peak(found, peak or found.peak, rule)
    return {"fingerprint": _fingerprint, "small": _small, "digits": _digits}[view](found, rule)


def _common(found: Screens, rule: CountRule, **more: Any) -> dict[str, Any]:
    """Whose figures a screen looks at, and how the stations came into it."""
    contest = found.election.contest(found.contest_id)
    name: LocalName | None = next((each.name for each in contest.options if each.code == found.leader), None) if contest else None
    published = found.voice is Voice.PUBLISHED
    return {
        "voices": (found.voice,),
        "selection": Selection.ALL if published else Selection.CHOSEN,
        "checked": published or rule is CountRule.CHECKED,
        "is_screen": True,
        "about_code": found.leader,
        "about_name": name,
        **more,
    }


def _known(amounts: Mapping[str, float | None]) -> tuple[tuple[str, float], ...]:
    return tuple((name, value) for name, value in amounts.items() if value is not None)


SUBJECTS = {
    "integers": (Subject.INTEGERS, Base.STATIONS_SCREENED, ("whole", "not_whole")),
    "fingerprint": (Subject.FINGERPRINT, Base.STATIONS_SCREENED, ("same_side", "other_side")),
    "peak": (Subject.CLEAN_PEAK, Base.RANGE_ENDS, ("leader_beyond", "leader_short")),
    "small": (Subject.SMALL_STATIONS, Base.SMALLEST_STATIONS, ("both_above", "both_below")),
    "digits": (Subject.LAST_DIGIT, Base.COUNTS_OF_VOTES, ("this_digit", "another_digit")),
}


def _made(found: Screens, view: str, rule: CountRule, k: int, opposite: int, n: int, **more: Any) -> Conclusion:
    subject, base, (one, other) = SUBJECTS[view]
    if subject is Subject.INTEGERS:
        # It speaks of turnout and of the leader alike: no option is its subject.
        more |= {"about_code": "", "about_name": None}
    finding, against = Part(one, k, n), Part(other, opposite, n)
    return Conclusion(subject=subject, base=base, finding=finding, opposite=against, **_common(found, rule, **more))


def _off(found: Screens, view: str, rule: CountRule) -> Conclusion:
    """Below 300 stations a screen is off: nothing is concluded, and how many there are is said."""
    return _made(found, view, rule, 0, 0, 0, amounts=(("stations", found.integers.stations),))


def _integers(found: Screens, rule: CountRule) -> Conclusion:
    """Stations where turnout or the leader's share is whole, against what chance gives."""
    screen = found.integers
    observed = screen.observed or 0
    amounts = {"expected": screen.expected, "standard_deviation": screen.standard_deviation, "excess": screen.excess, "z": screen.z}
    return _made(
        found, "integers", rule, observed, screen.stations - observed, screen.stations,
        amounts=(*_known(amounts), ("flagged", int(screen.flagged))), causes=screen.innocent_causes)


def _fingerprint(found: Screens, rule: CountRule) -> Conclusion:
    """Stations whose turnout and leader's share lie on one side of their means, and on two; the correlation is weighted by the lists."""
    screen = found.fingerprint
    return _made(
        found, "fingerprint", rule, screen.same_side, screen.other_side, screen.stations if screen.correlation is not None else 0,
        amounts=_known({"correlation": screen.correlation}), causes=screen.innocent_causes)


def _peak(found: Screens, peak: CleanPeak, rule: CountRule) -> Conclusion:
    """The band over the ends of the range, not one of its numbers: at how many the leader has more than proportion gives, and less."""
    near = peak.near
    amounts = {
        "stations": peak.stations, "clean_to_share": peak.clean_to_share, "excess_votes": peak.excess_votes, "lowest_votes": peak.lowest,
        "highest_votes": peak.highest}  # fmt: skip
    return _made(
        found, "peak", rule, sum(each > 0 for each in near), sum(each < 0 for each in near), len(near), amounts=_known(amounts),
        causes=peak.innocent_causes)


def _small(found: Screens, rule: CountRule) -> Conclusion:
    """Small stations with turnout and share both above their region's mean, and both below it."""
    screen = found.small
    known = screen.turnout_shift is not None and screen.leader_shift is not None
    amounts = {
        "stations": screen.stations, "neighbourhoods": screen.neighbourhoods, "turnout_shift": screen.turnout_shift,
        "leader_shift": screen.leader_shift}  # fmt: skip
    return _made(
        found, "small", rule, screen.both_above if known else 0, screen.both_below if known else 0, screen.small_stations if known else 0,
        amounts=_known(amounts), causes=screen.innocent_causes)


def _digits(found: Screens, rule: CountRule) -> Conclusion:
    """The digit that departs most from a tenth, with the interval that chance gives its share among these counts."""
    screen, share, fives = found.digits, found.digits.digit_share, found.digits.zero_or_five
    if share is None or fives is None or screen.digit is None:
        return _made(found, "digits", rule, 0, 0, 0)
    low, high = share.wilson or (None, None)
    return _made(
        found, "digits", rule, share.found, screen.stations - share.found, screen.stations,
        more=(Part("zero_or_five", fives.found, screen.stations),),
        amounts=_known({"digit": screen.digit, "digit_share": share.share, "chi_square": screen.chi_square}),
        interval=Interval(low, high) if low is not None and high is not None else None, causes=screen.innocent_causes)
