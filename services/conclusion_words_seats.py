"""The conclusion on seats in words: who gets how many under which settings, whether that is what was published, the nearest change."""

from analysis.conclusion import Conclusion
from locales import language, text
from services.wording import strong, strong_share


def words(found: Conclusion) -> str:
    if not found.n:
        if found.amount("seats") is None:
            return text("Votes of every list were not found for this contest, so no seats are recomputed.")
        return text("Under these settings no list reaches the threshold, so no seat is given out.")
    said = {code: name.in_language(language()) for code, name in found.named}
    given = {code: int(found.amount(code) or 0) for code in said if code.startswith("seats_")}
    parts = [
        text(
            "{n} seats, threshold {share} of {base}: {won}.",
            n=strong(int(found.amount("seats") or 0)),
            share=strong_share(found.amount("threshold_share") or 0.0, 0),
            base=text(found.about) if found.about is not None else "",
            won=" · ".join(f"{said[code]} {strong(n)}" for code, n in given.items() if n),
        ),
        text(
            "Of {n} lists {seated} have a seat, {rest} have none.",
            n=strong(found.n), seated=strong(found.finding.k), rest=strong(found.opposite.k)),
    ]  # fmt: skip
    same = found.part("seats_as_published")
    if same.n:
        parts.append(text(
            "Published seats: the same for {same} of {n} lists, others for {rest}.",
            same=strong(same.k), n=strong(same.n), rest=strong(same.n - same.k)))  # fmt: skip
    else:
        parts.append(text("Published seats were not found."))
    fewest = found.amount("fewest_votes")
    if fewest is not None:
        parts.append(text(
            "The fewest votes that change a seat: {n}, moved from {giver} to {taker}.",
            n=strong(int(fewest)), giver=said["giver"], taker=said["taker"]))  # fmt: skip
    tied = ", ".join(name for code, name in said.items() if code.startswith("tied_"))
    if tied:
        parts.append(text("Equal remainders at the last seat, decided by the order of registration alone: {names}.", names=tied))
    return " ".join(parts)
