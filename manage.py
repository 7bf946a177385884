"""Verbs for people at a shell: `python manage.py --help`. Each says in one sentence what it did or why it could not."""

from __future__ import annotations

import hashlib
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from schemas.person import Actor, Role

SHELL = Actor(account_id="shell", role=Role.ADMIN)
"""Whoever can start this program can read the database anyway; the services check this role like any other."""
ROOT = Path(__file__).parent
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Verbs(click.Group):
    """Turns everything that can go wrong into one sentence and exit code 1. What a verb does not need is not loaded."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            from services import mistakes

            raise click.ClickException(mistakes.sentence(error)) from error
        finally:
            if "services.house" in sys.modules:
                sys.modules["services.house"].close()


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
def manage() -> None:
    """Baqylau: citizen observers' reports beside the official figures."""


def begin() -> None:
    """Opens (and migrates) the database of this installation; in mode demo the clock is the demonstration's."""
    from services import opening

    opening.begin()


@manage.command()
def run() -> None:
    """Migrate, load what is missing, serve on 127.0.0.1:$PORT."""
    from services import clock, opening, reference, settings

    begin()
    found = settings.read()
    opening.refuse_taken(found.port)
    if found.mode is settings.Mode.DEMO:
        from services import demo_access

        reference.load(clock.now())
        if not (demo_access.is_complete() and demo_access.has_earlier()):
            click.echo("Making the simulated elections (once; about half a minute)")
            # By a process of its own, which gives back what memory that takes.
            if failed := subprocess.run([sys.executable, __file__, "demo"], check=False).returncode:
                sys.exit(failed)
    click.echo(f"Baqylau: http://127.0.0.1:{found.port}  (mode {found.mode}, data in {found.var})")
    # In this process: what was loaded and opened to get here is not loaded and opened again.
    sys.argv = ["streamlit", "run", str(ROOT / "server.py"), "--server.address", "127.0.0.1", "--server.port", str(found.port)]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


@manage.command("load-reference")
def load_reference() -> None:
    """Bring in the published figures of real elections, each with its source; what is there stays. The demonstration does it by itself."""
    from services import clock, reference

    begin()
    click.echo(f"{reference.load(clock.now())} publications of real elections are stored, each with its source.")


@manage.command()
def migrate() -> None:
    """Bring the database to the newest revision."""
    begin()
    click.echo("The database is at the newest revision.")


@manage.command()
def rebuild() -> None:
    """Make again, from what was sent, the lines that pages read; the server may run meanwhile."""
    from services import projections

    begin()
    click.echo(f"{projections.rebuild(SHELL)} reports read again; nothing that was sent has changed.")


@manage.command()
@click.option("--stations", type=click.IntRange(1, 100_000), default=10_060, show_default=True)
@click.option("--observers", type=click.IntRange(1, 100_000), default=1_100, show_default=True)
@click.option("--seed", type=int, default=2029, show_default=True)
def demo(stations: int, observers: int, seed: int) -> None:
    """Make the simulated election, and a small earlier one that is published by station, unless they are there."""
    from services import clock, demo_earlier, reference, settings
    from services import demo as demonstration

    if settings.read().mode is not settings.Mode.DEMO:
        raise click.ClickException("Simulated data never enter production. Use BAQYLAU_MODE=demo and a folder of its own.")
    begin()
    reference.load(clock.now())
    demo_earlier.ensure()
    demonstration.ensure(stations, observers, seed)
    click.echo("The simulated elections are stored.")


@manage.command()
@click.option("--election", required=True, help="e.g. kz-2026-majilis")
@click.option("--station", required=True, help="region and number, e.g. KZ-79/0417")
@click.option("--organisation", required=True, help="the organisation's code")
@click.option("--count", type=click.IntRange(1, 500), default=1, show_default=True, help="how many observers")
@click.option("--hours", type=click.IntRange(1, 24 * 14), default=72, show_default=True, help="how long the link is good")
@click.option("--address", default="", help="where people reach this installation, e.g. https://example.org")
@click.option("--svg", type=click.Path(file_okay=False, path_type=Path), help="also write each QR code into this folder")
def invite(election: str, station: str, organisation: str, count: int, hours: int, address: str, svg: Path | None) -> None:
    """Invite observers: link, code and QR, shown this once."""
    import segno

    from services import invitations, settings

    begin()
    base = (address or f"http://127.0.0.1:{settings.read().port}").rstrip("/")
    for each in invitations.invite(SHELL, election, station, organisation, count, hours):
        link = f"{base}/i#{each.token}"
        click.echo(f"\nObserver {each.observer_code} at {each.station_id}, good until {each.expires_at:%Y-%m-%d %H:%M} UTC, works once")
        click.echo(f"Link  {link}\nCode  {invitations.written_code(each.code)}")
        code = segno.make(link, error="m", micro=False)
        if svg is not None:
            svg.mkdir(parents=True, exist_ok=True)
            code.save(str(svg / f"{each.observer_code}.svg"), scale=6)
        if sys.stdout.isatty():
            code.terminal(compact=True)
    click.echo("\nNobody can show these again. Write down, on paper and elsewhere, which code is whose; the server must not know.")


