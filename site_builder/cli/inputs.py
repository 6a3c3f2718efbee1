"""All files of a project as they were at one moment, although somebody may save meanwhile."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from site_builder.adapters.folders import files_below, read_bytes
from site_builder.publish.state import STATE_FOLDER
from site_builder.read.project import SITE_FOLDERS, load_files, load_kept
from site_builder.read.settings import SETTINGS_PATH
from site_builder.read.templates import load_templates

_NOT_FOR_OUTPUT = {*SITE_FOLDERS, STATE_FOLDER, ".git"}
_TRIES = 5
_PAUSE_SECONDS = 0.2


class Restless(Exception):  # noqa: N818 - it names a fact that a person reads
    """A file that somebody, or another program, changed each time while it was read."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs:
    files: Mapping[str, bytes]
    templates: Mapping[str, bytes]
    kept: Mapping[str, bytes]
    """What else lies in the project."""
    beyond: str
    """The first file that is too much to be read of it; empty where all is."""


def holds_inputs(folder: Path, root: Path) -> bool:
    """Return whether a folder is one of what a site is made of, or has the project in it.

    Nothing is built or published there.
    """
    folder, root = folder.resolve(), root.resolve()
    if root.is_relative_to(folder):
        return True
    first = folder.relative_to(root).parts[0] if folder.is_relative_to(root) else ""
    return first in _NOT_FOR_OUTPUT


def load_inputs(root: Path, read: Callable[[str], bytes] = read_bytes) -> Inputs:
    """Read the project, again if something changed meanwhile; raises `Restless`, or `OSError`."""
    changed = ""
    for _ in range(_TRIES):
        before = _look(root)
        try:
            files, templates = load_files(root, read), load_templates(root, read)
            kept, beyond = load_kept(root, read)
        except FileNotFoundError as error:
            changed = str(error.filename)
        else:
            after = _look(root)
            if before == after:
                return Inputs(files=files, templates=templates, kept=kept, beyond=beyond)
            changed = min(dict(before.items() ^ after.items()))
        time.sleep(_PAUSE_SECONDS)
    raise Restless(changed)


def _look(root: Path) -> Mapping[str, tuple[int, int, int]]:
    """Return what tells each file from a changed one without reading it."""
    entries: Iterator[Path | os.DirEntry[str]] = (
        entry for folder in SITE_FOLDERS for entry in files_below(str(root / folder))
    )
    looks = {}
    for each in chain([root / SETTINGS_PATH], entries):
        with suppress(OSError):  # one that is gone again
            found = each.stat()
            looks[os.fspath(each)] = (found.st_mtime_ns, found.st_size, found.st_ino)
    return looks
