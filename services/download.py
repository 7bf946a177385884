"""Downloads."""

import pandas as pd

from data.formats import tabular


def table_csv(frame: pd.DataFrame) -> bytes:
    """One table of a page as CSV, neutral to spreadsheets."""
    return tabular.csv_bytes(frame)
