"""The conclusions of the turnout page: stations (Q2), hours (Q3), remainder (Q4), day (Q5) of the product brief, as objects."""

from zoneinfo import ZoneInfo

import pandas as pd

from analysis.conclusion import Base, Conclusion, Part, Subject
from analysis.states import Side
from locales import LANGUAGES
from schemas.counting import CountRule
from schemas.election import Election, LocalName
from schemas.report import RevisionState
from schemas.reports.body import ReportKind
from schemas.voice import Voice
from services.station import OneStation
from services.turnout import EVERYWHERE, FIELDS, Turnout


def of_turnout(whole: Turnout, rule: CountRule = CountRule.ALL) -> Conclusion:
    """Q2: protocols against counts with a floor and a ceiling."""
    found = whole.summary
    compared = found.with_ceiling + found.below_without_ceiling
    sums = {} if found.ratio is None else {"protocol": found.protocol, "counted": found.counted, "ratio": found.ratio}
    return Conclusion(
        subject=Subject.TURNOUT,
        voices=(Voice.COUNT, Voice.PROTOCOL),
        base=Base.STATIONS_COMPARED,
        finding=Part("above", found.above, compared),
        opposite=Part("below", found.below + found.below_without_ceiling, compared),
        more=(
            Part("between", found.between, compared),
            Part("with_ceiling", found.with_ceiling, compared),
            Part("below_without_ceiling", found.below_without_ceiling, compared),
        ),
        amounts=(("stations", found.stations), ("whole_day", found.whole_day), ("cannot", found.cannot), *sums.items()),
        checked=rule is CountRule.CHECKED,
        calibrated=whole.allowance.calibrated_pairs > 0,
    )


def of_station(found: OneStation, rule: CountRule = CountRule.ALL) -> Conclusion:
    """One station: its protocol against its count. Of a single station nothing is more than unchecked before a second person has looked at
    every report that the comparison can rest on (ADR 0138)."""
    side = found.word("side")
    compared = int(found.people("protocol") is not None and side in (Side.ABOVE, Side.BELOW, Side.BETWEEN))
    resting_on = [each for each in found.reports if each.body and each.kind in (*FIELDS, ReportKind.COUNT)]
    return Conclusion(
        subject=Subject.TURNOUT,
        voices=(Voice.COUNT, Voice.PROTOCOL),
        base=Base.STATIONS_COMPARED,
        finding=Part("above", compared * int(side == Side.ABOVE), compared),
        opposite=Part("below", compared * int(side == Side.BELOW), compared),
        checked=rule is CountRule.CHECKED or all(each.state == RevisionState.VERIFIED for each in resting_on),
    )


def of_hours(whole: Turnout, rule: CountRule = CountRule.ALL) -> Conclusion:
    """Q3: what commissions stated against what was counted, inside watched hours; sides by the allowance in use."""
    found = whole.intervals
    n, above, below = len(found), int(found["side"].eq(Side.ABOVE).sum()), int(found["side"].eq(Side.BELOW).sum())
    sums = (("stated", int(found["stated"].sum())), ("counted", int(found["counted"].sum()))) if n else ()
    return Conclusion(
        subject=Subject.TURNOUT_HOURS,
        voices=(Voice.COUNT, Voice.STATED),
        base=Base.INTERVALS_WATCHED,
        finding=Part("above", above, n),
        opposite=Part("below", below, n),
        more=(Part("between", n - above - below, n),),
        amounts=(("stations", int(found["station_id"].nunique())), *sums, *_above_list(whole, found)),
        checked=rule is CountRule.CHECKED,
        calibrated=whole.allowance.calibrated_pairs > 0,
    )


