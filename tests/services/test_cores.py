"""One core for the server's threads, every core for what it starts."""

from __future__ import annotations

import ast
import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest

from services import cores

SERVICES = Path(cores.__file__).parent
HOW_MANY = [sys.executable, "-c", "import os; print(len(os.sched_getaffinity(0)))"]


def cores_of_a_child() -> int:
    return int(subprocess.run(HOW_MANY, capture_output=True, text=True, check=True, timeout=60).stdout)


async def until_kept() -> None:
    async with asyncio.timeout(30):
        while len(os.sched_getaffinity(0)) > 1:
            await asyncio.sleep(0.005)


def test_threads_share_a_core_until_the_end_and_programs_have_them_all() -> None:
    ended = threading.Event()
    other = threading.Thread(target=ended.wait)
    other.start()
    assert other.native_id is not None

    async def serve() -> tuple[set[int], set[int], int, int]:
        stop = asyncio.Event()
        keeping = asyncio.create_task(cores.keep_to_one(stop))
        await until_kept()
        own, others, plain = os.sched_getaffinity(0), os.sched_getaffinity(other.native_id or 0), cores_of_a_child()
        with cores.every():
            free = cores_of_a_child()
        stop.set()
        await keeping
        return own, others, plain, free

    own, others, plain, free = asyncio.run(serve())
    assert len(own) == 1
    assert others == own
    assert (plain, free) == (1, len(cores.ALLOWED))
    assert os.sched_getaffinity(0) == os.sched_getaffinity(other.native_id) == cores.ALLOWED
    ended.set()
    other.join()


def test_the_system_may_choose_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[set[int]] = []
    stop = asyncio.Event()

    def note(cores_given: Iterable[int]) -> None:
        given.append(set(cores_given))
        if len(given) == 6:
            stop.set()

    monkeypatch.setattr(cores, "ALLOWED", frozenset({0, 1}))
    monkeypatch.setattr(cores, "LOOK_SECONDS", 0.001)
    monkeypatch.setattr(cores, "here", iter([0, 1, 1]).__next__)
    monkeypatch.setattr(cores, "give", note)
    asyncio.run(cores.keep_to_one(stop))
    assert given == [{0, 1}, {0}, {0, 1}, {1}, {0, 1}, {1}, {0, 1}]


def test_a_thread_that_starts_a_program_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[int] = []
    monkeypatch.setattr(cores, "ALLOWED", frozenset({0, 1}))
    monkeypatch.setattr("os.sched_setaffinity", lambda thread, _: moved.append(thread))
    with cores.every():
        moved.clear()
        cores.give({0})
        assert threading.get_native_id() not in moved
    cores.give({0})
    assert threading.get_native_id() in moved


@pytest.mark.parametrize("allowed", [frozenset(), frozenset({0})])
def test_where_there_is_nothing_to_choose_nothing_is_chosen(monkeypatch: pytest.MonkeyPatch, allowed: frozenset[int]) -> None:
    given: list[frozenset[int]] = []
    monkeypatch.setattr(cores, "ALLOWED", allowed)
    monkeypatch.setattr("os.sched_setaffinity", lambda _, cores_given: given.append(frozenset(cores_given)))
    asyncio.run(cores.keep_to_one(asyncio.Event()))
    assert not given
    with cores.every():
        assert cores_of_a_child() >= 1
    assert given == [allowed][: len(allowed)]


def test_where_the_system_lets_nobody_choose_all_goes_on(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def refuse(_: int, __: Iterable[int]) -> None:
        raise PermissionError("not here")

    monkeypatch.setattr(cores, "ALLOWED", frozenset({0, 1}))
    monkeypatch.setattr("os.sched_setaffinity", refuse)
    with caplog.at_level("INFO"):
        asyncio.run(cores.keep_to_one(asyncio.Event()))
    assert "not kept to one core: not here" in caplog.text
    with cores.every():
        assert cores_of_a_child() >= 1


def test_where_the_system_does_not_say_where_a_thread_runs_all_stays_open(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cores, "STAT", tmp_path / "no such file")
    assert cores.here() is None
    asyncio.run(cores.keep_to_one(asyncio.Event()))
    assert os.sched_getaffinity(0) == cores.ALLOWED


def is_start(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in ("subprocess.run", "subprocess.Popen")


STARTING = sorted(each for each in SERVICES.rglob("*.py") if "subprocess." in each.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", STARTING, ids=lambda each: each.stem)
def test_every_program_is_started_with_every_core(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    started = [node for node in ast.walk(tree) if is_start(node)]
    withs = [each for each in ast.walk(tree) if isinstance(each, ast.With) and ast.unparse(each.items[0].context_expr) == "cores.every()"]
    assert started
    assert {id(node) for node in started} == {id(node) for each in withs for node in ast.walk(each) if is_start(node)}
