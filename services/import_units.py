"""Regions and other units as people write them in tables: in any language, with, without or with half a word for what they are."""

from collections.abc import Mapping, Sequence

from data.formats.table_headings import skeleton

_SORTS = frozenset(map(skeleton, (
    "область", "обл", "город", "г", "облысы", "қаласы", "қ", "region", "reg", "oblast", "city", "province", "district", "район", "ауданы")))
_SHORT = (("г", "город"), ("обл", "область"), ("қ", "қаласы"), ("reg", "region"))
_KAZAKH = str.maketrans("ұүқғөңәһҰҮҚҒӨҢӘҺ", "уукгонахУУКГОНАХ")
_WRITTEN_OUT = {skeleton(short): skeleton(whole) for short, whole in _SHORT}


def _in_russian(said: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Names with Kazakh letters as Russian texts, and Windows-1251, write them: `Улытау`, `Жетису`, `Жетысу`."""
    made = []
    for name, unit_id in said:
        plain = name.translate(_KAZAKH)
        ways = {plain.replace("і", letter).replace("І", letter.upper()) for letter in "иы"}
        made += [(way, unit_id) for way in sorted(ways) if way != name]
    return made


def _by_short(said: Sequence[tuple[str, str]]) -> dict[str, set[str]]:
    short: dict[str, set[str]] = {}
    for name, unit_id in (*said, *_in_russian(said)):
        short.setdefault(shortened(name), set()).add(unit_id)
    return short


def named(said: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The unit behind every way to write its names. `said`: name, unit id."""
    # "Алматы" is a city and, without its word, a region: a short name of two units names neither.
    found = {name: next(iter(own)) for name, own in _by_short(said).items() if name and len(own) == 1}
    found |= {way(name): unit_id for name, unit_id in _in_russian(said) for way in (_whole, skeleton)}
    return found | {_whole(name): unit_id for name, unit_id in said} | {skeleton(name): unit_id for name, unit_id in said}


def shared(said: Sequence[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Short names that could mean several units, with these. `said`: name, unit id."""
    return {name: frozenset(own) for name, own in _by_short(said).items() if name and len(own) > 1}


def codes(values: Sequence[str], units: Mapping[str, str], several: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """The unit behind each value of one column; what names none stays as it is. A short name of two units is the one of them that no
    other value of the column names: beside `Алматинская область`, `Алматы` is the city."""
    found = {value: unit_of(value, units) or value for value in values}
    named_too = set(found.values())
    for value in [each for each, unit_id in found.items() if each == unit_id]:
        left = several.get(shortened(value), frozenset()) - named_too
        if len(left) == 1:
            found[value] = next(iter(left))
    return found


def meant(value: str, said: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The units, when there are several, that have this name without the word for what they are: a city and its region."""
    if unit_of(value, named(said)) is not None:
        return ()
    several = shared(said).get(shortened(value), frozenset())
    return tuple(dict.fromkeys(unit_id for _, unit_id in said if unit_id in several))


def _whole(name: str) -> str:
    """A name with its words for a unit written out, in one order: `Алматы г.` is `город Алматы`."""
    return " ".join(sorted(_WRITTEN_OUT.get(word.strip(".,()"), word) for word in skeleton(name).split()))


def shortened(name: str) -> str:
    """A unit's name without the word for what it is, as people write it: `г. Шымкент`, `Abai`."""
    return " ".join(word for word in skeleton(name).split() if word.strip(".,()") not in _SORTS)


def unit_of(value: str, units: Mapping[str, str]) -> str | None:
    """The unit that a table names, in any language, with or without the word for what it is."""
    return units.get(skeleton(value)) or units.get(_whole(value)) or units.get(shortened(value)) if value else None
