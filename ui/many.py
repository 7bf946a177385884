"""The pieces of the page about many stations at once: funnel and shrunken shares by region, associations, watched beside the others."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import streamlit as st

from charts import many as charts
from charts import rendering
from charts.theme import Look
from locales import decimal, language, number, share, signed, text
from schemas.election import Election
from schemas.message import Message
from services.conclusion_words_watched import points
from services.conclusions import Conclusion
from services.coverage import FEWEST_COLOURED
from services.many import Effect, Many, Method, ObservedComparison, Place, Region, Watched, limits_of
from services.violations import ITEM_BY_ID
from services.wording import begun
from ui import conclusions, tables
from ui.headline import small
from ui.pictures import Spec
from ui.tables import Column
from ui.tiles import Grid
from ui.violations import seen_grid

VIEWS: dict[str, Message] = {
    "regions": Message("Regions"),
    "together": Message("What goes together"),
    "watched": Message("Watched and not watched"),
}
PLACES: dict[Place, Message] = {
    Place.WITHIN: Message("within 95 of 100"),
    Place.BETWEEN: Message("between 95 and 99.8 of 100"),
    Place.ABOVE: Message("above 99.8 of 100"),
    Place.BELOW: Message("below 99.8 of 100"),
    Place.NOT_ASKED: Message("fewer than 5 stations"),
}
METHODS: dict[Method, Message] = {
    Method.RAW: Message("all watched against all others"),
    Method.WITHIN_DISTRICT: Message("within the same district"),
    Method.WITHIN_DISTRICT_AND_SIZE: Message("within the same district, at equal size of the list"),
    Method.MATCHED: Message("each watched beside the three nearest in size of its district"),
}


def side(place: str) -> str:
    return {Place.ABOVE.value: "above", Place.BELOW.value: "below"}.get(place, "within")


def funnel_chart(found: Region, names: Mapping[str, str], election: Election, look: Look) -> Spec:
    units = found.funnel.units.assign(name=[begun(names.get(code, code)) for code in found.codes])
    units = units[units["asked"].fillna(0) > 0]
    sizes = np.unique(np.linspace(1, max(float(units["asked"].max()), 2.0), 60).round())
    target = found.funnel.target or 0.0
    drawn = units[["name", "asked", "share"]].assign(side=[side(str(each)) for each in units["place"]])
    limits = limits_of(sizes, target, found.funnel.overdispersion or 1.0)
    return rendering.specification(charts.funnel(drawn, limits, target, look, simulated=election.is_simulated))


def region_grid(found: Region, item: str, names: Mapping[str, str]) -> Grid:
    rows = found.rows.assign(region_code=list(found.codes))[["region_code", "k", "n"]]
    return seen_grid(list(names), rows, item)


def region_rows(found: Region, names: Mapping[str, str]) -> tuple[pd.DataFrame, Mapping[str, Column]]:
    """k of n, the share pulled towards the common one as far as its own uncertainty deserves, and the place in the funnel."""
    columns = {
        "region": Column(text("Region"), begun=True),
        "k": Column(text("Seen at"), number=True),
        "n": Column(text("Could be seen at"), number=True),
        "share": Column(text("Share", "column"), number=True),
        "shrunk": Column(text("Pulled to the common share"), number=True, help=text("empirical Bayes: small numbers are pulled most")),
        "interval": Column(text("95% interval"), number=True, help=text("of the pulled share")),
        "place": Column(text("Beside what chance allows"), width=220),
    }
    counts, units = found.rows.to_dict("records"), found.funnel.units.to_dict("records")
    rows = [
        {
            "region": names.get(code, code),
            "k": number(int(count["k"])),
            "n": number(int(count["n"])),
            "share": share(unit["share"]) if count["n"] >= FEWEST_COLOURED else "",
            "shrunk": share(pulled["shrunk_share"]) if pd.notna(pulled["shrunk_share"]) else "",
            "interval": f"{share(pulled['low_share'])}–{share(pulled['high_share'])}"
            if pd.notna(pulled["low_share"]) and not found.is_alike
            else "",
            "place": text(PLACES[Place(str(unit["place"]))]),
        }
        for code, count, unit, pulled in zip(found.codes, counts, units, found.shrunk.to_dict("records"), strict=True)
    ]
    return tables.of(rows, columns), columns


def alike(found: Region) -> str:
    """Why every region has the same pulled share; empty where they have their own."""
    if not found.is_alike:
        return ""
    return text("The regions differ no more than chance makes them: all take the common share, and none has an interval of its own.")


def together_rows(found: Many) -> tuple[pd.DataFrame, Mapping[str, Column]]:
    """Every item that was tried, not only those that came out; differences in points of the people counted."""
    columns = {
        "item": Column(text("What was seen"), width=300),
        "seen": Column(text("Stations where seen"), number=True),
        "not_seen": Column(text("where not seen"), number=True),
        "could_not": Column(text("where it could not be seen"), number=True),
        "difference": Column(text("Differs more by, points"), number=True, help=text("(protocol − count) ÷ count, seen minus not seen")),
        "interval": Column(text("95% interval"), number=True),
        "q": Column("q", number=True, help=text("Benjamini–Hochberg over everything tried")),
    }
    rows = [
        {
            "item": text(ITEM_BY_ID[each.what].label),
            "seen": number(each.seen),
            "not_seen": number(each.not_seen),
            "could_not": number(each.could_not_see),
            "difference": signed(each.difference.value * 100, 1) if each.difference.value is not None else "",
            "interval": f"{signed(each.difference.low * 100, 1)} … {signed(each.difference.high * 100, 1)}"
            if each.difference.low is not None and each.difference.high is not None
            else text("too few"),
            "q": decimal(each.q_value) if each.q_value is not None else "",
        }
        for each in found.seen
    ]
    return tables.of(rows, columns), columns


def _interval(effect: Effect) -> str:
    low, high = effect.difference.low, effect.difference.high
    return text("too few districts") if low is None or high is None else points(low, high)


def _points(effect: Effect) -> str:
    return "" if effect.difference.value is None else signed(effect.difference.value * 100, 1)


def watched_view(found: Watched, told: Sequence[Conclusion], election: Election) -> None:
    """The balance first, then four estimates from the plain difference to the most alike; the leader's share with its own conclusion, and
    last what the watched stations imply. `told`: conclusions.of_watched."""
    if found.compared is None:
        return
    tables.show(*balance_rows(found.compared), key="balance", alt=text("Before comparing: the list"))
    tables.show(*effect_rows(found.compared, text("Turnout, points")), key="effects", alt=text("Watched and not watched"))
    if found.leader is not None:
        options = election.leading_contest.options
        leader = next((each.name.in_language(language()) for each in options if each.code == found.leader_code), found.leader_code)
        name = text("Share of {option}, points", option=leader)
        conclusions.show(told[1])
        tables.show(*effect_rows(found.leader, name), key="effects_leader", alt=name)
    conclusions.show(told[-1])
    left_out = {text("closed institutions"): found.closed_n, text("a figure is missing"): found.compared.missing}
    left = "; ".join(f"{name}: {number(n)}" for name, n in left_out.items() if n)
    if left:
        st.markdown(small(text("Left out: {told}.", told=left)))


def balance_rows(found: ObservedComparison) -> tuple[pd.DataFrame, Mapping[str, Column]]:
    """How the two kinds differ before anything is compared, also in standard deviations."""
    columns = {
        "what": Column(text("Before comparing: the list")),
        "watched": Column(text("Watched"), number=True),
        "others": Column(text("Others"), number=True),
        "apart": Column(text("Apart by"), number=True, help=text("in standard deviations of the list; above 0.25 they are not alike")),
        "matched": Column(text("Others, matched"), number=True),
        "still": Column(text("Still apart by"), number=True, help=text("watched beside their matched others, in standard deviations")),
    }
    rows = [
        {
            "what": text("voters on the list, mean"),
            "watched": number(round(row["observed_mean"])),
            "others": number(round(row["unobserved_mean"])),
            "apart": signed(row["standardised_difference"], 2) if pd.notna(row["standardised_difference"]) else "",
            "matched": number(round(row["matched_mean"])) if pd.notna(row["matched_mean"]) else "",
            "still": signed(row["matched_difference"], 2) if pd.notna(row["matched_difference"]) else "",
        }
        for row in found.balance.to_dict("records")
    ]
    return tables.of(rows, columns), columns


def effect_rows(found: ObservedComparison, name: str) -> tuple[pd.DataFrame, Mapping[str, Column]]:
    """Four estimates of one figure: watched minus others."""
    columns = {
        "method": Column(text("Compared"), width=420),
        "difference": Column(name, number=True, help=text("watched minus others")),
        "interval": Column(text("95% interval"), number=True),
        "n": Column(text("Watched"), number=True),
        "m": Column(text("Others"), number=True),
        "districts": Column(text("Districts"), number=True),
    }
    rows = [
        {
            "method": text(METHODS[each.method]),
            "difference": _points(each),
            "interval": _interval(each) if each.difference.value is not None else "",
            "n": number(each.observed),
            "m": number(each.unobserved),
            "districts": number(each.districts),
        }
        for each in found.effects
    ]
    return tables.of(rows, columns), columns
