"""The conclusions on watched stations beside the others in words: how far apart, at how many lower and higher, what the watched imply."""

from analysis.conclusion import Conclusion
from locales import language, number, signed, text
from services.wording import strong


def beside(found: Conclusion) -> str:
    """A difference with its interval, then both directions; why there is none where there is none."""
    value = found.amount("watched_difference")
    if value is None and found.amount("not_comparable"):
        return text("Watched stations cannot be set beside the others: no figures are published by station, or no others are there.")
    if value is None:
        return text("Among stations alike in district and size there are too few to compare.")
    span = found.interval
    numbers = {
        "points": strong(signed(value * 100, 1)),
        "interval": text("too few districts") if span is None else points(span.low, span.high),
        "n": strong(found.n),
        "m": strong(int(found.amount("others_beside") or 0)),
    }
    if found.about_code:
        name = found.about_name.in_language(language()) if found.about_name else found.about_code
        said = text(
            "Published share of {option} at watched stations, less that at like stations of the same district: {points} points of the "
            "ballots cast (95% interval {interval}; watched: {n}, others: {m}).", option=name, **numbers)
    else:
        said = text(
            "Published turnout at watched stations, less that at like stations of the same district: {points} points of the list (95% "
            "interval {interval}; watched: {n}, others: {m}).", **numbers)
    sides = text(
        "At {below} of {n} watched stations it is lower than at the like ones, at {above} higher.",
        below=strong(found.finding.k), above=strong(found.opposite.k), n=strong(found.n))
    return f"{said} {sides}"


def points(low: float, high: float) -> str:
    """An interval of a difference of shares, in points with their signs."""
    return f"{signed(low * 100, 1)} … {signed(high * 100, 1)}"


def implied(found: Conclusion) -> str:
    """What the watched stations would give for the whole, and in how many districts more and less is published."""
    total, published = found.amount("implied_voters"), found.amount("published_voters")
    if total is None or published is None:
        return text("No watched station has published figures with others beside it, so nothing is implied for the whole.")
    said = text(
        "If all stations of a district had the turnout of its watched ones, {implied} voters would have received ballots in the "
        "{districts} districts with a watched station (watched: {n}); {official} are published there. No margin is given: the watched "
        "stations were not drawn at random. Districts without a watched station, in neither number: {without}.",
        implied=number(total),
        official=number(published),
        districts=number(found.n),
        n=number(found.amount("stations") or 0),
        without=number(found.amount("districts_without") or 0),
    )
    sides = text(
        "More than the watched stations imply is published in {above} of these districts, less in {below}.",
        above=number(found.finding.k), below=number(found.opposite.k))
    return f"{said} {sides}"
