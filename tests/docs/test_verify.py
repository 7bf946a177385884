"""The verifier for strangers: published vectors, PyNaCl, pymerkle and our own rooms as oracles, and altered files that it refuses."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from docs import verify
from schemas import canonical, merkle
from services import evidence_log, house, proofs
from services.evidence_log import EvidenceLog
from services.reports import receipt_code
from tests.data.store.made import revision
from tests.people import ROOT, People

# RFC 8032, 7.1: public key, message, signature.
VECTORS = [
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_the_published_vectors(key: str, message: str, signature: str) -> None:
    parts = bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature)
    assert verify.ed25519(*parts)
    assert not verify.ed25519(parts[0], parts[1] + b"x", parts[2])


def test_it_agrees_with_pynacl_on_signatures_of_which_one_bit_was_turned() -> None:
    chance = random.Random(2029)
    for number in range(40):
        key = SigningKey(chance.randbytes(32))
        message = chance.randbytes(number)
        parts = [bytes(key.verify_key), message, key.sign(message).signature]
        assert verify.ed25519(*parts)
        which = chance.choice([0, 2])
        bit = chance.randrange(8 * len(parts[which]))
        turned = bytearray(parts[which])
        turned[bit // 8] ^= 1 << bit % 8
        parts[which] = bytes(turned)
        try:
            VerifyKey(parts[0]).verify(message, parts[2])
            good = True
        except (BadSignatureError, ValueError):
            good = False
        assert verify.ed25519(*parts) is good


def test_a_signature_with_a_number_beyond_the_order_is_refused() -> None:
    key, message, signature = (bytes.fromhex(each) for each in VECTORS[1])
    other = int.from_bytes(signature[32:], "little") + verify.ORDER
    assert not verify.ed25519(key, message, signature[:32] + other.to_bytes(32, "little"))


def test_it_agrees_with_pymerkle() -> None:
    for size in (1, 2, 3, 7, 8, 13):
        oracle = pymerkle.InmemoryTree(algorithm="sha256")
        leaves = [bytes([number]) for number in range(size)]
        for each in leaves:
            oracle.append_entry(each)
        root = oracle.get_root()
        tree = merkle.Tree()
        for each in leaves:
            tree.append(merkle.leaf_hash(each))
        for index in range(size):
            path = tree.inclusion(index, size)
            assert verify.included(tree.leaf(index), index, size, path, root)
            assert not verify.included(tree.leaf(index), index, size, path, bytes(32))
        for first in range(1, size + 1):
            path = tree.consistency(first, size)
            assert verify.continues(first, size, oracle.get_root(first), root, path)
            assert not verify.continues(first, size, bytes(32), root, path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3))


@given(JSON)
def test_it_writes_json_as_the_ledger_does(value: object) -> None:
    assert verify.canonical(value).encode() == canonical.dumps(value)


@pytest.fixture
def files(people: People, tmp_path: Path) -> dict[str, Path]:
    """A receipt, a proof of consistency and a list of checkpoints of a small log."""
    from data.store.reports import append_revisions

    log = EvidenceLog()
    log.checkpoint()
    sent = [revision() for _ in range(5)]
    sent[2] = revision(receipt_code=receipt_code(sent[2].row["sha256"]))
    for each in sent:
        house.store().append(append_revisions, each)
    log.checkpoint()
    row = sent[2].row
    made = {"receipt": proofs.by_code(row["report_id"], row["receipt_code"]), "consistency": proofs.consistency(3, 8),
            "checkpoints": json.loads(json.dumps(proofs.listed(), default=str))}
    places = {}
    for name, content in made.items():
        places[name] = tmp_path / f"{name}.json"
        places[name].write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    places["notes"] = evidence_log.place()
    return places


def test_a_stranger_runs_it(files: dict[str, Path]) -> None:
    """With nothing but Python: isolated, without this project or what it installs."""
    names = [str(files[name]) for name in ("receipt", "consistency", "checkpoints", "notes")]
    command = [sys.executable, "-I", "-S", str(ROOT / "docs" / "verify.py"), *names, "--key", proofs.key()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": HOLDS") == 4
    assert "It stands in the checkpoint of 8 entries" in done.stdout and "begins with the very log of 3 entries" in done.stdout


def test_without_a_key_it_says_which_one_it_believed(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert verify.main([str(files["receipt"])]) == 0
    assert "the key that the file brings" in capsys.readouterr().out
    assert verify.main([str(files["notes"])]) == 2
    assert verify.main([]) == 2


UNSIGNED = ("code", "root", "size", "signed_at", "number")
"""Said again beside what is signed, for whoever reads it with a program."""


def altered(value: object, chance: random.Random) -> object:
    if isinstance(value, dict):
        name = chance.choice(sorted(name for name in value if name not in UNSIGNED and value[name]))
        return {**value, name: altered(value[name], chance)}
    if isinstance(value, list):
        place = chance.randrange(len(value))
        return [altered(each, chance) if number == place else each for number, each in enumerate(value)]
    if isinstance(value, int):
        return value + 1
    text = str(value)
    # The last signs hold bits that base64 does not read, and the end of a line.
    place = chance.randrange(max(1, len(text) - 5))
    return text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]


@pytest.mark.parametrize("name", ["receipt", "consistency", "checkpoints"])
def test_every_altered_file_is_refused(files: dict[str, Path], name: str, capsys: pytest.CaptureFixture[str]) -> None:
    chance, whole = random.Random(2029), json.loads(files[name].read_text(encoding="utf-8"))
    whole.pop("next", None)
    for _ in range(25):
        made = altered(copy.deepcopy(whole), chance)
        files[name].write_text(json.dumps(made), encoding="utf-8")
        assert verify.main([str(files[name])]) in (1, 2), made
    assert "HOLDS\n" not in capsys.readouterr().out.replace("NOT HOLD\n", "")


def test_another_logs_key_does_not_pass(files: dict[str, Path]) -> None:
    from schemas.signed_note import Signer

    other = str(Signer(bytes(32)).public)
    assert verify.main([str(files["receipt"]), "--key", other]) == 1


def test_a_log_with_two_faces_is_found(files: dict[str, Path], tmp_path: Path) -> None:
    from schemas import checkpoint
    from services import clock, log_key

    other = checkpoint.signed(log_key.signer(), checkpoint.Checkpoint(8, bytes(32), clock.now()))
    (tmp_path / "two").write_text(files["notes"].read_text(encoding="utf-8") + other, encoding="utf-8")
    assert verify.main([str(tmp_path / "two"), "--key", proofs.key()]) == 1


def test_a_folder_whose_file_was_changed_added_or_taken_away(tmp_path: Path) -> None:
    from services.case_files import _sums, _zipped

    packed = tmp_path / "bundle.zip"
    files = {"a.csv": b"1\n", "b.csv": b"2\n"}
    packed.write_bytes(_zipped({**files, "SHA256SUMS": _sums(files)}))
    assert verify.main([str(packed)]) == 0
    folder = tmp_path / "bundle"
    with zipfile.ZipFile(packed) as opened:
        opened.extractall(folder)
    assert verify.main([str(folder)]) == 0
    (folder / "c.csv").write_bytes(b"3\n")
    assert verify.main([str(folder)]) == 1
    (folder / "c.csv").unlink()
    (folder / "a.csv").write_bytes(b"9\n")
    assert verify.main([str(folder)]) == 1
    (folder / "a.csv").unlink()
    assert verify.main([str(folder)]) == 1
    assert verify.main([str(tmp_path / "nothing")]) == 2
