"""Sealing originals to a public key whose private half is kept elsewhere: this server can lock evidence and never open it.

libsodium's sealed box (X25519 and XSalsa20-Poly1305, https://doc.libsodium.org/public-key_cryptography/sealed_boxes) by PyNaCl."""

import hashlib
import os
from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from schemas.message import Message
from schemas.problem import Problem, ProblemCode
from services import settings

VARIABLE = "BAQYLAU_EVIDENCE_KEY"
FILE = "evidence-key.pub"
"""In BAQYLAU_VAR, read where the variable is not set: 64 hexadecimal characters."""


@dataclass(frozen=True, slots=True)
class Sealed:
    content: bytes
    key_sha256: str
    """Which public key: the SHA-256 of its 32 bytes."""


@dataclass(frozen=True, slots=True)
class NewPair:
    """In hexadecimal, shown once; the private half is written down elsewhere and never stored here."""

    public: str
    private: str


def _configured() -> str:
    if given := os.environ.get(VARIABLE, "").strip():
        return given
    place = settings.read().var / FILE
    return place.read_text(encoding="ascii", errors="replace").strip() if place.is_file() else ""


def _public_key(written: str) -> PublicKey:
    """Raises ValueError for what is no key."""
    try:
        return PublicKey(bytes.fromhex(written))
    except (ValueError, TypeError, CryptoError):
        raise ValueError("not a public key: 64 hexadecimal characters are expected") from None


def has_key() -> bool:
    return bool(_configured())


def mistake() -> str | None:
    """The sentence that says the configured key is none; None where it is one, or where there is none at all."""
    written = _configured()
    if not written:
        return None
    try:
        _public_key(written)
    except ValueError as error:
        return f"{VARIABLE} (or {FILE} in BAQYLAU_VAR) is {error}. Without the right key nobody could open what is sealed."
    return None


def seal(content: bytes) -> Sealed | None:
    """The content locked to the configured key; None where no key is set. Raises ValueError for a key that is none."""
    written = _configured()
    if not written:
        return None
    key = _public_key(written)
    return Sealed(SealedBox(key).encrypt(content), hashlib.sha256(bytes(key)).hexdigest())


def open_sealed(sealed: bytes, private: str) -> bytes:
    """The original, with the private key in hexadecimal. Raises Problem (impossible) where it is no key, or another's."""
    try:
        return bytes(SealedBox(PrivateKey(bytes.fromhex(private.strip()))).decrypt(sealed))
    except (ValueError, TypeError, CryptoError):
        raise Problem(ProblemCode.IMPOSSIBLE, Message("This private key does not open it. Nothing was written.")) from None


def new_pair() -> NewPair:
    made = PrivateKey.generate()
    return NewPair(bytes(made.public_key).hex(), bytes(made).hex())
