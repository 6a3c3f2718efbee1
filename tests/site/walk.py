"""The checker as a citizen walks it: from the start page, by the links in the built pages alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.every import every
from tests.site.built_site import BuiltPage, BuiltSite


@dataclass(frozen=True, kw_only=True)
class Path:
    """One way through the checker: the pages seen, and the answer chosen on each but the last."""

    pages: tuple[BuiltPage, ...]
    answers: tuple[str, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        """The pages' names in the tree; the start page has none."""
        start = self.pages[0].key
        return tuple(page.key.removeprefix(f"{start}/") for page in self.pages)


def tree_of(site: BuiltSite) -> dict[str, Any]:
    return site.data_file("data/eligibility.yaml")


def node_page(site: BuiltSite, node: str, lang: str) -> BuiltPage:
    """Return the page of a question or an outcome."""
    return site.page(f"{site.key('checker')}/{node}", lang)


def outcome_pages(site: BuiltSite, lang: str) -> dict[str, BuiltPage]:
    return {name: node_page(site, name, lang) for name in every(tree_of(site)["outcomes"])}


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
    yield from _from(site, Path(pages=(site.page(site.key("checker"), lang),), answers=()))


def _from(site: BuiltSite, path: Path) -> Iterator[Path]:
    answers = answers_of(site, path.pages[-1])
    if not answers:
        yield path
    for text, page in answers:
        assert page not in path.pages, f"{page} is asked twice on one path"
        yield from _from(site, Path(pages=(*path.pages, page), answers=(*path.answers, text)))
