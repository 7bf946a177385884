"""An election's description file: every tracked one is read, and a wrong one is refused with the place named."""

from pathlib import Path

import pytest

from data.formats import election_toml

FILES = sorted((Path(__file__).parents[3] / "data" / "reference" / "elections").glob("*.toml"))
GOOD = b"""
election_id = "one"
kind = "local"
name = {en = "One"}
held_on = 2029-01-14
contests = [{contest_id = "a", name = {en = "A"}, leading = true, options = [{code = "X", name = {en = "X"}}]}]
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_tracked_files_are_read_and_named_after_their_election(path: Path) -> None:
    found = election_toml.read(path.read_bytes())
    assert found.election.election_id == path.stem
    assert all(contest.name.ru and contest.name.kk for contest in found.election.contests)
    assert found.election.is_simulated == path.stem.startswith("demo")


def test_organisations_stand_beside_the_election() -> None:
    text = GOOD + b'[[organisations]]\norganisation_code = "POPLAR"\nname = {en = "Poplar"}\n'
    assert [each.organisation_code for each in election_toml.read(text).organisations] == ["POPLAR"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"\xff\xfe", "file: the text is not UTF-8"),
        (b"election_id = ", "file: not TOML"),
        (GOOD.replace(b'"local"', b'"guess"'), "kind:"),
        (GOOD.replace(b"leading = true, ", b""), "exactly one contest must be leading"),
        (GOOD + b"colour = 1\n", "colour:"),
        (GOOD + b'[[organisations]]\norganisation_code = "x y"\nname = {en = "P"}\n', "organisations.0.organisation_code:"),
        (GOOD + b"organisations = 3\n", "organisations: a list"),
    ],
)
def test_what_is_wrong_is_named(content: bytes, place: str) -> None:
    with pytest.raises(election_toml.ElectionFileError) as caught:
        election_toml.read(content)
    assert any(place in line for line in caught.value.lines)
