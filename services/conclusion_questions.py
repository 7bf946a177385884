"""Which question each conclusion answers: the paper and the releases group their sentences alike."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from analysis.conclusion import Subject
from schemas.message import Message

Told = TypeVar("Told")

TURNOUT = Message("Does announced turnout agree with what was counted?")
RESULTS = Message("Do published results agree with the protocols?")
REGIONS = Message("Which regions stand out, and what goes together?")
SUMS = Message("Do protocols add up?")
SEEN = Message("What was seen, and at how many stations?")
SCREENS = Message("Is anything unusual about the figures of many stations?")
QUESTIONS: dict[Subject, Message] = {
    Subject.TURNOUT: TURNOUT,
    Subject.TURNOUT_HOURS: TURNOUT,
    Subject.TURNOUT_REMAINDER: TURNOUT,
    Subject.TURNOUT_DAY: TURNOUT,
    Subject.RESULTS_BY_STATION: RESULTS,
    Subject.RESULTS_BY_UNIT: RESULTS,
    Subject.COPIES: Message("Does each copy of a protocol say the same?"),
    Subject.ENTRIES: SUMS,
    Subject.BALLOTS: SUMS,
    Subject.SAMPLE: Message("What does a random sample of stations say?"),
    Subject.VIOLATIONS: SEEN,
    Subject.INCIDENTS: SEEN,
    Subject.OFFICIAL: Message("Do the commission's own figures agree with each other?"),
    Subject.ROBUSTNESS: Message("On whom does this rest?"),
    Subject.REGIONS: REGIONS,
    Subject.REGIONS_TOGETHER: REGIONS,
    Subject.ASSOCIATIONS: REGIONS,
    Subject.WATCHED: REGIONS,
    Subject.WATCHED_TOTAL: REGIONS,
    Subject.INTEGERS: SCREENS,
    Subject.FINGERPRINT: SCREENS,
    Subject.CLEAN_PEAK: SCREENS,
    Subject.SMALL_STATIONS: SCREENS,
    Subject.LAST_DIGIT: SCREENS,
    Subject.SEATS: Message("How do votes become seats?"),
    Subject.CHECKS: Message("How good are the checks?"),
}
"""The page that asks it, in the order of reading: what was counted before what is unusual."""


def by_question(told: Sequence[Told], subject: Callable[[Told], str]) -> Iterator[tuple[Message, list[Told]]]:
    """What was told under its questions, in their order; a question that nothing answers is left out."""
    for question in dict.fromkeys(QUESTIONS.values()):
        own = [each for each in told if QUESTIONS[Subject(subject(each))] is question]
        if own:
            yield question, own
