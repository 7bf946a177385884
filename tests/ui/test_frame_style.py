"""What the browser itself must choose: a telephone turns dark at sunset, and no run of ours follows before the next tap."""

from __future__ import annotations

import re

import pytest
import streamlit as st

from ui import brand, frame_style


def test_the_chosen_answer_is_legible_by_day_and_by_night_without_another_run(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(st, "html", shown.append)
    frame_style.show()
    [style] = shown
    light, dark = brand.INK["light"], brand.INK["dark"]
    chosen = style[style.index("pillsActive"):]
    assert f"color: {light}; color: light-dark({light}, {dark});" in chosen, "an old browser keeps the first, a new one chooses"
    kept = re.findall(r"([a-z-]+): [^;]+; ?\1: light-dark\(", style)
    assert len(kept) == style.count("light-dark(") > 1, "each of them has a colour for a browser too old to choose"
    assert "{{" not in style


def test_the_page_numbers_begin_where_the_table_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three or four of them have more room than they fill; Streamlit would put them in its middle."""
    shown: list[str] = []
    monkeypatch.setattr(st, "html", shown.append)
    frame_style.show()
    assert '[data-testid="stPagination"] { justify-content: flex-start; }' in shown[0]
