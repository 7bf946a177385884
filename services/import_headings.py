"""A mapping without a file, for the shell: by headings that leave no doubt, with what is said of the source in the command."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from schemas.election import Election
from schemas.mapping import AnyMapping, OfficialMapping, SourceText, Take
from schemas.message import Message
from schemas.official import OfficialStatus
from schemas.problem import Problem, ProblemCode
from services import import_mapping, import_uses, registry

NO_SOURCE = Message("Say publisher and title, or give a mapping file: a figure without a source never enters.")
NO_LIST_SOURCE = Message("Say who made the lists (source), or give a mapping file.")
NOT_TIME = Message("A time is expected, such as 2021-01-10T20:00. Found: {found}")


@dataclass(frozen=True, slots=True)
class Said:
    """What a command says beside its file; empty where it says nothing. Times are capital time, ISO 8601."""

    publisher: str = ""
    title: str = ""
    address: str = ""
    published: str = ""
    retrieved: str = ""
    language: str = ""
    corrects: str = ""
    status: str = ""
    as_of: str = ""
    """`20:00`, or a whole instant."""
    contest: str = ""
    report: str = "count"
    source: str = ""
    """Who made the lists of a registry."""


def _instant(text: str, election: Election) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Problem(ProblemCode.IMPOSSIBLE, NOT_TIME, values={"found": text}) from None
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(election.capital_zone))


def _source(said: Said, election: Election, known: SourceText) -> SourceText:
    """What was said, and what the mapping says where nothing was."""
    words = {name: value for name in ("publisher", "title", "address", "language", "corrects") if (value := getattr(said, name))}
    times = {"published_at": _instant(said.published, election), "retrieved_at": _instant(said.retrieved, election)}
    return known.model_copy(update=words | {name: value for name, value in times.items() if value is not None})


def completed(mapping: AnyMapping, election_id: str, said: Said) -> AnyMapping:
    """A mapping file with what the command says of this publication: one file serves every hour. Raises Problem for a wrong time."""
    if not isinstance(mapping, OfficialMapping):
        return mapping
    changed: dict[str, object] = {"source": _source(said, registry.election(election_id), mapping.source)}
    if said.status:
        changed["status"] = OfficialStatus(said.status)
    if said.as_of:
        changed["as_of"] = Take(constant=said.as_of)
    return mapping.model_copy(update=changed)


def mapping_of(kind: str, election_id: str, content: bytes, said: Said) -> tuple[AnyMapping, tuple[str, ...]]:
    """The mapping, and the headings that it does not use. Raises TableProblem naming the columns that are not certain, Problem (not
    found; no source)."""
    election = registry.election(election_id)
    if kind == "official" and not (said.publisher and said.title):
        raise Problem(ProblemCode.IMPOSSIBLE, NO_SOURCE)
    if kind == "stations" and not said.source:
        raise Problem(ProblemCode.IMPOSSIBLE, NO_LIST_SOURCE)
    contest = import_uses.contest_of(election, said.contest)
    contest_id = contest.contest_id if contest else ""
    layout, proposed = import_mapping.layout(content, kind, election, contest_id, said.report)
    wanted = import_mapping.Wanted(
        kind, layout, {heading: each.use for heading, each in proposed.items()}, contest_id=contest_id, report=said.report,
        source=_source(said, election, SourceText(publisher=said.publisher, title=said.title)),
        status=OfficialStatus(said.status) if said.status else OfficialStatus.PRELIMINARY, as_of=said.as_of, registry_source=said.source)
    made = import_mapping.without_doubt(proposed, wanted, import_mapping.registry_of(election_id))
    return made, tuple(each.heading for each in layout.columns if each.heading not in proposed)
