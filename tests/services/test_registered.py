"""What authorities say they registered: every election of the reference figures can be read, dates as exact as their source."""

import csv

from services import violations


def test_every_election_of_the_reference_figures_is_read() -> None:
    with violations.AUTHORITIES.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    read = violations._reference(violations.AUTHORITIES, 0.0)
    assert {name: len(claims) for name, claims in read.items()} == {
        name: sum(row["election_id"] == name for row in rows) for name in {row["election_id"] for row in rows}
    }
    printed = [claim.published for claims in read.values() for claim in claims]
    assert sorted(printed) == sorted(row["source_date"] for row in rows)
    assert "2019-06" in printed
