"""The pieces of the screens page: each screen's chart, its sentence, its innocent causes and its comparators on one scale."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from charts import forensics as charts
from charts.theme import Look
from locales import decimal, language, number, share, signed, text
from schemas.message import Message
from services.forensics import CleanPeak, Comparator, InnocentCause, LeftOut, Screen, Screens, comparators
from services.wording import strong, strong_share, strong_signed
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
CAUSES: dict[InnocentCause, Message] = {
    InnocentCause.SMALL_LISTS: Message("small lists make round percentages by arithmetic"),
    InnocentCause.CLOSED_INSTITUTIONS: Message("hospitals and barracks where nearly everybody votes"),
    InnocentCause.TARGETS_WITHOUT_BALLOTS: Message("clerks who round a figure in the protocol without touching ballots"),
    InnocentCause.TOWN_AND_COUNTRY: Message("towns and villages differ in turnout and in choice"),
    InnocentCause.REGIONAL_BLOCS: Message("regions or communities that vote as one"),
    InnocentCause.STRATEGIC_TURNOUT: Message("supporters of one side who come more where they are many"),
    InnocentCause.COPIED_OR_MERGED: Message("stations merged, split or copied in the data"),
    InnocentCause.SMALL_COUNTS: Message("counts too small for their last digit to be even"),
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
SECONDS: Message = Message("The second digit, often quoted, is not screened: clean elections fail it and others pass (docs/methods.md).")


def leader_name(found: Screens) -> str:
    contest = found.election.contest(found.contest_id)
    names = {each.code: each.name.in_language(language()) for each in contest.options} if contest else {}
    return names.get(found.leader, found.leader)


def sentence(found: Screens, view: str, peak: CleanPeak) -> str:
    """What the screen in view shows; the screen of whole percentages is a conclusion of its own."""
    if view == "fingerprint":
        picture = found.fingerprint
        if picture.correlation is None:
            return text("No station can be drawn.")
        return text(
            "{n} stations by turnout and by the share of {option}. Weighted by the lists, the two go together with a correlation of {r}.",
            n=strong(picture.stations),
            option=leader_name(found),
            r=strong(decimal(picture.correlation)),
        )
    if view == "peak":
        return _peak(found, peak)
    if view == "small":
        return _small(found)
    return _digits(found)


def _peak(found: Screens, peak: CleanPeak) -> str:
    if peak.excess_votes is None or peak.lowest is None or peak.highest is None:
        return text("There are no votes for others in the range called clean, so nothing can be set against them.")
    return text(
        "If the votes of {option} followed the others' votes at every turnout as they do up to {end} of the list, there would be {excess} "
        "votes of difference; with an end five points away, between {low} and {high}. The choice decides, so the band is the result.",
        option=leader_name(found),
        end=strong_share(peak.clean_to_share, 0),
        excess=strong_signed(round(peak.excess_votes)),
        low=strong_signed(round(peak.lowest)),
        high=strong_signed(round(peak.highest)),
    )


def _small(found: Screens) -> str:
    shifts = found.small
    if shifts.turnout_shift is None or shifts.leader_shift is None:
        return text("No region has enough stations for a comparison of its smallest ones.")
    return text(
        "The smallest tenth of each region's stations ({n} stations in {regions} regions) lie {turnout} standard deviations from "
        "their region in turnout and {leader} in the leader's share of the list.",
        n=strong(shifts.small_stations),
        regions=strong(shifts.neighbourhoods),
        turnout=strong(signed(shifts.turnout_shift, 2)),
        leader=strong(signed(shifts.leader_shift, 2)),
    )


def _digits(found: Screens) -> str:
    digit = found.digits
    if digit.digit_share is None or digit.zero_or_five is None:
        return text("No count is large enough for its last digit to say anything.")
    low, high = digit.digit_share.wilson or (0.0, 1.0)
    return text(
        "Of {n} counts of at least 100 votes, {k} end in {digit}: {share} of the counts (95 % interval {low}–{high}) where a tenth "
        "is even; {round} end in 0 or 5.",
        n=strong(digit.stations),
        k=strong(digit.digit_share.found),
        digit=str(digit.digit),
        share=strong_share(digit.digit_share.share),
        low=share(low),
        high=share(high),
        round=strong(digit.zero_or_five.found),
    )


def causes_of(found: Screens, view: str) -> tuple[InnocentCause, ...]:
    """The innocent causes of the screen in view."""
    by_view = {
        "integers": found.integers.innocent_causes,
        "fingerprint": found.fingerprint.innocent_causes,
        "peak": found.peak.innocent_causes,
        "small": found.small.innocent_causes,
        "digits": found.digits.innocent_causes,
    }
    return by_view[view]


def innocent(causes: Sequence[InnocentCause]) -> str:
    """What else gives this pattern; it stands beside every result, flagged or not."""
    return text(
        "It may also come from: {causes}. It says nothing of a single station.", causes="; ".join(text(CAUSES[each]) for each in causes)
    )


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
    spec: Spec = charts.beside_comparators(frame, look, title=title, simulated=found.election.is_simulated).to_dict()
    return spec


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
    spec: Spec = drawn.to_dict()
    return spec


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
    digits = 2 if view in ("fingerprint", "small") else 1
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
