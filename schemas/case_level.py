"""How strongly a case may be worded. The level is computed from what the case holds; nobody can type it.

*documented*: a pair of documents or a video, and two independent checks. *counted*: what an observer saw or a document held, checked by
one other person. *unverified*: everything else. Estimates and screens speak of no single station, so no case can rest on them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from schemas.case import CaseCheck, CaseContent, ComparisonRow, Event, Evidence, EvidenceKind
from schemas.message import Message

CHECKS_NEEDED = 2


class CaseLevel(StrEnum):
    DOCUMENTED = "documented"
    COUNTED = "counted"
    UNVERIFIED = "unverified"


class Lacking(StrEnum):
    """What is missing to the next level."""

    SOMETHING_SEEN = "something_seen"
    FIRST_CHECK = "first_check"
    DOCUMENT_PAIR_OR_VIDEO = "document_pair_or_video"
    SECOND_CHECK = "second_check"
    DISAGREEMENT = "disagreement"
    SET_ASIDE = "set_aside"
    """It rests on reports that do not stand now."""


LEVEL_NAMES: dict[CaseLevel, Message] = {
    CaseLevel.DOCUMENTED: Message("documented", "case_level"),
    CaseLevel.COUNTED: Message("counted", "case_level"),
    CaseLevel.UNVERIFIED: Message("unverified", "case_level"),
}
LACKING_WORDS: dict[Lacking, Message] = {
    Lacking.SOMETHING_SEEN: Message("a report of somebody who saw it, or a document"),
    Lacking.FIRST_CHECK: Message("a check by a person who neither reported nor gathered it"),
    Lacking.DOCUMENT_PAIR_OR_VIDEO: Message("two documents of different origin that show it, or a video"),
    Lacking.SECOND_CHECK: Message("a second check, by another such person"),
    Lacking.DISAGREEMENT: Message("an answer to the check that did not confirm it"),
    Lacking.SET_ASIDE: Message("a version without the reports that are set aside now, or a decision that lets them stand again"),
}
DOCUMENTS = frozenset(EvidenceKind) - {EvidenceKind.VIDEO, EvidenceKind.AUDIO, EvidenceKind.PHOTO}
"""Papers. A photograph of a scene is not one; a photographed paper is filed as the paper it shows."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`checkers`: codes of the people whose check of the present material stands, in the order of their checks."""

    level: CaseLevel
    lacking: tuple[Lacking, ...]
    checkers: tuple[str, ...]
    has_pair: bool
    has_video: bool


def _pair_of_figures(row: ComparisonRow, documents: Collection[str]) -> bool:
    """Two sides that cannot both be right, each resting on documents of its own."""
    held = [(side, {each for each in side.documents if each in documents}) for side in row.sides]
    return any(a and b and not a & b and row.contradicts(first, second) for (first, a), (second, b) in combinations(held, 2))


def _pair_of_event(event: Event, documents: dict[str, Evidence]) -> bool:
    """Two documents of different origin that tell of one event."""
    return len({documents[sha256].origin for sha256 in event.documents if sha256 in documents}) >= CHECKS_NEEDED


def has_document_pair(content: CaseContent) -> bool:
    documents = {each.sha256: each for each in content.evidence if each.kind in DOCUMENTS}
    return any(_pair_of_figures(row, documents) for row in content.comparisons) or any(
        _pair_of_event(event, documents) for event in content.events
    )


def has_video(content: CaseContent) -> bool:
    return any(each.kind is EvidenceKind.VIDEO for each in content.evidence)


def standing_checks(content: CaseContent, checks: Sequence[CaseCheck], not_independent: Collection[str]) -> list[CaseCheck]:
    """The latest check of each independent person, of the material as it is now, in the order in which they were made.

    `not_independent`: account ids of who gathered the case or wrote one of its reports."""
    latest: dict[str, CaseCheck] = {}
    material = content.material_sha256
    for each in checks:
        if each.material_sha256 == material and each.checker_id not in not_independent:
            latest.pop(each.checker_id, None)
            latest[each.checker_id] = each
    return list(latest.values())


def standing(
    content: CaseContent, checks: Sequence[CaseCheck], not_independent: Collection[str] = (), *, is_held: bool = False
) -> Standing:
    """The level of a version under its checks, and what is missing to the next one. `checks` oldest first. `is_held`: a report it rests
    on is in quarantine, withdrawn or rejected; nothing is worded strongly on it."""
    pair, video = has_document_pair(content), has_video(content)
    made = standing_checks(content, checks, not_independent)
    confirmed, refused = [each for each in made if each.confirmed], [each for each in made if not each.confirmed]
    seen = any(each.saw_myself for each in content.reports) or any(each.kind in DOCUMENTS for each in content.evidence) or video
    to_counted = [] if seen else [Lacking.SOMETHING_SEEN]
    to_counted += [Lacking.SET_ASIDE] if is_held else []
    to_counted += [Lacking.DISAGREEMENT] if refused else []
    to_counted += [] if confirmed else [Lacking.FIRST_CHECK]
    to_documented = [] if pair or video else [Lacking.DOCUMENT_PAIR_OR_VIDEO]
    to_documented += [] if len(confirmed) >= CHECKS_NEEDED else [Lacking.SECOND_CHECK]
    level, lacking = CaseLevel.DOCUMENTED, []
    if to_counted:
        level, lacking = CaseLevel.UNVERIFIED, to_counted
    elif to_documented:
        level, lacking = CaseLevel.COUNTED, to_documented
    return Standing(level, tuple(lacking), tuple(each.checker_code for each in confirmed), pair, video)
