"""The tables of the official page, in words: results on three bases, hours, every figure with its source, contradictions."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from locales import clock, date_short, language, number, share, signed, text
from schemas.claim import Contradiction
from schemas.election import Election
from schemas.figure import FIGURE_NAMES, FigureCode
from schemas.message import Message
from schemas.official import STATUS_NAMES, Basis, Confidence, OfficialStatus
from schemas.person import Actor
from services import official
from services.official import AnnouncedLater, Official
from services.wording import begun, pollster, source_title
from ui import also_published, empty, filters, official_sums, tables
from ui.headline import small
from ui.kept import Keeper
from ui.official import option_name, unit_name
from ui.official_words import ITEMS, KEPT, OUTLETS, STATED_AS_PERCENT, TESTS, published_on, said
from ui.plain import escaped
from ui.tables import Column

CONFIDENCE_NAMES: dict[str, Message] = {
    "high": Message("high", "confidence"),
    "medium": Message("medium", "confidence"),
    "low": Message("low", "confidence"),
    "derived": Message("computed", "confidence"),
}
BASE_WORDS: dict[Basis, Message] = {
    Basis.ISSUED_OF_LIST: Message("voters on the list"),
    Basis.OPTION_OF_VOTES: Message("votes for all options"),
    Basis.OPTION_OF_ISSUED: Message("voters who received ballots"),
    Basis.OPTION_OF_LIST: Message("voters on the list"),
    Basis.UNKNOWN: Message("not stated"),
}
SHARES = (FigureCode.TURNOUT_ISSUED_SHARE, FigureCode.VOTES_SHARE)


def option_rows(found: Official) -> tuple[pd.DataFrame, dict[str, Column]]:
    """The result by option: votes, their share on three bases, seats, and the share as announced with what it is of."""
    seats = found.options["seats"].notna().any()
    rows = []
    for _, row in found.options.iterrows():
        basis = Basis(row["announced_basis"]) if row["announced_basis"] else Basis.NONE
        rows.append(
            {
                "option": option_name(found, row["option_code"]),
                "votes": number(row["votes"]) if pd.notna(row["votes"]) else "",
                "votes_share": share(row["votes_share"], 2),
                "issued_share": share(row["issued_share"], 2),
                "list_share": share(row["list_share"], 2),
                "seats": number(row["seats"]) if pd.notna(row["seats"]) else "",
                "announced": share(row["announced_share"], 2),
                "basis": text(BASE_WORDS[basis]) if basis in BASE_WORDS else "",
            }
        )
    columns = {
        "option": Column(text("Option"), width=190),
        "votes": Column(text("Votes"), number=True),
        "votes_share": Column(text("○ of votes"), number=True, help=text("votes for the option, of votes for all options")),
        "issued_share": Column(text("□ of issued"), number=True, help=text("votes for the option, of voters who received ballots")),
        "list_share": Column(text("◇ of the list"), number=True, help=text("votes for the option, of voters on the list")),
        **({"seats": Column(text("Seats"), number=True)} if seats else {}),
        "announced": Column(text("Announced"), number=True),
        "basis": Column(text("Announced of"), help=text("Two shares are compared only when they are shares of the same.")),
    }
    return tables.of(rows, columns), columns


def poll_rows(found: Official, said: pd.DataFrame, help: str) -> tuple[pd.DataFrame, dict[str, Column]]:
    """What each pollster, or a party, said beside the announced share, with the difference in percentage points."""
    speakers = list(dict.fromkeys(said["speaker"]))
    rows = []
    for code, of_option in said.groupby("option_code", sort=False):
        said_of = of_option.set_index("speaker")
        cells = {
            speaker: _poll(said_of["poll_share"][speaker], said_of["difference"][speaker])
            for speaker in speakers
            if speaker in said_of.index
        }
        rows.append({"option": option_name(found, str(code)), "announced": _if_any(of_option["announced_share"].iloc[0]), **cells})
    columns = {"option": Column(text("Option"), width=190), "announced": Column(text("Announced"), number=True)} | {
        speaker: Column(pollster(speaker), number=True, help=help) for speaker in speakers
    }
    return tables.of(rows, columns).fillna(""), columns


def _if_any(value: float | None) -> str:
    return share(value, 2) if pd.notna(value) else ""


def _poll(said_share: float, difference: float | None) -> str:
    """A poll's share; the difference in brackets where an announced share is there to take it from."""
    if difference is None or pd.isna(difference):
        return share(said_share, 2)
    return f"{share(said_share, 2)} ({signed(100 * difference, 2)})"


