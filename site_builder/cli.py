"""The command line: the only module that talks to a person, reads the clock and ends the program.

Takes arguments; gives text, an exit status (0 fine, 1 problems in the project, 2 wrong usage, 3 the
machine or the program failed) and, for `build`, the published folder. A person's mistake is never
a traceback; a bug's traceback goes to a log whose place is named.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import os
import re
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from site_builder import __version__
from site_builder.addresses import is_web_address
from site_builder.arguments import StaffParser
from site_builder.build import BuildOptions, BuildResult, build_site
from site_builder.desk.edit import write_files
from site_builder.desk.status import format_status, make_status
from site_builder.desk.translated import SNAPSHOT_FOLDER, UnknownPageError, stamp_page
from site_builder.diagnostics import Diagnostic, nearest
from site_builder.model import Status
from site_builder.pages.plan import plan_site
from site_builder.publish.lock import Busy
from site_builder.publish.writer import NotOurFolder, publish
from site_builder.read.project import load_files, parse_project
from site_builder.read.settings import SETTINGS_PATH, parse_settings
from site_builder.read.templates import load_templates, parse_templates
from site_builder.read.text import parse_text
from site_builder.report import (
    Messages,
    count_problems,
    format_github,
    format_json,
    format_text,
    load_messages,
    staff_languages,
)

PROGRAM = "site-builder"
OUTPUT_FOLDER = "output"
STATE_FOLDER = ".site-builder"
FINE, PROBLEMS, USAGE, FAILED = 0, 1, 2, 3
_REASONS = {
    errno.ENOSPC: "reason.no_space",
    errno.EACCES: "reason.no_permission",
    errno.EPERM: "reason.no_permission",
    errno.EROFS: "reason.read_only",
    errno.EBUSY: "reason.in_use",
}
IMPORT_STATUSES = (Status.PUBLISHED, Status.DISPUTED)
_FORMATS = {"text": format_text, "json": format_json, "github": format_github}


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and end the program with its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    root = Path(_early_option(given, "--project") or ".").resolve()
    messages = _choose_messages(_early_option(given, "--lang"), root)
    options = _parser(messages).parse_args(given)
    command: Callable[[Session], int] = options.run
    session = Session(options, root, messages)
    try:
        status = command(session)
    except KeyboardInterrupt:
        status = FAILED
    except BrokenPipeError:
        # Whoever reads the output has enough of it, as `| head` has; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = FINE
    except Busy:
        status = session.fail("failure.locked", path=root)
    except OSError as error:
        reason = messages.say(_REASONS.get(error.errno or 0, "reason.other"))
        path = error.filename or root
        status = session.fail("failure.disk", path=path, reason=reason, log=session.log())
    except Exception:
        status = session.fail("failure.internal", log=session.log())
    sys.exit(status)


class Session:
    """One run: its options, its project, and how it speaks."""

    def __init__(self, options: argparse.Namespace, root: Path, messages: Messages) -> None:
        self.options = options
        self.root = root
        self.messages = messages

    def say(self, text: str) -> None:
        """Print a line for a person, at once even in a pipe."""
        print(text, flush=True)

    def warn(self, text: str) -> None:
        """Print a line about something that went wrong."""
        print(text, file=sys.stderr)

    def fail(self, key: str, /, **params: object) -> int:
        """Say why the machine or the program failed; give the exit status."""
        self.warn(self.messages.say(key, **params))
        return FAILED

    def log(self) -> Path:
        """Write the current exception's traceback where a maintainer can find it."""
        path = self.root / STATE_FOLDER / "error.log"
        try:
            path.parent.mkdir(exist_ok=True)
            path.write_text(traceback.format_exc(), "utf-8")
        except OSError:
            self.warn(traceback.format_exc())
        return path

    def state_of(self, output: Path) -> Path:
        """Give the folder that keeps the build before; each output folder has its own."""
        state = self.root / STATE_FOLDER
        if output.resolve() == self.root / OUTPUT_FOLDER:
            return state
        return state / "elsewhere" / hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:16]

    def report(self, diagnostics: Sequence[Diagnostic], form: str = "text") -> int:
        """Print every problem and the counts; give the exit status."""
        text = _FORMATS[form](diagnostics, self.messages)
        if text:
            self.say(text)
        errors, warnings = count_problems(diagnostics)
        if form == "text" and (errors or warnings):
            self.say(self.messages.say("counts", errors=errors, warnings=warnings))
        is_strict = getattr(self.options, "strict", False)
        return PROBLEMS if errors or (is_strict and warnings) else FINE

    def make(self, *, with_drafts: bool = False) -> BuildResult:
        """Read the project and run the pipeline; nothing is written."""
        progress = _Progress(self.options, self.messages)
        options = BuildOptions(
            today=_today(getattr(self.options, "date", None), self.root),
            base_url=getattr(self.options, "base_url", None) or "",
            is_portable=getattr(self.options, "portable", False),
            with_drafts=with_drafts,
        )
        progress.stage("read")
        files, templates = load_files(self.root), load_templates(self.root)
        result = build_site(files, templates, options, progress.stage)
        progress.stage("")
        return result


