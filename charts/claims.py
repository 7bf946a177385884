"""Claims of documents, drawn: one bar a document, its claims by what their check came to."""

from typing import Any

import altair as alt
import pandas as pd

from charts.theme import LIGHT, STATE_SHAPES, Look, finish, number, state_colours
from locales import text

ROW_HEIGHT = 46


def standings(frame: pd.DataFrame, words: list[str], look: Look = LIGHT) -> Any:
    """Columns: document (in the order to show), place (of the standing among `words`), claims. The number stands in its segment, the
    document's name above its bar, so that a long one leaves the width to the scale."""
    data = frame.assign(word=[words[place] for place in frame["place"]]).sort_values(["document", "place"])
    data["start"] = data.groupby("document")["claims"].cumsum() - data["claims"]
    data["label"] = [number(n) if n else "" for n in data["claims"]]
    data = data.astype({"claims": "float64", "start": "float64"})
    key = alt.Legend(orient="bottom", direction="vertical", columns=1, symbolStrokeWidth=2, labelLimit=340)
    names = list(dict.fromkeys(frame["document"]))
    base = alt.Chart(data).encode(y=alt.Y("document:N", sort=names, title=None, axis=None))
    bar = base.mark_bar(height=18, stroke=look.paper, strokeWidth=2).encode(
        x=alt.X("claims:Q", stack="zero", title=None, axis=alt.Axis(tickCount=5, tickMinStep=1, orient="top")),
        order="place:Q",
        color=alt.Color("word:N", sort=words, scale=alt.Scale(domain=words, range=state_colours(look)), legend=key),
    )
    # Where a segment is too short for its shape, or for its number beside it, the list below has them.
    points = f"datum.claims * width / {max(float(data.groupby('document')['claims'].sum().max()), 1.0)}"
    glyphs, labels = (base.transform_filter(f"datum.claims > 0 && {points} > {least}") for least in (14, 27))
    shape = alt.Shape("word:N", sort=words, scale=alt.Scale(domain=words, range=list(STATE_SHAPES)), legend=key)
    glyph = glyphs.mark_point(filled=True, size=30, xOffset=7, opacity=1, color=look.paper, stroke=look.paper).encode(
        x="start:Q", shape=shape
    )
    label = labels.mark_text(align="left", dx=14, color=look.paper, fontWeight=600, fontSize=11).encode(x="start:Q", text="label:N")
    title = alt.Chart(pd.DataFrame({"document": names})).mark_text(
        align="left", baseline="bottom", dy=-11, dx=2, fontSize=13, color=look.ink
    )
    return finish(
        alt.layer(
            bar, glyph, label, title.encode(y=alt.Y("document:N", sort=names), x=alt.value(0), text="document:N"),
            height=alt.Step(ROW_HEIGHT)),
        look,
        text("Claims of each document, by their check"),
        text("number of claims; the order of the documents is that of their dates"),
        simulated=False,
    )
