"""Closing with the voting check, and the count: lines and votes of the protocol as far as the observer got to see it."""

from dataclasses import replace
from datetime import datetime, timedelta

from schemas.figure import FigureCode
from schemas.reports.body import ReportKind
from schemas.reports.closing import VOTING_CHECK
from services.demonstration.protocols import RAISED_TO_LEADER, Protocols
from services.demonstration.told import Told, at, corrected, tell
from services.demonstration.watchers import Watcher, World, local

COPIED_WRONGLY, SEEN_WRONG = 0.07, 0.4
CHECKS_BEFORE_LEAVING, CHECKS_BESIDE_CLOSING = 0.45, 0.06
SEEN_RATES: dict[str, float] = {
    "check_no_document": 0.05,
    "check_several_ballots": 0.06,
    "check_voting_for_others": 0.07,
    "check_person_refused": 0.04,
    "check_group_led": 0.09,
    "check_money_gifts": 0.012,
    "check_campaign_material": 0.05,
    "check_booth_view": 0.04,
    "check_bundle_in_box": 0.03,
    "check_list_withheld": 0.05,
    "check_outsiders": 0.08,
    "check_observer_hindered": 0.14,
}
"""Share of stations where a thing was seen; invented, of the size that observers report."""
COMPARED_WRONGLY = {
    "en": "Compared with the copy: one line was wrong",
    "ru": "Сверено с копией: одна строка была неверна",
    "kk": "Көшірмемен салыстырылды: бір жол қате еді",
}
ELSEWHERE = {"en": "district commission", "ru": "районная комиссия", "kk": "аудандық комиссия"}


def voting_check(world: World, watcher: Watcher, until: datetime) -> Told | None:
    """The twelve questions in the afternoon, by some of those who were there: mostly by those who would not be there in the evening."""
    plan, station = world.plan, watcher.station
    leaves = watcher.left_at < local(plan, station, 20)
    chance = plan.chance(f"afternoon {watcher.actor.observer_code}")
    asked = min(watcher.left_at - timedelta(minutes=5), local(plan, station, chance.uniform(14.2, 18.8)))
    if chance.random() > (CHECKS_BEFORE_LEAVING if leaves else CHECKS_BESIDE_CLOSING) or asked < local(plan, station, 14):
        return None
    same = plan.chance(f"check {station.station_id}")
    happened = {field: same.random() < rate for field, rate in SEEN_RATES.items()}
    body: dict[str, object] = {}
    missing: dict[str, str] = {}
    for item in VOTING_CHECK:
        if chance.random() < 0.18:
            missing[item.id] = chance.choice(("away", "arrived_late", "view_blocked"))
        else:
            body[item.id] = "yes" if happened[item.id] and chance.random() < 0.6 else "no"
    if missing:
        body["missing"] = missing
    # With chances of its own: the rest of the observer's day stays as it is without this report.
    return tell(replace(watcher, chance=chance), ReportKind.VOTING_CHECK, asked, body, until)


def closing(world: World, watcher: Watcher, until: datetime) -> Told:
    plan, chance, station = world.plan, watcher.chance, watcher.station
    close = local(plan, station, 20)
    body: dict[str, object] = {"last_voter_at": at(close - timedelta(minutes=chance.randint(0, 25)))}
    missing: dict[str, str] = {}
    if chance.random() < 0.3:
        body |= {"queue_at_close": chance.choice((0, 0, 0, 1, 2, 3, 5)), "queue_allowed": "yes" if chance.random() < 0.95 else "no"}
    if chance.random() < 0.12:
        missing["seals_intact"] = "view_blocked"
    else:
        body["seals_intact"] = "yes" if chance.random() < 0.985 else "no"
    same = plan.chance(f"check {station.station_id}")
    happened = {field: same.random() < rate for field, rate in SEEN_RATES.items()}
    whole = watcher.arrived_at <= local(plan, station, 7) and not watcher.gaps
    for item in VOTING_CHECK:
        if chance.random() < (0.10 if whole else 0.24):
            missing[item.id] = chance.choice(("view_blocked", "do_not_know") if whole else ("away", "arrived_late", "view_blocked"))
        else:
            body[item.id] = "yes" if happened[item.id] and chance.random() < 0.75 else "no"
    if watcher.stays_for_count:
        body |= {"count_started_at": at(close + timedelta(minutes=chance.randint(8, 40))), "protocol_taken_to": ELSEWHERE[watcher.language]}
        body["count_ended_at"] = at(watcher.left_at - timedelta(minutes=20))
        body["rating_count"] = chance.choices(("very_bad", "bad", "good", "very_good", "cannot_say"), (9, 17, 46, 20, 8))[0]
    body["rating_voting"] = chance.choices(("very_bad", "bad", "good", "very_good", "cannot_say"), (5, 13, 52, 24, 6))[0]
    body["paper_kept"] = "yes" if chance.random() < 0.8 else "no"
    if missing:
        body["missing"] = missing
    end = watcher.left_at if watcher.stays_for_count else close + timedelta(minutes=10)
    return tell(watcher, ReportKind.CLOSING, end - timedelta(minutes=5), body, until)


def _copy(world: World, watcher: Watcher) -> dict[str, object]:
    chance, ended = watcher.chance, watcher.left_at - timedelta(minutes=30)
    how = "given" if watcher.steady else chance.choices(("given", "refused", "promised", "left_before"), world.plan.copies)[0]
    if how != "given":
        return {"copy_given": how}
    wait = chance.choice((5, 10, 15, 20, 30, 45, 60, 120))
    return {
        "copy_given": how,
        "copy_given_at": at(ended + timedelta(minutes=min(wait, 25))),
        "copy_wait": wait,
        "copy_signed": chance.choice((2, 2, 3, 5, 7)),
        "copy_sealed": "yes" if chance.random() < 0.9 else "no",
    }


