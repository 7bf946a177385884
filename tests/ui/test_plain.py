"""Data as words: no sign is read as Markdown, and the digits of a number stay together."""

from collections.abc import Callable
from datetime import date

import pytest

from locales import date_long, date_short, day_and_month, number, using, weekday_date
from ui.plain import as_typed, escaped, numbered, quoted, unbroken, whole_numbers


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_digits_of_a_number_are_not_torn_apart(language: str) -> None:
    with using(language):
        assert number(1234567) in escaped(f"  {number(1234567)}\n people ")


def test_lines_become_one_and_signs_stay_signs() -> None:
    assert escaped("a\r\n\tb\u2028*c*\x85d") == r"a b \*c\* d"


@pytest.mark.parametrize("address", ["http://a.kz/x", "HTTPS://a.kz", "www.a.kz", "me@a.kz"])
def test_an_address_is_no_link_and_reads_as_it_was_typed(address: str) -> None:
    shown = escaped(f"see {address} now")
    assert address not in shown.replace("\\", "")
    assert shown.replace("\\", "").replace("\u2060", "") == f"see {address} now"


@pytest.mark.parametrize("typed", ["1 -> 2", "a <- b <-> c", "x -- y --- z", ">= <= ~=", ":material/home: :streamlit:"])
def test_nothing_typed_is_shown_as_another_sign(typed: str) -> None:
    """Streamlit writes arrows, dashes and pictures for these, wherever they stand next to each other in the text."""
    shown = escaped(typed).replace("\\", "")
    assert shown.replace("\u2060", "") == typed
    assert not any(sign in shown for sign in ("->", "<-", "--", ">=", "<=", "~=", ":material/", ":streamlit:"))


def test_own_words_keep_their_lines_and_make_no_heading() -> None:
    assert as_typed(" one\n\n===\ntwo *b* \n") == "one  \n\N{NO-BREAK SPACE}  \n\\===  \ntwo \\*b\\*"


@pytest.mark.parametrize(("language", "said"), [("en", "“a”"), ("ru", "«a»"), ("kk", "«a»")])
def test_words_stand_in_the_marks_of_the_language(language: str, said: str) -> None:
    with using(language):
        assert quoted("a") == said


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("without AST-0277-B", "without AST‑0277‑B"),
        (f"by {escaped('DEMO-ANALYST')}, now", "by DEMO‑ANALYST, now"),
        ("KZ-62/0113", "KZ‑62/0113"),
        ("station № KZ-75/0404 · № 1", "station №\u00a0KZ‑75/0404 · №\u00a01"),
        ("95 % интервал", "95\u00a0% интервал"),
        ("между 694–780, 09:56–10:12", "между 694–\u2060780, 09:56–\u206010:12"),
        ("10,3\u00a0%–16,9\u00a0%, 40.5%–43.0%", "10,3\u00a0%–\u206016,9\u00a0%, 40.5%–\u206043.0%"),
        (f"(95-процентный, {escaped('4-аудан')})", "(95-\u2060процентный, 4\\-\u2060аудан)"),
        ("[a](https://example.kz/2021-vote/10-b?c=1-d) and 2021-01-10", "[a](https://example.kz/2021-vote/10-b?c=1-d) and 2021-01-10"),
        ("5 + 7 + 5 = **17**", "5\u00a0+\u00a07\u00a0+\u00a05\u00a0=\u00a0**17**"),
        ("[a](https://example.kz/DOC-ABC-1) and SHA-256, well-known", "[a](https://example.kz/DOC-ABC-1) and SHA-256, well-known"),
    ],
)
def test_a_code_in_running_text_is_not_broken_in_two(words: str, shown: str) -> None:
    assert unbroken(words) == shown


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("write", [date_long, date_short, weekday_date, day_and_month])
def test_a_date_stays_on_its_line_and_is_handed_out_as_it_was(language: str, write: Callable[[date], str]) -> None:
    """Every month: a month whose name is not known would end a line. What is copied and stored holds ordinary spaces."""
    with using(language):
        for number_of_month in range(1, 13):
            written = write(date(2029, number_of_month, 15))
            shown = unbroken(f"by {escaped(written)} or")
            assert "\u00a0" not in written
            assert shown.replace("\u00a0", " ").replace("\\", "") == f"by {written} or"
            day_or_year = shown.removeprefix("by ").removesuffix(" or").split(", ")[-1]
            assert " " not in day_or_year


@pytest.mark.parametrize(("language", "said"), [("en", "No.\u00a00113"), ("ru", "№\u00a00113"), ("kk", "№\u00a00113")])
def test_a_number_has_the_sign_of_the_language(language: str, said: str) -> None:
    with using(language):
        assert numbered("0113") == said
        assert unbroken(f"station {said.replace(chr(160), ' ')}, none") == f"station {said}, none"


def test_a_sum_in_escaped_words_stays_on_its_line() -> None:
    assert whole_numbers(escaped("5 + 5 + 7 = 17")) == "5\u00a0\\+\u00a05\u00a0\\+\u00a07\u00a0=\u00a017"
