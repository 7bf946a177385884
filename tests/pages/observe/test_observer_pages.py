"""The observer's screens without a browser: every page in every state, in three languages, and what cannot be done on them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from locales import date_short, text, using
from locales.catalogue import translations
from schemas.person import Actor, Role
from schemas.report import Channel, Receipt, Submission
from schemas.reports.body import ReportKind
from schemas.reports.kinds import form_of
from services import access, answering, assignments, clock, day, drafts, registry, reports
from services.day import Duty, DutyState
from tests.observing import DUE, STATION, announce, arrive, election_with_two_ballots, send, turnout_body
from tests.people import ELECTION, NOON, STATIONS, People, open_page
from ui import day_list, navigation

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

NOW = NOON + timedelta(minutes=20)
PAGES = {name: f"pages/observe/{name}.py" for name in ("start", "day", "report", "receipt", "my_reports")}


@pytest.fixture
def observer(people: People):
    """Signed in, arrived at 06:41, at five past noon, with the noon figures announced."""
    with clock.fixed(NOW, everywhere=True):
        election_with_two_ballots()
        announce(DUE[1], 0.264, 0.213)
        actor = people.signed_in(Role.OBSERVER, stations=(STATION, "KZ-79/0418"))
        assignments.confirm(actor, STATION)
        yield actor


def page(name: str, **query: str) -> AppTest:
    at = open_page(PAGES[name], Role.OBSERVER, query)
    assert not at.exception
    return at


def follow(at: AppTest, name: str) -> AppTest:
    """AppTest stays on the page it was put on: goes where the script went, with the address it made."""
    query = dict(at.query_params)
    at.switch_page(PAGES[name])
    for each, value in query.items():
        at.query_params[each] = value
    return at.run()


def key(draft: drafts.Draft, field: str) -> str:
    return f"q-{draft.report_id.hex[:8]}-{draft.revision}-{field.replace('.', '-')}".lower()


def words(at: AppTest) -> str:
    return " ".join([*(each.value for each in at.title), *(each.value for each in at.markdown), *(each.label for each in at.button)])


TURNOUT_KEY = drafts.key_of(ReportKind.TURNOUT, due_at=DUE[1])


def test_the_first_screen_asks_for_language_and_station(observer: Actor) -> None:
    at = page("start")
    assert at.title[0].value == "You observe station 0417, School 0417. Is this right?"
    assert [button.label for button in at.button][:3] == ["Қазақша", "Русский", "English"]
    at.button(key="station-other").click().run()
    at.text_input(key="station-number").set_value("999").run()
    assert "You are not assigned to station “999”" in words(at).replace("\\", "")
    at.text_input(key="station-number").set_value("418").run()
    assert "0418" in at.title[0].value
    at.button(key="station-yes").click().run()
    assert at.title[0].value == "My day"
    assert "0418" in at.markdown[0].value


def test_whoever_has_not_said_which_station_is_asked(people: People) -> None:
    with clock.fixed(NOW, everywhere=True):
        people.signed_in(Role.OBSERVER)
        assert "Is this right?" in page("day").title[0].value


def test_somebody_without_a_station_is_told_whom_to_ask(people: People) -> None:
    with clock.fixed(NOW, everywhere=True):
        people.signed_in(Role.OBSERVER, stations=())
        assert "Tell your coordinator" in words(page("start"))


def test_the_day_begins_with_the_question_of_access(observer: Actor) -> None:
    at = page("day")
    assert at.title[0].value == "My day"
    assert "**Have you been let in?**" in words(at)
    at.button(key="admission-after_waiting").click().run()
    assert not at.exception
    draft = drafts.find(observer, STATION, "presence")
    assert draft is not None
    assert draft.typed == {"admission": "after_waiting"}
    assert at.title[0].value == "How long did you wait?"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("name", list(PAGES))
def test_every_page_opens_in_every_language(observer: Actor, language: str, name: str) -> None:
    access.choose_language(observer, language)
    arrive(observer, DUE[0] - timedelta(hours=3))
    receipt = send(observer, ReportKind.TURNOUT, turnout_body(420, DUE[1], due_at=DUE[1], stated=468), DUE[1])
    at = page(name, report=receipt.report_id, form=drafts.key_of(ReportKind.TURNOUT, due_at=DUE[2]))
    english = {message for by_code in translations().values() for (_, message) in by_code["en"]}
    if language != "en":
        shown = {button.label for button in at.button} | {title.value for title in at.title}
        assert not shown & (english - {"OK", "English", "Baqylau"})


@pytest.mark.parametrize("kind", ["presence", "opening", "closing", "voting_check", "leaving", "count~list", "count~single"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_step_of_every_form_is_drawn(observer: Actor, kind: str, language: str) -> None:
    access.choose_language(observer, language)
    draft = drafts.begin(observer, STATION, kind)
    form = answering.form_for(draft, registry.election(draft.election_id))
    for step in form.steps:
        drafts.save(observer, draft.model_copy(update={"place": step.id}))
        at = page("report", form=kind)
        assert at.title[0].value


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_voting_check_is_offered_and_filled_into_the_closing(observer: Actor, language: str) -> None:
    access.choose_language(observer, language)
    arrive(observer, DUE[0] - timedelta(hours=3))
    with clock.fixed(DUE[2] + timedelta(minutes=5), everywhere=True):
        said = words(page("day"))
        with using(language):
            assert text("Voting check", "kind_voting_check") in said
            assert text("from {time}, as you like; the closing begins with it", time="14:00") in said
        send(observer, ReportKind.VOTING_CHECK, {"check_no_document": "yes"}, DUE[2] + timedelta(minutes=5), number=7)
        draft = day.begin(observer, STATION, "closing")
        drafts.save(observer, draft.model_copy(update={"place": "check_ballots"}))
        at = page("report", form="closing")
        with using(language):
            assert text("Filled in from your voting check of {time}. Change what you have seen since.", time="14:05") in words(at)
        assert [str(each.value) for each in at.button_group if str(each.key).endswith("check_no_document")] == ["yes"]


@pytest.mark.parametrize("kind", [ReportKind.VIOLATION, ReportKind.AWAY, ReportKind.TURNOUT])
def test_repeated_forms_begin_under_their_own_id(observer: Actor, kind: ReportKind) -> None:
    from uuid import UUID

    name = drafts.key_of(kind, report_id=UUID(int=12))
    assert page("report", form=name).title[0].value
    draft = drafts.find(observer, STATION, name)
    assert draft is not None
    assert draft.report_id == UUID(int=12)


def test_a_report_without_a_form_is_my_day(observer: Actor) -> None:
    at = page("report", form="")
    assert "My day" in words(at) and "There is no form" not in words(at)


@pytest.mark.parametrize(
    "form", ["nonsense", "turnout~x", "turnout~20290114T0501Z", "violation~1", "dictate~SOMEBODY~opening", "x" * 5_000])
def test_an_unknown_form_is_a_sentence(observer: Actor, form: str) -> None:
    at = page("report", form=form)
    assert "There is no form" in words(at)
    assert at.button(key="exit-wrong").label == "Something is wrong here"


def test_an_unknown_report_is_a_sentence(observer: Actor) -> None:
    assert "There is no such report among yours" in words(page("receipt", report="nothing"))


def fill_turnout(at: AppTest, draft: drafts.Draft, counted: str, stated: str) -> None:
    at.button_group(key=key(draft, "counting_method")).set_value("tally").run()
    at.button_group(key=key(draft, "counting_unit")).set_value("at_box")
    at.text_input(key=key(draft, "counting_since_at")).set_value("7")
    at.button(key="form-next").click().run()
    at.text_input(key=key(draft, "voters_counted")).set_value(counted)
    at.text_input(key=key(draft, "counted_at")).set_value("12")
    at.button(key="form-next").click().run()
    if at.title[0].value == "What number does the commission give?":
        at.text_input(key=key(draft, "stated_voters")).set_value(stated)
        at.button(key="form-next").click().run()
        at.button_group(key=key(draft, "nothing_wrong")).set_value("nothing_to_report")
        at.button(key="form-next").click().run()
        at.button(key="form-next").click().run()


def begun(observer: Actor, form: str) -> drafts.Draft:
    draft = drafts.find(observer, STATION, form)
    assert draft is not None
    return draft


def test_turnout_from_the_first_question_to_the_revealed_figures(observer: Actor) -> None:
    at = page("report", form=TURNOUT_KEY)
    assert "The figure announced for 12:00 appears here when yours is stored" not in words(at)
    fill_turnout(at, begun(observer, TURNOUT_KEY), "420", "468")
    assert at.title[0].value == "Is this what you saw?"
    assert "You counted **420** people since 07:00." in words(at)
    assert "That is 16.8% of 2,494 on the list." in words(at)
    at.button(key="form-send").click().run()
    assert not at.exception
    [stored] = reports.mine(observer, "test-2029")
    code = reports.receipt_code(stored.sha256)
    assert at.title[0].value == f"{code[:3]} {code[3:]}"
    assert "**21.3%**" in words(at) and "**26.4%**" in words(at)
    assert "Different stations, different lists" in words(at)


def test_the_kept_place_stands_beside_the_field(observer: Actor) -> None:
    drafts.save(
        observer,
        drafts.begin(observer, STATION, TURNOUT_KEY).model_copy(
            update={"place": "counted", "typed": {"counting_method": "tally", "counting_unit": "at_box", "counting_since_at": "7"}}
        ),
    )
    at = page("report", form=TURNOUT_KEY)
    assert "The figure announced for 12:00 appears here when yours is stored" in words(at)
    assert "21.3%" not in words(at)
    assert "**2,494**" in words(at)


@pytest.mark.parametrize("typed", ["12a", "-4", "1.5", "9" * 39, "9" * 5_000, "\u202e420"])
def test_what_cannot_be_a_number_stays_in_its_field_with_a_sentence(observer: Actor, typed: str) -> None:
    at = page("report", form=TURNOUT_KEY)
    draft = begun(observer, TURNOUT_KEY)
    fill_turnout(at, draft, typed, "468")
    assert at.title[0].value == "What does your counter show now?"
    assert ":material/edit:" in words(at)
    field = at.text_input(key=key(draft, "voters_counted"))
    assert field.value == typed
    assert field.proto.max_chars == 0, "a field that has a length takes nothing of a longer text that is pasted, and says nothing"
    assert not at.error and not at.exception


def test_a_contradiction_is_a_question_with_both_numbers(observer: Actor) -> None:
    send(observer, ReportKind.TURNOUT, turnout_body(610, DUE[0], due_at=DUE[0]), DUE[0])
    draft = drafts.begin(observer, STATION, TURNOUT_KEY)
    at = page("report", form=TURNOUT_KEY)
    fill_turnout(at, draft, "590", "700")
    at.button(key="form-send").click().run()
    assert at.title[0].value == "At 10:00 you had 610, now 590. Which is right?"
    assert [metric.value for metric in at.metric] == ["610", "590"]
    at.button(key="form-next").click().run()
    assert "Choose one of the answers" in words(at)
    finding = key(draft, "finding-T201")
    at.button_group(key=finding).set_value("as_seen").run()
    assert "Choose one of the answers" not in words(at), "an answer was chosen"
    at.text_area(key=f"{finding}-why").set_value("not yet").run()
    again = page("report", form=TURNOUT_KEY)
    assert again.button_group(key=finding).value == "as_seen", "a reload leads to the question with the answer that was chosen"
    assert again.text_area(key=f"{finding}-why").value == "not yet"
    at.text_area(key=f"{finding}-why").set_value("").run()
    at.button(key="form-next").click().run()
    assert "Say why both are as you saw them" in words(at)
    at.text_area(key=f"{finding}-why").set_value("the counter was reset " * 40)
    at.button(key="form-next").click().run()
    assert "at most 200 characters" in words(at)
    assert at.text_area(key=f"{finding}-why").value == "the counter was reset " * 40, "nothing of it is cut off"
    at.text_area(key=f"{finding}-why").set_value("the counter was reset")
    at.button(key="form-next").click().run()
    assert not at.exception
    stored = next(each for each in reports.mine(observer, "test-2029") if each.report_id == str(draft.report_id))
    assert stored.answers[0].reason == "the counter was reset"


def test_a_violation_needs_two_screens(observer: Actor) -> None:
    at = page("day")
    at.button(key="exit-wrong").click().run()
    follow(at, "report")
    assert at.title[0].value == "What happened?"
    form = at.query_params["form"]
    draft = begun(observer, form[0] if isinstance(form, list) else form)
    offered = at.button_group(key=key(draft, "what")).options
    assert 6 <= len(offered) <= 10
    at.button_group(key=key(draft, "what")).set_value("VOT-04").run()
    at.button_group(key=key(draft, "danger")).set_value("threatened").run()
    assert "If there is danger, leave" in words(at)
    at.button(key="form-next").click().run()
    at.button(key=f"{key(draft, 'happened_at')}-now").click().run()
    assert at.text_input(key=key(draft, "happened_at")).value == "12:20"
    at.button_group(key=key(draft, "saw_myself")).set_value("saw").run()
    at.button(key="form-next").click().run()
    at.button(key="form-send").click().run()
    assert not at.exception
    assert "Your coordinator sees this now" in words(at)
    [stored] = reports.mine(observer, "test-2029")
    assert reports.submission_of(stored).body["what"] == "VOT-04"


def test_what_was_begun_is_one_tap_away(observer: Actor) -> None:
    draft = drafts.begin(observer, STATION, TURNOUT_KEY)
    drafts.save(observer, draft.model_copy(update={"place": "stated", "typed": {"counting_method": "not_counting"}}))
    at = page("day")
    assert at.button(key="begun").label == "Begun and not sent: 1"
    at.button(key="begun").click().run()
    follow(at, "my_reports")
    assert at.button(key=f"go-{TURNOUT_KEY}").label == "Go on"
    assert "begun at 12:20" in words(at), "two drafts of one kind are told apart"


def test_a_number_above_what_can_be_meant_is_told_the_largest(observer: Actor) -> None:
    key_of_opening = drafts.key_of(ReportKind.OPENING)
    draft = drafts.begin(observer, STATION, key_of_opening)
    drafts.save(observer, draft.model_copy(update={"place": "ballots", "typed": {"opened_at": "7"}}))
    at = page("report", form=key_of_opening)
    at.text_input(key=key(draft, "contests_count")).set_value("102")
    at.button(key="form-next").click().run()
    assert "This cannot be more than 6" in words(at)


def test_no_answer_with_its_reason(observer: Actor) -> None:
    draft = drafts.begin(observer, STATION, TURNOUT_KEY)
    drafts.save(observer, draft.model_copy(update={"place": "stated", "typed": {"counting_method": "not_counting"}}))
    at = page("report", form=TURNOUT_KEY)
    at.button(key=f"{key(draft, 'stated_voters')}-cannot").click().run()
    at.button_group(key=f"{key(draft, 'stated_voters')}-why").set_value("refused").run()
    at.button(key="form-next").click().run()
    kept = begun(observer, TURNOUT_KEY)
    assert kept.missing == {"stated_voters": "refused"}
    assert kept.place == "around"


def test_a_program_may_take_back_what_it_never_sent(observer: Actor) -> None:
    body, name = turnout_body(420, DUE[1], due_at=DUE[1]), UUID(int=7)
    sent = Submission(
        report_id=name, kind=ReportKind.TURNOUT, election_id=ELECTION.election_id, station_id=STATION, observed_at=DUE[1], body=body,
        withdrawn=True, reason="sent by mistake",
    )  # fmt: skip
    assert isinstance(reports.submit(observer, sent, channel=Channel.API, ask=False), Receipt)
    at = page("my_reports")
    assert not at.exception
    assert "withdrawn" in words(at).lower()


def test_my_reports_correct_and_withdraw(observer: Actor) -> None:
    receipt = send(observer, ReportKind.TURNOUT, turnout_body(420, DUE[1], due_at=DUE[1]), DUE[1])
    at = page("my_reports")
    assert "received" in words(at)
    assert "420 counted" in words(at)
    at.button(key=f"correct-{receipt.report_id}").click().run()
    follow(at, "report")
    assert at.title[0].value == "Is this what you saw?"
    at.button(key="form-send").click().run()
    assert "Say why you correct it" in words(at)
    listed = words(page("my_reports"))
    assert "a correction, not sent yet" in listed and "begun at" not in listed
    draft = begun(observer, drafts.correction_key(receipt.report_id))
    at.text_input(key=key(draft, "correction")).set_value("misread")
    at.button(key="form-send").click().run()
    assert reports.history(observer, receipt.report_id)[-1].reason == "misread"
    at = page("my_reports")
    at.button(key=f"withdraw-{receipt.report_id}").click().run()
    at.button(key=f"sure-{receipt.report_id}").click().run()
    assert "Say why you withdraw it" in words(at)
    at.text_input(key=f"why-{receipt.report_id}").set_value("wrong hour")
    at.button(key=f"sure-{receipt.report_id}").click().run()
    assert reports.history(observer, receipt.report_id)[-1].withdrawn
    at = page("my_reports")
    listed = words(at)
    assert "Turnout 12:00" in listed and "420 counted" in listed and "sent late" not in listed, "which one was taken back"
    assert [each.key for each in at.button if receipt.report_id in str(each.key)] == [f"open-{receipt.report_id}"]
    at.button(key=f"open-{receipt.report_id}").click().run()
    follow(at, "receipt")
    said = words(at)
    assert "Turnout 12:00" in said and "Withdrawn" in said and "because: wrong hour" in said


def test_what_is_received_after_the_day_of_the_vote_has_its_date_whatever_it_tells_of(observer: Actor) -> None:
    """What is seen and sent on the next day, and a late turnout: the two stand one below the other."""
    after = NOON + timedelta(hours=13)
    with clock.fixed(after, everywhere=True):
        send(observer, ReportKind.TURNOUT, turnout_body(420, DUE[1], due_at=DUE[1]), DUE[1])
        receipt = send(observer, ReportKind.VOTING_CHECK, {"check_no_document": "yes"}, after, number=7)
        dated = date_short(ELECTION.held_on + timedelta(days=1))
        assert words(page("my_reports")).count(f"{dated}, ") == 2
        assert f"{dated}, " in words(page("receipt", report=str(receipt.report_id)))


@pytest.mark.parametrize(("more", "is_offered"), [({}, True), ({"account": "They took the copy away."}, False)])
def test_what_a_violation_did_not_tell_in_its_twenty_seconds_is_offered_under_my_reports(
    observer: Actor, more: dict[str, str], is_offered: bool
) -> None:
    body: dict[str, object] = {"what": "CNT-04", "danger": "no", "happened_at": DUE[1].isoformat(), "saw_myself": "saw", **more}
    receipt = send(observer, ReportKind.VIOLATION, body, DUE[1])
    at = page("my_reports")
    at.button(key=f"correct-{receipt.report_id}").click().run()
    follow(at, "report")
    assert ("form-more" in {each.key for each in at.button}) is is_offered
    if is_offered:
        at.button(key="form-more").click().run()
        assert begun(observer, drafts.correction_key(receipt.report_id)).place == "scale"


def test_back_leads_to_the_question_before_and_from_the_first_one_to_the_day(observer: Actor) -> None:
    arrive(observer, DUE[0] - timedelta(hours=3))
    at = page("report", form="away~6ba7b810-9dad-11d1-80b4-00c04fd430c8")
    draft = begun(observer, "away~6ba7b810-9dad-11d1-80b4-00c04fd430c8")
    at.text_input(key=key(draft, "away_from_at")).set_value("11")
    at.text_input(key=key(draft, "away_to_at")).set_value("11:30")
    at.pills(key=key(draft, "away_reason")).set_value("break")
    at.button(key="form-next").click().run()
    assert at.title[0].value == "Is this what you saw?"
    at.button(key="form-back").click().run()
    assert at.title[0].value == "From when could you not watch?"
    at.button(key="form-back").click().run()
    assert at.title[0].value == "My day"


@pytest.mark.parametrize(("tapped", "shown"), [("form-next", "stated"), ("form-back", "method")])
def test_a_tap_on_a_screen_that_is_left_changes_nothing(observer: Actor, tapped: str, shown: str) -> None:
    """A second tap is on its way while the first is taken: the browser still names the screen on which it was made."""
    form_key = drafts.key_of(ReportKind.TURNOUT, due_at=DUE[1])
    typed = {"counting_method": "tally", "counting_unit": "at_box", "counting_since_at": "7", "voters_counted": "420", "counted_at": "12"}
    draft = day.begin(observer, STATION, form_key)
    drafts.save(observer, draft.model_copy(update={"typed": typed, "place": "counted"}))
    at = page("report", form=form_key)
    at.button(key=tapped).click().run()
    assert at.query_params["step"] in (shown, [shown]) and not at.exception
    titles = [each.value for each in at.title]
    at.query_params.pop("step")
    at.button(key=tapped).click().run()
    assert [each.value for each in at.title] == titles and not at.exception
    assert not [each.value for each in at.markdown if "needed" in each.value], "nothing is said of answers that nobody was asked for yet"


def left_at(observer: Actor, typed: str) -> tuple[AppTest, drafts.Draft]:
    """The check of a leaving at this time."""
    at = page("report", form="leaving")
    draft = begun(observer, "leaving")
    at.pills(key=key(draft, "left_because")).set_value("finished")
    at.text_input(key=key(draft, "left_at")).set_value(typed)
    at.button(key="form-next").click().run()
    return at, draft


def test_in_the_second_morning_the_day_of_a_time_is_shown_and_one_tap_away(observer: Actor) -> None:
    """Left at 8:20: as the protocol was handed over, or after an hour of voting?"""
    arrive(observer, DUE[0] - timedelta(hours=3))
    with clock.fixed(NOON + timedelta(hours=20, minutes=40), everywhere=True):
        at, draft = left_at(observer, "8:20")
        assert "Departure: **15 Jan 2029, 08:20**" in words(at)
        at.button(key="form-back").click().run()
        other = at.button(key=f"{key(draft, 'left_at')}-day")
        assert other.label == "This was on 14 Jan 2029"
        other.click().run()
        assert at.text_input(key=key(draft, "left_at")).value == "14.01 8:20"
        at.button(key="form-next").click().run()
        assert "Departure: **08:20**" in words(at)


def test_in_the_second_morning_a_time_that_has_not_come_is_of_voting_day(observer: Actor) -> None:
    """At 8:40 a violation of 11:30 was the day before; one of 9:10 may happen while the form is filled in."""
    arrive(observer, DUE[0] - timedelta(hours=3))
    with clock.fixed(NOON + timedelta(hours=20, minutes=40), everywhere=True):
        at, _ = left_at(observer, "11:30")
        assert at.title[0].value == "Is this what you saw?"
        assert "Departure: **11:30**" in words(at)
        field = form_of(ReportKind.LEAVING, ELECTION).field("left_at")
        assert field is not None
        soon = answering.read_time(field, "9:10", ELECTION, STATIONS[0], clock.now())
    assert soon == NOON + timedelta(hours=21, minutes=10)


@pytest.mark.parametrize(
    ("due_at", "kind", "state", "words_on_it"),
    [
        (DUE[2], ReportKind.TURNOUT, DutyState.NOT_YET, "My day · next at 14:00"),
        (DUE[2], ReportKind.TURNOUT, DutyState.DUE, "My day · next: Turnout 14:00"),
        (None, ReportKind.CLOSING, DutyState.NOT_YET, "My day · next: Closing"),
        (None, None, DutyState.NOT_YET, "My day"),
    ],
)
def test_the_way_back_says_what_comes_next(
    due_at: datetime | None, kind: ReportKind | None, state: DutyState, words_on_it: str
) -> None:
    coming = None if kind is None else Duty(str(kind), kind, DUE[2], DUE[2], state, due_at)
    assert day_list.back_words(coming, "Asia/Almaty") == words_on_it


def test_changing_one_answer_leads_back_to_the_check(observer: Actor) -> None:
    at = page("report", form=TURNOUT_KEY)
    draft = begun(observer, TURNOUT_KEY)
    fill_turnout(at, draft, "420", "468")
    at.button(key="change-counted").click().run()
    at.text_input(key=key(draft, "voters_counted")).set_value("421")
    at.button(key="form-next").click().run()
    assert at.title[0].value == "Is this what you saw?"
    assert "You counted **421** people" in words(at)


def test_a_rehearsal_is_marked_and_not_stored(people: People) -> None:
    with clock.fixed(NOON - timedelta(days=3), everywhere=True):
        actor = people.signed_in(Role.OBSERVER)
        assignments.confirm(actor, STATION)
        assert page("day").title[0].value == "My day"
        assert "On the day you get a code here" in words(page("receipt", rehearsal="1"))


def test_observers_words_are_not_markdown(observer: Actor) -> None:
    from uuid import UUID

    name = drafts.key_of(ReportKind.VIOLATION, report_id=UUID(int=5))
    draft = drafts.begin(observer, STATION, name)
    drafts.save(
        observer,
        draft.model_copy(
            update={
                "place": "check",
                "with_details": True,
                "typed": {"what": "VOT-04", "danger": "no", "account": "**x** [y](http://z) <b>"},
            }
        ),
    )
    shown = words(page("report", form=name))
    assert "\\*\\*x\\*\\* \\[y\\]\\(http\\:" in shown


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.ANALYST, Role.COORDINATOR, Role.ADMIN])
def test_the_screens_are_closed_to_others(role: Role) -> None:
    assert not {entry.path for entry in navigation.entries(role)} & set(PAGES.values())
