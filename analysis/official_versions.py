"""How published figures changed after they were published, and what was computed with the earlier values and is with the later ones."""

from dataclasses import dataclass

import pandas as pd

from analysis import official
from analysis.official import STATUS_RANK
from schemas.figure import FigureCode

KEY = ["unit_id", "contest_id", "code", "option_code", "basis"]
"""What makes published values one figure's: as of different hours, of different standing, corrected."""


def _in_time(history: pd.DataFrame) -> pd.DataFrame:
    """By the hour spoken of (the day's result last), then by standing, then in the order of coming in."""
    ranked = history.assign(rank=history["status"].map(STATUS_RANK), of_no_hour=history["as_of_at"].isna())
    return ranked.sort_values(["of_no_hour", "as_of_at", "rank", "figure_id"], kind="stable").drop(columns=["rank", "of_no_hour"])


def figures(history: pd.DataFrame) -> pd.DataFrame:
    """One row a figure with more than one version: KEY, versions_n, values_n (different ones), corrected_n, first, last (values). Those
    that were corrected first, then by the number of different values. Another speaker's claims are no versions of the commission's."""
    own = _in_time(official.commission(history))
    if own.empty:
        return pd.DataFrame(columns=[*KEY, "versions_n", "values_n", "corrected_n", "first", "last"])
    grouped = own.groupby(KEY, sort=False, observed=True).agg(
        versions_n=("value", "size"), values_n=("value", "nunique"), corrected_n=("is_superseded", "sum"), first=("value", "first"),
        last=("value", "last"))
    found = grouped[grouped["versions_n"] > 1].reset_index()
    return found.sort_values(["corrected_n", "values_n"], ascending=False, kind="stable", ignore_index=True)


def versions(history: pd.DataFrame, key: tuple[str, ...]) -> pd.DataFrame:
    """Every version of one figure in time order: the columns of the history and `change`, its value less the one before it (missing in
    the first)."""
    own = official.commission(history)
    chosen = own[(own[KEY] == list(key)).all(axis=1)]
    ordered = _in_time(chosen).reset_index(drop=True)
    return ordered.assign(change=ordered["value"].diff())


def announced(history: pd.DataFrame) -> pd.DataFrame:
    """What was known on the night: of each figure the last value that was not final, read as the day's. Empty where there is none."""
    own = official.commission(history)
    night = own[(own["status"] != "final") & own["as_of_at"].notna()].sort_values(["as_of_at", "figure_id"], kind="stable")
    last = night.drop_duplicates(KEY, keep="last")
    return last.assign(as_of_at=pd.Series(pd.NaT, index=last.index, dtype=last["as_of_at"].dtype))


def standing(history: pd.DataFrame) -> pd.DataFrame:
    """What nothing supersedes."""
    return history[~history["is_superseded"]]


def before_corrections(history: pd.DataFrame) -> pd.DataFrame:
    """As if no correction had come: what supersedes nothing."""
    return history[history["supersedes_id"].isna()]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One computed statement with the earlier and with the later figures; None where it cannot be computed.

    `name`: registered_voters, ballots_issued, votes_for_options, without_vote (counts); turnout (issued / list), votes_share,
    issued_share, list_share of `option_code` (shares in [0, 1]); passes (1 or 0: the option's share reaches the threshold)."""

    name: str
    before: float | None
    after: float | None
    option_code: str = ""

    @property
    def changed(self) -> bool:
        return self.before is not None and self.after is not None and self.before != self.after


SHARES = ("turnout", "votes_share", "issued_share", "list_share")
COUNTS = ("registered_voters", "ballots_issued", "votes_for_options", "without_vote")


def _computed(
    figures_: pd.DataFrame, contest_id: str, order: tuple[str, ...], threshold_share: float | None
) -> dict[tuple[str, str], float]:
    """Every conclusion that these figures give, by name and option."""
    found = official.totals(figures_, contest_id)
    values: dict[tuple[str, str], float | None] = {
        ("registered_voters", ""): found.registered_voters,
        ("ballots_issued", ""): found.ballots_issued,
        ("turnout", ""): found.ballots_issued / found.registered_voters if found.ballots_issued and found.registered_voters else None,
        ("votes_for_options", ""): found.votes_for_options,
        ("without_vote", ""): found.without_vote,
    }
    table = official.options(figures_, contest_id, order)
    for name in ("votes_share", "issued_share", "list_share"):
        values |= {(name, str(code)): value for code, value in zip(table["option_code"], table[name].tolist(), strict=True)}
    if threshold_share:
        reached = (table["votes_share"] >= threshold_share).where(table["votes_share"].notna())
        values |= {("passes", str(code)): value for code, value in zip(table["option_code"], reached.tolist(), strict=True)}
    return {key: float(value) for key, value in values.items() if value is not None and pd.notna(value)}


def conclusions(
    earlier: pd.DataFrame, later: pd.DataFrame, contest_id: str, order: tuple[str, ...], threshold_share: float | None = None
) -> list[Conclusion]:
    """Each conclusion that both give, with both values; `order` are the option codes."""
    if earlier.empty or later.empty:
        return []
    before, after = (_computed(each, contest_id, order, threshold_share) for each in (earlier, later))
    return [Conclusion(name, before[name, option], after[name, option], option) for name, option in before if (name, option) in after]


def list_growth(made: list[Conclusion]) -> int | None:
    """By how many voters the list changed; None where one of the two is not known."""
    found = next((each for each in made if each.name == FigureCode.REGISTERED_VOTERS), None)
    return None if found is None or found.before is None or found.after is None else int(found.after - found.before)
