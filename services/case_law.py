"""The law of a case: which articles a class of violations rests on, as they were read, with the edition or that none is named."""

from functools import lru_cache
from pathlib import Path

from data.formats import reference_law
from data.formats.reference_law import ClassLaw, NormText
from locales import language
from schemas.case import Norm

FILES = Path(__file__).parents[1] / "data" / "reference"
DEADLINES = "EL-49"
"""The article that says when a complaint must be answered."""


@lru_cache(maxsize=1)
def _norms() -> dict[str, NormText]:
    return reference_law.norms((FILES / "norms.csv").read_bytes())


@lru_cache(maxsize=1)
def classes() -> dict[str, ClassLaw]:
    """Every class of the taxonomy by code."""
    return reference_law.classes((FILES / "violation_taxonomy.csv").read_bytes(), _norms())


def _norm(code: str, article: str) -> Norm:
    known = _norms()[code]
    source = f"{known.source}, {known.dated}" if known.dated else known.source
    return Norm(
        code=code, act=known.act, article=article or known.article, edition=known.edition, source=source[:200], address=known.address,
        confidence=known.confidence,
    )  # fmt: skip


def norms_of(class_code: str, *, with_deadlines: bool = False) -> tuple[Norm, ...]:
    """The articles of a class, and of the deadlines where a complaint was filed; empty for a class without a known article."""
    found = classes().get(class_code)
    named = tuple(_norm(code, article) for code, article in found.norms) if found else ()
    return (*named, _norm(DEADLINES, "")) if with_deadlines else named


def articles() -> tuple[Norm, ...]:
    """Every article that was read, by code."""
    return tuple(_norm(code, "") for code in sorted(_norms()))


def gist(norm_code: str) -> str:
    """What the article says, in our words and the language in use; "" for an article typed by hand."""
    known = _norms().get(norm_code)
    return known.gist[language()] if known else ""
