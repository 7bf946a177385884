"""A mapping made without a file: from what each column was said to be, or from headings that leave no doubt."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from data.formats import table_layout, table_pasted
from data.formats.table_layout import Column, Layout, Proposal
from data.store import elections, table_imports
from schemas.election import Contest, Election
from schemas.figure import FigureCode
from schemas.mapping import (
    EMPTY_SIGNS,
    AnyMapping,
    FigureTake,
    OfficialMapping,
    ReportsMapping,
    SourceText,
    StationKey,
    StationsMapping,
    TableSettings,
    Take,
)
from schemas.message import Message
from schemas.missing import MissingReason
from schemas.official import Basis, OfficialStatus
from schemas.reports.body import ReportKind
from schemas.table_problem import Problems
from services import house, import_units, import_uses
from services.import_said import Said

__all__ = ["NO_FIGURE", "Column", "Proposal", "Registry", "Wanted", "layout", "mapping_of", "registry_of", "without_doubt"]
NO_FIGURE = "no_figure"
"""What an empty cell of a published table may be: no figure was printed."""
NOT_SAID = Message("No column was said to be this. Choose one, or give a mapping file.")
NOT_SURE = Message("It is not certain which column this is. Choose on the page, or give a mapping file. Likely: {names}")
TWICE = Message("Two columns were said to be this: {names}")
NOT_POSSIBLE = Message("This value is not possible here. {detail}")
REQUIRED = {"stations": ("region", "number"), "official": (), "reports": ("region", "number", "observer", "observed_at")}

COUNTED = frozenset({"figure", "votes", "seats", "hour", "field", "registered_voters"})
SHARED = frozenset({f"figure/{FigureCode.TURNOUT_ISSUED_SHARE}", f"figure/{FigureCode.VOTES_SHARE}"})
TURNOUT = f"figure/{FigureCode.TURNOUT_ISSUED_SHARE}"
_SAYS_NOTHING = re.compile(rf"{table_pasted.HEADINGS[1]}|#\d+|[%\s]+")
_PERCENTAGE = re.compile(r"\d{1,3}(?:[.,]\d+)?[\s\xa0]*%?")
ENOUGH_GROUPED = 3
"""So many cells in which a fraction would have three digits by chance."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person said of a table. `uses` and `empties` by heading; an empty cell without an entry is a problem."""

    kind: str
    layout: Layout
    uses: Mapping[str, str]
    empties: Mapping[str, str] = field(default_factory=dict)
    contest_id: str = ""
    report: str = ""
    source: SourceText | None = None
    status: OfficialStatus = OfficialStatus.PRELIMINARY
    as_of: str = ""
    """`20:00`, capital time, where the whole table is of one hour."""
    basis: Basis = Basis.UNKNOWN
    """What the options' shares are of."""
    registry_source: str = ""
    said: Said = field(default_factory=Said)
    """Of reports: what no column says."""

    def headings(self, use: str) -> list[str]:
        return [heading for heading, chosen in self.uses.items() if chosen == use]

    def values(self, heading: str) -> tuple[str, ...]:
        return next((each.values for each in self.layout.columns if each.heading == heading), ())


