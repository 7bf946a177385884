"""Do the commission's own figures agree with each other? The methods asked of observers' reports, turned on what was published."""

from functools import partial

from locales import text
from schemas.message import Message
from schemas.person import Role
from services import consistency, reading
from services.wording import plain
from ui import background, guard, headline, pictures, tables, tools
from ui import consistency as pieces

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
VIEWS = {
    "tests": Message("Tests", "view"),
    "later": Message("Night and later", "view"),
    "polls": Message("Exit polls", "view"),
}
SOURCE = Message("Published turnout and votes since 2016; the page names the sources")

found = consistency.read(actor)
election = found.elections[-1].election
sentence = partial(pieces.sentence, found)
headline.show(text("Do the commission's own figures agree with each other?"), sentence, pieces.caveats(found))
build = partial(pieces.later_chart, found)
saved = [(text("Night and later", "view"), pictures.save("night_and_later", election, build, n=found.tested, source=text(SOURCE)))]
saved.append(pieces.region_grid(found).save(election, n=sum(n for _, n in found.regions.values()), source=text(SOURCE)))
view = tools.row(election, sentence, source=tools.published, views=VIEWS, pictures=saved)
if view == "tests":
    pieces.tests_view(found)
elif view == "later":
    drawn = pictures.spec("night and later", election, (), build, reading.ledger_length())
    pictures.show(drawn, alt=text("Turnout of the night, and later"), key="chart_later")
    tables.show(*pieces.later_rows(found), key="consistency_later", alt=plain(sentence()))
else:
    pieces.polls_view(found)
background.sources(pieces.sources(found, view))
