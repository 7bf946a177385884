"""`manage.py verify`, in words for a shell: the whole of what is stored, or only files that somebody kept; and what it found last."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from schemas.person import Actor
from services import clock, handed_files, log_check, settings
from services.permissions import Act, require


@dataclass(frozen=True, slots=True)
class Last:
    """What the last whole verification read and found. `changed_n`: values that are not what was recorded."""

    at: datetime
    entries_n: int
    checkpoints_n: int
    files_n: int
    changed_n: int


def place() -> Path:
    """The file of the last result. Whoever can alter the log can alter it too: it says when somebody looked, and proves nothing."""
    return settings.read().var / "log" / "verification.json"


def told(actor: Actor, files: Sequence[Path], most: int) -> tuple[list[str], str]:
    """Lines, and a sentence where something is not what was recorded ("" where all is). With files only these are looked at; without,
    the result is kept for the page of the log. Raises Problem (forbidden), OSError."""
    require(actor, Act.MANAGE_PEOPLE)
    if files:
        looked_at = [handed_files.said(each) for each in files]
        wrong_n = sum(not is_ours for _, is_ours in looked_at)
        return [line for line, _ in looked_at], f"{wrong_n} file(s) are not as they were made here." if wrong_n else ""
    found = log_check.check(actor)
    altered_n = len(found.changed)
    _keep(Last(clock.now(), found.entries_n, found.checkpoints_n, found.files_n, altered_n))
    return list(found.sentences(most)), f"{altered_n} value(s) are not what was recorded." if altered_n else ""


def _keep(found: Last) -> None:
    place().parent.mkdir(parents=True, exist_ok=True)
    part = place().with_suffix(".new")
    part.write_text(json.dumps({**asdict(found), "at": found.at.isoformat()}), encoding="utf-8")
    part.replace(place())


def last(actor: Actor) -> Last | None:
    """The last result; None where nobody has verified yet. Raises Problem (forbidden)."""
    require(actor, Act.READ_ANALYSIS)
    try:
        told = json.loads(place().read_text(encoding="utf-8"))
        return Last(**{**told, "at": datetime.fromisoformat(told["at"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
