"""A published table with an empty cell: the votes for all options of that station are not known, and every page says so alike."""

from __future__ import annotations

import math

import pytest

from locales import LANGUAGES, using
from schemas.person import Actor, Role
from services import conclusions, elections, forensics, imports, many, reading, registry, station_sums
from services.import_files import TableFile
from services.wording import plain
from tests.services.test_foreign_tables import election

ADMIN, ID = Actor("shell", Role.ADMIN), "empty-2031"
KEY = '[station]\nregion = {column = "region"}\nnumber = {column = "number"}\n'
STATIONS = ('kind = "stations"\nsource = "list"\nplace = {column = "number", prefix = "Station "}\n'
            'registered_voters = {column = "list"}\n' + KEY)
OFFICIAL = ('kind = "official"\nstatus = "final"\ncontest = "c"\nvotes_may_be_empty = true\n[source]\npublisher = "Board"\n'
            'title = "Results"\n' + KEY
            + "".join(f'[[figures]]\ncode = "{code}"\nmay_be_empty = true\ntake = {{column = "{column}"}}\n' for code, column in (
                ("registered_voters", "list"), ("ballots_issued", "given"), ("ballots_invalid", "invalid"), ("votes_for_options", "all")))
            + '[votes]\nA = {column = "a"}\nB = {column = "b"}\n')  # fmt: skip
HEAD = "region,number,list,given,invalid,all,a,b\n"
ROWS = ("R,1,500,300,5,,200,95\n", "R,2,500,300,5,,200,\n", "R,3,500,300,5,298,200,\n", "R,4,500,300,5,290,200,90\n")
"""Complete and adding up; one option empty; one option empty and the sum stated; complete, five ballots not in the votes."""


@pytest.fixture
def brought_in(house_dir) -> None:
    reading.forget()
    elections.import_election(ADMIN, election(ID, "QD", "Africa/Dakar", {"A": "Ada", "B": "Bob"}, ("ballots_issued",)).encode())
    for kind, mapping in (("stations", STATIONS), ("official", OFFICIAL)):
        imports.run(ADMIN, kind, ID, TableFile((HEAD + "".join(ROWS)).encode(), imports.read_mapping(mapping.encode())))


def test_an_empty_cell_makes_the_sum_unknown_unless_the_table_states_it(brought_in) -> None:
    found = station_sums.comparison(registry.election(ID)).value.ballots
    assert (found.stations_n, found.more_ballots_n, found.ballots) == (3, 1, 5), "station 4; station 2 is no 95 votes short"
    assert (found.more_votes_n, found.votes) == (1, 3), "station 3: 298 stated and 5 invalid, of 300"
    assert (found.unknown_n, found.in_part_n) == (1, 1)


def test_the_screens_and_the_watched_ones_take_the_same_base(brought_in) -> None:
    whole = registry.election(ID)
    table = forensics.comparison(whole, "c").value.table
    cast = dict(zip(table["station_id"].str[-1], table["ballots_cast"], strict=True))
    assert (cast["1"], cast["3"], cast["4"]) == (300, 303, 295) and math.isnan(cast["2"])
    assert table["leader_votes"].eq(200).all(), "what is published of one option is known all the same"
    assert many.comparison(whole).value.watched.others_n == 4


def test_a_second_publication_of_one_figure_is_not_added_to_the_first(brought_in) -> None:
    """The newest of each enters: two rows of one cell are one cell."""
    again = OFFICIAL.replace('status = "final"', 'status = "preliminary"').replace('title = "Results"', 'title = "Results, once more"')
    imports.run(ADMIN, "official", ID, TableFile((HEAD + "".join(ROWS)).replace("200,95", "200,90").encode(),
                                                 imports.read_mapping(again.encode())))  # fmt: skip
    table = forensics.comparison(registry.election(ID), "c").value.table
    cast = dict(zip(table["station_id"].str[-1], table["ballots_cast"], strict=True))
    assert (cast["1"], cast["4"]) == (295, 295) and math.isnan(cast["2"])


def test_how_many_are_not_known_is_said_in_every_language(brought_in) -> None:
    made = conclusions.of_ballots(station_sums.comparison(registry.election(ID)).value)
    assert (made.amount("ballots_unknown"), made.amount("votes_in_part")) == (1, 1)
    said = set()
    for code in LANGUAGES:
        with using(code):
            said.add(plain(conclusions.words(made)).rpartition(". ")[2])
    assert "At 1 published station one of these figures is missing" in " ".join(said) and len(said) == len(LANGUAGES)
