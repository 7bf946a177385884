"""The merged table: no station is dropped or doubled, no total changes, a gap always has its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import merge
from schemas.election import Contest, Election, ElectionKind, LocalName, Option

ELECTION = Election(
    election_id="test-2029",
    kind=ElectionKind.PARLIAMENTARY,
    name=LocalName(en="Test"),
    held_on=date(2029, 1, 14),
    contests=(
        Contest(
            contest_id="list",
            name=LocalName(en="List"),
            leading=True,
            options=(Option(code="A", name=LocalName(en="A")), Option(code="B", name=LocalName(en="B"))),
        ),
        Contest(contest_id="local", name=LocalName(en="Local"), options=(Option(code="C", name=LocalName(en="C")),)),
    ),
)
FIGURES = ["station_id", "contest_id", "report_id", "revision_id", "state", "figure_code", "option_code", "value", "missing_code"]
PUBLISHED = ["unit_id", "contest_id", "code", "option_code", "value", "source_id", "status", "as_of_at"]


def figures(rows: list[tuple[str, str, str, str, str, int | None, str | None]]) -> pd.DataFrame:
    made = [
        (station, contest, report, 1, "submitted", code, option, value, missing)
        for station, contest, report, code, option, value, missing in rows
    ]
    return pd.DataFrame(made, columns=FIGURES, dtype=object).astype({"value": "Int64"})


def parts(stations: list[str], counted: dict[str, int], protocol: pd.DataFrame) -> merge.Parts:
    return merge.Parts(
        stations=pd.DataFrame({"station_id": stations, "region_code": "KZ-79"}, dtype=object),
        protocol=protocol,
        published=pd.DataFrame(columns=PUBLISHED, dtype=object),
        by_station=[pd.DataFrame({"station_id": list(counted), "voters_counted": pd.array(list(counted.values()), dtype="Int64")})],
        by_contest=[],
    )


def one_after_another(given: merge.Parts, election: Election) -> pd.DataFrame:
    """The same table by joins, a part at a time."""
    table = merge.frame_of(given, election).merge(given.stations.astype({"station_id": object}), on="station_id", how="left")
    for part in given.by_station:
        once = part.astype({"station_id": object}).assign(is_leading_contest=True)
        table = table.merge(once, on=["station_id", "is_leading_contest"], how="left")
    for part in (merge.protocols(given.protocol, election), merge.published(given.published, election), *given.by_contest):
        table = table.merge(part, on=["station_id", "contest_id"], how="left")
    return merge._reasons(table, election)


STATIONS = st.lists(st.sampled_from("abcdefgh"), unique=True)
LINES = st.tuples(
    st.sampled_from("abcdefghx"),
    st.sampled_from(["list", "local"]),
    st.sampled_from(["r1", "r2"]),
    st.sampled_from(["ballots_issued", "voters_outside"]),
    st.just(""),
    st.one_of(st.none(), st.integers(0, 9)),
    st.none(),
)


@settings(max_examples=40)
@given(STATIONS, st.dictionaries(st.sampled_from("abcdefghyz"), st.integers(0, 3000)), st.lists(LINES, unique_by=lambda line: line[:5]))
def test_nothing_is_lost_doubled_or_changed(registry: list[str], counted: dict[str, int], told: list[Any]) -> None:
    table = merge.merge(parts(registry, counted, figures(told)), ELECTION)
    assert not table.duplicated(["station_id", "contest_id"]).any()
    everybody = set(registry) | set(counted) | {line[0] for line in told}
    assert set(table["station_id"]) == everybody
    assert len(table) == 2 * len(everybody)
    assert int(table["voters_counted"].sum()) == sum(counted.values())
    groups: dict[tuple[str, str, str], set[int]] = {}
    for station, contest, _, code, _, value, _ in told:
        if value is not None:
            groups.setdefault((station, contest, code), set()).add(value)
    for code in ("ballots_issued", "voters_outside"):
        agreed = sum(next(iter(values)) for (_, _, each), values in groups.items() if each == code and len(values) == 1)
        assert int(table[f"protocol_{code}"].sum()) == agreed
        assert int((table[f"protocol_{code}_missing"] == "copies_differ").sum()) == sum(
            1 for (_, _, each), values in groups.items() if each == code and len(values) > 1
        )


@settings(max_examples=20)
@given(STATIONS, st.lists(LINES, unique_by=lambda line: line[:5]))
def test_every_gap_has_its_reason(registry: list[str], told: list[Any]) -> None:
    table = merge.merge(parts(registry, {}, figures(told)), ELECTION)
    for name in merge.protocol_names(ELECTION).values():
        assert (table[name].isna() == table[f"{name}_missing"].notna()).all()
    assert (table["published_missing"] == "not_published").all()


def test_the_observers_own_reason_stands() -> None:
    told = figures([("a", "list", "r1", "ballots_issued", "", None, "unreadable"), ("a", "list", "r1", "votes", "A", 5, None)])
    row: Any = merge.merge(parts(["a", "b"], {}, told), ELECTION).set_index(["station_id", "contest_id"])
    assert row.loc[("a", "list"), "protocol_ballots_issued_missing"] == "unreadable"
    assert row.loc[("a", "list"), "protocol_votes_A"] == 5
    assert row.loc[("a", "list"), "protocol_votes_B_missing"] == "not_told"
    assert row.loc[("a", "local"), "protocol_votes_C_missing"] == "no_protocol"
    assert row.loc[("b", "list"), "protocol_ballots_issued_missing"] == "no_protocol"


def test_shares_keep_to_their_base() -> None:
    told = figures(
        [
            ("a", "list", "r1", "ballots_issued", "", 300, None),
            ("a", "list", "r1", "registered_voters", "", 400, None),
            ("b", "list", "r1", "ballots_issued", "", 300, None),
            ("c", "list", "r1", "ballots_issued", "", 0, None),
            ("c", "list", "r1", "registered_voters", "", 0, None),
        ]
    )
    table = merge.merge(parts(["a", "b", "c"], {}, told), ELECTION)
    shares = table[table["contest_id"] == "list"].set_index("station_id")["official_turnout_protocol_share"]
    assert shares["a"] == 0.75
    assert pd.isna(shares["b"]), "without the protocol's own list there is no share, whatever the registry says"
    assert pd.isna(shares["c"])


def test_published_stations_are_their_own_level() -> None:
    said = pd.DataFrame(
        [("a", "", "ballots_issued", "", 310, 7, "final", None), ("KZ-79", "", "ballots_issued", "", 9, 7, "final", None)],
        columns=PUBLISHED,
    )
    made = parts(["a", "b"], {}, figures([]))
    table = merge.merge(merge.Parts(made.stations, made.by_station, made.by_contest, made.protocol, said[said["unit_id"] == "a"]), ELECTION)
    row: Any = table.set_index(["station_id", "contest_id"])
    assert row.loc[("a", "list"), ["published_ballots_issued", "published_level"]].tolist() == [310, "station"]
    assert row["published_ballots_issued"].sum() == 310


def test_a_part_that_names_a_station_twice_is_refused() -> None:
    twice = pd.DataFrame({"station_id": ["a", "a"], "voters_counted": [1, 2]})
    made = parts(["a"], {}, figures([]))
    with pytest.raises(pd.errors.MergeError):
        merge.merge(merge.Parts(made.stations, [twice], [], made.protocol, made.published), ELECTION)


HELD = st.dictionaries(st.tuples(st.sampled_from("abcdex"), st.sampled_from(["list", "local", "gone"])), st.booleans())


@settings(max_examples=40)
@given(STATIONS, st.dictionaries(st.sampled_from("abyz"), st.integers(0, 9)), st.lists(LINES, unique_by=lambda line: line[:5]), HELD)
def test_parts_put_beside_each_other_are_parts_joined(
    registry: list[str], counted: dict[str, int], told: list[Any], held: dict[tuple[str, str], bool]
) -> None:
    rows = [(station, contest, flag, 1, "given") for (station, contest), flag in held.items()]
    of_contest = pd.DataFrame(rows, columns=["station_id", "contest_id", "copy_held", "n", "copy_status"])
    given_ = replace(parts(registry, counted, figures(told)), by_contest=[of_contest])
    pd.testing.assert_frame_equal(merge.merge(given_, ELECTION), one_after_another(given_, ELECTION), check_dtype=False)
