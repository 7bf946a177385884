"""Photos below a receipt: asked where a photo shows something, listed with their hashes, refused with a sentence, there after a reload."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from schemas.person import Actor, Role
from schemas.report import RevisionState
from schemas.reports.body import ReportKind
from services import assignments, clock, own, photo_copies, photos, reports
from tests import photos as made
from tests.observing import DUE, STATION, send, turnout_body
from tests.people import NOON, ROOT, People

REPORT = str(UUID(int=7))
VIOLATION: dict[str, object] = {"what": "VOT-05", "danger": "no", "happened_at": NOON.isoformat(), "saw_myself": "saw"}


@pytest.fixture
def observer(people: People) -> Iterator[Actor]:
    with clock.fixed(NOON, everywhere=True):
        actor = people.signed_in(Role.OBSERVER)
        assignments.confirm(actor, STATION)
        send(actor, ReportKind.VIOLATION, VIOLATION, NOON, number=7)
        yield actor
        photo_copies.wait()


def receipt(report: str = REPORT, **query: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    at.switch_page("pages/observe/receipt.py")
    for name, value in {"report": report, **query}.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def words(at: AppTest) -> str:
    return " ".join(each.value for each in at.markdown)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Take photos only if it is safe."), ("ru", "только если это безопасно"), ("kk", "Қауіпсіз болса ғана")],
)
def test_a_photo_is_asked_for_with_the_sentence_of_safety(observer: Actor, language: str, said: str) -> None:
    at = receipt(lang=language)
    assert len(at.file_uploader) == 1 and said in words(at)


def test_two_photos_are_listed_with_their_hashes_and_stay_after_a_reload(observer: Actor) -> None:
    at = receipt()
    pages = [made.jpeg(mark=1), made.png()]
    at.file_uploader[0].set_value([("a.jpg", pages[0], "image/jpeg"), ("b.png", pages[1], "image/png")]).run()
    assert not at.exception
    taken = photos.of_report(observer, REPORT)
    assert len(taken) == 2 and {each.size_bytes for each in taken} == {len(page) for page in pages}
    for shown in (words(at), words(receipt())):
        assert all(photo.prefix in shown for photo in taken) and "Keep the original on your phone" in shown


def test_what_is_no_photo_is_refused_with_a_sentence(observer: Actor) -> None:
    at = receipt()
    at.file_uploader[0].set_value([("protocol.jpg", b"%PDF-1.7", "image/jpeg"), ("b.png", made.png(), "image/png")]).run()
    assert "whatever its name says" in words(at).replace("\\", "") and len(photos.of_report(observer, REPORT)) == 1


def test_no_photo_is_asked_for_a_turnout_or_a_report_taken_back(observer: Actor) -> None:
    send(observer, ReportKind.TURNOUT, turnout_body(610, DUE[1]), DUE[1], number=8)
    assert not receipt(str(UUID(int=8))).file_uploader
    own.withdraw(observer, reports.history(observer, REPORT)[-1], "slip")
    assert reports.history(observer, REPORT)[-1].state is RevisionState.WITHDRAWN
    assert not receipt().file_uploader
