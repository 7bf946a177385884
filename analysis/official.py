"""What was published, put side by side: the strongest figure of each kind, shares on every base, turnout by the hour, announced
against later values, pollsters beside results. Nothing here prefers a value silently: every source stays in the frame it came from."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from schemas.figure import FigureCode, FigureUnit
from schemas.official import Basis

COUNTRY = "KZ"
STATUS_RANK = {"interim": 0, "preliminary": 1, "final": 2}
CONFIDENCE_RANK = {"derived": 0, "low": 1, "medium": 2, "high": 3}
C = FigureCode


@dataclass(frozen=True, slots=True)
class Totals:
    """National counts of one contest; None where nothing was published. `turnout_share`: issued of the list, as announced."""

    registered_voters: int | None
    ballots_issued: int | None
    votes_for_options: int | None
    turnout_share: float | None
    turnout_status: str
    stations: int | None

    @property
    def without_vote(self) -> int | None:
        """Voters who received ballots less votes for options: invalid, spoiled, carried away and not cast together. Published figures
        that do not split it give no count of invalid ballots."""
        if self.ballots_issued is None or self.votes_for_options is None:
            return None
        return self.ballots_issued - self.votes_for_options


def commission(figures: pd.DataFrame) -> pd.DataFrame:
    """The commission's own figures: rows without another speaker."""
    return figures[figures["speaker"] == ""]


def strongest(figures: pd.DataFrame) -> pd.DataFrame:
    """One row for each unit, contest, code, option and basis: final before preliminary before interim, a day's final value before one
    of an hour and a later hour before an earlier one, then by confidence, then the one that was imported first."""
    ranked = figures.assign(
        status_rank=figures["status"].map(STATUS_RANK),
        of_no_hour=figures["as_of_at"].isna(),
        confidence_rank=figures["confidence"].map(CONFIDENCE_RANK),
    ).sort_values(
        ["status_rank", "of_no_hour", "as_of_at", "confidence_rank", "figure_id"],
        ascending=[False, False, False, False, True],
        kind="stable",
    )
    keys = ["unit_id", "contest_id", "code", "option_code", "basis"]
    return ranked.drop_duplicates(keys).drop(columns=["status_rank", "of_no_hour", "confidence_rank"]).sort_index()


def _one(best: pd.DataFrame, code: FigureCode, contest_id: str) -> pd.Series | None:
    """The country's strongest row of a code, of this contest or of none: people belong to no contest."""
    rows = best[
        (best["unit_id"] == COUNTRY) & (best["code"] == code) & (best["option_code"] == "") & best["contest_id"].isin(["", contest_id])
    ]
    return None if rows.empty else rows.iloc[0]


def _count(best: pd.DataFrame, code: FigureCode, contest_id: str) -> int | None:
    row = _one(best, code, contest_id)
    return None if row is None else int(row["value"])


def totals(figures: pd.DataFrame, contest_id: str) -> Totals:
    """The country's totals. Votes for options are the published sum, else nothing: never the sum of the options that were found."""
    own = commission(figures)
    turnout = _one(strongest(own[own["basis"] == Basis.ISSUED_OF_LIST]), C.TURNOUT_ISSUED_SHARE, contest_id)
    # A count of one hour of the day is never the base of a share of the whole day's votes.
    best = strongest(own[own["as_of_at"].isna() | (own["status"] == "final")])
    return Totals(
        registered_voters=_count(best, C.REGISTERED_VOTERS, contest_id),
        ballots_issued=_count(best, C.BALLOTS_ISSUED, contest_id),
        votes_for_options=_count(best, C.VOTES_FOR_OPTIONS, contest_id),
        turnout_share=None if turnout is None else float(turnout["value"]),
        turnout_status="" if turnout is None else str(turnout["status"]),
        stations=_count(best, C.STATIONS, contest_id),
    )


def _divided(votes: float | None, of: int | None) -> float | None:
    return votes / of if votes is not None and of else None


