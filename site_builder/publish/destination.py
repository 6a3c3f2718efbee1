"""Where readers get the site from: releases beside each other, of which one is served."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from site_builder.model import MANIFEST_PATH, sha256_of
from site_builder.publish.writer import KEPT, relative_paths

ASSETS = "assets"
"""The folder of files named by their content, for which pages of releases before still ask."""
KEPT_ASSETS = "kept-assets.json"
"""Of a release: the assets of those before it, each with the day on which a page last asked."""
_STAYS = timedelta(days=30)
_TELLING = re.compile(rf"{ASSETS}/(?:cards/|pages\.|search\.[^/]*\.json)")
"""Assets that tell what pages tell: the number on a picture for sharing, texts, the search."""
_RELEASE = re.compile(r"\d{4,}-\d{4}-\d\d-\d\d")


class NotAsSent(Exception):  # noqa: N818 - it names a fact that a person reads
    """What arrived is not what was sent; what was served before still is."""

    def __init__(self, paths: Collection[str]) -> None:
        super().__init__(", ".join(sorted(paths)))
        self.paths = tuple(sorted(paths))


class NotOurDestination(Exception):  # noqa: N818
    """There is something at the destination that this program did not bring."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """What a release is made of."""

    output: Path
    """The folder of the build."""
    day: date
    kept: Collection[str]
    """Assets of the release that is served which the build no longer has, to be taken along."""
    record: bytes
    """What stands in the release about them."""


class Destination(Protocol):
    """A place that can be published to; each step raises `OSError` or what a program raises."""

    def check(self) -> None:
        """Raise, before anything is built, what would keep a release from being brought here."""

    def read(self, path: str) -> bytes | None:
        """Return a file of the release that is served; raises `NotOurDestination`."""

    def assets(self) -> Collection[str]:
        """Return the paths of the assets of the release that is served."""

    def bring(self, parcel: Parcel) -> str:
        """Put a release beside the one that is served; return its name."""

    def hashes(self, release: str) -> Mapping[str, str]:
        """Return the SHA-256 of every file of a release, as it lies at the destination."""

    def switch(self, release: str) -> None:
        """Serve a release, all at once; what was served becomes the release before."""

    def kept(self, path: str) -> Mapping[str, bytes]:
        """Return a file of every release that is there, that which is served among them."""

    def drop(self, releases: Collection[str]) -> None:
        """Delete releases that are not served."""

    def before(self) -> str:
        """Return the name of the release before; empty if there is none.

        It gets the assets of the release that is served, whose pages readers may still hold.
        """


def publish_to(destination: Destination, output: Path, day: date) -> str:
    """Bring a build to a destination, compare it with its certificate, and serve it.

    Raises `NotAsSent`, with the release before still served.
    """
    own = {path for path in relative_paths(output) if path.startswith(f"{ASSETS}/")}
    superseded = set(filter(outlives, destination.assets())) - own
    kept = _kept(destination.read(KEPT_ASSETS), superseded, day)
    record = json.dumps(kept, indent=2, sort_keys=True).encode()
    release = destination.bring(Parcel(output=output, day=day, kept=kept, record=record))
    landed = destination.hashes(release)
    wrong = {path for path, sha256 in certified(output).items() if landed.get(path) != sha256}
    if wrong:
        raise NotAsSent(wrong)
    destination.switch(release)
    return release


def outlives(asset: str) -> bool:
    """Return whether an asset stays for pages of releases before that still ask for it.

    One that tells what pages tell goes with its release: a count may have been withdrawn.
    """
    return not _TELLING.match(asset)


def certified(output: Path) -> Mapping[str, str]:
    """Return the SHA-256 of every file of a build: as its certificate says, where it does."""
    certificate = json.loads((output / MANIFEST_PATH).read_bytes())
    hashes = {path: sha256 for path, sha256 in hashes_below(output).items() if path != KEPT}
    pages = {page["path"]: page["sha256"] for page in certificate["pages"]}
    return {**hashes, **pages, **certificate["files"]}


def hashes_below(folder: Path) -> Mapping[str, str]:
    """Return the SHA-256 of every file in a folder, as it lies there."""
    return {path: sha256_of((folder / path).read_bytes()) for path in relative_paths(folder)}


def name_release(names: Iterable[str], day: date) -> str:
    """Name a release by its number and its day, so that names stand in order."""
    numbers = (name.partition("-")[0] for name in names)
    last = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return f"{last + 1:04d}-{day.isoformat()}"


def is_release(name: str) -> bool:
    """Return whether a name is one that `name_release` gives."""
    return _RELEASE.fullmatch(name) is not None


def _kept(record: bytes | None, superseded: Collection[str], day: date) -> dict[str, str]:
    """Return which assets of the releases before stay, and when a page last asked for each."""
    since: Mapping[str, str] = json.loads(record) if record else {}
    asked = {path: since.get(path, day.isoformat()) for path in superseded}
    first = (day - _STAYS).isoformat()
    return {path: last for path, last in asked.items() if last >= first}
