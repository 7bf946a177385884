"""The sentence as it is copied: marked, narrowed as the page is, with its source and an address that shows the same."""

from __future__ import annotations

from functools import partial

import pytest
import streamlit as st

from locales import LANGUAGES, using
from services import turnout
from tests.people import ELECTION, People
from ui import tools


class Context:
    url = "https://example.org/turnout"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_copied_sentence_says_its_region_source_and_whole_address(people: People, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(st, "context", Context())
    monkeypatch.setattr(st, "query_params", {"region": "KZ-79", "view": "hours", "lang": code})
    with using(code):
        region = turnout.region_names(ELECTION.election_id)["KZ-79"]
        said = tools.quotation(ELECTION, partial(str, "**12** of 30."), tools.own_reports)
        assert said.index("12 of 30") < said.index(region) < said.index(tools.own_reports())
    assert said.endswith(f"https://example.org/turnout?election={ELECTION.election_id}&region=KZ-79&view=hours")
    monkeypatch.setattr(st, "query_params", {})
    with using(code):
        assert region not in tools.quotation(ELECTION, partial(str, "**12** of 30."), tools.own_reports)