@dataclass(frozen=True, slots=True)
class Registry:
    """Station ids and the names of units, which tell how a table writes them."""

    stations: tuple[str, ...]
    units: Mapping[str, str]
    """Unit id by the name as the eye reads it, in any language, or by the id itself."""
    shared: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Short names that could mean several units."""


def registry_of(election_id: str) -> Registry:
    with house.store().read() as connection:
        stations = table_imports.station_ids(connection, election_id)
        units = elections.units(connection, election_id)
    names = [(name, each.unit_id) for each in units for name in (each.unit_id, each.name.en, each.name.ru, each.name.kk) if name]
    return Registry(tuple(stations), import_units.named(names), import_units.shared(names))


def layout(content: bytes, kind: str, election: Election, contest_id: str = "", report: str = "") -> tuple[Layout, dict[str, Proposal]]:
    """The columns of a table and what each probably is. Raises TableProblem where there is no table in the file."""
    words = import_uses.words(kind, election, contest_id, report)
    found = table_layout.read(content, TableSettings(), import_uses.known(words))
    proposed = table_layout.propose(found.columns, words)
    contest = import_uses.contest_of(election, contest_id)
    if contest is not None and (kind == "official" or report == ReportKind.COUNT):
        proposed = _with_options(kind, contest, proposed, found.columns)
    proposed = _with_units(kind, proposed, found.columns)
    return found, _with_turnout(proposed, found.columns) if kind == "official" else proposed


def _with_options(kind: str, contest: Contest, proposed: dict[str, Proposal], columns: Sequence[Column]) -> dict[str, Proposal]:
    """Columns that differ only by the options' codes behind the same letters (`party_1`, `party_2`) are their votes; every option must
    have one, and none may be something else for certain."""
    headings = [each.heading for each in columns]
    starts = {heading.removesuffix(contest.option_codes[0]) for heading in headings if heading.endswith(contest.option_codes[0])}
    for start in sorted(starts - {""}):
        own = {f"{start}{code}": code for code in contest.option_codes}
        certain = any(proposed[heading].sure for heading in own if heading in proposed)
        if len(own) > 1 and set(own) <= set(headings) and not certain:
            use = "votes/" if kind == "official" else "field/votes."
            uses = {f"{use}{code}" for code in contest.option_codes}
            others = {heading: each for heading, each in proposed.items() if each.use not in uses}
            return others | {heading: Proposal(f"{use}{code}", True) for heading, code in own.items()}
    return proposed


def _with_units(kind: str, proposed: dict[str, Proposal], columns: Sequence[Column]) -> dict[str, Proposal]:
    """Published by region: a region column without station numbers beside it names the unit."""
    if kind != "official" or any(each.use == "number" for each in proposed.values()):
        return proposed
    return {heading: Proposal("unit", each.sure) if each.use == "region" else each for heading, each in proposed.items()}


def _with_turnout(proposed: dict[str, Proposal], columns: Sequence[Column]) -> dict[str, Proposal]:
    """The one column of percentages beside a unit whose heading says nothing (figures pasted from a message) is most likely turnout; a
    person looks at it."""
    is_said = any(each.use.startswith(("turnout/", "share/", TURNOUT)) for each in proposed.values())
    if is_said or not any(each.use == "unit" for each in proposed.values()):
        return proposed
    shares = [
        each.heading for each in columns
        if each.heading not in proposed and _SAYS_NOTHING.fullmatch(each.heading) and _are_percentages(each.values)
    ]
    return proposed | {shares[0]: Proposal(TURNOUT, False)} if len(shares) == 1 else proposed


def _are_percentages(values: Sequence[str]) -> bool:
    """All with a percent sign, or all up to 100 and some with a fraction: counts of people have none."""
    if not values or not all(_PERCENTAGE.fullmatch(each) for each in values):
        return False
    numbers = [each.rstrip("%\xa0 ").replace(",", ".") for each in values]
    return all(float(each) <= 100 for each in numbers) and (all("%" in each for each in values) or any("." in each for each in numbers))


def _common_start(known: frozenset[str]) -> str:
    """The letters that all of them begin with."""
    if not known:
        return ""
    first, last = min(known), max(known)
    same = next((place for place, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), min(len(first), len(last)))
    return first[:same]


def _written(values: Sequence[str], known: frozenset[str]) -> Take | None:
    """How a table writes what the registry knows: with a prefix left out, or without leading zeros. None where it does not fit."""
    prefix = re.sub(r"\d+$", "", _common_start(known))
    digits = {len(each.removeprefix(prefix)) for each in known}
    widths = (None, *(sorted(digits) if len(digits) == 1 else ()))
    best: tuple[int, Take] | None = None
    for before in dict.fromkeys(("", prefix)):
        for width in widths:
            fits = sum(f"{before}{value.zfill(width) if width else value}" in known for value in values)
            if fits and (best is None or fits > best[0]):
                best = fits, Take(column="?", prefix=before, width=width)
    return best[1] if best else None


def _region(wanted: Wanted, heading: str, registry: Registry) -> Take:
    values = tuple(dict.fromkeys(wanted.values(heading)))
    known = frozenset(each.partition("/")[0] for each in registry.stations)
    take = _written(values, known)
    if take is None and any(import_units.unit_of(value, registry.units) for value in values):
        return _named(heading, values, registry)
    return (take or Take(column=heading)).model_copy(update={"column": heading})


def _named(heading: str, values: Sequence[str], registry: Registry) -> Take:
    """Units by their names in any language; a name that the registry does not have stays as it is, and is a problem of its row."""
    return Take(column=heading, codes=import_units.codes(list(dict.fromkeys(values)), registry.units, registry.shared))


def station_key(wanted: Wanted, registry: Registry) -> StationKey:
    """How the table's two columns name a station of the registry."""
    region_heading, number_heading = wanted.headings("region")[0], wanted.headings("number")[0]
    region = _region(wanted, region_heading, registry)
    numbers = frozenset(each.partition("/")[2] for each in registry.stations)
    number = _written(tuple(dict.fromkeys(wanted.values(number_heading))), numbers) or Take(column=number_heading)
    return StationKey(region=region, number=number.model_copy(update={"column": number_heading}))


