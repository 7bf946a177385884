"""A short text with a signature under it, as a person can read it and any program check it (C2SP signed-note, Ed25519):

    <name of the log>
    <lines>

    — <name of the log> <base64 of key id and signature>

The key that checks it is one line too: `<name>+<key id>+<base64 of 0x01 and the public key>`."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
ID_BYTES = 4
MARK = "— "


class BadNote(ValueError):
    """Not a note of this kind, or not signed by this key. Says which."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Whoever has it can check what the log has signed."""

    name: str
    key_id: str
    raw: bytes

    @classmethod
    def of(cls, raw: bytes) -> "PublicKey":
        """The log is named after its key, so that no other can take its name."""
        name = f"baqylau.log/{hashlib.sha256(raw).hexdigest()[:16]}"
        return cls(name, hashlib.sha256(name.encode() + b"\n" + ED25519 + raw).digest()[:ID_BYTES].hex(), raw)

    @classmethod
    def read(cls, line: str) -> "PublicKey":
        """Raises BadNote for a line that is no key, or whose id is not its own."""
        try:
            name, key_id, coded = line.strip().split("+", 2)
            found = base64.b64decode(coded, validate=True)
        except (ValueError, binascii.Error):
            raise BadNote("this line is not a public key of a log") from None
        if found[:1] != ED25519 or len(found) != 33 or cls.of(found[1:]).key_id != key_id or cls.of(found[1:]).name != name:
            raise BadNote("this line is not a public key of a log")
        return cls(name, key_id, found[1:])

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id}+{base64.b64encode(ED25519 + self.raw).decode()}"


class Signer:
    """The private key, made from 32 secret bytes."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = PublicKey.of(self._key.public_key().public_bytes_raw())

    def sign(self, lines: list[str]) -> str:
        """The note of these lines under the log's name. The same lines give the same bytes."""
        text = "".join(f"{line}\n" for line in (self.public.name, *lines))
        signed = bytes.fromhex(self.public.key_id) + self._key.sign(text.encode())
        return f"{text}\n{MARK}{self.public.name} {base64.b64encode(signed).decode()}\n"


def key_id_of(note: str) -> str:
    """The id of the key that the note says it is signed with. Raises BadNote."""
    return _parts(note)[1][:ID_BYTES].hex()


def _parts(note: str) -> tuple[str, bytes]:
    text, found, below = note.replace("\r\n", "\n").strip("\n").rpartition(f"\n\n{MARK}")
    try:
        signed = base64.b64decode(below.split(" ")[1], validate=True) if found else b""
    except (IndexError, binascii.Error):
        signed = b""
    if len(signed) != ID_BYTES + 64:
        raise BadNote("this is not a signed note")
    return f"{text}\n", signed


def is_exact(note: str) -> bool:
    """Whether a note is byte for byte as it is signed. One that was carried by mail may have other ends of lines and still be read."""
    try:
        text, signed = _parts(note)
    except BadNote:
        return False
    return note == f"{text}\n{MARK}{text.splitlines()[0]} {base64.b64encode(signed).decode()}\n"


def opened(note: str, key: PublicKey) -> list[str]:
    """The lines of a note below the log's name, checked. Raises BadNote where it is not one, or not signed by this key."""
    text, signed = _parts(note)
    if signed[:ID_BYTES].hex() != key.key_id or not text.startswith(f"{key.name}\n"):
        raise BadNote("this note is signed with another key")
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signed[ID_BYTES:], text.encode())
    except InvalidSignature:
        raise BadNote("the signature does not belong to this text: something in it was changed") from None
    return text.splitlines()[1:]
