"""A part of a result that only some pages show: computed when it is first asked for, once, whoever asks."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Later(Generic[Value]):
    """What `build` gives; it and what it holds are let go afterwards. What it raises is raised to whoever asks, and it is tried again."""

    def __init__(self, build: Callable[[], Value]) -> None:
        self._build: Callable[[], Value] | None = build
        self._made: list[Value] = []
        self._lock = Lock()

    @property
    def value(self) -> Value:
        with self._lock:
            if self._build is not None:
                self._made.append(self._build())
                self._build = None
            return self._made[0]
