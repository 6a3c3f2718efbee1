"""Whether a server has what an address names: asked politely, and nothing is read of the answer."""

from __future__ import annotations

import socket
import ssl
import time
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import (
    AbstractHTTPHandler,
    HTTPCookieProcessor,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPRedirectHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
    getproxies,
)

from site_builder.model.urls import host_of

_WHO_ASKS = {"User-Agent": "site-builder (link check)"}
_PATIENCE = 15
"""Seconds to wait for a server."""
_NOT_FOUND, _GONE, _TOO_OFTEN = 404, 410, 429
_REFUSED, _FAILED = 400, 500
"""Where the statuses begin with which servers refuse and fail; below, they send on."""


class Answer(StrEnum):
    """What comes of asking, by the names that messages know."""

    FINE = ""
    """Also from a server that refuses programs: it is there all the same."""
    LATER = "later"
    """The server wants to be left alone for a while."""
    GONE = "gone"
    FAILED = "failed"
    CIRCLE = "circle"
    BROKEN = "broken"
    NOWHERE = "nowhere"
    SILENT = "silent"
    REFUSED = "refused"
    CERTIFICATE = "certificate"
    OWN_NETWORK = "own_network"


UNREACHED = frozenset({Answer.NOWHERE, Answer.SILENT, Answer.REFUSED})
"""So it is with every machine where there is no network."""
_SETTLED = frozenset({Answer.FINE, Answer.CIRCLE})
_OF_MACHINE = UNREACHED | {Answer.CERTIFICATE, Answer.OWN_NETWORK, Answer.LATER}


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """What came of asking for one address."""

    answer: Answer = Answer.FINE
    is_of_machine: bool = False
    """Whether each other address of the machine would fare the same."""


def visit(url: str, pause: float) -> Visit:
    """Ask for an address without its content, and where that is refused, as browsers do.

    So a server that fails is asked twice, and one that is not there once.
    """
    found = _ask(url, "HEAD")
    if found.answer in _SETTLED or found.is_of_machine:
        return found
    time.sleep(pause)
    return _ask(url, "GET")


def _ask(url: str, method: str) -> Visit:
    address = quote(url, safe="%/:=&?~#+!$,;'@()*[]")
    door = _Door()
    try:
        request = Request(address, headers=_WHO_ASKS, method=method)
        with _opener(door).open(request, timeout=_PATIENCE):
            return Visit()
    except HTTPError as error:
        error.close()
        answer = _answer_of_status(error.code, method)
    except URLError as error:
        answer = _answer_of(error.reason)
    except (OSError, HTTPException, ValueError, OverflowError) as error:
        answer = _answer_of(error)
    # A machine that it is sent on to says nothing of the one that was asked.
    return Visit(
        answer=answer, is_of_machine=answer in _OF_MACHINE and door.host in {"", host_of(url)}
    )


def _answer_of_status(status: int, method: str) -> Answer:
    if status in {_NOT_FOUND, _GONE}:
        return Answer.GONE
    if status == _TOO_OFTEN:
        return Answer.LATER
    if status < _REFUSED:
        return Answer.CIRCLE
    # Some refuse or know only what browsers ask.
    return Answer.FAILED if status >= _FAILED or method == "HEAD" else Answer.FINE


def _answer_of(error: object) -> Answer:
    match error:
        case str():  # sent on to what is no page of the web
            return Answer.CIRCLE
        case _OwnNetworkError():
            return Answer.OWN_NETWORK
        case ssl.SSLCertVerificationError():
            return Answer.CERTIFICATE
        case socket.gaierror():
            return Answer.NOWHERE
        case TimeoutError():
            return Answer.SILENT
        case ConnectionResetError() | BrokenPipeError() | ssl.SSLError():
            return Answer.BROKEN
        case OSError():
            return Answer.REFUSED
    return Answer.BROKEN


class _OwnNetworkError(OSError):
    """A name leads into a network that is not open to all."""


class _Connection(HTTPConnection):
    def connect(self) -> None:
        refuse_own_network(self.host)
        super().connect()


class _SafeConnection(HTTPSConnection):
    def connect(self) -> None:
        refuse_own_network(self.host)
        super().connect()


class _Door(AbstractHTTPHandler):
    """Opens connections, but none into the network of the machine that it runs on."""

    host = ""
    """Who was asked last, as one server may send on to another."""

    def http_open(self, request: Request) -> HTTPResponse:
        self.host = host_of(request.full_url)
        return self.do_open(_Connection, request)

    def https_open(self, request: Request) -> HTTPResponse:
        self.host = host_of(request.full_url)
        return self.do_open(_SafeConnection, request)

    http_request = https_request = AbstractHTTPHandler.do_request_


def refuse_own_network(host: str) -> None:
    """Raise where a name leads to a machine that not everybody can reach.

    What stands in a text, and where its server sends on to, decides nobody's steps in an office's
    own network. Behind a proxy it is the proxy that decides.
    """
    if getproxies():
        return
    for *_, place in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM):
        if not ip_address(place[0]).is_global:
            raise _OwnNetworkError


def _opener(door: _Door) -> OpenerDirector:
    """Return what follows servers to other addresses of the web, and to no file or disk.

    Some send in a circle whoever brings no cookie back.
    """
    opener = OpenerDirector()
    for handler in (
        *(ProxyHandler(), door, HTTPRedirectHandler(), HTTPCookieProcessor()),
        *(HTTPErrorProcessor(), HTTPDefaultErrorHandler(), UnknownHandler()),
    ):
        opener.add_handler(handler)
    return opener
