"""What production runs: `streamlit run server.py`. The pages of app.py, our own routes beside them, and what wraps them all."""

from __future__ import annotations

import asyncio
import gc
import logging
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

import api
from api import away, startup, warming
from api.direct import Direct
from api.entrance import Entrance
from api.headers import SecurityHeaders
from api.patience import Patience
from api.shell import Shell, script_hash, theme_script
from api.static import Precompressed, Store
from services import cores, evidence_log, house, opening, photo_copies, sealing, settings
from ui import draft_saver, navigation, theme, trouble

# Nothing that is loaded now is ever let go: looking for it costs a tenth of the start. Warming switches it on again.
gc.disable()
SETTINGS = settings.read()
HERE = Path(__file__).parent
OWN_SCRIPTS = {draft_saver.FILE: draft_saver.SCRIPT}
STREAMLIT_STATIC = Path(st.__file__).parent / "static"

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
logging.getLogger("alembic").setLevel(logging.WARNING)

logger = logging.getLogger(__name__)
pages_loaded = asyncio.Event()
store = Store(STREAMLIT_STATIC / "static", SETTINGS.var / "static-gz" / f"streamlit-{st.__version__}")


def database_answers() -> bool:
    return house.store().answers()


def bound_to_loopback() -> bool:
    address = st.get_option("server.address")
    return startup.is_loopback(address if isinstance(address, str) else None)


async def load_pages() -> None:
    """Loads the pages while the doors are open already, then reads what the first of them shows. What cannot be loaded is said in the
    log, and its page says it too."""
    try:
        await asyncio.to_thread(warming.load, HERE)
    except Exception:
        logger.exception("Not everything that the pages need could be loaded")
    finally:
        pages_loaded.set()
    await asyncio.to_thread(warming.read_ahead)


async def settle(stop: asyncio.Event) -> None:
    """What a start has to do beside its first answers may use every core; afterwards one is the quickest."""
    await asyncio.gather(load_pages(), asyncio.to_thread(store.fill))
    await cores.keep_to_one(stop)


@asynccontextmanager
async def lifespan(application: st.App) -> AsyncIterator[dict[str, object]]:
    opening.begin()
    startup.check(st.get_option, loop=type(asyncio.get_running_loop()).__module__, mode=SETTINGS.mode)
    startup.check_evidence(has_key=sealing.has_key(), mode=SETTINGS.mode)
    photo_copies.draw_arrived()
    # Until st.navigation has been called once, Streamlit takes the folder `pages` for its own older kind of pages, and the first
    # visitor to an address would be told that there is no such page.
    PagesManager.uses_pages_directory = False
    theme.keep()
    stop = asyncio.Event()
    beside = [asyncio.create_task(each) for each in (settle(stop), evidence_log.EvidenceLog().keep(stop))]
    yield {}
    stop.set()
    await asyncio.gather(*beside)
    house.close()


routes = api.routes(mode=SETTINGS.mode, database_answers=database_answers, bound_to_loopback=bound_to_loopback,
                    pages_ready=pages_loaded.is_set, own_scripts=OWN_SCRIPTS)
script = theme_script(tomllib.loads((HERE / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"])
document = (STREAMLIT_STATIC / "index.html").read_text(encoding="utf-8")
app = st.App(
    "app.py",
    lifespan=lifespan,
    routes=routes,
    on_script_error=trouble.show,
    exception_handlers={house.Busy: away.answer},
    middleware=[
        Middleware(SecurityHeaders, script_hashes=script_hash(script), encrypted=SETTINGS.mode is settings.Mode.PRODUCTION),
        Middleware(Direct, routes=routes),
        Middleware(Patience, loaded=pages_loaded),
        Middleware(Precompressed, store=store),
        Middleware(Entrance, routes=routes, pages=[each.url_path for each in navigation.PAGES]),
        Middleware(Shell, original=document, script=script, routes=routes, modules=list(OWN_SCRIPTS)),
    ],
)
