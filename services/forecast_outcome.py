"""What an election came to, as it was published: the shares and the winners that forecasts are held to."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis import forecast as arithmetic
from analysis import official as published
from data.store import frames_official
from schemas.election import Contest, Election
from schemas.figure import FigureCode
from schemas.official import Basis, OfficialStatus
from services import background, clock, embargo, house

SENATE = "kz-2020-senate"
"""Its winners stand by name in a tracked table; it has no options and no shares of one ballot."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`shares` in [0, 1] of votes for all options and `winners`, `losers` by option code, or by `analysis.forecast.key` of a name;
    `names`: how each is printed. `seats`: how many won, of whom `winners` are known. `sources`: title, address pairs."""

    shares: Mapping[str, float]
    winners: frozenset[str]
    losers: frozenset[str]
    seats: int
    names: Mapping[str, str]
    sources: tuple[tuple[str, str], ...]

    @property
    def unknown_n(self) -> int:
        """Winners whose names were not found."""
        return self.seats - len(self.winners)


def of(election: Election) -> Outcome | None:
    """None before the last station has closed, also where there is no embargo, and while nothing is published of it."""
    return None if clock.now() < embargo.last_close(election) else _published(election)


def is_published(election: Election) -> bool:
    """Whether a result was brought in, although stations abroad may still be open: from then on nobody foresees it. The tracked table of
    the Senate is no such result: it was made long after."""
    return election.election_id != SENATE and _published(election) is not None


def _published(election: Election) -> Outcome | None:
    if election.election_id == SENATE:
        return _senate()
    if not election.contests or not election.leading_contest.options:
        return None
    return _options(election, election.leading_contest)


def _senate() -> Outcome:
    rows = background.listed("senate_2020_results.csv")
    seats = background.figures("senate_2020_key_figures.csv")["seats"].count
    keys = {row["candidate"]: arithmetic.key(row["candidate"]) for row in rows}
    shares = {keys[row["candidate"]]: float(row["vote_share_pct"]) / 100 for row in rows if row["vote_share_pct"]}
    by = {outcome: frozenset(keys[row["candidate"]] for row in rows if row["outcome"] == outcome) for outcome in ("winner", "loser")}
    sources = tuple(dict.fromkeys((row["source_title"], row["source_url"]) for row in rows))
    return Outcome(shares, by["winner"], by["loser"], seats, {key: name for name, key in keys.items()}, sources)


def _options(election: Election, contest: Contest) -> Outcome | None:
    """Of votes where every option's were published, else of the shares of votes as printed; a count under way is no outcome."""
    figures = frames_official.figures(house.store(), election.election_id, with_stations=False)
    figures = figures[figures["status"] != OfficialStatus.INTERIM]
    found = published.options(figures, contest.contest_id, contest.option_codes).set_index("option_code")
    shares = _shares(found)
    if not shares:
        return None
    winners = frozenset(_winners(shares, contest))
    used = figures[(figures["level"] == "country") & figures["code"].isin([FigureCode.VOTES, FigureCode.VOTES_SHARE])]
    used = used[used["speaker"].eq("")].drop_duplicates("title")
    return Outcome(
        shares, winners, frozenset(shares) - winners, len(winners), {each.code: each.name.en for each in contest.options},
        tuple(zip(used["title"].astype(str), used["address"].astype(str), strict=True)),
    )  # fmt: skip


def _shares(found: pd.DataFrame) -> dict[str, float]:
    votes = found["votes"].dropna()
    if len(found) and len(votes) == len(found) and votes.sum() > 0:
        return {str(code): float(value) / float(votes.sum()) for code, value in votes.items()}
    printed = found.loc[found["announced_basis"].eq(Basis.OPTION_OF_VOTES), "announced_share"].dropna()
    return {str(code): float(value) for code, value in printed.items()}


def _winners(shares: Mapping[str, float], contest: Contest) -> list[str]:
    """Lists that passed the threshold, where seats are shared out; else the option with most votes."""
    running = {code: share for code, share in shares.items() if code != contest.against_all}
    if contest.threshold_share is not None and contest.seats:
        return [code for code, share in running.items() if share >= contest.threshold_share]
    return [max(running, key=lambda code: running[code])] if running else []
