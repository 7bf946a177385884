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
        self.waiting: dict[Key, list[asyncio.Future[Value]]] = {}
        self.answering: asyncio.Task[None] | None = None


class Together(Generic[Key, Value]):
    """`answer` gets every key that waits, once, and gives a value for each. What it raises is raised to all who waited."""

    def __init__(self, answer: Callable[[Sequence[Key]], Mapping[Key, Value]]) -> None:
        self._answer = answer
        self._loops: WeakKeyDictionary[asyncio.AbstractEventLoop, _Asked[Key, Value]] = WeakKeyDictionary()

    async def get(self, key: Key) -> Value:
        loop = asyncio.get_running_loop()
        asked = self._loops.get(loop) or self._loops.setdefault(loop, _Asked())
        own: asyncio.Future[Value] = loop.create_future()
        asked.waiting.setdefault(key, []).append(own)
        if asked.answering is None or asked.answering.done():
            asked.answering = asyncio.create_task(self._answer_all(asked))
        return await own

    async def _answer_all(self, asked: _Asked[Key, Value]) -> None:
        # Whoever is ready in this turn of the loop comes along.
        await asyncio.sleep(0)
        while asked.waiting:
            waiting, asked.waiting = asked.waiting, {}
            try:
                found = await asyncio.to_thread(self._answer, list(waiting))
                for key, futures in waiting.items():
                    value = found[key]
                    for future in futures:
                        # Whoever went away meanwhile waits for nothing.
                        if not future.done():
                            future.set_result(value)
            except Exception as error:  # noqa: BLE001  # whatever it is, each who waits is told; nobody waits for ever
                for future in (each for futures in waiting.values() for each in futures if not each.done()):
                    future.set_exception(error)
