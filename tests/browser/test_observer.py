"""An observer's phone, 390 pixels wide, with a network and a server that go away: nothing typed is lost, nothing sent is doubled."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from bench.server import Server, free_port, running
from schemas.person import Actor, Role
from schemas.report import Receipt, Submission
from schemas.reports.body import ReportKind
from services import access, assignments, drafts, house, reports
from tests import people as persons
from tests.conftest import in_house
from tests.observing import DUE, STATION, turnout_body
from tests.people import People

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, WebSocketRoute

pytestmark = pytest.mark.browser
KEY = drafts.key_of(ReportKind.TURNOUT, due_at=DUE[1])
METHOD = {"counting_method": "tally", "counting_unit": "at_box", "counting_since_at": "7"}
COMPLETE = {
    **METHOD, "voters_counted": "420", "counted_at": "12", "stated_voters": "468", "nothing_wrong": "nothing_to_report",
}  # fmt: skip


@dataclass
class Serving:
    """A server that all tests of this module share, each with an observer of its own; it can be stopped and started again."""

    var: Path
    people: People
    port: int = field(default_factory=free_port)
    lives: ExitStack = field(default_factory=ExitStack)

    def start(self) -> Server:
        return self.lives.enter_context(running("server.py", var=self.var, port=self.port))

    def stop(self) -> None:
        self.lives.close()


@dataclass
class Phone:
    """One browser window of one observer, and the server it talks to."""

    actor: Actor
    page: Page
    server: Serving

    def open(self, address: str) -> None:
        self.page.goto(f"http://127.0.0.1:{self.server.port}/{address}")
        self.page.locator("h1").first.wait_for(timeout=20_000)

    def field(self, name: str):
        return self.page.locator(f"[class*='st-key-q-'][class*='-{name}'] input").first

    def click(self, key: str) -> None:
        self.page.locator(f".st-key-{key} button").first.click()

    def heading(self, words: str) -> None:
        self.page.get_by_role("heading", name=words).wait_for(timeout=20_000)

    def kept(self) -> str:
        return str(self.page.evaluate("JSON.stringify({...localStorage})"))

    def typed(self, name: str, value: str) -> None:
        """Typed, and kept by this browser."""
        self.field(name).fill(value)
        self.page.wait_for_function("text => JSON.stringify({...localStorage}).includes(text)", arg=value)


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Serving]:
    var = tmp_path_factory.mktemp("observer")
    shutil.copy(migrated_file, var)
    with in_house(var) as patch:
        persons.registry()
        made = Serving(var, People(patch))
        made.start()
        yield made
        made.stop()


@pytest.fixture
def phone(serving: Serving, browser: Browser) -> Iterator[Phone]:
    actor = serving.people.account(Role.OBSERVER)
    assignments.confirm(actor, STATION)
    access.choose_language(actor, "en")
    token = serving.people.token(actor)
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.add_cookies([{"name": access.cookie_name(), "value": token, "url": f"http://127.0.0.1:{serving.port}"}])
    yield Phone(actor, context.new_page(), serving)
    context.close()


def begin(phone: Phone, typed: dict[str, str], place: str) -> drafts.Draft:
    draft = drafts.begin(phone.actor, STATION, KEY).model_copy(update={"typed": typed, "place": place})
    drafts.save(phone.actor, draft)
    return draft


def counted(phone: Phone) -> None:
    """The count is typed and sent; the next question is on the screen."""
    begin(phone, METHOD, "counted")
    phone.open(f"report?form={KEY}")
    phone.typed("voters_counted", "420")
    phone.typed("counted_at", "12:00")
    phone.click("form-next")
    phone.heading("What number does the commission give?")


def test_what_was_typed_survives_a_reload(phone: Phone) -> None:
    begin(phone, METHOD, "counted")
    phone.open(f"report?form={KEY}")
    phone.typed("voters_counted", "1 083")
    phone.page.reload()
    phone.heading("What does your counter show now?")
    phone.page.wait_for_function("() => [...document.querySelectorAll('input')].some(box => box.value === '1 083')")
    assert phone.field("voters_counted").input_value() == "1 083"


def test_what_was_typed_survives_a_lost_connection_and_a_restart(phone: Phone) -> None:
    draft = begin(phone, METHOD, "counted")
    phone.open(f"report?form={KEY}")
    phone.typed("voters_counted", "1 083")
    phone.server.stop()
    phone.page.get_by_text("The report is on this device only").wait_for(timeout=30_000)
    # Streamlit opens its own dialog after a few attempts: in English, over the form.
    phone.page.locator("[data-testid=stDialog]").wait_for(state="attached", timeout=30_000)
    assert not phone.page.locator("[data-testid=stDialog]").is_visible()
    above = "getComputedStyle(document.querySelector('[data-testid=stApp]'), '::after').display"
    assert phone.page.evaluate(above) == "none", "the form says it itself, next to what cannot be tapped now"
    said = phone.page.get_by_text("The report is on this device only").bounding_box()
    assert said is not None and said["y"] > 300 and said["y"] + said["height"] < 844
    phone.server.start()
    phone.page.get_by_text("The report is on this device only").wait_for(state="hidden", timeout=60_000)
    assert phone.field("voters_counted").input_value() == "1 083"
    phone.field("counted_at").fill("12")
    phone.click("form-next")
    phone.heading("What number does the commission give?")
    kept = drafts.find(phone.actor, STATION, KEY)
    assert kept is not None
    assert kept.typed["voters_counted"] == "1 083"
    assert kept.report_id == draft.report_id


def test_a_closed_tab_comes_back_to_the_same_question(phone: Phone) -> None:
    counted(phone)
    again = phone.page.context.new_page()
    phone.page.close()
    phone.page = again
    phone.open(f"report?form={KEY}")
    phone.heading("What number does the commission give?")
    kept = drafts.find(phone.actor, STATION, KEY)
    assert kept is not None and kept.typed["voters_counted"] == "420"


def test_a_double_tap_and_going_back_make_one_report(phone: Phone) -> None:
    draft = begin(phone, COMPLETE, "check")
    phone.open(f"report?form={KEY}")
    phone.heading("Is this what you saw?")
    phone.page.locator(".st-key-form-send button").dblclick()
    phone.page.get_by_text("Next to the official figures").wait_for(timeout=20_000)
    phone.open(f"report?form={KEY}")
    phone.page.get_by_text("Next to the official figures").wait_for(timeout=20_000)
    house.close()
    stored = reports.mine(phone.actor, draft.election_id)
    assert [(each.report_id, each.revision) for each in stored] == [(str(draft.report_id), 1)]
    phone.page.wait_for_function("() => !JSON.stringify({...localStorage}).includes('baqylau:draft')")


def test_something_is_wrong_is_sent_from_two_screens(phone: Phone) -> None:
    phone.open("my-day")
    phone.click("exit-wrong")
    phone.heading("What happened?")
    page = phone.page
    page.get_by_text("Something else").click()
    page.get_by_text("being watched").click()
    page.get_by_text("If there is danger, leave").wait_for()
    phone.click("form-next")
    phone.heading("When was it?")
    phone.field("happened_at").fill("1130")
    page.get_by_text("yes, with my own eyes").click()
    phone.click("form-next")
    phone.heading("Is this what you saw?")
    phone.click("form-send")
    page.get_by_text("Your coordinator sees this now").wait_for(timeout=20_000)
    house.close()
    [stored] = reports.mine(phone.actor, "test-2029")
    body = reports.submission_of(stored).body
    assert (body["what"], body["danger"], body["saw_myself"]) == ("OTHER", "watched", "saw")


def test_a_quarter_of_a_million_letters_without_a_space_freeze_no_phone_and_none_is_lost(phone: Phone) -> None:
    key, text = drafts.key_of(ReportKind.VIOLATION, report_id=uuid4()), "абвгдежз" * 31_250
    typed = {"what": "OTHER", "danger": "no", "happened_at": "9", "saw_myself": "saw"}
    drafts.save(phone.actor, drafts.begin(phone.actor, STATION, key).model_copy(
        update={"typed": typed, "with_details": True, "place": "scale"}))
    phone.open(f"report?form={key}")
    area = phone.page.locator("[class*='-account'] textarea").first
    area.fill("They stood by the door.")
    phone.page.wait_for_function("() => JSON.stringify({...localStorage}).includes('by the door')")
    broken = "box => getComputedStyle(box).wordBreak"
    assert area.evaluate(broken) != "break-all", "words stay whole"
    area.focus()
    phone.page.keyboard.press("Control+A")
    phone.page.keyboard.insert_text(text)
    assert area.evaluate(broken) == "break-all", "before the browser looks for the place to break it, for seconds"
    phone.click("form-next")
    phone.page.get_by_text("The text is too long: at most 1,500 characters").wait_for(timeout=20_000)
    assert area.input_value() == text
    phone.page.reload()
    phone.page.wait_for_function("n => [...document.querySelectorAll('textarea')].some(box => box.value.length === n)", arg=len(text))
    assert area.evaluate(broken) == "break-all"
    area.fill("They stood by the door.")
    phone.click("form-next")
    phone.heading("What is there to show it?")


def test_a_report_is_opened_by_a_tap_on_its_name(phone: Phone) -> None:
    """The arrow at the right is small, and a thumb goes for the words."""
    phone.open("my-day")
    # Words come a moment before buttons, whose script is fetched when there is the first of them.
    phone.page.locator("[class*='st-key-open-'] button").last.wait_for()
    words = phone.page.get_by_text("due at 12:00")
    # Away from the buttons that stay at the bottom.
    words.evaluate("words => words.scrollIntoView({block: 'center'})")
    box = words.bounding_box()
    assert box is not None
    phone.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    phone.page.wait_for_url("**/report?form=turnout*", wait_until="commit")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_nothing_is_wider_than_the_phone(phone: Phone, language: str) -> None:
    access.choose_language(phone.actor, language)
    begin(phone, COMPLETE, "counted")
    for address in ("start", "my-day", f"report?form={KEY}", "my-reports"):
        phone.open(address)
        phone.page.wait_for_timeout(500)
        wide = phone.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert wide <= 390, address
        cut = phone.page.evaluate(
            "[...document.querySelectorAll('h1, button p, [data-testid=stBadge]')].filter(box => box.scrollWidth > box.clientWidth + 1 && "
            "getComputedStyle(box).overflow === 'hidden').map(box => box.textContent)"
        )
        assert cut == [], address


LOW = """[...document.querySelectorAll(`:is([data-testid=stMain], [data-testid=stBottom]) :is(button, textarea, a[href]),
  [data-testid=stTextInputRootElement]`)].map(each => [each.innerText, each.getBoundingClientRect().height])
  .filter(([, height]) => height > 1 && height < 43.5)"""


@pytest.mark.parametrize("language", ["en", "kk"])
def test_whatever_a_finger_taps_is_high_enough(phone: Phone, language: str) -> None:
    access.choose_language(phone.actor, language)
    begin(phone, COMPLETE, "method")
    violation = drafts.key_of(ReportKind.VIOLATION, report_id=uuid4())
    for address in ("start", "my-day", f"report?form={KEY}", f"report?form={violation}"):
        phone.open(address)
        phone.page.locator("[data-testid=stBottom] button").first.wait_for()
        assert phone.page.evaluate(LOW) == [], address


def test_the_browsers_back_is_one_question_back(phone: Phone) -> None:
    """And nothing typed is lost on the way: what stood on the screen that was left is there again when it is shown again (its heading
    may be there a moment before its fields are filled)."""
    from playwright.sync_api import expect

    counted(phone)
    phone.typed("stated_voters", "468")
    phone.page.go_back()
    phone.heading("What does your counter show now?")
    expect(phone.field("voters_counted")).to_have_value("420")
    phone.typed("voters_counted", "421")
    phone.click("form-next")
    phone.heading("What number does the commission give?")
    expect(phone.field("stated_voters")).to_have_value("468")
    phone.page.go_back()
    phone.heading("What does your counter show now?")
    expect(phone.field("voters_counted")).to_have_value("421")


def test_next_leads_to_what_is_asked(phone: Phone) -> None:
    """To the top of a new screen, its question told to a screen reader; to the field where something stands in the way, whose line goes as
    soon as it is mended."""
    begin(phone, METHOD, "counted")
    page = phone.page
    page.set_viewport_size({"width": 390, "height": 520})
    phone.open(f"report?form={KEY}")
    down = "document.querySelector('[data-testid=stMain]').scrollTo(0, 9999)"
    phone.field("voters_counted").fill("many")
    page.evaluate(down)
    phone.click("form-next")
    page.get_by_text("Digits only, a whole number").wait_for()
    page.wait_for_function("() => document.activeElement.value === 'many'")
    assert phone.field("voters_counted").evaluate("box => { const at = box.getBoundingClientRect(); return at.top > 0 && at.bottom < 520 }")
    phone.field("voters_counted").fill("420")
    phone.field("counted_at").fill("12")
    page.get_by_text("Digits only, a whole number").wait_for(state="hidden")
    page.evaluate(down)
    phone.click("form-next")
    phone.heading("What number does the commission give?")
    page.wait_for_function("() => document.activeElement.innerText === 'What number does the commission give?'")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0


def test_a_report_that_is_not_taken_leads_to_what_is_said_about_it(phone: Phone) -> None:
    """Another device stored something else under the same report: under all that is read back nobody would see it said."""
    draft = begin(phone, COMPLETE, "check")
    phone.open(f"report?form={KEY}")
    phone.heading("Is this what you saw?")
    body = turnout_body(610, DUE[1], due_at=DUE[1])
    other = Submission(
        report_id=draft.report_id, kind=ReportKind.TURNOUT, election_id="test-2029", station_id=STATION, observed_at=DUE[1], body=body)
    assert isinstance(reports.submit(phone.actor, other, ask=False), Receipt)
    house.close()
    phone.click("form-send")
    phone.page.get_by_text("Something else is stored under this report").wait_for(timeout=20_000)
    phone.page.wait_for_function("""() => {
        const said = [...document.querySelectorAll("p")].find(each => each.textContent.includes("Something else is stored"));
        const at = said.getBoundingClientRect(), foot = document.querySelector("[data-testid=stBottom]").getBoundingClientRect();
        return at.top >= 0 && at.bottom <= foot.top;
    }""")


def test_the_ways_out_stay_in_reach_when_letters_are_twice_as_large(phone: Phone) -> None:
    """A phone with letters at 200 % lays the page out at half its width and height."""
    page = phone.page
    page.set_viewport_size({"width": 195, "height": 422})
    begin(phone, METHOD, "counted")
    for address in ("my-day", f"report?form={KEY}"):
        phone.open(address)
        for key in ("exit-wrong", "exit-leave"):
            box = page.locator(f".st-key-{key} button").bounding_box()
            assert box is not None and box["y"] > 300 and box["y"] + box["height"] <= 422 and box["x"] + box["width"] <= 195, (address, key)
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 99999)")
    phone.click("form-next")
    page.get_by_text("An answer is needed here").first.wait_for()


@pytest.mark.parametrize(("at", "left_by", "then"), [
    ("counted", "form-next", "What number does the commission give?"),
    ("check", "form-back", "Did the portable box go out?"),
])  # fmt: skip
def test_a_second_tap_while_the_first_has_no_answer_changes_nothing(phone: Phone, at: str, left_by: str, then: str) -> None:
    """On a slow network nothing happens for seconds, and people tap again."""
    begin(phone, COMPLETE, at)
    waiting: list[str | bytes] = []
    slow: list[bool] = []
    sides: list[WebSocketRoute] = []

    def between(page_side: WebSocketRoute) -> None:
        sides.append(page_side)
        server_side = page_side.connect_to_server()
        page_side.on_message(server_side.send)
        server_side.on_message(lambda message: waiting.append(message) if slow else page_side.send(message))

    phone.page.route_web_socket("**/_stcore/stream", between)
    phone.open(f"report?form={KEY}")
    phone.page.locator(f".st-key-{left_by} button").first.wait_for()
    slow.append(True)
    for _ in range(2):
        phone.click(left_by)
        phone.page.wait_for_timeout(600)
    slow.clear()
    for message in waiting:
        sides[-1].send(message)
    phone.heading(then)
    phone.page.wait_for_timeout(1_000)
    assert phone.page.get_by_role("heading", name=then).is_visible(), "one step, and nothing leads back"


def test_a_network_that_swallows_what_is_sent_is_told(phone: Phone) -> None:
    """A telephone does not notice for minutes; the tap has no other answer until then."""
    begin(phone, COMPLETE, "check")
    swallowing: list[bool] = []

    def between(page_side: WebSocketRoute) -> None:
        server_side = page_side.connect_to_server()
        page_side.on_message(lambda message: None if swallowing else server_side.send(message))

    phone.page.route_web_socket("**/_stcore/stream", between)
    phone.open(f"report?form={KEY}")
    phone.heading("Is this what you saw?")
    swallowing.append(True)
    phone.click("form-send")
    told = phone.page.get_by_text("No answer from the server yet")
    told.wait_for(timeout=15_000)
    swallowing.clear()
    phone.click("form-send")
    phone.page.get_by_text("Next to the official figures").wait_for(timeout=20_000)
    assert not told.is_visible()


def test_a_database_that_takes_nothing_is_told_as_well(phone: Phone) -> None:
    """The server heard the tap and waits: whoever waits for the server is told what a silent network tells, and not in pale grey."""
    begin(phone, COMPLETE, "check")
    phone.open(f"report?form={KEY}")
    phone.heading("Is this what you saw?")
    house.close()
    with (phone.server.var / "writer.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        phone.click("form-send")
        told = phone.page.get_by_text("No answer from the server yet")
        told.wait_for(timeout=20_000)
        assert told.evaluate("box => { let at = box, least = 1; while (at) { if (at instanceof Element) least *= "
                             "Number(getComputedStyle(at).opacity); at = at.parentNode || at.host; } return least }") == 1
    phone.page.get_by_text("Next to the official figures").wait_for(timeout=20_000)
    assert not told.is_visible()
    assert [each.revision for each in reports.mine(phone.actor, "test-2029")] == [1]


def test_what_says_that_a_page_is_computed_takes_no_tap(phone: Phone) -> None:
    """It is there, unseen, from the first moment of every run, where a thumb finds the buttons."""
    phone.open("my-day")
    phone.page.wait_for_function("""() => {
        const app = document.querySelector('[data-testid=stApp]');
        app.setAttribute('data-test-script-state', 'running');
        const word = getComputedStyle(app, '::before');
        return word.content.includes('The page is being computed') && word.position === 'fixed';
    }""")
    under = phone.page.evaluate("() => document.elementFromPoint(innerWidth / 2, innerHeight - 20).dataset.testid || ''")
    assert under != "stApp"
