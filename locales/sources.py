"""Messages in the program: literals given to text(), plural() and Message(), found in the syntax trees."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from locales.rules import placeholders

PROJECT = Path(__file__).parent.parent
ROOMS = ("schemas", "analysis", "charts", "services", "ui", "pages", "api", "data", "app.py", "server.py", "manage.py")

_CALLS = ("text", "plural", "Message")
# Other libraries have a text() too: a bare name counts only when it was imported from one of these.
_HOMES = ("locales", "locales.messages", "schemas", "schemas.message")


@dataclass(frozen=True)
class Use:
    """A message used at a line of the program."""

    id: str
    context: str | None
    plural: str | None
    path: str
    line: int


@dataclass
class Found:
    uses: list[Use] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def program_files(project: Path = PROJECT, only: Iterable[str] = ROOMS) -> Iterator[Path]:
    for place in only:
        path = project / place
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def _imported(tree: ast.AST) -> dict[str, str]:
    """Local name -> which of the three calls it is."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in _HOMES:
            names.update({alias.asname or alias.name: alias.name for alias in node.names if alias.name in _CALLS})
        elif isinstance(node, ast.ClassDef) and node.name == "Message":
            names["Message"] = "Message"
    return names


def _called(function: ast.expr, names: dict[str, str]) -> str | None:
    if isinstance(function, ast.Name):
        return names.get(function.id)
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id in ("locales", "message"):
        return function.attr if function.attr in _CALLS else None
    return None


def _literals(node: ast.expr | None) -> list[str]:
    """Texts an expression can be, as far as they are written out; ValueError for an f-string."""
    match node:
        case ast.Constant(value=str(written)):
            return [written]
        case ast.IfExp(body=body, orelse=otherwise):
            return _literals(body) + _literals(otherwise)
        case ast.BoolOp(values=values):
            return [found for value in values for found in _literals(value)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [first + second for first in _literals(left) for second in _literals(right)]
        case ast.JoinedStr():
            raise ValueError("an f-string cannot be looked up: give the values by name")
        case _:
            return []


def _argument(call: ast.Call, name: str, place: int | None) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    return call.args[place] if place is not None and len(call.args) > place else None


def _contexts(node: ast.expr | None) -> list[str | None]:
    if node is None or (isinstance(node, ast.Constant) and node.value is None):
        return [None]
    found = _literals(node)
    if not found:
        raise ValueError("the context must be written out")
    return [*found]


def _uses_of(call: ast.Call, kind: str, path: str) -> Iterator[Use]:
    messages = _literals(call.args[0] if call.args else None)
    if not any(messages):
        return
    plurals = _literals(_argument(call, "plural", 1)) if kind == "plural" else [None]
    contexts = _contexts(_argument(call, "context", None if kind == "plural" else 1))
    for message in filter(None, messages):
        for plural in plurals:
            for context in contexts:
                yield Use(message, context, plural, path, call.lineno)


def _value_faults(call: ast.Call, kind: str, used: list[Use]) -> Iterator[str]:
    """Placeholders for which a call that gives values gives none: such a call would fail on the page."""
    given = {keyword.arg for keyword in call.keywords}
    if kind == "Message" or None in given or (kind == "text" and not given - {"context"}):
        return
    for use in used:
        needed = placeholders(use.plural or use.id) - ({"n"} if kind == "plural" else set())
        if lacking := needed - given:
            yield f"no value for {', '.join(sorted(lacking))}: {use.id}"


def search_file(path: Path, project: Path = PROJECT) -> Found:
    """Uses and faults of one file; a file that does not parse is a fault, not an exception."""
    found = Found()
    shown = path.relative_to(project).as_posix()
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        found.faults.append(f"{shown}:{error.lineno}: {error.msg}")
        return found
    names = _imported(tree)
    for node in ast.walk(tree):
        kind = _called(node.func, names) if isinstance(node, ast.Call) else None
        if kind is None or not isinstance(node, ast.Call):
            continue
        try:
            used = list(_uses_of(node, kind, shown))
            found.uses.extend(used)
            found.faults.extend(f"{shown}:{node.lineno}: {fault}" for fault in _value_faults(node, kind, used))
        except ValueError as error:
            found.faults.append(f"{shown}:{node.lineno}: {error}")
    return found


def search(project: Path = PROJECT, only: Iterable[str] = ROOMS) -> Found:
    """Uses and faults of the whole program, or of the rooms, folders and files named."""
    whole = Found()
    for path in program_files(project, only):
        part = search_file(path, project)
        whole.uses.extend(part.uses)
        whole.faults.extend(part.faults)
    return whole
