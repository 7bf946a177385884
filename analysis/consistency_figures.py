"""Published turnout of one election as the rules of analysis.consistency take it: one row a unit and instant, the last word on each."""

from datetime import datetime
from typing import Any

import pandas as pd

from analysis import consistency
from analysis.consistency import Announced, Held
from schemas.figure import FigureCode
from schemas.official import Basis

C = FigureCode
KEY = ["unit_id", "as_of_at"]


def _last_words(figures: pd.DataFrame, code: FigureCode) -> pd.DataFrame:
    rows = figures[figures["code"].eq(code)].sort_values("figure_id")
    return rows.drop_duplicates(KEY, keep="last")


def announced(figures: pd.DataFrame) -> list[Announced]:
    """Every announced turnout with the counts of the same unit and instant. `figures`: figure_id, unit_id, code, value (a share in
    [0, 1], or people), as_printed, basis, as_of_at (UTC, missing for the day's result); what is superseded is left out."""
    shares = _last_words(figures[figures["basis"].isin([Basis.ISSUED_OF_LIST, ""])], C.TURNOUT_ISSUED_SHARE)
    for code, name in ((C.BALLOTS_ISSUED, "issued"), (C.REGISTERED_VOTERS, "registered")):
        counts = _last_words(figures, code).rename(columns={"value": name})
        shares = shares.merge(counts[[*KEY, name]], on=KEY, how="left")
    columns = (shares[name].tolist() for name in ("unit_id", "as_of_at", "value", "as_printed", "issued", "registered"))
    return [
        Announced(str(unit), _instant(at), round(float(share), 8), _number(printed), _count(issued), _count(registered))
        for unit, at, share, printed, issued, registered in zip(*columns, strict=True)
    ]


def _instant(at: Any) -> datetime | None:
    return None if pd.isna(at) else pd.Timestamp(at).to_pydatetime()


def _number(printed: str) -> str:
    """A percentage as printed, without its sign and with a decimal point."""
    return printed.replace("%", "").replace(",", ".").strip()


def _count(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def issued_by_hour(figures: pd.DataFrame) -> dict[str, list[int]]:
    """Voters who received ballots by unit, in the order of the hours announced."""
    timed = _last_words(figures[figures["as_of_at"].notna()], C.BALLOTS_ISSUED).sort_values("as_of_at", kind="stable")
    return {str(unit): [int(value) for value in rows["value"]] for unit, rows in timed.groupby("unit_id")}


def held(figures: pd.DataFrame, country: str, regions: int) -> tuple[Held, ...]:
    """The rules that published turnout can be held to, in their order. `regions`: how many the country has."""
    found = announced(figures)
    return (
        consistency.together(consistency.not_falling(found), consistency.counts_not_falling(issued_by_hour(figures))),
        consistency.between_regions(found, country, regions),
        consistency.within_list(found),
        consistency.count_makes_share(found),
    )
