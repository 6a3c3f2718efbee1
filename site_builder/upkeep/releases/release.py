"""What a build says of itself: its certificate, and its pages where they are at hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from site_builder.model import MANIFEST_PATH, VOLATILE, OutputFile
from site_builder.model.urls import is_web_address
from site_builder.upkeep.web_answers import read_within

_MOST_SECONDS = 120
_MOST_BYTES = 1 << 26
"""What a certificate on the web may take: that of a thousand pages has half a million bytes."""
_PAGES = ".html"


class NoBuild(ValueError):  # noqa: N818 - it names a fact that a person reads
    """What was to be compared with is no build of this program."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CertifiedPage:
    url: str
    lang: str
    key: str
    source: str
    """The file that somebody wrote; empty for a page that is made from data."""
    path: str
    sha256: str
    weight: int
    """In bytes, compressed."""
    figures: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class CertifiedFigure:
    value: int | float | None
    unit: str
    as_of: str
    status: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """One build of the site."""

    date: str = ""
    pages: Mapping[str, CertifiedPage] = field(default_factory=dict)
    """By address."""
    figures: Mapping[str, CertifiedFigure] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    """Hash of every file that was read."""
    html: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Every file of HTML by path, redirects among them; empty where only the certificate is."""
    hashes: Mapping[str, str] = field(default_factory=dict, repr=False)
    """SHA-256 of every file by path, the certificate's own among them."""
    certificate: Mapping[str, object] = field(default_factory=dict, repr=False)
    """All that it says, but for what two machines may say otherwise."""

    @property
    def base_url(self) -> str:
        """The address that it was built for; empty where there is no build."""
        return str(self.certificate.get("base_url") or "")

    def is_made_like(self, other: Release) -> bool:
        """Return whether both were built for the same address on the same day of the same files."""
        same = ("base_url", "date", "inputs")
        return all(self.certificate.get(key) == other.certificate.get(key) for key in same)


def release_of(files: Iterable[OutputFile]) -> Release:
    """Return what a build says that lies in memory."""
    contents = {file.path: file.content for file in files}
    html = {path: content for path, content in contents.items() if path.endswith(_PAGES)}
    return parse_certificate(contents[MANIFEST_PATH], html)


def load_release(place: str) -> Release:
    """Read a build in a folder, a certificate, or either at an address of the web.

    Raises `NoBuild`, `Unending`, or the `OSError` of the machine or of the network.
    """
    if is_web_address(place):
        try:
            sent = read_within(_certificate_at(place), _MOST_SECONDS, _MOST_BYTES)
        except ValueError as error:  # packed otherwise than it says
            raise NoBuild(place) from error
        return parse_certificate(sent)
    path = Path(place)
    if path.is_file():
        return parse_certificate(path.read_bytes())
    if not (path / MANIFEST_PATH).is_file():
        raise NoBuild(place)
    html = {
        file.relative_to(path).as_posix(): file.read_bytes()
        for file in path.rglob(f"*{_PAGES}")
        if file.is_file()  # a pipe may never end
    }
    return parse_certificate((path / MANIFEST_PATH).read_bytes(), html)


def _certificate_at(address: str) -> str:
    is_certificate = address.endswith(".json")
    return address if is_certificate else urljoin(address.rstrip("/") + "/", MANIFEST_PATH)


def parse_certificate(content: bytes, html: Mapping[str, bytes] | None = None) -> Release:
    """Read a certificate; raises `NoBuild` for anything else."""
    try:
        given = json.loads(content)
        pages = {page["url"]: _page(page) for page in given["pages"]}
        hashes = {page.path: page.sha256 for page in pages.values()}
        own = {MANIFEST_PATH: hashlib.sha256(content).hexdigest()}
        return Release(
            date=given["date"],
            pages=pages,
            figures={name: _figure(figure) for name, figure in given["figures"].items()},
            inputs=dict(given["inputs"]),
            html=html or {},
            # Those of older builds list pages only.
            hashes={**hashes, **given.get("files", {}), **own},
            certificate={key: said for key, said in given.items() if key not in VOLATILE},
        )
    except (
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        raise NoBuild(str(error)) from error


def _page(given: Mapping[str, Any]) -> CertifiedPage:
    texts = {name: str(given[name] or "") for name in ("url", "lang", "key", "source", "path")}
    return CertifiedPage(
        **texts,
        sha256=given["sha256"],
        weight=int(given["compressed_bytes"]),
        figures=frozenset(use.partition("@")[0] for use in given["figures"]),
    )


def _figure(given: Mapping[str, Any]) -> CertifiedFigure:
    return CertifiedFigure(**{name: given[name] for name in ("value", "unit", "as_of", "status")})
