"""A conclusion: what the numbers say, in one object. Its level is computed from what it rests on, never typed.

A finding never stands without its opposite, a number never without what it is out of. Words are put to it elsewhere; here are the rules.
Source: product brief §5 (levels of wording) and DESIGN §6."""

from dataclasses import dataclass
from enum import StrEnum

from analysis.screens import InnocentCause
from schemas.election import LocalName
from schemas.message import Message
from schemas.voice import Voice


class Level(StrEnum):
    """How much a conclusion can carry, strongest first."""

    DOCUMENTED = "documented"
    COUNTED = "counted"
    ESTIMATED = "estimated"
    ANOMALY = "anomaly"
    UNVERIFIED = "unverified"
    NOTHING = "nothing"
    """Nothing was asked, held or comparable: neither yes nor no."""


LEVEL_NAMES: dict[Level, Message] = {
    Level.DOCUMENTED: Message("documented", "level"),
    Level.COUNTED: Message("counted", "level"),
    Level.ESTIMATED: Message("estimated", "level"),
    Level.ANOMALY: Message("a screen, not a finding", "level"),
    Level.UNVERIFIED: Message("not yet checked", "level"),
    Level.NOTHING: Message("nothing can be said yet", "level"),
}


class Selection(StrEnum):
    """How the stations it rests on came to be looked at."""

    CHOSEN = "chosen"
    """By the groups and their observers."""
    DRAWN = "drawn"
    """By lot from all stations."""
    ALL = "all"
    """Every station of the file that was looked at."""


class Subject(StrEnum):
    """What the conclusion is about; each has one sentence."""

    TURNOUT = "turnout"
    TURNOUT_HOURS = "turnout_hours"
    TURNOUT_REMAINDER = "turnout_remainder"
    TURNOUT_DAY = "turnout_day"
    RESULTS_BY_STATION = "results_by_station"
    RESULTS_BY_UNIT = "results_by_unit"
    VIOLATIONS = "violations"
    COPIES = "copies"
    INTEGERS = "integers"
    SAMPLE = "sample"
    ROBUSTNESS = "robustness"
    REGIONS = "regions"
    REGIONS_TOGETHER = "regions_together"
    ASSOCIATIONS = "associations"
    OFFICIAL = "official"
    WATCHED = "watched"
    WATCHED_TOTAL = "watched_total"
    ENTRIES = "entries"
    BALLOTS = "ballots"
    FINGERPRINT = "fingerprint"
    CLEAN_PEAK = "clean_peak"
    SMALL_STATIONS = "small_stations"
    LAST_DIGIT = "last_digit"
    SEATS = "seats"
    CHECKS = "checks"
    INCIDENTS = "incidents"


class Base(StrEnum):
    """What `n` counts."""

    STATIONS_COMPARED = "stations_compared"
    INTERVALS_WATCHED = "intervals_watched"
    REGIONS_ANNOUNCED = "regions_announced"
    REGIONS_AT_ALL_HOURS = "regions_at_all_hours"
    PUBLISHED_FIGURES = "published_figures"
    STATIONS_THAT_COULD_SEE = "stations_that_could_see"
    STATIONS_WITH_BOTH = "stations_with_both"
    STATIONS_SCREENED = "stations_screened"
    STATIONS_DRAWN = "stations_drawn"
    LEAVINGS_OUT = "leavings_out"
    REGIONS_ASKED = "regions_asked"
    REGIONS_BY_ITEM = "regions_by_item"
    ITEMS_TESTED = "items_tested"
    PUBLISHED_TESTS = "published_tests"
    STATIONS_WATCHED = "stations_watched"
    DISTRICTS_WATCHED = "districts_watched"
    STATIONS_ENTERED_TWICE = "stations_entered_twice"
    PROTOCOLS_PUBLISHED = "protocols_published"
    RANGE_ENDS = "range_ends"
    SMALLEST_STATIONS = "smallest_stations"
    COUNTS_OF_VOTES = "counts_of_votes"
    LISTS_PUBLISHED = "lists_published"
    COUNTS_JUDGED = "counts_judged"
    INCIDENTS_TOLD = "incidents_told"


