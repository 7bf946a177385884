"""The columns of official.csv: every figure that is published, with its base, its standing and where it was read."""

from schemas.message import Message

OFFICIAL: tuple[tuple[str, str, Message, str], ...] = (
    ("figure_id", "int", Message("figure, in the order of storing"), ""),
    ("election_id", "text", Message("election"), ""),
    ("unit_id", "text", Message("country, region, district or station"), ""),
    ("level", "text", Message("level at which the figure is published"), "station|district|region|country"),
    ("contest_id", "text", Message("contest: one of several elections on the day"), ""),
    ("figure", "text", Message("what is counted"), ""),
    ("option_code", "text", Message("party, candidate or answer"), ""),
    ("unit", "text", Message("unit of the figure"), ""),
    ("value", "number", Message("value; shares between 0 and 1"), ""),
    ("as_printed", "text", Message("as the source prints it"), ""),
    ("basis", "text", Message("what a share is a share of; two bases are never compared"), ""),
    ("numerator", "text", Message("what is divided"), ""),
    ("denominator", "text", Message("by what it is divided"), ""),
    ("as_of_at", "instant", Message("the instant the figure is of"), ""),
    ("status", "text", Message("status"), "interim|preliminary|final"),
    ("confidence", "text", Message("how sure the reading of the source is"), "high|medium|low|derived"),
    ("speaker", "text", Message("who says it, where that is no commission"), ""),
    ("note", "text", Message("note"), ""),
    ("source_id", "int", Message("source"), ""),
    ("publisher", "text", Message("who published it"), ""),
    ("title", "text", Message("title of the source"), ""),
    ("address", "text", Message("where it was found"), ""),
    ("locator", "text", Message("where in the source"), ""),
    ("published_at", "instant", Message("when it was published"), ""),
    ("published_text", "text", Message("date as the source prints it"), ""),
    ("retrieved_at", "instant", Message("when it was read"), ""),
    ("language", "text", Message("language of the source"), ""),
    ("sha256", "text", Message("hash of the source as it was read"), ""),
    ("supersedes_id", "int", Message("the figure it corrects; both stay"), ""),
)

SHARES: dict[str, tuple[str, str]] = {
    "issued_of_list": ("ballots_issued", "registered_voters"),
    "option_of_votes": ("votes", "votes_for_options"),
    "option_of_issued": ("votes", "ballots_issued"),
    "option_of_list": ("votes", "registered_voters"),
}
"""Basis -> numerator and denominator, as figure codes."""
