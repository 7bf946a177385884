"""The collector of cycles rests while somebody computes, and only then."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest

from services import reading, resting


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    was = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if was else gc.disable)()


def test_it_rests_until_the_last_is_done() -> None:
    with resting.collector():
        with resting.collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), resting.collector():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_where_it_rested_before_it_goes_on_resting() -> None:
    gc.disable()
    with resting.collector():
        assert not gc.isenabled()
    assert not gc.isenabled()


def test_two_threads_end_in_any_order() -> None:
    inside, leave = threading.Event(), threading.Event()

    def other() -> None:
        with resting.collector():
            inside.set()
            leave.wait(10)

    thread = threading.Thread(target=other)
    with resting.collector():
        thread.start()
        assert inside.wait(10)
    assert not gc.isenabled()
    leave.set()
    thread.join(10)
    assert gc.isenabled()


def test_a_result_is_computed_while_it_rests(people: object) -> None:
    assert reading.remember("resting", "", (), gc.isenabled) is False
    assert gc.isenabled()
