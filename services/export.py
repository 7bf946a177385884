"""Writing the merged download: a folder with CSV, XLSX, dictionary, README, a data package and hashes, and the same as one zip.

Run as `python -m services.export ELECTION AUDIENCE FOLDER INSTANT PROGRESS`: a process of its own, so that no export takes time from
the process that acknowledges reports."""

import gc
import json
import logging
import os
import sys
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

from analysis.disclosure import Audience
from data.formats import file_hash, tabular
from locales import using
from schemas.counting import RULE_NAMES
from schemas.election import Election
from schemas.handed_file import FileKind
from services import conclusions, export_tables, handed_files, house, registry
from services.export_tables import DRAFT, Tables
from services.releases import Standing

STEPS = ("reading", "stations", "reports", "official", "workbook", "packing", "done")
LICENCE = "CC-BY-4.0"
WORKBOOK_CELLS = 4_000_000
"""More filled cells than this are not written as a workbook: it would take minutes to make, and spreadsheets open it badly."""
NICENESS = 15
PACKED = 4
"""Of nine: a country is packed a second and a half sooner, into a twelfth more bytes."""
Progress = Callable[[str], None]
ABOUT = (
    "UTF-8, comma, decimal point, one header row, instants in ISO 8601 with offset, codes as text with leading zeros.",
    "An empty cell is missing, never 0; the reason stands beside it (..._missing, ..._reason, missing_reasons).",
    "dictionary.csv describes every column. Text that a spreadsheet would run as a formula has an apostrophe in front;",
    "numbers below zero are numbers.",
    "One row of stations.csv is a station and contest. What belongs to the station (people, reports, incidents) stands in the",
    "row of the leading contest only, so that sums over the file are true. A figure of a region or the country is in",
    "official.csv and never spread over stations. A copy, its check and a watched count belong to a contest: a station has one",
    "where any of its rows says so.",
    "Four voices: count (an observer's eyes), stated (the commission said it), protocol (its signed paper), published (a",
    "higher commission). The stations were not drawn at random unless in_sample says so: nothing extends to other stations.",
)
ABOUT_PUBLIC = (
    "Public file: stations are shown one by one only with the consent of everybody who observed there; other observed",
    "stations are summed in rows of at least five stations, each figure of at least five. Stations nobody observed and",
    "stations not shown look alike. No observer, no organisation, no minute (instants are rounded down to the hour), no text",
    "in anybody's own words, no message that a second person has not checked.",
)
_TYPES = {
    "int": "integer",
    "bool": "boolean",
    "share": "number",
    "number": "number",
    "instant": "datetime",
    "date": "date",
    "text": "string",
}
_log = logging.getLogger(__name__)


def name_of(election: Election, audience: Audience, at: datetime, standing: Standing) -> str:
    """The folder's name: simulated data says so before anything else."""
    begin = "baqylau-SIMULATED" if election.is_simulated else "baqylau"
    release = f"release-{standing.number}" if standing.is_same else DRAFT
    return f"{begin}_{election.election_id}_{audience.value}_{release}_{at.astimezone(UTC):%Y%m%dT%H%MZ}"


def readme(election: Election, audience: Audience, tables: Tables, at: datetime) -> list[str]:
    """README.txt, line by line, in English; dictionary.csv has the three languages."""
    rows = [f"{name}: {len(frame)} rows, {len(frame.columns)} columns" for name, frame in tables.frames.items()]
    stamp = at.astimezone(UTC)
    edition = f"{_edition(tables.standing)} of {stamp:%Y-%m-%d}"
    return [
        *(["SIMULATED DATA: invented stations, parties and figures, for practice and tests.", ""] if election.is_simulated else []),
        f"Baqylau: {election.name.en}, {election.held_on.isoformat()} ({election.election_id})",
        f"Audience: {audience.value}. Standing: {_standing(tables.standing)}.",
        f"Made {stamp:%Y-%m-%dT%H:%M:%SZ} from the ledger at entry {tables.position}.",
        "",
        *rows,
        f"Reports that count: {RULE_NAMES[tables.rule]} ({tables.rule.value}).",
        *([] if with_workbook(tables) else [f"No workbook: more than {WORKBOOK_CELLS} filled cells. The CSV files hold everything."]),
        "",
        *ABOUT,
        *(ABOUT_PUBLIC if audience is Audience.PUBLIC else ()),
        "",
        f"Licence of the data: {LICENCE}.",
        f"Cite as: Baqylau, {election.name.en}, {election.held_on.isoformat()}, {audience.value} data, {edition}.",
    ]


def _edition(standing: Standing) -> str:
    return f"release {standing.number}" if standing.is_same else DRAFT


def _standing(standing: Standing) -> str:
    if standing.number is None or standing.confirmed_at is None:
        return "draft, no release yet"
    confirmed = f"release {standing.number}, confirmed {standing.confirmed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return confirmed if standing.is_same else f"draft; facts or rules have changed since {confirmed}"


def with_workbook(tables: Tables) -> bool:
    """Whether the tables go into one workbook too. A country's cells are counted no further than to the column that makes them too many."""
    filled = accumulate(int(column.count()) for frame in tables.frames.values() for _, column in frame.items())
    return all(so_far <= WORKBOOK_CELLS for so_far in filled)


