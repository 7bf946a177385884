"""The theme is looked up once: Streamlit sends it with every rerun of every visitor, and searches all its settings for it six times."""

from functools import cache

from streamlit import config
from streamlit.runtime import app_session
from streamlit.string_util import to_snake_case


def keep() -> None:
    """From now on the settings of a section and the names that they have on the wire are remembered (ADR 0109). Called when the
    settings are read and no visitor is there; a setting that changes later is not seen, and none does while a server runs."""
    config.get_options_for_section = cache(config.get_options_for_section)
    setattr(app_session, "to_snake_case", cache(to_snake_case))  # noqa: B010, a name it imports and does not export
