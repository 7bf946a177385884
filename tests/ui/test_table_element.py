"""A table of our own: every cell and label reaches the browser as text, coloured by its state, and a link leads only where it may."""

from __future__ import annotations

import json

import streamlit
from streamlit.testing.v1 import AppTest

from charts.theme import LIGHT
from ui import tables


def page() -> None:
    import pandas as pd

    from ui import tables
    from ui.tables import Column

    frame = pd.DataFrame({
        "station": ["station?station=7#0007", "javascript:alert(1)#0008"], "said": ["<b>not markup</b>", None],
        "state": ["◆ differs, above", "– cannot be compared"], "difference": ["+12", "−3"], "unseen": ["a", "b"],
    })
    columns = {
        "station": Column("Station", link=True), "said": Column("Said", help="by whom"), "state": Column("State", paint="state"),
        "difference": Column("Difference", number=True, paint="difference", width=90, kept=True),
    }
    tables.show(frame, columns, key="shown", alt="What was said")


def test_cells_are_texts_and_differences_are_coloured_where_the_state_says_so() -> None:
    at = AppTest.from_function(page).run()
    assert not at.exception
    table = at.dataframe[0]
    assert (table.key, table.alt) == ("shown", "What was said")
    assert table.labels == ["Station", "Said", "State", "Difference"]
    assert table.value["said"].to_list() == ["<b>not markup</b>", ""], "missing is empty, and markup stays text"
    given = json.loads(json.loads(at.get("bidi_component")[0].proto.json))
    assert given["colours"] == [{"2": LIGHT.differs, "3": LIGHT.above}, {"2": LIGHT.cannot}]
    assert [column["kept"] for column in given["columns"]] == [False, False, False, True]
    assert [column["kind"] for column in given["columns"]] == ["code", "long", "state", "number"]
    assert given["named"] == "", "a code breaks nowhere"


def places() -> None:
    import pandas as pd

    from ui import tables
    from ui.tables import Column

    frame = pd.DataFrame({"unit": ["город Алматы", None], "said": ["город", "область"]})
    tables.show(frame, {"unit": Column("Unit", begun=True), "said": Column("Said")}, key="shown", alt="Units")


def test_the_name_of_a_place_begins_a_row_with_a_capital() -> None:
    table = AppTest.from_function(places).run().dataframe[0]
    assert table.value["unit"].to_list() == ["Город Алматы", ""]
    assert table.value["said"].to_list() == ["город", "область"], "words are left as they are"


def named() -> None:
    import pandas as pd

    from ui import tables
    from ui.tables import Column

    rows = pd.DataFrame({"region": ["North Kazakhstan Region", "Abai"], "n": ["12", "7"], "why": ["some copies are missing", ""]})
    figures = {"region": Column("Region"), "n": Column("Stations", number=True)}
    tables.show(rows, figures, key="figures", alt="Figures")
    tables.show(rows, {**figures, "why": Column("Because")}, key="texts", alt="Texts")
    tables.show(rows.assign(region=rows["region"] * 3), figures, key="long", alt="Long")


def test_names_of_rows_stay_on_one_line_and_press_figures_together_but_no_texts() -> None:
    at = AppTest.from_function(named).run()
    assert not at.exception
    assert [json.loads(json.loads(each.proto.json))["named"] for each in at.get("bidi_component")] == ["figures", "texts", ""]


def lined() -> None:
    import pandas as pd

    from ui import tables
    from ui.tables import Column

    frame = pd.DataFrame({"station": ["№ 0205 · Karaganda"], "method": ["tally on paper"]})
    tables.show(frame, {"station": Column("Station"), "method": Column("Method")}, key="shown", alt="Stations", is_lined=True)


def test_a_table_may_ask_for_one_line_a_row() -> None:
    given = json.loads(json.loads(AppTest.from_function(lined).run().get("bidi_component")[0].proto.json))
    assert given["named"] == "lined"


def test_three_or_four_pages_have_room_for_each_of_their_numbers(monkeypatch) -> None:
    asked: dict[int, object] = {}

    def pagination(pages: int, **given: object) -> int:
        asked[pages] = given["width"]
        return 2

    monkeypatch.setattr(streamlit, "pagination", pagination)
    assert [tables.page_of(rows) for rows in (119, 160, 2_027)] == [slice(40, 80)] * 3
    assert asked == {3: tables.ROOM, 4: tables.ROOM, 51: "content"}
