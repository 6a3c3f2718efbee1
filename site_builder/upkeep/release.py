"""What a build says of itself: its certificate, and its pages where they are at hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from urllib.request import urlopen

from site_builder.model import MANIFEST_PATH, OutputFile
from site_builder.model.urls import is_web_address

_PATIENCE = 30
"""Seconds to wait for a server."""
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


def release_of(files: Iterable[OutputFile]) -> Release:
    """Return what a build says that lies in memory."""
    contents = {file.path: file.content for file in files}
    html = {path: content for path, content in contents.items() if path.endswith(_PAGES)}
    return parse_certificate(contents[MANIFEST_PATH], html)


def load_release(place: str) -> Release:
    """Read a build in a folder, a certificate, or either at an address of the web.

    Raises `NoBuild`, or the `OSError` of the machine or of the network.
    """
    if is_web_address(place):
        with urlopen(_certificate_at(place), timeout=_PATIENCE) as answer:
            return parse_certificate(answer.read())
    path = Path(place)
    if path.is_file():
        return parse_certificate(path.read_bytes())
    if not (path / MANIFEST_PATH).is_file():
        raise NoBuild(place)
    html = {
        file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob(f"*{_PAGES}")
    }
    return parse_certificate((path / MANIFEST_PATH).read_bytes(), html)


def served_otherwise(address: str, certified: Release) -> Iterator[str]:
    """Yield the address of each page that readers get otherwise than its certificate says."""
    for page in certified.pages.values():
        url = urljoin(address.rstrip("/") + "/", page.url.lstrip("/"))
        try:
            with urlopen(url, timeout=_PATIENCE) as answer:
                is_same = hashlib.sha256(answer.read()).hexdigest() == page.sha256
        except OSError:
            is_same = False
        if not is_same:
            yield url


def not_as_certified(place: str, certified: Release) -> Iterator[str]:
    """Yield each page of a copy of the site, in a folder or on the web, that was changed since."""
    if is_web_address(place):
        yield from served_otherwise(place.removesuffix(MANIFEST_PATH), certified)
        return
    for page in certified.pages.values():
        content = certified.html.get(page.path, b"")
        if hashlib.sha256(content).hexdigest() != page.sha256:
            yield page.url


def _certificate_at(address: str) -> str:
    is_certificate = address.endswith(".json")
    return address if is_certificate else urljoin(address.rstrip("/") + "/", MANIFEST_PATH)


def parse_certificate(content: bytes, html: Mapping[str, bytes] | None = None) -> Release:
    """Read a certificate; raises `NoBuild` for anything else."""
    try:
        given = json.loads(content)
        return Release(
            date=given["date"],
            pages={page["url"]: _page(page) for page in given["pages"]},
            figures={name: _figure(figure) for name, figure in given["figures"].items()},
            inputs=given["inputs"],
            html=html or {},
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
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
