"""Every published share on the base that is asked for, and two shares side by side: compared on one base, else refused with the reason."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis import bases
from analysis.bases import Base, NotComparable, Share, ShareComparison
from data.formats import reference_claims
from schemas.claim import ObserverFinding
from schemas.election import Election
from schemas.official import Basis, OfficialStatus
from services.official import FILES, Official

__all__ = ["OFFERED", "Base", "NotComparable", "Parallel", "Stated", "compare", "parallel", "restated", "stated"]
BASE_OF: dict[Basis, Base] = {
    Basis.ISSUED_OF_LIST: Base.ISSUED_OF_LIST,
    Basis.OPTION_OF_VOTES: Base.OPTION_OF_VOTES_FOR_OPTIONS,
    Basis.OPTION_OF_ISSUED: Base.OPTION_OF_ISSUED,
    Basis.OPTION_OF_LIST: Base.OPTION_OF_LIST,
}
OFFERED = (Base.OPTION_OF_VOTES_FOR_OPTIONS, Base.OPTION_OF_ISSUED, Base.OPTION_OF_LIST, Base.ISSUED_OF_LIST)
PARALLEL = {"kz-2016-mazhilis": ("MISK 2016", "turnout by protocols", "turnout by observers count")}
"""The one parallel count on record with both of its numbers: by election, the claim's event and the keys of the two findings."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A share as it was said: by whom (empty: the commission), of which option (empty: turnout). `share` is None in `of` without a
    printed base: such a share is re-expressed on nothing and compared with nothing."""

    speaker: str
    option_code: str
    value: float
    digits: int
    base: Base | None

    @property
    def of(self) -> Share | None:
        if self.base is None:
            return None
        return bases.published_percentage(100 * self.value, self.digits, self.base)


def _digits(printed: str) -> int:
    return len(printed.partition(".")[2])


def stated(found: Official) -> list[Stated]:
    """The country's shares as they were said: the commission's turnout and the options of the contest in view, then what pollsters said.
    Derived ones are ours; a share of an hour is none of the day's, unless it is final."""
    rows = found.figures[(found.figures["unit"] == "share") & (found.figures["level"] == "country")]
    rows = rows[rows["contest_id"].isin(["", found.contest.contest_id if found.contest else ""])]
    # A final figure is the day's result, whatever the time at which it was established.
    rows = rows[(rows["confidence"] != "derived") & (rows["as_of_at"].isna() | rows["status"].eq(OfficialStatus.FINAL))]
    made = [
        Stated(str(speaker), str(option), float(value), _digits(str(printed)), BASE_OF.get(Basis(basis)))
        for speaker, option, value, printed, basis in zip(
            *(rows[name].tolist() for name in ("speaker", "option_code", "value", "as_printed", "basis")), strict=True)
    ]
    return sorted(dict.fromkeys(made), key=lambda each: (bool(each.speaker), bool(each.option_code)))


def _totals(found: Official) -> bases.Totals:
    known = found.totals
    return bases.Totals(known.registered_voters, known.ballots_issued, known.votes_for_options)


def restated(found: Official, each: Stated, base: Base) -> Share:
    """The same votes on another base, from the published totals; without a share, the reason."""
    if each.of is None:
        return Share(None, base, reason=NotComparable.DIFFERENT_DENOMINATOR)
    return bases.restate(each.of, _totals(found), base)


def compare(first: Stated, second: Stated) -> ShareComparison:
    """Second minus first where both are shares of the same; else the reason and no number."""
    if first.of is None or second.of is None:
        return ShareComparison(None, None, NotComparable.DIFFERENT_DENOMINATOR, None)
    return bases.compare_shares(first.of, second.of)


@dataclass(frozen=True, slots=True)
class Parallel:
    """A parallel count: people and share by protocols and by observers, the voters that each share implies, and why the two shares
    are not subtracted. The counts are of the same stations and may be."""

    protocols: Share
    observers: Share
    comparison: ShareComparison
    place: str
    source: ObserverFinding


@lru_cache(maxsize=2)
def _findings(changed: float) -> tuple[ObserverFinding, ...]:
    return tuple(reference_claims.findings((FILES / "observer_findings.csv").read_bytes()))


def _implied(finding: ObserverFinding, base: Base, source: str) -> Share:
    """The share with the list it implies: people / printed percentage."""
    people = int(finding.note.split(" people")[0].replace(",", ""))
    value = float(finding.value) / 100
    return Share(value, base, people, round(people / value), half_width=0.0005, list_source=source)


def parallel(election: Election) -> Parallel | None:
    """The parallel count of an election; None where none is on record."""
    known = PARALLEL.get(election.election_id)
    if known is None:
        return None
    every = _findings((Path(FILES) / "observer_findings.csv").stat().st_mtime)
    by_key = {each.key: each for each in every if each.election_id == known[0]}
    protocols = _implied(by_key[known[1]], Base.ISSUED_OF_LIST, "protocols")
    observers = _implied(by_key[known[2]], Base.COUNTED_OF_LIST, "observers")
    return Parallel(protocols, observers, bases.compare_shares(protocols, observers), by_key[known[2]].place, by_key[known[2]])
