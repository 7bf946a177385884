"""Presence, opening, times away, leaving: what makes floors and ceilings possible."""

from datetime import datetime, timedelta

from schemas.reports.body import ReportKind
from services.demonstration.told import Told, at, tell
from services.demonstration.watchers import Watcher, World, local

NOT_LET_IN_REASONS = (("accreditation", 34), ("document", 24), ("too_many_observers", 14), ("none_given", 20), ("other", 8))
OTHER_REASON = {"en": "The chairperson was not there", "ru": "Председателя не было на месте", "kk": "Төраға орнында болмады"}


def presence(world: World, watcher: Watcher, until: datetime) -> Told:
    chance = watcher.chance
    body: dict[str, object] = {"admission": watcher.admission, "arrived_at": at(watcher.arrived_at)}
    missing: dict[str, str] = {}
    if watcher.admission in ("after_waiting", "other_room"):
        body["admission_wait"] = chance.choice((5, 10, 15, 20, 30, 45, 60, 90))
    if watcher.admission != "at_once":
        if chance.random() < 0.12:
            missing["admission_reason"] = chance.choice(("refused", "not_asked", "do_not_know"))
        else:
            body["admission_reason"] = chance.choices(
                [code for code, _ in NOT_LET_IN_REASONS], [weight for _, weight in NOT_LET_IN_REASONS]
            )[0]
            if body["admission_reason"] == "other":
                body["admission_reason_text"] = OTHER_REASON[watcher.language]
    if watcher.is_in:
        if chance.random() < 0.15:
            missing["registered_at"] = chance.choices(("refused", "do_not_know"), (60, 40))[0]
        else:
            body["registered_at"] = at(watcher.arrived_at + timedelta(minutes=chance.randint(2, 25)))
    body["others_watching"] = chance.choices(("pair", "nobody", "someone_else"), (55, 35, 10))[0]
    if body["others_watching"] == "pair":
        body["pair_code"] = watcher.actor.observer_code[:-1] + ("B" if watcher.letter == "A" else "A")
    body["publish_station"] = chance.choices(("yes", "only_totals", "decide_later"), (64, 22, 14))[0]
    if missing:
        body["missing"] = missing
    return tell(watcher, ReportKind.PRESENCE, watcher.arrived_at + timedelta(minutes=3), body, until)


def _asked(watcher: Watcher, body: dict[str, object], missing: dict[str, str], field: str, value: object, share: float) -> None:
    """A value, or with the given share a reason why there is none."""
    if watcher.chance.random() < share:
        missing[field] = watcher.chance.choices(("refused", "not_announced", "not_asked", "do_not_know"), (45, 20, 25, 10))[0]
    else:
        body[field] = value


def opening(world: World, watcher: Watcher, until: datetime) -> Told | None:
    """Made by those who were there before voting began; another list than the registry's at a few stations."""
    plan, chance, index = world.plan, watcher.chance, watcher.index
    seven = local(plan, watcher.station, 7)
    if watcher.arrived_at > seven:
        return None
    listed = int(world.day.listed[index])
    same_list = plan.chance(f"list {watcher.station.station_id}")
    morning = listed if same_list.random() > 0.04 else round(listed * same_list.uniform(0.93, 1.06))
    opened = seven + timedelta(minutes=chance.choices((0, 0, 0, 2, 5, 10, 15, -5), (40, 20, 15, 10, 7, 4, 2, 2))[0])
    body: dict[str, object] = {
        "opened_at": at(opened),
        "contests_count": len(plan.election.contests),
        "boxes_fixed": max(1, listed // 700),
        "boxes_mobile": 1 + listed // 1_500,
    }
    missing: dict[str, str] = {}
    _asked(watcher, body, missing, "registered_voters", morning, watcher.refusal * 0.7)
    received = {
        protocol.contest.contest_id: int(protocol.lines[next(code for code in protocol.lines if code == "ballots_received")][index])
        for protocol in world.protocols
    }
    if chance.random() < 0.7:
        body["ballots_received"] = received
    for field, no, unseen in (("box_shown_empty", 0.02, 0.05), ("box_sealed", 0.02, 0.05), ("presigned_seen", 0.96, 0.12)):
        if chance.random() < unseen:
            missing[field] = chance.choice(("view_blocked", "do_not_know"))
        else:
            body[field] = "no" if chance.random() < no else "yes"
    body["opening_protocol"] = chance.choices(("copy_given", "shown", "read_out", "not_shown"), (18, 47, 20, 15))[0]
    body["view"] = chance.choices(("all", "box_only", "desk_only", "none"), (70, 15, 11, 4))[0]
    body["shared_building"] = plan.chance(f"building {watcher.station.station_id}").choices(("no", "building", "hall"), (70, 24, 6))[0]
    _asked(watcher, body, missing, "recording_allowed", chance.choices(("yes", "only_documents", "no"), (45, 25, 30))[0], 0.15)
    if missing:
        body["missing"] = missing
    return tell(watcher, ReportKind.OPENING, opened + timedelta(minutes=chance.randint(3, 30)), body, until)


def away_reports(watcher: Watcher, until: datetime) -> list[Told]:
    return [
        tell(watcher, ReportKind.AWAY, end, {"away_from_at": at(begin), "away_to_at": at(end), "away_reason": reason}, until)
        for begin, end, reason in watcher.gaps
    ]


def leaving(watcher: Watcher, until: datetime) -> Told:
    left = watcher.left_at if watcher.is_in else watcher.arrived_at + timedelta(minutes=watcher.chance.randint(20, 140))
    because = watcher.left_because if watcher.is_in else "own_choice"
    return tell(watcher, ReportKind.LEAVING, left, {"left_at": at(left), "left_because": because}, until)
