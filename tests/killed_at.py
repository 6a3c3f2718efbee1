"""Run a command, and end its process at a counted step of its writing, as a power cut would.

`python -m tests.killed_at STEP FOLDER ARGUMENT...`: the process dies before its STEP-th change of a
file or folder below FOLDER; with 0 it lives, and says at last how many there were.
"""

import os
import sys
from pathlib import Path

from site_builder.cli.main import main

_CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "shutil.rmtree"}
_FOR_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def end_at(step: int, folder: Path) -> list[str]:
    """Return the list that grows by each change, and end the process before the given one."""
    steps: list[str] = []
    below = f"{folder}{os.sep}"

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        is_change = event in _CHANGES or (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & _FOR_WRITING
        )
        if is_change and os.fsdecode(str(arguments[0])).startswith(below):
            steps.append(event)
            if len(steps) == step:
                os._exit(137)

    sys.addaudithook(watch)
    return steps


if __name__ == "__main__":
    taken = end_at(int(sys.argv[1]), Path(sys.argv[2]))
    try:
        main(sys.argv[3:])
    finally:
        sys.stderr.write(f"{len(taken)}\n")
