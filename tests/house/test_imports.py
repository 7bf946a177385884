"""Rule: left never imports right (DESIGN: the house), and each outside library has its rooms."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.tree import ROOMS, Source, product, report, source

RULE = "IMPORTS: schemas, locales <- data.formats|data.store|analysis <- charts <- services <- ui <- pages, app, server; api on services"
MAY_IMPORT: dict[str, set[str]] = {
    "schemas": set(),
    "locales": set(),
    "data": set(),
    "data.formats": {"schemas", "locales"},
    "data.store": {"schemas", "locales"},
    "data.reference": {"schemas", "locales"},
    "analysis": {"schemas"},
    "charts": {"schemas", "locales", "analysis"},
    "services": {"schemas", "locales", "analysis", "charts", "data", "data.formats", "data.store", "data.reference"},
    "ui": {"schemas", "locales", "services", "charts"},
    "pages": {"schemas", "locales", "services", "charts", "ui"},
    "api": {"schemas", "locales", "services"},
    "app": {"schemas", "locales", "services", "ui"},
    "server": {"locales", "services", "api", "ui"},
    "manage": {"schemas", "locales", "services"},
}
# A library and the rooms that may know it; a library that is not named here is free.
LIBRARIES: dict[str, set[str]] = {
    "streamlit": {"app", "server", "pages", "ui"},
    "sqlalchemy": {"data.store"},
    "alembic": {"data.store"},
    "psycopg": {"data.store"},
    "altair": {"charts"},
    "vl_convert": {"charts", "services"},
    "starlette": {"api", "server"},
    "click": {"manage"},
    "openpyxl": {"data.formats"},
    "xlsxwriter": {"data.formats"},
    "PIL": {"data.formats"},
    "pillow_heif": {"data.formats"},
    "nacl": {"services"},
}


def imported(found: Source) -> Iterator[tuple[ast.AST, str]]:
    """Every module imported anywhere in the file, also for types only, by its full name."""
    for node in found.nodes:
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            here = found.module if found.path.name == "__init__.py" else found.module[:-1]
            base = here[: len(here) - (node.level - 1)] if node.level else ()
            name = ".".join([*base, *([node.module] if node.module else [])])
            # `from data import store` and `from . import store` name a room by what follows.
            yield from ((node, f"{name}.{alias.name}") for alias in node.names)


def room_of(name: str) -> str:
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] == "data" and len(parts) > 1 else parts[0]


def broken_imports(found: Source) -> list[str]:
    broken = []
    for node, name in imported(found):
        room = room_of(name)
        if room.split(".")[0] in (*ROOMS, "app", "server", "manage", "tests", "bench"):
            if room != found.room and room not in MAY_IMPORT[found.room]:
                broken.append(f"{found.at(node)} {found.room} imports {name}")
        elif found.room not in LIBRARIES.get(name.split(".")[0], {found.room}):
            broken.append(f"{found.at(node)} {found.room} imports {name}: only {', '.join(sorted(LIBRARIES[name.split('.')[0]]))} may")
    return broken


def test_left_never_imports_right() -> None:
    broken = [line for found in product() for line in broken_imports(found)]
    assert not broken, report(RULE, broken)


def test_every_room_has_its_arrows() -> None:
    assert {found.room for found in product()} <= set(MAY_IMPORT), "ROOMS: a room that the design does not name"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("analysis/turnout.py", "from data.store import reports"),
        ("analysis/turnout.py", "from locales import text"),
        ("data/store/reports.py", "import data.formats.tabular"),
        ("data/store/reports.py", "from ..formats import tabular"),
        ("pages/observe/report.py", "from data.store import reports"),
        ("pages/observe/report.py", "from analysis.turnout import compare"),
        ("schemas/report.py", "from services import clock"),
        ("services/reports.py", "import sqlalchemy as sa"),
        ("services/reports.py", "import streamlit"),
        ("services/reports.py", "def f():\n    from streamlit import cache_data"),
        ("charts/turnout.py", "from ui import tables"),
        ("api/reports.py", "from data.store.engine import engine"),
        ("ui/guard.py", "from tests.house import tree"),
    ],
)
def test_the_rule_refuses(path: str, text: str) -> None:
    assert broken_imports(source(path, text))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("services/reports.py", "from data.store import reports\nfrom schemas.report import Report\nfrom services import clock"),
        ("data/store/reports.py", "from sqlalchemy import select\nfrom data.store import tables\nfrom . import head"),
        ("pages/observe/report.py", "import streamlit as st\nfrom ui import guard\nfrom locales import text"),
        ("charts/turnout.py", "import altair as alt\nfrom analysis.compare import Comparison"),
    ],
)
def test_the_rule_lets_pass(path: str, text: str) -> None:
    assert broken_imports(source(path, text)) == []
