"""What changed since we last said it? Releases made by two people, each with every figure that differs from the one before."""

from functools import partial

from locales import text
from schemas.person import Role
from services import clock, releases
from ui import election as elections
from ui import empty, guard, headline, provenance, tools
from ui import releases as pieces

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
election = elections.pick(actor)
reading = releases.every(actor, election.election_id)
found = reading.value
sentence = partial(pieces.sentence, found, election)
caveat = text("A release is made by two people and never changes; it holds statements about many stations, no row of a single one.")
headline.show(text("What changed since we last said it?"), sentence, [caveat])
if found.confirmed:
    tools.row(election, sentence)
    pieces.listed(found, election)
    pieces.shown(found, pieces.chosen(found), election)
    pieces.corrections(found)
elif not releases.has_something_own(election):
    empty.say(text("There is no release of this election."), text(releases.NOTHING_OWN))
else:
    empty.say(
        text("There is no release of this election yet."),
        text("An analyst or administrator proposes one after the last station has closed; somebody else confirms it."),
    )
pieces.forms(actor, found, election)
provenance.caption(election, [text("Releases and what they froze")], ledger_length=reading.ledger_length, at=clock.now())
