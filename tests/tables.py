"""Tables of a page under AppTest: the product draws its own (ui/table_element.py), and `at.dataframe` gives them beside Streamlit's, in the
order of the page, each with `.value` as a frame under the columns' names."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ElementList

NAME = "baqylau_table"


class OwnTable:
    """What a test reads of one: `value`, `key`, `alt` and the drawn `labels` of its columns."""

    def __init__(self, element: Any) -> None:
        given = json.loads(json.loads(element.proto.json))
        self.key = str(element.key or "").removeprefix("table-")
        self.alt = given["alt"]
        self.labels = [column["label"] for column in given["columns"]]
        self.value = pd.DataFrame(given["rows"], columns=[column["name"] for column in given["columns"]], dtype=object)


def tables(at: AppTest) -> ElementList[Any]:
    found: list[Any] = []
    for element in at._tree:
        if element.type == "dataframe":
            found.append(element)
        elif element.type == "bidi_component" and element.proto.component_name == NAME:
            found.append(OwnTable(element))
    return ElementList(found)


def read_own_tables() -> None:
    AppTest.dataframe = property(tables)  # type: ignore[assignment, method-assign]
