"""The pieces of the page of 10 January 2021: sentences, charts, tables."""

from datetime import datetime

import pandas as pd
import streamlit as st

from charts import background as drawn
from charts import official as official_charts
from charts import rendering
from charts.theme import Look
from charts.tiles import ANNOUNCED
from locales import clock, language, number, share, signed, text
from schemas.background import KeyFigure
from schemas.election import Election
from schemas.message import Message
from services.mazhilis import Hour, Mazhilis, Poll
from services.wording import begun, pollster, strong, strong_share
from ui import background, tables, tiles
from ui.background_words import MAZHILIS
from ui.headline import small
from ui.pictures import Spec
from ui.plain import escaped, unbroken
from ui.tables import Column
from ui.tiles import Grid

PARTS: dict[str, Message] = {
    "registered_voters": MAZHILIS["registered_voters"],
    "ballots_received": MAZHILIS["ballots_received"],
    "votes_for_parties": MAZHILIS["votes_for_parties"],
}
NOT_STATED = Message("not stated", "poll")


def party_name(found: Mazhilis, code: str) -> str:
    options = found.election.leading_contest.options
    return next(each.name.in_language(language()) for each in options if each.code == code)


def sentence(found: Mazhilis) -> str:
    """The result with its bases, and whether the seats come out again."""
    first, known = found.parties[0], found.figures
    same = all(each.seats == each.seats_again for each in found.parties)
    seats = " · ".join(f"{escaped(party_name(found, each.code))} {strong(each.seats_again)}" for each in found.parties if each.seats_again)
    result = text(
        "{name}: {votes} votes = {share} of votes for parties, {issued} of voters who received ballots, {list} of the list.",
        name=escaped(party_name(found, first.code)), votes=strong(first.votes), share=strong_share(first.votes_share, 2),
        issued=strong_share(first.issued_share, 2), list=strong_share(first.list_share, 2),
    )  # fmt: skip
    again = text(
        "Recomputed by the law's rule with a threshold of {share}: {seats}.", share=share(known["threshold"].share, 0), seats=seats
    )
    told = text("The published seats are the same.") if same else text("The published seats are others.")
    return f"{result} {again} {told}"


def caveats(found: Mazhilis) -> list[str]:
    hours = ", ".join(clock(at, found.election.capital_zone) for at in found.not_found)
    return [
        text("Turnout at {hours} capital time: not found in any source.", hours=hours),
        text("Final turnout, lists and votes by region were not found; 22:00 is the last known hour."),
    ]


def gap_sentence(found: Mazhilis) -> str:
    issued = found.figures["ballots_received"].count
    return text(
        "{issued} voters received ballots; {votes} votes were announced for parties. The other {n}, {share} of those who received ballots, "
        "are not accounted for by votes for parties. The sources do not say how many of these ballots were invalid, spoiled, carried away "
        "or not cast.",
        issued=strong(issued), votes=strong(found.figures["votes_for_parties"].count), n=strong(found.without_vote),
        share=strong_share(found.without_vote / issued, 2),
    )  # fmt: skip


def result_chart(found: Mazhilis, look: Look) -> Spec:
    frame = pd.DataFrame(
        [
            {
                "name": party_name(found, each.code), "votes_share": each.votes_share, "issued_share": each.issued_share,
                "list_share": each.list_share, "polls": [],
            }
            for each in found.parties
        ]
    )  # fmt: skip
    return rendering.specification(official_charts.bases(frame, look, simulated=False))


def gap_chart(found: Mazhilis, look: Look) -> Spec:
    rows = [{"name": text(words), "n": found.figures[key].count, "note": "", "open": False} for key, words in PARTS.items()]
    rows.append({"name": text("Not accounted for by votes for parties"), "n": found.without_vote, "note": "", "open": True})
    title, key = text("From the list to the votes"), text("voters and votes, as published; hollow: the sources do not split it")
    return rendering.specification(drawn.steps(pd.DataFrame(rows), look, title=title, key=key))


