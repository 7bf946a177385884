"""The pieces of the page of turnout since 2016: the sentence, one territory's line beside the country's, the table."""

import pandas as pd

from charts import processes, rendering
from charts.theme import Look
from charts.tiles import ANNOUNCED
from locales import clock, date_short, language, share, text
from schemas.message import Message
from services.turnout_history import History, Series, Vote
from services.wording import begun, strong
from ui import tables, tiles
from ui.election import title
from ui.official_words import TESTS, said
from ui.pictures import Spec
from ui.tables import Column
from ui.tiles import Grid

SIDES: dict[str, Message] = {"until": Message("until 7 June 2022"), "since": Message("since 8 June 2022")}


def name(series: Series) -> str:
    side = series.key.partition(" ")[2]
    own = begun(series.name.in_language(language()))
    return f"{own}, {text(SIDES[side])}" if side else own


def sentence(found: History) -> str:
    whole = sum(len(each.values) == len(found.votes) for each in found.series if each.code != "KZ")
    return text(
        "{votes} votes since 2019 with turnout by region; {whole} territories can be followed through all of them. Three regions became "
        "smaller on 8 June 2022 and stand as two series each.",
        votes=strong(len(found.votes)), whole=strong(whole),
    )  # fmt: skip


def caveats(found: History) -> list[str]:
    names = {each.code: each.name.in_language(language()) for each in found.series}
    return [
        *(
            text(
                "Not decided: {units}, {day} at {hour}: {test}.",
                units=", ".join(names.get(code, code) for code in each.unit_id.split(";")),
                day=date_short(vote.election.held_on), hour=each.as_of, test=said(TESTS, each.test),
            )
            for each, vote in found.undecided
        ),
        text("Shares of the list at the last hour announced for all regions, not final values; the hours differ and stand in the heads."),
        text("Parliament, president and referendum are different votes: a difference between them needs no other cause."),
    ]


def chart(found: History, key: str, look: Look) -> Spec:
    chosen = [each for each in found.series if each.code == "KZ" or each.key == key]
    rows = [
        {"name": name(each), "vote": date_short(vote.election.held_on), "x": each.values[vote.election.election_id].share}
        for each in chosen
        for vote in found.votes
        if vote.election.election_id in each.values
    ]
    return rendering.specification(processes.history(pd.DataFrame(rows), look))


def grid(found: History, vote: Vote) -> Grid:
    """One vote's announced turnout, on the regions as they were on its day: 17 before 8 June 2022, 20 since."""
    election = vote.election
    regions = [each for each in found.series if each.code != "KZ" and election.election_id in each.values]
    own = {each.code: each.values[election.election_id] for each in regions}
    places = {code: len(hour.printed.partition(".")[2]) for code, hour in own.items()}
    return Grid(
        tiles.shares(list(own), {code: hour.share for code, hour in own.items()}, election.held_on, places),
        text("Announced turnout by region, {hour}", hour=f"{date_short(election.held_on)}, {clock(vote.at, election.capital_zone)}"),
        text("voters who received ballots, share of the list, as announced; hour of the capital"),
        ANNOUNCED,
    )


def votes(found: History) -> dict[str, str]:
    """The votes to choose from, the newest first."""
    return {each.election.election_id: f"{date_short(each.election.held_on)} · {each.election.name.in_language(language())}"
            for each in reversed(found.votes)}  # fmt: skip


def choices(found: History) -> dict[str, str]:
    return {each.key: name(each) for each in found.series if each.code != "KZ"}


def rows(found: History) -> tuple[pd.DataFrame, dict[str, Column]]:
    columns = {"unit": Column(text("Unit"), width=290, begun=True)} | {
        vote.election.election_id: Column(
            f"{date_short(vote.election.held_on)} {clock(vote.at, vote.election.capital_zone)}", number=True, help=title(vote.election)
        )
        for vote in found.votes
    }
    made = []
    for each in found.series:
        cells = {code: share(hour.share, len(hour.printed.partition(".")[2])) for code, hour in each.values.items()}
        made.append({"unit": name(each), **cells})
    return tables.of(made, columns).fillna(""), columns
