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
from site_builder.publish.state import STATE_FOLDER, locked
from site_builder.read.settings import load_settings

UNDO, REDO = "undo", "redo"
"""Folders of steps, the newest with the highest number: what can be undone, and done again."""
_MOST_STEPS = 50
_WRITTEN, _BEFORE = "written.json", "before"
"""Of a step: what was written (path to digest, or null for a file that was deleted), and a folder
with what stood there before."""


class NothingToUndo(Exception):  # noqa: N818 - it names a fact that a person reads
    """No command has written anything, or all that was kept is undone."""


class ChangedSince(Exception):  # noqa: N818
    """Files that somebody has changed since the step that is to be undone."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = tuple(paths)
        super().__init__(", ".join(self.paths))


def take_back(root: Path, *, again: bool = False) -> tuple[str, ...]:
    """Undo what was written last and not yet undone, and return the paths.

    `again` does what was undone last again. Raises `NothingToUndo`, `ChangedSince`, or what
    `write_files` raises.
    """
    taken, kept = (REDO, UNDO) if again else (UNDO, REDO)
    steps = _steps(root / STATE_FOLDER / taken)
    try:
        step = steps[-1]
        written = json.loads((step / _WRITTEN).read_text("utf-8"))
    except (IndexError, OSError, ValueError) as error:
        raise NothingToUndo from error
    changed = [path for path, digest in written.items() if _digest(root / path) != digest]
    if changed:
        raise ChangedSince(changed)
    backups = {path: step / _BEFORE / path for path in written}
    files = {
        path: backup.read_bytes() if backup.is_file() else None for path, backup in backups.items()
    }
    _write(root, files, kept)
    shutil.rmtree(step)
    return tuple(files)


def last_written(root: Path) -> tuple[str, ...]:
    """Return the paths that would be undone now."""
    try:
        step = _steps(root / STATE_FOLDER / UNDO)[-1]
        return tuple(json.loads((step / _WRITTEN).read_text("utf-8")))
    except (IndexError, OSError, ValueError):
        return ()


def write_files(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Replace files of the project, or delete those without content; what was there is kept.

    What was undone before cannot be done again from here on.

    Raises `ValueError` for a path outside the project, before anything is written, `Busy` while
    another command writes, or the `OSError` of the machine, after which every file is as it was.
    An identity number is kept nowhere: what is kept of a file that holds one has it masked.
    """
    _write(root, files, UNDO)
    shutil.rmtree(root / STATE_FOLDER / REDO, ignore_errors=True)


def _write(root: Path, files: Mapping[str, bytes | None], kept: str) -> None:
    state = root / STATE_FOLDER
    targets = {root / path: content for path, content in files.items()}
    for target in targets:
        if not target.resolve().is_relative_to(root.resolve()):
            raise ValueError(str(target))
    with locked(state):
        unfinished = {target: target.with_name(f".{target.name}.unfinished") for target in targets}
        steps = _steps(state / kept)
        step = state / kept / f"{1 + max((int(each.name) for each in steps), default=0):06d}"
        shutil.rmtree(step, ignore_errors=True)  # of a run that did not end
        try:
            for target, content in targets.items():
                if content is not None:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    _write_whole(unfinished[target], content, like=target)
            before = {path: path.read_bytes() for path in targets if path.is_file()}
            _back_up(root, before, step / _BEFORE)
            _replace(unfinished, before)
            written = {path: _digest(root / path) for path in files}
            (step / _WRITTEN).write_text(json.dumps(written, indent=1), "utf-8")
            for forgotten in [*steps, step][:-_MOST_STEPS]:
                shutil.rmtree(forgotten, ignore_errors=True)
        finally:
            for path in unfinished.values():
                path.unlink(missing_ok=True)


def _steps(folder: Path) -> list[Path]:
    """Return the steps of a folder that came to their end, the oldest first."""
    return sorted(written.parent for written in folder.glob(f"[0-9]*/{_WRITTEN}"))


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


def _back_up(root: Path, before: Mapping[Path, bytes], folder: Path) -> None:
    """Keep what is about to go."""
    folder.mkdir(parents=True)
    settings = load_settings(root)
    personal = PersonalData(settings.identifiers if settings else ())
    for target, content in before.items():
        backup = folder / target.relative_to(root)
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
