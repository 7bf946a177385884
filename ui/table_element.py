"""The table as the browser draws it: cells break into lines, and on a narrow screen a row is a card, so that nothing is cut off. A column
without anything in it is not drawn, unless it is kept.

The script writes texts as texts and builds links itself: no data is ever part of a script or of markup."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from locales import month_names

LONG_TEXT, WIDE_TEXT, LONGEST_STATE, LONGEST_NAME = 16, 48, 24, 30
"""Characters from which a column may break into lines, and from which it gets more room to do so; up to which a state, and the name of a
row, stay on one line while there is room."""
SCRIPT = r"""
const made = (name, inner, role) => {
  const one = document.createElement(name);
  if (inner !== undefined) one.textContent = inner;
  if (role) one.setAttribute("role", role);
  return one;
};
const known = (address) => /^https?:\/\//.test(address) || /^[a-z][a-z-]*(\?|$)/.test(address);
// A code, a number, a range or a short sum that went on in the next line would be read as two, and "4-" of "4-аудан" as nothing.
const HELD = new RegExp([
  "(\\b[A-Z]{2,}(?:-[A-Z0-9]+)+(?:/\\d+)?", "\\d+-\\p{L}+", "[\\d:.,]+(?:\u00a0?%)?–[\\d:.,]+(?:\u00a0?%)?",
  "(?<![\\d.,])\\d{1,3}(?: [+=] \\d{1,3}){1,4}(?!\\d|[.,]\\d))"].join("|"), "u");
