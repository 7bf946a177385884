"""The verbs: what each prints, and that no mistake ends in a traceback."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from data.store import writer
from data.store.lock import writer_lock
from data.store.reports import append_revisions
from manage import manage
from services import evidence_log, house, log_key, registry
from tests.data.store.made import revision
from tests.people import ROOT, People

TOML = """
election_id = "trial-2029"
kind = "referendum"
held_on = 2029-05-01
is_simulated = {simulated}
name = {{ en = "Trial", ru = "Проба", kk = "Сынақ" }}

[[contests]]
contest_id = "question"
leading = true
name = {{ en = "Question" }}
options = [{{ code = "YES", name = {{ en = "Yes" }} }}, {{ code = "NO", name = {{ en = "No" }} }}]

[[organisations]]
organisation_code = "ORG-1"
name = {{ en = "Organisation" }}
"""


def say(*arguments: str) -> Result:
    result = CliRunner().invoke(manage, arguments)
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def trial(house_dir: Path) -> Path:
    file = house_dir / "trial.toml"
    file.write_text(TOML.format(simulated="true"), encoding="utf-8")
    return file


def test_an_election_comes_in(trial: Path) -> None:
    done = say("import-election", str(trial))
    assert done.exit_code == 0 and "trial-2029" in done.output
    assert say("import-election", str(trial)).exit_code == 0, "the same file twice is the same election"


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "kind: Field required"), ("x = ", "not TOML"), ("\xff", "not UTF-8"), ("organisations = 3", "organisations")],
)
def test_another_file_is_refused_with_every_place(house_dir: Path, content: str, said: str) -> None:
    file = house_dir / "wrong.toml"
    file.write_text(content, encoding="latin-1")
    refused = say("import-election", str(file))
    assert refused.exit_code == 1 and said in refused.output


def test_production_takes_no_simulated_election(trial: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAQYLAU_MODE", "production")
    monkeypatch.setenv("BAQYLAU_SECRET", "s" * 64)
    key = trial.with_name("log-key")
    key.write_text("5a" * 32, encoding="ascii")
    monkeypatch.setenv("BAQYLAU_LOG_KEY", str(key))
    refused = say("import-election", str(trial))
    assert refused.exit_code == 1 and "never enter production" in refused.output


def test_production_does_not_start_on_simulated_data_or_without_its_key(trial: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert say("import-election", str(trial)).exit_code == 0
    monkeypatch.setenv("BAQYLAU_MODE", "production")
    monkeypatch.delenv("BAQYLAU_SECRET", raising=False)
    refused = say("migrate")
    assert refused.exit_code == 1 and "BAQYLAU_SECRET" in refused.output and "trial-2029" in refused.output
    assert say("demo").exit_code == 1


def test_an_invitation_is_printed_once_and_works(people: People) -> None:
    from schemas.person import Role
    from services import access, invitations

    done = say("invite", "--election", "test-2029", "--station", "KZ-79/0417", "--organisation", "ORG-1", "--count", "2",
               "--address", "https://baqylau.example/")
    tokens = re.findall(r"https://baqylau\.example/i#(\S+)", done.output)
    codes = re.findall(r"Code  (\S+)", done.output)
    assert done.exit_code == 0 and len(set(tokens)) == len(set(codes)) == 2
    assert access.visitor_of(invitations.exchange(tokens[0]).token).actor.role is Role.OBSERVER
    assert access.visitor_of(invitations.exchange(codes[1]).token).actor.station_ids == ("KZ-79/0417",)


def test_qr_codes_are_pictures_of_the_link(people: People, house_dir: Path) -> None:
    say("invite", "--election", "test-2029", "--station", "KZ-79/0417", "--organisation", "ORG-1", "--svg", str(house_dir / "codes"))
    made = list((house_dir / "codes").iterdir())
    assert len(made) == 1 and made[0].read_text().lstrip().startswith("<?xml")


@pytest.mark.parametrize(
    ("election", "station", "said"), [("none-such", "KZ-79/0417", "no election"), ("test-2029", "KZ-79/9999", "no station")])
def test_nobody_is_invited_to_nowhere(people: People, election: str, station: str, said: str) -> None:
    refused = say("invite", "--election", election, "--station", station, "--organisation", "ORG-1")
    assert refused.exit_code == 1 and said in refused.output


def test_staff_get_a_password_and_a_secret(people: People) -> None:
    done = say("staff", "add", "analyst", "analyst-1")
    assert done.exit_code == 0 and "otpauth://totp/Baqylau%3Aanalyst-1?secret=" in done.output
    assert "Take another name" in say("staff", "add", "admin", "analyst-1").output
    assert say("staff", "add", "observer", "o-1").exit_code == 2
    assert "small Latin letters" in say("staff", "add", "admin", "Имя Фамилия").output


def test_backup_and_restore(people: People, house_dir: Path) -> None:
    made = say("backup", str(house_dir / "copy"))
    assert made.exit_code == 0 and "3 ledger entries, checked" in made.output
    assert "exists already" in say("backup", str(house_dir / "copy")).output
    assert "--replace" in say("restore", str(house_dir / "copy")).output
    done = say("restore", str(house_dir / "copy"), "--replace")
    assert done.exit_code == 0 and "Restored: 3 ledger entries" in done.output
    assert re.findall(r"Root    [0-9a-f]{64}", made.output) == re.findall(r"Root    [0-9a-f]{64}", done.output) != []
    assert len(list(house_dir.glob("before-restore-*.sqlite3"))) == 1
    assert f"Not in it: the key of the log ({house_dir / 'log' / 'key'})" in made.output
    assert "python manage.py verify" in done.output and "another key" not in done.output


def test_a_copy_put_back_beside_another_key_says_which_file_must_come_along(people: People, house_dir: Path) -> None:
    evidence_log.EvidenceLog().checkpoint()
    assert say("backup", str(house_dir / "copy")).exit_code == 0
    (house_dir / "log" / "checkpoints").unlink()
    (house_dir / "log" / "key").write_text("00" * 32)
    log_key._signer_at.cache_clear()
    done = say("restore", str(house_dir / "copy"), "--replace")
    assert done.exit_code == 0
    assert f"signed with another key than the one in {house_dir / 'log' / 'key'}" in done.output


def test_an_older_copy_is_put_back_only_with_a_reason(people: People, house_dir: Path) -> None:
    assert say("backup", str(house_dir / "copy")).exit_code == 0
    house.store().append(append_revisions, revision())
    evidence_log.EvidenceLog().checkpoint()
    refused = say("restore", str(house_dir / "copy"), "--replace")
    assert refused.exit_code == 1 and "3 ledger entries" in refused.output and "speaks of 4" in refused.output
    assert say("restore", str(house_dir / "copy"), "--replace", "--override", "x" * 501).exit_code == 1
    done = say("restore", str(house_dir / "copy"), "--replace", "--override", "the disk of the newer one burned")
    assert done.exit_code == 0
    assert say("migrate").exit_code == 0, "with the reason recorded, it starts"
    assert evidence_log.EvidenceLog().checkpoint() is not None


def test_a_house_in_use_takes_the_figures_of_real_elections_when_asked(house_dir: Path) -> None:
    first, second = say("load-reference"), say("load-reference")
    assert first.exit_code == 0 and first.output == second.output and "each with its source" in first.output
    assert registry.election("kz-2021-mazhilis").is_simulated is False


def test_what_pages_read_is_made_again(people: People) -> None:
    house.store().append(append_revisions, revision())
    done = say("rebuild")
    assert done.exit_code == 0 and "1 reports read again" in done.output


def test_what_nobody_foresaw_is_one_sentence(house_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAQYLAU_MODE", "productoin")
    refused = say("migrate")
    assert refused.exit_code == 1 and "productoin" in refused.output and refused.output.count("\n") == 1


def test_a_database_that_is_held_says_that_nothing_is_stored(house_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writer_lock(house.store().lock_path), monkeypatch.context() as patch:
        patch.setattr(writer, "PATIENCE_SECONDS", 0.3)
        patch.setattr(writer, "PAUSE_SECONDS", "no time: nothing was begun that the end would have to wait for")
        found = say("staff", "add", "analyst", "aida")
    assert found.exit_code == 1
    assert found.output.strip() == "Error: The server is busy: this is not stored yet. Try again in 5 s."
    assert say("staff", "add", "analyst", "aida").exit_code == 0


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("PORT", "abc", "from 1 to 65535"), ("PORT", "99999", "from 1 to 65535"), ("PORT", "0", "from 1 to 65535"),
     ("PORT", "٨٥٠١", "from 1 to 65535"), ("BAQYLAU_MODE", "prod", "demo or production"), ("BAQYLAU_MODE", "", "demo or production")],
)
def test_a_setting_that_cannot_be_is_named_with_what_it_can_be(
    house_dir: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str,
) -> None:
    monkeypatch.setenv(name, value)
    refused = say("run")
    assert refused.exit_code == 1 and f"{name} is “{value}”" in refused.output and said in refused.output
    assert "ValueError" not in refused.output


def test_two_hundred_megabytes_are_refused_before_anything_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    monkeypatch.setattr("services.import_shell.begin", lambda: pytest.fail("the database was opened"))
    refused = say("import-reports", "--election", "trial-2029", str(large))
    assert refused.exit_code == 1
    assert "The file has 200 MB; at most 100 MB are taken." in refused.output


def test_a_file_that_is_too_large_is_refused_before_what_reads_tables_is_loaded(tmp_path: Path) -> None:
    """The two seconds of a refusal would else go into loading what is never used."""
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    code = (
        "import runpy, sys\n"
        f"sys.argv = ['manage.py', 'import-official', '--election', 'trial-2029', {str(large)!r}]\n"
        "try:\n    runpy.run_path('manage.py', run_name='__main__')\n"
        "except SystemExit as end:\n    print(end.code, sorted({'sqlalchemy', 'openpyxl', 'pandas', 'streamlit'} & set(sys.modules)))\n")
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "The file has 200 MB; at most 100 MB are taken." in ran.stderr, ran.stderr
    assert ran.stdout.strip() == "1 []"
