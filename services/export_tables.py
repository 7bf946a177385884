"""The three tables of the merged download, put together from the same computations as the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import disclosure, merge, merge_reports, results, series, violations
from analysis.columns import among
from analysis.disclosure import Audience, Rule
from data.formats import dictionary
from data.formats.dictionary import Asked, Entry
from data.formats.dictionary_official import SHARES
from data.store import frames_coverage, frames_download, frames_violations
from data.store.store import Store
from locales import LANGUAGES, using
from schemas.counting import CountRule
from schemas.day import due_instants
from schemas.election import Election
from schemas.figure import FigureCode
from schemas.form import FieldKind
from schemas.reports.body import ReportKind
from services import adjudication, counting, coverage, export_bodies, incidents, releases, turnout
from services.releases import Standing

DRAFT = "draft"
CONTEST_KEYS = ["station_id", "contest_id"]


@dataclass(frozen=True, slots=True)
class Tables:
    """The files of one audience: name -> frame, columns in their order."""

    frames: Mapping[str, pd.DataFrame]
    position: int
    standing: Standing
    rule: CountRule = CountRule.ALL
    """Which reports entered."""


def _assigned(store: Store, election_id: str) -> pd.DataFrame:
    frame = frames_coverage.assignments(store, election_id)
    return frame.groupby("station_id", as_index=False).agg(
        in_sample=("in_sample", "any"), stratum=("stratum", "first"), sample_weight=("sample_weight", "first")
    )


def _access(found: coverage.Coverage, presence: pd.DataFrame) -> pd.DataFrame:
    table = found.table[["assigned", "tried", "let_in", "opening_watched", "voting_watched"]]
    watched = found.watched.drop_duplicates("station_id", keep="last").set_index("station_id")[
        ["watched_from_at", "watched_to_at", "watched_share"]
    ]
    return table.join(merge.best(presence, "admission", merge.ADMISSION_ORDER)).join(watched).reset_index()


def _opening(opening: pd.DataFrame) -> pd.DataFrame:
    told = opening[opening["registered_voters"].notna()]
    agreed = told.groupby("station_id")["registered_voters"].agg(["first", "nunique"])
    value = agreed["first"].astype("Int64").where(agreed["nunique"] == 1)
    source = pd.Series("opening_report", index=agreed.index, dtype=object).where(agreed["nunique"] == 1, merge.COPIES_DIFFER)
    return pd.DataFrame({"registered_voters_opening": value, "registered_voters_opening_source": source}).reset_index()


def _counted(found: turnout.Turnout, election: Election, bodies: pd.DataFrame) -> pd.DataFrame:
    names = {
        "counted": "voters_counted",
        "counting_unit": "counting_unit",
        "counting_method": "counting_method",
        "floor": "floor_voters",
        "ceiling": "ceiling_voters",
        "allowance_below": "allowance_below_voters",
        "allowance_above": "allowance_voters",
        "stated": "stated_final",
        "outside": "voters_outside_taken_off",
        "difference": "turnout_difference_voters",
        "state": "turnout_state",
        "reason": "turnout_reason",
    }
    table = found.table[["station_id", *names]].rename(columns=names)
    told = bodies[bodies["stated_voters"].notna()].copy()
    told["heard_at"] = told["stated_at"].fillna(told["observed_at"])
    told["hour"] = series.due_index(told["heard_at"], due_instants(election))
    last = told[told["hour"] >= 0].sort_values(["heard_at", "revision_id"]).drop_duplicates(["station_id", "hour"], keep="last")
    wide = (
        last.pivot(index="station_id", columns="hour", values="stated_voters")
        .reindex(columns=range(len(election.turnout_hours)))
        .astype("Int64")
    )
    wide.columns = [f"stated_voters_{hour:02d}" for hour in election.turnout_hours]
    whole = table.merge(wide.reset_index(), on="station_id", how="outer", validate="one_to_one")
    return whole.merge(_not_stated(whole, bodies, election), on="station_id", validate="one_to_one")


def _not_stated(table: pd.DataFrame, bodies: pd.DataFrame, election: Election) -> pd.DataFrame:
    """Why the commission's number of a set hour is missing: the observer's own reason, else that there was no report of that hour."""
    silent = bodies[bodies["missing.stated_voters"].notna()]
    hours = series.due_index(silent["observed_at"], due_instants(election))
    reasons = pd.DataFrame({"station_id": table["station_id"]})
    for place, hour in enumerate(election.turnout_hours):
        told = silent[hours == place].drop_duplicates("station_id", keep="last").set_index("station_id")["missing.stated_voters"]
        words = reasons["station_id"].map(told).astype(object).fillna("no_report")
        reasons[f"stated_voters_{hour:02d}_missing"] = words.where(table[f"stated_voters_{hour:02d}"].isna(), None)
    return reasons


def _count(counts: pd.DataFrame, election: Election) -> pd.DataFrame:
    leading = election.leading_contest.contest_id if election.contests else ""
    named = counts.assign(contest_id=counts["contest_id"].where(counts["contest_id"].ne(""), leading))
    parts = []
    for contest_id, own in named.groupby("contest_id"):
        held = own["copy_given"].eq("given") | own["protocol_source"].isin(merge.SOURCE_ORDER[:3])
        flags = own.assign(copy_held=held, copy_checked=held & own["state"].eq("verified"), verified=own["state"].eq("verified")).groupby(
            "station_id"
        )
        table = flags[["copy_held", "copy_checked", "verified"]].any()
        table = table.join(merge.best(own, "count_present", merge.PRESENT_ORDER)).join(merge.best(own, "copy_given", merge.COPY_ORDER))
        table = table.join(merge.best(own, "protocol_source", merge.SOURCE_ORDER)).reset_index().assign(contest_id=contest_id)
        parts.append(table.rename(columns={"count_present": "count_watched", "copy_given": "copy_status"}))
    if not parts:
        return pd.DataFrame(
            columns=[*CONTEST_KEYS, "copy_held", "copy_checked", "count_watched", "copy_status", "protocol_source", "verification_level"]
        )
    whole = pd.concat(parts, ignore_index=True)
    level = pd.Series("unverified", index=whole.index, dtype=object).mask(whole["verified"], "counted")
    return whole.assign(verification_level=level).drop(columns="verified")


def _seen(store: Store, election_id: str, rule: CountRule) -> pd.DataFrame:
    asked = frames_violations.asked(store, election_id, violations.FIELDS, rule=rule)
    items = (
        violations.by_station(violations.answers(asked))
        .groupby("station_id")
        .agg(checklist_seen_n=("seen", "sum"), checklist_asked_n=("could_see", "sum"), checklist_unseen_n=("unseen", "sum"))
    )
    told, happened = incidents.known(election_id, frames_violations.messages(store, election_id, rule=rule))
    checked = happened[happened["standing"].ne("unverified")]
    messages = pd.DataFrame(
        {
            "incidents_n": happened.groupby("station_id").size(),
            "incidents_checked_n": checked.groupby("station_id").size(),
            "messages_n": told.groupby("station_id").size(),
        }
    )
    joined = items.join(messages, how="outer")
    # A station that reported and told of nothing has none; one that did not report has no number.
    for name in messages.columns:
        joined[name] = joined[name].fillna(0)
    return joined.astype("Int64").reset_index()


def _joined(rows: pd.DataFrame, name: str) -> "pd.Series[Any]":
    """A column's values of each station in the order of the rows, with `;` between."""
    found: dict[str, list[str]] = {}
    for station_id, value in zip(rows["station_id"].to_numpy(), rows[name].astype(str).to_numpy(), strict=True):
        found.setdefault(station_id, []).append(value)
    return pd.Series({station_id: ";".join(values) for station_id, values in found.items()}, dtype=object)


