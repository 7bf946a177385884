"""The language belongs to one person's context."""

from contextvars import copy_context
from threading import Barrier, Thread

import pytest

from locales import LANGUAGES, NAMES, best_language, language, set_language, text, using


def test_three_languages_each_named_in_itself():
    assert LANGUAGES == ("kk", "ru", "en")
    assert NAMES == {"kk": "Қазақша", "ru": "Русский", "en": "English"}


def test_english_until_somebody_chooses():
    seen = []
    thread = Thread(target=lambda: seen.append(language()))
    thread.start()
    thread.join()
    assert seen == ["en"]


def test_two_people_at_once_do_not_share_a_language():
    together = Barrier(3)
    read: dict[str, str] = {}

    def serve(code: str) -> None:
        set_language(code)
        together.wait(timeout=10)
        read[code] = text("Send")

    threads = [Thread(target=serve, args=(code,)) for code in LANGUAGES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == {"kk": "Жіберу", "ru": "Отправить", "en": "Send"}
    assert language() == "en"


def test_a_choice_ends_with_its_block_and_its_context():
    with using("kk"):
        with using("ru"):
            assert language() == "ru"
        assert language() == "kk"
    copy_context().run(set_language, "ru")
    assert language() == "en"


def test_a_block_that_fails_gives_the_language_back():
    with pytest.raises(RuntimeError), using("ru"):
        raise RuntimeError
    assert language() == "en"


@pytest.mark.parametrize("code", ["kz", "", "RU", "de"])
def test_unknown_codes_are_refused(code):
    with pytest.raises(ValueError, match="no such language"):
        set_language(code)


@pytest.mark.parametrize(
    ("setting", "link", "browser", "best"),
    [
        ("kk", "ru", "en", "kk"),
        (None, "ru", "en", "ru"),
        (None, None, "kk-KZ", "kk"),
        (None, None, "de-DE,de;q=0.9,ru;q=0.5,en;q=0.4", "ru"),
        (None, None, "en;q=0.3, kk;q=0.8", "kk"),
        (None, None, "ru;q=0, de", "en"),
        (None, None, "ru;q=broken", "en"),
        ("xx", "kz", "ru", "kk"),
        ("", "", "", "en"),
        (None, None, None, "en"),
    ],
)
def test_setting_before_link_before_browser(setting, link, browser, best):
    assert best_language(setting, link, browser) == best