def package(election: Election, name: str, tables: Tables, folder: Path, at: datetime) -> dict[str, Any]:
    """datapackage.json (Data Package 1): each table with its columns, types, size and hash."""
    dictionary = tables.frames["dictionary.csv"]
    resources = []
    for file in tables.frames:
        own = dictionary[dictionary["file"] == file]
        schema = [{"name": row.column, "type": _TYPES.get(str(row.type), "string"), "description": row.en} for row in own.itertuples()]
        resources.append(
            {
                "name": file.removesuffix(".csv"),
                "path": file,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": (folder / file).stat().st_size,
                "hash": f"sha256:{file_hash.sha256(folder / file)}",
                "schema": {
                    "fields": schema or [{"name": column, "type": "string"} for column in tables.frames[file].columns],
                    "missingValues": [""],
                },
            }
        )
    return {
        "profile": "tabular-data-package",
        "name": name.lower().replace("_", "-"),
        "title": f"Baqylau: {election.name.en}",
        "created": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "licenses": [{"name": LICENCE}],
        "baqylau": {
            "election_id": election.election_id,
            "is_simulated": election.is_simulated,
            "log_position": tables.position,
            "release": tables.standing.code,
        },
        "resources": resources,
    }


def first_lines(said: Mapping[str, Any]) -> list[str]:
    """What the numbers say, in English, for README.txt: each sentence with its level; conclusions.json has all of it."""
    found = [each for each in said["conclusions"] if each["n"]]
    if not found:
        return []
    lines = [f"[{each['level']}] {each['words']['en']['sentence']}" for each in found]
    caveats = dict.fromkeys(words for each in found for words in each["words"]["en"]["caveats"])
    return ["", "What the numbers say (conclusions.json has each with its base, both directions and three languages):", *lines, *caveats]


def write(
    election: Election, audience: Audience, tables: Tables, said: Mapping[str, Any], parent: Path, at: datetime, progress: Progress
) -> Path:
    """Writes the folder and its zip beside it; returns the folder. An older one of the same name is replaced file by file.

    `said`: services.conclusions.document for this audience."""
    name = name_of(election, audience, at, tables.standing)
    folder = parent / name
    folder.mkdir(parents=True, exist_ok=True)
    for file, frame in tables.frames.items():
        progress(file.removesuffix(".csv"))
        tabular.save_csv(frame, folder / file)
    lines = readme(election, audience, tables, at) + first_lines(said)
    (folder / "conclusions.json").write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "README.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "datapackage.json").write_text(
        json.dumps(package(election, name, tables, folder, at), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    progress("workbook")
    if with_workbook(tables):
        tabular.save_xlsx({file.removesuffix(".csv"): frame for file, frame in tables.frames.items()}, folder / f"{name}.xlsx", notes=lines)
    progress("packing")
    _seal(folder)
    _pack(folder, parent / f"{name}.zip")
    return folder


def _seal(folder: Path) -> None:
    files = sorted(path for path in folder.iterdir() if path.name != "SHA256SUMS")
    lines = [f"{file_hash.sha256(path)}  {path.name}" for path in files]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _pack(folder: Path, path: Path) -> None:
    part = path.with_suffix(f".{os.getpid()}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=PACKED) as packed:
        for file in sorted(folder.iterdir()):
            packed.write(file, f"{folder.name}/{file.name}")
    part.replace(path)


def build(election_id: str, audience: Audience, parent: Path, at: datetime, progress: Progress = lambda step: None) -> Path:
    """The whole download of one position of the ledger, in this process. Raises Problem (not found)."""
    election = registry.election(election_id)
    progress("reading")
    with using("en"):
        tables = export_tables.build(house.store(), election, audience)
        said = conclusions.document(election, at, audience, standing=tables.standing.code)
        folder = write(election, audience, tables, said, parent, at, progress)
    packed = parent / f"{folder.name}.zip"
    handed_files.made(handed_files.File(FileKind.MERGED, packed.name, election_id, tables.position), packed, at)
    progress("done")
    return folder


def command(election_id: str, audience: Audience, parent: Path, at: datetime, progress: Path) -> list[str]:
    """What starts the process."""
    return [sys.executable, "-m", "services.export", election_id, audience.value, str(parent), at.isoformat(), str(progress)]


def _give_way() -> None:
    """Who acknowledges reports comes first; and looking for cycles among millions of values that end with the process is lost time."""
    os.nice(NICENESS)
    gc.disable()


def _main(election_id: str, audience: str, parent: str, at: str, progress: str) -> int:
    _give_way()
    note = Path(progress)

    def tell(step: str, **more: str) -> None:
        part = note.with_suffix(".new")
        part.write_text(json.dumps({"step": step, **more}), encoding="utf-8")
        part.replace(note)

    try:
        folder = build(
            election_id, Audience(audience), Path(parent), datetime.fromisoformat(at), lambda step: None if step == "done" else tell(step)
        )
    except Exception as error:  # noqa: BLE001  # whatever it is, who waits for the file must see that it will not come
        _log.exception("the download could not be made")
        tell("failed", reason=type(error).__name__)
        return 1
    finally:
        house.close()
    tell("done", name=folder.name)
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:6]))
