"""The commission's own figures held to each other, with the methods that are asked of observers' reports: how many were tested, and
which do not hold. Genuine figures often fail one; a test says what the numbers are, nothing of why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from analysis.claims import as_printed, is_a_number

ROUNDING_NOISE = 1e-9


class Rule(StrEnum):
    """What must hold, in the order in which it is shown."""

    NOT_FALLING = "not_falling"
    STOPS_AT_CLOSING = "stops_at_closing"
    BETWEEN_REGIONS = "between_regions"
    WITHIN_LIST = "within_list"
    COUNT_MAKES_SHARE = "count_makes_share"
    VOTES_MAKE_SHARE = "votes_make_share"
    PARTS_MAKE_WHOLE = "parts_make_whole"


@dataclass(frozen=True, slots=True)
class Announced:
    """A share of the list in [0, 1], with its counts where they were printed. `printed`: in percent, as the source has it. `at` is None
    for the day's final value."""

    unit: str
    at: datetime | None
    share: float
    printed: str
    issued: int | None = None
    registered: int | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """One place where a rule does not hold: `a` and `b` are shares in [0, 1], or counts, as the rule compares them."""

    place: str
    a: float
    b: float
    hours: tuple[datetime, ...] = ()
    """Of the two, where the rule compares hours."""


@dataclass(frozen=True, slots=True)
class Held:
    """A rule over one election: `tested` comparisons, of them those that do not hold. Nothing tested says nothing."""

    rule: Rule
    tested: int
    broken: tuple[Broken, ...]


def _by_unit(figures: Sequence[Announced]) -> dict[str, list[Announced]]:
    found: dict[str, list[Announced]] = {}
    timed = [(each.at, place) for place, each in enumerate(figures) if each.at is not None]
    for _, place in sorted(timed):
        found.setdefault(figures[place].unit, []).append(figures[place])
    return found


def _hours(*figures: Announced) -> tuple[datetime, ...]:
    return tuple(each.at for each in figures if each.at is not None)


def not_falling(figures: Sequence[Announced]) -> Held:
    """Voters who received ballots cannot become fewer: each hour of a unit is at least the one before."""
    pairs = [(unit, a, b) for unit, hours in _by_unit(figures).items() for a, b in pairwise(hours)]
    broken = [Broken(unit, a.share, b.share, _hours(a, b)) for unit, a, b in pairs if b.share < a.share - ROUNDING_NOISE]
    return Held(Rule.NOT_FALLING, len(pairs), tuple(broken))


def counts_not_falling(counts: Mapping[str, Sequence[int]]) -> Held:
    """The same of voters counted, by unit in the order of the hours: a count cannot fall, whatever becomes of the list."""
    pairs = [(unit, a, b) for unit, hours in counts.items() for a, b in pairwise(hours)]
    return Held(Rule.NOT_FALLING, len(pairs), tuple(Broken(unit, float(a), float(b)) for unit, a, b in pairs if b < a))


def together(first: Held, second: Held) -> Held:
    """Two sets of tests of one rule as one. Raises ValueError for two rules."""
    if first.rule is not second.rule:
        raise ValueError(f"{first.rule} is not {second.rule}")
    return Held(first.rule, first.tested + second.tested, first.broken + second.broken)


def stops_at_closing(figures: Sequence[Announced], closing: datetime, later_zones: Collection[str], country: str) -> Held:
    """Where stations closed at `closing`, the figure of a later hour is the last one at or just after it (within 15 minutes); regions an
    hour behind (`later_zones`) may grow and are not tested."""
    made = []
    for unit, hours in _by_unit(figures).items():
        if unit in later_zones or unit == country:
            continue
        known = [(each, (each.at - closing).total_seconds()) for each in hours if each.at is not None]
        at_closing = [each for each, late in known if 0 <= late <= 900]
        after = [each for each, late in known if late > 3600]
        if at_closing and after:
            made.append((unit, at_closing[0], after[-1]))
    broken = [Broken(unit, a.share, b.share, _hours(a, b)) for unit, a, b in made if abs(a.share - b.share) > ROUNDING_NOISE]
    return Held(Rule.STOPS_AT_CLOSING, len(made), tuple(broken))


def between_regions(figures: Sequence[Announced], country: str, regions: int) -> Held:
    """The country's share is a weighted mean of its regions': it lies between the lowest and the highest. Only hours with all regions;
    nothing is tested where there are none (`regions` 0)."""
    hours: dict[datetime, dict[str, float]] = {}
    for each in figures:
        if each.at is not None:
            hours.setdefault(each.at, {})[each.unit] = each.share
    full = [of_hour for of_hour in hours.values() if regions > 0 and country in of_hour and len(of_hour) == regions + 1]
    broken = []
    for of_hour in full:
        others = [share for unit, share in of_hour.items() if unit != country]
        if not min(others) <= of_hour[country] <= max(others):
            broken.append(Broken(country, of_hour[country], max(others)))
    return Held(Rule.BETWEEN_REGIONS, len(full), tuple(broken))


def within_list(figures: Sequence[Announced]) -> Held:
    """No more voters than the list has, also where the list is 0; a share of the list is at most 1."""
    both = [(each.unit, each.issued, each.registered) for each in figures]
    counted = [(unit, float(a), float(b)) for unit, a, b in both if a is not None and b is not None]
    shares = [(each.unit, each.share, 1.0) for each in figures if each.issued is None or each.registered is None]
    return Held(Rule.WITHIN_LIST, len(counted) + len(shares), tuple(Broken(unit, a, b) for unit, a, b in [*counted, *shares] if a > b))


def count_makes_share(figures: Sequence[Announced]) -> Held:
    """A printed count divided by the printed list is the printed share, to its last decimal; a list of nobody, or a share that is not
    printed as a number, tests nothing."""
    made = [(each, each.issued / each.registered) for each in figures if each.issued is not None and each.registered]
    made = [(each, quotient) for each, quotient in made if is_a_number(each.printed)]
    broken = [Broken(each.unit, each.share, quotient) for each, quotient in made if not as_printed(100 * quotient, each.printed)]
    return Held(Rule.COUNT_MAKES_SHARE, len(made), tuple(broken))


def votes_make_share(options: Mapping[str, tuple[int, str]], whole: int | None) -> Held:
    """Votes for an option divided by the published whole, or else by the sum of all, are its printed share. `options`: votes, percent as
    printed. Nothing is tested against a whole of 0."""
    total = sum(votes for votes, _ in options.values()) if whole is None else whole
    printed = {option: pair for option, pair in options.items() if total and is_a_number(pair[1])}
    broken = [
        Broken(option, float(percent) / 100, votes / total)
        for option, (votes, percent) in printed.items()
        if not as_printed(100 * votes / total, percent)
    ]
    return Held(Rule.VOTES_MAKE_SHARE, len(printed), tuple(broken))


def parts_make_whole(parts: Sequence[int], whole: int | None) -> Held:
    """Published parts add up to the published whole; nothing is tested where a part or the whole was not published."""
    if whole is None or not parts:
        return Held(Rule.PARTS_MAKE_WHOLE, 0, ())
    broken = () if sum(parts) == whole else (Broken("", float(sum(parts)), float(whole)),)
    return Held(Rule.PARTS_MAKE_WHOLE, 1, broken)
