"""Kept results: one computation for everybody, the older one while a newer is made, and a bounded shelf."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from services import house, reading
from tests.people import People, registry


@pytest.fixture(autouse=True)
def _house(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    reading.forget()
    monkeypatch.setattr(reading, "LENGTH_KEPT_SECONDS", 0.0)


class Counted:
    def __init__(self, wait: float = 0.0) -> None:
        self.calls, self.wait = 0, wait

    def __call__(self) -> int:
        self.calls += 1
        time.sleep(self.wait)
        return self.calls


def grow() -> None:
    before = reading.ledger_length()
    with house.store().read() as connection:
        connection.rollback()
    from data.store import ledger
    from services import clock

    house.store().write(lambda connection: ledger.record(connection, [ledger.Entry("test", str(before), {"n": before})], clock.now()))


def until(found: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not found() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert found()


def test_computed_once_for_a_length_of_the_ledger() -> None:
    build = Counted()
    first, second = (reading.read("x", "e", ("a",), build) for _ in range(2))
    assert (first, build.calls) == (second, 1)
    assert reading.read("x", "e", ("b",), build).value == 2


def test_a_young_result_is_served_while_a_newer_one_is_made() -> None:
    build = Counted()
    reading.read("x", "e", (), build)
    grow()
    assert reading.read("x", "e", (), build).value == 1
    until(lambda: reading.read("x", "e", (), build).value == 2)
    assert build.calls == 2


def test_an_old_result_is_computed_while_its_reader_waits() -> None:
    build = Counted()
    reading.read("x", "e", (), build)
    grow()
    found = reading.read("x", "e", (), build, ttl=0)
    assert found.value == 2
    assert found.ledger_length == reading.ledger_length()


def test_many_readers_at_once_wait_for_one_computation() -> None:
    build, found = Counted(0.1), []
    threads = [threading.Thread(target=lambda: found.append(reading.read("slow", "e", (), build).value)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (build.calls, set(found), len(found)) == (1, {1}, 8)


def test_what_fails_is_raised_and_tried_again() -> None:
    def fails() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        reading.read("x", "e", (), fails)
    assert reading.read("x", "e", (), Counted()).value == 1


def test_the_shelf_is_bounded_and_what_was_read_last_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "KEPT_RESULTS", 3)
    build = Counted()
    for number in range(3):
        reading.remember("x", "e", (number,), build)
    reading.remember("x", "e", (0,), build)
    reading.remember("x", "e", (3,), build)
    assert build.calls == 4
    reading.remember("x", "e", (0,), build)
    assert build.calls == 4
    reading.remember("x", "e", (1,), build)
    assert build.calls == 5


def whole_and_part(part: Callable[[], int]) -> tuple[Callable[[], reading.Reading[int]], Callable[[], reading.Reading[int]]]:
    """A result that is made of another result, and that other one."""

    def asked() -> reading.Reading[int]:
        return reading.read("part", "e", (), part)

    return lambda: reading.read("whole", "e", (), lambda: asked().value), asked


def test_what_a_newer_result_is_made_of_is_as_new() -> None:
    whole, part = whole_and_part(reading.ledger_length)
    first = whole()
    assert first.value == part().value == first.ledger_length
    grow()
    # Served as they are while both are made again by the one worker, each waiting behind the other in turn.
    assert part().ledger_length == whole().ledger_length == first.ledger_length
    until(lambda: whole().ledger_length > first.ledger_length)
    assert whole().value == whole().ledger_length == part().ledger_length


def test_a_part_that_waits_for_the_worker_does_not_keep_it_waiting() -> None:
    holding = threading.Event()
    whole, part = whole_and_part(reading.ledger_length)
    before = whole().ledger_length
    grow()
    reading._worker.submit(holding.wait, 5)
    whole(), part()  # both wait, the whole in front
    holding.set()
    until(lambda: whole().ledger_length > before)
    assert whole().value == whole().ledger_length


def test_a_part_that_another_began_too_early_is_made_again() -> None:
    begun, go = threading.Event(), threading.Event()

    def slow() -> int:
        found = reading.ledger_length()
        begun.set()
        go.wait(5)
        return found

    whole, part = whole_and_part(slow)
    early = threading.Thread(target=part)
    early.start()
    assert begun.wait(5)
    before = reading.ledger_length()
    grow()
    threading.Timer(0.1, go.set).start()
    found = whole()
    early.join()
    assert found.value == found.ledger_length > before


def test_another_house_keeps_its_own(people: People) -> None:
    build = Counted()
    reading.read("x", "e", (), build)
    house.close()
    registry()
    assert reading.read("x", "e", (), build).value == 2
