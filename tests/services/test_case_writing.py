"""What is written into a case beside its material: corrected in place, refused where it cannot be, and no check is lost by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from schemas.case import CaseContent, CustodyAct
from schemas.case_level import CaseLevel, standing
from schemas.problem import Problem, ProblemCode
from services import case_law
from services import case_writing as writing
from tests.case_material import AT, COPY, check, pair

NOW = AT + timedelta(hours=2)
PAPERS = writing.Papers("ORG-1", "accredited by the CEC", "No. 7", "2.3", date(2028, 12, 1), date(2029, 2, 1))
STEP = writing.Step(CustodyAct.HANDED_OVER, AT + timedelta(hours=1), "ORG-1", "in a sealed envelope")


def whole(content: CaseContent) -> CaseContent:
    made = writing.with_witness(content, "voter", "W-1", signed=True)
    made = writing.with_act(made, AT, 3, NOW)
    made = writing.with_journal(made, "KZ-79/0417", "SHY-0417-A", AT, "14/3", NOW)
    made = writing.with_custody(made, COPY.sha256, STEP, NOW)
    made = writing.with_accreditation(made, PAPERS)
    return writing.with_norm(made, writing.typed_norm("election law", "Art. 43(8)", "of 5 November 2022", "a lawyer's copy"))


def test_no_check_is_lost_and_no_level_gained() -> None:
    content = pair()
    made = whole(content)
    assert made.material_sha256 == content.material_sha256, "what was checked is what it was"
    assert standing(made, [check(made, "a"), check(made, "b")]).level is CaseLevel.DOCUMENTED
    assert standing(whole(CaseContent(class_code="PRT-01")), []).level is CaseLevel.UNVERIFIED, "a witness is no check"
    assert CaseContent.model_validate_json(made.payload()) == made


def test_the_same_again_corrects() -> None:
    made = whole(whole(pair()))
    once = writing.with_witness(made, "observer", "W-1", signed=False)
    assert [(each.role, each.signed) for each in once.witnesses] == [("observer", False)]
    later = writing.with_journal(made, "KZ-79/0417", "SHY-0417-A", AT + timedelta(minutes=5), "14/4", NOW)
    assert [each.number for each in later.journal] == ["14/4"]
    assert len(made.accreditations) == 1 and made.accreditations[0].holds_on(date(2029, 1, 14)) is True
    dated = case_law.norms_of("PRT-01")[0].model_copy(update={"edition": "of 5 November 2022"})
    content = pair().model_copy(update={"norms": case_law.norms_of("PRT-01")})
    assert [each.edition for each in writing.with_norm(content, dated).norms] == ["of 5 November 2022"]


def test_custody_stands_in_the_order_of_time() -> None:
    made = whole(pair())
    earlier = writing.with_custody(made, COPY.sha256, writing.Step(CustodyAct.RECEIVED, AT, "SHY-0417-A"), NOW)
    steps = next(each.custody for each in earlier.evidence if each.sha256 == COPY.sha256)
    assert [each.act for each in steps] == [CustodyAct.RECEIVED, CustodyAct.HANDED_OVER]
    assert not next(each.custody for each in earlier.evidence if each.sha256 != COPY.sha256)


IMPOSSIBLE: dict[str, Callable[[CaseContent], object]] = {
    "a name for a code": lambda content: writing.with_witness(content, "voter", "Name Surname", signed=True),
    "no code": lambda content: writing.with_witness(content, "voter", " ", signed=True),
    "an act to come": lambda content: writing.with_act(content, NOW + timedelta(minutes=1), 2, NOW),
    "a crowd's signatures": lambda content: writing.with_act(content, AT, 100, NOW),
    "a journal to come": lambda content: writing.with_journal(content, "KZ-79/0417", "A", NOW + timedelta(minutes=1), "", NOW),
    "a custody to come": lambda content: writing.with_custody(
        content, COPY.sha256, writing.Step(CustodyAct.SEALED, NOW + timedelta(minutes=1), "A"), NOW),
    "no edition": lambda _: writing.typed_norm("election law", "Art. 1", " ", ""),
    "no article": lambda _: writing.typed_norm("election law", "", "of 2022", ""),
    "it ends before it begins": lambda content: writing.with_accreditation(
        content, writing.Papers("ORG-1", "", "", "", date(2029, 2, 1), date(2029, 1, 1))),
    "a long organisation": lambda content: writing.with_accreditation(content, writing.Papers("O" * 17, "", "", "", None, None)),
}  # fmt: skip


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_what_cannot_be_is_refused_with_a_sentence(what: str) -> None:
    with pytest.raises(Problem) as refused:
        IMPOSSIBLE[what](pair())
    assert refused.value.code is ProblemCode.IMPOSSIBLE and str(refused.value.message).endswith(".")
