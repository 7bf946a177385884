"""The pieces of the robustness page: the sentence's caveats, the chart, the rows without each, the rules side by side."""

from collections.abc import Mapping

import pandas as pd

from charts import rendering
from charts import robustness as charts
from charts.theme import Look
from locales import language, number, share, text
from schemas.counting import RULE_NAMES
from schemas.election import Election
from schemas.message import Message
from services import registry
from services.robustness import Robust, Robustness
from ui import tables
from ui.pictures import Spec
from ui.tables import Column

VIEWS: dict[str, Message] = {"organisations": Message("Without each organisation"), "observers": Message("Without each observer")}
MOST_DRAWN = 12


def of_view(found: Robust, view: str) -> Robustness:
    return found.observers if view == "observers" else found.organisations


def chart(found: Robustness, election: Election, look: Look) -> Spec:
    """The most influential first."""
    rows = found.rows.dropna(subset=["share"]).head(MOST_DRAWN)
    names = _names(rows["code"], election)
    frame = pd.DataFrame({"name": names, "share": rows["share"], "changes": rows["changes_sign"]})
    return rendering.specification(charts.without_each(frame, found.share or 0.0, look, simulated=election.is_simulated))


def _names(codes: "pd.Series[str]", election: Election) -> list[str]:
    """Organisations by name, observers by the code they have."""
    known = registry.organisation_names(election.election_id, language())
    return [known.get(code, str(code)) for code in codes]


def columns() -> dict[str, Column]:
    return {
        "code": Column(text("Without")),
        "sign": Column(text("Changes the sign")),
        "left_out": Column(text("Stations left out"), number=True),
        "stations": Column(text("Stations that remain"), number=True),
        "protocol": Column(text("Protocol"), number=True),
        "counted": Column(text("Counted"), number=True),
        "difference": Column(text("Protocol − count"), number=True),
        "share": Column(text("% of count"), number=True),
        "above": Column(text("Above the ceiling"), number=True),
        "below": Column(text("Below the floor"), number=True),
    }


def rows(found: Robustness, page: slice, election: Election) -> pd.DataFrame:
    part = found.rows.iloc[page]
    counts = ("left_out", "stations", "protocol", "counted", "above", "below")
    return pd.DataFrame(
        {
            "code": _names(part["code"], election),
            **{name: tables.numbers(part[name]) for name in counts},
            "difference": tables.differences(part["difference"]),
            "share": [share(float(each)) if pd.notna(each) else "" for each in part["share"]],
            "sign": [text("yes") if each else text("no") for each in part["changes_sign"]],
        },
        dtype=object,
    )


def rule_rows(found: Robust) -> tuple[pd.DataFrame, Mapping[str, Column]]:
    """The headline under each rule of what counts."""
    shown = {
        "rule": Column(text("Reports"), begun=True),
        "whole_day": Column(text("Stations, whole day"), number=True),
        "protocol": Column(text("Protocol"), number=True),
        "counted": Column(text("Counted"), number=True),
        "difference": Column(text("Protocol − count"), number=True),
        "above": Column(text("Above the ceiling"), number=True),
        "below": Column(text("Below the floor"), number=True),
        "of": Column(text("of stations with a ceiling"), number=True),
    }
    made = [
        {
            "rule": text(RULE_NAMES[rule]),
            "whole_day": number(each.whole_day),
            "protocol": number(each.protocol) if each.whole_day else "",
            "counted": number(each.counted) if each.whole_day else "",
            "difference": tables.differences(pd.Series([each.difference]))[0] if each.whole_day else "",
            "above": number(each.above),
            "below": number(each.below),
            "of": number(each.with_ceiling),
        }
        for rule, each in found.rules.items()
    ]
    return tables.of(made, shown), shown
