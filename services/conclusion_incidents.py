"""The conclusion on incidents: how many were told of, how many of them a second person or report confirms, and how many not yet."""

from analysis.conclusion import Base, Conclusion, Part, Subject
from schemas.counting import CountRule
from schemas.voice import Voice
from services.violations import Seen


def of_incidents(found: Seen, rule: CountRule = CountRule.ALL) -> Conclusion:
    """Reports are not incidents: several may tell of one. Complaints stand with how many were answered."""
    n = len(found.incidents)
    heard = () if found.is_silent else (("reports", float(found.reports)), ("stations", float(found.incident_stations)))
    return Conclusion(
        subject=Subject.INCIDENTS,
        voices=(Voice.COUNT,),
        base=Base.INCIDENTS_TOLD,
        finding=Part("incidents_checked", found.incidents_checked, n),
        opposite=Part("incidents_unchecked", n - found.incidents_checked, n),
        more=(Part("complaints_answered", found.answered, found.complaints),),
        amounts=heard,
        checked=rule is CountRule.CHECKED or found.incidents_checked == n,
    )
