"""The pieces of "How good are the checks?": the badges, and one row a code."""

import pandas as pd
import streamlit as st

from locales import number, share, text
from schemas.checks import measured
from schemas.checks.measured import Spoke
from schemas.checks.run import CHECKS
from schemas.finding import LEVEL_NAMES, Level
from services.check_quality import CheckQuality
from services.wording import strong, strong_share
from ui import tables
from ui.headline import Badge, small
from ui.tables import Column

TOGETHER = (frozenset({Level.RED}), frozenset({Level.AMBER}), frozenset({Level.RED, Level.AMBER}), frozenset(Level))


def badges(found: CheckQuality) -> list[Badge]:
    judged = found.every.wrong_n + found.every.right_n
    return [
        Badge(text("Counts judged: {n}", n=judged), "green"),
        Badge(text("Wrong: {n}", n=found.every.wrong_n), "orange"),
        Badge(text("Nothing to hold against: {n}", n=found.unjudged_n), "gray"),
    ]


def columns() -> dict[str, Column]:
    return {
        "code": Column(text("Code"), width=70),
        "rule": Column(text("Rule")),
        "flagged": Column(text("Asked"), number=True, width=80),
        "wrong": Column(text("Of these wrong"), number=True, width=110),
        "precision": Column(text("Precision"), number=True, width=90, help=text("Wrong among those asked")),
        "recall": Column(text("Recall"), number=True, width=90, help=text("Asked among the wrong")),
        "alarms": Column(text("False alarms"), number=True, width=100, help=text("Asked among the right")),
        "alone": Column(text("Found by it alone"), number=True, width=120),
    }


def rows(found: CheckQuality) -> pd.DataFrame:
    """Already text; a share without anything to be out of is empty."""
    codes = found.codes
    shares = {name: [share(value) if pd.notna(value) else "" for value in codes[f"{column}_share"]] for name, column in (
        ("precision", "precision"), ("recall", "recall"), ("alarms", "false_alarm"))}
    return pd.DataFrame({
        "code": codes["code"], "rule": [text(rule) if rule else "" for rule in codes["rule"]],
        "flagged": [number(n) for n in codes["flagged_n"]], "wrong": [number(n) for n in codes["wrong_flagged_n"]], **shares,
        "alone": [number(n) for n in codes["alone_n"]],
    })


def elsewhere() -> None:
    """How good they were where the truth is known, so that nobody waits for an election of one's own to learn it: each level, each code."""
    st.subheader(text("How good they were elsewhere"), anchor=False)
    strict, every = (measured.BY_LEVELS[each] for each in TOGETHER[2:])
    st.markdown(text(
        "Georgia 2013, {entries} protocols typed from photos: red and amber questions point at {k} of {n} wrong entries ({recall}) and at "
        "{alarms} of the right ones; with those for information {every} and {every_alarms}. The field's usual three checks: {usual} and "
        "{usual_alarms}.",
        entries=strong(number(measured.ENTRIES_N)), k=strong(number(strict.wrong_n)), n=strong(number(measured.WRONG_N)),
        recall=strong_share(strict.recall_share), alarms=strong_share(strict.false_alarm_share), every=strong_share(every.recall_share),
        every_alarms=strong_share(every.false_alarm_share), usual=strong_share(measured.USUAL_THREE.recall_share),
        usual_alarms=strong_share(measured.USUAL_THREE.false_alarm_share)))  # fmt: skip
    st.markdown(small(text(
        "Thresholds were fixed on districts with odd numbers; these are the others. Many right entries are asked about because the paper "
        "itself does not add up. Codes that are not named had nothing to ask there. Source: {source}",
        source=measured.SOURCE)))  # fmt: skip
    shown = columns()
    made = {"code": shown.pop("code"), "level": Column(text("Level"), width=130, begun=True), **shown}
    rows = [*(_measured("", levels, "", measured.BY_LEVELS[levels]) for levels in TOGETHER),
            *(_measured(code, (CHECKS[code].level,), text(CHECKS[code].rule), each) for code, each in measured.BY_CODE.items())]
    tables.show(pd.DataFrame(rows), made, key="checks-elsewhere", alt=text("How good they were elsewhere"))


def _measured(code: str, levels: "frozenset[Level] | tuple[Level]", rule: str, spoke: Spoke) -> dict[str, str]:
    return {
        "code": code, "level": text("all levels") if len(levels) == len(Level) else
        ", ".join(text(LEVEL_NAMES[level]) for level in Level if level in levels), "rule": rule,
        "flagged": number(spoke.wrong_n + spoke.right_n), "wrong": number(spoke.wrong_n), "precision": share(spoke.precision_share),
        "recall": share(spoke.recall_share), "alarms": share(spoke.false_alarm_share),
        "alone": number(spoke.alone_n) if spoke.alone_n is not None else "",
    }  # fmt: skip
