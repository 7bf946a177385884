"""The conclusion on the commission's own published turnout: how many tests hold and do not hold, by rule; object and words."""

from analysis.conclusion import Base, Conclusion, Part, Selection, Subject
from locales import text
from schemas.voice import Voice
from services.official_tests import Rule, Tests
from services.wording import strong, strong_share


def of_official(found: Tests) -> Conclusion:
    """Each rule is a part: `k` of `n` tests do not hold. Published figures are everybody's: nobody of ours checks them."""
    tested, broken = sum(each.tested for each in found.held), sum(len(each.broken) for each in found.held)
    night = {} if found.later is None else {"night_share": found.later.announced_share, "later_share": found.later.later_share}
    return Conclusion(
        subject=Subject.OFFICIAL,
        voices=(Voice.PUBLISHED,),
        base=Base.PUBLISHED_TESTS,
        finding=Part("does_not_hold", broken, tested),
        opposite=Part("holds", tested - broken, tested),
        more=tuple(Part(each.rule.value, len(each.broken), each.tested) for each in found.held),
        amounts=tuple(night.items()),
        selection=Selection.ALL,
        checked=True,
    )


def words(found: Conclusion) -> str:
    """Both directions, then each rule with what it was tested on, then the night beside what came later."""
    if not found.n:
        return text("No two published turnout figures of this election can be held to each other.")

    def of(rule: Rule) -> str:
        part = found.part(rule.value)
        return text("{k} of {n}", k=part.k, n=part.n)

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
