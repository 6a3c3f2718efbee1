"""Files that a project cannot call its own: links that lead out of it, and names that are no text.

Nothing is read through such a link, or it would be published; and no page can say such a name.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from site_builder.adapters.folders import entries_below, files_below
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.read.settings import SETTINGS_PATH

_FOLDERS = ("content", "data", "templates")


def is_own(path: Path, root: Path) -> bool:
    """Return whether a file of a project is one, and not a way to another or without a name."""
    return _is_named(path, root) and not _leads_out(path, root)


def own_files(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    """Yield a project's own files below a folder: the name of each, and how the system finds it."""
    top = root / folder
    for entry in files_below(str(top)) if is_own(top, root) else ():
        name = folder + entry.path[len(str(top)) :].replace(os.sep, "/")
        if _is_text(name) and not (entry.is_symlink() and _leads_out(Path(entry.path), root)):
            yield name, entry.path


def is_hidden(parts: Iterable[str]) -> bool:
    """Return whether a file, or a folder around it, is one that programs keep for themselves."""
    return any(part.startswith((".", "~")) for part in parts)


def check_own(root: Path) -> Iterator[Diagnostic]:
    """Report every file, folder or link that is passed over (CFG014), and what is none (CFG017)."""
    paths = [root / SETTINGS_PATH]
    for folder in _FOLDERS:
        entries = entries_below(str(root / folder))
        paths += [root / folder, *(Path(each.path) for each in entries if not _is_plain(each))]
    for path in paths:
        if not is_hidden(path.relative_to(root).parts) and not is_own(path, root):
            name = name_below(root, str(path))
            target = str(_target(path)) if _is_named(path, root) else ""
            yield problem("CFG014", Location(path=name), target=target)
        elif kind := _other_kind(path):
            name = path.relative_to(root).as_posix()
            yield problem("CFG017", Location(path=name), kind=kind)


def name_below(root: Path, path: str) -> str:
    """Return the name of a file in a project as a message may say it."""
    return os.fsencode(Path(path).relative_to(root).as_posix()).decode(errors="replace")


def _is_plain(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is nothing but a file or folder with a name, as almost all are."""
    is_itself = entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False)
    return is_itself and _is_text(entry.name)


def _other_kind(path: Path) -> str:
    """Return what is neither file nor folder, and so would be passed over or never end."""
    if path.is_file() or path.is_dir():
        return ""
    if path.is_symlink():
        return "link"
    return "pipe" if path.exists() else ""


def _is_named(path: Path, root: Path) -> bool:
    # What the folder of the project is called is nobody's business.
    return _is_text(str(path.relative_to(root)))


def _is_text(name: str) -> bool:
    return name.isascii() or not any("\ud800" <= char <= "\udfff" for char in name)


def _leads_out(path: Path, root: Path) -> bool:
    return path.is_symlink() and not _target(path).is_relative_to(_target(root))


def _target(path: Path) -> Path:
    # Unlike `Path.resolve` it takes a link to itself as it is.
    return Path(os.path.realpath(path))
