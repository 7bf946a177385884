"""A telephone turns dark at sunset. Charts and the colours of a table are of the run that drew them: the page is run once more then."""

import streamlit as st

KEY = "dusk"
SCRIPT = """
let tell = null;
const night = window.matchMedia("(prefers-color-scheme: dark)");
// The page's own theme has to turn first: the run asks for it.
night.addEventListener("change", () => setTimeout(() => tell && tell("turned", night.matches), 400));
export default function ({setTriggerValue}) { tell = setTriggerValue; }
"""
_component = st.components.v2.component("baqylau_dusk", html="<i hidden></i>", js=SCRIPT)


def watch() -> None:
    """On every page that may show a chart."""
    _component(key=KEY, on_turned_change=_nothing)


def _nothing() -> None:
    """The run itself is what is wanted."""
