"""The pieces of the page that sets one protocol beside another: filters in words, charts, the ledger of differences, the tables."""

from collections.abc import Mapping
from urllib.parse import quote

import pandas as pd
import streamlit as st

from charts import copies as charts
from charts import rendering
from charts.theme import Look
from locales import decimal, language, number, plural, share, text
from schemas.figure import FIGURE_NAMES, FigureCode
from schemas.message import Message
from services.copies import Copies, Pairing, Slip, StationDifference
from services.formwords import line_name
from ui import tables
from ui.headline import small
from ui.pictures import Spec
from ui.tables import Column

MOST_OPTIONS = 10
VOICES: dict[Pairing, tuple[Message, Message]] = {
    Pairing.PUBLISHED: (Message("in the protocols"), Message("published", "voice_published")),
    Pairing.COPIES: (Message("in the first copy"), Message("in the second copy")),
}
MINUS: dict[Pairing, Message] = {
    Pairing.PUBLISHED: Message("votes, published minus in the protocols"),
    Pairing.COPIES: Message("votes, second minus first"),
}
CLASS_NAMES: dict[StationDifference, Message] = {
    StationDifference.IDENTICAL: Message("the same in every line"),
    StationDifference.ROWS_EXCHANGED: Message("the same numbers in other rows"),
    StationDifference.TYPO_LIKE: Message("slips of single digits"),
    StationDifference.ONE_OPTION_GAINS: Message("one option has more, none of the others has"),
    StationDifference.ONE_OPTION_LOSES: Message("one option has less, none of the others has"),
    StationDifference.MIXED: Message("options differ in both directions"),
    StationDifference.OTHER_LINES: Message("only lines other than votes differ"),
    StationDifference.NOT_COMPARED: Message("no line is in both"),
}
SLIP_NAMES: dict[Slip, Message] = {
    Slip.NONE: Message("the same number"),
    Slip.ONE_DIGIT: Message("one digit differs"),
    Slip.DIGIT_ADDED: Message("one digit more or less"),
    Slip.TRANSPOSED: Message("two neighbouring digits exchanged"),
    Slip.OTHER: Message("no single slip explains it"),
}
ACCESS_NAMES: dict[str, Message] = {
    "given": Message("given", "copy_given_yes"),
    "refused": Message("refused", "copy_refused"),
    "promised": Message("promised, not given"),
    "left_before": Message("observer left before"),
}


def option_name(found: Copies, code: str) -> str:
    contest = found.election.contest(found.contest_id)
    options = contest.options if contest else ()
    return next((each.name.in_language(language()) for each in options if each.code == code), code)


def _field(found: Copies, figure_code: str, option_code: str) -> str:
    if figure_code == FigureCode.VOTES and option_code:
        return option_name(found, option_code)
    return line_name(found.election, figure_code, option_code) or text(FIGURE_NAMES[FigureCode(figure_code)])


def scatter(found: Copies, option: str, look: Look) -> Spec:
    first, second = VOICES[found.pairing]
    drawn = charts.both_voices(
        found.points[option].rename(columns={"station_id": "station"}),
        look,
        first=text("{option}: votes {voice}", option=option_name(found, option), voice=text(first)),
        second=text("votes {voice}", voice=text(second)),
        simulated=found.election.is_simulated,
    )
    return rendering.specification(drawn)


def waterfall(found: Copies, look: Look) -> Spec:
    changed = found.options[found.options["net"] != 0]
    order = changed.reindex(changed["net"].abs().sort_values(ascending=False).index)
    shown, rest = order.head(MOST_OPTIONS), order.iloc[MOST_OPTIONS:]
    rows = [(option_name(found, code), net) for code, net in zip(shown["option_code"], shown["net"], strict=True)]
    if len(rest):
        rows.append((text("the others (options: {n})", n=len(rest)), int(rest["net"].sum())))
    axis = text(MINUS[found.pairing])
    frame = pd.DataFrame(rows, columns=["option", "net"])
    return rendering.specification(charts.moved(frame, look, axis=axis, simulated=found.election.is_simulated))


def ledger_columns(found: Copies) -> dict[str, Column]:
    first, second = VOICES[found.pairing]
    return {
        "station": Column(text("Station"), link=True),
        "line": Column(text("Line"), width=240),
        "first": Column(text(first).capitalize(), number=True),
        "second": Column(text(second).capitalize(), number=True),
        "difference": Column(text("Difference"), number=True, paint="difference"),
        "slip": Column(text("Looks like"), width=240),
        "class": Column(text("The whole station"), width=300),
    }


def ledger(found: Copies, page: slice) -> pd.DataFrame:
    """One page of lines that differ, in words; the station leads to its page, where its copies and photographs are."""
    rows = found.ledger.iloc[page]
    base = f"station?election={found.election.election_id}&station="
    return pd.DataFrame(
        {
            "station": [f"{base}{quote(str(code), safe='')}#{code}" for code in rows["station_id"]],
            "line": [_field(found, *pair) for pair in zip(rows["figure_code"], rows["option_code"], strict=True)],
            "first": tables.numbers(rows["first"]),
            "second": tables.numbers(rows["second"]),
            "difference": tables.differences(rows["difference"]),
            "slip": [text(SLIP_NAMES[Slip(each)]) for each in rows["slip"]],
            "class": [text(CLASS_NAMES[StationDifference(each)]) for each in rows["difference_class"]],
        },
        dtype=object,
    )


