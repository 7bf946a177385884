"""The pieces of the screens page: each screen's chart and its comparators on one scale."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from charts import forensics as charts
from charts import rendering
from charts.theme import Look
from locales import decimal, language, number, signed, text
from schemas.message import Message
from services.forensics import CleanPeak, Comparator, LeftOut, Screen, Screens, comparators
from ui import tables
from ui.headline import small
from ui.pictures import Spec
from ui.tables import Column

VIEWS: dict[str, Message] = {
    "integers": Message("Whole percentages"),
    "fingerprint": Message("Fingerprint"),
    "peak": Message("Clean peak"),
    "small": Message("Small stations"),
    "digits": Message("Last digits"),
}
SCREENS = {
    "integers": Screen.INTEGER_ANOMALY,
    "fingerprint": Screen.FINGERPRINT,
    "peak": Screen.CLEAN_PEAK,
    "small": Screen.SMALL_STATIONS,
    "digits": Screen.LAST_DIGIT,
}
LEFT_OUT: dict[LeftOut, Message] = {
    LeftOut.MISSING_FIGURE: Message("a figure is missing"),
    LeftOut.IMPOSSIBLE: Message("a figure is negative or a part is larger than its whole"),
    LeftOut.NO_BALLOTS: Message("no ballots"),
    LeftOut.SMALL_LIST: Message("the list is too small"),
    LeftOut.NEARLY_ALL: Message("nearly everybody voted, or nearly everybody for one option"),
}
AXES: dict[str, Message] = {
    "integers": Message("stations beyond chance, of 1,000 stations"),
    "fingerprint": Message("correlation of turnout with the leader's share, weighted by the lists"),
    "peak": Message("votes above proportion, of 100 ballots cast"),
    "small": Message("shift of the leader's share of the list, in standard deviations"),
    "digits": Message("chi-square of the last digit of the leader's votes"),
}
CHANCE = 3.0
"""Standard deviations that chance alone is given in the picture: the rule's own."""
SECONDS: Message = Message(
    "The second digit, often quoted, is not screened: clean elections fail it and others pass (Deckert, Myagkov, Ordeshook 2011).")


def leader_name(found: Screens) -> str:
    contest = found.election.contest(found.contest_id)
    names = {each.code: each.name.in_language(language()) for each in contest.options} if contest else {}
    return names.get(found.leader, found.leader)


def own_value(found: Screens, view: str, peak: CleanPeak) -> float | None:
    """This election on the comparators' scale."""
    if view == "integers" and found.integers.excess is not None:
        return 1000 * found.integers.excess / found.integers.stations
    if view == "peak" and peak.excess_votes is not None:
        cast = float(peak.bins[["leader_votes", "other_votes"]].to_numpy().sum())
        return 100 * peak.excess_votes / cast if cast else None
    if view == "small":
        return found.small.leader_shift
    if view == "fingerprint":
        return found.fingerprint.correlation
    return found.digits.chi_square if view == "digits" else None


def _plain_value(each: Comparator) -> float | None:
    return each.value


def _digits(view: str) -> int:
    """Decimals of its values, in the picture as in the table under it."""
    return 2 if view in ("fingerprint", "small") else 1


def _others(view: str) -> list[tuple[Comparator, float]]:
    scaled: dict[str, Callable[[Comparator], float | None]] = {
        "integers": lambda each: None if each.share_of_stations is None else 1000 * each.share_of_stations,
        "peak": lambda each: None if each.share_of_ballots is None else 100 * each.share_of_ballots,
    }
    scale = scaled.get(view, _plain_value)
    return [(each, value) for each in comparators(SCREENS[view]) if (value := scale(each)) is not None]


def comparator_chart(found: Screens, view: str, peak: CleanPeak, look: Look) -> Spec:
    own = own_value(found, view, peak)
    missing, screen = float("nan"), found.integers
    band = CHANCE * 1000 * screen.standard_deviation / screen.stations if view == "integers" and screen.standard_deviation else missing
    rows = [] if own is None else [(text("This election"), own, band, "own")]
    for each, value in _others(view):
        known = view == "integers" and each.z
        reach = abs(CHANCE * value / each.z) if known and each.z else missing
        rows.append((text(each.election), value, reach, "clean" if each.is_clean else "other"))
    frame = pd.DataFrame(rows, columns=["election", "value", "band", "kind"])
    title = text("Beside other elections: {what}", what=text(AXES[view]))
    simulated = found.election.is_simulated
    return rendering.specification(charts.beside_comparators(frame, look, title=title, digits=_digits(view), simulated=simulated))


def chart(found: Screens, view: str, peak: CleanPeak, look: Look) -> Spec:
    """The picture of the screen in view."""
    name, simulated = leader_name(found), found.election.is_simulated
    if view == "integers":
        drawn = charts.whole_percentages(found.turnout_bins, found.leader_bins, look, leader_name=name, simulated=simulated)
    elif view == "fingerprint":
        drawn = charts.fingerprint(found.fingerprint.cells, found.fingerprint.bins, look, leader_name=name, simulated=simulated)
    elif view == "peak":
        drawn = charts.clean_peak(peak.bins, peak.clean_to_share or 0.0, look, leader_name=name, simulated=simulated)
    elif view == "digits":
        drawn = charts.digits(found.digits.counts, look, simulated=simulated)
    else:
        return comparator_chart(found, view, peak, look)
    return rendering.specification(drawn)


def comparator_table(found: Screens, view: str) -> None:
    """The other elections with their sources; what must be known to set this one beside them stands below."""
    columns = {
        "election": Column(text("Election")),
        "value": Column(text("Value"), number=True),
        "turnout": Column(
            text("Shift in turnout"), number=True, help=text("in standard deviations; only both shifts together are the pattern")
        ),
        "z": Column("z", number=True, help=text("excess divided by its standard deviation")),
        "source": Column(text("Source"), width=560),
    }
    digits = _digits(view)
    rows = [
        {
            "election": text(each.election),
            "value": signed(each.value, digits) if each.highest is None else f"{number(each.value)}–{number(each.highest)}",
            "turnout": signed(each.turnout_shift, 2) if each.turnout_shift is not None else "",
            "z": decimal(each.z) if each.z is not None else "",
            "source": text(each.source, published=number(each.published, 1)) if each.published is not None else text(each.source),
        }
        for each in comparators(SCREENS[view])
    ]
    tables.show(tables.of(rows, columns), columns, key=f"comparators_{view}", alt=text("Beside other elections"))
    if view == "digits":
        n = found.digits.stations
        st.markdown(small(text("Chi-square grows with the number of counts (here {n}): more counts with the same shares give more.", n=n)))


def left_out(found: Screens) -> None:
    """Which stations did not enter, and why: counted, never as 0."""
    told = "; ".join(f"{text(LEFT_OUT[reason])}: {number(n)}" for reason, n in found.integers.left_out.items())
    if told:
        st.markdown(small(text("Left out of the screen of whole percentages: {told}.", told=told)))
    st.markdown(small(text(SECONDS)))
