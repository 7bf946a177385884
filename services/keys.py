"""The secret of an installation. Production is given its own; the demonstration makes one and keeps it in its folder."""

import hashlib
import hmac
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from services import settings
from services.settings import Mode

VARIABLE = "BAQYLAU_SECRET"
SHORTEST = 32
_made: dict[Path, bytes] = {}


def missing() -> str | None:
    """The sentence that says which key production lacks; None where nothing is missing."""
    if settings.read().mode is not Mode.PRODUCTION or len(os.environ.get(VARIABLE, "")) >= SHORTEST:
        return None
    return (f"{VARIABLE} is not set, or shorter than {SHORTEST} characters. "
            "Make one: python -c 'import secrets; print(secrets.token_hex(32))'")


def signature(purpose: str, message: str) -> str:
    """HMAC-SHA256 under the installation's secret, in hexadecimal; `purpose` keeps one use from standing for another.
    Raises RuntimeError where production has no secret."""
    key = hmac.digest(_secret(), purpose.encode(), hashlib.sha256)
    return hmac.digest(key, message.encode(), hashlib.sha256).hex()


def is_signed(purpose: str, message: str, claimed: str) -> bool:
    return hmac.compare_digest(signature(purpose, message).encode(), claimed.encode())


def _secret() -> bytes:
    if settings.read().mode is Mode.PRODUCTION:
        if sentence := missing():
            raise RuntimeError(sentence)
        return os.environ[VARIABLE].encode()
    place = settings.read().var / "secret"
    if place not in _made:
        _made[place] = kept(place)
    return _made[place]


def kept(place: Path) -> bytes:
    """Made by whoever comes first, whole from its first moment, readable by its owner only; read by everybody else."""
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_hex(32).encode())
        with suppress(FileExistsError):
            os.link(draft, place)
        Path(draft).unlink()
    return place.read_bytes()
