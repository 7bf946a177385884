"""Canonical JSON: the quick way writes the same bytes as the RFC's."""

from __future__ import annotations

from enum import StrEnum

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from schemas import canonical
from schemas.message import Message

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(exclude_categories=["Cs"]))
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4),
    max_leaves=20,
)


class Colour(StrEnum):
    TEAL = "teal"


@given(VALUES)
def test_the_bytes_are_the_rfcs(value: object) -> None:
    assert canonical.dumps(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(st.floats(min_value=-1e17, max_value=1e17) | st.floats(min_value=-1e-2, max_value=1e-2))
@example(1e-4).via("the least that is written the quick way")
@example(0.00010000000000000002)
@example(9.999999999999999e-05)
@example(999999999999999.9)
@example(1e15)
@example(0.1 + 0.2)
@example(-0.0)
@example(764.0)
def test_the_bytes_of_a_fraction_are_the_rfcs(value: float) -> None:
    assert canonical.dumps({"share": value}) == rfc8785.dumps({"share": value})


def test_the_rfcs_own_example() -> None:
    """RFC 8785, 3.2.2 and 3.2.3: input and its canonical form."""
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"\u002f", "literals": [None, True, False],
    }
    assert canonical.dumps(value).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}')


@pytest.mark.parametrize(("value", "said"), [(Colour.TEAL, b'"teal"'), (Message("yes", "answer"), b'"yes"'), ("ә\u007f", 'ә\u007f')])
def test_words_of_our_own_are_written_as_text(value: str, said: bytes | str) -> None:
    expected = said if isinstance(said, bytes) else f'"{said}"'.encode()
    assert canonical.dumps(value) == canonical.dumps([value])[1:-1] == expected


@pytest.mark.parametrize("value", [2**53, -(2**53), float("nan"), float("inf"), "\ud800", {1: 2}])
def test_what_json_cannot_say_exactly_is_refused(value: object) -> None:
    with pytest.raises((rfc8785.CanonicalizationError, UnicodeEncodeError)):
        canonical.dumps(value)
