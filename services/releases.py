"""Releases: what we say is frozen by one person, confirmed by another, and never changed; a later one lists every changed figure."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from analysis.conclusion import Conclusion, Subject
from analysis.disclosure import FEWEST
from analysis.release import Change as Change
from analysis.release import Figure as Figure
from analysis.release import differences
from data.store import ledger
from data.store import releases as stored
from locales import text
from schemas.election import Election
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from schemas.release import Headline, ReleaseContent
from services import clock, conclusions, counting, embargo, house, reading, registry
from services.parsing import at_most
from services.permissions import Act, require
from services.reading import Reading

REASON_LEAST, REASON_LENGTH = 3, 1000
TRIES = 3
DIGITS = 6
NOTHING_OWN = Message("Only published figures are kept of this election: there are no reports of our own to release.")
NO_LONGER_WAITS = Message("This proposal no longer waits: another was proposed or confirmed after it. Propose it again.")


@dataclass(frozen=True, slots=True)
class Release:
    """A proposal, or a release once it has a `number`. Codes of people, never names. `own_correction`: an error of ours that it mends."""

    proposal_id: int
    number: int | None
    content: ReleaseContent
    sha256: str
    reason: str
    own_correction: str
    proposer_id: str
    proposer_code: str
    proposed_at: datetime
    confirmer_code: str
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Releases:
    """`confirmed`: newest first. `proposed`: the newest proposal that waits for a second person; an older one has lapsed."""

    confirmed: tuple[Release, ...]
    proposed: Release | None

    def before(self, release: Release) -> Release | None:
        """The release that one follows; None for the first."""
        older = (each for each in self.confirmed if release.number is None or (each.number or 0) < release.number)
        return next(older, None)

    def changes(self, release: Release) -> tuple[Change, ...]:
        """Every headline that differs from the release before, with its reasons; nothing for the first."""
        earlier = self.before(release)
        return differences(earlier.content, release.content) if earlier else ()

    @property
    def own_corrections(self) -> tuple[Release, ...]:
        """Every release that mended an error of our own: the list stays."""
        return tuple(each for each in self.confirmed if each.own_correction)


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest release; `is_same`: no fact and no rule has changed since, so that the figures of this moment are its own."""

    number: int | None = None
    confirmed_at: datetime | None = None
    is_same: bool = False

    @property
    def code(self) -> str:
        """What stands in files: the number, or draft."""
        return str(self.number) if self.is_same else "draft"


def rules(election: Election) -> dict[str, str]:
    """What enters and what is tolerated; `settings_sha256` is over everything the election's file says."""
    return {
        "reports": counting.in_force(election.election_id).value,
        "allowance_below_share": f"{election.allowance.below_share:g}",
        "allowance_above_share": f"{election.allowance.above_share:g}",
        "calibrated_pairs": str(election.allowance.calibrated_pairs),
        "settings_sha256": hashlib.sha256(election.model_dump_json().encode()).hexdigest(),
    }


def headline(found: Conclusion, election: Election) -> Headline:
    """A conclusion as it will be remembered."""
    record = conclusions.record(found, election)
    parts = (record["finding"], record["opposite"], *record["parts"])
    return Headline(
        subject=record["subject"],
        about=record["about"] or "",
        level=record["level"],
        voices=tuple(record["voices"]),
        n=record["n"],
        parts={each["code"]: (int(each["k"]), int(each["n"])) for each in parts},
        amounts={code: round(float(value), DIGITS) for code, value in record["amounts"].items()},
        sentences={code: said["sentence"] for code, said in record["words"].items()},
    )


