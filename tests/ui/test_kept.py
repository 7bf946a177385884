"""What a page shows of a result is made once for each language and each length of the ledger, and again for whatever else it depends on."""

import pytest

from locales import language, text, using
from schemas.message import Message
from services import reading
from tests.people import ELECTION, People
from ui.kept import Keeper

REGIONS = Message("Regions")


@pytest.fixture(autouse=True)
def _house(people: People) -> None:
    reading.forget()


def test_words_are_made_once_for_each_language_argument_and_length_of_the_ledger() -> None:
    made: list[str] = []

    def words() -> str:
        made.append(language())
        return text(REGIONS)

    keeper, later = Keeper(ELECTION, ("majority",), 7), Keeper(ELECTION, ("majority",), 8)
    for code in ("en", "ru", "kk", "ru"):
        with using(code):
            assert keeper.kept("regions", words) == text(REGIONS)
    assert made == ["en", "ru", "kk"]
    later.kept("regions", words)
    keeper.kept("regions", words, 40)
    Keeper(ELECTION, ("all",), 7).kept("regions", words)
    keeper.kept("places", words)
    assert len(made) == 7
