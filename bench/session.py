"""One virtual browser tab: it speaks Streamlit's socket protocol, so that hundreds fit beside the server that they load.

One socket is one session and one script thread per rerun, exactly as with a browser, without the browser's own cost.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

PATIENCE_SECONDS = 60.0
TEXTS = ("body", "label", "help", "placeholder", "markdown", "value")


@dataclass
class Run:
    """What one run of the script sent back."""

    status: int | None = None
    messages: int = 0
    received_bytes: int = 0
    seconds: float = 0.0
    kinds: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
    page_not_found: bool = False

    @property
    def finished(self) -> bool:
        return self.status in (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


def widget_key(widget_id: str) -> str:
    """Streamlit's widget ids are `$$ID-<hash>-<the key given to it, or None>`."""
    return widget_id.split("-", 2)[-1] if widget_id.startswith("$$ID-") else widget_id


class Session:
    """`page` is the page's address without a slash; `cookie` the Cookie header of somebody who has signed in."""

    def __init__(self, url: str, page: str = "", *, query: str = "", cookie: str = "", language: str = "en") -> None:
        self.url, self.page, self.query, self.cookie, self.language = url, page, query, cookie, language
        self.widgets: dict[str, tuple[str, Any]] = {}
        self.buttons: dict[str, Any] = {}
        self._held: set[str] = set()
        self._page_hash = ""
        self._socket: websockets.ClientConnection | None = None

    async def __aenter__(self) -> Session:
        parts = urlsplit(self.url)
        headers = {"Origin": self.url} | ({"Cookie": self.cookie} if self.cookie else {})
        self._socket = await websockets.connect(
            f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}{parts.path.rstrip('/')}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            additional_headers=headers,
            compression=None,
            max_size=None,
            open_timeout=PATIENCE_SECONDS,
            ping_interval=None,
            close_timeout=2,
        )
        return self

    async def __aexit__(self, *problem: object) -> None:
        if self._socket is not None:
            await self._socket.close()

    def _request(self, states: list[WidgetState]) -> bytes:
        message = BackMsg()
        wanted = message.rerun_script
        wanted.query_string = self.query
        if self._page_hash:
            wanted.page_script_hash = self._page_hash
        else:
            wanted.page_name = self.page
        wanted.context_info.timezone = "Asia/Almaty"
        wanted.context_info.locale = self.language
        wanted.context_info.url = f"{self.url}/{self.page}"
        wanted.cached_message_hashes.extend(self._held)
        wanted.widget_states.widgets.extend(states)
        return bytes(message.SerializeToString())

    async def run(self, states: list[WidgetState] | None = None) -> Run:
        """Ask for one rerun with these widget states and read until the script has finished."""
        if self._socket is None:
            raise RuntimeError("the session is not open")
        found = Run()
        started = time.perf_counter()
        await self._socket.send(self._request(states or []))
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not found.finished and found.status != ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                raw = await self._socket.recv(decode=False)
                found.messages += 1
                found.received_bytes += len(raw)
                message = ForwardMsg()
                message.ParseFromString(raw)
                self._read(message, found)
        found.seconds = time.perf_counter() - started
        return found

    def _read(self, message: ForwardMsg, found: Run) -> None:
        kind = message.WhichOneof("type")
        if kind == "delta":
            if message.metadata.cacheable:
                self._held.add(message.hash)
            self._read_delta(message.delta, found)
        elif kind == "new_session":
            # Also when the script asks for another run of itself or leads to another page: what stood there before is gone.
            self._page_hash = message.new_session.page_script_hash or self._page_hash
            self.widgets.clear()
            self.buttons.clear()
            found.kinds.clear()
            found.texts.clear()
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash or self._page_hash
        elif kind == "page_not_found":
            found.page_not_found = True
        elif kind == "script_finished":
            found.status = message.script_finished

    def _read_delta(self, delta: Any, found: Run) -> None:
        if delta.WhichOneof("type") == "add_block":
            label = getattr(getattr(delta.add_block, delta.add_block.WhichOneof("type") or "", None), "label", "")
            if label:
                found.texts.append(label)
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if delta.WhichOneof("type") != "new_element" or kind is None:
            return
        told = getattr(element, kind)
        found.kinds.append(kind)
        found.texts.extend(text for name in TEXTS if isinstance(text := getattr(told, name, None), str) and text)
        if kind == "exception":
            found.exceptions.append(f"{told.type}: {told.message}")
        elif kind == "button":
            self.buttons[widget_key(told.id)] = told
        elif hasattr(told, "id") and told.id:
            self.widgets[widget_key(told.id)] = (kind, told)


def pressed(button: Any) -> WidgetState:
    """The state of a button that was just pressed."""
    return WidgetState(id=button.id, trigger_value=True)


def typed(kind: str, widget: Any, value: str) -> WidgetState:
    """The state of a widget in which this was typed or chosen."""
    state = WidgetState(id=widget.id)
    if kind in ("text_input", "text_area", "selectbox", "radio", "time_input"):
        state.string_value = value
    elif kind == "number_input":
        state.double_value = float(value)
    elif kind == "checkbox":
        state.bool_value = value == "1"
    elif kind in ("multiselect", "button_group", "date_input"):
        state.string_array_value.data.append(value)
    else:
        raise ValueError(f"no way to fill a {kind}")
    return state
