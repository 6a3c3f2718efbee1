"""The one writer of people's own files: all or nothing, and with the way back kept.

Commands that change content or data all write through here, and never outside the project.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from site_builder.checks.data.personal_data import PersonalData
from site_builder.publish.state import locked
from site_builder.read.settings import load_settings

UNDO = "undo"
_WRITTEN = "undo.json"
"""What the last command wrote: path to digest, or null for a file that it deleted."""


class NothingToUndo(Exception):  # noqa: N818 - it names a fact that a person reads
    """No command has written anything, or what it wrote was undone."""


class ChangedSince(Exception):  # noqa: N818
    """Files that somebody has changed since the command that is to be undone."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = tuple(paths)
        super().__init__(", ".join(self.paths))


def take_back(root: Path, state: Path) -> tuple[str, ...]:
    """Undo what the last command wrote, and return the paths; once more, and it is done again.

    Raises `NothingToUndo`, `ChangedSince`, or what `write_files` raises.
    """
    try:
        written = json.loads((state / _WRITTEN).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise NothingToUndo from error
    changed = [path for path, digest in written.items() if _digest(root / path) != digest]
    if changed:
        raise ChangedSince(changed)
    backups = {path: state / UNDO / path for path in written}
    files = {
        path: backup.read_bytes() if backup.is_file() else None for path, backup in backups.items()
    }
    write_files(root, files, state)
    return tuple(files)


def write_files(root: Path, files: Mapping[str, bytes | None], state: Path) -> None:
    """Replace files of the project, or delete those without content; `state` keeps what was there.

    Raises `ValueError` for a path outside the project, before anything is written, `Busy` while
    another command writes, or the `OSError` of the machine, after which every file is as it was.
    An identity number is kept nowhere: what is kept of a file that holds one has it masked.
    """
    targets = {root / path: content for path, content in files.items()}
    for target in targets:
        if not target.resolve().is_relative_to(root.resolve()):
            raise ValueError(str(target))
    with locked(state):
        unfinished = {target: target.with_name(f".{target.name}.unfinished") for target in targets}
        try:
            for target, content in targets.items():
                if content is not None:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    _write_whole(unfinished[target], content, like=target)
            before = {path: path.read_bytes() for path in targets if path.is_file()}
            _back_up(root, before, state / UNDO)
            _replace(unfinished, before)
            written = {path: _digest(root / path) for path in files}
            (state / _WRITTEN).write_text(json.dumps(written, indent=1), "utf-8")
        finally:
            for path in unfinished.values():
                path.unlink(missing_ok=True)


def _digest(path: Path) -> str | None:
    """Return what tells a file's content from others; None where there is no file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _write_whole(path: Path, content: bytes, *, like: Path) -> None:
    """Write a file that is on the disk, and no longer in a buffer, when this returns."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if like.is_file():
        shutil.copymode(like, path)


def _back_up(root: Path, before: Mapping[Path, bytes], undo: Path) -> None:
    """Keep what is about to go, and discard the backup of the command before."""
    shutil.rmtree(undo, ignore_errors=True)
    settings = load_settings(root)
    personal = PersonalData(settings.identifiers if settings else ())
    for target, content in before.items():
        backup = undo / target.relative_to(root)
        backup.parent.mkdir(parents=True, exist_ok=True)
        backup.write_bytes(personal.without_identities(content))
        shutil.copystat(target, backup)


def _replace(unfinished: Mapping[Path, Path], before: Mapping[Path, bytes]) -> None:
    """Move every new file into its place; when one fails, put the ones before it back."""
    done: list[Path] = []
    try:
        for target, path in unfinished.items():
            if path.is_file():
                path.replace(target)
            else:
                _delete(target)
            done.append(target)
    except OSError:
        for target in done:
            if target in before:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(before[target])
            else:
                target.unlink(missing_ok=True)
        raise


def _delete(target: Path) -> None:
    """Delete a file, and its folder when nothing else is in it."""
    target.unlink(missing_ok=True)
    if target.parent.is_dir() and not any(target.parent.iterdir()):
        target.parent.rmdir()