def result_rows(found: Mazhilis) -> tuple[pd.DataFrame, dict[str, Column]]:
    columns = {
        "party": Column(text("List"), width=285),
        "votes": Column(text("Votes"), number=True),
        "announced": Column(text("Announced"), number=True),
        "votes_share": Column(text("○ of votes"), number=True, help=text("votes for the option, of votes for all options")),
        "issued_share": Column(text("□ of issued"), number=True, help=text("votes for the option, of voters who received ballots")),
        "list_share": Column(text("◇ of the list"), number=True, help=text("votes for the option, of voters on the list")),
        "seats": Column(text("Seats published"), number=True),
        "again": Column(text("Seats recomputed"), number=True),
        "source": Column(text("Source"), link=True),
    }
    rows = [
        {
            "party": party_name(found, each.code), "votes": number(each.votes), "announced": share(each.announced_share, 2),
            "votes_share": share(each.votes_share, 2), "issued_share": share(each.issued_share, 2), "list_share": share(each.list_share, 2),
            "seats": number(each.seats), "again": number(each.seats_again), "source": background.cell(each.source),
        }
        for each in found.parties
    ]  # fmt: skip
    return tables.of(rows, columns), columns


def day_chart(hours: tuple[Hour, ...], zone: str, look: Look, not_found: tuple[datetime, ...] = ()) -> Spec:
    """One row a region, the country first, then by the last hour."""
    last = {each.region: each for each in hours}
    order = sorted(last, key=lambda code: (code != "KZ", -last[code].share))
    rows = [
        {"name": begun(each.name.in_language(language())), "x": each.share, "hour": clock(each.at, zone), "last": each is last[code]}
        for code in order
        for each in hours
        if each.region == code
    ]
    drawn_day = official_charts.day(pd.DataFrame(rows), look, simulated=False, not_found=[clock(at, zone) for at in not_found])
    return rendering.specification(drawn_day)


def day_grid(hours: tuple[Hour, ...], election: Election) -> Grid:
    """Announced turnout of the last hour, by region; on the regions as they were on the day."""
    last = max(each.at for each in hours)
    own = {each.region: each for each in hours if each.at == last and each.region != election.country_code}
    places = {code: len(each.printed.partition(".")[2]) for code, each in own.items()}
    return Grid(
        tiles.shares(list(own), {code: each.share for code, each in own.items()}, election.held_on, places),
        text("Announced turnout by region, {hour}", hour=clock(last, election.capital_zone)),
        text("voters who received ballots, share of the list, as announced; hour of the capital"),
        ANNOUNCED,
    )


def day_rows(found: Mazhilis) -> tuple[pd.DataFrame, dict[str, Column]]:
    """17 regions and the country by the hours of the capital; an hour that no source has is an empty column that says so."""
    zone = found.election.capital_zone
    instants = sorted({each.at for each in found.hours} | set(found.not_found))
    columns = {"unit": Column(text("Unit"), width=230, begun=True)} | {
        clock(at, zone): Column(
            text("{hour}, not found", hour=clock(at, zone)) if at in found.not_found else clock(at, zone), number=True, kept=True
        )
        for at in instants
    }
    rows = []
    for code in dict.fromkeys(each.region for each in found.hours):
        own = [each for each in found.hours if each.region == code]
        cells = {clock(each.at, zone): share(each.share, len(each.printed.partition(".")[2])) for each in own}
        rows.append({"unit": own[0].name.in_language(language()), **cells})
    return tables.of(rows, columns).fillna(""), columns


def poll_sentence(polls: tuple[Poll, ...]) -> str:
    """For each poll: how many were asked, the error it stated, and its farthest answer."""
    return " ".join(_poll_words(each) for each in polls)


