"""One build at a time: a lock that the system lets go of, however the program ends.

Takes the project's own folder; gives a context in which no other build may publish. The file of
the lock stays behind and means nothing by itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

LOCK_NAME = "lock"


class Busy(Exception):  # noqa: N818 - it names a fact that a person reads
    """Another build of this project is publishing."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


@contextmanager
def locked(state: Path) -> Iterator[None]:
    """Hold the lock of a project; raises `Busy` at once when another build holds it."""
    state.mkdir(parents=True, exist_ok=True)
    path = state / LOCK_NAME
    with path.open("ab") as file:
        try:
            _take(file)
        except (BlockingIOError, PermissionError) as error:
            raise Busy(path) from error
        # Closing the file lets go of the lock.
        yield


if sys.platform == "win32":
    import msvcrt

    def _take(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
