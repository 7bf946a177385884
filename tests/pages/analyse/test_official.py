"""The official page, held to the figures of 10 January 2021 (final results of the CEC, 12 January 2021, as printed by The Astana Times
and Strategy2050; turnout of the day by Kazinform, zakon.kz and Turan Times)."""

import json

import pytest

from locales import LANGUAGES, text, using
from schemas.person import Role
from schemas.problem import Problem
from services import access, boundaries, clock, conclusions, consistency, demo, official, official_tests, reading, reference, registry
from services.official_tests import Rule
from services.wording import plain
from tests.people import People
from tests.unreleased import unreleased

PAGE = "pages/analyse/official.py"


def words(at) -> str:
    """Everything the page says, thin and no-break spaces as spaces."""
    parts = [str(each.value) for kind in ("title", "markdown", "subheader") for each in at.get(kind)]
    parts += [each.value.to_csv() for each in at.dataframe]
    return " ".join(parts).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def opened(people: People, *, view: str = "results", election: str = "kz-2021-mazhilis", lang: str = "en"):
    """The page of an analyst who has chosen this election and view."""
    access.choose_language(people.signed_in(Role.ANALYST), lang)
    at = people.page(PAGE, state={"election": election, "view": view})
    assert not at.exception
    return at


def drawings(at) -> list[str]:
    return [str(each.proto) for kind in ("arrow_vega_lite_chart", "vega_lite_chart") for each in at.get(kind)]


def shown(people: People, view: str, lang: str = "en") -> str:
    return words(opened(people, view=view, lang=lang))


def test_the_totals_and_the_first_party_on_three_bases(loaded: People) -> None:
    page = shown(loaded, "results")
    for number in ("11,919,241", "7,539,280", "63.25%", "5,148,074", "71.09%", "68.28%", "43.19%", "297,718"):
        assert f"{number}" in page, number
    assert "14:00, 16:00" in page
    assert "not found in any source" in page


def test_every_party_with_votes_and_seats(loaded: People) -> None:
    at = opened(loaded)
    table = at.dataframe[0].value
    got = dict(zip(table["option"], zip(table["votes"], table["seats"], strict=True), strict=True))
    assert got == {
        "Nur Otan": ("5,148,074", "76"),
        "Ak Zhol Democratic Party of Kazakhstan": ("792,828", "12"),
        "People's Party of Kazakhstan": ("659,019", "10"),
        "Auyl People's Democratic Patriotic Party": ("383,023", "0"),
        "Adal": ("258,618", "0"),
    }
    assert set(table["basis"]) == {"votes for all options"}
    polls = at.dataframe[1].value
    assert polls["Public Opinion (Qogamdyq pikir)"].iloc[0] == "71.97% (+0.88)"


def test_17_regions_at_five_hours_and_two_empty_ones(loaded: People) -> None:
    table = opened(loaded, view="turnout").dataframe[0].value
    assert len(table) == 18
    filled = (table.drop(columns="unit") != "").sum().tolist()
    assert filled == [18, 18, 0, 0, 18, 18, 18]
    west = table[table["unit"] == "West Kazakhstan Region"].iloc[0].tolist()
    assert west[1:3] == ["12.7%", "32.2%"]


def test_the_hours_are_held_to_each_other_in_one_sentence(loaded: People) -> None:
    """The same conclusion as in the API; by the hour it tests what the page of all elections tests, and counts where they were printed."""
    page = shown(loaded, "turnout")
    found = official_tests.read(loaded.account(Role.ANALYST), "kz-2021-mazhilis").value
    conclusion = conclusions.of_official(found)
    assert plain(conclusions.words(conclusion)) in page.replace("**", "") and "may still differ from what happened at stations" in page
    by_rule = {held.rule: held for held in found.held}
    every = {each.election.election_id: each for each in consistency.read(loaded.account(Role.ANALYST)).elections}
    known = every["kz-2021-mazhilis"].held
    assert by_rule[Rule.NOT_FALLING].tested == known[Rule.NOT_FALLING].tested == 72
    assert by_rule[Rule.BETWEEN_REGIONS].tested == known[Rule.BETWEEN_REGIONS].tested == 5
    assert (conclusion.finding.k, conclusion.level.value, conclusion.amount("night_share")) == (0, "counted", 0.633)


