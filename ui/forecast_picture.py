"""One forecast drawn beside the outcome, as far as whoever looks may see it."""

from functools import partial
from typing import Any

import pandas as pd

from charts import forecasts as charts
from charts import rendering
from charts.theme import LIGHT, Look
from locales import language, share, text
from schemas.election import Election
from schemas.forecast import Entry, ForecastKind
from services import forecasts
from services.forecasts import Forecast, Forecasts
from ui import pictures
from ui.tools import Download

MOST_SAVED = 8


def name_of(entry: Entry, election: Election) -> str:
    """The option's name in the reader's language, else the name as it was typed."""
    options = election.leading_contest.options if election.contests else ()
    known = {each.code: each.name.in_language(language()) for each in options}
    return known.get(entry.option_code, entry.name)


def came(found: Forecasts, entry: Entry) -> str:
    """Whether a name won, in words; nothing while there is no outcome."""
    outcome, place = found.outcome, forecasts.mark(entry)
    if outcome is None:
        return ""
    lost = place in outcome.losers or not outcome.unknown_n
    return text("won") if place in outcome.winners else text("did not win") if lost else text("not known", "outcome")


def frame(found: Forecasts, each: Forecast) -> pd.DataFrame:
    """What the chart of this kind of forecast draws; empty where there is nothing to draw: names without a probability."""
    entries, outcome = each.content.entries if each.content else (), found.outcome
    if each.kind is ForecastKind.SHARES:
        rows = [{"name": name_of(entry, found.election), "low": entry.low_share, "high": entry.high_share,
                 "result": outcome.shares.get(forecasts.mark(entry)) if outcome else None} for entry in entries]  # fmt: skip
        return pd.DataFrame(rows)
    known = {True: 1.0, False: 0.0}
    rows = []
    for entry in entries:
        place = forecasts.mark(entry)
        decided = outcome is not None and (place in outcome.winners | outcome.losers or not outcome.unknown_n)
        won = known[place in outcome.winners] if outcome and decided else None
        if entry.probability is not None:
            rows.append({"name": name_of(entry, found.election), "probability": entry.probability, "won": won, "word": came(found, entry)})
    return pd.DataFrame(rows)


def build(found: Forecasts, each: Forecast, look: Look = LIGHT) -> dict[str, Any]:
    drawn = charts.shares if each.kind is ForecastKind.SHARES else charts.names
    return rendering.specification(drawn(frame(found, each), look, simulated=found.election.is_simulated))


def show(found: Forecasts, each: Forecast, ledger_length: int) -> None:
    """The picture of one forecast whose content is shown to whoever looks."""
    drawn_of = frame(found, each)
    if drawn_of.empty:
        return
    drawn = pictures.spec(
        "forecast", found.election, (each.forecast_id, found.outcome is not None), partial(build, found, each), ledger_length)
    pictures.show(drawn, alt=f"{text('The forecast beside what came')}. {words(found, each)}", key="chart_forecast")


def words(found: Forecasts, each: Forecast) -> str:
    """The picture in a line, for those who do not see it."""
    said = []
    for entry in each.content.entries if each.content else ():
        band = "" if entry.low_share is None or entry.high_share is None else f" {share(entry.low_share, 1)}–{share(entry.high_share, 1)}"
        result = found.outcome.shares.get(forecasts.mark(entry)) if found.outcome else None
        shown = share(result, 2) if result is not None and each.kind is ForecastKind.SHARES else came(found, entry)
        said.append(f"{name_of(entry, found.election)}{band}{f': {shown}' if shown else ''}")
    return "; ".join(said)


def saved(found: Forecasts) -> list[tuple[str, Download]]:
    """The pictures of the newest forecasts that whoever looks may see, as files."""
    known = [each for each in found.forecasts if each.content is not None and not frame(found, each).empty][-MOST_SAVED:]
    files = []
    for each in known:
        drawn, n = partial(build, found, each), len(frame(found, each))
        file = pictures.save(f"forecast_{each.forecast_id}", found.election, drawn, n=n, source=text("Forecasts of people of the group"))
        files.append((text("Forecast {number}", number=str(each.forecast_id)), file))
    return files
