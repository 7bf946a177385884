"""Reference tables of the background pages -> claims of documents, contradictions between them, key figures by their key. Pure."""

from data.formats.reference import rows
from data.formats.reference_claims import source_of
from schemas.background import STANDINGS, ClaimContradiction, DocumentClaim, KeyFigure
from schemas.election import LocalName

Row = dict[str, str]
FORMS = ("percent", "number", "date", "month", "year", "as_printed", "")


def _name(row: Row, column: str) -> LocalName:
    return LocalName(en=row[f"{column}_en"], ru=row[f"{column}_ru"], kk=row[f"{column}_kk"])


def _claim(row: Row) -> DocumentClaim:
    if row["check_result"] not in STANDINGS or row["form"] not in FORMS:
        raise ValueError(f"{row['claim_id']}: {row['check_result']!r} or {row['form']!r} is not known")
    return DocumentClaim(
        row["claim_id"],
        row["document"],
        row["topic"],
        _name(row, "claim"),
        row["value"],
        row["form"],
        row["qualifier"],
        row["said_by"],
        row["kind"],
        row["check_result"],
        _name(row, "note") if row["note_en"] else None,
        source_of(row),
    )


def document_claims(content: bytes) -> list[DocumentClaim]:
    """data/reference/claims.csv. Raises ValueError for a result of a check, or a form of a value, that is not known."""
    return [_claim(row) for row in rows(content)]


def contradictions(content: bytes) -> list[ClaimContradiction]:
    """data/reference/claim_contradictions.csv."""
    return [
        ClaimContradiction(
            row["id"],
            row["kind"],
            tuple(row["documents"].split(";")),
            _name(row, "about"),
            _name(row, "value_a"),
            _name(row, "value_b"),
            _name(row, "decided"),
            source_of(row),
        )
        for row in rows(content)
    ]


def key_figures(content: bytes) -> dict[str, KeyFigure]:
    """A table of key, value, unit, note and source: mazhilis_2021_key_figures.csv, senate_2020_key_figures.csv, primaries_2020.csv."""
    return {row["key"]: KeyFigure(row["key"], row["value"], row["unit"], row["note"], source_of(row)) for row in rows(content)}
