"""The live preview's server: the one door to livereload, and through it to Tornado."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from livereload import Server
from livereload.handlers import LiveReloadHandler

from site_builder.build import BuildResult
from site_builder.messages.wording import Messages
from site_builder.model import OutputFile
from site_builder.preview.addresses import DESK_FOLDER
from site_builder.preview.app import BUILDING, Act, Preview
from site_builder.preview.rebuild import PreviewBuilder

_LOOK_SECONDS = 0.03
_PATIENCE_SECONDS = 0.4
"""After which whoever looks at a page is told that another is being made."""
_LAST_PORT = 65535
_NEXT_PORTS = 20
"""So many are tried after one that is in use."""
_OWN_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_IN_USE = {errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)}


class PortInUse(Exception):  # noqa: N818 - it names a fact that a person reads
    """Another program listens at this address."""


class AddressRefused(OSError):  # noqa: N818
    """The system does not let this program listen at this address."""


def serve(
    *,
    build: Callable[[], BuildResult],
    later: Mapping[str, Callable[[BuildResult], Iterable[OutputFile]]],
    root: Path,
    host: str,
    port: int,
    messages: Messages,
    print_line: Callable[[str], None],
    act: Act | None = None,
    token: str = "",
    open_address: Callable[[str], object] = lambda address: None,
) -> None:
    """Show the site and follow its inputs until Ctrl+C.

    Port 0 takes any free one; in place of one that is in use, the next free one is taken. Raises
    `PortInUse` or `AddressRefused` before anything is made.
    """
    wanted, port = port, next_free_port(host, port)
    if port != wanted and wanted:
        print_line(messages.say("serve.next_port", wanted=wanted, port=port))
    hosts = None if is_shared(host) else _OWN_NAMES
    acting = act and (lambda environ: builder.alone(act, environ))
    preview = Preview(messages, hosts, acting, token)
    builder = PreviewBuilder(
        build=build,
        later=later,
        root=root,
        preview=preview,
        messages=messages,
        print_line=print_line,
    )

    async def follow() -> None:
        _listen(preview, host, port)
        for line in _lines_about(host, port, messages):
            print_line(line)
        open_address(address_of(host, port))
        await _look_for_changes(builder)

    _silence_libraries()
    try:
        print_line(messages.say("serve.starting"))
        builder.show_first()
        asyncio.run(follow())
    except KeyboardInterrupt:
        print_line(messages.say("serve.stopped"))


def _listen(preview: Preview, host: str, port: int) -> None:
    try:
        Server(app=preview).application(port, host, debug=False, live_css=False)
    except OSError as error:
        raise _explained(error, host, port) from error


def _lines_about(host: str, port: int, messages: Messages) -> Iterator[str]:
    """Yield where the preview and its desk are, who can see them, and how they are stopped."""
    address = address_of(host, port)
    yield messages.say("serve.address", address=address)
    yield messages.say("serve.desk", address=f"{address}{DESK_FOLDER}/")
    if is_shared(host):
        yield messages.say("serve.shared")
    yield messages.say("serve.stop")


def next_free_port(host: str, port: int) -> int:
    """Return the first port from this one on that can be listened at; raises as `free_port`."""
    for tried in range(port, min(port + _NEXT_PORTS, _LAST_PORT)):
        with suppress(PortInUse):
            return free_port(host, tried)
    return free_port(host, port)


def free_port(host: str, port: int) -> int:
    """Return a port that can be listened at; raises `PortInUse` or `AddressRefused`."""
    if not 0 <= port <= _LAST_PORT:
        raise AddressRefused(errno.EINVAL, os.strerror(errno.EINVAL), f"{host}:{port}")
    try:
        # A name may stand for several addresses; the older kind, which sorts first, always works.
        family, kind, protocol, _, address = min(
            socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        )
        with socket.socket(family, kind, protocol) as tried:
            if os.name == "posix":
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
            port = tried.getsockname()[1]
    except OSError as error:
        raise _explained(error, host, port) from error
    return port


def address_of(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_shared(host: str) -> bool:
    """Return whether other computers can reach this address."""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


async def _look_for_changes(builder: PreviewBuilder) -> None:
    """Build again after every change, until the task is cancelled."""
    try:
        while True:
            # The beat also lets Ctrl+C through on Windows, where waiting for a socket holds it up.
            await asyncio.sleep(_LOOK_SECONDS)
            refreshed = asyncio.create_task(asyncio.to_thread(builder.refresh))
            await asyncio.wait([refreshed], timeout=_PATIENCE_SECONDS)
            if builder.is_building:
                LiveReloadHandler.reload_waiters(BUILDING)
            if await refreshed:
                # Called here and not by livereload's own watcher, which keeps a second change
                # within three seconds from the browser.
                LiveReloadHandler.reload_waiters("*")
    finally:
        _finish_in_peace()


def _explained(error: OSError, host: str, port: int) -> Exception:
    if error.errno in _IN_USE:
        return PortInUse(f"{host}:{port}")
    return AddressRefused(error.errno, error.strerror, f"{host}:{port}")


def _finish_in_peace() -> None:
    """Let a build that is under way end, however often Ctrl+C is pressed meanwhile."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _silence_libraries() -> None:
    """Keep the libraries' English lines off the terminal."""
    for name in ("livereload", "tornado"):
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
