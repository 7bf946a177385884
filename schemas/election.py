"""An election as one file describes it: contests, options, hours, bases, tolerances, protocol lines, what is published where."""

from datetime import date, time
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from schemas.figure import FigureCode
from schemas.model import Count, Line, Model


class ElectionKind(StrEnum):
    PARLIAMENTARY = "parliamentary"
    PRESIDENTIAL = "presidential"
    REFERENDUM = "referendum"
    LOCAL = "local"
    INDIRECT = "indirect"
    INTERNAL = "internal"


class Reveal(StrEnum):
    AFTER_OWN_FIGURE = "after_own_figure"
    AT_ONCE = "at_once"


class LocalName(Model):
    """One name in the languages of the product; a missing one falls back to English."""

    en: Line
    ru: Line = ""
    kk: Line = ""

    def in_language(self, language: str) -> str:
        return str(getattr(self, language, "") or self.en)


class Option(Model):
    code: str = Field(pattern=r"^[A-Z0-9_]{1,24}$")
    name: LocalName


class Contest(Model):
    contest_id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    name: LocalName
    leading: bool = False
    """Turnout, counted in people, is compared with this one contest."""
    options: tuple[Option, ...]
    seats: int | None = Field(default=None, ge=1)
    threshold_share: float | None = Field(default=None, ge=0, lt=1)
    against_all: str | None = None

    @property
    def option_codes(self) -> tuple[str, ...]:
        return tuple(option.code for option in self.options)


class ProtocolLine(Model):
    """One printed line of the results protocol, in the commission's own order."""

    code: FigureCode
    printed_number: str = ""
    label: LocalName | None = None
    sourced: bool = True
    """False: the line is not in the form whose text was seen; it is optional and marked."""
    as_of: time | None = None
    """The hour (capital time, voting day) of which the line speaks, where one code is printed for several hours."""

    @property
    def hour_code(self) -> str:
        """`1200`: stands in a figure's `option_code`, so that two hours of one code are two figures; empty for other lines."""
        return f"{self.as_of:%H%M}" if self.as_of else ""

    @property
    def key(self) -> str:
        """The line's name in a report, unique in the form: `ballots_issued`, `voters_by_hour_1200`."""
        return f"{self.code}_{self.hour_code}" if self.as_of else str(self.code)


class Allowance(Model):
    """How many people an honest count may miss or take twice, as shares of the count (DESIGN §6)."""

    below_share: float = Field(default=0.03, ge=0, le=0.5)
    """People counted twice or who did not vote: taken off the count for the floor."""
    above_share: float = Field(default=0.05, ge=0, le=0.5)
    """People missed: added for the ceiling. Larger, because counting errors mostly miss people."""
    calibrated_pairs: Count = 0
    """Independent double counts the allowance rests on; 0 means not yet calibrated."""
    calibrate: bool = True
    """Whether the election's own double counts set it where there are enough (analysis.double_counts); false: it stays as set here."""


class Published(Model):
    """At which levels the commission publishes what. In Kazakhstan nothing is published by station."""

    turnout: tuple[str, ...] = ("country", "region")
    results: tuple[str, ...] = ("country", "region")
    by_station: bool = False


class Election(Model):
    election_id: str = Field(pattern=r"^[a-z0-9-]{3,60}$")
    kind: ElectionKind
    name: LocalName
    held_on: date
    is_simulated: bool = False
    country_code: str = "KZ"
    capital_zone: str = "Asia/Almaty"
    voting_opens: time = time(7)
    voting_closes: time = time(20)
    """Local time of each station."""
    turnout_hours: tuple[int, ...] = (10, 12, 14, 16, 18, 20)
    """Hours at which turnout is announced, in capital time; due times elsewhere are derived by instant."""
    contests: tuple[Contest, ...]
    protocol_lines: tuple[ProtocolLine, ...] = ()
    published: Published = Published()
    allowance: Allowance = Allowance()
    reveal_official: Reveal = Reveal.AFTER_OWN_FIGURE
    embargo: bool = True
    has_stations: bool = True
    people_a_minute: float = Field(default=6.0, gt=0)
    """More voters than this in one minute at one station is asked about: one list desk hands out a ballot in ten seconds at best."""
    list_tolerance_share: float = Field(default=0.01, ge=0, le=0.5)
    missing_ballots: Count = 2
    """So many ballots fewer than issued are for information only: now and then a voter carries one away."""
    missing_share: float = Field(default=0.0014, ge=0, le=0.1)
    """As long as one ballot in seven hundred or fewer is missing, nobody is asked."""
    received_least_share: float = Field(default=1.0, ge=0, le=2)
    """Ballots received at opening, as a share of the list, below which is asked. Kazakhstan prints one a voter and 1 % in reserve."""
    mobile_share: float = Field(default=0.2, gt=0, le=1)
    """Voters outside the premises, as a share of all, above which is asked."""
    last_hour_share: float = Field(default=0.25, gt=0, le=1)
    """Voters since the count before, as a share of the whole day, above which the last hour is asked about."""
    neighbours_least: int = Field(default=10, ge=5)
    """Other stations that must have been reported before a figure is held against theirs: of the region, else of the country."""
    neighbour_spreads: float = Field(default=7.0, ge=2)
    """How many times the neighbours' own spread a ratio may lie from their middle."""
    swapped_rows_gain: float = Field(default=40.0, gt=0)
    """How much better (in squared spreads) neighbouring rows must fit after changing places."""

    @model_validator(mode="after")
    def _one_leading_contest(self) -> Self:
        leading = [contest.contest_id for contest in self.contests if contest.leading]
        if self.contests and len(leading) != 1:
            raise ValueError(f"exactly one contest must be leading, found {len(leading)}: {leading}")
        if len({contest.contest_id for contest in self.contests}) != len(self.contests):
            raise ValueError("two contests have the same contest_id")
        return self

    @property
    def leading_contest(self) -> Contest:
        return next(contest for contest in self.contests if contest.leading)

    def contest(self, contest_id: str) -> Contest | None:
        return next((contest for contest in self.contests if contest.contest_id == contest_id), None)
