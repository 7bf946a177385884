"""What the pages' program needs, loaded in the background, so that the first visitor does not wait two seconds for it."""

import ast
import gc
import importlib
from pathlib import Path


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
