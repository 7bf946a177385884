"""A text that is too long stays in its field and is answered, in each language; the service that keeps it says the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from locales import text, using
from schemas.problem import Problem
from services.parsing import EXPECTED, at_most

ROOT = Path(__file__).parents[2]


def script(language: str) -> None:
    from locales import using
    from ui.words_entry import words_entry

    with using(language):
        words_entry("Reason", 10, "one")
        words_entry("Note", 10, "area", is_area=True)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("key", ["one", "area"])
def test_a_paste_that_is_too_long_is_said_and_kept(language: str, key: str) -> None:
    at = AppTest.from_function(script, kwargs={"language": language}).run()
    assert not at.markdown
    field = at.text_input if key == "one" else at.text_area
    field(key=key).set_value("x" * 11).run()
    with using(language):
        said = text(EXPECTED["string_too_long"], limit=10)
    assert [each.value.replace("\\", "") for each in at.markdown] == [f":yellow[:material/edit: {said}]"]
    assert field(key=key).value == "x" * 11 and field(key=key).proto.max_chars == 0
    field(key=key).set_value(" " + "x" * 10 + " ").run()
    assert not at.markdown


def test_nothing_is_cut_off_unseen() -> None:
    assert at_most(" abc ", 3) == "abc"
    with pytest.raises(Problem) as refused:
        at_most("abcd", 3)
    assert refused.value.values == {"limit": 3} and refused.value.message == EXPECTED["string_too_long"]


def test_no_field_of_a_page_drops_what_is_pasted() -> None:
    """A widget with a length takes nothing of a longer text, and says nothing."""
    known = [path for room in ("ui", "pages") for path in (ROOT / room).rglob("*.py") if re.search(r"max_chars\s*=", path.read_text())]
    assert not known
