"""The conclusion on the commission's own published turnout: how many tests hold and do not hold, by rule; as an object."""

from analysis.conclusion import Base, Conclusion, Part, Selection, Subject
from schemas.voice import Voice
from services.official_tests import Tests


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
