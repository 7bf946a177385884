"""What was published, by whom, and of what? Results on three bases, turnout by the hour, contradictions, every figure with its source."""

from functools import partial

import streamlit as st

from locales import language, text
from schemas.message import Message
from schemas.person import Role
from services import also_published, clock, download, official
from services.wording import plain
from ui import also_published as also
from ui import election as elections
from ui import empty, filters, guard, headline, official_bases, official_tests, official_versions, pictures, provenance, tiles, tools
from ui import official as pieces
from ui import official_tables as written
from ui.kept import Keeper
from ui.tools import Download

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
VIEWS = {
    "results": Message("Results", "view"),
    "turnout": Message("Turnout by hour", "view"),
    "contradictions": Message("Contradictions", "view"),
    "versions": Message("Versions", "view"),
    "bases": Message("Bases", "view"),
    "figures": Message("All figures", "view"),
}
SOURCE = Message("Published figures: each with its source in the table “All figures”")

contest = ""
with filters.row():
    election = elections.pick(actor)
    if len(election.contests) > 1:
        names = {each.contest_id: each.name.in_language(language()) for each in election.contests}
        contest = filters.choice("contest", text("Contest"), names, default=election.leading_contest.contest_id)
reading = official.read(actor, election.election_id, contest)
found, length = reading.value, reading.ledger_length
keeper = Keeper(election, (contest,), length)
listed = official.contradictions(election)
sentence = partial(pieces.sentence, found)
headline.show(text("What was published, by whom, and of what?"), sentence, pieces.caveats(found), pieces.badges(found, len(listed)))
if not found.figures_n():
    empty.from_whom(text("An analyst imports them with their source."))
    st.stop()

builds = {"results": partial(pieces.bases_chart, found), "turnout": partial(pieces.day_chart, found)}
has = {
    "results": found.options["votes_share"].notna().any() or found.options["issued_share"].notna().any(),
    "turnout": len(found.turnout) > 0,
}
saved = [
    (text(VIEWS[code]), pictures.save(f"official_{code}", election, build, n=None, source=pieces.source(found)))
    for code, build in builds.items()
    if has[code]
]
file = Download("official.csv", "text/csv", lambda: download.table_csv(official.whole(actor, election.election_id)))
all_of_them = [(text("All figures", "view"), file)] if found.figures_n() <= official.MOST_IN_FILE else []
published = partial(pieces.source, found)
view = tools.row(election, sentence, source=published, views=VIEWS, pictures=saved, tables=all_of_them)
if view in builds and has[view]:
    drawn = pictures.spec(f"official {view}", election, (contest,), builds[view], length)
    pictures.show(drawn, alt=plain(sentence()), key=f"chart_{view}")
if view == "results":
    written.results(found, keeper)
    also.show(found, also_published.read(actor, election))
elif view == "turnout":
    if grid := pieces.day_grid(found):
        tiles.show(grid, "official", election, (), length, is_alone=True)
    written.day(found)
    official_tests.show(actor, election.election_id)
elif view == "contradictions":
    written.contradictions(found, listed, official.announced_against_later(actor, election))
elif view == "versions":
    official_versions.show(actor, election.election_id, contest)
elif view == "bases":
    official_bases.show(found)
else:
    written.all_figures(actor, found, keeper)
provenance.caption(election, [text(SOURCE)], ledger_length=length, at=clock.now())
