"""What kinds of files are given away, and in what form one is proven to stand in the log."""

from enum import StrEnum

PROOF = "baqylau-file-1"


class FileKind(StrEnum):
    MERGED = "merged"
    """The merged download of an election, for one audience."""
    CASE_PDF = "case_pdf"
    CASE_BUNDLE = "case_bundle"
    SITUATION = "situation"
    """What the numbers of an election say, as a paper."""
    TABLE = "table"
    """A table of one page."""
    PICTURE = "picture"
    """A chart of one page."""
