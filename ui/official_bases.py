"""The view of bases: every share on the base that is asked for, two shares side by side, and the parallel count that cannot be compared."""

import pandas as pd
import streamlit as st

from locales import date_printed, number, share, signed, text
from schemas.message import Message
from services import official_bases
from services.official import Official
from services.official_bases import OFFERED, Base, NotComparable, Stated
from services.wording import begun, pollster, strong
from ui import empty, filters, tables
from ui.headline import small
from ui.official import option_name
from ui.plain import escaped
from ui.tables import Column

BASES: dict[Base, Message] = {
    Base.OPTION_OF_VOTES_FOR_OPTIONS: Message("votes for the option, of votes for all options"),
    Base.OPTION_OF_ISSUED: Message("votes for the option, of voters who received ballots"),
    Base.OPTION_OF_LIST: Message("votes for the option, of voters on the list"),
    Base.ISSUED_OF_LIST: Message("voters who received ballots, of voters on the list"),
}
REASONS: dict[NotComparable, Message] = {
    NotComparable.MISSING_FIGURE: Message("a total that this needs was not published"),
    NotComparable.ZERO_DENOMINATOR: Message("the total is zero"),
    NotComparable.DIFFERENT_DENOMINATOR: Message("they are shares of different wholes"),
    NotComparable.DIFFERENT_NUMERATOR: Message("they are shares of different things"),
    NotComparable.DIFFERENT_LIST: Message("the two lists of voters are not the same list"),
}
UNKNOWN = Message("what it is a share of was not printed")


def show(found: Official) -> None:
    """The whole view."""
    _parallel(found)
    listed = official_bases.stated(found)
    if not listed:
        empty.say(text("No share was published for the whole country."), text("An analyst imports published figures with their source."))
        return
    st.subheader(text("Every published share, on one base"), anchor=False)
    codes = {base.name.lower(): text(BASES[base]) for base in OFFERED}
    chosen = Base[filters.choice("base", text("Base", "of_a_share"), codes, default=OFFERED[0].name.lower()).upper()]
    tables.show(*_rows(found, listed, chosen), key="official_restated", alt=text("Every published share, on one base"))
    _compare(found, listed)


def _name(found: Official, each: Stated) -> str:
    return option_name(found, each.option_code) if each.option_code else begun(text("turnout"))


def _base(each: Stated) -> str:
    return text(UNKNOWN) if each.base is None else text(BASES[each.base])


def _said_by(each: Stated) -> str:
    return pollster(each.speaker) if each.speaker else text("the commission")


def _rows(found: Official, listed: list[Stated], base: Base) -> tuple[pd.DataFrame, dict[str, Column]]:
    made = []
    for each in listed:
        again = official_bases.restated(found, each, base)
        why = "–" if again.reason is None or each.base is None else f"– {text(REASONS[again.reason])}"
        made.append({
            "name": _name(found, each), "speaker": _said_by(each), "printed": share(each.value, each.digits),
            "of": _base(each), "again": why if again.share is None else share(again.share, 2),
        })
    columns = {
        "name": Column(text("Of what or whom", "share"), width=185), "speaker": Column(text("Said by"), width=145),
        "printed": Column(text("As printed"), number=True, width=90), "of": Column(text("Share of what"), width=310),
        "again": Column(text("On the chosen base"), number=True, width=235),
    }
    return tables.of(made, columns), columns


def _label(found: Official, each: Stated) -> str:
    return f"{_name(found, each)}, {share(each.value, each.digits)}, {_said_by(each)} ({_base(each)})"


def _compare(found: Official, listed: list[Stated]) -> None:
    """One share less another, or why there is no such difference; nothing where there is no other."""
    if len(listed) < 2:
        return
    st.subheader(text("Two shares side by side"), anchor=False)
    words = {str(place): _label(found, each) for place, each in enumerate(listed)}
    # Below each other: beside each other the lists would cut off what the shares are of.
    first = listed[int(filters.choice("first", text("First share"), words, default="0"))]
    second = listed[int(filters.choice("second", text("Second share"), words, default=str(min(1, len(listed) - 1))))]
    result = official_bases.compare(first, second)
    if result.difference is None:
        unknown = first.base is None or second.base is None
        reason = text(UNKNOWN if unknown else REASONS[result.reason or NotComparable.MISSING_FIGURE])
        st.markdown(f":gray[–] {text('These two cannot be compared: {reason}.', reason=reason)}")
        return
    st.markdown(text("The second less the first is {d} percentage points.", d=strong(signed(100 * result.difference, 2))))
    if result.within_rounding:
        st.markdown(small(text("Rounding in print alone can explain this.")))


def _parallel(found: Official) -> None:
    """A count by observers beside the protocols of the same stations: the shares are refused, the counts stand."""
    known = official_bases.parallel(found.election)
    if known is None or known.comparison.reason is None:
        return
    protocols, observers = known.protocols, known.observers
    st.subheader(text("A count by observers beside the protocols"), anchor=False)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{escaped(known.source.organisation)}** · {escaped(known.place)}")
        st.markdown(text(
            "○ By protocols {people} people, printed as {share}: that implies {list} voters.",
            people=strong(protocols.numerator or 0), share=strong(share(protocols.share, 1)), list=number(protocols.denominator or 0)))
        st.markdown(text(
            "● Counted by observers {people} people, printed as {share}: that implies {list} voters.",
            people=strong(observers.numerator or 0), share=strong(share(observers.share, 1)), list=number(observers.denominator or 0)))
        st.markdown(text("The two shares cannot be compared: {reason}.", reason=text(REASONS[known.comparison.reason])))
        st.markdown(text(
            "The two counts are of the same stations and can be: the protocols have {n} people more.",
            n=strong((protocols.numerator or 0) - (observers.numerator or 0))))
        st.markdown(small(f"{escaped(known.source.source.title)} · {date_printed(known.source.source.published_text)}"))