def every(actor: Actor, election_id: str) -> Reading[Releases]:
    """All releases of an election and what waits. Raises Problem: forbidden, not found."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    registry.election(election_id)
    return Reading(_read(election_id), reading.ledger_length())


def released_elections(actor: Actor) -> list[Election]:
    """Elections with a release that everybody may read, the latest first: those whose embargo has ended. Raises Problem: forbidden."""
    require(actor, Act.READ_RELEASED)
    now = clock.now()
    return [each for each in registry.every_election() if embargo.is_over(each, now) and _read(each.election_id).confirmed]


def released(actor: Actor, election_id: str) -> Reading[Releases]:
    """The releases of an election as everybody may read them: no proposal, nobody's code, no statement over fewer units than a public
    row needs, and none that names an organisation. Raises Problem: not found, forbidden (before the embargo ends)."""
    require(actor, Act.READ_RELEASED)
    if not embargo.is_over(registry.election(election_id), clock.now()):
        raise Problem(ProblemCode.FORBIDDEN, Message("Nothing is made public before the last polling station has closed."))
    found = _read(election_id)
    return Reading(Releases(tuple(_public(each) for each in found.confirmed), None), reading.ledger_length())


def _public(release: Release) -> Release:
    shown = tuple(
        each
        for each in release.content.headlines
        if each.n >= FEWEST and each.amounts.get("stations", FEWEST) >= FEWEST and each.subject != Subject.ROBUSTNESS
    )
    content = release.content.model_copy(update={"headlines": shown})
    return replace(release, content=content, proposer_id="", proposer_code="", confirmer_code="")


def has_something_own(election: Election) -> bool:
    """Whether there can be a release at all: of an election of which only published figures are kept nobody of ours reports."""
    return election.has_stations


def propose(actor: Actor, election_id: str, reason: str, own_correction: str = "", at: datetime | None = None) -> int:
    """Freezes what the numbers say now; returns the proposal's id. Nobody's release yet. `at`: of the demonstration's.

    Raises Problem: forbidden, not found, impossible (no reason, or before the embargo ends), conflict (facts kept coming in)."""
    require(actor, Act.PROPOSE_RELEASE, election_id=election_id)
    election, moment = registry.election(election_id), at or clock.now()
    _asked(election, reason, moment)
    for _ in range(TRIES):
        reading.forget()
        found = conclusions.every(election)
        headlines = tuple(headline(each, election) for each in found.value)

        def work(
            connection: Any, at_length: int = found.ledger_length, headlines: tuple[Headline, ...] = headlines
        ) -> int | None:
            if ledger.figures_length(connection) != at_length:
                return None
            extent = stored.extent(connection, election_id)
            content = ReleaseContent(ledger_length=at_length, rules=rules(election), extent=extent, headlines=headlines)
            return stored.propose(connection, _row(actor, election_id, content, reason, own_correction), moment)

        if (made := house.store().write(work)) is not None:
            reading.forget()
            return made
    raise Problem(ProblemCode.CONFLICT, Message("Reports keep coming in while the figures are computed. Try again in a minute."))


def confirm(actor: Actor, election_id: str, proposal_id: int, at: datetime | None = None) -> int:
    """Makes a proposal a release and returns its number. Raises Problem: forbidden (who proposed it, too), not found, impossible
    (before the embargo ends), conflict (it is no longer the one that waits)."""
    require(actor, Act.CONFIRM_RELEASE, election_id=election_id)
    election, moment = registry.election(election_id), at or clock.now()
    _is_open(election, moment)

    def work(connection: Any) -> int:
        found = _gather(stored.every(connection, election_id))
        if found.proposed is None or found.proposed.proposal_id != proposal_id:
            raise Problem(ProblemCode.CONFLICT, NO_LONGER_WAITS)
        if found.proposed.proposer_id == actor.account_id:
            raise Problem(ProblemCode.FORBIDDEN, Message("A release is made by two people: somebody else confirms what you proposed."))
        return stored.confirm(connection, election_id, proposal_id, stored.Confirmer(actor.account_id, _code(actor), moment))

    number = house.store().write(work)
    reading.forget()
    return number


def standing(election: Election) -> Standing:
    """Whether the figures of this moment are those of a release, for whatever carries figures away."""
    return reading.read("release standing", election.election_id, (), lambda: standing_now(election)).value


def standing_now(election: Election) -> Standing:
    """The same, read now: for a file that is made once."""
    newest = next(iter(_read(election.election_id).confirmed), None)
    if newest is None:
        return Standing()
    with house.store().read() as connection:
        extent = stored.extent(connection, election.election_id)
    same = extent == newest.content.extent and rules(election) == newest.content.rules
    return Standing(newest.number, newest.confirmed_at, same)


def concluded(actor: Actor, election_id: str) -> dict[str, Any]:
    """What `GET /api/v1/conclusions` answers: the election, its standing and embargo, and every conclusion as a record.

    Raises Problem: not signed in, forbidden (observers see no analysis before their count is in), not found."""
    require(actor, Act.READ_ANALYSIS, election_id=election_id)
    election = registry.election(election_id)
    return conclusions.document(election, clock.now(), standing=standing(election).code)


def standing_words(election: Election) -> str:
    """What every sentence, picture and page says of its standing, in the language in use."""
    found = standing(election)
    if found.number is None:
        return text("draft, no release yet")
    if found.is_same:
        return text("release {number}", number=str(found.number))
    return text("draft, changed since release {number}", number=str(found.number))


def _read(election_id: str) -> Releases:
    with house.store().read() as connection:
        return _gather(stored.every(connection, election_id))


def _gather(rows: Any) -> Releases:
    made = [_release(row) for row in rows]
    confirmed = sorted((each for each in made if each.number is not None), key=lambda each: -(each.number or 0))
    last = max((each.proposal_id for each in confirmed), default=0)
    waiting = [each for each in made if each.number is None and each.proposal_id > last]
    return Releases(tuple(confirmed), waiting[-1] if waiting else None)


def _release(row: Any) -> Release:
    return Release(
        proposal_id=row.proposal_id,
        number=row.number,
        content=ReleaseContent.model_validate_json(row.payload),
        sha256=row.sha256,
        reason=row.reason,
        own_correction=row.own_correction,
        proposer_id=row.proposer_id,
        proposer_code=row.proposer_code,
        proposed_at=row.proposed_at,
        confirmer_code=row.confirmer_code or "",
        confirmed_at=row.confirmed_at,
    )


def _row(actor: Actor, election_id: str, content: ReleaseContent, reason: str, own_correction: str) -> dict[str, Any]:
    payload = content.model_dump_json()
    return {
        "election_id": election_id, "ledger_length": content.ledger_length, "payload": payload,
        "sha256": hashlib.sha256(payload.encode()).hexdigest(), "reason": at_most(reason, REASON_LENGTH),
        "own_correction": at_most(own_correction, REASON_LENGTH), "proposer_id": actor.account_id, "proposer_code": _code(actor),
    }  # fmt: skip


def _asked(election: Election, reason: str, at: datetime) -> None:
    if not has_something_own(election):
        raise Problem(ProblemCode.IMPOSSIBLE, NOTHING_OWN)
    if len(reason.strip()) < REASON_LEAST:
        raise Problem(ProblemCode.IMPOSSIBLE, Message("Say in a few words why there is a release now."))
    _is_open(election, at)


def _is_open(election: Election, at: datetime) -> None:
    if not embargo.is_over(election, at):
        raise Problem(ProblemCode.IMPOSSIBLE, Message("There is no release before the last polling station has closed."))


def _code(actor: Actor) -> str:
    return (actor.observer_code or actor.account_id)[:24]
