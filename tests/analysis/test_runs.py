"""Runs of a sorted frame say what pandas' groups say."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.runs import Runs, sorted_by

rows = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 50), st.sampled_from(["door", "list", None])), max_size=12)


def frame(of: list[tuple[int, int, int, str | None]], *, words: bool = False) -> pd.DataFrame:
    made = pd.DataFrame(of, columns=["station", "who", "minute", "method"]).astype({"method": object})
    made["at"] = pd.Timestamp("2021-01-10T02:00Z").as_unit("us") + pd.to_timedelta(made["minute"].astype("int64"), unit="min")
    made["row"] = range(len(made))
    made = made.astype({"station": "int64", "who": "int64", "minute": "Int64"})
    return made.assign(station="S" + made["station"].astype("str")) if words else made


@pytest.mark.parametrize("words", [False, True])
@given(of=rows)
def test_sorting_is_that_of_pandas(of: list[tuple[int, int, int, str | None]], words: bool) -> None:
    given_ = frame(of, words=words)
    found = sorted_by(given_, ["station", "who", "at"])
    assert found["row"].tolist() == given_.sort_values(["station", "who", "at"], kind="stable")["row"].tolist()
    assert list(found.index) == list(range(len(given_)))


@pytest.mark.parametrize("words", [False, True])
@given(of=rows)
def test_runs_are_groups(of: list[tuple[int, int, int, str | None]], words: bool) -> None:
    order = sorted_by(frame(of, words=words), ["station", "who"])
    runs, groups = Runs(order, ["station", "who"]), order.groupby(["station", "who"], as_index=False)
    assert runs.keys().to_numpy().tolist() == groups.size()[["station", "who"]].to_numpy().tolist()
    assert runs.first(["row"])["row"].tolist() == groups["row"].first()["row"].tolist()
    assert runs.last(["row"])["row"].tolist() == groups["row"].last()["row"].tolist()
    assert runs.least("at").tolist() == groups["at"].min()["at"].tolist()
    assert runs.least("minute").tolist() == groups["minute"].min()["minute"].tolist()
    assert runs.total("minute").tolist() == groups["minute"].sum()["minute"].tolist()
    last = groups["method"].last()["method"]
    assert runs.last_known("method").fillna("").tolist() == last.fillna("").tolist()
    assert [end - begin for begin, end in runs.spans] == groups.size()["size"].tolist()
    both = order.groupby(["station", "who"])["minute"]
    assert runs.before(order["minute"]).fillna(-1).tolist() == both.shift().fillna(-1).tolist()
    assert runs.after(order["minute"]).fillna(-1).tolist() == both.shift(-1).fillna(-1).tolist()


def test_a_cut_begins_another_run() -> None:
    order = frame([(1, 1, 5, None), (1, 1, 6, None), (1, 1, 7, None), (2, 1, 8, None)])
    runs = Runs(order, ["station", "who"], cut=(order["minute"] == 6).to_numpy(dtype=bool))
    assert runs.numbers.tolist() == [0, 1, 1, 2]
    assert runs.first(["minute"])["minute"].tolist() == [5, 6, 8]


@pytest.mark.parametrize("read", [lambda runs: runs.least("method"), lambda runs: runs.total("method")])
def test_words_have_no_least_and_no_sum(read: object) -> None:
    with pytest.raises(ValueError, match="method"):
        read(Runs(frame([(1, 1, 5, "door")]), ["station"]))  # type: ignore[operator]
