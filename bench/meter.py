"""What a server costs: the processor time and memory of its process and of those it started, as Linux counts them."""

from __future__ import annotations

import os
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
PROCESSES = Path("/proc")
# Places in /proc/<id>/stat after the name in parentheses (proc_pid_stat(5)): parent, user time, system time, resident pages.
PARENT, USER, SYSTEM, RESIDENT = 1, 11, 12, 21


def statistics(process_id: int) -> list[str] | None:
    """The fields after the process's name; None once it has gone."""
    try:
        told = (PROCESSES / str(process_id) / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return told.rpartition(")")[2].split()


class Meter:
    """Reads the family of one process: itself and all its descendants."""

    def __init__(self, process_id: int) -> None:
        if not PROCESSES.is_dir():
            raise RuntimeError("Processor time is read from /proc, which only Linux has")
        self._process_id = process_id

    def _family(self) -> list[list[str]]:
        known = {int(path.name): statistics(int(path.name)) for path in PROCESSES.iterdir() if path.name.isdigit()}
        members = {self._process_id}
        grown = True
        while grown:
            children = {number for number, fields in known.items() if fields and int(fields[PARENT]) in members}
            grown = not children <= members
            members |= children
        return [fields for number in members if (fields := known.get(number))]

    def cpu_seconds(self) -> float:
        return sum(int(fields[USER]) + int(fields[SYSTEM]) for fields in self._family()) / TICKS_PER_SECOND

    def resident_bytes(self) -> int:
        return sum(int(fields[RESIDENT]) for fields in self._family()) * PAGE_BYTES
