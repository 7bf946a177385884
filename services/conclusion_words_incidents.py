"""The conclusion on incidents in words: how many, checked and not yet checked, and the complaints with their answers."""

from analysis.conclusion import Conclusion
from locales import text
from services.wording import strong


def words(found: Conclusion) -> str:
    stations, complaints = found.amount("stations"), found.part("complaints_answered")
    if stations is None:
        return text("No observer's report of this election is stored here: how many incidents there were is not known.")
    if not found.n:
        return text("Observers told of no incident; what nobody saw or told is not known.")
    return text(
        "Observers told of at least {incidents} incidents (stations: {stations}): {checked} of them are checked by a second person or told "
        "by two reports that confirm each other, {unchecked} are not yet. Complaints they handed in: {complaints}; answered: {answered}.",
        incidents=strong(found.n),
        stations=strong(int(stations)),
        checked=strong(found.finding.k),
        unchecked=strong(found.opposite.k),
        complaints=strong(complaints.n),
        answered=strong(complaints.k),
    )
