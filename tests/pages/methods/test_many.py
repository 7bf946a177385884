"""The page about many stations at once: empty, and in the demonstration in three languages, each view."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from locales import LANGUAGES
from services import reading
from services.demonstration.plan import ELECTION_ID
from tests.pages.methods.opening import opener
from tests.people import ELECTION

if TYPE_CHECKING:
    from tests.people import People

opened = opener("pages/methods/many.py")
FORBIDDEN = re.compile(r"fraud|falsif|stolen|proved|because of|фальсиф|украд|доказан", re.IGNORECASE)


@pytest.mark.parametrize("view", ["regions", "together", "watched"])
def test_an_empty_election(people: People, view: str) -> None:
    reading.forget()
    for language in LANGUAGES:
        assert not opened(people, language, ELECTION.election_id, view=view).dataframe


def test_the_demonstration(full: People) -> None:
    for view in ("regions", "together", "watched"):
        spoken = set()
        for language in LANGUAGES:
            at = opened(full, language, ELECTION_ID, view=view)
            assert not FORBIDDEN.search(" ".join(each.value for each in at.markdown))
            assert bool(at.dataframe) == (view != "watched"), "in the demonstration nothing is published by station"
            spoken.add(at.markdown[0].value)
        assert len(spoken) == 3
