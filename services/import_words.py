"""What an import did, and what was wrong with a table, in sentences for the shell and the page."""

from collections.abc import Iterator, Mapping

from locales import language, text
from schemas.checks.run import CHECKS
from schemas.election import Election
from schemas.figure import FIGURE_NAMES, FigureCode
from schemas.finding import Level
from schemas.mapping import AnyMapping, StationsMapping
from schemas.message import Message
from schemas.table_preview import Found
from schemas.table_problem import RowProblem, TableProblem
from services.import_files import Imported

THOUSANDS = Message("“{sign}” in the counts of this table is read as the sign between thousands.")
UNENDED = Message("The last line of the file has no end. Its last cell is “{cell}”: if the source has more there, the file was cut off.")
NO_PLACE = Message("No column names the place: each station is called by its region and number.")
SEVERAL = 5
"""Fewer reports than this are no pattern."""


def understood(made: AnyMapping) -> Iterator[str]:
    """What was settled about a table without being said in so many words."""
    if made.table.thousands:
        yield text(THOUSANDS, sign=made.table.thousands)
    if isinstance(made, StationsMapping) and made.place.columns:
        yield text(NO_PLACE)


def place(problem: RowProblem) -> str:
    """One place: row, column, what was found, what was expected."""
    expected = text(problem.message, None, **problem.values)
    values = {"row": str(problem.row), "column": problem.column, "found": problem.found}
    if problem.row and problem.column and problem.found:
        where = text("Row {row}, column “{column}”, found: “{found}”.", **values)
    elif problem.row and problem.column:
        where = text("Row {row}, column “{column}”.", **values)
    elif problem.row and problem.found:
        where = text("Row {row}, found: “{found}”.", **values)
    elif problem.row:
        where = text("Row {row}.", **values)
    elif problem.column and problem.found:
        where = text("“{column}”, found: “{found}”.", **values)
    else:
        where = f"“{problem.column or problem.found}”." if problem.column or problem.found else ""
    return f"{where} {expected}".strip()


def refusal(problem: TableProblem, most: int = 20) -> Iterator[str]:
    """Why a table was not taken: one sentence, then its places, at most `most` of them, then how many more there are."""
    yield text(problem.message, None, **problem.values)
    for each in problem.places[:most]:
        yield place(each)
    if problem.places_n > most:
        yield text("More places: {n}", n=problem.places_n - min(most, len(problem.places)))


def unended(last_cell: str) -> str:
    """What is asked of a text whose last line has no end."""
    return text(UNENDED, cell=last_cell)


def findings(findings_n: Mapping[str, int], reports_n: int) -> Iterator[str]:
    """What the checks ask about the reports of a table: the rule and how many do not keep it. Nothing is refused; a rule that most of them
    break says more of the table than of the stations."""
    for code, n in sorted(findings_n.items()):
        check = CHECKS.get(code)
        if check is None:
            continue
        yield text("{code}: {n} of {of} reports do not keep the rule “{rule}”", code=code, n=n, of=reports_n, rule=text(check.rule))
        if check.level is not Level.INFO and reports_n >= SEVERAL and 2 * n > reports_n:
            yield text("Most reports break this rule: two columns or rows may be exchanged. Look at the mapping before the table is used.")


def finding(found: Found, election: Election) -> str:
    """A finding on a table's figures; the row it speaks of by its name, never by its code."""
    row = str(found.values.get("row", ""))
    options = {each.code: each.name.in_language(language()) for contest in election.contests for each in contest.options}
    name = text(FIGURE_NAMES[FigureCode(row)]) if row in set(FigureCode) else options.get(row, row)
    return text(found.words, None, **(found.values | ({"row": name} if row else {})))


def done(imported: Imported) -> Iterator[str]:
    """What became of a table, label by label; what was left out is said too."""
    if imported.already:
        yield text("This table was imported before. Nothing was added.")
        return
    counts = {
        text("Rows read: {n}", n=imported.rows_n): True,
        text("Stations added: {n}", n=imported.added_n): imported.kind == "stations",
        text("Figures added: {n}", n=imported.added_n): imported.kind == "official",
        text("Reports added: {n}", n=imported.added_n): imported.kind == "reports",
        text("Observers by pseudonym: {n}", n=imported.observers_n): imported.kind == "reports",
        text("Changed: {n}", n=imported.changed_n): imported.changed_n > 0,
        text("There already: {n}", n=imported.same_n): imported.same_n > 0,
        text("Taken out of the registry: {n}", n=imported.dropped_n): imported.dropped_n > 0,
        text("Empty cells without a figure: {n}", n=imported.empty_n): imported.empty_n > 0,
        text("Sum rows left out: {rows}", rows=", ".join(str(row) for row in imported.totals)): bool(imported.totals),
    }
    yield from (sentence for sentence, shown in counts.items() if shown)
    yield from findings(imported.findings_n, imported.added_n)
    if imported.turns.seconds:
        yield text("Longest hold of the writer, in milliseconds: {n}", n=round(imported.turns.longest_seconds * 1000))
