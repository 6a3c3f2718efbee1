"""The output folder, all or nothing.

Everything is written beside the folder and then swapped in by renaming, so that a reader never
meets half a site, and a failure leaves the old one standing.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path, PurePosixPath

from site_builder.adapters.folders import files_below
from site_builder.model import MANIFEST_PATH, OutputFile
from site_builder.publish.exchange import exchange
from site_builder.publish.state import Busy, locked

PREVIOUS = "previous"
SPARE = "spare"
"""The build before the one before: the next begins with its files, since most stay as they are."""
KEPT = ".gitignore"
"""The one file of the folder that is not ours: it keeps an empty folder in version control."""


class NotOurFolder(Exception):  # noqa: N818 - it names a fact that a person reads
    """An output that exists and was not made by this program; it is left alone."""


class NoPreviousBuild(Exception):  # noqa: N818
    """Nothing to go back to."""


class UnsafePath(ValueError):  # noqa: N818
    """A file that would land outside the output folder, or twice in one place."""


def publish(files: Iterable[OutputFile], output: Path, state: Path) -> tuple[str, ...]:
    """Replace the output folder with these files, or leave it as it is and raise.

    Returns the paths that were written or removed, in order.

    Raises `NotOurFolder`, `Busy`, `UnsafePath`, or the `OSError` of the machine. A build that
    changes nothing leaves both the folder and the build before it alone.
    """
    contents = _by_path(files)
    output, state = output.resolve(), state.resolve()
    with locked(state):
        _restore_former(output)
        _check_ownership(output)
        changed = _changed_paths(contents, output)
        if not changed and output.is_dir():
            return ()
        staged = _beside(output, "new")
        try:
            _discard(staged)
            _take_spare(state / SPARE, staged)
            _bring_to(contents, staged)
            with ExitStack() as undo:
                _swap_in(staged, output, state, undo)
        finally:
            _discard(staged)
    return changed


def rollback(output: Path, state: Path) -> None:
    """Swap the output folder with the build before it; again, and they are swapped back.

    Raises `NoPreviousBuild`, `NotOurFolder`, `Busy`, or the `OSError` of the machine.
    """
    output, state = output.resolve(), state.resolve()
    with locked(state):
        _restore_former(output)
        _check_ownership(output)
        previous = state / PREVIOUS
        if not _is_build(previous):
            raise NoPreviousBuild(str(previous))
        staged = _beside(output, "new")
        _discard(staged)
        with ExitStack() as undo:
            _move(previous, staged, undo)
            _swap_in(staged, output, state, undo)


def forget(states: Iterable[Path], is_outdated: Callable[[Path], bool]) -> bool:
    """Delete the builds kept in these folders that nobody is to go back to; return if there were.

    What another run is writing is left to the next build.
    """
    has_forgotten = False
    for state in states:
        with suppress(Busy), locked(state):
            for kept in filter(is_outdated, (state / PREVIOUS, state / SPARE)):
                _discard(kept)
                has_forgotten = True
    return has_forgotten


def relative_paths(folder: Path) -> frozenset[str]:
    """Return the paths of all files in a folder as they stand below it."""
    files = files_below(str(folder))
    return frozenset(Path(file.path).relative_to(folder).as_posix() for file in files)


def _by_path(files: Iterable[OutputFile]) -> Mapping[str, bytes]:
    """Index files by path; raises `UnsafePath`."""
    contents: dict[str, bytes] = {}
    for file in files:
        if not _is_inside(file.path) or file.path in contents:
            raise UnsafePath(file.path)
        contents[file.path] = file.content
    for path in contents:
        if any(str(parent) in contents for parent in PurePosixPath(path).parents):
            raise UnsafePath(path)
    return contents


def _is_inside(path: str) -> bool:
    """Return whether a path stays inside its folder on every system."""
    parts = path.split("/")
    is_plain = all(part not in {"", ".", ".."} for part in parts)
    # A backslash parts folders and a colon names a drive on Windows.
    return is_plain and not any(mark in path for mark in "\\:\0") and path != KEPT


def _is_build(folder: Path) -> bool:
    return (folder / MANIFEST_PATH).is_file()


def _check_ownership(output: Path) -> None:
    """Raise `NotOurFolder` unless the folder is missing, empty or one of our builds."""
    if not output.exists() or _is_build(output):
        return
    if not output.is_dir() or any(entry.name != KEPT for entry in output.iterdir()):
        raise NotOurFolder(str(output))


def _beside(output: Path, role: str) -> Path:
    """Return a hidden sibling of the folder, on the same disk."""
    return output.parent / f".{output.name}.site-builder-{role}"


def _restore_former(output: Path) -> None:
    """Put back the folder that an interrupted swap had moved aside."""
    former = _beside(output, "former")
    if former.is_dir() and not output.exists():
        former.rename(output)
    _discard(former)


def _discard(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)


def _changed_paths(contents: Mapping[str, bytes], output: Path) -> tuple[str, ...]:
    """Return the paths, in order, that differ from the folder as it stands."""
    begin, standing, same = len(str(output)) + 1, {KEPT}, {KEPT}
    for file in files_below(str(output)):
        path = file.path[begin:].replace(os.sep, "/")
        standing.add(path)
        content = contents.get(path)
        if content is not None and file.stat().st_size == len(content):
            with open(file.path, "rb", buffering=0) as standing_file:  # noqa: PTH123 - for each file
                if standing_file.read() == content:
                    same.add(path)
    return tuple(sorted((standing | set(contents)) - same))


def _take_spare(spare: Path, staged: Path) -> None:
    """Begin with the files of an older build; without them, all are written."""
    if spare.is_dir():
        with suppress(OSError):  # on another disk
            spare.rename(staged)
            (staged / KEPT).unlink(missing_ok=True)


def _bring_to(contents: Mapping[str, bytes], folder: Path) -> None:
    """Let a folder hold these files, and nothing else."""
    changed = _changed_paths(contents, folder)
    for path in changed:
        if (folder / path).is_file():
            # A file that is overwritten would change wherever else it is linked.
            (folder / path).unlink()
    needed = {folder / parent for path in contents for parent in PurePosixPath(path).parents}
    for below in sorted(folder.rglob("*"), reverse=True):
        if below.is_dir() and below not in needed:
            below.rmdir()
    for parent in sorted(needed):
        parent.mkdir(parents=True, exist_ok=True)
    for path in contents.keys() & set(changed):
        (folder / path).write_bytes(contents[path])


def _move(source: Path, target: Path, undo: ExitStack) -> None:
    """Move a folder, and back when a later step fails."""
    _rename(source, target)
    undo.callback(_rename, target, source)


def _rename(source: Path, target: Path) -> None:
    """Rename a folder; between disks, copy it whole and then remove it."""
    try:
        source.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        try:
            shutil.copytree(source, target)
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise
        shutil.rmtree(source)


def _swap_in(staged: Path, output: Path, state: Path, undo: ExitStack) -> None:
    """Put the staged folder in the place of the output; the output becomes the build before."""
    former, previous, spare = _beside(output, "former"), state / PREVIOUS, state / SPARE
    was_build = _is_build(output)
    if output.is_dir():
        _keep(output, staged)
        _replace(output, staged, former, undo)
    else:
        _move(staged, output, undo)
    if was_build:
        if previous.is_dir():
            _discard(spare)
            _move(previous, spare, undo)
        _move(former, previous, undo)
    undo.pop_all()  # all is in its place
    _discard(former)


def _replace(output: Path, staged: Path, former: Path, undo: ExitStack) -> None:
    """Put the staged folder in the place of the output, which is called the former from then on."""
    _move(staged, former, undo)
    if exchange(former, output):
        undo.callback(exchange, former, output)
        return
    _move(former, staged, undo)
    _move(output, former, undo)
    _move(staged, output, undo)


def _keep(output: Path, staged: Path) -> None:
    """Carry over the folder's permissions and the one file that is not ours."""
    shutil.copymode(output, staged)
    if (output / KEPT).is_file():
        shutil.copy2(output / KEPT, staged / KEPT)
