"""How the browser fits a table: a row as a card on a telephone, headed by what can be read by itself; on one line where a desk has room."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ui import table_element

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
FILL = "data => {SCRIPT; show({data, parentElement: document.body}); return document.querySelector('table').className;}"


@pytest.mark.parametrize(("first", "headed"), [
    ("case?case=1#1", "No.1"), ("12", "No.12"), ("station?station=7#№ 0007", "№ 0007"), ("No. 0007", "No. 0007")])
def test_a_card_headed_by_a_number_alone_says_what_is_numbered(browser: Browser, first: str, headed: str) -> None:
    columns = [
        {"name": "number", "label": "No.", "link": "?" in first, "help": "", "width": None, "kept": False, "kind": "mark"},
        {"name": "what", "label": "What it is about", "link": False, "help": "", "width": None, "kept": False, "kind": "code"},
    ]
    rows = [[first, "Somebody who did not sign the list of voters was given a ballot twice"]]
    data = json.dumps({"alt": "Cases", "columns": columns, "rows": rows, "colours": [{}], "named": ""})
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_content(f"<style>{table_element.STYLE}</style>{table_element.FRAME}")
    drawn = table_element.SCRIPT.replace("export default function", "function show")
    page.evaluate("() => { document.querySelector('section').style.width = '240px'; }")
    assert page.evaluate(FILL.replace("SCRIPT", drawn), data) == "cards"
    assert page.locator("td").first.inner_text().replace("\u00a0", " ") == headed, "the room between the two is the style's"
    context.close()


@pytest.mark.parametrize(("room", "way"), [(1000, {"lined"}), (735, {"close", "lined"}), (380, {"cards"})])
def test_columns_are_pressed_together_before_a_row_takes_a_second_line(browser: Browser, room: int, way: set[str]) -> None:
    columns = [
        {"name": str(at), "label": "Method", "link": False, "help": "", "width": None, "kept": False, "kind": "long"} for at in range(8)
    ]
    data = json.dumps({"alt": "", "columns": columns, "rows": [["tally on paper"] * 8], "colours": [{}], "named": "lined"})
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_content(f"<style>{table_element.STYLE}</style>{table_element.FRAME}")
    page.evaluate("room => { document.querySelector('section').style.width = room + 'px'; }", room)
    drawn = table_element.SCRIPT.replace("export default function", "function show")
    assert set(page.evaluate(FILL.replace("SCRIPT", drawn), data).split()) == way
    context.close()


def test_a_lined_table_breaks_only_its_long_texts(browser: Browser) -> None:
    """The last way before a row takes lines everywhere: the reason stands in two lines or three, the state and the name in one."""
    kinds = ["short", "state", "short", "short", "wide"]
    columns = [
        {"name": kind + str(at), "label": "Method", "link": False, "help": "", "width": 130 if kind == "wide" else None, "kept": False,
         "kind": kind}
        for at, kind in enumerate(kinds)
    ]
    reason = "the commission stated no number for the hours that nobody watched"
    row = ["№ 0205, Karaganda", "◆ differs, above", "whole day", "tally on paper", reason]
    data = json.dumps({"alt": "", "columns": columns, "rows": [row], "colours": [{}], "named": "lined"})
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_content(f"<style>{table_element.STYLE}</style>{table_element.FRAME}")
    page.evaluate("() => { document.querySelector('section').style.width = '645px'; }")
    drawn = table_element.SCRIPT.replace("export default function", "function show")
    assert page.evaluate(FILL.replace("SCRIPT", drawn), data) == "closest lined loose"
    lines = page.evaluate("""() => [...document.querySelectorAll("td")].map((cell) => {
      const words = document.createRange();
      words.selectNodeContents(cell);
      return new Set([...words.getClientRects()].filter((each) => each.width).map((each) => Math.round(each.top))).size;
    })""")
    assert lines[:4] == [1, 1, 1, 1] and lines[4] > 1
    context.close()


def test_a_code_in_a_link_is_not_broken_in_two(browser: Browser) -> None:
    columns = [{"name": "report", "label": "Report", "link": True, "help": "", "width": None, "kept": False, "kind": "long"}]
    data = json.dumps({"alt": "", "columns": columns, "rows": [["second-entry?report=7#KZ-35/0310 · List · KAR-0310-B"]],
                       "colours": [{}], "named": ""})
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_content(f"<style>{table_element.STYLE}</style>{table_element.FRAME}")
    drawn = table_element.SCRIPT.replace("export default function", "function show")
    page.evaluate(FILL.replace("SCRIPT", drawn), data)
    link = page.locator("a")
    assert link.inner_text() == "KZ-35/0310 · List · KAR-0310-B"
    assert (link.get_attribute("href") or "").endswith("second-entry?report=7")
    held = link.locator("span span").evaluate_all("found => found.map(each => [each.textContent, each.style.whiteSpace])")
    assert held == [["KZ-35/0310", "nowrap"], ["KAR-0310-B", "nowrap"]]
    context.close()


@pytest.mark.parametrize(("written", "held"), [("17 + 27 = 44", ["17 + 27 = 44"]), ("71.97 + 10.18 + 9.03 + 5.75 + 3.07 = 100.00%", [])])
def test_a_short_sum_of_whole_numbers_stays_on_its_line_and_a_long_one_of_shares_may_go_on(
    browser: Browser, written: str, held: list[str]
) -> None:
    """Held together at every second point, the long one broke between its last number and the percent sign."""
    columns = [
        {"name": "sum", "label": "Arithmetic", "link": False, "help": "", "width": None, "kept": False, "kind": "long"},
    ]
    data = json.dumps({"alt": "", "columns": columns, "rows": [[written]], "colours": [{}], "named": ""})
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_content(f"<style>{table_element.STYLE}</style>{table_element.FRAME}")
    drawn = table_element.SCRIPT.replace("export default function", "function show")
    page.evaluate(FILL.replace("SCRIPT", drawn), data)
    assert page.locator("td span span").all_inner_texts() == held
    context.close()


def test_a_date_and_a_range_of_percentages_are_not_broken_in_two(browser: Browser) -> None:
    words = ["15 January 2029", "15 января 2029 г.", "2029 жылғы 15 қаңтар", "10,3\u00a0%–16,9\u00a0%", "40.5%–43.0%"]
    columns = [{"name": "said", "label": "Said", "link": False, "help": "", "width": None, "kept": False, "kind": "long"}]
    data = json.dumps({"alt": "", "columns": columns, "rows": [[each] for each in words], "colours": [{} for _ in words], "named": ""})
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_content(f"<style>{table_element.STYLE} td > span {{ display: block; width: 1px; }}</style>{table_element.FRAME}")
    page.evaluate(FILL.replace("SCRIPT", table_element.SCRIPT.replace("export default function", "function show")), data)
    lines = page.evaluate("""() => [...document.querySelectorAll("td > span")].map(cell => {
        const range = document.createRange(); range.selectNodeContents(cell);
        return new Set([...range.getClientRects()].map(each => Math.round(each.top))).size; })""")
    assert lines == [2, 2, 2, 1, 1]  # a year may go on in the next line, a day without its month may not
    context.close()