OF_MANY_STATIONS = frozenset({Base.REGIONS_ANNOUNCED, Base.REGIONS_AT_ALL_HOURS, Base.DISTRICTS_WATCHED})
"""Bases of which one unit is many stations: one region is not one unchecked report."""
BASE_NAMES: dict[Base, Message] = {
    Base.STATIONS_COMPARED: Message("stations whose protocol and count could be compared"),
    Base.INTERVALS_WATCHED: Message("watched intervals with a counted and a stated number at both ends"),
    Base.REGIONS_ANNOUNCED: Message("regions with an announced turnout, a list and a protocol"),
    Base.REGIONS_AT_ALL_HOURS: Message("regions with stations that reported at all set hours"),
    Base.PUBLISHED_FIGURES: Message("published figures held against protocols"),
    Base.REGIONS_ASKED: Message("regions with at least five stations where it was asked and could be seen"),
    Base.REGIONS_BY_ITEM: Message("comparisons of a region with the others in one thing asked, at five stations of it or more"),
    Base.ITEMS_TESTED: Message("things asked that could be compared"),
    Base.PUBLISHED_TESTS: Message("tests of published figures against each other"),
    Base.STATIONS_WATCHED: Message("watched stations with others of their district beside them"),
    Base.DISTRICTS_WATCHED: Message("districts with a watched station"),
    Base.STATIONS_ENTERED_TWICE: Message("stations whose protocol was entered twice"),
    Base.PROTOCOLS_PUBLISHED: Message("published protocols with ballots given out, invalid ballots and votes"),
    Base.RANGE_ENDS: Message("ends of the range called clean, within five points of the chosen one"),
    Base.SMALLEST_STATIONS: Message("stations among the smallest tenth of their region"),
    Base.COUNTS_OF_VOTES: Message("counts of the leader's votes, of at least 100 votes"),
    Base.LISTS_PUBLISHED: Message("lists whose votes are published"),
    Base.COUNTS_JUDGED: Message("counts as first sent that can be held against something"),
    Base.INCIDENTS_TOLD: Message("incidents told of by observers"),
    Base.LEAVINGS_OUT: Message("observers or organisations left out in turn"),
    Base.STATIONS_DRAWN: Message("stations drawn at random"),
    Base.STATIONS_SCREENED: Message("stations that enter the screen"),
    Base.STATIONS_WITH_BOTH: Message("stations with a line in both protocols"),
    Base.STATIONS_THAT_COULD_SEE: Message("stations where it was asked and could be seen"),
}


class Caveat(StrEnum):
    """What the numbers do not say."""

    NOT_DRAWN = "not_drawn"
    NOT_CALIBRATED = "not_calibrated"
    COPIES_HELD = "copies_held"
    NOT_CHECKED = "not_checked"
    PUBLISHED_ALONE = "published_alone"
    OUTSIDE_STATED = "outside_stated"
    BEING_WATCHED = "being_watched"
    NOT_ALIKE = "not_alike"
    CHANCE_ALONE = "chance_alone"
    NOT_A_CAUSE = "not_a_cause"
    SOME_SILENT = "some_silent"
    LEFT_OUT_WITH = "left_out_with"
    OFTEN_APART = "often_apart"
    ARITHMETIC = "arithmetic"
    CHECKS_ARE_WEAK = "checks_are_weak"
    AT_LEAST = "at_least"
    ABOVE_LIST = "above_list"


