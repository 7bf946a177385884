"""The doors: who gets in, with what, how often; and what forged things change (nothing)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from api import signin, visitors
from data.store import elections
from schemas.person import Actor, Role
from services import access, clock, demo_access, house, invitations, keys, reading, registry, staff, throttle
from services.demonstration.plan import ELECTION_ID
from tests.people import ELECTION, People

SHELL = Actor("shell", Role.ADMIN)
HERE = "http://127.0.0.1:8501"
OWN_ORIGIN = {"origin": HERE}


@pytest.fixture(autouse=True)
def _fresh_counts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test runs over the end of a minute."""
    monkeypatch.setattr(throttle, "time", SimpleNamespace(monotonic=lambda: 15.0))
    throttle.reset()
    yield
    throttle.reset()


def browser(*, loopback: bool = True, client: str = "127.0.0.1", address: str = HERE) -> TestClient:
    """A browser's own jar of cookies before the doors."""
    return TestClient(Starlette(routes=signin.routes(lambda: loopback)), base_url=address, client=(client, 50_000), follow_redirects=False)


def token_in(page: str) -> str:
    found = re.search(rf'name="{visitors.FORM_FIELD}" value="([0-9a-f]+)"', page)
    assert found, page
    return found[1]


def post(someone: TestClient, path: str, headers: dict[str, str] | None = None, **fields: str):
    """As a person does it: open the page, press the button."""
    opened = someone.get("/i" if path.startswith("/i") else "/signin")
    given = {visitors.FORM_FIELD: token_in(opened.text), **fields}
    return someone.post(path, data=given, headers=OWN_ORIGIN if headers is None else headers)


def invited(hours: int = 72) -> invitations.Invitation:
    return invitations.invite(SHELL, ELECTION.election_id, "KZ-79/0417", "ORG-1", hours=hours)[0]


def who(someone: TestClient) -> Actor:
    return access.visitor_of(someone.cookies.get(access.cookie_name())).actor


def test_an_invitation_opens_the_station_once(people: People) -> None:
    made, phone, thief = invited(), browser(), browser()
    answer = post(phone, "/i", secret=made.token)
    assert (answer.status_code, answer.headers["location"]) == (303, "start")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    assert who(phone).station_ids == ("KZ-79/0417",) and who(phone).observer_code == made.observer_code
    refused = post(thief, "/i", secret=made.token)
    assert refused.status_code == 410 and "already used" in refused.text
    assert who(thief).role is Role.PUBLIC


def test_its_own_observer_who_opens_it_again_is_let_through(people: People) -> None:
    made, phone = invited(), browser()
    post(phone, "/i", secret=made.token)
    assert post(phone, "/i", secret=made.token).headers["location"] == "start"


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}".lower()])
def test_the_typed_code_does_the_same(people: People, typed: str) -> None:
    made, phone = invited(), browser()
    written = typed.format(invitations.written_code(made.code).lower())
    assert post(phone, "/i", secret=written).status_code == 303
    assert who(phone).role is Role.OBSERVER


def test_an_old_invitation_says_so(people: People) -> None:
    made = invited(hours=1)
    with clock.fixed(clock.now() + timedelta(hours=2), everywhere=True):
        refused = post(browser(), "/i", secret=made.token)
    assert refused.status_code == 410 and "out of date" in refused.text


@pytest.mark.parametrize("secret", ["", "AAAA-BBBB-CCCC", "x" * 5_000, "'; DROP TABLE invitation; --", "<script>alert(1)</script>"])
def test_an_unknown_invitation_says_so(people: People, secret: str) -> None:
    refused = post(browser(), "/i", secret=secret)
    assert refused.status_code == 404 and "no such invitation" in refused.text
    assert "<script>alert" not in refused.text


def test_opening_the_link_spends_nothing(people: People) -> None:
    made = invited()
    for _ in range(3):
        browser().get("/i")
    assert post(browser(), "/i", secret=made.token).status_code == 303


def test_of_two_at_once_one_gets_in(people: People) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from schemas.problem import Problem

    made = invited()

    def come(number: int) -> bool:
        try:
            invitations.exchange(made.token)
        except Problem:
            return False
        return True

    with ThreadPoolExecutor(8) as crowd:
        assert sum(crowd.map(come, range(8))) == 1


@pytest.mark.parametrize("headers", [{}, {"origin": "https://example.org"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}])
def test_another_sites_form_changes_nothing(people: People, headers: dict[str, str]) -> None:
    made = invited()
    refused = post(browser(), "/i", headers=headers, secret=made.token)
    assert refused.status_code == 403
    assert post(browser(), "/i", secret=made.token).status_code == 303


