"""What is remembered of the theme is what Streamlit itself would send."""

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.string_util import to_snake_case

from ui import theme

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar")


def sent() -> list[bytes]:
    messages = []
    for section in SECTIONS:
        message = CustomThemeConfig()
        app_session._populate_theme_msg(message, section)
        messages.append(message.SerializeToString(deterministic=True))
    return messages


def test_the_remembered_theme_is_the_one_that_streamlit_sends(monkeypatch: pytest.MonkeyPatch) -> None:
    # Put back at the end of the test: the names are of the whole process.
    monkeypatch.setattr(config, "get_options_for_section", config.get_options_for_section)
    monkeypatch.setattr(app_session, "to_snake_case", to_snake_case)
    before = sent()
    asked = config.get_options_for_section

    theme.keep()

    assert config.get_options_for_section is not asked
    assert sent() == before == sent()
    assert any(before), "the project's theme is set, so there is something to send"
