"""docs/checks.md, made from the checks themselves; a test compares. `python -m schemas.checks.document` writes it anew."""

from pathlib import Path

from schemas.checks.official import OFFICIAL_CHECKS
from schemas.checks.run import CHECKS

HEAD = """# Checks

Nothing here blocks a report: genuine protocols often do not add up. Each finding is asked about, answered and stored with its answer.
Made from `schemas/checks/`; do not edit by hand (`python -m schemas.checks.document`).

| code | report | level | rule | the observer is asked | the coordinator's next step | tolerance |
|---|---|---|---|---|---|---|
"""

OFFICIAL_HEAD = """
## Published figures

Nobody answers these: whoever brings a table in sees them before anything is stored, and looks at the source. The arithmetic stands in
`analysis/official_checks.py`.

| code | level | rule | what is said | next step | tolerance |
|---|---|---|---|---|---|
"""


def document() -> str:
    """The page: one row a check, in the order of the codes; then those of published figures."""
    rows = (
        f"| {code} | {check.kind} | {check.level} | {check.rule} | {check.question} | {check.next_action} | {check.tolerance or '–'} |"
        for code, check in sorted(CHECKS.items())
    )
    official = (
        f"| {code} | {check.level} | {check.rule} | {check.said} | {check.next_action} | {check.tolerance or '–'} |"
        for code, check in sorted(OFFICIAL_CHECKS.items())
    )
    return HEAD + "\n".join(rows) + "\n" + OFFICIAL_HEAD + "\n".join(official) + "\n"


if __name__ == "__main__":
    Path("docs/checks.md").write_text(document(), encoding="utf-8")
