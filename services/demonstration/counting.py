"""What one observer's counter shows and what the commission says, minute by minute; the turnout reports made of both."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from schemas.day import due_instants
from schemas.reports.body import ReportKind
from services.demonstration.told import Told, at, corrected, tell, withdrawn
from services.demonstration.voters import curve, late_afternoon
from services.demonstration.watchers import Watcher, World, local

TYPED_WRONG, TAKEN_BACK, HOUR_MISSED = 0.035, 0.008, 0.03
CORRECTION_REASONS = {"en": "One digit was typed wrongly", "ru": "Ошибка в одной цифре", "kk": "Бір цифр қате терілді"}
WITHDRAWAL_REASONS = {"en": "Sent by mistake", "ru": "Отправлено по ошибке", "kk": "Қате жіберілді"}
STATED_HOW = ("announced", "answered", "on_board", "in_papers")


@dataclass(frozen=True, slots=True)
class Moment:
    """When a turnout report is made; `due_at` where it answers a set hour."""

    at: datetime
    due_at: datetime | None = None


def _hours(watcher: Watcher, seven: datetime, moment: datetime) -> float:
    return 7 + (moment - seven).total_seconds() / 3_600


def moments(world: World, watcher: Watcher) -> list[Moment]:
    """The set hours, the arrival after opening, before and after each time away; only while the observer is there."""
    plan, chance = world.plan, watcher.chance
    found = [
        Moment(due + timedelta(minutes=chance.randint(-4, 8)) if due < local(plan, watcher.station, 19.5) else due, due)
        for due in due_instants(plan.election)
    ]
    if watcher.is_demo:
        found = found[:-1]
    elif not watcher.steady:
        found = [moment for moment in found if chance.random() > HOUR_MISSED]
    if watcher.arrived_at > local(plan, watcher.station, 7.2):
        found.append(Moment(watcher.arrived_at + timedelta(minutes=6)))
    for begin, end, _ in watcher.gaps:
        found.extend((Moment(begin), Moment(end)))
    there = [
        each
        for each in found
        if watcher.arrived_at < each.at <= watcher.left_at and not any(begin < each.at < end for begin, end, _ in watcher.gaps)
    ]
    seen: dict[datetime, Moment] = {}
    for each in sorted(there, key=lambda each: (each.at, each.due_at is None)):
        minute = each.at.replace(second=0, microsecond=0)
        seen.setdefault(minute, Moment(minute, each.due_at))
    return list(seen.values())


def counted_by(world: World, watcher: Watcher, moment: datetime) -> int:
    """The counter: people inside the premises in the minutes watched so far, less those not noticed."""
    seven = local(world.plan, watcher.station, 7)
    shape = float(world.day.shape[watcher.index])
    inside = int(world.day.true[watcher.index]) - min(int(world.day.outside[watcher.index]), int(world.day.true[watcher.index]))
    begin, seen = max(watcher.arrived_at, seven), 0.0
    for left, back, _ in [*watcher.gaps, (moment, moment, "")]:
        end = min(left, moment)
        if end > begin:
            seen += curve(_hours(watcher, seven, end), shape) - curve(_hours(watcher, seven, begin), shape)
        begin = max(begin, back)
    return max(0, round(inside * seen * (1 - watcher.miss)))


def stated(world: World, watcher: Watcher, moment: datetime) -> int:
    """The number the commission gives at that minute."""
    index, day = watcher.index, world.day
    follows = bool(day.ahead[index]) or moment >= late_afternoon(world.plan)
    total = int(day.issued[index]) if follows else min(int(day.issued[index]), int(day.true[index]))
    return round(total * curve(_hours(watcher, local(world.plan, watcher.station, 7), moment), float(day.shape[index])))


def _stated_fields(world: World, watcher: Watcher, moment: datetime) -> tuple[dict[str, object], dict[str, str]]:
    chance = watcher.chance
    if chance.random() < watcher.refusal:
        return {}, {"stated_voters": chance.choices(("refused", "not_announced", "not_asked", "unsafe_to_ask"), (50, 30, 15, 5))[0]}
    heard = moment - timedelta(minutes=chance.randint(0, 6))
    return {
        "stated_voters": stated(world, watcher, heard),
        "stated_at": at(heard),
        "stated_how": chance.choices(STATED_HOW, (45, 35, 12, 8))[0],
    }, {}


def body_at(world: World, watcher: Watcher, moment: Moment, last: bool) -> dict[str, object]:
    chance = watcher.chance
    fields, missing = _stated_fields(world, watcher, moment.at)
    body: dict[str, object] = {
        "counting_method": watcher.method,
        "nothing_wrong": chance.choices(("nothing_to_report", "reported_separately"), (88, 12))[0],
        "queue": chance.choices(("none", "up_to_10", "up_to_50", "more"), (35, 50, 13, 2))[0],
        **fields,
    }
    if moment.due_at is not None:
        body["due_at"] = at(moment.due_at)
    if watcher.method != "not_counting":
        opened = max(watcher.arrived_at, local(world.plan, watcher.station, 7))
        body |= {"counting_unit": watcher.unit, "counting_since_at": at(opened), "counted_at": at(moment.at), "counter_reset": "no"}
        if chance.random() < 0.02:
            missing["voters_counted"] = "view_blocked"
        else:
            body["voters_counted"] = counted_by(world, watcher, moment.at)
    if last:
        body |= _outside(world, watcher)
        if world.day.added[watcher.index]:
            body["added_to_list"] = int(world.day.added[watcher.index])
    if missing:
        body["missing"] = missing
    return body


def _outside(world: World, watcher: Watcher) -> dict[str, object]:
    outside, chance = int(world.day.outside[watcher.index]), watcher.chance
    if not outside:
        return {"mobile_accompanied": "not_applicable"}
    zone = watcher.station
    return {
        "mobile_accompanied": chance.choices(("yes", "refused", "did_not_ask"), (40, 22, 38))[0],
        "mobile_voters": outside,
        "mobile_out_at": at(local(world.plan, zone, chance.uniform(10, 12))),
        "mobile_back_at": at(local(world.plan, zone, chance.uniform(14, 17))),
    }


def _typed_wrong(number: int, watcher: Watcher) -> int:
    digits = list(str(number))
    place = watcher.chance.randrange(len(digits))
    digits[place] = str((int(digits[place]) + watcher.chance.randint(1, 8)) % 10)
    return int("".join(digits))


def turnout_reports(world: World, watcher: Watcher, until: datetime) -> list[Told]:
    """One report a moment; now and then a slip of one digit that is corrected, or a report taken back."""
    made: list[Told] = []
    times = moments(world, watcher)
    for number, moment in enumerate(times):
        body = body_at(world, watcher, moment, last=number == len(times) - 1 and not watcher.is_demo)
        counted = body.get("voters_counted")
        slip = isinstance(counted, int) and counted > 20 and watcher.chance.random() < TYPED_WRONG and not watcher.is_demo
        first = tell(
            watcher,
            ReportKind.TURNOUT,
            moment.at,
            {**body, "voters_counted": _typed_wrong(counted, watcher)} if slip and isinstance(counted, int) else body,
            until,
        )
        made.append(first)
        if slip:
            made.append(corrected(watcher, first, body, CORRECTION_REASONS[watcher.language], until))
        elif watcher.chance.random() < TAKEN_BACK and not watcher.is_demo:
            made.append(withdrawn(watcher, first, WITHDRAWAL_REASONS[watcher.language], until))
    return made