CAVEAT_NAMES: dict[Caveat, Message] = {
    Caveat.NOT_DRAWN: Message("Stations were chosen by the groups, not drawn at random: nothing here extends to other stations."),
    Caveat.NOT_CALIBRATED: Message("The allowance for counting errors is not yet calibrated from double counts."),
    Caveat.COPIES_HELD: Message(
        "It speaks only of protocols held (copies, photographs, figures read aloud): they may be refused more often where something is "
        "wrong."
    ),
    Caveat.NOT_CHECKED: Message("It includes reports that a second person has not checked yet."),
    Caveat.PUBLISHED_ALONE: Message(
        "Figures that agree with each other may still differ from what happened at stations; that only copies of protocols can show."
    ),
    Caveat.OUTSIDE_STATED: Message(
        "The commissions' numbers can hold voters of the portable box, whom observers in the room do not count: a small surplus is to be "
        "expected."
    ),
    Caveat.BEING_WATCHED: Message(
        "It can also mean that observers choose stations that are easy to reach, that being watched changes what happens there, that what "
        "is prevented at one station moves to the next, or that observers who were sent away are counted on the wrong side."
    ),
    Caveat.NOT_ALIKE: Message(
        "Also the stations set beside them differ in the length of their lists, by more than a quarter of a standard deviation: size may "
        "make part of the difference."
    ),
    Caveat.CHANCE_ALONE: Message(
        "The interval speaks of chance among the stations compared; of other stations and of causes it knows nothing."
    ),
    Caveat.NOT_A_CAUSE: Message("An association is not a cause: a crowded station may show both."),
    Caveat.SOME_SILENT: Message("Drawn stations that did not report may differ from those that did: the interval does not know of them."),
    Caveat.LEFT_OUT_WITH: Message(
        "A station is left out with the observer whose count stands for it, also where another counted there."
    ),
    Caveat.OFTEN_APART: Message("Genuine protocols often do not add up: a ballot taken home is enough. Direction matters more."),
    Caveat.ARITHMETIC: Message("This is arithmetic with published votes. It does not say that any vote was moved."),
    Caveat.CHECKS_ARE_WEAK: Message("Checks are weak: a station that matters is entered twice from its photo."),
    Caveat.AT_LEAST: Message("There were at least so many: what nobody saw or told is in none of these numbers."),
    Caveat.ABOVE_LIST: Message(
        "Some of these commissions stated more voters than there are on the station's list. Their numbers are in the sums as stated."
    ),
}
WITH_OUTSIDE = (Subject.TURNOUT_HOURS, Subject.TURNOUT_DAY)
"""Where a stated number stands beside a count of the room before all voters outside are known."""
OF_WATCHING = (Subject.WATCHED, Subject.WATCHED_TOTAL)
"""Where watched stations stand beside the others."""
FLAGS = frozenset({"not_comparable", "first_impossible", "flagged"})
"""Amounts that answer yes or no: they count nothing."""
ALIKE = 0.25
"""Standard deviations of the list up to which matched stations are alike (Rubin 2001, Health Services and Outcomes Research
Methodology 2:169–188)."""


@dataclass(frozen=True, slots=True)
class Part:
    """`k` of `n`, in units of what `code` names. Raises ValueError unless 0 ≤ k ≤ n."""

    code: str
    k: int
    n: int

    def __post_init__(self) -> None:
        if not 0 <= self.k <= self.n:
            raise ValueError(f"{self.code}: {self.k} of {self.n} cannot be")


@dataclass(frozen=True, slots=True)
class Interval:
    """`low` ≤ `high` in the unit of what is estimated (a share, or a difference of shares), at the level `confidence`. Raises ValueError
    otherwise."""

    low: float
    high: float
    confidence: float = 0.95

    def __post_init__(self) -> None:
        if not (self.low <= self.high and 0 < self.confidence < 1):
            raise ValueError(f"not an interval: {self.low} to {self.high} at {self.confidence}")


