"""A conclusion in words: one function, three languages, numbers bold. Pages, download and API say the same sentence."""

from collections.abc import Callable

from analysis.conclusion import Base, Caveat, Conclusion, Level, Selection, Subject
from analysis.screens import InnocentCause
from locales import language, plural, share, text
from schemas.voice import Voice
from services import (
    conclusion_words_checks,
    conclusion_words_incidents,
    conclusion_words_official,
    conclusion_words_screens,
    conclusion_words_seats,
    conclusion_words_sums,
    conclusion_words_turnout,
    conclusion_words_watched,
)
from services.wording import strong, strong_share

__all__ = ["Base", "Caveat", "InnocentCause", "Level", "Selection", "Subject", "words"]

Template = Callable[[Conclusion], str]


def words(found: Conclusion) -> str:
    """The sentence of a conclusion in the language in use (templates: product brief §3 and §5). Both directions are always in it."""
    return TEMPLATES[found.subject](found)


def _by_station(found: Conclusion) -> str:
    """Nothing to hold against a copy is said, not counted as 0 of each."""
    cannot = int(found.amount("cannot") or 0)
    if not found.n:
        none = text("No published result can be held against a protocol.")
        return f"{none} {text('Figures that cannot be compared: {n}.', n=strong(cannot))}" if cannot else none
    return text(
        "Station by station, published figures that agree with the protocols held: {a}, above them: {above}, below: {below}; "
        "cannot be compared: {x}.",
        a=strong(found.part("agree").k),
        above=strong(found.finding.k),
        below=strong(found.opposite.k),
        x=strong(cannot),
    )


def _by_unit(found: Conclusion) -> str:
    """Units with every copy, then those where copies are missing; neither is spoken of where there is none."""
    complete, incomplete = (int(found.amount(name) or 0) for name in ("complete_units", "incomplete_units"))
    parts = []
    if complete:
        parts.append(text(
            "Where a protocol is held from every station (units: {n}), published figures that agree with the sum of the protocols: {a}, "
            "above it: {above}, below: {below}.",
            n=strong(complete), a=strong(found.part("agree").k), above=strong(found.part("above_complete").k),
            below=strong(found.part("below_complete").k)))
    if incomplete:
        parts.append(text(
            "Where protocols are missing (units: {n}), published figures that leave more than the lists of the missing stations hold: "
            "{above}, less than nothing: {below}.",
            n=strong(incomplete), above=strong(found.finding.k - found.part("above_complete").k),
            below=strong(found.opposite.k - found.part("below_complete").k)))
    if not parts:
        return text("No published result can be held against a protocol.")
    said = " ".join(parts)
    # After the colon the sentence goes on; its first word is no name in any of the languages.
    return said if found.about is None else f"{text(found.about)}: {said[:1].lower()}{said[1:]}"


def _violations(found: Conclusion) -> str:
    """The level *counted* of product brief §5: k of n, its opposite, and who could not tell."""
    if found.about is None:
        return text("No observer has answered any of these questions yet: what was seen, and what was not, is not known.")
    what = text(found.about)
    if not found.n:
        return text("{what}: nobody could see it. Stations where it was asked: {n}.", what=strong(what), n=strong(found.part("unseen").n))
    return text(
        "{what}: seen at {k} of {n} stations where it was asked and could be seen, not seen at {rest}; at {m} it could not be seen.",
        what=strong(what),
        k=strong(found.finding.k),
        n=strong(found.n),
        rest=strong(found.opposite.k),
        m=strong(found.part("unseen").k),
    )


def _copies(found: Conclusion) -> str:
    """Stations that agree, then the direction of the votes for the option with the most of them."""
    if not found.n:
        return text("No station has two protocols that could be held against each other.")
    parts = [
        text(
            "At {k} of {n} stations every line is the same in both; at {rest} some line differs, at {single} of these a single one.",
            k=strong(found.part("agree").k),
            n=strong(found.n),
            rest=strong(found.n - found.part("agree").k),
            single=strong(found.part("single_line").k),
        )
    ]
    if found.about_name is not None:
        name = found.about_name.in_language(language())
        numbers = {"option": name, "up": strong(found.finding.k), "down": strong(found.opposite.k)}
        if Voice.PUBLISHED in found.voices:
            parts.append(
                text("Votes for {option}: stations with more published than in the protocols: {up}, with fewer: {down}.", **numbers)
            )
        else:
            parts.append(text("Votes for {option}: stations with more in the second: {up}, with fewer: {down}.", **numbers))
    return " ".join(parts)


