#!/usr/bin/env python3
"""Checks what Baqylau hands out, without Baqylau: Python 3.9 or newer, nothing to install, no network.

    python3 verify.py FILE-OR-FOLDER ... [--key "name+id+key"]
    python3 verify.py export FILE PROOF [--key "name+id+key"]

FILE is a receipt, a proof that one checkpoint continues another, a list of checkpoints, or a case or a download (zip or folder).
PROOF is what GET /api/v1/log/files/SHA-256-OF-THE-FILE answers: that FILE was made there, and of what.
`--key` is the log's public key as it was made known elsewhere; without it the key inside the file is used, and said.
Ends with 0 where everything holds, 1 where something does not, 2 where a file cannot be read as any of these.

Follows RFC 8032 (Ed25519), RFC 9162 (Merkle proofs), RFC 8785 (canonical JSON), C2SP signed-note and tlog-checkpoint."""

import base64
import hashlib
import json
import sys
import zipfile
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
SIGNED = "signed.json"
LARGEST = 1 << 30
"""No file inside a bundle is larger when unpacked."""
Point = Tuple[int, int, int, int]


class Refused(Exception):
    """Something does not hold; says what."""


class Unknown(Exception):
    """Not a file that this program knows."""


# Ed25519 (RFC 8032, 5.1), verification only: slow, and plain enough to be read.


def _add(a: Point, b: Point) -> Point:
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return x * y % P, z * t % P, y * z % P, x * t % P


def _times(number: int, point: Point) -> Point:
    made: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            made = _add(made, point)
        point, number = _add(point, point), number >> 1
    return made


