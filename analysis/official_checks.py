"""D5xx: published figures against each other, for a whole table at once. Words and levels: schemas/checks/official.py.

Genuine tables often do not add up: a finding says what the numbers are, nothing of why."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from schemas.figure import FigureCode

C = FigureCode
SLIP_LEAST = 10
"""A gap below this is not explained by a digit too many or too few."""
SLIPS_MOST = 1_000
"""Where more shares than this are missed, columns are exchanged or the share is of something else: no digits are looked for."""
SAME_LEAST_VOTES, SAME_LEAST_ROWS = 100, 3
"""Small or two-row results are the same by chance."""
ADDED_UP = (C.REGISTERED_VOTERS, C.BALLOTS_ISSUED, C.BALLOTS_INVALID, C.BALLOTS_VALID, C.VOTES)
ROUNDING_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class OfficialFinding:
    """One finding: where it stands and its numbers. `proposed`: the likely right value of the figure named by code and option."""

    code: str
    unit_id: str
    figure_code: str = ""
    option_code: str = ""
    values: dict[str, int | float | str] = field(default_factory=dict)
    proposed: int | None = None


@dataclass(frozen=True)
class Tolerances:
    """Of the election: so many ballots, or this share, may be missing without a word."""

    missing_ballots: int = 2
    missing_share: float = 0.0014


@dataclass(frozen=True)
class Tables:
    """`day` has a row a unit and a column a (figure code, option code): counts of the day's result, missing where not published.
    `hours`: unit_id, code, option_code, as_of_at, value, in the order of the hours. `shares`: unit_id, code, option_code, value,
    digits (decimals of the percentage as printed)."""

    day: pd.DataFrame
    hours: pd.DataFrame
    shares: pd.DataFrame
    options: tuple[str, ...]

    def column(self, code: str, option: str = "") -> pd.Series:
        """Counts by unit; all missing where the table does not have them."""
        if (code, option) in self.day.columns:
            return self.day[code, option]
        return pd.Series(np.nan, index=self.day.index)

    @property
    def votes(self) -> pd.Series:
        """Votes for all options by unit; missing unless each option has its figure."""
        wanted = [(str(C.VOTES), option) for option in self.options]
        if not wanted or not set(wanted) <= set(self.day.columns):
            return pd.Series(np.nan, index=self.day.index)
        return self.day[wanted].sum(axis=1, min_count=len(wanted))

    @property
    def handed_out(self) -> pd.Series:
        """Ballots that can be in the boxes: issued at the station, or found there where that is published and more (ballots by post)."""
        issued = self.column(C.BALLOTS_ISSUED)
        return issued.where(issued.isna(), np.fmax(issued, self.column(C.BALLOTS_IN_BOX)))

    @property
    def papers(self) -> pd.Series:
        return self.votes + self.column(C.BALLOTS_INVALID)


def tables(figures: pd.DataFrame, options: tuple[str, ...]) -> Tables:
    """`figures`: unit_id, code, option_code, as_of_at, value, as_printed, unit (one row a figure, no figure twice)."""
    counts = figures[figures["unit"] != "share"]
    timed = counts["as_of_at"].notna()
    day = counts[~timed].pivot_table(index="unit_id", columns=["code", "option_code"], values="value", aggfunc="last", observed=True)
    hours = pd.concat([counts[timed], figures[(figures["unit"] == "share") & figures["as_of_at"].notna()]])
    hours = hours.sort_values("as_of_at", kind="stable")[["unit_id", "code", "option_code", "as_of_at", "value"]]
    # The hour of a line stands in its option code; the series is the code's.
    hours = hours.assign(option_code=hours["option_code"].where(hours["code"] != C.VOTERS_BY_HOUR, ""))
    shares = figures[figures["unit"] == "share"]
    digits = shares["as_printed"].str.partition(".")[2].str.len().fillna(0).astype(int) if len(shares) else pd.Series(dtype=int)
    return Tables(day, hours, shares.assign(digits=digits)[["unit_id", "code", "option_code", "as_of_at", "value", "digits"]], options)


def _units(mask: pd.Series) -> list[str]:
    return [str(unit) for unit in mask.index[mask.fillna(False)]]


def _pairs(code: str, mask: pd.Series, a: pd.Series, b: pd.Series, figure: str, gap: int = 0) -> Iterator[OfficialFinding]:
    """A finding for each unit of the mask with its two numbers; `gap` 1 or -1 adds their difference as n."""
    where = mask.fillna(False).astype(bool)
    for unit, one, other in zip(mask.index[where].tolist(), a[where].tolist(), b[where].tolist(), strict=True):
        values: dict[str, int | float | str] = {"a": int(one), "b": int(other)}
        if gap:
            values["n"] = int(gap * (one - other))
        yield OfficialFinding(code, str(unit), figure, values=values)


def more_votes(found: Tables, tolerances: Tolerances) -> Iterator[OfficialFinding]:
    """D501: votes + invalid > issued; the votes alone, where no invalid ballots were published."""
    papers, issued = found.votes + found.column(C.BALLOTS_INVALID).fillna(0), found.handed_out
    yield from _pairs("D501", papers > issued, papers, issued, C.BALLOTS_ISSUED, 1)


def fewer_votes(found: Tables, tolerances: Tolerances) -> Iterator[OfficialFinding]:
    """D502: votes + invalid < issued, by more than the election's tolerance."""
    papers, issued = found.papers, found.handed_out
    allowed = np.maximum(tolerances.missing_ballots, tolerances.missing_share * issued)
    yield from _pairs("D502", issued - papers > allowed, papers, issued, C.BALLOTS_ISSUED, -1)


