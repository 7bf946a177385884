"""Shapes that several charts share: two x scales side by side in one picture that stretches."""

import altair as alt


def two_scales(
    domain: list[float],
    other: list[float],
    titles: tuple[str, str],
    split: float = 0.62,
    labels: tuple[str, str] = ("datum.label", "datum.label"),
) -> tuple[alt.X, alt.X]:
    """A main scale at the left (field x) and a second one at the right (field d), through ranges that are expressions of the width."""
    percent = labels[0] != "datum.label"
    first = alt.X(
        "x:Q",
        title=titles[0],
        scale=alt.Scale(domain=domain, nice=False, range=[0, {"expr": f"width*{split}"}]),
        axis=alt.Axis(
            format=".0%" if percent else ",d", labelExpr=labels[0], tickCount=5, orient="top", titleAnchor="start", labelFlush=False,
            labelOverlap="greedy", labelSeparation=6,
        ),
    )
    second = alt.X(
        "d:Q",
        title=titles[1],
        scale=alt.Scale(domain=other, nice=False, range=[{"expr": f"width*{split + 0.08}"}, {"expr": "width"}]),
        axis=alt.Axis(
            format="d" if percent else "+,d", labelExpr=labels[1], tickCount=3, orient="top", titleAnchor="start", labelFlush=False
        ),
    )
    return first, second
