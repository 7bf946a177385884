"""Reference tables of law -> norms as they were read, and the classes of violations with the articles they rest on. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from data.formats.reference import rows
from schemas.election import LocalName

ARTICLE = re.compile(r"Art\. (\d+(?:-\d+)?)((?:\(\d+\))?)\S*")
OFFENCES = re.compile(r"CoAO (?:Art\. )?(\d+)")
CRIMES = re.compile(r"Criminal Code Art\. (\d+)")


@dataclass(frozen=True, slots=True)
class NormText:
    """One article as it was read: `gist` in our words, by language; `edition` says which edition, or that the copy names none."""

    code: str
    act: str
    article: str
    gist: Mapping[str, str]
    edition: str
    source: str
    address: str
    dated: str
    confidence: str


@dataclass(frozen=True, slots=True)
class ClassLaw:
    """A class of violations with its terms, and each article named for it: (norm code, article as named)."""

    code: str
    term: LocalName
    norms: tuple[tuple[str, str], ...]


def norms(content: bytes) -> dict[str, NormText]:
    """data/reference/norms.csv by norm code."""
    return {
        row["norm_code"]: NormText(
            row["norm_code"], row["act"], row["article"],
            {language: row[f"gist_{language}"] for language in ("en", "ru", "kk")},
            row["edition"], row["source_title"], row["source_url"], row["source_date"], row["confidence"],
        )
        for row in rows(content)
    }  # fmt: skip


def _named(basis: str, liability: str, known: dict[str, NormText]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    law = basis.split("CoAO", 1)[0]
    for match in ARTICLE.finditer(law):
        number, part = match.group(1), match.group(2)
        code = next((each for each in (f"EL-{number}-{part.strip('()')}", f"EL-{number}") if each in known), "")
        if code:
            found[code] = f"{found[code]}; {match.group(0).rstrip(';,')}" if code in found else match.group(0).rstrip(";,:")
    for pattern, prefix in ((OFFENCES, "AO"), (CRIMES, "CC")):
        for number in pattern.findall(f"{basis} {liability}"):
            if f"{prefix}-{number}" in known:
                found[f"{prefix}-{number}"] = f"Art. {number}"
    return tuple(found.items())


def classes(content: bytes, known: dict[str, NormText]) -> dict[str, ClassLaw]:
    """data/reference/violation_taxonomy.csv by class code; only articles whose text or retelling is in `known` are named."""
    return {
        row["code"]: ClassLaw(
            row["code"],
            LocalName(en=row["term_en"], ru=row["term_ru"], kk=row["term_kk"]),
            _named(row["legal_basis_election_law"], row["other_liability"], known),
        )
        for row in rows(content)
    }
