"""One command from its arguments to its exit status, and how it speaks to the person.

Exit status: 0 fine, 1 problems in the project, 2 wrong usage, 3 the machine or the program failed.
A person's mistake is never a traceback; a bug's traceback goes to a log whose place is named.
"""

from __future__ import annotations

import argparse
import errno
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from site_builder import __version__
from site_builder.adapters.room import lacks_memory
from site_builder.cli.command import DAY, HIDDEN
from site_builder.cli.commands import MODULES, load, name_of
from site_builder.cli.inputs import Restless
from site_builder.cli.parser import StaffParser, WrongUsage
from site_builder.cli.session import FAILED, FINE, USAGE, Session
from site_builder.cli.unchanged import Call
from site_builder.messages.wording import Messages, load_messages, staff_languages
from site_builder.model import Settings
from site_builder.publish.state import Busy
from site_builder.read.settings import load_settings

if TYPE_CHECKING:
    from site_builder.build import BuildMemory

PROGRAM = "site-builder"
_REST_OF_LINE = "\x1b[K"
"""Has a terminal clear what stood there before."""
_REASONS = {
    errno.ENOSPC: "reason.no_space",
    errno.EACCES: "reason.no_permission",
    errno.EPERM: "reason.no_permission",
    errno.EROFS: "reason.read_only",
    errno.EBUSY: "reason.in_use",
}
_TOO_MANY_FILES = {errno.EMFILE, errno.ENFILE}
_EPOCH = re.compile(r"[0-9]{1,11}")
"""What `SOURCE_DATE_EPOCH` may be: seconds since 1970."""


def run(
    call: Call,
    memory: BuildMemory | None = None,
    *,
    is_kept: bool = False,
    say: Callable[[str], None] | None = None,
    alone: AbstractContextManager[object] | None = None,
) -> int:
    """Run one command; return its exit status.

    `memory` is for those who run many commands in one process, `is_kept` for those who want what
    they make to be kept on the disk all the same. `say` is told all that a terminal else shows, and
    `alone` keeps others from that memory.
    """
    # At once, even in a pipe.
    print_line = say or partial(print, flush=True)
    print_error = say or partial(print, file=sys.stderr, flush=True)
    root = Path(call.root).resolve()
    settings = load_settings(root)
    messages = _choose_messages(call.given("--lang"), settings)
    try:
        options = _parser(messages, call.arguments).parse_args(call.arguments)
    except WrongUsage as error:
        print_error(str(error))
        return USAGE
    if call.environment and not options.date and not _EPOCH.fullmatch(call.environment):
        print_error(messages.say("usage.bad_epoch", value=call.environment))
        return USAGE
    session = Session(
        root=root,
        messages=messages,
        call=call,
        today=_today(options.date, settings, call.environment),
        print_line=print_line,
        print_error=print_error,
        show_progress=_show_in_place if say is None and sys.stderr.isatty() else None,
        ask=_ask if say is None and sys.stdin.isatty() and sys.stdout.isatty() else None,
        memory=memory,
        is_kept=is_kept or memory is None,
        run_inside=partial(run, is_kept=True),
        alone=alone or nullcontext(),
        cache=_cache(),
        zone="" if options.date or call.environment else _zone(settings),
    )
    return _run(session, options)


def _cache() -> Path | None:
    """Return where this person's programs keep what they can make again, if anywhere."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return Path(named or "~/.cache").expanduser() / PROGRAM
    except RuntimeError:  # nobody's home, as in some containers
        return None


def _run(session: Session, options: argparse.Namespace) -> int:
    """Run the chosen command; whatever happens becomes one sentence and an exit status."""
    command = options.command
    try:
        return int(command.run(session, command.parse(options)))
    except KeyboardInterrupt:
        print(file=sys.stderr)  # what comes next begins on a line of its own
        return FAILED
    except BrokenPipeError:
        # Whoever reads the output has enough of it, as `| head` has; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Restless as error:
        return session.fail("failure.restless", path=error.path)
    except Busy:
        return session.fail("failure.locked", path=session.root)
    except Exception as error:
        return _tell_failure(session, error)


def _tell_failure(session: Session, error: Exception) -> int:
    """Say what failed: too little of the machine, its disk, or the program itself."""
    log = session.log(error)
    if isinstance(error, OSError) and error.errno in _TOO_MANY_FILES:
        return session.fail("failure.files", log=log)
    if lacks_memory(error):
        return session.fail("failure.memory", log=log)
    if isinstance(error, OSError):
        reason = session.messages.say(_REASONS.get(error.errno or 0, "reason.other"))
        path = error.filename or session.root
        return session.fail("failure.disk", path=path, reason=reason, log=log)
    return session.fail("failure.internal", log=log)


def _show_in_place(line: str) -> None:
    print(f"\r{line}{_REST_OF_LINE}", end="", file=sys.stderr, flush=True)


def _ask(question: str) -> str:
    try:
        return input(f"{question} ")
    except EOFError:
        print()
        return ""


def _parser(messages: Messages, arguments: Sequence[str]) -> StaffParser:
    """Make the parser of all commands; only those that may be meant know their arguments."""
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
    for module in MODULES:
        name = name_of(module)
        text = say(f"command.{name}")
        added = commands.add_parser(name, help=text, description=text, messages=messages)
        if name not in arguments:
            continue
        command = load(module)
        added.set_defaults(command=command, date=None)
        # People give these after the command too; what stands before it is not lost by that.
        again = {"default": argparse.SUPPRESS, **HIDDEN}
        added.add_argument("--project", **again)
        added.add_argument("--lang", choices=staff_languages(), **again)
        command.add_arguments(added, say)
        if command.is_dated:
            added.add_argument("--date", help=say("option.date"), **DAY)
    return parser


def _choose_messages(wanted: str, settings: Settings | None) -> Messages:
    known = staff_languages()
    chosen = wanted if wanted in known or settings is None else settings.staff_language
    return load_messages(chosen if chosen in known else "")


def _today(wanted: date | None, settings: Settings | None, epoch: str) -> date:
    """Return the date of the build: the option, else the environment's, else today on site."""
    if wanted is not None:
        return wanted
    if epoch:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now(ZoneInfo(_zone(settings))).date()


def _zone(settings: Settings | None) -> str:
    return settings.time_zone if settings else "UTC"