def _build(session: Session) -> int:
    result = session.make()
    status = session.report(result.diagnostics)
    if status != FINE:
        session.say(session.messages.say("nothing_written"))
        return status
    output = Path(session.options.output or session.root / OUTPUT_FOLDER)
    try:
        publish(result.files, output, session.state_of(output))
    except NotOurFolder:
        session.warn(session.messages.say("not_ours", path=output))
        return PROBLEMS
    pages = sum(file.path.endswith(".html") for file in result.files)
    session.say(session.messages.say("published", output=output, pages=pages))
    return FINE


def _check(session: Session) -> int:
    result = session.make()
    status = session.report(result.diagnostics, session.options.format)
    if session.options.format == "text":
        is_clean = not result.diagnostics
        session.say(session.messages.say("fine" if is_clean else "checked"))
    return status


def _serve(session: Session) -> int:
    # livereload and Tornado take a quarter of a second that no other command needs.
    from site_builder.desk.serve import AddressRefused, PortInUse, serve

    options = session.options
    try:
        serve(
            make=lambda: session.make(with_drafts=True),
            root=session.root,
            host=options.host,
            port=options.port,
            messages=session.messages,
            say=session.say,
        )
    except PortInUse:
        other = options.port + 1
        return session.fail("failure.port", host=options.host, port=options.port, other=other)
    except AddressRefused as error:
        return session.fail("failure.address", address=error.filename)
    return FINE


def _status(session: Session) -> int:
    result = session.make()
    if result.site is None:
        return session.report(result.diagnostics)
    root = session.root
    kept = {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in sorted((root / SNAPSHOT_FOLDER).glob("*.md"))
    }
    status = make_status(
        result.site,
        result.files,
        result.diagnostics,
        parse_templates(load_templates(root), []),
        kept,
    )
    is_json = session.options.format == "json"
    session.say(status.as_json() if is_json else format_status(status, session.messages))
    return PROBLEMS if status.counts["errors"] else FINE


def _translated(session: Session) -> int:
    options, root = session.options, session.root
    today = _today(options.date, root)
    project, found = parse_project(load_files(root), today)
    if project is None:
        return session.report(found)
    plan, _ = plan_site(project, project.settings.base_url)
    try:
        stamping = stamp_page(plan, project.stamps, options.key, options.section, today)
    except UnknownPageError:
        keys = {page.key for page in plan.pages}
        guess = nearest(options.key, keys)
        section = f" ({options.section})" if options.section else ""
        text = session.messages.say("no_such_page", key=options.key, section=section, nearest=guess)
        session.warn(text)
        return PROBLEMS
    contents = {path: text.encode() for path, text in stamping.files.items()}
    write_files(root, contents, root / STATE_FOLDER)
    session.say(session.messages.say("stamped", count=len(stamping.stamped)))
    return FINE


def _import(session: Session) -> int:
    # openpyxl takes a third of a second that no other command needs.
    from site_builder.desk.import_file import ImportOptions, WrongUseError, import_file
    from site_builder.desk.sheet_entries import Supplied

    options, root, messages = session.options, session.root, session.messages
    supplied = Supplied(
        sources=tuple(filter(None, options.source.split(";"))),
        as_of=options.as_of,
        status=options.status,
        released=options.released,
        ignored=tuple(options.ignore),
    )
    wanted = ImportOptions(
        file=options.file,
        sheet=options.sheet,
        copy=options.annotate,
        is_dry_run=options.dry_run,
        supplied=supplied,
        today=_today(options.date, root),
    )
    state = root / STATE_FOLDER
    try:
        return import_file(
            wanted, root, state=state, messages=messages, say=session.say, report=session.report
        )
    except WrongUseError as error:
        session.warn(messages.say(error.key, **error.params))
        return USAGE


