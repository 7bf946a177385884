"""A part of a result is computed when it is asked for, once, also by many at the same time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from services.later import Later


def test_it_is_computed_once_by_whoever_asks_first() -> None:
    asked: list[int] = []
    together = Barrier(8)

    def ask() -> int:
        together.wait()
        return later.value

    def build() -> int:
        asked.append(1)
        return 7

    later = Later(build)
    assert asked == []
    with ThreadPoolExecutor(8) as pool:
        assert [each.result() for each in [pool.submit(ask) for _ in range(8)]] == [7] * 8
    assert asked == [1]


def test_what_it_raises_is_raised_and_tried_again() -> None:
    tried: list[int] = []

    def build() -> str:
        tried.append(1)
        if len(tried) == 1:
            raise ValueError("away")
        return "here"

    later = Later(build)
    with pytest.raises(ValueError, match="away"):
        _ = later.value
    assert later.value == "here"
