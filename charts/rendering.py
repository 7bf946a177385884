"""A finished chart as bytes: for the browser (data as Arrow) and as a picture that says by itself what it shows.

Run as `python -m charts.rendering` it reads a specification from standard input and writes a PNG: a worker process of its own, so that
the renderer never takes time from the process that acknowledges reports."""

import json
import sys
from textwrap import wrap
from typing import Any

from locales import language

Spec = dict[str, Any]

PICTURE_WIDTH = 860
PICTURE_SCALE = 2.0
CHARACTERS = 110
PICTURE_FONT = "'DejaVu Sans', 'Noto Sans', Arial, 'Segoe UI', sans-serif"
"""The renderer brings a Roboto and a Liberation Sans of its own that lack the Kazakh letters; these have them."""


ROOMS = ((280, (26, 38), (20, 30)), (420, (40, 56), (32, 48)), (690, (54, 74), (46, 64)), (None, (90, 116), (80, 100)))
"""Below so many points of width: letters of a line of the title and of the key, in English and in Cyrillic, whose words run wider."""


def fitted(spec: Spec) -> Spec:
    """The heading broken into lines by the width of the place it is drawn in: neither cut on a phone nor a column of words on a desk.

    The whole words come with the chart as `usermeta` (charts.theme.finish); a chart without them keeps its heading."""
    words = spec.get("usermeta")
    if not words:
        return spec
    # Nothing of the picture's own width is added: so the question is asked again when it is drawn wider or narrower.
    width, broken = "(containerSize()[0] || 860) + 0 * width", {}
    for part, place, whole in (("text", 0, words["title"]), ("subtitle", 1, words["key"])):
        ways = [(most, json.dumps(wrap(whole, (en if language() == "en" else other)[place]))) for most, en, other in ROOMS]
        broken[part] = {"expr": "".join(f"{width} < {most} ? {way} : " if most else way for most, way in ways)}
    # Streamlit would cut each line at the width of the first drawing, and keep to it on a screen that is turned.
    title = dict(spec["title"]) | broken | {"limit": 0}
    return {name: part for name, part in spec.items() if name != "usermeta"} | {"title": title}


def specification(chart: Any) -> Spec:
    """A finished chart in Vega-Lite's words, without holding it against Vega-Lite's schema for each reader: tests do that."""
    return dict(chart.to_dict(validate=False))


def as_arrow(spec: Spec) -> Spec:
    """The specification with its named data as Arrow IPC streams: smaller on the wire, and not written again for each reader."""
    spec = fitted(spec)
    return spec | {"datasets": {name: _stream(rows) for name, rows in spec.get("datasets", {}).items()}}


def _stream(rows: list[dict[str, Any]]) -> bytes:
    import pandas as pd
    import pyarrow as pa

    table = pa.Table.from_pandas(pd.DataFrame(rows), preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def complete(spec: Spec, *, footnote: list[str]) -> Spec:
    """The chart with what a page says around it: n, source and standing as further lines of the subtitle, and a width of its own."""
    words, title = spec.get("usermeta"), dict(spec.get("title") or {"text": ""})
    if words:
        title |= {"text": words["title"], "subtitle": wrap(words["key"], CHARACTERS)}
    subtitle = title.get("subtitle") or []
    title["subtitle"] = [*([subtitle] if isinstance(subtitle, str) else subtitle), *footnote]
    whole = spec | {"title": title, "config": dict(spec.get("config") or {}) | {"font": PICTURE_FONT}}
    if "facet" not in spec:
        whole.setdefault("width", PICTURE_WIDTH)
        whole.setdefault("autosize", {"type": "fit", "contains": "padding"})
        if isinstance(whole.get("height"), int):
            whole["height"] += 16 * len(footnote)
    return whole


def png(spec: Spec) -> bytes:
    """The picture, at twice its size in points. Raises ValueError where the specification cannot be drawn."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(spec, scale=PICTURE_SCALE))


def main() -> None:
    sys.stdout.buffer.write(png(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
