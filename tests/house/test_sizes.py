"""Rules: what is small can be read. Modules, pages, functions and files have a largest size; names say what a module is about."""

from __future__ import annotations

import ast
from statistics import median

import pytest

from tests.house.tree import ROOT, Source, files, product, python_files, report, source

MODULE_LINES = 400
MEDIAN_LINES = 150
PAGE_LINES = 80
FUNCTION_LINES = 50
FILE_BYTES = 2_000_000
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "handler", "handlers", "stuff"}


def too_long(found: Source) -> list[str]:
    lines = found.text.count("\n")
    is_page = found.path.parts[0] == "pages" or str(found.path) == "app.py"
    largest = PAGE_LINES if is_page else MODULE_LINES
    return [f"{found.path} has {lines} lines, at most {largest}"] if lines > largest else []


def long_functions(found: Source) -> list[str]:
    broken = []
    for node in found.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                broken.append(f"{found.at(node)} {node.name} has {lines} lines")
    return broken


def test_modules_and_pages_are_small() -> None:
    broken = [line for found in product() for line in too_long(found)]
    assert not broken, report(f"SIZE: a page has at most {PAGE_LINES} lines, a module {MODULE_LINES}", broken)


def test_functions_are_small() -> None:
    broken = [line for found in product() for line in long_functions(found)]
    assert not broken, report(f"SIZE: a function has at most {FUNCTION_LINES} lines", broken)


def test_the_middle_module_is_small() -> None:
    middle = median(found.text.count("\n") for found in product() if found.text.strip())
    assert middle <= MEDIAN_LINES, f"SIZE: the median module has {middle} lines, at most {MEDIAN_LINES}"


def test_no_file_is_large() -> None:
    broken = [f"{path}: {(ROOT / path).stat().st_size} bytes" for path in files() if (ROOT / path).stat().st_size > FILE_BYTES]
    assert not broken, report(f"SIZE: no file over {FILE_BYTES} bytes", broken)


def test_modules_are_named_for_what_they_hold() -> None:
    broken = [str(found.path) for found in python_files() if EMPTY_NAMES & set(found.path.with_suffix("").parts)]
    assert not broken, report(f"NAMES: no module is called {', '.join(sorted(EMPTY_NAMES))}", broken)


@pytest.mark.parametrize(("path", "lines"), [("pages/observe/report.py", 81), ("app.py", 81), ("services/reports.py", 401)])
def test_the_size_rule_refuses(path: str, lines: int) -> None:
    assert too_long(source(path, "x = 1\n" * lines))
    assert too_long(source(path, "x = 1\n" * (lines - 1))) == []


def test_the_function_rule_refuses() -> None:
    assert long_functions(source("services/reports.py", "def f():\n" + "    x = 1\n" * 50))
    assert long_functions(source("services/reports.py", "def f():\n" + "    x = 1\n" * 49)) == []