def _poll_words(poll: Poll) -> str:
    asked = number(poll.respondents) if poll.respondents else text(NOT_STATED)
    stations = number(poll.stations) if poll.stations else text(NOT_STATED)
    error = text("within {n} points", n=number(poll.error_points)) if poll.error_points is not None else text(NOT_STATED)
    return text(
        "{pollster}: stations {stations}, respondents {asked}, own error {error}.",
        pollster=strong(escaped(pollster(poll.pollster))), stations=stations, asked=asked, error=error,
    )  # fmt: skip


def poll_chart(polls: tuple[Poll, ...], names: dict[str, str], look: Look) -> Spec:
    rows = [
        {
            "option": names.get(answer.option, answer.option), "poll": place, "d": 100 * answer.difference,
            "error": poll.error_points if poll.error_points is not None else float("nan"),
        }
        for option in names
        for place, poll in enumerate(polls)
        for answer in poll.answers
        if answer.option == option and answer.difference is not None
    ]  # fmt: skip
    return rendering.specification(drawn.polls(pd.DataFrame(rows), look, names=[pollster(each.pollster) for each in polls]))


def poll_rows(polls: tuple[Poll, ...], names: dict[str, str]) -> tuple[pd.DataFrame, dict[str, Column]]:
    """Each poll's share beside the announced one; whether the difference is within the error that the pollster stated."""
    columns = {
        "option": Column(text("Option"), width=265),
        "pollster": Column(text("Pollster"), width=235),
        "poll": Column(text("Exit poll"), number=True),
        "announced": Column(text("Announced"), number=True),
        "difference": Column(text("Difference, points"), number=True),
        "within": Column(text("Within the poll's own error"), width=205),
        "source": Column(text("Source"), link=True),
    }
    rows = [
        {
            "option": names.get(answer.option, answer.option), "pollster": pollster(poll.pollster), "poll": share(answer.poll_share, 2),
            "announced": share(answer.announced_share, 2),
            "difference": "" if answer.difference is None else signed(100 * answer.difference, 2),
            "within": text(NOT_STATED) if answer.within_error is None else text("yes") if answer.within_error else text("no"),
            "source": background.cell(poll.source),
        }
        for option in names
        for poll in polls
        for answer in poll.answers
        if answer.option == option
    ]  # fmt: skip
    return tables.of(rows, columns), columns


def polls_view(polls: tuple[Poll, ...], names: dict[str, str], key: str) -> None:
    """What a poll can say, the sums of its shares, and the table."""
    st.markdown(unbroken(poll_sentence(polls)))
    sums = " · ".join(f"{escaped(pollster(each.pollster))} {share(each.whole, 2)}" for each in polls)
    words = text(
        "An exit poll estimates, the commission counts; what a poll's shares are of was not printed. Sums of the shares: {sums}.", sums=sums
    )
    st.markdown(small(words))
    tables.show(*poll_rows(polls, names), key=key, alt=text("Exit polls beside the announced result"))


def key_items(figures: dict[str, KeyFigure], names: dict[str, Message]) -> str:
    """Each figure with its source beside it, as one list in Markdown."""
    made = []
    for key, words in names.items():
        each = figures[key]
        digits = len(each.value.partition(".")[2])
        made.append(f"- {text(words)}: {strong(number(float(each.value), digits))}  \n  {small(background.link(each.source))}")
    return "\n".join(made)


def stations_view(found: Mazhilis) -> None:
    """Stations, abroad, lists; the one station between two counts is said, not resolved."""
    known = found.figures
    december, on_day = known["precinct_commissions_december"].count, known["polling_stations_election_day"].count
    st.markdown(
        text(
            "{december} precinct commissions in December and {day} stations on the day: both with their dates. One station may have been "
            "dissolved; no source says so. Abroad {abroad} stations in {countries} countries; one outlet printed 51.",
            december=strong(december),
            day=strong(on_day),
            abroad=strong(known["overseas_stations"].count),
            countries=strong(known["overseas_countries"].count),
        )
    )
    st.markdown(key_items(known, MAZHILIS))


def option_names(found: Mazhilis) -> dict[str, str]:
    return {each.code: party_name(found, each.code) for each in found.parties}
