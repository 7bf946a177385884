"""The open database: read connections for everyone, one writer, migrations on opening."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Executable, text
from sqlalchemy.exc import DBAPIError

from data.store import migrate
from data.store.engine import default_url, is_sqlite, open_engine
from data.store.lock import is_awaited
from data.store.writer import DatabaseAway, GroupWork, Writer, is_passing

if TYPE_CHECKING:
    import pandas as pd

Result = TypeVar("Result")


class Store:
    """`url` empty: SQLite in `var`. The directory also holds the writer's lock."""

    def __init__(self, url: str, var: Path) -> None:
        var.mkdir(parents=True, exist_ok=True)
        self.var = var
        self.url = url or default_url(var)
        self.lock_path = var / "writer.lock" if is_sqlite(self.url) else None
        migrate.upgrade(self.url, self.lock_path)
        self._write_engine = open_engine(self.url, pool_size=1, file_stays=True)
        self._read_engine = open_engine(self.url, read_only=True, pool_size=10, file_stays=True)
        self._writer = Writer(self._write_engine, self.lock_path)
        self._texts_are_chosen = False

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Raises DatabaseAway where the database is gone for a moment."""
        try:
            with self._read_engine.connect() as connection:
                yield connection
        except DBAPIError as error:
            if is_passing(error):
                raise DatabaseAway(str(error)) from error
            raise

    def frame(self, query: Executable) -> "pd.DataFrame":
        """A query's rows as a frame; nullable integers stay whole numbers (Int64), never floats with NaN."""
        from data.store import columns, texts

        with self.read() as connection:
            if not self._texts_are_chosen:
                texts.choose(connection)
                self._texts_are_chosen = True
            return columns.frame(connection, query)

    def choose_texts_again(self) -> None:
        """Before the next frame: stations may have come."""
        self._texts_are_chosen = False

    def write(self, work: Callable[[Connection], Result]) -> Result:
        result: Result = self._writer.write(work)
        return result

    def write_until(self, work: Callable[[Connection], object]) -> float:
        """`write`; the instant at which the commit was durable: see the writer."""
        return self._writer.write_until(work)

    def is_awaited(self) -> bool:
        """Whether another process waits for the writer, for a work that could end early."""
        return is_awaited(self.lock_path)

    def append(self, group: GroupWork, item: Any) -> Any:
        return self._writer.append(group, item)

    async def append_soon(self, group: GroupWork, item: Any) -> Any:
        """`append` for an event loop: see the writer."""
        return await self._writer.append_soon(group, item)

    def answers(self) -> bool:
        """Whether the database answers and, where somebody has waited for the writer in vain, takes something again. Raises WriterBusy
        where it does not, or what the driver raises."""
        if self._writer.is_stuck:
            self._writer.write(lambda connection: None)
        with self.read() as connection:
            return bool(connection.execute(text("SELECT 1")).scalar_one() == 1)

    def execute_many(self, works: Sequence[Callable[[Connection], Any]]) -> list[Any]:
        """Several works, each in its own turn of the writer, so that other people's reports get in between."""
        return [self.write(work) for work in works]

    def close(self) -> None:
        self._writer.close()
        self._write_engine.dispose()
        self._read_engine.dispose()
