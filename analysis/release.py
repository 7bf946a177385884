"""What changed between two releases: every headline whose figures differ, with what it can have changed by."""

from dataclasses import dataclass

from schemas.release import Cause, Headline, ReleaseContent
from schemas.voice import Voice

FACTS = (Cause.REPORTS, Cause.CORRECTIONS, Cause.DECISIONS, Cause.OFFICIAL, Cause.REGISTRY)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a headline before and after, as `k of n` or an amount; None where it was not said."""

    code: str
    before: tuple[float, ...] | None
    after: tuple[float, ...] | None


@dataclass(frozen=True, slots=True)
class Change:
    """A headline that differs; `before` or `after` is None where it was not said then, or is no longer. `figures` are those that differ."""

    before: Headline | None
    after: Headline | None
    figures: tuple[Figure, ...]
    causes: tuple[Cause, ...]


def causes(before: ReleaseContent, after: ReleaseContent) -> tuple[Cause, ...]:
    """What changed between the two, whatever figure it bears on."""
    facts = [each for each in FACTS if before.extent.get(each, 0) != after.extent.get(each, 0)]
    return (*facts, *([Cause.RULES] if before.rules != after.rules else []))


def differences(before: ReleaseContent, after: ReleaseContent) -> tuple[Change, ...]:
    """Every changed headline in the order of the later release, those no longer said last."""
    old, new = ({each.key: each for each in content.headlines} for content in (before, after))
    between = causes(before, after)
    made = []
    for key in dict.fromkeys([*new, *old]):
        then, now = old.get(key), new.get(key)
        figures = _figures(then, now)
        if figures or (then.level if then else "") != (now.level if now else ""):
            made.append(Change(then, now, figures, _bearing(between, then or now) or (Cause.PROGRAM,)))
    return tuple(made)


def _values(said: Headline | None) -> dict[str, tuple[float, ...]]:
    return {} if said is None else {**{code: (value,) for code, value in said.amounts.items()}, **said.parts}


def _figures(before: Headline | None, after: Headline | None) -> tuple[Figure, ...]:
    old, new = _values(before), _values(after)
    return tuple(Figure(code, old.get(code), new.get(code)) for code in dict.fromkeys([*new, *old]) if old.get(code) != new.get(code))


def _bearing(between: tuple[Cause, ...], said: Headline | None) -> tuple[Cause, ...]:
    """A publication changes nothing that rests on own reports alone, and reports nothing that rests on publications alone."""
    voices = set(said.voices) if said else set()
    own = {Cause.REPORTS, Cause.CORRECTIONS, Cause.DECISIONS}
    published = Voice.PUBLISHED.value in voices
    return tuple(
        each for each in between if (each is not Cause.OFFICIAL or published) and (each not in own or voices != {Voice.PUBLISHED.value})
    )