def day_rows(found: Official) -> tuple[pd.DataFrame, dict[str, Column]]:
    """Units by announced hours of the capital; an hour that no source has is an empty column that says so."""
    zone, series = found.election.capital_zone, found.turnout
    instants = sorted({*(at.to_pydatetime() for at in series["as_of_at"]), *found.not_found})
    columns = {"unit": Column(text("Unit"), begun=True)} | {
        f"h{at:%Y%m%d%H%M}": Column(
            clock(at, zone) if at not in found.not_found else text("{hour}, not found", hour=clock(at, zone)),
            number=True,
            help=text("not found in any source") if at in found.not_found else None,
            kept=True,
        )
        for at in instants
    }
    printed = {
        (row["unit_id"], f"h{row['as_of_at']:%Y%m%d%H%M}"): share(row["share"], digits_of(row["as_printed"]))
        for _, row in series.iterrows()
    }
    units = series.drop_duplicates("unit_id")
    rows = [
        {"unit": unit_name(row), **{column: printed.get((row["unit_id"], column), "") for column in columns if column != "unit"}}
        for _, row in units.iterrows()
    ]
    return tables.of(rows, columns), columns


def digits_of(printed: object) -> int:
    """As many decimals as the source printed."""
    return len(str(printed).partition(".")[2])


def figure_rows(found: Official, frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, Column]]:
    """Every figure with its source: as printed, of what, status, as of, confidence."""
    rows: list[dict[str, Any]] = []
    several = len(found.election.contests) > 1
    contests = {each.contest_id: each.name.in_language(language()) for each in found.election.contests} if several else {}
    for _, row in frame.iterrows():
        code, basis = FigureCode(row["code"]), Basis(row["basis"])
        name = text(FIGURE_NAMES[code])
        rows.append(
            {
                "unit": unit_name(row),
                "figure": f"{name}: {option_name(found, row['option_code'])}" if row["option_code"] else name,
                "contest": contests.get(row["contest_id"], row["contest_id"]),
                "value": share(row["value"], digits_of(row["as_printed"])) if code in SHARES else number(row["value"]),
                "basis": text(BASE_WORDS[basis]) if code in SHARES and basis in BASE_WORDS else "",
                "status": _status(row),
                "as_of": _as_of(row, found.election.capital_zone),
                "speaker": _speaker(row),
                "source": _source(row),
                "published": published_on(row),
                "confidence": text(CONFIDENCE_NAMES[row["confidence"]]),
            }
        )
    columns = {
        "unit": Column(text("Unit"), width=115, begun=True),
        "figure": Column(text("Figure"), width=240, begun=True),
        **({"contest": Column(text("Contest"), width=110)} if several else {}),
        "value": Column(text("Value"), number=True, width=85),
        "basis": Column(text("Share of what"), width=140),
        "status": Column(text("Status"), width=125),
        "as_of": Column(text("As of"), width=60, help=text("capital time; empty: the day's result")),
        "confidence": Column(
            text("Confidence"), width=85, help=text("high: an act of the commission or two independent outlets; medium: one outlet")
        ),
        "speaker": Column(text("Said by"), width=130),
        "published": Column(text("Published"), width=90),
        "source": Column(text("Source"), link=True, width=420),
    }
    return tables.of(rows, columns), columns


