"""What the environment decides: DATABASE_URL, BAQYLAU_VAR, BAQYLAU_MODE, BAQYLAU_LOG_KEY, PORT. Read once, when first needed."""

import os
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

PORTS = 65_536


class Mode(StrEnum):
    DEMO = "demo"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True)
class Settings:
    database_url: str
    var: Path
    mode: Mode
    port: int
    log_key: Path | None = None
    """The file of the key that signs the evidence log; production has it elsewhere than the database."""


class BadSetting(ValueError):
    """A setting that cannot be, in a sentence for whoever starts the server: what was found, what can stand there."""


def read(environment: "os._Environ[str] | dict[str, str]" = os.environ) -> Settings:
    """Raises BadSetting where BAQYLAU_MODE or PORT is not what it can be: a mistake in settings shows at once."""
    return _read(environment.get("DATABASE_URL", ""), environment.get("BAQYLAU_VAR", "var"), environment.get("BAQYLAU_MODE", Mode.DEMO),
                 environment.get("PORT", "8501"), environment.get("BAQYLAU_LOG_KEY", ""))


@lru_cache(maxsize=8)
def _read(database_url: str, var: str, mode: str, port: str, log_key: str) -> Settings:
    """Once for the same words: every report asks which mode this is."""
    if mode not in list(Mode):
        raise BadSetting(f"BAQYLAU_MODE is “{mode}”. It can be {' or '.join(Mode)}: set one of them, or leave it out for {Mode.DEMO}.")
    if not (port.isascii() and port.isdigit() and 0 < int(port) < PORTS):
        raise BadSetting(f"PORT is “{port}”. It is a number from 1 to {PORTS - 1}: set another, or leave it out for 8501.")
    return Settings(database_url, Path(var).absolute(), Mode(mode), int(port), Path(log_key).absolute() if log_key else None)
