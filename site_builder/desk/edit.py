"""The one writer of people's own files: atomic, and with the way back kept.

Takes new contents by path; replaces each file in one step, after a copy of what stood there went
to `.site-builder/undo/`. Commands that change content or data all write through here, and never
anywhere outside the project.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

UNDO = "undo"


def write_files(root: Path, files: Mapping[str, bytes], state: Path) -> None:
    """Replace files of the project; `state` keeps what the last command replaced.

    Raises `ValueError` for a path outside the project, before anything is written.
    """
    targets = {root / path: content for path, content in files.items()}
    for target in targets:
        if not target.resolve().is_relative_to(root.resolve()):
            raise ValueError(str(target))
    undo = state / UNDO
    shutil.rmtree(undo, ignore_errors=True)
    for target, content in targets.items():
        if target.is_file():
            kept = undo / target.relative_to(root)
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(target, kept)
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f".{target.name}.unfinished")
        unfinished.write_bytes(content)
        unfinished.replace(target)
