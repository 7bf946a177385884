"""Versions and bases of published figures, held to the figures of 6 October 2024, 10 January 2021 and the parallel count of 2016."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from locales import LANGUAGES, text, using
from services import official, official_bases, official_versions, registry
from services.official_bases import Base, NotComparable
from services.wording import plain
from tests.pages.analyse.test_official import opened, words
from tests.people import People
from ui import official_versions as pieces


def test_the_list_grew_by_39804_after_the_announcement(loaded: People) -> None:
    page = words(opened(loaded, view="versions", election="kz-2024-referendum"))
    for part in ("12,244,683", "12,284,487", "+39,804", "63.87%", "63.66%"):
        assert part in page, part


def test_hours_of_a_day_are_no_versions_of_each_other(loaded: People) -> None:
    page = words(opened(loaded, view="versions", election="kz-2024-referendum")).replace("**", "")
    assert "Announced at 6 hours of the day; the last of them, 20:00, has 63.87%, the day's result 63.66%: −0.21 percentage points." in page
    assert "+45.87" not in page


def test_a_share_has_the_decimals_that_were_printed_and_rounding_is_no_change(loaded: People) -> None:
    at = opened(loaded, view="versions")
    page = words(at).replace("**", "")
    assert "22:00, has 63.3%, the day's result 63.25%: −0.05 percentage points. The rounding of the shorter number alone" in page
    table = next(each.value for each in at.dataframe if "stands" in each.value)
    assert table["value"].tolist() == ["11.6%", "28.8%", "58.2%", "63.1%", "63.3%", "63.25%"]
    assert "rounding" not in words(opened(loaded, view="versions", election="kz-2024-referendum"))


def test_a_region_without_stored_figures_has_its_name(loaded: People) -> None:
    page = words(opened(loaded, view="contradictions", election="kz-2016-mazhilis"))
    assert "Almaty" in page and "KZ-75" not in page


def test_a_conclusion_knows_whether_it_changed(loaded: People) -> None:
    from schemas.person import Actor, Role

    found = official_versions.read(Actor("a", Role.ANALYST), "kz-2024-referendum").value
    by_name = {each.name: each for each in found.night if not each.option_code}
    assert by_name["registered_voters"].changed and by_name["turnout"].changed
    assert found.corrected == ()


def test_every_share_is_said_on_the_chosen_base_or_why_not(loaded: People) -> None:
    found = official._compute(registry.election("kz-2021-mazhilis"), "")
    listed = official_bases.stated(found)
    party = next(each for each in listed if each.option_code == "nur_otan" and not each.speaker) if any(
        each.option_code == "nur_otan" for each in listed) else next(each for each in listed if each.option_code and not each.speaker)
    again = official_bases.restated(found, party, Base.OPTION_OF_LIST)
    assert again.share == pytest.approx(0.4319, abs=0.0001)
    assert official_bases.restated(found, party, Base.ISSUED_OF_LIST).reason is NotComparable.DIFFERENT_NUMERATOR
    poll = next(each for each in listed if each.speaker)
    assert poll.base is None
    assert official_bases.compare(party, poll).difference is None


def _two_contests(found: official.Official) -> official.Official:
    """The same figures, final as of an hour, and once more as those of a second contest of this election."""
    assert found.contest is not None
    name = found.contest.name.model_copy(update={"en": "Second contest"})
    other = found.contest.model_copy(update={"contest_id": "second", "name": name})
    own = found.figures[found.figures["contest_id"] == found.contest.contest_id]
    timed = own.assign(as_of_at=pd.Timestamp("2021-01-12T09:00Z"), status="final")
    turnout = found.figures[(found.figures["code"] == "turnout_issued_share") & found.figures["as_of_at"].isna()]
    figures = pd.concat([timed, timed.assign(contest_id="second", value=timed["value"] / 2), turnout], ignore_index=True)
    election = found.election.model_copy(update={"contests": (found.contest, other)})
    return replace(found, election=election, figures=figures)


def test_bases_have_the_final_shares_of_the_contest_in_view_with_turnout_first(loaded: People) -> None:
    found = _two_contests(official._compute(registry.election("kz-2021-mazhilis"), ""))
    listed = [each for each in official_bases.stated(found) if not each.speaker]
    assert listed[0].option_code == "" and listed[0].value == pytest.approx(0.6325)
    assert max(each.value for each in listed[1:]) == pytest.approx(0.7109), "final results as of an hour are the day's"
    assert len({each.option_code for each in listed}) == len(listed), "another contest's shares stand on its own page"


def test_two_shares_of_different_wholes_are_refused_in_words(loaded: People) -> None:
    page = words(opened(loaded, view="bases"))
    assert "cannot be compared" in page or "percentage points" in page
    assert "43.19%" in page or "71.09%" in page


def test_the_parallel_count_of_2016_is_not_subtracted(loaded: People) -> None:
    page = words(opened(loaded, view="bases", election="kz-2016-mazhilis"))
    for part in ("48.8%", "48,670", "38.6%", "50,047", "the two lists of voters are not the same list", "4,433"):
        assert part in page, part
    assert "10.2" not in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["versions", "bases"])
def test_both_views_speak_every_language(loaded: People, language: str, view: str) -> None:
    with using(language):
        page = words(opened(loaded, view=view, lang=language, election="kz-2024-referendum"))
        wanted = "Every version of one figure" if view == "versions" else "Two shares side by side"
        assert text(wanted) in page


def test_a_final_figure_is_the_days_result_whenever_it_was_established() -> None:
    rows = pd.DataFrame({
        "code": "votes", "value": [110_883.0, 110_763.0], "as_printed": "", "status": ["final", "preliminary"],
        "as_of_at": [pd.Timestamp("2029-01-15T04:00Z"), pd.NaT]})
    zone = "Asia/Almaty"
    assert plain(pieces._sentence(rows, zone)) == "2 versions: first 110,883, last 110,763; the last less the first is −120."
    assert pieces._as_of(rows.iloc[0], zone) == "the day's result"
    one_hour = rows.assign(status=["interim", "preliminary"])
    assert plain(pieces._sentence(one_hour, zone)) == "As of 09:00 110,883 was announced, as the day's result 110,763: −120."
    assert plain(pieces._sentence(one_hour[:1], zone)) == "As of 09:00 110,883 was announced."
