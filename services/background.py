"""Published material about the processes around an election, read from the tracked tables; every row keeps its source."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from data.formats import reference, reference_background, reference_claims, reference_figures
from schemas.background import KeyFigure
from schemas.claim import Source
from schemas.election import Election
from services.reference import COUNTRY_NAME, real_elections

__all__ = ["COUNTRY", "COUNTRY_NAME", "election", "figures", "listed", "source", "table"]

COUNTRY = reference_figures.COUNTRY
FILES = Path(__file__).parent.parent / "data" / "reference"
Table = TypeVar("Table")


@lru_cache(maxsize=64)
def _read(name: str, changed: float, parse: Callable[[bytes], object]) -> object:
    return parse((FILES / name).read_bytes())


def table(name: str, parse: Callable[[bytes], Table]) -> Table:
    """A tracked table as `parse` reads it, kept until the file changes."""
    return _read(name, (FILES / name).stat().st_mtime, parse)  # type: ignore[return-value]


@lru_cache(maxsize=1)
def _elections() -> dict[str, Election]:
    return {each.election_id: each for each in real_elections()}


def election(election_id: str) -> Election:
    """An election as the tracked files describe it. Raises KeyError."""
    return _elections()[election_id]


def figures(name: str) -> dict[str, KeyFigure]:
    """Key figures of one process by their key."""
    return table(name, reference_background.key_figures)


def listed(name: str) -> list[dict[str, str]]:
    """The rows of a table as they stand."""
    return table(name, reference.rows)


def source(row: dict[str, str]) -> Source:
    return reference_claims.source_of(row)
