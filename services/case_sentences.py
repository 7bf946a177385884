"""A case in sentences, worded by its level: what the papers state, what was counted, what happened; nothing about anybody's purpose."""

from datetime import datetime
from zoneinfo import ZoneInfo

from locales import clock, date_long, language, number, plural, signed, text
from schemas.case import Accreditation, ComparisonRow, Event, Norm, Side, Witness
from schemas.case_level import CaseLevel, Lacking
from schemas.case_words import ACCREDITATION_KINDS, ACT_NAMES, CHANGE_WORDS, CLASS_NAMES, EDITION_NAMES, SIGNED_NAMES, WITNESS_ROLES
from schemas.election import Election
from schemas.figure import FIGURE_NAMES, FigureCode
from schemas.message import Message
from schemas.problem import Problem
from schemas.voice import Voice
from services import registry
from services.case_marks import SET_ASIDE_NAMES, Mark, SetAside
from services.cases import Case
from services.wording import begun, invented, source_title, strong

UNVERIFIED = Message("Reported by one observer; not yet checked by a second person.")
HELD = Message("It rests on reports that are set aside now.")


def class_name(code: str) -> str:
    return text(CLASS_NAMES[code]) if code in CLASS_NAMES else code


def act_name(act: str) -> str:
    """An act of law in words; what was typed by hand stays as it is."""
    return text(ACT_NAMES[act]) if act in ACT_NAMES else act


def article_name(named: str) -> str:
    """`Art. 20-1(2)5; Art. 43(1)` in the language in use; what was typed by hand stays as it is."""
    parts = [part.removeprefix("Art. ") for part in named.split("; ")]
    return "; ".join(text("Art. {article}", article=part) for part in parts) if named.startswith("Art. ") else named


def accreditation(each: Accreditation) -> str:
    """Kind and document; a kind typed by hand stays as it is."""
    kind = text(ACCREDITATION_KINDS[each.kind]) if each.kind in ACCREDITATION_KINDS else each.kind
    return " · ".join(part for part in (invented(each.document), kind) if part)


def reason(stored: str) -> str:
    """Why a version was made: what a form says, in the language in use, or the words that were typed."""
    if not stored:
        return text("opened", "case_version")
    return text(CHANGE_WORDS[stored]) if stored in CHANGE_WORDS else stored


def holder(election_id: str, code: str) -> str:
    """An organisation by its name; a person, and an organisation that is not known here, by the code."""
    return registry.organisation_names(election_id, language()).get(code, code)


def witness(each: Witness) -> str:
    """Role, code, whether signed; a role typed elsewhere stays as it is."""
    role = text(WITNESS_ROLES[each.role]) if each.role in WITNESS_ROLES else each.role
    return f"{role} {each.code} · {text(SIGNED_NAMES[each.signed])}"


def norm_name(norm: Norm) -> str:
    return f"{act_name(norm.act)}, {article_name(norm.article)}"


def norm_read(norm: Norm) -> str:
    """Where the article was read, and in which edition."""
    edition = text(EDITION_NAMES[norm.edition]) if norm.edition in EDITION_NAMES else norm.edition
    return text("Read in: {source} · edition: {edition}", source=source_title(norm.source), edition=edition)


def place(case: Case) -> str:
    """Where: the station with its number and region, the unit's code, or how many stations."""
    content = case.content
    if content.unit_id and len(content.station_ids) != 1:
        return unit_name(case.election_id, content.unit_id)
    if len(content.station_ids) == 1:
        return station_name(case.election_id, content.station_ids[0])
    return plural("{n} station", "{n} stations", len(content.station_ids)) if content.station_ids else ""


def station_name(election_id: str, station_id: str) -> str:
    region, _, station_number = station_id.partition("/")
    name = registry.region_names(election_id, language()).get(region, region)
    return text("station No. {number}, {region}", number=station_number, region=name)


def unit_name(election_id: str, unit_id: str) -> str:
    return registry.unit_names(election_id, language()).get(unit_id, unit_id)


def building(election_id: str, station_id: str) -> str:
    """The place of the station in the registry; "" where the registry has none."""
    try:
        return registry.station(election_id, station_id).place.in_language(language())
    except Problem:
        return ""


def heading(case: Case) -> str:
    return text("Case {number}: {what}", number=str(case.number), what=class_name(case.content.class_code))


def field(election: Election, row: ComparisonRow) -> str:
    """A figure in words: the option's name for votes, the contest only where it is not the leading one."""
    contest = election.contest(row.contest_id)
    name = begun(text(FIGURE_NAMES[row.figure_code]))
    if row.figure_code is FigureCode.VOTES and contest is not None:
        option = next((each.name.in_language(language()) for each in contest.options if each.code == row.option_code), row.option_code)
        name = begun(text("votes: {option}", option=option))
    if contest is not None and not contest.leading:
        return f"{name} ({contest.name.in_language(language())})"
    return name


def moment(election: Election, at: datetime) -> str:
    """Date and time of an instant, capital time."""
    day = date_long(at.astimezone(ZoneInfo(election.capital_zone)).date())
    return text("{date}, {time}", date=day, time=clock(at, election.capital_zone))


