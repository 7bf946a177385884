"""Table of the rule that says which reports enter results: one row a decision, only appended."""

from sqlalchemy import Column, Index, Integer, String, Table

from data.store.tables import UtcInstant, metadata

counting_rule = Table(
    "counting_rule",
    metadata,
    Column("decision_id", Integer, primary_key=True),
    Column("election_id", String(60), nullable=False),
    Column("rule", String(16), nullable=False),
    Column("reason", String(500), nullable=False),
    Column("account_id", String(32), nullable=False),
    Column("decided_at", UtcInstant, nullable=False),
    Index("ix_counting_rule_election", "election_id"),
)

APPEND_ONLY = (counting_rule,)
