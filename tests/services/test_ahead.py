"""After a start a large house is read before anybody asks; a small one is left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services import ahead, coverage, registry
from tests.people import People


def refuse(*_: object) -> None:
    raise AssertionError("computed again")


def test_the_first_page_of_a_large_house_is_made_before_anybody_asks(
    people: People, demonstration: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    demonstration(stations=400, observers=160, seed=7)
    monkeypatch.setattr(ahead, "MUCH", 1)
    read = ahead.read()
    assert read == registry.every_election()[0].election_id
    monkeypatch.setattr(coverage, "compute", refuse)
    assert len(coverage.comparison(registry.election(read)).value.table)


def test_a_small_house_is_left_alone(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "compute", refuse)
    assert ahead.read() is None