def options(figures: pd.DataFrame, contest_id: str, order: tuple[str, ...]) -> pd.DataFrame:
    """The country's result by option, in the order given: option_code, votes, seats (Int64), announced_share, announced_basis,
    votes_share (of votes for options), issued_share (of voters who received ballots), list_share (of the list).

    The three shares are the published votes divided by the published totals; missing where one of them is."""
    found = totals(figures, contest_id)
    best = strongest(commission(figures))
    own = best[(best["unit_id"] == COUNTRY) & (best["contest_id"] == contest_id)]
    votes = own[own["code"] == C.VOTES].set_index("option_code")["value"]
    seats = own[own["code"] == C.SEATS].set_index("option_code")["value"]
    printed = own[(own["code"] == C.VOTES_SHARE) & (own["confidence"] != "derived")].drop_duplicates("option_code").set_index("option_code")
    codes = [*order, *sorted((set(votes.index) | set(printed.index)) - set(order))]
    rows = [
        {
            "option_code": code,
            "votes": votes.get(code),
            "seats": seats.get(code),
            "announced_share": printed["value"].get(code),
            "announced_basis": printed["basis"].get(code, ""),
            "votes_share": _divided(votes.get(code), found.votes_for_options),
            "issued_share": _divided(votes.get(code), found.ballots_issued),
            "list_share": _divided(votes.get(code), found.registered_voters),
        }
        for code in codes
    ]
    columns = ["option_code", "votes", "seats", "announced_share", "announced_basis", "votes_share", "issued_share", "list_share"]
    shares = dict.fromkeys(["announced_share", "votes_share", "issued_share", "list_share"], "float64")
    return pd.DataFrame(rows, columns=columns).astype({"votes": "Int64", "seats": "Int64", **shares})


def station_sums(figures: pd.DataFrame, stations: pd.Series, contest_id: str) -> pd.DataFrame:
    """What the published stations add up to: code, option_code, value (Int64, people, ballots or votes as the code says), stations_n; in
    the order in which they were stored. A station without the figure adds nothing and is not counted; shares are never added.

    `stations`: ids of the registry. People belong to no contest and are counted with each of them. This is our own sum, never a
    published total."""
    own = commission(figures)
    counts = own["unit"].ne(FigureUnit.SHARE) & own["value"].notna()
    own = own[counts & own["unit_id"].isin(stations) & own["contest_id"].isin(["", contest_id])]
    best = strongest(own).drop_duplicates(["unit_id", "code", "option_code"])
    added = best.groupby(["code", "option_code"], sort=False).agg(value=("value", "sum"), stations_n=("unit_id", "nunique"))
    return added.astype({"value": "Int64", "stations_n": "int64"}).reset_index()


def group_sums(groups: pd.DataFrame, contest_id: str) -> pd.DataFrame | None:
    """`station_sums` from what the database has added up by source and kind (data.store.frames_official.station_groups); None where a
    station has one figure twice, of two sources or hours: then the strongest of them must be chosen first."""
    own = groups[groups["speaker"].eq("") & groups["unit"].ne(FigureUnit.SHARE) & groups["contest_id"].isin(["", contest_id])]
    if own.duplicated(["code", "option_code"]).any() or own["figures_n"].ne(own["stations_n"]).any():
        return None
    return own[["code", "option_code", "value", "stations_n"]].astype({"value": "Int64", "stations_n": "int64"}).reset_index(drop=True)


