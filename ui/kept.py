"""What a page shows of a result, in words: made once for each language, as long as the ledger stays the same."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

from locales import language
from schemas.election import Election
from services import reading

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Keeper:
    """Keeps what is made of one result. `arguments`: what the result depends on beside the election and the ledger (a rule, a region)."""

    election: Election
    arguments: tuple[Hashable, ...]
    ledger_length: int

    def kept(self, name: str, build: Callable[[], Made], *more: Hashable) -> Made:
        """What `build` makes of the result and of `more`; nobody may change it afterwards, for everybody gets the same."""
        key = (*self.arguments, *more, language(), self.ledger_length)
        return reading.remember(f"shown {name}", self.election.election_id, key, build)
