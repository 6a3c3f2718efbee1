"""What a browser gets from the preview: a WSGI application over files in memory.

The site is swapped whole, so that no request meets half of it, and a bad build leaves the good one
before it standing under a panel that lists the problems.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Literal
from urllib.parse import quote, urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from site_builder.messages.wording import Messages
from site_builder.model import OutputFile
from site_builder.preview.addresses import EDIT, EXPLAIN
from site_builder.preview.panel import (
    Problem,
    render_explanation,
    render_overlay,
    render_page,
    render_script,
    render_unseen,
)

VERSION_PATH = ".preview/version"
"""Where a page asks whether it is still the newest."""
BUILDING = "building"
"""What a page is told, in place of what has changed, while a build takes long."""
_WORKER_PATH = "sw.js"
# A worker left in the browser by another site on this port would hide every change.
_NO_WORKER = (
    b'addEventListener("install", () => skipWaiting());\n'
    b'addEventListener("activate", () => registration.unregister());\n'
)
_COMPRESSED = (".br", ".gz")
_INDEX, _NOT_FOUND = "index.html", "404.html"

# The system's own table differs between machines, and is wrong for scripts on some.
_MEDIA_TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml; charset=utf-8",
}
HTML = _MEDIA_TYPES[".html"]
_BODY = re.compile(rb"<body[^>]*>")
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
"""Of a page; it forbids the scripts and styles in the page that the preview adds."""


Later = Mapping[str, Callable[[], Iterable[OutputFile]]]
"""By folder: what makes its files, once somebody asks for one."""
NOTHING_LATER: Later = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    status: str
    body: bytes = b""
    media_type: str = _MEDIA_TYPES[".txt"]
    location: str = ""
    """Where to go instead."""


Act = Callable[[WSGIEnvironment], Response]
"""Does what a request asks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shown:
    """Everything that requests are answered from, replaced as one."""

    files: Mapping[str, bytes]
    """The last good site; empty before the first."""
    later: Later = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    """What keeps a newer site from being shown."""
    warnings: tuple[Problem, ...] = ()
    """What is doubtful in the site that is shown."""
    has_new_warnings: bool = False
    unseen: Mapping[str, str] = field(default_factory=dict)
    """By path: why no reader sees a page today."""
    version: str