def test_contradictions_show_both_values_and_what_settles_them(loaded: People) -> None:
    page = shown(loaded, "contradictions")
    for part in ("17.7%", "12.7%", "BaigeNews", "neighbouring regions", "244,000", "24,000", "10,061", "10,060"):
        assert part in page, part
    assert "−0.05" in page
    assert "−44,446" in page


def test_all_23_contradictions_are_shown_and_four_are_undecided(loaded: People) -> None:
    """One says what two referendums share and stands on the page of each."""
    listed = {each.contradiction_id: each for election in reference.real_elections() for each in official.contradictions(election)}
    assert sorted(listed) == [f"V{number:02d}" for number in range(1, 24)]
    undecided = {name for name, each in listed.items() if each.kept == "undecided" or each.kept.startswith("possible")}
    assert undecided == {"V09", "V21", "V22", "V23"}
    page = words(opened(loaded, view="contradictions", election="kz-2016-mazhilis"))
    assert page.count("undecided") == 2


def test_every_figure_has_its_source(loaded: People) -> None:
    table = opened(loaded, view="figures").dataframe[0].value
    assert len(table) == 40
    addresses, titles = table["source"].str.rpartition("#")[0], table["source"].str.rpartition("#")[2]
    assert titles.str.len().gt(10).all()
    assert addresses.str.startswith("http").all()
    assert set(table["status"]) <= {"final", "preliminary", "interim", "exit poll"}


def test_the_grid_has_its_map_with_its_attribution_when_asked(loaded: People) -> None:
    admin = loaded.account(Role.ADMIN)
    assert not opened(loaded, view="turnout").toggle, "no boundaries, no map"
    codes = list(registry.region_names("kz-2021-mazhilis", "en"))
    areas = [
        {"type": "Feature", "id": code, "properties": {}, "geometry": {
            "type": "Polygon", "coordinates": [[[50 + at, 45], [50 + at, 46], [51 + at, 46], [51 + at, 45], [50 + at, 45]]]}}
        for at, code in enumerate(codes)
    ]  # fmt: skip
    boundaries.bring(admin, "kz-2021-mazhilis", json.dumps({"type": "FeatureCollection", "features": areas}).encode(), "Survey office, CC0")
    at = opened(loaded, view="turnout")
    before = len(drawings(at))
    at.toggle(key="tiles_official_map").set_value(True).run()
    after = drawings(at)
    assert len(after) == before + 1
    assert any("Survey office, CC0" in each and "75.5%" in each for each in after)


def test_a_list_of_the_day_is_no_base_of_a_final_count(loaded: People) -> None:
    """9 June 2019: the 9,274,110 people of the final count (RBC) are no share of the 11,947,995 of election day (Kazinform)."""
    at = opened(loaded, election="kz-2019-president")
    page = words(at)
    assert "Announced turnout is **77.5%** of the list" in page
    for part in ("11,947,995", "54.73%", "77.62%"):
        assert part not in page, part
    table = next(each.value for each in opened(loaded, view="figures", election="kz-2019-president").dataframe if "speaker" in each.value)
    by_value = {row["value"]: row["speaker"] for _, row in table.iterrows()}
    assert by_value["9,274,110"] == "RBC" and by_value["9,968"] == "Kazinform" and by_value["9,216,410"].startswith("computed")


def test_what_was_computed_is_not_said_by_the_outlet(loaded: People) -> None:
    table = next(each.value for each in opened(loaded, view="figures").dataframe if "speaker" in each.value)
    computed = table[table["confidence"] == "computed"]
    assert set(computed["speaker"]) == {"computed, from figures of The Astana Times"}
    assert not table.loc[table["confidence"] != "computed", "speaker"].str.contains("computed").any()


def test_what_a_party_says_of_itself_is_no_poll_and_single_places_are_no_country(loaded: People) -> None:
    """Councils of 10 January 2021: 2,701 of 3,279 seats by B. Baibek, Nur Otan (Kazinform, 14 January 2021); 29 of 39 in Almaty
    (Kazakhstan Today); the list of Rudny (Qostanai.media)."""
    at = opened(loaded, election="kz-2021-maslikhat")
    page = words(at)
    assert "No result of the whole country" in page and "A party's own statement" in page and "pollster" not in page
    for part in ("3,279", "Seats in all: **39**", "Rudny · Voters on the list: **85,545**", "**72.4%**", "**353**"):
        assert part.lower() in page.lower(), part
    places = at.dataframe[0].value
    assert dict(zip(places["unit"] + " " + places["option"], places["seats"], strict=True))["Almaty Nur Otan"] == "29"
    assert len(places) == 10


