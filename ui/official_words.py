"""Words of the reference tables, for the languages that translate them: what a contradiction is about, and the test that settles it."""

import re

import pandas as pd

from locales import date_printed, date_short, number, text
from schemas.message import Message

ITEMS: dict[str, Message] = {
    "turnout_pct": Message("turnout, share of the list"),
    "turnout": Message("turnout, share of the list"),
    "exit poll sample": Message("respondents of the exit poll"),
    "exit poll Institute of Democracy, Nur Otan": Message("exit poll of the Institute of Democracy, Nur Otan"),
    "overseas countries": Message("countries with stations abroad"),
    "polling stations": Message("polling stations"),
    "Nur Otan party lists": Message("party lists of Nur Otan"),
    "ballots received": Message("voters who received ballots"),
    "against all, votes": Message("votes against all"),
    "registered voters": Message("voters on the list"),
    "participants, thousand": Message("participants, thousand"),
    "voters left after absentee certificates": Message("voters left after absentee certificates"),
    "base of the two turnout rates": Message("voters that the two turnout rates are of"),
}
TESTS: dict[str, Message] = {
    str(each): each
    for each in (
        Message("neighbouring regions 8.7 to 14.9"),
        Message("63.1 is the 20:00 value"),
        Message("600 stations and over 600 interviewers"),
        Message("shares sum to 99.92 or 100.02"),
        Message("66 stations in both"),
        Message("one station may have been dissolved"),
        Message("lost digit"),
        Message("both round to 62.34"),
        Message("line shift: every later line is displaced"),
        Message("5.80% of 7,940,477 holds only with 460,484"),
        Message("14:10 was 48.37, turnout cannot fall"),
        Message("20:10 was 58.99, turnout cannot fall"),
        Message("two numbers in one text"),
        Message("52.90 = votes counted / list; 54.21 = ballots received / list"),
        Message("three against one"),
        Message("51.77% of 12,244,683 holds only with 6,339,425"),
        Message("truncated"),
        Message("the two rates use different numbers of voters"),
        Message("77.12% of 9,810 thousand holds only with 7,566"),
        Message("two regions carry the same value to two decimals at 18:00 in both years"),
    )
}
OUTLETS: dict[str, Message] = {
    str(each): each
    for each in (
        Message("B. Baibek"),
        Message("Kazinform English"),
        Message("Kazinform English, second paragraph"),
        Message("same article headline; all others"),
        Message("zakon.kz copies"),
        Message("zakon.kz copy"),
        Message("zakon.kz Kazakh edition"),
        Message("Tengrinews copy"),
        Message("Vlast copy"),
        Message("Vlast, CEC final"),
        Message("ODIHR; an article of election night"),
        Message("CEC on the day"),
        Message("CEC, The Astana Times"),
        Message("CEC list of 832"),
        Message("Sputnik, CEC"),
        Message("encyclopaedia mirrors"),
        Message("derived"),
        Message("Orda, Abai and Zhetisu in 2024"),
        Message("Sn.kz, Abai and Zhetisu in 2026"),
    )
}
KEPT: dict[str, Message] = {
    "keep both with dates": Message("both, with their dates"),
    "keep both with their base": Message("both, with their base"),
    "undecided": Message("undecided"),
    "possible copying error, check with the commission": Message("possible copying error, to be asked of the commission"),
}
STATED_AS_PERCENT = frozenset({"turnout_pct", "turnout", "exit poll Institute of Democracy, Nur Otan"})

SUM, NUMBER = re.compile(r"[\d,.%]+(?: [-+/=x×] [\d,.%]+)+"), re.compile(r"\d[\d,]*(?:\.\d+)?")


def said(words: dict[str, Message], given: str) -> str:
    """In the language in use where it is translated, else as the table has it: names of outlets need no translation. The numbers of a sum
    are written as the language writes them."""
    if given in words:
        return text(words[given])
    return NUMBER.sub(_written, given) if SUM.fullmatch(given) else given


def _written(found: re.Match[str]) -> str:
    plain = found[0].replace(",", "")
    return number(float(plain), len(plain.partition(".")[2]))


def published_on(row: pd.Series) -> str:
    """When a figure's source was published, as the language writes days: by its table, else the day of the instant, where one is kept."""
    return date_printed(row["published_text"]) or (date_short(row["published_at"].date()) if pd.notna(row["published_at"]) else "")
