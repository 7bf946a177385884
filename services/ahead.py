"""What the first reader after a start would wait for, read before anybody asks where there is much of it (docs/adr/0067, 0094)."""

from services import coverage, reading, registry

MUCH = 100_000
"""Entries of the ledger: with fewer, a page is made in less time than it takes to come to it."""


def read() -> str | None:
    """Makes what the page of coverage says of the latest election, and so keeps what most pages are made of. Returns the election; None
    where there is little to read."""
    if reading.ledger_length() < MUCH:
        return None
    latest = registry.every_election()[0]
    coverage.comparison(latest)
    return latest.election_id
