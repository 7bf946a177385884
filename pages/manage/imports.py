"""What do you bring in? A table is shown with all that it would change before any of it is stored; then all of it, or nothing."""

import streamlit as st

from locales import text
from schemas.person import Role
from schemas.problem import Problem
from schemas.table_problem import TableProblem
from services import clock
from ui import election as elections
from ui import guard, import_boundaries, import_preview, import_source, provenance
from ui import imports as pieces
from ui.headline import small

actor = guard.require(Role.ANALYST, Role.ADMIN)
election = elections.pick(actor)
st.title(text("What do you bring in?"), anchor=False)
st.markdown(text("A table is shown with all that it would change before any of it is stored. Then all of it is taken, or nothing."))

kind = pieces.kind(actor)
if kind == "boundaries":
    try:
        import_boundaries.steps(actor, election)
    except TableProblem as problem:
        import_preview.problem(problem)
    st.stop()
given = pieces.given(kind)
if given is None:
    st.markdown(small(text("CSV, XLSX, or a zip that holds one of them, up to 100 MB. Nothing is stored yet.")))
    st.stop()
try:
    mapping = import_source.mapping(given, kind, election)
    if mapping is not None:
        import_preview.steps(actor, election, given, mapping)
except TableProblem as problem:
    import_preview.problem(problem)
except Problem as problem:
    st.warning(text(problem.message, None, **problem.values), icon=":material/info:")
provenance.caption(
    election, [text("A file that is taken is kept under its hash; each figure knows its cell.")],
    ledger_length=pieces.ledger_length(), at=clock.now())
