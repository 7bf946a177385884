"""Two simulated forecasts, registered before the demonstration's day: one shown at once, one hidden until the result."""

from datetime import timedelta
from functools import partial

from data.store import forecasts as stored
from schemas.day import observation_day
from schemas.forecast import ForecastContent, ForecastKind
from schemas.person import Role
from services import forecast_lines, forecasts, house
from services.demonstration.plan import ELECTION_ID, Plan

SHARES = "Lantern Party; 50–60; 0.7\nAnchor Party; 15–20; 0.6\nCompass Party; 8–12; 0.5\nWindmill Party; 5.5\nBridge Party; 3.5"
NAMES = "Lantern Party; 0.99\nAnchor Party; 0.95\nCompass Party; 0.8\nBridge Party; 0.4"
TOLD = ((Role.ANALYST, ForecastKind.SHARES, SHARES, True, 4), (Role.COORDINATOR, ForecastKind.NAMES, NAMES, False, 2))
"""Who, what, in which words, whether it was shown at once, and how many days before."""


def store(plan: Plan) -> None:
    """Registers them once."""
    begins = observation_day(plan.election, plan.election.capital_zone).begins_at
    with house.store().read() as connection:
        if stored.every(connection, ELECTION_ID):
            return
    for role, kind, typed, is_open, days in TOLD:
        content = ForecastContent(
            election_id=ELECTION_ID, contest_id=plan.election.leading_contest.contest_id, kind=kind,
            entries=forecast_lines.parse(typed, kind, plan.election), blind=f"{plan.chance(f'forecast {kind}').getrandbits(128):032x}",
        )
        row = forecasts.row_of(f"demo-{role}", f"DEMO-{role.upper()}", content, is_open=is_open)
        house.store().write(partial(stored.append, row=row, at=begins - timedelta(days=days)))
