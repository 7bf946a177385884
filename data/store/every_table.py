"""Every table of the store, whatever module it stands in: import from here where all of them are meant (migrations, backup, tests)."""

from data.store import (
    tables,
    tables_calls,
    tables_cases,
    tables_counting,
    tables_dictation,
    tables_evidence,
    tables_forecasts,
    tables_handed,
    tables_log,
    tables_releases,
    tables_review,
    tables_snapshots,
)
from data.store.tables import metadata

__all__ = ["APPEND_ONLY", "metadata"]

APPEND_ONLY = (
    *tables.APPEND_ONLY,
    *tables_calls.APPEND_ONLY,
    *tables_cases.APPEND_ONLY,
    *tables_counting.APPEND_ONLY,
    *tables_dictation.APPEND_ONLY,
    *tables_evidence.APPEND_ONLY,
    *tables_forecasts.APPEND_ONLY,
    *tables_handed.APPEND_ONLY,
    *tables_log.APPEND_ONLY,
    *tables_releases.APPEND_ONLY,
    *tables_review.APPEND_ONLY,
    *tables_snapshots.APPEND_ONLY,
)
"""Guarded by triggers against UPDATE and DELETE in both databases."""
