"""At a shell a table says what the page says: what it changes, what the checks ask, with cell and likely value."""

from __future__ import annotations

from data.store import frames_official
from locales import LANGUAGES, using
from schemas.person import Actor, Role
from services import house, import_shell
from tests.people import ELECTION, People

ADMIN = Actor("shell", Role.ADMIN)
SAID = {"publisher": "CEC", "title": "Turnout", "as_of": "20:00"}
SLIP = "region;voters on the list;voters who received ballots;turnout, %\nShymkent;560 000;361 400;56.5\n".encode("cp1251")


def told(content: bytes, *, only_look: bool = False) -> list[str]:
    return list(import_shell.bring(ADMIN, "official", ELECTION.election_id, content, None, SAID, only_look=only_look))


def stored() -> int:
    return len(frames_official.figures(house.store(), ELECTION.election_id))


def test_a_table_that_is_looked_at_says_its_findings_and_stores_nothing(people: People) -> None:
    said = told(SLIP, only_look=True)
    assert stored() == 0 and "Nothing is stored yet. All of it is taken, or nothing." in said
    assert "D506 · KZ-79 · row 2, column D: The share is printed as 56.5%, the counts make 64.54%." in said
    likely = "voters who received ballots has 361,400; with 316,400 the arithmetic would be right."
    assert f"D509 · KZ-79 · row 2, column C: {likely} Likely value, never put in by itself: 316,400" in said
    for code in LANGUAGES:
        with using(code):
            assert not any("ballots_issued" in each for each in told(SLIP, only_look=True)), "a code is no word"


def test_what_is_taken_is_what_was_printed_and_the_next_table_says_what_it_changes(people: People) -> None:
    assert any("316,400" in each for each in told(SLIP)) and stored() == 3
    found = frames_official.figures(house.store(), ELECTION.election_id)
    assert 361_400 in set(found["value"]), "the likely value is never put in"
    again = told(SLIP.replace(b"361 400", b"316 400"))
    assert "KZ-79, voters who received ballots 20:00: 361,400 → 316,400" in again
    assert not any(each.startswith("D5") for each in again)
