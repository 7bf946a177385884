"""The conclusions of the screens in words: both directions, what chance or proportion gives, and the innocent causes behind each."""

from collections.abc import Callable

from analysis.conclusion import Conclusion
from analysis.screens import CAUSE_NAMES, LEAST_STATIONS
from locales import decimal, language, share, signed, text
from schemas.message import Message
from services.wording import strong, strong_share, strong_signed


def innocent(found: Conclusion) -> str:
    """What else gives this pattern; it stands beside every result of a screen, flagged or not."""
    return text(
        "It may also come from: {causes}. It says nothing of a single station.",
        causes="; ".join(text(CAUSE_NAMES[each]) for each in found.causes),
    )


def _told(said: Callable[[Conclusion], str], name: Message, nothing: Message) -> Callable[[Conclusion], str]:
    """A screen's sentence with its causes; why nothing is said where it is off, or where it has nothing to look at."""

    def words(found: Conclusion) -> str:
        stations = found.amount("stations")
        if found.n:
            return f"{said(found)} {innocent(found)}"
        if stations is not None and stations < LEAST_STATIONS:
            return text(
                "{screen}: off below {n} stations with figures, because chance alone moves a screen too far; there are {k}.",
                screen=text(name), n=LEAST_STATIONS, k=strong(int(stations)))  # fmt: skip
        return text(nothing)

    return words


def _name(found: Conclusion) -> str:
    return found.about_name.in_language(language()) if found.about_name is not None else found.about_code


def _integers(found: Conclusion) -> str:
    """How many, how many chance gives, and whether that is unusual by the rule set beforehand."""
    parts = [
        text(
            "At {k} of {n} stations turnout or the leader's share is a whole percentage, at {rest} neither is; chance gives {expected} "
            "(standard deviation {sd}), a difference of {excess}.",
            k=strong(found.finding.k),
            n=strong(found.n),
            rest=strong(found.opposite.k),
            expected=strong(round(found.amount("expected") or 0)),
            sd=strong(round(found.amount("standard_deviation") or 0)),
            excess=strong_signed(round(found.amount("excess") or 0)),
        )
    ]
    if found.amount("flagged"):
        parts.append(text("By the rule set beforehand this pattern is unusual beside elections held to be clean."))
    else:
        parts.append(text("By the rule set beforehand this pattern is not unusual; that does not show that all is well."))
    return " ".join(parts)


def _fingerprint(found: Conclusion) -> str:
    return text(
        "{n} stations by turnout and by the share of {option}: at {same} both lie on the same side of their means, at {other} on different "
        "sides. Weighted by the lists, the two go together with a correlation of {r}.",
        n=strong(found.n),
        option=_name(found),
        same=strong(found.finding.k),
        other=strong(found.opposite.k),
        r=strong(decimal(found.amount("correlation") or 0.0)),
    )


def _peak(found: Conclusion) -> str:
    return text(
        "If the votes of {option} followed the others' votes at every turnout as they do up to {end} of the list, there would be {excess} "
        "votes of difference. Of {n} ends of that range within five points, {more} give more votes than proportion, {fewer} fewer: between "
        "{low} and {high}. The choice decides, so the band is the result.",
        option=_name(found),
        end=strong_share(found.amount("clean_to_share") or 0.0, 0),
        excess=strong_signed(round(found.amount("excess_votes") or 0)),
        n=strong(found.n),
        more=strong(found.finding.k),
        fewer=strong(found.opposite.k),
        low=strong_signed(round(found.amount("lowest_votes") or 0)),
        high=strong_signed(round(found.amount("highest_votes") or 0)),
    )


def _small(found: Conclusion) -> str:
    return text(
        "The smallest tenth of each region's stations ({n} stations in {regions} regions) lie {turnout} standard deviations from "
        "their region in turnout and {leader} in the leader's share of the list. At {above} of them both are above the region's mean, at "
        "{below} both are below it.",
        n=strong(found.n),
        regions=strong(int(found.amount("neighbourhoods") or 0)),
        turnout=strong(signed(found.amount("turnout_shift") or 0.0, 2)),
        leader=strong(signed(found.amount("leader_shift") or 0.0, 2)),
        above=strong(found.finding.k),
        below=strong(found.opposite.k),
    )


def _digits(found: Conclusion) -> str:
    value, span = found.amount("digit_share") or 0.0, found.interval
    return text(
        "Of {n} counts of at least 100 votes, {k} end in {digit} and {rest} in another digit: {share} of the counts (95% interval "
        "{low}–{high}) where a tenth is even, the digit furthest from it; {round} end in 0 or 5, where a fifth is even.",
        n=strong(found.n),
        k=strong(found.finding.k),
        digit=str(int(found.amount("digit") or 0)),
        rest=strong(found.opposite.k),
        share=strong_share(value),
        low=share(value if span is None else span.low),
        high=share(value if span is None else span.high),
        round=strong(found.part("zero_or_five").k),
    )


integers = _told(
    _integers, Message("Whole percentages"), Message("No station has the four figures a screen needs, so nothing is screened."))
fingerprint = _told(_fingerprint, Message("Fingerprint"), Message("No station can be drawn."))
peak = _told(
    _peak, Message("Clean peak"), Message("There are no votes for others in the range called clean, so nothing can be set against them."))
small = _told(
    _small, Message("Small stations"), Message("No region has enough stations for a comparison of its smallest ones."))
digits = _told(
    _digits, Message("Last digits"), Message("No count is large enough for its last digit to say anything."))