@pytest.mark.parametrize("forged", ["", "0" * 64, "not hexadecimal"])
def test_a_form_without_our_token_changes_nothing(people: People, forged: str) -> None:
    made, phone = invited(), browser()
    phone.get("/i")
    assert phone.post("/i", data={"secret": made.token, visitors.FORM_FIELD: forged}, headers=OWN_ORIGIN).status_code == 403


def test_the_token_of_another_browser_is_no_good(people: People) -> None:
    made, phone, other = invited(), browser(), browser()
    phone.get("/i")
    stolen = token_in(other.get("/i").text)
    assert phone.post("/i", data={"secret": made.token, visitors.FORM_FIELD: stolen}, headers=OWN_ORIGIN).status_code == 403


def test_a_large_form_is_refused_unread(people: People) -> None:
    assert browser().post("/i", content=b"secret=" + b"x" * 1_000_000, headers=OWN_ORIGIN).status_code == 413


def test_guessing_is_slowed(people: People) -> None:
    answers = [post(browser(), "/i", secret="AAAA-BBBB-CCCC") for _ in range(12)]
    assert answers[-1].status_code == 429 and answers[-1].headers["retry-after"] == "45"
    assert post(browser(), "/i", secret=invited().token).status_code == 303, "one person's guesses lock nobody else out"


