"""Looking up, setting values in, and plural forms."""

from decimal import Decimal

import numpy as np
import pytest

from locales import plural, text, using


class Meaning(str):
    """A message that carries its context, as the rooms left of this one wrap theirs."""

    __slots__ = ("context",)
    context: str | None


def meaning(words: str, context: str | None) -> Meaning:
    message = Meaning(words)
    message.context = context
    return message


def test_each_language_has_its_word():
    assert [_in(each, "Send") for each in ("kk", "ru", "en")] == ["Жіберу", "Отправить", "Send"]


def _in(language: str, message: str, context: str | None = None, /, **values: object) -> str:
    with using(language):
        return text(message, context, **values)


def test_one_english_word_with_two_meanings():
    assert _in("kk", "refused", "raised_refused") == "бас тартты"
    assert _in("kk", "refused", "copy_refused") == "беруден бас тартты"
    assert _in("kk", meaning("refused", "copy_refused")) == "беруден бас тартты"


def test_a_context_the_catalogue_does_not_tell_apart_reads_plainly():
    assert _in("ru", "Send", "some_button") == "Отправить"


def test_what_is_not_translated_stays_english():
    assert _in("ru", "A sentence nobody translated: {n}", n=1083) == "A sentence nobody translated: 1\u00a0083"
    assert _in("ru", "") == ""


def test_values_are_written_in_the_language():
    assert _in("ru", "Stations observed: {n}", n=1083) == "Участков под наблюдением: 1\u00a0083"
    assert _in("en", "Stations observed: {n}", n=np.int64(1083)) == "Stations observed: 1,083"
    assert _in("kk", "Code: {code}", code=0.25) == "Код: 0,25"
    assert _in("kk", "Code: {code}", code=Decimal("1.5")) == "Код: 1,5"
    assert _in("en", "Code: {code}", code=None) == "Code: –"
    assert _in("en", "Code: {code}", code="2026 {n}") == "Code: 2026 {n}"
    assert _in("en", "{from}–{to}", **{"from": "1", "to": "2"}) == "1–2"


def test_a_message_among_the_values_is_translated():
    assert _in("kk", "cannot be compared, because {reason}", reason=meaning("refused", "missing_refused")).endswith("себебі: бас тартты")


@pytest.mark.parametrize(
    ("n", "written"),
    [
        (0, "0 человек"),
        (1, "1 человек"),
        (2, "2 человека"),
        (5, "5 человек"),
        (11, "11 человек"),
        (12, "12 человек"),
        (21, "21 человек"),
        (22, "22 человека"),
        (112, "112 человек"),
        (1001, "1\u00a0001 человек"),
        (0.5, "0,5 человека"),
    ],
)
def test_russian_plural_forms(n, written):
    with using("ru"):
        assert plural("{n} person", "{n} people", n).replace("\u00a0чел", " чел") == written


@pytest.mark.parametrize(("n", "written"), [(0, "0 участков"), (1, "1 участок"), (3, "3 участка"), (25, "25 участков")])
def test_russian_forms_that_all_differ(n, written):
    with using("ru"):
        assert " ".join(plural("{n} station", "{n} stations", n).split()) == written


@pytest.mark.parametrize("n", [0, 1, 2, 21])
def test_kazakh_keeps_the_singular_after_every_number(n):
    with using("kk"):
        assert " ".join(plural("{n} station", "{n} stations", n).split()) == f"{n} учаске"


@pytest.mark.parametrize(("n", "written"), [(0, "0 stations"), (1, "1 station"), (21, "21 stations")])
def test_english_plural_forms(n, written):
    assert plural("{n} station", "{n} stations", n) == written


@pytest.mark.parametrize(("n", "written"), [(1, "1 unheard-of thing"), (2, "2 unheard-of things"), (21, "21 unheard-of things")])
def test_an_untranslated_plural_follows_english(n, written):
    with using("ru"):
        assert plural("{n} unheard-of thing", "{n} unheard-of things", n) == written


def test_the_number_shown_may_be_written_otherwise():
    assert plural("{n} station", "{n} stations", 12, n="about a dozen") == "about a dozen stations"
