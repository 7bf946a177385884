"""The files of a case: a PDF in each language, drawn in a process of its own, and beside it a bundle that checks itself."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from data.store import cases as stored
from data.store.tables import written
from locales import using
from schemas import bundle_note, canonical
from schemas.election import Election
from schemas.handed_file import FileKind
from schemas.person import Actor
from services import case_document, case_document_photos, case_proofs, case_records, cases, handed_files, house, log_key, printing, registry
from services.case_records import Records
from services.cases import Case
from services.permissions import Act, may, require

ZIPPED_AT = (2020, 1, 1, 0, 0, 0)
"""Every file of a bundle carries this time: the same case gives the same bytes."""
README = """{mark}Case {number}, version {version}
Case file of {election}

case.json       the newest version of the case: canonical JSON (RFC 8785). Its SHA-256 stands on the first page of the PDF and in its code.
versions/       every version, as stored.
checks.json     who (a code) checked which material, when, and whether it was confirmed.
standing.json   the level of wording that follows from case.json and checks.json, and what is missing to the next one; reports that
                no longer stand as they were gathered (quarantine, withdrawn, rejected, newer).
reports/        the revisions of reports the case rests on, byte for byte as they were received.
photos/         copies of the photos, named by the SHA-256 of the original; the copy's own hash stands in ledger.json (evidence_copy).
ledger.json     every row with its salt and its entry in the append-only ledger.
proofs.json     each entry's leaf and its path (RFC 9162) to the first signed checkpoint over all of them; not there while none is signed.
SHA256SUMS      of every file above: sha256sum -c SHA256SUMS
signed.json     the hash of SHA256SUMS, the version and the number of entries, signed by the log's key: nothing was cut out or put in.

To check a row: take "row" of an entry in ledger.json as canonical JSON, put the bytes of "salt" (hexadecimal) before it, and take the
SHA-256: it must be "sha256" of that entry. verify.py does this and follows every path to the signed root, with Python alone:
python3 verify.py THIS-BUNDLE.zip --key KEY; take verify.py and the key from elsewhere than this bundle.

Originals are kept by the organisations named in the case; their SHA-256 stands in it.
People appear as codes only. This bundle is for courts, prosecutors, lawyers and partners; it is not the public file.
"""


def _rows(case: Case, records: Records) -> list[stored.LedgerRow]:
    with house.store().read() as connection:
        revisions = [each.revision_id for each in case.content.reports]
        return stored.ledger_rows(connection, case.case_id, revisions, records.evidence_ids)


def document(case: Case, election: Election, language: str, *, with_pictures: bool = True) -> dict[str, Any]:
    """What is printed, in a language; `with_pictures` False for whom photos are not open to."""
    records = case_records.of(case)
    with using(language):
        rows = _rows(case, records)
        entries = [case_document.Entry(each.seq, each.kind, each.sha256) for each in rows]
        made = case_document.document(case, election, entries, records, case_proofs.of(rows))
        return made if with_pictures else case_document_photos.without_pictures(made)


def _told(actor: Actor, case: Case, language: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the printer is given: the document and the pictures it names."""
    pictures = case_records.pictures(actor, case_records.of(case))
    made = document(case, registry.election(case.election_id), language, with_pictures=may(actor, Act.READ_PHOTOS))
    for each in made["photos"]:
        # A picture whose file is gone leaves its line and its hash.
        each["file"] = each["file"] if each["sha256"] in pictures else ""
    return made, {each["file"]: pictures[each["sha256"]] for each in made["photos"] if each["file"]}


def pdf(actor: Actor, case_id: str, language: str) -> bytes:
    """The case file as PDF; the same case, the same bytes. Raises Problem: forbidden, not found, busy where the printer does not answer."""
    require(actor, Act.READ_CASE)
    case = cases.read(actor, case_id)
    printed = printing.pdf(*_told(actor, case, language))
    name = f"case-{case.number}-v{case.newest.version}-{language}.pdf"
    return handed_files.hand(actor, handed_files.File(FileKind.CASE_PDF, name, case.election_id), printed)


def _plain(row: stored.LedgerRow) -> dict[str, Any]:
    return {**asdict(row), "recorded_at": written(row.recorded_at)}


def _contents(actor: Actor, case: Case, election: Election) -> dict[str, bytes]:
    records = case_records.of(case)
    rows = _rows(case, records)
    proven = case_proofs.of(rows)
    photos = {f"photos/{sha256}.jpg": content for sha256, content in case_records.pictures(actor, records).items()}
    versions = {f"versions/{row.row['version']:03}.json": row.row["payload"].encode() for row in rows if row.kind == "case_version"}
    reports = {
        f"reports/{revision['report_id']}-{revision['revision']:03}.json": revision["payload"].encode()
        for revision in (row.row["report_revision"] for row in rows if row.kind == "report_revision")
    }
    level = {
        "level": case.standing.level, "lacking": list(case.standing.lacking), "checkers": list(case.standing.checkers),
        "material_sha256": case.content.material_sha256,
        "set_aside": [
            {"report_id": each.report_id, "why": each.why, "at": written(each.at), "holds": each.holds} for each in case.marks
        ],
        "is_simulated": election.is_simulated,
    }  # fmt: skip
    readme = README.format(
        mark="SIMULATED DATA\n" if election.is_simulated else "", number=case.number, version=case.newest.version, election=election.name.en
    )
    return {
        "README.txt": readme.encode(),
        "case.json": case.content.payload().encode(),
        "checks.json": canonical.dumps([each.model_dump(mode="json") for each in case.checks]),
        "standing.json": canonical.dumps(level),
        "ledger.json": canonical.dumps([_plain(row) for row in rows]),
        **({case_proofs.FILE: canonical.dumps(proven.written())} if proven else {}),
        **versions,
        **reports,
        **photos,
    }


def _sums(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())).encode()


def _signed(case: Case, files: Mapping[str, bytes], sums: bytes) -> bytes:
    """The log's word on what the bundle holds. Its list of hashes is signed, and so every file: also what no entry speaks of."""
    entries_n, signer = len(json.loads(files["ledger.json"])), log_key.signer()
    holding = bundle_note.Holding(str(case.case_id), case.newest.version, entries_n, hashlib.sha256(sums).hexdigest())
    return canonical.dumps({"format": bundle_note.FORMAT, "key": str(signer.public), "note": bundle_note.signed(signer, holding)})


def _zipped(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, ZIPPED_AT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def _packed(case: Case, files: Mapping[str, bytes]) -> bytes:
    sums = _sums(files)
    return _zipped({**files, "SHA256SUMS": sums, bundle_note.FILE: _signed(case, files, sums)})


def bundle(actor: Actor, case_id: str) -> bytes:
    """The machine-readable bundle as a zip; the same case, the same bytes. Raises Problem: forbidden, not found."""
    require(actor, Act.READ_CASE)
    case = cases.read(actor, case_id)
    files = _contents(actor, case, registry.election(case.election_id))
    packed = _packed(case, files)
    name = f"case-{case.number}-v{case.newest.version}.zip"
    return handed_files.hand(actor, handed_files.File(FileKind.CASE_BUNDLE, name, case.election_id), packed)
