"""A built site as tests see it: the manifest, and every page as a tree of HTML."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml.html import HtmlElement

RunSiteBuilder = Callable[..., CompletedProcess[str]]
"""The fixture `run_site_builder`: arguments of the command; keywords go into its environment."""

NOT_FOUND_KEY = "404"
"""The page for unknown addresses: shown at any address, so its links cannot be page-relative."""


@dataclass(frozen=True, kw_only=True)
class BuiltPage:
    """One page of the manifest, with its file."""

    url: str
    lang: str
    key: str
    path: str
    record: Mapping[str, Any]
    file: Path

    @cached_property
    def tree(self) -> HtmlElement:
        return lxml.html.document_fromstring(self.file.read_bytes())

    @cached_property
    def anchors(self) -> frozenset[str]:
        return frozenset(self.tree.xpath("//@id"))

    @cached_property
    def classes(self) -> frozenset[str]:
        return frozenset(" ".join(self.tree.xpath("//body//@class")).split())

    @property
    def is_not_found(self) -> bool:
        return self.key == NOT_FOUND_KEY

    def __str__(self) -> str:
        return self.url


@dataclass(frozen=True, kw_only=True)
class BuiltSite:
    """The built site and the copy of the project that it was built from."""

    project: Path
    root: Path

    @cached_property
    def manifest(self) -> dict[str, Any]:
        return json.loads((self.root / "build-manifest.json").read_text(encoding="utf-8"))

    @cached_property
    def figures(self) -> dict[str, dict[str, Any]]:
        return self.manifest["figures"]

    @cached_property
    def base_url(self) -> str:
        return self.manifest["base_url"]

    @cached_property
    def pages(self) -> tuple[BuiltPage, ...]:
        return tuple(
            BuiltPage(
                url=record["url"],
                lang=record["lang"],
                key=record["key"],
                path=record["path"],
                record=record,
                file=self.root / record["path"],
            )
            for record in self.manifest["pages"]
        )

    @cached_property
    def pages_by_url(self) -> dict[str, BuiltPage]:
        return {page.url: page for page in self.pages}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted({page.lang for page in self.pages}))

    @cached_property
    def varied_pages(self) -> tuple[BuiltPage, ...]:
        """Give a few pages that show every class of the site: what is on them is everywhere."""
        classes = [page.classes for page in self.pages]
        missing = set().union(*classes)
        chosen = []
        while missing:
            best = max(range(len(classes)), key=lambda number: len(classes[number] & missing))
            missing -= classes[best]
            chosen.append(self.pages[best])
        return tuple(chosen)

    def twins(self, page: BuiltPage) -> tuple[BuiltPage, ...]:
        """Give the same page in the other languages."""
        return tuple(
            other for other in self.pages if other.key == page.key and other.lang != page.lang
        )

    def html_files(self) -> Iterator[Path]:
        return iter(sorted(self.root.rglob("*.html")))

    def files(self) -> dict[str, bytes]:
        """Give the contents of every file of the output by its path in it."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }

    def resolve(self, page: BuiltPage, link: str) -> str | None:
        """Give the address of a link under the site's root, or None when it leads elsewhere."""
        target = urlsplit(urljoin(urljoin(self.base_url, page.url.lstrip("/")), link))
        home = urlsplit(self.base_url)
        is_ours = (target.scheme, target.netloc) == (home.scheme, home.netloc)
        if not is_ours or not target.path.startswith(home.path):
            return None
        fragment = f"#{target.fragment}" if target.fragment else ""
        return "/" + target.path.removeprefix(home.path) + fragment

    def file_of(self, path: str) -> Path:
        """Give the file that a web server sends for a path under the site's root."""
        file = self.root / path.lstrip("/")
        return file / "index.html" if path.endswith("/") else file
