"""Every file of a folder and of the folders in it: the walk of whoever looks often or early.

It imports next to nothing, and asks the system once for each folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

_TEXTS = {"csv", "md", "tsv", "txt", "yaml", "yml"}
"""Ends of names of what people read and write."""


def files_below(
    folder: str, is_left_out: Callable[[str], bool] = lambda name: False
) -> Iterator[os.DirEntry[str]]:
    """Yield the files below a folder, folder by folder in the order of their names.

    Links to folders are not followed. A folder that is not there, or not to be read, has none.
    """
    return filter(_is_file, entries_below(folder, is_left_out))


def entries_below(
    folder: str, is_left_out: Callable[[str], bool] = lambda name: False
) -> Iterator[os.DirEntry[str]]:
    """Yield whatever lies below a folder, as `files_below` its files."""
    for entry in _entries_of(folder):
        if is_left_out(entry.name):
            continue
        yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from entries_below(entry.path, is_left_out)


def texts_in(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield the texts and tables right in a folder, copies that editors left among them.

    A file without an ending is a text; a link may lead anywhere, and is left out.
    """
    for entry in _entries_of(folder):
        _, *endings = entry.name.lower().rstrip("~").split(".")
        is_text = not endings or not _TEXTS.isdisjoint(endings)
        if is_text and entry.is_file(follow_symlinks=False):
            yield entry


def _entries_of(folder: str) -> list[os.DirEntry[str]]:
    """Return what lies right in a folder, by name; nothing of one that cannot be read."""
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError:
        return []


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a file, and no pipe, which would never end."""
    try:
        return entry.is_file()
    except OSError:  # a link to itself
        return False
