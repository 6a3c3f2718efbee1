"""One command as a whole: how long, how much work, how much memory. Linux only."""

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_LOOK_SECONDS = 0.01
_LAST_LINES = 20
"""Of what a command said that failed."""
_PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


class CommandFailedError(Exception):
    """A measured command that did not do what it should; says what it said."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    wall: float
    """Seconds."""
    cpu: float
    """Seconds of all processes, user and system."""
    peak: int
    """Bytes of all processes at once."""


def run(command: Sequence[str | Path], folder: Path) -> Sample:
    """Run a command to its end and measure it with all that it starts."""
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=said, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )
        watcher = _MemoryWatcher(process.pid)
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        watcher.stop()
        if process.returncode:
            said.seek(0)
            last = said.read().decode(errors="replace").splitlines()[-_LAST_LINES:]
            told = "\n".join([f"{command} in {folder} ({process.returncode}):", *last])
            raise CommandFailedError(told)
    return Sample(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=watcher.peak)


class _MemoryWatcher(threading.Thread):
    """Looks at a process and those below it, and remembers the most."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._pid = pid
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(_LOOK_SECONDS):
            self.peak = max(self.peak, _memory(self._pid))

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _memory(pid: int) -> int:
    """Return the memory of a process and those below it, what they share counted once."""
    pids = list(_tree(pid))
    with suppress(OSError, IndexError, ValueError):
        if len(pids) == 1:
            return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * _PAGE_SIZE
    return sum(map(_share, pids))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                yield from _tree(int(child))


def _share(pid: int) -> int:
    """Return a process's memory, of what it shares with others its part."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
