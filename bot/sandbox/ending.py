"""How a stand-in's server ends at once: a test starts two of them, and there are thousands of tests."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from socketserver import BaseServer
from typing import Any


def end(server: BaseServer, thread: threading.Thread) -> None:
    """Have the server accept no more, and wait for its thread. Requests in hand go on.

    The server looks for that only between two connections, or when its poll is over; so it gets one more.
    """
    ending = threading.Thread(target=server.shutdown)
    ending.start()
    address: Any = server.server_address
    with suppress(OSError), socket.create_connection(address[:2], timeout=1):
        ending.join()
    ending.join()
    thread.join()