def _source(row: pd.Series) -> str:
    """The title, which opens the source where it has an address: the sign between the two is of neither."""
    title = source_title(row["title"]).replace("#", "\N{FULLWIDTH NUMBER SIGN}")
    return f"{row['address']}#{title}" if row["address"] else title


def _as_of(row: pd.Series, zone: str) -> str:
    """Empty for the day's result, which a final figure is, whatever the time at which it was established."""
    return clock(row["as_of_at"], zone) if pd.notna(row["as_of_at"]) and row["status"] != OfficialStatus.FINAL else ""


def _speaker(row: pd.Series) -> str:
    """Who said it; of what was computed from their figures, that it was."""
    who = pollster(row["speaker"]) if row["speaker"] else source_title(row["publisher"])
    return text("computed, from figures of {who}", who=who) if row["confidence"] == Confidence.DERIVED else who


def _status(row: pd.Series) -> str:
    """How far a commission's figure is settled; of another speaker, what kind of word it is."""
    if not row["speaker"]:
        return text(STATUS_NAMES[OfficialStatus(row["status"])])
    return text("party's statement") if row["speaker"] in official.PARTIES else text("exit poll")


def show_figures(frame: pd.DataFrame, columns: dict[str, Column]) -> None:
    """The table with a link to each source: the one table of the product whose cells leave it."""
    tables.show(frame, columns, key="official_figures", alt=text("Published figures with their sources"))


def contradiction_cards(found: Official, listed: Sequence[Contradiction]) -> None:
    """Both values with their outlets, the test that settles it and the value kept: a card each, two beside each other on a desk."""
    names = {code: name.in_language(language()) for code, name in official.region_names(found.election).items()}
    names |= {row["unit_id"]: unit_name(row) for _, row in found.figures.drop_duplicates("unit_id").iterrows()}
    for first in range(0, len(listed), 2):
        for column, each in zip(st.columns(2), listed[first : first + 2], strict=False):
            place = ", ".join(names.get(code, code) for code in each.unit_id.split(";"))
            kept = said(KEPT, each.kept) if each.kept in KEPT else _printed(each.item, each.kept)
            with column, st.container(border=True, gap="xsmall", height="stretch"):
                st.markdown(" · ".join(part for part in (f"**{begun(said(ITEMS, each.item))}**", place, each.as_of) if part))
                st.markdown(
                    f"○ **{_printed(each.item, each.value_a)}** :gray[{escaped(said(OUTLETS, each.outlet_a))}]  \n"
                    f"○ **{_printed(each.item, each.value_b)}** :gray[{escaped(said(OUTLETS, each.outlet_b))}]"
                )
                st.markdown(small(text("What settles it: {test}. Value kept: {kept}.", test=escaped(said(TESTS, each.test)), kept=kept)))


def _printed(item: str, value: str) -> str:
    """A printed value as the language writes it; words as they are."""
    try:
        return share(float(value) / 100, digits_of(value)) if item in STATED_AS_PERCENT else number(float(value), digits_of(value))
    except ValueError:
        return value


def later_rows(listed: Sequence[tuple[Election, AnnouncedLater]], chosen: Election) -> tuple[pd.DataFrame, dict[str, Column]]:
    """The election in view first."""
    ordered = sorted(listed, key=lambda each: each[0].election_id != chosen.election_id)
    rows = [
        {
            "day": date_short(election.held_on),
            "election": election.name.in_language(language()),
            "at": clock(later.announced_at, election.capital_zone),
            "announced": _as_printed(later.announced_share, later.announced_printed),
            "later": _as_printed(later.later_share, later.later_printed),
            "status": text(STATUS_NAMES[OfficialStatus(later.later_status)]),
            "difference": signed(100 * later.difference, 2),
            "issued": _change(later.announced_issued, later.later_issued),
            "registered": _change(later.announced_registered, later.later_registered),
        }
        for election, later in ordered
    ]
    columns = {
        "day": Column(text("Day")),
        "election": Column(text("Election"), width=270),
        "at": Column(text("Announced at"), number=True),
        "announced": Column(text("Announced"), number=True),
        "later": Column(text("Later value"), number=True),
        "status": Column(text("Status")),
        "difference": Column(text("Difference"), number=True, help=text("later minus announced, percentage points of the list")),
        "issued": Column(text("People"), number=True, help=text("change in voters who received ballots, where both were published")),
        "registered": Column(text("List"), number=True, help=text("change in voters on the list, where both were published")),
    }
    return tables.of(rows, columns), columns


