"""What a case's bundle holds, signed by the log's key, so that nothing can be cut out of it unseen:

    <name of the log>
    case-bundle
    <case id>
    <newest version>
    <entries of the ledger in it>
    <SHA-256 of its SHA256SUMS, hexadecimal>

    — <name of the log> <base64 of key id and signature>

The word in its first line keeps it from being taken for a receipt or a checkpoint. docs/verify.py reads it without this module."""

from dataclasses import dataclass

from schemas.signed_note import Signer

FORMAT, WORD = "baqylau-bundle-1", "case-bundle"
FILE = "signed.json"


@dataclass(frozen=True, slots=True)
class Holding:
    """`entries_n`: rows of the ledger in the bundle. `sums_sha256`: of the list that holds every other file's hash."""

    case_id: str
    version: int
    entries_n: int
    sums_sha256: str


def signed(signer: Signer, holding: Holding) -> str:
    """The same holding gives the same bytes."""
    return signer.sign([WORD, holding.case_id, str(holding.version), str(holding.entries_n), holding.sums_sha256])
