"""Violations as observers tell them: by class, phase and seriousness; rates are invented, of the size that observers report."""

from datetime import datetime, timedelta

from schemas.reports.body import ReportKind
from schemas.violation_class import BY_CODE, Phase
from services.demonstration.accounts import account_of
from services.demonstration.told import Told, at, tell
from services.demonstration.watchers import Watcher, World, local

WEIGHTS: dict[str, int] = {
    "OPN-01": 3,
    "OPN-02": 2,
    "OPN-03": 22,
    "OPN-04": 6,
    "EQP-01": 14,
    "EQP-02": 9,
    "EQP-03": 7,
    "ACC-03": 42,
    "ACC-04": 48,
    "ACC-05": 46,
    "ACC-06": 5,
    "VOT-01": 18,
    "VOT-02": 20,
    "VOT-03": 7,
    "VOT-04": 14,
    "VOT-05": 24,
    "VOT-06": 12,
    "VOT-07": 20,
    "VOT-08": 26,
    "VOT-09": 5,
    "VOT-10": 11,
    "VOT-11": 3,
    "LST-01": 14,
    "LST-02": 4,
    "LST-03": 6,
    "OUT-01": 9,
    "OUT-02": 24,
    "CNT-01": 26,
    "CNT-02": 28,
    "CNT-03": 3,
    "CNT-04": 11,
    "CNT-05": 13,
    "PRT-01": 44,
    "PRT-02": 22,
    "SAF-01": 8,
    "OTHER": 16,
}
HOURS: dict[Phase, tuple[float, float]] = {
    Phase.OPENING: (6.3, 7.6),
    Phase.VOTING: (7.5, 19.9),
    Phase.OUTSIDE: (10.0, 16.5),
    Phase.COUNT: (20.2, 24.5),
    Phase.ACCESS: (7.2, 21.0),
}
A_WATCHER = 0.42
"""Chance of each further report of an observer who was let in."""


def _body(watcher: Watcher, code: str, happened: datetime) -> dict[str, object]:
    chance = watcher.chance
    danger = "no"
    if code == "SAF-01":
        danger = chance.choices(("watched", "threatened", "held"), (50, 42, 8))[0]
    elif chance.random() < 0.02:
        danger = "watched"
    saw = chance.choices(("saw", "heard", "told"), (82, 8, 10))[0]
    body: dict[str, object] = {
        "what": code,
        "danger": danger,
        "happened_at": at(happened),
        "still_going_on": chance.choices(("no", "yes"), (72, 28))[0],
        "saw_myself": saw,
    }
    if saw == "told":
        body["told_by"] = {"en": "a voter", "ru": "избиратель", "kk": "сайлаушы"}[watcher.language]
    if chance.random() < 0.8:
        body["account"] = account_of(code, watcher.language, chance)
    if chance.random() < 0.7:
        body["people_affected"] = chance.choices(("one", "two_to_ten", "more"), (50, 34, 16))[0]
    body["evidence_kind"] = [chance.choices(("photo", "video_outside", "document", "second_witness", "nothing"), (24, 12, 9, 25, 30))[0]]
    body["raised_with"] = chance.choices(("corrected", "refused", "ignored", "not_told_unsafe"), (30, 26, 32, 12))[0]
    body["act_written"] = "yes" if chance.random() < 0.22 else "no"
    if body["act_written"] == "yes":
        body["act_signatures"] = chance.choice((1, 2, 2, 3))
    to = chance.choices(("none", "commission", "higher_commission", "prosecutor", "police"), (70, 18, 6, 4, 2))[0]
    body["complaint_to"] = to
    if to != "none":
        body |= {
            "complaint_at": at(happened + timedelta(minutes=chance.randint(10, 120))),
            "complaint_answer": chance.choices(("no_answer", "granted", "rejected"), (68, 12, 20))[0],
        }
    return body


def _possible(world: World, watcher: Watcher, code: str) -> tuple[datetime, datetime] | None:
    """The hours of the class's phase in which this observer was there; None where there is too little."""
    begin, end = HOURS[BY_CODE[code].phase]
    first = max(watcher.arrived_at, local(world.plan, watcher.station, begin))
    last = min(watcher.left_at, local(world.plan, watcher.station, end))
    return (first, last) if last > first + timedelta(minutes=5) else None


def violations(world: World, watcher: Watcher, until: datetime) -> list[Told]:
    """What this observer reported; not let in and removed are themselves classes."""
    chance, made = watcher.chance, []
    if not watcher.is_in:
        happened = watcher.arrived_at + timedelta(minutes=10)
        return [tell(watcher, ReportKind.VIOLATION, happened, _body(watcher, "ACC-01", happened), until)]
    forced = {"removed": "ACC-02", "threatened": "SAF-01"}.get(watcher.left_because)
    if forced:
        happened = watcher.left_at - timedelta(minutes=6)
        made.append(tell(watcher, ReportKind.VIOLATION, happened, _body(watcher, forced, happened), until))
    codes, weights = list(WEIGHTS), list(WEIGHTS.values())
    while chance.random() < A_WATCHER and not watcher.is_demo:
        code = chance.choices(codes, weights)[0]
        hours = _possible(world, watcher, code)
        if hours is None:
            continue
        happened = hours[0] + (hours[1] - hours[0]) * chance.random()
        made.append(
            tell(watcher, ReportKind.VIOLATION, happened + timedelta(minutes=chance.randint(3, 25)), _body(watcher, code, happened), until)
        )
    return made
