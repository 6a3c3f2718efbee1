"""What the desk does: the program's own commands, for whoever sits at this machine.

Each runs as from a terminal, and what it says is what one sees.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
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
from site_builder.preview.sheets import Run, Say, Sheets
from site_builder.read.content import CONTENT_FOLDER

_MOST_BYTES = 30 * 2**20
_IMPORT_OPTIONS = ("as-of", "released", "source", "stated-by", "occasion", "sheet", "status")
_FIELDS = (*_IMPORT_OPTIONS, "column", "own", "notes")
_IGNORED = re.compile(r'--ignore(?: "([^"]*)")?')
_NO_ID = re.compile("[^a-z0-9]+")
Edit = Callable[[str, Mapping[str, Sequence[str]] | None, str], bytes | None]
"""Answers for what is edited, given its name, what was posted, and the token; None if unknown."""


class Actions:
    """What may be done to a project, and by whom."""

    def __init__(
        self,
        *,
        root: Path,
        messages: Messages,
        run: Run,
        alone: AbstractContextManager[object] | None = None,
        options: Sequence[str] = (),
        edit: Edit = lambda name, posted, token: None,
    ) -> None:
        """`alone` keeps others from making something of the site meanwhile.

        `options` of the command line, such as the date, are what every command here is given too.
        """
        self.token = secrets.token_hex(16)
        self._root = root
        self._messages = messages
        self._run_command = run
        self._alone = alone or nullcontext()
        self._options = options
        self._edit_named = edit
        self._sheets = Sheets(root, messages, self._run)

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
        token = fields.get("token", "").encode()
        if not (is_asked or secrets.compare_digest(token, self.token.encode())):
            return self._forgotten(path)
        if path.startswith(EDIT):
            begun = parse_qs(environ.get("QUERY_STRING", "")).get("id", [""])
            return self._edit(path + _as_id(begun[-1]), None if is_asked else body)
        if path == IMPORT:
            return self._import(fields, body)
        arguments = _arguments(fields) if path == RUN else None
        return Response(status="404 Not Found") if arguments is None else self._ran(arguments)

    def _ran(self, arguments: Sequence[str]) -> Response:
        """Run a command and show what it says."""
        lines: list[str] = []
        with self._alone:
            self._run(arguments, lines.append)
        said = "\n".join(lines)
        edited_at = self._begun(arguments)
        if said.startswith("<!"):
            # A report is a page of its own, and as the desk's own nothing loads it anew.
            page = said.replace("</head>", "", 1).encode()
        else:
            page = render_said(self._messages, said, edited_at)
        return Response(status="200 OK", body=page, media_type=HTML)

    def _is_here(self, environ: WSGIEnvironment) -> bool:
        """Return whether somebody at this machine asks."""
        return environ.get("REMOTE_ADDR", "") in {"127.0.0.1", "::1"}

    def _forgotten(self, path: str) -> Response:
        """Tell whoever still has a page of a preview that ran before."""
        said = self._messages.say("desk.restarted")
        if path == IMPORT:
            return Response(status="403 Forbidden", body=said.encode())
        page = render_said(self._messages, said)
        return Response(status="403 Forbidden", body=page, media_type=HTML)

    def _edit(self, path: str, body: bytes | None) -> Response:
        name = path.removeprefix(EDIT).encode("latin-1").decode("utf-8", "replace")
        posted = (
            None
            if body is None
            else parse_qs(body.decode(errors="replace"), keep_blank_values=True)
        )
        page = self._edit_named(name.strip("/"), posted, self.token)
        if page is None:
            said = render_said(self._messages, self._messages.say("edit.nowhere"))
            return Response(status="404 Not Found", body=said, media_type=HTML)
        return Response(status="200 OK", body=page, media_type=HTML)

    def _begun(self, arguments: Sequence[str]) -> str:
        """Return where one edits the page that a command began; empty for any other command."""
        if arguments[0] != "new":
            return ""
        _, what, key = arguments
        page = key if what == "page" else f"{UPDATES}/{key.removeprefix(f'{UPDATES}/')}"
        is_name = all(map(SLUG.fullmatch, key.split("/")))
        is_there = is_name and any((self._root / CONTENT_FOLDER).glob(f"{page}.*"))
        return edit_address(PAGE, page) if is_there else ""

    def _import(self, fields: Mapping[str, str], content: bytes) -> Response:
        """Try or take a sheet, or go on with what is said of it."""
        if not fields.get("more"):
            step = self._sheets.attempt if fields.get("dry") else self._sheets.take
            name = PurePath(fields.get("name", "").replace("\\", "/")).name or "sheet"
            step(name, content, _import_options(fields))
        status = "200 OK" if self._sheets.is_over else "202 Accepted"
        said = self._in_words_of_the_form(self._sheets.said)
        return Response(status=status, body=said.encode())

    def _in_words_of_the_form(self, said: str) -> str:
        """Name the fields of the form where the command names its options."""
        said = _IGNORED.sub(
            lambda found: f'--column "{found[1]}=ignored"' if found[1] else "--column", said
        )
        for option in _FIELDS:
            label = self._messages.say(f"desk.{option.replace('-', '_')}").partition(",")[0]
            said = said.replace(f"--{option}", f"“{label}”")
        return said.replace("--new-source", f"“{self._messages.say('desk.new')}”")

    def _run(self, arguments: Sequence[str], say: Say) -> int:
        command = [
            *("--project", str(self._root), "--lang", self._messages.lang),
            *arguments,
            *(self._options if arguments[0] not in {"undo", "rollback"} else ()),
        ]
        return self._run_command(command, say)


def _is_from_here(environ: WSGIEnvironment) -> bool:
    """Return whether a page of this preview asks, or none does."""
    origin = environ.get("HTTP_ORIGIN", "")
    return not origin or urlsplit(origin).netloc == environ.get("HTTP_HOST", "")


def _as_id(name: str) -> str:
    """Return what somebody calls an entry as an id may be written."""
    return _NO_ID.sub("_", name.lower()).strip("_")


def _import_options(fields: Mapping[str, str]) -> list[str]:
    options = [
        "--new-source" if value == NEW_SOURCE else f"--{name}={value}"
        for name in _IMPORT_OPTIONS
        if (value := fields.get(name))
    ]
    # As a message says it, with the quotation marks of a command.
    columns = (line.strip().strip('"') for line in fields.get("column", "").split("\n"))
    options += [f"--column={column}" for column in columns if column]
    return [*options, *(f"--{name}" for name in ("own", "notes") if fields.get(name))]


def _arguments(fields: Mapping[str, str]) -> list[str] | None:
    """Return the command that a button stands for; None for anything else."""
    action, key = fields.get("do", ""), fields.get("key", "")
    if action in ACTIONS:
        return [*ACTIONS[action]]
    if not key or key.startswith("-"):
        return None
    if action in {"new_page", "new_update"}:
        return ["new", action.removeprefix("new_"), key]
    if action == "move":
        new = fields.get("new", "")
        return (
            ["move", key, *(["--slug"] if "=" in new else []), new] if new[:1].isalnum() else None
        )
    if action == "translated":
        named = ((name, fields.get(name, "")) for name in ("section", "language"))
        return ["translated", key, *(f"--{name}={value}" for name, value in named if value)]
    return None
