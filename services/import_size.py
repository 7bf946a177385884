"""The size of a table, looked at before everything else: a file that is too large is refused while the rest of the program is still
unloaded. Nothing heavy is imported here."""

from pathlib import Path

from data.formats import table_size


def content_of(path: Path) -> bytes:
    """A file's bytes; one that is too large is refused by its size, unread. Raises TableProblem."""
    return table_size.content_of(path)
