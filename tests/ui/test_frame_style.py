"""What the browser itself must choose: a telephone turns dark at sunset, and no run of ours follows before the next tap."""

from __future__ import annotations

import re

import pytest
import streamlit as st

from locales import using
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


@pytest.mark.parametrize(("language", "words"), [("en", "The page is being computed…"), ("kk", "Бет есептеліп жатыр…")])
def test_a_page_that_takes_long_says_so_and_a_form_has_its_own_words(
    monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(st, "html", shown.append)
    with using(language):
        frame_style.show()
    rule = shown[0][shown[0].index('[data-test-script-state="running"]'):].split("}")[0]
    assert f'content: "{words}"' in rule and ":not(:has(.st-key-draft_saver))" in rule
    assert "opacity: 0; animation: late 0s 2s forwards" in rule, "what is there at once is not announced"
