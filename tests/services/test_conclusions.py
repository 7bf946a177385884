"""The sentences of conclusions: both directions, every percentage with its base, no word of a court; who may have them, and when."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.conclusion import Base, Conclusion, Interval, Part, Selection, Subject
from analysis.disclosure import Audience
from analysis.screens import InnocentCause
from analysis.violations import ITEMS
from locales import LANGUAGES, number, using
from schemas.election import LocalName
from schemas.person import NOBODY, Role
from schemas.problem import Problem
from schemas.voice import Voice
from services import conclusions, embargo, export, official_tests, reading, releases, results, turnout, violations
from services.check_quality import TRUTH_NAMES, Truth
from services.conclusion_words import TEMPLATES, words
from services.seats import BASE_NAMES
from services.wording import plain
from tests.people import ELECTION, People

COURT = re.compile(r"fraud|falsif|stolen|proved|massive|фальсиф|украд|доказан|массов|бұрмалан|ұрлан|дәлелден|жаппай", re.IGNORECASE)
CLAUSES = re.compile(r"(?<=[.;])\s")
BASED = re.compile(
    r"of (?:the|its) list|от списка|тізімнің|people counted|подсчитанных|саналған|ballots cast|опущенных бюллетеней|салынған бюллетень"
    r"|of the counts|чисел|сандардың|votes for all lists|за все списки|барлық тізім|voters who received|получив|бюллетень алған"
)

REGION = LocalName(en="Region N", ru="Область Н", kk="Н облысы")
people_of = st.integers(0, 5_000_000)


@st.composite
def said(draw: st.DrawFn) -> Conclusion:
    """Any conclusion a page could come to."""
    subject = draw(st.sampled_from(Subject))
    n = draw(st.integers(0, 12_000))
    k = draw(st.integers(0, n))
    opposite = n - k if subject is Subject.VIOLATIONS else draw(st.integers(0, n - k))
    made: Conclusion = MAKERS[subject](draw, k, opposite, n)
    return made


def _turnout(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    open_below = draw(st.integers(0, opposite))
    capped = n - open_below
    counted = draw(people_of)
    sums: tuple[tuple[str, float], ...] = (("protocol", draw(people_of)), ("counted", counted), ("ratio", 1.25)) if counted else ()
    return Conclusion(
        Subject.TURNOUT, (Voice.COUNT, Voice.PROTOCOL), Base.STATIONS_COMPARED, Part("above", k, n), Part("below", opposite, n),
        more=(Part("between", n - k - opposite, n), Part("with_ceiling", capped, n), Part("below_without_ceiling", open_below, n)),
        amounts=(("stations", n + 1), ("whole_day", draw(st.integers(0, n))), ("cannot", draw(st.integers(0, 500))), *sums),
    )


def _hours(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    return Conclusion(
        Subject.TURNOUT_HOURS, (Voice.COUNT, Voice.STATED), Base.INTERVALS_WATCHED, Part("above", k, n), Part("below", opposite, n),
        amounts=(("stations", n), ("stated", draw(people_of)), ("counted", draw(people_of))),
    )


def _remainder(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    shares = [(name, draw(st.floats(-0.5, 1.5))) for name in ("announced_share", "list_share", "seen_share", "remainder_share")]
    return Conclusion(
        Subject.TURNOUT_REMAINDER, (Voice.PROTOCOL, Voice.PUBLISHED), Base.REGIONS_ANNOUNCED, Part("higher", k, n),
        Part("lower", opposite, n), amounts=(("stations", n), *shares, ("first_impossible", draw(st.integers(0, 1)))),
        about_name=REGION if n else None,
    )


def _day(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    shares = st.floats(0, 1.2)
    known = (("counted", draw(shares)), ("stated", draw(shares))) if n else ()
    told = (("announced", draw(shares)),) if draw(st.booleans()) else ()
    return Conclusion(
        Subject.TURNOUT_DAY, (Voice.COUNT, Voice.STATED, Voice.PUBLISHED), Base.REGIONS_AT_ALL_HOURS, Part("stated_above", k, n),
        Part("stated_below", opposite, n), amounts=(("stations", n), *known, *told, ("capital_hour", draw(st.sampled_from([10.0, 20.0])))),
        about_name=draw(st.sampled_from([None, REGION])),
    )


def _results(subject: Subject) -> Any:
    def made(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
        return Conclusion(
            subject, (Voice.PROTOCOL, Voice.PUBLISHED), Base.PUBLISHED_FIGURES, Part("above", k, n), Part("below", opposite, n),
            more=(Part("agree", n - k - opposite, n), Part("above_complete", k, n), Part("below_complete", opposite, n)),
            amounts=(
                ("cannot", draw(people_of)), ("complete_units", draw(st.integers(1, 9))), ("incomplete_units", draw(st.integers(1, 9))),
            ),
        )

    return made


def _violations(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    item = draw(st.sampled_from(ITEMS))
    unseen = draw(st.integers(0, 900))
    return Conclusion(
        Subject.VIOLATIONS, (Voice.COUNT,), Base.STATIONS_THAT_COULD_SEE, Part("seen", k, n), Part("not_seen", opposite, n),
        more=(Part("unseen", unseen, n + unseen),), about=item.label, about_code=item.item_id,
    )


def _copies(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    agree = n - k - opposite
    return Conclusion(
        Subject.COPIES, (Voice.PROTOCOL,), Base.STATIONS_WITH_BOTH, Part("leader_more", k, n), Part("leader_fewer", opposite, n),
        more=(Part("agree", agree, n), Part("single_line", draw(st.integers(0, n - agree)), n)),
        about_name=LocalName(en="Party A", ru="Партия А", kk="А партиясы"), about_code="A",
    )


def _integers(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    expected = draw(st.floats(0, 5_000))
    spread, flagged = draw(st.floats(0, 200)), draw(st.integers(0, 1))
    amounts = (("expected", expected), ("standard_deviation", spread), ("excess", k - expected), ("flagged", flagged))
    return Conclusion(
        Subject.INTEGERS, (Voice.PUBLISHED,), Base.STATIONS_SCREENED, Part("whole", k, n), Part("not_whole", n - k, n), amounts=amounts,
        is_screen=True,
    )


def _sample(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    shares = st.floats(0, 1)
    low, high = sorted((draw(shares), draw(shares)))
    known = n > 0 and draw(st.booleans())
    amounts = (("official", draw(shares)), ("held", k), ("held_share", draw(shares)), *((("estimate", draw(shares)),) if known else ()))
    return Conclusion(
        Subject.SAMPLE, (Voice.PROTOCOL, Voice.PUBLISHED), Base.STATIONS_DRAWN, Part("reported", k, n), Part("silent", n - k, n),
        amounts=amounts, selection=Selection.DRAWN if n else Selection.CHOSEN, interval=Interval(low, high) if known else None,
    )


def _robustness(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    value, low, high = (draw(st.floats(-0.9, 3)) for _ in range(3))
    amounts = (("difference", 10.0), ("share", value), ("least", min(low, high)), ("greatest", max(low, high)), ("without_largest", low))
    return Conclusion(
        Subject.ROBUSTNESS, (Voice.COUNT, Voice.PROTOCOL), Base.LEAVINGS_OUT, Part("keeps_sign", n - opposite, n),
        Part("changes_sign", opposite, n), amounts=amounts, about_code="ORG-1",
    )


def _regions(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    item = draw(st.sampled_from(ITEMS))
    above, below = Part("above", k, n), Part("below", opposite, n)
    return Conclusion(Subject.REGIONS, (Voice.COUNT,), Base.REGIONS_ASKED, above, below, is_screen=True, about=item.label)


def _regions_together(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    above, below = Part("above", k, n), Part("below", opposite, n)
    amounts = (("items", draw(people_of)),)
    return Conclusion(Subject.REGIONS_TOGETHER, (Voice.COUNT,), Base.REGIONS_BY_ITEM, above, below, is_screen=True, amounts=amounts)


def _associations(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    voices = (Voice.COUNT, Voice.PROTOCOL)
    amounts = (("tried", float(n)), ("stations", draw(people_of)))
    return Conclusion(Subject.ASSOCIATIONS, voices, Base.ITEMS_TESTED, Part("more", k, n), Part("less", opposite, n), amounts=amounts)


def _official(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    shares = st.floats(0, 1.2)
    night = (("night_share", draw(shares)), ("later_share", draw(shares))) if draw(st.booleans()) else ()
    return Conclusion(
        Subject.OFFICIAL, (Voice.PUBLISHED,), Base.PUBLISHED_TESTS, Part("does_not_hold", k, n), Part("holds", n - k, n),
        more=(Part("not_falling", k, n), *(Part(name, 0, 0) for name in ("between_regions", "within_list", "count_makes_share"))),
        amounts=night, selection=Selection.ALL, checked=True,
    )


def _watched(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    low, value, high = sorted(draw(st.floats(-1, 1)) for _ in range(3))
    known = (("stations", n), ("others_beside", draw(people_of)), ("watched_difference", value)) if n else ()
    about: dict[str, Any] = draw(st.sampled_from([
        {}, {"about_code": "A", "about_name": LocalName(en="Party A", ru="Партия А", kk="А партиясы")}]))  # fmt: skip
    return Conclusion(
        Subject.WATCHED, (Voice.COUNT, Voice.PUBLISHED), Base.STATIONS_WATCHED, Part("watched_below", k, n),
        Part("watched_above", opposite, n), amounts=known, is_screen=True,
        interval=Interval(low, high) if n and draw(st.booleans()) else None, **about,
    )


def _watched_total(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    amounts = (("stations", n), *((name, draw(people_of)) for name in ("implied_voters", "published_voters", "districts_without")))
    return Conclusion(
        Subject.WATCHED_TOTAL, (Voice.COUNT, Voice.PUBLISHED), Base.DISTRICTS_WATCHED, Part("published_above", k, n),
        Part("published_below", opposite, n), amounts=amounts if n else (), is_screen=True,
    )


def _entries(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    return Conclusion(
        Subject.ENTRIES, (Voice.PROTOCOL,), Base.STATIONS_ENTERED_TWICE, Part("entries_differ", n - opposite, n),
        Part("entries_agree", opposite, n), more=(Part("shared_differ", draw(st.integers(0, n - opposite)), n),),
    )


def _ballots(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    return Conclusion(
        Subject.BALLOTS, (Voice.PUBLISHED,), Base.PROTOCOLS_PUBLISHED, Part("more_votes", k, n), Part("more_ballots", opposite, n),
        amounts=(("votes_over", draw(people_of)), ("ballots_over", draw(people_of))), selection=Selection.ALL, checked=True,
    )


LEADER = LocalName(en="Party A", ru="Партия А", kk="А партиясы")


def _screen(subject: Subject, base: Base, codes: tuple[str, str]) -> Any:
    def made(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
        shares = st.floats(0, 1)
        opposite = n - k if subject is Subject.LAST_DIGIT else opposite
        low, high = sorted((draw(shares), draw(shares)))
        known = {
            Subject.FINGERPRINT: (("correlation", draw(st.floats(-1, 1))),),
            Subject.CLEAN_PEAK: (("stations", 400), ("clean_to_share", draw(shares)), ("excess_votes", draw(people_of)),
                                 ("lowest_votes", -1.5), ("highest_votes", 9e6)),
            Subject.SMALL_STATIONS: (("stations", 400), ("neighbourhoods", 7), ("turnout_shift", 0.25), ("leader_shift", -0.5)),
            Subject.LAST_DIGIT: (("digit", draw(st.integers(0, 9))), ("digit_share", low)),
        }[subject]  # fmt: skip
        return Conclusion(
            subject, (Voice.PUBLISHED,), base, Part(codes[0], k, n), Part(codes[1], opposite, n), is_screen=True, about_name=LEADER,
            more=(Part("zero_or_five", draw(st.integers(0, n)), n),),
            amounts=known if n else (("stations", draw(st.sampled_from([7, 400]))),),
            interval=Interval(low, high) if subject is Subject.LAST_DIGIT and n else None,
            causes=tuple(draw(st.lists(st.sampled_from(InnocentCause), min_size=1, unique=True))),
        )

    return made


def _seats(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    same = draw(st.integers(0, n))
    amounts = (("seats", 98), ("threshold_share", draw(st.floats(0, 1))), ("base_votes", 100), ("seats_A", 98), ("fewest_votes", 7))
    named = (("seats_A", LEADER), ("giver", LEADER), ("taker", REGION), ("tied_A", LEADER))
    return Conclusion(
        Subject.SEATS, (Voice.PUBLISHED,), Base.LISTS_PUBLISHED, Part("lists_with_seats", k, n), Part("lists_without_seats", n - k, n),
        more=(Part("seats_as_published", same, draw(st.sampled_from([n, same]))),), amounts=amounts if n else (), selection=Selection.ALL,
        checked=True, about=draw(st.sampled_from(list(BASE_NAMES.values()))), named=named if n else (),
    )


def _checks(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    wrong = draw(st.integers(0, n))
    wrong_asked = draw(st.integers(max(0, k - (n - wrong)), min(k, wrong)))
    parts = (
        Part("wrong_asked", wrong_asked, wrong), Part("right_asked", k - wrong_asked, n - wrong),
        Part("wrong_asked_all", wrong, wrong), Part("right_asked_all", n - wrong, n - wrong),
    )  # fmt: skip
    truth = draw(st.sampled_from(Truth))
    return Conclusion(
        Subject.CHECKS, (Voice.PROTOCOL,), Base.COUNTS_JUDGED, Part("asked", k, n), Part("not_asked", n - k, n), more=parts, checked=True,
        about=TRUTH_NAMES[truth], about_code=truth.value,
    )


def _incidents(draw: st.DrawFn, k: int, opposite: int, n: int) -> Conclusion:
    heard = (("reports", float(n)), ("stations", float(n))) if n or draw(st.booleans()) else ()
    return Conclusion(
        Subject.INCIDENTS, (Voice.COUNT,), Base.INCIDENTS_TOLD, Part("incidents_checked", k, n), Part("incidents_unchecked", n - k, n),
        more=(Part("complaints_answered", 1, 3),), amounts=heard,
    )


MAKERS: dict[Subject, Any] = {
    Subject.REGIONS_TOGETHER: _regions_together,
    Subject.FINGERPRINT: _screen(Subject.FINGERPRINT, Base.STATIONS_SCREENED, ("same_side", "other_side")),
    Subject.CLEAN_PEAK: _screen(Subject.CLEAN_PEAK, Base.RANGE_ENDS, ("leader_beyond", "leader_short")),
    Subject.SMALL_STATIONS: _screen(Subject.SMALL_STATIONS, Base.SMALLEST_STATIONS, ("both_above", "both_below")),
    Subject.LAST_DIGIT: _screen(Subject.LAST_DIGIT, Base.COUNTS_OF_VOTES, ("this_digit", "another_digit")),
    Subject.SEATS: _seats,
    Subject.CHECKS: _checks,
    Subject.INCIDENTS: _incidents,
    Subject.TURNOUT: _turnout,
    Subject.TURNOUT_HOURS: _hours,
    Subject.TURNOUT_REMAINDER: _remainder,
    Subject.TURNOUT_DAY: _day,
    Subject.RESULTS_BY_STATION: _results(Subject.RESULTS_BY_STATION),
    Subject.RESULTS_BY_UNIT: _results(Subject.RESULTS_BY_UNIT),
    Subject.VIOLATIONS: _violations,
    Subject.COPIES: _copies,
    Subject.INTEGERS: _integers,
    Subject.SAMPLE: _sample,
    Subject.ROBUSTNESS: _robustness,
    Subject.REGIONS: _regions,
    Subject.ASSOCIATIONS: _associations,
    Subject.OFFICIAL: _official,
    Subject.WATCHED: _watched,
    Subject.WATCHED_TOTAL: _watched_total,
    Subject.ENTRIES: _entries,
    Subject.BALLOTS: _ballots,
}


SILENT_WITHOUT_BASE = frozenset({
    Subject.REGIONS_TOGETHER, Subject.RESULTS_BY_STATION,
    Subject.COPIES, Subject.SAMPLE, Subject.ROBUSTNESS, Subject.REGIONS, Subject.ASSOCIATIONS, Subject.TURNOUT_HOURS,
    Subject.TURNOUT_REMAINDER, Subject.TURNOUT_DAY, Subject.OFFICIAL, Subject.WATCHED, Subject.WATCHED_TOTAL,
    Subject.ENTRIES, Subject.BALLOTS, Subject.INTEGERS, Subject.FINGERPRINT, Subject.CLEAN_PEAK, Subject.SMALL_STATIONS,
    Subject.LAST_DIGIT, Subject.SEATS, Subject.CHECKS, Subject.INCIDENTS,
})  # fmt: skip


def numbers(found: Conclusion) -> set[str]:
    """The two directions as the sentence must carry them, in the language in use."""
    if found.subject is Subject.TURNOUT:
        capped, open_below = found.part("with_ceiling").k, found.part("below_without_ceiling").k
        below = {number(found.opposite.k - open_below)} if capped else set()
        return ({number(found.finding.k)} if capped else set()) | below | ({number(open_below)} if open_below else set())
    if found.subject in SILENT_WITHOUT_BASE and not found.n:
        return set()
    if found.subject is Subject.VIOLATIONS and not found.n:
        return set()  # nobody was asked, or nobody could see it: of nobody there is no number in either direction
    return {number(found.finding.k), number(found.opposite.k)}


@given(said())
def test_both_directions_every_percentage_based_and_no_word_of_a_court(found: Conclusion) -> None:
    spoken = set()
    for code in LANGUAGES:
        with using(code):
            sentence = plain(words(found))
            spoken.add(sentence)
            written = set(re.findall(r"\d[\d\u00a0,]*\d|\d", sentence))
            assert numbers(found) <= written, (code, sentence)
            assert not COURT.search(" ".join([sentence, *conclusions.caveats(found)]))
            assert all(BASED.search(clause) for clause in CLAUSES.split(sentence) if "%" in clause), sentence
            assert "{" not in sentence
    assert len(spoken) == 3


def test_every_subject_has_words_and_is_tried() -> None:
    assert set(TEMPLATES) == set(Subject) == set(MAKERS)


def test_an_empty_election_concludes_nothing_and_says_so(people: People) -> None:
    reading.forget()
    found = releases.concluded(people.account(Role.ANALYST), ELECTION.election_id)
    assert found["is_simulated"] and found["standing"] == "draft"
    assert {each["level"] for each in found["conclusions"]} == {"nothing"}
    assert found["conclusions"][0]["words"]["en"]["sentence"] == "SIMULATED DATA. No counts and no protocols have come in yet."
    assert all(set(each["words"]) == set(LANGUAGES) for each in found["conclusions"])


def test_the_pages_objects_are_those_of_the_door(people: People, demonstration) -> None:
    from services import registry
    from services.demonstration.plan import ELECTION_ID

    demonstration(stations=400, observers=160, seed=7)
    election, analyst = registry.election(ELECTION_ID), people.account(Role.ANALYST)
    read = turnout.read(analyst, ELECTION_ID).value
    own = conclusions.of_turnout(read)
    document = releases.concluded(analyst, ELECTION_ID)
    assert document["standing"] == "2", "nothing has changed since the demonstration's second release"
    told = document["conclusions"]
    assert conclusions.record(own, election) == told[0]
    views = (conclusions.of_hours(read), conclusions.of_remainder(read), conclusions.of_day(read, election))
    assert [conclusions.record(each, election) for each in views] == told[1:4], "what the views of the page say"
    assert all(each.n > 0 for each in views[:2])
    last = read.hours[read.hours["hour"].eq(len(read.due) - 1)]
    assert (views[2].amount("above_list") or 0) == last["above_list"].sum()
    lists = read.intervals.merge(read.table[["station_id", "registered_voters"]], on="station_id")
    impossible = lists.loc[lists["stated_in_all"] > lists["registered_voters"], "station_id"].nunique()
    assert (views[0].amount("above_list") or 0) == impossible
    assert views[0].n == len(read.intervals) and views[1].n == len(read.remainders)
    assert own.n == read.summary.with_ceiling + read.summary.below_without_ceiling > 0
    levels = results.levels(election)
    first = results.of(analyst, ELECTION_ID, election.leading_contest.contest_id, levels[0])
    assert conclusions.record(conclusions.of_results(first), election) == told[4]
    seen = violations.seen(analyst, ELECTION_ID).value
    item = violations.most_seen(seen)
    row = seen.items.set_index("item_id").loc[item]
    one = conclusions.of_violations(seen, item)
    assert (one.finding.k, one.opposite.k, one.n) == (row["k"], row["n"] - row["k"], row["n"])
    assert conclusions.record(one, election) in told
    own_figures = conclusions.of_official(official_tests.read(analyst, ELECTION_ID).value)
    assert conclusions.record(own_figures, election) in told, "what the official page says of the commission's own figures"
    assert own_figures.n > 0 and own_figures.part("not_falling").n > 0


def test_who_may_read_them(people: People) -> None:
    for actor in (NOBODY, people.account(Role.OBSERVER), people.account(Role.COORDINATOR, election_id="another-2029")):
        with pytest.raises(Problem):
            releases.concluded(actor, ELECTION.election_id)
    assert releases.concluded(people.account(Role.COORDINATOR), ELECTION.election_id)["conclusions"]


def test_nothing_is_public_before_the_last_station_has_closed(people: People) -> None:
    closes = datetime(2029, 1, 14, 15, tzinfo=UTC)
    reading.forget()
    assert embargo.ends_at(ELECTION) == closes
    assert embargo.ends_at(ELECTION.model_copy(update={"embargo": False})) is None
    before, after = datetime(2029, 1, 14, 14, 59, tzinfo=UTC), closes
    assert conclusions.document(ELECTION, before, Audience.PUBLIC, standing="draft")["conclusions"] == []
    assert not conclusions.document(ELECTION, before, standing="draft")["may_be_published"]
    assert conclusions.document(ELECTION, before, standing="draft")["conclusions"]
    assert conclusions.document(ELECTION, after, standing="draft")["may_be_published"]
    public = conclusions.document(ELECTION, after, Audience.PUBLIC, standing="draft")["conclusions"]
    assert public == [], "fewer than five units are not for the public"


def test_the_readme_says_the_same_sentences(people: People) -> None:
    document = conclusions.document(ELECTION, datetime(2029, 1, 15, tzinfo=UTC), standing="draft")
    assert export.first_lines(document) == [], "what concludes nothing is in conclusions.json alone"
    made = dict(document, conclusions=[dict(document["conclusions"][0], n=3, level="counted")])
    assert "[counted] SIMULATED DATA. No counts and no protocols have come in yet." in export.first_lines(made)


def test_a_region_is_many_stations_and_no_single_report() -> None:
    one = Part("higher", 1, 1)
    region = Conclusion(Subject.TURNOUT_REMAINDER, (Voice.PROTOCOL,), Base.REGIONS_ANNOUNCED, one, Part("lower", 0, 1))
    interval = Conclusion(Subject.TURNOUT_HOURS, (Voice.COUNT,), Base.INTERVALS_WATCHED, one, Part("below", 0, 1))
    assert (region.level, interval.level) == (conclusions.Level.COUNTED, conclusions.Level.UNVERIFIED)


def test_few_stations_are_not_for_everybody() -> None:
    """A sum of four protocols says nearly what each of them says, also where it is one of many regions."""
    parts = Part("higher", 3, 6), Part("lower", 3, 6)

    def made(stations: int) -> Conclusion:
        amounts = (("stations", float(stations)),)
        return Conclusion(Subject.TURNOUT_REMAINDER, (Voice.PROTOCOL,), Base.REGIONS_ANNOUNCED, *parts, amounts=amounts)

    assert conclusions.is_for_everybody(made(5)) and not conclusions.is_for_everybody(made(4))