def _parser(messages: Messages) -> StaffParser:
    say = messages.say
    parser = StaffParser(messages, prog=PROGRAM, description=say("usage.about"))
    parser.add_argument("--project", metavar="DIR", help=say("option.project"))
    parser.add_argument(
        "--lang", choices=staff_languages(), metavar="LANG", help=say("option.lang")
    )
    parser.add_argument(
        "--version", action="version", version=__version__, help=say("option.version")
    )
    commands = parser.add_subparsers(title=say("usage.commands"), metavar="", required=True)

    def command(name: str, run: Callable[[Session], int]) -> argparse.ArgumentParser:
        text = say(f"command.{name}")
        added: argparse.ArgumentParser = commands.add_parser(
            name, help=text, description=text, messages=messages
        )
        added.set_defaults(run=run)
        return added

    build = command("build", _build)
    build.add_argument("--output", type=Path, metavar="DIR", help=say("option.output"))
    build.add_argument("--base-url", type=_web_address, metavar="URL", help=say("option.base_url"))
    build.add_argument("--portable", action="store_true", help=say("option.portable"))
    check = command("check", _check)
    check.add_argument(
        "--format", choices=tuple(_FORMATS), default="text", help=say("option.format")
    )
    for each in (build, check):
        each.add_argument("--strict", action="store_true", help=say("option.strict"))
        each.add_argument("--timings", action="store_true", help=say("option.timings"))
    preview = command("serve", _serve)
    preview.add_argument("--host", default="127.0.0.1", help=say("option.host"))
    preview.add_argument("--port", type=int, default=8000, help=say("option.port"))
    attention = command("status", _status)
    attention.add_argument(
        "--format", choices=("text", "json"), default="text", help=say("option.format")
    )
    stamp = command("translated", _translated)
    stamp.add_argument("key", metavar="KEY", help=say("option.key"))
    stamp.add_argument("--section", default="", metavar="ID", help=say("option.section"))
    sheet = command("import", _import)
    sheet.add_argument("file", type=Path, metavar="FILE", help=say("option.file"))
    sheet.add_argument("--sheet", default="", metavar="NAME", help=say("option.sheet"))
    sheet.add_argument("--dry-run", action="store_true", help=say("option.dry_run"))
    sheet.add_argument("--annotate", type=Path, metavar="COPY", help=say("option.annotate"))
    sheet.add_argument("--source", default="", metavar="ID", help=say("option.source"))
    sheet.add_argument("--status", type=Status, choices=IMPORT_STATUSES, help=say("option.status"))
    sheet.add_argument(
        "--ignore", action="append", default=[], metavar="NAME", help=say("option.ignore")
    )
    for name in ("as_of", "released"):
        option = f"--{name.replace('_', '-')}"
        text = say(f"option.{name}")
        sheet.add_argument(option, type=date.fromisoformat, metavar="YYYY-MM-DD", help=text)
    for each in (build, check, preview, attention, stamp, sheet):
        each.add_argument(
            "--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help=say("option.date")
        )
    return parser


def _web_address(text: str) -> str:
    if not is_web_address(text):
        raise ValueError(text)
    return text


class _Progress:
    """Show the stages: on a terminal as they run, with `--timings` as a list at the end."""

    def __init__(self, options: argparse.Namespace, messages: Messages) -> None:
        self._is_timed = getattr(options, "timings", False)
        self._messages = messages
        self._stage = ""
        self._since = 0.0

    def stage(self, name: str) -> None:
        """Begin a stage, and so end the one before; an empty name ends the last."""
        now = time.perf_counter()
        if self._is_timed and self._stage:
            print(f"{self._stage:10} {now - self._since:8.3f} s", file=sys.stderr)
        self._stage, self._since = name, now


def _early_option(arguments: Sequence[str], name: str) -> str:
    """Find an option that decides the language of every other message, even of errors."""
    for position, argument in enumerate(arguments):
        if argument.startswith(f"{name}="):
            return argument.partition("=")[2]
        if argument == name and position + 1 < len(arguments):
            return arguments[position + 1]
    return ""


def _choose_messages(wanted: str, root: Path) -> Messages:
    known = staff_languages()
    if wanted in known:
        return load_messages(wanted)
    settings = _settings_text(root)
    found = parse_settings(settings, []) if settings else None
    staff = found.staff_language if found else ""
    return load_messages(staff if staff in known else "")


def _settings_text(root: Path) -> str:
    try:
        return parse_text((root / SETTINGS_PATH).read_bytes(), SETTINGS_PATH, []) or ""
    except OSError:
        return ""  # whoever needs the file says so, in the language that is left


def _today(wanted: date | None, root: Path) -> date:
    """Give the date of the build: the option, else the environment's, else today on site."""
    if wanted is not None:
        return wanted
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if re.fullmatch(r"[0-9]{1,11}", epoch):
        return datetime.fromtimestamp(int(epoch), UTC).date()
    settings = parse_settings(_settings_text(root), [])
    try:
        zone = ZoneInfo(settings.time_zone) if settings else ZoneInfo("UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return datetime.now(zone).date()
