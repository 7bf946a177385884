"""The situation report: the same objects as the API, in three languages, the same bytes each time, and for whom it may be."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from analysis.conclusion import Subject
from analysis.disclosure import Audience
from data.formats import print as printing
from data.store.handed_files import of_sha256
from locales import LANGUAGES, number, text, using
from schemas.person import NOBODY, Role
from schemas.problem import Problem
from services import clock, conclusions, coverage, house, reading, registry, releases, situation, turnout
from services.conclusion_questions import QUESTIONS, by_question
from services.demonstration.plan import ELECTION_ID
from tests.people import ELECTION, People

KAZAKH = set("әғқңөұүһі")


def printed(told: dict[str, Any], election: Any, code: str, audience: Audience = Audience.INTERNAL) -> dict[str, Any]:
    with using(code):
        return situation.document(election, told, audience)


def test_every_subject_has_its_question() -> None:
    assert set(QUESTIONS) == set(Subject)
    told = [(subject, place) for place, subject in enumerate(reversed(Subject))]
    groups = dict(by_question(told, lambda each: each[0]))
    assert [each for own in groups.values() for each in own] == sorted(told, key=lambda each: list(groups).index(QUESTIONS[each[0]]))


def test_the_paper_says_what_the_api_says(people: People, demonstration) -> None:
    """Sentence, level, n with its base, voices and caveats of every conclusion, in each language; nothing more and nothing less."""
    demonstration(stations=400, observers=160, seed=7)
    election, analyst = registry.election(ELECTION_ID), people.account(Role.ANALYST)
    told = releases.concluded(analyst, ELECTION_ID)
    for code in LANGUAGES:
        made = printed(told, election, code)
        said = [each for group in made["groups"] for each in group["statements"]]
        assert len(said) == len(told["conclusions"]) > 30
        by_sentence = {each["sentence"]: each for each in said}
        for record in told["conclusions"]:
            words, shown = record["words"][code], by_sentence[record["words"][code]["sentence"]]
            with using(code):
                assert shown["rests"].startswith(f"{number(record['n'])} · {words['base']} · {words['voices'][0]}")
            assert (shown["level"], shown["level_code"]) == (words["level"], record["level"])
            group = next(each for each in made["groups"] if shown in each["statements"])
            assert set(words["caveats"]) <= set(group["caveats"])
        with using(code):
            assert made["simulated"] == text("SIMULATED") and text("Situation report") in made["head"]["line"]
        assert re.search(r"\d", made["notes"][0]), "how much was seen stands before every finding"
        assert code != "kk" or KAZAKH & set(made["groups"][0]["statements"][0]["sentence"])
    sampled = next(each for each in told["conclusions"] if each["subject"] == "sample")
    assert sampled["interval"] is None or "95" in str(printed(told, election, "en"))


def test_two_pictures_are_drawn_from_the_numbers_of_the_pages(people: People, demonstration) -> None:
    demonstration(stations=400, observers=160, seed=7)
    election = registry.election(ELECTION_ID)
    found, compared = coverage.comparison(election).value, turnout.comparison(election).value
    for audience, hidden in ((Audience.INTERNAL, False), (Audience.PUBLIC, True)):
        told = conclusions.document(election, datetime(2029, 1, 15, tzinfo=UTC), audience, standing="draft")
        for code in LANGUAGES:
            made = printed(told, election, code, audience)
            cells = {(cell["column"], cell["row"]): cell for cell in made["tiles"]["cells"]}
            assert len(cells) == len(found.regions), "a square a region"
            few = [cell for cell in cells.values() if not cell["fill"]]
            assert few and all(cell["words"].startswith("<5/") is hidden for cell in few if not cell["words"].startswith("0/"))
            assert all(row["floor"] <= row["ceiling"] for row in made["turnout"]["rows"]) if made["turnout"] else True
            assert made["tiles"]["foot"].startswith("n = ")
            assert made["simulated"] and printing.pages(made)[0].startswith(b"\x89PNG")
    spans = compared.spans
    first = compared.main[compared.main["has_ceiling"].astype(bool) & compared.main["region_code"].eq(spans["region_code"][0])]
    first = first.dropna(subset=["floor", "protocol", "registered_voters"])
    assert spans["stations"][0] == len(first)
    assert spans["floor_share"][0] == pytest.approx(first["floor"].sum() / first["registered_voters"].sum())


def test_the_same_paper_has_the_same_bytes_and_stands_in_the_log(people: People) -> None:
    reading.forget()
    analyst = people.account(Role.ANALYST)
    first, again = (situation.pdf(analyst, ELECTION.election_id, Audience.INTERNAL, "kk") for _ in range(2))
    assert first == again and first.startswith(b"%PDF")
    with house.store().read() as connection:
        row = of_sha256(connection, hashlib.sha256(first).hexdigest())
    assert row is not None and (row.kind, row.name) == ("situation", "situation-internal-draft-kk.pdf")


def test_it_is_for_those_who_may_have_the_files(people: People) -> None:
    reading.forget()
    for actor, audience in ((NOBODY, Audience.PUBLIC), (people.account(Role.OBSERVER), Audience.PARTNER),
                            (people.account(Role.COORDINATOR), Audience.INTERNAL)):  # fmt: skip
        with pytest.raises(Problem):
            situation.pdf(actor, ELECTION.election_id, audience, "en")
    with clock.fixed(datetime(2029, 1, 14, 14, tzinfo=UTC)), pytest.raises(Problem, match="last polling station"):
        situation.pdf(people.account(Role.ANALYST), ELECTION.election_id, Audience.PUBLIC, "en")


def test_before_the_embargo_ends_it_says_so(people: People) -> None:
    before = conclusions.document(ELECTION, datetime(2029, 1, 14, 14, tzinfo=UTC), standing="draft")
    after = conclusions.document(ELECTION, datetime(2029, 1, 15, tzinfo=UTC), standing="draft")
    said = "Nothing is made public before the last polling station has closed."
    assert said in printed(before, ELECTION, "en")["notes"] and said not in printed(after, ELECTION, "en")["notes"]
    assert printing.pages(printed(after, ELECTION, "ru"))[0].startswith(b"\x89PNG")


def test_nothing_else_is_printed() -> None:
    with pytest.raises(ValueError, match="nothing is printed"):
        printing.pdf({"form": "letter"})
