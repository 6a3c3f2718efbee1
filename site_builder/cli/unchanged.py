"""A build of which nothing has changed ends before anything heavy is imported.

After a good build it is written down what it was asked, what it read, what it wrote and what it
said. If all of that is as it was, saying it again is the whole build.
"""

from __future__ import annotations

import hashlib
import os

from site_builder.adapters.folders import Beside, files_below, lying_beside
from site_builder.cli.program import name_program

TYPE_CHECKING = False  # `typing` itself is heavy, and so are `json` and `pathlib`
if TYPE_CHECKING:
    from collections.abc import Iterator

_STATE = ".site-builder"
_SETTINGS = "site.yaml"
_FOLDERS = ("content", "data", "templates")
_COMMAND = "build"
_NAME = "unchanged.txt"
TIMINGS = "--timings"
_ASKING = ("--why",)
"""Options with a value that ask what another's words do not answer."""
_OF_THE_RUN = ("--force", TIMINGS)
"""Options that decide how a build is made, and nothing about what comes of it."""
_BETWEEN = "\0"
"""Between the parts of a record; no path and no text that is printed holds it."""


class Call:
    """How the program was called."""

    def __init__(self, arguments: tuple[str, ...], folder: str, environment: str) -> None:
        self.arguments = arguments
        self.folder = folder
        """The one that paths are relative to."""
        self.environment = environment
        """What of it decides about the date."""

    @property
    def root(self) -> str:
        """Return the project's folder."""
        given = self.given("--project")
        return os.path.join(self.folder, given) if given else self.folder

    def given(self, option: str) -> str:
        """Return what an option is given, wherever it stands; empty without it.

        What decides where the project is and in which language mistakes are told must be known
        before the arguments are parsed, and however wrong they are.
        """
        for position, argument in reversed([*enumerate(self.arguments)]):
            name, _, value = argument.partition("=")
            if name == option:
                following = self.arguments[position + 1 : position + 2]
                return value or next(iter(following), "")
        return ""

    @property
    def wanted(self) -> tuple[str, ...]:
        """Return the arguments that decide what is written and said."""
        given = [argument for argument in self.arguments if argument not in _OF_THE_RUN]
        for option in _ASKING:
            if option in given:
                del given[given.index(option) : given.index(option) + 2]
        return tuple(each for each in given if not each.startswith(_ASKING))

    @property
    def record(self) -> str:
        """Return where the last good build is written down."""
        return os.path.join(self.root, _STATE, _NAME)


def said_before(call: Call, now: float) -> tuple[str, str] | None:
    """Return what the last build said, if another would write and say the same now.

    After it comes what there is to say of the time that this took. `now` is in seconds since 1970.
    """
    given = call.arguments
    is_asking = any(argument.startswith((*_ASKING, "--force")) for argument in given)
    if _COMMAND not in given or is_asking:
        return None
    try:
        with open(call.record, encoding="utf-8", errors="surrogateescape") as file:
            state, since, until, output, said, timing = file.read().split(_BETWEEN)
        is_of_today = float(since) <= now < float(until)
        is_same = is_of_today and state == _state(call, output, contents_of(call.root))
    except (OSError, ValueError):  # no record, or one that somebody damaged
        return None
    return (said, timing if TIMINGS in given else "") if is_same else None


def remember(
    call: Call,
    *,
    output: str,
    since: float,
    until: float,
    said: str,
    timing: str,
    read: str,
) -> None:
    """Write down a good build, and how to say that nothing has changed; raises `OSError`.

    Another says the same from `since` until `until`, in seconds since 1970. `read` is what
    `contents_of` said before it.
    """
    parts = (_state(call, output, read), str(since), str(until), output, said, timing)
    os.makedirs(os.path.dirname(call.record), exist_ok=True)
    with open(call.record, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(_BETWEEN.join(parts))


def contents_of(root: str) -> str:
    """Return a digest of every file of a project that a build reads, and of the other names."""
    digest = hashlib.sha256()
    beside = lying_beside(root, _FOLDERS)
    for path in _inputs(root, beside):
        with open(path, "rb", buffering=0) as file:
            content = hashlib.sha256(file.read()).hexdigest()
        digest.update(os.fsencode(f"{path[len(root) :]}\0{content}\0"))
    for entry in beside.named:
        digest.update(os.fsencode(f"{entry.path[len(root) :]}\0"))
    return digest.hexdigest()


def _inputs(root: str, beside: Beside) -> Iterator[str]:
    settings = os.path.join(root, _SETTINGS)
    if os.path.isfile(settings):
        yield settings
    yield from (entry.path for entry in beside.read if entry.name != _SETTINGS)
    for name in _FOLDERS:
        yield from (entry.path for entry in files_below(os.path.join(root, name)))


def _state(call: Call, output: str, read: str) -> str:
    """Return a digest of the program, what it is asked and reads, and the output that it left.

    Whoever touched a file of the output is noticed by its size or its times, of which nobody can
    set the last, that of the change itself. To read every file would take longer than all else.
    """
    asked = (*call.wanted, call.folder, call.environment, name_program(), output, read)
    digest = hashlib.sha256(os.fsencode(_BETWEEN.join(asked)))
    for entry in files_below(output):
        status = entry.stat()
        seen = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
        digest.update(os.fsencode(f"{entry.path}\0{seen}\0"))
    return digest.hexdigest()
