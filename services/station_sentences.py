"""The computed first line of one station: the protocol, the count, what could not be watched, and the arithmetic between them."""

from locales import clock, text
from services.states import REASON_NAMES, Reason, Side, State
from services.station import OneStation
from services.wording import strong

__all__ = ["sentence", "watch_words"]


def watch_words(found: OneStation) -> str:
    """`gap 14:05–15:10`, `whole day`, or nothing where nobody counted."""
    if found.people("counted") is None:
        return ""
    if not found.gaps:
        return text("whole day")
    if len(found.gaps) > 1:
        return text("gaps: {n}", n=len(found.gaps))
    return text("gap {period}", period=_period(found, 0))


def _period(found: OneStation, index: int) -> str:
    zone = found.station.time_zone
    begin, end = found.gaps[index]
    return f"{clock(begin, zone)}–{clock(end, zone)}"


def _protocol(found: OneStation) -> str:
    issued, outside = found.people("protocol_issued"), found.people("outside")
    if issued is None:
        return text("No protocol figures are held from this station.")
    if outside is None:
        return text(
            "The protocol states {issued} voters who received ballots; how many of them voted outside is not known.", issued=strong(issued)
        )
    return text(
        "The protocol states {issued} voters who received ballots, {outside} of them outside the premises.",
        issued=strong(issued),
        outside=outside,
    )


def _count(found: OneStation) -> str:
    counted = found.people("counted")
    if counted is None:
        return text("No count by an observer has come in.")
    if not found.gaps:
        return text("The observer counted {counted} from opening to close.", counted=strong(counted))
    periods = ", ".join(_period(found, index) for index in range(len(found.gaps)))
    increase = found.people("stated_increase")
    if increase is None:
        return text(
            "The observer counted {counted} and could not watch {periods}; no number of the commission covers that time.",
            counted=strong(counted),
            periods=periods,
        )
    return text(
        "The observer counted {counted} and could not watch {periods}, when the commission's own number rose by {increase}.",
        counted=strong(counted),
        periods=periods,
        increase=strong(increase),
    )


def _verdict(found: OneStation) -> str:
    protocol, floor, ceiling, counted = (found.people(name) for name in ("protocol", "floor", "ceiling", "counted"))
    side, state = found.word("side"), found.word("state")
    if protocol is None or floor is None or counted is None or side in ("", Side.NONE):
        return (
            text("The two cannot be compared, because: {reason}.", reason=text(REASON_NAMES[found.reason]))
            if found.reason is not Reason.NONE
            else ""
        )
    below, above, increase = (
        found.people("allowance_below") or 0,
        found.people("allowance_above") or 0,
        found.people("stated_increase") or 0,
    )
    if side == Side.BELOW:
        return text(
            "Without those outside, the protocol is {n} below the floor of {floor} ({counted} − {allowance} allowance).",
            n=strong(floor - protocol),
            floor=strong(floor),
            counted=counted,
            allowance=below,
        )
    if ceiling is None:
        return text(
            "The protocol is not below the floor; from above the two cannot be compared, because: {reason}.",
            reason=text(REASON_NAMES[found.reason]),
        )
    if side == Side.ABOVE:
        values: dict[str, object] = {"n": strong(protocol - ceiling), "ceiling": strong(ceiling), "counted": counted, "allowance": above}
        if not increase:
            return text(
                "Without those outside, the protocol is {n} above the ceiling of {ceiling} ({counted} + {allowance} allowance).",
                None,
                **values,
            )
        return text(
            "Without those outside, the protocol is {n} above the ceiling of {ceiling} ({counted} + {increase} + {allowance} allowance).",
            None,
            increase=increase,
            **values,
        )
    if state == State.AGREES:
        return text("Without those outside, protocol and count are the same.")
    return text(
        "Without those outside, the protocol lies between the floor of {floor} and the ceiling of {ceiling}.",
        floor=strong(floor),
        ceiling=strong(ceiling),
    )


def sentence(found: OneStation) -> str:
    """Protocol, count, and what lies between, each a sentence; nothing is said of what nobody reported."""
    if found.row is None:
        return text("No turnout report and no protocol has come in from this station.")
    return " ".join(part for part in (_protocol(found), _count(found), _verdict(found)) if part)
