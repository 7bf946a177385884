"""What a coordinator typed for an observer and what the observer then sent is one witness wherever figures are read; on both databases."""

from __future__ import annotations

from analysis import conflicts, entries
from data.store import frames_copies, frames_download, frames_entries, frames_follow, frames_protocols, frames_results
from schemas.counting import CountRule
from schemas.person import Actor, Role
from schemas.reports.body import ReportKind
from services import house
from tests.people import ELECTION, People
from tests.reviewing import STATION, sent

ID = ELECTION.election_id


def count(actor: Actor, number: int, votes: int, *, source: str = "signed_copy", dictated_by: Actor | None = None) -> None:
    told: dict[str, object] = {"count_present": "whole", "protocol_source": source, "copy_given": "given", "votes": {"A": votes, "B": 100}}
    sent(actor, number, kind=ReportKind.COUNT, body=told, contest="list", dictated_by=dictated_by)


def votes_of_a() -> list[list[int]]:
    """What each reader of protocols knows of option A."""
    store = house.store()
    with store.read() as connection:
        told = [row.value for row in frames_follow.protocol_values(connection, ID, STATION, "list", "votes", "A")]
    paper = frames_follow.paper_figures(store, ID)
    held = [
        frames_entries.first_entries(store, ID, "list", rule=CountRule.ALL), paper[paper["voice"].eq("protocol")],
        frames_protocols.figures(store, ID, "list", ("votes",), rule=CountRule.ALL),
        frames_copies.told(store, ID, "list", rule=CountRule.ALL), frames_results.protocols(store, ID, "list", rule=CountRule.ALL),
        frames_download.protocol_lines(store, ID, rule=CountRule.ALL),
    ]
    return [told, *(sorted(int(value) for value in frame.loc[frame["option_code"].eq("A"), "value"]) for frame in held)]


def test_the_later_word_of_one_observer_counts_once_and_another_observer_is_a_second_witness(both: People) -> None:
    observer, coordinator = both.account(Role.OBSERVER, code="OB-1"), both.account(Role.COORDINATOR, code="CO-1")
    count(coordinator, 1, 200, dictated_by=observer)
    assert votes_of_a() == [[200]] * 7
    count(observer, 2, 210)
    assert votes_of_a() == [[210]] * 7, "the observer's own word has taken the place of what was dictated"
    assert entries.first_two(frames_entries.first_entries(house.store(), ID, "list", rule=CountRule.ALL)).single_n == 1
    assert conflicts.fields(frames_follow.paper_figures(house.store(), ID)).empty
    count(both.account(Role.OBSERVER, code="OB-2"), 3, 200)
    assert votes_of_a()[0] == [210, 200]
    assert entries.first_two(frames_entries.first_entries(house.store(), ID, "list", rule=CountRule.ALL)).stations_n == 1
    found = conflicts.stations(conflicts.fields(frames_follow.paper_figures(house.store(), ID)))
    assert found[["voice", "fields_n", "conflicts_n"]].to_dict("records") == [{"voice": "protocol", "fields_n": 2, "conflicts_n": 1}]


def test_an_own_tally_takes_no_papers_place_and_two_unaided_entries_stay_two(both: People) -> None:
    observer, coordinator = both.account(Role.OBSERVER, code="OB-1"), both.account(Role.COORDINATOR, code="CO-1")
    count(observer, 1, 190, source="own_tally")
    count(coordinator, 2, 200, dictated_by=observer)
    assert votes_of_a() == [[200]] * 7
    paper = frames_follow.paper_figures(house.store(), ID)
    of_a = paper[paper["option_code"].eq("A")]
    assert dict(zip(of_a["voice"], of_a["value"], strict=True)) == {"count": 190, "protocol": 200}
    typist = both.account(Role.OBSERVER, code="OB-3")
    count(typist, 4, 200)
    count(typist, 5, 201)
    assert votes_of_a()[0] == [200, 200, 201]
