"""How a process holds the texts of its frames: by how many stations there are (docs/adr/0145)."""

import pandas as pd
from sqlalchemy import Connection, select

from data.store.tables import station

MANY_STATIONS = 20_000
"""Of all elections in the house. Beyond, Arrow's columns are quicker than Python's objects; Kazakhstan has 10,000."""


def choose(connection: Connection) -> None:
    """Tells pandas how to hold texts from now on, in this whole process. Frames that hold them the other way are joined as well."""
    has_many = connection.execute(select(station.c.station_id).offset(MANY_STATIONS).limit(1)).first() is not None
    pd.options.mode.string_storage = "pyarrow" if has_many else "python"