def _source(watcher: Watcher, copy: str) -> tuple[str, float]:
    """Where the figures come from, and the share of lines that could not be read."""
    if copy == "given":
        return "signed_copy", 0.0 if watcher.steady else 0.01
    source = watcher.chance.choices(("photo_posted", "photo_original", "read_out", "own_tally", ""), (30, 12, 28, 14, 16))[0]
    return source, {"read_out": 0.25, "own_tally": 0.05}.get(source, 0.06)


def _paper(world: World, watcher: Watcher, protocol: Protocols, source: str, unread: float) -> tuple[dict[str, object], dict[str, str]]:
    """The paper's lines and votes as far as they could be read; an own tally knows the votes and the invalid ballots only."""
    chance, index = watcher.chance, watcher.index
    lines: dict[str, int] = {}
    votes: dict[str, int] = {}
    missing: dict[str, str] = {}
    tally = source == "own_tally"
    reason = "not_shown" if source in ("read_out", "own_tally") else "unreadable"
    for line in world.plan.election.protocol_lines:
        if not line.sourced and (tally or chance.random() < 0.5):
            continue
        if chance.random() < unread or (tally and line.code is not FigureCode.BALLOTS_INVALID):
            missing[f"lines.{line.code}"] = reason
        else:
            lines[line.code] = int(protocol.lines[line.code][index])
    written = _tallied(world, watcher, protocol) if tally else [int(each) for each in protocol.votes[index]]
    for option, number in zip(protocol.contest.option_codes, written, strict=True):
        if chance.random() < unread / 3:
            missing[f"votes.{option}"] = reason
        else:
            votes[option] = number
    return {"lines": lines, "votes": votes}, missing


def _tallied(world: World, watcher: Watcher, protocol: Protocols) -> list[int]:
    """What the observer's own strokes say: a vote more or less here and there; where a protocol was raised after the count, without
    what was added."""
    day, index = world.day, watcher.index
    added = 0 if day.ahead[index] else max(0, int(day.issued[index]) - int(day.true[index]))
    votes = [max(0, int(each) + watcher.chance.choice((-1, 0, 0, 0, 1))) for each in protocol.votes[index]]
    return [max(0, votes[0] - round(RAISED_TO_LEADER * added)), *votes[1:]]


def _nothing_seen(world: World, protocol: Protocols, reason: str) -> dict[str, str]:
    """No paper and no reading: every line has the same reason."""
    lines = {f"lines.{line.code}": reason for line in world.plan.election.protocol_lines if line.sourced}
    return {"protocol_source": reason, **lines, **{f"votes.{option}": reason for option in protocol.contest.option_codes}}


def count_of(world: World, watcher: Watcher, protocol: Protocols, until: datetime) -> list[Told]:
    """The count report of one contest; a copying slip now and then, sometimes corrected."""
    chance = watcher.chance
    present = "whole" if watcher.steady else chance.choices(("whole", "part", "put_out", "afar"), (72, 9, 6, 13))[0]
    body: dict[str, object] = {
        "count_present": present,
        "close_list_signatures": "yes" if chance.random() < 0.55 else "no",
        "unused_cancelled": "yes" if chance.random() < 0.85 else "no",
        "ballots_shown_aloud": "yes" if chance.random() < 0.7 else "no",
    }
    if present in ("part", "put_out"):
        body |= {
            "count_present_from_at": at(local(world.plan, watcher.station, 20)),
            "count_present_to_at": at(local(world.plan, watcher.station, chance.uniform(20.5, 22.5))),
        }
    if body["close_list_signatures"] == "yes" and chance.random() < 0.6:
        body["close_list_signatures_number"] = int(world.day.issued[watcher.index])
    body |= _copy(world, watcher)
    source, unread = _source(watcher, str(body["copy_given"]))
    if not source:
        missing = _nothing_seen(world, protocol, "not_shown" if body["copy_given"] != "refused" else "refused")
    else:
        body["protocol_source"] = source
        paper, missing = _paper(world, watcher, protocol, source, unread)
        body |= paper
        if present == "whole" and chance.random() < 0.6:
            votes = paper["votes"]
            invalid = int(protocol.lines[next(code for code in protocol.lines if code == "ballots_invalid")][watcher.index])
            body["ballots_in_box"] = (sum(votes.values()) if isinstance(votes, dict) else 0) + invalid
    body["posted_at_station"] = "yes" if chance.random() < 0.6 else "no"
    if missing:
        body["missing"] = missing
    seen_at = watcher.left_at - timedelta(minutes=12)
    wrong = _slipped(watcher, body) if source and not watcher.steady and chance.random() < COPIED_WRONGLY else None
    first = tell(watcher, ReportKind.COUNT, seen_at, wrong or body, until, contest_id=protocol.contest.contest_id)
    if wrong and chance.random() < SEEN_WRONG:
        return [first, corrected(watcher, first, body, COMPARED_WRONGLY[watcher.language], until)]
    return [first]


def _slipped(watcher: Watcher, body: dict[str, object]) -> dict[str, object] | None:
    """The same report with two neighbouring options' votes in each other's place."""
    votes = body.get("votes")
    if not isinstance(votes, dict) or len(votes) < 3:
        return None
    names = list(votes)
    place = watcher.chance.randrange(1, len(names) - 1)
    first, second = names[place], names[place + 1]
    return {**body, "votes": {**votes, first: votes[second], second: votes[first]}}
