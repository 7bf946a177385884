"""The fixtures that others build on: a fresh database of either kind for each test."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_finds_its_database_empty(empty_database_url: str, turn: int) -> None:
    if empty_database_url.startswith("sqlite"):
        file = sqlite3.connect(empty_database_url.removeprefix("sqlite:///"))
        file.execute("CREATE TABLE report (number INTEGER)")
        assert file.execute("SELECT count(*) FROM report").fetchone() == (0,)
        file.close()
        return
    with psycopg.connect(empty_database_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE report (number integer)")
        assert connection.execute("SELECT count(*) FROM report").fetchone() == (0,)
