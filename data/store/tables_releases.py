"""The tables of releases: what one person proposed, frozen, and who confirmed it under which number. Both are facts and only appended."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from data.store.tables import UtcInstant, metadata

release_proposal = Table(
    "release_proposal",
    metadata,
    Column("proposal_id", Integer, primary_key=True),
    Column("election_id", String(60), nullable=False),
    Column("ledger_length", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("reason", String(1000), nullable=False),
    Column("own_correction", String(1000), nullable=False),
    Column("proposer_id", String(32), nullable=False),
    Column("proposer_code", String(24), nullable=False),
    Column("proposed_at", UtcInstant, nullable=False),
    Index("ix_release_proposal_election", "election_id"),
)
release_confirmation = Table(
    "release_confirmation",
    metadata,
    Column("proposal_id", Integer, ForeignKey("release_proposal.proposal_id"), primary_key=True),
    Column("election_id", String(60), nullable=False),
    Column("number", Integer, nullable=False),
    Column("confirmer_id", String(32), nullable=False),
    Column("confirmer_code", String(24), nullable=False),
    Column("confirmed_at", UtcInstant, nullable=False),
    UniqueConstraint("election_id", "number"),
)
APPEND_ONLY = (release_proposal, release_confirmation)
