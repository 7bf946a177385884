"""First lines of the turnout page: Q3 to Q5 of the product brief, numbers bold, in the language in use (Q2 is a conclusion)."""

import pandas as pd

from locales import language, plural, share, text
from schemas.election import Allowance
from services.turnout import Agreement, Grounds, Summary, Turnout
from services.wording import strong, strong_share


def closed_institutions(found: Summary) -> str:
    """What stands apart from the sums; empty where there is nothing."""
    if not found.stations:
        return ""
    return text(
        "Closed institutions apart: stations {n}, whole day {whole_day}, protocols state {protocol}, counted {counted}.",
        n=found.stations,
        whole_day=found.whole_day,
        protocol=found.protocol,
        counted=found.counted,
    )


def allowance(used: Allowance) -> str:
    """What the allowance in use rests on."""
    if not used.calibrated_pairs:
        return text("allowance set beforehand, not from double counts")
    return text("allowance from double counts: {n}", n=used.calibrated_pairs)


def allowance_in_use(found: Turnout) -> str:
    """Which allowance is used, and why."""
    used = {"below": share(found.allowance.below_share), "above": share(found.allowance.above_share)}
    if found.grounds is Grounds.PAIRS:
        return text(
            "The allowance follows from these double counts: {below} of the count below; {above} above, which is wider because no pair "
            "shows whom both missed.",
            **used,
        )
    if found.grounds is Grounds.AS_SET:
        return text("The election's description keeps its allowance: {below} of the count below, {above} above.", **used)
    if found.grounds is Grounds.ELSEWHERE:
        return text("The election's description names double counts: {below} of the count below, {above} above.", **used)
    return text("The allowance is the one set beforehand: {below} of the count below, {above} above; the curve shows others.", **used)


def double_counts(found: Agreement) -> str:
    """What independent double counts say about counting errors; an allowance is not set by fewer than they need."""
    if found.share_bias is None or found.share_low is None or found.share_high is None:
        return text(
            "No two observers of different organisations counted one station the whole day, so the allowance rests on no double count."
        )
    said = text(
        "Whole-day counts of one station by observers of two organisations (stations of all regions: {n}) differ on average by {bias} "
        "of the people counted; 95 of 100 such differences are expected between {low} and {high}.",
        n=found.pairs,
        bias=share(found.share_bias),
        low=share(found.share_low),
        high=share(found.share_high),
    )
    if found.share_error is not None:
        said += " " + text("Either limit is known to ± {error} of the people counted (95 % interval).", error=share(found.share_error))
    if found.contradicting:
        said += " " + text("Left out, because the two contradict each other and somebody must ask: {n}.", n=found.contradicting)
    return said if found.is_enough else f"{said} {text('That is too few to set an allowance by.')}"


def intervals(found: pd.DataFrame) -> str:
    """Q3: intervals of analysis.series.watched_intervals."""
    if not len(found):
        return text("In no watched interval were both a counted and a stated number given at both ends.")
    return plural(
        "In {n} watched interval at {stations} stations the commissions' numbers rose by {stated}, observers counted {counted}.",
        "In {n} watched intervals at {stations} stations the commissions' numbers rose by {stated}, observers counted {counted}.",
        len(found),
        n=strong(len(found)),
        stations=strong(int(found["station_id"].nunique())),
        stated=strong(int(found["stated"].sum())),
        counted=strong(int(found["counted"].sum())),
    )


def remainder(found: Turnout) -> str:
    """Q4, for the region whose unseen stations must differ most from the seen."""
    if not len(found.remainders):
        return text("No region has an announced turnout, a list and a protocol, so nothing can be said of the unobserved stations.")
    row = found.remainders.iloc[0]
    words = text(
        "{region}: {announced} was announced. Protocols held: {n} stations, {list_share} of the list; they show {seen}. "
        "The others must then average {rest}.",
        region=strong(found.region_name(str(row["region_code"]), language())),
        announced=strong_share(row["announced_share"]),
        n=strong(int(row["stations"])),
        list_share=share(row["list_share"]),
        seen=strong_share(row["seen_share"]),
        rest=strong_share(row["remainder_share"]),
    )
    end = text("This is arithmetic, not an estimate: the observed stations are not typical.")
    if row["impossible"]:
        end = text("No turnout can be that: the figures contradict each other.") + " " + end
    return f"{words} {end}"


def day(found: Turnout, region: str, country_code: str, time: str) -> str:
    """Q5 at the last set hour; `region` "all" is the country, `time` that hour in capital time."""
    last = found.hours[found.hours["hour"].eq(len(found.due) - 1)]
    code = country_code if region == "all" else region
    told = (
        found.announced[found.announced["region_code"].eq(code) & found.announced["as_of_at"].eq(found.due[-1])]
        if found.due
        else found.announced.iloc[:0]
    )
    if not len(last) or not last["list"].sum():
        return text("No station reported at all set hours, counted without a gap.")
    people, listed = last[["counted", "stated"]].sum(), float(last["list"].sum())
    place = found.region_name(code, language()) if region != "all" else text("the country")
    counts = {
        "n": strong(int(last["stations"].sum())),
        "counted": strong_share(people["counted"] / listed),
        "stated": strong_share(people["stated"] / listed),
    }
    if not len(told):
        return text(
            "The {n} stations reporting at all hours stood at {counted} by count, {stated} by the commissions' own statement; no announced "
            "turnout was found for {time} ({place}).",
            time=time,
            place=place,
            **counts,
        )
    return text(
        "At {time} capital time {announced} was announced ({place}); the {n} stations reporting at all hours stood at {counted} by count, "
        "{stated} by the commissions' own statement.",
        time=time,
        place=place,
        announced=strong_share(told["announced_share"].iloc[0]),
        **counts,
    )
