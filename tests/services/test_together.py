"""Questions of one event loop, answered together in a thread."""

import asyncio
import threading
from collections.abc import Sequence

import pytest

from services.together import Together


class Halves:
    """Answers with the half of each number, and remembers what it was asked, and where."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.threads: set[int] = set()

    def __call__(self, numbers: Sequence[int]) -> dict[int, float]:
        self.asked.append(list(numbers))
        self.threads.add(threading.get_ident())
        if 13 in numbers:
            raise OSError("the disk is gone")
        return {number: number / 2 for number in numbers}


def test_all_that_wait_are_answered_by_one_call_outside_the_loop() -> None:
    halves = Halves()
    together = Together(halves)

    async def ask() -> list[float]:
        return list(await asyncio.gather(*(together.get(number) for number in (4, 6, 4, 8))))

    assert asyncio.run(ask()) == [2, 3, 2, 4]
    assert halves.asked == [[4, 6, 8]]
    assert threading.get_ident() not in halves.threads


def test_what_comes_while_a_call_runs_is_answered_by_the_next() -> None:
    halves, begun, may_end = Halves(), threading.Event(), threading.Event()

    def slow(numbers: Sequence[int]) -> dict[int, float]:
        begun.set()
        assert may_end.wait(10)
        return halves(numbers)

    together = Together(slow)

    async def ask() -> list[float]:
        first = asyncio.create_task(together.get(2))
        await asyncio.to_thread(begun.wait, 10)
        others = [asyncio.create_task(together.get(number)) for number in (4, 6)]
        await asyncio.sleep(0)
        may_end.set()
        return list(await asyncio.gather(first, *others))

    assert asyncio.run(ask()) == [1, 2, 3]
    assert halves.asked == [[2], [4, 6]]


def test_everybody_who_waited_is_told_what_went_wrong_and_the_next_is_answered() -> None:
    together = Together(Halves())

    async def ask() -> tuple[list[object], float]:
        wrong = await asyncio.gather(*(together.get(number) for number in (12, 13)), return_exceptions=True)
        return list(wrong), await together.get(2)

    wrong, after = asyncio.run(ask())
    assert [type(each) for each in wrong] == [OSError, OSError]
    assert after == 1


def test_an_answer_that_leaves_a_key_out_is_an_error_of_that_call() -> None:
    together: Together[int, int] = Together(lambda numbers: {})

    async def ask() -> None:
        await together.get(1)

    with pytest.raises(KeyError):
        asyncio.run(asyncio.wait_for(ask(), 10))


def test_whoever_goes_away_takes_nothing_from_the_others() -> None:
    together = Together(Halves())

    async def ask() -> float:
        impatient, patient = asyncio.create_task(together.get(4)), asyncio.create_task(together.get(4))
        await asyncio.sleep(0)
        impatient.cancel()
        return await patient

    assert asyncio.run(ask()) == 2


def test_each_event_loop_has_its_own() -> None:
    halves = Halves()
    together = Together(halves)
    assert [asyncio.run(together.get(number)) for number in (2, 4)] == [1, 2]
    assert halves.asked == [[2], [4]]
