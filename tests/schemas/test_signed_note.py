"""Signed notes: what was signed is read again, and nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import checkpoint
from schemas.checkpoint import Checkpoint
from schemas.signed_note import BadNote, PublicKey, Signer, is_exact, key_id_of, opened

SIGNER = Signer(bytes(range(32)))
OTHER = Signer(bytes(32))
AT = datetime(2029, 1, 14, 7, tzinfo=UTC)
POINT = Checkpoint(8, bytes(range(32)), AT)


def test_the_same_text_gives_the_same_note() -> None:
    assert SIGNER.sign(["8", "x"]) == SIGNER.sign(["8", "x"]) != OTHER.sign(["8", "x"])
    assert key_id_of(SIGNER.sign(["8"])) == SIGNER.public.key_id


def test_what_was_signed_is_read_again() -> None:
    assert checkpoint.read(checkpoint.signed(SIGNER, POINT), SIGNER.public) == POINT


def test_a_note_that_went_through_a_messenger_is_read() -> None:
    note = "\n\n" + checkpoint.signed(SIGNER, POINT).replace("\n", "\r\n") + "\r\n\r\n"
    assert checkpoint.read(note, SIGNER.public) == POINT


def test_the_key_is_one_line_that_knows_its_own_id() -> None:
    line = str(SIGNER.public)
    assert PublicKey.read(line + "\n") == SIGNER.public
    for wrong in (line.replace("+", " "), line[:-4], "other" + line, line.replace(SIGNER.public.key_id, "00000000")):
        with pytest.raises(BadNote):
            PublicKey.read(wrong)


def test_another_key_and_another_kind_are_refused() -> None:
    note = checkpoint.signed(SIGNER, POINT)
    with pytest.raises(BadNote, match="another key"):
        checkpoint.read(note, OTHER.public)
    with pytest.raises(BadNote, match="not a checkpoint"):
        checkpoint.read(SIGNER.sign(["greeting", "hello"]), SIGNER.public)


def test_a_file_of_notes_is_taken_apart_again() -> None:
    notes = [checkpoint.signed(SIGNER, Checkpoint(size, bytes(32), AT)) for size in (1, 2, 3)]
    assert checkpoint.notes_in("".join(notes)) == notes
    assert checkpoint.notes_in("".join(notes) + "torn\n") == [*notes, "torn\n"], "what is no whole note is not passed over"
    assert checkpoint.notes_in("") == []


@pytest.mark.parametrize("text", ["", "\n", "hello", "a\n\n— a b", "a\n\n— a", "a\n\n— a ????\n"])
def test_other_texts_are_no_notes(text: str) -> None:
    with pytest.raises(BadNote, match="not a signed note"):
        opened(text, SIGNER.public)


@given(st.integers(min_value=0, max_value=10_000), st.integers(min_value=1, max_value=255))
def test_no_altered_byte_of_the_text_passes(place: int, change: int) -> None:
    note = bytearray(checkpoint.signed(SIGNER, POINT).encode())
    text = note.index("\n\n— ".encode())
    note[place % text] ^= change
    with pytest.raises(ValueError):  # BadNote, or no UTF-8 any more
        checkpoint.read(note.decode(), SIGNER.public)


def test_a_note_that_was_carried_about_can_be_read_and_is_not_exact() -> None:
    note = Signer(bytes(32)).sign(["65", "root"])
    assert is_exact(note)
    for carried in (note[:-1], note + "\n", note.replace("\n", "\r\n"), note[:-1] + " \n", "no note"):
        assert not is_exact(carried)
