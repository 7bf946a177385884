"""Rules: what must not stand in the tree at all, because each of it has let strangers in or evidence out somewhere."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.tree import ROOT, Source, dotted, files, product, python_files, report, source, texts

# Written in pieces, so that the rule does not find itself.
FORGEABLE = "trusted" + "UserHeaders"
UNPICKLERS = {"pickle", "cPickle", "dill", "joblib", "shelve", "marshal", "cloudpickle"}
EVERYTHING = {"Exception", "BaseException"}
ALLOWING = {"unsafe_allow_html", "unsafe_allow_javascript"}
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b|\braise NotImplemented" + r"Error\b")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|fa" + r"rm|ho" + r"me|Us" + r"ers|tm" + r"p)/\w")
REGISTRIES = re.compile(
    "|".join(re.escape(name) for name in ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.", "deb" + ".debian.org", "crates" + ".io"))
)
BESIDE_THE_TREE = "../" + "shared"


def unsafe_html(found: Source) -> list[str]:
    """HTML or scripts that people's browsers run are written in the source, never put together from data."""
    constants = {
        target.id
        for node in found.tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    broken = []
    for node in found.nodes:
        if not isinstance(node, ast.Call) or not ALLOWING & {keyword.arg for keyword in node.keywords}:
            continue
        said = node.args[0] if node.args else next((keyword.value for keyword in node.keywords if keyword.arg == "body"), None)
        if not (isinstance(said, ast.Constant) or (isinstance(said, ast.Name) and said.id in constants)):
            broken.append(found.at(node))
    return broken


def unpicklings(found: Source) -> list[str]:
    broken: list[str] = []
    for node in found.nodes:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        if isinstance(node, ast.Attribute) and node.attr in ("read_pickle", "to_pickle"):
            names = ["pickle"]
        broken.extend(f"{found.at(node)} {name}" for name in names if name.split(".")[0] in UNPICKLERS)
    return broken


def does_nothing(node: ast.stmt) -> bool:
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def swallowed(found: Source) -> list[str]:
    """An error that nobody hears of: a bare except, an except that does nothing, a suppression of everything."""
    broken = []
    for node in found.nodes:
        if isinstance(node, ast.ExceptHandler):
            if node.type is None or all(does_nothing(line) for line in node.body):
                broken.append(found.at(node))
        elif isinstance(node, ast.Call) and dotted(node.func).endswith("suppress") and EVERYTHING & {dotted(part) for part in node.args}:
            broken.append(found.at(node))
    return broken


def outside_requests(found: Source) -> list[str]:
    """A Material symbol as page icon makes every visitor's browser ask another company for the picture."""
    return [
        found.at(node)
        for node in found.nodes
        if isinstance(node, ast.keyword) and node.arg == "page_icon" and ":material/" in ast.unparse(node.value)
    ]


def test_no_header_says_who_somebody_is() -> None:
    broken = [str(path) for path, text in texts() if FORGEABLE in text and path.parts[0] != "docs"]
    assert not broken, report(f"SAFETY: {FORGEABLE} is never used: without server.py in front any client can forge the header", broken)


def test_html_and_scripts_are_constants() -> None:
    broken = [line for found in product() for line in unsafe_html(found)]
    assert not broken, report("SAFETY: unsafe_allow_html and unsafe_allow_javascript take constants only", broken)


def test_nothing_is_unpickled() -> None:
    broken = [line for found in python_files() for line in unpicklings(found)]
    assert not broken, report("SAFETY: nothing that runs code when it is read", broken)


def test_no_error_is_swallowed() -> None:
    broken = [line for found in python_files() for line in swallowed(found)]
    assert not broken, report("ERRORS: no bare except, no except that does nothing", broken)


def test_no_page_asks_another_site() -> None:
    broken = [line for found in product() for line in outside_requests(found)]
    assert not broken, report("SAFETY: no request leaves for another site", broken)


def test_nothing_is_left_unfinished() -> None:
    broken = [
        f"{found.path}:{number} {line.strip()[:80]}"
        for found in product()
        for number, line in enumerate(found.text.splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not broken, report("UNFINISHED: what is not done is not in the tree", broken)


def test_no_file_knows_a_machine_or_a_registry() -> None:
    broken = []
    for path, text in texts():
        for number, line in enumerate(text.splitlines(), 1):
            if MACHINE_PATHS.search(line) or REGISTRIES.search(line):
                broken.append(f"{path}:{number} {line.strip()[:100]}")
            if BESIDE_THE_TREE in line and path.parts[0] != "tests":
                broken.append(f"{path}:{number} {line.strip()[:100]}")
    assert not broken, report("PLACES: no path of a machine, no registry's host, nothing beside the tree", broken)


def test_ci_does_what_a_person_does() -> None:
    commands = [line for line in (ROOT / ".ci/run").read_text().splitlines() if line and not line.startswith(("#", "cd "))]
    assert commands == ["exec make test"], "CI: .ci/run calls `make test` and nothing else"


def test_every_requirement_is_pinned_to_one_version() -> None:
    broken = [
        f"{name}: {line}"
        for name in ("requirements.txt", "requirements-dev.txt")
        for line in (ROOT / name).read_text().splitlines()
        if line and not line.startswith(("#", "-r ")) and not re.fullmatch(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[0-9][0-9A-Za-z.]*", line)
    ]
    assert not broken, report("REQUIREMENTS: each line pins one exact version", broken)


def test_what_people_put_in_stays_out_of_the_tree() -> None:
    broken = [str(path) for path in files() if path.parts[0] == "var" or path.suffix in (".db", ".sqlite", ".sqlite3", ".pem", ".key")]
    assert not broken, report("SAFETY: no database, no key and nothing of var/ is tracked", broken)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (unsafe_html, "st.markdown(f'<b>{name}</b>', unsafe_allow_html=True)"),
        (unsafe_html, "st.html(body=made, unsafe_allow_javascript=True)"),
        (unpicklings, "import pickle"),
        (unpicklings, "from joblib import load"),
        (unpicklings, "pd.read_pickle(x)"),
        (swallowed, "try:\n    x()\nexcept:\n    log()"),
        (swallowed, "try:\n    x()\nexcept OSError:\n    pass"),
        (swallowed, "try:\n    x()\nexcept OSError:\n    ..."),
        (swallowed, "with contextlib.suppress(Exception):\n    x()"),
        (outside_requests, "st.set_page_config(page_icon=':material/visibility:')"),
    ],
)
def test_the_rule_refuses(rule, text: str) -> None:
    assert rule(source("ui/frame.py", text))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (unsafe_html, "STYLE = '<style></style>'\nst.html(STYLE, unsafe_allow_javascript=True)"),
        (unsafe_html, "st.markdown('<b>', unsafe_allow_html=True)"),
        (swallowed, "try:\n    x()\nexcept OSError:\n    return None"),
        (swallowed, "with suppress(FileNotFoundError):\n    x()"),
        (outside_requests, "st.set_page_config(page_icon='ui/icon.svg')"),
    ],
)
def test_the_rule_lets_pass(rule, text: str) -> None:
    assert rule(source("ui/frame.py", text)) == []
