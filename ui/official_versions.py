"""The view of versions: what was concluded with the earlier figures and is with the later ones, and every version of one figure."""

import math
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from locales import clock, language, number, share, signed, text
from schemas.figure import FIGURE_NAMES, FigureCode
from schemas.message import Message
from schemas.official import STATUS_NAMES, Basis, OfficialStatus
from schemas.person import Actor
from services import official_versions
from services.official_versions import SHARES, Conclusion, Versions
from services.wording import place_in_file, source_title, strong, strong_signed
from ui import empty, filters, official_originals, tables
from ui.headline import small
from ui.official import unit_name
from ui.official_tables import BASE_WORDS, digits_of
from ui.official_words import published_on
from ui.plain import unbroken
from ui.tables import Column

SHARE_CODES = (FigureCode.TURNOUT_ISSUED_SHARE, FigureCode.VOTES_SHARE)
CONCLUSIONS: dict[str, Message] = {
    "registered_voters": FIGURE_NAMES[FigureCode.REGISTERED_VOTERS],
    "ballots_issued": FIGURE_NAMES[FigureCode.BALLOTS_ISSUED],
    "votes_for_options": FIGURE_NAMES[FigureCode.VOTES_FOR_OPTIONS],
    "without_vote": Message("voters who received ballots less votes for options"),
    "turnout": Message("turnout, computed: voters who received ballots, of the list"),
    "votes_share": Message("{option}: of votes for all options"),
    "issued_share": Message("{option}: of voters who received ballots"),
    "list_share": Message("{option}: of the list"),
    "passes": Message("{option}: reaches the threshold"),
}
SENTENCES: dict[tuple[bool, bool], Message] = {
    (True, True): Message(
        "Announced at {n} hours of the day; the last of them, {at}, has {first}, the day's result {last}: {change} percentage points."),
    (True, False): Message("Announced at {n} hours of the day; the last of them, {at}, has {first}, the day's result {last}: {change}."),
    (False, True): Message("{n} versions: first {first}, last {last}; the last less the first is {change} percentage points."),
    (False, False): Message("{n} versions: first {first}, last {last}; the last less the first is {change}."),
}
"""Whether it was announced by the hour, and whether it is a share."""
ONE_HOUR: dict[tuple[bool, bool], Message] = {
    (True, True): Message("As of {at} {first} was announced, as the day's result {last}: {change} percentage points."),
    (True, False): Message("As of {at} {first} was announced, as the day's result {last}: {change}."),
}
HOURS = Message("Announced at {n} hours of the day; the last of them, {at}, has {first}.")
ONLY_HOUR = Message("As of {at} {first} was announced.")
ROUNDED = Message("The rounding of the shorter number alone can make this difference.")
OFFERED = 300
"""Figures to choose from; a search narrows them further."""


def show(actor: Actor, election_id: str, contest_id: str) -> None:
    """The whole view: versions, then the files that they came in."""
    _versions(actor, election_id, contest_id)
    official_originals.show(actor, election_id)


def _versions(actor: Actor, election_id: str, contest_id: str) -> None:
    """An election without a second version says so."""
    found = official_versions.read(actor, election_id, contest_id).value
    if found.figures.empty:
        empty.say(
            text("Every figure of this election was published once."),
            text("A newer table of the same publisher and title brings a second version; the first one stays."))
        return
    _conclusions(text("Concluded on the night, and later"), found.night, found)
    _conclusions(text("Concluded before corrections, and with them"), found.corrected, found)
    st.subheader(text("Every version of one figure"), anchor=False)
    names = {str(row): _figure(found, row) for row in range(min(len(found.figures), OFFERED))}
    chosen = filters.choice("version", text("Figure"), names, default="0")
    rows = official_versions.of(found, int(chosen))
    st.markdown(unbroken(_sentence(rows, found.election.capital_zone)))
    tables.show(*_version_rows(rows, found), key="official_versions", alt=text("Every version of one figure"))


def _option(found: Versions, code: str) -> str:
    options = found.contest.options if found.contest else ()
    return next((each.name.in_language(language()) for each in options if each.code == code), code)


def _figure(found: Versions, row: int) -> str:
    each = found.figures.iloc[row]
    place = found.history[found.history["unit_id"] == each["unit_id"]].iloc[0]
    code, basis = FigureCode(each["code"]), Basis(each["basis"])
    name = text(FIGURE_NAMES[code]) + (f": {_option(found, each['option_code'])}" if each["option_code"] else "")
    base = f" ({text(BASE_WORDS[basis])})" if code is FigureCode.VOTES_SHARE and basis in BASE_WORDS else ""
    return f"{unit_name(place)} · {name}{base} · {number(int(each['versions_n']))}"


def _written(value: float, is_share: bool, digits: int = 2) -> str:
    return share(value, digits) if is_share else number(int(value))


def _changed(change: float, is_share: bool) -> str:
    """A change of a share in percentage points, of a count as it is."""
    if math.isnan(change):
        return ""
    return signed(100 * change, 2) if is_share else signed(int(change))