def polls(figures: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """What pollsters said beside what was announced: speaker, option_code, poll_share, announced_share, difference (poll minus
    announced, share), note. A poll stands for votes for options; its own base was not printed, so the difference is a comparison of
    an estimate with a count and says no more than that."""
    said = figures[(figures["speaker"] != "") & (figures["code"] == C.VOTES_SHARE) & (figures["unit_id"] == COUNTRY)]
    said = said[said["option_code"].isin(results["option_code"])]
    merged = said.merge(results[["option_code", "announced_share"]], on="option_code", how="left").rename(columns={"value": "poll_share"})
    merged["difference"] = merged["poll_share"] - merged["announced_share"]
    return merged[["speaker", "option_code", "poll_share", "announced_share", "difference", "note"]].reset_index(drop=True)


def places(figures: pd.DataFrame, contest_id: str) -> pd.DataFrame:
    """What was published of single regions and towns by option, in the order of the units: unit_id, name_en, name_ru, name_kk,
    option_code, votes, seats (Int64), share (float, as announced), as_printed, publisher, address."""
    own = strongest(commission(figures))
    own = own[(own["unit_id"] != COUNTRY) & (own["contest_id"] == contest_id) & (own["option_code"] != "")]
    rows = []
    for (unit_id, option), some in own.groupby(["unit_id", "option_code"], sort=False):
        by_code = dict(zip(some["code"], some.to_dict("records"), strict=True))
        if not by_code.keys() & {C.VOTES, C.SEATS, C.VOTES_SHARE}:
            continue
        told, first = by_code.get(C.VOTES_SHARE, {}), some.iloc[0]
        rows.append({
            "unit_id": unit_id, **{name: first[name] for name in ("name_en", "name_ru", "name_kk")}, "option_code": option,
            "votes": by_code.get(C.VOTES, {}).get("value"), "seats": by_code.get(C.SEATS, {}).get("value"),
            "share": told.get("value"), "as_printed": told.get("as_printed", ""), "publisher": first["publisher"],
            "address": first["address"],
        })
    columns = [
        "unit_id", "name_en", "name_ru", "name_kk", "option_code", "votes", "seats", "share", "as_printed", "publisher", "address"]
    return pd.DataFrame(rows, columns=columns).astype({"votes": "Int64", "seats": "Int64", "share": "float64"})


def turnout(figures: pd.DataFrame) -> pd.DataFrame:
    """Announced shares of the list by unit and instant: unit_id, level, name_en, name_ru, name_kk, sort, as_of_at, share, as_printed,
    status, title, address. Where several sources give one hour, the most trusted stays here and all stay among the figures."""
    rows = commission(figures)
    rows = rows[(rows["code"] == C.TURNOUT_ISSUED_SHARE) & rows["as_of_at"].notna() & (rows["basis"] == Basis.ISSUED_OF_LIST)]
    rows = rows.assign(rank=rows["confidence"].map(CONFIDENCE_RANK)).sort_values(
        ["rank", "figure_id"], ascending=[False, True], kind="stable"
    )
    rows = rows.drop_duplicates(["unit_id", "as_of_at"]).rename(columns={"value": "share"})
    columns = ["unit_id", "level", "name_en", "name_ru", "name_kk", "sort", "as_of_at", "share", "as_printed", "status", "title", "address"]
    return rows[columns].sort_values(["sort", "as_of_at"], kind="stable", ignore_index=True)


def not_found(series: pd.DataFrame, due: tuple[datetime, ...]) -> tuple[datetime, ...]:
    """The set hours for which no figure of any unit was found: within ten minutes after the hour counts as the hour."""
    known = list(series["as_of_at"].unique())
    return tuple(at for at in due if not any(0 <= (one - pd.Timestamp(at)).total_seconds() <= 600 for one in known))


@dataclass(frozen=True, slots=True)
class AnnouncedLater:
    """The country's turnout of the last announced hour beside the later value. Shares of the list, and as they were printed ("" where that
    is not known); counts of people, None where not published."""

    announced_at: datetime
    announced_share: float
    later_share: float
    later_status: str
    announced_issued: int | None
    later_issued: int | None
    announced_registered: int | None
    later_registered: int | None
    announced_printed: str = ""
    later_printed: str = ""

    @property
    def difference(self) -> float:
        """Later minus announced, a share in [−1, 1]."""
        return self.later_share - self.announced_share


def announced_against_later(figures: pd.DataFrame) -> AnnouncedLater | None:
    """None where only one of the two was found."""
    own = commission(figures)
    own = own[own["unit_id"] == COUNTRY]
    shares = own[(own["code"] == C.TURNOUT_ISSUED_SHARE) & (own["basis"] == Basis.ISSUED_OF_LIST)]
    announced = shares[shares["as_of_at"].notna()].sort_values(["as_of_at", "figure_id"], kind="stable")
    later = strongest(shares[shares["as_of_at"].isna() | (shares["status"] == "final")])
    if announced.empty or later.empty:
        return None
    last = announced[announced["as_of_at"] == announced["as_of_at"].max()].iloc[0]
    at, after = last["as_of_at"], strongest(own[own["as_of_at"].isna() | (own["status"] == "final")])

    def count(rows: pd.DataFrame, code: FigureCode) -> int | None:
        values = rows.loc[rows["code"] == code, "value"]
        return None if values.empty else int(values.iloc[0])

    def printed(row: pd.Series) -> str:
        return str(row["as_printed"]) if "as_printed" in row.index and pd.notna(row["as_printed"]) else ""

    then = own[own["as_of_at"] == at]
    return AnnouncedLater(
        announced_at=at.to_pydatetime(),
        announced_share=float(last["value"]),
        later_share=float(later.iloc[0]["value"]),
        later_status=str(later.iloc[0]["status"]),
        announced_issued=count(then, C.BALLOTS_ISSUED),
        later_issued=count(after, C.BALLOTS_ISSUED),
        announced_registered=count(then, C.REGISTERED_VOTERS),
        later_registered=count(after, C.REGISTERED_VOTERS),
        announced_printed=printed(last),
        later_printed=printed(later.iloc[0]),
    )
