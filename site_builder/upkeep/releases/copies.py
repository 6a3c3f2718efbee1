"""Whether a copy of the site is what was built: every file of it, also as it is sent packed."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.error import HTTPError
from urllib.parse import quote

from site_builder.adapters.compression import unpacked
from site_builder.model import ASSETS_FOLDER
from site_builder.model.urls import is_web_address
from site_builder.publish.destination import KEPT_ASSETS
from site_builder.publish.writer import KEPT
from site_builder.upkeep.releases.release import Release
from site_builder.upkeep.web_answers import Unending, ask_side_by_side, bounded, pieces_of

MOST_MINUTES = 10
"""How long the comparison with a server may take."""
_CODINGS = {"": "identity", ".gz": "gzip", ".br": "br"}
"""The ending of a packed file to what browsers call it."""
_UNSENT = (".", "_")
"""What files for hosts begin with: none is sent to readers."""
_GONE = frozenset({404, 410})
_PIECE = 1 << 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Flaw:
    """A file of a copy that is not as it was built."""

    place: str
    """Its path, or its address on the web."""
    kind: Literal["changed", "missing", "foreign", "unread", "unending"]


def find_flaws(place: str, certified: Release) -> Iterator[Flaw]:
    """Compare a copy in a folder or on the web with a certificate; raises `OSError`.

    What else a server has nobody can know; a folder is to hold nothing foreign.
    """
    if is_web_address(place):
        yield from _find_on_web(place.rstrip("/") + "/", certified)
    else:
        yield from _find_in_folder(Path(place), certified.hashes)


def compared_files(place: str, certified: Release) -> tuple[str, ...]:
    """Return the paths of what `find_flaws` looks at: of a server, not the files for hosts."""
    pages = {page.path for page in certified.pages.values()}
    return tuple(
        path
        for path in sorted(certified.hashes)
        if path in pages or not (is_web_address(place) and _is_unsent(path))
    )


def kept_for_readers(place: str) -> Collection[str]:
    """Return the assets of releases before that `publish` keeps in a folder for old pages."""
    try:
        record = json.loads((Path(place) / KEPT_ASSETS).read_bytes())
    except (OSError, ValueError, RecursionError):
        return ()
    if not isinstance(record, dict):
        return ()
    return {path for path in record if path.startswith(ASSETS_FOLDER)}


def _find_in_folder(folder: Path, hashes: Mapping[str, str]) -> Iterator[Flaw]:
    entries = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    found = {path.relative_to(folder).as_posix(): path for path in entries}
    foreign_to_builds = {KEPT, KEPT_ASSETS, *kept_for_readers(str(folder))}
    for path in sorted(found.keys() - foreign_to_builds | hashes.keys()):
        ending = "" if path in hashes else Path(path).suffix
        expected = hashes.get(path.removesuffix(ending)) if ending in _CODINGS else None
        if expected is None:
            yield Flaw(place=path, kind="foreign")
        elif path not in found:
            yield Flaw(place=path, kind="missing")
        elif not _lies_as_built(found[path], _CODINGS[ending], expected):
            yield Flaw(place=path, kind="changed")


def _lies_as_built(path: Path, coding: str, sha256: str) -> bool:
    if not path.is_file():  # a pipe may never end
        return False
    try:
        return _has(sha256, unpacked(_pieces_in(path), coding))
    except Unending:
        return False


def _find_on_web(root: str, certified: Release) -> Iterator[Flaw]:
    addresses = {page.path: page.url for page in certified.pages.values()}
    until = time.monotonic() + MOST_MINUTES * 60

    def ask(question: tuple[str, str]) -> Flaw | None:
        path, coding = question
        # Joined as text: no certificate may lead to another machine or to a file of this one.
        url = root + quote(addresses.get(path, path).lstrip("/"), errors="replace")
        try:
            if _has(certified.hashes[path], pieces_of(url, until, coding)):
                return None
            return Flaw(place=url, kind="changed")
        except Unending:
            return Flaw(place=url, kind="unending")
        except HTTPError as error:
            return Flaw(place=url, kind="missing" if error.code in _GONE else "unread")
        except OSError:
            return Flaw(place=url, kind="unread")

    sent = compared_files(root, certified)
    questions = [(path, coding) for path in sent for coding in _CODINGS.values()]
    flaws: dict[str, Flaw] = {}
    try:
        for flaw in ask_side_by_side(ask, questions, MOST_MINUTES * 60):
            if flaw is not None:
                flaws.setdefault(flaw.place, flaw)
    except Unending:
        flaws[root] = Flaw(place=root, kind="unending")
    yield from sorted(flaws.values(), key=lambda flaw: flaw.place)


def _is_unsent(path: str) -> bool:
    return any(part.startswith(_UNSENT) for part in path.split("/"))


def _has(sha256: str, pieces: Iterable[bytes]) -> bool:
    """Return whether pieces, together, have a hash; not if they cannot be unpacked."""
    digest = hashlib.sha256()
    try:
        for piece in bounded(pieces):
            digest.update(piece)
    except ValueError:
        return False
    return digest.hexdigest() == sha256


def _pieces_in(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(lambda: file.read(_PIECE), b"")
