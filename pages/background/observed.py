"""Who observed, who ran, what do authorities register? Verdicts and findings with their scope; offences as authorities announced them."""

from functools import partial

from locales import text
from schemas.message import Message
from schemas.person import Role
from services import observed, reading
from services.wording import plain
from ui import background, guard, headline, pictures, tools
from ui import observed as pieces
from ui import observed_findings as listed

actor = guard.require(Role.COORDINATOR, Role.ANALYST, Role.ADMIN)
VIEWS = {"missions": Message("Observers", "view"), "findings": Message("Findings", "view"), "ran": Message("Who ran", "view"),
         "authorities": Message("Authorities", "view")}
SOURCE = Message("Accreditation as published on 10 January 2021 (The Astana Times)")

found = observed.read(actor)
sentence = partial(pieces.sentence, found)
headline.show(text("Who observed, and what do authorities register?"), sentence, pieces.caveats())
build = partial(pieces.chart, found)
n = found.figures["foreign_observers_accredited"].count
saved = [(text("Observers", "view"), pictures.save("foreign_observers", found.election, build, n=n, source=text(SOURCE)))]
view = tools.row(found.election, sentence, source=tools.published, views=VIEWS, pictures=saved)
if view == "missions":
    drawn = pictures.spec("foreign observers", found.election, (), build, reading.ledger_length())
    pictures.show(drawn, alt=plain(sentence()), key="chart_observers")
    pieces.missions(found)
elif view == "findings":
    listed.findings(found)
elif view == "ran":
    listed.ran(found)
else:
    pieces.authorities(found)
background.sources([found.figures["foreign_observers_accredited"].source])
