"""The level of wording is decided by what a case holds, and by nothing else."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from schemas.case import CaseContent, ComparisonRow, CustodyAct, CustodyStep, EvidenceKind, JournalEntry, Origin, Side, Witness
from schemas.case_level import CaseLevel, Lacking, has_document_pair, standing
from schemas.figure import FigureCode
from schemas.reports.violation import ComplaintTo
from schemas.voice import Voice
from tests.case_material import ACT, AT, COMPLAINT, COPY, PUBLISHED, REPORT, VIDEO, case, check, pair, paper, refused, row

D, N, U = CaseLevel.DOCUMENTED, CaseLevel.COUNTED, CaseLevel.UNVERIFIED


@pytest.mark.parametrize(
    ("content", "checkers", "level", "lacking"),
    [
        (pair(), ("ann", "bek"), D, ()),
        (pair(), ("ann",), N, (Lacking.SECOND_CHECK,)),
        (pair(), (), U, (Lacking.FIRST_CHECK,)),
        (case(), ("ann", "bek"), N, (Lacking.DOCUMENT_PAIR_OR_VIDEO,)),
        (case(reports=()), ("ann", "bek"), U, (Lacking.SOMETHING_SEEN,)),
        (case(reports=(REPORT.model_copy(update={"saw_myself": False}),)), ("ann",), U, (Lacking.SOMETHING_SEEN,)),
        (case(evidence=(VIDEO,)), ("ann", "bek"), D, ()),
        (case(evidence=(ACT, COMPLAINT), events=(refused(ACT, COMPLAINT),)), ("ann", "bek"), D, ()),
        (case(evidence=(ACT,), events=(refused(ACT),)), ("ann", "bek"), N, (Lacking.DOCUMENT_PAIR_OR_VIDEO,)),
    ],
    ids=["pair", "one check", "no check", "no document", "nothing", "hearsay", "video", "event twice told", "event once told"],
)
def test_level_and_what_is_missing(content: CaseContent, checkers: tuple[str, ...], level: CaseLevel, lacking: tuple[Lacking, ...]) -> None:
    found = standing(content, [check(content, who) for who in checkers])
    assert (found.level, found.lacking) == (level, lacking)


def test_two_checks_by_one_person_are_one() -> None:
    content = pair()
    assert standing(content, [check(content, "ann"), check(content, "ann", minutes=5)]).level is N


def test_who_reported_or_gathered_checks_nothing() -> None:
    content = pair()
    found = standing(content, [check(content, "ann"), check(content, "bek")], {"bek"})
    assert (found.level, found.checkers) == (N, ("ANN",))


def test_a_check_that_did_not_confirm_holds_the_case_back() -> None:
    content = pair()
    checks = [check(content, "ann"), check(content, "bek"), check(content, "cem", confirmed=False)]
    assert standing(content, checks).lacking == (Lacking.DISAGREEMENT,)
    assert standing(content, [*checks, check(content, "cem", minutes=9)]).level is D, "the same person has looked again"


def test_a_check_is_of_the_material_it_saw() -> None:
    before = pair()
    checks = [check(before, "ann"), check(before, "bek")]
    changed = before.model_copy(update={"comparisons": (row(512, 613),)})
    assert standing(changed, checks).level is U, "other figures are checked again"
    for harmless in ({"title": "Another title"}, {"is_closed": True}, {"complaints": (
            {"body": ComplaintTo.COURT, "filed_at": AT},)}, {"evidence": tuple(each.model_copy(update={
                "custody": (CustodyStep(act=CustodyAct.OPENED, at=AT, by_code="ANN"),)}) for each in before.evidence)}):
        after = CaseContent.model_validate(before.model_dump() | harmless)
        assert standing(after, checks).level is D, harmless


def test_what_is_a_pair_of_documents() -> None:
    assert has_document_pair(pair())
    assert not has_document_pair(case(evidence=(COPY, PUBLISHED), comparisons=(row(512, 512),))), "agreeing papers document no difference"
    same = row(512, 612, against=(COPY.sha256,))
    assert not has_document_pair(case(evidence=(COPY, PUBLISHED), comparisons=(same,))), "one paper is no pair"
    assert not has_document_pair(case(evidence=(COPY,), comparisons=(row(512, 612),))), "a paper that is not held is no document"
    photo = paper("published", EvidenceKind.PHOTO, Origin.HIGHER_COMMISSION)
    assert not has_document_pair(case(evidence=(COPY, photo), comparisons=(row(512, 612),))), "a picture of a scene is no paper"
    twin = paper("second copy", EvidenceKind.SIGNED_COPY, Origin.PRECINCT)
    assert not has_document_pair(case(evidence=(COPY, twin), events=(refused(COPY, twin),))), "one origin can be wrong twice"


def test_a_count_contradicts_a_protocol_only_outside_its_limits() -> None:
    def limits(protocol: int, floor: int | None, ceiling: int | None) -> bool:
        return ComparisonRow(
            unit_id="KZ-79/0417", figure_code=FigureCode.BALLOTS_ISSUED, floor=floor, ceiling=ceiling,
            sides=(Side(voice=Voice.COUNT, value=500, source="count"), Side(voice=Voice.PROTOCOL, value=protocol, source="copy"))).differs

    assert limits(700, 485, 540) and limits(400, 485, 540)
    assert not limits(540, 485, 540) and not limits(700, 485, None), "a floor alone never shows overstatement"


@pytest.mark.parametrize("code", ["Aigul Bekova", "a@b.kz", "+7 701 000 00 00", ""])
def test_there_is_no_room_for_a_name(code: str) -> None:
    for model, values in (
        (Witness, {"role": "voter", "code": code}),
        (JournalEntry, {"station_id": "KZ-79/0417", "observer_code": code, "at": AT}),
        (CustodyStep, {"act": "received", "at": AT, "by_code": code}),
    ):
        with pytest.raises(ValidationError):
            model.model_validate(values)


def test_the_payload_is_canonical_and_whole() -> None:
    content = pair()
    assert CaseContent.model_validate_json(content.payload()) == content
    assert content.payload() == CaseContent.model_validate_json(content.payload()).payload()
