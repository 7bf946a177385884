"""What stands beside the turnout page's conclusions: closed institutions, the allowance and the double counts, in the language in use."""

from locales import clock, share, text
from schemas.election import Allowance
from services.turnout import Agreement, Grounds, Summary, Turnout


def closed_institutions(found: Summary) -> str:
    """What stands apart from the sums; empty where there is nothing."""
    if not found.stations:
        return ""
    if not found.whole_day:
        return text(
            "Closed institutions apart: stations {n}, none of them with both a protocol and a count of the whole day.", n=found.stations
        )
    return text(
        "Closed institutions apart: stations {n}, whole day {whole_day}, protocols state {protocol}, counted {counted}.",
        n=found.stations,
        whole_day=found.whole_day,
        protocol=found.protocol,
        counted=found.counted,
    )


def whole_days(found: Turnout) -> str:
    """Which stations the first line sums, beside those that the overview calls watched: readers compare the two numbers. Empty where
    nobody counted a whole day."""
    counted = int(found.main["whole_day"].sum())
    if not counted:
        return ""
    return text(
        "Stations counted from opening to close: {counted}, of them without a protocol to compare: {without}. The overview counts "
        "stations where an observer stayed from opening to close, also where nobody counted voters.",
        counted=counted,
        without=counted - found.summary.whole_day,
    )


def two_hours(found: Turnout, zone: str) -> str:
    """That the tiles are of another hour than the first line; empty where they are of the same, or where one of them has none."""
    told, _ = found.announced_last
    if told is None or not found.due or told == found.due[-1]:
        return ""
    return text(
        "The squares of the regions show what was announced at {told}; the first line is of {time}, the last hour at which observers "
        "report.",
        told=clock(told, zone),
        time=clock(found.due[-1], zone),
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
        said += " " + text("Either limit is known to ± {error} of the people counted (95% interval).", error=share(found.share_error))
    if found.contradicting:
        said += " " + text("Left out, because the two contradict each other and somebody must ask: {n}.", n=found.contradicting)
    return said if found.is_enough else f"{said} {text('That is too few to set an allowance by.')}"
