"""The conclusions on what papers say inside themselves in words: both directions, each with its sum."""

from analysis.conclusion import Conclusion
from locales import plural, text
from services.wording import strong


def entries(found: Conclusion) -> str:
    if not found.n:
        return text("No protocol was entered twice.")
    return text(
        "At {k} of {n} stations the first two entries of the protocol agree on every field, at {rest} they do not; a field that only one "
        "of them has counts as different. At {shared} a field that both have differs.",
        k=strong(found.opposite.k),
        n=strong(found.n),
        rest=strong(found.finding.k),
        shared=strong(found.part("shared_differ").k),
    )


def ballots(found: Conclusion) -> str:
    if not found.n:
        none = text("No protocol is published with ballots given out, invalid ballots and votes.")
        return f"{none} {_unknown(found)}".rstrip()
    said = plural(
        "Of {n} published protocol: more ballots than votes in {more} ({a} ballots in all), more votes than ballots in {fewer} ({b}).",
        "Of {n} published protocols, {more} have more ballots than votes ({a} ballots in all), {fewer} more votes than ballots ({b}).",
        found.n,
        n=strong(found.n),
        more=strong(found.opposite.k),
        a=strong(int(found.amount("ballots_over") or 0)),
        fewer=strong(found.finding.k),
        b=strong(int(found.amount("votes_over") or 0)),
    )
    return f"{said} {_unknown(found)}".rstrip()


def _unknown(found: Conclusion) -> str:
    """What is not known is counted: a station with an empty cell is in neither direction."""
    missing = int(found.amount("ballots_unknown") or 0)
    if not missing:
        return ""
    return plural(
        "At {n} published station one of these figures is missing, so nothing is said of it; votes of some options only: {m}.",
        "At {n} published stations one of these figures is missing, so nothing is said of them; votes of some options only: {m}.",
        missing,
        n=strong(missing),
        m=strong(int(found.amount("votes_in_part") or 0)),
    )
