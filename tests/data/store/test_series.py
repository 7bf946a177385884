"""Observers' own series: what is kept of them is what is stored, whoever sent, corrected, took back or decided in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from data.store import reviews
from data.store.reports import Stored, append_revisions
from data.store.series import LATEST_REPORTS, Key, OwnSeries, SeriesPoint, turnout_series
from data.store.store import Store
from schemas.figure import Figure, FigureCode
from schemas.missing import MissingReason
from schemas.report import RevisionState
from schemas.voice import Voice
from tests.data.store.made import NOW, revision
from tests.people import ELECTION, STATIONS

PLACE = (ELECTION.election_id, STATIONS[0].station_id)
PEOPLE = ("author", "other", "third")


def counted(value: int, at: datetime = NOW) -> tuple[Figure, ...]:
    return (Figure(Voice.COUNT, FigureCode.VOTERS_COUNTED, at, value=value),)


def whole(store: Store, author: str) -> list[SeriesPoint]:
    with store.read() as connection:
        return turnout_series(connection, *PLACE, author)


def send(store: Store, report_id: str | None = None, number: int = 1, *, kind: str = "turnout", **more: Any) -> Stored:
    (done,) = store.write(partial(append_revisions, items=[replace(revision(report_id, number, **more), kind=kind)]))
    assert isinstance(done, Stored)
    return done


def test_many_peoples_series_are_each_ones_own(store: Store) -> None:
    for place in range(LATEST_REPORTS + 3):
        send(store, figures=counted(place, NOW + timedelta(minutes=place)))
    send(store, author="other")
    keys: list[Key] = [(*PLACE, "author"), (*PLACE, "other"), (*PLACE, "nobody"), (PLACE[0], "elsewhere", "other")]
    found = OwnSeries().of(store, keys)
    assert found[*PLACE, "author"] == whole(store, "author")[-LATEST_REPORTS:], "the latest, oldest first"
    assert [point.value for point in found[*PLACE, "other"]] == [610]
    assert (found[*PLACE, "nobody"], found[PLACE[0], "elsewhere", "other"]) == ([], [])


def test_of_what_came_since_nothing_is_missed(store: Store) -> None:
    """The same one is asked before and after each, so that only what has changed is read."""
    kept, key = OwnSeries(), (*PLACE, "author")
    assert kept.of(store, [key]) == {key: []}
    first = send(store, name := str(uuid4()), figures=counted(610))
    assert [point.value for point in kept.of(store, [key])[key]] == [610]
    send(store, name, 2, said=601, figures=counted(601))
    assert [point.value for point in kept.of(store, [key])[key]] == [601], "a correction takes the place of what it corrects"
    send(store, figures=(Figure(Voice.STATED, FigureCode.VOTERS_STATED, NOW, missing=MissingReason.REFUSED),))
    assert [point.value for point in kept.of(store, [key])[key]] == [601], "what is missing is no point"
    send(store, kind="opening", figures=(
        Figure(Voice.STATED, FigureCode.REGISTERED_VOTERS, NOW - timedelta(hours=4), value=1500),
        Figure(Voice.STATED, FigureCode.BALLOTS_RECEIVED, NOW - timedelta(hours=4), value=1400)))
    assert [point.value for point in kept.of(store, [key])[key]] == [1500, 601], "of the opening only the list, oldest first"
    send(store, name, 3, withdrawn=True)
    assert [point.value for point in kept.of(store, [key])[key]] == [1500] and first.revision_id == 1


@pytest.mark.parametrize("room", [1, 2, 50])
@pytest.mark.parametrize("seed", range(2))
def test_what_is_kept_is_what_is_stored(store: Store, seed: int, room: int) -> None:
    """Long random days of three people, some with more reports than are looked at; `room` for fewer people than send."""
    chance, kept = Random(seed), OwnSeries(people=room)
    sent: dict[str, tuple[str, int, int]] = {}
    looked = 0
    for step in range(120):
        what = chance.choice(("send", "send", "send", "correct", "withdraw", "review"))
        if what == "review" and sent:
            state = chance.choice((RevisionState.VERIFIED, RevisionState.REJECTED, RevisionState.RETURNED))
            decided = reviews.NewReview(chance.choice(sorted(sent.values()))[2], state, "reviewer", "because", NOW)
            store.write(partial(reviews.append, reviews=[decided]))
        elif what != "review":
            name = chance.choice(sorted(sent)) if what != "send" and sent else str(uuid4())
            author, number, _ = sent.get(name, (PEOPLE[min(chance.randrange(5), 2)], 0, 0))
            figures = () if what == "withdraw" else counted(step, NOW + timedelta(minutes=chance.randrange(600), seconds=step))
            done = send(store, name, number + 1, author=author, said=step, withdrawn=what == "withdraw", figures=figures)
            sent[name] = author, number + 1, done.revision_id
        if chance.random() < 0.6:
            asked = chance.sample(PEOPLE, chance.randrange(1, 4))
            found = kept.of(store, [(*PLACE, author) for author in asked])
            assert found == OwnSeries().of(store, list(found)), f"step {step}"
            looked += sum(map(len, found.values()))
    latest = OwnSeries().of(store, [(*PLACE, author) for author in PEOPLE])
    assert looked and len(latest[*PLACE, "third"]) == LATEST_REPORTS, "one had more than are looked at"


def test_after_more_than_is_read_one_by_one_all_are_read_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.store.series.CHANGES_MOST", 3)
    kept, key = OwnSeries(), (*PLACE, "author")
    for place in range(9):
        send(store, figures=counted(place, NOW + timedelta(minutes=place)))
        if place in (1, 3):
            assert kept.of(store, [key])[key] == whole(store, "author")
    assert kept.of(store, [key])[key] == whole(store, "author")


def test_a_question_that_failed_is_asked_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, key = OwnSeries(), (*PLACE, "author")
    send(store, figures=counted(1))
    assert len(kept.of(store, [key])[key]) == 1
    send(store, figures=counted(2))
    with monkeypatch.context() as broken:
        broken.setattr("data.store.series.CHANGED.rows", lambda *_: (_ for _ in ()).throw(OSError("away")))
        with pytest.raises(OSError, match="away"):
            kept.of(store, [key])
    assert len(kept.of(store, [key])[key]) == 2


def test_it_finds_what_another_process_stored(store: Store, tmp_path: Path) -> None:
    kept, key = OwnSeries(), (*PLACE, "author")
    assert kept.of(store, [key])[key] == []
    another = Store(store.url, tmp_path / "var")
    send(another, figures=counted(7))
    another.close()
    assert [point.value for point in kept.of(store, [key])[key]] == [7]
