"""Two entries of one paper, field by field: nothing is averaged, and no value on both sides is no difference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Key = tuple[str, str]
"""figure_code, option_code."""


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the paper; None where an entry has no value. `chosen`: the settled value."""

    key: Key
    first: int | None
    second: int | None
    chosen: int | None = None
    is_settled: bool = False

    @property
    def agrees(self) -> bool:
        return self.first == self.second

    @property
    def is_open(self) -> bool:
        """Typed differently, and nobody has settled it."""
        return not self.agrees and not self.is_settled


def compared(keys: Iterable[Key], first: Mapping[Key, int | None], second: Mapping[Key, int | None],
             settled: Mapping[Key, tuple[int, frozenset[int]]]) -> tuple[Field, ...]:
    """The fields of a paper in their order. `settled`: the last decision on each field, the chosen value and all values that were there;
    one holds for two entries as long as it has seen both."""
    found = []
    for key in keys:
        one, two = first.get(key), second.get(key)
        chosen, told = settled.get(key, (None, frozenset()))
        has_seen = chosen is not None and one != two and {each for each in (one, two) if each is not None} <= told
        found.append(Field(key, one, two, chosen if has_seen else None, has_seen))
    return tuple(found)
