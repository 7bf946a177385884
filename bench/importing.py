"""`python -m bench.importing ELECTION MAPPING FILE NOTE`: what `manage.py import-official` does, and into the note how long the writer was
held by each turn and how long was waited for it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from schemas.person import Actor, Role
from services import house, import_job, imports, opening
from services.turns import Turns


def main(election: str, mapping: Path, file: Path, note: Path) -> None:
    opening.begin()
    import_job.step_back()
    turns = Turns()
    imports.run(
        Actor("bench", Role.ADMIN), "official", election, imports.table_file(file, imports.read_mapping(mapping.read_bytes())), turns)
    note.write_text(json.dumps({"seconds": turns.seconds, "waited": turns.waited_seconds}))
    house.close()


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:5]))
