"""Every kind of destination: one line for each, and each a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from site_builder.model.settings import Publishing
from site_builder.publish.destination import Destination
from site_builder.publish.folder import Folder
from site_builder.publish.git import Branch
from site_builder.publish.ssh import Machine


def destination_of(publishing: Publishing, root: Path, state: Path) -> Destination:
    """Return the destination of a project, whose own paths begin at its root."""
    kinds: Mapping[str, Callable[[], Destination]] = {
        "folder": lambda: Folder(root / publishing.to),
        "ssh": lambda: Machine(publishing.to),
        "git": lambda: Branch(publishing.to, root, state),
    }
    return kinds[publishing.kind]()
