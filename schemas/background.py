"""What surrounds an election and is no figure of the store: claims of documents with their check, and key figures of a process.

Each row keeps its speaker and its source; none of them is presented as a fact of our own."""

from dataclasses import dataclass
from enum import StrEnum

from schemas.claim import Source
from schemas.election import LocalName


class Standing(StrEnum):
    """What the check of a claim came to, in the order in which it is shown."""

    HOLDS = "holds"
    IN_PART = "in_part"
    OPPOSED = "opposed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class DocumentClaim:
    """One sentence of a document, retold. `form` says how `value` is read: percent, number, date, month, year, as_printed, "" for none;
    `qualifier` is over, nearly or "". `result` is what the check came to, `note` what it found."""

    claim_id: str
    document: str
    topic: str
    claim: LocalName
    value: str
    form: str
    qualifier: str
    said_by: str
    kind: str
    result: str
    note: LocalName | None
    source: Source

    @property
    def standing(self) -> Standing:
        return STANDINGS[self.result]


@dataclass(frozen=True, slots=True)
class ClaimContradiction:
    """Two values for one thing, inside a document or between two, and what decided: a test, or that none can."""

    contradiction_id: str
    kind: str
    documents: tuple[str, ...]
    about: LocalName
    value_a: LocalName
    value_b: LocalName
    decided: LocalName
    source: Source


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure of a process under its key; `value` as printed, `unit` in English as the table has it."""

    key: str
    value: str
    unit: str
    note: str
    source: Source

    @property
    def count(self) -> int:
        """Raises ValueError where the value is not a whole number."""
        return int(self.value)

    @property
    def share(self) -> float:
        """A percentage as a share in [0, 1]."""
        return round(float(self.value) / 100, 8)


_H, _P, _O, _N = Standing.HOLDS, Standing.IN_PART, Standing.OPPOSED, Standing.OPEN
STANDINGS: dict[str, Standing] = {
    "confirmed": _H,
    "approximately confirmed": _H,
    "confirmed in substance": _H,
    "confirmed as an exit poll": _H,
    "confirmed for 2019": _P,
    "consistent": _P,
    "held at the time": _H,
    "confirmed, base unstated": _P,
    "consistent with one reading only": _P,
    "preliminary": _P,
    "truncated": _P,
    "differs by one": _P,
    "partly contradicted": _P,
    "part of a sum that does not add up": _P,
    "contradicted": _O,
    "contradicted inside the document": _O,
    "contradicted by another document": _O,
    "opposed by another document": _O,
    "does not add up": _O,
    "disputed": _O,
    "did not happen": _O,
    "not found": _N,
    "not found elsewhere": _N,
    "not checked": _N,
    "testable": _N,
    "not testable": _N,
}
"""Each result of a check and the standing it amounts to; a table with another result is refused."""
