"""A build of which nothing has changed ends before anything heavy is imported.

After each good build it is written down what it was asked, what it read, what it wrote and what it
said. If all of that is as it was, saying it again is the whole build.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from site_builder.cli.program import name_program

_STATE = ".site-builder"
_INPUTS = ("site.yaml", "content", "data", "templates")
_MOST_RECORDS = 8
"""Of builds that were asked in different words."""
_COMMAND, _PROJECT = "build", "--project"
_RECORD = "unchanged-{}.json"
_OF_THE_RUN = ("--force", "--timings", "--why")
"""Options that ask what this run does, which another's words do not answer."""


class Call(NamedTuple):
    """How the program was called."""

    arguments: tuple[str, ...]
    folder: Path
    """The one that paths are relative to."""
    environment: str
    """What of it decides about the date."""

    @property
    def root(self) -> Path:
        """Return the project's folder as the command line will find it."""
        for position, argument in enumerate(self.arguments):
            name, _, value = argument.partition("=")
            if name == _PROJECT:
                following = self.arguments[position + 1 : position + 2]
                return self.folder / (value or next(iter(following), ""))
        return self.folder

    @property
    def record(self) -> Path:
        """Return where a build that is asked in these words is written down."""
        name = hashlib.sha256("\0".join(self.arguments).encode()).hexdigest()[:16]
        return self.root / _STATE / _RECORD.format(name)

    @property
    def asked(self) -> list[str]:
        return [*self.arguments, str(self.folder), self.environment, name_program()]


def said_before(call: Call, day_in: Callable[[str], str]) -> str | None:
    """Return what the last such build said, if another would write and say the same.

    `day_in` tells the day in a time zone.
    """
    given = call.arguments
    if _COMMAND not in given or any(argument.startswith(_OF_THE_RUN) for argument in given):
        return None
    try:
        record = json.loads(call.record.read_text(encoding="utf-8"))
        is_same = (
            record["asked"] == call.asked
            and record["day"] == (day_in(record["zone"]) if record["zone"] else record["day"])
            and record["written"] == _looks(Path(record["output"]))
            and record["read"] == contents_of(call.root)
        )
        return str(record["said"]) if is_same else None
    except (OSError, ValueError, KeyError, TypeError):  # no record, or one that somebody damaged
        return None


def remember(call: Call, *, output: Path, day: str, zone: str, said: str, read: str) -> None:
    """Write down a good build; raises `OSError`. `read` is what `contents_of` said before it."""
    record = {
        "asked": call.asked,
        "day": day,
        "zone": zone,
        "output": str(output),
        "written": _looks(output),
        "read": read,
        "said": said,
    }
    path = call.record
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(record), encoding="utf-8")
    records = sorted(path.parent.glob(_RECORD.format("*")), key=lambda p: p.stat().st_mtime_ns)
    for forgotten in records[:-_MOST_RECORDS]:
        forgotten.unlink(missing_ok=True)


def contents_of(root: Path) -> str:
    """Return a digest of every file of a project that a build reads."""
    digest = hashlib.sha256()
    for path in (path for name in _INPUTS for path in _below(root / name)):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        name = os.fsencode(path.relative_to(root).as_posix())
        digest.update(name + f"\0{content}\0".encode())
    return digest.hexdigest()


def _below(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    for folder, folders, names in os.walk(path):
        folders.sort()
        files = (Path(folder, name) for name in sorted(names))
        yield from (file for file in files if file.is_file())  # and no pipe, which would never end


def _looks(output: Path) -> Mapping[str, list[int]]:
    """Return size and time of every file of the output: whoever touched one is noticed."""
    looks = {}
    for path in _below(output):
        status = path.stat()
        looks[path.relative_to(output).as_posix()] = [status.st_size, status.st_mtime_ns]
    return looks
