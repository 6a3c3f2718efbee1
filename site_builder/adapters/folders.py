"""Every file of a folder and of the folders in it: the walk of whoever looks often or early.

It imports next to nothing, and asks the system once for each folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator

_WRITTEN = {
    *("csv", "md", "tsv", "txt", "yaml", "yml"),
    *("docx", "ods", "odt", "xls", "xlsb", "xlsm", "xlsx"),
}
"""Ends of names of what people read and write."""
_LOCKS = ("~$", ".~lock.")
"""What office programs put beside an open file."""
_OF_PROGRAMS = {
    *(".cache", ".git", ".hg", ".hypothesis", ".site-builder", ".svn", ".venv"),
    *("__pycache__", "node_modules"),
}
_MARKS = {"pyvenv.cfg", "CACHEDIR.TAG", "build-manifest.json"}
"""Files by which a virtual environment, a cache and a build of this program are known."""
_OF_CHECKOUT = {"site_builder", "tests"}
"""Folders of this program's own repository, whose tests need numbers of nobody."""
MOST_ENTRIES, MOST_BYTES = 5_000, 20_000_000
"""What is looked at, and read, of what lies beside a site."""


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


def lying_beside(root: str, of_site: Collection[str]) -> tuple[list[os.DirEntry[str]], str]:
    """Return the texts, tables and office files of a project but for the folders of its site.

    Those right in the project come first. Left out are links, which may lead anywhere, and folders
    that programs made. So that a look ends soon whatever lies there, it has bounds: returned is
    also the path of what comes first beyond them, or nothing.
    """
    found: list[os.DirEntry[str]] = []
    size, folders, looked = 0, [root], 0
    for folder in folders:
        entries = _entries_of(folder)
        names = {entry.name for entry in entries}
        left_out = _OF_PROGRAMS | (_OF_CHECKOUT if names >= _OF_CHECKOUT else set())
        left_out |= set(of_site) if folder == root else set()
        for entry in entries if folder == root or names.isdisjoint(_MARKS) else ():
            is_read = _is_written(entry.name) and entry.is_file(follow_symlinks=False)
            looked += 1
            size += entry.stat().st_size if is_read else 0
            if looked > MOST_ENTRIES or size > MOST_BYTES:
                return found, entry.path
            if is_read:
                found.append(entry)
            elif entry.is_dir(follow_symlinks=False) and entry.name not in left_out:
                folders.append(entry.path)
    return found, ""


def _is_written(name: str) -> bool:
    """Return whether people write into files of that name, or into what an editor left of one.

    A file without an ending is a text.
    """
    _, *endings = name.lower().rstrip("~").split(".")
    return (not endings or not _WRITTEN.isdisjoint(endings)) and not name.startswith(_LOCKS)


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
