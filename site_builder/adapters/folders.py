"""Every file of a folder and of the folders in it: the walk of whoever looks often or early.

It imports next to nothing, and asks the system once for each folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator


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
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if is_left_out(entry.name):
            continue
        yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from entries_below(entry.path, is_left_out)


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a file, and no pipe, which would never end."""
    try:
        return entry.is_file()
    except OSError:  # a link to itself
        return False