class Preview:
    """The site as it is shown now; one thread may change it while another answers."""

    def __init__(
        self,
        messages: Messages,
        hosts: frozenset[str] | None = None,
        act: Act | None = None,
        token: str = "",
    ) -> None:
        """`token` goes with what the buttons of the desk ask for."""
        self._messages = messages
        self._token = token
        self._act = act
        self._hosts = hosts
        """By which names a browser may call; another site that leads its readers here uses its own.
        None for any."""
        self._shown = _Shown(files=MappingProxyType({}), version=_new_version())

    @property
    def has_site(self) -> bool:
        """Whether there has been a good build."""
        return bool(self._shown.files)

    def show(
        self,
        files: Iterable[OutputFile],
        later: Later = NOTHING_LATER,
        warnings: Iterable[Problem] = (),
        *,
        has_new_warnings: bool = False,
        unseen: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        contents = {
            file.path: file.content for file in files if not file.path.endswith(_COMPRESSED)
        }
        contents[_WORKER_PATH] = _NO_WORKER
        self._shown = _Shown(
            files=MappingProxyType(contents),
            later={folder: cache(make) for folder, make in later.items()},
            warnings=tuple(warnings),
            has_new_warnings=has_new_warnings,
            unseen=unseen,
            version=_new_version(),
        )

    def complain(self, problems: Iterable[Problem]) -> None:
        """Keep the last good build and show what is wrong now."""
        self._shown = replace(self._shown, problems=tuple(problems), version=_new_version())

    def answer(self, path: str) -> Response:
        """Answer a request for a path of the site."""
        shown, name = self._shown, path.lstrip("/")
        if name == VERSION_PATH:
            return Response(status="200 OK", body=shown.version.encode())
        if f"/{name}".startswith(EXPLAIN):
            explanation = render_explanation(PurePosixPath(name).name, self._messages)
            if explanation is not None:
                return Response(status="200 OK", body=explanation, media_type=HTML)
        if not shown.files:
            page = render_page(shown.problems, self._messages, self._token)
            return self._finish("503 Service Unavailable", page, HTML, shown)
        if name.endswith("/") or not name:
            name += _INDEX
        if (make := shown.later.get(name.partition("/")[0])) is not None:
            made = {file.path: file.content for file in make()}
            # Such a page lists warnings itself, if it is about them.
            shown = replace(shown, files={**shown.files, **made}, warnings=())
        if name in shown.files:
            kind = _MEDIA_TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")
            body = shown.files[name]
            if why := shown.unseen.get(name, ""):
                note = render_unseen(why, self._messages)
                body = _BODY.sub(lambda start: start[0] + note, body, count=1)
            return self._finish("200 OK", body, kind, shown)
        if f"{name}/{_INDEX}" in shown.files:
            return Response(status="302 Found", location=f"/{quote(name)}/")
        return self._finish("404 Not Found", _not_found_page(name, shown.files), HTML, shown)

    def _finish(self, status: str, body: bytes, media_type: str, shown: _Shown) -> Response:
        """Add to a page what the preview needs; leave every other file as it is."""
        if media_type == HTML:
            added = render_script(shown.version, VERSION_PATH, BUILDING, self._messages)
            if shown.files and shown.problems:
                added += self._overlay("error", shown.problems, is_open=True)
            elif shown.warnings:
                added += self._overlay("warning", shown.warnings, is_open=shown.has_new_warnings)
            start, end, rest = _POLICY.sub(b"", body, count=1).rpartition(b"</body>")
            body = start + added + end + rest if end else rest + added
        return Response(status=status, body=body, media_type=media_type)

    def _overlay(
        self, kind: Literal["error", "warning"], problems: tuple[Problem, ...], *, is_open: bool
    ) -> bytes:
        messages, token = self._messages, self._token
        return render_overlay(kind, problems, messages, is_open=is_open, token=token)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        """Answer a request as a WSGI application."""
        method = environ["REQUEST_METHOD"]
        if not self._is_called_by_name(environ.get("HTTP_HOST", "")):
            response = Response(status="403 Forbidden")
        elif self._act is not None and (method == "POST" or _is_acted_on(environ)):
            response = self._act(environ)
        elif method not in {"GET", "HEAD"}:
            response = Response(status="405 Method Not Allowed")
        else:
            # WSGI gives the bytes of a path as Latin-1, whatever they are.
            path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
            response = self.answer(path)
        headers = [
            ("Content-Type", response.media_type),
            ("Cache-Control", "no-store"),
            # No other site may lay a button of the desk under something that one wants to click.
            ("X-Frame-Options", "SAMEORIGIN"),
        ]
        if response.location:
            query = environ.get("QUERY_STRING", "")
            headers.append(("Location", response.location + (f"?{query}" if query else "")))
        start_response(response.status, headers)
        return [] if method == "HEAD" else [response.body]

    def _is_called_by_name(self, host: str) -> bool:
        """Return whether a request names this machine, with or without a port."""
        with suppress(ValueError):
            return self._hosts is None or urlsplit(f"//{host}").hostname in self._hosts
        return False


def _is_acted_on(environ: WSGIEnvironment) -> bool:
    """Return whether a page is made for whoever asks, from what lies on the disk."""
    return str(environ.get("PATH_INFO", "")).startswith(EDIT)


def _not_found_page(name: str, files: Mapping[str, bytes]) -> bytes:
    """Return the site's own page for a lost reader, from the nearest folder that has one."""
    for folder in PurePosixPath(name).parents:
        page = files.get((folder / _NOT_FOUND).as_posix())
        if page is not None:
            return page
    return b""


def _new_version() -> str:
    """Name a state of the preview so that no other, of this run or the next, has its name."""
    return secrets.token_hex(8)