def _standing(revisions: pd.DataFrame, found: pd.DataFrame, rule: CountRule) -> pd.DataFrame:
    kept = revisions["is_current"] & revisions["state"].isin(rule.states)
    rows = revisions.loc[kept, ["station_id", "revision_id", "report_id", "author_id", "organisation_code"]]
    rows = rows.join(found[["red", "amber", "codes"]])
    grouped = rows.groupby("station_id")
    table = grouped.agg(
        reports_n=("report_id", "size"),
        observers_n=("author_id", "nunique"),
        organisations_n=("organisation_code", "nunique"),
        findings_red=("red", "sum"),
        findings_amber=("amber", "sum"),
    )
    ids = _joined(rows.sort_values("revision_id"), "revision_id")
    told = rows[["station_id", "codes"]].explode("codes").dropna(subset=["codes"])
    codes = _joined(told.drop_duplicates(["station_id", "codes"]).sort_values("codes"), "codes")
    table = table.astype("Int64").join(ids.rename("revision_ids")).join(codes.rename("finding_codes"))
    return table.rename_axis("station_id").reset_index()


def _results(lines: pd.DataFrame, published: pd.DataFrame, election: Election) -> pd.DataFrame:
    """State of Q6 for each station and contest of which figures are published; empty in an election that publishes no station."""
    if published.empty:
        return pd.DataFrame(columns=[*CONTEST_KEYS, "results_state", "results_fields_differing", "results_reason", "copies_conflict"])
    held = results.held(lines[lines["value"].notna()])
    leading = election.leading_contest.contest_id if election.contests else ""
    said = published.rename(columns={"code": "figure_code"})
    said = said.assign(contest_id=said["contest_id"].where(said["contest_id"].ne(""), leading), value=said["value"].astype("Int64"))
    rows = results.by_station(held, said[["unit_id", *results.FIELD, "value"]])
    order = {"differs": 0, "within_tolerance": 1, "agrees": 2, "cannot_be_compared": 3}
    rows = rows.assign(rank=rows["state"].map(order), differing=rows["state"].eq("differs")).sort_values("rank", kind="stable")
    table = rows.groupby(["unit_id", "contest_id"], as_index=False).agg(
        results_state=("state", "first"), results_fields_differing=("differing", "sum"), results_reason=("reason", "first")
    )
    return table.rename(columns={"unit_id": "station_id"})