def code_of(made: staff.NewStaff, *, steps: int = 0) -> str:
    import base64

    secret = base64.b32decode(re.search(r"secret=([A-Z2-7]+)", made.otpauth)[1])  # type: ignore[index]
    return staff.totp(secret, int(clock.machine_now().timestamp()) // 30 + steps)


def test_staff_sign_in_with_three_things(people: People) -> None:
    made = staff.add(SHELL, Role.ANALYST, "analyst-1")
    someone = browser()
    answer = post(someone, "/signin", name="analyst-1", password=made.password, code=code_of(made))
    assert (answer.status_code, answer.headers["location"]) == (303, ".")
    assert who(someone).role is Role.ANALYST


@pytest.mark.parametrize("wrong", ["name", "password", "code"])
def test_each_mistake_reads_the_same(people: People, wrong: str) -> None:
    made = staff.add(SHELL, Role.ANALYST, "analyst-1")
    given: dict[str, str] = {"name": "analyst-1", "password": made.password, "code": code_of(made)} | {wrong: "000000"}
    refused = post(browser(), "/signin", None, **given)
    assert refused.status_code == 401 and "Name, password or code is not right" in refused.text
    assert made.password not in refused.text


def test_a_code_works_once(people: People) -> None:
    made = staff.add(SHELL, Role.ANALYST, "analyst-1")
    code = code_of(made)
    assert post(browser(), "/signin", name="analyst-1", password=made.password, code=code).status_code == 303
    assert post(browser(), "/signin", name="analyst-1", password=made.password, code=code).status_code == 401


def test_passwords_are_not_guessed_for_long(people: People) -> None:
    staff.add(SHELL, Role.ANALYST, "analyst-1")
    answers = [post(browser(), "/signin", name="analyst-1", password="guess", code="1").status_code for _ in range(8)]
    assert answers == [401] * 6 + [429] * 2


def test_signing_out_ends_the_session(people: People) -> None:
    made, phone = invited(), browser()
    post(phone, "/i", secret=made.token)
    token = phone.cookies[access.cookie_name()]
    opened = phone.get("/signout")
    answer = phone.post("/signout", data={visitors.FORM_FIELD: token_in(opened.text)}, headers=OWN_ORIGIN)
    assert (answer.status_code, answer.headers["location"]) == (303, "signin")
    assert access.visitor_of(token).actor.role is Role.PUBLIC


def test_another_site_cannot_sign_anybody_out(people: People) -> None:
    made, phone = invited(), browser()
    post(phone, "/i", secret=made.token)
    assert phone.post("/signout", data={}, headers={"origin": "https://example.org"}).status_code == 403
    assert who(phone).role is Role.OBSERVER


def test_what_was_mistyped_stands_there_to_be_looked_at_and_no_secret_does(people: People) -> None:
    phone, made = browser(), invited()
    said = post(phone, "/i", secret='ab"<c-1234\u202e').text
    assert 'value="ab&quot;&lt;c-1234\u202e"' in said
    assert "x" * 43 not in post(phone, "/i", secret="x" * 43).text, "the token of a link is no typed code"
    post(browser(), "/i", secret=made.code)
    assert made.code not in post(phone, "/i", secret=made.code).text, "a code that is spent is of no use any more"
    said = post(phone, "/signin", name='an"a', password="p-secret", code="123456").text
    assert 'value="an&quot;a"' in said and "p-secret" not in said and "123456" not in said


def test_an_address_that_only_a_form_has_leads_to_the_page_of_the_form(people: People) -> None:
    for address, there in (("/demo", "signin"), ("/demo?lang=kk", "signin?lang=kk"), ("/demo?lang=xx", "signin")):
        answered = browser().get(address)
        assert (answered.status_code, answered.headers["location"]) == (303, there)


@pytest.mark.parametrize("role", demo_access.ROLES)
def test_the_demonstrations_buttons(people: People, role: Role) -> None:
    people.account(Role.OBSERVER)
    someone = browser()
    assert "Demonstration" in someone.get("/signin").text
    assert post(someone, "/demo", role=role).status_code == 303
    assert who(someone).role is role


def test_the_buttons_are_those_of_the_demonstration_whatever_else_was_brought_in(people: People) -> None:
    """A simulated election of a later day that somebody loaded is not the demonstration."""
    own = ELECTION.model_copy(update={"election_id": ELECTION_ID, "is_simulated": True, "held_on": ELECTION.held_on})
    later = ELECTION.model_copy(
        update={"election_id": "later-2050", "is_simulated": True, "held_on": ELECTION.held_on.replace(year=ELECTION.held_on.year + 9)})
    house.store().write(lambda connection: elections.save(connection, own, clock.now()))
    house.store().write(lambda connection: elections.save(connection, later, clock.now()))
    reading.forget()
    assert next(iter(registry.every_election())).election_id == later.election_id
    assert demo_access.demonstration() == ELECTION_ID
    someone = browser()
    assert post(someone, "/demo", role="coordinator").status_code == 303
    assert who(someone).election_id == ELECTION_ID


def test_a_shared_account_does_not_keep_the_last_ones_language(people: People) -> None:
    people.account(Role.OBSERVER)
    for address, kept in (("/demo?lang=kk", "kk"), ("/demo", None)):
        someone = browser()
        assert post(someone, address, role="analyst").status_code == 303
        assert access.visitor_of(someone.cookies[access.cookie_name()]).language == kept


@pytest.mark.parametrize("header", visitors.FORWARDED)
def test_no_buttons_behind_a_proxy(people: People, header: str) -> None:
    people.account(Role.OBSERVER)
    someone = browser()
    assert "Demonstration" not in someone.get("/signin", headers={header: "127.0.0.1"}).text
    assert post(someone, "/demo", headers=OWN_ORIGIN | {header: "127.0.0.1"}, role="admin").status_code == 403


@pytest.mark.parametrize("circumstances", [
    {"loopback": False}, {"client": "192.0.2.7"}, {"address": "http://baqylau.example"}, {"address": "http://192.0.2.1:8501"}])
def test_no_buttons_for_another_machine(people: People, circumstances: dict[str, Any]) -> None:
    people.account(Role.OBSERVER)
    someone = browser(**circumstances)
    assert "Demonstration" not in someone.get("/signin").text
    origin = {"origin": circumstances.get("address", HERE)}
    assert post(someone, "/demo", headers=origin, role="analyst").status_code == 403
    assert who(someone).role is Role.PUBLIC


def test_no_buttons_in_production(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAQYLAU_MODE", "production")
    monkeypatch.setenv(keys.VARIABLE, "s" * 40)
    someone = browser(address="https://127.0.0.1:8501")
    opened = someone.get("/signin")
    assert "Demonstration" not in opened.text
    assert post(someone, "/demo", headers={"origin": "https://127.0.0.1:8501"}, role="analyst").status_code == 403


def test_production_cookies_travel_by_https_only(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    made = invited()
    monkeypatch.setenv("BAQYLAU_MODE", "production")
    monkeypatch.setenv(keys.VARIABLE, "s" * 40)
    someone = browser(address="https://baqylau.example")
    answer = post(someone, "/i", headers={"origin": "https://baqylau.example"}, secret=made.token)
    assert answer.status_code == 303
    assert answer.headers["set-cookie"].startswith("__Host-baqylau-session=") and "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize("path", ["/signin", "/i", "/signout"])
@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_every_page_speaks_three_languages(people: People, path: str, code: str) -> None:
    page = browser().get(f"{path}?lang={code}")
    assert page.headers["content-language"] == code and f'<html lang="{code}">' in page.text
    assert 'aria-current="true"' in page.text


def test_the_chosen_language_is_kept_with_the_person(people: People) -> None:
    made, phone = invited(), browser()
    opened = phone.get("/i?lang=kk")
    phone.post("/i?lang=kk", data={visitors.FORM_FIELD: token_in(opened.text), "secret": made.token}, headers=OWN_ORIGIN)
    assert access.visitor_of(phone.cookies[access.cookie_name()]).language == "kk"


def test_the_policy_names_the_script_and_the_style(people: People) -> None:
    import base64
    import hashlib

    page = browser().get("/i")
    policy = page.headers["content-security-policy"]
    for element in ("style", "script"):
        content = re.search(rf"<{element}>(.*?)</{element}>", page.text, re.DOTALL)[1]  # type: ignore[index]
        assert base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() in policy
    assert " style=" not in page.text and " onclick=" not in page.text
