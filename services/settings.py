"""What the environment decides: DATABASE_URL, BAQYLAU_VAR, BAQYLAU_MODE, BAQYLAU_LOG_KEY, PORT. Read once, when first needed."""

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


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


def read(environment: "os._Environ[str] | dict[str, str]" = os.environ) -> Settings:
    """Raises ValueError where BAQYLAU_MODE or PORT is not what it can be: a mistake in settings shows at once."""
    return Settings(
        database_url=environment.get("DATABASE_URL", ""), var=Path(environment.get("BAQYLAU_VAR", "var")).absolute(),
        mode=Mode(environment.get("BAQYLAU_MODE", Mode.DEMO)), port=int(environment.get("PORT", "8501")),
        log_key=Path(named).absolute() if (named := environment.get("BAQYLAU_LOG_KEY", "")) else None)