@pytest.mark.parametrize(("election", "parts"), [
    ("kz-2016-mazhilis", ("Stations abroad: **65**",)),
    ("kz-2022-president", ("Stations abroad: **68**",)),
    ("kz-2022-referendum", ("Invalid ballots: **2.58%** of voters who received ballots",)),
    ("kz-2023-mazhilis", ("Stations abroad: **77**", "Countries with stations abroad: **62**", "**8,800**", "**12,132**")),
    ("kz-2024-referendum", ("Stations abroad: **74**", "Countries with stations abroad: **59**", "**9,976**", "**81.06%**", "**82,729**")),
    ("kz-2026-referendum", ("Stations abroad: **71**", "Countries with stations abroad: **54**", "**127,868**")),
])  # fmt: skip
def test_what_else_was_published_stands_with_its_source(loaded: People, election: str, parts: tuple[str, ...]) -> None:
    page = words(opened(loaded, election=election))
    assert all(part in page for part in parts), page
    assert all("http" in line for line in page.split("Also published")[1].split("- ")[1:] if "**" in line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_speaks_every_language(loaded: People, language: str) -> None:
    with using(language):  # AppTest writes the widgets' labels in this thread
        wanted = text("What was published, by whom, and of what?")
        for view in ("results", "turnout", "contradictions", "figures"):
            assert wanted in shown(loaded, view, language)


@pytest.mark.parametrize("election", [each.election_id for each in reference.real_elections()])
def test_every_election_opens(loaded: People, election: str) -> None:
    for view in ("results", "turnout", "contradictions", "figures"):
        assert "What was published" in words(opened(loaded, view=view, election=election))


def test_an_observer_may_not_read_it(loaded: People) -> None:
    """An observer's count is not led: no page, and no service, shows announced figures beforehand."""
    actor = loaded.account(Role.OBSERVER)
    with pytest.raises(Problem) as caught:
        official.read(actor, "kz-2021-mazhilis")
    assert caught.value.status == 403


def test_simulated_figures_stand_alone(people: People) -> None:
    reference.load(clock.now())
    with unreleased():
        demo.build(120, 24)
    reading.forget()
    actor = people.account(Role.ANALYST)
    simulated = official.read(actor, "demo-2029").value
    assert simulated.figures["title"].str.startswith("SIMULATED").all()
    assert {each.election_id for each, _ in official.announced_against_later(actor, simulated.election)} == {"demo-2029"}
    real = official.read(actor, "kz-2021-mazhilis").value
    assert not real.figures["title"].str.contains("SIMULATED").any()
    assert all(not each.is_simulated for each, _ in official.announced_against_later(actor, real.election))
    assert "Mazhilis" not in words(opened(people, election="demo-2029", view="contradictions"))
    # Two contests have the same figures and options: each row says of which it is, and a final figure is of the day.
    [table] = [each.value for each in opened(people, election="demo-2029", view="figures").dataframe if "contest" in each.value]
    assert {"Party list", "Local council"} <= set(table["contest"])
    assert set(table.loc[table["status"] == "final", "as_of"]) == {""}
    assert simulated.contest is not None
    # Shares on one base are those of the contest chosen, the commission's final ones among them.
    [stated] = [each.value for each in opened(people, election="demo-2029", view="bases").dataframe if "again" in each.value]
    assert sorted(stated["name"]) == sorted(["Turnout", *(each.name.en for each in simulated.contest.options)])


def test_an_election_without_figures_by_hour_or_option_says_so_in_words(loaded: People) -> None:
    at = opened(loaded, election="kz-2021-maslikhat")
    assert "(–)" not in words(at)
    at = opened(loaded, election="kz-2020-nur-otan-primaries")
    assert "No published result of this election by option is stored." in words(at)
    at = opened(loaded, view="turnout", election="kz-2021-maslikhat")
    assert "No turnout by the hour is stored for this election." in words(at)
    assert not at.dataframe
