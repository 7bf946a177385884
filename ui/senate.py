"""The pieces of the page of the Senate and the primaries of 2020: sentences, charts, lists of figures with their sources."""

import pandas as pd
import streamlit as st

from charts import background as drawn
from charts import processes, rendering
from charts.theme import Look
from locales import date_long, day_and_month, number, share, text
from schemas.claim import Source
from schemas.message import Message
from services.senate import Primaries, Senate, Winner
from services.wording import strong, strong_share
from ui import background, mazhilis
from ui.headline import small
from ui.pictures import Spec
from ui.plain import escaped, unbroken

STEPS: dict[str, Message] = {
    "nominated": Message("Nominated"),
    "registered": Message("Registered"),
    "on_ballot": Message("On the ballot"),
    "seats": Message("Seats"),
}
SENATE_FIGURES: dict[str, Message] = {
    "nominated": Message("Nominated, 13 July"),
    "registered": Message("Registered: 48 men and 10 women"),
    "withdrew_after_registration": Message("Withdrew after registration"),
    "on_ballot": Message("On the ballot"),
    "seats": Message("Seats, one of each region and city"),
    "electors": Message("Electors: deputies of local councils"),
    "observers": Message("Observers: 180 national and 5 international"),
    "attrition_registered_to_ballot": Message("Lost from registration to ballot, percent, computed"),
    "nominated_2017": Message("Nominated in 2017"),
    "nominated_2014": Message("Nominated in 2014"),
}
PERIODS: dict[str, Message] = {
    "process": Message("Whole selection"),
    "campaign": Message("Campaign", "primaries"),
    "voting": Message("Voting as planned"),
    "added": Message("Day added: the site was overloaded"),
}
PRIMARIES_FIGURES: dict[str, Message] = {
    "candidates_exact": Message("Candidates, by B. Baibek"),
    "votes_cast": Message("Voted, people"),
    "first_day_votes": Message("Voted on the first day, more than"),
    "complaints": Message("Complaints to the party control committee, more than"),
    "self_nominated_share": Message("Nominated themselves, percent"),
    "meetings": Message("Meetings of candidates, more than"),
    "debate_audience": Message("Audience of the debates, people"),
    "programme_projects": Message("Projects in the programme"),
}
REMOVED: dict[str, Message] = {
    "candidates_removed": Message("Removed in all"),
    "candidates_removed_absent_from_debates": Message("for absence from debates"),
    "candidates_removed_falsification": Message("for manipulation of votes, in the words of the party secretary"),
}
QUOTAS: dict[str, tuple[Message, str]] = {
    "quota_women": (Message("Women"), "women_share"),
    "quota_youth_under_35": (Message("People under 35"), "under_35_share"),
}
NAMES: dict[str, Message] = {
    str(each): each
    for each in (
        Message("Lukpanov Sagyndyk"),
        Message("Bektaev Ali"),
        Message("Rysbekova Lyazzat Tuyakbayevna"),
        Message("Makezhanov Sultanbek Almasbekovich"),
        Message("Yershov Sergey"),
        Message("Kapbarova Aigul"),
        Message("Perepechina Olga"),
    )
}


def name(winner: Winner) -> str:
    return text(NAMES[winner.name]) if winner.name in NAMES else winner.name


def senate_sentence(found: Senate) -> str:
    known = dict(found.steps)
    return text(
        "Senate: {nominated} nominated, {registered} registered, {ballot} on the ballot, {seats} seats. From nomination to ballot {loss} "
        "were lost.",
        nominated=strong(known["nominated"]), registered=strong(known["registered"]), ballot=strong(known["on_ballot"]),
        seats=strong(known["seats"]), loss=strong_share(1 - known["on_ballot"] / known["nominated"], 2),
    )  # fmt: skip


def primaries_sentence(found: Primaries) -> str:
    rounded, finer = found.bases.values()
    return text(
        "Primaries: {n} people voted. 84% is true of a base of {rounded}, 84.2% of {value} (between {low} and {high}): registered users of "
        "the party's information system, not party members.",
        n=strong(found.figures["votes_cast"].count), rounded=strong(rounded.value), value=strong(finer.value), low=number(finer.low),
        high=number(finer.high),
    )  # fmt: skip


def caveats(found: Senate) -> list[str]:
    return [
        text("The complete list of 17 winners with their shares was not found; of {n} winners no name was found.", n=found.not_found),
        text("The primaries' figures are the party's own statements."),
    ]


