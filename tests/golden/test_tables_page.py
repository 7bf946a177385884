"""Real tables on the page that brings tables in: Georgia's by its mapping file, Poland's by a process of its own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from schemas.person import Actor, Role
from services import elections, import_job, imports, reading
from services.import_files import TableFile
from tests.people import People

REAL = Path(__file__).parents[2].parent / "shared" / "real"
FIXTURES = Path(__file__).parents[1] / "fixtures"
ADMIN = Actor("shell", Role.ADMIN)
PATIENCE_SECONDS = 240

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="real tables: no ../shared/real")


def table(country: str, kind: str, name: str) -> TableFile:
    mapping = imports.read_mapping((FIXTURES / country / f"{kind}.toml").read_bytes())
    return imports.table_file(REAL / country / name, mapping)


def begun(country: str, name: str, election_id: str) -> None:
    """The election and its registry."""
    elections.import_election(ADMIN, (FIXTURES / country / "election.toml").read_bytes())
    imports.run(ADMIN, "stations", election_id, table(country, "stations", name))
    reading.forget()


def test_georgia_is_looked_at_and_taken_on_the_page(people: People) -> None:
    begun("georgia_2013", "official_results.csv", "georgia-2013")
    people.signed_in(Role.ANALYST)
    at = people.page("pages/manage/imports.py")
    at.session_state["election"], at.session_state["kind"], at.session_state["by"] = "georgia-2013", "official", "file"
    at.run()
    content = (REAL / "georgia_2013" / "official_results.csv").read_bytes()
    at.file_uploader(key="file_official").set_value(("official_results.csv", content, "text/csv")).run()
    mapping = (FIXTURES / "georgia_2013" / "official.toml").read_bytes()
    at.file_uploader(key="mapping_official").set_value(("official.toml", mapping, "text/plain")).run(timeout=60)
    at.button(key="check").click().run(timeout=120)
    assert not at.exception
    words = " ".join(str(each.value) for each in at.markdown)
    assert "111,158" in words
    sums = next(each.value for each in at.dataframe if list(each.value.columns) == ["figure", "n", "value"])
    assert dict(zip(sums["figure"], sums["value"], strict=True))["voters on the list"] == "3,537,719"
    assert "1,012,569" in set(sums["value"])
    found = next(each.value for each in at.dataframe if "said" in each.value)
    assert found["code"].tolist().count("D501") == 4
    at.button(key="take").click().run(timeout=240)
    assert not at.exception
    assert any("All of it is stored." in str(each.value) for each in at.markdown)


def test_poland_is_looked_at_by_a_process_of_its_own(people: People) -> None:
    begun("poland_2020", "round1_stations.csv.zip", "poland-2020-1")
    file = table("poland_2020", "official", "round1_stations.csv.zip")
    job = import_job.start(ADMIN, "poland-2020-1", file.content, file.mapping, import_job.LOOK)
    assert job.done is None
    done, until = None, time.monotonic() + PATIENCE_SECONDS
    while done is None and time.monotonic() < until:
        time.sleep(0.5)
        done = import_job.follow(job).done
    assert done is not None
    assert done.preview is not None
    seen = done.preview
    assert seen.refusal is None
    assert (seen.rows_n, seen.added_n, seen.empty_n, seen.missing_n) == (27_229, 27_229 * 18 - 4 * 18, 72, 0)
    assert seen.findings_n == {"D502": 271, "D512": 806}
    assert {each.option_code: each.value for each in seen.sums}["DUDA"] == 8_450_341
