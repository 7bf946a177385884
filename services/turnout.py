"""Does announced turnout agree with what was counted? One computation for everybody, kept at the ledger's length."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import pandas as pd

from analysis import double_counts, remainder, series, turnout, turnout_rules
from analysis.columns import among
from analysis.coverage_watch import voting_hours
from analysis.double_counts import Agreement, Grounds
from analysis.numbering import Keys
from analysis.protocols import TURNOUT_LINES
from analysis.remainder import NoRemainder
from analysis.states import REASON_NAMES, Reason, State
from analysis.turnout import Reports, Summary
from analysis.turnout_rules import Basis
from data.store import frames, frames_coverage, frames_protocols
from locales import LANGUAGES, language, text
from schemas.counting import CountRule
from schemas.day import due_instants
from schemas.election import Allowance, Election
from schemas.figure import FigureCode
from schemas.person import Actor
from schemas.reports.body import ReportKind
from services import adjudication, counting, house, reading, registry
from services.later import Later
from services.permissions import Act, require
from services.reading import Reading

__all__ = [
    "REASON_NAMES",
    "Agreement",
    "Grounds",
    "NoRemainder",
    "Reason",
    "State",
    "Summary",
    "Turnout",
    "comparison",
    "narrowed",
    "read",
    "station_words",
]

EVERYWHERE = "all"
"""Instead of a region's code."""
TURNOUT_FIELDS = (
    "voters_counted",
    "counted_at",
    "counting_since_at",
    "counting_method",
    "counting_unit",
    "counter_reset",
    "counter_reset_at",
    "stated_voters",
    "stated_at",
    "mobile_voters",
    "mobile_accompanied",
    "added_to_list",
)
FIELDS: dict[ReportKind, tuple[str, ...]] = {
    ReportKind.TURNOUT: TURNOUT_FIELDS,
    ReportKind.PRESENCE: ("arrived_at",),
    ReportKind.AWAY: ("away_from_at", "away_to_at"),
    ReportKind.OPENING: ("opened_at", "shared_building"),
    ReportKind.CLOSING: ("last_voter_at", "closed_early_all_voted"),
}