@manage.group()
def staff() -> None:
    """Accounts of coordinators, analysts, administrators."""


@staff.command("add")
@click.argument("role", type=click.Choice(["coordinator", "analyst", "admin"]))
@click.argument("name")
@click.option("--election", default="", help="a coordinator's election")
def staff_add(role: str, name: str, election: str) -> None:
    """Add an account: its password and the secret of its code app, shown this once."""
    import segno

    from services import staff as accounts

    begin()
    made = accounts.add(SHELL, Role(role), name, election)
    click.echo(f"Name      {made.name}\nPassword  {made.password}\nCode app  {made.otpauth}")
    if sys.stdout.isatty():
        segno.make(made.otpauth, error="m", micro=False).terminal(compact=True)
    click.echo("Nobody can show these again. Hand them over in person.")


@manage.command("import-election")
@click.argument("file", type=FILE)
def import_election(file: Path) -> None:
    """Add or change the election that a TOML file describes."""
    from services import elections

    begin()
    made = elections.import_election(SHELL, file.read_bytes())
    click.echo(f"Election {made.election_id} ({made.name.en}, {made.held_on}) is stored, with {len(made.contests)} contest(s).")


def bring(kind: str, election: str, mapping: Path | None, file: Path, said: dict[str, str], look: bool) -> None:
    from services import import_size

    # Before anything heavy is loaded: a file that is too large is refused at once.
    content = import_size.content_of(file)
    from services import import_shell

    import_shell.begin()
    given = mapping.read_bytes() if mapping else None
    for sentence in import_shell.bring(SHELL, kind, election, content, given, said, only_look=look):
        click.echo(sentence)


def said_in(*names: tuple[str, str]) -> Callable[[Any], Any]:
    """Options whose text is handed to the service as it stands."""
    def with_options(verb: Any) -> Any:
        for name, words in reversed(names):
            verb = click.option(f"--{name.replace('_', '-')}", name, default="", help=words)(verb)
        return verb
    return with_options


ELECTION = click.option("--election", required=True, help="e.g. kz-2026-majilis")
LOOK = click.option("--look", is_flag=True, help="only say what it would change and what the checks say; nothing is stored")
MAPPING = click.option("--mapping", type=FILE, help="TOML: columns to fields (docs/tables.md); without it, by headings that leave no doubt")


@manage.command("import-stations")
@ELECTION
@MAPPING
@LOOK
@said_in(("source", "who made the lists, and when (without a mapping)"))
@click.argument("file", type=FILE)
def import_stations(election: str, mapping: Path | None, look: bool, file: Path, **said: str) -> None:
    """Set the registry from a table of stations (CSV, XLSX, zip)."""
    bring("stations", election, mapping, file, said, look)


@manage.command("import-reports")
@ELECTION
@MAPPING
@LOOK
@click.option("--report", type=click.Choice(["count", "turnout"]), default="count", show_default=True, help="without a mapping")
@said_in(("contest", "of the reports (without a mapping); else the leading one"))
@click.argument("file", type=FILE)
def import_reports(election: str, mapping: Path | None, look: bool, file: Path, **said: str) -> None:
    """Add observers' reports from a table (CSV, XLSX, zip)."""
    bring("reports", election, mapping, file, said, look)


@manage.command("import-official")
@ELECTION
@MAPPING
@LOOK
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
    election: str, mapping: Path | None, look: bool, watch: Path | None, interval: int, file: Path | None, **said: str
) -> None:
    """Add published results from a table (CSV, XLSX, zip), or from every file of a folder that is new or changed."""
    if (file is None) == (watch is None):
        raise click.UsageError("Give a file, or a folder to --watch.")
    if file is not None:
        bring("official", election, mapping, file, said, look)
    elif watch is not None:
        from services import import_shell

        import_shell.begin()
        if not import_shell.watch(SHELL, election, watch, mapping.read_bytes() if mapping else None, interval, said, click.echo):
            sys.exit(1)


@manage.command("import-boundaries")
@ELECTION
@click.option("--attribution", default="", help="who made them, under which licence; else the file's own “attribution”")
@click.argument("file", type=FILE)
def import_boundaries(election: str, attribution: str, file: Path) -> None:
    """Draw regions on a map, too, by the boundaries of a GeoJSON file."""
    from services import import_shell

    import_shell.begin()
    click.echo(import_shell.draw(SHELL, election, file, attribution))


