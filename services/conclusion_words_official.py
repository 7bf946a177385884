"""The conclusion on the commission's own published turnout in words: both directions, each rule with what it was tested on."""

from analysis.conclusion import Conclusion
from analysis.consistency import Rule
from locales import text
from services.wording import strong, strong_share


def words(found: Conclusion) -> str:
    """Both directions, then each rule with what it was tested on, then the night beside what came later."""
    if not found.n:
        return text("No two published turnout figures of this election can be held to each other.")

    def of(rule: Rule) -> str:
        part = found.part(rule.value)
        return text("{k} of {n}", k=part.k, n=part.n) if part.n else text("nothing to test")

    parts = [
        text(
            "Of {n} tests of published turnout figures against each other {broken} do not hold, {holds} hold.",
            n=strong(found.n), broken=strong(found.finding.k), holds=strong(found.opposite.k),
        ),
        text(
            "Below the hour before: {falling}; the country outside its regions: {outside}; more voters than on the list: {above}; "
            "a printed turnout that its counts do not make: {share}.",
            falling=of(Rule.NOT_FALLING), outside=of(Rule.BETWEEN_REGIONS), above=of(Rule.WITHIN_LIST), share=of(Rule.COUNT_MAKES_SHARE),
        ),
    ]  # fmt: skip
    night, later = found.amount("night_share"), found.amount("later_share")
    if night is not None and later is not None:
        parts.append(
            text(
                "Turnout announced on the night: {night} of the list; the later value: {later} of the list.",
                night=strong_share(night, 2), later=strong_share(later, 2),
            )
        )  # fmt: skip
    return " ".join(parts)
