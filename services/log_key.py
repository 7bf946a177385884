"""The key that signs the evidence log: 32 secret bytes in hexadecimal, in a file of its own. Production says where it is; the
demonstration makes one and keeps it in its folder."""

import time
from functools import lru_cache
from pathlib import Path

from schemas.signed_note import Signer
from services import keys, settings
from services.settings import Mode

VARIABLE = "BAQYLAU_LOG_KEY"
SEED_BYTES = 32


def missing() -> str | None:
    """The sentence that says what is wrong with production's key; None where nothing is."""
    wanted = settings.read()
    if wanted.mode is not Mode.PRODUCTION or (wanted.log_key is not None and _seed(wanted.log_key) is not None):
        return None
    return (f"{VARIABLE} does not name a file with the key of the evidence log (64 hexadecimal digits). "
            "Make one: python -c 'import secrets; print(secrets.token_hex(32))' > FILE; chmod 600 FILE")


def place() -> Path | None:
    """The file of the key; None where production does not name it."""
    wanted = settings.read()
    return wanted.log_key or (None if wanted.mode is Mode.PRODUCTION else wanted.var / "log" / "key")


def signer() -> Signer:
    """Raises RuntimeError where there is no key."""
    file = place()
    found = None if file is None else _signer_at(file, settings.read().mode is not Mode.PRODUCTION, int(time.monotonic()))
    if found is None:
        raise RuntimeError(missing() or "the file of the log's key does not hold 64 hexadecimal digits")
    return found


@lru_cache(maxsize=4)
def _signer_at(place: Path, is_made: bool, _second: int) -> Signer | None:
    """Read at most once a second, because every report asks for it. `is_made`: a key that is not there yet is made."""
    if is_made and not place.exists():
        keys.kept(place)
    seed = _seed(place)
    return None if seed is None else Signer(seed)


def _seed(place: Path) -> bytes | None:
    try:
        seed = bytes.fromhex(place.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None
    return seed if len(seed) == SEED_BYTES else None
