"""The conclusion on the checks themselves: at how many counts they point, at how many they do not, and how many of each are wrong."""

from analysis.conclusion import Base, Conclusion, Part, Subject
from schemas.voice import Voice
from services.check_quality import TRUTH_NAMES, CheckQuality, Truth


def of_checks(found: CheckQuality) -> Conclusion:
    """Red and amber questions, then all of them. What is judged are counts as first sent, checked later or not."""
    strict, every = found.strict, found.every
    n = strict.wrong_n + strict.right_n
    asked = strict.wrong_flagged_n + strict.right_flagged_n
    return Conclusion(
        subject=Subject.CHECKS,
        voices=(Voice.PROTOCOL, Voice.PUBLISHED) if found.truth is Truth.PUBLISHED else (Voice.PROTOCOL,),
        base=Base.COUNTS_JUDGED,
        finding=Part("asked", asked, n),
        opposite=Part("not_asked", n - asked, n),
        more=(
            Part("wrong_asked", strict.wrong_flagged_n, strict.wrong_n),
            Part("right_asked", strict.right_flagged_n, strict.right_n),
            Part("wrong_asked_all", every.wrong_flagged_n, every.wrong_n),
            Part("right_asked_all", every.right_flagged_n, every.right_n),
        ),
        amounts=(("not_judged", found.unjudged_n),),
        checked=True,
        about=TRUTH_NAMES[found.truth],
        about_code=found.truth.value,
    )
