"""How good the checks were in one election: what they found on each count as first sent, against what is held to be true."""

import json
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analysis import check_quality
from analysis.check_quality import Quality
from data.store import frames_checks, published
from schemas.checks.run import CHECKS
from schemas.election import Election
from schemas.finding import Level
from schemas.message import Message
from schemas.person import Actor
from schemas.report import RevisionState
from schemas.reports.body import ReportKind
from services import house, registry
from services.permissions import Act, require
from services.reading import Reading, read

STRICT = (Level.RED.value, Level.AMBER.value)


class Truth(StrEnum):
    """What an entry is held against."""

    AGREED = "agreed"
    PUBLISHED = "published"
    REVIEWED = "reviewed"


TRUTH_NAMES: dict[Truth, Message] = {
    Truth.AGREED: Message("two people typed the same", "truth"),
    Truth.PUBLISHED: Message("published for the station", "truth"),
    Truth.REVIEWED: Message("decided by a second person", "truth"),
}


@dataclass(frozen=True, slots=True)
class CheckQuality:
    """`strict`: red and amber together; `every`: all levels; `codes`: analysis.check_quality.by_code with `rule` beside each code, of
    every check of a count, silent ones too. `unjudged_n`: counts with nothing to hold them against."""

    truth: Truth
    unjudged_n: int
    strict: Quality
    every: Quality
    codes: pd.DataFrame


def _reviewed(reports: pd.DataFrame) -> pd.DataFrame:
    """Verified is right, returned or rejected wrong; the others are not judged."""
    wrong = reports["state"].map({
        RevisionState.VERIFIED.value: False, RevisionState.RETURNED.value: True, RevisionState.REJECTED.value: True})
    known = reports.assign(wrong=wrong)[wrong.notna()][["entry_id", "wrong"]]
    return known.assign(wrong=known["wrong"].astype(bool))


def _published(election: Election, contest_id: str, station_ids: pd.Series) -> pd.DataFrame:
    codes = {str(line.code) for line in election.protocol_lines} | {"votes"}
    found = published.of_stations(house.store(), election.election_id, contest_id, codes, station_ids)
    return found.astype({"station_id": "str", "figure_code": "str", "option_code": "str"})


def _findings(reports: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (entry_id, each["code"], each["level"])
        for entry_id, found in zip(reports["entry_id"], reports["findings"], strict=True)
        if found != "[]"
        for each in json.loads(found)
    ]
    return pd.DataFrame(rows, columns=["entry_id", "code", "level"])


def _compute(election: Election, contest_id: str, truth: Truth) -> CheckQuality:
    store = house.store()
    reports = frames_checks.first_counts(store, election.election_id, contest_id)
    if truth is Truth.REVIEWED:
        judged = _reviewed(reports)
    else:
        figures = frames_checks.first_count_figures(store, election.election_id, contest_id)
        held = check_quality.agreed(reports, figures) if truth is Truth.AGREED else _published(election, contest_id, reports["station_id"])
        judged = check_quality.judged_by(reports, figures, held)
    found = _findings(reports[reports["entry_id"].isin(judged["entry_id"])])
    spoke = check_quality.by_code(judged, found).set_index("code")
    counts = [code for code, check in CHECKS.items() if check.kind is ReportKind.COUNT]
    codes = spoke.reindex(sorted({*counts, *spoke.index})).rename_axis("code").reset_index()
    numbers = [name for name in map(str, codes) if name.endswith("_n")]
    codes = codes.fillna(dict.fromkeys(numbers, 0)).astype(dict.fromkeys(numbers, "int64"))
    codes["rule"] = [CHECKS[code].rule if code in CHECKS else "" for code in codes["code"]]
    strict, every = check_quality.together(judged, found, levels=STRICT), check_quality.together(judged, found)
    return CheckQuality(truth, len(reports) - len(judged), strict, every, codes)


def of(actor: Actor, election_id: str, contest_id: str, truth: Truth) -> Reading[CheckQuality]:
    """Raises Problem (forbidden, not found)."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    return comparison(registry.election(election_id), contest_id, truth)


def comparison(election: Election, contest_id: str, truth: Truth) -> Reading[CheckQuality]:
    """For other services: without a question of who asks."""
    key = (contest_id, truth.value)
    return read("check_quality", election.election_id, key, lambda: _compute(election, contest_id, truth), ttl=300)
