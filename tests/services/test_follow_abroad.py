"""Who has not reported: a station abroad is silent only at hours at which it is asked."""

from __future__ import annotations

import pandas as pd

from analysis.silence import Contact
from schemas.day import due_instants
from services import follow
from tests.people import ELECTION


def test_nobody_is_silent_while_the_station_sleeps() -> None:
    due = due_instants(ELECTION)
    rows = [(station, at, Contact.SILENT.value) for station in ("KZ-79/0417", "ABROAD/0107") for at in due]
    contacts = pd.DataFrame(rows, columns=["station_id", "due_at", "state"])
    contacts.loc[len(due) + 1, "state"] = Contact.REPORTED.value
    assigned = pd.DataFrame({"station_id": ["KZ-79/0417", "ABROAD/0107"], "time_zone": ["Asia/Almaty", "America/New_York"]})
    told = follow.asked_only(contacts, assigned, ELECTION)
    assert list(told["state"][: len(due)]) == [Contact.SILENT] * len(due)
    # 20:00 in the capital is 10:00 in New York; what was reported stays reported.
    assert list(told["state"][len(due) :]) == [Contact.NOT_DUE, Contact.REPORTED, *[Contact.NOT_DUE] * (len(due) - 3), Contact.SILENT]