def _as_printed(value: float, printed: str) -> str:
    """Two decimals where the text of the print is not known."""
    return share(value, digits_of(printed) if printed else 2)


def _change(before: int | None, after: int | None) -> str:
    return signed(after - before) if before is not None and after is not None else ""


def results(found: Official, keeper: Keeper) -> None:
    """The tables of the first view: the result, that of single places, then what pollsters and parties said."""
    told = found.options[["votes", "votes_share", "issued_share", "list_share", "seats", "announced_share"]].notna().any(axis=None)
    if told:
        result = keeper.kept("official options", partial(option_rows, found))
        tables.show(*result, key="official_options", alt=text("Published result by option"))
    elif len(found.places):
        st.markdown(text("No result of the whole country by option was found; what was found of single places stands below."))
    elif found.sums.empty:
        empty.say(text("No published result of this election by option is stored."), text("An analyst imports it with its source."))
    also_published.places(found, keeper)
    official_sums.show(found, keeper)
    if len(found.polls):
        st.subheader(text("Exit polls beside the announced result") if told else text("Exit polls", "view"), anchor=False)
        st.markdown(small(text("A pollster speaks here, not a commission; what these shares are of was not printed.")))
        words = text("in brackets: poll minus announced, percentage points")
        rows = keeper.kept("exit polls", partial(poll_rows, found, found.polls, words))
        tables.show(*rows, key="official_polls", alt=text("Exit polls beside the announced result"))
    if len(found.statements):
        st.subheader(text("A party's own statement"), anchor=False)
        st.markdown(small(text("A party speaks here, not a commission; what its share is of was not printed.")))
        rows = poll_rows(found, found.statements, text("in brackets: statement minus announced, percentage points"))
        tables.show(*rows, key="official_statements", alt=text("A party's own statement"))


def day(found: Official) -> None:
    """Units by announced hours; where no hour was found, the sentence that says so."""
    if len(found.turnout):
        tables.show(*day_rows(found), key="official_day", alt=text("Announced turnout by unit and hour"))
    else:
        empty.say(text("No turnout by the hour is stored for this election."), text("An analyst imports it with its source."))


def contradictions(found: Official, listed: Sequence[Contradiction], later: Sequence[tuple[Election, AnnouncedLater]]) -> None:
    """Both values of each contradiction; then the night's turnout beside the later one."""
    if listed:
        contradiction_cards(found, listed)
    else:
        empty.say(
            text("No contradiction between outlets is recorded for this election."), text("An analyst records them with both values.")
        )
    st.subheader(text("Announced on the night, and later"), anchor=False)
    tables.show(*later_rows(later, found.election), key="official_later", alt=text("Announced on the night, and later"))


def all_figures(actor: Actor, found: Official, keeper: Keeper) -> None:
    """Every figure with its source, by the page; one kind of figure where the reader wants it."""
    codes = {code: text(FIGURE_NAMES[FigureCode(code)]) for code in found.codes}
    chosen = filters.choice("figure", text("Figure"), codes, everything=text("all figures"))
    code = "" if chosen == filters.ALL else chosen
    shown = st.container()
    page = tables.page_of(found.figures_n(code))
    with shown:
        rows = keeper.kept("official figures", lambda: figure_rows(found, official.page(actor, found, code, page)), code, page.start)
        show_figures(*rows)
