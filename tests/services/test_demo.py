"""The demonstration: deterministic, complete, through the same parsing and checks, its discrepancies where they were planted."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import select, text

from data.store import head_check, ledger_check
from data.store.tables import official_figure, official_source, report_figure, report_head, report_revision, review, station
from data.store.tables_review import adjudication, call_back, incident_join
from schemas.figure import FigureCode
from schemas.person import Actor, Role
from schemas.problem import Problem
from schemas.release import Cause
from schemas.voice import Voice
from services import clock, demo, demo_access, house, incidents, releases, sample, second_entry
from services.demonstration import day, drawing, joining, published, registry, releasing, typing_again
from services.demonstration.plan import ELECTION_ID
from tests.conftest import in_house
from tests.unreleased import unreleased

SIZE = (400, 120)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[demo.Built]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAQYLAU_VAR", str(tmp_path_factory.mktemp("demonstration")))
        patch.delenv("DATABASE_URL", raising=False)
        house.close()
        yield demo.build(*SIZE)
        house.close()


def frame(query) -> pd.DataFrame:
    return house.store().frame(query)


def test_every_row_stored_stands_in_the_ledger(built: demo.Built) -> None:
    with house.store().read() as connection:
        found, heads = ledger_check.check(connection), list(head_check.check(connection))
    assert (found.findings, heads) == ((), []) and found.counts.rebuilt_n > SIZE[1]


def test_everything_stored_has_the_sizes_asked_for(built: demo.Built) -> None:
    assert len(frame(select(station))) == SIZE[0]
    assert len(built.watchers) == SIZE[1]
    assert len(frame(select(report_revision.c.revision_id))) == built.revisions
    assert len({watcher.station.station_id for watcher in built.watchers}) == round(SIZE[1] * 600 / 1_100)
    assert len({watcher.actor.organisation_code for watcher in built.watchers}) == 5


def test_the_same_seed_makes_the_same_day(built: demo.Built) -> None:
    plan = demo.plan(*SIZE)
    world, planted = day.world(plan)
    again, _ = day.people(world, planted)
    until = clock.DEMONSTRATION_BEGINS
    payloads = [str(told.submission.model_dump_json()) for watcher in again[:10] for told in day.reports_of(world, watcher, until)]
    once_more, _ = day.people(*day.world(plan))
    assert payloads == [
        str(told.submission.model_dump_json()) for watcher in once_more[:10] for told in day.reports_of(world, watcher, until)
    ]
    stored = set(frame(select(report_revision.c.report_id))["report_id"])
    assert {json.loads(payload)["report_id"] for payload in payloads} <= stored


def test_another_seed_makes_another_day() -> None:
    assert day.world(demo.plan(60, 10, 1))[0].registry != day.world(demo.plan(60, 10, 2))[0].registry


def test_all_kinds_states_and_reasons_occur(built: demo.Built) -> None:
    heads = frame(select(report_head))
    assert set(heads["kind"]) == {"presence", "opening", "turnout", "violation", "away", "count", "closing", "leaving", "voting_check"}
    assert {"submitted", "verified", "returned", "withdrawn"} <= set(heads["state"])
    revisions = frame(select(report_revision))
    assert (revisions["revision"] == 2).any()
    assert revisions["findings"].str.len().gt(2).any()
    missing = Counter(frame(select(report_figure.c.missing_code))["missing_code"].dropna())
    assert {"refused", "not_announced", "not_asked"} <= set(missing)
    danger = revisions["payload"].str.contains('"danger":"(?:watched|threatened|held)"', regex=True)
    assert danger.any()


def test_protocols_were_typed_again_agreeing_apart_and_settled(built: demo.Built) -> None:
    found = second_entry.board(Actor("x", Role.ANALYST, ""), ELECTION_ID)
    assert Counter(found["standing"]) == {"agrees": typing_again.AGREEING, "differs": 1, "settled": 1}
    assert set(found["by_code"]) == {"DEMO-ANALYST"} and found["typed_at"].max() < clock.DEMONSTRATION_BEGINS
    settled = frame(select(adjudication))
    assert len(settled) == 1 and settled["value"][0] == json.loads(settled["told"][0])[0][1], "the observer was right"
    assert len(second_entry.waiting(Actor("x", Role.ANALYST, ""), ELECTION_ID)), "and some wait"


def test_observers_were_called_back_before_the_decision(built: demo.Built) -> None:
    calls = frame(select(call_back, review.c.decision, review.c.decided_at).join(review, review.c.revision_id == call_back.c.revision_id))
    assert len(calls) and (calls["called_at"] < calls["decided_at"]).all()
    assert not ((calls["outcome"] == "not_confirmed") & (calls["decision"] == "verified")).any()


def test_a_voting_check_counts_for_those_who_left_before_the_evening(built: demo.Built) -> None:
    heads = frame(select(report_head.c.author_id, report_head.c.kind))
    checked, closed = (set(heads.loc[heads["kind"] == kind, "author_id"]) for kind in ("voting_check", "closing"))
    assert checked - closed, "asked of somebody who was gone by the evening"


def test_everything_was_received_before_the_demonstration_begins_and_after_it_was_seen(built: demo.Built) -> None:
    revisions = frame(select(report_revision.c.observed_at, report_revision.c.received_at))
    assert revisions["received_at"].max() < clock.DEMONSTRATION_BEGINS
    assert (revisions["received_at"] >= revisions["observed_at"]).all()
    order = frame(select(report_revision.c.received_at).order_by(report_revision.c.revision_id))["received_at"]
    assert order.is_monotonic_increasing


def test_a_second_build_adds_nothing_and_another_is_refused(built: demo.Built) -> None:
    tables = "report_revision", "official_figure", "review", "account", "assignment", "ledger"
    before = {table: frame(text(f"SELECT count(*) AS n FROM {table}"))["n"][0] for table in tables}
    demo.ensure()
    demo.build(*SIZE)
    assert before == {table: frame(text(f"SELECT count(*) AS n FROM {table}"))["n"][0] for table in tables}
    with pytest.raises(Problem) as caught:
        demo.build(SIZE[0] + 1, SIZE[1])
    assert caught.value.status == 409


def test_the_observer_has_half_a_day(built: demo.Built) -> None:
    account = demo.account(Role.OBSERVER)
    own = frame(select(report_head.c.kind, report_head.c.observed_at).where(report_head.c.author_id == account))
    assert Counter(own["kind"]) == {"presence": 1, "opening": 1, "turnout": 5}
    for role in (Role.COORDINATOR, Role.ANALYST, Role.ADMIN):
        with house.store().read() as connection:
            from data.store import people

            found = people.get_account(connection, demo.account(role))
        assert found is not None
        assert found.role == role


def protocol_totals(built: demo.Built, code: FigureCode) -> pd.DataFrame:
    query = (
        select(report_figure.c.station_id, report_figure.c.value, report_figure.c.option_code)
        .join(report_head, report_head.c.revision_id == report_figure.c.revision_id)
        .where(report_figure.c.voice == Voice.PROTOCOL, report_figure.c.figure_code == code, report_figure.c.contest_id == "party-list")
        .where(report_figure.c.value.is_not(None))
    )
    return frame(query)


def test_protocols_above_are_above_the_true_number(built: demo.Built) -> None:
    issued = protocol_totals(built, FigureCode.BALLOTS_ISSUED).groupby("station_id")["value"].max()
    held = built.truth.protocol_above & set(issued.index)
    assert held
    assert all(issued[each] > built.truth.true_voters[each] for each in held)
    honest = set(issued.index) - built.truth.protocol_above - built.truth.protocol_below
    assert all(issued[each] == built.truth.true_voters[each] for each in honest)


def test_protocols_above_a_count_of_the_whole_day_are_asked_about(built: demo.Built) -> None:
    """P417 speaks at stations that were planted above, or of an observer who missed many: never where the count has everybody."""
    found = frame(select(report_head.c.station_id, report_revision.c.author_id, report_revision.c.findings)
                  .join(report_head, report_head.c.revision_id == report_revision.c.revision_id).where(report_head.c.kind == "count"))
    asked = found[[any(each["code"] == "P417" for each in json.loads(said)) for said in found["findings"]]]
    assert set(asked["station_id"]) & built.truth.protocol_above
    missed = {watcher.actor.account_id: watcher.miss for watcher in built.watchers}
    elsewhere = asked[~asked["station_id"].isin(built.truth.protocol_above)]
    assert all(missed[author] > built.world.plan.election.allowance.above_share / 2 for author in elsewhere["author_id"])


def published_votes(unit_id: str) -> dict[str, int]:
    query = select(official_figure.c.option_code, official_figure.c.value).where(
        official_figure.c.unit_id == unit_id,
        official_figure.c.code == FigureCode.VOTES,
        official_figure.c.contest_id == "party-list",
        official_figure.c.status == "final",
    )
    return {str(code): int(value) for code, value in frame(query)[["option_code", "value"]].itertuples(index=False)}


def summed(built: demo.Built, district: str) -> dict[str, int]:
    leading = built.world.protocols[0]
    rows = [index for index, each in enumerate(built.world.registry.stations) if each.district_code == district]
    return dict(zip(leading.contest.option_codes, (int(each) for each in leading.votes[rows].sum(axis=0)), strict=True))


def test_published_district_sums_agree_but_where_planted(built: demo.Built) -> None:
    truth = built.truth
    assert published_votes(truth.agreeing_district) == summed(built, truth.agreeing_district)
    published, own = published_votes(truth.differing_district), summed(built, truth.differing_district)
    assert published["LANTERN"] - own["LANTERN"] == truth.moved_votes > 0
    assert published["ANCHOR"] - own["ANCHOR"] == -truth.moved_votes
    published, own = published_votes(truth.swapped_district), summed(built, truth.swapped_district)
    assert (published["ANCHOR"], published["COMPASS"]) == (own["COMPASS"], own["ANCHOR"])


def test_one_region_announces_what_the_others_cannot_have_reached(built: demo.Built) -> None:
    region = built.truth.impossible_region
    share = frame(
        select(official_figure.c.value).where(
            official_figure.c.unit_id == region,
            official_figure.c.code == FigureCode.TURNOUT_ISSUED_SHARE,
            official_figure.c.status == "preliminary",
        )
    )["value"].iloc[0]
    stations = [each for each in built.world.registry.stations if each.region_code == region]
    issued = protocol_totals(built, FigureCode.BALLOTS_ISSUED).groupby("station_id")["value"].max()
    held = {each.station_id: each.registered_voters or 0 for each in stations if each.station_id in issued.index}
    listed = sum(each.registered_voters or 0 for each in stations)
    remainder = (share * listed - sum(issued[each] for each in held)) / (listed - sum(held.values()))
    assert remainder > 1


def test_every_publication_says_simulated_and_each_hour_has_one(built: demo.Built) -> None:
    titles = frame(select(official_source.c.title))["title"]
    assert titles.str.startswith("SIMULATED").all()
    hours = frame(select(official_figure.c.as_of_at).where(official_figure.c.status == "interim"))["as_of_at"].unique()
    assert len(hours) == len(built.world.plan.election.turnout_hours)


def test_published_turnout_never_falls(built: demo.Built) -> None:
    shares = frame(
        select(official_figure.c.unit_id, official_figure.c.as_of_at, official_figure.c.value).where(
            official_figure.c.code == FigureCode.TURNOUT_ISSUED_SHARE, official_figure.c.status != "final"
        )
    ).sort_values("as_of_at")
    assert all(values.is_monotonic_increasing for _, values in shares.groupby("unit_id")["value"])


def test_nobody_and_nowhere_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one station"):
        demo.plan(0, 5)


def test_what_was_interrupted_is_finished(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAQYLAU_VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    house.close()

    def cut(*given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(published, "publish", cut)
        with pytest.raises(KeyboardInterrupt):
            demo.build(60, 12)
    assert not demo_access.is_complete()
    revisions = len(frame(select(report_revision.c.revision_id)))
    with unreleased():
        demo.ensure(60, 12)
    assert demo_access.is_complete()
    assert len(frame(select(report_revision.c.revision_id))) == revisions > 0
    house.close()


def test_some_reports_are_joined_and_joined_once(tmp_path: Path, demonstration_of) -> None:
    with in_house(shutil.copytree(demonstration_of(stations=600, observers=600, seed=11, released=False), tmp_path / "var")):
        joins = frame(select(incident_join))
        assert 0 < joins["incident_id"].nunique() < len(joins)
        board = incidents.board(Actor("x", Role.ANALYST, ""), ELECTION_ID).value
        assert not any(own["author_id"].nunique() > 1 for own in board.suggested), "what two observers tell is joined"
        joining.store("demo-coordinator", clock.DEMONSTRATION_BEGINS)
        assert len(frame(select(incident_join))) == len(joins)


def test_a_sample_was_drawn_that_anybody_can_draw_again(tmp_path: Path, demonstration_of) -> None:
    """Its interval needs the draw; the stations that the groups chose get none."""
    analyst = Actor("x", Role.ANALYST, "")
    with in_house(shutil.copytree(demonstration_of(stations=400, observers=160, seed=7), tmp_path / "var")):
        found = sample.of(analyst, ELECTION_ID).value
        again = sample.plan(analyst, ELECTION_ID, len(found.drawn), by_region=False, seed=drawing.SEED)
        assert set(found.drawn["station_id"]) == set(again.table["station_id"]) and len(found.drawn) == 22
        assert found.drawn["weight"].sum() == pytest.approx(400)
        assert 0 < found.reported_n < len(found.drawn), "some stay silent"
        assert found.estimate is not None and found.estimate.low is not None
        assert found.rest_n > 0 and found.rest is not None and found.rest.low is None


def test_the_draw_is_by_region_where_each_can_have_two() -> None:
    plan = demo.plan()
    drawn = drawing.of(plan, registry.build(plan))
    assert len(drawn) == 150 and len({each.stratum for each in drawn.values()}) == 21
    assert sum(each.weight for each in drawn.values()) == pytest.approx(plan.stations)
    assert drawing.of(demo.plan(60, 2), registry.build(demo.plan(60, 2))) == {}


def test_two_releases_and_every_changed_figure(built: demo.Built) -> None:
    found = releases.every(Actor("x", Role.ANALYST, ""), ELECTION_ID).value
    second, first = found.confirmed
    assert found.proposed is None and (first.number, second.number) == (1, 2)
    assert first.confirmed_at is not None and first.confirmed_at < second.proposed_at < clock.DEMONSTRATION_BEGINS
    changes = found.changes(second)
    assert {Cause.DECISIONS, Cause.OFFICIAL} == {cause for change in changes for cause in change.causes}
    assert any(change.after and change.after.subject == "turnout" for change in changes)
    assert found.own_corrections == (second,)
    aside = frame(select(review.c.decision).where(review.c.reviewer_id == "demo-admin"))["decision"]
    assert (aside == "rejected").sum() == releasing.SET_ASIDE