def _sentence(rows: pd.DataFrame, zone: str) -> str:
    """Hours of a day are no versions of each other: the last of them beside the day's result. Else the first and the last version."""
    is_share = rows["code"].iloc[0] in SHARE_CODES
    is_timed = rows["as_of_at"].notna() & (rows["status"] != OfficialStatus.FINAL)
    timed, result = rows[is_timed], rows[~is_timed]
    first = (timed if len(timed) else rows).iloc[-1 if len(timed) else 0]
    hours = timed["as_of_at"].nunique()
    known = {"n": hours if hours else len(rows), "first": strong(_written(first["value"], is_share, digits_of(first["as_printed"])))}
    if hours:
        known["at"] = clock(first["as_of_at"], zone)
        if result.empty:
            return text(ONLY_HOUR if hours == 1 else HOURS, None, **known)
    last = (result if hours else rows).iloc[-1]
    less = last["value"] - first["value"]
    change = strong(signed(100 * less, 2)) if is_share else strong_signed(int(less))
    said = strong(_written(last["value"], is_share, digits_of(last["as_printed"])))
    sentence = text((ONE_HOUR if hours == 1 else SENTENCES)[bool(hours), is_share], None, **known, last=said, change=change)
    return f"{sentence} {text(ROUNDED)}" if is_share and _is_rounding(less, first["as_printed"], last["as_printed"]) else sentence


def _is_rounding(less: float, *printed: object) -> bool:
    """Whether two shares printed with different numbers of decimals are no further apart than the rounding of the coarser one."""
    fewest, most = sorted(digits_of(each) for each in printed)
    return fewest < most and 0 < round(abs(100 * less), 6) <= 0.5 * 10.0**-fewest


def _as_of(row: pd.Series, zone: str) -> str:
    """A final figure is the day's result, whatever the time at which it was established."""
    is_timed = pd.notna(row["as_of_at"]) and row["status"] != OfficialStatus.FINAL
    return clock(row["as_of_at"], zone) if is_timed else text("the day's result")


def _version_rows(rows: pd.DataFrame, found: Versions) -> tuple[pd.DataFrame, dict[str, Column]]:
    is_share = rows["code"].iloc[0] in SHARE_CODES
    zone = found.election.capital_zone
    made = [
        {
            "as_of": _as_of(each, zone),
            "status": text(STATUS_NAMES[OfficialStatus(each["status"])]),
            "value": _written(each["value"], is_share, digits_of(each["as_printed"])),
            "change": _changed(each["change"], is_share),
            "stands": text("replaced", "version") if each["is_superseded"] else text("stands", "version"),
            "published": published_on(each),
            "publisher": source_title(each["publisher"]),
            "title": source_title(each["title"]),
            "locator": place_in_file(each["locator"]),
        }
        for _, each in rows.iterrows()
    ]
    columns = {
        "as_of": Column(text("As of"), width=120, help=text("capital time"), begun=True),
        "status": Column(text("Status"), width=110),
        "value": Column(text("Value"), number=True, width=100),
        "change": Column(
            text("Change", "of_a_figure"), number=True, width=90, help=text("less the version above; of a share in percentage points")),
        "stands": Column(text("Version", "of_a_figure"), width=90),
        "published": Column(text("Published"), width=95),
        "publisher": Column(text("Publisher"), width=150),
        "title": Column(text("Source"), width=330),
        "locator": Column(text("Where in the file"), width=180),
    }
    return tables.of(made, columns), columns


def _conclusions(label: str, made: Sequence[Conclusion], found: Versions) -> None:
    """What changed first; what did not is counted in a line."""
    if not made:
        return
    st.subheader(label, anchor=False)
    changed = [each for each in made if each.changed]
    if changed:
        tables.show(*_conclusion_rows(changed, found), key=f"official_conclusions_{label}", alt=label)
    st.markdown(small(text("Conclusions that are the same with both: {n}", n=len(made) - len(changed))))


def _conclusion_rows(made: Sequence[Conclusion], found: Versions) -> tuple[pd.DataFrame, dict[str, Column]]:
    def said(name: str, value: float | None) -> str:
        if value is None:
            return "–"
        if name == "passes":
            return text("yes", "answer_yes") if value else text("no", "answer_no")
        return _written(value, name in SHARES)

    rows = [
        {
            "name": text(CONCLUSIONS[each.name], None, option=_option(found, each.option_code)),
            "before": said(each.name, each.before),
            "after": said(each.name, each.after),
            "change": "" if each.name == "passes" else _changed((each.after or 0) - (each.before or 0), each.name in SHARES),
        }
        for each in made
    ]
    columns = {
        "name": Column(text("Conclusion"), width=460),
        "before": Column(text("With the earlier figures"), number=True),
        "after": Column(text("With the later figures"), number=True),
        "change": Column(text("Change", "of_a_figure"), number=True, help=text("of a share in percentage points")),
    }
    return tables.of(rows, columns), columns
