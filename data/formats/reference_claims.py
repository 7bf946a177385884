"""Reference tables that hold no figures of the store -> contradictions, announced against final, findings of observer groups."""

import re

from data.formats.reference import rows
from schemas.claim import AnnouncedFinal, Contradiction, ObserverFinding, Source

PUBLISHER_MAXIMUM = 200


def source_of(row: dict[str, str]) -> Source:
    """The source columns of a row. A title ends with its outlet in brackets: "… (Kazinform, citing …)"."""
    title = row["source_title"].strip()
    found = re.search(r"\(([^()]*)\)\s*$", title)
    publisher = re.split(r"[,;]", found.group(1))[0].strip() if found else ""
    return Source(title, publisher[:PUBLISHER_MAXIMUM], row["source_url"].strip(), row["source_date"].strip(), row["confidence"].strip())


def _share(text: str) -> float | None:
    return float(text) / 100 if text else None


def _count(text: str) -> int | None:
    return int(text) if text else None


def contradictions(content: bytes) -> list[Contradiction]:
    return [
        Contradiction(
            row["id"],
            row["election_id"],
            row["region_iso"],
            row["as_of_time"],
            row["item"],
            row["value_a"],
            row["outlet_a"],
            row["value_b"],
            row["outlet_b"],
            row["test"],
            row["value_kept"],
            source_of(row),
        )
        for row in rows(content)
    ]


def announced_against_final(content: bytes) -> list[AnnouncedFinal]:
    return [
        AnnouncedFinal(
            row["election_id"],
            row["announced_at"],
            row["final_label"],
            _share(row["announced_pct"]),
            _share(row["final_pct"]),
            _count(row["announced_count"]),
            _count(row["final_count"]),
            _count(row["announced_registered"]),
            _count(row["final_registered"]),
            row["note"],
            source_of(row),
            row["announced_pct"],
            row["final_pct"],
        )
        for row in rows(content)
    ]


def findings(content: bytes) -> list[ObserverFinding]:
    return [
        ObserverFinding(
            row["id"],
            row["election_id"],
            row["organisation"],
            row["organisation_type"],
            row["key"],
            row["value"],
            row["unit"],
            row["place"],
            row["note"],
            source_of(row),
        )
        for row in rows(content)
    ]
