"""Verbs of `manage.py` that bring tables in."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from schemas.person import Actor, Role

SHELL = Actor(account_id="shell", role=Role.ADMIN)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def begin() -> None:
    """Opens the database; what is read from now on steps back behind the server."""
    from services import import_job, opening

    opening.begin()
    import_job.step_back()


def import_table(kind: str, election: str, mapping: Path | None, file: Path, said: dict[str, str]) -> None:
    """All of a table or nothing; the same table again adds nothing and says so. Without a mapping, by headings that leave no doubt."""
    from locales import text
    from schemas.table_problem import TableProblem
    from services import import_size

    try:
        content = import_size.content_of(file)
    except TableProblem as problem:
        raise click.ClickException(text(problem.message, None, **problem.values)) from problem
    from services import import_headings, import_words, imports
    from services.import_files import TableFile

    begin()
    words, unused = import_headings.Said(**said), tuple[str, ...]()
    try:
        if mapping is not None:
            made = import_headings.completed(imports.read_mapping(mapping.read_bytes()), election, words)
        else:
            made, unused = import_headings.mapping_of(kind, election, content, words)
        done = imports.run(SHELL, kind, election, TableFile(content, made))
    except TableProblem as problem:
        raise click.ClickException("\n".join(import_words.refusal(problem))) from problem
    for sentence in import_words.done(done):
        click.echo(sentence)
    if unused:
        click.echo(text("Columns that are not used: {names}", names=", ".join(unused)))


def said_in(*names: tuple[str, str]) -> Callable[[Any], Any]:
    """Options whose text is handed to the service as it stands."""
    def with_options(verb: Any) -> Any:
        for name, words in reversed(names):
            verb = click.option(f"--{name.replace('_', '-')}", name, default="", help=words)(verb)
        return verb
    return with_options


ELECTION = click.option("--election", required=True, help="e.g. kz-2026-majilis")
MAPPING = click.option("--mapping", type=FILE, help="TOML: columns to fields (docs/tables.md); without it, by headings that leave no doubt")


@click.command("import-stations")
@ELECTION
@MAPPING
@said_in(("source", "who made the lists, and when (without a mapping)"))
@click.argument("file", type=FILE)
def import_stations(election: str, mapping: Path | None, file: Path, **said: str) -> None:
    """Set the registry from a table of stations (CSV, XLSX, zip)."""
    import_table("stations", election, mapping, file, said)


@click.command("import-reports")
@ELECTION
@MAPPING
@click.option("--report", type=click.Choice(["count", "turnout"]), default="count", show_default=True, help="without a mapping")
@said_in(("contest", "of the reports (without a mapping); else the leading one"))
@click.argument("file", type=FILE)
def import_reports(election: str, mapping: Path | None, file: Path, **said: str) -> None:
    """Add observers' reports from a table (CSV, XLSX, zip)."""
    import_table("reports", election, mapping, file, said)


@click.command("import-official")
@ELECTION
@MAPPING
@said_in(
    ("publisher", "who published it"), ("title", "of the publication; a newer table of the same title stands in for it"),
    ("address", "where it can be found"), ("published", "capital time, e.g. 2021-01-10T20:00"), ("retrieved", "capital time"),
    ("language", "ru, kk, en …"), ("corrects", "title of an earlier publication that it stands in for"),
    ("as_of", "the hour it speaks of, e.g. 20:00"), ("contest", "else the leading one"))
@click.option("--status", type=click.Choice(["", "interim", "preliminary", "final"]), default="", help="else preliminary")
@click.option("--watch", type=click.Path(exists=True, file_okay=False, path_type=Path), help="a folder of saved files instead of FILE")
@click.option("--interval", type=click.IntRange(0, 86_400), default=0, help="seconds between two looks at the folder; 0: once")
@click.argument("file", type=FILE, required=False)
def import_official(
    election: str, mapping: Path | None, watch: Path | None, interval: int, file: Path | None, **said: str
) -> None:
    """Add published results from a table (CSV, XLSX, zip), or from every file of a folder that is new or changed."""
    if (file is None) == (watch is None):
        raise click.UsageError("Give a file, or a folder to --watch.")
    if file is not None:
        import_table("official", election, mapping, file, said)
    elif watch is not None:
        watch_folder(election, mapping, watch, interval, said)


def watch_folder(election: str, mapping: Path | None, folder: Path, interval: int, said: dict[str, str]) -> None:
    """Looks at the folder once, or again and again until it is stopped; ends with 1 where a file was refused in the one look."""
    from locales import text
    from services import import_headings, import_watch

    begin()
    words, given = import_headings.Said(**said), mapping.read_bytes() if mapping else None
    while True:
        found = list(import_watch.look(SHELL, election, folder, given, words))
        for each in found:
            for sentence in each.sentences:
                click.echo(sentence)
        if not any(each.is_new for each in found):
            click.echo(text("Nothing new: {n} files as before.", n=len(found)))
        if not interval:
            break
        threading.Event().wait(interval)
    if any(each.refused for each in found):
        sys.exit(1)


@click.command("import-boundaries")
@ELECTION
@click.option("--attribution", default="", help="who made them, under which licence; else the file's own “attribution”")
@click.argument("file", type=FILE)
def import_boundaries(election: str, attribution: str, file: Path) -> None:
    """Draw regions on a map, too, by the boundaries of a GeoJSON file."""
    from locales import text
    from services import boundaries

    begin()
    found, already = boundaries.bring(SHELL, election, boundaries.content_of(file), attribution)
    if already:
        click.echo(text("These boundaries are drawn already. Nothing was added."))
    else:
        click.echo(text("The boundaries of {n} regions are stored. Under every map stands: {attribution}", n=len(found.regions),
                        attribution=found.attribution))


VERBS = (import_stations, import_reports, import_official, import_boundaries)
