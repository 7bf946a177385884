"""What was seen, and at how many stations? k of n, what could not be seen apart; incidents; observers kept out; what authorities say."""

from functools import partial

from locales import language, text
from schemas.person import Role
from services import clock, conclusions, counting, registry, violations
from services.wording import plain
from ui import conclusions as said
from ui import counting as rules
from ui import election as elections
from ui import empty, filters, guard, headline, no_stations, provenance, tools
from ui import violations as pieces
from ui.violations_charts import SOURCE, VIEWS, Shown

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)

row = filters.row()
with row:
    election = elections.pick(actor)
    rule = filters.rule(counting.in_force(election.election_id))
    region = filters.region(registry.region_names(election.election_id, language()))
    phase = filters.choice("phase", text("Phase"), pieces.phase_options(), everything=text("all phases"))
reading = violations.seen(actor, election.election_id, rule, "" if region == filters.ALL else region)
found, length = reading.value, reading.ledger_length
shown = Shown(found, election, phase, (rule, region, phase), length)
view = tools.chosen(VIEWS)
item = violations.NOT_LET_IN if view == "kept_out" else violations.most_seen(found, phase)
conclusion = (
    conclusions.of_incidents(found, rule) if view in ("incidents", "timeline") else conclusions.of_violations(found, item, rule)
)
sentence = partial(conclusions.words, conclusion)
headline.show(
    text("What was seen, and at how many stations?"),
    sentence,
    [*tools.region_note(election), *conclusions.caveats(conclusion)],
    [said.badge(conclusion), *pieces.asked_badge(found)],
)
rules.line(actor, election, rule, region=region)
made_of = tools.MadeOf(rule, length)
limits = partial(said.limits, conclusion)
tools.row(election, sentence, views=VIEWS, pictures=shown.pictures(), tables=shown.tables(), limits=limits, of=made_of)
if found.asked_stations:
    shown.chart(view, plain(sentence()))
elif view == "timeline":
    empty.from_whom(no_stations.or_none(election, text("Reports appear here as soon as observers send them.")))
elif view != "incidents":  # whose own panel says that there is none
    empty.from_whom(no_stations.or_none(election, text("Answers come with the reports of opening, closing and count.")))
whole = found if region == filters.ALL else violations.seen(actor, election.election_id, rule).value
pieces.section(found, whole, shown.grid, shown.keeper, view, phase, violations.registered(election))
provenance.caption(election, [text(SOURCE)], ledger_length=length, at=clock.now())
