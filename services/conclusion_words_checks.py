"""The conclusion on the checks in words: what they point at and what they pass by, each with how many are wrong."""

from analysis.conclusion import Conclusion
from locales import text
from services.wording import strong

REVIEWED = "reviewed"


def words(found: Conclusion) -> str:
    if not found.n:
        return text("No count can be held against anything here.")
    wrong, right = found.part("wrong_asked"), found.part("right_asked")
    wrong_all, right_all = found.part("wrong_asked_all"), found.part("right_asked_all")
    if not wrong.n:
        said = text(
            "None of the {n} counts that could be judged is wrong. Red and amber questions point at {k} of them and not at {rest}; with "
            "questions for information they point at {every}.",
            n=strong(found.n), k=strong(found.finding.k), rest=strong(found.opposite.k), every=strong(right_all.k),
        )  # fmt: skip
        return f"{said} {_held(found)}"
    said = text(
        "Of {n} counts that could be judged, red and amber questions point at {k}, of which {wrong} are wrong and {right} right; at {rest} "
        "they do not point, of which {missed} are wrong and {passed} right. With questions for information they point at {every}, of which "
        "{every_wrong} are wrong.",
        n=strong(found.n),
        k=strong(found.finding.k),
        wrong=strong(wrong.k),
        right=strong(right.k),
        rest=strong(found.opposite.k),
        missed=strong(wrong.n - wrong.k),
        passed=strong(right.n - right.k),
        every=strong(wrong_all.k + right_all.k),
        every_wrong=strong(wrong_all.k),
    )
    return f"{said} {_held(found)}"


def _held(found: Conclusion) -> str:
    """What makes a count wrong."""
    if found.about_code == REVIEWED or found.about is None:
        return text("A count is wrong here where a second person returned or rejected it; the checks were seen by that person.")
    return text(
        "A count is wrong here where a figure, as first sent, differs from what is held to be true: {truth}.", truth=text(found.about))
