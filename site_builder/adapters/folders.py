"""Every file of a folder and of the folders in it: the walk of whoever looks often or early.

It imports next to nothing, and asks the system once for each folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

_WRITTEN = {
    *("csv", "md", "tsv", "txt", "yaml", "yml"),
    *("docx", "ods", "odt", "xls", "xlsb", "xlsm", "xlsx"),
}
"""Ends of names of what people read and write."""
_SEEN_AND_HEARD = {
    *("7z", "avif", "bmp", "eot", "exe", "gif", "gz", "heic", "ico", "jpeg", "jpg", "mov", "mp3"),
    *("mp4", "otf", "pdf", "png", "pptx", "psd", "rar", "so", "tif", "tiff", "ttf", "wav", "webp"),
    *("woff", "woff2", "xz", "zip"),
}
"""Ends of names of what is no text, which is not even opened."""
_HEAD = 4096
"""The bytes by which a text is told from what is none."""
_MARKS_OF_ORDER = (b"\xff\xfe", b"\xfe\xff")
_OF_NO_TEXT = bytes({*range(32)} - {*b"\t\n\v\f\r\x1b"})
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


@dataclass(kw_only=True, slots=True)
class Beside:
    """What lies in a project beside its site."""

    read: list[os.DirEntry[str]] = field(default_factory=list)
    """Texts, tables and office files."""
    named: list[os.DirEntry[str]] = field(default_factory=list)
    """Folders and other files, of which only the name says something."""
    beyond: str = ""
    """The path of what comes first after the bounds of a look; empty where nothing does."""


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


def lying_beside(root: str, of_site: Collection[str]) -> Beside:
    """Return what lies in a project but for the folders of its site.

    What is right in the project comes first. Not looked into are links, which may lead anywhere,
    and folders that programs made. A look has bounds, so that it ends soon whatever lies there.
    """
    found = Beside()
    size, looked = 0, 0
    folders: list[os.DirEntry[str] | None] = [None]
    for each in folders:
        folder = each.path if each else root
        entries = _entries_of(folder)
        names = {entry.name for entry in entries}
        left_out = _OF_PROGRAMS | (_OF_CHECKOUT if names >= _OF_CHECKOUT else set())
        left_out |= set(of_site) if folder == root else set()
        if each and not names.isdisjoint(_MARKS):
            continue
        found.named += [each] if each else ()
        for entry in entries:
            is_read = entry.is_file(follow_symlinks=False) and _is_written(entry)
            looked += 1
            size += entry.stat().st_size if is_read else 0
            if looked > MOST_ENTRIES or size > MOST_BYTES:
                found.beyond = entry.path
                return found
            if not entry.is_dir(follow_symlinks=False):
                (found.read if is_read else found.named).append(entry)
            elif entry.name not in left_out:
                folders.append(entry)
    return found


def _is_written(entry: os.DirEntry[str]) -> bool:
    """Return whether people write into a file, or into what an editor left of one."""
    if entry.name.startswith(_LOCKS):
        return False
    _, *endings = entry.name.lower().rstrip("~").split(".")
    if not endings or not _WRITTEN.isdisjoint(endings):
        return True
    return _SEEN_AND_HEARD.isdisjoint(endings[-1:]) and _begins_as_text(entry.path)


def _begins_as_text(path: str) -> bool:
    try:
        with open(path, "rb", buffering=0) as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return head.startswith(_MARKS_OF_ORDER) or len(head.translate(None, _OF_NO_TEXT)) == len(head)


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