def class_rows(found: Copies) -> tuple[pd.DataFrame, Mapping[str, Column]]:
    """What kind of difference, at how many stations, most frequent first."""
    columns = {"class": Column(text("Kind of difference"), begun=True), "stations": Column(text("Stations"), number=True)}
    rows = [{"class": text(CLASS_NAMES[StationDifference(name)]), "stations": number(n)} for name, n in found.classes.items()]
    return tables.of(rows, columns), columns


def field_rows(found: Copies) -> tuple[pd.DataFrame, Mapping[str, Column]]:
    """All lines of a station together, then each line: stations where it agrees, of how many, with both intervals."""
    columns = {
        "line": Column(text("Line")),
        "agree": Column(text("Agree"), number=True),
        "of": Column(text("out of"), number=True),
        "share": Column(text("Share", "column"), number=True),
        "wilson": Column(text("95% interval, Wilson"), number=True),
        "exact": Column(text("95% interval, Clopper–Pearson"), number=True),
    }
    fields = zip(found.fields["figure_code"], found.fields["option_code"], found.fields["match"], strict=True)
    lines = [(_field(found, figure, option), match) for figure, option, match in fields]
    rows = [
        {
            "line": line,
            "agree": number(match.found),
            "of": number(match.asked),
            "share": share(match.share),
            "wilson": _interval(match.wilson),
            "exact": _interval(match.clopper_pearson),
        }
        for line, match in [(text("every line of a station"), found.match.match), *lines]
        if match.asked
    ]
    return tables.of(rows, columns), columns


def _interval(found: tuple[float, float] | None) -> str:
    return "" if found is None else f"{share(found[0])}–{share(found[1])}"


def option_rows(found: Copies) -> tuple[pd.DataFrame, Mapping[str, Column]]:
    """Each option: votes in both, gained and lost, and whether differences favour it more often than a coin would."""
    first, second = VOICES[found.pairing]
    columns = {
        "option": Column(text("Option")),
        "stations": Column(text("Stations"), number=True),
        "first": Column(text(first).capitalize(), number=True),
        "second": Column(text(second).capitalize(), number=True),
        "gained": Column(text("Gained"), number=True),
        "lost": Column(text("Lost"), number=True),
        "up": Column(text("Stations with more"), number=True),
        "down": Column(text("Stations with fewer"), number=True),
        "p": Column("p", number=True, help=text("exact sign test: more and fewer equally often")),
        "q": Column("q", number=True, help=text("Benjamini–Hochberg over all options")),
    }
    counts = {"stations": "stations", "first": "first_votes", "second": "second_votes", "gained": "gained", "lost": "lost"}
    counts |= {"up": "stations_up", "down": "stations_down"}
    rows = [
        {
            "option": option_name(found, str(row["option_code"])),
            **{name: number(int(row[field])) for name, field in counts.items()},
            **{name: decimal(float(row[f"{name}_value"])) if pd.notna(row[f"{name}_value"]) else "" for name in ("p", "q")},
        }
        for row in found.options.to_dict("records")
    ]
    return tables.of(rows, columns), columns


def notes(found: Copies) -> None:
    """The sign test, refusals apart, exchanged copies, and why nothing extends to other stations."""
    if words := direction(found):
        st.markdown(small(words))
    access = found.access
    if access.statuses:
        told = "; ".join(f"{text(ACCESS_NAMES.get(name, Message(name)))}: {number(n)}" for name, n in access.statuses.items())
        st.markdown(small(text("Copies asked for, by answer: {told}. A refused copy is its own category, never a difference.", told=told)))
    if len(found.exchanged):
        said = plural(
            "At {n} station the second protocol is another station's first: a copy filed under a neighbour's number looks like that.",
            "At {n} stations the second protocol is another station's first: a copy filed under a neighbour's number looks like that.",
            len(found.exchanged),
        )
        st.markdown(small(said))
    if found.match.match.asked == found.bound.population:
        return
    st.markdown(
        small(
            text(
                "At least {k} of all stations differ. More is not said: the copies were not drawn at random. The intervals speak of chance "
                "in the stations compared, not of others.",
                k=found.match.differing,
            )
        )
    )


def direction(found: Copies) -> str:
    """Whether the differences favour the leader more often than a coin would, with the counts it is made of; empty where none differs."""
    test = found.direction(found.leader)
    if test is None or test.p_value is None or test.up_share.clopper_pearson is None:
        return ""
    low, high = test.up_share.clopper_pearson
    row = found.options[found.options["option_code"] == found.leader]
    return text(
        "Of {n} stations whose votes for {option} differ, {k} have more {voice}: {share} (95% interval {low}–{high}). Slips have no "
        "favourite: by chance a split as uneven comes about with probability {p}; corrected for all options looked at, {q}.",
        n=number(test.up + test.down),
        option=option_name(found, found.leader),
        k=number(test.up),
        voice=text(VOICES[found.pairing][1]),
        share=share(test.up_share.share),
        low=share(low),
        high=share(high),
        p=decimal(test.p_value),
        q=decimal(float(row["q_value"].iloc[0])),
    )


def takeaway(found: Copies) -> str:
    return plural("{n} line differs", "{n} lines differ", len(found.ledger))
