"""A release: the headline figures as they were said, frozen with the rules and the facts they rest on."""

from enum import StrEnum

from schemas.message import Message
from schemas.model import Model


class Cause(StrEnum):
    """What a figure can have changed by, since the release before."""

    REPORTS = "reports"
    CORRECTIONS = "corrections"
    DECISIONS = "decisions"
    OFFICIAL = "official"
    REGISTRY = "registry"
    RULES = "rules"
    PROGRAM = "program"
    """No fact and no rule changed: it is computed in another way."""


CAUSE_NAMES: dict[Cause, Message] = {
    Cause.REPORTS: Message("new reports", "release_cause"),
    Cause.CORRECTIONS: Message("corrections by observers", "release_cause"),
    Cause.DECISIONS: Message("decisions of a second person", "release_cause"),
    Cause.OFFICIAL: Message("a new official publication", "release_cause"),
    Cause.REGISTRY: Message("another list of polling stations", "release_cause"),
    Cause.RULES: Message("other rules", "release_cause"),
    Cause.PROGRAM: Message("computed in another way", "release_cause"),
}


ABOUT_WHAT_WAS_FOUND = frozenset({"robustness", "turnout_remainder"})
"""Statements that name the organisation on which most rests, and the region whose unseen stations must differ most."""


class Headline(Model):
    """One conclusion as it was said. `parts`: k and n by code; `amounts`: sums, ratios by code; `sentences` by language."""

    subject: str
    about: str
    level: str
    voices: tuple[str, ...]
    n: int
    parts: dict[str, tuple[int, int]]
    amounts: dict[str, float]
    sentences: dict[str, str]

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """What tells one statement of a release from all others: copies stand once against copies and once against publications. Where
        whom or what it is about is itself the finding, another finding is the same statement with another answer."""
        return self.subject, "" if self.subject in ABOUT_WHAT_WAS_FOUND else self.about, self.voices


class ReleaseContent(Model):
    """What a release freezes. `ledger_length`: the position it speaks of; `extent`: facts by kind (a Cause's code) at that position;
    `rules`: what enters and what is tolerated, by name."""

    ledger_length: int
    rules: dict[str, str]
    extent: dict[str, int]
    headlines: tuple[Headline, ...]