def _above_list(whole: Turnout, stretches: pd.DataFrame) -> tuple[tuple[str, float], ...]:
    """The stations whose commission stated more voters than the registry's list has; nothing where there is none."""
    lists = stretches["station_id"].map(whole.table.set_index("station_id")["registered_voters"]).astype("Float64")
    above = stretches.loc[(stretches["stated_in_all"].astype("Float64") > lists).fillna(False), "station_id"]
    return _if_any("above_list", above.nunique())


def _if_any(code: str, n: int) -> tuple[tuple[str, float], ...]:
    """An amount that is named only where there is one."""
    return ((code, n),) if n else ()


def of_remainder(whole: Turnout, rule: CountRule = CountRule.ALL) -> Conclusion:
    """Q4: regions whose unseen stations must lie above, and below, the protocols held; the amounts are of the region where they must
    differ most upwards. Arithmetic, never an estimate."""
    found = whole.remainders
    n = len(found)
    higher, lower = (found["remainder_share"] > found["seen_share"]).sum(), (found["remainder_share"] < found["seen_share"]).sum()
    names = ("stations", "announced_share", "list_share", "seen_share", "remainder_share")
    first = found.iloc[0] if n else None
    amounts = () if first is None else tuple((name, float(first[name])) for name in names)
    code = "" if first is None else str(first["region_code"])
    return Conclusion(
        subject=Subject.TURNOUT_REMAINDER,
        voices=(Voice.PROTOCOL, Voice.PUBLISHED),
        base=Base.REGIONS_ANNOUNCED,
        finding=Part("higher", int(higher), n),
        opposite=Part("lower", int(lower), n),
        more=(Part("impossible", int(found["impossible"].sum()), n),),
        amounts=(*amounts, ("first_impossible", int(first is not None and bool(first["impossible"])))),
        checked=rule is CountRule.CHECKED,
        about_code=code,
        about_name=_name(whole, code) if code else None,
    )


def of_day(whole: Turnout, election: Election, region: str = EVERYWHERE, rule: CountRule = CountRule.ALL) -> Conclusion:
    """Q5 at the last set hour: the same stations by count and by the commissions' own statement beside what was announced."""
    last = whole.hours[whole.hours["hour"].eq(len(whole.due) - 1)] if whole.due else whole.hours.iloc[:0]
    last = last[last["list"].astype("Float64").fillna(0) > 0]
    n = len(last)
    code = election.country_code if region == EVERYWHERE else region
    listed = float(last["list"].sum()) if n else 0.0
    shares = {name: float(last[name].sum()) / listed for name in ("counted", "stated")} if listed else {}
    told = _announced(whole, code)
    local = whole.due[-1].astimezone(ZoneInfo(election.capital_zone)) if whole.due else None
    return Conclusion(
        subject=Subject.TURNOUT_DAY,
        voices=(Voice.COUNT, Voice.STATED, Voice.PUBLISHED),
        base=Base.REGIONS_AT_ALL_HOURS,
        finding=Part("stated_above", int((last["stated"] > last["counted"]).sum()) if n else 0, n),
        opposite=Part("stated_below", int((last["stated"] < last["counted"]).sum()) if n else 0, n),
        amounts=(
            ("stations", int(last["stations"].sum()) if n else 0),
            *shares.items(),
            *(() if told is None else (("announced", told),)),
            *(() if local is None or not n else (("capital_hour", local.hour + local.minute / 60),)),
            *_if_any("above_list", int(last["above_list"].sum())),
        ),
        checked=rule is CountRule.CHECKED,
        about_code=code,
        about_name=None if region == EVERYWHERE else _name(whole, region),
    )


def _announced(whole: Turnout, code: str) -> float | None:
    if not whole.due:
        return None
    told = whole.announced[whole.announced["region_code"].eq(code) & whole.announced["as_of_at"].eq(pd.Timestamp(whole.due[-1]))]
    return float(told["announced_share"].iloc[0]) if len(told) else None


def _name(whole: Turnout, code: str) -> LocalName:
    return LocalName(**{each: whole.region_name(code, each) for each in LANGUAGES})
