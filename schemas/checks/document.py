"""docs/checks.md, made from the checks themselves; a test compares. `python -m schemas.checks.document` writes it anew."""

from pathlib import Path

from schemas.checks import measured
from schemas.checks.official import OFFICIAL_CHECKS
from schemas.checks.run import CHECKS
from schemas.finding import Level

HEAD = """# Checks

Nothing here blocks a report: genuine protocols often do not add up. Each finding is asked about, answered and stored with its answer.
Lists of voters: where this observer was told the list of the morning, their later figures are held against that one, else against the
registry's; the sentence says which. Whose figures are an own tally is asked what they wrote down, not what the paper says. Made from
`schemas/checks/`; do not edit by hand (`python -m schemas.checks.document`).

| code | report | level | rule | the observer is asked | the coordinator's next step | tolerance |
|---|---|---|---|---|---|---|
"""

TABLES = """
## Tables of reports

Each row of a table is held against the same as a report typed on a phone: the lines of the paper, the registry, the counts before it
in the table, and what its observer sent before for that station, on a phone or in a table (P417, P418, P419, T2xx). Who typed from
photographs and watched nothing has sent nothing, and is not asked. The preview says how many rows each check asks about; none is
refused, and what was found is kept unanswered with the report.
"""

OFFICIAL_HEAD = """
## Published figures

Nobody answers these: whoever brings a table in sees them before anything is stored, and looks at the source. The arithmetic stands in
`analysis/official_checks.py`.

| code | level | rule | what is said | next step | tolerance |
|---|---|---|---|---|---|
"""

MEASURED_HEAD = f"""
## How good they are

Measured on {measured.ENTRIES_N:,} entries typed from photographs of protocols, Georgia 2013. An entry is wrong where a figure
differs from what two volunteers agreed on. Thresholds were fixed on districts with odd numbers; shown are the others, with
{measured.WRONG_N:,} wrong entries and {measured.RIGHT_N:,} right ones. Only the entry itself, the registry's list and what was
typed before it of the district is looked at. Many of the right entries are asked about because the *paper* does not add up.
`tests/golden/test_single_entry_checks.py` computes every number of this section again. Source:
{measured.SOURCE}.

Precision: wrong among those asked about. Recall: asked about among the wrong. False alarms: asked about among the right.

| | asked | of these wrong | precision | recall | false alarms |
|---|---|---|---|---|---|
"""
MEASURED_CODES = """
| code | level | asked | of these wrong | precision | recall | false alarms | wrong, by it alone |
|---|---|---|---|---|---|---|---|
"""
MEASURED_FOOT = """
The other codes of a count had nothing to ask there: these protocols lack their lines (ballots in the box, unused, valid, certificates), and
nobody had watched the station. How they do in an election here is on the page *How good are the checks?*.
"""


def _shares(spoke: measured.Spoke) -> str:
    shares = (spoke.precision_share, spoke.recall_share, spoke.false_alarm_share)
    return f"{spoke.wrong_n + spoke.right_n:,} | {spoke.wrong_n:,} | " + " | ".join(f"{100 * share:.1f} %" for share in shares)


def _measured() -> str:
    named = {
        "the usual three checks (sum, limit of the list, hours)": measured.USUAL_THREE,
        **{" and ".join(str(level) for level in Level if level in levels) if levels != frozenset(Level) else "all levels": spoke
           for levels, spoke in measured.BY_LEVELS.items()},
    }  # fmt: skip
    rows = (f"| {name} | {_shares(spoke)} |" for name, spoke in named.items())
    codes = (f"| {code} | {CHECKS[code].level} | {_shares(spoke)} | {spoke.alone_n} |" for code, spoke in measured.BY_CODE.items())
    return MEASURED_HEAD + "\n".join(rows) + "\n" + MEASURED_CODES + "\n".join(codes) + "\n" + MEASURED_FOOT


def document() -> str:
    """The page: one row a check, in the order of the codes; how good they were; then those of published figures."""
    rows = (
        f"| {code} | {check.kind} | {check.level} | {check.rule} | {check.question} | {check.next_action} | {check.tolerance or '–'} |"
        for code, check in sorted(CHECKS.items())
    )
    official = (
        f"| {code} | {check.level} | {check.rule} | {check.said} | {check.next_action} | {check.tolerance or '–'} |"
        for code, check in sorted(OFFICIAL_CHECKS.items())
    )
    return HEAD + "\n".join(rows) + "\n" + TABLES + _measured() + OFFICIAL_HEAD + "\n".join(official) + "\n"


if __name__ == "__main__":
    Path("docs/checks.md").write_text(document(), encoding="utf-8")
