"""Photos where a second person looks: beside the typed answers, at the station, never for those they are not open to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from schemas.person import Role
from schemas.report import Channel
from services import access, clock, photo_copies, photos, sealing
from services.photos import Target
from tests import photos as made
from tests.people import ELECTION, NOON, STATIONS, People
from tests.reviewing import sent

REPORT = str(UUID(int=1))
HISTORY, STATION = "pages/review/history.py", "pages/analyse/station.py"


@pytest.fixture
def full(people: People) -> Iterator[People]:
    with clock.fixed(NOON + timedelta(hours=14), everywhere=True):
        author = people.account(Role.OBSERVER, code="SHY-0417-A")
        sent(author, 1)
        for mark in range(2):
            photos.receive(author, Target(ELECTION.election_id, "KZ-79/0417", REPORT), made.jpeg(mark=mark), Channel.PAGE)
        photo_copies.wait()
        yield people


def page(people: People, path: str, role: Role, **query: str) -> AppTest:
    access.choose_language(people.signed_in(role), query.get("lang", "en"))
    at = people.page(path, query={"election": ELECTION.election_id, **query})
    assert not at.exception
    return at


def words(at: AppTest) -> str:
    return " ".join(each.value for each in at.markdown)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "The original is not kept"), ("ru", "Оригинал не хранится"), ("kk", "Түпнұсқа сақталмайды")],
)
@pytest.mark.parametrize(("path", "query"), [(HISTORY, {"report": REPORT}), (STATION, {"station": "KZ-79/0417"})])
def test_photos_stand_beside_what_was_typed(full: People, path: str, query: dict[str, str], language: str, said: str) -> None:
    at = page(full, path, Role.ANALYST, lang=language, **query)
    assert len(at.image) == 1 and said in words(at) and "SHA-256" in words(at)
    assert len(at.pills(key="photo-shown").options) == 2 and at.dataframe


def test_the_same_photo_from_another_station_is_said(full: People) -> None:
    other = full.account(Role.OBSERVER, stations=(STATIONS[1].station_id,))
    sent(other, 2, station=STATIONS[1].station_id)
    photos.receive(other, Target(ELECTION.election_id, STATIONS[1].station_id, str(UUID(int=2))), made.jpeg(mark=0), Channel.PAGE)
    photo_copies.wait()
    assert "KZ-79/0418" in words(page(full, HISTORY, Role.COORDINATOR, report=REPORT)).replace("\\", "")


def test_an_administrator_sees_the_report_without_photos(full: People) -> None:
    for path, query in ((HISTORY, {"report": REPORT}), (STATION, {"station": "KZ-79/0417"})):
        assert not page(full, path, Role.ADMIN, **query).image


@pytest.mark.parametrize(
    ("language", "asks", "agrees"),
    [("en", "Ask for the original", "Agree to opening"), ("ru", "Запросить оригинал", "Согласиться на открытие"),
     ("kk", "Түпнұсқаны сұрату", "Ашуға келісу")],
)  # fmt: skip
def test_two_people_ask_for_the_original_and_agree(
    people: People, monkeypatch: pytest.MonkeyPatch, language: str, asks: str, agrees: str
) -> None:
    monkeypatch.setenv(sealing.VARIABLE, sealing.new_pair().public)
    with clock.fixed(NOON + timedelta(hours=14), everywhere=True):
        author = people.account(Role.OBSERVER)
        sent(author, 1)
        photos.receive(author, Target(ELECTION.election_id, "KZ-79/0417", REPORT), made.jpeg(), Channel.PAGE)
        photo_copies.wait()
        key = f"original-{photos.of_report(author, REPORT)[0].evidence_id}"
        at = page(people, HISTORY, Role.ANALYST, report=REPORT, lang=language)
        assert at.button(key=f"{key}-act").label == asks
        at.button(key=f"{key}-act").click().run()
        at.text_input(key=f"{key}-reason").set_value("the court asks for the place").run()
        at.button(key=f"{key}-act").click().run()
        assert not at.exception and f"{key}-act" not in [each.key for each in at.button], "one's own request is not agreed to"
        second = page(people, HISTORY, Role.COORDINATOR, report=REPORT, lang=language)
        assert second.button(key=f"{key}-act").label == agrees
        second.text_input(key=f"{key}-reason").set_value("the letter of the court is here").run()
        second.button(key=f"{key}-act").click().run()
        assert not second.exception and second.get("download_button") and second.expander[0].proto.expanded, "what was agreed to"
        assert "the letter of the court is here" in words(second)
        third = page(people, HISTORY, Role.ANALYST, report=REPORT, lang=language)
        assert not [each for each in third.button if (each.key or "").startswith(key)], "nothing to do for a third person"