def _sample(found: Conclusion) -> str:
    """The level *estimated* of product brief §5; its opposite is the same sentence with *outside*. Response stands first."""
    held = found.amount("held_share")
    if not found.n:
        none = text("No station was drawn at random, so nothing is estimated and no margin of error is given.")
        if held is None:
            return none
        stations = int(found.amount("held") or 0)
        kept = plural(
            "The protocol held from {n} station shows {share} of the list as voters who received ballots; the others may differ.",
            "Protocols held from {n} stations show {share} of the list as voters who received ballots; the others may differ.",
            stations,
            n=strong(stations),
            share=strong_share(held),
        )
        return f"{none} {kept}"
    parts = [
        text(
            "Of {n} stations drawn at random, {k} reported and {m} did not.",
            n=strong(found.n),
            k=strong(found.finding.k),
            m=strong(found.opposite.k),
        )
    ]
    value, official, span = found.amount("estimate"), found.amount("official"), found.interval
    if value is None or span is None:
        return " ".join([*parts, text("Too few have figures for an interval, so none is given.")])
    numbers = {"x": strong_share(value), "lo": share(span.low), "hi": share(span.high)}
    parts.append(text("From them turnout is estimated at {x} of the list (95% interval {lo}–{hi}).", **numbers))
    if official is not None and span.low <= official <= span.high:
        parts.append(text("The announced {y} of the list is inside the interval.", y=strong_share(official)))
    elif official is not None:
        parts.append(text("The announced {y} of the list is outside the interval.", y=strong_share(official)))
    return " ".join(parts)


def _robustness(found: Conclusion) -> str:
    """Q9: how many keep the sign and how many change it; on whom most rests: an organisation by name, an observer by code."""
    whole, least, greatest = (found.amount(name) for name in ("share", "least", "greatest"))
    if not found.n or whole is None:
        return text("No station with a protocol was counted from opening to close, so nothing is summed.")
    parts = [
        text(
            "Protocols and counts differ by {share} of the people counted. Left out in turn, {k} of {n} keep the sign of the difference "
            "and {m} change it.",
            share=strong_share(whole),
            k=strong(found.finding.k),
            n=strong(found.n),
            m=strong(found.opposite.k),
        )
    ]
    if least is not None and greatest is not None:
        parts.append(text("It stays between {low} and {high} of the people counted.", low=strong_share(least), high=strong_share(greatest)))
    value = found.amount("without_largest")
    if value is not None:
        who = found.about_name.in_language(language()) if found.about_name is not None else found.about_code
        parts.append(text("Most rests on {code}: without it {share} of the people counted.", code=who, share=strong_share(value)))
    return " ".join(parts)


def _regions(found: Conclusion) -> str:
    what = text(found.about) if found.about is not None else ""
    if not found.n:
        return text("{what}: no region has five stations where it was asked and could be seen.", what=what)
    return text(
        "{what}: of {n} regions with at least five stations where it could be seen, {above} lie above what chance and the usual "
        "scatter of regions allow, {below} below; that deserves a look, and no more.",
        what=strong(what),
        n=strong(found.n),
        above=strong(found.finding.k),
        below=strong(found.opposite.k),
    )


def _regions_together(found: Conclusion) -> str:
    if not found.n:
        return text("No region has five stations where one thing was asked and could be seen.")
    return text(
        "Things asked that could be compared by region: {items}; comparisons of a region with the others: {n}. In {above} the region lies "
        "above what chance and the usual scatter of regions allow, in {below} below; that deserves a look, and no more.",
        items=strong(int(found.amount("items") or 0)),
        n=strong(found.n),
        above=strong(found.finding.k),
        below=strong(found.opposite.k),
    )


def _associations(found: Conclusion) -> str:
    if not found.n:
        return text(
            "Nothing asked has five stations on each side with a protocol and a whole-day count (stations: {n}), so nothing is compared.",
            n=int(found.amount("stations") or 0),
        )
    return text(
        "Of {n} things asked that could be compared, {more} go together with a larger difference between protocol and count, {less} with a "
        "smaller one, the others with neither (stations: {stations}).",
        n=strong(found.n),
        more=strong(found.finding.k),
        less=strong(found.opposite.k),
        stations=strong(int(found.amount("stations") or 0)),
    )


TEMPLATES: dict[Subject, Template] = {
    Subject.TURNOUT: conclusion_words_turnout.stations,
    Subject.TURNOUT_HOURS: conclusion_words_turnout.hours,
    Subject.TURNOUT_REMAINDER: conclusion_words_turnout.remainder,
    Subject.TURNOUT_DAY: conclusion_words_turnout.day,
    Subject.RESULTS_BY_STATION: _by_station,
    Subject.RESULTS_BY_UNIT: _by_unit,
    Subject.VIOLATIONS: _violations,
    Subject.COPIES: _copies,
    Subject.INTEGERS: conclusion_words_screens.integers,
    Subject.SAMPLE: _sample,
    Subject.ROBUSTNESS: _robustness,
    Subject.REGIONS: _regions,
    Subject.REGIONS_TOGETHER: _regions_together,
    Subject.ASSOCIATIONS: _associations,
    Subject.OFFICIAL: conclusion_words_official.words,
    Subject.WATCHED: conclusion_words_watched.beside,
    Subject.WATCHED_TOTAL: conclusion_words_watched.implied,
    Subject.ENTRIES: conclusion_words_sums.entries,
    Subject.BALLOTS: conclusion_words_sums.ballots,
    Subject.FINGERPRINT: conclusion_words_screens.fingerprint,
    Subject.CLEAN_PEAK: conclusion_words_screens.peak,
    Subject.SMALL_STATIONS: conclusion_words_screens.small,
    Subject.LAST_DIGIT: conclusion_words_screens.digits,
    Subject.SEATS: conclusion_words_seats.words,
    Subject.CHECKS: conclusion_words_checks.words,
    Subject.INCIDENTS: conclusion_words_incidents.words,
}
