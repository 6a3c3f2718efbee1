"""A build of which nothing has changed ends before anything heavy is imported.

After each good build it is written down what it was asked, what it read, what it wrote and what it
said. If all of that is as it was, saying it again is the whole build.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from site_builder.cli.program import name_program

_STATE = ".site-builder"
_INPUTS = ("site.yaml", "content", "data", "templates")
_MOST_RECORDS = 8
"""Of builds that were asked in different words."""
_COMMAND, _PROJECT = "build", "--project"
_OF_THE_RUN = ("--force", "--timings", "--why")
"""Options that ask what this run does, which another's words do not answer."""


def said_before(
    arguments: Sequence[str], folder: Path, environment: str, day_in: Callable[[str], str]
) -> str | None:
    """Return what the last such build said, if another would write and say the same.

    `environment` is what else decides about the date; `day_in` tells the day in a time zone.
    """
    if _COMMAND not in arguments or any(argument.startswith(_OF_THE_RUN) for argument in arguments):
        return None
    root = _root(arguments, folder)
    try:
        record = json.loads(_record_path(root, arguments).read_text(encoding="utf-8"))
        is_same = (
            record["asked"] == _asked(arguments, folder, environment)
            and record["day"] == (day_in(record["zone"]) if record["zone"] else record["day"])
            and record["written"] == _looks(Path(record["output"]))
            and record["read"] == _contents(root)
        )
        return str(record["said"]) if is_same else None
    except (OSError, ValueError, KeyError, TypeError):  # no record, or one that somebody damaged
        return None


def remember(
    arguments: Sequence[str],
    folder: Path,
    environment: str,
    *,
    output: Path,
    day: str,
    zone: str,
    said: str,
    read: str,
) -> None:
    """Write down a good build; raises `OSError`. `read` is what `contents_of` said before it."""
    root = _root(arguments, folder)
    record = {
        "asked": _asked(arguments, folder, environment),
        "day": day,
        "zone": zone,
        "output": str(output),
        "written": _looks(output),
        "read": read,
        "said": said,
    }
    path = _record_path(root, arguments)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(record), encoding="utf-8")
    records = sorted(path.parent.glob(_record_name("*")), key=lambda each: each.stat().st_mtime_ns)
    for forgotten in records[:-_MOST_RECORDS]:
        forgotten.unlink(missing_ok=True)


def contents_of(arguments: Sequence[str], folder: Path) -> str:
    """Return a digest of every file that a build reads."""
    return _contents(_root(arguments, folder))


def _root(arguments: Sequence[str], folder: Path) -> Path:
    """Return the project's folder as the command line will find it."""
    for position, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == _PROJECT:
            following = arguments[position + 1 : position + 2]
            return folder / (value or next(iter(following), ""))
    return folder


def _record_path(root: Path, arguments: Sequence[str]) -> Path:
    name = hashlib.sha256("\0".join(arguments).encode()).hexdigest()[:16]
    return root / _STATE / _record_name(name)


def _record_name(name: str) -> str:
    return f"unchanged-{name}.json"


def _asked(arguments: Sequence[str], folder: Path, environment: str) -> list[str]:
    return [*arguments, str(folder), environment, name_program()]


def _contents(root: Path) -> str:
    digest = hashlib.sha256()
    for path in _files(root):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        name = os.fsencode(path.relative_to(root).as_posix())
        digest.update(name + f"\0{content}\0".encode())
    return digest.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for name in _INPUTS:
        yield from _below(root / name)


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