@dataclass(frozen=True)
class Turnout:
    """`table`: a row a station (analysis.turnout.compare); `intervals`: a row a watched stretch; `gaps`: station_id,
    author_id, from_at, to_at, voting time that an observer's counter does not cover; `hours`: a row a region and set hour of
    the same stations; `announced`: published turnout (region_code, as_of_at, announced_share, publisher, status); `remainders`:
    analysis.remainder.by_region; `left_out`: regions without one, and why; `regions`: names in the registry's order; `zones`: each
    region's time zone; `registered`: its stations in the registry; `due`: the set hours;
    `doubles`: whole-day counts of one station by observers of two organisations against each other; `allowance`: the one in use for the
    whole election, and `grounds`: what it rests on. `basis`: what all this is made of, ids as numbers of `keys`;
    `revisions`: analysis.turnout.revisions."""

    table: pd.DataFrame
    stretches: Later[pd.DataFrame]
    gaps: pd.DataFrame
    same: Later[pd.DataFrame]
    announced: pd.DataFrame
    remainders: pd.DataFrame
    left_out: dict[str, NoRemainder]
    regions: pd.DataFrame
    zones: dict[str, str]
    due: tuple[datetime, ...]
    registered: dict[str, int]
    doubles: Agreement
    allowance: Allowance
    grounds: Grounds
    basis: Basis
    keys: Keys
    revisions: Later[pd.DataFrame]

    @property
    def registry_stations(self) -> int:
        """How many stations the registry has here, also those that nobody reports of (which `basis` leaves out)."""
        return sum(self.registered.values())

    def with_revisions(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows of `table` with the versions of reports behind them: revision_ids, protocol_revision_ids."""
        return rows.join(self.revisions.value, on="station_id")

    @property
    def intervals(self) -> pd.DataFrame:
        return self.stretches.value

    @property
    def hours(self) -> pd.DataFrame:
        return self.same.value

    @cached_property
    def main(self) -> pd.DataFrame:
        """Without closed institutions, which are summed apart."""
        return turnout.ordinary(self.table)

    @cached_property
    def closed(self) -> pd.DataFrame:
        return turnout.closed(self.table)

    @cached_property
    def summary(self) -> Summary:
        return turnout.summary(self.main)

    @cached_property
    def closed_summary(self) -> Summary:
        return turnout.summary(self.closed)

    @cached_property
    def curve(self) -> pd.DataFrame:
        """allowance, above, below: how much depends on the allowance."""
        return turnout.allowance_curve(self.main)

    @cached_property
    def reasons(self) -> pd.DataFrame:
        return turnout.reasons(self.main)

    @cached_property
    def outside(self) -> pd.DataFrame:
        """region_code, k, n: stations outside floor and ceiling, of those that can be compared."""
        return turnout.outside_by_region(self.main)

    @cached_property
    def spans(self) -> pd.DataFrame:
        """Floor, ceiling and protocol of the stations that can be compared, by region (analysis.turnout.spans_by_region)."""
        return turnout.spans_by_region(self.main)

    @cached_property
    def places(self) -> list[str]:
        """Every region of the registry, also those without a report."""
        return list(dict.fromkeys([*(str(code) for code in self.regions["region_code"]), *self.zones]))

    @cached_property
    def announced_last(self) -> tuple[datetime | None, dict[str, float]]:
        """The last hour at which turnout of most regions was announced, and the share of the list by region; final values where there are
        no others (None)."""
        own = self.announced[among(self.announced["region_code"], pd.Series(self.places))]
        if own.empty:
            return None, {}
        timed = own.dropna(subset=["as_of_at"])
        counted = timed.groupby("as_of_at").size()
        at = counted[counted == counted.max()].index.max() if len(timed) else None
        rows = timed[timed["as_of_at"] == at] if at is not None else own
        return at, {str(code): float(value) for code, value in zip(rows["region_code"], rows["announced_share"], strict=True)}

    @cached_property
    def region_codes(self) -> list[str]:
        """Regions with a row, in the registry's order; those without a name in the registry last."""
        seen = set(self.table["region_code"])
        known = [str(code) for code in self.regions["region_code"] if code in seen]
        return [*known, *sorted(seen - set(known))]

    def region_name(self, code: str, language: str) -> str:
        """The region's name; its code where the registry has no name for it (stations abroad)."""
        return self._names[language].get(code, code)

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        codes = self.regions["region_code"]
        return {each: dict(zip(codes, self.regions[f"name_{each}"], strict=True)) for each in LANGUAGES}


def bodies(election_id: str, rule: CountRule) -> Reports:
    """The reports the comparison rests on, under a rule."""
    store = house.store()
    read_ = {kind: frames_coverage.bodies(store, election_id, (kind,), names, rule=rule, reasons=False) for kind, names in FIELDS.items()}
    return Reports(
        turnout=read_[ReportKind.TURNOUT],
        presence=read_[ReportKind.PRESENCE],
        away=read_[ReportKind.AWAY],
        opening=read_[ReportKind.OPENING],
        closing=read_[ReportKind.CLOSING],
    )


def copies(election: Election, rule: CountRule) -> pd.DataFrame:
    """The turnout lines of every copy of the leading contest's protocol that enters under a rule, settled ones as settled."""
    election_id, contest = election.election_id, election.leading_contest.contest_id if election.contests else ""
    held = frames_protocols.figures(house.store(), election_id, contest, TURNOUT_LINES, rule=rule)
    return adjudication.settled(election_id, held.assign(contest_id=contest)).drop(columns="contest_id")


def compute(election: Election, rule: CountRule) -> Turnout:
    """The whole page's numbers from the store."""
    store, election_id = house.store(), election.election_id
    registered, reports, protocol = frames_coverage.stations(store, election_id), bodies(election_id, rule), copies(election, rule)
    keys = Keys([*reports.frames, protocol])
    # In a country most of the registry has no report.
    stations, protocol, reports = keys.numbered_known(registered), keys.numbered(protocol), reports.of(keys.numbered)
    hours, due = voting_hours(stations, election), due_instants(election)
    official = frames.official_figures(store, election_id, (FigureCode.TURNOUT_ISSUED_SHARE, FigureCode.REGISTERED_VOTERS))
    told = announced(official[official["code"].eq(FigureCode.TURNOUT_ISSUED_SHARE)])
    counts, allowance, doubles = turnout_rules.in_use(turnout.observers(reports, hours, election.allowance), election.allowance)
    table = turnout.compare(reports, protocol, stations, hours, allowance, counts)
    sides = remainder_sides(table, told, lists_of_regions(registered, official, election))
    return Turnout(
        table=keys.named(table),
        gaps=keys.named(gaps(reports, hours)),
        stretches=Later(lambda: keys.named(series.watched_intervals(reports, hours, due, allowance))),
        same=Later(lambda: series.same_stations(reports, hours, stations, due)),
        announced=told,
        remainders=remainder.by_region(*sides),
        left_out=remainder.left_out(*sides),
        regions=frames_coverage.regions(store, election_id),
        zones={str(code): str(zone) for code, zone in registered.groupby("region_code")["time_zone"].first().items()},
        due=due,
        registered={str(code): int(n) for code, n in registered["region_code"].value_counts().items()},
        doubles=doubles,
        allowance=allowance,
        grounds=double_counts.grounds(election.allowance, doubles),
        basis=Basis(reports, stations, hours, counts),
        revisions=Later(lambda: keys.named(turnout.revisions(reports, protocol, table))),
        keys=keys,
    )


def under_each_rule(election: Election) -> dict[CountRule, Summary]:
    """The headline under each rule there is, closed institutions apart: that of the widest, and of the others what differs from it."""
    whole = comparison(election, CountRule.ALL).value

    def under(rule: CountRule) -> Summary:
        protocol = whole.keys.numbered_known(copies(election, rule))
        return turnout_rules.summary_under(whole.basis, rule.states, protocol, election.allowance)

    return {rule: whole.summary if rule is CountRule.ALL else under(rule) for rule in CountRule}


def gaps(reports: Reports, hours: pd.DataFrame) -> pd.DataFrame:
    """station_id, author_id, from_at, to_at: analysis.watch.unwatched, empty where nobody counted."""
    if reports.readings.empty:
        return pd.DataFrame(columns=["station_id", "author_id", "from_at", "to_at"])
    return reports.unwatched(hours)


def announced(official: pd.DataFrame) -> pd.DataFrame:
    """Turnout as announced, share of the list: region_code, as_of_at, announced_share, half_width (what its printed digits leave open),
    publisher, status; the last word on each instant."""
    known = official[official["basis"].isin(["issued_of_list", ""])].rename(columns={"unit_id": "region_code", "value": "announced_share"})
    last = known.sort_values("figure_id").drop_duplicates(["region_code", "as_of_at"], keep="last")
    last = last.assign(half_width=[remainder.half_width(str(printed)) for printed in last["as_printed"]])
    return (
        last[["region_code", "as_of_at", "announced_share", "half_width", "publisher", "status"]]
        .sort_values(["region_code", "as_of_at"])
        .reset_index(drop=True)
    )


def lists_of_regions(stations: pd.DataFrame, official: pd.DataFrame, election: Election) -> pd.DataFrame:
    """region_code, registered_voters: the list as it was published for the region, of which its turnout is a share; the registry's where
    none was published. Voters are added on the day: an announced share of one list may not be taken of another."""
    registered = stations.groupby("region_code")["registered_voters"].sum(min_count=1).astype("Int64")
    leading = election.leading_contest.contest_id if election.contests else ""
    said = official[official["code"].eq(FigureCode.REGISTERED_VOTERS) & official["contest_id"].isin(["", leading])]
    last = said.sort_values("figure_id").drop_duplicates("unit_id", keep="last").set_index("unit_id")["value"]
    published = pd.to_numeric(last).reindex(registered.index).astype("Int64")
    return published.fillna(registered).rename("registered_voters").rename_axis("region_code").reset_index()


def remainder_sides(table: pd.DataFrame, told: pd.DataFrame, lists: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """What the remainder is made of (analysis.remainder.by_region): stations seen, the last announced share, the regions' lists."""
    seen = pd.DataFrame(
        {
            "region_code": table["region_code"],
            "issued": table["protocol_issued"],
            "registered": table["protocol_registered"].fillna(table["registered_voters"]),
        }
    )
    final = told.sort_values("as_of_at", na_position="last").drop_duplicates("region_code", keep="last")
    final = final[["region_code", "announced_share", "half_width"]]
    # Also the country, and districts, are announced: a remainder is asked of regions alone.
    final = final[among(final["region_code"], lists["region_code"])]
    return seen, final, lists


def comparison(election: Election, rule: CountRule | None = None) -> Reading[Turnout]:
    """For other services: the comparison without a question of who asks; without a rule by the one in force."""
    by = rule or counting.in_force(election.election_id)
    return reading.read("turnout", election.election_id, (by,), lambda: compute(election, by))


def read(actor: Actor, election_id: str, rule: CountRule | None = None) -> Reading[Turnout]:
    """The turnout page's numbers. Raises Problem: forbidden, or no such election."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    return comparison(registry.election(election_id), rule)


def narrowed(whole: Reading[Turnout], election_id: str, rule: CountRule, region: str) -> Turnout:
    """The same for one region ("all": everything), kept like the whole."""
    if region == EVERYWHERE:
        return whole.value
    return reading.remember(
        "turnout of a region", election_id, (rule, region, whole.ledger_length), lambda: _of_region(whole.value, region)
    )


def _of_region(whole: Turnout, region: str) -> Turnout:
    table = whole.table[whole.table["region_code"].eq(region)].reset_index(drop=True)
    return replace(
        whole,
        table=table,
        registered={region: whole.registered.get(region, 0)},
        stretches=Later(lambda: whole.intervals[among(whole.intervals["station_id"], table["station_id"])].reset_index(drop=True)),
        same=Later(lambda: whole.hours[whole.hours["region_code"].eq(region)].reset_index(drop=True)),
        remainders=whole.remainders[whole.remainders["region_code"].eq(region)].reset_index(drop=True),
        left_out={code: why for code, why in whole.left_out.items() if code == region},
    )


def station_words(found: Turnout, number: str, region_code: str) -> str:
    """`No. 0666, Almaty`: a number is only unique within its region."""
    return text("No. {number}, {region}", number=number, region=found.region_name(region_code, language()))
