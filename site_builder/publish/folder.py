"""Publishing to a folder of this machine: `releases/`, and a link `current` to one of them."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from site_builder.model import MANIFEST_PATH
from site_builder.publish.destination import (
    ASSETS,
    KEPT_ASSETS,
    NotOurDestination,
    Parcel,
    hashes_below,
    is_release,
    name_release,
    outlives,
)
from site_builder.publish.writer import KEPT, relative_paths

RELEASES, CURRENT, PREVIOUS, COMING = "releases", "current", "previous", ".coming"
_OURS = {RELEASES, CURRENT, PREVIOUS, f".{CURRENT}", f".{PREVIOUS}"}
"""What this program makes in a folder; a run that did not end may have left only some of it."""


class Folder:
    """A folder, or one that is yet to be made."""

    def __init__(self, to: Path) -> None:
        self._to = to
        self._releases = to / RELEASES

    @property
    def current(self) -> Path:
        """The folder that is served."""
        return self._to / CURRENT

    def check(self) -> None:
        self._check_ownership()
        whole = self._releases.resolve()
        nearest = next(folder for folder in (whole, *whole.parents) if folder.exists())
        if not nearest.is_dir():
            raise NotOurDestination(str(nearest))
        if not os.access(nearest, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(nearest))

    def read(self, path: str) -> bytes | None:
        self._check_ownership()
        file = self.current / path
        return file.read_bytes() if file.is_file() else None

    def assets(self) -> Collection[str]:
        return [f"{ASSETS}/{path}" for path in relative_paths(self.current / ASSETS)]

    def bring(self, parcel: Parcel) -> str:
        coming = self._releases / COMING
        if coming.is_dir():  # of a run that did not end
            shutil.rmtree(coming)
        made = [each for each in (self._releases, *self._releases.parents) if not each.exists()]
        self._releases.mkdir(parents=True, exist_ok=True)
        for path in relative_paths(parcel.output) - {KEPT}:
            self._copy(parcel.output / path, coming / path)
        for path in parcel.kept:
            (coming / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self.current / path, coming / path)
        (coming / KEPT_ASSETS).write_bytes(parcel.record)
        for each in (*made, coming, *coming.rglob("*")):
            _let_be_read(each)
        release = name_release((entry.name for entry in self._releases.iterdir()), parcel.day)
        coming.rename(self._releases / release)
        return release

    def hashes(self, release: str) -> Mapping[str, str]:
        return hashes_below(self._releases / release)

    def switch(self, release: str) -> None:
        if self.current.is_symlink():
            self._link(PREVIOUS, self.current.readlink().name)
        self._link(CURRENT, release)

    def kept(self, path: str) -> Mapping[str, bytes]:
        files = ((release, self._releases / release / path) for release in self._names())
        return {release: file.read_bytes() for release, file in files if file.is_file()}

    def drop(self, releases: Collection[str]) -> None:
        previous = self._to / PREVIOUS
        if previous.is_symlink() and previous.readlink().name in releases:
            previous.unlink()
        for release in set(self._names()) & set(releases) - {self.current.readlink().name}:
            shutil.rmtree(self._releases / release)

    def _names(self) -> Iterator[str]:
        entries = self._releases.iterdir() if self._releases.is_dir() else ()
        return (entry.name for entry in entries if is_release(entry.name))

    def before(self) -> str:
        self._check_ownership()
        previous = self._to / PREVIOUS
        if not previous.is_dir() or previous.readlink() == self.current.readlink():
            return ""
        for path in filter(outlives, self.assets()):
            if not (previous / path).exists():
                (previous / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(self.current / path, previous / path)
        return previous.readlink().name

    def _copy(self, source: Path, target: Path) -> None:
        """Copy a file; one that is served already takes no more room than its name.

        An `OSError` names the target, which is what could not be written.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        served = self.current / target.relative_to(self._releases / COMING)
        if served.is_file() and filecmp.cmp(source, served, shallow=False):
            with suppress(OSError):  # a disk that cannot link
                target.hardlink_to(served)
                return
        try:
            shutil.copy2(source, target)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(target)) from error

    def _link(self, name: str, release: str) -> None:
        """Let a link lead to a release; whoever follows it meets the old one or the new one."""
        coming = self._to / f".{name}"
        coming.unlink(missing_ok=True)
        coming.symlink_to(f"{RELEASES}/{release}", target_is_directory=True)
        coming.replace(self._to / name)

    def _check_ownership(self) -> None:
        """Raise `NotOurDestination` unless the folder is missing, empty or published to before."""
        to = self._to.resolve()
        for folder in to.parents:
            if (folder / MANIFEST_PATH).is_file() or _is_published(folder):
                raise NotOurDestination(str(folder))
        if self.current.exists() and not self.current.is_symlink():
            raise NotOurDestination(str(self.current))
        if to.exists() and not (to.is_dir() and (_is_published(to) or _is_empty(to))):
            raise NotOurDestination(str(to))


def _let_be_read(path: Path) -> None:
    """Let a web server read a file or folder, whatever who builds lets others read."""
    mode = path.stat().st_mode
    readable = mode | (0o555 if path.is_dir() else 0o444)
    if mode != readable:
        path.chmod(readable)


def _is_published(folder: Path) -> bool:
    """Return whether a folder has a link to one of the releases in it."""
    current = folder / CURRENT
    return current.is_symlink() and current.readlink().parent.name == RELEASES


def _is_empty(folder: Path) -> bool:
    """Return whether nothing is in a folder but releases of a first run that did not end."""
    names = {entry.name for entry in folder.iterdir()}
    releases = folder / RELEASES
    unended = releases.iterdir() if releases.is_dir() else ()
    return names <= _OURS and all(is_release(each.name) or each.name == COMING for each in unended)
