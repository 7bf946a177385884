"""What a person types as a forecast -> its entries: a line each, `name; share; probability`, told plainly where a line cannot be read."""

import re
from collections.abc import Sequence

from analysis import forecast as arithmetic
from schemas.election import Election
from schemas.forecast import MOST_ENTRIES, Entry, ForecastKind
from schemas.message import Message
from schemas.problem import Problem, ProblemCode
from services.numbers import has_invisible, plain_digits

LONGEST, LONGEST_NAME = 20_000, 200
_NUMBER = r"\d{1,3}(?:[.,]\d{1,4})?"
_BAND = re.compile(rf"(?P<low>{_NUMBER})\s*%?\s*(?:[-‐-―−]\s*(?P<high>{_NUMBER})\s*%?)?")
_PROBABILITY = re.compile(rf"(?P<value>{_NUMBER})\s*(?P<percent>%?)")
SHARE_EXPECTED = Message("Line {line}: “{found}” is not a share. Write 41.5 or 70–80, in percent, after a semicolon.")
PROBABILITY_EXPECTED = Message("Line {line}: “{found}” is not a probability. Write 0.8 or 80%.")
TOO_MANY_PARTS = Message("Line {line}: at most name, share and probability are read, with a semicolon between them.")
NO_NAME = Message("Line {line} has no name, or one of more than {limit} letters.")
TWICE = Message("Line {line}: “{found}” stands in an earlier line already.")
NOT_ON_BALLOT = Message("Line {line}: “{found}” is not on the ballot. The ballot has: {names}")
NOTHING = Message("Write at least one line.")
TOO_LONG = Message("A forecast has at most {limit} lines.")
ABOVE_WHOLE = Message("The shares add up to more than 100%, also by the lower ends of their bands.")
INVISIBLE = Message("The text has signs that cannot be seen. Type it anew.")
_ROUNDING = 0.005


def _refuse(message: Message, **values: object) -> Problem:
    return Problem(ProblemCode.IMPOSSIBLE, message, values=values)


def _number(typed: str) -> float:
    return float(typed.replace(",", "."))


def _share(typed: str, line: int) -> tuple[float, float]:
    found = _BAND.fullmatch(typed)
    if found is None:
        raise _refuse(SHARE_EXPECTED, line=str(line), found=typed[:40])
    low = _number(found["low"]) / 100
    high = _number(found["high"]) / 100 if found["high"] else low
    if not low <= high <= 1:
        raise _refuse(SHARE_EXPECTED, line=str(line), found=typed[:40])
    return round(low, 6), round(high, 6)


def _probability(typed: str, line: int) -> float:
    found = _PROBABILITY.fullmatch(typed)
    value = None if found is None else _number(found["value"]) / (100 if found["percent"] else 1)
    if value is None or value > 1:
        raise _refuse(PROBABILITY_EXPECTED, line=str(line), found=typed[:40])
    return round(value, 6)


def _options(election: Election) -> dict[str, str]:
    """Code of each option of the leading contest by every way its name is written."""
    found: dict[str, str] = {}
    for each in election.leading_contest.options if election.contests else ():
        found |= {arithmetic.key(name): each.code for name in (each.code, each.name.en, each.name.ru, each.name.kk) if name}
    return found


def parse(typed: str, kind: ForecastKind, election: Election) -> tuple[Entry, ...]:
    """The entries of a typed forecast. Raises Problem (impossible) naming the first line that cannot be read."""
    if has_invisible(typed):
        raise _refuse(INVISIBLE)
    lines = [(number, line.strip()) for number, line in enumerate(typed[:LONGEST].splitlines(), 1) if line.strip()]
    if not lines:
        raise _refuse(NOTHING)
    if len(lines) > MOST_ENTRIES or len(typed) > LONGEST:
        raise _refuse(TOO_LONG, limit=MOST_ENTRIES)
    options, names = _options(election), set[str]()
    made = []
    for number, line in lines:
        entry = _entry(line, number, kind, options)
        mark = entry.option_code or arithmetic.key(entry.name)
        if mark in names:
            raise _refuse(TWICE, line=str(number), found=entry.name)
        names.add(mark)
        made.append(entry)
    if sum(each.low_share or 0 for each in made) > 1 + _ROUNDING and election.contests:
        _whole(election, made)
    return tuple(made)


def _whole(election: Election, made: Sequence[Entry]) -> None:
    """Shares of one ballot make a whole; shares of people elected in districts of their own do not."""
    if election.leading_contest.options:
        raise _refuse(ABOVE_WHOLE)


def _entry(line: str, number: int, kind: ForecastKind, options: dict[str, str]) -> Entry:
    name, *rest = (part.strip() for part in line.replace("\t", ";").split(";"))
    rest = [plain_digits(part) for part in rest if part]
    if len(rest) > (2 if kind is ForecastKind.SHARES else 1):
        raise _refuse(TOO_MANY_PARTS, line=str(number))
    if not arithmetic.key(name) or len(name) > LONGEST_NAME:
        raise _refuse(NO_NAME, line=str(number), limit=LONGEST_NAME)
    code = options.get(arithmetic.key(name), "")
    if options and not code:
        raise _refuse(NOT_ON_BALLOT, line=str(number), found=name[:60], names=", ".join(sorted(set(options.values()))))
    low = high = None
    if kind is ForecastKind.SHARES:
        low, high = _share(rest.pop(0) if rest else "", number)
    probability = _probability(rest[0], number) if rest else None
    return Entry(name=name, option_code=code, low_share=low, high_share=high, probability=probability)
