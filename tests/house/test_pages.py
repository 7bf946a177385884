"""Rules: page scripts stand in sub-folders and ask who is there first; every page is declared once, and nothing else is a page."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from tests.house.tree import Source, dotted, product, report, source

GUARD = "GUARD: the first statement of a page after its imports is `actor = guard.require(...)`"
FOLDER = "PAGES: a page script stands in pages/<section>/, where Streamlit does not run it without app.py"
DECLARED = "PAGES: ui/navigation.py declares each page once, with an address of its own"


def pages() -> list[Source]:
    return [found for found in product() if found.path.parts[0] == "pages" and found.text.strip()]


def misplaced(found: Source) -> list[str]:
    return [str(found.path)] if len(found.path.parts) != 3 else []


def is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def is_guard(node: ast.stmt) -> bool:
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr) else None
    return isinstance(value, ast.Call) and dotted(value.func) == "guard.require"


def unguarded(found: Source) -> list[str]:
    body = found.tree.body
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    first = next((node for node in body if not is_import(node)), None)
    if first is None or not is_guard(first):
        return [f"{found.path}:{first.lineno if first else 1}"]
    return []


def test_page_scripts_stand_in_sub_folders() -> None:
    broken = [line for found in product() if found.path.parts[0] == "pages" for line in misplaced(found)]
    assert not broken, report(FOLDER, broken)


def test_every_page_asks_who_is_there_first() -> None:
    found = pages()
    assert found, "PAGES: there are no pages"
    broken = [line for page in found for line in unguarded(page)]
    assert not broken, report(GUARD, broken)


def test_every_page_is_declared_once_with_an_address_of_its_own() -> None:
    from ui.navigation import PAGES

    declared = Counter(str(entry.path) for entry in PAGES)
    written = {str(found.path) for found in pages()}
    broken = [f"{path} is declared {number} times" for path, number in declared.items() if number > 1]
    broken += [f"{path} is not declared" for path in sorted(written - set(declared))]
    broken += [f"{path} is declared but does not exist" for path in sorted(set(declared) - written)]
    addresses = Counter(entry.url_path for entry in PAGES)
    broken += [f"{url} is the address of {number} pages" for url, number in addresses.items() if number > 1]
    broken += [f"{entry.url_path!r} is not one word" for entry in PAGES if not entry.url_path.replace("-", "").replace("_", "").isalnum()]
    assert not broken, report(DECLARED, broken)


@pytest.mark.parametrize(
    "text",
    [
        "import streamlit as st\nst.title('x')\nactor = guard.require('observer')",
        "actor = guard.look()",
        "ROLE = 'observer'\nguard.require(ROLE)",
        "import streamlit",
        "",
    ],
)
def test_the_guard_rule_refuses(text: str) -> None:
    assert unguarded(source("pages/observe/report.py", text))


@pytest.mark.parametrize(
    "text",
    [
        '"""A page."""\nimport streamlit as st\nfrom ui import guard\nactor = guard.require("observer")',
        "guard.require()",
        "a: A = guard.require()",
    ],
)
def test_the_guard_rule_lets_pass(text: str) -> None:
    assert unguarded(source("pages/observe/report.py", text)) == []


@pytest.mark.parametrize(("path", "broken"), [("pages/report.py", True), ("pages/a/b/report.py", True), ("pages/observe/report.py", False)])
def test_the_folder_rule(path: str, broken: bool) -> None:
    assert bool(misplaced(source(path, ""))) is broken
