"""What the files that people edit look like right now, and which of them have changed."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from site_builder.adapters.folders import files_below
from site_builder.read.project import INPUT_FOLDERS
from site_builder.read.settings import SETTINGS_PATH

_WATCHED_FOLDERS = (*INPUT_FOLDERS, "templates")


@dataclass(frozen=True, kw_only=True, slots=True)
class FileState:
    """What a file looked like when it was last seen."""

    looks: tuple[int, int, int]
    """What needs no reading: its size, its time of change, and the system's own time of change,
    which a copy with an old date does not carry over."""
    digest: bytes


Snapshot = Mapping[str, FileState]
"""States by path, relative to the project, with forward slashes."""

NOTHING: Snapshot = MappingProxyType({})


def take_snapshot(root: Path, before: Snapshot = NOTHING) -> Snapshot:
    """Look at every input file; one that looks as it did in `before` is not read again."""
    states: dict[str, FileState] = {}
    for name, path in _input_paths(root):
        state = _state(path, before.get(name))
        if state is not None:
            states[name] = state
    return MappingProxyType(states)


def changed_paths(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """Return the paths that came, went or hold something else, in order."""
    same = {
        name for name in before.keys() & after.keys() if before[name].digest == after[name].digest
    }
    return tuple(sorted((before.keys() | after.keys()) - same))


def is_ignored(name: str) -> bool:
    """Return whether a name is that of a hidden, lock, backup or temporary file."""
    return name.startswith((".", "~$")) or name.lower().endswith((".tmp", "~"))


def _input_paths(root: Path) -> Iterator[tuple[str, str]]:
    """Yield every input file, relative to the project and as the system finds it."""
    yield SETTINGS_PATH, str(root / SETTINGS_PATH)
    for watched in _WATCHED_FOLDERS:
        folder = str(root / watched)
        for entry in files_below(folder, is_ignored):
            yield watched + entry.path[len(folder) :].replace(os.sep, "/"), entry.path


def _state(path: str, before: FileState | None) -> FileState | None:
    """Return what a file looks like; None when it is gone, or is no file."""
    try:
        status = os.stat(path)  # noqa: PTH116 - asked of every file at every look
        if not stat.S_ISREG(status.st_mode):
            return None
        looks = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        if before is not None and before.looks == looks:
            return before
        content = Path(path).read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        return None
    except OSError:
        # Another program holds it for a moment: it stays as it was and is looked at again.
        return before
    return FileState(looks=looks, digest=hashlib.sha256(content).digest())
