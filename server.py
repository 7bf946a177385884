"""What production runs: `streamlit run server.py`. The pages of app.py, our own routes beside them, and what wraps them all."""

from __future__ import annotations

import ast
import asyncio
import gc
import importlib
import logging
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

import api
from api import startup
from api.direct import Direct
from api.entrance import Entrance
from api.headers import SecurityHeaders
from api.shell import Shell, script_hash, theme_script
from api.static import Precompressed, Store
from services import evidence_log, house, opening, photo_copies, sealing, settings

SETTINGS = settings.read()
HERE = Path(__file__).parent
STREAMLIT_STATIC = Path(st.__file__).parent / "static"

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
logging.getLogger("alembic").setLevel(logging.WARNING)

store = Store(STREAMLIT_STATIC / "static", SETTINGS.var / "static-gz" / f"streamlit-{st.__version__}")


def database_answers() -> bool:
    return house.store().answers()


def bound_to_loopback() -> bool:
    address = st.get_option("server.address")
    return startup.is_loopback(address if isinstance(address, str) else None)


def import_for(page: Path) -> None:
    """What a page script imports, without running it."""
    for node in ast.walk(ast.parse(page.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                importlib.import_module(alias.name)
        elif isinstance(node, ast.ImportFrom) and node.module:
            module = importlib.import_module(node.module)
            for alias in node.names:
                if not hasattr(module, alias.name):
                    importlib.import_module(f"{node.module}.{alias.name}")


def warm_up() -> None:
    """Import what the pages will need, so that the first visitor does not wait a second or two for it, then move all of it out of
    the garbage collector's sight."""
    for page in (HERE / "app.py", *sorted((HERE / "pages").glob("*/*.py"))):
        import_for(page)
    # Until st.navigation has been called once, Streamlit takes the folder `pages` for its own older kind of pages, and the first
    # visitor to an address would be told that there is no such page.
    PagesManager.uses_pages_directory = False
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def lifespan(application: st.App) -> AsyncIterator[dict[str, object]]:
    opening.begin()
    warm_up()
    startup.check(st.get_option, loop=type(asyncio.get_running_loop()).__module__, mode=SETTINGS.mode)
    startup.check_evidence(has_key=sealing.has_key(), mode=SETTINGS.mode)
    photo_copies.draw_arrived()
    filling = asyncio.create_task(asyncio.to_thread(store.fill))
    stop = asyncio.Event()
    signing = asyncio.create_task(evidence_log.EvidenceLog().keep(stop))
    yield {}
    stop.set()
    await filling
    await signing
    house.close()


routes = api.routes(mode=SETTINGS.mode, database_answers=database_answers, bound_to_loopback=bound_to_loopback)
script = theme_script(tomllib.loads((HERE / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"])
document = (STREAMLIT_STATIC / "index.html").read_text(encoding="utf-8")
app = st.App(
    "app.py",
    lifespan=lifespan,
    routes=routes,
    middleware=[
        Middleware(SecurityHeaders, script_hashes=script_hash(script), encrypted=SETTINGS.mode is settings.Mode.PRODUCTION),
        Middleware(Direct, routes=routes),
        Middleware(Precompressed, store=store),
        Middleware(Entrance, routes=routes),
        Middleware(Shell, original=document, script=script, routes=routes),
    ],
)
