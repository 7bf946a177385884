"""Opening a page of the methods as an analyst does, for tests."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from locales import using
from schemas.person import Role
from services import access

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from tests.people import People


def opener(page: str) -> Callable[..., AppTest]:
    """opened(people, language, election, **state) for one page: no exception stands on it."""
    return partial(_opened, page)


def _opened(page: str, people: People, language: str, election: str, **state: object) -> AppTest:
    access.choose_language(people.signed_in(Role.ANALYST), language)
    with using(language):  # AppTest writes the widgets' labels in this thread
        at = people.page(page, state={"election": election, **state})
    assert not at.exception
    return at
