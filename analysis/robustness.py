"""On whom does a headline rest? The same sums without each observer's and each organisation's stations."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.states import Side

ROW_COLUMNS = ("code", "left_out", "stations", "protocol", "counted", "difference", "share", "above", "below", "changes_sign")


@dataclass(frozen=True)
class Robustness:
    """`rows` (`ROW_COLUMNS`): one for each code, the most influential first. `difference`, `share`: of all together.

    `changing`: codes without whose stations the difference has another sign, or none. `largest`: the code whose leaving out moves
    the share furthest; "" where there is none. `least_share`, `greatest_share`: over all leavings-out."""

    rows: pd.DataFrame
    difference: int
    share: float | None
    changing: tuple[str, ...]
    largest: str
    least_share: float | None
    greatest_share: float | None


def without_each(table: pd.DataFrame, by: str) -> Robustness:
    """Turnout over whole-day stations (protocol − counted, and its share of the count) without the stations of each `by`.

    `table`: analysis.turnout.compare; `by`: author_id or organisation_code, whose count stands for the station. Where another
    observer counted the same station too, the station is still left out: that takes more away, never less. `above`, `below`:
    stations with a ceiling outside it, without those left out. Share is None where nothing is left that was counted."""
    known = table[table[by].notna()]
    whole, capped = known[known["difference"].notna()], known[known["has_ceiling"].astype(bool)]
    protocol, counted = int(whole["protocol"].sum()), int(whole["counted"].sum())
    sums = whole.groupby(by).agg(left_out=("station_id", "size"), protocol=("protocol", "sum"), counted=("counted", "sum"))
    sides = pd.DataFrame({by: capped[by], "above": capped["side"].eq(Side.ABOVE), "below": capped["side"].eq(Side.BELOW)})
    outside = sides.groupby(by)[["above", "below"]].sum()
    rest = sums.join(outside).fillna(0).astype("int64")
    rows = pd.DataFrame(
        {
            "code": rest.index.astype(str),
            "left_out": rest["left_out"].to_numpy(),
            "stations": len(whole) - rest["left_out"].to_numpy(),
            "protocol": protocol - rest["protocol"].to_numpy(),
            "counted": counted - rest["counted"].to_numpy(),
            "above": int(outside["above"].sum()) - rest["above"].to_numpy(),
            "below": int(outside["below"].sum()) - rest["below"].to_numpy(),
        }
    )
    rows["difference"] = rows["protocol"] - rows["counted"]
    rows["share"] = (rows["difference"] / rows["counted"].where(rows["counted"] > 0)).astype("float64")
    sign = _sign(protocol - counted)
    rows["changes_sign"] = [_sign(int(value)) != sign or not left for value, left in zip(rows["difference"], rows["stations"], strict=True)]
    share = (protocol - counted) / counted if counted else None
    order = (rows["share"] - (share or 0.0)).abs().fillna(float("inf")).sort_values(ascending=False, kind="stable")
    rows = rows.loc[order.index, list(ROW_COLUMNS)].reset_index(drop=True)
    shares = rows["share"].dropna()
    return Robustness(
        rows=rows,
        difference=protocol - counted,
        share=share,
        changing=tuple(rows.loc[rows["changes_sign"], "code"]),
        largest=str(rows["code"].iloc[0]) if len(rows) else "",
        least_share=float(shares.min()) if len(shares) else None,
        greatest_share=float(shares.max()) if len(shares) else None,
    )


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
