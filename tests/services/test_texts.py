"""However a process holds its texts, and whatever it kept from before they were held so, it comes to the same results."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.conclusion import Conclusion
from data.store import texts
from services import conclusions, counting, reading, registry, turnout
from services.demonstration.plan import ELECTION_ID


def come_to() -> tuple[str, tuple[Conclusion, ...]]:
    """The turnout table and every conclusion, computed anew from what is kept of the reports and the registry."""
    reading.forget_results()
    election = registry.election(ELECTION_ID)
    table = turnout.comparison(election, counting.in_force(ELECTION_ID)).value.table
    return table.to_csv(), conclusions.every(election).value


def test_results_are_the_same_however_texts_are_held(demonstration: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    demonstration(stations=400, observers=160, seed=7)
    with pd.option_context("mode.string_storage", "auto"):
        objects = come_to()
        assert pd.options.mode.string_storage == "python"
        monkeypatch.setattr(texts, "MANY_STATIONS", 0)
        reading.forget()
        arrows = come_to()
        assert pd.options.mode.string_storage == "pyarrow"
        pd.options.mode.string_storage = "python"
        mixed = come_to()
    assert len(objects[1]) > 50
    assert objects == arrows == mixed
