"""Being somebody in a test: a session row as the sign-in makes it, and the pages' cookie reader answering with its token.

    def test_overview(people: People) -> None:
        at = people.page("pages/analyse/overview.py", Role.ANALYST)      # AppTest of app.py, already on that page and run
        assert not at.exception

`people` is a fixture of tests/conftest.py: an empty house in a temporary folder, in mode demo. `people.signed_in(role, …)` gives
the actor and lets the next AppTest run as that person; `people.nobody()` signs out. `people.token(actor)` is for routes."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.store import elections
from data.store import people as stored
from schemas.election import Contest, Election, ElectionKind, LocalName, Option
from schemas.person import Actor, Role
from schemas.unit import PollingStation, ReportingUnit, UnitLevel
from services import access, clock, house

if TYPE_CHECKING:
    import pytest
    from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[1]
ELECTION = Election(
    election_id="test-2029", kind=ElectionKind.PARLIAMENTARY, held_on=date(2029, 1, 14), is_simulated=True,
    name=LocalName(en="Test election", ru="Проверочные выборы", kk="Сынақ сайлау"),
    contests=(Contest(contest_id="list", name=LocalName(en="Party list"), leading=True, options=(
        Option(code="A", name=LocalName(en="Party A")), Option(code="B", name=LocalName(en="Party B")))),))
STATIONS = tuple(
    PollingStation(
        station_id=f"KZ-79/{number}", number=number, region_code="KZ-79", place=LocalName(en=f"School {number}"), registered_voters=2_494)
    for number in ("0417", "0418")
)
UNITS = (
    ReportingUnit(unit_id="KZ", level=UnitLevel.COUNTRY, name=LocalName(en="Kazakhstan")),
    ReportingUnit(unit_id="KZ-79", level=UnitLevel.REGION, parent_id="KZ", name=LocalName(en="Shymkent")),
)
NOON = datetime(2029, 1, 14, 7, tzinfo=UTC)
"""12:00 in Almaty on the day of the test election."""


def registry() -> None:
    """The test election with two stations, in the open house."""
    def work(connection) -> None:
        elections.save(connection, ELECTION, clock.now())
        elections.replace_registry(connection, ELECTION.election_id, UNITS, STATIONS, "test", clock.now())

    house.store().write(work)


def open_page(path: str, role: Role, query: Mapping[str, str] | None = None, state: Mapping[str, object] | None = None) -> AppTest:
    """app.py, run once at the address of the page of that path by somebody of that role; `state` is what the session holds before.

    AppTest itself would run the role's first page before it knows the addresses of the others."""
    from streamlit.testing.v1 import AppTest
    from streamlit.util import calc_hash

    from ui import navigation

    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, value in (query or {}).items():
        at.query_params[name] = value
    for name, held in (state or {}).items():
        at.session_state[name] = held
    address = next((each.url_path for each in navigation.entries(role) if each.path == path), None)
    if address is None:
        return at.run().switch_page(path).run()
    at._page_hash = calc_hash(address)
    return at.run()


@dataclass
class People:
    """`monkeypatch` undoes the cookie reader after the test. `staff` holds the one account of each role in a house that several tests
    share: a new account is a fact, and every result would be computed again."""

    monkeypatch: pytest.MonkeyPatch
    cookies: dict[str, str] = field(default_factory=dict)
    staff: dict[Role, Actor] | None = None

    def account(self, role: Role, **account: object) -> Actor:
        """A new account of this role; in a shared house the same for everybody who asks for no particular one."""
        if self.staff is None or account:
            return self.new_account(role, **account)  # type: ignore[arg-type]
        if role not in self.staff:
            self.staff[role] = self.new_account(role)
        return self.staff[role]

    def new_account(
        self, role: Role, *, election_id: str | None = None, stations: tuple[str, ...] = ("KZ-79/0417",), code: str = ""
    ) -> Actor:
        """Observers and coordinators belong to the test election unless another is named."""
        bound = role in (Role.OBSERVER, Role.COORDINATOR)
        belongs = (ELECTION.election_id if election_id is None else election_id) if bound else ""
        account_id, now = secrets.token_hex(8), clock.now()

        def work(connection) -> None:
            stored.add_accounts(connection, [{
                "account_id": account_id, "election_id": belongs, "role": role, "observer_code": code or account_id[:6].upper(),
                "organisation_code": "ORG-1" if bound else "", "created_at": now}])
            if role is Role.OBSERVER:
                stored.assign(connection, [
                    {"election_id": belongs, "account_id": account_id, "station_id": station} for station in stations], now)

        house.store().write(work)
        with house.store().read() as connection:
            found = stored.get_account(connection, account_id)
        assert found is not None
        return access.actor_of(found)

    def token(self, actor: Actor) -> str:
        return access.open_session(actor.account_id).token

    def sign_in(self, actor: Actor) -> Actor:
        """The next rerun of any AppTest is this person's."""
        self.cookies[access.cookie_name()] = self.token(actor)
        return actor

    def signed_in(self, role: Role, **account: object) -> Actor:
        return self.sign_in(self.account(role, **account))

    def nobody(self) -> None:
        self.cookies.clear()

    def page(
        self,
        path: str,
        role: Role | None = None,
        *,
        query: dict[str, str] | None = None,
        state: Mapping[str, object] | None = None,
        **account: object,
    ) -> AppTest:
        """`open_page` as a new account of `role`, as whoever is signed in without one."""
        if role is not None:
            self.signed_in(role, **account)
        return open_page(path, access.visitor_of(self.cookies.get(access.cookie_name())).actor.role, query, state)
