"""Rule: whatever the environment decides is written down where people look for it."""

from __future__ import annotations

import re

from tests.house.tree import ROOT, report, texts

OURS = re.compile(r"\bBAQYLAU_[A-Z]+(?:_[A-Z]+)*\b")
READ_IN = {".py", ".sh", ".toml", ""}
FOR_PRODUCTION = {"BAQYLAU_SECRET", "BAQYLAU_LOG_KEY", "BAQYLAU_EVIDENCE_KEY"}


def read() -> dict[str, str]:
    """Every variable of ours that some file names, with the first of them."""
    found: dict[str, str] = {}
    for path, content in texts():
        if path.suffix in READ_IN:
            for name in OURS.findall(content):
                found.setdefault(name, str(path))
    return found


def test_every_variable_is_documented() -> None:
    said = set(OURS.findall((ROOT / "docs" / "operations.md").read_text(encoding="utf-8")))
    named = read()
    assert FOR_PRODUCTION | {"BAQYLAU_VAR", "BAQYLAU_MODE"} <= set(named), "the rule finds what it looks for"
    missing = [f"{name} ({path})" for name, path in sorted(named.items()) if name not in said]
    assert not missing, report("docs/operations.md names every variable", missing)


def test_the_readme_names_what_production_needs() -> None:
    said = set(OURS.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    assert said >= FOR_PRODUCTION | {"BAQYLAU_VAR", "BAQYLAU_MODE"}
