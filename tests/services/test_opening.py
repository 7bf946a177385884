"""The clock of the demonstration, what production refuses, and how long a session is good."""

from __future__ import annotations

import socket
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analysis.disclosure import Audience
from schemas.person import Role
from services import access, clock, download, export, house, keys, log_key, opening, registry
from tests.people import ELECTION, People

BEGINS = clock.DEMONSTRATION_BEGINS


def is_near(at: datetime, wanted: datetime) -> bool:
    return abs(at - wanted) < timedelta(minutes=2)


def test_the_demonstration_stands_on_its_own_morning(house_dir: Path) -> None:
    assert is_near(clock.now(), BEGINS)
    assert not is_near(clock.machine_now(), BEGINS)


def test_a_file_of_a_real_election_is_not_of_the_year_of_the_demonstration(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[datetime] = []

    def build(election_id: str, audience: Audience, out: Path, at: datetime, progress: object) -> Path:
        made.append(at)
        return out

    monkeypatch.setattr(export, "build", build)
    for is_simulated in (True, False):
        election = ELECTION.model_copy(update={"is_simulated": is_simulated})
        monkeypatch.setattr(registry, "election", lambda _id, election=election: election)
        download.build(ELECTION.election_id, Audience.PUBLIC, Path("out"))
    assert is_near(made[0], BEGINS) and is_near(made[1], clock.machine_now())


def test_its_time_never_runs_backwards_over_a_restart(people: People) -> None:
    from data.store import ledger

    late = BEGINS + timedelta(days=3)
    house.store().write(lambda connection: ledger.record(connection, [ledger.Entry("trial", "x", {})], late))
    opening.end()
    opening.begin()
    assert late < clock.now() < late + timedelta(minutes=3)


def test_beginning_twice_moves_nothing(house_dir: Path) -> None:
    before = clock.now()
    opening.begin()
    assert clock.now() - before < timedelta(seconds=5)


def test_production_keeps_the_machines_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAQYLAU_VAR", str(tmp_path))
    monkeypatch.setenv("BAQYLAU_MODE", "production")
    monkeypatch.setenv(keys.VARIABLE, "s" * 32)
    (tmp_path / "log-key").write_text("5a" * 32 + "\n")
    monkeypatch.setenv(log_key.VARIABLE, str(tmp_path / "log-key"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    house.close()
    opening.end()
    opening.begin()
    assert is_near(clock.now(), datetime.now(UTC))
    house.close()
    opening.end()


@pytest.mark.parametrize("secret", ["", "short"])
def test_production_needs_its_key(people: People, monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    opening.end()
    monkeypatch.setenv("BAQYLAU_MODE", "production")
    monkeypatch.setenv(keys.VARIABLE, secret)
    with pytest.raises(opening.NotReady) as refused:
        opening.begin()
    said = "\n".join(refused.value.sentences)
    assert log_key.VARIABLE in said
    assert keys.VARIABLE in said and ELECTION.election_id in said, "the key and the simulated election are both named"
    with pytest.raises(RuntimeError):
        keys.signature("form", "x")


def test_the_demonstrations_secret_is_its_owners_only(house_dir: Path) -> None:
    signed = keys.signature("form", "x")
    assert keys.is_signed("form", "x", signed)
    assert not keys.is_signed("other", "x", signed) and not keys.is_signed("form", "y", signed)
    assert (house_dir / "secret").stat().st_mode & 0o077 == 0


def test_an_observers_session_outlives_the_day(people: People) -> None:
    week_before = datetime(2029, 1, 7, 6, tzinfo=UTC)
    with clock.fixed(week_before, everywhere=True):
        observer, analyst = (people.token(people.account(role)) for role in (Role.OBSERVER, Role.ANALYST))
    for at, lives in ((datetime(2029, 1, 15, 6, 59, tzinfo=UTC), True), (datetime(2029, 1, 15, 7, 1, tzinfo=UTC), False)):
        access.forget()
        with clock.fixed(at, everywhere=True):
            assert (access.visitor_of(observer).actor.role is Role.OBSERVER) is lives
            assert access.visitor_of(analyst).actor.role is Role.PUBLIC, "twelve hours are over"


def test_only_hashes_are_stored(people: People, house_dir: Path) -> None:
    token = people.token(people.account(Role.OBSERVER))
    house.close()
    assert all(token.encode() not in path.read_bytes() for path in house_dir.rglob("*") if path.is_file())


def test_a_revoked_session_is_out_within_five_seconds(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    from data.store import people as stored

    actor = people.account(Role.ANALYST)
    token = people.token(actor)
    assert access.visitor_of(token).actor.role is Role.ANALYST
    house.store().write(lambda connection: stored.end_sessions(connection, actor.account_id, clock.now()))
    assert access.visitor_of(token).actor.role is Role.ANALYST, "remembered for a moment"
    later = time.monotonic() + access.KEPT_SECONDS
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert access.visitor_of(token).actor.role is Role.PUBLIC


def test_an_address_is_not_given_out_where_something_else_answers() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(opening.NotReady, match=f"Port {port} is taken"):
            opening.refuse_taken(port)
    opening.refuse_taken(port)
