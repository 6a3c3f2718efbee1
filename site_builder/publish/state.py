"""The folder in which the program keeps what is its own: a lock, and the log of a failure."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from site_builder.diagnostics import without_personal

STATE_FOLDER = ".site-builder"
"""Its name in a project."""
_LOCK_NAME = "lock"
_LOG_NAME = "error.log"


class Busy(Exception):  # noqa: N818 - it names a fact that a person reads
    """Another run of the program is writing to this project."""


@contextmanager
def locked(state: Path) -> Iterator[None]:
    """Hold the lock of a project, which the system releases however the program ends.

    Raises `Busy` at once when another run holds it.
    """
    state.mkdir(parents=True, exist_ok=True)
    lock = FileLock(state / _LOCK_NAME, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise Busy(str(state / _LOCK_NAME)) from error
    try:
        yield
    finally:
        lock.release()


def write_log(state: Path, error: BaseException) -> Path | None:
    """Write a traceback into the folder, or where the system keeps what is temporary.

    None when no disk takes it: a full one must not hide what went wrong before. What failed may say
    what it met, so what looks like personal data is masked.
    """
    text = without_personal("".join(traceback.format_exception(error)))
    with suppress(OSError):
        state.mkdir(exist_ok=True)
        return _write_anew(text, state).replace(state / _LOG_NAME)
    with suppress(OSError):
        return _write_anew(text)
    return None


def _write_anew(text: str, folder: Path | None = None) -> Path:
    """Write a file that only its owner may read, under a name that nobody could know before.

    One that stood there already could be a link by which somebody has another file overwritten.
    """
    import tempfile

    handle, name = tempfile.mkstemp(prefix="site-builder-", suffix=".log", dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        path.unlink()
        raise
    return path
