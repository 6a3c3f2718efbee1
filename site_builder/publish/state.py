"""The folder in which the program keeps what is its own: a lock, and the log of a failure."""

from __future__ import annotations

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
    import tempfile

    text = without_personal("".join(traceback.format_exception(error)))
    for path in (state / _LOG_NAME, Path(tempfile.gettempdir()) / f"site-builder-{_LOG_NAME}"):
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            return path
    return None
