"""Questions as a citizen walks them: from the first of a tree, by the built pages' links alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.every import every
from tests.site.built_site import BuiltPage, BuiltSite


@dataclass(frozen=True, kw_only=True)
class Path:
    """One way through a tree: the pages seen, and the answer chosen on each but the last."""

    pages: tuple[BuiltPage, ...]
    answers: tuple[str, ...]

    @property
    def above(self) -> str:
        """The key of the page on which the tree begins."""
        return self.pages[0].key.rpartition("/")[0]

    @property
    def nodes(self) -> tuple[str, ...]:
        """The pages' names in the tree."""
        return tuple(page.key.rpartition("/")[2] for page in self.pages)


def tree_of(site: BuiltSite) -> dict[str, Any]:
    return site.data_file("data/eligibility.yaml")


def starts(site: BuiltSite) -> Mapping[str, str]:
    """Give the first question of each tree by the key of its page."""
    data = tree_of(site)
    single = {site.key("checker"): data["start"]} if "start" in data else {}
    return {**single, **{tree["page"]: tree["start"] for tree in data.get("trees", {}).values()}}


def node_page(site: BuiltSite, node: str, lang: str) -> BuiltPage:
    """Return the page of a question or an outcome, of the first tree that leads to it."""
    keys = [f"{above}/{node}" for above in starts(site)]
    return next(
        page for key in keys for page in site.pages if page.key == key and page.lang == lang
    )


def outcome_pages(site: BuiltSite, lang: str) -> dict[str, BuiltPage]:
    return {name: node_page(site, name, lang) for name in every(tree_of(site)["outcomes"])}


def answers_of(site: BuiltSite, page: BuiltPage) -> list[tuple[str, BuiltPage]]:
    """Give the text of each answer of a page and the page that it leads to."""
    found = []
    for link in page.tree.xpath("//main//a[contains(concat(' ', @class, ' '), ' ps-answer ')]"):
        target = site.resolve(page, link.get("href"))
        assert target in site.pages_by_url, f"{page}: {link.get('href')} leads nowhere"
        found.append((" ".join(link.text_content().split()), site.pages_by_url[target]))
    return found


def walk(site: BuiltSite, lang: str) -> Iterator[Path]:
    """Give every way through every tree in a language, each to where it ends."""
    for above, start in starts(site).items():
        yield from _from(site, Path(pages=(site.page(f"{above}/{start}", lang),), answers=()))


def _from(site: BuiltSite, path: Path) -> Iterator[Path]:
    answers = answers_of(site, path.pages[-1])
    if not answers:
        yield path
    for text, page in answers:
        assert page not in path.pages, f"{page} is asked twice on one path"
        yield from _from(site, Path(pages=(*path.pages, page), answers=(*path.answers, text)))
