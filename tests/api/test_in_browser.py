"""In a real browser: Streamlit works under our policy, asks nobody else, and its first visit is small."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from bench.browser import PHONE, first_visit
from bench.server import ROOT, Server, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FIRST_VISIT_BYTES = 1_200_000
SERVER = """
from pathlib import Path
import streamlit as st
import tomllib
from starlette.middleware import Middleware
import api
from api.headers import SecurityHeaders
from api.shell import Shell, script_hash, theme_script
from api.static import Precompressed, Store

static = Path(st.__file__).parent / "static"
script = theme_script(tomllib.loads(Path(".streamlit/config.toml").read_text())["theme"])
routes = api.routes(mode="demo", database_answers=lambda: True)
app = st.App("app.py", routes=routes, middleware=[
    Middleware(SecurityHeaders, script_hashes=script_hash(script)),
    Middleware(Precompressed, store=Store(static / "static", Path("gz"))),
    Middleware(Shell, original=(static / "index.html").read_text(), script=script, routes=routes),
])
"""
APP = """
import altair as alt
import pandas as pd
import streamlit as st

ours = st.components.v2.component("ours", html="<p class=said></p>", css=".said { color: teal }",
    js="export default ({data, parentElement}) => { parentElement.querySelector('.said').textContent = 'ran with ' + data.n }")

def form():
    with st.form("turnout"):
        for place in range(8):
            st.text_input(f"Figure {place}", type="phone", icon=":material/dialpad:", placeholder="")
        st.form_submit_button("Send")

def charts():
    frame = pd.DataFrame({"counted": [1, 2, 3], "protocol": [3, 1, 2]})
    high = alt.condition("datum.counted > 1", alt.value("purple"), alt.value("orange"))
    st.altair_chart(alt.Chart(frame).mark_point().encode(x="counted", y="protocol", color=high), theme=None)
    st.dataframe(frame)
    st.download_button("Download", data="a,b", file_name="a.csv")
    ours(key="ours", data={"n": 3})

st.navigation([st.Page(form, url_path="form", default=True), st.Page(charts, url_path="charts")]).run()
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("policy")
    (folder / "server.py").write_text(SERVER)
    (folder / "app.py").write_text(APP)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    with running("server.py", var=folder / "var", root=folder, environment={"PYTHONPATH": str(ROOT)}) as started:
        yield started


@pytest.mark.browser
def test_charts_tables_and_our_components_run_under_the_policy(browser: Browser, server: Server) -> None:
    refused: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.goto(f"{server.url}/charts")
    page.get_by_text("ran with 3").wait_for()
    page.locator(".stVegaLiteChart svg, .stVegaLiteChart canvas").first.wait_for()
    page.locator(".stDataFrame canvas").first.wait_for()
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Download", exact=True).click()
    assert fetched.value.suggested_filename == "a.csv"
    page.close()
    assert refused == []


@pytest.mark.browser
def test_a_first_visit_to_a_form_is_small_and_asks_nobody_else(browser: Browser, server: Server) -> None:
    visit = first_visit(browser, server.url, size=PHONE, ready="[data-testid=stFormSubmitButton] button")
    assert visit.wire_bytes <= FIRST_VISIT_BYTES, sorted(visit.largest.items(), key=lambda item: -item[1])[:5]
    assert visit.hosts == {server.url.removeprefix("http://")}
    assert not [name for name in visit.largest if name.startswith("Source")], "the font of the theme that we do not use was fetched"


@pytest.mark.browser
def test_the_first_paint_is_already_ours(browser: Browser, server: Server) -> None:
    """Before the socket says anything, in the dark as in the light."""
    for scheme, ground in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(18, 23, 30)")):
        context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.route_web_socket("**/_stcore/stream", lambda socket: None)
        page.goto(server.url)
        page.locator(".stApp").wait_for()
        assert page.locator(".stApp").evaluate("node => getComputedStyle(node).backgroundColor") == ground
        context.close()
