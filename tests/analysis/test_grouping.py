"""Groups by whole numbers say what pandas says, rows without a key and no rows at all included."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.grouping import any_by

ROWS = st.lists(st.tuples(st.sampled_from(["b", "a", None, "c"]), st.integers(-3, 4), st.booleans(), st.booleans()), max_size=20)


@given(ROWS, st.booleans())
def test_any_of_a_group(rows: list[tuple[str | None, int, bool, bool]], by_word_first: bool) -> None:
    frame = pd.DataFrame(rows, columns=["word", "number", "one", "two"]).astype(
        {"word": "category", "number": "int64", "one": bool, "two": bool}
    )
    by = ["word", "number"] if by_word_first else ["number", "word"]
    found = any_by(frame, by, {name: frame[name].to_numpy() for name in ("one", "two")})
    asked = frame.groupby(by, as_index=False, observed=True)[["one", "two"]].any()
    # As values: pandas gives up the type of an empty column.
    assert found.astype(object).to_dict("list") == asked.astype(object).to_dict("list")
