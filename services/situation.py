"""The situation report: every conclusion of an election as a paper in one language, made of the very records that the API gives."""

from collections.abc import Mapping
from typing import Any

from analysis.conclusion import Subject
from analysis.disclosure import Audience
from locales import date_long, language, number, share, text, using
from schemas.counting import RULE_NAMES, CountRule
from schemas.election import Election
from schemas.handed_file import FileKind
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from services import (
    clock,
    conclusions,
    coverage,
    embargo,
    handed_files,
    printing,
    registry,
    releases,
    situation_figures,
    turnout,
)
from services.conclusion_questions import by_question
from services.conclusion_words_watched import points
from services.download import ACTS, AUDIENCES
from services.permissions import require
from services.wording import plain


def _rests(record: Mapping[str, Any]) -> str:
    """What a conclusion rests on: n of its base, the voices, the interval where stations were drawn."""
    said, span = record["words"][language()], record["interval"]
    parts = [f"{number(record['n'])} · {said['base']}", " · ".join(said["voices"])]
    if span is not None:
        of_difference = record["subject"] == Subject.WATCHED
        parts.append(text("95% interval") + " " + (
            points(span["low"], span["high"]) if of_difference else f"{share(span['low'])} – {share(span['high'])}"))
    return " · ".join(parts)


def _groups(records: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The records under their questions; a caveat that several share stands once, under them."""
    made = []
    for question, own in by_question(records, lambda each: str(each["subject"])):
        said = [each["words"][language()] for each in own]
        made.append(
            {
                "question": text(question),
                "statements": [
                    {"sentence": words["sentence"], "level": words["level"], "level_code": each["level"], "rests": _rests(each)}
                    for each, words in zip(own, said, strict=True)
                ],
                "caveats": list(dict.fromkeys(caveat for words in said for caveat in words["caveats"])),
            }
        )
    return made


def document(election: Election, told: Mapping[str, Any], audience: Audience) -> dict[str, Any]:
    """What is printed, in the language in use. `told`: services.conclusions.document for this audience. The share of the country that was
    seen stands before every finding."""
    seen, compared = coverage.comparison(election).value, turnout.comparison(election).value
    position, name = number(told["ledger_length"]), election.name.in_language(language())
    standing = text("Standing: {standing}.", standing=releases.standing_words(election))
    entry = text("own reports up to ledger entry {n}", n=told["ledger_length"])
    notes = [
        plain(coverage.sentence(seen, is_expected=election.has_stations)),
        text("Reports that count: {rule}.", rule=text(RULE_NAMES[CountRule(told["reports"])])),
        f"{standing} {entry[:1].upper()}{entry[1:]}.",
        text("For whom: {audience}.", audience=text(AUDIENCES[audience])),
    ]
    if not told["may_be_published"]:
        notes.append(text("Nothing is made public before the last polling station has closed."))
    return {
        "form": "situation",
        "language": language(),
        "simulated": text("SIMULATED") if election.is_simulated else "",
        "head": {
            "title": text("Situation report"),
            "line": f"{text('Situation report')} · {name}",
            "where": f"{name} · {date_long(election.held_on)}",
            "foot": f"{releases.standing_words(election)} · {position}",
        },
        "words": {"page": text("Page")},
        "notes": notes,
        "tiles": situation_figures.seen(seen, audience, entry),
        "turnout": situation_figures.turnout(compared, election, entry),
        "groups": _groups(list(told["conclusions"])),
    }


def pdf(actor: Actor, election_id: str, audience: Audience, code: str) -> bytes:
    """The paper in the language `code`; the same conclusions, the same bytes. Raises Problem: forbidden (also for the public before the
    embargo ends), not found, busy."""
    require(actor, ACTS[audience], election_id=election_id)
    election = registry.election(election_id)
    at = clock.beside_figures(is_simulated=election.is_simulated)
    if audience is Audience.PUBLIC and not embargo.is_over(election, at):
        raise Problem(ProblemCode.FORBIDDEN, Message("Nothing is made public before the last polling station has closed."))
    standing = releases.standing(election).code
    told = conclusions.document(election, at, audience, standing=standing)
    with using(code):
        made = document(election, told, audience)
    name = f"situation-{audience.value}-{standing}-{code}.pdf"
    file = handed_files.File(FileKind.SITUATION, name, election_id, ledger_length=told["ledger_length"])
    return handed_files.hand(actor, file, printing.pdf(made))
