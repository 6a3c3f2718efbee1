"""Every file of a folder and of the folders in it: the walk of whoever looks often or early.

It imports next to nothing, and asks the system once for each folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

_WRITTEN = {
    *("csv", "md", "tsv", "txt", "yaml", "yml"),
    *("doc", "docx", "odp", "ods", "odt", "ppt", "pptx", "xls", "xlsb", "xlsm", "xlsx"),
}
"""Ends of names of what people read and write."""
_PICTURES = {
    *("avif", "bmp", "gif", "heic", "jpeg", "jpg", "png", "psd", "tif", "tiff", "webp"),
}
"""Ends of names of what says something beside its pixels."""
_LOCKED_UP = {"7z", "gz", "pdf", "rar", "xz", "zip"}
"""Ends of names of what may hold any text that only programs of its own find."""
_SEEN_AND_HEARD = {
    *("eot", "exe", "ico", "mov", "mp3", "mp4", "otf", "so", "ttf", "wav", "woff", "woff2"),
    *(_PICTURES | _LOCKED_UP),
}
"""Ends of names of what is no text, of which no more than the ends of pictures is read."""
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
_FIRST_BYTES, _LAST_BYTES = 1 << 16, 1 << 13
"""Of a picture: there programs put what they say of it."""


@dataclass(kw_only=True, slots=True)
class Beside:
    """What lies in a project beside its site."""

    read: list[os.DirEntry[str]] = field(default_factory=list)
    """Texts, tables and office files."""
    pictures: list[os.DirEntry[str]] = field(default_factory=list)
    """What `read_ends` reads."""
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


def read_bytes(path: str) -> bytes:
    """Read a file, as `Path.read_bytes` without a path to be taken apart first."""
    with open(path, "rb") as file:
        return file.read()


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
            is_file = entry.is_file(follow_symlinks=False)
            is_picture = is_file and ending_of(entry.name) in _PICTURES
            is_read = is_file and not is_picture and _is_written(entry)
            looked += 1
            if is_read or is_picture:
                whole = entry.stat().st_size
                size += min(whole, _FIRST_BYTES + _LAST_BYTES) if is_picture else whole
            if looked > MOST_ENTRIES or size > MOST_BYTES:
                found.beyond = entry.path
                return found
            if not entry.is_dir(follow_symlinks=False):
                kind = found.read if is_read else found.pictures if is_picture else found.named
                kind.append(entry)
            elif entry.name not in left_out:
                folders.append(entry)
    return found


def read_ends(path: str) -> bytes:
    """Read the first and the last part of a picture, or all of a small one."""
    with open(path, "rb") as file:
        first = file.read(_FIRST_BYTES)
        rest = file.seek(0, os.SEEK_END) - len(first)
        file.seek(-min(rest, _LAST_BYTES), os.SEEK_END)
        return first + file.read()


def is_picture(path: str) -> bool:
    return ending_of(path) in _PICTURES


def is_locked_up(path: str) -> bool:
    """Return whether a file may hold text that nobody here can search."""
    return ending_of(path) in _LOCKED_UP


def ending_of(name: str) -> str:
    return name.lower().rstrip("~").rpartition(".")[2]


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