def above_list(found: Tables, tolerances: Tolerances) -> Iterator[OfficialFinding]:
    """D503: issued > list + added."""
    issued, listed = found.column(C.BALLOTS_ISSUED), found.column(C.REGISTERED_VOTERS) + found.column(C.VOTERS_ADDED).fillna(0)
    yield from _pairs("D503", issued > listed, issued, listed, C.BALLOTS_ISSUED)


def published_sum(found: Tables, tolerances: Tolerances) -> Iterator[OfficialFinding]:
    """D504: Σ votes ≠ votes for options, or else valid ballots."""
    total = found.column(C.VOTES_FOR_OPTIONS)
    total = total.where(total.notna(), found.column(C.BALLOTS_VALID))
    votes = found.votes
    yield from _pairs("D504", votes.notna() & total.notna() & (votes != total), votes, total, C.VOTES_FOR_OPTIONS)


def falling(found: Tables, tolerances: Tolerances) -> Iterator[OfficialFinding]:
    """D505: a later hour below the one before. The day's result may lie below the last hour: lists are corrected overnight."""
    hours = found.hours.sort_values(["unit_id", "code", "option_code", "as_of_at"], kind="stable")
    before = hours.groupby(["unit_id", "code", "option_code"], sort=False, observed=True)["value"].shift()
    falls = hours.assign(before=before)[hours["value"] < before]
    for unit, code, option, value, earlier in _rows(falls, "unit_id", "code", "option_code", "value", "before"):
        share = code == C.TURNOUT_ISSUED_SHARE
        yield OfficialFinding("D505", str(unit), str(code), str(option), {"a": _printed(earlier, share), "b": _printed(value, share)})


