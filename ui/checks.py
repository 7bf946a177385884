"""The pieces of "How good are the checks?": the sentence, its caveats, and one row a code."""

import pandas as pd

from locales import number, share, text
from services.check_quality import TRUTH_NAMES, CheckQuality, Truth
from services.wording import strong, strong_share
from ui.headline import Badge
from ui.tables import Column


def sentence(found: CheckQuality) -> str:
    """Both limits in one breath: what is found, and what it costs."""
    strict, every = found.strict, found.every
    return text(
        "Red and amber questions point at {k} of {n} wrong counts ({recall}) and at {alarms} of the right ones; "
        "with those for information {every} and {every_alarms}.",
        k=strong(strict.wrong_flagged_n), n=strong(strict.wrong_n), recall=strong_share(strict.recall_share),
        alarms=strong_share(strict.false_alarm_share), every=strong_share(every.recall_share),
        every_alarms=strong_share(every.false_alarm_share),
    )


def caveats(found: CheckQuality) -> list[str]:
    return [
        text("A count is wrong here where a figure, as first sent, differs from what is held to be true: {truth}.",
             truth=text(TRUTH_NAMES[found.truth])) if found.truth is not Truth.REVIEWED
        else text("A count is wrong here where a second person returned or rejected it; the checks were seen by that person."),
        text("Checks are weak: a station that matters is entered twice from its photo."),
    ]


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
