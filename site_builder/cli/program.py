"""Which program this is, so that no other uses what it kept."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import site_builder


def name_program() -> str:
    """Return a digest of this program, its libraries and its Python."""
    package = Path(site_builder.__file__).parent
    parts = [sys.version, str(package)]
    for folder, folders, names in os.walk(package):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        for name in sorted(names):
            status = Path(folder, name).stat()
            parts.append(f"{folder}/{name} {status.st_size} {status.st_mtime_ns}")
    for place in sys.path:
        parts += sorted(path.name for path in Path(place).glob("*.dist-info"))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
