"""Screens, seats, checks and incidents as objects: their numbers are those of the analysis, and off is nothing, never 0."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis import forensics as integers
from analysis import seats as votes_to_seats
from analysis.check_quality import Quality
from analysis.conclusion import Caveat, Level, Selection, Subject
from analysis.forensics_clean_peak import NEIGHBOURS, clean_peak
from analysis.forensics_digits import last_digit
from analysis.forensics_fingerprint import fingerprint
from analysis.forensics_small_stations import small_stations
from analysis.screens import LEAST_STATIONS, InnocentCause
from locales import LANGUAGES, text, using
from schemas.voice import Voice
from services import conclusions, seats
from services.check_quality import CheckQuality, Truth
from services.conclusion_screens import VIEWS, of_screen, of_screens
from services.forensics import Screens
from services.wording import plain
from tests.people import ELECTION

CONTEST = ELECTION.leading_contest


def screens(n: int = 400, voice: Voice = Voice.PUBLISHED) -> Screens:
    """Stations in four regions; turnout and share rise together, and the smallest stations lie higher in both."""
    chance = np.random.default_rng(5)
    voters = chance.integers(300, 2_000, n)
    issued = (voters * np.clip(0.35 + 0.4 * chance.random(n) + 0.1 * (voters < 500), 0, 0.95)).astype(int)
    cast = issued
    leader = (cast * np.clip(0.3 + 0.5 * issued / voters, 0, 0.98)).astype(int)
    four = (voters, issued, cast, leader)
    region = np.array([f"R{each % 4}" for each in range(n)])
    table = pd.DataFrame(dict(zip(("registered_voters", "ballots_issued", "ballots_cast", "leader_votes"), four, strict=True)))
    none = pd.DataFrame()
    return Screens(
        ELECTION, CONTEST.contest_id, voice, "A", n, table.assign(region_code=region), integers.integer_anomaly(*four), fingerprint(*four),
        clean_peak(*four), small_stations(*four, region), last_digit(leader), none, none)


def test_every_screen_is_a_screen_with_both_directions_and_its_causes() -> None:
    found = screens()
    made = dict(zip(VIEWS, of_screens(found), strict=True))
    assert all(each.level is Level.ANOMALY and each.causes and each.selection is Selection.ALL for each in made.values())
    picture = made["fingerprint"]
    weight = found.table["registered_voters"]
    turnout, share = found.table["ballots_issued"] / weight, found.table["leader_votes"] / found.table["ballots_cast"]
    product = (turnout - np.average(turnout, weights=weight)) * (share - np.average(share, weights=weight))
    assert (picture.finding.k, picture.opposite.k, picture.n) == (int((product > 0).sum()), int((product < 0).sum()), 400)
    assert picture.amount("correlation") == found.fingerprint.correlation
    small = made["small"]
    assert (small.finding.k, small.opposite.k, small.n) == (found.small.both_above, found.small.both_below, found.small.small_stations)
    assert small.finding.k > small.opposite.k, "they were made so"
    digits = made["digits"]
    assert digits.finding.k + digits.opposite.k == digits.n == found.digits.stations
    assert digits.interval is not None and digits.interval.low <= (digits.amount("digit_share") or 0) <= digits.interval.high
    assert Caveat.CHANCE_ALONE in digits.caveats
    assert InnocentCause.STRATEGIC_TURNOUT in made["peak"].causes and InnocentCause.SMALL_COUNTS in digits.causes


def test_the_band_of_the_clean_peak_is_counted_by_its_ends() -> None:
    found = screens()
    made = of_screen(found, "peak")
    points = 100 * (found.peak.choices["clean_to_share"] - (found.peak.clean_to_share or 0))
    near = found.peak.choices[points.abs() < NEIGHBOURS + 0.5]
    assert made.n == len(near) > 1
    assert (made.finding.k, made.opposite.k) == ((near["excess_votes"] > 0).sum(), (near["excess_votes"] < 0).sum())
    assert (made.amount("lowest_votes"), made.amount("highest_votes")) == (near["excess_votes"].min(), near["excess_votes"].max())
    table = found.table
    other = clean_peak(
        table["registered_voters"], table["ballots_issued"], table["ballots_cast"], table["leader_votes"], clean_to_share=0.7)
    assert of_screen(found, "peak", peak=other).amount("clean_to_share") == 0.7, "as the reader chose"


def test_below_three_hundred_stations_they_are_off_and_say_so() -> None:
    found = screens(LEAST_STATIONS - 1, Voice.PROTOCOL)
    for view in VIEWS:
        made = of_screen(found, view)
        assert (made.level, made.n, made.causes, made.amount("stations")) == (Level.NOTHING, 0, (), LEAST_STATIONS - 1)
        assert Caveat.NOT_DRAWN in made.caveats
        said = set()
        for code in LANGUAGES:
            with using(code):
                said.add(plain(conclusions.words(made)))
        assert len(said) == len(LANGUAGES) and all("300" in each and "299" in each for each in said)
    assert found.integers.observed is not None, "the function always computes; what is said of it is another thing"


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_at_all_is_said_not_raised(view: str) -> None:
    made = of_screen(screens(0), view)
    assert made.level is Level.NOTHING and conclusions.words(made)


def test_the_record_carries_causes_and_names() -> None:
    told = conclusions.record(of_screen(screens(), "digits"), ELECTION)
    assert set(told["causes"]) == {"small_counts", "targets_without_ballots", "closed_institutions"}
    for code in LANGUAGES:
        with using(code):
            begin = text("It may also come from: {causes}. It says nothing of a single station.").split("{")[0]
            assert begin in told["words"][code]["sentence"]


def mazhilis(published: dict[str, int], threshold: float = 0.07) -> Any:
    """2021: votes by the CEC of 12 January 2021."""
    votes = {"AMANAT": 5_148_074, "AKZHOL": 792_828, "PPK": 659_019, "AUYL": 378_729, "ADAL": 257_173}
    contest = CONTEST.model_copy(update={"options": tuple(
        CONTEST.options[0].model_copy(update={"code": code}) for code in votes), "seats": 98, "threshold_share": threshold})
    base = sum(votes.values())
    made = votes_to_seats.apportion(votes, 98, threshold, base)
    changes = votes_to_seats.fewest_moved_votes(votes, 98, threshold, base)
    return seats.Seats(ELECTION, contest, votes, {"lists": base}, "lists", threshold, 98, made, changes, published, pd.DataFrame())


def test_seats_against_the_published_ones_in_both_directions() -> None:
    known = {"AMANAT": 76, "AKZHOL": 12, "PPK": 10, "AUYL": 0, "ADAL": 0}
    made = conclusions.of_seats(mazhilis(known))
    assert (made.finding.k, made.opposite.k, made.n, made.level) == (3, 2, 5, Level.COUNTED)
    assert (made.part("seats_as_published").k, made.part("seats_as_published").n) == (5, 5)
    assert [made.amount(f"seats_{code}") for code in known] == list(known.values())
    assert Caveat.ARITHMETIC in made.caveats and Caveat.NOT_DRAWN not in made.caveats
    other = conclusions.of_seats(mazhilis(known | {"PPK": 9, "AUYL": 1}))
    assert (other.part("seats_as_published").k, other.part("seats_as_published").n) == (3, 5)
    with using("en"):
        assert "Published seats: the same for 3 of 5 lists, others for 2." in plain(conclusions.words(other))
        assert "Published seats were not found." in conclusions.words(conclusions.of_seats(mazhilis({})))


def test_no_votes_and_no_list_above_the_threshold_are_two_things() -> None:
    nobody = conclusions.of_seats(mazhilis({}, threshold=0.9))
    found = mazhilis({})
    unknown = conclusions.of_seats(replace(found, votes={}, allocation=None, changes=()))
    assert nobody.level is unknown.level is Level.NOTHING
    with using("en"):
        assert "no list reaches the threshold" in conclusions.words(nobody)
        assert "Votes of every list were not found" in conclusions.words(unknown)


def test_what_the_checks_point_at_and_what_they_pass_by() -> None:
    found = CheckQuality(Truth.AGREED, 7, Quality(10, 90, 6, 9), Quality(10, 90, 8, 30), pd.DataFrame())
    made = conclusions.of_checks(found)
    assert (made.n, made.finding.k, made.opposite.k, made.level) == (100, 15, 85, Level.COUNTED)
    with using("en"):
        said = plain(conclusions.words(made))
    assert "point at 15, of which 6 are wrong and 9 right; at 85 they do not point, of which 4 are wrong and 81 right" in said
    assert "With questions for information they point at 38, of which 8 are wrong." in said
    assert Voice.PUBLISHED in conclusions.of_checks(replace(found, truth=Truth.PUBLISHED)).voices


def told(n: int, checked: int, reports: int, asked: int) -> Any:
    return SimpleNamespace(
        incidents=range(n), incidents_checked=checked, incident_stations=min(n, 3), reports=reports, complaints=4, answered=1,
        is_silent=not asked and not reports)


def test_incidents_are_checked_or_not_yet_and_silence_is_not_none() -> None:
    made = conclusions.of_incidents(told(9, 5, 12, 40))
    assert (made.subject, made.finding.k, made.opposite.k, made.n) == (Subject.INCIDENTS, 5, 4, 9)
    assert {Caveat.NOT_CHECKED, Caveat.AT_LEAST, Caveat.NOT_DRAWN} <= set(made.caveats)
    assert conclusions.of_incidents(told(1, 0, 1, 0)).level is Level.UNVERIFIED
    with using("en"):
        assert "not known" in conclusions.words(conclusions.of_incidents(told(0, 0, 0, 0)))
        assert conclusions.words(conclusions.of_incidents(told(0, 0, 0, 40))).startswith("Observers told of no incident")
