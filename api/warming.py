"""What the pages need, loaded and read in the background, so that the first visitor does not wait for it."""

import ast
import gc
import importlib
import logging
from pathlib import Path

logger = logging.getLogger(__name__)


def load(folder: Path) -> None:
    """Imports what app.py and the page scripts of `folder` import, without running them, then moves all of it out of the garbage
    collector's sight and lets that begin its work."""
    try:
        for page in (folder / "app.py", *sorted((folder / "pages").glob("*/*.py"))):
            import_for(page)
        gc.collect()
        gc.freeze()
    finally:
        gc.enable()


def read_ahead() -> None:
    """What the first page would be made of. A failure is said in the log, and again to whoever opens the page."""
    # Loaded with the pages by now: the doors did not wait for it.
    from services import ahead

    try:
        ahead.read()
    except Exception:
        logger.exception("What the first page is made of could not be read")


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