def _point(coded: bytes) -> Optional[Point]:
    y = int.from_bytes(coded, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature (64 bytes) over the message is this key's (32 bytes)."""
    if len(key) != 32 or len(signature) != 64:
        return False
    public, begin, s = _point(key), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if public is None or begin is None or BASE is None or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = _times(s, BASE), _add(begin, _times(h, public))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# Canonical JSON (RFC 8785).


def _number(value: float) -> str:
    """As ECMAScript writes it."""
    if value == 0:
        return "0"
    mantissa, _, exponent = f"{value!r}".replace("-", "", 1).partition("e") if value < 0 else repr(value).partition("e")
    whole, _, part = mantissa.partition(".")
    digits = (whole + part).lstrip("0")
    place = len(whole) + int(exponent or 0) - (len(whole + part) - len(digits))
    digits = digits.rstrip("0")
    if 0 < place <= 21:
        said = digits.ljust(place, "0") if len(digits) <= place else f"{digits[:place]}.{digits[place:]}"
    elif -6 < place <= 0:
        said = "0." + "0" * -place + digits
    else:
        said = digits[0] + (f".{digits[1:]}" if digits[1:] else "") + f"e{place - 1:+d}"
    return ("-" if value < 0 else "") + said


def canonical(value: Any) -> str:
    """The one way of writing a value as JSON."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(name)}:{canonical(value[name])}" for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float):
        return _number(value)
    return json.dumps(value, ensure_ascii=False)


# Notes and trees.


def key_of(line: str) -> Tuple[str, str, bytes]:
    """Name, id and 32 bytes of a public key. The name is made from the key, so that no other can take it."""
    name, key_id, coded = line.strip().split("+", 2)
    raw = base64.b64decode(coded, validate=True)
    named = f"baqylau.log/{hashlib.sha256(raw[1:]).hexdigest()[:16]}"
    if raw[:1] != b"\x01" or len(raw) != 33 or name != named:
        raise Refused("the key is not an Ed25519 key with its own name")
    if hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[:8] != key_id:
        raise Refused("the id of the key is not its own")
    return name, key_id, raw[1:]


def opened(note: str, key: str) -> List[str]:
    """The signed lines of a note below the log's name."""
    name, key_id, raw = key_of(key)
    text, found, below = note.strip("\n").rpartition("\n\n\u2014 ")
    parts = below.split(" ")
    signed = base64.b64decode(parts[1], validate=True) if found and len(parts) == 2 else b""
    text += "\n"
    if signed[:4].hex() != key_id or not text.startswith(name + "\n") or parts[0] != name:
        raise Refused("it is signed with another key")
    if not ed25519(raw, text.encode(), signed[4:]):
        raise Refused("the signature does not belong to this text: something in it was changed")
    return text.splitlines()[1:]


def checkpoint(note: str, key: str) -> Tuple[int, bytes, str]:
    """Size, root and time of a checkpoint."""
    lines = opened(note, key)
    return int(lines[0]), base64.b64decode(lines[1], validate=True), lines[2]


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    place, last, made = index, size - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            made = _node(each, made)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            made = _node(made, each)
        place, last = place >> 1, last >> 1
    return last == 0 and made == root


def continues(first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """RFC 9162, 2.1.4.2."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    path = ([first_root] if first & (first - 1) == 0 else []) + list(proof)
    if not path:
        return False
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = _node(each, old), _node(each, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = _node(new, each)
        place, last = place >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


# What is handed out. Each yields sentences, and raises Refused at the first thing that does not hold.


def _brought(said: List[str], key: str, own: str) -> List[str]:
    return said if key else [*said, f"This was checked with the key that the file brings: {own}",
                             "Compare it with the key that the organisation made known elsewhere, or say --key."]


def receipt(given: Dict[str, Any], key: str) -> List[str]:
    word, report_id, revision, sha256, seq, leaf, received_at = opened(given["receipt"], key)
    if word != "receipt":
        raise Refused("what is signed is no receipt")
    said = [f"Report {report_id}, revision {revision}, was received at {received_at} and is entry {seq} of the log."]
    said.append(f"What was sent has the SHA-256 {sha256}. The receipt is signed by the log's key.")
    line = canonical(given["entry"]).encode()
    if hashlib.sha256(b"\x00" + line).hexdigest() != leaf or given["entry"][0] != int(seq):
        raise Refused("the entry is not the one that the receipt speaks of")
    return [*said, *_standing(given, key, int(seq), bytes.fromhex(leaf))]


def _standing(given: Dict[str, Any], key: str, seq: int, leaf: bytes) -> List[str]:
    """That an entry stands in the checkpoint that comes with it."""
    if given["checkpoint"] is None:
        return ["No checkpoint spoke of it yet when this proof was made: fetch it again after a minute."]
    size, root, signed_at = checkpoint(given["checkpoint"]["note"], key)
    if not included(leaf, seq - 1, size, [bytes.fromhex(each) for each in given["inclusion"]], root):
        raise Refused("the entry does not stand in the checkpoint: either this file or the log was changed")
    return [f"It stands in the checkpoint of {size} entries, signed at {signed_at}, with the root {root.hex()}."]


def exported(content: bytes, given: Dict[str, Any], key: str) -> List[str]:
    """A file that was handed out, against the proof that it was made so."""
    row, (seq, kind, subject, sha256, salt, _) = given["row"], given["entry"]
    own = hashlib.sha256(content).hexdigest()
    if hashlib.sha256(bytes.fromhex(salt) + canonical(row).encode()).hexdigest() != sha256 or kind != "file_made":
        raise Refused("the proof's row is not the one that was recorded")
    if (own, len(content), subject) != (row["sha256"], row["size_bytes"], str(row["made_id"])):
        raise Refused(f"the file was altered: it was made with the SHA-256 {row['sha256']}, this one has {own}")
    said = _standing(given, key, seq, hashlib.sha256(b"\x00" + canonical(given["entry"]).encode()).digest())
    return [f"This is {row['name']} as it was made at {row['made_at']}, of the first {row['ledger_length']} entries of the log, under the",
            f"rule {row['rule']!r}; it is entry {seq} of the log.", *said]


def consistency(given: Dict[str, Any], key: str) -> List[str]:
    (first, old, _), (second, new, at) = checkpoint(given["first"], key), checkpoint(given["second"], key)
    if not continues(first, second, old, new, [bytes.fromhex(each) for each in given["proof"]]):
        raise Refused(f"the log of {second} entries does not begin with the log of {first}: it was rewritten, or this file was changed")
    return [f"The log of {second} entries, signed at {at}, begins with the very log of {first} entries."]


def checkpoints(notes: Sequence[str], key: str) -> List[str]:
    roots: Dict[int, bytes] = {}
    for number, note in enumerate(notes, 1):
        try:
            size, root, _ = checkpoint(note, key)
        except (Refused, ValueError, IndexError) as error:
            raise Refused(f"checkpoint {number}: {error}") from None
        if roots.setdefault(size, root) != root:
            raise Refused(f"two roots were signed for {size} entries: the log showed two faces")
    largest = max(roots, default=0)
    return [f"{len(notes)} checkpoints, each signed by the log's key, up to {largest} entries; no two contradict each other.",
            "That each continues the one before is shown by a proof of consistency, or by a receipt held against both."]


def _sums(read: Callable[[str], bytes], names: Sequence[str]) -> List[str]:
    wanted = {}
    for line in read("SHA256SUMS").decode().splitlines():
        sha256, _, name = line.partition("  ")
        wanted[name] = sha256
    for name, sha256 in wanted.items():
        if name not in names:
            raise Refused(f"{name} is missing")
        if hashlib.sha256(read(name)).hexdigest() != sha256:
            raise Refused(f"{name} was changed")
    if more := sorted(set(names) - set(wanted) - {"SHA256SUMS", SIGNED}):
        raise Refused(f"{more[0]} was added")
    return [f"{len(wanted)} files are as SHA256SUMS says, and no other file is there."]


def _told(check: Dict[str, Any]) -> Dict[str, Any]:
    """One check as checks.json says it: without the numbers of the table, its instant with all six decimals."""
    whole, _, part = check["checked_at"].rstrip("Z").partition(".")
    said = {name: value for name, value in check.items() if name not in ("check_id", "case_id")}
    return {**said, "checked_at": f"{whole}.{part.ljust(6, '0')}"}


def _rows(read: Callable[[str], bytes], names: Sequence[str]) -> List[str]:
    """The rows of a case against their entries, and its other files against those rows."""
    known: Dict[str, bytes] = {}
    copies: Dict[str, str] = {}
    checks: List[Dict[str, Any]] = []
    entries = json.loads(read("ledger.json"))
    for each in entries:
        if hashlib.sha256(bytes.fromhex(each["salt"]) + canonical(each["row"]).encode()).hexdigest() != each["sha256"]:
            raise Refused(f"the row of entry {each['seq']} ({each['kind']}) is not the one that was recorded")
        row = each["row"]
        if each["kind"] == "report_revision":
            revision = row["report_revision"]
            known[f"reports/{revision['report_id']}-{revision['revision']:03}.json"] = revision["payload"].encode()
            if hashlib.sha256(revision["payload"].encode()).hexdigest() != revision["sha256"]:
                raise Refused(f"the report of entry {each['seq']} is not what was received")
        if each["kind"] == "case_version":
            known[f"versions/{row['version']:03}.json"] = row["payload"].encode()
        if each["kind"] == "evidence_copy":
            copies[f"photos/{row['sha256']}.jpg"] = row["viewer_sha256"]
        if each["kind"] == "case_check":
            checks.append(row)
    for name in (name for name in names if name.startswith(("reports/", "versions/"))):
        if name not in known or read(name) != known[name]:
            raise Refused(f"{name} is not what the ledger holds")
    versions = sorted(name for name in known if name.startswith("versions/"))
    if versions and read("case.json") != known[versions[-1]]:
        raise Refused("case.json is not the newest version that the ledger holds")
    photos = [name for name in names if name.startswith("photos/")]
    for name in photos:
        if hashlib.sha256(read(name)).hexdigest() != copies.get(name):
            raise Refused(f"{name} is not the copy that the ledger holds")
    if [_told(each) for each in json.loads(read("checks.json"))] != [_told(each) for each in checks]:
        raise Refused("checks.json does not hold the checks that the ledger holds")
    return [f"{len(entries)} rows are those of their entries in the ledger, and the case, its checks, reports and {len(photos)} photos are",
            "those rows. What standing.json and README.txt say beside them is not in the ledger, only in what was signed."]


def _proofs(given: Dict[str, Any], entries: Sequence[Dict[str, Any]], key: str) -> List[str]:
    """The entries of a case in the log that was signed."""
    size, root, signed_at = checkpoint(given["checkpoint"]["note"], key)
    lines = [[each[name] for name in ("seq", "kind", "subject", "sha256", "salt", "recorded_at")] for each in entries]
    if [each["entry"] for each in given["entries"]] != lines:
        raise Refused("proofs.json does not speak of the very entries of ledger.json")
    for each in given["entries"]:
        leaf = hashlib.sha256(b"\x00" + canonical(each["entry"]).encode()).digest()
        path = [bytes.fromhex(other) for other in each["inclusion"]]
        if leaf.hex() != each["leaf"] or not included(leaf, each["entry"][0] - 1, size, path, root):
            raise Refused(f"entry {each['entry'][0]} does not stand in the checkpoint: either this file or the log was changed")
    return [f"All {len(lines)} entries stand in the checkpoint of {size} entries, signed at {signed_at}, with the root {root.hex()}."]


def _logged(read: Callable[[str], bytes], names: Sequence[str], key: str) -> List[str]:
    if "proofs.json" not in names:
        return ["There is no proofs.json: no checkpoint spoke of these entries yet. Ask for the bundle again."]
    return _proofs(json.loads(read("proofs.json")), json.loads(read("ledger.json")), key)


def _case(read: Callable[[str], bytes], names: Sequence[str], key: str) -> List[str]:
    """A case: signed as a whole, so that nothing was cut out of all its lists at once, and row by row."""
    if SIGNED not in names:
        raise Refused(f"{SIGNED} is missing: nothing says that no entry was cut out; ask for the bundle again")
    given, entries_n = json.loads(read(SIGNED)), len(json.loads(read("ledger.json")))
    word, case_id, version, wanted_n, sums = opened(given["note"], key or given["key"])
    if word != "case-bundle":
        raise Refused("what is signed is no bundle of a case")
    if int(wanted_n) != entries_n:
        raise Refused(f"the bundle was signed with {wanted_n} entries, here are {entries_n}")
    if hashlib.sha256(read("SHA256SUMS")).hexdigest() != sums:
        raise Refused("SHA256SUMS is not the list that was signed: a file was cut out, put in or changed together with it")
    said = [f"It is the bundle of case {case_id}, version {version}, signed by the log's key with {wanted_n} entries and these very files."]
    said += [*_rows(read, names), *_logged(read, names, key or given["key"])]
    return _brought(said, key, given["key"])


def _package(read: Callable[[str], bytes]) -> List[str]:
    resources = json.loads(read("datapackage.json"))["resources"]
    for each in resources:
        content = read(each["path"])
        if len(content) != each["bytes"] or f"sha256:{hashlib.sha256(content).hexdigest()}" != each["hash"]:
            raise Refused(f"{each['path']} is not the table that datapackage.json describes")
    return [f"{len(resources)} tables are those that datapackage.json describes."]


def bundle(read: Callable[[str], bytes], names: Sequence[str], key: str = "") -> List[str]:
    if "SHA256SUMS" not in names:
        raise Unknown("there is no SHA256SUMS in it")
    said = _sums(read, names)
    if {"case.json", "ledger.json", SIGNED} & set(names):
        return [*said, *_case(read, names, key)]
    said += _package(read) if "datapackage.json" in names else []
    return [*said, f"SHA256SUMS itself has the SHA-256 {hashlib.sha256(read('SHA256SUMS')).hexdigest()}: whoever changed a file and",
            "this list with it is found only by comparing this hash, or a receipt, with one from elsewhere."]


def _folder(place: Path, key: str) -> List[str]:
    names = sorted(path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file())
    return bundle(lambda name: (place / name).read_bytes(), names, key)


def _zip(place: Path, key: str) -> List[str]:
    with zipfile.ZipFile(place) as packed:
        entries = [each for each in packed.infolist() if not each.is_dir()]
        if len({each.filename for each in entries}) != len(entries):
            raise Refused("two files in it have the same name")
        if any(each.file_size > LARGEST for each in entries):
            raise Unknown("a file in it is too large")
        tops = {each.filename.partition("/")[0] for each in entries}
        top = f"{tops.pop()}/" if len(tops) == 1 and all("/" in each.filename for each in entries) else ""
        return bundle(lambda name: packed.read(top + name), [each.filename[len(top):] for each in entries], key)


def _export(place: Path, proof: Path, key: str) -> List[str]:
    given = json.loads(proof.read_text(encoding="utf-8"))
    if not isinstance(given, dict) or given.get("format") != "baqylau-file-1":
        raise Unknown(f"{proof} is no proof of a file; ask for it at /api/v1/log/files/{hashlib.sha256(place.read_bytes()).hexdigest()}")
    return _brought(exported(place.read_bytes(), given, key or given["key"]), key, given["key"])


def _notes(text: str) -> List[str]:
    notes, lines = [], []
    for line in text.splitlines(keepends=True):
        lines.append(line)
        if line.startswith("\u2014 "):
            notes.append("".join(lines))
            lines = []
    if not notes or "".join(lines).strip():
        raise Unknown("this is no receipt, proof, list of checkpoints, case or download of Baqylau")
    return notes


def check(place: Path, key: str) -> List[str]:
    """What holds, in sentences. Raises Refused, Unknown."""
    if place.is_dir():
        return _folder(place, key)
    if zipfile.is_zipfile(place):
        return _zip(place, key)
    text = place.read_text(encoding="utf-8")
    try:
        given = json.loads(text)
    except ValueError:
        if not key:
            raise Unknown("a list of checkpoints is checked with the log's key: --key") from None
        return checkpoints(_notes(text), key)
    if not isinstance(given, dict) or "key" not in given:
        raise Unknown("this is no receipt, proof or list of checkpoints of Baqylau")
    own = key or given["key"]
    known = {"baqylau-receipt-1": receipt, "baqylau-consistency-1": consistency}.get(given.get("format", ""))
    if known is None and "checkpoints" not in given:
        raise Unknown(f"this program does not know the format {given.get('format')!r}")
    said = known(given, own) if known else checkpoints([each["note"] for each in given["checkpoints"]], own)
    return _brought(said, key, own)


def main(arguments: Sequence[str]) -> int:
    given, key = list(arguments), ""
    if "--key" in given[:-1]:
        at = given.index("--key")
        key = given[at + 1]
        del given[at : at + 2]
    if not given or any(each.startswith("-") for each in given):
        print(__doc__)
        return 2
    worst, proof = 0, ""
    if given[0] == "export" and len(given) == 3 and not Path("export").exists():
        given, proof = given[1:2], given[2]
    for name in given:
        try:
            said = _export(Path(name), Path(proof), key) if proof else check(Path(name), key)
            sign, code = "HOLDS", 0
        except Refused as error:
            said, sign, code = [f"{error}."], "DOES NOT HOLD", 1
        except (Unknown, OSError) as error:
            said, sign, code = [f"{error}."], "CANNOT BE CHECKED", 2
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, zipfile.BadZipFile, zipfile.LargeZipFile) as error:
            said, sign, code = [f"it is damaged: {type(error).__name__}: {error}."], "DOES NOT HOLD", 1
        print(f"{name}: {sign}", *(f"  {line}" for line in said), sep="\n")
        worst = max(worst, code) if 1 not in (worst, code) else 1
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
