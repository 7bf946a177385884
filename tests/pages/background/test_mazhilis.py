"""The page of 10 January 2021, held to the CEC's final figures of 12 January (The Astana Times, Strategy2050) and to those of the day."""

import pytest

from locales import LANGUAGES, text, using
from schemas.person import Role
from schemas.problem import Problem
from services import mazhilis
from ui.plain import unbroken

PAGE = "pages/background/mazhilis.py"


def test_the_result_on_three_bases_and_the_seats_again(opened) -> None:
    table = opened(PAGE).dataframe[0].value
    assert list(table["votes"]) == ["5,148,074", "792,828", "659,019", "383,023", "258,618"]
    assert list(table["announced"]) == ["71.09%", "10.95%", "9.10%", "5.29%", "3.57%"]
    assert list(table["issued_share"]) == ["68.28%", "10.52%", "8.74%", "5.08%", "3.43%"]
    assert list(table["list_share"]) == ["43.19%", "6.65%", "5.53%", "3.21%", "2.17%"]
    assert list(table["seats"]) == list(table["again"]) == ["76", "12", "10", "0", "0"]


def test_what_is_not_accounted_for_is_not_called_invalid(shown) -> None:
    page = shown(PAGE)
    assert "**297,718**, **3.95%** of those who received ballots, are not accounted for by votes for parties" in page
    assert "do not say how many of these ballots were invalid" in page
    assert "invalid: " not in page and "297,718 invalid" not in page


def test_17_regions_by_hour_and_two_hours_that_no_source_has(opened) -> None:
    table = opened(PAGE, view="turnout").dataframe[0].value
    assert len(table) == 18
    assert (table.drop(columns="unit") != "").sum().tolist() == [18, 18, 0, 0, 18, 18, 18]
    rows = {row[0]: row[1:] for row in table.itertuples(index=False, name=None)}
    assert rows["Kazakhstan"] == ("11.6%", "28.8%", "", "", "58.2%", "63.1%", "63.3%")
    assert rows["West Kazakhstan Region"] == ("12.7%", "32.2%", "", "", "57.7%", "61.5%", "62.4%")
    assert rows["Almaty"] == ("9.7%", "15.7%", "", "", "27.7%", "30.3%", "30.3%")
    assert rows["Nur-Sultan"][-1] == "45.1%"


def test_polls_beside_results_with_their_own_error_or_none(opened, shown) -> None:
    table = opened(PAGE, view="polls").dataframe[0].value
    first, second = table.iloc[::2], table.iloc[1::2]
    assert list(first["poll"]) == ["71.97%", "10.18%", "9.03%", "5.75%", "3.07%"]
    assert list(second["poll"]) == ["72.10%", "10.20%", "9.54%", "4.93%", "3.25%"]
    assert list(first["difference"]) == ["+0.88", "−0.77", "−0.07", "+0.46", "−0.50"]
    assert set(first["within"]) == {"yes"}
    assert set(second["within"]) == {"not stated"}
    page = shown(PAGE, view="polls")
    assert "stations 600, respondents 24,000, own error within 2 points" in page
    assert "stations 500, respondents not stated, own error not stated" in page
    assert "100.00%" in page and "100.02%" in page


def test_stations_with_both_counts_and_every_figure_with_its_source(shown) -> None:
    page = shown(PAGE, view="stations")
    assert "**10,061** precinct commissions in December and **10,060** stations on the day" in page
    assert "**66** stations in **53** countries" in page
    assert page.count("](http") == 17


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["result", "turnout", "polls", "stations"])
def test_every_view_speaks_every_language(opened, language: str, view: str) -> None:
    at = opened(PAGE, language=language, view=view)
    with using(language):
        assert at.title[0].value == unbroken(text("What was published of 10 January 2021?"))


def test_an_observer_may_not_read_it(people) -> None:
    with pytest.raises(Problem) as caught:
        mazhilis.read(people.account(Role.OBSERVER))
    assert caught.value.status == 403
