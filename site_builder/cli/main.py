"""Where the program starts, and ends at once when nothing has changed since it last ran.

So nothing heavy is imported before it is known that there is something to do: Python alone takes a
quarter of the time of such a build. `command_line.py` does everything else.
"""

from __future__ import annotations

import gc
import io
import os
import sys
import time

from site_builder.cli.unchanged import Call, said_before

_NEW_VALUES = 100_000
"""So many before Python looks for some that nobody needs any more."""
TYPE_CHECKING = False  # `typing` itself is heavy
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from site_builder.build import BuildMemory


def main(arguments: Sequence[str] | None = None, *, memory: BuildMemory | None = None) -> NoReturn:
    """Run one command and end the program with its exit status.

    `memory` is for those who run many commands in one process.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # of a terminal that has not all characters
    os.environ["TZ"] = "UTC"  # which Babel asks for, and no machine needs to know here
    given = tuple(sys.argv[1:] if arguments is None else arguments)
    call = Call(given, os.getcwd(), os.environ.get("SOURCE_DATE_EPOCH", ""))
    said = None if memory else said_before(call, time.time())
    if said is not None:
        report, timing = said
        if timing:
            print(timing, file=sys.stderr)
        print(report, flush=True)
        sys.exit(0)
    # Almost every value lives until the end, and looking for dead ones takes a quarter of the time,
    # from the first module on.
    gc.set_threshold(_NEW_VALUES)
    from site_builder.cli.command_line import run

    sys.exit(run(call, memory))
