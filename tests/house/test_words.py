"""Rule: what a person reads goes through `locales.text`; a literal given straight to the screen stays English for everybody."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.tree import Source, dotted, product, report, source

RULE = "WORDS: what people see goes through locales.text(...) or is a Message"
ROOMS_WITH_A_SCREEN = ("pages", "ui", "app")
SHOWING = {
    "audio_input", "badge", "button", "camera_input", "caption", "checkbox", "component", "data_editor", "date_input", "dialog",
    "download_button", "error", "exception", "expander", "feedback", "file_uploader", "form_submit_button", "header", "html", "image",
    "info", "latex", "link_button", "logo", "markdown", "menu_button", "metric", "multiselect", "navigation", "number_input", "page_link",
    "pills", "popover", "progress", "radio", "segmented_control", "select_slider", "selectbox", "set_page_config", "slider", "spinner",
    "status", "subheader", "success", "tabs", "text", "text_area", "text_input", "time_input", "title", "toast", "toggle", "warning",
    "write", "Page",
}  # fmt: skip
# Which of a call's arguments by name are words; by place it is the first, but for the calls below.
WORDS = {
    "alt", "body", "caption", "chat_label", "delta", "delta_description", "description", "help", "html", "label", "page_title",
    "placeholder", "text", "title", "tooltip", "true_label", "false_label", "submit_label",
}  # fmt: skip
NO_WORDS_BY_PLACE = {"set_page_config", "image", "logo", "component", "Page", "page_link"}
# The product's name is the same in every language.
NAMES = {"Baqylau"}
_GLUE = (
    re.compile(r"<style>.*?</style>|<script>.*?</script>|<[^>]*>|&[a-z]+;", re.DOTALL),
    re.compile(r":material/\w+:"),
    re.compile(r":[a-z]+(-background|-badge)?\["),
)


def words_in(text: str) -> bool:
    """Whether letters remain when Markdown, icons, colours and tags are taken away."""
    for pattern in _GLUE:
        text = pattern.sub("", text)
    for name in NAMES:
        text = text.replace(name, "")
    return any(letter.isalpha() for letter in text)


def literals(node: ast.expr) -> Iterator[ast.Constant]:
    """The strings that an expression can show, without those inside a call, which decides for itself."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif isinstance(node, ast.JoinedStr):
        # Read as one, since a tag may begin in one part and end in another; a 0 stands for each value.
        parts = [part.value if isinstance(part, ast.Constant) else "0" for part in node.values]
        yield ast.copy_location(ast.Constant("".join(str(part) for part in parts)), node)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from literals(part.value)
    elif isinstance(node, ast.BinOp | ast.IfExp | ast.BoolOp | ast.List | ast.Tuple):
        for child in ast.iter_child_nodes(node):
            # The condition of a choice is not shown.
            if isinstance(child, ast.expr) and child is not getattr(node, "test", None):
                yield from literals(child)
    elif isinstance(node, ast.Dict):
        for key in node.keys:
            if key is not None:
                yield from literals(key)


def shown(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that a person will read."""
    if not isinstance(call.func, ast.Attribute) or dotted(call.func.value) == "locales":
        return
    name = call.func.attr
    if name not in SHOWING and not name.endswith("Column"):
        return
    if name not in NO_WORDS_BY_PLACE:
        places = {"metric": 3, "write": len(call.args)}.get(name, 1)
        yield from call.args[:places]
    yield from (keyword.value for keyword in call.keywords if keyword.arg in WORDS)


def untranslated(found: Source) -> list[str]:
    if found.room not in ROOMS_WITH_A_SCREEN:
        return []
    return [
        f"{found.at(literal)} {str(literal.value)[:60]!r}"
        for node in found.nodes
        if isinstance(node, ast.Call)
        for argument in shown(node)
        for literal in literals(argument)
        if words_in(str(literal.value))
    ]


def test_no_word_reaches_the_screen_untranslated() -> None:
    broken = [line for found in product() for line in untranslated(found)]
    assert not broken, report(RULE, broken)


@pytest.mark.parametrize(
    "text",
    [
        "st.title('Turnout')",
        "left.button('Send', key='send')",
        "st.text_input(text('Number'), help='Only digits')",
        "st.markdown(f'**{n}** stations')",
        "st.markdown('**' + 'Coverage' + '**')",
        "st.tabs(['Stations', text('Hours')])",
        "st.metric(text('Seen'), n, 'of 489')",
        "st.column_config.TextColumn('Station')",
        "st.write(text('Seen'), 'by us')",
        "st.badge('yes' if seen else text('no'))",
        "st.html('<p>Hello</p>')",
        "st.html(f'<a href=\"{address}\">here</a>')",
        "st.markdown(f'**{name or \"nobody\"}**')",
        "st.navigation({'Analyse': pages})",
        "st.set_page_config(page_title='Turnout')",
    ],
)
def test_the_rule_refuses(text: str) -> None:
    assert untranslated(source("pages/analyse/turnout.py", text))


@pytest.mark.parametrize(
    "text",
    [
        "st.title(text('Turnout'))",
        "st.markdown(f'**{n}** :gray[{text(\"stations\")}]')",
        "st.button(text('Send'), key='send', icon=':material/send:', type='primary')",
        "st.markdown(':green[●] ○  \\n')",
        "st.html('<style>.a { color: red }</style>')",
        "st.set_page_config(page_title='Baqylau', layout='wide')",
        "st.logo('ui/logo.svg')",
        "st.html(f'<a href=\"{address}?lang={code}\" target=\"_self\">{text(\"here\")}</a>')",
        "st.metric(text('Share'), f'{share:.1%}')",
        "locales.text('Send')",
        "st.markdown('№ ' + number)",
        "st.column_config.NumberColumn(text('People'), format='localized')",
    ],
)
def test_the_rule_lets_pass(text: str) -> None:
    assert untranslated(source("pages/analyse/turnout.py", text)) == []


STOCK_CALENDARS = ("date_input", "time_input", "datetime_input")
"""Their months, weekdays and hints follow the browser, not the language chosen: ui/date_entry.py asks for a day instead."""


def test_no_page_asks_for_a_day_in_english() -> None:
    rooms = [found for found in product() if found.path.parts[0].removesuffix(".py") in ROOMS_WITH_A_SCREEN]
    used = [
        f"{found.path}:{node.lineno}"
        for found in rooms
        for node in found.nodes
        if isinstance(node, ast.Attribute) and node.attr in STOCK_CALENDARS
    ]
    assert used == []


def stock_words(found: Source) -> list[str]:
    """Fields to choose from that show Streamlit's own English: “Choose options”, “Select all”."""
    broken = []
    for node in ast.walk(found.tree):
        if not isinstance(node, ast.Call):
            continue
        name, given = dotted(node.func), {each.arg: each.value for each in node.keywords}
        index = given.get("index")
        may_be_empty = any(isinstance(each, ast.Constant) and each.value is None for each in ast.walk(index)) if index else False
        if name == "st.multiselect":
            broken += [f"{found.path}:{node.lineno}: {name} without {word}" for word in ("placeholder", "select_all") if word not in given]
        elif name == "st.selectbox" and may_be_empty and "placeholder" not in given:
            broken.append(f"{found.path}:{node.lineno}: {name} that may be empty, without placeholder")
    return broken


def test_no_choice_shows_the_stock_words_in_english() -> None:
    assert stock_words(source("ui/a.py", "import streamlit as st\nst.multiselect('', [])\nst.selectbox('', [], index=0 if a else None)\n"))
    broken = [line for found in product() for line in stock_words(found)]
    assert not broken, report(RULE, broken)