@manage.command()
@click.option("--election", required=True, help="e.g. kz-2026-majilis")
@click.option("--audience", type=click.Choice(["public", "partner", "internal"]), required=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="the folder to write into")
def export(election: str, audience: str, out: Path) -> None:
    """Write the merged data: CSV, XLSX, dictionary, README, hashes, and one zip."""
    from services import download

    begin()
    folder = download.build(election, download.Audience(audience), out, lambda step: click.echo(f"  {step}", err=True))
    click.echo(f"{folder}\n{folder}.zip")


@manage.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write a checked copy of the database to FILE, and new evidence to the folder backup-evidence beside it; the server may run."""
    from services import backup as copies

    begin()
    done = copies.make(SHELL, file)
    made, photos = done.database, done.evidence
    click.echo(f"{made.path}: {made.size} bytes, {made.ledger_length} ledger entries, checked.")
    click.echo(f"SHA-256 {made.sha256}\nRoot    {copies.root(made.path)}")
    click.echo(f"{done.evidence_place}: {photos.files_n} file(s) of evidence, {photos.added_n} of them new.\n{copies.not_in_it()}")
    click.echo("".join(f"missing or changed: {name}\n" for name in photos.lost), nl=False)
    if photos.lost:
        raise click.ClickException(f"{len(photos.lost)} file(s) of evidence are not whole on this server; all else is in the backup.")


@manage.command()
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="put it in the place of what is there (which is kept beside)")
@click.option("--incomplete", is_flag=True, help="go on although files of evidence are missing")
@click.option("--override", default="", metavar="REASON", help="why a copy older than the last checkpoint must do; recorded in the ledger")
def restore(file: Path, replace: bool, incomplete: bool, override: str) -> None:
    """Put the copy in FILE in the database's place, and the evidence beside FILE in its own; stop the server first."""
    from services import backup as copies

    length = copies.restore(SHELL, file, replace=replace, incomplete=incomplete, override=override)
    click.echo(f"Restored: {length} ledger entries.\nRoot    {copies.root(file)}\n{copies.what_now()}")


@manage.command()
@click.argument("files", nargs=-1, type=FILE)
@click.option("--most", type=click.IntRange(1), default=100, show_default=True, help="findings to print; all of them count")
def verify(files: tuple[Path, ...], most: int) -> None:
    """Hold all that is stored, or FILES that were handed out, against what was recorded and signed; 1 where something was altered."""
    from services import verification

    lines, wrong = verification.told(SHELL, files, most)
    click.echo("\n".join(lines))
    if wrong:
        raise click.ClickException(wrong)


@manage.group()
def evidence() -> None:
    """Photos: the key they are sealed to, and whether their files are whole."""


@evidence.command("new-key")
def evidence_new_key() -> None:
    """Make a pair of keys, shown this once: run it on another machine."""
    from services import sealing

    made = sealing.new_pair()
    click.echo(f"Public   {made.public}\nPrivate  {made.private}")
    click.echo("The server gets the public key (BAQYLAU_EVIDENCE_KEY). Two people keep the private one, elsewhere: without it nobody opens "
               "an original.")


@evidence.command("open")
@click.argument("sealed", type=FILE)
@click.argument("out", type=click.Path(exists=False, dir_okay=False, path_type=Path))
@click.password_option("--key", prompt="Private key", confirmation_prompt=False, help="asked for; never write it on the command line")
def evidence_open(sealed: Path, out: Path, key: str) -> None:
    """Open a sealed original that two people were given: run it on the machine that has the private key, not on the server."""
    from services import sealing

    if out.exists():
        raise click.ClickException(f"{out} exists already; choose another name")
    content = sealing.open_sealed(sealed.read_bytes(), key)
    out.write_bytes(content)
    click.echo(f"{out}: {len(content)} bytes\nSHA-256 {hashlib.sha256(content).hexdigest()}")
    click.echo("The page of the photo shows the same hash, if this is what was sent.")


@evidence.command("verify")
def evidence_verify() -> None:
    """Compute the hash of every file of evidence again."""
    from services import evidence_check

    begin()
    found = evidence_check.check(SHELL)
    for kind, names in (("missing", found.missing), ("changed", found.changed)):
        for name in names:
            click.echo(f"{kind}: {name}")
    if not found.is_whole:
        raise click.ClickException(f"{len(found.missing)} file(s) missing, {len(found.changed)} changed, of {found.files_n} found")
    click.echo(f"{found.files_n} file(s) of evidence, each what its name says, none missing.")


if __name__ == "__main__":
    manage()
