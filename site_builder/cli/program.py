"""Which program this is, so that no other uses what it kept."""

from __future__ import annotations

import hashlib
import os
import sys

import site_builder
from site_builder.adapters.folders import files_below

_COMPILED = "__pycache__"


def name_program() -> str:
    """Return a digest of this program, its libraries and its Python."""
    package = os.path.dirname(site_builder.__file__)
    parts = [sys.version, package]
    for entry in files_below(package, _COMPILED.__eq__):
        status = entry.stat()
        parts.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
    for place in filter(os.path.isdir, sys.path):
        parts += sorted(name for name in os.listdir(place) if name.endswith(".dist-info"))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
