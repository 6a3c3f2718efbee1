"""A built site as tests see it: the manifest, and every page as a tree of HTML."""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml.html import HtmlElement

from tests.yaml_text import read_yaml

RunSiteBuilder = Callable[..., CompletedProcess[str]]
"""The fixture `run_site_builder`: arguments of the command; keywords go into its environment."""

BuildOnce = Callable[..., "BuiltSite"]
"""The fixture `build_once`: a name for the copy; how to change it; further arguments of `build`."""


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
        """The page for unknown addresses is shown at any, so its links cannot be page-relative."""
        return self.key == "404"

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
        figures = self.manifest["figures"]
        assert figures, "a site without a figure"
        return figures

    @cached_property
    def base_url(self) -> str:
        return self.manifest["base_url"]

    @cached_property
    def pages(self) -> tuple[BuiltPage, ...]:
        records = self.manifest["pages"]
        assert records, "a site without a page"
        return tuple(
            BuiltPage(
                url=record["url"],
                lang=record["lang"],
                key=record["key"],
                path=record["path"],
                record=record,
                file=self.root / record["path"],
            )
            for record in records
        )

    @cached_property
    def pages_by_url(self) -> dict[str, BuiltPage]:
        return {page.url: page for page in self.pages}

    @cached_property
    def settings(self) -> dict[str, Any]:
        return self.data_file("site.yaml")

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The codes of the site's languages, its default language first."""
        return tuple(language["code"] for language in self.settings["languages"])

    @cached_property
    def keys_by_template(self) -> dict[str, list[str]]:
        """By template: the keys of the pages that people wrote for it."""
        found: dict[str, list[str]] = defaultdict(list)
        for page in self.pages:
            if page.lang == self.languages[0] and page.record["source"]:
                fields = front_matter(self.project / page.record["source"])
                found[fields.get("template", "page")].append(page.key)
        return dict(found)

    def data_file(self, path: str) -> Any:
        """Read a YAML file of the project."""
        return read_yaml((self.project / path).read_text(encoding="utf-8"))

    def words(self, lang: str) -> Any:
        """Read the interface words of a language."""
        return self.data_file(f"content/i18n/{lang}.yaml")

    def table(self, name: str) -> list[dict[str, str]]:
        """Read a CSV file of the project's `data/`."""
        with (self.project / "data" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def key(self, template: str) -> str:
        """Return the key of the first page that was written for a template."""
        return self.keys_by_template[template][0]

    def page(self, key: str, lang: str = "") -> BuiltPage:
        """Return the page of a key, in the site's default language unless another is given."""
        wanted = (key, lang or self.languages[0])
        return next(page for page in self.pages if (page.key, page.lang) == wanted)

    def written_for(self, template: str) -> list[BuiltPage]:
        """Return the pages that were written for a template, in every language."""
        keys = self.keys_by_template[template]
        found = [page for page in self.pages if page.key in keys]
        assert len(found) == len(keys) * len(self.languages)
        return found

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


def sent_bytes(path: Path) -> int:
    """Return the size of a text file as servers send it: the build lays it beside the file."""
    return path.with_name(f"{path.name}.br").stat().st_size


def front_matter(path: Path) -> dict[str, Any]:
    """Read the fields at the top of a content file."""
    return read_yaml(path.read_text(encoding="utf-8").split("---\n", 2)[1])
