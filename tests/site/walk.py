"""The checker as a citizen walks it: from the start page, by the links in the built pages alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from tests.site.built_site import BuiltPage, BuiltSite

CHECKER_KEY = "kelayakan"
START = "start"


@dataclass(frozen=True, kw_only=True)
class Path:
    """One way through the checker: the pages seen, and the answer chosen on each but the last."""

    pages: tuple[BuiltPage, ...]
    answers: tuple[str, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        return tuple(page.key.removeprefix(f"{CHECKER_KEY}/") for page in self.pages)


def tree_of(site: BuiltSite) -> dict[str, Any]:
    text = (site.project / "data" / "eligibility.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def page_of(site: BuiltSite, key: str, lang: str) -> BuiltPage:
    return next(page for page in site.pages if (page.key, page.lang) == (key, lang))


def answers_of(site: BuiltSite, page: BuiltPage) -> list[tuple[str, BuiltPage]]:
    """Give the text of each answer of a page and the page that it leads to."""
    found = []
    for link in page.tree.xpath("//main//a[contains(@class, 'ps-answer')]"):
        target = site.resolve(page, link.get("href"))
        assert target in site.pages_by_url, f"{page}: {link.get('href')} leads nowhere"
        found.append((" ".join(link.text_content().split()), site.pages_by_url[target]))
    return found


def walk(site: BuiltSite, lang: str) -> Iterator[Path]:
    """Give every way through the checker of a language, each to where it ends."""
    yield from _from(site, Path(pages=(page_of(site, CHECKER_KEY, lang),), answers=()))


def _from(site: BuiltSite, path: Path) -> Iterator[Path]:
    answers = answers_of(site, path.pages[-1])
    if not answers:
        yield path
    for text, page in answers:
        assert page not in path.pages, f"{page} is asked twice on one path"
        yield from _from(site, Path(pages=(*path.pages, page), answers=(*path.answers, text)))