def steps_chart(found: Senate, look: Look) -> Spec:
    known = dict(found.steps)
    lost = {
        "registered": text("{n} fewer; why was not found", n=known["nominated"] - known["registered"]),
        "on_ballot": text("{n} withdrew", n=known["registered"] - known["on_ballot"]),
    }
    rows = [{"name": text(STEPS[key]), "n": n, "note": lost.get(key, ""), "open": False} for key, n in found.steps]
    title, key = (
        text("Candidates for the Senate, 12 August 2020"),
        text("nominated, registered and on the ballot are three different states"),
    )
    return rendering.specification(drawn.steps(pd.DataFrame(rows), look, title=title, key=key))


def bands_chart(found: Senate, look: Look) -> Spec:
    rows = []
    for band in found.bands:
        known = ", ".join(f"{name(each).split()[0]} {share(each.share, 2)}" for each in band.found)
        title = text("{low}–{high}%: {n} winners", low=band.low, high=band.high, n=band.stated)
        rows += [
            {"band": title, "place": place + 1, "known": place < len(band.found), "words": known if place == 0 else ""}
            for place in range(band.stated)
        ]
    return rendering.specification(processes.bands(pd.DataFrame(rows), look))


def periods_chart(found: Primaries, look: Look) -> Spec:
    rows = [
        {
            "name": text(PERIODS[each.code]), "first": each.first, "last": each.last, "open": each.code == "added",
            "words": "–".join(day_and_month(day) for day in dict.fromkeys((each.first, each.last))),
        }
        for each in found.periods
    ]  # fmt: skip
    return rendering.specification(processes.periods(pd.DataFrame(rows), look))


def removals_chart(found: Primaries, look: Look) -> Spec:
    rows = [{"name": text(words), "n": found.figures[key].count, "note": "", "open": False} for key, words in REMOVED.items()]
    rows.append({"name": text("without a reason given"), "n": found.unexplained, "note": "", "open": True})
    title, key = text("Candidates removed from the primaries"), text("hollow: a remainder that nobody explained; it is not shared out")
    return rendering.specification(drawn.steps(pd.DataFrame(rows), look, title=title, key=key))


def quotas_chart(found: Primaries, look: Look) -> Spec:
    rows = [
        {"name": text(words), "quota": found.figures[quota].share, "x": found.figures[of].share} for quota, (words, of) in QUOTAS.items()
    ]
    return rendering.specification(processes.quotas(pd.DataFrame(rows), look))


def winners_list(found: Senate) -> None:
    """Each winner that was found, with the share or that it was not found, and the source; then how the bands are read."""
    st.markdown(
        unbroken(text(
            "The document prints the bands 70–90, 80–90 and 90–100; the first two overlap. Read as 70–80, 80–90 and 90–100 they make "
            "{a} + {b} + {c} = {n}, and every share that was found lies in its band.",
            a=found.bands[0].stated,
            b=found.bands[1].stated,
            c=found.bands[2].stated,
            n=strong(sum(each.stated for each in found.bands)),
        ))
    )
    made = []
    for each in found.winners:
        won = text("share not found") if each.share is None else share(each.share, 2)
        how = f" ({text('computed from votes and ballots')})" if each.derived else ""
        if each.voted is not None and each.listed is not None:
            how += f"; {text('electors who voted: {k} of {n}', k=each.voted, n=each.listed)}"
        made.append(f"- {escaped(name(each))}: {strong(won)}{how}  \n  {small(background.link(each.source))}")
    st.markdown(unbroken("\n".join(made)))
    link = f"[{text('Forecasts of this election, held to the outcome')}](forecasts?election={found.election.election_id})"
    st.markdown(link)
    st.markdown(mazhilis.key_items(found.figures, SENATE_FIGURES))


def primaries_words(found: Primaries) -> None:
    """The site, the overlap, the quotas, each in a sentence; then every figure with its source."""
    added = found.periods[-1].last
    st.markdown(
        unbroken(text(
            "The site was overloaded, and voting was extended to {date}. Campaign and voting share {days} days. The quota of the party "
            "lists is {women} for women and {young} for people under 35 by B. Baibek; The Astana Times merges both into one of 30%, "
            "EURACTIV says under 29.",
            date=date_long(added),
            days=strong(found.days_in_common),
            women=strong_share(found.figures["quota_women"].share, 0),
            young=strong_share(found.figures["quota_youth_under_35"].share, 0),
        ))
    )
    st.markdown(mazhilis.key_items(found.figures, PRIMARIES_FIGURES))


def sources(senate: Senate, primaries: Primaries, view: str) -> list[Source]:
    if view == "senate":
        return [*(senate.figures[key].source for key in STEPS), senate.claims_source, *(each.source for each in senate.winners)]
    keys = [*REMOVED, *QUOTAS, "women_share", "under_35_share", "voting_start", "process_start", "turnout_one_decimal"]
    return [primaries.figures[key].source for key in keys]
