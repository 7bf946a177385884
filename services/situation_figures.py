"""The two pictures of a situation report as numbers that the printer draws: where observers were, and turnout by region."""

from typing import Any

import pandas as pd

from analysis.coverage import FEWEST_COLOURED
from analysis.disclosure import FEWEST, Audience
from charts import tiles
from charts.theme import LIGHT
from locales import clock, number, share, text
from schemas.election import Election
from services.coverage import Coverage
from services.turnout import Turnout
from services.wording import invented


def _foot(n: int, source: str) -> str:
    return f"n = {number(n)} · {source}"


def seen(found: Coverage, audience: Audience, entry: str) -> dict[str, Any] | None:
    """Stations let in by region, in the bands of the overview. A number under five is not printed for readers outside. None where there
    is no square for each region."""
    rows = found.regions
    if not tiles.has_room([str(code) for code in rows["region_code"]]):
        return None
    hidden = 0 if audience is Audience.INTERNAL else FEWEST
    words = [f"<{FEWEST}" if 0 < k < hidden else number(int(k)) for k in rows["let_in"]]
    frame = pd.DataFrame(
        {
            "region_code": rows["region_code"], "share": rows["let_in_share"], "few": rows["let_in"] < FEWEST_COLOURED,
            "kn": [f"{k}/{number(int(n))}" for k, n in zip(words, rows["stations"], strict=True)],
        }
    )  # fmt: skip
    return {
        "title": text("Where observers were, by region"),
        "key": text(
            "stations let in / stations in the region; colour: their share of voters on the list; no colour: fewer than 5 stations"),
        "cells": tiles.cells(frame, tiles.COVERED),
        "columns": tiles.COLUMNS,
        "rows": tiles.rows_of([str(code) for code in rows["region_code"]]),
        "legend": [{"words": band, "fill": fill} for band, fill in zip(tiles.bands(), LIGHT.coverage, strict=True)],
        "foot": _foot(int(rows["stations"].sum()), f"{text('Registry: list of polling stations')}; {entry}"),
    }


def turnout(found: Turnout, election: Election, entry: str) -> dict[str, Any] | None:
    """Floor, ceiling and protocol of the stations that can be compared, and the announced turnout of their whole region, all as shares of
    lists; regions with fewer than five such stations are left out. None where no region has five."""
    spans = found.spans
    enough = spans[spans["stations"] >= FEWEST]
    if enough.empty:
        return None
    at, announced = found.announced_last
    order = {code: place for place, code in enumerate(found.places)}
    rows = sorted(enough.to_dict("records"), key=lambda each: order.get(str(each["region_code"]), len(order)))
    publishers = list(dict.fromkeys(found.announced["publisher"])) if announced else []
    hour = clock(at, election.capital_zone) if at is not None else ""
    told = text("announced, {hour}", hour=hour) if hour else text("announced")
    return {
        "title": text("Turnout by region: floor, ceiling, protocol, and what was announced"),
        "key": text(
            "share of voters on the list. Bar: voters counted inside the premises, floor to ceiling, at the stations that can be compared; "
            "square: the protocols of the same stations, inside the premises; circle: announced for the whole region, all its stations and "
            "voters."),
        "rows": [
            {
                "name": tiles.tile_name(str(each["region_code"])), "n": f"n {number(int(each['stations']))}",
                "floor": round(float(each["floor_share"]), 4), "ceiling": round(min(float(each["ceiling_share"]), 1.0), 4),
                "protocol": round(float(each["protocol_share"]), 4),
                "announced": None if (value := announced.get(str(each["region_code"]))) is None else round(value, 4),
                "words": share(each["protocol_share"]),
            }
            for each in rows
        ],
        "ticks": [{"x": tick / 4, "words": share(tick / 4, 0)} for tick in range(5)],
        "legend": {"span": text("floor to ceiling"), "protocol": text("protocol"), "announced": told},
        "foot": _foot(
            int(enough["stations"].sum()),
            "; ".join([entry, *(f"{told}: {invented(each)}" for each in publishers if each),
                       text("regions left out, fewer than 5 stations: {n}", n=len(spans) - len(enough))])),
    }  # fmt: skip
