"""Who is out of the figures? One observer at a time: what would change, then out or back, with a reason."""

from locales import text
from schemas.person import Role
from schemas.problem import Problem
from services import quarantine
from services.wording import strong
from ui import election as elections
from ui import empty, guard, headline
from ui import quarantine as pieces

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
election = elections.pick(actor)
made = quarantine.decisions(actor, election.election_id)


def sentence() -> str:
    if not made:
        return text("Nobody is out of the figures.")
    return text("Observers whose reports are in no figure now: {n}.", n=strong(pieces.out_n(made)))


caveat = text(
    "All reports of one observer leave every figure, also those still to come, and can be brought back. The reports stay as they are.")
headline.show(text("Who is out of the figures?"), sentence, [caveat])
if actor.role is not Role.ADMIN:
    code = pieces.observer_code()
    if code:
        try:
            found = quarantine.preview(actor, election.election_id, code)
        except Problem:
            empty.say(text("There is no observer with this code."), text("The code stands on each of the observer's reports."))
        else:
            pieces.meanwhile(found, made, election)
            pieces.preview(found, election)
            pieces.decide(actor, election, found)
pieces.decisions(made, election, is_decider=actor.role is not Role.ADMIN)