def _take(wanted: Wanted, heading: str, *, percent: bool = False) -> Take:
    reason = wanted.empties.get(heading, "")
    return Take(column=heading, percent=percent, missing=MissingReason(reason) if reason and reason != NO_FIGURE else None)


def _percent(wanted: Wanted, heading: str) -> bool:
    """Whether shares are printed as percentages without their sign: the heading says so, or a number above 1 does."""
    numbers = [value.replace(",", ".").replace("\xa0", "").strip("% ") for value in wanted.values(heading)]
    return "%" in heading or any(float(each) > 1 for each in numbers if re.fullmatch(r"\d+(\.\d+)?", each))


def _figure(wanted: Wanted, heading: str, use: str) -> FigureTake | None:
    sort, _, code = use.partition("/")
    shares = sort in ("share", "turnout") or code == FigureCode.TURNOUT_ISSUED_SHARE
    take, empty = _take(wanted, heading, percent=shares and _percent(wanted, heading)), wanted.empties.get(heading) == NO_FIGURE
    if sort == "share":
        return FigureTake(code=FigureCode.VOTES_SHARE, option=code, take=take, basis=wanted.basis, may_be_empty=empty)
    if shares:
        hour = code if sort == "turnout" else None
        return FigureTake(
            code=FigureCode.TURNOUT_ISSUED_SHARE, take=take, basis=Basis.ISSUED_OF_LIST, hour=hour, may_be_empty=empty)
    if sort == "hour":
        return FigureTake(code=FigureCode.VOTERS_BY_HOUR, hour=code, take=take, may_be_empty=empty)
    if sort in ("votes", "seats"):
        return FigureTake(code=FigureCode(sort), option=code, take=take, may_be_empty=empty)
    return FigureTake(code=FigureCode(code), take=take, may_be_empty=empty) if sort == "figure" else None


def _settings(wanted: Wanted) -> TableSettings:
    return TableSettings(header_row=wanted.layout.header_row, sheet=wanted.layout.sheet[:60], thousands=thousands(wanted))


def thousands(wanted: Wanted) -> str:
    """The comma or full stop between thousands, where the counts of a table leave no doubt: every cell that has it has it in front of
    three digits, in three cells at least or twice in one. Else "", and a cell that could be a fraction is a problem of its row."""
    counts = [heading for heading, use in wanted.uses.items() if use.partition("/")[0] in COUNTED and use not in SHARED]
    cells = [value for heading in counts for value in wanted.values(heading)]
    signs = "," if wanted.layout.sheet else ",."  # a workbook writes its fractions with a full stop
    found = [sign for sign in signs if _groups(sign, [cell for cell in cells if sign in cell])]
    return found[0] if len(found) == 1 else ""


def _groups(sign: str, cells: Sequence[str]) -> bool:
    grouped = all(re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(sign)}\d{{3}})+", cell) for cell in cells)
    return grouped and (len(cells) >= ENOUGH_GROUPED or any(cell.count(sign) > 1 for cell in cells))


def _official(wanted: Wanted, registry: Registry) -> OfficialMapping:
    figures = [made for heading, use in wanted.uses.items() if (made := _figure(wanted, heading, use))]
    by_station = bool(wanted.headings("number") and wanted.headings("region"))
    units = wanted.headings("unit")
    as_of = wanted.headings("as_of")
    return OfficialMapping(
        kind="official", table=_settings(wanted), source=wanted.source or SourceText(publisher="", title=""), status=wanted.status,
        contest=wanted.contest_id, figures=tuple(figures),
        station=station_key(wanted, registry) if by_station else None,
        unit=_named(units[0], wanted.values(units[0]), registry) if units and not by_station else None,
        as_of=Take(column=as_of[0]) if as_of else Take(constant=wanted.as_of) if wanted.as_of else None,
    )


