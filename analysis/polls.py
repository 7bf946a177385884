"""Exit polls beside the announced result: an estimate held to a count, by the error that the pollster stated, if any."""

from collections.abc import Mapping
from dataclasses import dataclass

ROUNDING_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class PollAnswer:
    """`poll_share` and `announced_share` in [0, 1]; `difference` = poll − announced. `within_error` is None where no error was stated
    or nothing was announced."""

    option: str
    poll_share: float
    announced_share: float | None
    difference: float | None
    within_error: bool | None


def against(poll: Mapping[str, float], announced: Mapping[str, float], error: float | None) -> tuple[PollAnswer, ...]:
    """Each option of a poll beside its announced share. `error`: the stated margin as a share (0.02 is 2 percentage points).

    A poll estimates shares of votes for options; whether its sample was random is not known, so its own word on its error is all there
    is to hold it to."""
    made = []
    for option, share in poll.items():
        known = announced.get(option)
        difference = None if known is None else share - known
        within = None if error is None or difference is None else abs(difference) <= error + ROUNDING_NOISE
        made.append(PollAnswer(option, share, known, difference, within))
    return tuple(made)


def largest(answers: tuple[PollAnswer, ...]) -> PollAnswer | None:
    """The answer farthest from what was announced."""
    known = [each for each in answers if each.difference is not None]
    return max(known, key=lambda each: abs(each.difference or 0.0), default=None)
