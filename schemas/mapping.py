"""A mapping: how the columns of somebody's table become facts. One file a table; nothing in the program knows a country's layout."""

import re
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from schemas.election import LocalName
from schemas.figure import FigureCode
from schemas.missing import MissingReason
from schemas.model import Line, Model
from schemas.official import Basis, Confidence, OfficialStatus, Publication
from schemas.reports.body import ReportKind

EMPTY_SIGNS = ("-", "–", "—", "−")
"""A cell that holds nothing but a dash is empty."""
TOTAL_WORDS = ("total", "grand total", "subtotal", "sub-total", "итого", "подытог", "всего", "барлығы", "жиыны", "қорытынды")
"""A row whose first words are one of these is a sum, not a station."""

AsTyped = Annotated[str, StringConstraints(strip_whitespace=False)]
"""A text whose spaces at its ends are meant: what stands between or before the parts of a name."""


class Take(Model):
    """Where one value comes from: a column, several joined, several added up, or a constant; then what is done with its text, in
    this order.

    `default` stands for an empty cell, `pattern` keeps its first group, `codes` turns printed words into codes, `first` keeps the
    first letters, `hashed` makes a code of so many signs out of a name of any length, `width` fills with zeros from the left,
    `prefix` and `suffix` are put around. `missing` is the reason that an empty cell stands for; with no origin at all it is the
    reason in every row. A sum with an empty part is empty."""

    column: Line = ""
    columns: tuple[Line, ...] = ()
    added: tuple[Line, ...] = ()
    joined_by: AsTyped = Field(default="/", max_length=8)
    constant: str | None = Field(default=None, max_length=200)
    default: str | None = Field(default=None, max_length=200)
    missing: MissingReason | None = None
    pattern: AsTyped = Field(default="", max_length=100)
    codes: dict[str, str] = {}
    hashed: int | None = Field(default=None, ge=4, le=16)
    first: int | None = Field(default=None, ge=1, le=60)
    width: int | None = Field(default=None, ge=1, le=20)
    prefix: AsTyped = Field(default="", max_length=20)
    suffix: AsTyped = Field(default="", max_length=20)
    percent: bool = False
    """The column's numbers are percentages, also where no sign stands behind them."""
    separator: AsTyped = Field(default=";", min_length=1, max_length=4)
    """Between the codes of a question with several answers."""

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        origins = bool(self.column) + bool(self.columns) + bool(self.added) + (self.constant is not None)
        if origins > 1 or (origins == 0 and self.missing is None):
            raise ValueError("give one of column, columns, added and constant, or a reason in missing")
        return self

    @field_validator("pattern")
    @classmethod
    def _has_a_group(cls, pattern: str) -> str:
        if pattern and re.compile(pattern).groups != 1:
            raise ValueError("a pattern has exactly one group in brackets: the part that is kept")
        return pattern

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.column,) if self.column else self.columns or self.added


class TableSettings(Model):
    """How the bytes are read. What is empty is found out: encoding, separator, the row of the headings."""

    encoding: str = Field(default="", max_length=20)
    separator: AsTyped = Field(default="", max_length=1)
    sheet: str = Field(default="", max_length=60)
    member: str = Field(default="", max_length=200)
    """The file inside a zip; empty where it holds one table."""
    header_row: int | None = Field(default=None, ge=1, le=100)
    thousands: str = Field(default="", max_length=1)
    """A comma or full stop between thousands; spaces and apostrophes are understood without it."""
    empty_signs: tuple[str, ...] = EMPTY_SIGNS
    total_words: tuple[str, ...] = TOTAL_WORDS
    time_zone: str = Field(default="", max_length=40)
    """Of the times in the table; empty: the capital's."""
    time_format: str = Field(default="", max_length=40)
    """As `%d.%m.%Y %H:%M`; empty: ISO 8601, or a clock time of the observation day."""


class StationKey(Model):
    """How a row names its station: the region's code, and the number that is unique in the region."""

    region: Take
    number: Take


class StationsMapping(Model):
    """A registry: one row a station. Regions and districts are made from the rows that name them."""

    kind: Literal["stations"]
    table: TableSettings = TableSettings()
    station: StationKey
    country_name: LocalName | None = None
    region_name: Take | None = None
    region_names: dict[str, LocalName] = {}
    """Names by region code, where the table has none or in one language only."""
    district: Take | None = None
    district_name: Take | None = None
    place: Take
    place_ru: Take | None = None
    place_kk: Take | None = None
    station_type: Take | None = None
    time_zone: Take | None = None
    registered_voters: Take | None = None
    repeated: bool = False
    """The table has several rows of one station (one for each candidate, say). They must say the same of it."""
    source: Line
    """Who made the lists, and when."""


class SourceText(Publication):
    """The publication that the table is of; the hash is taken of the file's bytes."""

    corrects: str = Field(default="", max_length=400)
    """The title of an earlier publication whose figures these replace; both stay. The same publisher's newer table of the same title
    replaces its earlier one without being told."""


class FigureTake(Model):
    """One published figure of each row. A cell may be empty only where `may_be_empty` or the take's `missing` says so; then there is no
    figure."""

    code: FigureCode
    take: Take
    option: str = Field(default="", max_length=24)
    hour: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3])[0-5][0-9]$")] | None = None
    """`1200` for a line that is printed for an hour of the voting day (capital time)."""
    basis: Basis = Basis.NONE
    may_be_empty: bool = False


class LongTake(Model):
    """A table with one figure a row: which figure (a figure code, through `codes`), of which option, and its value."""

    code: Take
    option: Take | None = None
    value: Take
    basis: Basis = Basis.NONE


class OfficialMapping(Model):
    """Published figures: one row a unit, or with `long` one row a figure. With `long`, `figures` are what each row says of its unit again:
    taken once, and the same in every row.

    `votes` maps an option's code to its column; `"*"` with a `*` in the column stands for every option of the contest."""

    kind: Literal["official"]
    table: TableSettings = TableSettings()
    source: SourceText
    status: OfficialStatus
    confidence: Confidence = Confidence.HIGH
    contest: str = Field(default="", max_length=40)
    station: StationKey | None = None
    unit: Take | None = None
    as_of: Take | None = None
    figures: tuple[FigureTake, ...] = ()
    long: LongTake | None = None
    votes: dict[str, Take] = {}
    votes_may_be_empty: bool = False
    """With `long`: the value of any row."""

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if (self.station is None) == (self.unit is None):
            raise ValueError("give either station or unit")
        if (self.votes and self.long) or not (self.figures or self.votes or self.long):
            raise ValueError("give figures and votes, or long, or long with the figures that each of its rows repeats")
        return self


class ReportsMapping(Model):
    """Reports: one row a report of one kind. `fields` maps the form's field ids (`lines.ballots_issued`, `votes.A`) to columns;
    `votes.*` with a `*` in the column stands for every option of the contest."""

    kind: Literal["reports"]
    table: TableSettings = TableSettings()
    report: ReportKind
    contest: Take | None = None
    station: StationKey
    observer: Take
    """Becomes the pseudonym's code; never a name."""
    organisation: Take | None = None
    identity: tuple[Line, ...] = Field(min_length=1)
    """The columns that together name a row, so that the same row sent again is the same report."""
    observed_at: Take
    sent_at: Take | None = None
    fields: dict[str, Take]


Mapping = Annotated[StationsMapping | OfficialMapping | ReportsMapping, Field(discriminator="kind")]
AnyMapping = StationsMapping | OfficialMapping | ReportsMapping