def stations(
    store: Store, election: Election, revisions: pd.DataFrame, found: pd.DataFrame, official: pd.DataFrame, position: int, rule: CountRule
) -> pd.DataFrame:
    """The merged table of stations with every column of the dictionary, for those who may see all."""
    election_id = election.election_id
    registry = frames_coverage.whole_registry(store, election_id)
    seen, counted = coverage.compute(election, rule), turnout.comparison(election, rule).value
    read = export_bodies.bodies(store, election_id, rule)
    lines = adjudication.settled(election_id, frames_download.protocol_lines(store, election_id, rule=rule))
    published = official[among(official["unit_id"], registry["station_id"])]
    named = registry.rename(
        columns={
            "number": "station_number",
            "registered_voters": "registered_voters_registry",
            "registered_voters_source": "registered_voters_registry_source",
        }
    )
    parts = merge.Parts(
        stations=named.drop(columns="registered_voters_registry"),
        protocol=lines,
        published=published,
        by_station=[
            named[["station_id", "registered_voters_registry"]],
            _assigned(store, election_id),
            _access(seen, read[ReportKind.PRESENCE]),
            _opening(read[ReportKind.OPENING]),
            _counted(counted, election, read[ReportKind.TURNOUT]),
            _seen(store, election_id, rule),
            _standing(revisions, found, rule),
        ],
        by_contest=[_count(read[ReportKind.COUNT], election), _results(lines, published, election), _conflicts(lines)],
    )
    table = merge.merge(parts, election)
    unpublished = table["results_state"].isna()
    return table.assign(
        release=DRAFT,
        adjudicated=table["adjudicated"].astype(object).where(
            table["adjudicated"].eq(True) | (table["conflicts_open_n"].fillna(0) > 0), None),
        log_position=position,
        registered_voters_protocol_source=table["protocol_source"].where(table["registered_voters_protocol"].notna()),
        results_state=table["results_state"].astype(object).mask(unpublished, "cannot_be_compared"),
        results_reason=table["results_reason"].astype(object).mask(unpublished, merge.NOT_PUBLISHED),
    )


def _conflicts(lines: pd.DataFrame) -> pd.DataFrame:
    told = lines[lines["value"].notna()]
    apart = told.groupby([*CONTEST_KEYS, "figure_code", "option_code"])["value"].nunique() > 1
    open_ = apart.groupby(level=CONTEST_KEYS).sum().astype("Int64").rename("conflicts_open_n")
    settled = told.groupby(CONTEST_KEYS)["adjudicated"].any().rename("adjudicated")
    return pd.concat([open_, settled], axis=1).reset_index()


def asked(election: Election, audience: Audience) -> list[Asked]:
    """The answer columns that an audience gets, as the dictionary describes them."""
    made = []
    for field in merge_reports.fields(election):
        form = field.form_field
        if audience is Audience.PUBLIC and (field.is_free_text or field.column == "danger"):
            continue
        kind = "instant" if field.is_instant else "int" if form is not None and form.kind is FieldKind.COUNT else "text"
        made.append(
            Asked(
                field.column,
                kind,
                form.unit.value if form is not None and form.unit else "",
                form.voice.value if form is not None and form.voice else "",
                "|".join(choice.code for choice in form.choices) if form is not None else "",
                form.label if form is not None else export_bodies.UNASKED[field.column],
            )
        )
    return made


def official_table(official: pd.DataFrame, store: Store, election_id: str) -> pd.DataFrame:
    """official.csv for everybody: these figures are public."""
    levels = export_bodies.levels(store, election_id)
    pairs = [SHARES.get(basis, (None, None)) for basis in official["basis"]]
    return (
        official.rename(columns={"code": "figure"})
        .assign(
            level=official["unit_id"].map(levels).fillna("station"),
            numerator=pd.Series([pair[0] for pair in pairs], index=official.index, dtype=object),
            denominator=pd.Series([pair[1] for pair in pairs], index=official.index, dtype=object),
        )
        .replace({"": None})
    )


