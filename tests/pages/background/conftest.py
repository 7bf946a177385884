"""Opening a background page as somebody of the staff, in a language, and reading all it says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from locales import using
from schemas.person import Role
from services import access

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.people import People


def words(at: Any) -> str:
    """Everything the page says, without the marks that escape, thin and no-break spaces as spaces."""
    parts = [str(each.value) for kind in ("title", "markdown", "subheader") for each in at.get(kind)]
    parts += [each.value.to_csv() for each in at.dataframe]
    return " ".join(parts).replace("\\", "").replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.fixture
def opened(people: People) -> Callable[..., AppTest]:
    """opened("pages/background/claims.py", language="kk", view="sums"): the page, run, without an exception."""

    def open_page(page: str, *, language: str = "en", role: Role = Role.ANALYST, **state: Any) -> AppTest:
        access.choose_language(people.signed_in(role), language)
        with using(language):  # AppTest writes the widgets' labels in this thread
            at = people.page(page, state=state)
        assert not at.exception
        return at

    return open_page


@pytest.fixture
def shown(opened: Callable[..., AppTest]) -> Callable[..., str]:
    """The words of the page that `opened` opens."""
    return lambda page, **state: words(opened(page, **state))
