"""Counts that builds before still tell, and the newest withholds.

Nobody is led to such a release, but its files lie where readers could get them, and going back
would serve them again. A build that is kept on this machine would be brought back as silently.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from site_builder.publish.destination import Destination

_COUNTS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "data/coverage.csv": (("as_of", "funding", "area", "occupation"), "participants"),
    "data/indicators.csv": (("as_of", "id"), "value"),
}
"""The downloads that hold every count: the columns that say of whom, and that of the number."""
_UNIT, _PEOPLE = "unit", "people"
_Cells = frozenset[tuple[str, ...]]


def releases_that_tell_more(
    destination: Destination, files: Mapping[str, bytes]
) -> tuple[str, ...]:
    """Return the releases that tell of somebody whose number a build withholds."""
    found: set[str] = set()
    for path in _COUNTS:
        withheld = _withheld(path, files.get(path, b""))
        for release, content in destination.kept(path).items():
            if _told(path, content) & withheld:
                found.add(release)
    return tuple(sorted(found))


def tells_more(build: Path, files: Mapping[str, bytes]) -> bool:
    """Return whether a build in a folder tells of somebody whose number another withholds."""
    lying = {path: build / path for path in _COUNTS if (build / path).is_file()}
    return any(
        _told(path, file.read_bytes()) & _withheld(path, files.get(path, b""))
        for path, file in lying.items()
    )


def _told(path: str, content: bytes) -> _Cells:
    """Return of whom there is a number, whatever it is: a newer one tells no more of them."""
    return frozenset(cell for cell, number in _cells(path, content) if number)


def _withheld(path: str, content: bytes) -> _Cells:
    """Return of whom it is said that there is no number.

    A row that is gone says nothing: somebody may have lost it, and wants the build before back.
    """
    cells = frozenset(cell for cell, number in _cells(path, content) if not number)
    return cells - _told(path, content)


def _cells(path: str, content: bytes) -> Iterator[tuple[tuple[str, ...], str]]:
    columns, count = _COUNTS[path]
    for row in csv.DictReader(content.decode("utf-8-sig", "replace").splitlines()):
        if row.get(_UNIT, _PEOPLE) == _PEOPLE:
            yield tuple(row.get(column) or "" for column in columns), row.get(count) or ""
