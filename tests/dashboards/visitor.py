"""A visitor without a browser: speaks the protocol of the page and acknowledges every picture."""

from __future__ import annotations

import json
import struct
import threading
import time
import uuid
from contextlib import ExitStack
from typing import Any

from solara.server.kernel import deserialize_binary_message
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

__all__ = ["Visitor"]


class Visitor:
    """One session on the server.

    Parameters
    ----------
    server : address
    path : of the page, with its question
    """

    def __init__(self, server: str, path: str) -> None:
        socket = server.replace("http", "ws")
        session = uuid.uuid4().hex
        address = f"{socket}/jupyter/api/kernels/{uuid.uuid4()}/channels?session_id={session}"
        self._open = ExitStack()
        connection = connect(
            address, origin=server, max_size=None, max_queue=None, ping_interval=None, open_timeout=60,
            additional_headers={"Cookie": f"solara-session-id={uuid.uuid4()}"},
        )  # fmt: skip
        self._socket = self._open.enter_context(connection)
        self._models: dict[str, dict[str, Any]] = {}
        self._asked = 0
        self.month = 0
        self.pictures = 0
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        control = uuid.uuid4().hex
        self._send("comm_open", {"comm_id": control, "target_name": "solara.control", "data": {}})
        run = {"method": "run", "args": {"path": path, "appName": "__default__"}}
        self._send("comm_msg", {"comm_id": control, "data": run})

    def ask(self, what: str, value: int = 0) -> None:
        """Press a button of the controls of time."""
        self._asked += 1
        deadline = time.monotonic() + 60
        while not (bars := [k for k, s in list(self._models.items()) if "playing" in s]):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        model = bars[0]
        self._update(model, {"asked": [self._asked, what, value]})

    def wait_for(self, month: int, patience: float = 60.0) -> float:
        """Return after how many seconds a month is shown."""
        begun = time.monotonic()
        while self.month < month:
            assert time.monotonic() - begun < patience, f"month {self.month}, not {month}"
            time.sleep(0.005)
        return time.monotonic() - begun

    def leave(self) -> None:
        """Close the connection, as a closed tab does."""
        self._open.close()
        self._thread.join(20)

    def _listen(self) -> None:
        try:
            for raw in self._socket:
                self._hear(
                    json.loads(raw) if isinstance(raw, str) else deserialize_binary_message(raw)
                )
        except ConnectionClosed:
            pass

    def _hear(self, message: dict[str, Any]) -> None:
        content, data = message["content"], message["content"].get("data") or {}
        model = content.get("comm_id", "")
        if message["msg_type"] == "comm_open":
            self._models[model] = dict(data.get("state", {}))
        elif data.get("method") != "update" or model not in self._models:
            return
        state = data.get("state", {})
        self._models[model] |= state
        for path, buffer in zip(
            data.get("buffer_paths", ()), message.get("buffers", ()), strict=False
        ):
            if path == ["picture"] and buffer:
                self._see(model, buffer)

    def _see(self, model: str, picture: bytes) -> None:
        """Note the month of a picture, and say that it is drawn."""
        size = struct.unpack("<I", picture[:4])[0]
        head = json.loads(picture[4 : 4 + size])
        self.month = struct.unpack("<I", picture[-4:])[0]
        self.pictures += 1
        self._update(model, {"drawn": head["number"]})

    def _update(self, model: str, state: dict[str, Any]) -> None:
        data = {"method": "update", "state": state, "buffer_paths": []}
        self._send("comm_msg", {"comm_id": model, "data": data})

    def _send(self, kind: str, content: dict[str, Any]) -> None:
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "username": "", "session": "",
                  "date": "2026-01-01T00:00:00.000000Z", "version": "5.3"}  # fmt: skip
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content,
                   "channel": "shell", "buffers": []}  # fmt: skip
        self._socket.send(json.dumps(message))
