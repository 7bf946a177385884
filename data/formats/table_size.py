"""The size of a table's file, looked at before anything that reads tables is loaded: nothing heavy is imported here."""

from pathlib import Path

from schemas.message import Message
from schemas.problem import ProblemCode
from schemas.table_problem import TableProblem

MOST_BYTES = 100_000_000
TOO_LARGE = Message("The file has {found} MB; at most {limit} MB are taken. Send the rows in several files.")


def megabytes(size: int) -> int:
    """Rounded up: a file a little over the limit is not said to have as much as the limit."""
    return -(-size // 1_000_000)


def check_size(size: int) -> None:
    """Raises TableProblem (too large)."""
    if size > MOST_BYTES:
        raise TableProblem(TOO_LARGE, values={"found": megabytes(size), "limit": megabytes(MOST_BYTES)}, code=ProblemCode.TOO_LARGE)


def content_of(path: Path) -> bytes:
    """A file's bytes; a file that is too large is refused by its size, unread."""
    check_size(path.stat().st_size)
    return path.read_bytes()
