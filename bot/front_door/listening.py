"""Where a server listens, and how many connections this process may hold."""

from __future__ import annotations

import errno
import socket
from contextlib import suppress

try:
    import resource
except ImportError:  # Windows has no such limits.
    resource = None  # type: ignore[assignment]

FILES_ELSEWHERE = 256
"""Open files that are not connections: the database, calls to Slack and ChartMogul, the program itself."""

FILES_EACH = 2
"""Open files of a connection: its socket, and a temporary one for a long body."""

EVERYWHERE = "::"
"""IPv4 too, and nothing but IPv4 where a machine has no IPv6."""

_NOT_HERE = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})

BACKLOG = 1024
"""Connections that the system keeps while they wait to be accepted."""


class CannotListen(Exception):
    """The address cannot be listened on; the text says which and why."""

    def __init__(self, host: str, port: int, why: OSError) -> None:
        at = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__(f"cannot listen on {at} ({why.strerror or why})")


def bound(host: str, port: int) -> list[socket.socket]:
    """Listening sockets on all addresses that the host stands for; `::` is IPv4 too.

    Raises:
        CannotListen: none of them can be had, or the port is taken on one.
    """
    name = host.removeprefix("[").removesuffix("]")
    try:
        try:
            return _all_bound(name, port)
        except OSError as error:
            if name != EVERYWHERE or error.errno not in _NOT_HERE:
                raise
            return _all_bound("0.0.0.0", port)
    except OSError as error:
        raise CannotListen(name, port, error) from None


def _all_bound(name: str, port: int) -> list[socket.socket]:
    found = socket.getaddrinfo(
        name or None, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_PASSIVE
    )
    sockets: list[socket.socket] = []
    missing: OSError | None = None
    for family, address in dict.fromkeys((each[0], each[4]) for each in found):
        try:
            sockets.append(_bound(family, address, dual_stack=name == EVERYWHERE))
        except OSError as error:
            # `localhost` is two addresses, and a container may have one of them.
            missing = error
            if error.errno not in _NOT_HERE:
                break
    else:
        if sockets:
            return sockets
    for each in sockets:
        each.close()
    raise missing or OSError(errno.EADDRNOTAVAIL, "there is no such address")


def _bound(family: int, address: tuple[object, ...], *, dual_stack: bool) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0 if dual_stack else 1)
        made.bind(address)
        made.listen(BACKLOG)
    except OSError:
        made.close()
        raise
    return made


def room_for_connections(wanted: int) -> int:
    """How many connections to take, after asking the system for the files that these need."""
    if resource is None:
        return wanted
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted * FILES_EACH + FILES_ELSEWHERE
    if soft != resource.RLIM_INFINITY and soft < needed:
        with suppress(ValueError, OSError):
            soft = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if soft == resource.RLIM_INFINITY:
        return wanted
    return min(wanted, max(100, (soft - FILES_ELSEWHERE) // FILES_EACH))
