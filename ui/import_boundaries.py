"""Bringing in the boundaries of regions on the page: the file, whom to name, what it holds; then it is drawn, or nothing changes."""

import streamlit as st

from locales import language, text
from schemas.election import Election
from schemas.person import Actor
from services import boundaries, registry
from services.parsing import too_long
from services.wording import strong
from ui import frame_style
from ui.headline import small
from ui.plain import escaped
from ui.words_entry import words_entry

LARGEST_MEGABYTES = 10

LONGEST_ATTRIBUTION = 300


def steps(actor: Actor, election: Election) -> None:
    """Look, then take. Raises TableProblem and Problem as the service does."""
    frame_style.uploader(text("Choose a file"))
    file = st.file_uploader(
        text("The boundaries: GeoJSON"), type=["geojson", "json"], key="file_boundaries", max_upload_size=LARGEST_MEGABYTES)
    said = words_entry(
        text("Attribution: who made them, under which licence"), LONGEST_ATTRIBUTION, "boundaries_attribution",
        help=text("Empty: as the file itself says. It stands under every map and inside every saved picture."))
    if too_long(said, LONGEST_ATTRIBUTION):
        return
    if file is None:
        st.markdown(small(text("A FeatureCollection with an area for each region, up to 10 MB. The tile grid stays as it is.")))
        return
    found = boundaries.look(actor, election.election_id, file.getvalue(), said)
    names = registry.region_names(election.election_id, language())
    with st.container(border=True, gap="small"):
        st.markdown(text("The file has the areas of {n} regions.", n=strong(len(found.regions))))
        st.markdown(small(escaped(", ".join(names.get(code, code) for code in found.regions))))
        st.markdown(small(text("Boundaries: {attribution}", attribution=escaped(found.attribution))))
    if st.button(text("Draw them on the map"), type="primary", icon=":material/map:", key="take_boundaries"):
        _, already = boundaries.bring(actor, election.election_id, file.getvalue(), said)
        done = text("These boundaries are drawn already. Nothing was added.") if already else text("They are stored and drawn from now on.")
        st.markdown(f":green[●] **{done}**")
