"""The log of a failure that is the program's own.

Takes the project's folder and the exception; writes what a maintainer needs to find the cause and
gives the path. It says nothing to anybody: that is for whoever caught the exception.
"""

from __future__ import annotations

import tempfile
import traceback
from contextlib import suppress
from pathlib import Path

STATE_FOLDER = ".site-builder"
"""In a project: what the program keeps for itself, such as this log."""
LOG_NAME = "error.log"


def write_log(folder: Path, error: BaseException) -> Path | None:
    """Write the traceback into a folder, or where the system keeps what is temporary.

    None when no disk takes it: a full one must not hide what went wrong before.
    """
    text = "".join(traceback.format_exception(error))
    for path in (folder / LOG_NAME, Path(tempfile.gettempdir()) / f"site-builder-{LOG_NAME}"):
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            return path
    return None
