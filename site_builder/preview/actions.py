"""What the desk does: the program's own commands, for whoever sits at this machine.

Each runs as from a terminal, and what it says is what one sees.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from urllib.parse import parse_qs, urlsplit
from wsgiref.types import WSGIEnvironment

from site_builder.messages.wording import Messages
from site_builder.model.urls import SLUG
from site_builder.pages.page import UPDATES
from site_builder.preview.addresses import EDIT, IMPORT, RUN, edit_address
from site_builder.preview.app import HTML, Response
from site_builder.preview.desk import ACTIONS, NEW_SOURCE, render_said
from site_builder.preview.editing.subject import PAGE
from site_builder.publish.state import STATE_FOLDER
from site_builder.read.content import CONTENT_FOLDER

_MOST_BYTES = 30 * 2**20
_IMPORT_OPTIONS = ("as-of", "released", "source", "stated-by", "occasion", "sheet", "status")
_FIELDS = (*_IMPORT_OPTIONS, "column", "notes")
_IGNORED = re.compile(r'--ignore(?: "([^"]*)")?')
_DROPPED = "dropped"
_NO_ID = re.compile("[^a-z0-9]+")
Edit = Callable[[str, Mapping[str, Sequence[str]] | None, str], bytes | None]
"""Answers for what is edited, given its name, what was posted, and the token; None if unknown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Actions:
    """What may be done to a project, and by whom."""

    root: Path
    messages: Messages
    run: Callable[[Sequence[str]], str]
    """Runs a command, and returns all that it says."""
    options: Sequence[str] = ()
    """Of the command line, such as the date, that every command here is given too."""
    edit: Edit = lambda name, posted, token: None
    token: str = field(default_factory=lambda: secrets.token_hex(16))

    def answer(self, environ: WSGIEnvironment) -> Response:
        """Do what a request asks."""
        size = int(environ.get("CONTENT_LENGTH") or 0)
        if size > _MOST_BYTES:
            return Response(status="413 Content Too Large")
        path, body = environ.get("PATH_INFO", ""), environ["wsgi.input"].read(size)
        asked = environ.get("QUERY_STRING", "") if path == IMPORT else body.decode(errors="replace")
        fields = {name: values[-1] for name, values in parse_qs(asked).items()}
        is_asked = environ.get("REQUEST_METHOD") in {"GET", "HEAD"}
        if not self._is_here(environ) or not (is_asked or _is_from_here(environ)):
            return Response(status="403 Forbidden")
        if not (is_asked or self._is_token(fields.get("token", ""))):
            return self._forgotten(path)
        if path.startswith(EDIT):
            begun = parse_qs(environ.get("QUERY_STRING", "")).get("id", [""])
            return self._edit(path + _as_id(begun[-1]), None if is_asked else body)
        if path == IMPORT:
            return Response(status="200 OK", body=self._import(fields, body).encode())
        arguments = _arguments(fields)
        if path != RUN or arguments is None:
            return Response(status="404 Not Found")
        said = self._run(arguments)
        edited_at = self._begun(arguments)
        if said.startswith("<!"):
            # A report is a page of its own, and as the desk's own nothing loads it anew.
            page = said.replace("</head>", "", 1).encode()
        else:
            page = render_said(self.messages, said, edited_at)
        return Response(status="200 OK", body=page, media_type=HTML)

    def _is_here(self, environ: WSGIEnvironment) -> bool:
        """Return whether somebody at this machine asks."""
        return environ.get("REMOTE_ADDR", "") in {"127.0.0.1", "::1"}

    def _is_token(self, token: str) -> bool:
        return secrets.compare_digest(token.encode(), self.token.encode())

    def _forgotten(self, path: str) -> Response:
        """Tell whoever still has a page of a preview that ran before."""
        said = self.messages.say("desk.restarted")
        if path == IMPORT:
            return Response(status="403 Forbidden", body=said.encode())
        page = render_said(self.messages, said)
        return Response(status="403 Forbidden", body=page, media_type=HTML)

    def _edit(self, path: str, body: bytes | None) -> Response:
        name = path.removeprefix(EDIT).encode("latin-1").decode("utf-8", "replace")
        posted = (
            None
            if body is None
            else parse_qs(body.decode(errors="replace"), keep_blank_values=True)
        )
        page = self.edit(name.strip("/"), posted, self.token)
        if page is None:
            said = render_said(self.messages, self.messages.say("edit.nowhere"))
            return Response(status="404 Not Found", body=said, media_type=HTML)
        return Response(status="200 OK", body=page, media_type=HTML)

    def _begun(self, arguments: Sequence[str]) -> str:
        """Return where one edits the page that a command began; empty for any other command."""
        if arguments[0] != "new":
            return ""
        _, what, key = arguments
        page = key if what == "page" else f"{UPDATES}/{key.removeprefix(f'{UPDATES}/')}"
        is_name = all(map(SLUG.fullmatch, key.split("/")))
        is_there = is_name and any((self.root / CONTENT_FOLDER).glob(f"{page}.*"))
        return edit_address(PAGE, page) if is_there else ""

    def _import(self, fields: Mapping[str, str], content: bytes) -> str:
        folder = self.root / STATE_FOLDER / _DROPPED
        folder.mkdir(parents=True, exist_ok=True)
        # Its name may tell what it holds; its folders are nobody's business.
        file = folder / (PurePath(fields.get("name", "").replace("\\", "/")).name or "sheet")
        file.write_bytes(content)
        try:
            options = [
                "--new-source" if value == NEW_SOURCE else f"--{name}={value}"
                for name in _IMPORT_OPTIONS
                if (value := fields.get(name))
            ]
            options += [
                # As a message says it, with the quotation marks of a command.
                "--column=" + line.strip().strip('"')
                for line in fields.get("column", "").split("\n")
                if line.strip()
            ]
            options += ["--notes"] if fields.get("notes") else []
            dry = ["--dry-run"] if fields.get("dry") else []
            return self._in_words_of_the_form(self._run(["import", str(file), *options, *dry]))
        finally:
            file.unlink(missing_ok=True)

    def _in_words_of_the_form(self, said: str) -> str:
        """Name the fields of the form where the command names its options."""
        said = _IGNORED.sub(
            lambda found: f'--column "{found[1]}=ignored"' if found[1] else "--column", said
        )
        for option in _FIELDS:
            label = self.messages.say(f"desk.{option.replace('-', '_')}").partition(",")[0]
            said = said.replace(f"--{option}", f"“{label}”")
        return said

    def _run(self, arguments: Sequence[str]) -> str:
        command = [
            *("--project", str(self.root), "--lang", self.messages.lang),
            *arguments,
            *(self.options if arguments[0] not in {"undo", "rollback"} else ()),
        ]
        return self.run(command).replace(f"{STATE_FOLDER}/{_DROPPED}/", "")


def _is_from_here(environ: WSGIEnvironment) -> bool:
    """Return whether a page of this preview asks, or none does."""
    origin = environ.get("HTTP_ORIGIN", "")
    return not origin or urlsplit(origin).netloc == environ.get("HTTP_HOST", "")


def _as_id(name: str) -> str:
    """Return what somebody calls an entry as an id may be written."""
    return _NO_ID.sub("_", name.lower()).strip("_")


def _arguments(fields: Mapping[str, str]) -> list[str] | None:
    """Return the command that a button stands for; None for anything else."""
    action, key, section = (fields.get(name, "") for name in ("do", "key", "section"))
    if action in ACTIONS:
        return [*ACTIONS[action]]
    if not key or key.startswith("-"):
        return None
    if action in {"new_page", "new_update"}:
        return ["new", action.removeprefix("new_"), key]
    if action == "translated":
        return ["translated", key, *([f"--section={section}"] if section else [])]
    return None
