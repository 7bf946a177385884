"""People of the demonstration, signed in without a browser: the cookies that the sign-in would have given them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import select

from bench.server import ROOT
from data.store import people
from data.store.tables import account
from schemas.person import Role
from schemas.reports.body import ReportKind
from services import access, clock, day, demo_access, house, opening


@dataclass(frozen=True)
class Person:
    account_id: str
    election_id: str
    station_ids: tuple[str, ...]
    token: str
    cookie: str
    """The Cookie header of this person's browser."""
    turnout_form: str
    """The key of a turnout that this observer has not reported yet; empty for others."""


def fill_demonstration(var: Path) -> None:
    """The whole demonstration in a folder of its own, by the command that people use."""
    environment = os.environ | {"BAQYLAU_VAR": str(var), "BAQYLAU_MODE": "demo"}
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "manage.py", "demo"], cwd=ROOT, env=environment, check=True)


@contextmanager
def store_in(var: Path) -> Iterator[None]:
    """The services of this process work on the database in `var` until the end of the block."""
    before = os.environ.get("BAQYLAU_VAR")
    os.environ["BAQYLAU_VAR"] = str(var)
    house.close()
    opening.end()
    try:
        # In mode demo the sessions must be good on the demonstration's day, whose clock the server has too.
        opening.begin()
        yield
    finally:
        house.close()
        opening.end()
        if before is None:
            del os.environ["BAQYLAU_VAR"]
        else:
            os.environ["BAQYLAU_VAR"] = before


def sign_in(var: Path, role: Role, number: int = 1) -> list[Person]:
    """The first `number` accounts of a role in the latest election, each with a session. Observers have confirmed their station and have
    a turnout left to report. ValueError if there are fewer."""
    with store_in(var):
        query = select(account.c.account_id).where(
            account.c.role == role, account.c.revoked_at.is_(None), account.c.election_id.in_(["", demo_access.demonstration() or ""])
        ).order_by(account.c.account_id)
        found: list[Person] = []
        for account_id in house.store().frame(query)["account_id"]:
            if len(found) == number:
                break
            signed_in = _person(account_id)
            if signed_in.turnout_form or role is not Role.OBSERVER:
                found.append(signed_in)
        if len(found) < number:
            raise ValueError(f"the demonstration has {len(found)} such accounts of role {role}, not {number}")
        return found


def _person(account_id: str) -> Person:
    opened = access.open_session(account_id)
    actor = access.visitor_of(opened.token).actor
    form_key = ""
    for station_id in actor.station_ids:
        house.store().write(partial(people.confirm_station, account_id=account_id, station_id=station_id, now=clock.now()))
        keys = [duty.form_key for duty in day.my_day(actor, station_id).duties if duty.kind is ReportKind.TURNOUT]
        form_key = next((key for key in keys if day.report_for(actor, station_id, key) is None), "")
    return Person(account_id, actor.election_id, actor.station_ids, opened.token, f"{access.cookie_name()}={opened.token}", form_key)
