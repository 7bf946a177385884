"""Many small questions of an event loop, answered by one call in a thread: while one call runs, the next collects. Alone, each would
give up the interpreter and have to win it back, and would starve under load."""

import asyncio
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class _Asked(Generic[Key, Value]):
    """What waits in one event loop, and the task that answers it."""

    def __init__(self) -> None:
        self.waiting: dict[Key, asyncio.Future[Value]] = {}
        self.answering: asyncio.Task[None] | None = None


class Together(Generic[Key, Value]):
    """`answer` gets every key that waits, once, and gives a value for each. What it raises is raised to all who waited."""

    def __init__(self, answer: Callable[[Sequence[Key]], Mapping[Key, Value]]) -> None:
        self._answer = answer
        self._loops: WeakKeyDictionary[asyncio.AbstractEventLoop, _Asked[Key, Value]] = WeakKeyDictionary()

    async def get(self, key: Key) -> Value:
        asked = self._loops.setdefault(asyncio.get_running_loop(), _Asked())
        if key not in asked.waiting:
            asked.waiting[key] = asyncio.get_running_loop().create_future()
        waited_for = asked.waiting[key]
        if asked.answering is None or asked.answering.done():
            asked.answering = asyncio.create_task(self._answer_all(asked))
        return await asyncio.shield(waited_for)

    async def _answer_all(self, asked: _Asked[Key, Value]) -> None:
        # Whoever is ready in this turn of the loop comes along.
        await asyncio.sleep(0)
        while asked.waiting:
            waiting, asked.waiting = asked.waiting, {}
            try:
                found = await asyncio.to_thread(self._answer, list(waiting))
                for key, future in waiting.items():
                    future.set_result(found[key])
            except Exception as error:  # noqa: BLE001  # whatever it is, each who waits is told; nobody waits for ever
                for future in waiting.values():
                    if not future.done():
                        future.set_exception(error)
