"""What the files that people edit look like right now.

Takes the project's folder and the snapshot before; gives a stamp for every input file, and the
paths that differ between two snapshots. A file whose size and times are as before is not read
again; one that was touched without a change is no change, and neither are the lock and temporary
files of editors. It reads inputs only, never the output folder, and writes nothing.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from site_builder.read.project import INPUT_FOLDERS
from site_builder.read.settings import SETTINGS_PATH

_WATCHED_FOLDERS = (*INPUT_FOLDERS, "templates")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """What tells that a file has changed."""

    size: int
    modified_ns: int
    changed_ns: int
    """The system's own time of change, which a copy with an old date does not carry over."""
    digest: bytes

    def is_of(self, status: os.stat_result) -> bool:
        """Tell whether the file still looks as it did, without reading it."""
        seen = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        return seen == (self.size, self.modified_ns, self.changed_ns)


Snapshot = Mapping[str, Stamp]
"""Stamps by path, relative to the project, with forward slashes."""

NOTHING: Snapshot = MappingProxyType({})


def take_snapshot(root: Path, before: Snapshot = NOTHING) -> Snapshot:
    """Stamp every input file; what has not changed since `before` keeps its stamp."""
    stamps: dict[str, Stamp] = {}
    for path in _input_paths(root):
        name = path.relative_to(root).as_posix()
        stamp = _stamp(path, before.get(name))
        if stamp is not None:
            stamps[name] = stamp
    return MappingProxyType(stamps)


def changed_paths(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """Give the paths that came, went or hold something else, in order."""
    same = {
        name for name in before.keys() & after.keys() if before[name].digest == after[name].digest
    }
    return tuple(sorted((before.keys() | after.keys()) - same))


def is_ignored(name: str) -> bool:
    """Tell hidden, lock, backup and temporary files by their name."""
    return name.startswith((".", "~$")) or name.lower().endswith((".tmp", "~"))


def _input_paths(root: Path) -> Iterator[Path]:
    yield root / SETTINGS_PATH
    for watched in _WATCHED_FOLDERS:
        for folder, folders, names in os.walk(root / watched):
            folders[:] = [name for name in folders if not is_ignored(name)]
            yield from (Path(folder, name) for name in names if not is_ignored(name))


def _stamp(path: Path, before: Stamp | None) -> Stamp | None:
    """Stamp a file; None when it is gone."""
    try:
        status = path.stat()
        if before is not None and before.is_of(status):
            return before
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        # Another program holds it for a moment: it stays as it was and is looked at again.
        return before
    return Stamp(
        size=status.st_size,
        modified_ns=status.st_mtime_ns,
        changed_ns=status.st_ctime_ns,
        digest=hashlib.sha256(content).digest(),
    )