@dataclass(frozen=True, slots=True)
class Conclusion:
    """`finding` and `opposite` are the two directions, of one base; `more` other parts, `amounts` sums (people, votes, ratios) by code.

    `checked`: it rests only on what a second person checked. `document_pair`: two documents of one station. `is_screen`: a pattern of
    many figures. `about` (our own words) or `about_name` (a name of
    the election): the item, where a subject has several. `causes`: what else gives the pattern of a screen. `named`: names of the election
    behind codes of `amounts`, or behind a role of the sentence. Raises ValueError for an interval without a random draw (but a screen may
    say how far chance moves a difference within the stations it compares), for a finding and an opposite that exclude each other but
    add up to more than their base, and for two different bases."""

    subject: Subject
    voices: tuple[Voice, ...]
    base: Base
    finding: Part
    opposite: Part
    more: tuple[Part, ...] = ()
    amounts: tuple[tuple[str, float], ...] = ()
    selection: Selection = Selection.CHOSEN
    interval: Interval | None = None
    checked: bool = False
    document_pair: bool = False
    is_screen: bool = False
    about: Message | None = None
    about_code: str = ""
    about_name: LocalName | None = None
    calibrated: bool = True
    causes: tuple[InnocentCause, ...] = ()
    named: tuple[tuple[str, LocalName], ...] = ()

    def __post_init__(self) -> None:
        if self.interval is not None and self.selection is not Selection.DRAWN and not self.is_screen:
            raise ValueError("an interval needs stations that were drawn at random")
        if self.finding.n != self.opposite.n or self.finding.k + self.opposite.k > self.n:
            raise ValueError("a finding and its opposite are parts of one base")

    @property
    def n(self) -> int:
        """How many units of the base were looked at."""
        return self.finding.n

    @property
    def level(self) -> Level:
        """From the strongest ground to none; a screen is never more than a screen, one unchecked report never more than that."""
        if not self.n:
            return Level.NOTHING
        if self.is_screen:
            return Level.ANOMALY
        if self.interval is not None:
            return Level.ESTIMATED
        if self.n == 1 and not self.checked and self.base not in OF_MANY_STATIONS:
            return Level.UNVERIFIED
        if self.n == 1 and self.document_pair:
            return Level.DOCUMENTED
        return Level.COUNTED

    @property
    def is_empty(self) -> bool:
        """Whether nothing was looked at: then there is nothing to limit."""
        return not self.n and not any(value for code, value in self.amounts if code not in FLAGS)

    @property
    def caveats(self) -> tuple[Caveat, ...]:
        """They follow from what it rests on."""
        said = {
            Caveat.NOT_DRAWN: self.selection is Selection.CHOSEN and not self.is_empty,
            Caveat.COPIES_HELD: Voice.PUBLISHED in self.voices and Voice.PROTOCOL in self.voices and not self.is_empty,
            Caveat.NOT_CALIBRATED: not self.calibrated and not self.is_empty,
            Caveat.NOT_CHECKED: not self.checked and self.n > 0,
            Caveat.PUBLISHED_ALONE: self.base is Base.PUBLISHED_TESTS,
            Caveat.OUTSIDE_STATED: self.subject in WITH_OUTSIDE and self.n > 0,
            Caveat.BEING_WATCHED: self.subject in OF_WATCHING and self.n > 0,
            Caveat.NOT_ALIKE: abs(self.amount("still_apart") or 0.0) > ALIKE,
            Caveat.NOT_A_CAUSE: self.subject is Subject.ASSOCIATIONS and self.n > 0,
            Caveat.SOME_SILENT: self.subject is Subject.SAMPLE and self.opposite.k > 0,
            Caveat.LEFT_OUT_WITH: self.subject is Subject.ROBUSTNESS and self.n > 0,
            Caveat.OFTEN_APART: self.subject is Subject.BALLOTS and self.n > 0,
            Caveat.ARITHMETIC: self.subject is Subject.SEATS and self.n > 0,
            Caveat.CHECKS_ARE_WEAK: self.subject is Subject.CHECKS and self.n > 0,
            Caveat.AT_LEAST: self.subject is Subject.INCIDENTS and self.n > 0,
            Caveat.ABOVE_LIST: (self.amount("above_list") or 0.0) > 0,
            Caveat.CHANCE_ALONE: self.interval is not None and self.selection is not Selection.DRAWN,
        }
        return tuple(caveat for caveat, holds in said.items() if holds)

    def part(self, code: str) -> Part:
        """The part of this code. Raises KeyError where there is none."""
        for each in (self.finding, self.opposite, *self.more):
            if each.code == code:
                return each
        raise KeyError(code)

    def amount(self, code: str) -> float | None:
        """A sum, or None where there is none: never 0 in its place."""
        return dict(self.amounts).get(code)
