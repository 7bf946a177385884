"""Codes of six digits: the vectors of RFC 6238 and RFC 4226, one use each, a clock that may be half a minute off."""

from __future__ import annotations

import pytest

from services import staff

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(("seconds", "code"), [
    (59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"), (2000000000, "69279037"),
    (20000000000, "65353130"),
])
def test_the_vectors_of_rfc_6238(seconds: int, code: str) -> None:
    """RFC 6238, appendix B, SHA-1."""
    assert staff.totp(SECRET, seconds // 30, digits=8) == code
    assert staff.totp(SECRET, seconds // 30) == code[-6:]


@pytest.mark.parametrize(("digest", "code"), [("sha256", "46119246"), ("sha512", "90693936")])
def test_the_vectors_of_other_hashes(digest: str, code: str) -> None:
    """RFC 6238, appendix B, at 59 seconds; the secret is as long as the hash."""
    secret = (SECRET * 4)[: {"sha256": 32, "sha512": 64}[digest]]
    assert staff.totp(secret, 1, digits=8, digest=digest) == code


@pytest.mark.parametrize(("counter", "code"), list(enumerate(
    ("755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"))))
def test_the_vectors_of_rfc_4226(counter: int, code: str) -> None:
    """RFC 4226, appendix D."""
    assert staff.totp(SECRET, counter) == code


@pytest.mark.parametrize(("away", "is_good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(away: int, is_good: bool) -> None:
    now = 1_000_000
    assert (staff.step_of(SECRET, staff.totp(SECRET, now + away), now) == now + away) is is_good


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "１２３４５６", "000000 or 1=1"])
def test_what_is_no_code_is_no_code(code: str) -> None:
    assert staff.step_of(SECRET, code, 1_000_000) is None