def entries(election: Election, audience: Audience) -> dict[str, dict[str, list[Entry]]]:
    """The dictionary's entries by language and file."""
    protocol, published = _pairs(merge.protocol_names(election)), _pairs(merge.published_names(election))
    made: dict[str, dict[str, list[Entry]]] = {}
    for code in LANGUAGES:
        with using(code):
            made[code] = {
                "stations.csv": dictionary.stations(election, protocol, published),
                "reports.csv": dictionary.reports(asked(election, audience)),
                "official.csv": dictionary.official(),
            }
    return made


def _pairs(names: Mapping[tuple[str, str], str]) -> list[tuple[FigureCode, str]]:
    return [(FigureCode(code), option) for code, option in names]


def rule(table: pd.DataFrame, election: Election) -> Rule:
    """What the public table shows of every station, what it adds up, and which columns give a reason."""
    registry = (
        "election_id",
        "contest_id",
        "release",
        "is_simulated",
        "is_leading_contest",
        "station_id",
        "station_number",
        "region_code",
        "district_code",
        "place_kk",
        "place_ru",
        "place_en",
        "time_zone",
        "station_type",
        "registered_voters_registry",
        "registered_voters_registry_source",
        "row_level",
        "stations_n",
        "reports_shown",
        *[name for name in table.columns if name.startswith("published_")],
    )
    sums = [
        "voters_counted",
        "stated_final",
        "registered_voters_protocol",
        "incidents_n",
        "incidents_checked_n",
        "messages_n",
        "checklist_seen_n",
        "checklist_asked_n",
        "checklist_unseen_n",
        "findings_red",
        "findings_amber",
        "reports_n",
        *merge.protocol_names(election).values(),
        *[f"stated_voters_{hour:02d}" for hour in election.turnout_hours],
    ]
    reasons = [name for name in table.columns if name.endswith("_missing") and name.startswith(("protocol_", "registered_", "stated_"))]
    return Rule(registry, tuple(sums), (*reasons, "turnout_reason", "results_reason"))


def _for(
    audience: Audience, table: pd.DataFrame, reports: pd.DataFrame, election: Election, presence: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    if audience is Audience.PUBLIC:
        shown = disclosure.consenting(presence)
        marked = table.assign(row_level="station", stations_n=1, reports_shown=among(table["station_id"], shown))
        public = disclosure.public_stations(marked, shown, rule(marked, election))
        return public, disclosure.public_reports(reports, shown, ())
    return table, disclosure.partner_reports(reports) if audience is Audience.PARTNER else reports


def _whole_numbers(frame: pd.DataFrame, described: list[Entry]) -> pd.DataFrame:
    """Counts as whole numbers, never as floats that print .0."""
    counts = {entry.column for entry in described if entry.type == "int"} & set(frame.columns)
    return frame.astype(dict.fromkeys(counts, "Int64"))


def _reports(store: Store, election: Election, revisions: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Every revision with its answers. A country's bodies are the most that an export holds at once: they end here."""
    read: list[dict[str, Any]] = frames_download.bodies(revisions)
    verified, leaves = frames_download.verified(store, election.election_id), frames_download.leaves(store)
    standing = merge_reports.table(revisions, read, verified, found, leaves)
    standing["incident_id"] = incidents.numbers(election.election_id, standing["report_id"])
    return standing.join(merge_reports.answers(revisions["kind"].tolist(), read, election))


def build(store: Store, election: Election, audience: Audience) -> Tables:
    """All the tables of an audience, of one position of the ledger."""
    election_id, position = election.election_id, frames_coverage.position(store)
    rule = counting.in_force(election_id)
    revisions = frames_download.revisions(store, election_id, earlier=audience is Audience.INTERNAL)
    found, official = frames_download.contradictions(revisions), frames_download.official(store, election_id)
    reports = _reports(store, election, revisions, found)
    revisions = revisions.drop(columns="payload")
    release = releases.standing_now(election)
    table = stations(store, election, revisions, found, official, position, rule).assign(release=release.code)
    presence = frames_coverage.bodies(store, election_id, (ReportKind.PRESENCE,), ("publish_station",), rule=CountRule.ALL)
    table, reports = _for(audience, table, reports, election, presence)
    described = entries(election, audience)
    full = {"stations.csv": table, "reports.csv": reports, "official.csv": official_table(official, store, election_id)}
    order = {name: dictionary.visible(described["en"][name], audience.value) for name in full}
    frames = {name: _whole_numbers(frame[order[name]], described["en"][name]) for name, frame in full.items()}
    frames["dictionary.csv"] = dictionary.table(described, order)
    return Tables(frames, position, release, rule)