def _rows(frame: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns as plain values."""
    return zip(*(frame[name].tolist() for name in names), strict=True)


def _printed(value: float, share: bool) -> int | float:
    return round(100 * value, 4) if share else int(value)


def printed_share(found: Tables, tolerances: Tolerances) -> Iterator[OfficialFinding]:
    """D506: a printed turnout that the published counts do not make, beyond half of its last digit."""
    rows = found.shares[(found.shares["code"] == C.TURNOUT_ISSUED_SHARE) & found.shares["as_of_at"].isna()]
    made = (found.column(C.BALLOTS_ISSUED) / found.column(C.REGISTERED_VOTERS)).to_dict()
    for unit, value, digits in _rows(rows, "unit_id", "value", "digits"):
        quotient = made.get(unit, math.nan)
        if abs(value - quotient) > 0.5 * 10.0 ** -(digits + 2) + ROUNDING_NOISE:
            values = {"a": round(100 * value, 4), "b": round(100 * quotient, 4)}
            yield OfficialFinding("D506", str(unit), C.TURNOUT_ISSUED_SHARE, values=values)


def whole(found: Tables, tolerances: Tolerances) -> Iterator[OfficialFinding]:
    """D510: the shares of all options do not make 1, beyond half of the last digit of each."""
    rows = found.shares[(found.shares["code"] == C.VOTES_SHARE) & found.shares["option_code"].isin(found.options)]
    for unit, of_unit in rows.groupby("unit_id", sort=False, observed=True):
        allowed = float((0.5 * 10.0 ** -(of_unit["digits"] + 2.0)).sum()) + ROUNDING_NOISE
        if len(of_unit) == len(found.options) > 1 and abs(float(of_unit["value"].sum()) - 1) > allowed:
            yield OfficialFinding("D510", str(unit), C.VOTES_SHARE, values={"a": round(100 * float(of_unit["value"].sum()), 4)})


def received(found: Tables, tolerances: Tolerances) -> Iterator[OfficialFinding]:
    """D512: received ≠ issued + unused + spoiled (none spoiled where that line is not printed)."""
    given, spoiled = found.column(C.BALLOTS_RECEIVED), found.column(C.BALLOTS_SPOILED).fillna(0)
    made = found.column(C.BALLOTS_ISSUED) + found.column(C.BALLOTS_UNUSED) + spoiled
    yield from _pairs("D512", given.notna() & made.notna() & (given != made), given, made, C.BALLOTS_RECEIVED)


def same_votes(found: Tables, tolerances: Tolerances) -> Iterator[OfficialFinding]:
    """D511: another unit of the table has the same votes in every row."""
    wanted = [(str(C.VOTES), option) for option in found.options]
    if len(wanted) < SAME_LEAST_ROWS or not set(wanted) <= set(found.day.columns):
        return
    rows = found.day[wanted].dropna()
    rows = rows[rows.sum(axis=1) >= SAME_LEAST_VOTES]
    twins = rows[rows.duplicated(keep=False)]
    for _, same in twins.groupby(list(twins.columns), sort=False):
        first, *others = (str(unit) for unit in same.index)
        for other in others:
            yield OfficialFinding("D511", other, C.VOTES, values={"other": first})


def one_digit(value: int, other: int) -> bool:
    """Whether leaving out one digit of one number gives the other, one digit is another one, or two neighbours changed places."""
    if other < 0 or value == other:
        return False
    one, two = sorted((str(value), str(other)), key=len)
    if len(two) == len(one) + 1:
        return any(two[:place] + two[place + 1 :] == one for place in range(len(two)))
    if len(one) != len(two):
        return False
    differ = [place for place, (left, right) in enumerate(zip(one, two, strict=True)) if left != right]
    swapped = any(one[:at] + one[at + 1] + one[at] + one[at + 2 :] == two for at, _ in enumerate(pairwise(one)))
    return len(differ) == 1 or swapped


def slips(found: Tables, tolerances: Tolerances) -> Iterator[OfficialFinding]:
    """D509: exactly one figure of a unit which, with one digit changed, makes votes and invalid ballots equal the published sum: the
    valid ballots with the invalid ones, or the ballots issued where it alone is published."""
    votes, total = found.votes, found.column(C.VOTES_FOR_OPTIONS)
    total = total.where(total.notna(), found.column(C.BALLOTS_VALID))
    by_sum = total.notna()
    made, wanted = votes.where(by_sum, found.papers), total.where(by_sum, found.handed_out)
    gaps = (made - wanted).dropna()
    for unit in _units(gaps.abs() >= SLIP_LEAST):
        gap = int(gaps[unit])
        rows = [(str(C.VOTES), option) for option in found.options] + ([] if by_sum[unit] else [(str(C.BALLOTS_INVALID), "")])
        held = found.day.loc[unit].to_dict()
        fitting = [(row, int(held[row])) for row in rows if one_digit(int(held[row]), int(held[row]) - gap)]
        if len(fitting) == 1:
            (code, option), value = fitting[0]
            yield OfficialFinding("D509", unit, code, option, {"row": option or code, "a": value, "b": value - gap}, value - gap)


def variants(value: int) -> set[int]:
    """Every number that one slip of a digit makes of this one (`one_digit`); none of another sign, and none that begins with 0."""
    text, digits = str(value), "0123456789"
    made = {text[:at] + digit + text[at + 1 :] for at in range(len(text)) for digit in digits}
    made |= {text[:at] + digit + text[at:] for at in range(len(text) + 1) for digit in digits}
    made |= {text[:at] + text[at + 1 :] for at in range(len(text))}
    made |= {text[:at] + text[at + 1] + text[at] + text[at + 2 :] for at in range(len(text) - 1)}
    return {int(each) for each in made if each and not each.startswith("0")} - {value}


def share_slips(found: Tables, tolerances: Tolerances) -> Iterator[OfficialFinding]:
    """D509: exactly one digit of the voters who received ballots, or of the list, makes the printed share right, which the counts miss by
    ten people or more."""
    issued, listed = found.column(C.BALLOTS_ISSUED), found.column(C.REGISTERED_VOTERS)
    rows = found.shares[(found.shares["code"] == C.TURNOUT_ISSUED_SHARE) & found.shares["as_of_at"].isna()]
    missed = []
    for unit, value, digits in _rows(rows, "unit_id", "value", "digits"):
        people, voters = issued.get(unit, math.nan), listed.get(unit, math.nan)
        within = 0.5 * 10.0 ** -(digits + 2) + ROUNDING_NOISE
        if voters > 0 and abs(value * voters - people) >= within * voters + SLIP_LEAST:
            missed.append((unit, value, people, voters, within))
    for unit, value, people, voters, within in missed if len(missed) <= SLIPS_MOST else ():
        fitting = [(C.BALLOTS_ISSUED, people, each) for each in variants(int(people)) if abs(each / voters - value) <= within]
        fitting += [(C.REGISTERED_VOTERS, voters, each) for each in variants(int(voters)) if abs(people / each - value) <= within]
        if len(fitting) == 1:
            code, printed, likely = fitting[0]
            yield OfficialFinding("D509", str(unit), code, values={"row": str(code), "a": int(printed), "b": likely}, proposed=likely)


def parts(found: Tables, parents: dict[str, str], published: pd.DataFrame) -> Iterator[OfficialFinding]:
    """D507: the parts of a unit, all of them with a figure, do not make the unit's own. `parents`: a unit's id by that of each of its
    parts in the registry; `published`: as the figures of `tables`, of the units that have parts."""
    number = Counter(parents.values())
    own = published[published["as_of_at"].isna()].set_index(["unit_id", "code", "option_code"])["value"].to_dict()
    for name in found.day.columns.tolist():
        code, option = tuple(name)
        if code not in ADDED_UP:
            continue
        values = found.day[code, option].dropna()
        belongs = values.index.map(parents)
        for unit, of_unit in values.groupby(belongs):
            stated = own.get((str(unit), code, option))
            if stated is not None and len(of_unit) == number[str(unit)] and int(of_unit.sum()) != int(stated):
                yield OfficialFinding("D507", str(unit), str(code), str(option),
                                      {"n": len(of_unit), "a": int(of_unit.sum()), "b": int(stated)})


def grown(found: Tables, lists: pd.Series) -> Iterator[OfficialFinding]:
    """D508: the list differs from the one known before (by unit)."""
    listed = found.column(C.REGISTERED_VOTERS)
    known = lists.reindex(listed.index)
    yield from _pairs("D508", listed.notna() & known.notna() & (listed != known), listed, known, C.REGISTERED_VOTERS)


CHECKS: tuple[Callable[[Tables, Tolerances], Iterator[OfficialFinding]], ...] = (
    more_votes, fewer_votes, above_list, published_sum, falling, printed_share, slips, share_slips, whole, same_votes, received,
)
OF_AN_HOUR = (above_list, printed_share, share_slips)
"""What holds of the counts and the share of one hour, too."""


def _hours(figures: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The figures of each hour for themselves, as if it were the day's; not the lines that speak of an hour in the day's result."""
    timed = figures[figures["as_of_at"].notna() & (figures["code"] != C.VOTERS_BY_HOUR)]
    for _, rows in timed.groupby("as_of_at", sort=True):
        yield rows.assign(as_of_at=pd.Series(pd.NaT, index=rows.index, dtype="datetime64[ns, UTC]"))


def find(
    figures: pd.DataFrame, options: tuple[str, ...], tolerances: Tolerances, lists: pd.Series, parents: Sequence[dict[str, str]],
    published: pd.DataFrame,
) -> list[OfficialFinding]:
    """Every finding on the figures of a table, in the order of the codes. Nothing is refused here."""
    found = tables(figures, options)
    every = [finding for check in CHECKS for finding in check(found, tolerances)]
    for hour in _hours(figures):
        of_hour = tables(hour, options)
        every += [finding for check in OF_AN_HOUR for finding in check(of_hour, tolerances)]
    every += [*grown(found, lists), *(finding for each in parents if each for finding in parts(found, each, published))]
    return sorted(every, key=lambda finding: finding.code)
