"""The ledger of claims: 95 claims, 16 contradictions, and the claims that can be computed, held to the figures they were checked by."""

import re

import pytest

from locales import LANGUAGES, text, using
from schemas.background import Standing
from schemas.message import Message
from schemas.person import Role
from schemas.problem import Problem
from services import claims
from tests.people import People
from ui.claim_words import KINDS, RESULTS, SPEAKERS, TOPICS

PAGE = "pages/background/claims.py"


def test_all_95_claims_stand_with_speaker_and_source(shown) -> None:
    page = shown(PAGE)
    for number in range(1, 96):
        assert f"SC{number:03d}, said by: " in page
    for part in ("662,687", "10,061", "71.97%", "over 71%", "12 August 2020", "EURACTIV", "https://en.riss.ru/article/1067/"):
        assert part in page, part


def test_every_word_of_the_table_is_a_message(people: People) -> None:
    found = claims.read(people.account(Role.ANALYST))
    assert {each.result for each in found.claims} <= set(RESULTS)
    assert {each.topic for each in found.claims} == set(TOPICS)
    assert {each.said_by for each in found.claims} == set(SPEAKERS)
    assert {each.kind for each in found.contradictions} == set(KINDS)
    assert all(each.claim.ru and each.claim.kk and (each.note is None or (each.note.ru and each.note.kk)) for each in found.claims)


def test_standings_count_every_claim_once(people: People) -> None:
    found = claims.read(people.account(Role.ANALYST))
    assert found.standings == {Standing.HOLDS: 43, Standing.IN_PART: 11, Standing.OPPOSED: 14, Standing.OPEN: 27}
    assert sum(found.standings.values()) == len(found.claims) == 95


def test_the_claims_that_can_be_computed(people: People, shown) -> None:
    found = claims.read(people.account(Role.ANALYST))
    differ = {each.claim_id for each in found.computed if not each.agrees}
    assert len(found.computed) == 21
    assert differ == {"SC021", "SC026", "SC038", "SC074", "SC085", "SC086"}
    page = shown(PAGE, view="sums")
    for sum_ in (
        "94 / 46 = 2.04",
        "1 − 46 / 94 = 51.06%",
        "5 + 5 + 7 = 17",
        "662,687 / 84.2% = 787,039",
        "7 + 27 = 34",
        "5,148,074 / 7,241,562 = 71.09%",
        "76 + 12 + 10 = 98",
        "98 + 9 = 107",
        "84 − 76 = 8",
        "7,539,280 / 11,919,241 = 63.25%",
        "71.97 − 71.09 = 0.88",
        "71.97 + 10.18 + 9.03 + 5.75 + 3.07 = 100.00%",
        "322 + 76 = 398",
        "10,061 − 10,060 = 1",
    ):
        assert sum_ in page, sum_


def test_16_contradictions_with_both_values_and_what_decided(shown) -> None:
    page = shown(PAGE, view="contradictions")
    for number in range(1, 17):
        assert f"X{number:02d}" in page
    for part in ("read 70 to 80", "implies 787,039", "no test decides; both verdicts stay", "three removals without a reason"):
        assert part in page, part


def test_filters_narrow_and_an_empty_choice_says_so(shown) -> None:
    page = shown(PAGE, topic="quota")
    assert "SC032" in page and "SC001" not in page
    assert "No claim matches this choice." in shown(PAGE, topic="quota", standing="holds")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("view", "sign"),
    [("claims", Message("holds against other sources")), ("sums", Message("As said")), ("contradictions", Message("between documents"))],
)
def test_every_view_speaks_every_language(opened, shown, language: str, view: str, sign: Message) -> None:
    at = opened(PAGE, language=language, view=view)
    page = shown(PAGE, language=language, view=view)
    with using(language):
        assert at.title[0].value == text("What do the founding documents say, and does it hold?")
        if view == "contradictions":
            assert text(sign) in page
    if language != "en":
        assert "said by" not in page and "What decided" not in page


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMIN])
def test_the_staff_may_read_it(shown, role: Role) -> None:
    assert "SC095" in shown(PAGE, role=role)


def test_an_observer_may_not(people: People) -> None:
    with pytest.raises(Problem) as caught:
        claims.read(people.account(Role.OBSERVER))
    assert caught.value.status == 403


@pytest.mark.parametrize(
    ("lang", "march", "span", "rests"),
    [
        ("en", "March 2019", "August 2020 – October 2020", "compared here with the sources of these pages"),
        ("ru", "март 2019 г.", "август 2020 г. – октябрь 2020 г.", "сверено здесь с источниками этих страниц"),
        ("kk", "2019 жылғы наурыз", "2020 жылғы тамыз – 2020 жылғы қазан", "осы беттердің дереккөздерімен осында салыстырылды"),
    ],
)
def test_months_and_sources_are_in_the_readers_language(shown, lang: str, march: str, span: str, rests: str) -> None:
    page = " ".join(shown(PAGE, language=lang).split())
    assert march in page and span in page and "2011, 2019" in page
    assert "2019-03" not in page and (lang == "en" or "December)" not in page)
    contradictions = shown(PAGE, view="contradictions", language=lang)
    assert rests in contradictions and "claims.csv" not in contradictions


def test_the_contradictions_keep_their_order_where_one_stands_below_the_other(shown) -> None:
    """Two columns of a desk stand one below the other on a phone: the first, third, fifth card came before the second there."""
    found = re.findall(r"\bX\d{2}\b", shown(PAGE, view="contradictions"))
    assert len(found) == 16 and found == sorted(found)


def test_no_claim_is_counted_where_the_choice_leaves_none(shown) -> None:
    words = shown(PAGE, topic="quota", standing="open")
    assert "No claim matches this choice" in words and "0 claims" not in words
