"""The one writer of people's own files: all or nothing, and with the way back kept.

Takes new contents by path; replaces each file in one step, after a copy of what stood there went
to `.site-builder/undo/`. Commands that change content or data all write through here, and never
anywhere outside the project.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from site_builder.publish.state import locked

UNDO = "undo"


def write_files(root: Path, files: Mapping[str, bytes], state: Path) -> None:
    """Replace files of the project; `state` keeps what the last command replaced.

    Raises `ValueError` for a path outside the project, before anything is written, `Busy` while
    another command writes, or the `OSError` of the machine, after which every file is as it was.
    """
    targets = {root / path: content for path, content in files.items()}
    for target in targets:
        if not target.resolve().is_relative_to(root.resolve()):
            raise ValueError(str(target))
    with locked(state):
        unfinished = {target: target.with_name(f".{target.name}.unfinished") for target in targets}
        try:
            for target, content in targets.items():
                target.parent.mkdir(parents=True, exist_ok=True)
                _write_whole(unfinished[target], content, like=target)
            _keep(root, targets, state / UNDO)
            _replace(root, unfinished, state / UNDO)
        finally:
            for path in unfinished.values():
                path.unlink(missing_ok=True)


def _write_whole(path: Path, content: bytes, *, like: Path) -> None:
    """Write a file that is on the disk, and no longer in a buffer, when this returns."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if like.is_file():
        shutil.copymode(like, path)


def _keep(root: Path, targets: Mapping[Path, bytes], undo: Path) -> None:
    """Copy what is about to be replaced; what the command before kept goes."""
    shutil.rmtree(undo, ignore_errors=True)
    for target in targets:
        if target.is_file():
            kept = undo / target.relative_to(root)
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(target, kept)


def _replace(root: Path, unfinished: Mapping[Path, Path], undo: Path) -> None:
    """Move every new file into its place; when one fails, put the ones before it back."""
    done: list[Path] = []
    try:
        for target, path in unfinished.items():
            path.replace(target)
            done.append(target)
    except OSError:
        for target in done:
            kept = undo / target.relative_to(root)
            if kept.is_file():
                shutil.copy2(kept, target)
            else:
                target.unlink()
        raise
