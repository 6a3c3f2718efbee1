"""The command line: the only module that talks to a person, reads the clock and ends the program.

Takes arguments; gives text, an exit status (0 fine, 1 problems in the project, 2 wrong usage, 3 the
machine or the program failed) and, for `build`, the published folder. A person's mistake is never
a traceback; a bug's traceback goes to a log whose place is named.
"""

from __future__ import annotations

import argparse
import errno
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from site_builder import __version__
from site_builder.cli.arguments import StaffParser
from site_builder.cli.commands import (
    run_build,
    run_check,
    run_import,
    run_rollback,
    run_serve,
    run_status,
    run_translated,
)
from site_builder.cli.session import FAILED, FINE, FORMATS, Session
from site_builder.messages.report import Messages, load_messages, staff_languages
from site_builder.model import Status
from site_builder.model.urls import is_web_address
from site_builder.publish.lock import Busy
from site_builder.read.settings import SETTINGS_PATH, parse_settings
from site_builder.read.syntax.text import parse_text

PROGRAM = "site-builder"
_REASONS = {
    errno.ENOSPC: "reason.no_space",
    errno.EACCES: "reason.no_permission",
    errno.EPERM: "reason.no_permission",
    errno.EROFS: "reason.read_only",
    errno.EBUSY: "reason.in_use",
}
IMPORT_STATUSES = (Status.PUBLISHED.value, Status.DISPUTED.value)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and end the program with its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    root = Path(_early_option(given, "--project") or ".").resolve()
    messages = _choose_messages(_early_option(given, "--lang"), root)
    options = _parser(messages).parse_args(given)
    command: Callable[[Session], int] = options.run
    session = Session(
        options,
        root,
        messages,
        today=_today(getattr(options, "date", None), root),
        say=_say,
        warn=_warn,
    )
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
        status = session.fail("failure.disk", path=path, reason=reason, log=session.log(error))
    except Exception as error:
        status = session.fail("failure.internal", log=session.log(error))
    sys.exit(status)


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
        # People give them after the command too; what stands before it is not lost by that.
        added.add_argument("--project", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        added.add_argument(
            "--lang",
            choices=staff_languages(),
            metavar="LANG",
            default=argparse.SUPPRESS,
            help=argparse.SUPPRESS,
        )
        return added

    build = command("build", run_build)
    _add_build_options(build, say)
    check = command("check", run_check)
    check.add_argument(
        "--format", choices=tuple(FORMATS), default="text", help=say("option.format")
    )
    for each in (build, check):
        each.add_argument("--strict", action="store_true", help=say("option.strict"))
        each.add_argument("--timings", action="store_true", help=say("option.timings"))
    preview = command("serve", run_serve)
    preview.add_argument("--host", default="127.0.0.1", help=say("option.host"))
    preview.add_argument("--port", type=int, default=8000, help=say("option.port"))
    attention = command("status", run_status)
    attention.add_argument(
        "--format", choices=("text", "json"), default="text", help=say("option.format")
    )
    stamp = command("translated", run_translated)
    stamp.add_argument("key", metavar="KEY", help=say("option.key"))
    stamp.add_argument("--section", default="", metavar="ID", help=say("option.section"))
    command("rollback", run_rollback)
    sheet = command("import", run_import)
    _add_import_options(sheet, say)
    for each in (build, check, preview, attention, stamp, sheet):
        each.add_argument(
            "--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help=say("option.date")
        )
    return parser


def _add_build_options(build: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    build.add_argument("--output", type=Path, metavar="DIR", help=say("option.output"))
    build.add_argument("--base-url", type=_web_address, metavar="URL", help=say("option.base_url"))
    build.add_argument("--portable", action="store_true", help=say("option.portable"))
    build.add_argument("--pdf", action="store_true", help=say("option.pdf"))
    # Accepted for scripts that give them: no result is kept yet, and one job does all the work.
    build.add_argument("--force", action="store_true", help=argparse.SUPPRESS)
    build.add_argument("--jobs", type=int, default=1, help=argparse.SUPPRESS)


def _add_import_options(sheet: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    sheet.add_argument("file", type=Path, metavar="FILE", help=say("option.file"))
    sheet.add_argument("--sheet", default="", metavar="NAME", help=say("option.sheet"))
    sheet.add_argument("--dry-run", action="store_true", help=say("option.dry_run"))
    sheet.add_argument("--annotate", type=Path, metavar="COPY", help=say("option.annotate"))
    sheet.add_argument("--source", default="", metavar="ID", help=say("option.source"))
    sheet.add_argument("--status", choices=IMPORT_STATUSES, help=say("option.status"))
    sheet.add_argument(
        "--ignore", action="append", default=[], metavar="NAME", help=say("option.ignore")
    )
    for name in ("as_of", "released"):
        option = f"--{name.replace('_', '-')}"
        text = say(f"option.{name}")
        sheet.add_argument(option, type=date.fromisoformat, metavar="YYYY-MM-DD", help=text)


def _web_address(text: str) -> str:
    if not is_web_address(text):
        raise ValueError(text)
    return text


def _say(text: str) -> None:
    """Print a line for a person, at once even in a pipe."""
    print(text, flush=True)


def _warn(text: str) -> None:
    """Print a line about something that went wrong."""
    print(text, file=sys.stderr, flush=True)


def _early_option(arguments: Sequence[str], name: str) -> str:
    """Find an option that decides the language of every other message, even of errors.

    Given twice, the last one counts, as everywhere.
    """
    found = ""
    for argument, following in zip(arguments, (*arguments[1:], ""), strict=True):
        if argument.startswith(f"{name}="):
            found = argument.partition("=")[2]
        elif argument == name:
            found = following
    return found


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
