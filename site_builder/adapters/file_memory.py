"""Files as they were last read: a preview, which reads all after every save, reads few anew."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field

from site_builder.adapters.folders import read_bytes

_SETTLED_SECONDS = 2
"""After which a change has another time stamp, on any disk."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Seen:
    looks: tuple[int, ...]
    """From outside: its size, its number, and its times."""
    since: float
    content: bytes
    is_settled: bool
    """It was read when whatever changed it would have changed its looks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FileMemory:
    _seen: dict[str, _Seen] = field(default_factory=dict)
    """By path."""

    def read(self, path: str) -> bytes:
        """Return what is in a file; it is read unless it looks as it has done for a while."""
        status = os.stat(path)  # noqa: PTH116 - asked of every file after every save
        # The system's own time of change is another even where a program put the old one back.
        looks = status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns
        seen, now = self._seen.get(path), time.monotonic()
        if seen is None or seen.looks != looks:
            since = now
        elif seen.is_settled:
            return seen.content
        else:
            since = seen.since
        content = read_bytes(path)
        self._seen[path] = _Seen(
            looks=looks,
            since=since,
            content=content,
            is_settled=now - since > _SETTLED_SECONDS,
        )
        return content
