"""What was released, for everybody: without signing in, after the embargo, without people or statements about too few."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from locales import LANGUAGES
from schemas.person import NOBODY, Role
from schemas.problem import Problem, ProblemCode
from schemas.release import Headline
from services import clock, embargo, releases
from tests.people import ELECTION, NOON

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.people import People

PAGE = "pages/public/released.py"
ID = ELECTION.election_id
NEXT_DAY = NOON + timedelta(days=1)


def said(subject: str, n: int) -> Headline:
    return Headline(
        subject=subject, about="", level="counted", voices=("count",), n=n, parts={"above": (1, n)}, amounts={},
        sentences={code: f"{code} {subject} of {n}" for code in LANGUAGES},
    )  # fmt: skip


@pytest.fixture
def made(people: People, monkeypatch: pytest.MonkeyPatch):
    """One release whose statements rest on five units, on four, and on organisations left out in turn; with an error of ours."""
    frozen = {"turnout": said("turnout", 5), "violations": said("violations", 4), "robustness": said("robustness", 9)}
    monkeypatch.setattr(releases, "headline", lambda found, election: frozen.get(found.subject, said("copies", 0)))
    with clock.fixed(NEXT_DAY, everywhere=True):
        first, second = people.account(Role.ANALYST, code="AN-1"), people.account(Role.ADMIN, code="AD-2")
        releases.confirm(second, ID, releases.propose(first, ID, "the morning after", "a protocol was entered twice"))
        people.nobody()
        yield people


def opened(people: People, language: str = "en") -> AppTest:
    at = people.page(PAGE, query={"lang": language, "election": ID})
    assert not at.exception
    return at


def words(at: AppTest) -> str:
    return " ".join(each.value for each in at.markdown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_has_to_sign_in(made: People, language: str) -> None:
    shown = words(opened(made, language))
    assert f"{language} turnout of 5" in shown and "a protocol was entered twice" in shown
    assert "violations of 4" not in shown and "robustness" not in shown
    assert "AN-1" not in shown and "AD-2" not in shown


def test_nothing_released_says_so(people: People) -> None:
    people.nobody()
    with clock.fixed(NEXT_DAY, everywhere=True):
        at = opened(people)
    assert "Nothing has been released yet" in words(at)


def test_the_release_of_another_election_is_not_taken_for_that_of_the_address(made: People) -> None:
    at = made.page(PAGE, query={"lang": "en", "election": "nope-2031"})
    assert [each.value for each in at.warning] == [
        f"Nothing is released here of the election “nope\\-2031”. Shown instead: {ELECTION.name.en}, 14 January 2029."]
    assert not opened(made).warning


def test_the_embargo_holds_for_everybody(made: People) -> None:
    with clock.fixed(NEXT_DAY, everywhere=True):
        assert embargo.anything_public(), "the page of signing in leads to it"
    with clock.fixed(NOON, everywhere=True):
        assert releases.released_elections(NOBODY) == []
        assert not embargo.anything_public()
        for actor in (NOBODY, made.account(Role.ANALYST)):
            with pytest.raises(Problem) as refused:
                releases.released(actor, ID)
            assert refused.value.code is ProblemCode.FORBIDDEN
        assert "turnout of 5" not in words(opened(made))


def test_a_proposal_is_nobodys_release(people: People) -> None:
    with clock.fixed(NEXT_DAY, everywhere=True):
        releases.propose(people.account(Role.ANALYST), ID, "not confirmed")
        assert releases.released_elections(NOBODY) == []
        assert releases.released(NOBODY, ID).value.proposed is None