def _stations(wanted: Wanted) -> StationsMapping:
    names = ("region_name", "district", "district_name", "place_ru", "place_kk", "station_type", "time_zone", "registered_voters")
    optional = {name: _take(wanted, headings[0]) for name in names if (headings := wanted.headings(name))}
    region, number = wanted.headings("region")[0], wanted.headings("number")[0]
    # A registry may say no place: then a station is called by what it has.
    called = (*(wanted.headings("region_name") or [region]), number)
    place = [Take(column=heading) for heading in wanted.headings("place")] or [Take(columns=called, joined_by=" · ")]
    made = StationsMapping(
        kind="stations", table=_settings(wanted), source=wanted.registry_source, place=place[0],
        station=StationKey(region=Take(column=region), number=Take(column=number)))
    return made.model_copy(update=optional)


def _reports(wanted: Wanted, registry: Registry) -> ReportsMapping:
    said = wanted.said
    optional = {name: Take(column=headings[0]) for name in ("organisation", "sent_at") if (headings := wanted.headings(name))}
    if said.organisation and "organisation" not in optional:
        optional["organisation"] = Take(constant=said.organisation)
    key = [heading for use in ("region", "number", "observer", "observed_at") for heading in wanted.headings(use)]
    made = ReportsMapping(
        kind="reports", report=ReportKind(wanted.report), station=station_key(wanted, registry),
        table=_settings(wanted).model_copy(update={
            "time_format": said.time_format, "time_zone": said.time_zone, "empty_signs": (*EMPTY_SIGNS, *said.empty)}),
        contest=Take(constant=wanted.contest_id) if wanted.report == ReportKind.COUNT else None,
        observer=_of_every_row(wanted, "observer", said.observer).model_copy(update={"prefix": said.before}),
        observed_at=_of_every_row(wanted, "observed_at", said.observed_at),
        identity=tuple(wanted.headings("identity") or key), fields=_answers(wanted))
    return made.model_copy(update=optional)


def _of_every_row(wanted: Wanted, use: str, constant: str) -> Take:
    headings = wanted.headings(use)
    return Take(column=headings[0]) if headings else Take(constant=constant)


def _answers(wanted: Wanted) -> dict[str, Take]:
    """By field id: from a column, with what its printed answers mean; else the answer that every row has, or why none has one."""
    columns = {use.partition("/")[2]: heading for heading, use in wanted.uses.items() if use.startswith("field/")}
    found = {
        field_id: _take(wanted, heading).model_copy(update={"codes": dict(wanted.said.codes.get(heading, {}))})
        for field_id, heading in columns.items()
    }
    found |= {field_id: Take(constant=value) for field_id, value in wanted.said.values.items() if field_id not in columns}
    return found | {field_id: Take(missing=reason) for field_id, reason in wanted.said.reasons.items() if field_id not in columns}


def _check(wanted: Wanted, problems: Problems) -> None:
    needed = REQUIRED[wanted.kind]
    if wanted.kind == "official" and not wanted.headings("unit"):
        needed = ("region", "number")
    row = wanted.layout.header_row
    for use in needed:
        if not wanted.headings(use) and not getattr(wanted.said, use, ""):
            problems.add(row, import_uses.said(use), "", NOT_SAID)
    for use in dict.fromkeys(wanted.uses.values()):
        if use and use != "identity" and len(wanted.headings(use)) > 1:
            problems.add(row, import_uses.said(use), "", TWICE, {"names": ", ".join(wanted.headings(use))})
    data = [use for use in wanted.uses.values() if "/" in use]
    if wanted.kind != "stations" and not data:
        problems.add(row, "", "", NOT_SAID)


def mapping_of(wanted: Wanted, registry: Registry) -> AnyMapping:
    """The mapping that says the same. Raises TableProblem naming every use that no column or two columns have."""
    problems = Problems()
    _check(wanted, problems)
    problems.refuse()
    try:
        if wanted.kind == "stations":
            return _stations(wanted)
        return _official(wanted, registry) if wanted.kind == "official" else _reports(wanted, registry)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            place = ".".join(str(part) for part in each["loc"])
            problems.add(0, place, str(each["input"])[:40], NOT_POSSIBLE, {"detail": each["msg"]})
    problems.refuse()
    raise AssertionError("a mapping is made or refused")


def without_doubt(proposed: Mapping[str, Proposal], wanted: Wanted, registry: Registry) -> AnyMapping:
    """The mapping of a table whose headings leave no doubt. Raises TableProblem naming the columns that are not certain."""
    problems = Problems()
    for heading, each in proposed.items():
        if not each.sure:
            problems.add(wanted.layout.header_row, heading, "", NOT_SURE, {"names": each.use})
    problems.refuse()
    return mapping_of(wanted, registry)