def _by_voice(row: ComparisonRow, voice: Voice) -> Side | None:
    return next((side for side in row.sides if side.voice is voice and side.value is not None), None)


def difference(row: ComparisonRow) -> int | None:
    """The later voice less the earlier one (published − protocol, protocol − count); None where one of them says nothing."""
    said = [side.value for voice in Voice if (side := _by_voice(row, voice)) is not None and side.value is not None]
    if len(said) > 1:
        return said[-1] - said[0]
    values = [side.value for side in row.sides if side.value is not None]
    return max(values) - min(values) if len(values) > 1 else None


def of_row(election: Election, row: ComparisonRow, where: str) -> str:
    """One comparison in the words of product brief §5, numbers bold."""
    protocol, published, count = (_by_voice(row, voice) for voice in (Voice.PROTOCOL, Voice.PUBLISHED, Voice.COUNT))
    apart = difference(row)
    if protocol is not None and published is not None:
        return text(
            "{place}: the protocols held state {a} ({line}); published: {b}. Difference: {d}.",
            place=where, a=strong(protocol.value or 0), line=field(election, row), b=strong(published.value or 0),
            d=strong(signed(apart or 0)),
        )  # fmt: skip
    if protocol is not None and count is not None and row.ceiling is not None and (protocol.value or 0) > row.ceiling:
        return text(
            "{place}: the protocol states {p} voters inside the premises; observers counted {c}, and at most {ceiling} can have come.",
            place=where, p=strong(protocol.value or 0), c=strong(count.value or 0), ceiling=strong(row.ceiling),
        )  # fmt: skip
    if protocol is not None and count is not None and row.floor is not None:
        return text(
            "{place}: the protocol states {p} voters inside the premises; observers counted {c}, and at least {floor} came.",
            place=where, p=strong(protocol.value or 0), c=strong(count.value or 0), floor=strong(row.floor),
        )  # fmt: skip
    values = " / ".join(strong(side.value) for side in row.sides if side.value is not None)
    return text("{place}: {line}: {values}.", place=where, line=field(election, row), values=values)


def of_event(election: Election, event: Event) -> str:
    return text(
        "{place}, {moment}: {what}.", place=begun(station_name(election.election_id, event.station_id)),
        moment=strong(moment(election, event.at)), what=class_name(event.class_code),
    )  # fmt: skip


def unverified(case: Case) -> str:
    """Why nothing is worded more strongly yet: by how many it was told, and what was answered to it."""
    lacking, observers = case.standing.lacking, {each.observer_code for each in case.content.reports}
    if Lacking.DISAGREEMENT in lacking:
        return text("A check did not confirm it.")
    if Lacking.FIRST_CHECK not in lacking:
        return text("Nobody who saw it has reported it, and no document is held.")
    if not observers:
        return text("Not yet checked by a second person.")
    if len(observers) == 1:
        return text(UNVERIFIED)
    return plural("Reported by {n} observer; not yet checked by a second person.",
                  "Reported by {n} observers; not yet checked by a second person.", len(observers))


def sentence(case: Case, election: Election) -> str:
    """The first line of a case, worded by its level: an unverified one says so first, and so does one whose reports do not stand."""
    content = case.content
    where = begun(place(case))
    events = [each for each in content.events if each.class_code == content.class_code]
    rows = [each for each in content.comparisons if each.differs]
    if events and not rows:
        said = of_event(election, events[0])
    elif rows:
        said = of_row(election, rows[0], where)
    else:
        said = text("{place}: {what}.", place=where, what=class_name(content.class_code))
    if case.is_held:
        return f"{text(HELD)} {said}"
    return f"{unverified(case)} {said}" if case.standing.level is CaseLevel.UNVERIFIED else said


def differs(case: Case, election: Election) -> str:
    """What differs or happened, in a table's cell."""
    content = case.content
    rows = [each for each in content.comparisons if each.differs]
    if rows:
        row, apart = rows[0], difference(rows[0])
        words = " / ".join(number(side.value) for side in row.sides if side.value is not None)
        words = f"{words} ({signed(apart)})" if apart is not None else words
        return words if row.figure_code is FigureCode.BALLOTS_ISSUED else f"{words} · {field(election, row)}"
    events = [each for each in content.events if each.class_code == content.class_code]
    return moment(election, events[0].at) if events else ""


def marked(case: Case) -> list[str]:
    """A line for each observer and reason for which reports of the case do not stand as they were gathered."""
    lines: dict[tuple[str, SetAside], list[Mark]] = {}
    for each in case.marks:
        lines.setdefault((each.observer_code, each.why), []).append(each)
    return [
        text("{code}, reports: {n}: {why}", code=code or "–", n=len(found), why=text(SET_ASIDE_NAMES[why]))
        for (code, why), found in lines.items()
    ]


def incidents(case: Case) -> list[str]:
    """A line for each joined incident of the case."""
    return [text("Incident {n}: several reports joined into one event.", n=number) for number in case.content.incident_ids]
