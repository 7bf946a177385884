"""Somebody's own words for why: kept as they are read, or refused in a sentence."""

import pytest
from pydantic import ValidationError

from schemas.message import Message
from schemas.model import Line, Model
from schemas.problem import Problem
from services.parsing import EXPECTED, LONGEST_REASON, about_unseen, code_typed, field_problems, reason_given
from services.review import REASON_LENGTH, reason_of
from ui.plain import unbroken

NEEDED = Message("Say why you withdraw it: a few words are enough.")


class Noted(Model):
    words: Line
    count: int = 0


def refused(**values: object) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        Noted.model_validate(values)
    return caught.value


def test_a_reason_is_kept_as_it_is_read() -> None:
    assert reason_given("  =1+1 <b>, as I\nsaw 👨‍👩‍👧 ", NEEDED) == "=1+1 <b>, as I\nsaw 👨‍👩‍👧"
    assert reason_given("x" * LONGEST_REASON, NEEDED) == "x" * LONGEST_REASON


def test_a_reason_that_is_too_long_is_said_to_be_and_none_of_it_is_cut_off_unseen() -> None:
    with pytest.raises(Problem) as caught:
        reason_given("x" * (LONGEST_REASON + 1), NEEDED)
    assert (caught.value.message, caught.value.values) == (EXPECTED["string_too_long"], {"limit": LONGEST_REASON})


@pytest.mark.parametrize(("typed", "said"), [(" \n", NEEDED), ("a\u202eb", EXPECTED["control"]), ("a\x00b", EXPECTED["control"])])
def test_no_words_and_unseen_signs_are_answered_in_a_sentence(typed: str, said: Message) -> None:
    with pytest.raises(Problem) as caught:
        reason_given(typed, NEEDED)
    assert caught.value.message == said


def test_a_reviewers_reason_is_one_line_under_the_same_rule() -> None:
    assert reason_of(" the photo\nsays so ") == "the photo says so"
    assert reason_of("x\n" * (REASON_LENGTH // 2)).count("x") == REASON_LENGTH // 2
    for typed, said in (("fine\u202e", EXPECTED["control"]), ("x" * (REASON_LENGTH + 1), EXPECTED["string_too_long"])):
        with pytest.raises(Problem) as caught:
            reason_of(typed)
        assert caught.value.message == said


def test_a_page_tells_of_unseen_signs_and_of_nothing_else() -> None:
    unseen = refused(words="a\u2066b")
    assert field_problems(unseen)["words"].message == EXPECTED["control"]
    told = about_unseen(unseen)
    assert told is not None and told.message == EXPECTED["control"]
    assert about_unseen(refused(words="a\u2066b", count="x")) is None, "an error of the program stays one"


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b"\xff\xfe", b"\x1f\x8b", b'{"words": "a"} x'])
def test_what_is_no_json_object_is_told_what_is_expected(body: bytes) -> None:
    with pytest.raises(ValidationError) as caught:
        Noted.model_validate_json(body)
    assert [each.message for each in field_problems(caught.value).values()] == [EXPECTED["json"]]


def test_a_code_copied_from_a_page_is_the_code_that_is_stored() -> None:
    """Pages show it with hyphens that do not break."""
    assert code_typed(f" {unbroken('SHY-0417-A')} ") == "SHY-0417-A" == code_typed("SHY-0417-A")
