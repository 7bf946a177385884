"""What was expected before the result, and how close was it? Forecasts sealed in the log, held to the published outcome."""

from functools import partial

from locales import text
from schemas.person import Role
from services import clock, forecasts
from ui import election as elections
from ui import empty, forecast_picture, guard, headline, observer_frame, provenance, tools
from ui import forecasts as pieces
from ui.forecast_claim import earlier

actor = guard.require(Role.OBSERVER, Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
election = elections.pick(actor)
reading = forecasts.every(actor, election.election_id)
found = reading.value
sentence = partial(pieces.sentence, found)
headline.show(text("What was expected, and what came?"), sentence, pieces.caveats(found), pieces.badges(actor, election))
if found.forecasts:
    tools.row(election, sentence, pictures=forecast_picture.saved(found))
    pieces.listed(found)
    pieces.one(found, reading.ledger_length)
else:
    empty.from_whom(text("Anybody of the group can seal one before the last station closes; nobody can after it."))
pieces.register(actor, found)
observer_frame.way_back(actor)
pieces.outcome_sources(found)
earlier(election)
provenance.caption(election, [text("Forecasts of people of the group")], ledger_length=reading.ledger_length, at=clock.now())
