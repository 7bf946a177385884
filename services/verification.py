"""`manage.py verify`, in words for a shell: the whole of what is stored, or only files that somebody kept."""

from collections.abc import Sequence
from pathlib import Path

from schemas.person import Actor
from services import handed_files, log_check
from services.permissions import Act, require


def told(actor: Actor, files: Sequence[Path], most: int) -> tuple[list[str], str]:
    """Lines, and a sentence where something is not what was recorded ("" where all is). With files only these are looked at.
    Raises Problem (forbidden), OSError."""
    require(actor, Act.MANAGE_PEOPLE)
    if files:
        looked_at = [handed_files.said(each) for each in files]
        wrong_n = sum(not is_ours for _, is_ours in looked_at)
        return [line for line, _ in looked_at], f"{wrong_n} file(s) are not as they were made here." if wrong_n else ""
    found = log_check.check(actor)
    altered_n = len(found.changed)
    return list(found.sentences(most)), f"{altered_n} value(s) are not what was recorded." if altered_n else ""
