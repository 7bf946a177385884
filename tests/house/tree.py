"""The project's files as the house rules see them: tracked and not yet tracked, parsed once."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("analysis", "api", "charts", "data", "locales", "pages", "schemas", "services", "ui")
ENTRIES = ("app.py", "server.py", "manage.py")


@dataclass(frozen=True)
class Source:
    """A Python file: where it stands from the project's root, what it says, and its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, walked once for all rules."""
        return tuple(ast.walk(self.tree))

    @property
    def room(self) -> str:
        """`data.store` and its like for the rooms of data, else the first folder, else the file's own name."""
        parts = self.path.with_suffix("").parts
        if parts[0] == "data" and len(parts) > 2:
            return f"data.{parts[1]}"
        return parts[0]

    @property
    def module(self) -> tuple[str, ...]:
        parts = self.path.with_suffix("").parts
        return parts[:-1] if parts[-1] == "__init__" else parts

    def at(self, node: ast.AST) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


def source(path: str, text: str) -> Source:
    """A file that need not exist: for showing a rule what it must refuse."""
    return Source(Path(path), text, ast.parse(text))


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project, from its root, without what git ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    named = {Path(name) for name in listed.stdout.split("\0") if name}
    return tuple(sorted(path for path in named if (ROOT / path).is_file()))


@cache
def python_files() -> tuple[Source, ...]:
    return tuple(source(str(path), (ROOT / path).read_text(encoding="utf-8")) for path in files() if path.suffix == ".py")


def product() -> Iterator[Source]:
    """The Python files that people run: not the tests and not the measurements."""
    return (found for found in python_files() if found.path.parts[0] in ROOMS or str(found.path) in ENTRIES)


@cache
def texts() -> tuple[tuple[Path, str], ...]:
    """Every file that can be read as text."""
    found: list[tuple[Path, str]] = []
    for path in files():
        try:
            found.append((path, (ROOT / path).read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return tuple(found)


def report(rule: str, broken: list[str]) -> str:
    """The message of a failure: the rule's name first, then each place."""
    return f"{rule}\n" + "\n".join(f"  {place}" for place in broken)


def dotted(node: ast.expr) -> str:
    """`a.b.c` of names and attributes; what is called or computed on the way counts as empty."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return ""
