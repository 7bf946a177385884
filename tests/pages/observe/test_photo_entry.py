"""Photos in a form and below its receipt: asked where a photo shows something, listed with their hashes, there after a reload."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from data.store.writer import WriterBusy
from schemas.person import Actor, Role
from schemas.report import Channel, RevisionState
from schemas.reports.body import ReportKind
from services import access, answering, assignments, clock, drafts, house, own, photo_copies, photos, registry, reports
from tests import photos as made
from tests.observing import DUE, STATION, send, turnout_body
from tests.people import NOON, People, open_page

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
    at = open_page("pages/observe/receipt.py", Role.OBSERVER, {"report": report, **query})
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


def test_a_photo_that_the_server_could_not_take_says_so_at_once_and_is_sent_again(observer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    at = receipt()
    with monkeypatch.context() as patch:
        patch.setattr(house.store(), "write", refuse)
        at.file_uploader[0].set_value([("a.jpg", made.jpeg(mark=1), "image/jpeg")]).run()
        assert "Send it again in 5 s" in words(at).replace("\\", "") and not photos.of_report(observer, REPORT)
        at.run()
        assert not photos.of_report(observer, REPORT), "nothing is tried behind the person's back"
    at.button(key="photo-00000000-0-again").click().run()
    assert not at.exception
    assert len(photos.of_report(observer, REPORT)) == 1 and "Send it again" not in words(at)
    assert not [button for button in at.button if button.key and button.key.endswith("-again")]


def refuse(_work: object) -> None:
    raise WriterBusy


def test_no_photo_is_asked_for_a_turnout_or_a_report_taken_back(observer: Actor) -> None:
    send(observer, ReportKind.TURNOUT, turnout_body(610, DUE[1]), DUE[1], number=8)
    assert not receipt(str(UUID(int=8))).file_uploader
    own.withdraw(observer, reports.history(observer, REPORT)[-1], "slip")
    assert reports.history(observer, REPORT)[-1].state is RevisionState.WITHDRAWN
    assert not receipt().file_uploader


DRAFT = str(UUID(int=9))
FORM = drafts.key_of(ReportKind.VIOLATION, report_id=UUID(int=9))


def form(name: str = FORM) -> AppTest:
    at = open_page("pages/observe/report.py", Role.OBSERVER, {"form": name})
    assert not at.exception
    return at


def begun(observer: Actor, place: str, name: str = FORM, **update: object) -> drafts.Draft:
    draft = drafts.begin(observer, STATION, name).model_copy(update={"place": place, **update})
    drafts.save(observer, draft)
    return draft


def test_a_photo_taken_in_the_form_survives_a_reload_and_goes_with_the_report(observer: Actor) -> None:
    begun(observer, drafts.CHECK, typed={"what": "VOT-05", "danger": "no", "happened_at": "11:40", "saw_myself": "saw"})
    at = form()
    at.file_uploader[0].set_value([("a.jpg", made.jpeg(mark=3), "image/jpeg")]).run()
    assert not at.exception
    taken = photos.of_report(observer, DRAFT)
    assert len(taken) == 1 and taken[0].prefix in words(at)
    photo_copies.wait()
    again = form()
    assert taken[0].prefix in words(again), "another phone, another socket: the list is the server's"
    assert again.get("image"), "and what it shows can be looked at"
    again.button(key="form-send").click().run()
    assert not again.exception and drafts.find(observer, STATION, FORM) is None
    assert reports.history(observer, DRAFT)[-1].revision == 1
    assert [photo.evidence_id for photo in photos.of_report(observer, DRAFT)] == [taken[0].evidence_id]
    coordinator = Actor(account_id="c", role=Role.COORDINATOR, election_id=observer.election_id)
    assert [photo.sha256 for photo in photos.at_station(coordinator, observer.election_id, STATION)] == [taken[0].sha256]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize(
    ("kind", "place"),
    [(ReportKind.OPENING, "papers"), (ReportKind.COUNT, "copy"), (ReportKind.CLOSING, "end_of_day"), (ReportKind.VIOLATION, "evidence")],
)
def test_the_screens_that_speak_of_evidence_take_it(observer: Actor, kind: ReportKind, place: str, language: str) -> None:
    access.choose_language(observer, language)
    name = {ReportKind.COUNT: "count~list", ReportKind.VIOLATION: FORM}.get(kind, str(kind))
    begun(observer, place, name, with_details=True)
    at = form(name)
    assert len(at.file_uploader) == 1
    said = {"en": "if it is safe", "ru": "если это безопасно", "kk": "Қауіпсіз болса ғана"}[language]
    assert said in words(at)


def test_the_turnout_form_and_other_screens_take_none(observer: Actor) -> None:
    begun(observer, "what")
    assert not form().file_uploader
    hourly = drafts.key_of(ReportKind.TURNOUT, due_at=DUE[1])
    for step in answering.form_for(drafts.begin(observer, STATION, hourly), registry.election(observer.election_id)).steps:
        begun(observer, step.id, hourly)
        assert not form(hourly).file_uploader


def test_a_photo_is_taken_away_before_sending_and_with_a_report_thrown_away(observer: Actor) -> None:
    draft = begun(observer, "evidence", with_details=True, typed={"what": "VOT-05", "danger": "no"})
    at = form()
    at.file_uploader[0].set_value([(f"{mark}.jpg", made.jpeg(mark=mark), "image/jpeg") for mark in (4, 5)]).run()
    first, second = photos.of_report(observer, DRAFT)
    away = next(each for each in at.button_group if first.prefix in each.options)
    away.set_value(first.prefix).run()
    at.button(key=f"photo-gone-{DRAFT[:8]}").click().run()
    assert [photo.sha256 for photo in photos.of_report(observer, DRAFT)] == [second.sha256]
    photos.give_up(observer, str(draft.report_id))
    assert not photos.of_report(observer, DRAFT)
    photos.receive(observer, photos.Target(observer.election_id, STATION, REPORT), made.png(), Channel.PAGE)
    photos.give_up(observer, REPORT)
    assert len(photos.of_report(observer, REPORT)) == 1, "a sent report keeps its own"


def test_the_thirteenth_photo_is_refused_with_a_sentence_also_where_it_comes_with_the_twelfth(observer: Actor) -> None:
    begun(observer, "evidence", with_details=True)
    for mark in range(10, 21):
        photos.receive(observer, photos.Target(observer.election_id, STATION, DRAFT), made.jpeg(mark=mark), Channel.PAGE)
    at = form()
    at.file_uploader[0].set_value([(f"{mark}.jpg", made.jpeg(mark=mark), "image/jpeg") for mark in (21, 22)]).run()
    assert not at.exception and not at.file_uploader and len(photos.of_report(observer, DRAFT)) == 12
    assert "holds 12 photos already" in words(at)
    last = photos.of_report(observer, DRAFT)[-1].prefix
    next(each for each in at.button_group if last in each.options).set_value(last).run()
    at.button(key=f"photo-gone-{DRAFT[:8]}").click().run()
    assert "holds 12 photos already" not in words(at) and at.file_uploader, "there is room again"


def test_the_screen_stays_light_with_every_photo(observer: Actor) -> None:
    begun(observer, "evidence", with_details=True)
    sent = []
    for marks in (range(10, 11), range(11, 22)):
        for mark in marks:
            photos.receive(observer, photos.Target(observer.election_id, STATION, DRAFT), made.jpeg(mark=mark), Channel.PAGE)
        photo_copies.wait()
        sent.append(len(list(form().main)))
    assert sent[1] <= sent[0] < 40, "twelve photos are the same few messages as one"
