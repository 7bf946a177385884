"""Which reports count? The rule of the election, what each rule would leave out, another rule with a reason, and who decided what."""

from locales import text
from schemas.person import Role
from services import counting
from services.wording import strong
from ui import counting as pieces
from ui import election as elections
from ui import guard, headline

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
election = elections.pick(actor)
rule = counting.in_force(election.election_id)
out = counting.left_out(actor, election.election_id, rule)


def sentence() -> str:
    if not out.reports:
        return text("No observer has reported yet.")
    return text("Reports that count: {rule}. They are {k} of {n}.", rule=f"**{text(counting.RULE_NAMES[rule])}**",
                k=strong(out.reports - out.total), n=strong(out.reports))


headline.show(text("Which reports count?"), sentence, [
    text("One rule for every analysis, file and answer of this election. The reports stay as they are."),
    text("The page “On whom it rests” shows the headline under each rule."),
])
if out.reports:
    pieces.left_out(actor, election, rule)
pieces.rules(actor, election, rule)
pieces.decide(actor, election, rule)
pieces.decisions(counting.decisions(actor, election.election_id), election)
