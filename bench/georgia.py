"""Georgia, 27 October 2013, brought in: 3,707 stations, 111,158 published figures and 13,549 entries of a real count, where they lie
beside the project."""

from __future__ import annotations

import resource
import time
from pathlib import Path

from bench import people
from bench.reading import NotPossible, Reading, percentile
from bench.server import ROOT
from schemas.person import Actor, Role
from services import elections, imports

FILES = ROOT.parent / "shared" / "real" / "georgia_2013"
MAPPINGS = ROOT / "tests" / "fixtures" / "georgia_2013"
ELECTION = "georgia-2013"
TABLES = (("stations", "official_results.csv"), ("official", "official_results.csv"), ("reports", "protocol_entries.csv"))
PROCESSOR_SECONDS, TURN_SECONDS, MEGABYTES = 60.0, 0.2, 500.0


def measure(var: Path) -> list[Reading]:
    """The three tables by the services that page and shell call, one after another; memory is the most that this process ever held."""
    if not FILES.is_dir():
        raise NotPossible("Georgia's tables do not lie beside the project")
    admin, turns, spent = Actor("bench", Role.ADMIN), list[float](), 0.0
    found: list[Reading] = []
    with people.store_in(var):
        elections.import_election(admin, (MAPPINGS / "election.toml").read_bytes())
        for kind, name in TABLES:
            mapping = imports.read_mapping((MAPPINGS / f"{kind}.toml").read_bytes())
            began = time.process_time()
            done = imports.run(admin, kind, ELECTION, imports.table_file(FILES / name, mapping))
            took = time.process_time() - began
            turns, spent = turns + done.turns.seconds, spent + took
            found.append(Reading(f"{kind}, {done.added_n:,} added: processor time", round(took, 1), "s"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        *found,
        Reading("all three: processor time", round(spent, 1), "s", PROCESSOR_SECONDS),
        Reading("a turn of the writer, 95 of 100", round(percentile(turns, 95), 3), "s", TURN_SECONDS),
        Reading("the longest turn of the writer", round(max(turns), 3), "s"),
        Reading("memory", round(memory), "MB", MEGABYTES),
    ]
