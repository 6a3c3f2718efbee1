"""A number is written once: change the data, and every page, search block and download follows.

The real site is held against a copy in which every count and every amount is `FACTOR` times what it
is. Wherever the old value stood the new one must stand, and the old one must be nowhere.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from lxml.html import HtmlElement, document_fromstring

from tests.every import every
from tests.site.built_site import BuiltPage, BuiltSite
from tests.site.changes import FACTOR

LD = "//script[@type='application/ld+json']/text()"
FOLLOWS = re.compile(r"(coverage|target)\.(?!share_|of_|progress_)|(benefit|contribution)\.")
MONEY = ("benefit.", "contribution.")
ASIDE = (
    "//data | //script | //style | //svg | //blockquote | //cite | //code"
    " | //*[contains(@class, 'ps-sources')] | //a[contains(@class, 'ps-external')]"
)
"""Figures, and what others wrote."""


@pytest.fixture(scope="module")
def moved(real_site: BuiltSite, multiplied_site: BuiltSite) -> dict[str, tuple[Decimal, Decimal]]:
    """The old and the new value of every figure that is not the same."""
    old, new = real_site.figures, multiplied_site.figures
    assert old.keys() == new.keys()
    return {
        name: (Decimal(str(old[name]["value"])), Decimal(str(new[name]["value"])))
        for name in old
        if old[name]["value"] != new[name]["value"]
    }


def pairs(real_site: BuiltSite, multiplied_site: BuiltSite) -> Iterator[tuple[BuiltPage, ...]]:
    return zip(real_site.pages, multiplied_site.pages, strict=True)


def shown(page: BuiltPage) -> list[tuple[str, Decimal, str]]:
    """Give name, value and text of every figure of a page that is not pinned to a date."""
    return [
        (element.get("data-figure"), Decimal(element.get("value")), element.text_content())
        for element in page.tree.xpath("//data[@data-figure][not(@data-as-of)]")
    ]


def described(page: BuiltPage) -> dict[str, Decimal]:
    """Give the amounts that a page tells search engines, by their names."""
    grants = [
        grant
        for text in page.tree.xpath(LD)
        for grant in json.loads(text).get("about", {}).get("serviceOutput", ())
    ]
    return {grant["name"]: Decimal(str(grant["amount"]["value"])) for grant in grants}


def running_text(page: BuiltPage) -> str:
    """Give a page's words without its figures, and without what others wrote."""
    tree: HtmlElement = document_fromstring(page.file.read_bytes())
    attributes = tree.xpath("//meta/@content | //@alt | //@aria-label | //@title")
    for element in tree.xpath(ASIDE):
        element.drop_tree()
    return " ".join([tree.text_content(), *attributes])


def test_every_count_and_every_amount_follows_its_cell(
    real_site: BuiltSite, moved: dict[str, tuple[Decimal, Decimal]]
):
    names = [
        name
        for name, figure in real_site.figures.items()
        if figure["value"]
        and FOLLOWS.match(name)
        and (figure["unit"] == "people" or figure["unit"].startswith("rupiah"))
    ]
    for name in every(names):
        old, new = moved[name]
        assert new == old * FACTOR, name
    assert any(name.startswith(MONEY) for name in names)
    assert any(not name.startswith(MONEY) for name in names)


def test_every_page_shows_the_new_value_wherever_it_showed_the_old(
    real_site: BuiltSite,
    multiplied_site: BuiltSite,
    moved: dict[str, tuple[Decimal, Decimal]],
):
    seen: dict[str, set[str]] = {}
    for old, new in pairs(real_site, multiplied_site):
        was, now = shown(old), shown(new)
        assert [name for name, _, _ in was] == [name for name, _, _ in now], old
        for (name, value, text), (_, new_value, new_text) in zip(was, now, strict=True):
            if name in moved:
                assert (value, new_value) == moved[name], (str(old), name)
                assert text != new_text, (str(old), name)
                seen.setdefault(name, set()).add(old.lang)
            else:
                assert (value, text) == (new_value, new_text), (str(old), name)
    assert seen.keys() == moved.keys(), "each figure has a place in the list of figures at least"
    assert all(languages == set(real_site.languages) for languages in seen.values())


def test_the_old_value_is_typed_nowhere(
    real_site: BuiltSite,
    multiplied_site: BuiltSite,
    moved: dict[str, tuple[Decimal, Decimal]],
):
    kept = {Decimal(str(f["value"])) for f in multiplied_site.figures.values() if f["value"]}
    gone = {old for old, _ in moved.values() if old >= 1000 and old == int(old)} - kept
    forms = "|".join(
        re.escape(form)
        for value in every(gone)
        for form in (f"{value:,f}", f"{value:,f}".replace(",", "."), f"{value:f}")
    )
    typed = re.compile(rf"(?<![\d.,])(?:{forms})(?![\d.,]*\d)")
    titles = [
        title
        for source in real_site.data_file("data/sources.yaml")["sources"]
        for title in source["title"].values()
    ]
    found = []
    for page in multiplied_site.pages:
        text = running_text(page)
        for title in titles:
            text = text.replace(title, "")
        found += [f"{page}: {number}" for number in typed.findall(text)]
    assert not found, "\n".join(found)


def test_search_engines_read_the_new_amount(real_site: BuiltSite, multiplied_site: BuiltSite):
    count = 0
    for old, new in pairs(real_site, multiplied_site):
        was, now = described(old), described(new)
        assert now == {name: amount * FACTOR for name, amount in was.items()}, str(old)
        count += len(now)
    assert count


def test_the_downloads_follow_too(real_site: BuiltSite, multiplied_site: BuiltSite):
    def counts(site: BuiltSite) -> list[Any]:
        records = json.loads((site.root / "data/coverage.json").read_text(encoding="utf-8"))
        return [record["participants"] for record in records]

    assert counts(multiplied_site) == [
        count and int(count) * FACTOR for count in every(counts(real_site))
    ]
