"""What a table would change, or has changed, in sentences for a shell: figure by figure, check by check, station by station."""

from collections.abc import Iterator, Sequence

from locales import clock as clock_of
from locales import language, number, share, text
from schemas.election import Election
from schemas.figure import FIGURE_NAMES, FigureCode
from schemas.message import Message
from schemas.table_preview import Change, Found, Named, Preview
from services import import_words
from services.wording import place_in_file

SHOWN = 40
UNCHANGED = Message("Figures as before: {n}")
CHANGED = Message("Figures that changed: {n}")


def of(preview: Preview, election: Election) -> Iterator[str]:
    """What changed since the version before, then what the checks say, with its cell and the likely value, then who is left out."""
    yield from _changed(preview, election)
    yield from _found(preview.findings, election)
    if (more := sum(preview.findings_n.values()) - min(len(preview.findings), SHOWN)) > 0 and preview.findings:
        yield text("and {n} more", n=more)
    yield from _names(text("In the registry, not in this table"), preview.missing, preview.missing_n)
    if preview.kind == "stations":
        yield from _names(text("New in this table"), preview.extra, preview.extra_n)


def counts(preview: Preview) -> Iterator[str]:
    """How much a table has that nobody has taken yet."""
    if preview.already:
        yield text("This table was imported before. Nothing was added.")
        return
    yield text("Rows read: {n}", n=preview.rows_n)
    yield text("New: {n}", n=preview.added_n)
    yield text("Changed: {n}", n=preview.changed_n)
    if preview.empty_n:
        yield text("Empty cells without a figure: {n}", n=preview.empty_n)
    if preview.totals:
        yield text("Sum rows left out: {rows}", rows=", ".join(str(row) for row in preview.totals))
    if preview.last_cell:
        yield import_words.unended(preview.last_cell)
    yield text("Nothing is stored yet. All of it is taken, or nothing.")


def _found(findings: Sequence[Found], election: Election) -> Iterator[str]:
    for each in findings[:SHOWN]:
        place = " · ".join(part for part in (each.code, each.unit_id, place_in_file(each.locator)) if part)
        likely = "" if each.proposed is None else " " + text("Likely value, never put in by itself: {n}", n=each.proposed)
        yield f"{place}: {import_words.finding(each, election)}{likely}"


def _names(label: str, named: Sequence[Named], n: int) -> Iterator[str]:
    if n:
        words = "; ".join(f"{each.unit_id} {each.name.in_language(language())}" if each.name else each.unit_id for each in named[:SHOWN])
        yield f"{label}: {number(n)}. {words}"


def _changed(preview: Preview, election: Election) -> Iterator[str]:
    if not preview.supersedes:
        return
    yield text(UNCHANGED, n=preview.same_n)
    yield text(CHANGED, n=preview.changed_n)
    yield from _each(preview.changes[:SHOWN], election)
    if preview.changed_n > SHOWN:
        yield text("and {n} more", n=preview.changed_n - SHOWN)


def _each(changes: Sequence[Change], election: Election) -> Iterator[str]:
    for each in changes:
        code = FigureCode(each.code)
        is_share = code in (FigureCode.TURNOUT_ISSUED_SHARE, FigureCode.VOTES_SHARE)
        before, after = (share(value, 2) if is_share else number(int(value)) for value in (each.before, each.after))
        of = f"{each.option_code[:2]}:{each.option_code[2:]}" if code is FigureCode.VOTERS_BY_HOUR else each.option_code
        figure = text(FIGURE_NAMES[code]) + (f" {of}" if of else "")
        hour = f" {clock_of(each.as_of_at, election.capital_zone)}" if each.as_of_at else ""
        yield text("{unit}, {figure}: {before} → {after}", unit=each.unit_id, figure=f"{figure}{hour}", before=before, after=after)