function spoken(value) {
  const words = made("span");
  const joined = value.replace(/(\d) (?=\d{3}(?!\d)|%)|(№|\bNo\.) (?=\S)/g, "$1$2\u00a0")
    .replace(/(\d) (?=MONTHS|жылғы |г\.)/g, "$1\u00a0");
  joined.split(HELD).forEach((part, place) => {
    const piece = place % 2 ? made("span", part) : document.createTextNode(part);
    if (place % 2) piece.style.whiteSpace = "nowrap";
    words.append(piece);
  });
  return words;
}
function filled(cell, value, column) {
  const place = column.link ? value.lastIndexOf("#") : -1;
  const address = place < 0 ? value : value.slice(0, place);
  // A dash lets a line end after it, even before a space that does not break: the joiner does not.
  const held = value.replace(/^([–—]) /, "$1\u2060\u00a0").replace(/^(\S) /, "$1\u00a0");
  if (!column.link || !known(address)) { cell.append(spoken(held)); return; }
  const link = made("a");
  link.append(place < 0 ? new URL(value).host.replace(/^www\./, "") : spoken(value.slice(place + 1)));
  link.href = address; link.target = "_blank"; link.rel = "noopener noreferrer";
  cell.append(link);
}
function row(values, colours, columns) {
  const line = made("tr", undefined, "row");
  values.forEach((value, place) => {
    const column = columns[place], cell = made("td", undefined, "cell");
    cell.className = column.kind;
    if (column.width) { cell.style.setProperty("--liked", column.width + "px"); cell.classList.add("liked"); }
    if (!value) cell.classList.add("empty");
    // A card that is headed by a number alone says what is numbered.
    if (/^(?:[^#]*#)?\d+$/.test(value)) cell.classList.add("bare");
    const label = made("i", column.label);
    label.setAttribute("aria-hidden", "true");
    cell.append(label);
    filled(cell, value, column);
    if (colours[place]) { cell.style.color = colours[place]; cell.style.fontWeight = 600; }
    line.append(cell);
  });
  return line;
}
function drawn(given) {
  const table = made("table", undefined, "table"), head = made("thead", undefined, "rowgroup"), names = made("tr", undefined, "row");
  table.setAttribute("aria-label", given.alt);
  table.dataset.named = given.named;
  for (const column of given.columns) {
    const name = made("th", undefined, "columnheader");
    name.className = column.kind;
    const label = made(column.help ? "abbr" : "span", column.label.replace(/^(\S) /, "$1\u00a0"));
    if (column.help) label.title = column.help;
    name.append(label);
    names.append(name);
  }
  head.append(names);
  const body = made("tbody", undefined, "rowgroup");
  given.rows.forEach((values, place) => body.append(row(values, given.colours[place] || {}, given.columns)));
  given.columns.forEach((column, place) => {
    if (!place || column.kept || !given.rows.length || given.rows.some((values) => values[place])) return;
    for (const line of [names, ...body.children]) line.children[place].hidden = true;
  });
  table.append(head, body);
  return table;
}
// As roomy as the place allows: lines as they are, then closer together, then (where it is narrow) a card for each row. A phone has no
// room for closer lines: there they would be two words wide. On a desk the names of the rows stay on one line where they can; of a lined
// table only the long texts break, at the width they like. Cards also where nothing else fits: a column right of the frame is not seen.
function fit(frame) {
  const table = frame.firstElementChild, room = frame.clientWidth;
  if (!table || !room) return;
  const named = {lined: ["lined", "close lined", "closest lined", "closest lined loose"],
    figures: ["named", "close named", "closest named"], texts: ["named", "close named"]}[table.dataset.named] || [];
  for (const way of room < 440 ? ["", "cards"] : room < 640 ? ["", "close", "cards"] : [...named, "", "close", "closest", "cards"]) {
    table.className = way;
    if (table.scrollWidth <= room + 1) return;
  }
}
const watchers = new WeakMap();
export default function ({data, parentElement}) {
  const frame = parentElement.querySelector("section");
  frame.replaceChildren(drawn(JSON.parse(data)));
  fit(frame);
  if (!watchers.has(frame)) {
    let width = frame.clientWidth;
    const watcher = new ResizeObserver(() => { if (frame.clientWidth !== width) { width = frame.clientWidth; fit(frame); } });
    watcher.observe(frame);
    watchers.set(frame, watcher);
  }
  return () => { const watcher = watchers.get(frame); if (watcher) watcher.disconnect(); watchers.delete(frame); };
}
""".replace("MONTHS", "|".join(month_names()))
FRAME = "<section></section>"
STYLE = """
section { overflow-x: auto; border: 1px solid var(--st-dataframe-border-color); border-radius: var(--st-base-radius); }
table { width: 100%; border-collapse: collapse; font-size: .875rem; line-height: 1.35; color: var(--st-text-color);
        font-variant-numeric: tabular-nums; }
th { text-align: left; vertical-align: bottom; font-weight: 400; font-size: .8125rem; color: var(--st-dataframe-header-text-color);
     background: var(--st-dataframe-header-background-color); }
th, td { padding: 6px 10px; }
td { vertical-align: top; border-top: 1px solid var(--st-dataframe-border-color); }
th.number, td.number { text-align: right; }
td.number, td.short, td.mark, td.code { white-space: nowrap; }
td.long { min-width: var(--liked, 8rem); }
td.wide { min-width: var(--liked, 13rem); }
th.number { min-width: 4.25rem; }
.named td:first-child { white-space: nowrap; }
td i { display: none; font-style: normal; }
a { color: var(--st-link-color); }
abbr { text-decoration: underline dotted; text-underline-offset: 3px; cursor: help; }
.close th, .close td, .closest th, .closest td { padding: 5px 6px; font-size: .8125rem; }
.close td.short, .closest td.short { white-space: normal; }
td.state, .close td.state { white-space: nowrap; }
.closest td.state { white-space: normal; }
th[hidden], td[hidden] { display: none !important; }
.close td.long { min-width: 5rem; }
.close td.wide { min-width: 9rem; }
.close th.number { min-width: 3.5rem; }
.closest td.long, .closest th.number { min-width: 0; }
.closest td.wide { min-width: 7rem; }
.closest th, .closest td { padding: 5px 4px; }
.lined.lined.lined td { white-space: nowrap; min-width: 0; }
.closest.lined th, .closest.lined td { padding: 5px 3px; }
.loose.loose.loose td:not(:first-child):is(.long, .wide), .loose.loose.loose td.liked:is(.long, .wide) {
  white-space: normal; min-width: var(--liked, 7rem); }
.cards, .cards tbody { display: block; }
.cards thead { display: none; }
.cards tr { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 14px; row-gap: 1px; padding: 8px 12px; }
.cards tr + tr { border-top: 1px solid var(--st-dataframe-border-color); }
.cards td { display: block; border: 0; padding: 0; white-space: normal; min-width: 0; text-align: left; overflow-wrap: anywhere; }
.cards td.code { white-space: nowrap; }
.cards td:first-child { width: 100%; font-weight: 600; }
.cards td:first-child.mark:not(.bare) { width: auto; }
.cards td:first-child.mark:not(.bare) + td { width: calc(100% - 2.5rem); font-weight: 600; }
.cards td:first-child.mark:not(.bare) + td i { display: none; }
.cards td.empty { display: none; }
.cards td:first-child.empty + td { width: 100%; font-weight: 600; }
.cards td:first-child.empty + td i { display: none !important; }
.cards td:not(:first-child) i { display: inline; font-weight: 400; color: var(--st-dataframe-header-text-color); margin-right: .35em; }
.cards td:first-child.bare i { display: inline; margin-right: .35em; }
.cards a { display: inline-block; padding: 4px 0; }
"""
_component = st.components.v2.component("baqylau_table", html=FRAME, css=STYLE, js=SCRIPT)


@dataclass(frozen=True, slots=True)
class Head:
    """One column as it is drawn. `is_link`: cells are addresses, and what stands after # is what is read. `width`: how many points a
    column of long texts likes to have, where there is room. `is_kept`: the column is drawn also when it is empty.
    `is_state`: a shape and its word, which stay on one line while there is room."""

    name: str
    label: str
    is_number: bool = False
    is_link: bool = False
    help: str = ""
    width: int | None = None
    is_kept: bool = False
    is_state: bool = False


def draw(
    heads: Sequence[Head], rows: Sequence[Sequence[str]], colours: Sequence[dict[int, str]], *, key: str, alt: str, is_lined: bool = False
) -> None:
    """Rows that are already text; `colours` of each row by the column's place. `is_lined`: a desk presses the columns together before a
    row takes a second line."""
    columns = [
        {
            "name": head.name, "label": head.label, "link": head.is_link, "help": head.help, "width": head.width, "kept": head.is_kept,
            "kind": _kind(head, [row[place] for row in rows]),
        }
        for place, head in enumerate(heads)
    ]
    kinds = [str(column["kind"]) for column in columns]
    is_named = kinds[:1] in (["long"], ["short"]) and all(len(_words(row[0])) <= LONGEST_NAME for row in rows)
    # Beside figures a name may press them together; beside texts, which then break into more lines, it may not.
    named = "" if not is_named else "texts" if {"long", "wide"} & set(kinds[1:]) else "figures"
    if is_lined:
        named = "lined"
    data = {"alt": alt, "columns": columns, "rows": rows, "colours": colours, "named": named}
    _component(key=f"table-{key}", data=json.dumps(data, ensure_ascii=False))


def _kind(head: Head, cells: Sequence[str]) -> str:
    """How a column may be narrowed: numbers, codes and short words stay on one line."""
    if head.is_number:
        return "number"
    longest = max((len(_words(cell)) for cell in cells), default=0)
    if longest <= 1:
        return "mark"
    if head.is_state and longest <= LONGEST_STATE:
        return "state"
    if longest < LONG_TEXT and not any(" " in _words(cell) for cell in cells):
        return "code"
    return "wide" if longest >= WIDE_TEXT else "long" if longest >= LONG_TEXT else "short"


def _words(cell: str) -> str:
    """What is read of a cell: of a link, what stands behind its address."""
    return cell.rpartition("#")[2]
